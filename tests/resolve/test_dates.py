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
    ("It opened a decade ago.", "a decade ago", "2006", "2006-01-01", "2006-12-31"),
    ("The bridge was blown up on 3-Nov-2016.", "3-Nov-2016", "2016-11-03", "2016-11-03", "2016-11-03"),
    ("Envoys met in the winter of 2014-15.", "the winter of 2014-15", "2014-WI", "2014-12-01", "2015-02-28"),
    ("Polls open on the 20th.", "the 20th", "2016-11-20", "2016-11-20", "2016-11-20"),
    (
        "Forty fell between 11 and 13 November.",
        "11 and 13 November",
        "2016-11-11/2016-11-13",
        "2016-11-11",
        "2016-11-13",
    ),
    ("Prices rose in Nov-Dec 2015.", "Nov-Dec 2015", "2015-11/2015-12", "2015-11-01", "2015-12-31"),
    ("They have until Friday to leave.", "Friday", "2016-12-09", "2016-12-09", "2016-12-09"),
    ("They may be freed as early as Friday.", "Friday", "2016-12-09", "2016-12-09", "2016-12-09"),
    (
        "It struck at 10:35 a.m. (0735 GMT) Friday.",
        "10:35 a.m. (0735 GMT) Friday",
        "2016-12-02T10:35",
        "2016-12-02",
        "2016-12-02",
    ),
    ("Earlier this month a dam burst.", "Earlier this month", "2016-12", "2016-12-01", "2016-12-07"),
    ("Vaccines arrive early next week.", "early next week", "2016-W50", "2016-12-12", "2016-12-13"),
    ("He was shot late last year.", "late last year", "2015", "2015-09-01", "2015-12-31"),
    ("They will be gone by the end of 2017.", "the end of 2017", "2017", "2017-11-01", "2017-12-31"),
    ("Aid will come in the coming days.", "the coming days", "FUTURE_REF", "2016-12-07", "2016-12-14"),
    ("Ten were hurt in the last 24 hours.", "the last 24 hours", "PT24H", "2016-12-06", "2016-12-07"),
    ("Two hundred have died so far this year.", "this year", "2016", "2016-01-01", "2016-12-07"),
    ("Trade fell over the past year.", "the past year", "2015", "2015-12-07", "2016-12-07"),
    ("Nine fled a few days ago.", "a few days ago", "PAST_REF", "2016-11-28", "2016-12-05"),
    ("The first three months of 2016 were calm.", "The first three months of 2016", "P3M", "2016-01-01", "2016-03-31"),
    ("Snow fell in the first week of November.", "the first week of November", "2016-11", "2016-11-01", "2016-11-07"),
    (
        "The truce expires at midnight on Thursday.",
        "midnight on Thursday",
        "2016-12-08T24:00",
        "2016-12-08",
        "2016-12-08",
    ),
    ("They struck on Monday at dawn.", "Monday at dawn", "2016-12-05TMO", "2016-12-05", "2016-12-05"),
    ("They struck at 4.30am.", "4.30am", "2016-12-07T04:30", "2016-12-07", "2016-12-07"),
    ("The March offensive failed.", "March", "2016-03", "2016-03-01", "2016-03-31"),
    ("The Sept. 11 attacks changed it.", "Sept. 11", "2001-09-11", "2001-09-11", "2001-09-11"),
    ("Masses were held on Good Friday.", "Good Friday", "2016-03-25", "2016-03-25", "2016-03-25"),
    ("It happened overnight.", "overnight", "2016-12-06TNI", "2016-12-06", "2016-12-06"),
    ("It happened 18 months ago.", "18 months ago", "2015-06", "2015-06-01", "2015-06-30"),
    ("It fell by 2016-11.", "2016-11", "2016-11", "2016-11-01", "2016-11-30"),
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
    ("The paper comes out daily.", "daily", "P1D", "set"),
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
        "Readers of USA Today and the Sunday Times know.",
        "Some 2000 people and 1500 troops were there.",
        "She is in her 20s.",
        "Theresa May left; Mr. March stayed.",
        "They sat and the sun set.",
        "A second man was held.",
        "They cited Article 1951 and Vision 2030.",
    ],
)
def test_words_that_look_like_times_and_are_none_stay_out(text: str) -> None:
    assert shown(text) == []


