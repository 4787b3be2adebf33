"""From a claim back to the original: where its sentence stands in the bytes that were captured."""

import io
import re

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import select

from reportedly.errors import BadOption
from reportedly.fetch.replay import page_of
from reportedly.ingest.kinds import kind_of
from reportedly.ingest.layout import OriginalPlace, Unplaced, layout_of
from reportedly.ingest.source import Source
from reportedly.store.snapshot import Snapshot
from reportedly.store.tables import capture
from reportedly.views.evidence import ClaimPage
from reportedly.views.gate import released
from reportedly.views.shown import show
from reportedly.views.withhold import withheld_in


class ClaimOriginal(Struct, frozen=True, kw_only=True):
    """Where a claim's sentence stands in its original: ``hash`` names the archived bytes, ``source`` is where they came from.

    Of what was fetched, that is the archive of the fetch, and the places are those of its page. ``kind`` is the original's (pdf, docx,
    html, text, jsonl, row, entry, mail, or another, which has no places). Each place is one of ``ingest.layout``'s, without its words:
    what is withheld could be put together from the words of two lines. ``sentence`` is as every view shows it.
    """

    claim: str
    report: str
    sentence: str
    source: str
    method: str
    captured_at: str
    hash: str
    kind: str
    places: tuple[OriginalPlace, ...]


def original_of(snapshot: Snapshot, name: str) -> ClaimOriginal:
    """The original of a claim by its id (c34).

    The archived bytes are read again, and the places checked against the report's text (``ingest/layout.py``). Raises BadOption where the
    record has no such claim, and RecordDamaged where the bytes are not those that were captured.
    """
    if re.fullmatch(r"c[1-9]\d{0,17}", name) is None:
        raise BadOption(f"{name!r} is no claim.", "Name one by its id, for example c34; `reportedly claims` lists them.")
    page = show(snapshot.connection, name)
    assert isinstance(page, ClaimPage)
    row = page.evidence.claim
    number = int(row.report[1:])
    captured = snapshot.rows(select(capture).where(capture.c.report_id == number).order_by(capture.c.id).limit(1))[0]
    data = snapshot.original(captured.hash)
    if captured.method == "url":  # the archive of a fetch, which ends with the page
        data = page_of(data)
    layout = layout_of(data, _kind(data, captured.method, captured.source), snapshot.reading_of(number).report, captured.source)
    places = layout.places(row.sentence_start, row.sentence_start + len(row.sentence))
    made = ClaimOriginal(
        claim=row.id, report=row.report, sentence=row.sentence, source=captured.source, method=captured.method,
        captured_at=captured.captured_at, hash=captured.hash, kind=layout.kind, places=tuple(map(_without_words, places)),
    )  # fmt: skip
    return released(made, withheld_in(snapshot.connection))


def _kind(data: bytes, method: str, source: str) -> str:
    if method == "line":
        return "jsonl"
    if method in ("row", "entry"):
        return method
    if method == "message":
        return "mail"
    kind = kind_of(Source(io.BytesIO(data), source))
    # A ZIP that was captured whole is a Word file: of any other its members are.
    return "docx" if kind == "zip" else kind if isinstance(kind, str) else "other"


def _without_words(place: OriginalPlace) -> OriginalPlace:
    return place if isinstance(place, Unplaced) else replace(place, text="")
