"""The learned choice of antecedents: for every noun phrase the earlier one that it means, or none.

Antecedent ranking after Lee et al. 2017: each candidate has a score and having none scores 0. Earlier candidates that stand in one
chain count together, so that the best chain wins and in it the best candidate. The scores come from a few small networks over
``pair_features``, whose mean counts; ``python -m training.coreference`` fits their weights.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from io import BytesIO
from itertools import groupby
from math import log
from operator import itemgetter

import numpy as np
from msgspec import Struct

from reportedly.encoder.products import product
from reportedly.extract.pair_features import Floats, Ints, Pairs

WEIGHTS = "antecedents.npz"
_NEVER = np.float32(-1e4)
# How a chain counts: by its best candidate (0) or by the odds of all its candidates together (1). CoNLL F1 of OntoGUM's dev
# part and of the 25 honest training documents, crossed: 57.5 and 55.2 at 0, 57.5 and 55.4 at 0.3, 57.5 and 55.6 at 0.5, 57.2 and
# 55.6 at 0.8, 57.1 and 55.6 at 1.
TOGETHER = 0.5
_FAR_BEHIND = 7.0


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
    """The best candidate of the best chain of each phrase, where that is above having none by more than ``least`` demands.

    ``least`` is the share (0 to 1) that a candidate must have of what it and none have together; a chain of several needs less
    of each.
    """
    total, _ = pairs.candidates.shape
    if total == 0:
        return Choice(np.zeros(0, np.int64), np.zeros(0, np.float32))
    scores = np.clip(np.where(pairs.candidates >= 0, pair_scores(pairs, weights), _NEVER), -60, 60)
    places = np.array(_best_places(pairs.candidates, scores, float(np.log(least) - np.log1p(-least))), np.int64)
    rows = np.arange(total)
    whole = np.exp(scores).sum(1) + 1.0
    chances = np.where(places >= 0, np.exp(scores[rows, places]), 1.0) / whole
    return Choice(np.where(places >= 0, pairs.candidates[rows, places], -1), np.asarray(chances, np.float32))


def _best_places(candidates: Ints, scores: Floats, odds: float) -> list[int]:
    """The place of each phrase's antecedent among its candidates, -1 where no chain counts more than ``odds``.

    Candidates far behind the best one count nothing.
    """
    highest = scores.max(1)
    hopeful = highest + TOGETHER * np.log(candidates.shape[1]) > odds
    near = (scores > highest[:, None] - _FAR_BEHIND) & (candidates >= 0) & hopeful[:, None]
    rows, columns = np.nonzero(near)
    found = zip(
        rows.tolist(), columns.tolist(), candidates[near].tolist(), scores[near].tolist(), np.exp(scores[near]).tolist(),
        strict=True,
    )  # fmt: skip
    chain_of = list(range(len(candidates)))
    places = [-1] * len(candidates)
    for number, alike in groupby(found, itemgetter(0)):
        sums: dict[int, float] = {}
        best: dict[int, tuple[float, int]] = {}
        for _, at, earlier, score, power in alike:
            chain = chain_of[earlier]
            sums[chain] = sums.get(chain, 0.0) + power
            if chain not in best or score > best[chain][0]:
                best[chain] = score, at
        worth, chain = max(((1 - TOGETHER) * best[one][0] + TOGETHER * log(sums[one]), one) for one in best)
        if worth > odds:
            chain_of[number], places[number] = chain, best[chain][1]
    return places


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
