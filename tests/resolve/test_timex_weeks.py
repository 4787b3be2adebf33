"""Weeks by number or by a day in them, and dates as tables and lower-cased texts write them. Every sentence is our own invention."""

from datetime import date

import pytest

from reportedly.resolve.dates import find_times
from reportedly.resolve.timex_weeks import iso_week

PUBLISHED = date(2016, 12, 7)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "words", "value", "first", "last"),
    [
        ("The depot was emptied in week 31 of 2015.", "week 31 of 2015", "2015-W31", "2015-07-27", "2015-08-02"),
        (
            "The depot was emptied in week 27 of last year.",
            "week 27 of last year",
            "2015-W27",
            "2015-06-29",
            "2015-07-05",
        ),
        ("The depot was emptied in week 40.", "week 40", "2016-W40", "2016-10-03", "2016-10-09"),
        ("They met in the week of November 15.", "the week of November 15", "2016-W46", "2016-11-14", "2016-11-20"),
        (
            "They met in the week starting 4 April 2016.",
            "the week starting 4 April 2016",
            "2016-W14",
            "2016-04-04",
            "2016-04-10",
        ),
        ("They will meet next week on Tuesday.", "next week on Tuesday", "2016-12-13", "2016-12-13", "2016-12-13"),
        (
            "They met in the second week of May 2015.",
            "the second week of May 2015",
            "2015-05",
            "2015-05-08",
            "2015-05-14",
        ),
        (
            "They met in the fifth week of May 2015.",
            "the fifth week of May 2015",
            "2015-05",
            "2015-05-29",
            "2015-05-31",
        ),
        ("They met in the third week of 2015.", "the third week of 2015", "2015-W03", "2015-01-12", "2015-01-18"),
        ("He was freed on 04th Jan 2015.", "04th Jan 2015", "2015-01-04", "2015-01-04", "2015-01-04"),
        ("bogota, 14 nov 89 -- a bomb went off.", "14 nov 89", "1989-11-14", "1989-11-14", "1989-11-14"),
        ("The list is dated Sep-23-2015.", "Sep-23-2015", "2015-09-23", "2015-09-23", "2015-09-23"),
        ("The list is dated 2015/Sep/23.", "2015/Sep/23", "2015-09-23", "2015-09-23", "2015-09-23"),
        (
            "They came on the 15th day of June 2015.",
            "the 15th day of June 2015",
            "2015-06-15",
            "2015-06-15",
            "2015-06-15",
        ),
        ("It will rain over the next five days.", "the next five days", "P5D", "2016-12-08", "2016-12-12"),
        ("It rained over the past fortnight.", "the past fortnight", "P2W", "2016-11-23", "2016-12-07"),
    ],
)
def test_expressions_and_their_days(text: str, words: str, value: str, first: str, last: str) -> None:
    (found,) = find_times(text, PUBLISHED)
    assert text[found.start : found.end] == words
    assert (found.interval.value, found.interval.start, found.interval.end) == (value, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "The Hawks lost their quarterback in Week 3.",
        "She fell ill in week 12 of the trial.",
        "He sold jan and dec tools.",
        "Week 54 does not exist, nor does week 60.",
    ],
)
def test_what_is_no_week_and_no_month(text: str) -> None:
    assert find_times(text, PUBLISHED) == []


def test_without_publication_a_week_keeps_its_number() -> None:
    (found,) = find_times("The depot was emptied in week 40.", None)
    assert found.interval.value == "XXXX-W40" and found.interval.start is None and found.unresolved


def test_a_year_has_52_weeks_or_53() -> None:
    assert iso_week(2015, 53) is not None
    assert iso_week(2016, 53) is None
