"""Names that a small place far from all else bears. The sentences are our own inventions."""

import pytest

from reportedly.resolve.gazetteer import Gazetteer
from reportedly.resolve.lonely import lonely_names
from reportedly.resolve.place_words import names_part_of_town
from reportedly.resolve.places import PlaceMention, PlaceResolver


def countries(text: str, *names: str) -> list[str | None]:
    mentions = [PlaceMention(start=text.index(one), end=text.index(one) + len(one), text=one) for one in names]
    return [found.place.country if found.place else None for found in PlaceResolver.open().resolve(text, mentions)]


def test_a_name_that_is_only_like_a_town_abroad_has_no_place() -> None:
    assert countries("Gunmen killed two men in the village of Kellin, near Mopti, on Monday.", "Kellin", "Mopti") == [None, "ML"]
    assert countries("Shells fell on Houn, 300 km south of Misrata.", "Houn", "Misrata") == ["LY", "LY"]


def test_a_quarter_or_a_street_is_no_town_abroad() -> None:
    assert countries("Shells fell on the Al-Wadi neighbourhood of Nyala.", "Al-Wadi", "Nyala") == [None, "SD"]
    assert countries("Officers arrested a woman on Mill Road.", "Mill Road") == [None]
    assert countries("A bus burned on Karl Marx Avenue in Magnitogorsk.", "Karl Marx Avenue", "Magnitogorsk") == [None, "RU"]


def test_a_district_is_no_county_abroad() -> None:
    text = "A strike on the Mayo district of Khartoum and another in Omdurman killed 17."
    assert countries(text, "Mayo", "Khartoum", "Omdurman") == [None, "SD", "SD"]
    assert countries("Farmers marched in County Mayo and in Galway.", "Mayo", "Galway") == ["IE", "IE"]


@pytest.mark.parametrize(
    ("text", "name", "part"),
    [
        ("the Al-Wadi neighbourhood", "Al-Wadi", True),
        ("the Harbour Quarter of the town", "Harbour Quarter", True),
        ("on Mill Road", "Mill Road", True),
        ("the town of Mill", "Mill", False),
        ("near Nyala, a quarter of its people", "Nyala", False),
    ],
)
def test_the_words_for_a_part_of_a_town(text: str, name: str, part: bool) -> None:
    start = text.index(name)
    assert names_part_of_town(text, start, start + len(name)) is part


def test_no_names_no_answers() -> None:
    assert lonely_names(Gazetteer.open(), []) == []
