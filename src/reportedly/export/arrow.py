"""Claims and events as Arrow tables, a batch of rows at a time; pandas, polars and Parquet begin with these."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Literal, get_args

from reportedly.export import claim_rows, event_rows
from reportedly.extras import needed
from reportedly.schema.dossier import Dossiers

Rows = Literal["claims", "events"]
ROWS: tuple[Rows, ...] = get_args(Rows)
BATCH = 2_000
"""Rows of a batch: some megabytes, whatever the record's size."""


def arrow_schema(rows: Rows) -> Any:
    """The schema of the table (``pyarrow.Schema``); each field's metadata says what it holds. Raises MissingExtra without pyarrow."""
    pa: Any = needed("pyarrow", "exports")
    kinds = {
        "text": pa.string(), "texts": pa.list_(pa.string()), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(),
        "date": pa.date32(),
    }  # fmt: skip
    return pa.schema([pa.field(one.name, kinds[one.kind], metadata={"about": one.about}) for one in _columns(rows)])


def arrow_batches(dossiers: Dossiers, rows: Rows) -> Iterator[Any]:
    """The rows as ``pyarrow.RecordBatch`` es, in the order of ids; at least one, so that an empty table has its columns."""
    pa: Any = needed("pyarrow", "exports")
    schema, columns = arrow_schema(rows), _columns(rows)
    found = _rows(dossiers, rows)
    batch = list(islice(found, BATCH))
    while True:
        arrays = [pa.array([_value(row[one.name], one.kind) for row in batch], schema.field(one.name).type) for one in columns]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)
        batch = list(islice(found, BATCH))
        if not batch:
            return


def _columns(rows: Rows) -> Sequence[claim_rows.Column | event_rows.Column]:
    return claim_rows.COLUMNS if rows == "claims" else event_rows.COLUMNS


def _rows(dossiers: Dossiers, rows: Rows) -> Iterator[Mapping[str, Any]]:
    if rows == "claims":
        return map(claim_rows.claim_row, dossiers.claims())
    return map(event_rows.event_row, dossiers.events())


def _value(value: Any, kind: str) -> Any:
    if kind == "date" and value is not None:
        return date.fromisoformat(value[:10])
    return list(value) if kind == "texts" else value
