"""The learned choice of antecedents: for every noun phrase the earlier one that it means, or none.

Antecedent ranking after Lee et al. 2017: each candidate has a score, having none scores 0, and the best wins. The scores come
from a few small networks over ``pair_features``, whose mean counts; ``python -m training.coreference`` fits their weights.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np
from msgspec import Struct

from reportedly.encoder.products import product
from reportedly.extract.pair_features import Floats, Ints, Pairs

WEIGHTS = "antecedents.npz"
_NEVER = np.float32(-1e4)


class Choice(Struct, frozen=True):
    """The antecedent of each phrase (-1: none) and how sure we are of it: its probability among all candidates and none."""

    antecedents: Ints
    chances: Floats


@cache
def packaged_weights() -> Mapping[str, Floats]:
    """The weights that the package carries."""
    raw = resources.files("reportedly.extract").joinpath("data", WEIGHTS).read_bytes()
    with np.load(BytesIO(raw), allow_pickle=False) as file:
        return {name: np.asarray(file[name], np.float32) for name in file.files}


def choose(pairs: Pairs, weights: Mapping[str, Floats], least: float = 0.5) -> Choice:
    """The best candidate of each phrase where its score is above that of none by more than ``least`` demands.

    ``least`` is the share (0 to 1) that the best candidate must have of what it and none have together.
    """
    total, _ = pairs.candidates.shape
    if total == 0:
        return Choice(np.zeros(0, np.int64), np.zeros(0, np.float32))
    scores = np.where(pairs.candidates >= 0, pair_scores(pairs, weights), _NEVER)
    best = scores.argmax(1)
    highest = scores[np.arange(total), best]
    odds = np.log(least) - np.log1p(-least)
    whole = np.exp(np.minimum(scores, 60)).sum(1) + 1.0
    chosen = np.where(highest > odds, pairs.candidates[np.arange(total), best], -1)
    chances = np.exp(np.minimum(highest, 60)) / whole
    return Choice(chosen, np.asarray(np.where(chosen >= 0, chances, 1.0 / whole), np.float32))


def pair_scores(pairs: Pairs, weights: Mapping[str, Floats]) -> Floats:
    """Log-odds of every candidate against having no antecedent, (phrases, candidates): the mean over the networks.

    Every array of ``weights`` has one row of its first axis for each network.
    """
    networks = len(weights["bias"])
    mine = np.concatenate([pairs.own, pairs.context], 1)
    scores = [
        _scores_of(pairs, mine, {name: value[number] for name, value in weights.items()}) for number in range(networks)
    ]
    return np.asarray(np.mean(scores, axis=0) + product(pairs.pair, weights["straight"].mean(0)), np.float32)


def _scores_of(pairs: Pairs, mine: Floats, weights: Mapping[str, Floats]) -> Floats:
    """What one network says, but for the numbers of the pair that count as they are (``straight``)."""
    hidden = product(pairs.pair, weights["pair"])
    hidden += (product(mine, weights["mine"]) + weights["bias"])[:, None]
    hidden += product(pairs.own, weights["other"])[np.maximum(pairs.candidates, 0)]
    np.maximum(hidden, 0, out=hidden)
    second = product(hidden, weights["second"]) + weights["second_bias"]
    np.maximum(second, 0, out=second)
    alone = product(np.maximum(product(mine, weights["alone"]) + weights["alone_bias"], 0), weights["none"])
    return np.asarray(product(second, weights["score"]) - alone[:, None], np.float32)
