"""Showing one thing by its id or name: an event, a claim, a report, an actor, a place, a source, a judgement."""

import re
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import select

from reportedly.errors import BadOption
from reportedly.schema.actor import ActorName, Affiliation
from reportedly.store.archive import plain, unpack_reading
from reportedly.store.tables import actor, actor_name, claim, credit, judgement, reading, reprint, suggestion
from reportedly.views.actors import ActorRow, actors
from reportedly.views.answer import counted
from reportedly.views.claims import ClaimRow, claim_rows, claims
from reportedly.views.events import EventRow, events
from reportedly.views.evidence import CLAIMS_SHOWN, ClaimPage, EventEvidence, event_evidence, one_claim
from reportedly.views.filters import Filters, PlaceWanted
from reportedly.views.gate import Ask, view
from reportedly.views.judgements import JudgementRow, judgement_rows, judgements_on, selected
from reportedly.views.known import actor_ids, source_keys
from reportedly.views.places import PlaceRow, places
from reportedly.views.reports import ReportRow, report_rows
from reportedly.views.sources import SourceRow, sources

RECENT = 20
"""Events or claims shown on the page of an actor, a place or a source."""
_IDS = "Ids look like v12, c34, r5, j3, g173480; names are those of actors, sources and places."
_NUMBERED = re.compile(r"([vcrgj])([1-9]\d{0,17})")


class ReportPage(Struct, frozen=True, kw_only=True):
    """One report: its row, its text (to which all offsets refer), its claims, whom it credits, and which reports repeat it."""

    report: ReportRow
    text: str | None
    credits: tuple[str, ...]
    reprinted_in: tuple[str, ...]
    claims: tuple[ClaimRow, ...]
    judgements: tuple[JudgementRow, ...]
    notes: tuple[str, ...]


class Suggested(Struct, frozen=True, kw_only=True):
    """Another one that this may be: a doubtful match, for a person to judge."""

    other: str
    score: float
    reason: str


class ActorPage(Struct, frozen=True, kw_only=True):
    """One actor: names with their times and citations, affiliations, what it may be the same as, and its latest events."""

    actor: ActorRow
    names: tuple[ActorName, ...]
    affiliations: tuple[Affiliation, ...]
    citation: str | None
    note: str | None
    suggestions: tuple[Suggested, ...]
    events: tuple[EventRow, ...]
    judgements: tuple[JudgementRow, ...]
    notes: tuple[str, ...]


class PlacePage(Struct, frozen=True, kw_only=True):
    """One place and its latest events."""

    place: PlaceRow
    events: tuple[EventRow, ...]
    notes: tuple[str, ...]


class SourcePage(Struct, frozen=True, kw_only=True):
    """One source and the claims added last in which it is heard."""

    source: SourceRow
    claims: tuple[ClaimRow, ...]
    judgements: tuple[JudgementRow, ...]
    notes: tuple[str, ...]


class JudgementPage(Struct, frozen=True, kw_only=True):
    """One judgement."""

    judgement: JudgementRow


Page = EventEvidence | ClaimPage | ReportPage | ActorPage | PlacePage | SourcePage | JudgementPage


@view
def show(ask: Ask, name: str, *, as_of: str | None = None) -> Page:
    """What has this id (v12, c34, r5, g173480, j3, isil, a7) or is known by this name: an actor first, then a source, then a place.

    ``as_of`` shows an event as it stood on that day. Raises BadOption where the record has nothing of that name.
    """
    numbered = _NUMBERED.fullmatch(name)
    if numbered is not None:
        return _numbered(ask, numbered[1], int(numbered[2]), as_of)
    identities = actor_ids(ask, name)
    if len(identities) > 1:
        shown = ", ".join(sorted(map(ask.withheld.name, identities)))
        raise BadOption(f"{len(identities)} actors bear that name.", f"Show one by its id: {shown}.")
    if identities:
        return _actor(ask, identities[0])
    keys = source_keys(ask, name)
    if keys:
        return _source(ask, keys[0])
    try:
        return _place(ask, Filters(place=PlaceWanted(name=name)))
    except BadOption as error:
        cure = error.cure if error.cure.startswith("Close") else _IDS
        raise BadOption("This record has nothing of that id or name.", cure) from None


