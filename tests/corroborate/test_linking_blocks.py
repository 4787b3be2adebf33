"""Under which keys claims meet, on invented claims."""

import pytest
from msgspec.structs import replace

from reportedly.corroborate.linking_blocks import blocks, blocks_asked
from reportedly.schema.linkable import Linkable, LinkPlace, LinkTime

TARVEL = LinkPlace("tarvel", None, 35.90, 39.00, "XA", 2)


def told(start: str, end: str | None = None, where: LinkPlace = TARVEL) -> Linkable:
    """An attack of which a claim says no more than when and where."""
    grain = "day" if end is None else "days"
    return Linkable(
        claim=1, report=1, group=0, type="ASSAULT", family="ASSAULT", lemmas=("bomb",), polarity="positive",
        published="2016-12-09", when=LinkTime(start, end or start, grain), where=where,
    )  # fmt: skip


def common(stored: Linkable, asked: Linkable) -> int:
    return len(set(blocks(stored)) & set(blocks_asked(asked)))


def test_claims_of_one_day_in_one_town_share_more_than_those_of_its_week() -> None:
    """Else what a siege tells of a week crowds out what is told of the day itself."""
    day = told("2016-12-07")
    assert common(day, day) > common(told("2016-12-08"), day) > 0
    assert common(told("2016-12-07", "2016-12-08"), day) == common(day, day)


@pytest.mark.parametrize(
    ("other", "more"),
    [
        (replace(TARVEL, name="north tarvel", lat=35.82), True),
        (replace(TARVEL, name="orsk", lat=36.3), False),
        (replace(TARVEL, name="tarvel province", precision=4), False),
    ],
    ids=["a place some kilometres off, across the edge of a cell", "another town", "a province has no spot"],
)
def test_a_spot_is_a_town_and_what_is_near_it(other: LinkPlace, more: bool) -> None:
    week = common(told("2016-12-08"), told("2016-12-07"))
    asked = told("2016-12-07", where=replace(TARVEL, lat=35.78))
    assert (common(told("2016-12-07", where=other), asked) > week) is more


def test_a_stretch_of_days_is_no_day() -> None:
    stretch, day = told("2016-12-05", "2016-12-08"), told("2016-12-07")
    assert common(stretch, day) == common(told("2016-12-08"), day)
