"""Workbooks (.xlsx) as containers: each row of a sheet that has a column of texts is an item."""

import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

from reportedly.errors import BrokenFile, BrokenRow, EmptyReport, TooLarge, UnsafeFile
from reportedly.extras import needed
from reportedly.ingest.item import Item, NotReport, name_of_part
from reportedly.ingest.limits import MAX_BYTES
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.ingest.row import columns_of, no_text_column, row_item
from reportedly.ingest.source import READ_ERRORS, Source
from reportedly.ingest.xml_prolog import prolog_of

MAX_UNPACKED = 128 * 1024 * 1024
"""Bytes of XML in one workbook: its words are held in memory at once. 50,000 articles of 2,000 characters have 100 MB."""

MAX_TAGS = 4_000_000
"""Tags in it, at some 100 bytes of memory each: a million cells."""

MAX_ROWS, MAX_COLUMNS = 1_048_576, 512
"""Rows of a sheet, as many as Excel has; columns that are looked at: a cell may say that it stands anywhere, and the library fills what
lies between."""

HEADER_WITHIN = 10
"""Rows that hold something among which the header is looked for: titles and notes stand above some tables."""

BATCH = 256
"""Rows that are parsed together."""

_CHUNK = 1 << 20
_SAFE_INTEGER = 1 << 53
_ERRORS = (
    *READ_ERRORS, KeyError, TypeError, AttributeError, IndexError, AssertionError, ArithmeticError, SyntaxError, UnicodeError,
)  # fmt: skip
"""What openpyxl lets out on damaged workbooks; those of the XML parsers are SyntaxErrors."""
_CSV = "Save the sheet as CSV (UTF-8) and add that."
_RETURN = re.compile(r"_x000D_\n?", re.I)
"""A carriage return as workbooks write it (ECMA-376, part 1, 22.9.2.19), which the library leaves as it stands."""

_FAULTS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"))
"""What a cell shows whose formula gives nothing."""


def parts_of_workbook(file: BinaryIO, members: Sequence[zipfile.ZipInfo], source: Source) -> Iterator[Item | Rejection | NotReport]:
    """The rows of the sheets that have a column of texts, each by its sheet and its number there: ``a.xlsx!/Sheet1:14``.

    A formula is what it last came to. Sheets without texts are counted as no reports; where all are, raises BrokenRow, which names the
    first one's columns. Raises TooLarge and UnsafeFile before anything is parsed that would swell, BrokenFile where the workbook is
    damaged, EmptyReport where it has no rows, MissingExtra without openpyxl.
    """
    library = needed("openpyxl", "formats")
    if sum(member.file_size for member in members if _is_xml(member)) > MAX_UNPACKED:
        raise _too_large(source.name)
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            _check(archive, members, source)
        file.seek(0)
        with _quiet():
            book = library.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except _ERRORS as error:
        raise _broken(source.name, error) from None
    try:
        yield from _sheets(book, source)
    finally:
        book.close()


class _Sheet:
    """A sheet: its header's names, and its rows that hold something, each with its number (from 1); it is gone through once."""

    def __init__(self, sheet: Any) -> None:
        """Reads as far as the header: the first row in which a column of texts is named, else the first row."""
        self._filled = _filled(sheet)
        first: list[tuple[int, list[object]]] = []
        for row in self._filled:
            first.append(row)
            if len(first) == HEADER_WITHIN:
                break
        named = [place for place, (_, values) in enumerate(first) if "text" in columns_of(_names(values))]
        # A title such as "Report" stands alone in its row, a header hardly ever does.
        wide = [place for place in named if sum(value is not None for value in first[place][1]) > 1]
        self.above = next(iter(wide or named), 0)
        self.header: tuple[str, ...] = _names(first[self.above][1]) if first else ()
        self._ahead = first[self.above + 1 :]

    def rows(self) -> Iterator[tuple[int, list[object]]]:
        """The rows below the header."""
        yield from self._ahead
        yield from self._filled


def _sheets(book: Any, source: Source) -> Iterator[Item | Rejection | NotReport]:
    without: list[tuple[str, ...]] = []
    above = 0
    found = False
    for opened in book.worksheets:
        where = f"{source.name}!/{name_of_part(str(opened.title))}"
        try:
            sheet = _Sheet(opened)
            if "text" not in columns_of(sheet.header):
                without.append(sheet.header)
                continue
            found = True
            above += sheet.above
            names = _checked(sheet.header, where)
            seen = False
            for number, values in sheet.rows():
                seen = True
                yield _item(names, values, f"{where}:{number}", source)
            if not seen:
                raise EmptyReport(f"{where} has a header and no rows.", "Give a table with at least one report.")
        except (BrokenRow, EmptyReport) as error:
            yield rejection_of(where, error)
        except _ERRORS as error:
            found = True
            yield rejection_of(where, _broken(where, error))
    if not found:
        if any(without):
            raise no_text_column(source.name, next(filter(None, without)))
        raise EmptyReport(f"{source.name} has no rows.", "Give a table with at least one report.")
    for what, count in (("rows above a header", above), ("sheets without texts", len(without))):
        if count:
            yield NotReport(where=source.name, what=what, count=count)


