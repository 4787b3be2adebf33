"""UCDP's columns: organised violence that killed, by sides that are known; low, best and high as they are told; and the way back."""

import io
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
from reportedly.export.base import Ledger
from reportedly.export.ucdp_csv import COLUMNS, NO_DATE, TOO_VAGUE, UCDP, UNNAMED, ucdp_row
from reportedly.ingest.coded import readings_from_rows
from reportedly.ingest.coded_mapping import load_mapping
from reportedly.schema import Reading

MAPPING = load_mapping("ucdp-like")
SPREE = replace(REBELS, actor="a9", name="Red Sea Column")
UNKNOWN = "who used force against whom is not known well enough for one of UCDP's types"
NOT_FORCE = "UCDP counts only uses of armed force that killed"


def given_as(event: Any) -> Any:
    """Type, side a and side b; or why it is left out."""
    ledger = Ledger()
    row = ucdp_row(event, ledger)
    return ledger.written().left_out[0][1] if row is None else (row["type_of_violence"], row["side_a"], row["side_b"])


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (fought("ASSAULT", None, ARMY, REBELS), ("1", "Army of Lower Ostan", "Amber Front")),
        (fought("ASSAULT", None, REBELS, ARMY), ("1", "Army of Lower Ostan", "Amber Front")),  # the government first
        (fought("ASSAULT", "aerial", FOREIGN, ARMY), ("1", "Army of Upper Ostan", "Army of Lower Ostan")),
        (fought("ASSAULT", None, REBELS, MILITIA), ("2", "Amber Front", "Salt Militia")),
        (fought("ASSAULT", "firearms", SPREE, "villagers"), ("3", "Red Sea Column", "Civilians")),
        (fought("ASSAULT", "firearms", ARMY, "protesters"), ("3", "Army of Lower Ostan", "Civilians")),
        (fought("ASSAULT", None, "gunmen", "villagers"), UNNAMED), (fought("ASSAULT", None, ARMY, "gunmen"), UNNAMED),
        (fought("ASSAULT", None, ARMY, "at least 12 people"), UNKNOWN), (fought("ASSAULT", None, None, REBELS), UNKNOWN),
        (fought("ASSAULT", None, ARMY, REBELS, killed_low=None, killed_best=None), "nobody says that somebody was killed"),
        (fought("ASSAULT", None, ARMY, REBELS, killed_low=0, killed_best=0, killed_high=0), "nobody says that somebody was killed"),
        (fought("PROTEST", "demo", None, None), NOT_FORCE), (fought("COERCE", "seize", ARMY, REBELS), NOT_FORCE),
        (fought("ASSAULT", None, ARMY, REBELS, start=None), NO_DATE),
        (fought("ASSAULT", None, ARMY, REBELS, start="2029-01-01", end="2031-01-01"), TOO_VAGUE),
        (fought("ASSAULT", None, ARMY, REBELS, grade="denied"), "nobody says that it happened, and somebody denies it"),
    ],
)  # fmt: skip
def test_what_ucdp_would_count(event: Any, expected: Any) -> None:
    assert given_as(event) == expected


@pytest.mark.parametrize(
    ("end", "precision"),
    [("2031-04-06", "1"), ("2031-04-07", "2"), ("2031-04-11", "2"), ("2031-04-12", "3"), ("2031-05-06", "4"),
     ("2031-05-07", "5"), ("2032-04-05", "5")],
)  # fmt: skip
def test_how_exact_the_days_are(end: str, precision: str) -> None:
    row = ucdp_row(fought("ASSAULT", None, ARMY, REBELS, start="2031-04-06", end=end), Ledger())
    assert row is not None and (row["date_start"], row["date_end"], row["date_prec"]) == ("2031-04-06", end, precision)


def test_bounds_are_as_they_are_told_and_no_deaths_are_shared_out() -> None:
    row = ucdp_row(fought("ASSAULT", None, ARMY, REBELS, killed_low=12, killed_best=None, killed_high=None), Ledger())
    assert row is not None and (row["low"], row["best"], row["high"]) == (12, None, None)
    assert [row.get(one) for one in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "event_clarity")] == [None] * 5


