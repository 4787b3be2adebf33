"""Finds each line of a report's text in the words of its original.

A reader leaves lines out and puts white space in order, but it changes no words. So a line is looked for whole, white space aside. One
that stands there once is placed; one that stands there several times is placed where the lines around it say which is meant. A line that
was changed inside is compared piece by piece with what stands between its neighbours.
"""

import re
from array import array
from bisect import bisect_left
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

MOST_COPIES = 200
"""Copies of one line beyond which it is not told which is meant."""

PIECE = 12
"""Letters of the shortest piece of a changed line that is believed to be the same words."""

MOST_COMPARED = 4_000_000
"""Pairs of letters that are compared for one changed line at most: a second or so."""

_DROPPED = re.compile(r"[\s\ufeff\u200b\u2060\u00ad\u200e\u200f\u202a-\u202e]+")
"""White space, and what ``lines.py`` drops as invisible."""

CHANGED = "These words do not stand in the original as they are."
"""Why a line is not placed that was not found."""


class Part(NamedTuple):
    """Characters ``start`` to ``end`` of the report's text, and those of the original's; None where they are not found, with the reason."""

    start: int
    end: int
    original: tuple[int, int] | None
    reason: str


class _Squeezed(NamedTuple):
    """A text without its white space, and where each of its letters stood."""

    letters: str
    places: "array[int]"


class Match:
    """Where each letter of a report's text stands in the original's."""

    def __init__(
        self, text: _Squeezed, original: _Squeezed, targets: "array[int]", lines: "array[int]", reasons: dict[int, str]
    ) -> None:
        """``targets`` has a place in ``original`` for each letter of ``text``, or -1; ``lines`` the number of its line."""
        self._text, self._original, self._targets, self._lines, self._reasons = text, original, targets, lines, reasons

    def parts(self, start: int, end: int) -> list[Part]:
        """The parts of characters ``start`` to ``end``, each on one line and in one piece of the original."""
        places = self._text.places
        first, last = bisect_left(places, start), bisect_left(places, end)

        def run(index: int) -> tuple[int, bool, int]:
            target = self._targets[index]
            return self._lines[index], target >= 0, target - index if target >= 0 else 0

        parts = []
        for (line, is_placed, _), group in groupby(range(first, last), key=run):
            letters = list(group)
            begin, stop = places[letters[0]], places[letters[-1]] + 1
            if is_placed:
                there = self._original.places
                found = there[self._targets[letters[0]]], there[self._targets[letters[-1]]] + 1
                parts.append(Part(begin, stop, found, ""))
            else:
                parts.append(Part(begin, stop, None, self._reasons.get(line, CHANGED)))
        return parts

    def share(self) -> float:
        """The share of the letters that are placed; 1 where there are none."""
        return sum(target >= 0 for target in self._targets) / len(self._targets) if self._targets else 1.0


def match(text: str, original: str) -> Match:
    """Find the lines of ``text`` in ``original``."""
    squeezed, whole = _squeezed(text), _squeezed(original)
    bounds = _bounds(text, squeezed)
    targets, reasons = array("l", [-1]) * len(squeezed.letters), dict[int, str]()
    lines = array("l", (number for number, (first, last) in enumerate(bounds) for _ in range(last - first)))
    words = [squeezed.letters[first:last] for first, last in bounds]
    copies_of = {line: _copies(whole.letters, line) for line in dict.fromkeys(words)}
    found = [copies_of[line] for line in words]
    sure = {number: copies[0] for number, copies in enumerate(found) if len(copies) == 1}
    _place_copies(words, found, sure, reasons)
    for number, place in sure.items():
        first, last = bounds[number]
        targets[first:last] = array("l", range(place, place + last - first))
    in_order = _in_order(sure)
    for number, copies in enumerate(found):
        if not copies and words[number]:
            low, high = _window(number, in_order, words, len(whole.letters))
            for mine, there, size in _pieces(words[number], whole.letters[low:high]):
                first = bounds[number][0] + mine
                targets[first : first + size] = array("l", range(low + there, low + there + size))
    return Match(squeezed, whole, targets, lines, reasons)


def _squeezed(text: str) -> _Squeezed:
    letters: list[str] = []
    places: array[int] = array("l")
    end = 0
    for gap in [*_DROPPED.finditer(text), None]:
        start = len(text) if gap is None else gap.start()
        letters.append(text[end:start])
        places.extend(range(end, start))
        end = len(text) if gap is None else gap.end()
    return _Squeezed("".join(letters), places)


def _bounds(text: str, squeezed: _Squeezed) -> list[tuple[int, int]]:
    """First and last letter (exclusive) of each line."""
    bounds, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        bounds.append((bisect_left(squeezed.places, start), bisect_left(squeezed.places, end)))
        start = end + 1
    return bounds


def _copies(whole: str, line: str) -> list[int]:
    copies: list[int] = []
    place = whole.find(line) if line else -1
    while place >= 0 and len(copies) <= MOST_COPIES:
        copies.append(place)
        place = whole.find(line, place + 1)
    return copies


def _in_order(sure: dict[int, int]) -> list[tuple[int, int]]:
    """The longest series of placed lines that stand in the same order in both texts, as line and place."""
    tails: list[tuple[int, int]] = []
    before: dict[int, tuple[int, int] | None] = {}
    ends: list[int] = []
    for number, place in sorted(sure.items()):
        at = bisect_left(ends, place)
        before[number] = tails[at - 1] if at else None
        if at == len(tails):
            tails.append((number, place))
            ends.append(place)
        else:
            tails[at], ends[at] = (number, place), place
    series: list[tuple[int, int]] = []
    step = tails[-1] if tails else None
    while step is not None:
        series.append(step)
        step = before[step[0]]
    return series[::-1]


def _window(number: int, in_order: list[tuple[int, int]], words: list[str], size: int) -> tuple[int, int]:
    """What of the original stands between the placed lines around a line."""
    at = bisect_left(in_order, (number, -1))
    low = in_order[at - 1][1] + len(words[in_order[at - 1][0]]) if at else 0
    high = in_order[at][1] if at < len(in_order) else size
    return low, max(low, high)


def _place_copies(words: list[str], found: list[list[int]], sure: dict[int, int], reasons: dict[int, str]) -> None:
    """Place lines that stand several times, where the placed lines around them leave as many copies as there are lines."""
    in_order = _in_order(sure)
    size = max((copies[-1] for copies in found if copies), default=0) + 1
    waiting: dict[tuple[str, int, int], list[int]] = {}
    for number, copies in enumerate(found):
        if len(copies) > 1:
            waiting.setdefault((words[number], *_window(number, in_order, words, size)), []).append(number)
    for (line, low, high), numbers in waiting.items():
        inside = [
            place for place in found[numbers[0]] if low <= place and place + len(line) <= max(high, low + len(line))
        ]
        if len(inside) == len(numbers) and len(found[numbers[0]]) <= MOST_COPIES:
            sure.update(zip(numbers, inside, strict=True))
        else:
            count = (
                f"{len(found[numbers[0]])} times"
                if len(found[numbers[0]]) <= MOST_COPIES
                else f"more than {MOST_COPIES} times"
            )
            reasons.update(
                dict.fromkeys(numbers, f"This line stands {count} in the original: which is meant can't be told.")
            )


def _pieces(line: str, window: str) -> list[tuple[int, int, int]]:
    """Pieces of a changed line in the window: place in the line, place in the window, length."""
    if len(line) * len(window) > MOST_COMPARED:
        return []
    blocks = SequenceMatcher(None, line, window, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size >= min(PIECE, len(line))]