def _filled(sheet: Any) -> Iterator[tuple[int, list[object]]]:
    """The rows that hold something, as far as they hold it."""
    empty = None
    for number, row in enumerate(_read(sheet), start=1):
        if row is empty:  # the library fills gaps with one and the same
            continue
        width = next((len(row) - place for place, value in enumerate(reversed(row)) if value is not None), 0)
        values = [_value(value) for value in row[:width]]
        if any(value is not None for value in values):
            yield number, values
        elif not width:
            empty = row


def _read(sheet: Any) -> Iterator[tuple[object, ...]]:
    """The rows as the library gives them; what stands before damage comes before its error."""
    rows = sheet.iter_rows(values_only=True, max_row=MAX_ROWS, max_col=MAX_COLUMNS)
    fault: Exception | None = None
    while fault is None:
        batch: list[tuple[object, ...]] = []
        try:
            with _quiet():
                batch.extend(islice(rows, BATCH))
        except _ERRORS as error:
            fault = error
        yield from batch
        if fault is None and len(batch) < BATCH:
            return
    raise fault


def _item(names: tuple[str, ...], values: list[object], where: str, source: Source) -> Item | Rejection:
    size = sum(len(value) for value in values if isinstance(value, str))
    source.unpacked(size)  # one string may stand in a million cells
    if size > MAX_BYTES:
        return rejection_of(where, TooLarge(f"{where} has more than {MAX_BYTES:,} characters.", "Split its text."))
    if any(value is not None for value in values[len(names) :]):
        return rejection_of(where, BrokenRow(f"{where} has a cell under no header.", "Give its column a name, or empty the cell."))
    return Item(where=where, data=row_item(names, values), kind="row", method="row", otherwise=source.handed_down)


def _names(values: list[object]) -> tuple[str, ...]:
    names = ["" if value is None else " ".join(str(value).split()) for value in values]
    return tuple(name or f"column {place}" for place, name in enumerate(names, start=1))


def _checked(names: tuple[str, ...], where: str) -> tuple[str, ...]:
    twice = next((name for name, times in Counter(names).items() if times > 1), None)
    if twice is not None:
        raise BrokenRow(f"{where} has two columns named {twice[:40]!r}.", "Give each column a name of its own.")
    return names


def _value(value: object) -> object:
    """A cell as JSON has it; None where it is empty or a formula that gives nothing."""
    if isinstance(value, str):
        value = _RETURN.sub("\n", value)
        return None if value in _FAULTS or not value.strip() else value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) <= _SAFE_INTEGER:
        return int(value)
    if isinstance(value, int):
        return value if isinstance(value, bool) or abs(value) <= _SAFE_INTEGER else str(value)
    return value if value is None or isinstance(value, float) else str(value)


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith((".xml", ".rels"))


def _check(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], source: Source) -> None:
    """Look through the XML as bytes: no entities of its own, which workbooks may not have, and no more tags than memory holds."""
    tags = 0
    for member in filter(_is_xml, members):
        with archive.open(member) as opened:
            chunk = opened.read(_CHUNK)
            if prolog_of(chunk.decode("latin-1").replace("\0", "")).declares_entities:
                raise UnsafeFile(f"{source.name} declares entities of its own, which workbooks don't need and bombs do.", _CSV)
            while chunk:
                source.unpacked(len(chunk))
                tags += chunk.count(b"<")
                if tags > MAX_TAGS:
                    raise _too_large(source.name)
                chunk = opened.read(_CHUNK)


def _too_large(name: str) -> TooLarge:
    return TooLarge(f"{name} is a workbook of more than a million cells, or of more than {MAX_UNPACKED:,} bytes when unpacked.", _CSV)


def _broken(name: str, error: BaseException) -> BrokenFile:
    reason = (str(error).splitlines() or [""])[0].rstrip(".:")[:200] or type(error).__name__
    return BrokenFile(f"{name} is a workbook that can't be read: {reason}.", f"Open it and save it anew as .xlsx. {_CSV}")


def _quiet() -> AbstractContextManager[object]:
    """The library warns of what it leaves out, such as colours and charts."""
    return warnings.catch_warnings(action="ignore")
