"""PLOVER records: the fields of its gold-standard records, types that roll up, and what leads back."""

import io
import json
from typing import Any

import pytest
from msgspec.structs import replace
from tests.export.fought import ARMY, REBELS, fought
from tests.export.made_dossiers import made_dossiers

from reportedly.codebooks.load import load_codebook
from reportedly.export.base import Ledger
from reportedly.export.plover_json import NO_CONTEXT, NOT_PLOVER, PLOVER, RESOLUTION, WRONG, plover_record

# As in the gold-standard records of openeventdata/PLOVER.
GOLD = ("id", "date", "source", "target", "event", "eventText", "context", "text", "textInfo", "language", "publication", "coder",
        "version", "dateCoded")  # fmt: skip


def record(event: Any) -> Any:
    return plover_record(event, made_dossiers().about, Ledger())


def test_a_record_has_the_fields_of_the_gold_standard() -> None:
    found = record(fought("ASSAULT", "aerial", ARMY, REBELS))
    assert set(GOLD) <= set(found)
    assert (found["date"], found["event"], found["mode"], found["quad"]) == ("2031-04-06", "ASSAULT", "aerial", "material-conflict")
    assert found["source"] == [
        {"actorText": "Army of Lower Ostan", "code": "LBYMIL", "country": "LBY", "sector": "MIL", "id": "government-army"}
    ]
    assert found["target"][0]["code"] == "LBYREB" and found["publication"] == "The Invented Post"
    assert found["location"]["resolution"] == 3 and found["location"]["where_prec"] == 2
    assert found["magnitude"] == {"killed": {"low": 12, "best": 12, "high": None}}
    assert found["coder"] == "reportedly 0.1.0" and found["dateCoded"] == "2031-05-01"


def test_the_words_stand_where_it_says() -> None:
    text = made_dossiers().all_reports[0].text or ""
    found = record(next(made_dossiers().events()))
    info = found["textInfo"]
    assert text[info["start"] : info["end"]] == found["text"]
    for one in (info["event"], *info["actors"]):
        start, _, end = one["at"].partition("..")
        assert text[int(start) : int(end)] == one["text"]
    assert found["reportedly"]["claims"][0].startswith("c1@r1:0..")


def test_who_is_only_described_has_no_code() -> None:
    assert record(fought("ASSAULT", None, "gunmen", None))["source"] == [{"actorText": "gunmen"}]
    assert record(fought("ASSAULT", None, None, None))["target"] == []


@pytest.mark.parametrize(
    ("change", "modes"),
    [
        ({}, []), ({"modality": "planned"}, ["future"]), ({"modality": "hypothetical"}, ["hypothetical"]),
        ({"grade": "denied"}, ["negation"]),
        ({"modality": "planned", "grade": "denied"}, ["future", "negation"]),
    ],
)  # fmt: skip
def test_what_did_not_happen_says_so(change: dict[str, Any], modes: list[str]) -> None:
    assert record(fought("ASSAULT", None, ARMY, None, **change))["auxiliaryModes"] == modes


def test_an_extension_counts_as_the_type_that_it_rolls_up_to() -> None:
    found = record(fought("DEFECT", None, REBELS, None))
    assert (found["event"], found["mode"], found["reportedly"]["type"]) == ("RETREAT", None, "DEFECT")


@pytest.mark.parametrize(
    ("event", "reason"),
    [(fought("FLOOD", None, None, None), NOT_PLOVER), (fought("ASSAULT", None, None, None, verdict="wrong"), WRONG)],
)
def test_what_is_none_of_plovers_is_counted(event: Any, reason: str) -> None:
    ledger = Ledger()
    assert plover_record(event, made_dossiers().about, ledger) is None
    assert ledger.written().left_out == (("events", reason, 1),)


def test_every_type_and_mode_that_can_be_written_is_plovers() -> None:
    modes = {kind.code: {mode.code for mode in kind.modes} for kind in load_codebook().types if kind.parent is None}
    assert len(modes) == 16
    for kind in load_codebook().types:
        for mode in (None, *(one.code for one in kind.modes)):
            found = record(fought(kind.code, mode, None, None))
            assert found["event"] in modes and (found["mode"] is None or found["mode"] in modes[found["event"]])


def test_a_place_is_no_finer_than_it_is_known() -> None:
    assert all(one <= 4 for one in RESOLUTION.values()) and RESOLUTION[6] == 1
    unplaced = fought("ASSAULT", None, None, None, place=None, geonames=None, lat=None, lon=None, country=None, where_prec=None)
    assert record(unplaced)["location"] is None


def test_one_record_a_line_and_a_note_on_contexts() -> None:
    out = io.BytesIO()
    written = PLOVER.write(made_dossiers(), out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [one["id"] for one in lines] == ["v1", "v3", "v4", "v5"] and written.notes == (NO_CONTEXT,)
    assert lines[0]["context"] is None


def test_an_event_without_claims_is_a_record_all_the_same() -> None:
    bare = replace(next(made_dossiers().events()), claims=(), reports=())
    assert record(bare)["text"] is None and record(bare)["publication"] is None
