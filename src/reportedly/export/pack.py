"""The evidence pack: a ZIP that shows without this program what happened, who says so, and the bytes that it rests on.

It streams: pages are written as events come. What has to wait for its turn, the texts and the lists, waits in temporary files.
"""

import array
import hashlib
import tempfile
import zipfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO

import msgspec

from reportedly.export.base import Format, Ledger, Written
from reportedly.export.claims_csv import write_claims
from reportedly.export.contract import to_jsonl
from reportedly.export.csl import write_csl
from reportedly.export.json_bytes import json_bytes
from reportedly.export.pack_event import event_page
from reportedly.export.pack_index import Lists, index_page, index_row, report_row
from reportedly.export.pack_report import report_page
from reportedly.export.report_claims import reports_with_claims
from reportedly.schema.dossier import Dossiers, RecordDossier, ReportDossier

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of every member: the first that a ZIP can hold. When things were captured is in the manifest and on the pages."""

IN_MEMORY = 4 * 1024 * 1024
"""Bytes of what waits that are kept in memory before they go to a file."""

_SHOWN = frozenset({"pdf", "docx", "eml", "json", "jsonl", "txt", "warc"})
_SOURCE = frozenset({"htm", "html", "xhtml", "mht", "mhtml", "svg", "xml", "rss", "atom", "csv", "tsv"})

README = """Evidence pack

index.html         all events; open it in a browser. No page needs the network or runs a script.
events/v1.html     one event: how it stands and why, who says so, in which words
reports/r1.html    one report: its text as it was read, with the words of each claim marked
originals/         the bytes as they were captured. Pages of the web and tables end in .txt, so that opening
                   one shows its source: it may hold scripts, or pictures whose server would see you look.
                   Documents (PDF, Word) may do the same: open them on a machine without network.
                   What was fetched is a web archive (.warc), with its redirects, headers and times.
texts/r1.txt       the same text alone, as it was read (UTF-8). Offsets count its characters (code points), and
                   its SHA-256 is the hash that claims and pages name, unless words of it are withheld.
claims.json        every claim with its offsets (code points of the report's text), voices and values
claims.csv         the same as a table
readings.jsonl     what was read in each report, whole. `reportedly add` on this pack, or on this file, makes
                   a record of it again; reports with withheld words are not in it
citations.json     the reports as citations (CSL-JSON), for Zotero and word processors
manifest.json      what was asked for, and the size and SHA-256 of every file
SHA256SUMS         the same for `sha256sum -c SHA256SUMS`

A grade says how well an event is supported by independent voices. It does not say what is true.
"""


class _Outward:
    """A stream that only goes on: a ZIP written to it never seeks."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        self._out.write(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""


class _Hashed:
    """A member that is being written: counts and hashes what passes."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.digest, self.size = hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self._stream.write(data)
        self.digest.update(data)
        self.size += len(data)
        return len(data)


class _Pack:
    """The ZIP, and the list of what is in it so far."""

    def __init__(self, out: BinaryIO, listed: Any) -> None:
        self._zip = zipfile.ZipFile(_Outward(out), "w", zipfile.ZIP_DEFLATED, compresslevel=6)  # type: ignore[call-overload]
        self._listed = listed

    @contextmanager
    def member(self, path: str, **more: object) -> Iterator[Any]:
        """A stream into a new member; ``more`` is what the manifest says of it."""
        info = zipfile.ZipInfo(path, FIXED_TIME)
        info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
        with self._zip.open(info, "w", force_zip64=True) as stream:
            hashed = _Hashed(stream)
            yield hashed
        self._listed.write(json_bytes({"path": path, "bytes": hashed.size, "sha256": hashed.digest.hexdigest(), **more}) + b"\n")

    def close(self) -> None:
        """Write the ZIP's own list; nothing can be added after."""
        self._zip.close()


class _Shelf:
    """The texts of reports, as they may leave, and which reports have their originals in the pack; a text is found by its report's id."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._numbers, self._ends = array.array("q"), array.array("q")
        self._there = array.array("b")

    def put(self, report: ReportDossier, *, original: bool) -> None:
        self._file.write((report.text or "").encode("utf-8", "surrogatepass"))
        self._numbers.append(int(report.id[1:]))
        self._ends.append(self._file.tell())
        self._there.append(original + 2 * (report.text is not None))

    def _place(self, report: str) -> int | None:
        at = bisect_left(self._numbers, int(report[1:]))
        return at if at < len(self._numbers) and self._numbers[at] == int(report[1:]) else None

    def text(self, report: str) -> str | None:
        """The text of a report; None where there is none to show."""
        at = self._place(report)
        if at is None or not self._there[at] & 2:
            return None
        start = self._ends[at - 1] if at else 0
        self._file.seek(start)
        found: bytes = self._file.read(self._ends[at] - start)
        return found.decode("utf-8", "surrogatepass")

    def original(self, report: ReportDossier) -> str | None:
        """The path of a report's original in the pack; None where it is not in it."""
        at = self._place(report.id)
        return original_path(report) if at is not None and self._there[at] & 1 else None


def original_path(report: ReportDossier) -> str:
    """Where a report's original lies in the pack. What a browser or a spreadsheet would run ends in ``.txt``."""
    name = (report.captured_from or "").rsplit("/", 1)[-1].lower()
    suffix = name.rsplit(".", 1)[-1] if "." in name else ""
    if report.method in ("line", "url"):
        return f"originals/{report.id}.{'json' if report.method == 'line' else 'warc'}"
    if suffix in _SHOWN:
        return f"originals/{report.id}.{suffix}"
    return f"originals/{report.id}.{suffix if suffix in _SOURCE else 'source'}.txt"


def write_pack(dossiers: Dossiers, out: BinaryIO) -> Written:
    """Write the pack; the same dossiers give the same bytes. Memory holds a few hundred bytes for each file in it."""
    ledger = Ledger()
    with ExitStack() as stack:
        listed, texts, events, reports = (stack.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY)) for _ in range(4))
        pack, shelf = _Pack(out, listed), _Shelf(texts)
        lists = Lists(events=events, reports=reports, grades=Counter())
        with pack.member("README.txt") as stream:
            stream.write(README.encode())
        _write_reports(dossiers, pack, shelf, lists, ledger)
        for event in dossiers.events():
            with pack.member(f"events/{event.id}.html", event=event.id) as stream:
                stream.write(_encoded(event_page(event, dossiers.about, shelf.text, shelf.original)))
            events.write(_encoded(index_row(event)))
            lists.grades[event.grade] += 1
            ledger.wrote("events")
        _write_claims(dossiers, pack, ledger)
        with pack.member("index.html") as stream:
            for piece in index_page(dossiers.about, lists):
                stream.write(piece)
        _write_manifest(dossiers.about, pack, listed)
        pack.close()
    return ledger.written()


