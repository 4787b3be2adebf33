"""Exporting from Python: to paths and streams, with filters, an account, and tables for notebooks."""

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pandas
import polars
import pyarrow
import pytest
from tests.export.made_dossiers import made_dossiers
from tests.export.records import make_record
from tests.store.conftest import new_database, server  # noqa: F401  fixtures, used by name

import reportedly
from reportedly import extras
from reportedly.errors import BadOption, MissingExtra, RecordError
from reportedly.export.base import Format, Ledger, Written
from reportedly.export.formats import FORMATS, format_named
from reportedly.record.exporting import Watched, account_of, exported
from reportedly.record.record import Record
from reportedly.schema.dossier import Dossiers


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with reportedly.open(make_record(tmp_path_factory.mktemp("exporting") / "record.db")) as opened:
        yield opened


@pytest.fixture(scope="module")
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The same record in PostgreSQL."""
    url = request.getfixturevalue("new_database")("exporting")
    make_record(tmp_path_factory.mktemp("served") / "record.db", url)
    with reportedly.open(url) as opened:
        yield opened


# Files


@pytest.mark.parametrize("form", FORMATS, ids=[one.name for one in FORMATS])
def test_a_path_gets_what_a_stream_gets(record: Record, form: Format, tmp_path: Path) -> None:
    out = io.BytesIO()
    on_stream = record.export(form.name, out)
    on_path = record.export(form.name, tmp_path / f"out{form.suffix}")
    assert on_path == on_stream and (tmp_path / f"out{form.suffix}").read_bytes() == out.getvalue()
    assert os.listdir(tmp_path) == [f"out{form.suffix}"]


def test_filters_are_those_of_events(record: Record) -> None:
    out = io.BytesIO()
    record.export("geojson", out, place="Sabha")
    assert [one["id"] for one in json.loads(out.getvalue())["features"]] == ["v4"]
    with pytest.raises(BadOption, match="no filter 'plaice'"):
        record.export("geojson", io.BytesIO(), plaice="Sabha")
    with pytest.raises(BadOption, match="no export format"):
        record.export("geo", io.BytesIO())


def test_where_something_goes_wrong_the_file_stays_as_it_was(record: Record, tmp_path: Path) -> None:
    def broken(dossiers: Dossiers, out: BinaryIO) -> Written:
        out.write(b"half")
        raise RecordError("The record is gone.", "Look for it.")

    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    form = Format(name="broken", suffix=".csv", media_type="text/csv", about="breaks", write=broken)
    with pytest.raises(RecordError):
        exported(record.store, form, path)
    with pytest.raises(BadOption):
        record.export("events", path, place="Nowhere at all")
    assert path.read_bytes() == b"old" and os.listdir(tmp_path) == ["out.csv"]


def test_whoever_watches_is_told_how_far_it_is(record: Record) -> None:
    told: list[tuple[str, int, int]] = []
    record.export("claims", io.BytesIO(), watch={"told": lambda *one: told.append(one)})
    every = told[-1][2]
    assert told == [("claims", number, every) for number in range(1, every + 1)]


def test_watching_changes_nothing() -> None:
    made = made_dossiers()
    watched = Watched(made, lambda *_: None)
    same: Dossiers = watched
    assert same.about is made.about
    for name in ("events", "claims", "reports", "actors", "judgements"):
        assert list(getattr(watched, name)()) == list(getattr(made, name)())
    assert list(watched.reports(text=True)) == list(made.reports(text=True))
    assert watched.original("r1") == made.original("r1") and watched.reading("r1") == made.reading("r1")


def test_the_time_is_the_callers(record: Record) -> None:
    found = []
    for made_at in ("2031-05-01T12:00:00Z", None):
        out = io.BytesIO()
        record.export("geojson", out, watch={"made_at": made_at})
        found.append(json.loads(out.getvalue())["reportedly"]["made_at"])
    assert found == ["2031-05-01T12:00:00Z", None]


def test_an_export_shows_one_state_whatever_is_added_meanwhile(tmp_path: Path) -> None:
    with reportedly.open(make_record(tmp_path / "record.db")) as record:
        claims = len(record.to_arrow())

        def judged_meanwhile(dossiers: Dossiers, out: BinaryIO) -> Written:
            ledger = Ledger()
            stream = dossiers.claims()
            ledger.wrote("claims", int(next(stream) is not None))
            record.reject("v1", who="ada")
            ledger.wrote("claims", sum(1 for _ in stream))
            ledger.wrote("rejected", sum(one.verdict is not None for one in dossiers.claims()))
            return ledger.written()

        form = Format(name="slow", suffix=".txt", media_type="text/plain", about="slow", write=judged_meanwhile)
        assert dict(exported(record.store, form, io.BytesIO()).counts) == {"claims": claims, "rejected": 0}


def test_the_account_in_words() -> None:
    written = Written(
        counts=(("events", 1), ("claims", 1_200), ("entities", 1), ("without a point", 2)),
        left_out=(("events", "no report dates them", 1), ("claims", "they say so", 3)), notes=("Note.",),
    )  # fmt: skip
    assert account_of(written) == [
        "wrote 1 event, 1,200 claims, 1 entity, 2 without a point", "left out 1 event: no report dates them",
        "left out 3 claims: they say so", "Note.",
    ]  # fmt: skip
    assert account_of(Written(counts=())) == ["wrote nothing"]
    kinds = Written(counts=(("Succession entities", 1), ("note objects", 1), ("links of relations", 1)))
    assert account_of(kinds) == ["wrote 1 Succession entity, 1 note object, 1 link of relations"]


@pytest.mark.parametrize("name", ["claims", "events", "acled-like", "ucdp-like", "plover-json", "geojson", "graphml"])
def test_a_record_in_postgresql_gives_the_same_bytes(record: Record, served: Record, name: str) -> None:
    found = []
    for one in (record, served):
        out = io.BytesIO()
        one.export(name, out)
        found.append(out.getvalue())
    assert found[0] == found[1]


# Tables


def test_arrow_has_a_type_and_a_description_for_each_column(record: Record) -> None:
    table = record.to_arrow()
    assert isinstance(table, pyarrow.Table) and table.num_rows == len(list(record.claims(paging={"limit": 10_000}).rows))
    assert all(field.metadata and field.metadata[b"about"] for field in table.schema)
    assert record.to_arrow("events", place="Murzuq").column("event").to_pylist() == ["v1"]


def test_pandas_has_types_that_know_what_is_missing(record: Record) -> None:
    frame = record.to_pandas("events")
    assert frame["killed_low"].dtype == pandas.Int64Dtype() and frame["latitude"].dtype == pandas.Float64Dtype()
    assert str(frame["start"].dtype).startswith("datetime64") and frame["place"].dtype == pandas.StringDtype()
    assert frame.loc[frame["event"] == "v3", "killed_low"].isna().all()
    assert frame.loc[frame["event"] == "v1", "killed_low"].item() == 12
    assert frame.groupby("type")["event"].count()["ASSAULT"] >= 2


def test_polars_has_lists_and_days(record: Record) -> None:
    frame = record.to_polars(report="r1")
    assert frame.schema["actor"] == polars.List(polars.String) and frame.schema["start"] == polars.Date
    assert frame.filter(polars.col("claim") == "c1")["actor"].to_list() == [["Amber Front"]]


def test_batches_are_the_table(record: Record) -> None:
    batches = list(record.arrow_batches("claims"))
    assert pyarrow.Table.from_batches(batches).equals(record.to_arrow())


def test_a_table_of_nothing_has_its_columns(record: Record) -> None:
    assert record.to_pandas(since="1999", until="1999").shape[0] == 0
    assert list(record.to_polars(since="1999", until="1999").columns) == list(record.to_arrow().column_names)


def test_rows_that_are_none_are_an_error(record: Record) -> None:
    with pytest.raises(BadOption, match=r"no table of 'actors'\. Ask for claims or events"):
        record.to_pandas("actors")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ask", "library"), [("to_arrow", "pyarrow"), ("to_pandas", "pandas"), ("to_polars", "polars"), ("arrow_batches", "pyarrow")]
)
def test_without_the_library_the_cure_is_named(record: Record, ask: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = extras.importlib.import_module

    def missing(name: str) -> Any:
        if name.partition(".")[0] == library:
            raise ModuleNotFoundError(f"No module named '{name}'")
        return whole(name)

    monkeypatch.setattr(extras, "importlib", type("Importlib", (), {"import_module": staticmethod(missing)}))
    with pytest.raises(MissingExtra, match=rf"library {library}, .*pip install 'reportedly\[notebook\]'"):
        list(getattr(record, ask)())


def test_withheld_words_are_in_no_table(tmp_path: Path) -> None:
    with reportedly.open(make_record(tmp_path / "record.db")) as record:
        assert "Ouldin" in str(record.to_arrow().to_pylist())
        record.withhold("person", "Tarek Ouldin", who="ada")
        assert "Ouldin" not in str(record.to_arrow().to_pylist()) and "Ouldin" not in str(record.to_arrow("events").to_pylist())


def test_every_format_is_one_that_export_takes() -> None:
    assert [format_named(one.name) for one in FORMATS] == list(FORMATS)
