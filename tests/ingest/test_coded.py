import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.codebooks.load import load_codebook
from reportedly.corroborate.standing import stand
from reportedly.export.contract import from_json, to_json
from reportedly.ingest.coded import captured_rows, given_event, is_coded, readings_from_rows
from reportedly.ingest.coded_mapping import CodedMapping, load_mapping
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Reading, Span, report_id

CODEBOOK = load_codebook()
MAPPINGS = {name: load_mapping(name, CODEBOOK) for name in ("acled-like", "ucdp-like", "maverick")}
EXAMPLE = Path(__file__).parents[2] / "examples" / "incidents.csv"

ACLED: dict[str, str] = {
    "event_id_cnty": "INV1", "event_date": "06 April 2031", "time_precision": "1", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Amber Front", "actor2": "Southern Lantern Brigade", "country": "Libya",
    "location": "Murzuq", "latitude": "25.92", "longitude": "13.92", "geo_precision": "1", "source": "Desert Wire",
    "notes": "Invented.", "fatalities": "3",
}  # fmt: skip
UCDP: dict[str, str] = {
    "id": "77", "type_of_violence": "3", "side_a": "Amber Front", "side_a_new_id": "9001", "side_b": "Civilians",
    "side_b_new_id": "9999", "source_office": "Desert Wire;Southern Monitor", "source_date": "2031-04-07;2031-04-09",
    "source_headline": "Depot shelled;Nine dead", "source_original": "residents", "where_prec": "2",
    "where_coordinates": "Murzuq town", "latitude": "25.92", "longitude": "13.92", "country": "Libya", "date_prec": "2",
    "date_start": "2031-04-05 00:00:00.000", "date_end": "2031-04-06 00:00:00.000", "best": "9", "low": "7", "high": "12",
}  # fmt: skip


def table(tmp_path: Path, rows: Iterable[dict[str, str]]) -> Path:
    rows = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / "rows.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


def outcomes(path: Path, mapping: str | CodedMapping = "acled-like") -> list[Reading | Rejection]:
    return list(readings_from_rows(path, MAPPINGS[mapping] if isinstance(mapping, str) else mapping, stand))


def read(tmp_path: Path, mapping: str = "acled-like", **changes: str) -> Reading:
    base = {"acled-like": ACLED, "ucdp-like": UCDP}[mapping]
    [found] = outcomes(table(tmp_path, [{**base, **changes}]), mapping)
    assert isinstance(found, Reading), found
    return found


def refused(tmp_path: Path, mapping: str = "acled-like", **changes: str) -> Rejection:
    base = {"acled-like": ACLED, "ucdp-like": UCDP}[mapping]
    [found] = outcomes(table(tmp_path, [{**base, **changes}]), mapping)
    assert isinstance(found, Rejection), found
    return found


def check(reading: Reading, spans_of: Callable[[object], list[Span]]) -> None:
    text = reading.report.text
    assert reading.report.id == report_id(text)
    assert [span for span in spans_of(reading) if text[span.start : span.end] != span.text] == []
    entities = {one.id for one in reading.entities}
    attributions = {one.id for one in reading.attributions}
    assert {a.entity for claim in reading.claims for a in claim.arguments} - {None} <= entities
    assert {mention.entity for mention in reading.mentions} - {None} <= entities
    assert {name for claim in reading.claims for name in claim.according_to} <= attributions
    assert {claim.event for claim in reading.claims} <= {event.id for event in reading.events}
    assert from_json(to_json(reading)) == reading


def roles(reading: Reading) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in reading.claims[0].arguments:
        found.setdefault(one.role, []).append(one.text)
    return found


# What a row becomes


def test_a_row_is_a_report_of_its_own_words(tmp_path: Path, spans_of: Callable[[object], list[Span]]) -> None:
    found = read(tmp_path)
    check(found, spans_of)
    assert found.report.text.splitlines()[:2] == ["event_id_cnty: INV1", "event_date: 06 April 2031"]
    assert (found.report.given_id, found.report.publisher, found.report.published) == ("INV1", "Desert Wire", None)
    [claim] = found.claims
    assert (claim.type, claim.mode, claim.trigger and claim.trigger.text) == ("ASSAULT", None, "Armed clash")
    assert claim.when is not None and (claim.when.start, claim.when.end, claim.when.precision) == (
        "2031-04-06",
        "2031-04-06",
        "day",
    )
    assert claim.where is not None
    assert (claim.where.name, claim.where.lat, claim.where.lon) == ("Murzuq", 25.92, 13.92)
    assert (claim.where.country, claim.where.precision, claim.where.geonames) == ("LY", 1, None)
    assert [(one.what, one.low, one.best, one.high, one.span.text) for one in claim.toll] == [("killed", 3, 3, 3, "3")]
    assert roles(found)["actor"] == ["Amber Front"]
    assert roles(found)["recipient"] == ["Southern Lantern Brigade"]
    [attribution] = found.attributions
    assert attribution.source is not None and attribution.source.text == "Desert Wire"
    assert [one.text for one in attribution.content] == ["Invented."]
    assert is_coded(found) and given_event(found) is None
    assert found.made_by.model == MAPPINGS["acled-like"].model
    assert found.made_by.codebook == CODEBOOK.hash


