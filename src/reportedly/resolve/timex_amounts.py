"""The meaning of clock times and parts of days, durations, and frequencies."""

import re
from dataclasses import replace
from datetime import date, timedelta

from reportedly.resolve.intervals import Period, move, move_days, year
from reportedly.resolve.timex_context import Context, Reading, unanchored, words_of
from reportedly.resolve.timex_grammar import Hit
from reportedly.resolve.timex_numbers import read_number
from reportedly.resolve.timex_relative import LETTERS, UNIT_PRECISION, duration_value, weekday_of
from reportedly.resolve.timex_tokens import MONTHS, SEASONS, WEEKDAYS, daypart_value, frequency_value, unit_of
from reportedly.resolve.timex_values import explicit_year


def _time_on(when: date, ending: str) -> Reading:
    return Reading("time", when.isoformat() + ending, "time", when, when, period=Period("day", when, when))


_TOLD = ("that", "same", "previous", "following", "next")


def day_part(hit: Hit, ctx: Context) -> Reading | None:
    """Read "Tuesday morning", "last night", "this evening", "noon Saturday", "tonight"."""
    ending = "TNI" if hit.has("tonight") else daypart_value(hit.word("part"))
    words = [word for word in hit.words("day") if word not in ("the", ".")]
    word = words[-1] if words else "this"
    number = WEEKDAYS.get(word)
    if number is not None and hit.word("part").endswith("s"):
        return Reading("set", f"XXXX-WXX-{number}{ending}", "day")
    if word in _TOLD and ctx.last_day is None:
        return Reading("time", None, "time", reason=f"no earlier day in the text to count '{word}' from")
    if ctx.published is None and not (word in _TOLD and ctx.last_day):
        return unanchored("time", f"XXXX-WXX-{number}{ending}" if number else None, "time")
    if number is not None:
        return _weekday_part(number, words[0], ending, ctx)
    if word in _TOLD and ctx.last_day is not None:
        step = {"previous": -1, "following": 1, "next": 1}.get(word, 0)
        target = move_days(ctx.last_day.start, step)
    else:
        assert ctx.published is not None
        step = (
            -1
            if word == "yesterday" or (word == "last" and hit.word("part") == "night")
            else 1
            if word == "tomorrow"
            else 0
        )
        if word in ("last", "previous") and not step:
            step = -1
        target = move_days(ctx.published, step)
    return _time_on(target, ending) if target else None


def _weekday_part(number: int, word: str, ending: str, ctx: Context) -> Reading | None:
    base = ctx.last_day.start if ctx.narrative and ctx.last_day else ctx.published
    if base is None:
        return None
    found = weekday_of(number, ctx, base)
    if found is None:
        return None
    target: date | None = found.start
    if word in ("last",) and found.start == base:
        target = move_days(found.start, -7)
    if word in ("next",) and found.start <= base:
        target = move_days(found.start, 7)
    return _time_on(target, ending) if target else None


def part_bare(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the morning", "noon", "overnight": of the day the sentence speaks of, else of publication."""
    word = hit.word("part")
    if word in ("dawn", "sunrise", "sunset", "dusk", "nightfall", "daybreak") and ctx.next_word() == "of":
        return None
    if (
        hit.match.start("part") > hit.first
        and not ctx.modified
        and ctx.previous_word()
        not in (
            "in",
            "during",
            "by",
            "until",
            "through",
            "of",
            "late",
            "early",
            "-",
        )
    ):
        return None
    ending = daypart_value(word)
    base = ctx.day_of_sentence()
    if base is None:
        return unanchored("time", f"XXXX-XX-XX{ending}", "time")
    if word == "overnight" and ctx.published is not None and not ctx.narrative and not 0 <= (ctx.published - base).days <= _LAST_NIGHTS:
        base = ctx.published  # "the fighting, which began on 15 April, ...": that is not the night of what was looted overnight
    if word == "overnight" and base == ctx.published and ctx.last_day != base:
        base = move_days(base, -1) or base
    return replace(_time_on(base, ending), period=None)


_LAST_NIGHTS = 7
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::[0-9]{2})?")


