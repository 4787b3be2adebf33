"""What a row's cells say: days, a place, tolls, who reported it. What is unknown stays so, with its reason."""

import calendar
import re
from datetime import date, timedelta

from msgspec import Struct

from reportedly.codebooks.countries import country_code
from reportedly.errors import BrokenRow
from reportedly.ingest.coded_mapping import DateGrain, DateRule, PlaceRule, SourceRule, TollRule
from reportedly.ingest.coded_row import RowText
from reportedly.ingest.published import dates_in
from reportedly.schema import DateInterval, DatePrecision, PlaceRef, Span, Toll

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?", re.DOTALL)
_NUMBERED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: \d{1,2}:\d{2}.*)?", re.DOTALL)
_WHOLE = re.compile(r"[+-]?\d+(?:[.,]0{1,2})?")  # 1,000 could be one or a thousand
_EARLIEST_YEAR = 1000
NOWHERE = "latitude 0, longitude 0 is what tables hold for an unknown place"
MOST_TOLL = 100_000_000  # more than any event ever killed: such a number is another thing


class Found(Struct, frozen=True):
    """A value and the words it stands in; without a value, why. ``within`` is what a place lies in, where the row names that too."""

    span: Span
    value: DateInterval | PlaceRef | None
    unresolved: str | None = None
    within: Span | None = None


class Source(Struct, frozen=True):
    """One cited report: its publisher and the words that name it, the day it was published, and its title."""

    name: Span
    published: str | None = None
    title: str | None = None


def when_of(row: RowText, rule: DateRule) -> Found | None:
    """When the row puts its event; None where it says nothing of it.

    Raises BrokenRow where a date is there that can't be read. An end before the start is no interval: it stays unresolved.
    """
    columns = [rule.start, rule.end]
    given = [one for one in columns if one is not None and row.value(one) is not None]
    if not given:
        return None
    days = [_day(str(row.value(one)), one, rule.day_first) for one in given]
    span = row.spans(given)
    if days[0] > days[-1]:
        return Found(span, None, f"the last day, {days[-1]}, lies before the first, {days[0]}")
    grain = rule.grains.get(_code(row.value(rule.grain)))
    first, last = _widened(days[0], days[-1], grain)
    precision: DatePrecision = grain.precision if grain else "day" if first == last else "days"
    value = first.isoformat() if first == last else None
    return Found(span, DateInterval(value=value, start=first.isoformat(), end=last.isoformat(), precision=precision))


def where_of(row: RowText, rule: PlaceRule) -> Found | None:
    """Where the row puts its event: the place's name with its point, or, without either, its country; None where it says nothing.

    Raises BrokenRow where a coordinate is no number or lies outside the globe. 0, 0 is no place, and half a point is none either.
    """
    names = [one for one in rule.name if row.value(one) is not None]
    named = names[0] if names else None
    wider = next((one for one in names[1:] if one != rule.country and row.value(one) != row.value(names[0])), None)
    country = _country(row, rule)
    point, why = _point(row, rule)
    coded = rule.precisions.get(_code(row.value(rule.precision)), rule.otherwise)
    if named is None:
        column = rule.country if rule.country is not None and row.value(rule.country) else None
        if column is None and point is None:
            return None if why is None else Found(row.spans([rule.lat, rule.lon]), None, why)
        if column is None or point is not None:
            span = row.spans([rule.lat, rule.lon]) if point is not None else row.span(str(column))
            name = span.text if column is None else str(row.value(column))
        else:
            span, name = row.span(column), str(row.value(column))
            coded = max(coded, 6)
    else:
        span, name = row.span(named), str(row.value(named))
        if named == rule.country or (country is not None and country_code(name) == country):
            coded = max(coded, 6)
    lat, lon = point if point is not None else (None, None)
    place = PlaceRef(name=" ".join(name.split()), lat=lat, lon=lon, country=country, precision=coded, score=1.0)
    return Found(span, place, why, None if wider is None else row.span(wider))


def toll_of(row: RowText, rule: TollRule) -> tuple[Toll | None, str | None]:
    """How many suffered it, and why a bound was left out; None where the row gives no number, or only zeros that mean untold.

    Raises BrokenRow where a figure is no whole number.
    """
    columns = (rule.low, rule.best, rule.high)
    low, best, high = (_number(row, one) for one in columns)
    given = [number for number in (low, best, high) if number is not None]
    if not given or (rule.zero == "untold" and not any(given)):
        return None, None
    why = None
    if best is None and low is not None and low == high:
        best = low
    if best is not None and low is not None and low > best:
        low, why = None, f"the lowest figure, {low}, is above the best, {best}"
    if best is not None and high is not None and high < best:
        high, why = None, f"the highest figure, {high}, is below the best, {best}"
    if best is None and low is not None and high is not None and high < low:
        low, high, why = None, None, f"the highest figure, {high}, is below the lowest, {low}"
    if low is best is high is None:
        return None, why
    if rule.low is None and rule.high is None:
        low = high = best
    return Toll(what=rule.what, low=low, best=best, high=high, span=row.spans(columns)), why


