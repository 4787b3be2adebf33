"""ACLED's columns: a type only where it is shown to be one, blanks where nobody knows, and the way back through the importer."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.export.fought import ARMY, FOREIGN, MILITIA, REBELS, fought
from tests.export.made_dossiers import made_dossiers

from reportedly.codebooks.schemes import scheme
from reportedly.corroborate.standing import stand
from reportedly.export.acled_csv import ACLED, COLUMNS, NO_DATE, TOO_VAGUE, acled_row
from reportedly.export.base import Ledger
from reportedly.export.scheme_rows import not_an_event
from reportedly.ingest.coded import readings_from_rows
from reportedly.ingest.coded_mapping import load_mapping
from reportedly.schema import Reading

MAPPING = load_mapping("acled-like")
UNTOLD = "neither the means nor who was attacked tells which of ACLED's types it is"
NO_TOLL = {"killed_low": None, "killed_best": None, "killed_high": None}


def harmless(event: Any) -> Any:
    return replace(event, standing=replace(event.standing, tolls=()), **NO_TOLL)


def given_as(event: Any) -> Any:
    """The type and sub-type that an event is given, or why none."""
    ledger = Ledger()
    row = acled_row(event, ledger)
    return ledger.written().left_out[0][1] if row is None else (row["event_type"], row.get("sub_event_type"))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (fought("ASSAULT", "drone", ARMY, REBELS), ("Explosions/Remote violence", "Air/drone strike")),
        (fought("ASSAULT", "heavy-weapons", None, None), ("Explosions/Remote violence", "Shelling/artillery/missile attack")),
        (fought("ASSAULT", "suicide-attack", None, "shoppers"), ("Explosions/Remote violence", "Suicide bomb")),
        (fought("ASSAULT", "firearms", REBELS, ARMY), ("Battles", "Armed clash")),
        (fought("ASSAULT", None, MILITIA, "three of its fighters"), ("Battles", "Armed clash")),
        (fought("ASSAULT", None, "gunmen", "villagers"), ("Violence against civilians", "Attack")),
        (fought("ASSAULT", "abduct", None, "two aid workers"), ("Violence against civilians", "Abduction/forced disappearance")),
        (fought("ASSAULT", None, "police", "protesters"), ("Protests", "Excessive force against protesters")),
        (harmless(fought("ASSAULT", "crowd-control", "police", "protesters")), ("Protests", "Protest with intervention")),
        (harmless(fought("ASSAULT", "destroy", None, "the archive")), ("Strategic developments", "Looting/property destruction")),
        (fought("PROTEST", "demo", "students", None), ("Protests", "Peaceful protest")),
        (fought("PROTEST", "riot", None, None), ("Riots", "Violent demonstration")),
        (fought("PROTEST", None, None, None), ("Protests", None)),
        (fought("COERCE", "arrest", "police", "two men"), ("Strategic developments", "Arrests")),
        (fought("AGREE", None, REBELS, ARMY), ("Strategic developments", "Agreement")),
        (fought("RETREAT", "ceasefire", REBELS, None), ("Strategic developments", "Agreement")),
        (fought("ASSAULT", None, "people", "at least 12 people"), UNTOLD),
        (fought("PROTEST", "strike", None, None), "ACLED codes strikes, hunger strikes and boycotts only where people gather"),
        (fought("AGREE", None, "two ministries", None), "ACLED has no type for it"),
        (fought("CONSULT", None, ARMY, REBELS), "ACLED has no type for it"),
        (fought("ASSAULT", "aerial", ARMY, REBELS, modality="planned"), "it is planned or supposed, not told as having happened"),
        (fought("ASSAULT", "aerial", ARMY, REBELS, grade="denied"), "nobody says that it happened, and somebody denies it"),
        (fought("ASSAULT", "aerial", ARMY, REBELS, verdict="wrong"), "an analyst found them wrong"),
        (fought("ASSAULT", "aerial", ARMY, REBELS, start=None, end=None), NO_DATE),
        (fought("ASSAULT", "aerial", ARMY, REBELS, start="2031-03-01", end="2031-04-20"), TOO_VAGUE),
    ],
)  # fmt: skip
def test_a_type_is_given_only_where_it_is_shown(event: Any, expected: Any) -> None:
    assert given_as(event) == expected


@pytest.mark.parametrize(
    ("side", "name", "code"),
    [
        (ARMY, "Army of Lower Ostan", "1"), (FOREIGN, "Army of Upper Ostan", "8"), (REBELS, "Amber Front", "2"),
        (MILITIA, "Salt Militia", None), ("gunmen", "Unidentified (gunmen)", None),
        ("soldiers", "Unidentified (soldiers)", "1"), ("villagers", "Civilians (villagers)", "7"),
        ("protesters", "Protesters (protesters)", "6"), ("it", None, None), ("grain depot", None, None), (None, None, None),
    ],
)  # fmt: skip
def test_who_it_was_is_said_as_far_as_it_is_known(side: Any, name: str | None, code: str | None) -> None:
    row = acled_row(fought("ASSAULT", "aerial", side, None), Ledger())
    assert row is not None and (row["actor1"], row["inter1"]) == (name, code)


@pytest.mark.parametrize(
    ("event", "disorder"),
    [
        (fought("ASSAULT", "aerial", ARMY, REBELS), "Political violence"), (fought("PROTEST", "demo", None, None), "Demonstrations"),
        (fought("COERCE", "arrest", ARMY, None), "Strategic developments"),
        (fought("ASSAULT", None, ARMY, "protesters"), "Political violence; Demonstrations"),
    ],
)  # fmt: skip
def test_each_event_has_acleds_kind_of_disorder_and_the_countrys_number(event: Any, disorder: str) -> None:
    row = acled_row(event, Ledger())
    assert row is not None and (row["disorder_type"], row["iso"], row["country"]) == (disorder, 434, "Libya")


def test_a_description_that_has_the_schemes_form_keeps_it() -> None:
    row = acled_row(fought("ASSAULT", "aerial", "Government", "Civilians (Libya)"), Ledger())
    assert row is not None and (row["inter1"], row["actor2"]) == ("1", "Civilians (Libya)")


def test_of_an_actor_that_is_disputed_the_others_are_no_associates() -> None:
    event = fought("ASSAULT", "aerial", ARMY, "villagers")
    both = replace(event, parties=(*event.parties, replace(REBELS, role="actor")))
    row = acled_row(both, Ledger())
    assert row is not None and row["assoc_actor_1"] == ("Amber Front",)
    row = acled_row(replace(both, standing=replace(both.standing, disputed=("actor",))), Ledger())
    assert row is not None and row["assoc_actor_1"] == [] and row["actor_words"] == ["Army of Lower Ostan", "Amber Front"]


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        ("2031-04-06", "2031-04-06", "1"), ("2031-04-07", "2031-04-13", "2"), ("2031-04-28", "2031-05-03", "2"),
        ("2031-04-01", "2031-04-30", "3"),
        ("2031-04-05", "2031-04-09", "3"), ("2031-03-25", "2031-04-20", "3"),
    ],
)  # fmt: skip
def test_how_exact_the_day_is(start: str, end: str, precision: str) -> None:
    row = acled_row(fought("ASSAULT", "aerial", ARMY, REBELS, start=start, end=end), Ledger())
    assert row is not None and (row["event_date"], row["year"], row["time_precision"]) == (start, 2031, precision)


@pytest.mark.parametrize(
    ("prec", "geo", "location"),
    [(1, "1", "Murzuq"), (2, "2", "Murzuq"), (3, "3", "Murzuq"), (4, "3", "Murzuq"), (6, None, None), (None, None, None)],
)
def test_a_country_is_no_location(prec: int | None, geo: str | None, location: str | None) -> None:
    row = acled_row(fought("ASSAULT", "aerial", ARMY, REBELS, where_prec=prec), Ledger())
    assert row is not None and (row["geo_precision"], row["location"]) == (geo, location)
    assert (row["latitude"] is None) == (location is None) and row["country"] == "Libya"


def test_what_nobody_tells_is_blank_and_not_nought() -> None:
    row = acled_row(harmless(fought("ASSAULT", "aerial", ARMY, REBELS)), Ledger())
    assert row is not None and row["fatalities"] is None
    told = fought("ASSAULT", "aerial", ARMY, REBELS, killed_low=12, killed_best=None, killed_high=None)
    row = acled_row(told, Ledger())
    assert row is not None and (row["fatalities"], row["fatalities_low"], row["fatalities_high"]) == (12, 12, None)


def test_every_row_leads_back() -> None:
    row = acled_row(fought("ASSAULT", "drone", ARMY, REBELS), Ledger())
    assert row is not None and set(row) <= set(COLUMNS) and len(set(COLUMNS)) == len(COLUMNS)
    assert (row["record_event"], row["record_type"], row["quotation_report"], row["quotation_start"]) == ("v1", "ASSAULT/drone", "r1", 0)
    assert row["mapping"] == "ACLED does not tell crewed from uncrewed."
    assert "[The Invented Post, 2031-04-08, c1@r1:0.." in row["notes"] and "; " not in row["event_id_cnty"]


def test_the_account_counts_what_was_left_out_and_why() -> None:
    events = (fought("ASSAULT", "aerial", ARMY, REBELS), fought("CONSULT", None, None, None), fought("ACCUSE", None, None, None))
    written = ACLED.write(replace(made_dossiers(), all_events=events), io.BytesIO())
    assert written.counts == (("events", 1),) and written.left_out == (("events", "ACLED has no type for it", 2),)


def test_every_rule_of_the_table_is_for_a_type_that_the_importer_knows() -> None:
    known = MAPPING.rules.type.values
    for rule in scheme("acled-like").rules:
        assert bool(rule.give) != bool(rule.left_out)
        for name in rule.give.values():
            assert name in known


# The way back


def back(events: tuple[Any, ...], folder: Path) -> tuple[list[dict[str, str]], list[Reading]]:
    out = io.BytesIO()
    ACLED.write(replace(made_dossiers(), all_events=events), out)
    path = folder / "acled.csv"
    path.write_bytes(out.getvalue())
    found = list(readings_from_rows(path, MAPPING, stand))
    assert all(isinstance(one, Reading) for one in found), found
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))
    return rows, [one for one in found if isinstance(one, Reading)]


SAME = [  # types that come back as they went
    ("ASSAULT", "aerial"), ("ASSAULT", "heavy-weapons"), ("ASSAULT", "suicide-attack"), ("ASSAULT", "explosives"), ("ASSAULT", "abduct"),
    ("ASSAULT", "sexual"), ("ASSAULT", "unconventional"), ("PROTEST", "demo"), ("PROTEST", "riot"), ("COERCE", "arrest"), ("AGREE", None),
]  # fmt: skip
DAYS = st.dates(date(2000, 1, 1), date(2035, 12, 1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(
    kind=st.sampled_from(SAME), day=DAYS, killed=st.integers(1, 5_000) | st.none(), lat=st.floats(-89, 89).map(lambda one: round(one, 4)),
    lon=st.floats(-179, 179).map(lambda one: round(one, 4)), place=st.sampled_from(["Murzuq", "=Old Town", "Tin Adar; east", "-5", "قرية"]),
    names=st.tuples(st.sampled_from(["Amber Front", "@Column", "Brigade 7"]), st.sampled_from(["Salt Guard", "+4 Union"])),
)  # fmt: skip
def test_what_the_columns_can_carry_comes_back(
    kind: Any, day: date, killed: int | None, lat: float, lon: float, place: str, names: tuple[str, str], tmp_path: Path
) -> None:
    tolls = {"killed_low": killed, "killed_best": killed, "killed_high": killed}
    sides = [replace(REBELS, name=name, actor=f"a{number}") for number, name in enumerate(names)]
    event = fought(*kind, *sides, start=day.isoformat(), end=day.isoformat(), lat=lat or 0.5, lon=lon, place=place, where_prec=1, **tolls)
    _, [reading] = back((event,), tmp_path)
    claim = reading.claims[0]  # one for each of the two publishers
    assert (claim.type, claim.mode) == kind
    assert claim.when is not None and (claim.when.start, claim.when.end) == (day.isoformat(),) * 2
    where = claim.where
    assert where is not None
    assert (where.name, where.lat, where.lon, where.country, where.precision) == (place, lat or 0.5, lon, "LY", 1)
    assert [(one.what, one.best) for one in claim.toll] == ([("killed", killed)] if killed else [])
    assert {(one.role, one.text) for one in claim.arguments if one.role in ("actor", "recipient")} == {
        ("actor", names[0]), ("recipient", names[1])
    }  # fmt: skip
    assert reading.report.given_id == "v1" and reading.report.publisher is None  # two publishers
    text = reading.report.text
    assert all(text[one.start : one.end] == one.text for one in claim.arguments)


@given(day=DAYS, days=st.integers(0, 30))
def test_vague_days_come_back_no_finer_than_they_were(day: date, days: int) -> None:
    event = fought("ASSAULT", "aerial", ARMY, REBELS, start=day.isoformat(), end=(day + timedelta(days=days)).isoformat())
    row = acled_row(event, Ledger())
    assert row is not None
    length = days + 1
    assert row["time_precision"] == "1" if length == 1 else row["time_precision"] in "23"
    assert length <= 7 or row["time_precision"] == "3"


def test_a_description_comes_back_as_one(tmp_path: Path) -> None:
    _, [reading] = back((fought("ASSAULT", None, "gunmen", "villagers"),), tmp_path)
    sides = {one.text for one in reading.claims[0].arguments if one.role in ("actor", "recipient")}
    named = {one.text: one.level for one in reading.mentions if one.text in sides}
    assert named == {"Unidentified (gunmen)": "nominal", "Civilians (villagers)": "nominal"}


def test_formulas_in_names_run_in_no_spreadsheet_and_come_back(tmp_path: Path) -> None:
    event = fought("ASSAULT", "aerial", replace(REBELS, name="=HYPERLINK(0)"), "villagers")
    rows, [reading] = back((event,), tmp_path)
    assert rows[0]["actor1"] == "'=HYPERLINK(0)"
    assert "=HYPERLINK(0)" in {one.text for one in reading.claims[0].arguments}


@pytest.mark.parametrize("change", [{}, {"modality": "hypothetical"}, {"grade": "denied"}, {"verdict": "wrong"}, {"verdict": "right"}])
def test_what_is_no_event_that_happened(change: dict[str, Any]) -> None:
    why = not_an_event(fought("ASSAULT", None, None, None, **change))
    assert (why is None) == (change in ({}, {"verdict": "right"}))
