"""Calendar periods and named days, held against dates one can look up."""

from datetime import date, timedelta

import pytest

from reportedly.resolve import intervals
from reportedly.resolve.holidays import holiday


@pytest.mark.parametrize(
    ("grain", "value", "start", "end"),
    [
        ("day", "2016-12-07", date(2016, 12, 7), date(2016, 12, 7)),
        ("week", "2016-W49", date(2016, 12, 5), date(2016, 12, 11)),
        ("weekend", "2016-W49-WE", date(2016, 12, 10), date(2016, 12, 11)),
        ("month", "2016-12", date(2016, 12, 1), date(2016, 12, 31)),
        ("quarter", "2016-Q4", date(2016, 10, 1), date(2016, 12, 31)),
        ("half", "2016-H2", date(2016, 7, 1), date(2016, 12, 31)),
        ("season", "2016-WI", date(2016, 12, 1), date(2017, 2, 28)),
        ("year", "2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("decade", "201", date(2010, 1, 1), date(2019, 12, 31)),
        ("century", "20", date(2000, 1, 1), date(2099, 12, 31)),
    ],
)
def test_the_period_that_holds_a_day(grain: intervals.Grain, value: str, start: date, end: date) -> None:
    period = intervals.containing(grain, date(2016, 12, 7))
    assert period is not None
    assert (period.value, period.start, period.end) == (value, start, end)


@pytest.mark.parametrize("grain", list(intervals.PRECISION))
def test_the_next_period_begins_where_this_one_ends(grain: intervals.Grain) -> None:
    this = intervals.containing(grain, date(2016, 12, 7))
    assert this is not None
    after, before = intervals.shifted(this, 1), intervals.shifted(this, -1)
    assert after is not None and before is not None
    gap = timedelta(6) if grain == "weekend" else timedelta(1)
    assert after.start - this.end == gap == this.start - before.end


def test_no_such_day_is_none() -> None:
    assert intervals.day(2015, 2, 29) is None
    assert intervals.day(2015, 13, 1) is None
    assert intervals.month(0, 1) is None
    assert intervals.move(date(9000, 1, 1), "century", 50) is None
    assert intervals.move(date(2016, 1, 1), "minute", 5) is None


def test_a_month_moved_from_its_last_day_stays_in_the_month() -> None:
    assert intervals.move(date(2016, 3, 31), "month", -1) == date(2016, 2, 29)


@pytest.mark.parametrize("grain", list(intervals.PRECISION))
def test_the_parts_of_a_period_cover_it_in_order(grain: intervals.Grain) -> None:
    period = intervals.containing(grain, date(2016, 12, 10))
    assert period is not None
    early, mid, late = (intervals.part_of(period, part) for part in ("early", "mid", "late"))
    assert period.start == early[0] <= early[1]
    assert early[1] <= mid[1] <= late[1] == period.end
    assert all(part[0] <= part[1] for part in (early, mid, late))


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("easter", date(2016, 3, 27)),
        ("easter", date(2024, 3, 31)),
        ("easter", date(2038, 4, 25)),
        ("good friday", date(2016, 3, 25)),
        ("thanksgiving", date(2016, 11, 24)),
        ("memorial day", date(2016, 5, 30)),
        ("labor day", date(2016, 9, 5)),
    ],
)
def test_movable_feasts_fall_on_their_day(name: str, day: date) -> None:
    found = holiday(name, day.year)
    assert found is not None
    assert (found[0].start, found[1]) == (day, "day")


# First days as they were kept in Saudi Arabia.
@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("ramadan", date(2016, 6, 6)),
        ("ramadan", date(2024, 3, 11)),
        ("eid al-fitr", date(2016, 7, 6)),
        ("eid al-adha", date(2016, 9, 12)),
        ("eid al-adha", date(2023, 6, 28)),
        ("ashura", date(2016, 10, 11)),
    ],
)
def test_islamic_feasts_hold_the_day_they_were_kept(name: str, day: date) -> None:
    found = holiday(name, day.year)
    assert found is not None
    assert found[0].start <= day <= found[0].end
    assert found[1] != "day"


def test_a_day_without_a_rule_is_none() -> None:
    assert holiday("the feast of fools", 2016) is None
    assert holiday("christmas", 900) is None
