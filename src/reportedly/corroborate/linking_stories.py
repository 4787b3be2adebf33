"""How alike the stories of reports are when each is read together with the reports nearest to it.

Two reports of one story may share few words while both share many with a third. So each story takes up the terms of its
neighbours in the pool of reports at hand, weighted by likeness, before stories are compared (query expansion, Rocchio 1971).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportedly.corroborate.linking_views import View, cosine

# A few values were tried on ECB+ dev (benchmarks/ecb_linking.py): 2 to 8 neighbours, one or two rounds.
NEIGHBOURS = 6
ROUNDS = 2
LEAST_ALIKE = 0.05
MOST_REPORTS = 24  # of a pool are read together, the nearest to the new report: the cost of adding stays the same
MOST_TERMS = 120

Terms = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories of a pool of reports, each with its neighbours' terms, by the report's number."""

    widened: Mapping[int, Terms]

    def alike(self, one: View, two: View) -> float | None:
        """The cosine of two reports' widened stories, plain where one is not in the pool; None where one has no story."""
        first = self.widened.get(one.one.report, one.story)
        second = self.widened.get(two.one.report, two.story)
        if one.one.report not in self.widened or two.one.report not in self.widened:
            first, second = one.story, two.story
        return round(cosine(first, second), 4) if first and second else None


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
    current = dict(stories)
    for _ in range(ROUNDS):
        near: dict[int, list[tuple[float, int]]] = {number: [] for number in current}
        numbers = list(current)
        for place, one in enumerate(numbers):
            for two in numbers[place + 1 :]:
                alike = cosine(current[one], current[two])
                if alike >= LEAST_ALIKE:
                    near[one].append((-alike, two))
                    near[two].append((-alike, one))
        current = {number: _mixed(current, number, sorted(near[number])[:NEIGHBOURS]) for number in numbers}
    return current


def _mixed(stories: Mapping[int, Terms], own: int, near: list[tuple[float, int]]) -> Terms:
    parts: dict[str, list[float]] = {word: [weight] for word, weight in stories[own].items()}
    for alike, number in near:
        for word, weight in stories[number].items():
            parts.setdefault(word, []).append(-alike * weight)
    sums = {word: math.fsum(weights) for word, weights in parts.items()}
    kept = sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
    length = math.sqrt(math.fsum(weight * weight for _, weight in kept)) or 1.0
    return {word: weight / length for word, weight in kept}
