"""Provenance: as triples, each claim leads back to words, report, bytes and what read them; each judgement to a person."""

import io
import json
from typing import Any

import pytest
from msgspec.structs import replace
from tests.export.made_dossiers import WITHHELD, made_dossiers, spans_in

from reportedly.export.prov import write_prov

# rdflib 7 warns of a class that its own reader uses.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

BASE = "urn:reportedly:0123456789ab:"
TERMS = "urn:reportedly:terms:"


def written() -> bytes:
    out = io.BytesIO()
    write_prov(made_dossiers(), out)
    return out.getvalue()


@pytest.fixture(scope="module")
def rdf() -> Any:
    return pytest.importorskip("rdflib", reason="pip install rdflib")


@pytest.fixture(scope="module")
def graph(rdf: Any) -> Any:
    return rdf.Graph().parse(data=written().decode(), format="json-ld")


def test_each_claim_leads_back_to_words_report_and_archived_bytes(rdf: Any, graph: Any) -> None:
    prov = rdf.PROV
    texts = {one.id: one.text or "" for one in made_dossiers().reports(text=True)}
    for claim in made_dossiers().claims():
        node = rdf.URIRef(BASE + claim.id)
        words = list(graph.objects(node, prov.wasDerivedFrom))
        assert {str(one) for one in words} == {f"{BASE}{claim.report}#char={span.start},{span.end}" for span in spans_in(claim)}
        for one in words:
            start, end = (graph.value(one, rdf.URIRef(TERMS + name)).toPython() for name in ("startsAt", "endsBefore"))
            assert str(graph.value(one, prov.value)) == texts[claim.report][start:end]
            assert list(graph.objects(one, prov.wasDerivedFrom)) == [rdf.URIRef(BASE + claim.report)]
        assert graph.value(node, prov.wasQuotedFrom) in words
    archived = graph.value(rdf.URIRef(BASE + "r1"), prov.wasDerivedFrom)
    assert str(archived) == "urn:sha256:" + "12" * 32
    capture = graph.value(archived, prov.wasGeneratedBy)
    assert graph.value(capture, prov.endedAtTime).toPython().isoformat() == "2031-04-10T08:00:00+00:00"
    assert str(graph.value(capture, rdf.URIRef(TERMS + "capturedFrom"))) == "inbox/1.html"
    assert graph.value(rdf.URIRef(BASE + "r2"), prov.wasDerivedFrom) is None  # no bytes of it are kept


def test_each_claim_was_made_by_a_reading_with_program_model_and_codebook(rdf: Any, graph: Any) -> None:
    prov = rdf.PROV
    for claim in made_dossiers().claims():
        reading = graph.value(rdf.URIRef(BASE + claim.id), prov.wasGeneratedBy)
        assert (reading, rdf.RDF.type, prov.Activity) in graph
        used = {str(one) for one in graph.objects(reading, prov.used)}
        assert BASE + claim.report in used and any(":model:sha256:abab" in one for one in used) and len(used) == 3
        agent = graph.value(reading, prov.wasAssociatedWith)
        assert (agent, rdf.RDF.type, prov.SoftwareAgent) in graph
        plan = graph.value(graph.value(reading, prov.qualifiedAssociation), prov.hadPlan)
        assert (plan, rdf.RDF.type, prov.Plan) in graph and str(graph.value(plan, rdf.RDFS.label)).startswith("plover@")


def test_a_judgement_is_what_a_person_did_to_a_claim(rdf: Any, graph: Any) -> None:
    prov = rdf.PROV
    node = rdf.URIRef(BASE + "j1")
    person = graph.value(node, prov.wasAssociatedWith)
    assert (person, rdf.RDF.type, prov.Person) in graph and str(graph.value(person, rdf.RDFS.label)) == "ada"
    assert list(graph.objects(node, prov.influenced)) == [rdf.URIRef(BASE + "c1")]
    assert str(graph.value(node, rdf.URIRef(TERMS + "field"))) == "mode"
    assert graph.value(node, prov.endedAtTime).toPython().year == 2031


def test_an_event_rests_on_its_claims_and_voices_keep_their_order(rdf: Any, graph: Any) -> None:
    event = rdf.URIRef(BASE + "v1")
    assert {str(one) for one in graph.objects(event, rdf.PROV.wasDerivedFrom)} == {BASE + name for name in ("c1", "c2", "c8")}
    assert str(graph.value(event, rdf.URIRef(TERMS + "grade"))) == "contested"
    reasons = rdf.collection.Collection(graph, graph.value(event, rdf.URIRef(TERMS + "reasons")))
    assert str(reasons[0]) == "reported by residents"
    chain = rdf.collection.Collection(graph, graph.value(rdf.URIRef(BASE + "c2"), rdf.URIRef(TERMS + "chain")))
    names = [str(graph.value(one, rdf.RDFS.label)) for one in chain]
    assert names == [one.name for one in made_dossiers().all_claims[1].voices]


def test_properties_have_the_domains_and_ranges_of_prov(rdf: Any, graph: Any) -> None:
    """By hand what SHACL shapes would say: no node is an entity and an activity at once, and links go from the one to the other."""
    prov, kinds = rdf.PROV, {}
    for kind in ("Entity", "Activity", "Agent"):
        for node in graph.subjects(rdf.RDF.type, prov[kind]):
            kinds.setdefault(node, set()).add(kind)
    assert all(len(one) == 1 for one in kinds.values())
    rules = {
        "wasDerivedFrom": ("Entity", "Entity"), "wasQuotedFrom": ("Entity", "Entity"), "wasGeneratedBy": ("Entity", "Activity"),
        "wasAttributedTo": ("Entity", "Agent"), "wasAssociatedWith": ("Activity", "Agent"), "used": ("Activity", "Entity"),
    }  # fmt: skip
    seen = 0
    for name, (domain, wanted) in rules.items():
        for subject, value in graph.subject_objects(prov[name]):
            assert kinds[subject] == {domain}
            assert kinds[value] == {wanted}
            seen += 1
    assert seen > 100


@pytest.mark.filterwarnings("ignore")  # of the package's own
def test_the_prov_package_reads_it() -> None:
    model = pytest.importorskip("prov.model", reason="pip install prov[rdf]")
    pytest.importorskip("rdflib", reason="pip install rdflib")
    document = model.ProvDocument.deserialize(content=written().decode(), format="rdf", rdf_format="json-ld")
    claims = made_dossiers().about.claims
    generated = [one for one in document.get_records(model.ProvGeneration) if str(one.args[1]).endswith("reading")]
    assert len(generated) == claims


def test_the_same_dossiers_give_the_same_bytes_and_nothing_withheld() -> None:
    assert written() == written()
    assert WITHHELD.split()[1].encode() not in written()


def test_days_of_another_grain_and_moments_that_are_none_stay_valid(rdf: Any) -> None:
    made = made_dossiers()
    reports = tuple(replace(one, published="2031-04", captured_at="yesterday") for one in made.all_reports)
    out = io.BytesIO()
    write_prov(replace(made, all_reports=reports), out)
    graph = rdf.Graph().parse(data=out.getvalue().decode(), format="json-ld")
    issued = graph.value(rdf.URIRef(BASE + "r1"), rdf.DCTERMS.issued)
    assert str(issued) == "2031-04" and issued.datatype is None
    assert not any("yesterday" in json.dumps(one) for one in json.loads(out.getvalue())["@graph"])
