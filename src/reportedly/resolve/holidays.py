"""Days that news texts name instead of dating: fixed feasts, movable ones, and the months of the Islamic calendar.

Islamic dates come from the tabular (arithmetic) calendar, which strays from the sighted moon by a day or two; their
periods are widened by a day on both sides and never claim the precision of a day.
"""

from datetime import date, timedelta
from typing import Final

from reportedly.resolve.intervals import Period, day
from reportedly.schema.time import DatePrecision

_FIXED: Final = {
    "christmas": (12, 25), "christmas day": (12, 25), "xmas": (12, 25), "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year's day": (1, 1), "new year's eve": (12, 31), "new year's": (1, 1), "halloween": (10, 31),
    "valentine's day": (2, 14), "independence day": (7, 4), "bastille day": (7, 14), "veterans day": (11, 11),
    "armistice day": (11, 11), "remembrance day": (11, 11), "st patrick's day": (3, 17), "nowruz": (3, 21),
    "may day": (5, 1),
    "international women's day": (3, 8), "women's day": (3, 8), "september 11": (9, 11),
}  # fmt: skip

# Name → month, weekday (Monday 0), which one of the month (-1 the last).
_BY_WEEKDAY: Final = {
    "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4), "labor day": (9, 0, 1), "memorial day": (5, 0, -1),
    "columbus day": (10, 0, 2),
}  # fmt: skip
_FROM_EASTER: Final = {
    "good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1, "palm sunday": -7, "pentecost": 49,
}  # fmt: skip

# Name → month and day of the Islamic year, and how many days.
_ISLAMIC: Final = {
    "ramadan": (9, 1, 30), "eid al-fitr": (10, 1, 3), "eid al-adha": (12, 10, 4), "ashura": (1, 10, 1),
    "arbaeen": (2, 20, 1),
}  # fmt: skip
_ISLAMIC_EPOCH: Final = date(622, 7, 19).toordinal()  # 16 July 622 of the Julian calendar


def _easter(year: int) -> date:
    """Western Easter by the anonymous Gregorian computus."""
    golden, cent, rest = year % 19, year // 100, year % 100
    lunar = (19 * golden + cent - cent // 4 - (cent - (cent + 8) // 25 + 1) // 3 + 15) % 30
    offset = (32 + 2 * (cent % 4) + 2 * (rest // 4) - lunar - rest % 4) % 7
    correction = (golden + 11 * lunar + 22 * offset) // 451
    place = lunar + offset - 7 * correction + 114
    return date(year, place // 31, place % 31 + 1)


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = date(year, month + 1, 1) - timedelta(1)
    return last - timedelta((last.weekday() - weekday) % 7)


def _islamic(year: int, month: int, day_of_month: int) -> date:
    """Day of the tabular Islamic calendar with 11 leap years in 30 (the civil reckoning)."""
    days = day_of_month + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(_ISLAMIC_EPOCH - 1 + days)


def holiday(name: str, year: int) -> tuple[Period, DatePrecision] | None:
    """Give the period of a named day in a Gregorian year, and how fine it may be read; None for a name without rule.

    ``name`` is lower-case with straight apostrophes. An Islamic feast that falls twice in a year gives the first.
    """
    if not 1600 <= year <= 2300:
        return None
    if name in _FIXED:
        found = day(year, *_FIXED[name])
        return (found, "day") if found else None
    if name in _BY_WEEKDAY:
        when = _nth_weekday(year, *_BY_WEEKDAY[name])
        return Period("day", when, when), "day"
    if name in _FROM_EASTER:
        when = _easter(year) + timedelta(_FROM_EASTER[name])
        return Period("day", when, when), "day"
    if name in _ISLAMIC:
        month, first, count = _ISLAMIC[name]
        islamic_year = int((year - 622) * 365.2425 / 354.367)
        for candidate in range(islamic_year - 1, islamic_year + 3):
            start = _islamic(candidate, month, first)
            if start.year == year:
                one = timedelta(1)
                return Period("day", start - one, start + (count - 1) * one + one), "month" if count > 9 else "days"
    return None
