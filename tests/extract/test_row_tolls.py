"""Invented sentences: how many people a row names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportedly
from reportedly.extract.row_tolls import row_toll


def tolls(sentence: str) -> list[tuple[str, int | None, int | None, int | None, str]]:
    reading = reportedly.read(sentence, published="2025-03-03")
    return [(one.what, one.low, one.best, one.high, one.span.text) for claim in reading.claims for one in claim.toll]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Gunmen killed a nurse and her two sons in Vell.", ("killed", 3, 3, 3, "a nurse and her two sons")),
        (
            "A bomb killed two soldiers and at least five clerks.",
            ("killed", 7, 7, None, "two soldiers and at least five clerks"),
        ),
        ("Two officers and a clerk were killed in Vell.", ("killed", 3, 3, 3, "Two officers and a clerk")),
        ("At least two officers and a clerk were killed.", ("killed", 3, 3, None, "At least two officers and a clerk")),
        ("Gunmen killed the mayor of Vell and his brother.", ("killed", 2, 2, 2, "the mayor of Vell and his brother")),
        ("Gunmen kidnapped Ona Brill, a nurse, and two guards.", ("abducted", 3, 3, 3, "Ona Brill, a nurse, and two guards")),
        ("Four people, a nurse and three boys, were killed by shelling.", ("killed", 4, 4, 4, "Four")),
        ("They killed my father and my two uncles in Vell.", ("killed", 3, 3, 3, "my father and my two uncles")),
        ("Between 30 and 40 villagers were killed in Vell.", ("killed", 30, None, 40, "Between 30 and 40")),
    ],
)
def test_a_row_is_summed_where_each_tells_how_many(sentence: str, expected: tuple[str, int, int | None, int | None, str]) -> None:
    assert tolls(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence", ["Nearly two thirds of the 900 hostages were released.", "The clerk, a mother of three, was wounded by gunmen."]
)
def test_a_share_and_a_parents_children_are_no_toll(sentence: str) -> None:
    assert tolls(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Three of the five hostages were killed.", [("killed", 3, 3, 3, "Three")]),
        ("Kidnappers freed 14 of their 30 captives on Friday.", [("released", 14, 14, 14, "14")]),
        ("Half of the village's 200 residents were killed.", []),
        ("An average of four people a day are killed in Vell.", []),
        ("Police killed as many as a dozen people.", [("killed", None, 12, 12, "as many as a dozen")]),
        ("A bomb killed two American soldiers.", [("killed", 2, 2, 2, "two")]),
        (
            "The Front said it had killed or captured 60 fighters.",
            [("killed", None, None, 60, "60"), ("captured", None, None, 60, "60")],
        ),
        ("At least 300 people were killed or injured.", []),
        ("Police detained two suspects on Tuesday and seized four weapons.", [("captured", 2, 2, 2, "two")]),
        ("A student, Timur Aliyev, 20, died in the clashes.", [("killed", 1, 1, 1, "A student, Timur Aliyev, 20")]),
        ("A clerk stabbed four colleagues to death in Vell.", [("killed", 4, 4, 4, "four")]),
        ("The bomb caused at least three civilian deaths in Vell.", [("killed", 3, 3, None, "at least three")]),
        (
            "Police killed 14 rebels and captured five in Vell.",
            [("killed", 14, 14, 14, "14"), ("captured", 5, 5, 5, "five")],
        ),
        ("Omar Salt, whose own brother was killed in Vell, wept.", [("killed", 1, 1, 1, "whose own brother")]),
        (
            "A bomb hit a bus in Vell, leaving nine dead and 20 hurt.",
            [("killed", 9, 9, 9, "nine"), ("injured", 20, 20, 20, "20")],
        ),
    ],
)
def test_how_many_and_no_more(
    sentence: str, expected: list[tuple[str, int | None, int | None, int | None, str]]
) -> None:
    assert tolls(sentence) == expected


@given(st.lists(st.integers(2, 900), min_size=2, max_size=4))
def test_the_sum_is_that_of_the_parts(numbers: list[int]) -> None:
    words = [f"{number} {noun}" for number, noun in zip(numbers, ("soldiers", "nurses", "drivers", "guards"), strict=False)]
    text = " and ".join([", ".join(words[:-1]), words[-1]])
    found = row_toll(text, (0, len(text)), "killed", ())
    assert found is not None
    if not (len(numbers) > 2 and numbers[0] == sum(numbers[1:])):
        assert (found.low, found.best, found.high, found.span.text) == (sum(numbers), sum(numbers), sum(numbers), text)


@pytest.mark.parametrize(
    "text",
    ["two soldiers", "two soldiers and their relatives", "six dead and 20 wounded", "two soldiers and three houses", "a guard and a car"],
)
def test_no_sum_where_one_is_not_counted(text: str) -> None:
    assert row_toll(text, (0, len(text)), "killed", ()) is None


@pytest.mark.parametrize("text", ["Ona Brill, 36, and ", " and two guards", "a nurse and , and a guard"])
def test_a_phrase_without_words_is_nobody(text: str) -> None:
    assert row_toll(text, (0, len(text)), "killed", ()) is None