def sources_of(row: RowText, rule: SourceRule) -> tuple[Source, ...]:
    """The reports that the row cites, in order; a citation that the pattern does not fit is taken whole, as a name."""
    cell = row.value(rule.column)
    if cell is None:
        return ()
    parts = _split(cell, rule.split)
    dates = _aligned(row.value(rule.published), rule.split, len(parts))
    titles = _aligned(row.value(rule.title), rule.split, len(parts))
    found = []
    for (start, end), day, title in zip(parts, dates, titles, strict=True):
        name, published = row.part(rule.column, start, end), iso_day(day) if day else None
        match = re.fullmatch(rule.pattern, name.text, re.DOTALL) if rule.pattern else None
        if match is not None:
            groups = match.groupdict()
            name = row.part(rule.column, start + match.start("publisher"), start + match.end("publisher"))
            published = iso_day(groups.get("published") or "") or published
            title = groups.get("title") or title
        found.append(Source(name, published, " ".join(title.split()) if title else None))
    return tuple(found)


def parts_of(row: RowText, column: str, split: str | None) -> tuple[Span, ...]:
    """The spans of a cell's parts, empty ones left out; the cell itself where ``split`` is None."""
    cell = row.value(column)
    return () if cell is None else tuple(row.part(column, start, end) for start, end in _split(cell, split))


def is_set(value: str | None) -> bool:
    """Whether a flag's cell says yes: 1, 1.0, true, yes, x."""
    return value is not None and value.casefold() in ("1", "1.0", "1,0", "true", "yes", "y", "x")


def iso_day(stated: str) -> str | None:
    """The ISO day of a date that can be read in one way only; None else."""
    try:
        return _day(stated.strip(), "", None).isoformat()
    except BrokenRow:
        return None


def _split(cell: str, split: str | None) -> list[tuple[int, int]]:
    if split is None:
        return [(0, len(cell))]
    places, start = [], 0
    for part in cell.split(split):
        inner = part.strip()
        if inner:
            first = start + part.index(inner)
            places.append((first, first + len(inner)))
        start += len(part) + len(split)
    return places


def _aligned(cell: str | None, split: str | None, number: int) -> list[str | None]:
    """The parts of a column beside those of another; none where they are not as many, since nobody knows which goes with which."""
    parts = [] if cell is None else [cell[start:end] for start, end in _split(cell, split)]
    return list(parts) if len(parts) == number else [None] * number


def _code(value: str | None) -> str:
    """A code as mappings write it: 2 for 2.0."""
    return "" if value is None else value[: value.index(".")] if re.fullmatch(r"\d+\.0+", value) else value


def _day(value: str, column: str, day_first: bool | None) -> date:
    cure = "Write dates as 2031-04-06."
    iso, numbered = _ISO.fullmatch(value), _NUMBERED.fullmatch(value)
    try:
        if iso is not None:
            return _sane(date(int(iso[1]), int(iso[2]), int(iso[3])))
        if numbered is not None:
            one, two, year = (int(number) for number in numbered.groups())
            if day_first is None and one != two and one <= 12 and two <= 12:
                raise BrokenRow(f"{column} {value!r} may be two dates.", "Say day_first: true or false in the mapping.")
            swapped = day_first if day_first is not None else one > 12
            return _sane(date(year, two, one) if swapped else date(year, one, two))
        found = dates_in(value)
        if len(found) == 1 and found[0].value is not None and (found[0].start, found[0].end) == (0, len(value)):
            return _sane(date.fromisoformat(found[0].value))
    except ValueError:
        pass
    raise BrokenRow(f"{column} {value!r} is no date that can be read.", cure)


def _sane(day: date) -> date:
    if day.year < _EARLIEST_YEAR:
        raise ValueError("a year of three digits is a slip")
    return day


def _widened(first: date, last: date, grain: DateGrain | None) -> tuple[date, date]:
    if grain is None or grain.whole is None:
        return first, last
    if grain.whole == "week":
        return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    if grain.whole == "month":
        return first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return date(first.year, 1, 1), date(last.year, 12, 31)


def _country(row: RowText, rule: PlaceRule) -> str | None:
    stated = row.value(rule.country)
    if stated is None:
        return None
    return rule.countries.get(_code(stated)) or country_code(_code(stated))


def _point(row: RowText, rule: PlaceRule) -> tuple[tuple[float, float] | None, str | None]:
    lat, lon = _coordinate(row, rule.lat, 90.0), _coordinate(row, rule.lon, 180.0)
    if lat is None and lon is None:
        return None, None
    if lat is None or lon is None:
        return None, f"only the {'longitude' if lat is None else 'latitude'} is given"
    return (None, NOWHERE) if lat == lon == 0.0 else ((lat, lon), None)


def _coordinate(row: RowText, column: str | None, most: float) -> float | None:
    value = row.value(column)
    if value is None or column is None:
        return None
    cure = "Write WGS 84 degrees, latitude -90 to 90, longitude -180 to 180."
    try:
        number = float(value if "." in value else value.replace(",", "."))
    except ValueError:
        raise BrokenRow(f"{column.removesuffix('?')} {value!r} is not a number.", cure) from None
    if not -most <= number <= most:  # catches NaN too
        raise BrokenRow(f"{column.removesuffix('?')} {value} lies outside the globe.", cure)
    return number


def _number(row: RowText, column: str | None) -> int | None:
    value = row.value(column)
    if value is None or column is None:
        return None
    if not _WHOLE.fullmatch(value):
        raise BrokenRow(f"{column.removesuffix('?')} {value!r} is not a whole number.", "Write 12, or leave it empty.")
    number = int(re.split(r"[.,]", value)[0])
    if not 0 <= number <= MOST_TOLL:
        raise BrokenRow(
            f"{column.removesuffix('?')} {value} is no number of people.", "Leave it empty where it is unknown."
        )
    return number
