"""Governments by the places that stand for them."""

import pytest

from reportedly.resolve.gazetteer import Gazetteer
from reportedly.resolve.governments import government_at
from reportedly.resolve.place_words import far_away, place_precision_in_context


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("name", "country", "by_seat"),
    [
        ("Damascus", "SY", False),
        ("the Kremlin", "RU", True),
        ("Elysee", "FR", True),
        ("Downing Street", "GB", True),
        ("Hanoi", "VN", False),
    ],
)
def test_capitals_and_palaces(gazetteer: Gazetteer, name: str, country: str, by_seat: bool) -> None:
    found = government_at(gazetteer, name)
    assert found is not None and (found.country, found.by_seat) == (country, by_seat)
    assert found.actor.startswith("government-of-")


@pytest.mark.parametrize("name", ["Aleppo", "Brussels", "Springfield", "", "Nowhereville"])
def test_other_places_stand_for_no_government(gazetteer: Gazetteer, name: str) -> None:
    assert government_at(gazetteer, name) is None


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("a camp 20 km north of ", 2), ("a camp 12 miles east of ", 2), ("a camp about 300 kilometres south-west of ", 5),
        ("a camp some 150 miles north of ", 5), ("a camp forty kilometres from ", 5), ("a camp two hours from ", 5),
        ("a camp ten minutes from ", 2), ("seized between ", 5), ("seized between Hama and ", 5), ("fighting between ", 1),
        ("seized in ", 1), ("on the outskirts of ", 2),
    ],
)  # fmt: skip
def test_how_far_words_put_an_event_from_a_place(before: str, expected: int) -> None:
    text = f"Troops stood at {before}Homs on Monday."
    start = text.index("Homs")
    assert place_precision_in_context(text, start, start + 4, 1) == expected
    assert far_away(text, start, start + 4) == (expected == 5)


def test_a_border_is_a_line_of_two_countries() -> None:
    text = "Troops patrol the border between Niger and Libya."
    for name in ("Niger", "Libya"):
        start = text.index(name)
        assert place_precision_in_context(text, start, start + len(name), 6) == 5
