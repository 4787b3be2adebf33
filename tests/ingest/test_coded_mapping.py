from pathlib import Path

import pytest
import yaml

from reportedly.codebooks.load import load_codebook
from reportedly.errors import CodebookError
from reportedly.ingest.coded_mapping import PACKAGED, CodedMapping, load_mapping, packaged_mappings

CODEBOOK = load_codebook()
SMALL = {
    "name": "small",
    "version": "1",
    "about": "An invented scheme.",
    "type": {"columns": ["kind"], "values": {"Shelling": {"type": "ASSAULT", "mode": "heavy-weapons"}}},
    "when": {"start": "day"},
}


def load(tmp_path: Path, **changes: object) -> CodedMapping:
    path = tmp_path / "small.yaml"
    path.write_text(yaml.safe_dump({**SMALL, **changes}), encoding="utf-8")
    return load_mapping(path, CODEBOOK)


def test_the_packaged_mappings_are_sound() -> None:
    assert packaged_mappings() == ("acled-like", "maverick", "ucdp-like")
    for name in packaged_mappings():
        mapping = load_mapping(name, CODEBOOK)
        assert mapping.rules.name == name
        assert mapping.model.startswith(f"coded:{name}@sha256:")
        assert not any(column.endswith("?") for column in mapping.columns)


def test_a_value_without_an_obvious_type_says_why() -> None:
    for path in PACKAGED.glob("*.yaml"):
        for label, value in load_mapping(path.stem, CODEBOOK).rules.type.values.items():
            assert value.type is not None or value.reason, f"{path.stem}: {label}"


def test_acleds_sub_event_types_are_all_there() -> None:
    # The list of the ACLED codebook (acledR, data/*.rda).
    acled = (
        "Armed clash|Government regains territory|Non-state actor overtakes territory|Chemical weapon|Air/drone strike|"
        "Suicide bomb|Shelling/artillery/missile attack|Remote explosive/landmine/IED|Grenade|Sexual violence|Attack|"
        "Abduction/forced disappearance|Peaceful protest|Protest with intervention|Excessive force against protesters|"
        "Violent demonstration|Mob violence|Agreement|Arrests|Change to group/activity|Disrupted weapons use|"
        "Headquarters or base established|Looting/property destruction|Non-violent transfer of territory|Other"
    )
    assert set(acled.split("|")) <= set(load_mapping("acled-like", CODEBOOK).rules.type.values)


def test_the_hash_follows_the_content_and_not_the_line_ends(tmp_path: Path) -> None:
    one = load(tmp_path).model
    path = tmp_path / "small.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_mapping(path, CODEBOOK).model == one
    assert load(tmp_path, version="2").model != one


def test_which_columns_a_table_must_have(tmp_path: Path) -> None:
    found = load(tmp_path, id="row?", parties=[{"name": "side{n}", "id": "side{n}_id?", "numbers": 2, "role": "actor"}])
    assert found.columns == {
        "kind": True, "side1": True, "side2": True, "side1_id": False, "side2_id": False, "row": False, "day": True,
    }  # fmt: skip
    assert found.rules.id == "row"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"tols": []}, "unknown key 'tols'. Did you mean 'tolls'?"),
        ({"when": {"begin": "day"}}, "unknown key 'begin' in when"),
        ({"type": {"columns": ["kind"], "values": {"A": {"tipe": "ASSAULT"}}}}, "unknown key 'tipe' in type.values. Did you mean 'type'?"),
        ({"parties": [{"name": "a", "role": "actor", "idd": "x"}]}, "unknown key 'idd' in parties. Did you mean 'id'?"),
        ({"when": None}, "not a sound mapping"),
        ({"when": {"start": 3}}, "$.when.start"),
        ({"type": {"columns": ["kind"], "values": {"A": {"type": "ASAULT"}}}}, "Did you mean 'ASSAULT'?"),
        ({"type": {"columns": ["kind"], "values": {"A": {"type": "ASSAULT", "mode": "ariel"}}}}, "Did you mean 'aerial'?"),
        ({"type": {"columns": ["kind"], "values": {"A": {"type": None}}}}, "without a reason"),
        ({"tolls": [{"what": "kiled", "best": "dead"}]}, "Did you mean 'killed'?"),
        ({"tolls": [{"what": "killed"}]}, "no column"),
        ({"parties": [{"name": "a"}]}, "no role"),
        ({"parties": [{"name": "a{n}", "role": "actor", "numbers": 500}]}, "500 numbered columns"),
        ({"where": {"name": ["town"], "precisions": {"1": 9}}}, "place precision 9"),
        ({"source": {"column": "src", "pattern": "("}}, "no regular expression"),
        ({"source": {"column": "src", "pattern": "(?P<who>.*)"}}, "without the right groups"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_cure(tmp_path: Path, changes: dict[str, object], says: str) -> None:
    with pytest.raises(CodebookError) as caught:
        load(tmp_path, **changes)
    assert "small.yaml" in str(caught.value)
    assert says in str(caught.value)
    assert caught.value.cure


def test_a_mapping_that_is_not_there_suggests_one() -> None:
    with pytest.raises(CodebookError, match="Did you mean 'acled-like'"):
        load_mapping("aclad-like")


def test_yaml_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(CodebookError, match="not valid YAML"):
        load_mapping(tmp_path / "a.yaml", CODEBOOK)
    (tmp_path / "b.yaml").write_text("- a", encoding="utf-8")
    with pytest.raises(CodebookError, match="not a mapping"):
        load_mapping(tmp_path / "b.yaml", CODEBOOK)
