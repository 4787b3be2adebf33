"""What each format tells of a claim and of an event, read from its bytes as a stranger would: by the ids that it has."""

import csv
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet as parquet

Units = dict[str, list[str]]
"""By id (``c3``, ``v1``) all values that are told of it."""

AT = re.compile(r"(c\d+)@(r\d+):(\d+)\.\.(\d+)")


def leaves(value: Any) -> Iterator[str]:
    """Every value in nested ones, as words; numbers as they are written."""
    if isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from leaves(one)
    elif value is not None:
        yield str(value)


def units_of(name: str, data: bytes) -> tuple[Units, Units]:
    """What a format tells of claims and of events."""
    found = READ[name](data)
    for units in found:
        for values in units.values():  # c3@r1:169..292 says four things
            values += [part for at in AT.findall(" ".join(values)) for part in at]
    return found


def _rows(data: bytes) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _table(key: str) -> Callable[[bytes], tuple[Units, Units]]:
    def read(data: bytes) -> tuple[Units, Units]:
        rows = parquet.read_table(io.BytesIO(data)).to_pylist() if data[:4] == b"PAR1" else _rows(data)
        found = {row[key]: list(leaves({name: value for name, value in row.items() if value != ""})) for row in rows}
        return (found, {}) if key == "claim" else ({}, found)

    return read


def _lines(data: bytes) -> list[Any]:
    return [json.loads(line) for line in data.splitlines()]


def _plover(data: bytes) -> tuple[Units, Units]:
    return {}, {one["id"]: list(leaves(one)) for one in _lines(data)}


def _geojson(data: bytes) -> tuple[Units, Units]:
    return {}, {one["id"]: list(leaves(one)) for one in json.loads(data)["features"]}


def _of_evidence(things: Iterable[list[str]]) -> tuple[Units, Units]:
    found: Units = defaultdict(list)
    for values in things:
        for claim, report, start, end in AT.findall(" ".join(values)):
            found[claim] += [*(one for one in values if not AT.search(one)), f"{claim}@{report}:{start}..{end}"]
    return dict(found), {}


def _graph(data: bytes) -> tuple[Units, Units]:
    tree = ElementTree.fromstring(data)
    plain = [(one.tag.rpartition("}")[2], one) for one in tree.iter()]
    names = {one.get("id"): _xml(one) for tag, one in plain if tag == "node"}
    return _of_evidence(
        [*_xml(one), *names[one.get("source")], *names[one.get("target")]] for tag, one in plain if tag == "edge"
    )


def _xml(element: Any) -> list[str]:
    return [words for one in element.iter() for words in (*(one.attrib.values()), one.text) if words]


def _csl(data: bytes) -> tuple[Units, Units]:
    return _of_evidence([list(leaves(one)) for one in json.loads(data)])


def _ftm(data: bytes) -> tuple[Units, Units]:
    entities = _lines(data)
    own = re.compile(r"reportedly-[0-9a-f]+-((?:c|v)\d+)")
    of = {found[1]: list(leaves(one)) for one in entities if (found := own.fullmatch(one["id"]))}
    for one in entities:
        for value in one["properties"].get("addressEntity", []):
            place = next(other for other in entities if other["id"] == value)
            of[str(one["properties"]["recordId"][0])] += list(leaves(place))
    return _split(of)


def _stix(data: bytes) -> tuple[Units, Units]:
    claims: Units = defaultdict(list)
    events: Units = defaultdict(list)
    objects = {one["id"]: one for one in json.loads(data)["objects"]}
    for one in objects.values():
        held = next(iter(one.get("extensions", {}).values()), {})
        if one["type"] == "note":
            claims[held["record_id"]] += leaves(one)
        elif one["type"] == "incident":
            events[held["record_id"]] += leaves(one)
        elif one["type"] == "relationship" and held["relation"] == "place":
            name = next(iter(objects[one["source_ref"]]["extensions"].values()))["record_id"]
            events[name] += leaves(objects[one["target_ref"]])
        elif one["type"] == "relationship" and one["target_ref"].startswith("incident"):
            name = next(iter(objects[one["target_ref"]]["extensions"].values()))["record_id"]
            events[name] += [*leaves(one), *leaves(objects[one["source_ref"]])]
    return dict(claims), dict(events)


def _prov(data: bytes) -> tuple[Units, Units]:
    nodes = {one["@id"]: one for one in json.loads(data)["@graph"] if "@id" in one}
    of: Units = {}
    for name, one in nodes.items():
        own = re.fullmatch(r"urn:reportedly:[0-9a-f]+:([cv]\d+)", name)
        if own:
            values = list(leaves(one))
            near = [nodes[value] for value in values if value in nodes and "#char=" in value]
            spans = [f"c0@r0:{at[1]}..{at[2]}" for value in values if (at := re.search(r"#char=(\d+),(\d+)", value))]
            of[own[1]] = [*values, *(words for one in near for words in leaves(one)), *spans]
    return _split(of)


def _annotations(data: bytes) -> tuple[Units, Units]:
    found: Units = defaultdict(list)
    for one in json.loads(data)["first"]["items"]:
        own = re.search(r":(c\d+):\d+$", one["id"])
        assert own is not None
        found[own[1]] += leaves(_without_surroundings(one))
    return dict(found), {}


def _without_surroundings(value: Any) -> Any:
    """Without the words around a quotation, which are there to find it."""
    if isinstance(value, dict):
        return {name: _without_surroundings(one) for name, one in value.items() if name not in ("prefix", "suffix")}
    return [_without_surroundings(one) for one in value] if isinstance(value, list) else value


def _readings(data: bytes) -> tuple[Units, Units]:
    """Readings know no numbers of a record: the claims are counted as a record counts them."""
    found: Units = {}
    for number, one in enumerate(_lines(data), 1):
        told = {attribution["id"]: attribution for attribution in one["attributions"]}
        about = {key: value for key, value in one["report"].items() if key != "text"}
        for claim in one["claims"]:
            name = f"c{len(found) + 1}"
            voices = [told[voice] for voice in claim["according_to"]]
            found[name] = [name, f"r{number}", *leaves(claim), *leaves(voices), *leaves(about)]
    return found, {}


def _pack(data: bytes) -> tuple[Units, Units]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        claims = {one["id"]: list(leaves(one)) for one in json.loads(packed.read("claims.json"))}
        pages = {name[7:-5]: packed.read(name).decode() for name in packed.namelist() if name.startswith("events/")}
    events = {name: [re.sub(r"<[^>]*>", " ", page)] for name, page in pages.items()}
    return claims, events


def _split(of: Units) -> tuple[Units, Units]:
    return {name: one for name, one in of.items() if name[0] == "c"}, {name: one for name, one in of.items() if name[0] == "v"}


READ: dict[str, Callable[[bytes], tuple[Units, Units]]] = {
    "claims": _table("claim"), "parquet": _table("claim"), "events": _table("event"), "parquet-events": _table("event"),
    "acled-like": _table("record_event"), "ucdp-like": _table("record_event"), "plover-json": _plover, "geojson": _geojson,
    "graphml": _graph, "gexf": _graph, "csl-json": _csl, "ftm": _ftm, "stix": _stix, "prov": _prov, "annotations": _annotations,
    "readings": _readings, "evidence-pack": _pack,
}  # fmt: skip
"""How each format is read."""