def clock(hit: Hit, ctx: Context) -> Reading | None:
    """Read a clock time; a bare number needs "a.m.", a zone, "o'clock", or "at" before "8:30"."""
    shown = hit.word("clock")
    half_day = hit.word("ampm") or ("p" if re.search(r"[0-9]p", shown) else "a" if re.search(r"[0-9]a", shown) else "")
    oclock = any(word.startswith("o") and word.endswith("clock") for word in hit.tokens.words[hit.first : hit.behind])
    if (
        not half_day
        and not oclock
        and not hit.has("zone")
        and not hit.has("paren")
        and (
            ":" not in shown
            or ctx.previous_word() not in ("at", "by", "around", "about", "until", "before", "after", "from")
        )
    ):
        return None
    if shown.isdigit() and len(shown) == 4:
        hour, minute = int(shown[:2]), int(shown[2:])
    else:
        match = _CLOCK.match(shown)
        number = read_number([shown]) if match is None else None
        if match is None and number is None:
            return None
        hour = int(match[1]) if match else int(number or 0)
        minute = int(match[2] or 0) if match else 0
    if shown.isdigit() and len(shown) == 3:
        hour, minute = int(shown[0]), int(shown[1:])
    part = hit.word("part")
    if (half_day.startswith("p") or part in ("afternoon", "evening", "night")) and hour < 12:
        hour += 12
    elif half_day.startswith("a") and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    ending = f"T{hour:02d}:{minute:02d}"
    base = ctx.day_of_sentence()
    if base is None:
        return unanchored("time", f"XXXX-XX-XX{ending}", "time")
    return replace(_time_on(base, ending), period=None)  # no other day follows from the day that was guessed


def duration(hit: Hit, ctx: Context) -> Reading | None:
    """Read "three years", "two-month", "2 1/2 hours", "a few days"."""
    unit, words = unit_of(hit.word("unit")), hit.words("num")
    if unit not in LETTERS or _not_a_duration(hit, ctx, unit, words):
        return None
    number = read_number(words)
    if number is not None and hit.has("half"):
        number += 0.5
    vague = any(word in ("several", "few", "many", "numerous") for word in words)
    return Reading("duration", duration_value(None if vague else number, unit), UNIT_PRECISION[unit])


def _not_a_duration(hit: Hit, ctx: Context, unit: str, words: list[str]) -> bool:
    shown = hit.word("unit")
    article = words in (["a"], ["an"])
    singular = shown == unit
    before, after = ctx.previous_word(), ctx.next_word()
    inside = hit.tokens.words[hit.first : hit.behind]
    if unit in ("second", "night") and article:
        return True
    if article:
        if unit in ("quarter", "weekend", "minute") or before in ("once", "twice", "times", "such", "per"):
            return True
        if not hit.has("half") and before not in _ARTICLE_LEADS and not hit.has("approx"):
            return True
        return after == "-" or (after == "of" and before != "within")
    if after == "old" or (after == "-" and ctx.next_word(1) == "old") or (after == "of" and ctx.next_word(1) == "age"):
        return True
    if words and words[0] in ("$", "no"):
        return True
    number = read_number(words)
    if (
        singular
        and unit not in ("weekend",)
        and number is not None
        and number != 1
        and "-" not in inside
        and unit == "second"
    ):
        return True
    if singular and unit == "second" and "-" not in inside:
        return True
    if unit == "quarter" and (not singular or "-" not in inside) and after in ("of", "point"):
        return True
    if number == 1 and singular and unit == "day" and before in ("", ",", "."):
        return False
    return before in ("$", "£", "€") or (before == "." and words[0].isdigit() and ctx.previous_word(2).isdigit())


_ARTICLE_LEADS = words_of(
    "for in within than nearly almost about over after last lasts lasted lasting of took takes barely just another "
    "under half least more only less him her them offered take until spend spent whole entire full"
)


