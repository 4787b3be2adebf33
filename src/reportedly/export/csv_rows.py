"""Comma-separated tables: UTF-8 with a byte order mark, lines as RFC 4180 has them, cells that no spreadsheet runs."""

import codecs
import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, cast

from reportedly.schema.span import Span
from reportedly.spreadsheet_cells import safe_cell

BETWEEN = "; "
"""What stands between several values of one cell."""


class CsvRows:
    """Writes rows under a header. Excel takes a file without the mark for one in the code page of its country, and garbles names."""

    def __init__(self, out: BinaryIO, columns: Sequence[str]) -> None:
        """Write the header."""
        self.columns = tuple(columns)
        out.write(codecs.BOM_UTF8)
        # With another line end, Python would not quote a carriage return inside a cell.
        self._writer = csv.writer(cast(Any, _Encoded(out)), lineterminator="\r\n")
        self._writer.writerow(self.columns)

    def write(self, row: Mapping[str, object]) -> None:
        """One row; columns that it lacks, and None, are empty cells. Raises KeyError for a column that the header lacks."""
        if not row.keys() <= set(self.columns):
            raise KeyError(sorted(row.keys() - set(self.columns)))
        self._writer.writerow([cell(row.get(name)) for name in self.columns])


class _Encoded(io.TextIOBase):
    """A stream of text on one of bytes, that holds nothing back and closes nothing."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode("utf-8", "replace"))


def cell(value: object) -> object:
    """What stands in the cell: nothing for None, yes or no for a truth value, numbers as they are, lists joined, text made safe."""
    if isinstance(value, list | tuple):
        value = listed(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, int | float) else safe_cell(str(value))


def listed(values: Sequence[object]) -> str | None:
    """Several values as words: ``a1; a12``; an unknown one has an empty place, so that lists side by side stay in step.

    None where none is known. A semicolon inside one becomes a comma, so that they can be told apart.
    """
    if not values or all(one is None for one in values):
        return None
    return BETWEEN.join("" if one is None else str(one).replace(";", ",") for one in values)


def place_of(span: Span | None) -> str | None:
    """Where words stand in their report, ``12..18``: the first character and the one after the last.

    Two dots, because a spreadsheet takes 12-18 for a day in December and 12:18 for an hour.
    """
    return None if span is None else f"{span.start}..{span.end}"
