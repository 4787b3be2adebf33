"""Invented sentences: which town "the city" is, and where nothing says it."""

import pytest

from reportedly.resolve.the_town import Named, the_town
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