def test_each_source_of_a_row_is_a_voice_of_its_own(tmp_path: Path, spans_of: Callable[[object], list[Span]]) -> None:
    found = read(tmp_path, source="Desert Wire; Southern Monitor")
    check(found, spans_of)
    assert [claim.according_to for claim in found.claims] == [("a1",), ("a2",)]
    assert found.report.publisher is None
    assert found.events[0].standing.grade == "corroborated"
    assert found.events[0].claims == ("c1", "c2")
    assert read(tmp_path, source="").claims[0].according_to == ()


def test_the_grade_is_the_one_that_read_reports_get(tmp_path: Path) -> None:
    found = read(tmp_path, source="A; B; C")
    by_id = {one.id: one for one in found.attributions}
    assert found.events[0].standing == stand(found.claims, by_id, {one.id: one for one in found.entities})


def test_a_ucdp_row(tmp_path: Path, spans_of: Callable[[object], list[Span]]) -> None:
    found = read(tmp_path, "ucdp-like")
    check(found, spans_of)
    claim = found.claims[0]
    assert claim.when is not None and (claim.when.start, claim.when.end, claim.when.precision) == (
        "2031-04-05",
        "2031-04-06",
        "days",
    )
    assert claim.where is not None and (claim.where.name, claim.where.precision) == ("Murzuq town", 2)
    assert (claim.toll[0].low, claim.toll[0].best, claim.toll[0].high) == (7, 9, 12)
    assert {one.name: (one.actor, one.names) for one in found.entities if one.kind == "organisation"} == {
        "Amber Front": ("ucdp:9001", ("Amber Front",)), "Civilians": (None, ()), "Desert Wire": (None, ("Desert Wire",)),
        "Southern Monitor": (None, ("Southern Monitor",)),
    }  # fmt: skip
    # Known by the day when the last of the cited reports was out; which of the two quotes the residents, the row does not tell.
    assert (found.report.published, found.report.publisher) == ("2031-04-09", None)
    assert [one.according_to for one in found.claims] == [("a1",), ("a2",)]


def test_whom_the_one_source_quotes_is_the_inner_voice(tmp_path: Path) -> None:
    found = read(
        tmp_path, "ucdp-like", source_office="Desert Wire", source_date="2031-04-07", source_headline="Depot shelled"
    )
    [claim] = found.claims
    named = {one.id: one.source and one.source.text for one in found.attributions}
    assert [named[one] for one in claim.according_to] == ["residents", "Desert Wire"]
    assert found.attributions[1].parent == "a1"
    assert (found.report.title, found.report.published) == ("Depot shelled", "2031-04-07")


def test_a_week_and_a_month_are_the_whole_of_them(tmp_path: Path) -> None:
    when = read(tmp_path, time_precision="2", event_date="2031-04-10").claims[0].when
    assert when is not None and (when.start, when.end, when.precision) == ("2031-04-07", "2031-04-13", "week")
    when = read(tmp_path, time_precision="3", event_date="2032-02-10").claims[0].when
    assert when is not None and (when.start, when.end, when.precision) == ("2032-02-01", "2032-02-29", "month")


def test_unknown_is_unknown(tmp_path: Path) -> None:
    found = read(tmp_path, latitude="", longitude="", location="", actor2="", fatalities="", source="")
    claim = found.claims[0]
    assert claim.where is not None
    assert (claim.where.name, claim.where.lat, claim.where.country, claim.where.precision) == ("Libya", None, "LY", 6)
    assert claim.toll == ()
    assert "recipient" not in roles(found)
    assert read(tmp_path, location="", latitude="", longitude="", country="").claims[0].where is None
    assert read(tmp_path, fatalities="0").claims[0].toll == ()


def test_what_a_place_lies_in_is_a_place_of_the_claim_too(tmp_path: Path, spans_of: Callable[[object], list[Span]]) -> None:
    found = read(tmp_path, location="Old Fort", admin3="", admin2="Murzuq", admin1="Fezzan")
    check(found, spans_of)
    assert roles(found)["place"] == ["Old Fort", "Murzuq"] and found.claims[0].where is not None
    assert found.claims[0].where.name == "Old Fort"
    [around] = [one for one in found.mentions if one.text == "Murzuq"]
    assert around.place is None and around.unresolved == "the row has a point of Old Fort only"
    assert roles(read(tmp_path, location="Murzuq", admin3="", admin2="Murzuq", admin1=""))["place"] == ["Murzuq"]


