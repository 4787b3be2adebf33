"""Arrow and Parquet: the columns of the tables with their types, in batches; an extra that is missing names its cure."""

import csv
import io
import json
from datetime import date
from typing import Any

import pyarrow
import pyarrow.parquet as parquet
import pytest
from msgspec.structs import replace
from tests.export.made_dossiers import made_dossiers

from reportedly import extras
from reportedly.errors import MissingExtra
from reportedly.export import arrow
from reportedly.export.claims_csv import CLAIMS_CSV
from reportedly.export.parquet import CLAIMS_PARQUET, EVENTS_PARQUET


def table_of(form: Any, dossiers: Any) -> Any:
    out = io.BytesIO()
    form.write(dossiers, out)
    return parquet.read_table(io.BytesIO(out.getvalue()))


def test_values_have_types() -> None:
    table = table_of(CLAIMS_PARQUET, made_dossiers())
    kinds = {
        "claim": "string", "quotation_start": "int64", "latitude": "double", "published": "date32[day]", "redacted": "bool",
        "actor": "list<element: string>",
    }  # fmt: skip
    assert {name: str(table.schema.field(name).type) for name in kinds} == kinds
    first = table.to_pylist()[0]
    assert first["published"] == date(2031, 4, 8) and first["actor"] == ["Fighters of the Amber Front"] and first["killed_high"] is None
    assert first["redacted"] is False and table.to_pylist()[-1]["redacted"] is True


def test_a_table_says_of_each_column_what_it_holds_and_of_itself_what_it_is() -> None:
    table = table_of(EVENTS_PARQUET, made_dossiers())
    assert table.schema.field("grade").metadata[b"about"].startswith(b"denied, contested")
    assert json.loads(table.schema.metadata[b"reportedly"])["record"] == "0123456789ab"
    assert table.column("event").to_pylist() == ["v1", "v3", "v4", "v5"]


def test_it_has_what_the_spreadsheet_has() -> None:
    table = table_of(CLAIMS_PARQUET, made_dossiers())
    out = io.BytesIO()
    CLAIMS_CSV.write(made_dossiers(), out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))
    assert table.column_names == list(rows[0]) and table.num_rows == len(rows)
    for name in ("claim", "type", "place", "killed_low", "stance"):
        assert ["" if one is None else str(one) for one in table.column(name).to_pylist()] == [row[name] for row in rows]


def test_rows_come_in_batches_of_one_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "BATCH", 3)
    batches = list(arrow.arrow_batches(made_dossiers(), "claims"))
    assert [one.num_rows for one in batches] == [3, 3, 2]
    assert {one.schema for one in batches} == {arrow.arrow_schema("claims")}
    whole = table_of(CLAIMS_PARQUET, made_dossiers())
    assert pyarrow.Table.from_batches(batches).column("claim").to_pylist() == whole.column("claim").to_pylist()


def test_a_table_without_rows_has_its_columns() -> None:
    empty = replace(made_dossiers(), all_claims=(), all_events=())
    for form in (CLAIMS_PARQUET, EVENTS_PARQUET):
        assert table_of(form, empty).num_rows == 0 and table_of(form, empty).num_columns > 30


def test_without_the_library_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ModuleNotFoundError(f"No module named '{name}'")

    monkeypatch.setattr(extras.importlib, "import_module", missing)
    with pytest.raises(MissingExtra, match=r"library pyarrow, which is not installed\. pip install 'reportedly\[exports\]'"):
        CLAIMS_PARQUET.write(made_dossiers(), io.BytesIO())