@pytest.mark.parametrize(("prec", "first", "second"), [(2, None, None), (3, None, "Murzuq"), (4, "Murzuq", None)])
def test_an_area_stands_in_its_own_column_too(prec: int, first: str | None, second: str | None) -> None:
    row = ucdp_row(fought("ASSAULT", None, ARMY, REBELS, where_prec=prec), Ledger())
    assert row is not None and (row["where_prec"], row["adm_1"], row["adm_2"]) == (prec, first, second)
    assert row["geom_wkt"] == "POINT (13.92 25.92)" and row["where_description"] == "near Murzuq"


def test_days_and_headlines_stand_beside_their_office_or_not_at_all() -> None:
    event = fought("ASSAULT", None, ARMY, REBELS)
    row = ucdp_row(event, Ledger())
    assert row is not None and row["source_office"] == ["The Invented Post", "=cmd|' /C calc'!A0"]
    assert row["source_date"] == ["2031-04-08", "2031-04-09"] and row["number_of_sources"] == 2
    undated = replace(event, reports=(replace(event.reports[0], published=None), event.reports[1]))
    row = ucdp_row(undated, Ledger())
    assert row is not None and row["source_date"] == [] and len(row["source_headline"]) == 2


def test_every_row_leads_back() -> None:
    row = ucdp_row(fought("ASSAULT", None, REBELS, ARMY), Ledger())
    assert row is not None and set(row) <= set(COLUMNS) and len(set(COLUMNS)) == len(COLUMNS)
    assert row["record_claims"] == ["c1", "c2", "c8"] and "whoever attacked" in row["mapping"]


def test_every_rule_gives_a_type_or_a_reason() -> None:
    known = MAPPING.rules.type.values
    for rule in scheme("ucdp-like").rules:
        assert bool(rule.give) != bool(rule.left_out)
        assert all(name in known for name in rule.give.values())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(
    low=st.integers(1, 50), more=st.integers(0, 20), over=st.integers(0, 20) | st.none(), prec=st.integers(1, 5),
    days=st.sampled_from([("2031-04-06", "2031-04-06"), ("2031-04-06", "2031-04-09"), ("2031-04-01", "2031-04-30")]),
    sides=st.sampled_from([(ARMY, REBELS), (REBELS, MILITIA), (SPREE, "villagers")]),
)  # fmt: skip
def test_what_the_columns_can_carry_comes_back(
    low: int, more: int, over: int | None, prec: int, days: tuple[str, str], sides: Any, tmp_path: Path
) -> None:
    best, high = low + more, None if over is None else low + more + over
    event = fought(
        "ASSAULT", None, *sides, start=days[0], end=days[1], where_prec=prec, killed_low=low, killed_best=best, killed_high=high
    )
    out = io.BytesIO()
    UCDP.write(replace(made_dossiers(), all_events=(event,)), out)
    path = tmp_path / "ucdp.csv"
    path.write_bytes(out.getvalue())
    [reading] = readings_from_rows(path, MAPPING, stand)
    assert isinstance(reading, Reading), reading
    claim = reading.claims[0]
    assert claim.type == "ASSAULT" and claim.when is not None and (claim.when.start, claim.when.end) == days
    assert claim.where is not None and (claim.where.name, claim.where.precision, claim.where.country) == ("Murzuq", prec, "LY")
    [toll] = claim.toll
    assert (toll.what, toll.low, toll.best, toll.high) == ("killed", low, best, high)
    named = [side if isinstance(side, str) else side.name for side in sides]
    roles = {one.role: one.text for one in claim.arguments if one.role in ("actor", "recipient")}
    assert roles == {"actor": named[0], "recipient": "Civilians" if named[1] == "villagers" else named[1]}
    assert [reading.attributions[0].source and reading.attributions[0].source.text] == ["The Invented Post"]