def first_units(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the first nine months" as its length; where it lies, the words leave to "of 1989"."""
    unit = unit_of(hit.word("unit"))
    if hit.word("ord") not in ("first", "last") or unit not in LETTERS:
        return None
    number = read_number(hit.words("num")) if hit.has("num") else None
    value, whole = duration_value(number, unit), explicit_year(hit, ctx)
    named = year(whole) if whole is not None else None
    if named is None or number is None or number != int(number):
        return Reading("duration", value, UNIT_PRECISION[unit])
    start, end = named.start, named.end
    if hit.word("ord") == "first":
        beyond = move(start, unit, int(number))
        end = (move_days(beyond, -1) if beyond else None) or end
    else:
        before = move(end + timedelta(1), unit, -int(number))
        start = before or start
    return Reading("duration", value, UNIT_PRECISION[unit], start, max(start, end))


def duration_vague(hit: Hit, ctx: Context) -> Reading | None:
    """Read "weeks", "months", "some time" as a duration of unknown length."""
    if hit.has("some"):
        shown = hit.words("some")
        if shown == ["about", "time"] or shown[0] not in ("a", "some"):
            return None
        return Reading("duration", "PXM" if shown[0] == "some" else "PXY", "unknown")
    unit = unit_of(hit.word("unit"))
    if hit.has("long"):
        return Reading(
            "duration", duration_value(1.0 if unit == hit.word("unit") else None, unit), UNIT_PRECISION[unit]
        )
    before, after = ctx.previous_word(), ctx.next_word()
    if unit in ("second", "minute", "hour") and before not in ("for", "within", "after", "in"):
        return None
    if hit.word("unit") == "days" and hit.tokens.words[hit.first] != "days":
        return None
    if before in (
        "for",
        "in",
        "within",
        "over",
        "after",
        "of",
        "lasted",
        "take",
        "taken",
        "took",
        "last",
        "by",
    ) or after in ("later", "before", "after"):
        if hit.tokens.words[hit.first] in ("the", "those") and before not in ("over", "in", "through"):
            return None
        return Reading("duration", duration_value(None, unit), UNIT_PRECISION[unit])
    return None


def every(hit: Hit, ctx: Context) -> Reading | None:
    """Read "every day", "each Thursday", "every two years"."""
    if hit.has("units"):
        unit = unit_of(hit.word("units"))
        return Reading("set", duration_value(read_number(hit.words("num")), unit), UNIT_PRECISION[unit])
    if hit.has("unit"):
        unit = hit.word("unit")
        return Reading("set", duration_value(2.0 if hit.has("other") else 1.0, unit), UNIT_PRECISION[unit])
    if hit.has("wd"):
        ending = daypart_value(hit.word("part")) if hit.has("part") else ""
        return Reading("set", f"XXXX-WXX-{WEEKDAYS[hit.word('wd')]}{ending}", "day")
    if hit.has("mon"):
        return Reading("set", f"XXXX-{MONTHS[hit.word('mon')]:02d}", "month")
    if hit.has("sea"):
        return Reading("set", f"XXXX-{SEASONS[hit.word('sea')]}", "season")
    return Reading("set", f"XXXX-XX-XX{daypart_value(hit.word('part2'))}", "time")


def frequency(hit: Hit, ctx: Context) -> Reading | None:
    """Read "daily", "weekly", "annually"; "a quarterly dividend" says how often it is paid, not when."""
    if hit.word("word") == "quarterly" and ctx.next_shown()[:1].islower():
        return None
    value = frequency_value(hit.word("word"))
    precision = {"D": "day", "W": "week", "M": "month", "Y": "year", "H": "time"}.get(value[-1], "day")
    return Reading("set", value, precision)  # type: ignore[arg-type]


def per_unit(hit: Hit, ctx: Context) -> Reading | None:
    """Read "twice a week", "per year", and "a year" behind an amount."""
    unit, per = hit.word("unit"), hit.word("per")
    leading = hit.match.start("per") > hit.first
    if per in ("a", "an") and not leading:
        before = ctx.previous_word()
        counted = (
            before in ("million", "billion", "percent", "%", "once", "twice", "times", "hours", "days")
            or before[:1].isdigit()
        )
        if not counted and not (before.endswith("s") and ctx.previous_word(2)[:1].isdigit()):
            return None
        if ctx.next_word() in ("ago", "earlier", "later", "before", "after", "-"):
            return None
    if unit in ("second",) and per != "per":
        return None
    return Reading("set", duration_value(1.0, unit), UNIT_PRECISION[unit])


def weekdays(hit: Hit, ctx: Context) -> Reading | None:
    """Read "Tuesdays" and "Tuesday nights"."""
    word = hit.word("wd")
    ending = daypart_value("night") if hit.has("part") else ""
    return Reading(
        "set", f"XXXX-WXX-{WEEKDAYS[word.removesuffix('s') if word not in WEEKDAYS else word]}{ending}", "day"
    )