def test_zero_zero_is_no_place(tmp_path: Path) -> None:
    found = read(tmp_path, latitude="0", longitude="0.0")
    where = found.claims[0].where
    assert where is not None and (where.name, where.lat, where.lon) == ("Murzuq", None, None)
    assert [one.unresolved for one in found.mentions if one.kind == "place"] == [
        "latitude 0, longitude 0 is what tables hold for an unknown place"
    ]
    assert read(tmp_path, latitude="0", longitude="13.9").claims[0].where.lat == 0.0  # type: ignore[union-attr]
    half = read(tmp_path, latitude="25.9", longitude="")
    assert [one.unresolved for one in half.mentions if one.kind == "place"] == ["only the latitude is given"]


def test_descriptions_are_not_names(tmp_path: Path) -> None:
    found = read(tmp_path, actor1="Unidentified Armed Group (Libya)", actor2="Civilians (Libya)")
    assert {one.name: one.names for one in found.entities if one.kind == "organisation"} == {
        "Unidentified Armed Group (Libya)": (), "Civilians (Libya)": (), "Desert Wire": ("Desert Wire",),
    }  # fmt: skip


def test_force_against_protesters_is_of_those_who_used_it(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        sub_event_type="Excessive force against protesters",
        actor1="Protesters (Libya)",
        actor2="Police Forces of Libya",
    )
    assert roles(found)["actor"] == ["Police Forces of Libya"]
    assert roles(found)["recipient"] == ["Protesters (Libya)"]


def test_what_is_no_event_of_the_codebook_is_a_report_without_claims(
    tmp_path: Path, spans_of: Callable[[object], list[Span]]
) -> None:
    found = read(tmp_path, sub_event_type="Change to group/activity", event_type="Strategic developments")
    check(found, spans_of)
    assert (found.claims, found.events) == ((), ())
    assert {one.text for one in found.mentions} >= {"Amber Front", "Murzuq"}


def test_a_wider_type_where_the_finer_one_is_not_listed(tmp_path: Path) -> None:
    found = read(tmp_path, sub_event_type="Drone swarm", event_type="Explosions/Remote violence")
    assert (found.claims[0].type, found.claims[0].trigger and found.claims[0].trigger.text) == (
        "ASSAULT",
        "Explosions/Remote violence",
    )


# Rows that can't be read


@pytest.mark.parametrize(
    ("changes", "says", "cure"),
    [
        ({"event_date": "last week"}, "event_date 'last week' is no date", "2031-04-06"),
        ({"event_date": "31 February 2031"}, "is no date", "2031-04-06"),
        ({"event_date": "03/04/2031"}, "may be two dates", "day_first"),
        ({"event_date": ""}, "it has no date", "event_date"),
        ({"latitude": "91"}, "latitude 91 lies outside the globe", "-90 to 90"),
        ({"longitude": "-180.5"}, "lies outside the globe", "WGS 84"),
        ({"latitude": "nan"}, "lies outside the globe", "WGS 84"),
        ({"latitude": "north"}, "latitude 'north' is not a number", "WGS 84"),
        ({"fatalities": "many"}, "fatalities 'many' is not a whole number", "empty"),
        ({"fatalities": "1,000"}, "is not a whole number", "empty"),
        ({"fatalities": "-99"}, "no number of people", "empty"),
        (
            {"sub_event_type": "Armed clas", "event_type": "Battle"},
            "'Armed clas' is no type",
            "Did you mean 'Armed clash'?",
        ),
    ],
)
def test_a_row_that_cannot_be_read_says_why_and_what_to_do(
    tmp_path: Path, changes: dict[str, str], says: str, cure: str
) -> None:
    found = refused(tmp_path, **changes)
    assert found.where.endswith("rows.csv:2")
    assert "row 1" in found.reason and says in found.reason
    assert cure in found.cure
    assert found.kind == "BrokenRow"


def test_day_first_settles_numbered_dates(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "{name: m, version: '1', about: x, type: {columns: [kind], values: {Raid: {type: ASSAULT}}}, when: {start: day, day_first: true}}",
        encoding="utf-8",
    )
    rows = table(tmp_path, [{"kind": "Raid", "day": "03/04/2031"}, {"kind": "Raid", "day": "13.4.2031"}])
    found = outcomes(rows, load_mapping(path, CODEBOOK))
    assert [one.claims[0].when.start for one in found if isinstance(one, Reading)] == ["2031-04-03", "2031-04-13"]  # type: ignore[union-attr]


def test_an_end_before_the_start_stays_unresolved(tmp_path: Path) -> None:
    found = read(tmp_path, "ucdp-like", date_start="2031-04-09")
    assert found.claims[0].when is None
    assert [one.unresolved for one in found.mentions if one.kind == "time"] == [
        "the last day, 2031-04-06, lies before the first, 2031-04-09"
    ]


