"""Reports as dossiers, and their bytes as they came where these may leave the record."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import and_, func, select

from reportedly.schema.dossier import ReportDossier
from reportedly.schema.reading import MadeBy
from reportedly.store.archive import unpack
from reportedly.store.tables import blob, capture, reading, report, reprint
from reportedly.views.gate import Ask
from reportedly.views.withhold import Withheld

_made_by = msgspec.json.Decoder(MadeBy)
# What may hold words that can't be looked for: packed (base64, quoted-printable), or said by numbers (JSON's escapes).
_PACKED = re.compile(r"[A-Za-z0-9+/]{76,}|=\r?\n|\\u[0-9A-Fa-f]{4}|=[0-9A-F]{2}=[0-9A-F]{2}")
_TAG = re.compile(r"<[^<>]*>")


def report_dossiers(ask: Ask, ids: Sequence[int]) -> Iterator[ReportDossier]:
    """The dossiers of these reports, ordered by id, without their text; for views, which redact."""
    if not ids:
        return
    made = select(func.min(reading.c.id)).where(reading.c.report_id.in_(ids)).group_by(reading.c.report_id)
    query = (
        select(report, reprint.c.kind.label("reprint"), reprint.c.of, reading.c.made_by)
        .join(reading, and_(reading.c.report_id == report.c.id, reading.c.id.in_(made)))
        .outerjoin(reprint, and_(reprint.c.report_id == report.c.id, reprint.c.kind.is_not(None)))
        .where(report.c.id.in_(ids))
        .order_by(report.c.id)
    )
    rows = ask.connection.execute(query).all()
    captured = _captured(ask, ids)
    for row in rows:
        first = captured.get(row.id)
        yield ReportDossier(
            id=f"r{row.id}", text_hash=row.text_hash, title=row.title, byline=row.byline, publisher=row.publisher,
            published=row.published, language=row.language, url=row.url, given_id=row.given_id, words=row.words,
            archived=None if first is None else first.hash, captured_from=None if first is None else first.source,
            captured_at=None if first is None else first.captured_at, method=None if first is None else first.method,
            made_by=_made_by.decode(row.made_by), reprint=row.reprint, reprint_of=None if row.of is None else f"r{row.of}",
        )  # fmt: skip


def _captured(ask: Ask, ids: Sequence[int]) -> dict[int, Any]:
    firsts = select(func.min(capture.c.id)).where(capture.c.report_id.in_(ids)).group_by(capture.c.report_id)
    return {row.report_id: row for row in ask.connection.execute(select(capture).where(capture.c.id.in_(firsts)))}


def original_of(ask: Ask, number: int) -> bytes | None:
    """The bytes from which a report first came; None where there are none, or they may hold what is withheld."""
    first = select(func.min(capture.c.id)).where(capture.c.report_id == number).scalar_subquery()
    query = select(capture.c.source, blob.c.hash, blob.c.codec, blob.c.bytes).join(blob, blob.c.hash == capture.c.hash)
    row = ask.connection.execute(query.where(capture.c.id == first)).first()
    if row is None:
        return None
    data = unpack(row.hash, row.codec, row.bytes)
    described = ask.connection.execute(select(report).where(report.c.id == number)).one()
    around = (row.source, described.title, described.byline, described.publisher, described.url, described.given_id)
    return data if may_leave(data, [one for one in around if one], ask.withheld) else None


def may_leave(data: bytes, around: Sequence[str], withheld: Withheld) -> bool:
    """Whether bytes may leave a record in which words are withheld: plain text, in which and around which none of them is found.

    What can't be looked through (pictures, packed or encoded text) stays: it may hold them.
    """
    if not withheld:
        return True
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if "\0" in text or _PACKED.search(text) is not None or any(withheld.hides(one) or withheld.is_source(one) for one in around):
        return False
    plain = html.unescape(text)
    return not any(withheld.hides(one) for one in (text, plain, _TAG.sub("", plain), _TAG.sub(" ", plain)))
