"""Tables of comma-, semicolon- or tab-separated values as rows, one at a time; a row that is broken is one of its own."""

import codecs
import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Self

from msgspec import Struct

from reportedly.errors import BrokenRow, EmptyReport, InputError, MissingFile, NotText, TooLarge
from reportedly.ingest.limits import MAX_CHARS

DELIMITERS = (",", ";", "\t", "|")
MAX_CELL = 131_072  # characters: what the csv module takes unless a program has told it otherwise, which counts for all of it
MAX_LINE = MAX_CHARS
"""Characters of one line, and of one row over its lines."""
_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ESCAPED = re.compile(r"[\udc80-\udcff]+")
_LONG_RUN = re.compile(rb"[\x80-\xff]{3,}")
RUN_SHARE = 0.2
"""High bytes that stand three or more together, among all, above which a text is no Western one: Cyrillic and Arabic words are
nothing but such runs, French and Spanish words hardly have any."""
_NOT_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_CURE = "Save the table again as CSV in UTF-8 from the program it was made with, or correct the row by hand."


class Row(Struct, frozen=True):
    """One row: the line of the file that it begins on (from 1), its number among the rows (from 1), its cells, and its text as it came."""

    line: int
    number: int
    cells: tuple[str, ...]
    raw: str


class BadRow(Struct, frozen=True):
    """A row that can't be read, and why; it may have taken in the lines up to ``last``. ``raw`` is what was kept of its text."""

    line: int
    last: int
    number: int
    error: InputError
    raw: str = ""


class Table:
    """An open table: its header, and its rows as an iterator that goes through the file once; a context that closes it."""

    def __init__(self, table: Path | BinaryIO, wanted: Iterable[str], name: str | None = None) -> None:
        """Open the table, a path or a stream that can be sought in, and read its header.

        ``wanted`` are column names that tell the delimiter, ``name`` is what messages call the table.
        Raises MissingFile, NotText, EmptyReport or BrokenRow (no header that can be read, or a name that stands in it twice).
        """
        self.name = name or str(table)
        self._stream = _opened(table, self.name) if isinstance(table, Path) else table
        try:
            self._start(frozenset(wanted))
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def _start(self, wanted: frozenset[str]) -> None:
        self.encoding, mark = _encoding(self._stream, self.name)
        self._stream.seek(mark)
        self._lines = _Lines(TextIOWrapper(self._stream, encoding=self.encoding, newline=""))
        first = self._lines.peek()
        while first is not None and not first.strip():
            self._lines.take()
            first = self._lines.peek()
        if first is None:
            raise EmptyReport(f"{self.name} is empty.", "Give a table with a header and at least one row.")
        declared = re.fullmatch(r"sep=(.)\s*", first)  # Excel's own line
        if declared:
            self._lines.take()
            first = self._lines.peek() or ""
        self.delimiter = declared.group(1) if declared else _delimiter(first, wanted)
        self.header = self._header()
        self._width = len(self.header)

    def _header(self) -> tuple[str, ...]:
        pulled: list[str] = []
        try:
            cells = next(csv.reader(self._pulling(pulled), delimiter=self.delimiter, strict=True), [])
        except (csv.Error, _TooLong) as error:
            raise BrokenRow(f"{self.name} has a header that can't be read: {error}.", _CURE) from None
        names = [" ".join(cell.split()) for cell in cells]
        while names and not names[-1]:
            names.pop()
        twice = sorted(name for name, times in Counter(names).items() if name and times > 1)
        if twice:
            raise BrokenRow(f"{self.name} has two columns named {twice[0]!r}.", "Give each column a name of its own.")
        return tuple(name or f"column {place}" for place, name in enumerate(names, start=1))

    def bytes_of(self, raw: str) -> bytes:
        """A row's text as bytes in the file's own encoding, without a byte order mark."""
        return raw.encode(self.encoding)

    def rows(self) -> Iterator[Row | BadRow]:
        """The rows in order; empty lines are left out. After a broken row, reading goes on with the next line that is a whole row."""
        number = 0
        pulled: list[str] = []
        reader = self._reader(pulled)
        while True:
            pulled.clear()
            line = self._lines.number + 1
            problem: InputError | None = None
            cells: list[str] = []
            try:
                cells = next(reader)
            except StopIteration:
                if not pulled:
                    return
            except (csv.Error, _TooLong) as error:
                problem = _problem(error, number + 1)
            except UnicodeDecodeError as error:
                reason = (
                    f"row {number + 1:,} is not text in {error.encoding}, so it and all rows after it are left out."
                )
                yield BadRow(line, line, number + 1, NotText(reason, _CURE))
                return
            if problem is None and not any(cell.strip() for cell in cells):
                continue
            number += 1
            problem = problem or self._wrong(cells, number)
            if problem is None:
                yield Row(line, number, tuple(cells[: self._width]), "".join(pulled))
                continue
            raw = pulled[0] if pulled else ""
            skipped = self._recover(pulled, isinstance(problem, TooLarge))
            yield BadRow(line, line + skipped, number, problem, raw)
            reader = self._reader(pulled)

    def _reader(self, pulled: list[str]) -> Iterator[list[str]]:
        return csv.reader(self._pulling(pulled), delimiter=self.delimiter, strict=True)

    def _pulling(self, pulled: list[str]) -> Iterator[str]:
        """Lines for the reader, noted in ``pulled``; a row may take MAX_LINE characters."""
        while (line := self._lines.take()) is not None:
            pulled.append(line)
            if len(line) >= MAX_LINE or (len(pulled) > 1 and sum(map(len, pulled)) >= MAX_LINE):
                raise _TooLong(f"it has more than {MAX_LINE:,} characters")
            yield line

    def _wrong(self, cells: list[str], number: int) -> InputError | None:
        """What is wrong with a row that was parsed; None where nothing is."""
        if any(len(cell) > MAX_CELL for cell in cells):
            return _too_large(number)
        if any("\0" in cell for cell in cells):
            return BrokenRow(f"row {number:,} holds a NUL character.", _CURE)
        extra = cells[self._width :]
        if len(cells) < self._width or any(cell.strip() for cell in extra):
            return BrokenRow(
                f"row {number:,} has {len(cells):,} cells, the header {self._width:,}.",
                "Put cells that hold the delimiter or a line break in quotes, and write empty cells too.",
            )
        return None

    def _recover(self, pulled: list[str], endless: bool) -> int:
        """Give back the lines that a broken row took in, from the first that is a whole row on; how many it keeps beyond its own.

        An ``endless`` row, one whose quote is not closed, has no end of its own: it keeps all lines up to a whole row.
        """
        rest = pulled[1:]
        for place, line in enumerate(rest):
            if self._whole(line):
                self._lines.give_back(rest[place:])
                return place
        skipped = len(rest)
        while endless and rest and (after := self._lines.peek()) is not None and not self._whole(after):
            self._lines.take()
            skipped += 1
        return skipped

    def _whole(self, line: str) -> bool:
        """Whether a line alone is a row with as many cells as the header."""
        if len(line) >= MAX_LINE:
            return False
        try:
            cells = next(csv.reader([line], delimiter=self.delimiter, strict=True), [])
        except csv.Error:
            return False
        return len(cells) == self._width and "\0" not in line


