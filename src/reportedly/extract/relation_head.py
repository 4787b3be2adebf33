"""The learned relation head: a few small networks over the numbers and vectors of a pair of mentions, averaged.

Weights are fit by ``python -m training.relations`` on re3d and lie in ``data/relations.npz``. What it tells is wider than what
we claim: it learns all states that re3d marks, so that it need not take a visit for membership.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import get_args

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from reportedly.encoder.output import Output
from reportedly.encoder.products import product
from reportedly.errors import ModelError
from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.relation_pairs import Pairs, make_pairs
from reportedly.schema import RelationType

Floats = NDArray[np.float32]

_LEAST_TOLD = 0.03  # what is less probable is not told at all, even of a pair of which a rule says something
_WEIGHTS = ("mean", "project", "first", "first_bias", "second", "second_bias", "least")
FORWARD, BACKWARD = ">", "<"  # a name's ending says which of the two, in order of the text, is the subject
RULE_TYPES: tuple[RelationType, ...] = get_args(RelationType)


class Told(Struct, frozen=True):
    """What the head says of two mentions: a name, who is subject and object (order of the text where there is no direction).

    ``score`` is the probability, ``sure`` whether it passes the name's threshold. ``predicate`` is the word (an index into
    ``Output.words``) of the predicate that binds them, -1 for none; ``between`` the words that part them.
    """

    name: str
    subject_index: int
    object_index: int
    score: float
    sure: bool
    predicate: int
    between: tuple[int, int]


@dataclass(frozen=True)
class RelationHead:
    """Weights. ``mean`` and ``project`` shrink the encoder's vectors; ``kept`` says which of a pair's ``numbers`` are read.

    ``first`` (inputs, networks x hidden), ``second`` (networks, hidden, labels); label 0 is "nothing", the others are
    ``names``. ``least`` is the threshold of each name.
    """

    names: tuple[str, ...]
    mean: Floats
    project: Floats
    kept: NDArray[np.int64]
    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    least: Floats
    numbers: int
    model: str  # the hash of the encoder whose vectors these weights were fit on

    def probabilities(self, pairs: Pairs, vectors: Floats) -> Floats:
        """(pairs, names): how probable each name is for each pair."""
        if not len(pairs.one):
            return np.zeros((0, len(self.names)), np.float32)
        words = np.asarray(product(vectors - self.mean, self.project), np.float32)
        inputs = np.concatenate([pairs.numbers[:, self.kept], seen_around(pairs, words)], axis=1)
        hidden = np.maximum(product(inputs, self.first) + self.first_bias, 0)
        networks, width, labels = self.second.shape
        total = np.zeros((len(inputs), labels), np.float32)
        for number in range(networks):
            scores = product(hidden[:, number * width : (number + 1) * width], self.second[number]) + self.second_bias[number]
            scores = np.exp(scores - scores.max(axis=1, keepdims=True))
            total += scores / scores.sum(axis=1, keepdims=True)
        return np.asarray(total[:, 1:] / networks, np.float32)


def seen_around(pairs: Pairs, words: Floats) -> Floats:
    """The shrunk vectors (words, width) at a pair: both mentions, their product, what parts and binds them, and what is next to them."""
    width = words.shape[1]
    padded = np.concatenate([words, np.zeros((1, width), np.float32)])
    summed = np.zeros((len(words) + 1, width), np.float32)
    np.cumsum(words, axis=0, out=summed[1:])
    spans, one, two = pairs.spans, pairs.one, pairs.two

    def averaged(ranges: NDArray[np.int64]) -> Floats:
        lengths = np.maximum(ranges[:, 1] - ranges[:, 0], 1)[:, None]
        return np.asarray((summed[ranges[:, 1]] - summed[ranges[:, 0]]) / lengths, np.float32)

    of = 0.5 * averaged(spans) + 0.5 * padded[pairs.heads]
    return np.concatenate(
        [
            of[one], of[two], of[one] * of[two], averaged(pairs.between), padded[pairs.predicate], padded[pairs.verb],
            padded[spans[one, 0] - 1], padded[spans[two, 1]], padded[spans[one, 1]], padded[spans[two, 0] - 1],
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip


@cache
def relation_head() -> RelationHead | None:
    """The packaged weights, read at the first call; None where the package has none."""
    file = resources.files("reportedly.extract").joinpath("data", "relations.npz")
    if not file.is_file():
        return None
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
        # Stored in half precision where that loses nothing, read in single.
        weights = {name: stored[name].astype(np.float32) for name in _WEIGHTS}
        return RelationHead(
            names=tuple(map(str, stored["names"])), kept=stored["kept"], numbers=int(stored["numbers"]),
            model=str(stored["model"]), **weights,
        )  # fmt: skip


def tell(
    text: str, output: Output, mentions: Sequence[MentionCandidate], groups: Sequence[Sequence[int]],
    stated: Mapping[tuple[int, int], RelationType],
) -> list[Told]:  # fmt: skip
    """What holds between two mentions of one sentence, in order of the text; of a pair that rules speak of also what is not sure.

    ``stated`` holds what rules say of an ordered pair. Empty where the package has no weights or the model gives no vectors;
    raises ModelError where the weights were fit to other numbers.
    """
    head = relation_head()
    if head is None or output.vectors.shape != (len(output.words), len(head.mean)):
        return []
    verdicts = {pair: RULE_TYPES.index(type_) for pair, type_ in stated.items()}
    pairs = make_pairs(text, output, mentions, groups, verdicts, len(RULE_TYPES))
    if pairs.numbers.shape[1] != head.numbers:
        raise ModelError("The weights of the relation head don't fit this version of the program.", "Install reportedly again.")
    found = head.probabilities(pairs, output.vectors)
    sure = found >= head.least
    spoken = [(a, b) in stated or (b, a) in stated for a, b in zip(pairs.one.tolist(), pairs.two.tolist(), strict=True)]
    wanted = sure | ((found >= _LEAST_TOLD) & np.array(spoken, np.bool_)[:, None])
    told = []
    for at, label in zip(*(side.tolist() for side in np.nonzero(wanted)), strict=True):
        name = head.names[label]
        sides = (int(pairs.one[at]), int(pairs.two[at]))
        between = (int(pairs.between[at, 0]), int(pairs.between[at, 1]))
        told.append(
            Told(
                name.rstrip(FORWARD + BACKWARD), *(sides[::-1] if name.endswith(BACKWARD) else sides),
                float(found[at, label]), bool(sure[at, label]), int(pairs.predicate[at]), between,
            )
        )  # fmt: skip
    return told
