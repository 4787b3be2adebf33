"""Publication dates as pages print them."""

import re
from datetime import date
from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""How the names of the months begin, in their order."""

MAX_DATE_LINE = 1_000
"""Characters of the longest line that may be nothing but dates: one of several megabytes would take seconds."""

_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_SHAPES = (
    rf"{_YEAR.format('y1')}[-/.](?P<m1>[01]?\d)[-/.](?P<d1>[0-3]?\d)(?!\d)",
    rf"{_MONTH.format('m2')}\s+{_DAY.format('d2')}\s*,?\s+{_YEAR.format('y2')}(?!\d)",
    rf"{_DAY.format('d3')}(?:\s+of)?[\s-]+{_MONTH.format('m3')}[\s,-]+{_YEAR.format('y3')}(?!\d)",
    rf"(?P<a4>[0-3]?\d)(?P<s4>[-/.])(?P<b4>[0-3]?\d)(?P=s4){_YEAR.format('y4')}(?!\d)",
    rf"{_MONTH.format('m5')}\s+{_DAY.format('d5')}(?:,?\s+\d\d?:\d\d(?::\d\d)?(?:\s*[A-Z]{{2,4}})?),?\s+{_YEAR.format('y5')}(?!\d"
    rf")",
)
_DATE = re.compile(r"(?<![\w/.-])(?:" + "|".join(_SHAPES) + ")", re.I)

_ZONE = (
    r"(?:gmt|utc|bst|cet|cest|eet|eest|est|edt|et|cst|cdt|pst|pdt|pt|msk|ist|hrs?|h|z"
    r"|local time|kyiv time|[+-]\d\d:?\d\d)"
)
_AROUND = re.compile(
    r"(?:first |originally |last )?(?:published|posted|updated|modified|issued|released|created|added|date"
    r"|dated|dateline|time"
    r"|uploaded|revised|edited)(?: (?:on|at|date|time))?\b:?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    rf"|\bt?\d\d?[:.]\d\d(?::\d\d)?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?{_ZONE}\)?)?|\b\d\d?\s*[ap]\.?m\.?\b"
    rf"|\(?\b{_ZONE}\b\)?|\b(?:on|at|as of)\b|\d+ (?:min(?:ute)?|hour|day|week|month|year)s? ago"
    r"|\b\d+[- ]min(?:ute)?s? read\b|[|•·.,;:/()\[\]–—-]",
    re.I,
)
_LATER = re.compile(r"\b(?:updated|modified|revised|edited|last)\b", re.I)


class FoundDate(NamedTuple):
    """A printed date and where it stands; ``value`` is None where day and month can't be told apart."""

    value: str | None
    start: int
    end: int
    update: bool


def dates_in(line: str) -> list[FoundDate]:
    """The full dates (with a year) printed in ``line``, left to right; impossible ones are left out."""
    found: list[FoundDate] = []
    for match in _DATE.finditer(line):
        known, value = _value(match)
        if known:
            before = line[found[-1].end if found else 0 : match.start()]
            found.append(FoundDate(value, match.start(), match.end(), bool(_LATER.search(before))))
    return found


def is_date_line(line: str) -> bool:
    """Whether ``line`` is nothing but a date or dates, with labels, weekday, time and zone."""
    found = dates_in(line) if len(line) <= MAX_DATE_LINE else []
    return bool(found) and not without_dates(line, found)


def without_dates(line: str, found: list[FoundDate]) -> str:
    """What is left of ``line`` once its dates, their labels, weekdays, times and separators are taken out."""
    place = 0
    parts = []
    for each in found:
        parts.append(line[place : each.start])
        place = each.end
    rest = " | ".join([*parts, line[place:]])
    return _AROUND.sub(" ", rest).strip()


def first_published(found: list[FoundDate]) -> str | None:
    """The date of first publication among ``found``: the first that is not of an update, else the first."""
    dated = [each for each in found if each.value]
    return next((each.value for each in dated if not each.update), dated[0].value if dated else None)


def _value(match: re.Match[str]) -> tuple[bool, str | None]:
    """Whether the match can be a date, and its ISO value where it has one reading only."""
    for shape in "1235":
        if match[f"y{shape}"]:
            value = _iso(match[f"y{shape}"], match[f"m{shape}"], match[f"d{shape}"])
            return value is not None, value
    if match["s4"] == ".":  # dots are written day first wherever they are written
        value = _iso(match["y4"], match["b4"], match["a4"])
        return value is not None, value
    readings = {
        _iso(match["y4"], month, day) for month, day in ((match["a4"], match["b4"]), (match["b4"], match["a4"]))
    }
    readings.discard(None)
    return bool(readings), readings.pop() if len(readings) == 1 else None


def _iso(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdecimal() else MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None
