"""Counting what is right: precision, recall and F1 over sets, and one-to-one matching."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from reportedly.evaluation import bootstrap


@dataclass
class Tally:
    """How many are gold, how many were found, and how many of those are right.

    ``documents`` keeps the counts of each document that ``add`` or ``count`` counted, for the interval of F1.
    """

    gold: int = 0
    found: int = 0
    right: int = 0
    documents: list[tuple[int, int, int]] = field(default_factory=list, repr=False, compare=False)

    def add(self, gold: Collection[Hashable], found: Collection[Hashable]) -> None:
        """Count one document: distinct items of both sides, right where they are equal."""
        ours, theirs = set(found), set(gold)
        self.count(len(theirs), len(ours), len(ours & theirs))

    def count(self, gold: int, found: int, right: int) -> None:
        """Count one document whose items were compared elsewhere."""
        self.gold += gold
        self.found += found
        self.right += right
        self.documents.append((gold, found, right))

    @classmethod
    def pooled(cls, tallies: Iterable["Tally"]) -> Self:
        """Several measures of the same documents as one, document by document."""
        made = cls()
        for rows in zip(*(tally.documents for tally in tallies), strict=True):
            made.count(*(sum(column) for column in zip(*rows, strict=True)))
        return made

    @property
    def precision(self) -> float:
        """Percent of the found that are right; 0 where nothing was found."""
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Percent of the gold that were found; 0 where there is no gold."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in percent."""
        return 200 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0

    def figures(self) -> dict[str, float]:
        """Counts, and precision, recall and F1 in percent; ``low`` and ``high`` bound F1 where documents were counted."""
        counts = {"gold": self.gold, "found": self.found, "right": self.right}
        scores = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return counts | scores | bootstrap.bounds(bootstrap.interval(self.documents, bootstrap.f1))


COLUMNS = ("gold", "found", "right", "precision", "recall", "f1", "low", "high")


def most_pairs(fits: Sequence[Sequence[int]]) -> dict[int, int]:
    """The largest one-to-one matching, as right side → left side.

    ``fits[left]`` lists the numbers on the right that ``left`` may take, in the order to be tried. Kuhn's method of
    augmenting paths; the same input gives the same pairs.
    """
    taken: dict[int, int] = {}
    for left in range(len(fits)):
        _place(left, fits, taken, set())
    return taken


def _place(left: int, fits: Sequence[Sequence[int]], taken: dict[int, int], tried: set[int]) -> bool:
    for right in fits[left]:
        if right not in tried:
            tried.add(right)
            if right not in taken or _place(taken[right], fits, taken, tried):
                taken[right] = left
                return True
    return False


def table(rows: Mapping[str, Mapping[str, float]], columns: Sequence[str] = COLUMNS) -> str:
    """Rows of figures under their columns: counts as they are, the rest with one digit, missing ones empty."""
    width = max((len(name) for name in rows), default=0) + 2
    cells = max([9, *(len(column) + 2 for column in columns)])
    lines = [" " * width + "".join(f"{column:>{cells}}" for column in columns)]
    for name, row in rows.items():
        shown = (_cell(row.get(column), cells) for column in columns)
        lines.append(f"{name:<{width}}" + "".join(shown))
    return "\n".join(lines)


def shorten(words: str, most: int = 80) -> str:
    """Words on one line, the middle left out where there are more characters than ``most``."""
    line = " ".join(words.split())
    half = (most - 1) // 2
    return line if len(line) <= most else f"{line[:half]}…{line[-half:]}"


def _cell(value: float | None, width: int) -> str:
    if value is None:
        return " " * width
    return f"{value:>{width}}" if isinstance(value, int) else f"{value:>{width}.1f}"
