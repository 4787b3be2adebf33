"""How alike the stories of reports are when each is read together with the reports nearest to it.

Two reports of one story may share few words while both share many with a third. So each story takes up the terms of its
neighbours in the pool of reports at hand, weighted by likeness, before stories are compared (query expansion, Rocchio 1971).
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from reportedly.corroborate.linking_views import View, cosine

# A few values were tried on ECB+ dev (benchmarks/ecb_linking.py): 2 to 8 neighbours, one or two rounds.
NEIGHBOURS = 6
ROUNDS = 2
LEAST_ALIKE = 0.05
MOST_REPORTS = 24  # of a pool are read together, the nearest to the new report: the cost of adding stays the same
MOST_TERMS = 120

Terms = Mapping[str, float]


class Stories:
    """The stories of a pool of reports, each with its neighbours' terms, by the report's number."""

    def __init__(self, widened: Mapping[int, Terms]) -> None:
        """``widened`` as ``widen`` makes it. ``careful``: whether claims must be anchored to count (``linking_anchors``)."""
        self._widened = widened
        self.careful = False
        self.odds: dict[tuple[int, int], float | None] = {}
        """The log-odds of pairs of claims that were compared, by their numbers."""
        self._known: dict[tuple[int, int], float] = {}

    def alike(self, one: View, two: View) -> float | None:
        """The cosine of two reports' widened stories, plain where one is not in the pool; None where one has no story."""
        reports = one.one.report, two.one.report
        first, second = (self._widened.get(report) for report in reports)
        if first is None or second is None:
            first, second = one.story, two.story
            return round(cosine(first, second), 4) if first and second else None
        if not first or not second:
            return None
        if reports not in self._known:  # the claims of two reports are compared many times
            self._known[reports] = round(cosine(first, second), 4)
        return self._known[reports]


def stories_of(new: Iterable[View], pool: Iterable[View]) -> Stories:
    """The widened stories of a new report and of the reports of the pool that are nearest to it."""
    plain: dict[int, Terms] = {}
    for one in new:
        plain.setdefault(one.one.report, one.story)
    first = {number: story for number, story in plain.items() if story}
    others = {one.one.report: one.story for one in pool if one.one.report not in plain and one.story}
    ranked = sorted(
        ((max((cosine(story, mine) for mine in first.values()), default=0.0), number) for number, story in others.items()),
        key=lambda item: (-item[0], item[1]),
    )
    near = [number for alike, number in ranked[: MOST_REPORTS - len(first)] if alike >= LEAST_ALIKE]
    stories = first | {number: others[number] for number in sorted(near)}
    return Stories(widen(stories))


def widen(stories: Mapping[int, Terms]) -> dict[int, Terms]:
    """Each story with the terms of its nearest, in as many rounds as chosen; all are of length 1."""
    numbers = list(stories)
    words = sorted({word for story in stories.values() for word in story})
    if len(numbers) < 2 or not words:
        return dict(stories)
    place_of = {word: place for place, word in enumerate(words)}
    table = np.zeros((len(numbers), len(words)))
    for row, number in enumerate(numbers):
        for word, weight in stories[number].items():
            table[row, place_of[word]] = weight
    for _ in range(ROUNDS):
        alike = np.round(table @ table.T, 9)  # what is beyond depends on the machine
        np.fill_diagonal(alike, 0.0)
        table = np.stack([_mixed(table, alike[row], row, numbers) for row in range(len(numbers))])
    rows: dict[int, Terms] = {}
    for row, number in enumerate(numbers):
        places = np.flatnonzero(table[row])
        rows[number] = dict(zip([words[place] for place in places.tolist()], table[row, places].tolist(), strict=True))
    return rows


def _mixed(table: NDArray[np.float64], alike: NDArray[np.float64], own: int, numbers: Sequence[int]) -> NDArray[np.float64]:
    """One story with its nearest ones' terms, cut to the heaviest."""
    alikes: list[float] = alike.tolist()
    others = sorted((-one, numbers[row], row) for row, one in enumerate(alikes) if one >= LEAST_ALIKE)
    mixed: NDArray[np.float64] = table[own].copy()
    for minus, _, row in others[:NEIGHBOURS]:
        mixed -= minus * table[row]
    if np.count_nonzero(mixed) > MOST_TERMS:
        mixed[np.argsort(-mixed, kind="stable")[MOST_TERMS:]] = 0.0
    length = float(np.sqrt((mixed * mixed).sum()))
    if length:
        mixed /= length
    return mixed
