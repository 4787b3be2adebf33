"""Columns as the rows of PostgreSQL's binary COPY (its manual, "COPY", "Binary Format"), made of all rows at once.

A field is its length in four bytes and its value, -1 for NULL; numbers have their highest byte first. The server takes a row so in less
than half the time that it needs to read it as text, most of all where it has a vector.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from reportedly.extras import needed

READY = "ready"
"""The column of rows that are made ready in part: their other fields, which come after those that are still columns."""

HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TAIL = b"\xff\xff"
_SIZES = {"int2": ("int16", ">i2"), "int4": ("int32", ">i4"), "int8": ("int64", ">i8"), "float8": ("float64", ">f8")}


def fields(columns: Any, kinds: Mapping[str, str]) -> Any:
    """The fields of each row of a ``pyarrow.Table`` one after the other (``pyarrow.LargeBinaryArray``), in the order of the columns.

    ``kinds`` says of each column what it is on the server; what is neither a number nor READY is taken as the bytes that it has. Raises
    ``pyarrow.ArrowInvalid`` where a number does not fit.
    """
    return _joined([part for name in columns.column_names for part in _parts(columns.column(name).combine_chunks(), kinds.get(name))])


def ready(columns: Any, kinds: Mapping[str, str]) -> Any:
    """A ``pyarrow.Table`` with READY alone in place of all columns."""
    pa: Any = needed("pyarrow", "cluster")
    return pa.table({READY: fields(columns, kinds)})


def message(rows: Any, count: int) -> list[bytes | memoryview]:
    """What COPY is given for rows of ``count`` fields each, in parts to be written one after the other."""
    pa: Any = needed("pyarrow", "cluster")
    told = _joined([pa.scalar(count.to_bytes(2, "big"), pa.large_binary()), rows])
    return [HEAD, memoryview(told.buffers()[2])[: _ends(told)[-1]], TAIL]


def binary(data: Any, ends: Any) -> Any:
    """A ``pyarrow.LargeBinaryArray`` of bytes that lie one after the other (``numpy.ndarray``); ``ends`` begins with 0."""
    pa: Any = needed("pyarrow", "cluster")
    numpy: Any = needed("numpy", "cluster")
    offsets = numpy.ascontiguousarray(ends, dtype=numpy.int64)
    return pa.Array.from_buffers(pa.large_binary(), len(offsets) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(data)])


def big_endian(numbers: Any, kind: str) -> Any:
    """Each number (``numpy.ndarray``) as its bytes, highest first, by numpy's name for them (``>i4``)."""
    numpy: Any = needed("numpy", "cluster")
    told = numpy.ascontiguousarray(numbers).astype(kind)
    return binary(told, numpy.arange(len(told) + 1) * told.itemsize)


def _parts(column: Any, kind: str | None) -> list[Any]:
    """A column's fields, whole or as lengths and values."""
    pa: Any = needed("pyarrow", "cluster")
    compute: Any = needed("pyarrow.compute", "cluster")
    if kind is None:
        return [column]
    if kind in _SIZES:
        return [_numbers(column.cast(_SIZES[kind][0]), _SIZES[kind][1])]
    column = column.cast(pa.large_binary())
    lengths = compute.fill_null(compute.binary_length(column), -1)
    return [big_endian(lengths.to_numpy(zero_copy_only=False), ">i4"), compute.fill_null(column, b"")]


def _numbers(column: Any, kind: str) -> Any:
    numpy: Any = needed("numpy", "cluster")
    size = int(kind[2:])
    told = numpy.empty(len(column), dtype=[("length", ">i4"), ("value", kind)])
    told["length"], told["value"] = size, column.fill_null(0).to_numpy(zero_copy_only=False)
    if not column.null_count:
        return binary(told, numpy.arange(len(told) + 1) * (4 + size))
    known = column.is_valid().to_numpy(zero_copy_only=False)
    told["length"][~known] = -1
    lengths = numpy.where(known, 4 + size, 4)
    of_each = numpy.arange(4 + size) < lengths[:, None]
    return binary(told.view(numpy.uint8).reshape(len(told), 4 + size)[of_each], numpy.concatenate(([0], numpy.cumsum(lengths))))


def _joined(parts: Sequence[Any]) -> Any:
    pa: Any = needed("pyarrow", "cluster")
    compute: Any = needed("pyarrow.compute", "cluster")
    return compute.binary_join_element_wise(*parts, pa.scalar(b"", pa.large_binary()))


def _ends(rows: Any) -> Any:
    numpy: Any = needed("numpy", "cluster")
    return numpy.frombuffer(rows.buffers()[1], dtype=numpy.int64)[rows.offset :][: len(rows) + 1]
