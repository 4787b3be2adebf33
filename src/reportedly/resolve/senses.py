"""Choosing the senses of a report's place names together, so that they agree with each other."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from reportedly.encoder.products import product
from reportedly.resolve import gazetteer as gaz
from reportedly.resolve.candidates import Candidates
from reportedly.resolve.gazetteer import Gazetteer, Numbers

SHARPNESS: Final = (0.15, 0.5, 1.0, 1.0)
"""How sharply each round prefers the likelier senses: at first hardly, so that small places near each other can agree."""
LIKELIEST: Final = 10
"""How many senses of each name speak for the others."""
VOTING_NAMES: Final = 150
"""Of a very long report only the names that stand in it most often speak for the others."""
_ROWS_AT_ONCE: Final = 2048  # candidates compared with the voters at once: bounds memory
COUNTRY_WEIGHT, FIRST_WEIGHT, SECOND_WEIGHT = 3.0, 4.0, 1.5
NEAR_WEIGHT: Final = 4.0
NEAR_KM: Final = 120.0
LISTED_WEIGHT: Final = 2.5
"""For agreeing in kind with the names of one list: "Oregon, Utah and Washington" are states."""
_EARTH_KM: Final = 6371.0

Floats = NDArray[np.float64]


class Sense(Struct):
    """One name of a report: what it may mean, how often it stands there, the areas that its own words put it in.

    ``lists`` numbers the lists of names that it stands in.
    """

    name: str
    candidates: Candidates
    count: int
    containers: tuple[int, ...]
    container_weight: float
    lists: set[int]


class _Table(Struct):
    """All candidates of all names in rows: ``owner`` is the name's place in the list."""

    owner: Numbers
    name: Numbers
    base: Floats
    parents: Numbers
    vectors: Floats
    weight: Floats
    kinds: Numbers
    listed: NDArray[np.bool_] | None


def choose(gazetteer: Gazetteer, senses: Sequence[Sense]) -> list[tuple[int, float]]:
    """The number of the chosen place of each name, and how sure the choice is (0 to 1)."""
    if not senses:
        return []
    table = _tabulate(gazetteer, senses)
    total = table.base
    for sharpness in SHARPNESS if len(senses) > 1 else ():
        likely = _softmax(sharpness * total, table.owner, len(senses))
        total = table.base + _agreement(table, likely)
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
    known: dict[str, int] = {}
    name = np.array([known.setdefault(sense.name, len(known)) for sense in senses])[owner]
    weight = np.sqrt(np.array([sense.count for sense in senses], dtype=np.float64))
    return _Table(
        owner=owner,
        name=name,
        base=base,
        parents=parents,
        vectors=_vectors(gazetteer, numbers),
        weight=weight,
        kinds=np.minimum(
            np.where(gazetteer.kinds(numbers) == gaz.CAPITAL, gaz.SETTLEMENT, gazetteer.kinds(numbers)), gaz.REGION
        ),
        listed=_listed(senses),
    )


def _listed(senses: Sequence[Sense]) -> NDArray[np.bool_] | None:
    """Which names stand in one list with which; None where there is no list, or too many names to compare."""
    lists = sorted(set().union(*(sense.lists for sense in senses)))
    if not lists or len(senses) > _ROWS_AT_ONCE:
        return None
    member = np.array([[each in sense.lists for each in lists] for sense in senses], dtype=np.float32)
    return np.asarray(product(member, member.T) > 0, dtype=np.bool_)


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
    raised = np.exp(scores - highest[owner])
    return np.asarray(raised / np.bincount(owner, raised, names)[owner], dtype=np.float64)


def _agreement(table: _Table, likely: Floats) -> Floats:
    """How well each candidate agrees with the likely senses of the other names."""
    voters = _likeliest(likely, table)
    starts = range(0, len(likely), _ROWS_AT_ONCE)
    return np.concatenate([_votes_for(table, likely, voters, slice(at, at + _ROWS_AT_ONCE)) for at in starts])


def _votes_for(table: _Table, likely: Floats, voters: Numbers, rows: slice) -> Floats:
    strength = (likely * table.weight[table.owner])[voters]
    others = table.name[rows, None] != table.name[voters][None, :]  # two senses of one name say nothing of each other
    votes = np.where(others, strength[None, :], 0.0)
    all_votes = table.weight[np.flatnonzero(np.bincount(table.owner[voters]))].sum() - table.weight[table.owner[rows]]
    agreement = np.zeros(len(votes))
    for level, weight in enumerate((COUNTRY_WEIGHT, FIRST_WEIGHT, SECOND_WEIGHT)):
        own, theirs = table.parents[rows, level], table.parents[voters, level]
        same = (own[:, None] == theirs[None, :]) & (own >= 0)[:, None]
        agreement += weight * (votes * same).sum(axis=1) / np.maximum(all_votes, 1.0)
    if table.listed is not None:
        beside = votes * table.listed[np.ix_(table.owner[rows], table.owner[voters])]
        alike = table.kinds[rows, None] == table.kinds[voters][None, :]
        agreement += LISTED_WEIGHT * (beside * alike).sum(axis=1) / np.maximum(beside.sum(axis=1), 1.0)
    cosines = np.clip(product(table.vectors[rows], table.vectors[voters].T), -1.0, 1.0)
    placed = (table.vectors != 0).any(axis=1)
    km = np.where(placed[rows, None] & placed[voters][None, :], _EARTH_KM * np.arccos(cosines), np.inf)
    close = (votes * np.exp(-km / NEAR_KM)).sum(axis=1)
    return np.asarray(agreement + NEAR_WEIGHT * close / (close + 1.0), dtype=np.float64)


def _likeliest(likely: Floats, table: _Table) -> Numbers:
    """Rows of the few likeliest candidates of each name that speaks."""
    owner = table.owner
    order = np.lexsort((-likely, owner))
    first = np.searchsorted(owner, np.arange(len(table.weight)))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    speaks = np.zeros(len(table.weight), dtype=np.bool_)
    speaks[np.argsort(-table.weight, kind="stable")[:VOTING_NAMES]] = True
    return np.flatnonzero((rank - first[owner] < LIKELIEST) & speaks[owner])
