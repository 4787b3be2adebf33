"""The label mappings of the training corpora name only types, modes, roles, tolls and kinds that exist, and every tag of the corpora."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from reportedly.codebooks.load import load_codebook
from reportedly.schema.claim import RelationType, Role
from reportedly.schema.codebook import Codebook
from reportedly.schema.mention import MENTION_KINDS

PROJECT = Path(__file__).resolve().parents[2]
MAPPINGS = PROJECT / "src" / "reportedly" / "corpora" / "mappings"
DATA = PROJECT.parent / "shared" / "data"


@pytest.fixture(scope="module")
def plover() -> Codebook:
    return load_codebook()


def _mapping(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((MAPPINGS / f"{name}.yaml").read_text("utf-8"))
    return loaded


def _lines(*path: str) -> list[dict[str, Any]]:
    file = DATA.joinpath(*path)
    if not file.exists():
        pytest.skip(f"needs ../shared/data/{'/'.join(path)} beside the project")
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def _check(entry: dict[str, Any] | None, codebook: Codebook, where: str) -> None:
    """A type exists or is null with a reason; its mode is one of its modes; its toll is one of the tolls."""
    if entry is None:
        return
    if entry["type"] is None:
        assert entry.get("reason"), where
        return
    kind = codebook.event_type(entry["type"])
    assert kind is not None, where
    assert entry.get("mode") is None or kind.mode(entry["mode"]) is not None, where
    assert entry.get("toll") is None or entry["toll"] in codebook.tolls, where


def test_wikievents_names_types_modes_roles_and_tolls_that_exist(plover: Codebook) -> None:
    mapping = _mapping("wikievents")
    for name, entry in mapping["events"].items():
        _check(entry, plover, name)
        for beginning, instead in entry.get("triggers", {}).items():
            assert beginning == beginning.lower()
            _check(instead, plover, f"{name}, {beginning}")
    roles = {
        *mapping["roles"].values(),
        *(role for given in mapping["roles_by_event"].values() for role in given.values()),
    }
    assert roles <= {*get_args(Role), None}
    assert set(mapping["entity_types"].values()) <= {*MENTION_KINDS, None}


@pytest.mark.corpora
def test_wikievents_maps_every_type_and_role_of_the_ontology_and_the_annotations() -> None:
    mapping = _mapping("wikievents")
    (ontology,) = (
        [json.loads((DATA / "wikievents" / "event_role_KAIROS.json").read_text("utf-8"))] if DATA.exists() else [None]
    )
    if ontology is None:
        pytest.skip("needs ../shared/data/wikievents beside the project")
    assert set(ontology) <= set(mapping["events"])
    assert {role for kind in ontology.values() for role in kind["roles"]} <= set(mapping["roles"])
    for name in ("train_from_mc2259_wiki-train-human.jsonl", "dev.jsonl"):
        events = [event for document in _lines("wikievents", name) for event in document["event_mentions"]]
        assert {event["event_type"] for event in events} <= set(mapping["events"])
        assert {argument["role"] for event in events for argument in event["arguments"]} <= set(mapping["roles"])


def test_muc4_names_types_and_roles_that_exist(plover: Codebook) -> None:
    mapping = _mapping("muc4")
    for name, entry in mapping["incidents"].items():
        _check(entry, plover, name)
    assert set(mapping["roles"].values()) | set(mapping["key_slots"].values()) <= set(get_args(Role))


@pytest.mark.corpora
def test_muc4_maps_every_incident_stage_and_confidence() -> None:
    mapping = _mapping("muc4")
    for key in _lines("muc4", "keys_train.jsonl"):
        assert {kind.lower() for kind in key.get("INCIDENT: TYPE", [])} <= set(mapping["incidents"])
        assert set(key.get("INCIDENT: STAGE OF EXECUTION", [])) <= set(mapping["stages"])
        given = {value.split(":")[0].strip() for value in key.get("PERP: ORGANIZATION CONFIDENCE", [])}
        clear = {value for value in given if value and not set(value) & set('"/?(')}
        assert clear <= set(mapping["confidence"])


@pytest.mark.parametrize("name", ["re3d", "gum", "gmb", "crossner", "wikigold"])
def test_entity_tags_go_to_mention_kinds_or_null(name: str) -> None:
    mapping = _mapping(name)
    assert set(mapping["entities"].values()) <= {*MENTION_KINDS, None}
    unsaid = set(mapping.get("cannot_say", ()))
    assert unsaid <= set(MENTION_KINDS)
    assert unsaid.isdisjoint(mapping["entities"].values())


def test_re3d_relations_are_ours_or_null_with_a_reason() -> None:
    for name, entry in _mapping("re3d")["relations"].items():
        assert entry["relation"] in get_args(RelationType) or entry.get("reason"), name


@pytest.mark.corpora
def test_re3d_maps_every_type() -> None:
    mapping = _mapping("re3d")
    for name in ("train.jsonl", "dev.jsonl"):
        for document in _lines("re3d", name):
            assert {entity["type"] for entity in document["entities"]} <= set(mapping["entities"])
            assert {relation["type"] for relation in document["relations"]} <= set(mapping["relations"])


@pytest.mark.corpora
def test_plover_gsr_maps_every_event_and_each_mode_lands_on_one_that_exists(plover: Codebook) -> None:
    mapping = _mapping("plover_gsr")
    for record in _lines("plover_gsr", "records.jsonl"):
        mapped = mapping["events"][record["event"]]
        change = mapping["modes"].get(f"{record['event']}/{record.get('mode') or ''}", {})
        mode = change.get("mode", record.get("mode") or mapped.get("mode"))
        _check({"type": change.get("type", mapped["type"]), "mode": mode}, plover, record["id"])
