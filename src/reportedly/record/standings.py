"""Standings of events: made anew from all claims of an event whenever one of them changes, so that the order of changes leaves no trace."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from reportedly.corroborate.corrections import corrected
from reportedly.record.contributions import support_in
from reportedly.record.hands import Hands, standings
from reportedly.record.holding import Held
from reportedly.record.stood import Stand, Stood, stood
from reportedly.schema.standing import FieldStanding, Period, RecordStanding
from reportedly.schema.support import Support
from reportedly.store import tables
from reportedly.store.writer import Writer

MOST_TITLE = 200
"""Characters of an event's title; a longer sentence is cut at a word."""

ALL_DAYS = ""
"""The day from which a change holds that is none of a report's alone: a judgement, a merger."""

NO_DAY = "9999-12-31"
"""The day from which an undated report changes standings: it counts for the present alone."""

AT_ONCE = 4096
"""Events whose standings are made together; what they are made of is in memory meanwhile."""

_STANDING = msgspec.json.Decoder(RecordStanding)


class _Member(NamedTuple):
    """A claim of an event: its number, the origin that it counts for, its packed support."""

    claim_id: int
    origin: str
    support: bytes


class _Asked(NamedTuple):
    """An event whose standing is asked for: its claims, the versions that stay, those that go (None: whatever there is), and the job."""

    event: int
    rows: Sequence[_Member]
    before: Sequence[int]
    gone: Sequence[int] | None
    job: Stand


class Standings:
    """Makes the rows of events anew that were touched, all at once at the end of a transaction."""

    def __init__(self, writer: Writer, held: Held) -> None:
        self._writer, self._held = writer, held
        self._touched: dict[int, str] = {}

    def touch(self, events: Iterable[int], day: str = ALL_DAYS) -> None:
        """Note that events changed: their standing on ``day`` (ISO) and later, or on all days."""
        for event in events:
            self._touched[event] = min(day, self._touched.get(event, day))

    def finish(self, hands: Hands | None = None) -> None:
        """Make what was touched anew, each event by itself, on ``hands`` where there are any; an event that has no claim left goes."""
        touched = sorted(self._touched)
        for start in range(0, len(touched), AT_ONCE):
            asked = [one for event in touched[start : start + AT_ONCE] if (one := self._asked(event, self._touched[event])) is not None]
            jobs = [one.job for one in asked]
            found = [stood(job) for job in jobs] if hands is None else standings(hands, jobs)
            for one, came in zip(asked, found, strict=True):
                self._write(one, came)
        self._touched.clear()

    def _asked(self, event: int, day: str) -> "_Asked | None":
        """What is asked of an event that changed from ``day`` on; None where it is gone."""
        writer, kept = self._writer, tables.standing
        rows = [_Member(*one) for one in writer.pick(tables.claim_event, ("claim_id", "origin", "support"), event_id=event)]
        writer.delete(tables.event_actor, {"event_id": event})
        if not rows:
            writer.delete(kept, {"event_id": event})
            writer.delete(tables.event, {"id": event})
            return None
        there = writer.pick(kept, ("version", "known_from"), event_id=event) if day != ALL_DAYS else []
        before = [version for version, since in there if since is not None and since < day]
        held = None
        if before:
            body = writer.pick(kept, ("body",), event_id=event, version=before[-1])[0][0]
            held = (day, _STANDING.decode(zlib.decompress(body)))
        supports = tuple(self._held.judged([support_in(row.support) for row in rows]))
        gone = [version for version, _ in there[len(before) :]] if there else None
        return _Asked(event, rows, before, gone, Stand(supports=supports, held=held))

    def _write(self, asked: "_Asked", came: Stood) -> None:
        """Write the standings from the day on, and what the present one makes of the event; those of earlier days are left as they are."""
        writer, kept, event = self._writer, tables.standing, asked.event
        supports, claims = asked.job.supports, [row.claim_id for row in asked.rows]
        for version in asked.gone or ():
            writer.delete(kept, {"event_id": event, "version": version})
        if asked.gone is None:
            writer.delete(kept, {"event_id": event})
        if asked.before:
            until = next((one.since for one in came.periods if one.since is not None), None)
            writer.update(kept, {"event_id": event, "version": asked.before[-1]}, {"known_until": until})
        first = len(asked.before)
        writer.insert(kept, [_standing_row(event, first + number, one) for number, one in enumerate(came.periods)])
        writer.upsert(tables.event, [_event_row(writer, event, claims, supports, came.now)])
        roles = dict.fromkeys(
            (party.actor, party.role) for one in supports if one.verdict != "wrong" for party in one.parties if party.actor
        )
        writer.insert(
            tables.event_actor, [{"event_id": event, "actor_id": actor, "role": role} for actor, role in sorted(roles)]
        )
        changes = []
        for row, support in zip(asked.rows, supports, strict=True):
            key = came.origins.get(support.telling.claim, "")
            if row.origin != key:  # rows that say so already are left alone
                changes.append(({"claim_id": row.claim_id}, {"origin": key}))
        writer.update_all(tables.claim_event, changes)


def _standing_row(event: int, number: int, period: Period) -> Mapping[str, object]:
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
    found = writer.pick(tables.claim, ("sentence",), id=claims[best])
    words = " ".join(found[0][0].split()) if found else ""
    return words if len(words) <= MOST_TITLE else words[:MOST_TITLE].rsplit(" ", 1)[0] + " …"
