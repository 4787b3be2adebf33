"""Where a command's output goes: formats as streams of text, a file written whole or not at all, standard output."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from reportedly.cli.loading import module
from reportedly.errors import BadOption
from reportedly.export.contract import to_json, to_jsonl
from reportedly.schema import Reading


class Format(StrEnum):
    """How readings are written."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    html = "html"


class Colour(StrEnum):
    """When the text format uses colour."""

    auto = "auto"
    always = "always"
    never = "never"


NEEDED = {Format.text: "reportedly.export.text", Format.html: "reportedly.export.html"}  # what a format's code is loaded from


class Look(Struct, frozen=True, kw_only=True):
    """How output looks: the format, and for text whether in colour and how many columns wide."""

    format: Format
    colour: bool
    width: int


def written(readings: Iterator[Reading | None], look: Look) -> Iterator[str]:
    """The pieces of the output, in order; None stands for an input that was rejected and counts as one of many.

    JSON is one object for one input and an array for several. HTML is one page: BadOption where a second report comes.
    """
    if look.format is Format.json:
        yield from _json(readings)
    elif look.format is Format.html:
        yield from _html(readings)
    else:
        rendering: Any = module(NEEDED[Format.text]) if look.format is Format.text else None
        for number, reading in enumerate(reading for reading in readings if reading is not None):
            if look.format is Format.jsonl:
                yield to_jsonl(reading) + "\n"
            else:
                yield ("\n" if number else "") + rendering.render_text(reading, colour=look.colour, width=look.width)


def _json(readings: Iterator[Reading | None]) -> Iterator[str]:
    first = next(readings, None)
    later = next(readings, StopIteration)
    if later is StopIteration:
        if first is not None:
            yield to_json(first) + "\n"
        return
    between = "[\n"
    for reading in _chain(first, later, readings):
        if reading is not None:
            yield between + to_json(reading)
            between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def _chain(first: Reading | None, later: object, rest: Iterator[Reading | None]) -> Iterator[Reading | None]:
    yield first
    yield later if isinstance(later, Reading) else None
    yield from rest


def _html(readings: Iterator[Reading | None]) -> Iterator[str]:
    page: str | None = None
    for reading in readings:
        if reading is None:
            continue
        if page is not None:
            raise BadOption(
                "An HTML page shows one report, and there are several here.",
                "Read them one at a time, or use --format jsonl.",
            )
        rendering: Any = module(NEEDED[Format.html])
        page = rendering.render_html(reading)
    if page is not None:
        yield page


def write_stdout(pieces: Iterator[str]) -> None:
    """Write each piece as UTF-8 as soon as it is there, whatever the locale says."""
    stream = sys.stdout.buffer
    for piece in pieces:
        stream.write(piece.encode("utf-8", "backslashreplace"))
        stream.flush()


def write_file(pieces: Iterator[str | bytes], path: Path) -> bool:
    """Write the pieces to ``path`` whole: it gets its new content at once at the end, or stays as it was.

    False where there was nothing to write; then ``path`` is not touched. A pipe or a device is written as it goes.
    Raises BadOption where ``path`` can't be written.
    """
    target = path.resolve()
    try:
        if target.exists() and not target.is_file():
            return _write_special(pieces, target)
        return _write_whole(pieces, target)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise BadOption(
            f"The output file {path} can't be written: {error.strerror}.",
            "Free some space on that disk." if error.errno == errno.ENOSPC else "Give --output a path in a folder you may write to.",
        ) from error


def _write_special(pieces: Iterator[str | bytes], target: Path) -> bool:
    if target.is_dir():
        raise BadOption(f"The output {target} is a folder.", "Give --output the path of a file.")
    with target.open("wb") as stream:
        return _write_all(pieces, stream)


def _write_whole(pieces: Iterator[str | bytes], target: Path) -> bool:
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with temporary.open("xb") as stream:
            wrote = _write_all(pieces, stream)
            os.fsync(stream.fileno())
        if wrote:
            temporary.replace(target)
        return wrote
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def _write_all(pieces: Iterator[str | bytes], stream: IO[bytes]) -> bool:
    wrote = False
    for piece in pieces:
        stream.write(piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace"))
        wrote = True
    stream.flush()
    return wrote
