import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.extract.claim_days import day_is_guessed, is_of_saying, joined_days
from reportedly.resolve.dates import find_times
from reportedly.schema import Mention

PUBLISHED = datetime.date(2021, 5, 20)  # a Thursday


def times(text: str) -> list[Mention]:
    """The times of an invented text as mentions."""
    return [
        Mention(
            start=one.start, end=one.end, text=text[one.start : one.end], id=f"m{number}", entity=None, kind="time", level="name",
            time=one.interval,
        )
        for number, one in enumerate(find_times(text, PUBLISHED))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "guessed"),
    [
        ("Shells fell on Tarn at 9 p.m., officials said.", True),
        ("Shells fell on Tarn on Sunday. The first hit a school at 9 p.m.", False),
        ("On Sunday, at about 9 p.m., shells fell on Tarn.", False),
        ("The ruling came on Tuesday, after he had left on May 2. He was sworn in at 5 p.m. in Tarn.", True),
        ("The train was hit this morning near Tarn.", False),
        ("It was hit shortly before midnight.", True),
        ("Over the past 24 hours six people were hurt.", False),
    ],
)
def test_a_time_of_day_whose_day_nobody_names_has_none(text: str, guessed: bool) -> None:
    found = times(text)
    assert day_is_guessed(text, found[-1], found) is guessed


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("Attacks between 28 April and 6 May drove 900 people out.", ("2021-04-28", "2021-05-06")),
        ("Attacks from 28 April to 6 May drove 900 people out.", ("2021-04-28", "2021-05-06")),
        ("Attacks between March and April drove 900 people out.", ("2021-03-01", "2021-04-30")),
        ("Attacks on 28 April and 6 May drove 900 people out.", None),
        ("Between 9 May and 2 April nothing was heard.", None),
    ],
)
def test_two_days_that_bound_a_stretch_are_one(text: str, stretch: tuple[str, str] | None) -> None:
    found = joined_days(text, times(text))
    assert len(found) == (1 if stretch else 2)
    if stretch:
        assert found[0].time is not None
        assert (found[0].time.start, found[0].time.end) == stretch
        assert text[found[0].start : found[0].end] == found[0].text


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Crowds marched in Tarn on 3, 5 and 9 May.", "2021-05-03", "2021-05-09"),
        ("The group blew up two pumps on 14 and 16 April.", "2021-04-14", "2021-04-16"),
        ("Crowds marched on May 3, 5 and 9 in Tarn.", "2021-05-03", "2021-05-09"),
        ("Crowds marched on Monday and Tuesday.", "2021-05-17", "2021-05-18"),
        ("Crowds marched in 2019 and 2020.", "2019-01-01", "2020-12-31"),
        ("Shells killed six on Monday and 14 on Wednesday.", "2021-05-17", "2021-05-17"),
        ("On May 3 and 15 others were hurt.", "2021-05-03", "2021-05-03"),
        ("Crowds marched on Monday and Wednesday.", "2021-05-17", "2021-05-17"),
    ],
)
def test_days_that_are_told_together(text: str, start: str, end: str) -> None:
    found = joined_days(text, times(text))[0]
    assert found.time is not None and (found.time.start, found.time.end) == (start, end)
    assert text[found.start : found.end] == found.text


WORDS = ["between", "from", "and", "to", "3 May", "8 May", "Sunday", "at 9 p.m.", ".", "shells fell", "on", "3,", "5", "May 3"]


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_whatever_the_words_the_times_keep_their_order_and_their_words(words: list[str]) -> None:
    text = " ".join(words)
    found = joined_days(text, times(text))
    assert [one.start for one in found] == sorted({one.start for one in found})
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("Rebels captured Tarn after two days of fighting, officials said on Monday.", True),
        ("Rebels captured Tarn on Monday, officials said.", False),
        ("Rebels captured Tarn, officials said, and on Monday they left.", False),
    ],
)
def test_a_day_of_saying_is_not_that_of_the_deed(text: str, saying: bool) -> None:
    (monday,) = (one for one in times(text) if one.text == "Monday")
    assert is_of_saying(text, text.index("captured") + 8, monday) is saying


def test_a_time_of_day_far_below_two_days_says_neither() -> None:
    text = "A bomb went off on Monday. " + "Shops were shut. " * 30 + "On May 15, two men were shot. They raided a home in the evening."
    found = times(text)
    assert day_is_guessed(text, found[-1], found)
