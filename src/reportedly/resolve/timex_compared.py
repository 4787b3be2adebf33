"""The meaning of periods that business news compares: "the latest quarter", "a year earlier", "year-end"."""

from reportedly.resolve.intervals import containing, day, quarter, shifted, year
from reportedly.resolve.timex_context import Context, Reading, unanchored
from reportedly.resolve.timex_grammar import Hit
from reportedly.resolve.timex_numbers import read_year
from reportedly.resolve.timex_relative import current, step_of
from reportedly.resolve.timex_values import compared, of_period


def year_earlier(hit: Hit, ctx: Context) -> Reading | None:
    """Read "a year earlier", "the year-ago quarter": the text's last quarter a year before, else last year."""
    if ctx.last_quarter is not None:
        return compared(shifted(ctx.last_quarter, -4))
    if hit.word("unit") == "quarter" and ctx.published is not None:
        found = containing("quarter", ctx.published)
        return compared(shifted(found, -5)) if found else None
    if ctx.published is None:
        return unanchored("date", None, "year")
    return compared(year(ctx.published.year - 1))


def last_quarter(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the latest quarter", "the quarter", "the 1988 period" by the quarter that the text named last."""
    words = [word for word in hit.words("rel") if word not in ("most", "the")]
    unit, known = hit.word("unit"), ctx.last_quarter
    if hit.has("yr"):
        given = read_year(hit.words("yr"), None)
        if given is None:
            return None
        if known is None:
            return of_period(year(given))
        return compared(quarter(given, (known.start.month + 2) // 3))
    if len(hit.words("rel")) > 1 and "year" in hit.words("rel"):
        step = {"last": -4, "next": 4}.get(hit.words("rel")[0], 0)
        if known is not None:
            return compared(shifted(known, step))
        return compared(year(ctx.published.year + step // 4)) if ctx.published else None
    word = words[0] if words else "the"
    if unit == "period" and word not in ("latest", "recent"):
        return None
    if (
        hit.tokens.words[hit.first] == "the"
        and not words
        and (known is None or ctx.next_word() in ("of", "finals", "final"))
    ):
        return None
    if hit.match.end("unit") < hit.behind and known is not None:
        return compared(shifted(known, -4))
    if known is not None and word in ("latest", "the", "same", "that", "recent"):
        return of_period(known)
    if ctx.published is None:
        return unanchored("date", None, "quarter")
    now = containing("quarter", ctx.published)
    step = (
        -1 if word in ("latest", "last", "previous", "recent") else 1 if word in ("next", "following", "coming") else 0
    )
    target = shifted(now, step) if now else None
    return current(target, ctx) if target else None


def year_end(hit: Hit, ctx: Context) -> Reading | None:
    """Read "year-end" as the last day of the year."""
    if hit.has("yr"):
        return of_period(day(int(hit.word("yr")), 12, 31))
    if ctx.published is None:
        return unanchored("date", "XXXX-12-31", "day")
    step = -1 if ctx.previous_word() in ("since", "from", "at") else 0
    return of_period(day(ctx.published.year + step, 12, 31))


def fiscal_this(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the fiscal year", "the full year", "the current year" as the year of publication, or one beside it."""
    if ctx.published is None:
        return unanchored("date", None, "year")
    words = hit.words("rel") or hit.words("det")
    word = words[-1]
    if word in ("previous", "following") and ctx.last is not None:
        return of_period(year(ctx.last.start.year + step_of(word)))
    return of_period(year(ctx.published.year + step_of(word)))
