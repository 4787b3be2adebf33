"""The tables of claims and events: every cell says what the dossier says, and where it stands."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas
import pytest
from msgspec.structs import replace
from tests.export.made_dossiers import made_dossiers
from tests.export.records import make_record

from reportedly.export import claim_rows, event_rows
from reportedly.export.claims_csv import CLAIMS_CSV
from reportedly.export.csv_rows import CsvRows, cell, listed, place_of
from reportedly.export.events_csv import EVENTS_CSV, LOSES
from reportedly.export.formats import format_named
from reportedly.record.exporting import exported
from reportedly.schema import Span
from reportedly.schema.dossier import FilledToll
from reportedly.spreadsheet_cells import cell_words
from reportedly.store.sql import Store
from reportedly.views.dossiers import RecordDossiers


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("tables") / "record.db")


@pytest.fixture
def dossiers(made: Path) -> Iterator[RecordDossiers]:
    with Store.open(made) as store, store.reading() as snapshot:
        yield RecordDossiers(snapshot.connection)


def rows_of(made: Path, name: str) -> list[dict[str, str]]:
    out = io.BytesIO()
    with Store.open(made) as store:
        exported(store, format_named(name), out)
    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("columns", [claim_rows.COLUMNS, event_rows.COLUMNS])
def test_columns_have_names_of_their_own_and_say_what_they_hold(columns: Any) -> None:
    names = [one.name for one in columns]
    assert len(set(names)) == len(names)
    assert all(one.about and one.kind in ("text", "texts", "int", "float", "bool", "date") for one in columns)


def test_every_place_in_the_table_is_where_the_words_stand(made: Path, dossiers: RecordDossiers) -> None:
    texts = {one.id: one.text or "" for one in dossiers.reports(text=True)}
    checked = 0
    for row in rows_of(made, "claims"):
        text = texts[row["report"]]
        assert text[int(row["quotation_start"]) : int(row["quotation_end"])] == cell_words(row["quotation"])
        if row["trigger"]:
            assert text[int(row["trigger_start"]) : int(row["trigger_end"])] == cell_words(row["trigger"])
        for words in ("date_words", "place_words"):
            if row[words]:
                start, _, end = row[f"{words}_at"].partition("..")
                assert text[int(start) : int(end)] == cell_words(row[words])
                checked += 1
        for role in claim_rows.ROLES:
            for place in filter(None, row[f"{role}_words_at"].split("; ")):
                start, _, end = place.partition("..")
                assert text[int(start) : int(end)].strip()
                checked += 1
    assert checked > 50


def test_every_quotation_of_an_event_is_in_its_report(made: Path, dossiers: RecordDossiers) -> None:
    texts = {one.id: one.text or "" for one in dossiers.reports(text=True)}
    for row in rows_of(made, "events"):
        words = texts[row["quotation_report"]][int(row["quotation_start"]) : int(row["quotation_end"])]
        assert words == cell_words(row["quotation"])
        places = row["claims_at"].split("; ")
        assert len(places) == int(row["claims"]) and all(place.startswith("c") and "@r" in place for place in places)


def test_the_first_claim_is_told_in_full(made: Path) -> None:
    row = rows_of(made, "claims")[0]
    told = {
        "claim": "c1", "event": "v1", "report": "r1", "published": "2031-04-08", "type": "ASSAULT", "mode": "artillery",
        "start": "2031-04-06", "date_words": "Sunday", "place": "Murzuq", "geonames": "2214432", "where_prec": "2", "actor": "Amber Front",
        "actor_words_at": "0..27", "killed_low": "12", "killed_best": "12", "killed_high": "",
        "voices": "residents < a monitoring group < The Invented Post",
        "stance": "reports", "certainty": "certain", "polarity": "positive", "grade": "confirmed", "redacted": "no", "verdict": "",
    }  # fmt: skip
    assert {name: row[name] for name in told} == told
    assert row["recipient_id"] == "" and row["actor_id"].startswith("a")


def test_a_spreadsheet_opens_them_with_their_types(made: Path, tmp_path: Path) -> None:
    with Store.open(made) as store:
        exported(store, "claims", tmp_path / "claims.csv")
        exported(store, "events", tmp_path / "events.csv")
    claims, events = pandas.read_csv(tmp_path / "claims.csv"), pandas.read_csv(tmp_path / "events.csv")
    assert next(iter(claims.columns)) == "claim" and len(claims) > 30
    assert claims["quotation_start"].dtype.kind == "i" and claims["latitude"].dtype.kind == "f"
    assert set(claims["event"].dropna()) == set(events["event"])


def test_nothing_that_a_spreadsheet_runs_is_written_as_it_is() -> None:
    """The second report of made_dossiers has a publisher and a sentence that are formulas."""
    for form in (CLAIMS_CSV, EVENTS_CSV):
        out = io.BytesIO()
        form.write(made_dossiers(), out)
        cells = [one for row in csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")) for one in row]
        assert not [one for one in cells if one[:1] in tuple("=+@-\t\r") and not one.lstrip("-").replace(".", "").isdigit()]
        assert any("cmd" in one for one in cells)


def test_values_of_the_minority_are_said_to_be_elsewhere() -> None:
    assert EVENTS_CSV.write(made_dossiers(), io.BytesIO()).notes == (LOSES,)


def test_a_table_without_rows_has_its_header(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.db", create=True) as store:
        exported(store, "claims", tmp_path / "claims.csv")
    assert pandas.read_csv(tmp_path / "claims.csv").empty


def test_lists_side_by_side_stay_in_step() -> None:
    assert listed(["a", None, "b; c"]) == "a; ; b, c"
    assert listed([None, None]) is None and listed([]) is None
    assert cell(["=1", "x"]) == "'=1; x" and cell(["x", "=1"]) == "x;' =1"


@pytest.mark.parametrize(
    ("value", "shown"), [(None, ""), (True, "yes"), (False, "no"), (-3, -3), (0, 0), (1.5, 1.5), ("-3", "-3"), ("=3", "'=3"), ([], "")]
)
def test_what_a_cell_shows(value: object, shown: object) -> None:
    assert cell(value) == shown


def test_a_row_with_a_column_that_the_header_lacks_is_an_error() -> None:
    rows = CsvRows(io.BytesIO(), ["a", "b"])
    with pytest.raises(KeyError, match="c"):
        rows.write({"a": 1, "c": 2})


def test_half_a_surrogate_pair_costs_no_file() -> None:
    out = io.BytesIO()
    CsvRows(out, ["a"]).write({"a": "x\ud800y"})
    assert out.getvalue().decode("utf-8-sig").splitlines() == ["a", "x?y"]


def test_places_are_no_days() -> None:
    assert place_of(Span(start=12, end=18, text="killed")) == "12..18" and place_of(None) is None


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [(12, 12, None, "killed 12+"), (2, None, 5, "killed 2-5"), (3, 3, 3, "killed 3"), (None, None, 4, "killed 0-4"),
     (None, None, None, "killed ?")],
)  # fmt: skip
def test_tolls_in_few_characters(low: int | None, best: int | None, high: int | None, words: str) -> None:
    assert claim_rows.toll_words(FilledToll(what="killed", low=low, best=best, high=high)) == words


def test_an_event_without_claims_or_with_wrong_ones_has_the_words_that_are_left() -> None:
    event = next(made_dossiers().events())
    wrong = replace(event.claims[0], verdict="wrong")
    assert event_rows.key_claim(replace(event, claims=())) is None
    left = event_rows.key_claim(replace(event, claims=(wrong, event.claims[1])))
    assert left is not None and left.id == event.claims[1].id
    only = event_rows.key_claim(replace(event, claims=(wrong,)))
    assert only is not None and only.id == wrong.id