STORIES = [
    ("Troops came on 3 May 2015. Two days later they left.", "Two days later", "2015-05-05", "2015-05-05"),
    ("Troops came on 3 May 2015. The following week they left.", "The following week", "2015-05-04", "2015-05-10"),
    ("A mine blew up on Nov. 20. The previous day it had snowed.", "The previous day", "2016-11-19", "2016-11-19"),
    ("A mine blew up on Nov. 20. A week later two men fled.", "A week later", "2016-11-21", "2016-11-27"),
    ("A mine blew up on Nov. 20. That night two men fled.", "That night", "2016-11-20", "2016-11-20"),
    ("A mine blew up on Nov. 20. The next morning two men fled.", "The next morning", "2016-11-21", "2016-11-21"),
    ("The group was formed in 2009 and split a year later.", "a year later", "2010-01-01", "2010-12-31"),
    ("He was seized on March 3, 2011, and freed on May 5.", "May 5", "2011-05-05", "2011-05-05"),
    ("Sales fell in the third quarter from a year earlier.", "a year earlier", "2015-07-01", "2015-09-30"),
    ("He joined in June 2014; by August he had fled.", "August", "2014-08-01", "2014-08-31"),
    ("They fought from Monday to Wednesday.", "Wednesday", "2016-12-07", "2016-12-07"),
    ("A mine blew up on Nov. 20. The drivers were freed the next day.", "the next day", "2016-11-21", "2016-11-21"),
    ("A mine blew up on Nov. 20. A second one went off at 9 p.m. near a school.", "9 p.m.", "2016-11-20", "2016-11-20"),
    ("A mine blew up on Nov. 20. A second one went off hours later.", "hours later", "2016-11-20", "2016-11-21"),
    ("A mine blew up on Dec. 7. A second one went off hours later.", "hours later", "2016-12-07", "2016-12-07"),
    ("A mine blew up on Nov. 20. A second one went off ten minutes later.", "ten minutes later", "2016-11-20", "2016-11-20"),
    ("A mine blew up on Nov. 20, the fifth since March. The same day two men fled.", "The same day", "2016-11-20", "2016-11-20"),
    ("Another march is planned for Saturday in Tarn.", "Saturday", "2016-12-10", "2016-12-10"),
    ("The war, which began on 15 April, goes on. A mill was looted overnight.", "overnight", "2016-12-06", "2016-12-06"),
    ("A mine blew up on Dec. 5. A mill was looted overnight.", "overnight", "2016-12-05", "2016-12-05"),
    ("He visited Tarn on Monday and promised to build a school.", "Monday", "2016-12-05", "2016-12-05"),
    ("The ministry said its envoy would visit Tarn on Friday.", "Friday", "2016-12-09", "2016-12-09"),
    ("The men in Tarn said they would look into Friday's ruling.", "Friday", "2016-12-02", "2016-12-02"),
    ("Shells fell on 14 and 15 November.", "14 and 15 November", "2016-11-14", "2016-11-15"),
]


@pytest.mark.parametrize(("text", "words", "start", "end"), STORIES, ids=[row[0] for row in STORIES])
def test_the_story_s_own_dates_anchor_what_follows(text: str, words: str, start: str, end: str) -> None:
    found = {shown_words: (first, last) for shown_words, _, first, last in shown(text)}
    assert found[words] == (start, end)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The trial opens on 19 December. Two days later, soldiers shot a farmer.", "Two days later"),
        ("The fighting ebbed in June. The same week, gunmen took a farmer.", "The same week"),
        ("Nothing was heard of them. Hours later, soldiers shot a farmer.", "Hours later"),
        ("She was abducted in 2014 by a gang that freed her the next day.", "the next day"),
        ("A mine blew up on Dec. 6. Rebels took a base last week. They shelled an airport two days later.", "two days later"),
        ("Gunmen took 300 girls last year; they were freed days later.", "days later"),
    ],
)
def test_what_is_told_from_no_day_has_none_and_a_reason(text: str, words: str) -> None:
    found = next(one for one in times(text) if text[one.start : one.end] == words)
    assert (found.interval.start, found.interval.end) == (None, None) and found.unresolved


