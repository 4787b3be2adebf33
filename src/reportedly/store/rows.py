"""The flat rows beside a reading: what of it is searched and sorted by."""

import msgspec

from reportedly.schema import Claim, Reading, Report
from reportedly.store.archive import pack_reading, plain

MOST_INDEXED = (
    500  # characters of a text that an index holds: PostgreSQL refuses more than 2,704 bytes. The reading has all.
)


def report_row(report: Report, number: int, key: str) -> dict[str, object]:
    """The row of ``report``."""
    return {
        "id": number,
        "key": key,
        "text_hash": report.id,
        "title": _plain(report.title),
        "byline": _plain(report.byline),
        "publisher": _plain(report.publisher),
        "published": _plain(report.published),
        "language": _plain(report.language),
        "url": _plain(report.url),
        "given_id": _plain(report.given_id),
        "words": len(report.text.split()),
    }


def reading_row(reading: Reading, report: int, number: int) -> dict[str, object]:
    """The row of ``reading``."""
    made_by = msgspec.json.encode(reading.made_by).decode()
    return {"id": number, "report_id": report, "made_by": made_by, "body": pack_reading(reading)}


def claim_row(claim: Claim, number: int, report: int) -> dict[str, object]:
    """The row of ``claim``; columns that it lacks are NULL."""
    row: dict[str, object] = {
        "id": number,
        "report_id": report,
        "local_id": claim.id,
        "kind": claim.kind,
        "type": claim.type,
        "mode": claim.mode,
        "sentence": plain(claim.sentence.text),
        "sentence_start": claim.sentence.start,
        "stance": claim.stance,
        "certainty": claim.factuality.certainty,
        "polarity": claim.factuality.polarity,
        "modality": claim.factuality.modality,
        "score": claim.score,
    }
    if claim.trigger is not None:
        row |= {"trigger": plain(claim.trigger.text), "start": claim.trigger.start, "end": claim.trigger.end}
    if claim.when is not None:
        row |= {"when_start": claim.when.start, "when_end": claim.when.end, "when_precision": claim.when.precision}
    where = claim.where
    if where is not None:
        row |= {"place": plain(where.name), "geonames": where.geonames, "lat": where.lat, "lon": where.lon}
        row |= {"country": where.country, "where_prec": where.precision}
    return row


def _plain(text: str | None) -> str | None:
    return None if text is None else plain(text)
