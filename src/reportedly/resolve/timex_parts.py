"""The meaning of named parts of the year: seasons, halves, quarters, fiscal years, feasts."""

from datetime import date

from reportedly.resolve.holidays import holiday as named_day
from reportedly.resolve.intervals import Period, decade, half, move_days, quarter, season, shifted, year
from reportedly.resolve.timex_context import Context, Reading, unanchored
from reportedly.resolve.timex_grammar import Hit
from reportedly.resolve.timex_numbers import full_year, read_decade, read_ordinal, read_year
from reportedly.resolve.timex_tokens import SEASONS
from reportedly.resolve.timex_values import explicit_year, nearest, of_period, relative_year, year_now


def fiscal_year(hit: Hit, ctx: Context) -> Reading | None:
    """Read "fiscal 2016" or "FY16" as the year it is named after; where it begins the words don't say."""
    now = ctx.published.year if ctx.published else None
    if hit.has("fy"):
        digits = hit.word("fy").lstrip("fy'’")
        return of_period(year(int(digits) if len(digits) == 4 else full_year(int(digits), now)))
    words = hit.words("yr")
    found = full_year(int(words[0]), now) if words[0].isdigit() and len(words[0]) < 3 else read_year(words, now)
    return of_period(year(found)) if found else None


def season_name(hit: Hit, ctx: Context) -> Reading | None:
    """Read a season of the north, with its year or the one that fits."""
    code, words = SEASONS[hit.word("sea")], [word for word in hit.words("rel") if word != "the"]
    given = explicit_year(hit, ctx) if hit.has("yr") else None
    if len(hit.word("yr")) > 4 and hit.word("yr")[:4].isdigit():
        given = int(hit.word("yr")[:4])
    if hit.has("rely"):
        given = relative_year(hit.word("rely"), ctx)
    if given is not None:
        return of_period(season(given, code))
    if (
        not words
        and hit.word("sea") in ("fall", "spring")
        and ctx.next_word()
        in (
            "of",
            "in",
            "to",
            "from",
            "back",
            "into",
            "out",
            "short",
            "for",
        )
    ):
        return None
    if (
        not words
        and hit.word("sea") in ("fall", "spring")
        and ctx.previous_word() not in ("in", "early", "late", "mid", "-", "during")
    ):
        return None
    base = ctx.published
    if ctx.narrative and ctx.last is not None:
        base = ctx.last.start
    if base is None:
        return unanchored("date", f"XXXX-{code}", "season")
    candidates = [found for offset in (-2, -1, 0, 1) if (found := season(base.year + offset, code))]
    return of_period(_seasonal(words[-1] if words else "", candidates, base, ctx))


def _seasonal(word: str, candidates: list[Period], base: date, ctx: Context) -> Period | None:
    past = [found for found in candidates if found.end < base]
    ahead = [found for found in candidates if found.start > base]
    begun = [found for found in candidates if found.start <= base]
    if word in ("last", "previous"):
        return past[-1] if past else None
    if word in ("next", "following", "coming"):
        return ahead[0] if ahead else None
    if word == "this":
        current = [found for found in candidates if found.start.year == base.year]
        return current[0] if current else None
    if ctx.tense() == "future" and ahead:
        return ahead[0]
    return begun[-1] if begun else None


def half_name(hit: Hit, ctx: Context) -> Reading | None:
    """Read "the first half of 2016" or "the last half of the '80s"."""
    if hit.has("ht"):
        which = int(next(letter for letter in hit.word("ht") if letter.isdigit()))
        return of_period(half(int(hit.word("yr")), which))
    which = 1 if hit.word("ord") == "first" else 2
    if hit.word("ord") not in ("first", "second", "last", "latter", "late"):
        return None
    if hit.has("dec"):
        found = read_decade(hit.words("dec")[-1], ctx.published.year if ctx.published else None)
        ten = decade(found) if found else None
        if ten is None:
            return None
        middle = date(ten.start.year + 5, 1, 1)
        start, end = (ten.start, move_days(middle, -1)) if which == 1 else (middle, ten.end)
        return Reading("date", ten.value, "years", start, end, period=ten)
    given = explicit_year(hit, ctx)
    if given is None:
        if (
            not hit.has("rel")
            and ctx.previous_word() not in ("in", "for", "during", "of")
            and hit.tokens.words[hit.first] != "the"
        ):
            return None
        if ctx.next_word() in ("of", "-") or ctx.published is None:
            return None
        given = ctx.published.year
    return of_period(half(given, which))


def quarter_name(hit: Hit, ctx: Context) -> Reading | None:
    """Read a quarter; without a year, the last begun by publication, or the next where the verb looks ahead."""
    which = int(next(x for x in hit.word("qt") if x.isdigit())) if hit.has("qt") else read_ordinal(hit.words("ord"))
    if which is None or not 1 <= which <= 4 or ctx.next_word() in ("century", "mile", "miles"):
        return None
    words = hit.words("rel")
    if words[:1] == ["year"]:
        found = _recent_quarter(which, ctx)
        return of_period(shifted(found, -4)) if found else None
    given = _quarter_year(hit, ctx)
    if given is not None:
        return of_period(quarter(given, which))
    found = _recent_quarter(which, ctx)
    if found is None:
        return unanchored("date", f"XXXX-Q{which}", "quarter")
    return of_period(found)


def _quarter_year(hit: Hit, ctx: Context) -> int | None:
    words = hit.words("yr")
    if words and words[0].startswith("fy"):
        digits = words[0].lstrip("fy'’")
        return int(digits) if len(digits) == 4 else full_year(int(digits), None)
    return explicit_year(hit, ctx)


def _recent_quarter(which: int, ctx: Context) -> Period | None:
    if ctx.published is None:
        return quarter(ctx.explicit_year, which) if ctx.explicit_year else None
    base = ctx.published
    this_year = quarter(base.year, which)
    if this_year is None:
        return None
    if this_year.start <= base:
        return this_year
    ahead = (this_year.start - base).days
    return this_year if ctx.tense() == "future" or ahead < 45 else shifted(this_year, -4)


def holiday_name(hit: Hit, ctx: Context) -> Reading | None:
    """Read a feast by name; Islamic ones are computed and a day wider on both sides."""
    name = " ".join(hit.words("name")).replace("’", "'").replace(" 's", "'s").replace("st . ", "st ")
    name = name.replace(" - ", "-").replace("eid al fitr", "eid al-fitr").replace("eid ul-", "eid al-")
    name = {"ramadhan": "ramadan", "ramazan": "ramadan", "nawruz": "nowruz", "labour day": "labor day"}.get(name, name)
    if name == "eid":
        return Reading("date", None, "unknown", reason="'Eid' alone may be either of two feasts")
    known = named_day(name, 2000)
    if known is None:
        return None
    if ctx.published is None and not hit.has("yr") and ctx.explicit_year is None:
        return unanchored("date", None, known[1])
    given = int(hit.word("yr")) if hit.has("yr") else None
    years = [given] if given else [(year_now(ctx) or 0) + offset for offset in (-1, 0, 1)]
    found = [(entry[0], entry[1]) for number in years if (entry := named_day(name, number))]
    chosen = nearest([period for period, _ in found], ctx) if not given else found[0][0] if found else None
    if chosen is None:
        return None
    if chosen.start == chosen.end:
        return of_period(chosen)
    return Reading("date", f"{chosen.start}/{chosen.end}", known[1], chosen.start, chosen.end)
