"""Events on a map: a GeoJSON FeatureCollection (RFC 7946).

A point stands for the place and is as exact as ``where_prec`` says: 1 is a spot, from 3 on it stands for an area, whose extent nobody
gave. ``uncertainty_km`` says how far off the event may be, so that a map can draw a circle and not a pin. An event without a
point has a geometry of null, as the standard has it, and is listed all the same.
"""

from collections.abc import Mapping
from typing import Any, BinaryIO

from reportedly.corroborate.field_values import RADIUS_KM
from reportedly.export.base import Format, Ledger, Written
from reportedly.export.csv_rows import listed
from reportedly.export.event_rows import event_row
from reportedly.export.json_bytes import json_bytes
from reportedly.schema.dossier import Dossiers, EventDossier

AREA_FROM = 3
"""The ``where_prec`` from which a point stands for an area."""
_IN_GEOMETRY = frozenset({"latitude", "longitude"})


def write_geojson(dossiers: Dossiers, out: BinaryIO) -> Written:
    """One feature an event, in the order of their ids, as one JSON object with a feature a line."""
    ledger = Ledger()
    ledger.wrote("events", 0)
    out.write(b'{"type":"FeatureCollection","reportedly":' + json_bytes(dossiers.about) + b',"features":[')
    between = b"\n"
    for event in dossiers.events():
        out.write(between + json_bytes(feature(event)))
        between = b",\n"
        ledger.wrote("events")
        if event.lat is None or event.lon is None:
            ledger.wrote("without a point")
        elif event.where_prec is not None and event.where_prec >= AREA_FROM:
            ledger.wrote("placed in an area only")
    out.write(b"\n]}\n")
    return ledger.written()


def feature(event: EventDossier) -> Mapping[str, Any]:
    """One event as a feature; its properties are the columns of the table of events."""
    placed = event.lat is not None and event.lon is not None
    row = event_row(event)
    # Lists as words: QGIS and most web maps show only plain values.
    properties = {
        name: listed(value) if isinstance(value, list | tuple) else value for name, value in row.items() if name not in _IN_GEOMETRY
    }
    properties["uncertainty_km"] = RADIUS_KM.get(event.where_prec) if placed and event.where_prec is not None else None
    properties["area"] = event.where_prec >= AREA_FROM if placed and event.where_prec is not None else None
    point = {"type": "Point", "coordinates": [event.lon, event.lat]}
    return {"type": "Feature", "id": event.id, "geometry": point if placed else None, "properties": properties}


GEOJSON = Format(
    name="geojson", suffix=".geojson", media_type="application/geo+json", write=write_geojson,
    about="events as points for QGIS and web maps, with how exact each point is",
)  # fmt: skip