class _TooLong(Exception):
    """A row, or one line of it, is longer than any row is."""


class _Lines:
    """Lines of a text, one at a time, with a look ahead and a way back; one longer than MAX_LINE comes cut off."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self._ahead: deque[str] = deque()
        self.number = 0

    def take(self) -> str | None:
        """The next line, counted; None at the end."""
        line = self._ahead.popleft() if self._ahead else self._read()
        self.number += line is not None
        return line

    def peek(self) -> str | None:
        """The next line, left where it is; None at the end."""
        if not self._ahead:
            line = self._read()
            if line is None:
                return None
            self._ahead.append(line)
        return self._ahead[0]

    def give_back(self, lines: list[str]) -> None:
        """Put lines back that were taken last."""
        self._ahead.extendleft(reversed(lines))
        self.number -= len(lines)

    def _read(self) -> str | None:
        line = self._text.readline(MAX_LINE)
        rest = line
        while len(rest) == MAX_LINE and not rest.endswith(("\n", "\r")):
            rest = self._text.readline(MAX_LINE)
        return line or None


def _opened(path: Path, name: str) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise MissingFile(f"There is no file {name}.", "Check the name and the folder you are in.") from None
    except (OSError, ValueError) as error:
        raise MissingFile(f"{name!r} can't be opened: {error}.", "Check the name and the file's rights.") from None


def _encoding(stream: BinaryIO, name: str) -> tuple[str, int]:
    """The encoding of the whole file and the bytes of its mark: by the mark, else UTF-8 where all of it is that, else Windows-1252.

    Raises NotText where no encoding is believable.
    """
    head = stream.read(4)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    place = 0
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
            place += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        stream.seek(max(0, place - 4))
        return _western(stream.read(_CHUNK), name), 0
    return "utf-8", 0


def _western(sample: bytes, name: str) -> str:
    """Windows-1252, where the bytes that are not UTF-8 look like it; raises NotText where they look like anything else."""
    cure = "Save the table as CSV in UTF-8."
    tried = sample.decode("utf-8", "surrogateescape")
    wrong = len(_ESCAPED.findall(tried))
    if wrong <= sum("\x7f" < char < "\ud800" or char > "\udfff" for char in tried):
        raise NotText(f"{name} has a wrong encoding: it is UTF-8 but for some bytes.", cure)
    high = sum(byte >= 0x80 for byte in sample)
    in_runs = sum(len(run) for run in _LONG_RUN.findall(sample))
    if in_runs > RUN_SHARE * high or any(byte in _NOT_CP1252 for byte in sample):
        raise NotText(f"{name} has a wrong encoding: it is neither UTF-8 nor Windows-1252.", cure)
    return "cp1252"


def _delimiter(header: str, wanted: frozenset[str]) -> str:
    """The delimiter that makes most wanted columns of the header's first line, or else most columns."""

    def found(delimiter: str) -> tuple[int, int]:
        cells = [" ".join(cell.split()) for cell in next(csv.reader([header], delimiter=delimiter), [])]
        return len(wanted.intersection(cells)), len(cells)

    return max(DELIMITERS, key=found)


def _too_large(number: int) -> TooLarge:
    return TooLarge(
        f"row {number:,} has a cell of more than {MAX_CELL:,} characters.", "Shorten the cell, or close its quote."
    )


def _problem(error: Exception, number: int) -> InputError:
    if isinstance(error, _TooLong):
        return TooLarge(
            f"row {number:,} has more than {MAX_LINE:,} characters, or a quote in it is not closed.",
            "Close the quote, or shorten the cell.",
        )
    if "field larger" in str(error):
        return _too_large(number)
    if "unexpected end" in str(error):
        return BrokenRow(f"row {number:,} opens a quote that is never closed.", _CURE)
    return BrokenRow(f"row {number:,} has a quote in the wrong place ({error}).", _CURE)
