"""Every format of a record with what real ones have: rows that people coded, names from right to left, no days, nested voices, rules.

Each file is held against the format's own library or schema.
"""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geojson
import jsonschema
import networkx
import pyarrow.parquet as parquet
import pytest
from tests.export.records import make_record
from tests.export.test_annotations import LOCAL
from tests.export.test_csl import SCHEMA as CSL_SCHEMA
from tests.export.test_ftm import valid
from tests.export.test_stix import ADVICE

import reportedly
from reportedly.export.contract import json_schema

# rdflib 7 warns of a class that its own reader uses.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

FRONT, TOWN, OUTLET = "كتيبة الواحة الجنوبية", "قرية النخيل", "وكالة أنباء الصحراء"
TURNED = "\u202eedagirB\u202c 7"  # a name that turns what follows it round
ROWS = (
    (
        "W1", "2031-04-06", "1", "Explosions/Remote violence", "Shelling/artillery/missile attack", FRONT, "Civilians (Libya)", TOWN,
        "25.9", "13.9", "1", OUTLET, "12",
    ),
    ("W2", "2031-08-01", "3", "Battles", "Armed clash", FRONT, TURNED, TOWN, "25.9", "13.9", "3", f"{OUTLET}; Desert Wire", "4"),
    (
        "W3", "2031-05-01", "2", "Protests", "Peaceful protest", "Protesters (Libya)", "", "Café de l’Été 🙂 \"quoted\" <b>", "", "", "2",
        "=cmd|x", "",
    ),
)  # fmt: skip
COLUMNS = (
    "event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1", "actor2", "location", "latitude",
    "longitude", "geo_precision", "source", "fatalities", "country", "notes",
)  # fmt: skip


@pytest.fixture(scope="module")
def wild(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wild")
    path = make_record(folder / "record.db")
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows([*row, "Libya", f"Invented. {FRONT} ⟨{number}⟩."] for number, row in enumerate(ROWS))
    with reportedly.open(path) as record:
        account = record.add(folder / "rows.csv", mapping="acled-like")
        assert account.stored == len(ROWS), account.words
        record.correct("c1", "mode", "artillery", who="ada", reason="seen")
        record.reject("c4", who="ada")
        record.withhold("person", "Tarek Ouldin", who="ada")
        record.withhold("source", "Desert Wire", who="ada")
    return path


@pytest.fixture(scope="module")
def data_of(wild: Path) -> Callable[[str], bytes]:
    def find(name: str) -> bytes:
        out = io.BytesIO()
        with reportedly.open(wild) as record:
            record.export(name, out)
        return out.getvalue()

    return find


def test_the_record_is_as_wild_as_it_says(wild: Path) -> None:
    with reportedly.open(wild) as record:
        events = record.to_arrow("events").to_pylist()
        claims = record.to_arrow("claims").to_pylist()
    assert any(one["start"] is None for one in events) and any(one["place"] is None for one in events)
    assert any(FRONT in one["actor"] for one in events) and any(one["place"] == TOWN for one in events)
    assert any((one["voices"] or "").count("<") >= 1 for one in claims) and any(one["redacted"] for one in claims)
    assert any(one["verdict"] == "wrong" for one in claims) and any(one["corrected"] for one in claims)


def test_stix(data_of: Callable[[str], bytes]) -> None:
    stix2 = pytest.importorskip("stix2", reason="pip install stix2")
    validator = pytest.importorskip("stix2validator", reason="pip install stix2-validator")
    words = data_of("stix").decode()
    bundle = stix2.parse(words, allow_custom=False)
    assert any(one.get("name") == FRONT for one in bundle.objects)
    options = validator.ValidationOptions(version="2.1", disabled=ADVICE)
    found = validator.validate_string(words, options)
    assert found.is_valid, [str(one) for one in found.errors][:3]


def test_followthemoney(data_of: Callable[[str], bytes]) -> None:
    lines = [json.loads(line) for line in data_of("ftm").splitlines()]
    assert any(FRONT in one["properties"].get("name", ()) for one in lines)
    for one in lines:
        valid(one)


def test_geojson(data_of: Callable[[str], bytes]) -> None:
    found = geojson.loads(data_of("geojson").decode())
    assert found.is_valid and any(one["properties"]["place"] == TOWN for one in found["features"])


def test_provenance(data_of: Callable[[str], bytes]) -> None:
    rdflib = pytest.importorskip("rdflib", reason="pip install rdflib")
    graph = rdflib.Graph().parse(data=data_of("prov").decode(), format="json-ld")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    claims = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef("urn:reportedly:terms:Claim")))
    assert len(claims) > 15
    assert all((one, prov.wasGeneratedBy, None) in graph and (one, prov.wasQuotedFrom, None) in graph for one in claims)


def test_annotations(data_of: Callable[[str], bytes]) -> None:
    rdflib = pytest.importorskip("rdflib", reason="pip install rdflib")
    found = json.loads(data_of("annotations"))
    graph = rdflib.Graph().parse(data=json.dumps({**found, "@context": LOCAL}), format="json-ld")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    made = set(graph.subjects(rdflib.RDF.type, oa.Annotation))
    assert len(made) == found["total"] > 50
    assert all((one, oa.hasTarget, None) in graph and (one, oa.hasBody, None) in graph for one in made)


def test_citations(data_of: Callable[[str], bytes]) -> None:
    found = json.loads(data_of("csl-json"))
    jsonschema.Draft7Validator(CSL_SCHEMA).validate(found)
    assert any(one.get("container-title") == OUTLET for one in found)


def test_readings(data_of: Callable[[str], bytes]) -> None:
    schema = jsonschema.Draft202012Validator(json_schema())
    lines = data_of("readings").splitlines()
    assert len(lines) > 5
    for line in lines:
        schema.validate(json.loads(line))


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_graphs(name: str, data_of: Callable[[str], bytes]) -> None:
    read: Any = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[name]
    graph = read(io.BytesIO(data_of(name)))
    labels = {data["label"] for _, data in graph.nodes(data=True)}
    assert FRONT in labels and graph.number_of_edges() > 0


@pytest.mark.parametrize("name", ["parquet", "parquet-events"])
def test_parquet(name: str, data_of: Callable[[str], bytes]) -> None:
    table = parquet.read_table(io.BytesIO(data_of(name)))
    assert any(FRONT in (names or []) for names in table.column("actor").to_pylist())
    table.validate(full=True)


def test_what_people_coded_leaves_as_they_coded_it(data_of: Callable[[str], bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(data_of("acled-like").decode("utf-8-sig"), newline="")))
    coded = {row["fatalities"]: row for row in rows if row["location"] == TOWN}
    assert coded.keys() == {"12"}  # of the clash no word says who is rebel or soldier: it is left out, and counted
    assert (coded["12"]["actor1"], coded["12"]["actor2"]) == (FRONT, "Civilians (Libya)")
    assert (coded["12"]["sub_event_type"], coded["12"]["source"]) == (ROWS[0][4], OUTLET)
