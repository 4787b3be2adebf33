"""What holds claims of two reports together before their words are compared, on invented claims."""

import pytest
from msgspec.structs import replace

from reportedly.corroborate.field_values import place_allows
from reportedly.corroborate.linking_anchors import anchored
from reportedly.corroborate.linking_features import compare
from reportedly.corroborate.linking_views import view
from reportedly.schema import PlaceRef
from reportedly.schema.linkable import Linkable, LinkPlace, LinkTime, Term

TARVEL = LinkPlace("tarvel", 9001, 35.90, 39.00, "XA", 1)
PROVINCE = LinkPlace("orsk province", 9003, 35.95, 39.02, "XA", 4)
NORTH = LinkPlace("xandria", 9000, 30.0, 30.0, "XA", 5)
COPIED = tuple(Term(word, 200) for word in "toll rise wounded critical condition".split())


def claim(number: int, **changes: object) -> Linkable:
    """What a report of 8 December says of an attack on the day before in Tarvel."""
    one = Linkable(
        claim=number, report=number, group=0, type="ASSAULT", family="ASSAULT", lemmas=("attack",), polarity="positive",
        published="2016-12-08", when=LinkTime("2016-12-07", "2016-12-07", "day"), where=TARVEL,
        story=(Term("tarvel", 200), Term("depot", 180)),
    )  # fmt: skip
    return replace(one, **changes)


def held(one: Linkable, two: Linkable) -> bool:
    assert anchored(view(one), view(two)) == anchored(view(two), view(one))
    return anchored(view(one), view(two))


def test_a_province_is_not_where_its_middle_is() -> None:
    """A town near the middle of a province is not where all is that the province is told of."""
    week = LinkTime("2016-12-05", "2016-12-11", "week")
    assert held(claim(1), claim(2, when=week, where=replace(TARVEL, name="tarvel market", geonames=None, lat=35.91)))
    assert not held(claim(1), claim(2, when=week, where=PROVINCE))
    assert held(claim(1, where=PROVINCE), claim(2, when=week, where=PROVINCE))


def test_a_copied_sentence_is_of_one_occurrence() -> None:
    bare = {"when": None, "where": None, "words": COPIED}
    assert held(claim(1, **bare), claim(2, **bare))
    assert not held(claim(1, **bare), claim(2, **{**bare, "words": (*COPIED[1:], Term("tarvel", 200))}))
    assert not held(claim(1, **bare), claim(2, lemmas=("kill",), **bare))
    assert not held(claim(1, **bare), claim(2, published="2016-12-28", **bare))
    short = {**bare, "words": COPIED[:2]}
    assert not held(claim(1, **short), claim(2, **short))


@pytest.mark.parametrize(("country", "place"), [("XA", "one in the other"), ("XB", "another country")])
def test_a_town_lies_in_the_part_of_its_country_that_only_words_name(country: str, place: str) -> None:
    """Its point is the country's, and may be a thousand kilometres off."""
    pair = view(claim(1)), view(claim(2, where=replace(NORTH, country=country)))
    assert compare(*pair)["place"] == place
    part = PlaceRef(name="Xandria", geonames=9000, lat=30.0, lon=30.0, country=country, precision=5, score=0.9)
    town = PlaceRef(name="Tarvel", geonames=9001, lat=35.9, lon=39.0, country="XA", precision=1, score=0.9)
    assert place_allows(part, town) is (country == "XA") and not place_allows(town, part)
