"""Where large files may be cut, so that their pieces are read apart.

JSON Lines are cut between lines, web archives between records, tables in Parquet between row groups. Every other file is read as a whole.

A piece gives the items that the whole file would give there, under the same names.
"""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from msgspec import Struct

from reportedly.extras import needed
from reportedly.ingest.kinds import kind_of
from reportedly.ingest.source import READ_ERRORS, Source

_BUFFER = 1 << 20
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_RECORD_STARTS = (b"WARC/", b"\x1f\x8b")
_BLANK = b" \t\r\n\xef\xbb\xbf"


class Range(Struct, frozen=True, kw_only=True):
    """One piece of a file: bytes from ``start`` to ``end`` (exclusive; None at its end), or row ``groups``; ``first`` as ``Cut`` has it."""

    kind: str
    start: int = 0
    end: int | None = None
    groups: tuple[int, int] | None = None
    first: int = 1


def ranges_of(stream: BinaryIO, name: str, reports: int) -> list[Range]:
    """The pieces of a file, each of about so many reports; none where it has to be read as a whole.

    ``stream`` can be sought in. A file that is damaged is cut as far as it is whole; who reads the last piece finds the damage.
    """
    source = Source(stream, name)
    kind = kind_of(source)
    start = source.peek(8)
    packed = kind == "gzip"
    stream.seek(0)
    if kind == "jsonl" and not start.startswith(_WIDE):
        found = list(_lines(stream, reports))
    elif kind == "parquet":
        found = _row_groups(stream, reports)
    elif kind == "warc" or (packed and name.lower().endswith(".warc.gz")):
        found = _records(stream, reports)
    else:
        found = []
    return found if len(found) > 1 else []


def _lines(stream: BinaryIO, reports: int) -> Iterator[Range]:
    """Pieces of so many lines that are not blank; each begins with such a line."""
    lines = io.BufferedReader(_Kept(stream), _BUFFER)
    start = place = 0
    first, held = 1, 0
    for number, line in enumerate(lines, start=1):
        if line.strip(_BLANK):
            if held == reports:
                yield Range(kind="jsonl", start=start, end=place, first=first)
                start, first, held = place, number, 0
            held += 1
        place += len(line)
    yield Range(kind="jsonl", start=start, first=first)


def _records(stream: BinaryIO, reports: int) -> list[Range]:
    """Pieces of so many records that may hold a report; none of an archive that is packed as one, which has no places to begin at."""
    warc: Any = needed("fastwarc.warc", "formats")
    places: list[tuple[int, int]] = [(0, 1)]
    held, number, last = 0, 0, -1
    try:
        for record in warc.ArchiveIterator(stream, parse_http=False, auto_decode="none", fsspec_args=False):
            number += 1
            if record.stream_pos <= last:
                return []
            last = record.stream_pos
            if record.record_type in (warc.WarcRecordType.response, warc.WarcRecordType.resource, warc.WarcRecordType.conversion):
                if held == reports:
                    places.append((record.stream_pos, number))
                    held = 0
                held += 1
    except READ_ERRORS:
        pass  # whoever reads the last piece says what is wrong with it
    for place, _ in places:
        stream.seek(place)
        if not stream.read(5).startswith(_RECORD_STARTS):
            return []
    ends = [*(place for place, _ in places[1:]), None]
    return [Range(kind="warc", start=place, end=end, first=first) for (place, first), end in zip(places, ends, strict=True)]


def _row_groups(stream: BinaryIO, reports: int) -> list[Range]:
    """Pieces of whole row groups; none of a table that can't be read, about which whoever reads it says why."""
    parquet: Any = needed("pyarrow.parquet", "exports")
    arrow: Any = needed("pyarrow", "exports")
    try:
        metadata = parquet.ParquetFile(stream, pre_buffer=False).metadata
        rows = [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)]
    except (*READ_ERRORS, arrow.ArrowException, KeyError, TypeError):
        return []
    found: list[Range] = []
    begin, first, held = 0, 1, 0
    for number, count in enumerate(rows):
        if held and held + count > reports:
            found.append(Range(kind="parquet", groups=(begin, number), first=first))
            begin, first, held = number, first + held, 0
        held += count
    found.append(Range(kind="parquet", groups=(begin, len(rows)), first=first))
    return found


class _Kept(io.RawIOBase):
    """A stream that stays open when what reads it in blocks is let go of."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as one read goes."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
