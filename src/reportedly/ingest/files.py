"""Files to Reports, each by its content: documents, and containers of documents.

A file gives items, each the bytes of one report as they came; an item gives a report. So that who only wants to know whether an
item was seen before need not read it.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import structs

from reportedly.errors import EmptyReport, InputError, MissingExtra, MissingFile
from reportedly.ingest.containers import Found, items_of
from reportedly.ingest.documents import report_from_document
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.item import Item, NotReport, Told, joined
from reportedly.ingest.jsonl import report_from_line
from reportedly.ingest.readings import reading_from_item
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.ingest.source import Meter, Source
from reportedly.schema import Reading, Report

STDIN_NAME = "standard input"


def items_from_path(
    path: str | Path, *, stdin: BinaryIO | None = None, meter: Meter | None = None, name: str | None = None
) -> Iterator[Found]:
    """The items of one file, in order; ``-`` reads ``stdin``. ``name`` is what they call it, where that is not its path.

    What a file is, is told by its content (``kinds.py``). Containers are streamed, also where they stand in each other; any other file
    is one item. A file that can't be opened or is too large gives one Rejection, and so does each part of a container that can't be
    read; parts that are no reports by their nature are counted as NotReport. ``meter`` counts the bytes read so far.
    """
    name = name or (STDIN_NAME if str(path) == "-" else str(path))
    try:
        if str(path) == "-":
            yield from _items(_standard(stdin), name, Told(), meter)
        else:
            with _opened(Path(path), name) as stream:
                yield from _items(stream, name, Told(), meter)
    except InputError as error:
        yield rejection_of(name, error)


def items_from_bytes(data: bytes | BinaryIO, name: str, told: Told | None = None) -> Iterator[Found]:
    """The items of bytes that came in another way, such as an answer from the web; ``name`` is where they came from.

    ``told`` is what is known of them: how they came (``method``), their kind where the content shows none, the charset that the server
    states, and what is known of the report.
    """
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    yield from _items(stream, name, told or Told(), None)


def report_from_item(
    item: Item, given: Given = NOTHING_GIVEN, *, allow_any_language: bool = False
) -> Report | Rejection:
    """The report that an item holds, or the Rejection that says why it holds none.

    What is ``given`` goes before what the item's container states, and that before what the document says of itself; a line of JSON
    Lines goes before both.
    """
    try:
        if item.line is not None:
            report = report_from_line(item.data, item.line, item.where, given, allow_any_language=allow_any_language)
        else:
            report = report_from_document(
                item.kind, item.data, joined(given, item.given), item.where, allow_any_language, item.charset
            )
    except (InputError, MissingExtra) as error:
        return rejection_of(item.where, error)
    if report is None:
        return rejection_of(item.where, EmptyReport(f"{item.where} is empty.", "Give a report with at least one sentence."))
    return _filled(report, item.otherwise)


def taken_from_item(item: Item, given: Given = NOTHING_GIVEN) -> Report | Reading | Rejection:
    """What an item holds, for a record or a dataset: a report to be read, a reading that is taken as it is, or why there is neither."""
    return reading_from_item(item) or report_from_item(item, given)


def reports_from_path(
    path: str | Path,
    given: Given = NOTHING_GIVEN,
    *,
    stdin: BinaryIO | None = None,
    allow_any_language: bool = False,
    told: Callable[[NotReport], None] | None = None,
) -> Iterator[Report | Rejection]:
    """The reports of one file, in order, one outcome for each of its items; ``told`` hears of the parts that are no reports."""
    for item in items_from_path(path, stdin=stdin):
        if isinstance(item, NotReport):
            if told is not None:
                told(item)
        else:
            yield item if isinstance(item, Rejection) else report_from_item(item, given, allow_any_language=allow_any_language)


def _items(stream: BinaryIO, name: str, told: Told, meter: Meter | None) -> Iterator[Found]:
    source = Source(stream, name, told)
    if meter is not None:
        source.meter = meter
    try:
        yield from items_of(source)
    finally:
        source.close()


def _filled(report: Report, otherwise: Given) -> Report:
    if otherwise == NOTHING_GIVEN:
        return report
    said = {name: value for name, value in structs.asdict(otherwise).items() if value and getattr(report, name) is None}
    return structs.replace(report, **said)


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
