"""Readings that come from elsewhere: taken as they are where they hold together, else one Rejection that says what does not."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import build_reading

from reportedly.corroborate.standing import stand
from reportedly.export.contract import to_jsonl
from reportedly.ingest.coded import readings_from_rows
from reportedly.ingest.coded_mapping import load_mapping
from reportedly.ingest.files import items_from_path, report_from_item
from reportedly.ingest.item import Item
from reportedly.ingest.jsonl import is_record
from reportedly.ingest.readings import check_reading, reading_from_item
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Reading, Report, report_id

LINE = to_jsonl(build_reading())
Change = Callable[[dict[str, Any]], object]


def item(line: str | bytes) -> Item:
    return Item(where="a.jsonl:1", data=line.encode() if isinstance(line, str) else line, line=1, method="line")


def changed(change: Change) -> Reading | Rejection | None:
    record = copy.deepcopy(json.loads(LINE))
    change(record)
    return reading_from_item(item(json.dumps(record)))


def test_a_reading_is_taken_as_it_is() -> None:
    assert reading_from_item(item(LINE)) == build_reading()
    assert reading_from_item(item(b"\xef\xbb\xbf" + LINE.encode())) == build_reading()


def test_half_a_surrogate_pair_comes_back_too() -> None:
    base = build_reading()
    text = base.report.text + " \ud83d"
    report = Report(**{**{name: getattr(base.report, name) for name in base.report.__struct_fields__}, "text": text, "id": report_id(text)})
    reading = Reading(**{**{name: getattr(base, name) for name in base.__struct_fields__}, "report": report})
    assert reading_from_item(item(to_jsonl(reading))) == reading


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "Shells fell on Murzuq."}',
        '{"text": "He wrote \\"report\\", \\"claims\\" and \\"made_by\\".", "report": 1, "claims": [], "made_by": {}}',
        '{"title": "report", "text": "claims", "publisher": "made_by"}',
        '["report", "claims", "made_by"]',
        "{broken",
        '{"report": {}, "claims": []}',
    ],
)
def test_a_line_that_is_none_is_left_to_the_reader_of_reports(line: str) -> None:
    try:
        assert reading_from_item(item(line)) is None
    except ValueError:
        pytest.fail("a line that is no reading must not raise")


def test_a_whole_file_is_no_line(tmp_path: Path) -> None:
    assert reading_from_item(Item(where="a.txt", data=LINE.encode())) is None


def first(record: dict[str, Any], *path: str | int) -> Any:
    for step in path:
        record = record[step]  # type: ignore[index]
    return record


WRONG: dict[str, tuple[Change, str]] = {
    "a word moved": (lambda r: first(r, "claims", 0, "trigger").update(start=31, end=38), "reading.claims[0].trigger says"),
    "past the end": (lambda r: first(r, "claims", 0, "sentence").update(end=99_999), "outside a text"),
    "backwards": (lambda r: first(r, "mentions", 0).update(start=90, end=3), "outside a text"),
    "another text": (lambda r: r["report"].update(text=r["report"]["text"].replace("Murzuq", "Sabhaa")), "not the hash"),
    "another hash": (lambda r: r["report"].update(id="sha256:00"), "not the hash"),
    "no such entity": (lambda r: first(r, "claims", 0, "arguments", 0).update(entity="e99"), "names 'e99'"),
    "no such voice": (lambda r: first(r, "claims", 0).update(according_to=["a99"]), "names 'a99'"),
    "no such event": (lambda r: first(r, "claims", 0).update(event="v99"), "names 'v99'"),
    "an event of no claim": (lambda r: first(r, "events", 0).update(claims=["c99"]), "names 'c99'"),
    "two claims of one id": (lambda r: first(r, "claims", 1).update(id="c1"), "2 claims have the id"),
    "an id of control characters": (lambda r: first(r, "mentions", 0).update(id="m\u0000"), "is no id"),
    "a voice inside itself": (lambda r: first(r, "attributions", 2).update(parent="a3"), "stands in itself"),
    "voices in a ring": (lambda r: first(r, "attributions", 3).update(parent="a3"), "stands in itself"),
    "a day that is none": (lambda r: first(r, "claims", 0, "when").update(start="2031-02-30"), "no ISO date"),
    "a date of publication that is none": (lambda r: r["report"].update(published="Tuesday"), "is not a date"),
    "a date in a long form": (lambda r: r["report"].update(published="2031-04-08T10:00"), "short form"),
    "a language that is none": (lambda r: r["report"].update(language="the Queen's"), "language"),
    "a point that is none": (lambda r: first(r, "claims", 0, "where").update(lat=91.5), "no point"),
    "half a point": (lambda r: first(r, "claims", 0, "where").update(lon=None), "no point"),
    "a precision that is none": (lambda r: first(r, "claims", 0, "where").update(precision=8), "from 1 to 7"),
    "a country that is none": (lambda r: first(r, "claims", 0, "where").update(country="Libya"), "no code"),
    "a place of no name": (lambda r: first(r, "claims", 0, "where").update(name=""), "no name"),
    "a GeoNames id too long": (lambda r: first(r, "claims", 0, "where").update(geonames=2**60), "GeoNames"),
    "a toll below none": (lambda r: first(r, "claims", 0, "toll", 0).update(low=-1), "counts -1"),
    "a toll of everybody": (lambda r: first(r, "claims", 0, "toll", 0).update(high=10**15), "counts 1000"),
    "a score above one": (lambda r: first(r, "claims", 0).update(score=1.5), "from 0 to 1"),
    "a type that is none": (lambda r: first(r, "claims", 0).update(type="A\n"), "type or mode"),
    "a stance that is none": (lambda r: first(r, "claims", 0).update(stance="shrugs"), "Invalid enum value 'shrugs'"),
    "a role that is none": (lambda r: first(r, "claims", 0, "arguments", 0).update(role="hero"), "Invalid enum value 'hero'"),
    "a number for words": (lambda r: first(r, "claims", 0, "trigger").update(text=7), "Expected `str`"),
    "a field missing": (lambda r: first(r, "claims", 0).pop("sentence"), "missing required field `sentence`"),
    "an empty report": (lambda r: r["report"].update(text=" ", id=report_id(" ")), "empty report"),
    "half a character in a name": (lambda r: first(r, "entities", 0).update(name="\ud800"), "entities[0].name has a character"),
    "half a character in a date": (lambda r: first(r, "claims", 0, "when").update(value="\ud800"), "when.value has a character"),
    "a model of NULs": (lambda r: first(r, "made_by").update(model="\u0000"), "made_by.model has a character"),
    "an actor of line ends": (lambda r: first(r, "entities", 0).update(actor="a\nb"), "has the actor"),
}  # fmt: skip


def test_a_reading_of_a_coded_row_comes_back_with_the_ids_of_its_coders(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(
        "event_id_cnty,event_date,year,event_type,sub_event_type,actor1,country,location,latitude,longitude,source,fatalities,notes\n"
        '"LBY (12/7), a",06 April 2031,2031,Battles,Armed clash,Amber Front,Libya,Murzuq,25.92,13.92,Invented Post,3,"Shelled, it says."\n',
        encoding="utf-8",
    )
    [coded] = readings_from_rows(table, load_mapping("acled-like"), stand)
    assert isinstance(coded, Reading) and coded.claims
    assert reading_from_item(item(to_jsonl(coded))) == coded


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_hold_together_is_rejected_with_its_reason(name: str) -> None:
    change, reason = WRONG[name]
    found = changed(change)
    assert isinstance(found, Rejection)
    assert reason in found.reason and found.reason.startswith("a.jsonl:1 ") and found.cure
    assert found.reason.count("\n") == 0


def test_a_reading_may_be_longer_than_a_report_and_not_endless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("reportedly.ingest.lines_of_json.MAX_LINE_BYTES", 1000)
    monkeypatch.setattr("reportedly.ingest.jsonl.MAX_LINE_BYTES", 1000)
    monkeypatch.setattr("reportedly.ingest.kinds.MAX_LINE_BYTES", 1000)
    path = tmp_path / "a.jsonl"
    short = '{"text": "Shells fell on Murzuq."}\n'
    path.write_text(short + LINE + "\n" + short + '{"text": "' + "x" * 2000 + '"}\n' + LINE, encoding="utf-8")

    def found() -> list[Any]:
        return [reading_from_item(one) for one in items_from_path(path) if isinstance(one, Item)]

    assert found() == [None, build_reading(), None, None, build_reading()]
    for name in ("readings", "lines_of_json"):
        monkeypatch.setattr(f"reportedly.ingest.{name}.MAX_READING_BYTES", len(LINE.encode()) - 10)
    again = found()
    assert len(again) == 5
    assert isinstance(again[1], Rejection) and again[1].kind == "TooLarge" and again[1].where.endswith(":2")
    assert isinstance(again[4], Rejection) and again[2] is again[3] is None


def test_a_reading_nested_without_end_is_rejected_or_left() -> None:
    deep = '{"report": ' + "[" * 100_000 + ', "claims": [], "made_by": {}}'
    found = reading_from_item(item(deep))
    assert found is None or isinstance(found, Rejection)


def test_readings_are_told_as_json_lines_whatever_the_file_is_called(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(LINE + "\n" + LINE + "\n", encoding="utf-8")
    found = list(items_from_path(path))
    assert [one.line for one in found if isinstance(one, Item)] == [1, 2]
    assert is_record(LINE) and not is_record('{"report": {}, "claims": []}')


def test_who_reads_reports_is_told_what_a_reading_is_for() -> None:
    found = report_from_item(item(LINE))
    assert isinstance(found, Rejection) and found.reason == "a.jsonl:1 is a reading, not a report." and "reportedly add" in found.cure


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [path, *(one for key, inner in value.items() for one in leaves(inner, (*path, key)))]
    if isinstance(value, list):
        return [path, *(one for key, inner in enumerate(value) for one in leaves(inner, (*path, key)))]
    return [path]


PLACES = [path for path in leaves(json.loads(LINE)) if path]
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8), st.just([]), st.just({}),
    st.sampled_from(["e1", "c1", "a1", "2031-04-08", "LY", -1, 0, 1, 2**70, 1e308, "\u0000", "\ud800"]),
)  # fmt: skip


@given(st.sampled_from(PLACES), JUNK)
def test_whatever_stands_in_one_place_it_is_a_sound_reading_or_one_rejection(path: tuple[str | int, ...], junk: Any) -> None:
    def change(record: dict[str, Any]) -> None:
        at: Any = record
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = junk

    found = changed(change)
    if isinstance(found, Reading):
        check_reading(found)  # and again: nothing of the check hangs on how it was made
        assert reading_from_item(item(to_jsonl(found))) == found
    elif found is None:
        assert path[0] in ("report", "claims", "made_by")
    else:
        assert found.reason and found.cure


@given(st.data())
def test_a_line_cut_off_or_overwritten_never_raises(data: st.DataObject) -> None:
    raw = bytearray(LINE.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=5))
    found = reading_from_item(item(bytes(raw)))
    assert found is None or isinstance(found, Reading | Rejection)
