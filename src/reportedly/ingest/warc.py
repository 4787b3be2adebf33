"""Web archives (WARC): each page, document or text that a crawl kept is a part."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from reportedly.errors import BrokenFile
from reportedly.extras import needed
from reportedly.ingest.item import NotReport, Told, name_of_part, stated
from reportedly.ingest.kinds import kind_of
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
_CURE = "Get the archive again; what was read before the damage is kept."


def parts_of_warc(source: Source) -> Iterator[Source | NotReport]:
    """The pages, PDFs and texts of a web archive, each by its place among all records (from 1) and its address.

    Answers other than 200 and 203, requests, notes, images, scripts and other media are counted as no reports. The day of capture is not a
    day of publication and is not taken for one. Raises BrokenFile where the archive is damaged, MissingExtra without fastwarc.
    """
    warc = needed("fastwarc.warc", "formats")
    not_reports: Counter[str] = Counter()
    number = 0
    try:
        records = iter(warc.ArchiveIterator(source.stream, parse_http=True, auto_decode="all", fsspec_args=False))
        while (record := next(records, None)) is not None:
            number += 1
            what = _no_report(record)
            if what is None:
                part = _part(record, source, number)
                if record.http_content_type is None and kind_of(part) not in ("html", "pdf", "zip"):
                    what = "records of an unknown type"
                else:
                    yield part
            if what is not None:
                not_reports[what] += 1
    except READ_ERRORS as error:
        yield from _counted(not_reports, source)
        raise BrokenFile(f"{source.name} is damaged after record {number:,}: {error}.", _CURE) from None
    yield from _counted(not_reports, source)
    if not number and source.fault is None:
        raise BrokenFile(f"{source.name} begins as a web archive and has no record that can be read.", _CURE)


def _counted(not_reports: Counter[str], source: Source) -> Iterator[NotReport]:
    for what, count in sorted(not_reports.items()):
        yield NotReport(where=source.name, what=what, count=count)


def _part(record: Any, source: Source, number: int) -> Source:
    address = name_of_part(_address(record))
    media_type = _media_type(record)
    told = Told(
        method="record", kind=_TYPES.get(media_type), charset=record.http_charset, otherwise=stated(url=_address(record))
    )
    return source.part(cast(BinaryIO, record.reader), f"{source.name}#{number} {address}".rstrip(), told)


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
