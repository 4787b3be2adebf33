"""The meaning of dates that name themselves: days, months, years, quarters, seasons, decades, feasts."""

import re
from dataclasses import replace
from datetime import date

from reportedly.resolve.intervals import (
    PRECISION,
    Period,
    century,
    day,
    decade,
    month,
    shifted,
    year,
)
from reportedly.resolve.timex_context import Context, Reading, unanchored, words_of
from reportedly.resolve.timex_grammar import Hit
from reportedly.resolve.timex_numbers import full_year, read_decade, read_ordinal, read_year
from reportedly.resolve.timex_tokens import MONTHS, SYMBOL, WEEKDAYS

# A bare day of a month is taken as past where that is at most so many days ago, by what the verb says; a writer names
# the year of days farther off.
_PAST_REACH = 270
_NO_CUE_REACH = 240
_FUTURE_REACH = 300
_TURN = 3  # months that a story may skip over New Year without naming the year
_NEXT_MONTH_NEAR = 45  # days until a month that no verb places, for it to be the coming one
_COUNTED = re.compile(r"[a-z]{3,}(?<!ss)(?<!us)(?<!is)s")
_COUNTED_NOUNS = words_of("people men women children personnel police miles km kg dead cattle sheep percent per")
_NOT_COUNTED = words_of("was has is its this his as was olympics elections sales earnings results talks games hearings")
_YEAR_LEADS = words_of(
    "in since of by until till from to and the between before after during through late early mid for or than "
    "around about circa its his their our a as back that than through"
)
_AFTER_ORDINAL = words_of(
    "century floor anniversary birthday parallel district division infantry brigade battalion army"
)
_NUMBERED = words_of(
    "$ £ € ¥ # no flight highway route room about nearly least than resolution article section agenda vision unit model boeing bill"
)
_OLD_YEAR_LEADS = words_of("in since by until till during before after around about circa early late mid year")
_MONTH_LEADS = words_of(
    "in since of by until till from to and between before after during through late early mid for last next this "
    "every each around about on through following or previous"
)


def of_period(period: Period | None, value: str | None = None) -> Reading | None:
    """Give the reading of a whole calendar period, or None where there is no such period."""
    if period is None:
        return None
    return Reading("date", value or period.value, PRECISION[period.grain], period.start, period.end, period=period)


def compared(period: Period | None) -> Reading | None:
    """Give the reading of a period that results are compared with; later words don't lean on it."""
    found = of_period(period)
    return replace(found, period=None) if found else None


def year_now(ctx: Context) -> int | None:
    """Give the year that bare dates lean on."""
    local = ctx.sentence_year()
    if local is not None and ctx.tense() != "future":
        return local
    if ctx.narrative and ctx.explicit_year is not None:
        return ctx.explicit_year
    return ctx.published.year if ctx.published else ctx.explicit_year


def relative_year(word: str, ctx: Context) -> int | None:
    """Give the year that "last", "this", "next" or "that" year is."""
    if word in ("that", "same", "following", "previous"):
        base = ctx.last.start.year if ctx.last else (ctx.published.year if ctx.published else None)
        return None if base is None else base + {"following": 1, "previous": -1}.get(word, 0)
    if ctx.published is None:
        return None
    return ctx.published.year + {"last": -1, "next": 1}.get(word, 0)


def explicit_year(hit: Hit, ctx: Context) -> int | None:
    """Give the year that the expression names itself, as a number or as "last year"."""
    if hit.has("yr") or hit.has("yr2"):
        return read_year(hit.words("yr") or hit.words("yr2"), ctx.published.year if ctx.published else None)
    words = [word for word in hit.words("rel") if word != "the"]
    return relative_year(words[0], ctx) if words else None


def iso_date(hit: Hit, ctx: Context) -> Reading | None:
    """Read ``2016-12-07``, with or without a clock time."""
    shown = hit.word("iso").upper()
    found = day(int(shown[:4]), int(shown[5:7]), int(shown[8:10]))
    if found and len(shown) > 10:
        return Reading("time", shown, "time", found.start, found.end, period=found)
    return of_period(found)


def iso_month(hit: Hit, ctx: Context) -> Reading | None:
    """Read ``2016-12``."""
    shown = hit.word("iso")
    return of_period(month(int(shown[:4]), int(shown[5:7])))


