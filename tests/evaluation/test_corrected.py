import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from reportedly.errors import BrokenLine, MissingFile
from reportedly.evaluation import corrected
from reportedly.export.contract import to_jsonl
from reportedly.schema import DateInterval, PlaceRef, Reading


def day(date: str | None, value: str | None = None) -> DateInterval:
    return DateInterval(value=value or date, start=date, end=date, precision="day")


def place(lat: float | None, lon: float | None, geonames: int | None = None) -> PlaceRef:
    return PlaceRef(name="Invented", geonames=geonames, lat=lat, lon=lon, precision=1, score=1.0)


def figures(key: Reading, ours: Reading) -> dict:
    score = corrected.Score()
    score.add(key, ours)
    score.add(key, key)
    return score.figures()


def test_a_reading_agrees_with_itself(reading: Reading) -> None:
    found = figures(reading, reading)
    rows = [row for name in ("mentions", "claims", "arguments") for row in found[name].values()]
    assert all(row["f1"] == 100 for row in rows) and len(rows) > 10
    assert found["attributions"]["linked triples"]["f1"] == 100
    assert {row["percent"] for row in found["agreement"].values()} == {100.0}
    assert {"stance", "polarity", "claims' dates", "mentions' places"} <= set(found["agreement"])
    assert list(corrected.errors_of(reading, reading)) == []


def test_each_change_is_seen_where_it_is_and_nowhere_else(reading: Reading) -> None:
    first, *rest = reading.claims
    factuality = replace(first.factuality, polarity="negative")
    ours = replace(reading, claims=(replace(first, type="AID", stance="denies", factuality=factuality), *rest))
    found = figures(reading, ours)
    events = sum(claim.kind == "event" for claim in reading.claims)
    assert found["claims"]["events, found"]["right"] == 2 * events
    assert found["claims"]["events, typed"]["right"] == 2 * events - 1
    assert found["claims"]["relations"]["f1"] == found["mentions"]["strict"]["f1"] == 100
    wrong = {name for name, row in found["agreement"].items() if row["agree"] != row["pairs"]}
    assert wrong == {"stance", "polarity", "factuality, all three"}
    assert [error.split(":")[0] for error in corrected.errors_of(reading, ours)] == [f"claim TYPE AID for {first.type}"]


def test_a_shorter_argument_overlaps_but_is_not_exact(reading: Reading) -> None:
    claim = next(one for one in reading.claims if one.kind == "event" and any(" " in a.text for a in one.arguments))
    old = next(one for one in claim.arguments if " " in one.text)
    length = old.text.index(" ")
    short = replace(old, end=old.start + length, text=old.text[:length])
    changed = replace(claim, arguments=tuple(short if one is old else one for one in claim.arguments))
    ours = replace(reading, claims=tuple(changed if one is claim else one for one in reading.claims))
    rows = figures(reading, ours)["arguments"]
    assert rows["overlap"]["f1"] == rows[old.role]["f1"] == 100
    assert rows["exact"]["right"] == rows["exact"]["gold"] - 1


def test_a_claim_that_is_missing_costs_its_arguments_too(reading: Reading) -> None:
    gone = next(one for one in reading.claims if one.kind == "event" and one.arguments)
    ours = replace(reading, claims=tuple(one for one in reading.claims if one is not gone))
    found = figures(reading, ours)
    assert found["claims"]["events, found"]["found"] == found["claims"]["events, found"]["gold"] - 1
    assert found["arguments"]["exact"]["right"] == found["arguments"]["exact"]["gold"] - len(gone.arguments)
    assert any(error.startswith(f"claim MISSED {gone.type}") for error in corrected.errors_of(reading, ours))


@pytest.mark.parametrize(
    ("key", "ours", "same"),
    [
        (day("2031-04-06"), day("2031-04-06"), True),
        (day("2031-04-06"), day("2031-04-07"), False),
        (day("2031-04-06"), None, False),
        (day(None, "P3D"), day(None, "P3D"), True),
        (day(None, "P3D"), day(None, "P4D"), False),
        (day(None, "PAST_REF"), day("2031-04-06"), False),
    ],
)
def test_dates_agree_by_their_days_or_by_their_value(key: DateInterval, ours: DateInterval | None, same: bool) -> None:
    assert corrected.same_date(key, ours) is same


@pytest.mark.parametrize(
    ("key", "ours", "same"),
    [
        (place(10.0, 10.0, 5), place(50.0, 50.0, 5), True),
        (place(10.0, 10.0, 5), place(10.5, 10.5, 6), True),
        (place(10.0, 10.0, 5), place(12.0, 12.0, 6), False),
        (place(10.0, 10.0), None, False),
        (place(None, None), place(None, None), True),
    ],
)
def test_places_agree_by_id_or_by_distance(key: PlaceRef, ours: PlaceRef | None, same: bool) -> None:
    assert corrected.same_place(key, ours) is same


def test_lines_come_back_as_readings(reading: Reading, tmp_path: Path) -> None:
    path = tmp_path / "corrected.jsonl"
    path.write_text(f"{to_jsonl(reading)}\n\n{to_jsonl(reading)}\n", encoding="utf-8")
    assert list(corrected.readings(path)) == [reading, reading]


def test_a_line_that_is_no_reading_is_named(reading: Reading, tmp_path: Path) -> None:
    path = tmp_path / "corrected.jsonl"
    path.write_text(to_jsonl(reading) + '\n{"text": "x"}\n', encoding="utf-8")
    with pytest.raises(BrokenLine, match="line 2 is not a reading"):
        list(corrected.readings(path))


def test_a_span_that_was_moved_by_hand_is_named_with_both_words(reading: Reading, tmp_path: Path) -> None:
    value = json.loads(to_jsonl(reading))
    mention = value["mentions"][0]
    mention["start"], mention["end"] = 0, 3
    path = tmp_path / "corrected.jsonl"
    path.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(BrokenLine, match="line 1") as error:
        list(corrected.readings(path))
    assert mention["text"] in str(error.value) and reading.report.text[:3] in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="nowhere"):
        list(corrected.readings(tmp_path / "nowhere.jsonl"))
