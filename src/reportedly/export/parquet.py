"""The tables of claims and events as Parquet, with types, for R, DuckDB and notebooks."""

from typing import Any, BinaryIO

from reportedly.export.arrow import Rows, arrow_batches, arrow_schema
from reportedly.export.base import Format, Ledger, Written
from reportedly.export.json_bytes import json_bytes
from reportedly.extras import needed
from reportedly.schema.dossier import Dossiers


def write_claims_parquet(dossiers: Dossiers, out: BinaryIO) -> Written:
    """One row a claim, a batch a row group."""
    return _write(dossiers, out, "claims")


def write_events_parquet(dossiers: Dossiers, out: BinaryIO) -> Written:
    """One row an event, a batch a row group."""
    return _write(dossiers, out, "events")


def _write(dossiers: Dossiers, out: BinaryIO, rows: Rows) -> Written:
    parquet: Any = needed("pyarrow.parquet", "exports")
    ledger = Ledger()
    ledger.wrote(rows, 0)
    schema = arrow_schema(rows).with_metadata({"reportedly": json_bytes(dossiers.about)})
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in arrow_batches(dossiers, rows):
            writer.write_batch(batch.replace_schema_metadata(schema.metadata))
            ledger.wrote(rows, batch.num_rows)
    return ledger.written()


CLAIMS_PARQUET = Format(
    name="parquet", suffix=".parquet", media_type="application/vnd.apache.parquet", write=write_claims_parquet, extra="exports",
    binary=True, about="the table of claims with types, for R, DuckDB and notebooks",
)  # fmt: skip
EVENTS_PARQUET = Format(
    name="parquet-events", suffix=".parquet", media_type="application/vnd.apache.parquet", write=write_events_parquet, extra="exports",
    binary=True, about="the table of events with types",
)  # fmt: skip