UNDATED = [
    ("He died on Tuesday.", "Tuesday", "XXXX-WXX-2"),
    ("He died on Tuesday morning.", "Tuesday morning", "XXXX-WXX-2TMO"),
    ("It began on Dec. 15.", "Dec. 15", "XXXX-12-15"),
    ("It began in July.", "July", "XXXX-07"),
    ("It began in late August.", "late August", "XXXX-08"),
    ("It began in the third quarter.", "the third quarter", "XXXX-Q3"),
    ("It began last summer.", "last summer", "XXXX-SU"),
    ("It began yesterday.", "yesterday", None),
    ("It began last year.", "last year", None),
    ("It began two years ago.", "two years ago", None),
    ("It began in recent days.", "recent days", "PAST_REF"),
    ("It is now calm.", "now", "PRESENT_REF"),
    ("It began at Christmas.", "Christmas", None),
    ("It began the previous day.", "the previous day", None),
    ("It began at 3 p.m.", "3 p.m.", "XXXX-XX-XXT15:00"),
]


@pytest.mark.parametrize(("text", "words", "value"), UNDATED, ids=[row[0] for row in UNDATED])
def test_without_a_publication_date_there_are_no_days_but_a_reason(text: str, words: str, value: str | None) -> None:
    (time,) = times(text, None)
    assert (text[time.start : time.end], time.interval.value) == (words, value)
    assert (time.interval.start, time.interval.end) == (None, None)
    assert time.unresolved == f"no publication date to anchor {words!r}"


def test_without_a_publication_date_full_dates_still_have_their_days() -> None:
    text = "War broke out in 2011. In March it spread. On 5 May 2012 the city fell; two days later it burned."
    assert [row[2:] for row in shown(text, None)] == [
        ("2011-01-01", "2011-12-31"),
        ("2011-03-01", "2011-03-31"),
        ("2012-05-05", "2012-05-05"),
        ("2012-05-07", "2012-05-07"),
    ]


def test_a_history_keeps_its_own_years_though_it_was_published_long_after() -> None:
    text = (
        "In 1911 the line was laid. By 1912 it had reached the coast. In 1913 a strike began. In 1914 it was lost. "
        "On 3 June 1915 the bridge fell. In August it was rebuilt. In 1916 the line was closed. In January it reopened."
    )
    found = shown(text)
    assert [row[1] for row in found] == ["1911", "1912", "1913", "1914", "1915-06-03", "1915-08", "1916", "1916-01"]


def test_eid_alone_says_that_it_may_be_either_feast() -> None:
    (time,) = times("They met at Eid.")
    assert (time.interval.value, time.interval.start) == (None, None)
    assert time.unresolved == "'Eid' alone may be either of two feasts"


def test_a_year_before_christ_has_a_value_and_a_reason() -> None:
    (time,) = times("The wall was built in 490 BC.")
    assert (time.interval.value, time.interval.start) == ("BC0490", None)
    assert time.unresolved == "a year before the first of the calendar"


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("on 7 May 2015", "day"),
        ("in May 2015", "month"),
        ("in late May 2015", "part-of-month"),
        ("in 2015", "year"),
        ("in early 2015", "part-of-year"),
        ("in the 1990s", "decade"),
        ("in the late 1990s", "years"),
        ("in the 20th century", "century"),
        ("in the summer of 2015", "season"),
        ("in the second quarter of 2015", "quarter"),
        ("last week", "week"),
        ("over the weekend", "weekend"),
        ("in recent days", "days"),
        ("at 3 p.m. on Monday", "time"),
        ("they recently left", "open"),
    ],
)
def test_the_precision_is_the_grain_of_the_words(text: str, precision: str) -> None:
    (time,) = times(text)
    assert time.interval.precision == precision


@pytest.mark.parametrize("published", [date(1, 1, 1), date(1, 1, 7), date(9999, 12, 31), date(2000, 2, 29)])
def test_dates_at_the_ends_of_the_calendar_break_nothing(published: date) -> None:
    text = (
        "Last century, a decade ago, 9000 years ago, next year, yesterday, tomorrow, last week, the weekend, Monday, "
        "next month, in 4000 years, last night, May 5, Christmas, Ramadan, in recent decades, last spring, Q1, "
        "a few years ago, the next 500 decades, the turn of the century, the past 24 hours, late last year."
    )
    for time in find_times(text, published):
        if time.interval.start and time.interval.end:
            assert time.interval.start <= time.interval.end


def test_feb_29_is_only_found_in_leap_years() -> None:
    assert shown("It fell on Feb. 29, 2016.")[0][2] == "2016-02-29"
    assert all(row[2] != "2015-02-29" for row in shown("It fell on Feb. 29, 2015."))
