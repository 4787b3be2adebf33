"""Files to Reports, each by its content: JSON Lines, a web page, or plain text.

A file gives items, each the bytes of one report as they came; an item gives a report. So that who only wants to know whether an
item was seen before need not read it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal

from msgspec import Struct

from reportedly.errors import BrokenLine, EmptyReport, InputError, MissingFile, TooLarge
from reportedly.ingest.decode import decode
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.html import report_from_html
from reportedly.ingest.jsonl import is_record, report_from_line
from reportedly.ingest.limits import MAX_BYTES, MAX_LINE_BYTES
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.ingest.signatures import format_of
from reportedly.ingest.tags import is_html
from reportedly.ingest.text import report_from_text
from reportedly.schema import Report

STDIN_NAME = "standard input"

FIRST_LINES = 50
"""Lines looked at to tell JSON Lines: the first ones may be the broken ones."""

_JSONL_SUFFIXES = (".jsonl", ".ndjson")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


class Item(Struct, frozen=True, kw_only=True):
    """One report's bytes as they came: a whole file, or one line of it.

    ``where`` is the file, or ``file:line``; ``line`` the line's number (from 1) where the item is a line of JSON Lines.
    """

    where: str
    data: bytes
    line: int | None = None

    @property
    def method(self) -> Literal["file", "line"]:
        """How it came: ``file`` or ``line``."""
        return "file" if self.line is None else "line"


def items_from_path(path: str | Path, *, stdin: BinaryIO | None = None) -> Iterator[Item | Rejection]:
    """The items of one file, in order; ``-`` reads ``stdin``.

    JSON Lines are told by their first lines; a name that ends in .jsonl or .ndjson settles it where no line of the file is
    whole. They are streamed, empty lines left out; any other file is one item of at most MAX_BYTES. A file that can't be
    opened or is too large gives one Rejection.
    """
    name = STDIN_NAME if str(path) == "-" else str(path)
    try:
        if str(path) == "-":
            yield from _items(_standard(stdin), name)
        else:
            with _opened(Path(path), name) as stream:
                yield from _items(stream, name)
    except InputError as error:
        yield rejection_of(name, error)
    except OSError as error:
        reason = error.strerror or str(error)
        yield rejection_of(
            name, MissingFile(f"{name} can't be read: {reason}.", "Check the disk and the file's rights.")
        )


def report_from_item(
    item: Item, given: Given = NOTHING_GIVEN, *, allow_any_language: bool = False
) -> Report | Rejection:
    """The report that an item holds, or the Rejection that says why it holds none; web pages are told by their tags."""
    try:
        if item.line is not None:
            report = report_from_line(item.data, item.line, item.where, given, allow_any_language=allow_any_language)
        else:
            report = _whole(item.data, item.where, given, allow_any_language)
    except InputError as error:
        return rejection_of(item.where, error)
    if report is None:
        return rejection_of(item.where, EmptyReport(f"{item.where} is empty.", "Give a report with at least one sentence."))
    return report


def reports_from_path(
    path: str | Path,
    given: Given = NOTHING_GIVEN,
    *,
    stdin: BinaryIO | None = None,
    allow_any_language: bool = False,
) -> Iterator[Report | Rejection]:
    """The reports of one file, in order, one outcome for each of its items."""
    for item in items_from_path(path, stdin=stdin):
        yield item if isinstance(item, Rejection) else report_from_item(item, given, allow_any_language=allow_any_language)


def _standard(stdin: BinaryIO | None) -> BinaryIO:
    if stdin is None:
        raise MissingFile("There is no standard input to read.", "Name a file instead of -.")
    return stdin


def _opened(path: Path, name: str) -> BinaryIO:
    try:
        if path.is_dir():
            raise MissingFile(
                f"{name} is a folder, not a file.", f"Name the files in it, for example {name.rstrip('/')}/*.txt."
            )
        return path.open("rb")
    except FileNotFoundError:
        raise MissingFile(f"There is no file {name}.", "Check the name and the folder you are in.") from None
    except PermissionError:
        raise MissingFile(f"{name} may not be read.", "Ask for the right to read it, or copy it.") from None
    except (OSError, ValueError) as error:  # a name that is too long, or holds a NUL
        raise MissingFile(f"{name!r} can't be opened: {error}.", "Check the name.") from None


def _items(stream: BinaryIO, name: str) -> Iterator[Item]:
    lines = _lines(stream)
    first: list[bytes] = []
    for line in lines:
        first.append(line)
        if (
            (line.lstrip().startswith(b"{") and is_record(line))
            or len(first) >= FIRST_LINES
            or sum(map(len, first)) > MAX_LINE_BYTES
        ):
            break
    if _is_jsonl(first, name):
        yield from _numbered(chain(first, lines), name)
        return
    data = _rest(first, lines, name)
    text = data.decode("utf-16", "replace") if data.startswith(_WIDE_MARKS) else ""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("{") and is_record(start.split("\n", 1)[0]):  # JSON Lines in UTF-16
        yield from _numbered((line.encode("utf-8", "surrogatepass") for line in decode(data, name).splitlines()), name)
    else:
        yield Item(where=name, data=data)


def _numbered(lines: Iterable[bytes], name: str) -> Iterator[Item]:
    for number, line in enumerate(lines, start=1):
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield Item(where=f"{name}:{number}", data=line, line=number)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The stream's lines; one that is longer than MAX_LINE_BYTES comes cut off, a byte too long."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        yield line
        while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES + 1)
            if not line:
                return


def _rest(first: list[bytes], lines: Iterator[bytes], name: str) -> bytes:
    parts, size = list(first), sum(map(len, first))
    for line in lines:
        if size > MAX_BYTES:
            break
        parts.append(line)
        size += len(line)
    if size > MAX_BYTES:
        raise TooLarge(
            f"{name} has more than {MAX_BYTES:,} bytes; one report may have that many.",
            "Split it into its reports, for example one JSON line each.",
        )
    return b"".join(parts)


def _is_jsonl(first: list[bytes], name: str) -> bool:
    """Whether a file that begins with these lines is JSON Lines: it opens an object, and one of the lines is whole.

    A first line too long to be read is one where it opens an object with a key.
    """
    lines = [line.removeprefix(b"\xef\xbb\xbf").strip() for line in first]
    lines = [line for line in lines if line]
    if (
        not lines
        or lines[0].startswith(_WIDE_MARKS)
        or format_of(lines[0])
        or is_html(lines[0][:8192].decode("latin-1"))
    ):
        return False
    if name.lower().endswith(_JSONL_SUFFIXES):
        return True
    too_long = len(lines[0]) > MAX_LINE_BYTES - 1 and re.match(rb'\{\s*"', lines[0]) is not None
    return lines[0].startswith(b"{") and (too_long or any(is_record(line) for line in lines))


def _whole(data: bytes, name: str, given: Given, allow_any_language: bool) -> Report:
    text = decode(data, name)
    if not text.strip():
        raise EmptyReport(f"{name} is empty.", "Give a report with at least one sentence.")
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")) and _is_json(start):
        raise BrokenLine(
            f"{name} is one JSON document over several lines.", "Write one JSON object a line (JSON Lines)."
        )
    if is_html(text):
        return report_from_html(text, given, name=name, allow_any_language=allow_any_language)
    return report_from_text(text, given, name=name, allow_any_language=allow_any_language)


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
