"""Calendar periods (a day, an ISO week, a season): their first and last day, TIMEX3 value, and neighbours."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from reportedly.schema.time import DatePrecision

Grain = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]
Part = Literal["early", "mid", "late"]

PRECISION: Final[dict[Grain, DatePrecision]] = {
    "day": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter", "half": "part-of-year",
    "season": "season", "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip
_PART_PRECISION: Final[dict[Grain, DatePrecision]] = {
    "day": "day", "week": "days", "weekend": "days", "month": "part-of-month", "quarter": "months", "half": "months",
    "season": "months", "year": "part-of-year", "decade": "years", "century": "years",
}  # fmt: skip

# Meteorological seasons of the northern hemisphere: code → first month. Winter carries the year of its December.
SEASON_START: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS_OF: Final[dict[str, int]] = {
    "month": 1,
    "quarter": 3,
    "season": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
_FIRST_YEAR: Final = 1
_LAST_YEAR: Final = 9998


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar period: ``start`` and ``end`` are both inside it."""

    grain: Grain
    start: date
    end: date

    @property
    def value(self) -> str:
        """The period as a TIMEX3 value: ``2016-12-07``, ``2016-W49``, ``2016-SU``, ``199`` for a decade."""
        year = f"{self.start.year:04d}"
        match self.grain:
            case "day":
                return self.start.isoformat()
            case "week" | "weekend":
                iso = self.start.isocalendar()
                return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if self.grain == "weekend" else "")
            case "month":
                return f"{year}-{self.start.month:02d}"
            case "quarter":
                return f"{year}-Q{(self.start.month + 2) // 3}"
            case "half":
                return f"{year}-H{1 if self.start.month < 7 else 2}"
            case "season":
                code = next(code for code, month in SEASON_START.items() if month == self.start.month)
                return f"{year}-{code}"
            case "year":
                return year
            case "decade":
                return year[:3]
            case "century":
                return year[:2]


def day(year: int, month: int, number: int) -> Period | None:
    """Give the day, or None where the calendar has no such day."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= month <= 12:
        return None
    if not 1 <= number <= calendar.monthrange(year, month)[1]:
        return None
    found = date(year, month, number)
    return Period("day", found, found)


def months(grain: Grain, year: int, month: int) -> Period | None:
    """Give the period of whole months that begins with ``month`` of ``year``, or None outside years 1 to 9998."""
    last = year * 12 + month - 1 + _MONTHS_OF[grain] - 1
    if year < _FIRST_YEAR or last // 12 > _LAST_YEAR:
        return None
    end_year, end_month = last // 12, last % 12 + 1
    return Period(grain, date(year, month, 1), date(end_year, end_month, calendar.monthrange(end_year, end_month)[1]))


def month(year: int, number: int) -> Period | None:
    """Give a month."""
    return months("month", year, number)


def year(number: int) -> Period | None:
    """Give a year."""
    return months("year", number, 1)


def quarter(number: int, which: int) -> Period | None:
    """Give a quarter (1 to 4) of the calendar year."""
    return months("quarter", number, 3 * which - 2)


def half(number: int, which: int) -> Period | None:
    """Give a half (1 or 2) of the calendar year."""
    return months("half", number, 6 * which - 5)


def season(number: int, code: str) -> Period | None:
    """Give a northern season by its TIMEX3 code; the winter of a year begins in that year's December."""
    return months("season", number, SEASON_START[code])


def decade(first_year: int) -> Period | None:
    """Give the ten years from ``first_year`` on."""
    return months("decade", first_year, 1)


def century(first_year: int) -> Period | None:
    """Give the hundred years from ``first_year`` (1900 for the 20th century, as TIMEX3's ``19`` reads)."""
    return months("century", first_year, 1)


def containing(grain: Grain, when: date) -> Period | None:
    """Give the period of that grain that holds ``when``; a weekend is that of the ISO week."""
    match grain:
        case "day":
            return Period("day", when, when)
        case "week":
            return _days_of("week", move_days(when, -when.weekday()), 6)
        case "weekend":
            return _days_of("weekend", move_days(when, 5 - when.weekday()), 1)
        case "month":
            return month(when.year, when.month)
        case "quarter":
            return quarter(when.year, (when.month + 2) // 3)
        case "half":
            return half(when.year, 1 if when.month < 7 else 2)
        case "season":
            first = when.month // 3 * 3 or 12
            return months("season", when.year - (when.month < 3), first)
        case "year":
            return year(when.year)
        case "decade":
            return decade(when.year // 10 * 10)
        case "century":
            return century(when.year // 100 * 100)


def _days_of(grain: Grain, first: date | None, more: int) -> Period | None:
    end = move_days(first, more) if first else None
    return Period(grain, first, end) if first and end else None


def move_days(when: date, count: int) -> date | None:
    """Move by days, or give None beyond the calendar."""
    target = when.toordinal() + count
    return date.fromordinal(target) if 1 <= target <= date(_LAST_YEAR, 12, 31).toordinal() else None


def move_months(when: date, count: int) -> date | None:
    """Move by months, to the last day of a shorter month; None beyond the calendar."""
    place = when.year * 12 + when.month - 1 + count
    target_year, target_month = place // 12, place % 12 + 1
    if not _FIRST_YEAR <= target_year <= _LAST_YEAR:
        return None
    return date(target_year, target_month, min(when.day, calendar.monthrange(target_year, target_month)[1]))


def move(when: date, unit: str, count: int) -> date | None:
    """Move by a number of units ("day" to "century"), or give None beyond the calendar or for a shorter unit."""
    if unit in ("day", "night"):
        return move_days(when, count)
    if unit in ("week", "weekend", "fortnight"):
        return move_days(when, count * (14 if unit == "fortnight" else 7))
    if unit in _MONTHS_OF:
        return move_months(when, count * _MONTHS_OF[unit])
    return None


def shifted(period: Period, count: int) -> Period | None:
    """Give the period of the same grain ``count`` places later (earlier where negative)."""
    if period.grain in ("day", "week", "weekend"):
        step = count if period.grain == "day" else 7 * count
        start, end = move_days(period.start, step), move_days(period.end, step)
        return Period(period.grain, start, end) if start and end else None
    start = move_months(period.start, count * _MONTHS_OF[period.grain])
    return months(period.grain, start.year, start.month) if start else None


def part_of(period: Period, part: Part) -> tuple[date, date, DatePrecision]:
    """Narrow a period to its early, middle or late third; a month is cut after its 10th and its 20th day."""
    precision = _PART_PRECISION[period.grain]
    if period.grain == "day":
        return period.start, period.end, precision
    if period.grain == "month":
        tenth, twentieth = period.start + timedelta(9), period.start + timedelta(19)
    elif period.grain == "year":
        tenth, twentieth = date(period.start.year, 4, 30), date(period.start.year, 8, 31)
    elif period.grain in ("decade", "century"):
        years = 10 if period.grain == "decade" else 100
        first = period.start.year
        tenth, twentieth = date(first + years * 3 // 10, 12, 31), date(first + years * 6 // 10, 12, 31)
    else:
        third = ((period.end - period.start).days + 1) // 3
        tenth, twentieth = period.start + timedelta(max(third - 1, 0)), period.end - timedelta(third)
        if period.grain == "weekend":
            tenth, twentieth = period.start, period.start
    match part:
        case "early":
            return period.start, tenth, precision
        case "mid":
            return min(tenth + timedelta(1), twentieth), twentieth, precision
        case "late":
            return twentieth + timedelta(1), period.end, precision
