"""The small map: no more exact than the words, nothing left out in silence, right where the globe joins."""

import math
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.notebook.pages import svg_of

from reportedly.notebook.maps import HEIGHT, MARGIN, NEAR_KM, WIDTH, map_svg


class Row(NamedTuple):
    place: str | None
    lat: float | None
    lon: float | None
    where_prec: int | None
    events: int = 1


MURZUQ, SABHA = Row("Murzuq", 25.92, 13.92, 1), Row("Sabha", 27.04, 14.43, 2)


def shapes(svg: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for group in svg_of(svg).iter("g"):
        title = group.findtext("title") or ""
        found[title] = [{"kind": one.tag, **one.attrib} for one in group if one.tag != "title"]
    return found


def test_an_exact_place_is_a_point_and_a_near_one_a_ring_of_25_kilometres_to_scale() -> None:
    drawn = shapes(map_svg([MURZUQ, SABHA]))
    [point] = drawn["Murzuq: 1, at the place itself"]
    ring, dot = drawn["Sabha: 1, near the place"]
    apart = math.dist((float(point["cx"]), float(point["cy"])), (float(dot["cx"]), float(dot["cy"])))
    kilometres = 111.195 * math.hypot(27.04 - 25.92, (14.43 - 13.92) * math.cos(math.radians((25.92 + 27.04) / 2)))
    assert float(ring["r"]) / apart == pytest.approx(NEAR_KM / kilometres, rel=0.02)
    assert "stroke-dasharray" in ring and "stroke-dasharray" not in point


def test_a_region_is_a_square_without_a_size_of_its_own_and_never_a_point() -> None:
    [square] = shapes(map_svg([MURZUQ, Row("Fezzan", 26.0, 14.0, 4)]))["Fezzan: 1, somewhere in its region"]
    assert square["kind"] == "rect" and "stroke-dasharray" in square


def test_what_is_known_by_its_country_or_has_no_point_is_not_on_the_map_but_counted() -> None:
    svg = map_svg([MURZUQ, Row("Libya", 27.0, 17.0, 6), Row(None, None, None, None, 3), Row("Tin Adar", None, None, 1)])
    assert list(shapes(svg)) == ["Murzuq: 1, at the place itself"]
    assert "Not on the map: Libya as a whole: 1; without a point: 4" in svg


def test_many_countries_are_counted_together() -> None:
    svg = map_svg([MURZUQ, *(Row(name, 1.0, 1.0, 6) for name in "ABCDE")])
    assert "A as a whole: 1; B as a whole: 1; C as a whole: 1; 2 other countries as a whole: 2" in svg


def test_rows_of_one_point_are_one_mark_with_their_number() -> None:
    assert list(shapes(map_svg([MURZUQ, MURZUQ._replace(where_prec=2, events=4)]))) == ["Murzuq: 5, at the place itself"]


def test_without_a_point_there_is_no_map() -> None:
    assert map_svg([]) == map_svg([Row("Libya", 27.0, 17.0, 6), Row(None, None, None, None)]) == ""


def test_places_on_both_sides_of_the_date_line_lie_side_by_side() -> None:
    east, west = shapes(map_svg([Row("Invented East", -17.0, 179.0, 1), Row("Invented West", -17.0, -179.0, 1)])).values()
    assert float(west[0]["cx"]) > float(east[0]["cx"])
    assert float(west[0]["cx"]) - float(east[0]["cx"]) < WIDTH


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    svg = map_svg([MURZUQ, SABHA])
    drawn = shapes(svg)
    point, (_, dot) = drawn["Murzuq: 1, at the place itself"][0], drawn["Sabha: 1, near the place"]
    per_km = (float(point["cy"]) - float(dot["cy"])) / (111.195 * (27.04 - 25.92))
    root = svg_of(svg)
    [bar] = [one.get("d") for one in root.iter("path") if one.get("stroke") == "currentColor"]
    long = float(bar.split("H")[1].split()[0]) - 8
    [said] = [one.text for one in root.iter("text") if (one.text or "").endswith(" km")]
    assert long / per_km == pytest.approx(float(said.removesuffix(" km").replace(",", "")), rel=0.02)


rows = st.lists(
    st.builds(
        Row,
        place=st.none() | st.text(max_size=40),
        lat=st.none() | st.floats(-90, 90),
        lon=st.none() | st.floats(-180, 180),
        where_prec=st.none() | st.integers(1, 7),
        events=st.integers(1, 5000),
    ),
    max_size=30,
)


@given(rows)
def test_any_rows_give_well_formed_drawings_with_every_mark_and_name_inside(given_rows: list[Row]) -> None:
    svg = map_svg(given_rows)
    placed = [row for row in given_rows if row.lat is not None and row.lon is not None and (row.where_prec or 1) <= 5]
    assert bool(svg) == bool(placed)
    if not svg:
        return
    root = svg_of(svg)
    assert len(root.findall("g")) == len({(row.lat, row.lon) for row in placed})
    for mark in root.iter("circle"):
        assert MARGIN - 1 <= float(mark.get("cx", "nan")) <= WIDTH - MARGIN + 1
        assert MARGIN - 1 <= float(mark.get("cy", "nan")) <= HEIGHT - MARGIN + 1