def _numbered(ask: Ask, letter: str, number: int, as_of: str | None) -> Page:
    if letter == "v":
        return event_evidence(ask, number, as_of)
    if as_of is not None:
        raise BadOption("as_of goes with an event's id.", f"Leave it out for {letter}{number}.")
    if letter == "c":
        return one_claim(ask, number)
    if letter == "r":
        return _report(ask, number)
    if letter == "j":
        found = judgement_rows(ask, selected().where(judgement.c.id == number))
        if not found:
            raise BadOption("This record has no judgement of that number.", "`reportedly log` lists them.")
        return JudgementPage(judgement=found[0])
    return _place(ask, Filters(place=PlaceWanted(geonames=number)))


def _report(ask: Ask, number: int) -> ReportPage:
    rows = report_rows(ask, [number])
    if not rows:
        raise BadOption("This record has no report of that number.", "`reportedly reports` lists them.")
    body = ask.connection.scalar(select(reading.c.body).where(reading.c.report_id == number).order_by(reading.c.id).limit(1))
    ids = list(ask.connection.scalars(select(claim.c.id).where(claim.c.report_id == number).order_by(claim.c.id)))
    credited = ask.connection.scalars(select(credit.c.name).where(credit.c.report_id == number).order_by(credit.c.number))
    root = select(reprint.c.root).where(reprint.c.report_id == number).scalar_subquery()  # the roots have an index
    again = ask.connection.scalars(
        select(reprint.c.report_id).where((reprint.c.root == root) | (reprint.c.root == number), reprint.c.of == number)
        .order_by(reprint.c.report_id)
    )  # fmt: skip
    more = len(ids) - CLAIMS_SHOWN
    return ReportPage(
        report=rows[0], text=None if body is None else plain(unpack_reading(body, number).report.text),
        credits=tuple(dict.fromkeys(credited)), reprinted_in=tuple(f"r{one}" for one in again),
        claims=tuple(claim_rows(ask, ids[:CLAIMS_SHOWN])),
        judgements=tuple(judgements_on(ask, [f"r{number}"])),
        notes=(f"{counted(more, 'more claim')}: reportedly claims --report r{number} pages through all of them.",) if more > 0 else (),
    )  # fmt: skip


def _actor(ask: Ask, identity: str) -> ActorPage:
    connection = ask.connection
    row = connection.execute(select(actor).where(actor.c.id == identity)).one()
    body = msgspec.json.decode(row.body, type=_Body)
    names = tuple(
        ActorName(name=one.name, kind=one.kind, since=one.since, until=one.until, citation=one.citation)
        for one in connection.execute(select(actor_name).where(actor_name.c.actor_id == identity).order_by(actor_name.c.name))
    )
    pairs = connection.execute(
        select(suggestion)
        .where(suggestion.c.kind == "actor", (suggestion.c.subject == identity) | (suggestion.c.object == identity))
        .order_by(suggestion.c.score.desc(), suggestion.c.id)
    )
    suggested = tuple(
        Suggested(other=one.object if one.subject == identity else one.subject, score=one.score, reason=one.reason)
        for one in pairs
    )
    itself = Filters(actor=ask.withheld.name(identity))
    listed = _ungated(actors)(ask, itself)
    took_part = _ungated(events)(ask, itself, limit=RECENT)
    return ActorPage(
        actor=listed.rows[0], names=names, affiliations=body.affiliations, citation=body.citation, note=body.note,
        suggestions=suggested, events=took_part.rows, judgements=tuple(judgements_on(ask, [identity])), notes=took_part.notes,
    )  # fmt: skip


class _Body(Struct, frozen=True, kw_only=True):
    affiliations: tuple[Affiliation, ...] = ()
    citation: str | None = None
    note: str | None = None


def _source(ask: Ask, key: str) -> SourcePage:
    listed = _ungated(sources)(ask, Filters(source=key))
    heard = _ungated(claims)(ask, Filters(source=key), limit=RECENT)
    return SourcePage(
        source=next(row for row in listed.rows if row.source_key == key), claims=heard.rows,
        judgements=tuple(judgements_on(ask, [key])), notes=heard.notes,
    )  # fmt: skip


def _place(ask: Ask, filters: Filters) -> PlacePage:
    listed = _ungated(places)(ask, filters)
    if not listed.rows:
        raise BadOption("This record has claims at that place, and no event.", "`reportedly claims --place` lists them.")
    found = _ungated(events)(ask, filters, limit=RECENT)
    return PlacePage(place=listed.rows[0], events=found.rows, notes=found.notes)


def _ungated(gated: Any) -> Any:
    """The view as it is inside the gate, for a page that passes the gate as a whole."""
    return gated.__wrapped__
