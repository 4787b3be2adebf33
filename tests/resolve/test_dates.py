"""Time expressions: found, normalised, dated. Every sentence here is our own invention."""

from datetime import date
from itertools import pairwise

import pytest

from reportedly.resolve.dates import FoundTime, find_times

PUBLISHED = date(2016, 12, 7)  # a Wednesday


def times(text: str, published: date | None = PUBLISHED) -> list[FoundTime]:
    found = find_times(text, published)
    for before, after in pairwise(found):
        assert before.end <= after.start
    return found


def shown(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str | None, str | None, str | None]]:
    return [
        (text[time.start : time.end], time.interval.value, time.interval.start, time.interval.end)
        for time in times(text, published)
    ]


# sentence, expression, TIMEX3 value, first day, last day
DATED = [
    ("The convoy left on 7 December 2016.", "7 December 2016", "2016-12-07", "2016-12-07", "2016-12-07"),
    ("The convoy left on December 7, 2016.", "December 7, 2016", "2016-12-07", "2016-12-07", "2016-12-07"),
    ("The convoy left on 2016-12-03.", "2016-12-03", "2016-12-03", "2016-12-03", "2016-12-03"),
    ("The truce was signed on Nov. 15.", "Nov. 15", "2016-11-15", "2016-11-15", "2016-11-15"),
    ("Talks will open on Dec. 15 in Geneva.", "Dec. 15", "2016-12-15", "2016-12-15", "2016-12-15"),
    ("Talks will open on Jan. 15 in Geneva.", "Jan. 15", "2017-01-15", "2017-01-15", "2017-01-15"),
    (
        "Shelling lasted through 11-13 Nov. 2016.",
        "11-13 Nov. 2016",
        "2016-11-11/2016-11-13",
        "2016-11-11",
        "2016-11-13",
    ),
    ("It burned on the third of May 2015.", "the third of May 2015", "2015-05-03", "2015-05-03", "2015-05-03"),
    ("They met on Saturday, November 26.", "Saturday, November 26", "2016-11-26", "2016-11-26", "2016-11-26"),
    ("They met on 11/26/2016 at the border.", "11/26/2016", "2016-11-26", "2016-11-26", "2016-11-26"),
    ("They met on 26.11.2016 at the border.", "26.11.2016", "2016-11-26", "2016-11-26", "2016-11-26"),
    ("The group broke ties in July.", "July", "2016-07", "2016-07-01", "2016-07-31"),
    ("The siege began in October 2014.", "October 2014", "2014-10", "2014-10-01", "2014-10-31"),
    ("The siege began in February of 2012.", "February of 2012", "2012-02", "2012-02-01", "2012-02-29"),
    ("He was killed in late August.", "late August", "2016-08", "2016-08-21", "2016-08-31"),
    ("He fled in early 2015.", "early 2015", "2015", "2015-01-01", "2015-04-30"),
    ("He fled in mid-June.", "mid-June", "2016-06", "2016-06-11", "2016-06-20"),
    ("It was built in the 1990s.", "the 1990s", "199", "1990-01-01", "1999-12-31"),
    ("It was built in the early 1980s.", "the early 1980s", "198", "1980-01-01", "1983-12-31"),
    ("War broke out in 2011.", "2011", "2011", "2011-01-01", "2011-12-31"),
    ("They have fought since 2011.", "2011", "2011", "2011-01-01", "2011-12-31"),
    ("Aid was cut in FY 2012.", "FY 2012", "2012", "2012-01-01", "2012-12-31"),
    ("Exports fell in the third quarter.", "the third quarter", "2016-Q3", "2016-07-01", "2016-09-30"),
    ("Exports fell in Q2 2015.", "Q2 2015", "2015-Q2", "2015-04-01", "2015-06-30"),
    ("Exports fell in the first half of 2015.", "the first half of 2015", "2015-H1", "2015-01-01", "2015-06-30"),
    ("The town fell last summer.", "last summer", "2016-SU", "2016-06-01", "2016-08-31"),
    ("The town fell in the summer of 2014.", "the summer of 2014", "2014-SU", "2014-06-01", "2014-08-31"),
    ("The town fell last October.", "last October", "2016-10", "2016-10-01", "2016-10-31"),
    ("Voting will be held next month.", "next month", "2017-01", "2017-01-01", "2017-01-31"),
    ("The front named a spokesman this week.", "this week", "2016-W49", "2016-12-05", "2016-12-07"),
    ("The court will rule later this week.", "later this week", "2016-W49", "2016-12-07", "2016-12-11"),
    ("Two men fled in recent days.", "recent days", "PAST_REF", "2016-11-30", "2016-12-07"),
    ("Two men fled two days ago.", "two days ago", "2016-12-05", "2016-12-05", "2016-12-05"),
    ("Rebels struck on Tuesday.", "Tuesday", "2016-12-06", "2016-12-06", "2016-12-06"),
    ("Rebels struck on Thursday.", "Thursday", "2016-12-01", "2016-12-01", "2016-12-01"),
    ("Envoys will meet on Thursday.", "Thursday", "2016-12-08", "2016-12-08", "2016-12-08"),
    ("Rebels struck on Wednesday.", "Wednesday", "2016-12-07", "2016-12-07", "2016-12-07"),
    ("Rebels struck last Wednesday.", "last Wednesday", "2016-11-30", "2016-11-30", "2016-11-30"),
    ("Rebels struck on Tuesday morning.", "Tuesday morning", "2016-12-06TMO", "2016-12-06", "2016-12-06"),
    ("Rebels struck on Thursday night.", "Thursday night", "2016-12-01TNI", "2016-12-01", "2016-12-01"),
    ("Rebels struck yesterday.", "yesterday", "2016-12-06", "2016-12-06", "2016-12-06"),
    ("Rebels struck last night.", "last night", "2016-12-06TNI", "2016-12-06", "2016-12-06"),
    ("The hearing is today.", "today", "2016-12-07", "2016-12-07", "2016-12-07"),
    ("The hearing is tomorrow morning.", "tomorrow morning", "2016-12-08TMO", "2016-12-08", "2016-12-08"),
    ("The city is now calm.", "now", "PRESENT_REF", "2016-12-07", "2016-12-07"),
    ("The front recently split.", "recently", "PAST_REF", None, "2016-12-07"),
    ("The front will soon split.", "soon", "FUTURE_REF", "2016-12-07", None),
    ("It opened a decade ago.", "a decade ago", "200", "2000-01-01", "2009-12-31"),
    ("It stood in the 19th century.", "the 19th century", "18", "1800-01-01", "1899-12-31"),
    ("Clashes went on over the weekend.", "the weekend", "2016-W48-WE", "2016-12-03", "2016-12-04"),
    ("They were freed at Christmas 2015.", "Christmas 2015", "2015-12-25", "2015-12-25", "2015-12-25"),
    ("A bomb went off on Thanksgiving Day.", "Thanksgiving Day", "2016-11-24", "2016-11-24", "2016-11-24"),
    ("A bomb went off on New Year's Eve.", "New Year's Eve", "2016-12-31", "2016-12-31", "2016-12-31"),
    ("Raids rose during Ramadan 2016.", "Ramadan 2016", "2016-06-06/2016-07-07", "2016-06-06", "2016-07-07"),
    ("Raids rose over Eid al-Fitr 2016.", "Eid al-Fitr 2016", "2016-07-06/2016-07-10", "2016-07-06", "2016-07-10"),
    ("It was hit at 3 p.m. Tuesday.", "3 p.m. Tuesday", "2016-12-06T15:00", "2016-12-06", "2016-12-06"),
    ("It was hit at 8:30 local time.", "8:30 local time", "2016-12-07T08:30", "2016-12-07", "2016-12-07"),
    ("It was hit on Tuesday at noon.", "Tuesday at noon", "2016-12-06T12:00", "2016-12-06", "2016-12-06"),
    ("Over the past two months they lost ground.", "the past two months", "P2M", "2016-10-07", "2016-12-07"),
    ("Prices were lower last year.", "last year", "2015", "2015-01-01", "2015-12-31"),
    ("He left in December last year.", "December last year", "2015-12", "2015-12-01", "2015-12-31"),
    ("They fought in 2011-2013.", "2011-2013", "2011/2013", "2011-01-01", "2013-12-31"),
    ("It all changed on 9/11.", "9/11", "2001-09-11", "2001-09-11", "2001-09-11"),
]


