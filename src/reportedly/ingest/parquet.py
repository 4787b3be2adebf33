"""Parquet tables of reports: each row an item, read a few at a time."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from reportedly.errors import BrokenFile, EmptyReport, TooLarge
from reportedly.extras import needed
from reportedly.ingest.item import Cut, Item
from reportedly.ingest.limits import MAX_BYTES
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.ingest.row import columns_of, no_text_column, row_item
from reportedly.ingest.source import READ_ERRORS, Source

BATCH = 256
"""Rows that are unpacked together."""

MAX_METADATA = 64 * 1024 * 1024
"""Bytes that a file's description of itself may take."""

_CURE = "Write the table again, or export it as CSV or JSON Lines."


def parts_of_parquet(source: Source) -> Iterator[Item | Rejection]:
    """The rows of a Parquet file, numbered from 1; columns of lists and structures are left out.

    Needs pyarrow (MissingExtra). Raises BrokenRow where no column holds texts, BrokenFile where the file is damaged or cut off.
    """
    parquet = needed("pyarrow.parquet", "exports")
    arrow = needed("pyarrow", "exports")
    errors = (*READ_ERRORS, arrow.ArrowException, KeyError, TypeError)
    stream = source.seekable()

    def opened(words: list[str]) -> Any:
        stream.seek(0)
        return parquet.ParquetFile(
            stream, buffer_size=1 << 20, pre_buffer=False, read_dictionary=words,
            thrift_string_size_limit=MAX_METADATA, thrift_container_size_limit=1_000_000,
        )  # fmt: skip

    try:
        file = opened([])
        names = [field.name for field in file.schema_arrow if not _is_nested(arrow, field.type)]
        rows = file.metadata.num_rows
    except errors as error:
        raise _broken(source.name, error) from None
    columns = columns_of(names)
    if "text" not in columns:
        raise no_text_column(source.name, file.schema_arrow.names)
    if not rows:
        raise EmptyReport(f"{source.name} has no rows.", "Give a table with at least one report.")
    try:
        # Words that repeat stay once in memory: a file of 250 kB may repeat a text of 2 MB as often as it likes.
        file = opened([name for name in names if _is_words(arrow, file.schema_arrow.field(name).type)])
        yield from _rows(file, names, source)
    except errors as error:
        raise _broken(source.name, error) from None
    finally:
        file.close()


def _rows(file: Any, names: list[str], source: Source) -> Iterator[Item | Rejection]:
    cut = source.told.cut or Cut()
    number = cut.first - 1
    groups = None if cut.groups is None else range(*cut.groups)
    for batch in file.iter_batches(batch_size=BATCH, columns=names, use_threads=False, row_groups=groups):
        columns = [batch.column(name) for name in batch.schema.names]
        for place in range(batch.num_rows):
            number += 1
            where = f"{source.name}:{number}"
            values = [_value(column[place].as_py()) for column in columns]
            size = sum(len(value) for value in values if isinstance(value, str))
            source.unpacked(size)
            if size > MAX_BYTES:
                yield rejection_of(where, TooLarge(f"{where} has more than {MAX_BYTES:,} characters.", "Split its text."))
            else:
                data = row_item(batch.schema.names, values)
                yield Item(where=where, data=data, kind="row", method="row", otherwise=source.handed_down)


def _is_nested(arrow: Any, kind: Any) -> bool:
    return bool(arrow.types.is_nested(kind) or arrow.types.is_null(kind) or isinstance(kind, arrow.BaseExtensionType))


def _is_words(arrow: Any, kind: Any) -> bool:
    types = arrow.types
    return bool(types.is_string(kind) or types.is_binary(kind) or types.is_large_string(kind) or types.is_large_binary(kind))


def _value(value: object) -> object:
    """A cell as JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str | int | float | None) else str(value)


def _broken(name: str, error: Exception) -> BrokenFile:
    reason = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")[:200]
    return BrokenFile(f"{name} is a Parquet file that can't be read: {reason}.", _CURE)
