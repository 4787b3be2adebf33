"""Web Annotations: each selector finds its words in the report, and the JSON-LD is what the model asks for."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.export.made_dossiers import SECOND, WITHHELD, MadeDossiers, made_dossiers, spans_in

from reportedly.export.annotations import AROUND, CONTEXT, write_annotations
from reportedly.schema import Span

OA = "http://www.w3.org/ns/oa#"
# The terms of the model's context that annotations here use, so that nothing has to be fetched.
LOCAL: dict[str, Any] = {
    "oa": OA, "as": "http://www.w3.org/ns/activitystreams#", "dc": "http://purl.org/dc/elements/1.1/", "id": "@id", "type": "@type",
    "dcterms": "http://purl.org/dc/terms/", "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "foaf": "http://xmlns.com/foaf/0.1/", "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: f"oa:{name}" for name in ("Annotation", "TextualBody", "SpecificResource", "TextPositionSelector", "TextQuoteSelector")},
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage", "Text": "http://purl.org/dc/dcmitype/Text",
    "Software": "as:Application", "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "scope": {"@id": "oa:hasScope", "@type": "@id"}, "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "tagging": "oa:tagging",
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"}, "classifying": "oa:classifying", "identifying": "oa:identifying",
    "value": "rdf:value", "format": "dc:format", "language": "dc:language", "exact": "oa:exact", "prefix": "oa:prefix",
    "suffix": "oa:suffix", "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"}, "label": "rdfs:label", "name": "foaf:name",
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"}, "generator": {"@id": "as:generator", "@type": "@id"},
    "first": {"@id": "as:first", "@type": "@id"}, "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "total": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
}  # fmt: skip


def written(dossiers: MadeDossiers) -> dict[str, Any]:
    out = io.BytesIO()
    write_annotations(dossiers, out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def items(dossiers: MadeDossiers) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = written(dossiers)["first"]["items"]
    return found


def found_by(text: str, selector: dict[str, Any]) -> list[tuple[int, int]]:
    """Where a selector finds its words in a text."""
    if selector["type"] == "TextPositionSelector":
        return [(selector["start"], selector["end"])]
    before, exact = selector.get("prefix", ""), selector["exact"]
    whole = before + exact + selector.get("suffix", "")
    starts = [at for at in range(len(text)) if text.startswith(whole, at)]
    return [(at + len(before), at + len(before) + len(exact)) for at in starts]


def test_each_selector_finds_its_words_in_the_report_and_nowhere_else() -> None:
    made = made_dossiers()
    texts = {f"urn:{one.text_hash}": one.text or "" for one in made.reports(text=True)}
    quotes = 0
    for one in items(made):
        held = one["target"][0]
        text = texts[held["source"]["id"]]
        [place] = found_by(text, held["selector"][0])
        for quote in held["selector"][1:]:
            assert text[slice(*place)] == quote["exact"] and place in found_by(text, quote)
            assert len(found_by(text, quote)) == 1
            quotes += 1
        for elsewhere in one["target"][1:]:
            assert elsewhere["source"].startswith("https://") and elsewhere["selector"] == held["selector"][1]
    assert quotes > 40


def test_every_stretch_of_every_claim_is_annotated_with_its_part() -> None:
    made = made_dossiers()
    places: dict[str, set[tuple[int, int]]] = {}
    for one in items(made):
        selector = one["target"][0]["selector"][0]
        claim = one["body"][2]["source"].rsplit(":", 1)[-1]
        places.setdefault(claim, set()).add((selector["start"], selector["end"]))
    assert places == {one.id: {(span.start, span.end) for span in spans_in(one)} for one in made.claims()}
    parts = {one["body"][0]["value"] for one in items(made)}
    assert {"sentence", "trigger", "actor", "recipient", "when", "where", "killed", "voice", "cue", "content"} <= parts


def test_withheld_words_are_pointed_at_and_not_quoted() -> None:
    out = io.BytesIO()
    account = write_annotations(made_dossiers(), out)
    assert WITHHELD.split()[1] not in out.getvalue().decode()
    voice = [one for one in items(made_dossiers()) if one["id"].endswith(":c8:4")]
    [selector] = voice[0]["target"][0]["selector"]
    assert selector == {"type": "TextPositionSelector", "start": SECOND.index("█"), "end": SECOND.rindex("█") + 1}
    assert account.left_out[0][2] == 2
    near = [one for one in items(made_dossiers()) if ":c8:" in one["id"] for one in one["target"][0]["selector"][1:]]
    assert near and all("█" not in json.dumps(one, ensure_ascii=False) for one in near)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib 7 warns of what its own reader uses
def test_as_triples_they_are_annotations_of_the_model() -> None:
    rdflib = pytest.importorskip("rdflib", reason="pip install rdflib")
    found = written(made_dossiers())
    assert found["@context"] == CONTEXT
    graph = rdflib.Graph().parse(data=json.dumps({**found, "@context": LOCAL}), format="json-ld")
    oa, rdf = rdflib.Namespace(OA), rdflib.RDF
    annotations = list(graph.subjects(rdf.type, oa.Annotation))
    assert len(annotations) == found["total"] == len(found["first"]["items"])
    for one in annotations:
        assert list(graph.objects(one, oa.hasBody)) and list(graph.objects(one, oa.hasTarget))
        assert list(graph.objects(one, oa.motivatedBy)) == [oa.tagging]
    assert all(isinstance(start.toPython(), int) for start in graph.objects(None, oa.start))
    # Nothing is lost for want of a term: each key of an annotation became a triple.
    named = {key for one in found["first"]["items"] for key in (*one, *one["body"][0], *one["target"][0], *one["target"][0]["selector"][0])}
    assert named <= set(LOCAL)


@given(st.text(alphabet="ab█🙂é\u0301\ud800 ", min_size=1, max_size=80), st.data())
def test_whatever_the_text_a_quotation_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    made = made_dossiers()
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span(start=start, end=end, text=text[start:end])
    claim = replace(made.all_claims[3], sentence=span, trigger=None, fillers=(), when_span=None, where_span=None, voices=())
    report = replace(made.all_reports[0], text=text)
    [one] = items(replace(made, all_claims=(claim,), all_reports=(report,)))
    whole = text.replace("\ud800", "\ufffd")
    selectors = one["target"][0]["selector"]
    assert ("█" in text[start:end]) == (len(selectors) == 1)
    for selector in selectors:
        assert (start, end) in found_by(whole, selector)
        assert len(selector.get("prefix", "")) <= AROUND


def test_the_same_dossiers_give_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_annotations(made_dossiers(), first)
    write_annotations(made_dossiers(), second)
    assert first.getvalue() == second.getvalue()
