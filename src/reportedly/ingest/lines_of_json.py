"""JSON Lines as a container: each line an item."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from reportedly.ingest.decode import decode
from reportedly.ingest.item import Item
from reportedly.ingest.limits import MAX_BYTES, MAX_LINE_BYTES, MAX_READING_BYTES
from reportedly.ingest.readings import begins_reading
from reportedly.ingest.source import Source

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def parts_of_jsonl(source: Source) -> Iterator[Item]:
    """The lines, streamed; empty ones are left out. In UTF-16 the file may have MAX_BYTES and is read at once."""
    if source.peek(2).startswith(_WIDE_MARKS) and source.told.cut is None:
        text = decode(source.whole(MAX_BYTES), source.name)
        yield from _numbered((line.encode("utf-8", "surrogatepass") for line in text.splitlines()), source)
    else:
        yield from _numbered(_lines(source.stream), source)


def _numbered(lines: Iterable[bytes], source: Source) -> Iterator[Item]:
    for number, line in enumerate(lines, start=source.told.cut.first if source.told.cut is not None else 1):
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield Item(
                where=f"{source.name}:{number}", data=line, line=number, method="line", otherwise=source.handed_down
            )


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The stream's lines; one that is longer than MAX_LINE_BYTES (a reading: MAX_READING_BYTES) comes cut off, a byte too long."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        if len(line) > MAX_LINE_BYTES and not line.endswith(b"\n") and begins_reading(line):
            line += stream.readline(MAX_READING_BYTES + 1 - len(line))
        yield line
        while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES + 1)
            if not line:
                return
