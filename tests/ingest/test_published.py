"""Dates as pages print them."""

import pytest

from reportedly.ingest.published import dates_in, first_published, is_date_line


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("December 07, 2016", "2016-12-07"),
        ("Dec. 7, 2016", "2016-12-07"),
        ("7 December 2016", "2016-12-07"),
        ("7th of December 2016", "2016-12-07"),
        ("Wednesday, 7 Dec 2016 10:45 GMT", "2016-12-07"),
        ("Published: December 7th, 2016 at 4:02 p.m. EST", "2016-12-07"),
        ("2016-12-07", "2016-12-07"),
        ("2016-12-07T10:45:00Z", "2016-12-07"),
        ("2016/12/07", "2016-12-07"),
        ("07.12.2016", "2016-12-07"),
        ("31.01.2017, 12:05", "2017-01-31"),
        ("25/12/2016", "2016-12-25"),
        ("12/25/2016", "2016-12-25"),
        ("7/7/2016", "2016-07-07"),
        ("Posted on Sept 9, 2014 | Updated Sept 10, 2014", "2014-09-09"),
        ("Updated: 10 Sep 2014. First published: 9 Sep 2014", "2014-09-09"),
        ("Last modified on Mon 5 May 2014 09.12 BST", "2014-05-05"),
        ("Wed Dec 7, 2016 6:21am EST", "2016-12-07"),
        ("12/07/2016", None),
    ],
)
def test_date_lines(line: str, date: str | None) -> None:
    assert is_date_line(line)
    assert first_published(dates_in(line)) == date


@pytest.mark.parametrize(
    "line",
    [
        "The raid of December 7, 2016 was the first.",
        "Raqqa, December 7, 2016",
        "December 7",
        "32 December 2016",
        "2016-13-41",
        "Flight 2016-12-071",
        "",
        "10:45 GMT",
    ],
)
def test_other_lines(line: str) -> None:
    assert not is_date_line(line)


def test_a_date_says_where_it_stands() -> None:
    line = "By Ann Lee December 07, 2016 and later"
    found = dates_in(line)[0]
    assert line[found.start : found.end] == "December 07, 2016"


def test_impossible_dates_are_left_out() -> None:
    assert dates_in("February 30, 2016") == []
    assert dates_in("45/45/2016") == []
