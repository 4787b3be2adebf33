"""Which of the lines before the body is the title."""

import re

MAX_TITLE_WORDS = 32
MAX_TITLE_CHARS = 220

_WORD = re.compile(r"\w+")
_HEADING_START = re.compile(r"#{1,3} |['\"“‘$€£]?\w")
_SEPARATED = re.compile(r"\s+[-–—|·•»]\s+(.{1,60})")
_SEPARATED_BEFORE = re.compile(r"(.{1,60}?)\s+[-–—|·•»:]\s+")
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
    scored = [(_score(lines, place, candidates, end), place) for place in candidates]
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


def _score(lines: list[str], place: int, candidates: list[int], end: int) -> float:
    line = lines[place]
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
    if _repeated(lines, place):
        score += 3.0
    before = [candidate for candidate in candidates if candidate < end]
    rank = before[::-1].index(place) if place in before else 3
    return score + {0: 2.0, 1: 0.75}.get(rank, 0.0)


def _repeated(lines: list[str], place: int) -> bool:
    """Whether another line is this one with a site's name after or before it, as a browser's title is."""
    line = lines[place].lower()
    return any(site_beside(other.lower(), line) for other in lines)


def _title_case(words: list[str]) -> float:
    long = [word for word in words if len(word.strip("'\"“”‘’")) > 3] or words
    return sum(not word.lstrip("'\"“”‘’(")[:1].islower() for word in long) / len(long)