def test_bounds_that_contradict_the_best_figure_are_left_out_with_a_reason(tmp_path: Path) -> None:
    found = read(tmp_path, "ucdp-like", high="5")
    assert (found.claims[0].toll[0].low, found.claims[0].toll[0].best, found.claims[0].toll[0].high) == (7, 9, None)
    assert [one.unresolved for one in found.mentions if one.kind == "quantity"] == [
        "the highest figure, 5, is below the best, 9"
    ]


def test_broken_rows_stand_beside_good_ones(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    good = ",".join(ACLED.values())
    path.write_text(
        f"{','.join(ACLED)}\n{good}\nbroken\n{good.replace('Murzuq', chr(34) + 'Murzuq')}\n{good}\n", encoding="utf-8"
    )
    found = outcomes(path)
    assert [isinstance(one, Reading) for one in found] == [True, False, False, True]
    assert [one.where.rsplit(":", 1)[1] for one in found if isinstance(one, Rejection)] == ["3", "4"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_bytes_of_each_row_as_they_came(tmp_path: Path, encoding: str) -> None:
    path = table(tmp_path, [{**ACLED, "notes": "Bouaké, l’été\ninvented"}, ACLED])
    raw = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_bytes("".join([*raw, "broken\n"]).encode(encoding))
    kept = list(captured_rows(path, MAPPINGS["acled-like"], stand))
    plain = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
    assert [one.data.decode(plain).splitlines() for one in kept] == [
        "".join(raw[1:3]).splitlines(), raw[3].splitlines(), ["broken"],
    ]  # fmt: skip
    assert [one.where.rsplit(":", 1)[1] for one in kept] == ["2", "4", "5"]
    assert [one.outcome for one in kept] == outcomes(path)


def test_a_table_of_another_scheme_is_one_rejection_that_names_the_columns(tmp_path: Path) -> None:
    row = {**ACLED, "latitud": ACLED["latitude"]}
    del row["latitude"]
    [found] = outcomes(table(tmp_path, [row]))
    assert isinstance(found, Rejection)
    assert "lacks what acled-like needs: 'latitude'" in found.reason
    assert "Did you mean 'latitud'? for 'latitude'" in found.cure
    [missing] = outcomes(tmp_path / "none.csv")
    assert isinstance(missing, Rejection) and missing.kind == "MissingFile"


# Any values at all

VALUE = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=15)
OFTEN = {
    "event_date": st.sampled_from(("2031-04-06", "6 April 2031", "")), "sub_event_type": st.sampled_from(("Attack", "Arrests", "Other")),
    "latitude": st.sampled_from(("25.9", "0", "", "99")), "fatalities": st.sampled_from(("3", "0", "", "x")),
    "time_precision": st.sampled_from(("1", "2", "3", "9")), "source": st.sampled_from(("A; B", "A", ";", "", "A;A")),
}  # fmt: skip
ROW = st.fixed_dictionaries(
    {
        name: st.one_of(OFTEN[name], VALUE) if name in OFTEN else st.one_of(st.just(value), VALUE)
        for name, value in ACLED.items()
    }
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROW, min_size=1, max_size=3))
def test_each_row_has_an_outcome_and_each_value_its_words(
    tmp_path_factory: pytest.TempPathFactory, spans_of: Callable[[object], list[Span]], rows: list[dict[str, str]]
) -> None:
    found = outcomes(table(tmp_path_factory.mktemp("rows"), rows))
    assert len(found) == sum(any(value.strip() for value in row.values()) for row in rows)
    for one in found:
        if isinstance(one, Reading):
            check(one, spans_of)
        else:
            assert one.reason and one.cure


# Packaged examples and the real table


def test_the_example_table(spans_of: Callable[[object], list[Span]]) -> None:
    found = outcomes(EXAMPLE)
    assert all(isinstance(one, Reading) for one in found) and len(found) == 4
    readings: list[Any] = found
    for one in readings:
        check(one, spans_of)
        assert "nvented" in one.report.text
    assert [len(one.claims) for one in readings] == [2, 1, 1, 0]


@pytest.mark.corpora
def test_every_row_of_maverick_is_read(spans_of: Callable[[object], list[Span]]) -> None:
    path = Path(__file__).parents[3] / "shared" / "data" / "maverick" / "reports.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    found = outcomes(path, "maverick")
    assert len(found) == 1594
    assert [one for one in found if not isinstance(one, Reading)] == []
    readings: list[Any] = found
    for one in readings[::20]:
        check(one, spans_of)
    assert len({given_event(one) for one in readings}) == 1080
    assert all(str(given_event(one)) not in one.report.text for one in readings)
    assert {one.report.published is None for one in readings} == {False}
