"""The STIX 2.1 bundle, held against stix2 and the OASIS validator where they are installed."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.export.made_dossiers import WITHHELD, MadeDossiers, made_dossiers, spans_in

from reportedly.export.stix import write_stix
from reportedly.export.stix_parts import CONFIDENCE, EXTENSION_ID, UNKNOWN_TIME, instant

# Advice, no rules: ids should be random (ours are made of names), addresses with a hash.
ADVICE = "103,302"


def written(dossiers: MadeDossiers) -> bytes:
    out = io.BytesIO()
    write_stix(dossiers, out)
    return out.getvalue()


def objects(dossiers: MadeDossiers) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written(dossiers))["objects"]
    return found


def named(found: list[dict[str, Any]], kind: str, name: str) -> dict[str, Any]:
    [one] = [one for one in found if one["type"] == kind and own(one).get("record_id") == name]
    return one


def own(one: dict[str, Any]) -> dict[str, Any]:
    held: dict[str, Any] = one.get("extensions", {}).get(EXTENSION_ID, {})
    return held


def test_stix2_reads_the_bundle_and_every_object() -> None:
    stix2 = pytest.importorskip("stix2", reason="pip install stix2")
    bundle = written(made_dossiers()).decode()
    parsed = stix2.parse(bundle, allow_custom=False)
    assert len(parsed.objects) == len(json.loads(bundle)["objects"]) > 30
    for one in json.loads(bundle)["objects"]:
        stix2.parse(one, allow_custom=False)


@pytest.mark.filterwarnings("ignore")  # of the validator's own
def test_the_oasis_validator_finds_nothing_wrong() -> None:
    validator = pytest.importorskip("stix2validator", reason="pip install stix2-validator")
    options = validator.ValidationOptions(version="2.1", disabled=ADVICE, strict=True)
    found = validator.validate_string(written(made_dossiers()).decode(), options)
    assert found.is_valid, [str(error) for error in found.errors]


def test_every_reference_leads_to_an_object_of_the_bundle_and_each_comes_once() -> None:
    found = objects(made_dossiers())
    ids = [one["id"] for one in found]
    assert len(ids) == len(set(ids))
    refs = [value for one in found for name, value in one.items() if name.endswith("_ref")]
    refs += [value for one in found for name, values in one.items() if name.endswith("_refs") for value in values]
    assert len(refs) > 40 and set(refs) <= set(ids)
    assert {name for one in found for name in one.get("extensions", {})} == {EXTENSION_ID} < set(ids)


def test_a_claim_is_a_note_with_every_offset_and_a_denial_an_opinion() -> None:
    made = made_dossiers()
    found = objects(made)
    for claim in made.claims():
        note = named(found, "note", claim.id)
        assert note["content"] == claim.sentence.text and note["authors"] == [one.name for one in claim.voices]
        held = [(part["start"], part["end"], part["text"]) for part in (own(note)["quotation"], *own(note)["parts"])]
        contents = [part for one in claim.voices if one.attribution for part in one.attribution.content]
        assert {(span.start, span.end, span.text) for span in spans_in(claim) if span not in contents} <= set(held)
        assert (own(note)["report_id"], own(note)["text_hash"]) == (claim.report, claim.text_hash)
    opinions = {own(one)["record_id"]: one["opinion"] for one in found if one["type"] == "opinion"}
    assert opinions == {"c2": "strongly-agree", "c5": "strongly-disagree", "c8": "strongly-disagree"}


def test_an_incident_has_the_standing_and_a_confidence_from_it() -> None:
    found = objects(made_dossiers())
    incident = named(found, "incident", "v1")
    held = own(incident)
    assert incident["confidence"] == CONFIDENCE[3] == 50
    assert (held["grade"], held["origins_for"], held["origins_against"], held["disputed"]) == ("contested", 1, 1, ["toll:killed"])
    assert incident["description"].startswith("ASSAULT/artillery, 2031-04-06 to 2031-04-06, Murzuq, LY, at least 12 killed. contested: 1 ")
    assert held["tolls"] == [{"what": "killed", "low": 12, "best": 12}] and held["where_prec"] == 2
    assert (incident["created"], incident["modified"]) == ("2031-04-08T00:00:00.000Z", "2031-04-09T00:00:00.000Z")
    related = {one["relationship_type"] for one in found if one["type"] == "relationship"}
    assert related == {"related-to"}
    kinds = {own(one)["relation"] for one in found if one["type"] == "relationship"}
    assert kinds == {"ally_of", "place", "actor", "speaks_for"}


def test_ids_are_the_same_whatever_else_is_exported_and_differ_between_records() -> None:
    made = made_dossiers()
    alone = replace(made, all_events=made.all_events[:1])
    first, second = objects(made), objects(alone)
    assert named(first, "incident", "v1")["id"] == named(second, "incident", "v1")["id"]
    other = objects(replace(made, about=replace(made.about, record="fedcba987654")))
    assert named(other, "incident", "v1")["id"] != named(first, "incident", "v1")["id"]
    assert written(made) == written(made_dossiers())


def test_nothing_withheld_is_in_the_bundle() -> None:
    assert WITHHELD.split()[1] not in written(made_dossiers()).decode()


def test_an_undated_report_has_the_time_of_capture_and_none_at_all_a_time_that_says_so() -> None:
    assert instant(None, "2031-04-10T10:00:00+02:00") == "2031-04-10T08:00:00.000Z"
    assert instant(None, "soon", "2031-04-10") == "2031-04-10T00:00:00.000Z"
    assert instant(None, "not a day") == UNKNOWN_TIME


@settings(max_examples=40)
@given(st.text(max_size=40), st.one_of(st.none(), st.text(max_size=30)), st.one_of(st.none(), st.text(max_size=12)))
def test_whatever_a_report_says_of_itself_stix2_reads_it(title: str, publisher: str | None, published: str | None) -> None:
    stix2 = pytest.importorskip("stix2", reason="pip install stix2")
    made = made_dossiers()
    reports = tuple(replace(one, title=title, publisher=publisher, published=published) for one in made.all_reports)
    bundle = stix2.parse(written(replace(made, all_reports=reports)).decode(), allow_custom=False)
    assert sum(one["type"] == "report" for one in bundle.objects) == 2
