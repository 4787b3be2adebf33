"""Fit the pair score of linking: ``python -m training.linking``.

Learns from pairs of gold event mentions of ECB+'s training topics, read by the packaged encoder, and from pairs of MAVERICK's coded
rows. The weights for rows are fitted to all rows at hand; what they are worth is told by fitting on some of the events and scoring the
others (``python -m benchmarks.maverick_linking --cross``). Texts learn from the rows of the half of the events that a hash gives
(``evaluation.maverick.half_of`` 0). Writes the axes for the encoder's vectors and the
weights. Each number is a line between knots, each level its own points: logistic regression by Newton's method with a normal prior;
what a pair lacks adds nothing. Pairs that both have the encoder's vectors are scored by weights of their own, fitted to ECB+ alone; for the
others half of ECB+'s pairs hide them.
"""

import argparse
import pickle
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from benchmarks.folders import DATA
from numpy.typing import NDArray

from reportedly.codebooks.load import load_codebook
from reportedly.corroborate.linking_features import Value, compare, conflict
from reportedly.corroborate.linking_meanings import PROJECTION
from reportedly.corroborate.linking_model import WEIGHTS
from reportedly.corroborate.linking_stories import Stories, widen
from reportedly.corroborate.linking_views import View, view
from reportedly.evaluation.ecb_claims import GoldClaim, Read, gold_claims, read_documents
from reportedly.evaluation.ecbplus import is_event
from reportedly.evaluation.maverick import Row, half_of, recorded, rows
from reportedly.schema.linkable import Linkable
from training.linking_words import OUT

Floats = NDArray[np.float64]
KNOTS: Mapping[str, tuple[float, ...]] = {
    "story": (0, 0.03, 0.07, 0.12, 0.2, 0.3, 0.45, 0.6, 0.75, 0.9),
    "sentence": (0, 0.12, 0.3, 0.5, 0.8),
    "same word": (0, 0.15, 0.3, 0.5, 0.7, 1),
    "meaning": (-0.1, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8),
    "vector": (-0.2, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8),
    "actor": (0, 0.25, 0.5, 1),
    "recipient": (0, 0.25, 0.5, 1),
    "anyone": (0, 0.1, 0.25, 0.5, 0.8, 1),
    "days shared": (0, 0.25, 0.5, 0.75, 1),
    "news": (0, 1, 2, 4, 7, 14, 30, 60),
    "kilometres": (0, 0.5, 1, 3, 6, 12, 30),
    "told later": (-1, 0, 1, 2, 4, 7, 14),
    "numbers apart": (0.2, 0.6, 1, 2, 3, 4),
    "topic": (0, 0.5, 1),
    "words shared": (0, 0.5, 1),
    "same number": (1, 2, 4, 8, 16, 32),
}
ONLY_CODED = frozenset(
    (
        "news|kilometres|told later|numbers apart|topic|words shared|same number|named place|harm|next day|"
        "numbers and place|outlet|told|sides"
    ).split("|")
)
# No corpus has both days of publication and undated claims; set by hand: reports of one day or two, then ever less.
PUBLISHED = {"knots": [0.0, 2.0, 7.0, 30.0], "points": [0.3, 0.2, -0.4, -1.0]}
# Nor has one denials beside what they deny; set by hand: together with one story they outweigh another word for it.
DENIED = {"who and where": 2.5, "who and whom": 1.5}
LEAST_PAIRS = 10  # of a level that gets points
# Precision of a weight around 0. That of rows was chosen on quarters of MAVERICK's events, each with weights of the others, all rows in one
# record: at 3, 10, 20, 30 pairwise F1 81.8, 82.7, 83.5, 83.1; of 203 events recovered whole 113, 114, 116, 115.
PRIOR, ROW_PRIOR = 3.0, 20.0
VECTOR_WIDTH = 64
TOPIC_SHARE, OTHER_SHARE = 0.15, 0.003  # of the unequal pairs within one topic, and across topics, that are drawn
ROW_WEIGHT = 3.0  # of a pair of rows among the pairs of texts, which know little of days and places
HIDDEN = 0.5  # of the pairs of texts from which claims without vectors are scored
STEPS = 12