def slash_date(hit: Hit, ctx: Context) -> Reading | None:
    """Read 12/07/2016 in the American order unless that is no date, and 7.12.2016 in the European one."""
    shown = hit.word("slash")
    first, second, third = (int(part) for part in re.split(r"[./]", shown))
    if first > 999:
        return of_period(day(first, second, third))
    number = third if third > 99 else full_year(third, ctx.published.year if ctx.published else None)
    if "." in shown:
        return of_period(day(number, second, first))
    return of_period(day(number, first, second) or day(number, second, first))


def month_day(hit: Hit, ctx: Context) -> Reading | None:
    """Read a day of a month; without a year it is the one that the verb, the weekday or nearness points to."""
    number, which = MONTHS[hit.word("mon")], read_ordinal(hit.words("day"))
    if which is None or not 1 <= which <= 31 or ctx.previous_word() in ("$", "£", "€"):
        return None
    given = explicit_year(hit, ctx)
    if given is not None:
        return of_period(day(given, number, which))
    if day(2000, number, which) is None:
        return None
    weekday = WEEKDAYS.get(hit.word("wd"))
    return bare_day(number, which, weekday, ctx)


def bare_day(number: int, which: int, weekday: int | None, ctx: Context) -> Reading | None:
    """Resolve a month and day without a year."""
    now = year_now(ctx)
    if now is None:
        return unanchored("date", f"XXXX-{number:02d}-{which:02d}", "day")
    if (number, which) == (9, 11) and ctx.next_word().startswith(("attack", "terror", "hijack", "commission")):
        return of_period(day(2001, 9, 11)) if now >= 2001 else of_period(day(now, 9, 11))
    candidates = [found for offset in (-1, 0, 1) if (found := day(now + offset, number, which))]
    if weekday is not None:
        fitting = [found for found in candidates if found.start.isoweekday() == weekday]
        candidates = fitting or candidates
    return of_period(nearest(candidates, ctx))


def _narrated_year(candidates: list[Period], ctx: Context) -> int | None:
    """The year of the story: the one named last, or the next where the calendar has just turned."""
    now, last = year_now(ctx), ctx.last
    if now is None or last is None or last.start.year != now or last.grain not in ("day", "month"):
        return now
    turned = (candidates[0].start.month - last.start.month) % 12
    return now + 1 if candidates[0].start.month < last.start.month and turned <= _TURN else now


def nearest(candidates: list[Period], ctx: Context) -> Period | None:
    """Choose among the same date of several years."""
    if not candidates:
        return None
    local = ctx.sentence_year() if ctx.tense() != "future" else None
    if local is not None or ctx.narrative or ctx.published is None:
        wanted = local if local is not None else _narrated_year(candidates, ctx)
        return next((found for found in candidates if found.start.year == wanted), candidates[0])
    published = ctx.published
    past = [found for found in candidates if found.start <= published]
    future = [found for found in candidates if found.end >= published]
    if not past or not future:
        return (past or future)[-1 if past else 0]
    behind = (published - past[-1].start).days
    reach = {"past": _PAST_REACH, "future": 365 - _FUTURE_REACH}.get(ctx.tense() or "", _NO_CUE_REACH)
    return past[-1] if behind <= reach else future[0]


