"""Invented sentences: the name inside a description of a place, and how near to it something happened."""

import pytest

import reportedly
from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.inner_places import with_inner_places


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("villages north of the city of Tarn", ["Tarn"]),
        ("hills south-west of Tarn Heights", ["Tarn Heights"]),
        ("the outskirts of the besieged town of Tarn", ["Tarn"]),
        ("villages north of the city", []),
        ("the home of Ada Sand", []),
        ("western Tarn", ["Tarn"]),
        ("western villages", []),
    ],
)
def test_the_name_behind_of(words: str, names: list[str]) -> None:
    found = with_inner_places(words, [MentionCandidate(0, len(words), words, "place", "nominal", 0.9)])
    assert [one.text for one in found if one.level == "name"] == names


def test_a_name_that_is_known_is_not_added_again() -> None:
    words = "villages north of Tarn"
    known = [MentionCandidate(0, len(words), words, "place", "nominal", 0.9), MentionCandidate(18, 22, "Tarn", "place", "name", 0.9)]
    assert with_inner_places(words, known) == known


def test_what_has_a_west_is_a_place_and_no_people() -> None:
    words = "western Niger"
    known = [MentionCandidate(0, 13, words, "place", "nominal", 0.9), MentionCandidate(8, 13, "Niger", "nationality", "name", 0.9)]
    assert [one.kind for one in with_inner_places(words, known)] == ["place", "place"]


def test_villages_north_of_a_city_are_near_it_and_not_in_it() -> None:
    text = "The army launched an assault on villages north of the city of Marib on Monday, residents said."
    (one,) = [claim for claim in reportedly.read(text, published="2021-03-17").claims if claim.kind == "event"]
    assert one.where is not None
    assert (one.where.country, one.where.precision) == ("YE", 2)