@dataclass(frozen=True)
class Sample:
    """Pairs: their features, whether they are of one event, and how many pairs each stands for."""

    features: list[dict[str, Value]]
    right: Floats
    weight: Floats


def projection(read: Sequence[Read]) -> tuple[Floats, Floats]:
    """The mean of the triggers' vectors and the axes in which they differ most, divided by the spread along each."""
    found = []
    for document, output, _ in read:
        for mark in document.marked:
            inside = [n for n, (a, b) in enumerate(output.words) if a < mark.end and mark.start < b]
            if is_event(mark) and inside:
                found.append(output.vectors[inside].astype(np.float64).mean(0))
    vectors = np.array(found)
    values, axes = np.linalg.eigh(np.cov(vectors.T))
    order = np.argsort(-values)[:VECTOR_WIDTH]
    return vectors.mean(0), axes[:, order] / np.sqrt(values[order])


def stories_of_all(views: Sequence[View]) -> Stories:
    """The widened stories of all reports."""
    return Stories(widen({one.one.report: one.story for one in views if one.story}))


def text_pairs(claims: Sequence[GoldClaim], hidden: float = HIDDEN, seed: int = 7) -> Sample:
    """The pairs of ECB+: all that are equal, and a share of the others; ``hidden`` is the share that lacks the encoder's vectors."""
    draw = random.Random(seed)
    views = [view(one.linkable) for one in claims]
    stories = stories_of_all(views)
    features, right, weight = [], [], []
    for number, one in enumerate(claims):
        for other in range(number):
            two = claims[other]
            same = one.chain == two.chain
            share = 1.0 if same else TOPIC_SHARE if one.topic == two.topic else OTHER_SHARE
            if share < 1.0 and draw.random() > share:
                continue
            found = compare(views[number], views[other], stories)
            if draw.random() < hidden:
                found.pop("vector", None)
            features.append(found)
            right.append(same)
            weight.append(1 / share)
    return Sample(features, np.array(right, np.float64), np.array(weight))


def row_pairs(every: Sequence[Row], claims: Sequence[Linkable], kept: Callable[[str], bool]) -> Sample:
    """The pairs of MAVERICK's rows of the events ``kept``, of one country, that nothing forbids; ``claims`` are those of all rows."""
    given = [(row, view(one)) for row, one in zip(every, claims, strict=True) if kept(row["event_id"])]
    features, right = [], []
    for number, (one, mine) in enumerate(given):
        for two, other in given[:number]:
            if one["country"] == two["country"] and conflict(mine, other) is None:
                features.append(compare(mine, other))
                right.append(one["event_id"] == two["event_id"])
    return Sample(features, np.array(right, np.float64), np.ones(len(right)))


def columns(samples: Sequence[Sample]) -> list[tuple[str, Any]]:
    """A column for each knot and for each level that is not rare."""
    levels = Counter(
        (name, value) for one in samples for row in one.features for name, value in row.items()
        if isinstance(value, str) and name != "denied"
    )
    knots = [(name, place) for name, found in KNOTS.items() for place in range(len(found))]
    return [*knots, *sorted(level for level, count in levels.items() if count >= LEAST_PAIRS)]


def matrix(features: Sequence[Mapping[str, Value]], names: Sequence[tuple[str, Any]]) -> NDArray[np.float32]:
    """Rows of shares: a number's two nearest knots, a level's 1; a feature that is absent leaves its columns 0."""
    place = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(features), len(names)), np.float32)
    for number, row in enumerate(features):
        for name, value in row.items():
            if isinstance(value, str):
                if (name, value) in place:
                    table[number, place[name, value]] = 1
            elif name in KNOTS:
                knots = KNOTS[name]
                value = min(max(value, knots[0]), knots[-1])
                high = min(max(int(np.searchsorted(knots, value, side="right")), 1), len(knots) - 1)
                share = (value - knots[high - 1]) / (knots[high] - knots[high - 1])
                table[number, place[name, high - 1]] = 1 - share
                table[number, place[name, high]] = share
    return table


