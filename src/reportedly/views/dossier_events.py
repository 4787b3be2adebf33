"""Events as dossiers: what stands first, the standing in full, who takes part, and all claims with their reports."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select

from reportedly.schema.dossier import ClaimDossier, EventDossier, PartyDossier, ReportDossier
from reportedly.schema.standing import RecordStanding
from reportedly.store.tables import actor, claim, claim_event, report, standing
from reportedly.views.dossier_claims import ClaimDossiers
from reportedly.views.dossier_reports import report_dossiers
from reportedly.views.events import EventRow, event_rows, standing_in
from reportedly.views.evidence import bare_standing
from reportedly.views.gate import Ask
from reportedly.views.narrowing import standing_on

AT_ONCE = 200
"""Events whose rows are fetched at once."""
CLAIMS_AT_ONCE = 500
"""Claims whose dossiers are made at once; an event with more of them is made alone."""
_DESCRIBED = ("actor", "recipient", "instrument", "origin", "destination", "topic")


def event_dossiers(ask: Ask, claims: ClaimDossiers, ids: Sequence[int], as_of: str | None) -> Iterator[EventDossier]:
    """The dossiers of these events in this order, as they stand or stood on a day; for views, which redact."""
    for start in range(0, len(ids), AT_ONCE):
        rows = event_rows(ask, list(ids[start : start + AT_ONCE]), as_of)
        some: list[EventRow] = []
        for row in rows:
            if some and sum(one.claims for one in some) + row.claims > CLAIMS_AT_ONCE:
                yield from _some(ask, claims, some, as_of)
                some = []
            some.append(row)
        if some:
            yield from _some(ask, claims, some, as_of)


def _some(ask: Ask, claims: ClaimDossiers, rows: Sequence[EventRow], as_of: str | None) -> Iterator[EventDossier]:
    numbers = [int(row.id[1:]) for row in rows]
    query = (
        select(claim_event.c.claim_id, claim_event.c.event_id, claim.c.report_id)
        .join(claim, claim.c.id == claim_event.c.claim_id)
        .where(claim_event.c.event_id.in_(numbers))
    )
    if as_of is not None:
        query = query.join(report, report.c.id == claim.c.report_id).where(report.c.published <= as_of)
    found = ask.connection.execute(query).all()
    of_event: dict[str, list[ClaimDossier]] = {}
    for one in _in_chunks(claims, sorted(row.claim_id for row in found)):
        of_event.setdefault(str(one.event), []).append(one)
    reports = {one.id: one for one in report_dossiers(ask, sorted({row.report_id for row in found}))}
    stood = _standings(ask, numbers, as_of)
    actors = _actors(ask, {party.actor for row in rows for party in row.actors})
    for row in rows:
        yield _dossier(row, stood.get(int(row.id[1:])) or bare_standing(row), of_event.get(row.id, []), reports, actors)


def _in_chunks(claims: ClaimDossiers, ids: Sequence[int]) -> Iterator[ClaimDossier]:
    for start in range(0, len(ids), CLAIMS_AT_ONCE):
        yield from claims.of(ids[start : start + CLAIMS_AT_ONCE])


def _standings(ask: Ask, numbers: Sequence[int], as_of: str | None) -> dict[int, RecordStanding]:
    query = select(standing.c.event_id, standing.c.known_from, standing.c.body).where(standing.c.event_id.in_(numbers))
    if as_of is not None:
        query = query.where(standing_on(as_of))
    else:
        query = query.where(or_(standing.c.known_from.is_(None), standing.c.known_until.is_(None)))
    # The present one has no first day where undated reports count for the present alone; it comes last here.
    rows = ask.connection.execute(query.order_by(standing.c.event_id, standing.c.known_from.is_(None))).all()
    return {number: standing_in(body) for number, body in {row.event_id: row.body for row in rows}.items()}


def _actors(ask: Ask, ids: set[str]) -> dict[str, Any]:
    query = select(actor.c.id, actor.c.kind, actor.c.country, actor.c.sector).where(actor.c.id.in_(sorted(ids)))
    return {row.id: row for row in ask.connection.execute(query)} if ids else {}


def _dossier(
    row: EventRow, stood: RecordStanding, claims: Sequence[ClaimDossier], reports: Mapping[str, ReportDossier],
    actors: Mapping[str, Any],
) -> EventDossier:  # fmt: skip
    ranks = {field.field: [one.value for one in field.values] for field in stood.fields}

    def rank(party: Any) -> tuple[str, int, str]:
        values = ranks.get(party.role, [])
        return party.role, values.index(party.actor) if party.actor in values else len(values), party.actor

    parties = tuple(
        PartyDossier(
            role=one.role, actor=one.actor, name=one.name, kind=getattr(actors.get(one.actor), "kind", None),
            country=getattr(actors.get(one.actor), "country", None), sector=getattr(actors.get(one.actor), "sector", None),
        )
        for one in sorted(row.actors, key=rank)
    )  # fmt: skip
    return EventDossier(
        id=row.id, title=row.title, type=row.type, mode=row.mode, start=row.start, end=row.end, precision=row.precision,
        place=row.place, geonames=row.geonames, lat=row.lat, lon=row.lon, country=row.country, where_prec=row.where_prec,
        modality=row.modality, grade=row.grade, standing=stood, parties=parties,
        described=_described(claims, {one.role for one in parties}), claims=tuple(claims),
        reports=tuple(reports[name] for name in _reports(claims) if name in reports), killed_low=row.killed_low,
        killed_best=row.killed_best, killed_high=row.killed_high, first_published=row.first_published,
        last_published=row.last_published, verdict=row.verdict, as_of=row.as_of,
    )  # fmt: skip


def _reports(claims: Sequence[ClaimDossier]) -> list[str]:
    return sorted({one.report for one in claims}, key=lambda name: int(name[1:]))


def _described(claims: Sequence[ClaimDossier], known: set[str]) -> tuple[tuple[str, str], ...]:
    """The fillers of roles in which no actor is known, each wording once, in the order of the claims; of claims found wrong none."""
    found = {
        (filler.role, filler.name): None
        for one in claims
        if one.verdict != "wrong"
        for filler in one.fillers
        if filler.role in _DESCRIBED and filler.role not in known
    }
    return tuple((str(role), name) for role, name in found)
