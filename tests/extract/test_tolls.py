import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.extract.tolls import amounts, number_of, suffered, with_hedge


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [
        ("12 people", 12, 12, 12),
        ("at least 12 people", 12, 12, None),
        ("more than 1,200 families", 1200, 1200, None),
        ("no fewer than six men", 6, 6, None),
        ("up to 30 fighters", None, 30, 30),
        ("fewer than ten", None, None, 9),
        ("about 50 peasants", None, 50, None),
        ("dozens of civilians", 24, None, None),
        ("tens of thousands", 20_000, None, None),
        ("hundreds of thousands of refugees", 200_000, None, None),
        ("several soldiers", 3, None, None),
        ("between 10 and 15 guards", 10, None, 15),
        ("10-12 men", 10, None, 12),
        ("a dozen", 12, 12, 12),
        ("half a dozen", 6, 6, 6),
        ("twenty-one", 21, 21, 21),
        ("two hundred and five", 205, 205, 205),
        ("1.5 million people", 1_500_000, 1_500_000, 1_500_000),
        ("three or more", 3, 3, None),
    ],
)
def test_amounts(words: str, low: int | None, best: int | None, high: int | None) -> None:
    found = next(amounts(words))
    assert (found.low, found.best, found.high) == (low, best, high)


def test_what_is_no_number() -> None:
    assert list(amounts("the soldiers")) == []
    assert number_of("soldiers") is None


def test_offsets_refer_to_the_whole_text() -> None:
    text = "On Monday 3 men and five women died."
    found = list(amounts(text, 10))
    assert [text[one.start : one.end] for one in found] == ["3", "five"]


@given(st.text(alphabet="0123456789, -and twoeshurd.", max_size=60))
def test_bounds_are_in_order(text: str) -> None:
    for one in amounts(text):
        known = [value for value in (one.low, one.best, one.high) if value is not None]
        assert known == sorted(known)
        assert 0 <= one.start < one.end <= len(text)


def test_words_in_front_hedge_an_amount() -> None:
    text = "a raid left about 20 others hurt, at least 12 dead and 4 missing"
    assert text[with_hedge(text, text.index("20")) :].startswith("about 20")
    assert text[with_hedge(text, text.index("12")) :].startswith("at least 12")
    assert with_hedge(text, text.index("4")) == text.index("4")


def test_one_verb_tells_of_several_fates() -> None:
    text = "left five guards dead and 20 others injured"
    assert suffered(text, text.index("guards"), text.index("20"), "killed") == "killed"
    assert suffered(text, text.index("others"), len(text), "killed") == "injured"
    assert suffered(text, 0, 4, "killed") == "killed"


def test_the_fate_behind_a_comma_is_of_others() -> None:
    text = "seven guards, wounded others"
    assert suffered(text, 0, len(text), "killed") == "killed"
    assert suffered("seven of the wounded", 5, 20, "killed") == "killed"
    assert suffered("20 people injured", 2, 17, "killed") == "injured"


def test_stabbed_to_death_is_killed() -> None:
    text = "stabbed four colleagues to death in Tarn"
    assert suffered(text, 12, 23, "injured") == "killed"
    assert suffered("stabbed four colleagues, and talked of death", 12, 23, "injured") == "injured"
