"""A record's claims or events as tables of Arrow, pandas and polars."""

from collections.abc import Iterator
from typing import Any

from reportedly.errors import BadOption
from reportedly.export.arrow import ROWS, Rows, arrow_batches, arrow_schema
from reportedly.extras import needed
from reportedly.store.sql import Store
from reportedly.views.dossiers import RecordDossiers
from reportedly.views.filters import Filters

EXTRA = "notebook"


def batches(store: Store, rows: Rows, filters: Filters) -> Iterator[Any]:
    """The rows as ``pyarrow.RecordBatch`` es; the record is read from one state for as long as the iterator lives.

    Raises BadOption for rows that are none, MissingExtra without pyarrow.
    """
    if rows not in ROWS:
        raise BadOption(f"There is no table of '{rows}'.", f"Ask for {' or '.join(ROWS)}.")
    needed("pyarrow", EXTRA)
    with store.reading() as snapshot:
        yield from arrow_batches(RecordDossiers(snapshot.connection, filters), rows)


def arrow_table(store: Store, rows: Rows, filters: Filters) -> Any:
    """The rows as one ``pyarrow.Table``."""
    found = list(batches(store, rows, filters))
    return needed("pyarrow", EXTRA).Table.from_batches(found, schema=arrow_schema(rows))


def pandas_frame(store: Store, rows: Rows, filters: Filters) -> Any:
    """The rows as a ``pandas.DataFrame``: missing values are NA in columns of any type, days are timestamps, lists are arrays."""
    pandas: Any = needed("pandas", EXTRA)
    table = arrow_table(store, rows, filters)
    kinds = {"string": pandas.StringDtype(), "int64": pandas.Int64Dtype(), "double": pandas.Float64Dtype(), "bool": pandas.BooleanDtype()}
    return table.to_pandas(types_mapper=lambda kind: kinds.get(str(kind)), date_as_object=False)


def polars_frame(store: Store, rows: Rows, filters: Filters) -> Any:
    """The rows as a ``polars.DataFrame``."""
    polars: Any = needed("polars", EXTRA)
    return polars.from_arrow(arrow_table(store, rows, filters))
