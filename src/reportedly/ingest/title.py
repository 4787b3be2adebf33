"""Which of the lines before the body is the title."""

import re

MAX_TITLE_WORDS = 32
MAX_TITLE_CHARS = 220

MAX_SITE_CHARS = 66
"""Characters of the longest site's name beside a title, with the mark between them."""

NEAR = (2.0, 0.75)
"""What the last candidate before the byline or the body gains, and the one before it."""

_WORD = re.compile(r"\w+")
_HEADING_START = re.compile(r"#{1,3} |['\"“‘$€£]?\w")
_SEPARATED = re.compile(r"\s+[-–—|·•»]\s+(.{1,60})")
_SEPARATED_BEFORE = re.compile(r"(.{1,60}?)\s+[-–—|·•»:]\s+")
_MARK = re.compile(r"(?=(\s+[-–—|·•»:]\s+))")
_NAMES = re.compile(r"[A-Z][a-z'’-]+ [A-Z][\w'’-]+(?: (?:and )?[A-Z][\w'’-]+){0,3}")
_ACRONYM_END = re.compile(r"\([A-Z][A-Z&/-]{1,9}\)$")


def is_heading(line: str, *, before_credit: bool) -> bool:
    """Whether ``line`` could be a title: short, and no sentence that ends in a full stop unless a byline follows it."""
    words = line.split()
    if (
        not 1 <= len(words) <= MAX_TITLE_WORDS
        or len(line) > MAX_TITLE_CHARS
        or not any(char.isalpha() for char in line)
    ):
        return False
    if line.endswith((",", ";", ":", "_", "-", "–", "—")) or not _HEADING_START.match(line):
        return False
    if re.search(r"(?<![A-Z]\.[A-Z])\.['\"”’)]*$", line):
        return before_credit and _title_case(words) >= 0.6
    return before_credit or not re.search(r"[?!]['\"”’)]*$", line) or _title_case(words) >= 0.6


def best_title(lines: list[str], candidates: list[int], end: int) -> int | None:
    """The line number of the title among ``candidates``; ``end`` is the line of the byline or of the body's start.

    Every candidate is scored by its length, its capitals, its full stop and its nearness to ``end``; of equal ones the
    later wins, since menus and section names stand above the title.
    """
    beside = _titles_beside_sites(lines) if candidates else frozenset()
    before = [candidate for candidate in candidates if candidate < end]
    nearness = dict(zip(before[:-3:-1], NEAR, strict=False))
    scored = [(_score(lines[place], lines[place].lower() in beside) + nearness.get(place, 0.0), place) for place in candidates]
    return max(scored)[1] if scored else None


def same_words(line: str, other: str) -> bool:
    """Whether two lines have the same words, whatever their case and marks."""
    return bool(line) and _WORD.findall(line.lower()) == _WORD.findall(other.lower())


def site_beside(line: str, title: str) -> str | None:
    """What stands beside the title in a line "Title | Site" or "Site - Title"; None where the line is no such line."""
    if len(line) > len(title) > 0 and line.startswith(title):
        match = _SEPARATED.fullmatch(line[len(title) :])
        return match[1] if match else None
    if len(line) > len(title) > 0 and line.endswith(title):
        match = _SEPARATED_BEFORE.fullmatch(line[: -len(title)])
        return match[1] if match else None
    return None


def _score(line: str, repeated: bool) -> float:
    words = line.split()
    score = 2.0 if len(words) >= 5 else 1.0 if len(words) >= 3 else -1.5 if len(words) == 1 else 0.0
    if len(words) > 12:
        score -= 1.0
    if len(words) >= 3 and _title_case(words) >= 0.7:
        score += 1.0
    if line.startswith("# "):
        score += 3.0
    if line[0].islower():
        score -= 2.0
    if re.search(r"[.]['\"”’)]*$", line):
        score -= 2.0
    if _ACRONYM_END.search(line):
        score -= 1.0
    if _NAMES.fullmatch(line):
        score -= 1.5
    return score + 3.0 if repeated else score


def _titles_beside_sites(lines: list[str]) -> frozenset[str]:
    """What stands before or after a site's name in any line, in lower case, as a title does in a browser's: one pass over the lines."""
    found: set[str] = set()
    for low in (line.lower() for line in lines if len(line) <= MAX_TITLE_CHARS + MAX_SITE_CHARS):
        for mark in _MARK.finditer(low):
            for title in (low[: mark.start()], low[mark.end(1) :]):
                if site_beside(low, title):
                    found.add(title)
    return frozenset(found)


def _title_case(words: list[str]) -> float:
    long = [word for word in words if len(word.strip("'\"“”‘’")) > 3] or words
    return sum(not word.lstrip("'\"“”‘’(")[:1].islower() for word in long) / len(long)