def _write_reports(dossiers: Dossiers, pack: _Pack, shelf: _Shelf, lists: Lists, ledger: Ledger) -> None:
    for report, claims in reports_with_claims(dossiers, text=True):
        data = None if report.redacted else dossiers.original(report.id)
        if data is None:
            ledger.left_out("originals", "the record does not let them go, or has none")
        else:
            captured = {"captured_from": report.captured_from, "captured_at": report.captured_at, "report": report.id}
            with pack.member(original_path(report), **captured) as stream:
                stream.write(data)
            ledger.wrote("originals")
        path = None if data is None else original_path(report)
        with pack.member(f"reports/{report.id}.html", report=report.id) as stream:
            stream.write(_encoded(report_page(report, claims, dossiers.about, path)))
        if report.text is not None:
            with pack.member(f"texts/{report.id}.txt", report=report.id) as stream:
                stream.write(report.text.encode("utf-8", "surrogatepass"))
        shelf.put(report, original=data is not None)
        lists.reports.write(_encoded(report_row(report, path, len(claims))))
        ledger.wrote("reports")


def _write_claims(dossiers: Dossiers, pack: _Pack, ledger: Ledger) -> None:
    with pack.member("claims.json") as stream:
        stream.write(b"[")
        for number, claim in enumerate(dossiers.claims()):
            stream.write((b",\n" if number else b"\n") + json_bytes(claim))
            ledger.wrote("claims")
        stream.write(b"\n]\n")
    with pack.member("claims.csv") as stream:
        write_claims(dossiers, stream)
    with pack.member("readings.jsonl") as stream:
        for report in dossiers.reports():
            reading = dossiers.reading(report.id)
            if reading is None:
                ledger.left_out("readings", "a word of the report is withheld")
            else:
                stream.write(to_jsonl(reading).encode("utf-8") + b"\n")
    with pack.member("citations.json") as stream:
        write_csl(dossiers, stream)


def _write_manifest(about: RecordDossier, pack: _Pack, listed: Any) -> None:
    """The manifest, of all that was written before it, and the sums, of it too."""
    with pack.member("manifest.json") as stream:
        stream.write(json_bytes(msgspec.to_builtins(about))[:-1] + b',"files":[')
        for number, line in enumerate(_lines(listed)):
            stream.write((b",\n" if number else b"\n") + line)
        stream.write(b"\n]}\n")
    with pack.member("SHA256SUMS") as stream:
        for line in _lines(listed):
            file = msgspec.json.decode(line)
            stream.write(f"{file['sha256']}  {file['path']}\n".encode())


def _lines(listed: Any) -> Iterator[bytes]:
    """The lines that are there now; more may be written when the last was taken."""
    listed.seek(0)
    while line := listed.readline():
        yield line.rstrip(b"\n")


def _encoded(page: str) -> bytes:
    return page.encode("utf-8", "replace")


EVIDENCE_PACK = Format(
    name="evidence-pack", suffix=".evidence.zip", media_type="application/zip", write=write_pack, binary=True,
    about="A ZIP for people: a page for each event and report, the original files with hashes, all claims; needs no program",
)  # fmt: skip
"""The evidence pack."""
