"""Choosing the senses of a report's place names together, so that they agree with each other."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from reportedly.resolve import gazetteer as gaz
from reportedly.resolve.candidates import Candidates
from reportedly.resolve.gazetteer import Gazetteer, Numbers

ROUNDS: Final = 4
LIKELIEST: Final = 6
"""How many senses of each name speak for the others: more cost time and change nothing measurable."""
COUNTRY_WEIGHT, FIRST_WEIGHT, SECOND_WEIGHT = 3.0, 2.5, 1.0
NEAR_WEIGHT: Final = 2.5
NEAR_KM: Final = 100.0
_EARTH_KM: Final = 6371.0
_SHARPNESS: Final = 1.0

Floats = NDArray[np.float64]


class Sense(Struct):
    """One name of a report: what it may mean, how often it stands there, and the areas its own words put it in."""

    name: str
    candidates: Candidates
    count: int
    containers: tuple[int, ...]
    container_weight: float


class _Table(Struct):
    """All candidates of all names in rows: ``owner`` is the name's place in the list."""

    owner: Numbers
    name: Numbers
    base: Floats
    parents: Numbers
    vectors: Floats
    weight: Floats


def choose(gazetteer: Gazetteer, senses: Sequence[Sense]) -> list[tuple[int, float]]:
    """The number of the chosen place of each name, and how sure the choice is (0 to 1)."""
    if not senses:
        return []
    table = _tabulate(gazetteer, senses)
    likely = _softmax(table.base, table.owner, len(senses))
    total = table.base
    for _ in range(ROUNDS if len(senses) > 1 else 0):
        total = table.base + _agreement(table, likely, len(senses))
        likely = _softmax(total, table.owner, len(senses))
    chosen, at = [], 0
    for sense in senses:
        rows = slice(at, at + len(sense.candidates))
        best = int(np.argmax(total[rows]))
        chosen.append((int(sense.candidates.numbers[best]), round(float(likely[rows][best]), 4)))
        at += len(sense.candidates)
    return chosen


def _tabulate(gazetteer: Gazetteer, senses: Sequence[Sense]) -> _Table:
    numbers = np.concatenate([sense.candidates.numbers for sense in senses])
    parents = gazetteer.parents(numbers)
    base = np.concatenate([sense.candidates.scores for sense in senses])
    owner = np.repeat(np.arange(len(senses)), [len(sense.candidates) for sense in senses])
    at = 0
    for sense in senses:
        rows = slice(at, at + len(sense.candidates))
        if sense.containers:
            inside = np.isin(parents[rows], sense.containers).any(axis=1) & ~np.isin(numbers[rows], sense.containers)
            base[rows] += sense.container_weight * inside
        at += len(sense.candidates)
    names = sorted({sense.name for sense in senses})
    name = np.array([names.index(sense.name) for sense in senses])[owner]
    weight = np.sqrt(np.array([sense.count for sense in senses], dtype=np.float64))
    return _Table(
        owner=owner, name=name, base=base, parents=parents, vectors=_vectors(gazetteer, numbers), weight=weight
    )


def _vectors(gazetteer: Gazetteer, numbers: Numbers) -> Floats:
    """Unit vectors of the points; zero for a place without one, a country and larger: they are near to nothing."""
    lat, lon = np.radians(gazetteer.points(numbers)).T
    vectors = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)
    kinds = gazetteer.kinds(numbers)
    vectors[np.isnan(lat) | (kinds == gaz.COUNTRY) | (kinds == gaz.REGION + 7)] = 0.0
    return vectors


def _softmax(scores: Floats, owner: Numbers, names: int) -> Floats:
    highest = np.full(names, -np.inf)
    np.maximum.at(highest, owner, scores)
    raised = np.exp(_SHARPNESS * (scores - highest[owner]))
    return np.asarray(raised / np.bincount(owner, raised, names)[owner], dtype=np.float64)


def _agreement(table: _Table, likely: Floats, names: int) -> Floats:
    """How well each candidate agrees with the likely senses of the other names."""
    voters = _likeliest(likely, table.owner)
    strength = (likely * table.weight[table.owner])[voters]
    others = table.name[:, None] != table.name[voters][None, :]  # two senses of one name say nothing about each other
    votes = np.where(others, strength[None, :], 0.0)
    all_votes = table.weight.sum() - table.weight[table.owner]
    agreement = np.zeros(len(likely))
    for level, weight in enumerate((COUNTRY_WEIGHT, FIRST_WEIGHT, SECOND_WEIGHT)):
        own, theirs = table.parents[:, level], table.parents[voters, level]
        same = (own[:, None] == theirs[None, :]) & (own >= 0)[:, None]
        agreement += weight * (votes * same).sum(axis=1) / np.maximum(all_votes, 1.0)
    cosines = np.clip(table.vectors @ table.vectors[voters].T, -1.0, 1.0)
    placed = (table.vectors != 0).any(axis=1)
    km = np.where(placed[:, None] & placed[voters][None, :], _EARTH_KM * np.arccos(cosines), np.inf)
    close = (votes * np.exp(-km / NEAR_KM)).sum(axis=1)
    return np.asarray(agreement + NEAR_WEIGHT * close / (close + 1.0), dtype=np.float64)


def _likeliest(likely: Floats, owner: Numbers) -> Numbers:
    """Rows of the few likeliest candidates of each name."""
    order = np.lexsort((-likely, owner))
    first = np.searchsorted(owner, np.arange(int(owner[-1]) + 1))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return np.flatnonzero(rank - first[owner] < LIKELIEST)
