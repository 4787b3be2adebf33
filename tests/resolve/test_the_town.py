"""Invented sentences: which town "the city" is, and where nothing says it."""

import pytest

from reportedly.resolve.places import PlaceResolver
from reportedly.resolve.the_town import Named, as_described, the_town, whose_capital
from reportedly.schema import PlaceRef


def place_of(name: str) -> PlaceRef | None:
    """A town of its own for each name, none for Ulm."""
    return None if name == "Ulm" else PlaceRef(name=name, geonames=ord(name[0]), lat=1.0, lon=1.0, precision=1, score=1.0)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Shells hit Tarn. Residents fled the city.", "the city", ("Tarn", 1)),
        ("Shells hit Tarn. Troops moved on villages north of the city.", "villages north of the city", ("Tarn", 2)),
        ("Shells hit Tarn. Shots were fired at the city's bus depot.", "the city's bus depot", ("Tarn", 1)),
        ("Shells hit Tarn and Sahr. Residents fled the city.", "the city", None),
        ("Shells hit Tarn. Officers searched flats in the village of Sahr. It shook the city.", "the city", ("Tarn", 1)),
        ("Residents fled the city. Shells hit Tarn.", "the city", None),
        ("Shells hit Tarn. The guard left the city council.", "the city council", None),
        ("Shells hit Tarn. Ulm was shelled too. Troops took the town.", "the town", None),
    ],
)
def test_the_only_town_before_it(text: str, words: str, found: tuple[str, int] | None) -> None:
    named = [
        Named(text.index(name), text.index(name) + len(name), place_of(name))
        for name in ("Tarn", "Sahr", "Ulm")
        if name in text
    ]
    start = text.index(words)
    place = the_town(text, start, start + len(words), named)
    assert (None if place is None else (place.name, place.precision)) == found


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        ("the Somali capital", "Somali"),
        ("the capital", ""),
        ("a hotel in the capital's centre", ""),
        ("the outskirts of the Sri Lankan capital", "Sri Lankan"),
        ("Sudan's capital", "Sudan"),
        ("the provincial capital", None),
        ("the capital market", None),
    ],
)
def test_whose_capital_is_spoken_of(words: str, whose: str | None) -> None:
    assert whose_capital(words, 0, len(words)) == whose


def test_the_capital_of_a_people_and_of_the_only_country_named() -> None:
    resolver = PlaceResolver.open()
    named = [Named(0, 4, PlaceRef(name="Kisumu", country="KE", precision=1, score=1.0)), Named(9, 12, None)]
    both = [*named, Named(20, 24, PlaceRef(name="Mopti", country="ML", precision=1, score=1.0))]
    found = [resolver.capital("Somali", []), resolver.capital("", named), resolver.capital("", both), resolver.capital("Zorvan", named)]
    assert [one.name if one else None for one in found] == ["Mogadishu", "Nairobi", None, None]


def test_what_is_near_a_capital_is_not_in_it() -> None:
    text = "Shells fell on villages north of the Somali capital."
    town = PlaceRef(name="Mogadishu", lat=1.0, lon=1.0, precision=1, score=1.0)
    start = text.index("villages")
    found = as_described(text, start, len(text) - 1, town)
    assert (found.precision, found.score) == (2, 0.7)
