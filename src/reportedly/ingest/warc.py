"""Web archives (WARC): each page, document or text that a crawl kept is a part."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

from reportedly.errors import BrokenFile
from reportedly.extras import needed
from reportedly.ingest.item import NotReport, Told, name_of_part, stated
from reportedly.ingest.kinds import kind_of
from reportedly.ingest.limits import MAX_DOCUMENT_BYTES
from reportedly.ingest.source import READ_ERRORS, Source

_TYPES = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip
"""Media types that hold reports, and the kind of document."""

_MAIN_TYPES = {"image": "images", "audio": "recordings", "video": "recordings", "font": "fonts"}
_RECORDS = {
    "warcinfo": "notes of the archive", "metadata": "notes of the archive", "request": "requests",
    "revisit": "pages seen again without a change", "continuation": "records that go on elsewhere",
}  # fmt: skip
_PAYLOADS = ("response", "resource", "conversion")
_RECORD_END = b"\r\n\r\n"
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r?\n")
_CONTROL = re.compile(r"[^\w, -]")
_CURE = "Get the archive again; what was read before the damage is kept."


def parts_of_warc(source: Source) -> Iterator[Source | NotReport]:
    """The pages, PDFs and texts of a web archive, each by its place among all records (from 1) and its address.

    Answers other than 200 and 203, requests, notes, images, scripts and other media are counted as no reports. The day of capture is not a
    day of publication and is not taken for one. Raises BrokenFile where the archive is damaged, MissingExtra without fastwarc.
    """
    warc = needed("fastwarc.warc", "formats")
    not_reports: Counter[str] = Counter()
    before = source.told.cut.first - 1 if source.told.cut is not None else 0
    number = before
    try:
        # Codings are undone record by record below: where the iterator does it, one damaged page ends the archive.
        records = iter(warc.ArchiveIterator(source.stream, parse_http=True, auto_decode="none", fsspec_args=False))
        while (record := _calm(lambda: next(records, None))) is not None:
            number += 1
            what = _no_report(record)
            if what is None:
                part = _part(record, source, number, warc.ArchiveIterator)
                if not _media_type(record) and kind_of(part) not in ("html", "pdf", "zip"):
                    what = "records of an unknown type"
                else:
                    yield part
            if what is not None:
                not_reports[what] += 1
    except READ_ERRORS as error:
        yield from _counted(not_reports, source)
        raise BrokenFile(f"{source.name} is damaged after record {number:,}: {error}.", _CURE) from None
    yield from _counted(not_reports, source)
    if source.fault is None and source.cut_off(_RECORD_END):
        raise BrokenFile(f"{source.name} is cut off in record {number:,}.", _CURE)
    if number == before and source.fault is None:
        raise BrokenFile(f"{source.name} begins as a web archive and has no record that can be read.", _CURE)


def _counted(not_reports: Counter[str], source: Source) -> Iterator[NotReport]:
    for what, count in sorted(not_reports.items()):
        yield NotReport(where=source.name, what=what, count=count)


def _part(record: Any, source: Source, number: int, iterator: Any) -> Source:
    address = name_of_part(_address(record))
    media_type = _media_type(record)
    told = Told(
        method="record", kind=_TYPES.get(media_type), charset=record.http_charset, otherwise=stated(url=_address(record))
    )
    payload = _Payload(record, iterator)
    return source.part(cast(BinaryIO, payload), f"{source.name}#{number} {address}".rstrip(), told)


class _Payload:
    """A record's payload with its codings undone; where the archive ends in it, that is a fault."""

    def __init__(self, record: Any, iterator: Any) -> None:
        self._record, self._iterator = record, iterator
        self._left: int = record.content_length
        self._reader: Any = None

    def read(self, count: int) -> bytes:
        """Up to ``count`` bytes."""
        if self._reader is None:
            self._reader = _calm(self._decoded) if self._record.http_headers is not None else None
        return self._raw(count) if self._reader is None else cast(bytes, _calm(lambda: self._reader.read(count)))

    def _raw(self, count: int) -> bytes:
        """Up to ``count`` bytes as they stand in the archive."""
        data = cast(bytes, _calm(lambda: self._record.reader.read(count)))
        self._left -= len(data)
        if not data and count and self._left > 0:
            raise EOFError("the archive ends in the middle of it")
        return data

    def _decoded(self) -> Any:
        """A reader that undoes the codings that the answer's headers state, as far as the bytes are coded; None where there are none."""
        headers = self._record.http_headers
        transfer, content = (str(headers.get(name) or "").strip().lower() for name in ("Transfer-Encoding", "Content-Encoding"))
        if transfer in ("", "identity") and content in ("", "identity"):
            return None
        raw = b""
        while len(raw) < MAX_DOCUMENT_BYTES and (piece := self._raw(1 << 20)):
            raw += piece
        stated = ""
        if transfer == "chunked" and _CHUNK.match(raw):
            stated += "Transfer-Encoding: chunked\r\n"
        if content and (stated or content not in ("gzip", "x-gzip") or raw.startswith(b"\x1f\x8b")):
            stated += f"Content-Encoding: {_CONTROL.sub('', content)}\r\n"
        block = f"HTTP/1.1 200 OK\r\n{stated}\r\n".encode("latin-1", "replace") + raw
        head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
        alone = io.BytesIO(head.encode() + block + _RECORD_END)
        self._records = self._iterator(alone, parse_http=True, auto_decode="all", fsspec_args=False)  # it owns the reader
        return next(iter(self._records)).reader


def _calm(call: Callable[[], Any]) -> Any:
    """What a call of the library gives; where its Rust code panics, which is no Exception, an OSError."""
    try:
        return call()
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise OSError("the library that reads web archives gave up on it") from None


def _no_report(record: Any) -> str | None:
    """What a record is that is no report, in the plural; None where it may be one."""
    kind = str(record.record_type)
    if kind not in _PAYLOADS:
        return _RECORDS.get(kind, "records of an unknown type")
    if kind == "response" and record.is_http:
        headers = record.http_headers
        status = headers.status_code if headers is not None else None
        if status not in (200, 203):
            return "redirects and errors"
    if _address(record).partition("?")[0].endswith("/robots.txt"):
        return "files for robots"
    media_type = _media_type(record)
    if not media_type or media_type in _TYPES:
        return None
    return _MAIN_TYPES.get(media_type.partition("/")[0], "scripts, styles and data")


def _media_type(record: Any) -> str:
    """The payload's media type; empty where none is stated."""
    stated_type = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    return (stated_type or "").partition(";")[0].strip().lower()


def _address(record: Any) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
