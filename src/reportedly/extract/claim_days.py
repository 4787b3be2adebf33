"""The days that times of a report stand for where a claim asks: two that bound a stretch are one, and a guessed day is none."""

import datetime
import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.schema import DateInterval, Mention

_FROM = re.compile(r"\b(?:between|from)\s+(?:the\s+)?\Z", re.IGNORECASE)
_UP_TO = re.compile(r"\s+(?:and|to|until|till|through)\s+(?:the\s+)?")
_AND = re.compile(r"\s+and\s+(?:(?:on|in)\s+)?(?:early\s+)?")
_ON = re.compile(r"\b(?:on|in|during|of|both)\s+(?:late\s+)?\Z", re.IGNORECASE)
# "On 3, 5 and 9 May": the days of one month that stand before the one that names it.
_DAYS_BEFORE = re.compile(
    r"\b(?:on|of|between)\s+(?P<first>\d{1,2})(?:,\s+\d{1,2}){0,6},?\s+(?:and|or)\s+\Z", re.IGNORECASE
)
_DAYS_BEHIND = re.compile(
    r"(?:,\s+\d{1,2}){0,6},?\s+(?:and|or)\s+(?P<last>\d{1,2})(?![.,]\d)"
    r"(?=[,.;)]|\s+(?:in|at|by|to|that|as|when|after|near|against)\b|\Z)"
)
_DAY_FIRST = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s+[A-Z]")
_DAY_LAST = re.compile(r"[A-Z]\w+\.?\s+\d{1,2}\Z")
_TOGETHER = frozenset({"day", "time", "month", "year"})
_LEAD = 16  # characters in front of a time that may say "between"
# What names the day of a time of day.
_NAMES_DAY = re.compile(
    r"day\b|\b(?:mon|tues?|wed|thurs?|fri|sat|sun|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\b|\d{4}-\d|"
    r"\b(?:january|february|march|april|august|september|october|november|december|tonight|this|last|that|same|previous|next|following|"
    r"tomorrow|overnight|christmas|eve)\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.!?]\W*\s|\n")
_DATELINE_ENDS = re.compile(r",?\s*(?:\d{4}\s*)?(?:\([^)\n]{1,40}\)\s*)?(?:[-–—:]+\s)")
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d|\.\d\d)?\s*[ap]\.?m\b", re.IGNORECASE)  # "6 p.m. to 7 a.m."
_SAID = re.compile(r"\b(?:said|says|announced|reported|told\s+(?:reporters|journalists))\s+(?:on\s+|late\s+on\s+|early\s+on\s+)?\Z")
_LONG_AFTER = re.compile(r"(?:(?:some|several|a\s+few|many|just)\s+)?(?:days|weeks|months|years)\s+(?:later|afterwards?)", re.IGNORECASE)
_NEAR = 400  # characters in front of a time of day in which its day is named


def day_is_guessed(text: str, one: Mention, dated: Sequence[Mention]) -> bool:
    """Whether a time of day ("at 9 p.m.") has no day that the words before it name, so that it was given the day of publication.

    The day must be named in its sentence, or little before it and no other beside it.
    """
    clock = one.time is not None and (one.time.precision == "time" or _CLOCK.search(one.text) is not None)
    length = one.time is not None and (one.time.value or "").startswith("P")  # "the past 24 hours" end with the publication
    if one.time is None or not clock or length or _NAMES_DAY.search(one.text):
        return False
    named = [
        other for other in dated
        if other.time is not None and other is not one and other.end <= one.start <= other.end + _NEAR
        and not _DATELINE_ENDS.match(text, other.end)
        and (other.time.precision == "day" or _NAMES_DAY.search(other.text))
    ]  # fmt: skip
    its = [other for other in named if other.time is not None and other.time.start == one.time.start]
    if not its:
        return True
    further = _SENTENCE_ENDS.search(text, its[-1].end, one.start) is not None
    days = {other.time.start for other in dated if other.time is not None and other.time.precision == "day" and other.end <= one.start}
    return further and len(days | {other.time.start for other in named if other.time is not None}) > 1


