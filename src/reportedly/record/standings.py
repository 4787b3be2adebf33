"""Standings of events: made anew from all claims of an event whenever one of them changes, so that the order of changes leaves no trace."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, select

from reportedly.corroborate.corrections import corrected
from reportedly.corroborate.history import history_of
from reportedly.corroborate.origins import origins_of
from reportedly.corroborate.record_standing import Outlook
from reportedly.record.actors import broader
from reportedly.record.holding import judged
from reportedly.schema.standing import FieldStanding, Period, RecordStanding
from reportedly.schema.support import Support
from reportedly.store import tables
from reportedly.store.writer import Writer

MOST_TITLE = 200
"""Characters of an event's title; a longer sentence is cut at a word."""

_SUPPORT = msgspec.msgpack.Decoder(Support)


def stand_again(writer: Writer, events: Iterable[int]) -> None:
    """Make the rows of these events anew from their claims; an event that has none left goes."""
    for event in sorted(set(events)):
        rows = writer.rows(
            select(tables.claim_event.c.claim_id, tables.claim_event.c.origin, tables.claim_event.c.support)
            .where(tables.claim_event.c.event_id == event)
            .order_by(tables.claim_event.c.claim_id)
        )
        for table in (tables.standing, tables.event_actor):
            writer.delete(table, {"event_id": event})
        if not rows:
            writer.delete(tables.event, {"id": event})
            continue
        supports = judged(writer, [_SUPPORT.decode(row.support) for row in rows])
        _write(writer, event, [row.claim_id for row in rows], supports)
        _count_for_origins(writer, rows, supports)


def _write(writer: Writer, event: int, claims: Sequence[int], supports: Sequence[Support]) -> None:
    periods = history_of(supports, origins_of, Outlook(broader=broader()))
    now = periods[-1].standing
    writer.upsert(tables.event, [_event_row(writer, event, claims, supports, now)])
    writer.insert(tables.standing, [_standing_row(event, number, periods) for number in range(len(periods))])
    roles = dict.fromkeys(
        (party.actor, party.role) for one in supports if one.verdict != "wrong" for party in one.parties if party.actor
    )
    writer.insert(
        tables.event_actor, [{"event_id": event, "actor_id": actor, "role": role} for actor, role in sorted(roles)]
    )


def _standing_row(event: int, number: int, periods: Sequence[Period]) -> Mapping[str, object]:
    period = periods[number]
    standing = period.standing
    until = None if period.until is None else (date.fromisoformat(period.until) + timedelta(days=1)).isoformat()
    return {
        "event_id": event, "version": number, "known_from": period.since, "known_until": until,
        "grade": standing.grade, "origins_for": standing.origins_for, "origins_against": standing.origins_against,
        "disputed": ",".join(standing.disputed), "claims": standing.claims,
        "body": zlib.compress(msgspec.json.encode(standing), 1),
    }  # fmt: skip


def _event_row(
    writer: Writer, event: int, claims: Sequence[int], supports: Sequence[Support], standing: RecordStanding
) -> Mapping[str, object]:
    fields = {one.field: one for one in standing.fields}
    used = [corrected(one) for one in supports if one.verdict != "wrong"] or list(supports)
    by_claim = {one.telling.claim: one for one in used}
    typed = _best(fields.get("type"), by_claim) or used[0]
    timed, placed, moded = (_best(fields.get(name), by_claim) for name in ("when", "where", "mode"))
    when = timed.when if timed else None
    where = placed.where if placed else None
    killed = next((one for one in standing.tolls if one.what == "killed"), None)
    days = sorted(one.telling.published for one in supports if one.telling.published is not None)
    verdicts = {one.verdict for one in supports if one.verdict is not None}
    return {
        "id": event, "type": typed.type or "", "mode": moded.mode if moded else None,
        "title": _title(writer, claims, supports), "when_start": when.start if when else None,
        "when_end": when.end if when else None, "when_precision": when.precision if when else None,
        "place": where.name if where else None, "geonames": where.geonames if where else None,
        "lat": where.lat if where else None, "lon": where.lon if where else None,
        "country": where.country if where else None, "where_prec": where.precision if where else None,
        "modality": standing.occurrence, "grade": standing.grade, "origins_for": standing.origins_for,
        "origins_against": standing.origins_against, "disputed": ",".join(standing.disputed),
        "disagreement": standing.disagreement, "killed_low": killed.low if killed else None,
        "killed_best": killed.best if killed else None, "killed_high": killed.high if killed else None,
        "claims": len(claims), "reports": len({one.telling.report for one in supports}),
        "first_published": days[0] if days else None, "last_published": days[-1] if days else None,
        "verdict": verdicts.pop() if len(verdicts) == 1 else None,
    }  # fmt: skip


def _best(field: FieldStanding | None, by_claim: Mapping[str, Support]) -> Support | None:
    """The first claim that gives the value with the most behind it; None where nobody gives one."""
    if field is None or not field.values:
        return None
    return next((by_claim[claim] for claim in field.values[0].claims if claim in by_claim), None)


def _title(writer: Writer, claims: Sequence[int], supports: Sequence[Support]) -> str:
    """The sentence of the claim that says most: where, when, who, in that it happened; the earliest of several."""

    def said(place: int) -> tuple[int, int]:
        one = supports[place]
        told = (one.when is not None) + (one.where is not None) + len({party.role for party in one.parties})
        return (one.modality == "actual") + (one.verdict != "wrong"), told

    best = max(range(len(claims)), key=lambda place: (*said(place), -place))
    found = writer.row(select(tables.claim.c.sentence).where(tables.claim.c.id == claims[best]))
    words = " ".join(found.sentence.split()) if found is not None else ""
    return words if len(words) <= MOST_TITLE else words[:MOST_TITLE].rsplit(" ", 1)[0] + " …"


def _count_for_origins(writer: Writer, rows: Sequence[Row[Any]], supports: Sequence[Support]) -> None:
    """Note for each claim the origin that it counts for; rows that say so already are left alone."""
    key_of = {claim: one.key for one in origins_of([one.telling for one in supports]) for claim in one.tellings}
    for row, support in zip(rows, supports, strict=True):
        key = key_of.get(support.telling.claim, "")
        if row.origin != key:
            writer.update(tables.claim_event, {"claim_id": row.claim_id}, {"origin": key})
