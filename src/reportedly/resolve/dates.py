"""Time expressions of a news text, found and normalised to TIMEX3 values and dated intervals.

Our own grammar: words become symbols (``timex_tokens``), rules over symbols find expressions (``timex_grammar``), one
builder per rule gives them a meaning (``timex_values``, ``timex_relative``, ``timex_amounts``) in the light of what the
text said before (``timex_context``). Values follow TIMEX3 as TimeML 1.2.1 describes it. The clock of the machine is
never read: without a publication date, what leans on one stays without dates and says why.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from msgspec import Struct

from reportedly.resolve import timex_amounts as amounts
from reportedly.resolve import timex_compared as compared
from reportedly.resolve import timex_parts as parts
from reportedly.resolve import timex_relative as relative
from reportedly.resolve import timex_values as values
from reportedly.resolve import timex_weeks as weeks
from reportedly.resolve.intervals import Part, move_days, part_of
from reportedly.resolve.timex_context import NO_PUBLICATION, Context, Reading
from reportedly.resolve.timex_grammar import ANY, GROUPS, MODIFIER, Hit
from reportedly.resolve.timex_tokens import SYMBOL, Tokens, tokenise, unit_of
from reportedly.schema.time import DateInterval


class FoundTime(Struct, frozen=True, kw_only=True):
    """One time expression: ``text[start:end]``, what it means, and why it has no dates where it has none.

    A "since" or "until" before the expression is not part of it. A duration has dates only where it is told from
    publication ("the past two months").
    """

    start: int
    end: int
    kind: Literal["date", "time", "duration", "set"]
    interval: DateInterval
    unresolved: str | None


Builder = Callable[[Hit, Context], Reading | None]

BUILDERS: Final[dict[str, Builder]] = {
    "iso_date": values.iso_date,
    "iso_month": values.iso_month,
    "slash_date": values.slash_date,
    "month_day": values.month_day,
    "weekday_of_month": values.weekday_of_month,
    "day_of_month": values.day_of_month,
    "day_alone": values.day_alone,
    "day_range": values.day_range,
    "month_year": values.month_year,
    "month_range": values.month_range,
    "month_bare": values.month_bare,
    "month_relative": relative.month_relative,
    "year_bare": values.year_bare,
    "year_spelt": values.year_spelt,
    "year_bc": values.year_bc,
    "year_range": values.year_range,
    "fiscal_year": parts.fiscal_year,
    "fiscal_this": compared.fiscal_this,
    "decade": values.decade_name,
    "century": values.century_name,
    "nth_unit": relative.nth_unit,
    "first_units": amounts.first_units,
    "quarter": parts.quarter_name,
    "half": parts.half_name,
    "last_quarter": compared.last_quarter,
    "year_earlier": compared.year_earlier,
    "year_earlier_units": amounts.duration,
    "year_end": compared.year_end,
    "season": parts.season_name,
    "weekday": relative.weekday,
    "weekday_relative": relative.weekday_relative,
    "weekday_week": relative.weekday_week,
    "week_number": weeks.week_number,
    "week_of_day": weeks.week_of_day,
    "weekday_of_week": weeks.weekday_of_week,
    "nth_day": weeks.nth_day,
    "nth_week": weeks.nth_week,
    "day_word": relative.day_word,
    "day_part": amounts.day_part,
    "part_bare": amounts.part_bare,
    "clock": amounts.clock,
    "relative_unit": relative.relative_unit,
    "ended_unit": relative.ended_unit,
    "the_unit": relative.the_unit,
    "day_before": relative.day_before,
    "units_ago": relative.units_ago,
    "units_window": relative.units_window,
    "recent_units": relative.recent_units,
    "duration": amounts.duration,
    "duration_vague": amounts.duration_vague,
    "every": amounts.every,
    "frequency": amounts.frequency,
    "per_unit": amounts.per_unit,
    "weekdays": amounts.weekdays,
    "present": relative.present,
    "present_adjective": relative.present_adjective,
    "past_word": relative.past_word,
    "future_word": relative.future_word,
    "holiday": parts.holiday_name,
    "fourth_of_july": values.month_day,
    "nine_eleven": values.nine_eleven,
}

# Rules whose words name a year themselves; later bare dates of the sentence lean on it.
_NAMES_YEAR: Final = frozenset(("iso_date", "iso_month", "slash_date", "month_year", "year_bare", "year_range"))
_BLOCK: Final = 50_000  # characters read at a time: bounds the memory that tokens take
_CUT: Final = re.compile(r"\n\s*\n|(?<=[.!?])\s|\n")
_OLD: Final = 2  # years before publication from which a named year speaks for a narrative
_STORY_YEARS: Final = 5
_YEAR: Final = re.compile(r"(?<![\w$£€.,-])1[0-9]{3}(?![\w,-])|(?<![\w$£€.,-])20[0-9]{2}(?![\w,-])")
_RECENT_WORDS: Final = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|(?:last|this|next) (?:week|month|year)"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_PARTS: Final[dict[str, Part]] = {
    "early": "early", "beginning": "early", "start": "early", "outset": "early", "mid": "mid", "middle": "mid",
    "midst": "mid",
    "midpoint": "mid", "late": "late", "end": "late", "close": "late",
}  # fmt: skip


_AT_THE_EDGE: Final = frozenset(("beginning", "start", "outset", "end", "close"))  # of a year: two months, not four


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    behind: int
    reading: Reading
    names_year: bool


def find_times(text: str, published: date | None) -> list[FoundTime]:
    """Find the time expressions of a text, in order and without overlap.

    ``published`` anchors "Tuesday" and "last year"; without it they keep as much of a value as the words give, no
    dates, and a reason. Any text is read, in time that grows with its length.
    """
    context = Context(published, _tells_of_the_past(text, published), text=text)
    found: list[FoundTime] = []
    for start, end in _blocks(text):
        tokens = tokenise(text, start, end)
        context.tokens, context.year_place, context.day_place = tokens, -1, -1
        for entry in _read_block(tokens, context):
            found.append(_shown(text, tokens, entry))
    return found


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = min(start + _BLOCK, len(text))
        if end < len(text):
            cuts = [match.end() for match in _CUT.finditer(text, end - 2000, end)]
            space = text.rfind(" ", start, end)
            end = cuts[-1] if cuts else space if space > start else end
        yield start, end
        start = end


def _tells_of_the_past(text: str, published: date | None) -> bool:
    """Whether bare dates of the text belong to the years it names rather than to its publication."""
    if published is None:
        return True
    years = [int(match) for match in _YEAR.findall(text, 0, 200_000)]
    old = sum(1 for number in years if number < published.year - _OLD)
    recent = sum(1 for _ in _RECENT_WORDS.finditer(text, 0, 200_000))
    near = sum(1 for number in years if published.year - _OLD <= number <= published.year + 1)
    return old >= _STORY_YEARS and old > 4 * recent and old > 2 * near


def _read_block(tokens: Tokens, context: Context) -> Iterator[_Found]:
    place = 0
    while match := ANY.search(tokens.symbols, place):
        place = match.start()
        found = _modified(place, context) or _longest(place, context)
        if found is None:
            place += 1
            continue
        found = _with_clock(found, context)
        context.first, context.behind = found.first, found.behind
        context.remember(found.reading, found.names_year)
        yield found
        place = found.behind


def _longest(place: int, context: Context) -> _Found | None:
    """The meaning of the longest rule that matches here and that its builder accepts."""
    symbols = context.tokens.symbols
    hits = [
        (rule, match)
        for group in GROUPS
        if group.pattern.match(symbols, place)
        for rule in group.rules
        if (match := rule.pattern.match(symbols, place)) and match.end() > place
    ]
    hits.sort(key=lambda hit: -hit[1].end())
    for rule, match in hits:
        context.first, context.behind = place, match.end()
        hit = Hit(rule.name, context.tokens, match)
        reading = BUILDERS[rule.name](hit, context)
        if reading is not None:
            names_year = rule.name in _NAMES_YEAR or hit.has("yr")
            return _Found(place, match.end(), reading, names_year)
    return None


def _modified(place: int, context: Context) -> _Found | None:
    """Read "late August", "the end of this week", "earlier this month": a modifier and the period it narrows."""
    match = MODIFIER.pattern.match(context.tokens.symbols, place)
    if match is None:
        return None
    hit = Hit("modifier", context.tokens, match)
    context.modified = True
    inner = _longest(match.end(), context)
    context.modified = False
    if inner is None or inner.reading.kind not in ("date", "time"):
        return None
    if hit.has("edge"):
        narrowed = _edge(hit.words("edge"), inner.reading)
    else:
        narrowed = _narrow(hit.word("mod") or hit.word("of"), inner.reading, context.published)
    return _Found(place, inner.behind, narrowed, inner.names_year) if narrowed else None


def _edge(words: list[str], reading: Reading) -> Reading | None:
    """Read "the first week of November", "the last days of 2015" as the seven days at that edge."""
    period, unit = reading.period, unit_of(words[-1])
    if period is None or period.grain not in ("month", "year") or words[0] not in ("first", "last"):
        return None
    if unit not in ("week", "day") or words[-1] == "day":
        return None
    first = words[0] == "first"
    edge = move_days(period.start, 6) if first else move_days(period.end, -6)
    if edge is None:
        return None
    start, end = (period.start, edge) if first else (edge, period.end)
    return replace(reading, start=start, end=end, precision="days")


def _narrow(word: str, reading: Reading, published: date | None) -> Reading | None:
    period = reading.period
    if reading.kind == "time":
        return reading if word in ("early", "late", "earlier", "later", "mid") else None
    if period is None:
        known = reading.reason is not None and reading.value is not None and word in _PARTS
        return reading if known else None
    if word == "turn":
        if period.grain not in ("century", "decade", "year"):
            return None
        start, end = move_days(period.start, -365) or period.start, move_days(period.start, 365)
        return replace(reading, start=start, end=end, precision="years")
    if word in ("earlier", "later"):
        if published is None or not period.start <= published <= period.end:
            return reading if period.grain == "day" else None
        start, end = (period.start, published) if word == "earlier" else (published, period.end)
        return replace(reading, start=start, end=end, precision=part_of(period, "early")[2])
    if period.grain == "year" and word in _AT_THE_EDGE:
        start, end = (
            (period.start, date(period.start.year, 2, 28))
            if _PARTS[word] == "early"
            else (date(period.start.year, 11, 1), period.end)
        )
        return replace(reading, start=start, end=end, precision="part-of-year")
    start, end, precision = part_of(period, _PARTS[word])
    return replace(reading, start=start, end=end, precision=precision)


_TO_DATE: Final = re.compile("[{COMMA}{ON}{OF}]{{0,2}}".format_map(SYMBOL))
_TO_CLOCK: Final = re.compile("{COMMA}?(?:{AT}|{ABOUT})?".format_map(SYMBOL))


def _with_clock(found: _Found, context: Context) -> _Found:
    """Join a clock time and the day beside it ("5 p.m. EST, Nov. 6"; "Tuesday at noon")."""
    reading, symbols = found.reading, context.tokens.symbols
    clock_first = reading.kind == "time" and reading.value is not None and "T" in reading.value
    day_first = reading.kind == "date" and reading.precision == "day"
    if not clock_first and not day_first:
        return found
    gap = (_TO_DATE if clock_first else _TO_CLOCK).match(symbols, found.behind)
    behind = gap.end() if gap else found.behind
    if behind >= len(symbols) or symbols[behind] == SYMBOL["OTHER_"]:
        return found
    other = _longest(behind, context)
    if other is None:
        return found
    if clock_first and other.reading.kind == "date" and other.reading.precision == "day" and other.reading.start:
        return _joined(found, other, other.reading, reading.value)
    if day_first and other.reading.kind == "time" and other.reading.value and reading.start and behind > found.behind:
        return _joined(found, other, reading, other.reading.value)
    return found


def _joined(found: _Found, other: _Found, day: Reading, clock: str | None) -> _Found:
    ending = (clock or "")[(clock or "").index("T") :] if "T" in (clock or "") else ""
    if not ending or day.start is None:
        return found
    reading = replace(day, kind="time", value=day.start.isoformat() + ending, precision="time")
    return _Found(found.first, other.behind, reading, found.names_year or other.names_year)


def _shown(text: str, tokens: Tokens, found: _Found) -> FoundTime:
    reading, reason = found.reading, found.reading.reason
    start, end = tokens.starts[found.first], tokens.ends[found.behind - 1]
    dateless = reading.start is None and reading.end is None
    if reason == NO_PUBLICATION or (reason is None and dateless and reading.kind in ("date", "time")):
        reason = f"{NO_PUBLICATION} {text[start:end]!r}"
    interval = DateInterval(
        value=reading.value,
        start=reading.start.isoformat() if reading.start else None,
        end=reading.end.isoformat() if reading.end else None,
        precision=reading.precision,
    )
    return FoundTime(
        start=start,
        end=end,
        kind=reading.kind,
        interval=interval,
        unresolved=reason,
    )