@pytest.mark.parametrize(("text", "words", "value", "start", "end"), DATED, ids=[row[0] for row in DATED])
def test_a_time_expression_gets_its_value_and_its_days(
    text: str, words: str, value: str, start: str | None, end: str | None
) -> None:
    assert shown(text) == [(words, value, start, end)]


LENGTHS = [
    ("They were held for three years.", "three years", "P3Y", "duration"),
    ("A two-month siege ended.", "two-month", "P2M", "duration"),
    ("They waited two and a half hours.", "two and a half hours", "PT2H30M", "duration"),
    ("They waited for several weeks.", "several weeks", "PXW", "duration"),
    ("They shell it every day.", "every day", "P1D", "set"),
    ("The paper comes out daily.", "daily", "XXXX-XX-XX", "set"),
    ("The paper comes out weekly.", "weekly", "P1W", "set"),
    ("They march each Friday.", "each Friday", "XXXX-WXX-5", "set"),
    ("They meet twice a week.", "twice a week", "P1W", "set"),
]


@pytest.mark.parametrize(("text", "words", "value", "kind"), LENGTHS, ids=[row[0] for row in LENGTHS])
def test_a_length_or_a_frequency_has_a_value_and_no_days(text: str, words: str, value: str, kind: str) -> None:
    (time,) = times(text)
    assert (text[time.start : time.end], time.interval.value, time.kind) == (words, value, kind)
    assert (time.interval.start, time.interval.end, time.unresolved) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "March on, he said, and May agreed.",
        "He came second in the race.",
        "The Sun reported it.",
        "The fall of the regime came as a surprise.",
        "Water rose from a spring in the hills.",
        "Some 2000 fighters took part.",
        "It cost $1990 to repair.",
        "A 37-year-old man and a boy aged 7 died.",
        "The score was 3:30 and then 2.15.",
        "He lives in flat 12.",
    ],
)
def test_words_that_look_like_times_and_are_none_stay_out(text: str) -> None:
    assert shown(text) == []
