"""The meaning of dates told from another date: publication, or the date the text named last."""

from datetime import date
from typing import Final

from reportedly.resolve.intervals import (
    PRECISION,
    Grain,
    Period,
    containing,
    month,
    move,
    move_days,
    shifted,
)
from reportedly.resolve.timex_context import Context, Reading, unanchored, until_told, words_of
from reportedly.resolve.timex_grammar import Hit
from reportedly.resolve.timex_numbers import plain, read_number
from reportedly.resolve.timex_tokens import MONTHS, SYMBOL, WEEKDAYS, unit_of
from reportedly.resolve.timex_values import compared, of_period
from reportedly.schema.time import DatePrecision

_GRAINS: Final[dict[str, Grain]] = {
    "day": "day", "night": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter",
    "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip
LETTERS: Final = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "N", "week": "W", "weekend": "WE",
    "fortnight": "W",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
UNIT_PRECISION: Final[dict[str, DatePrecision]] = {
    "second": "time", "minute": "time", "hour": "time", "day": "days", "night": "days", "week": "week",
    "weekend": "weekend",
    "fortnight": "week", "month": "months", "quarter": "quarter", "year": "years", "decade": "decade",
    "century": "century",
}  # fmt: skip

# How far "in recent days" and the like reach back from publication, in days: a reader's choice, not a measurement.
_RECENT_REACH: Final = {"day": 7, "week": 42, "month": 183, "quarter": 274, "year": 1827, "decade": 10958}
_LONG_HOURS: Final = 24 * 366
_TIED_TO_TEXT: Final = frozenset(("previous", "preceding", "prior", "following", "ensuing", "same", "that"))


def step_of(word: str) -> int:
    """Give how many periods a word moves: -1 for "last", 1 for "next", 0 for "this"."""
    if word in ("last", "previous", "preceding", "prior"):
        return -1
    return 1 if word in ("next", "following", "ensuing", "coming", "upcoming") else 0


def _base(word: str, grain: Grain, ctx: Context) -> date | None:
    """The date that a relative word starts from: the text's own for "the previous day", else publication."""
    if word in _TIED_TO_TEXT or (ctx.narrative and word in ("next", "last", "the")):
        if grain == "day" and ctx.last_day is not None:
            return ctx.last_day.start
        if ctx.last is not None:
            return ctx.last.start if step_of(word) < 0 or word in ("same", "that") else ctx.last.end
    return ctx.published


def _clipped(period: Period, ctx: Context) -> tuple[date, date]:
    """Cut a period that holds the publication date at that date, on the side the verb leaves out."""
    published = ctx.published
    if published is None or not period.start <= published <= period.end or period.grain == "day":
        return period.start, period.end
    tense = ctx.tense()
    if tense == "past":
        return period.start, published
    return (published, period.end) if tense == "future" else (period.start, period.end)


def current(period: Period, ctx: Context) -> Reading:
    """Give the reading of a period, cut at publication where it holds that date and the verb looks one way."""
    start, end = _clipped(period, ctx)
    return Reading("date", period.value, PRECISION[period.grain], start, end, period=period)


def weekday_of(number: int, ctx: Context, base: date) -> Period | None:
    """Give the weekday that news means: the latest up to ``base``, or the next one where the verb looks ahead."""
    back = (base.isoweekday() - number) % 7
    before = ctx.previous_word()
    told = ctx.tense(sure=True) == "past"
    ahead = (before in ("until", "till") and not (told and ctx.begins_sentence(1))) or (before == "by" and not told)
    ahead = ahead or (before == "as" and ctx.previous_word(3) == "as")
    ahead = ahead or ctx.tense(sure=True) == "future" or (ctx.would() and ctx.next_word() != "'s")
    target = move_days(base, 7 - back) if ahead and back else move_days(base, -back)
    return Period("day", target, target) if target else None


_NAMED_DAYS: Final = words_of("black bloody good palm easter super ash holy")
_NEWSPAPERS: Final = words_of("times mirror telegraph herald post express mail night")


def _weekday_base(ctx: Context) -> date | None:
    if ctx.narrative and ctx.last_day is not None:
        return ctx.last_day.start
    return ctx.published


def weekday(hit: Hit, ctx: Context) -> Reading | None:
    """Read a weekday alone."""
    number = WEEKDAYS[hit.word("wd")]
    lone = hit.symbol(hit.first) == SYMBOL["WEEKDAY_ABBR"]
    if lone and ctx.previous_word() not in ("on", "since", "until", "by", "last", "next", "this"):
        return None
    if ctx.previous_word() in _NAMED_DAYS or (ctx.next_word() in _NEWSPAPERS and ctx.next_shown().istitle()):
        return None
    base = _weekday_base(ctx)
    if base is None:
        return unanchored("date", f"XXXX-WXX-{number}", "day")
    if (
        ctx.previous_word() in ("to", "through", "until", "till")
        and ctx.last_day is not None
        and ctx.day_place == hit.first - 2
    ):
        target = move_days(ctx.last_day.start, (number - ctx.last_day.start.isoweekday()) % 7)
        return of_period(Period("day", target, target)) if target else None
    return of_period(weekday_of(number, ctx, base))


def weekday_relative(hit: Hit, ctx: Context) -> Reading | None:
    """Read "last Tuesday", "the previous Friday", "this coming Sunday"."""
    number = WEEKDAYS[hit.word("wd")]
    words = [word for word in hit.words("rel") if word != "the"]
    word = words[-1] if words else "this"
    tied = word in _TIED_TO_TEXT
    base = ctx.last_day.start if tied and ctx.last_day else _weekday_base(ctx)
    if base is None:
        return unanchored("date", f"XXXX-WXX-{number}", "day")
    back = (base.isoweekday() - number) % 7
    if word in ("last", "past", "previous", "preceding", "prior"):
        target = move_days(base, -(back or 7))
    elif word in ("next", "coming", "upcoming", "following", "ensuing"):
        target = move_days(base, 7 - back)
    elif word == "that":
        target = move_days(base, -back)
    else:
        found = weekday_of(number, ctx, base)
        return of_period(found)
    return of_period(Period("day", target, target)) if target else None


def weekday_week(hit: Hit, ctx: Context) -> Reading | None:
    """Read "Tuesday last week": that day of the ISO week before."""
    number = WEEKDAYS[hit.word("wd")]
    if ctx.published is None or hit.tokens.words[hit.behind - 1] != "week":
        return None
    target = move_days(ctx.published, number - ctx.published.isoweekday() + 7 * step_of(hit.words("rel")[-1]))
    return of_period(Period("day", target, target)) if target else None


def day_word(hit: Hit, ctx: Context) -> Reading | None:
    """Read "today", "yesterday", "the day before yesterday"."""
    word = hit.word("word")
    step = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if hit.has("shift"):
        if (hit.word("shift") == "before") != (step < 0):
            return None
        step *= 2
    if ctx.published is None:
        return unanchored("date", None, "day")
    if ctx.is_title(hit.first) and ctx.shown(hit.first - 1)[:1].isupper():
        return None
    target = move_days(ctx.published, step)
    return of_period(Period("day", target, target)) if target else None


def month_relative(hit: Hit, ctx: Context) -> Reading | None:
    """Read "last October" and "this May"."""
    number = MONTHS[hit.word("mon")]
    words = [word for word in hit.words("rel") if word != "the"]
    word = words[-1]
    base = _base(word, "month", ctx)
    if base is None:
        return unanchored("date", f"XXXX-{number:02d}", "month")
    if word == "this":
        return of_period(month(base.year, number))
    if step_of(word) > 0:
        return of_period(month(base.year + (number <= base.month), number))
    if word in ("that", "same"):
        return of_period(month(base.year, number))
    return of_period(month(base.year - (number >= base.month), number))


def relative_unit(hit: Hit, ctx: Context) -> Reading | None:
    """Read "last year", "this week", "the following month", "that day"."""
    words, unit = hit.words("rel"), hit.word("unit")
    word = words[-1]
    if unit == "night" or ctx.is_title(hit.behind - 1):
        return None
    grain = _GRAINS.get(unit)
    if grain is None:
        return None
    if word == "past":
        word = "this" if words[0] == "this" else "last"
    if word in ("current", "present", "latest"):
        word = "this"
    if grain == "day" and word in ("this", "last") and ctx.previous_word() not in ("to",):
        return None
    if grain == "day" and word in ("next", "following", "previous") and ctx.only_wider():
        return Reading("date", None, PRECISION[grain], reason=_UNTOLD)  # "abducted in 2019 and freed the next day"
    base = ctx.day_told() if grain == "day" and word == "next" else None
    base = base or _base(word, grain, ctx)
    if base is None:
        return unanchored("date", None, PRECISION[grain])
    if word in ("that", "same") and ctx.last is not None and ctx.last.grain in _WIDER.get(grain, ()):
        named = ctx.day_just_named()  # "shot dead on Thursday, the eighth since March. The same day, ..."
        if named is None:
            return Reading("date", None, PRECISION[grain], reason=_UNTOLD) if (word, grain) == ("same", "week") else None
        base = named.start
    found = containing(grain, base)
    if found is None:
        return None
    if grain == "day" and word in ("that", "same") and ctx.last_day is None:
        return None
    if word in ("that", "same") and ctx.last is None:
        return unanchored("date", None, PRECISION[grain]) if word == "same" else None
    if grain in ("decade", "century") and word in ("last", "next"):
        return None
    if words[-1] == "past" and words[0] != "this" and grain in ("week", "month", "year") and ctx.published is not None:
        return _trailing(grain, found, ctx.published)
    if grain == "weekend" and word == "last" and base == ctx.published and base.isoweekday() >= 6:
        return of_period(shifted(found, -1))
    if grain == "decade" and word == "last":
        return of_period(shifted(found, -1))
    target = shifted(found, step_of(word))
    return current(target, ctx) if target else None


def _trailing(grain: Grain, found: Period, published: date) -> Reading | None:
    """Read "the past year": dated as the twelve months up to publication, valued as TimeBank does, by the year before."""
    before, start = shifted(found, -1), move(published, grain, -1)
    if before is None or start is None:
        return None
    return Reading("date", before.value, PRECISION[grain], start, published, period=before)


_UNTOLD: Final = "the text does not say from which day it is told"
_OF_MONTHS: Final = ("month", "quarter", "year", "decade", "century")
_WIDER: Final[dict[str, tuple[str, ...]]] = {"day": ("week", "weekend", *_OF_MONTHS), "week": _OF_MONTHS}
_THE_UNIT_LEADS: Final = words_of("for of in during over end by within through throughout this earlier later")


def the_unit(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the weekend", and "the week", "the year" where a preposition makes a date of them."""
    unit, before = hit.word("unit"), ctx.previous_word()
    if unit == "weekend":
        if ctx.published is None:
            return unanchored("date", None, "weekend")
        found = containing("weekend", ctx.published)
        ahead = ctx.tense() == "future" or before == "of"
        if found is None or ahead or ctx.published >= found.start:
            return of_period(found)
        return of_period(shifted(found, -1))
    grain = _GRAINS.get(unit)
    if (
        grain not in ("week", "month", "year")
        or before not in _THE_UNIT_LEADS
        or ctx.next_word() in ("of", "-", "before", "after", "when")
    ):
        return None
    if not ctx.modified and (before not in ("for", "during", "in") or unit == "month"):
        return None
    base = ctx.last.start if ctx.narrative and ctx.last else ctx.published
    if base is None:
        return unanchored("date", None, PRECISION[grain])
    found = containing(grain, base)
    return current(found, ctx) if found else None


def ended_unit(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the year" of "the year ended March 31" as its length."""
    return Reading("duration", "P1Y", "years")


def day_before(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the day before" and "the year after" as told from the last date."""
    if ctx.next_shown()[:1].isalnum() and hit.word("dir") in ("before", "after"):
        return None
    step = -1 if hit.word("dir") in ("before", "earlier") else 1
    base = ctx.last_day.start if ctx.last_day is not None else ctx.published
    if hit.word("unit") == "night" and base is not None:
        target = move_days(base, step)
        return Reading("time", f"{target}TNI", "time", target, target) if target else None
    return _told_from(1.0 * step, hit.word("unit"), ctx)


def _told_from(count: float, unit: str, ctx: Context) -> Reading | None:
    """Move from the last date of the text; from publication where it has named none."""
    if unit in ("day", "night") and ctx.only_wider():
        return Reading("date", None, UNIT_PRECISION[unit], reason=_UNTOLD)
    base = ctx.last_day.start if unit in ("day", "night") and ctx.last_day else None
    if base is None and ctx.last is not None and unit not in ("day", "night"):
        base = ctx.last.start if count < 0 else ctx.last.end
    base = base or ctx.published
    if base is None:
        return unanchored("date", None, UNIT_PRECISION[unit])
    if unit == "year" and ctx.last is not None and ctx.last.grain in ("quarter", "month", "year"):
        return of_period(shifted(ctx.last, _in_grain(ctx.last.grain, count)))
    found = _moved(base, unit, count)
    beyond = ctx.published is not None and found is not None and found.start is not None and found.start > ctx.published
    return Reading("date", None, UNIT_PRECISION[unit], reason=_UNTOLD) if beyond and ctx.tense() == "past" else found


def _in_grain(grain: Grain, years: float) -> int:
    return int(years * {"quarter": 4, "month": 12, "year": 1}[grain])


def _moved(base: date, unit: str, count: float) -> Reading | None:
    """The period of the unit's grain, ``count`` units from ``base``."""
    if unit in ("hour", "minute", "second"):
        return None
    if unit in ("decade", "century"):
        unit, count = "year", count * (10 if unit == "decade" else 100)
    whole = int(count)
    target = move(base, unit, whole)
    if target is None:
        return Reading("date", None, UNIT_PRECISION[unit], reason="beyond the years 1 to 9998")
    if count != whole and unit == "year":
        target = move(target, "month", round((count - whole) * 12))
    grain: Grain = _GRAINS.get(unit, "week")
    found = containing(grain, target) if target else None
    return of_period(found)


def units_ago(hit: Hit, ctx: Context) -> Reading | None:
    """Read "two days ago" from publication, "two days earlier" from the last date."""
    unit, direction = unit_of(hit.word("unit")), hit.words("dir")[0]
    number = read_number(hit.words("num")) if hit.has("num") else None
    past = direction in ("ago", "earlier", "before", "previously")
    if direction == "before" and ctx.next_shown()[:1].isalnum():
        return None
    if number is None:
        return _vaguely_ago(unit, past, direction, ctx)
    if unit in ("hour", "minute", "second"):
        return _hours_ago(number if not past else -number, unit, direction, ctx)
    if hit.words("num")[-1] == "-":
        return None
    if unit == "year" and number == 1 and past and ctx.last_quarter is not None:
        return compared(shifted(ctx.last_quarter, -4))
    count = -number if past else number
    if direction in ("ago", "hence", "from"):
        if ctx.published is None:
            return unanchored("date", None, UNIT_PRECISION[unit])
        return _moved(ctx.published, unit, count)
    return _told_from(count, unit, ctx)


def _hours_ago(count: float, unit: str, direction: str, ctx: Context) -> Reading | None:
    told = ctx.last_day.start if ctx.last_day else ctx.published
    base = ctx.published if direction in ("ago", "hence", "from") else told
    value = f"PT{plain(abs(count))}{unit[0].upper()}"
    if direction == "later" and ctx.day_just_named() is not None and base is not None and unit != "second" and count <= 24:
        # The day that was named, or the next: nobody says at what hour the first thing was.
        return Reading("duration", value, "days", base, until_told(base, move_days(base, 1) or base, ctx) if unit == "hour" else base)
    if base is None or direction not in ("ago", "earlier") or unit != "hour" or abs(count) > 24 * 365:
        return Reading("duration", value, "time")
    days = int((abs(count) + 23) // 24)
    start = move_days(base, -days)
    return Reading("date", base.isoformat() if days <= 1 else value, "days", start, base) if start else None


def _vaguely_ago(unit: str, past: bool, direction: str, ctx: Context) -> Reading | None:
    """Read "a few days ago" as two to nine of the unit before publication, or before the last date of the text."""
    value = "PAST_REF" if past else "FUTURE_REF"
    if direction in ("later", "earlier", "before") and unit in ("day", "week", "hour", "minute") and ctx.only_wider():
        return Reading("date", value, UNIT_PRECISION[unit], reason=_UNTOLD)
    base = ctx.published if direction == "ago" or ctx.last_day is None else ctx.last_day.start
    if unit in ("hour", "minute", "second") and base is not None:
        step = 0 if unit != "hour" else -1 if past else 1
        if direction != "ago" and ctx.day_just_named() is None:
            return Reading("date", value, "open", reason=_UNTOLD)
        edge = until_told(base, move_days(base, step) or base, ctx)
        return Reading("date", value, "days", min(base, edge), max(base, edge))
    near, far = (
        ((move(base, unit, -2), move(base, unit, -9)) if past else (move(base, unit, 2), move(base, unit, 9)))
        if base
        else (None, None)
    )
    if base is None:
        return unanchored("date", value, UNIT_PRECISION[unit])
    if near is None or far is None:
        return Reading("date", value, "open", None if past else base, base if past else None)
    return Reading("date", value, UNIT_PRECISION[unit], min(near, far), max(near, far))


def units_window(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the past two months" and "the next five years": a duration that ends or begins at publication."""
    unit = unit_of(hit.word("unit") or hit.word("long"))
    words = hit.words("rel")
    if hit.has("long") and unit not in ("fortnight", "decade", "century"):
        return None
    if "ahead" in words:
        unit = unit_of(words[1])
        return Reading("duration", duration_value(None, unit), UNIT_PRECISION[unit], ctx.published, None, period=None)
    if unit not in LETTERS:
        return None
    number = 1.0 if hit.has("long") else None
    if hit.has("num"):
        number = read_number([word for word in hit.words("num") if word not in ("to", "or")])
    if any(word in ("to", "or") for word in hit.words("num")):
        number = None
    value, word = duration_value(number, unit), words[-1]
    ahead = step_of(word) > 0
    other = _window_edge(number, unit, ahead, ctx)
    if other is None or ctx.published is None or word in _TIED_TO_TEXT:
        return Reading("duration", value, UNIT_PRECISION[unit])
    # "The next five days" begin tomorrow; the past ones end today, which most reports tell of.
    tomorrow = move_days(ctx.published, 1) if number is not None and unit not in ("second", "minute", "hour") else None
    start, end = (tomorrow or ctx.published, other) if ahead else (other, ctx.published)
    return Reading("duration", value, UNIT_PRECISION[unit], start, end)


def _window_edge(number: float | None, unit: str, ahead: bool, ctx: Context) -> date | None:
    """The far day of a window that begins or ends at publication."""
    published, sign = ctx.published, 1 if ahead else -1
    if published is None:
        return None
    if unit in ("second", "minute", "hour"):
        hours = (number or 1.0) / {"second": 3600, "minute": 60, "hour": 1}[unit]
        return move_days(published, sign * int((hours + 23) // 24)) if hours < _LONG_HOURS else None
    if number is None:
        return move_days(published, sign * _RECENT_REACH[unit]) if unit in _RECENT_REACH else None
    return move(published, unit, sign * int(number))


def duration_value(number: float | None, unit: str) -> str:
    """Give a TIMEX3 duration: "P3Y", "PT36H", "PXM"; a fortnight is two weeks, a quarter three months where counted."""
    letters = LETTERS[unit]
    if number is not None and unit == "fortnight":
        number *= 2
    if number is not None and unit == "decade":
        number, letters = number * 10, "Y"
    if number is not None and unit == "century":
        number, letters = number * 100, "Y"
    count = "X" if number is None else plain(number)
    if number is not None and number != int(number):
        if unit == "year":
            return f"P{int(number)}Y{round((number - int(number)) * 12)}M" if number > 1 else f"P{round(number * 12)}M"
        if unit == "hour":
            whole = f"{int(number)}H" if number >= 1 else ""
            return f"PT{whole}{round((number - int(number)) * 60)}M"
    return f"PT{count}{letters[1]}" if letters[0] == "T" else f"P{count}{letters}"


def recent_units(hit: Hit, ctx: Context) -> Reading | None:
    """Read "recent days" as a window that ends at publication; "coming weeks" as one that begins there."""
    unit, word = unit_of(hit.word("unit")), hit.words("rel")[-1]
    if unit not in _RECENT_REACH:
        return None
    if word == "these":
        return present(hit, ctx) if unit == "day" else None
    if word in ("last", "previous", "preceding", "prior"):
        return None
    published = ctx.published
    ahead = step_of(word) > 0
    value = "FUTURE_REF" if ahead and unit == "day" else duration_value(None, unit) if unit != "day" else "PAST_REF"
    precision: DatePrecision = {"day": "days", "week": "months", "month": "months", "quarter": "months"}.get(
        unit, "years"
    )  # type: ignore[assignment]
    kind = "duration" if value.startswith("P") and value != "PAST_REF" else "date"
    if published is None:
        return unanchored(kind, value, precision)  # type: ignore[arg-type]
    other = move_days(published, _RECENT_REACH[unit] if ahead else -_RECENT_REACH[unit])
    start, end = (published, other) if ahead else (other, published)
    return Reading(kind, value, precision, start, end)  # type: ignore[arg-type]


def nth_unit(hit: Hit, ctx: Context) -> Reading | None:
    """Leave "the third day" without a date: it counts from something the grammar can't know."""
    return None


def present(hit: Hit, ctx: Context) -> Reading | None:
    """Read "now" as the days of publication."""
    return Reading("date", "PRESENT_REF", "days", ctx.published, ctx.published)


def present_adjective(hit: Hit, ctx: Context) -> Reading | None:
    """Read the adjective "current"."""
    if hit.word("word") != "current" or ctx.previous_word() in ("under",):
        return None
    return present(hit, ctx)


def past_word(hit: Hit, ctx: Context) -> Reading | None:
    """Read "recently", "previously", "in the past": up to publication, open at the start."""
    if hit.word("word") == "previously" and not ctx.begins_sentence() and ctx.previous_word() != "than":
        return None
    return Reading("date", "PAST_REF", "open", None, ctx.published)


def future_word(hit: Hit, ctx: Context) -> Reading | None:
    """Read "soon", "the near future": from publication on, open at the end."""
    if hit.word("word") in ("soon", "shortly") and ctx.tense() == "past":
        return None
    if ctx.previous_word() == "as" or ctx.next_word() in ("after", "before", "as"):
        return None
    return Reading("date", "FUTURE_REF", "open", ctx.published, None)