def is_row(one: Mention) -> bool:
    """Whether a time was joined from several ("on August 25, 30 and 31"): the model's argument may hold the first alone."""
    return one.time is not None and "/" in (one.time.value or "")


def is_long_after(text: str, start: int, end: int) -> bool:
    """Whether a time puts what was done beyond the day or month that was named before it, nobody says how far: "weeks later"."""
    return _LONG_AFTER.fullmatch(text, start, end) is not None


def is_of_saying(text: str, behind: int, one: Mention) -> bool:
    """Whether a time behind a trigger that ends at ``behind`` is when it was told: "captured the town, officials said on Monday"."""
    return one.start >= behind and _SAID.search(text, behind, one.start) is not None


def joined_days(text: str, dated: Sequence[Mention]) -> list[Mention]:
    """The times, in their order, with one for "between 3 May and 7 June", for "on Monday and Tuesday" and for "on 3, 5 and 9 May".

    It goes from the start of the first to the end of the last.
    """
    found: list[Mention] = []
    for one in (_row(text, one) for one in dated):
        before = found[-1] if found else None
        stretch = _stretch(text, before, one) if before is not None and before.end < one.start else None
        if stretch is not None:
            found[-1] = stretch
        else:
            found.append(one)
    return found


def _row(text: str, one: Mention) -> Mention:
    """A day with the days of its month that are told with it ("on 3, 5 and 9 May", "on May 3 and 5")."""
    if one.time is None or one.time.precision != "day" or one.time.start is None:
        return one
    its = datetime.date.fromisoformat(one.time.start)
    before = _DAYS_BEFORE.search(text, max(0, one.start - 40), one.start) if _DAY_FIRST.match(one.text) else None
    if before is not None and 0 < int(before["first"]) < its.day:
        first = its.replace(day=int(before["first"])).isoformat()
        time = replace(one.time, value=f"{first}/{one.time.start}", start=first, precision="days")
        return replace(one, start=before.start("first"), text=text[before.start("first") : one.end], time=time)
    behind = _DAYS_BEHIND.match(text, one.end) if _DAY_LAST.search(one.text) else None
    if behind is not None and its.day < int(behind["last"]) <= _days_of(its):
        last = its.replace(day=int(behind["last"])).isoformat()
        time = replace(one.time, value=f"{one.time.start}/{last}", end=last, precision="days")
        return replace(one, end=behind.end("last"), text=text[one.start : behind.end("last")], time=time)
    return one


def _days_of(day: datetime.date) -> int:
    return ((day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)).day


def _follow(text: str, one: Mention, two: Mention) -> bool:
    """Whether two days, months or years are told together and the second begins where the first ends."""
    if one.time is None or two.time is None or one.time.end is None or two.time.start is None or one.time.precision != two.time.precision:
        return False
    if not _AND.fullmatch(text, one.end, two.start) or not _ON.search(text, max(0, one.start - _LEAD), one.start):
        return False
    apart = datetime.date.fromisoformat(two.time.start) - datetime.date.fromisoformat(one.time.end)
    return one.time.precision in _TOGETHER and apart.days == 1


def _stretch(text: str, one: Mention, two: Mention) -> Mention | None:
    if one.time is None or two.time is None or one.time.start is None or two.time.end is None or one.time.start > two.time.end:
        return None
    bounds = _UP_TO.fullmatch(text, one.end, two.start) and _FROM.search(text, max(0, one.start - _LEAD), one.start)
    if not bounds and not _follow(text, one, two):
        return None
    precision = "days" if one.time.precision in ("day", "time") else "months" if one.time.precision == "month" else "years"
    value = f"{one.time.value}/{two.time.value}"
    time = DateInterval(value=value, start=one.time.start, end=two.time.end, precision=precision)  # type: ignore[arg-type]
    return replace(one, end=two.end, text=text[one.start : two.end], time=time)