def weekday_of_month(hit: Hit, ctx: Context) -> Reading | None:
    """Read "Tuesday, the 4th": the nearest such day."""
    which, weekday = read_ordinal(hit.words("day")), WEEKDAYS[hit.word("wd")]
    base = ctx.published
    if base is None or which is None:
        return None
    for offset in sorted(range(-1, 2), key=abs):
        place = base.year * 12 + base.month - 1 + offset
        found = day(place // 12, place % 12 + 1, which)
        if found and found.start.isoweekday() == weekday:
            return of_period(found)
    return None


def day_alone(hit: Hit, ctx: Context) -> Reading | None:
    """Read "on the 28th" by the month that was named last in a story, else as the latest such day up to publication."""
    which = read_ordinal(hit.words("day"))
    if which is None or not hit.word("day")[:1].isdigit() or ctx.next_word() in _AFTER_ORDINAL:
        return None
    story = ctx.last.start if ctx.last is not None and ctx.last.grain in ("day", "month") else None
    base = story or ctx.published
    if base is None:
        return unanchored("date", f"XXXX-XX-{which:02d}", "day")
    back = story is None and which > base.day
    place = base.year * 12 + base.month - 1 - back
    return of_period(day(place // 12, place % 12 + 1, which))


def day_of_month(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 15th of this month"."""
    which = read_ordinal(hit.words("day"))
    if which is None or hit.word("unit") != "month":
        return None
    base = ctx.last.start if hit.word("det") == "the" and ctx.last else ctx.published
    if base is None:
        return unanchored("date", f"XXXX-XX-{which:02d}", "day")
    found = month(base.year, base.month)
    step = {"last": -1, "next": 1}.get(hit.word("det"), 0)
    target = shifted(found, step) if found else None
    return of_period(day(target.start.year, target.start.month, which)) if target else None


def day_range(hit: Hit, ctx: Context) -> Reading | None:
    """Read "11-13 December" as one stretch of days."""
    first, last = read_ordinal(hit.words("day")), read_ordinal(hit.words("day2"))
    number = MONTHS[hit.word("mon")]
    if first is None or last is None or not 1 <= first < last <= 31 or day(2000, number, last) is None:
        return None
    if hit.has("and") and last != first + 1:
        return None
    given = explicit_year(hit, ctx)
    if given is None:
        bare = bare_day(number, last, None, ctx)
        if bare is None or bare.end is None:
            return unanchored("date", f"XXXX-{number:02d}-{first:02d}/XXXX-{number:02d}-{last:02d}", "days")
        given = bare.end.year
    return stretch(day(given, number, first), day(given, number, last))


def stretch(first: Period | None, last: Period | None) -> Reading | None:
    """Give one reading from the start of a period to the end of a later one, valued as an ISO 8601 interval."""
    if first is None or last is None or last.start < first.start:
        return None
    precision = {"day": "days", "month": "months", "year": "years"}[first.grain]
    value = f"{first.value}/{last.value}"
    return Reading("date", value, precision, first.start, last.end, period=last)  # type: ignore[arg-type]


def month_year(hit: Hit, ctx: Context) -> Reading | None:
    """Read a month of a named year."""
    given = explicit_year(hit, ctx)
    number = MONTHS[hit.word("mon")]
    if given is None:
        return unanchored("date", f"XXXX-{number:02d}", "month") if hit.has("rel") else None
    if (
        hit.tokens.words[hit.first] in ("may", "march")
        and hit.symbol(hit.first) == SYMBOL["MONTH_LOW"]
        and ctx.previous_word() not in _MONTH_LEADS
    ):
        return None
    return of_period(month(given, number))


def month_range(hit: Hit, ctx: Context) -> Reading | None:
    """Read "March-May 2016" as one stretch of months."""
    first, last = MONTHS[hit.word("mon")], MONTHS[hit.word("mon2")]
    given = explicit_year(hit, ctx)
    if given is None:
        bare = bare_month(last, ctx)
        if bare is None or bare.start is None:
            return unanchored("date", f"XXXX-{first:02d}/XXXX-{last:02d}", "months")
        given = bare.start.year
    return stretch(month(given - (first > last), first), month(given, last))


def month_bare(hit: Hit, ctx: Context) -> Reading | None:
    """Read a month alone, where it is one: "May" and "March" need a word before them that dates take."""
    number, before = MONTHS[hit.word("mon")], ctx.previous_word()
    if not _is_month(hit, ctx, before):
        return None
    later = ctx.year_of_next_month()
    if later is not None:
        found = read_year([later], ctx.published.year if ctx.published else None)
        return of_period(month(found, number)) if found else None
    return bare_month(number, ctx)


def _is_month(hit: Hit, ctx: Context, before: str) -> bool:
    symbol = hit.symbol(hit.match.start("mon"))
    if symbol == SYMBOL["MONTH_"]:
        return not (ctx.next_word() in ("-", "’") and ctx.next_word(1) not in MONTHS)
    if before == "the" and ctx.next_word() not in ("of", "on", "for", "to", "in") and ctx.next_shown().islower():
        return True
    if before in ("and", "or", "to", "from", "on") and ctx.previous_word(2) not in MONTHS:
        return before == "from" and ctx.next_word() in ("to", "until", "through", "onwards", "on")
    return before in _MONTH_LEADS and not (
        hit.word("mon") in ("may", "march") and ctx.next_word() in ("on", "be", "have")
    )


def bare_month(number: int, ctx: Context) -> Reading | None:
    """Resolve a month without a year."""
    now = year_now(ctx)
    if now is None:
        return unanchored("date", f"XXXX-{number:02d}", "month")
    candidates = [found for offset in (-1, 0, 1) if (found := month(now + offset, number))]
    if ctx.narrative or ctx.published is None or (ctx.sentence_year() is not None and ctx.tense() != "future"):
        return of_period(nearest(candidates, ctx))
    past = [found for found in candidates if found.start <= ctx.published]
    future = [found for found in candidates if found.end >= ctx.published]
    if not past or not future:
        return None
    ahead = (future[0].start - ctx.published).days
    tense = ctx.tense()
    if tense == "future" and (ahead < 270 or ctx.previous_word() in ("by", "until")):
        return of_period(future[0])
    if tense is None and 0 < ahead < _NEXT_MONTH_NEAR:
        return of_period(future[0])
    return of_period(past[-1])


def year_bare(hit: Hit, ctx: Context) -> Reading | None:
    """Read a year alone; a number that counts or measures something is none."""
    words = hit.words("yr")
    found = read_year(words, ctx.published.year if ctx.published else None)
    if found is None:
        return None
    if hit.match.start("yr") > hit.first:
        return of_period(year(found))
    before, after = ctx.previous_word(), ctx.next_word()
    if before in _NUMBERED:
        return None
    if after == "%" or (after == "-" and ctx.glued() and not ctx.shown(ctx.behind + 1).islower()):
        return None
    if before in ("-", "/", ".") and ctx.previous_word(2)[:1].isdigit():
        return None
    if _counts(after, before, ctx):
        return None
    if not 1900 <= found <= 2049 and not (ctx.narrative and 1500 < found < 1900) and before not in _OLD_YEAR_LEADS:
        return None
    return of_period(year(found))


def _counts(after: str, before: str, ctx: Context) -> bool:
    """Whether the number counts what the next word names ("2000 villages"), where no word before makes it a year."""
    if after in _COUNTED_NOUNS:
        return True
    if before in ("in", "since", "its") or not _COUNTED.fullmatch(after):
        return False
    return before in ("during", "until") or (after not in _NOT_COUNTED and ctx.next_shown().islower())


def year_spelt(hit: Hit, ctx: Context) -> Reading | None:
    """Read "nineteen ninety-six"."""
    found = read_year(hit.words("yr"), None)
    if found is None or not 1000 <= found <= 2049 or hit.words("yr")[1] in ("hundred",):
        return None
    if found < 1500 or (found >= 2000 and ctx.previous_word() not in ("in", "since", "by", "of", "until", "year")):
        return None
    return of_period(year(found))


def year_bc(hit: Hit, ctx: Context) -> Reading | None:
    """Read a year before Christ: it has a value, and no dates in the calendar we write."""
    shown = hit.word("yr").replace(",", "")
    if len(shown) > 4:
        return None
    return Reading("date", f"BC{int(shown):04d}", "year", reason="a year before the first of the calendar")


def year_range(hit: Hit, ctx: Context) -> Reading | None:
    """Read "2011-13" or "1914–1918" as one stretch of years."""
    first, last = re.split(r"[-–/]", hit.word("range"))
    start = int(first)
    end = int(last) if len(last) == 4 else start // 100 * 100 + int(last)
    if not 1000 <= start < end <= 2199:
        return None
    return stretch(year(start), year(end))


def decade_name(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 1990s", "the '80s", "the nineties"."""
    found = read_decade(hit.word("dec"), ctx.published.year if ctx.published else None)
    if found is None or (hit.word("dec")[0].isdigit() and found < 1000):
        return None
    if (
        hit.word("dec")[:2].isdigit()
        and not hit.word("dec")[:4].isdigit()
        and ctx.previous_word() in ("his", "her", "their", "my")
    ):
        return None
    return of_period(decade(found))


def century_name(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 20th century"."""
    which = read_ordinal(hit.words("ord"))
    if hit.word("unit") != "century" or which is None:
        return None
    if hit.has("bc"):
        return Reading(
            "date", f"BC{which - 1:02d}", "century", reason="a century before the first year of the calendar"
        )
    return (
        of_period(century((which - 1) * 100))
        if which > 1
        else Reading("date", "00", "century", date(1, 1, 1), date(99, 12, 31))
    )


def nine_eleven(hit: Hit, ctx: Context) -> Reading | None:
    """Read "9/11" as the day of 2001."""
    if hit.word("word") != "9/11" or (ctx.published is not None and ctx.published < date(2001, 9, 11)):
        return None
    return of_period(day(2001, 9, 11))