def fit(table: NDArray[np.float32], right: Floats, weight: Floats, prior: float) -> Floats:
    """The prior and the points of each column; ``prior`` is how precisely these are around 0 before anything is seen."""
    ones = np.ones((len(table), 1), np.float32)
    wide = np.concatenate([ones, table], 1).astype(np.float64)
    penalty = np.full(wide.shape[1], prior)
    penalty[0] = 1e-6
    found = np.zeros(wide.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(wide @ found, -30, 30)))
        slope = wide.T @ (weight * (chance - right)) + penalty * found
        bend = (wide * (weight * chance * (1 - chance))[:, None]).T @ wide + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    return found


def fitted(samples: Sequence[Sample], prior: float = PRIOR) -> dict[str, Any]:
    """Fitted weights as the YAML file holds them."""
    names = columns(samples)
    table = np.concatenate([matrix(one.features, names) for one in samples])
    points = fit(table, np.concatenate([one.right for one in samples]), np.concatenate([one.weight for one in samples]), prior)
    numbers: dict[str, Any] = {}
    levels: dict[str, dict[str, float]] = {}
    for (name, value), point in zip(names, points[1:], strict=True):
        if isinstance(value, str):
            levels.setdefault(name, {})[value] = round(float(point), 3)
        else:
            slope = numbers.setdefault(name, {"knots": list(map(float, KNOTS[name])), "points": []})
            slope["points"].append(round(float(point), 3))
    numbers = {name: slope for name, slope in numbers.items() if any(slope["points"])}
    return {"prior": round(float(points[0]), 3), "numbers": numbers | {"published": PUBLISHED}, "levels": levels | {"denied": dict(DENIED)}}


def row_weights(every: Sequence[Row], claims: Sequence[Linkable], kept: Callable[[str], bool] = lambda event: True) -> dict[str, Any]:
    """Weights for pairs of rows, fitted to those of MAVERICK's events that are ``kept``."""
    return fitted([row_pairs(every, claims, kept)], ROW_PRIOR)


def text_weights(claims: Sequence[GoldClaim], coded: Sample) -> dict[str, Any]:
    """Weights for pairs of claims from texts: without their vectors, for which ``coded`` pairs count too, and with them."""
    # What only rows are asked is nothing that texts could learn from.
    rows_as_texts = [{name: value for name, value in row.items() if name not in ONLY_CODED} for row in coded.features]
    heavier = Sample(rows_as_texts, coded.right, coded.weight * ROW_WEIGHT)
    texts, seen = text_pairs(claims), text_pairs(claims, hidden=0.0)
    return {"texts": fitted([texts, heavier]), "seen": fitted([seen])}


def write(made: Mapping[str, Any]) -> None:
    """Write sets of weights; those that are not made stay as they are."""
    path = OUT / WEIGHTS
    kept = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    head = "# Points (log-odds) of the pair score, fitted by: python -m training.linking\n"
    path.write_text(head + yaml.safe_dump({**kept, **made}, sort_keys=True, width=130), encoding="utf-8")


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--keep", type=Path, default=None, help="a file that keeps the readings for the next run")
    parser.add_argument("--rows", action="store_true", help="fit only the weights for coded rows")
    options = parser.parse_args()
    every, (coded, _) = rows(options.data), recorded(options.data)
    write({"rows": row_weights(every, coded)})
    if options.rows:
        return
    if options.keep is not None and options.keep.exists():
        read = pickle.loads(options.keep.read_bytes())
    else:
        read = list(read_documents(options.data, "train"))
        if options.keep is not None:
            options.keep.write_bytes(pickle.dumps(read))
    mean, axes = projection(read)
    np.savez_compressed(OUT / PROJECTION, mean=mean.astype(np.float32), axes=axes.astype(np.float32))
    claims = gold_claims(read, load_codebook(None))
    write(text_weights(claims, row_pairs(every, coded, lambda event: half_of(event) == 0)))


if __name__ == "__main__":
    main()
