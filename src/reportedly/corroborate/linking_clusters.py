"""Clusters of occurrences by average link, in a neighbourhood that is small: what judgements say is done first and never undone."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reportedly.corroborate.linking_units import FORBIDDEN, Unit, told_apart

# Of the pairs of two clusters may be forbidden: one wrong date must not keep every report out. On quarters of MAVERICK's events, all rows
# in one record, at 0, 0.2, 0.34, 0.5 pairwise F1 81.4, 82.7, 83.0, 83.0 (weights at a precision of 10); on ECB+'s training topics 0.2 and
# 0.34 come to the same.
FORBIDDEN_SHARE = 0.34

ClaimPairs = frozenset[tuple[int, int]]
Odds = Callable[[Unit, Unit], float | None]


class Item(NamedTuple):
    """What clustering moves as one: one occurrence, or an event that must stay whole.

    ``claims`` are the ids of all its known claims, ``units`` those that are compared; ``event`` is the event that they are of by now, None
    for an occurrence of the new report; ``from_`` is the mean log-odds from which it joins others.
    """

    claims: frozenset[int]
    units: tuple[Unit, ...]
    event: int | None
    whole: bool
    from_: float


class _Table:
    """Between clusters: the sum of log-odds and the number of forbidden pairs, and whether they must stay apart."""

    def __init__(self, items: Sequence[Item], odds: Odds, cannot: ClaimPairs) -> None:
        size = len(items)
        self.sizes = np.array([len(one.units) for one in items], np.float64)
        self.sums: NDArray[np.float64] = np.zeros((size, size))
        self.forbidden: NDArray[np.float64] = np.zeros((size, size))
        self.apart = np.eye(size, dtype=bool)
        for first, one in enumerate(items):
            for second in range(first):
                self._compare(first, second, (one, items[second]), odds, cannot)
        self.least = np.array([one.from_ for one in items])

    def _compare(self, first: int, second: int, pair: tuple[Item, Item], odds: Odds, cannot: ClaimPairs) -> None:
        one, two = pair
        if met(cannot, one.claims, two.claims):
            self.apart[first, second] = self.apart[second, first] = True
        for mine in one.units:
            for theirs in two.units:
                found = odds(mine, theirs)
                if found is None:
                    self.forbidden[first, second] += 1
                    if told_apart(mine, theirs):
                        self.apart[first, second] = self.apart[second, first] = True
                self.sums[first, second] += FORBIDDEN if found is None else found
        self.sums[second, first], self.forbidden[second, first] = self.sums[first, second], self.forbidden[first, second]

    def best(self) -> tuple[int, int] | None:
        """The two clusters of the highest mean that may be joined, the first of several; None where none are left."""
        pairs = np.outer(self.sizes, self.sizes)
        means = np.where(pairs > 0, np.round(self.sums / np.maximum(pairs, 1), 9), -np.inf)
        fits = ~self.apart & (self.forbidden <= FORBIDDEN_SHARE * pairs) & (means >= np.maximum.outer(self.least, self.least))
        if not fits.any():
            return None
        one, two = divmod(int(np.argmax(np.where(fits, means, -np.inf))), len(self.sizes))
        return min(one, two), max(one, two)

    def join(self, kept: int, gone: int) -> None:
        """Let the second be part of the first."""
        for table in (self.sums, self.forbidden):
            table[kept] += table[gone]
            table[:, kept] += table[:, gone]
            table[gone] = table[:, gone] = 0
        self.apart[kept] |= self.apart[gone]
        self.apart[:, kept] |= self.apart[:, gone]
        self.apart[gone] = self.apart[:, gone] = True
        self.apart[kept, kept] = True
        self.sizes[kept] += self.sizes[gone]
        self.sizes[gone] = 0
        self.least[kept] = max(self.least[kept], self.least[gone])


def clusters(items: Sequence[Item], odds: Odds, must: ClaimPairs, cannot: ClaimPairs) -> list[list[int]]:
    """The places of the items by cluster, in order; what ``must`` be one is joined first unless a judgement keeps it apart."""
    table = _Table(items, odds, cannot)
    members: dict[int, list[int]] = {place: [place] for place in range(len(items))}
    of = {claim: place for place, one in enumerate(items) for claim in one.claims}
    judged_apart = {(a, b) for a, one in enumerate(items) for b, two in enumerate(items) if a != b and met(cannot, one.claims, two.claims)}
    top = list(range(len(items)))

    def join(kept: int, gone: int) -> None:
        table.join(kept, gone)
        for place in members[gone]:
            top[place] = kept
        members[kept] += members.pop(gone)

    for one, two in sorted(must):
        if one in of and two in of and top[of[one]] != top[of[two]]:
            kept, gone = sorted((top[of[one]], top[of[two]]))
            if not any((a, b) in judged_apart for a in members[kept] for b in members[gone]):
                join(kept, gone)
    while (found := table.best()) is not None:
        join(*found)
    return sorted(sorted(places) for places in members.values())


def met(pairs: ClaimPairs, one: frozenset[int], two: frozenset[int]) -> bool:
    """Whether a pair has one side in each."""
    return any((a in one and b in two) or (b in one and a in two) for a, b in pairs)
