"""GeoJSON: RFC 7946, points that say how exact they are, and no point where there is none."""

import io
import json
from typing import Any

import geojson
import pytest
from msgspec.structs import replace
from tests.export.made_dossiers import made_dossiers

from reportedly.corroborate.field_values import RADIUS_KM
from reportedly.export.geojson import GEOJSON, feature


def written(dossiers: Any) -> Any:
    out = io.BytesIO()
    account = GEOJSON.write(dossiers, out)
    return json.loads(out.getvalue()), account, out.getvalue()


def test_it_is_valid_by_its_own_library() -> None:
    _, _, data = written(made_dossiers())
    collection = geojson.loads(data.decode())
    assert collection.is_valid and collection.errors() == []
    assert isinstance(collection, geojson.FeatureCollection) and len(collection["features"]) == 4


def test_longitude_comes_first_and_the_unplaced_are_listed() -> None:
    whole, account, _ = written(made_dossiers())
    first = whole["features"][0]
    assert first["geometry"] == {"type": "Point", "coordinates": [13.92, 25.92]} and first["id"] == "v1"
    assert first["properties"]["place"] == "Murzuq" and "latitude" not in first["properties"]
    assert [one["geometry"] for one in whole["features"]].count(None) == 2
    assert dict(account.counts) == {"events": 4, "without a point": 2}


def test_every_feature_is_a_line_and_the_header_says_what_it_is() -> None:
    whole, _, data = written(made_dossiers())
    assert whole["reportedly"]["filters"] == [["--country", "LY"]] and whole["reportedly"]["log"] == 2
    assert len(data.splitlines()) == 1 + 4 + 1


def test_properties_are_plain_values() -> None:
    whole, _, _ = written(made_dossiers())
    values = [value for one in whole["features"] for value in one["properties"].values()]
    assert all(value is None or isinstance(value, str | int | float | bool) for value in values)


@pytest.mark.parametrize(
    ("precision", "area", "km"), [(1, False, RADIUS_KM[1]), (3, True, RADIUS_KM[3]), (6, True, None), (None, None, None)]
)
def test_how_exact_a_point_is(precision: int | None, area: bool | None, km: float | None) -> None:
    event = replace(next(made_dossiers().events()), where_prec=precision)
    properties = feature(event)["properties"]
    assert (properties["area"], properties["uncertainty_km"]) == (area, km)


def test_half_a_point_is_no_point() -> None:
    event = replace(next(made_dossiers().events()), lon=None)
    assert feature(event)["geometry"] is None and feature(event)["properties"]["area"] is None


def test_nothing_is_an_empty_collection() -> None:
    whole, account, _ = written(replace(made_dossiers(), all_events=()))
    assert whole["features"] == [] and dict(account.counts) == {"events": 0}
