"""The meaning of weeks that are counted or told by a day in them: "week 31", "the week of April 10", "the second week of May"."""

from datetime import date, timedelta

from reportedly.resolve.intervals import Period, containing, day, month, move_days
from reportedly.resolve.timex_context import Context, Reading, unanchored
from reportedly.resolve.timex_grammar import Hit
from reportedly.resolve.timex_numbers import read_ordinal
from reportedly.resolve.timex_relative import step_of
from reportedly.resolve.timex_tokens import MONTHS, WEEKDAYS
from reportedly.resolve.timex_values import bare_day, explicit_year, month_day, of_period

_LAST_WEEK_OF = 53
_OF_WEEKS = (1, 5)  # the weeks that a month has


def iso_week(year: int, number: int) -> Period | None:
    """Give a week of a year by its number (ISO 8601), or None where the year has no such week."""
    try:
        first = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return containing("week", first)


def week_number(hit: Hit, ctx: Context) -> Reading | None:
    """Read "week 31" of the year of publication, "week 3 of 2027", "week 27 of last year".

    A number that a competition or a treatment counts its weeks by ("Week 3", "week 12 of the trial") is none.
    """
    number = int(hit.word("num"))
    if hit.word("unit") != "week" or not 1 <= number <= _LAST_WEEK_OF:
        return None
    given = explicit_year(hit, ctx)
    if given is None:
        if ctx.is_title(hit.match.start("unit")) or ctx.next_word() in ("of", "-", "to"):
            return None
        if ctx.published is None:
            return unanchored("date", f"XXXX-W{number:02d}", "week")
        given = ctx.published.year
    return of_period(iso_week(given, number))


def week_of_day(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the week of April 10", "the week beginning 4 February": the seven days, or the ISO week that holds the day."""
    which, number = read_ordinal(hit.words("day")), MONTHS[hit.word("mon")]
    if which is None or hit.word("unit") != "week":
        return None
    given = explicit_year(hit, ctx)
    named = day(given, number, which) if given is not None else None
    found = of_period(named) if given is not None else bare_day(number, which, None, ctx)
    if found is None or found.start is None:
        return unanchored("date", None, "week") if ctx.published is None else None
    return of_period(containing("week", found.start))


def weekday_of_week(hit: Hit, ctx: Context) -> Reading | None:
    """Read "next week on Tuesday", "last week Monday": that day of the ISO week."""
    if hit.word("unit") != "week" or ctx.published is None:
        return None
    step = step_of(hit.words("rel")[-1])
    target = move_days(ctx.published, WEEKDAYS[hit.word("wd")] - ctx.published.isoweekday() + 7 * step)
    return of_period(Period("day", target, target)) if target else None


def nth_day(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the 15th day of June"."""
    return month_day(hit, ctx) if hit.word("unit") == "day" else None


def nth_week(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the second week of May" as the days 8 to 14, "the third week of 2018" as the ISO week of that number."""
    which = read_ordinal(hit.words("ord"))
    if which is None or hit.word("unit") != "week":
        return None
    given = explicit_year(hit, ctx)
    if not hit.has("mon"):
        return of_period(iso_week(given, which)) if given is not None else None
    if not _OF_WEEKS[0] <= which <= _OF_WEEKS[1]:
        return None
    number = MONTHS[hit.word("mon")]
    if given is None:
        middle = bare_day(number, min(7 * which - 3, 28), None, ctx)
        if middle is None or middle.start is None:
            return unanchored("date", f"XXXX-{number:02d}", "days")
        given = middle.start.year
    whole = month(given, number)
    if whole is None:
        return None
    start = whole.start + timedelta(7 * (which - 1))
    if start > whole.end:
        return None
    end = min(start + timedelta(6), whole.end)
    return Reading("date", whole.value, "days", start, end, period=whole)
