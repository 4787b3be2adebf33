"""The list of events."""

import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import bindparam, select

from reportedly.schema.actor import Actor, ActorName
from reportedly.schema.event import Grade
from reportedly.schema.standing import FieldStanding, RecordStanding
from reportedly.store.prepared import Prepared
from reportedly.store.tables import actor, claim, claim_event, event, event_actor, report, standing
from reportedly.views.answer import Answer
from reportedly.views.filters import Filters
from reportedly.views.gate import Ask, view
from reportedly.views.known import wanted
from reportedly.views.listing import Order, without_dates
from reportedly.views.narrowing import events_listing, standing_on
from reportedly.views.paging import by_id, checked_limit, empty_notes, list_notes, order_named, page

ORDERS: Mapping[str, Order] = {
    "newest": Order(name="newest", key=event.c.when_start),
    "oldest": Order(name="oldest", key=event.c.when_start, descending=False),
    "origins": Order(name="origins", key=event.c.origins_for),
    "killed": Order(name="killed", key=event.c.killed_best),
    "disagreement": Order(name="disagreement", key=event.c.disagreement),
    "added": Order(name="added", key=None),
}
"""What events may be sorted by; the first is the default."""
_standings = msgspec.json.Decoder(RecordStanding)
_actors = msgspec.json.Decoder(Actor)
_EVENTS = Prepared(select(event).where(event.c.id.in_(bindparam("ids", expanding=True))), among="ids")
_PARTIES = Prepared(
    select(event_actor.c.event_id, event_actor.c.role, event_actor.c.actor_id, actor.c.name, actor.c.body)
    .outerjoin(actor, actor.c.id == event_actor.c.actor_id)
    .where(event_actor.c.event_id.in_(bindparam("ids", expanding=True)))
    .order_by(event_actor.c.event_id, event_actor.c.role, event_actor.c.actor_id),
    among="ids",
)


class Party(Struct, frozen=True, kw_only=True):
    """An actor's part in an event: ``role`` (actor, recipient, ...), its id and name."""

    role: str
    actor: str
    name: str


class EventRow(Struct, frozen=True, kw_only=True):
    """One event in a list. ``start`` and ``end`` are inclusive ISO dates; ``origins_for`` and ``origins_against`` count voices.

    ``id`` is ``v`` and the number of its first claim. ``lat`` and ``lon`` are WGS 84 degrees, ``where_prec`` is UCDP's.
    ``disputed`` names the fields on which origins disagree. ``as_of`` is the day on which the row was known so; None: now.
    """

    id: str
    title: str
    type: str
    mode: str | None
    start: str | None
    end: str | None
    precision: str | None
    place: str | None
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str | None
    where_prec: int | None
    modality: str
    grade: Grade
    origins_for: int
    origins_against: int
    disputed: tuple[str, ...]
    disagreement: float | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    actors: tuple[Party, ...]
    claims: int
    reports: int | None
    first_published: str | None
    last_published: str | None
    verdict: str | None
    as_of: str | None = None


@view
def events(
    ask: Ask, filters: Filters | None = None, *, sort: str | None = None, limit: int | None = None, cursor: str | None = None
) -> Answer[EventRow]:
    """The events that pass the filters, a page of them.

    ``sort`` is one of ORDERS: newest (by the day it began; the default), oldest, origins, killed, disagreement, added; what lacks the
    value comes last. ``cursor`` is ``next`` of the page before. Raises BadOption for values that the record doesn't know.
    """
    filters = filters or Filters()
    order, size = order_named(sort, ORDERS), checked_limit(limit)
    known = wanted(ask, filters)
    listing = events_listing(ask, known)
    ids, following = page(ask, listing, order, cursor, size)
    notes = [*known.notes, *list_notes(ask, listing, filters, "event")]
    if not ids and cursor is None:
        notes = [*empty_notes(ask, listing, "event"), *notes]
    return Answer(rows=tuple(event_rows(ask, ids, filters.as_of)), notes=tuple(notes), next=following)


@view
def undated(ask: Ask, filters: Filters | None = None, *, limit: int | None = None, cursor: str | None = None) -> Answer[EventRow]:
    """The events of which no day, month or year is told, those added last first; ``since`` and ``until`` narrow nothing here."""
    filters, size = filters or Filters(), checked_limit(limit)
    known = wanted(ask, replace(filters, since=None, until=None))
    listing = without_dates(events_listing(ask, known))
    ids, following = page(ask, listing, Order(name="undated", key=None), cursor, size)
    return Answer(rows=tuple(event_rows(ask, ids, filters.as_of)), notes=known.notes, next=following)


def event_rows(ask: Ask, ids: list[int], as_of: str | None) -> list[EventRow]:
    """The rows of these events in this order, as they stand now or stood on a day; for views, which redact."""
    if not ids:
        return []
    rows = by_id(_EVENTS.rows(ask.connection, ids=ids), ids)
    parties = _parties(ask, {row.id: row.when_start or row.first_published for row in rows})
    made = [_row(row, parties.get(row.id, ())) for row in rows]
    return made if as_of is None else _then(ask, made, as_of)


def _row(row: Any, parties: tuple[Party, ...]) -> EventRow:
    return EventRow(
        id=f"v{row.id}", title=row.title, type=row.type, mode=row.mode, start=row.when_start, end=row.when_end,
        precision=row.when_precision, place=row.place, geonames=row.geonames, lat=row.lat, lon=row.lon, country=row.country,
        where_prec=row.where_prec, modality=row.modality, grade=row.grade, origins_for=row.origins_for,
        origins_against=row.origins_against, disputed=_split(row.disputed), disagreement=row.disagreement,
        killed_low=row.killed_low, killed_best=row.killed_best, killed_high=row.killed_high, actors=parties, claims=row.claims,
        reports=row.reports, first_published=row.first_published, last_published=row.last_published, verdict=row.verdict,
    )  # fmt: skip


def _split(disputed: str) -> tuple[str, ...]:
    return tuple(disputed.split(",")) if disputed else ()


def _parties(ask: Ask, days: Mapping[int, str | None]) -> dict[int, tuple[Party, ...]]:
    """Who takes part in the events of these numbers, each by the name that it bore on the event's day, where names are dated."""
    found: dict[int, tuple[Party, ...]] = {}
    for number, role, identity, name, body in _PARTIES.tuples(ask.connection, ids=list(days)):
        day = days[number]
        shown = name or identity if body is None or day is None else _name_on(_actor_in(body), day)
        found[number] = (*found.get(number, ()), Party(role=role, actor=identity, name=shown))
    return found


@lru_cache(maxsize=4_096)
def _actor_in(body: bytes) -> Actor:
    return _actors.decode(body)


def _name_on(of: Actor, day: str) -> str:
    """The actor's first name if it bore it on a day (ISO); else the first of its dated names that it bore then."""

    def borne(one: ActorName) -> bool:
        # Dates have any grain: 2016-07 begins and ends with that month.
        return (one.since is None or one.since <= day) and (one.until is None or day[: len(one.until)] <= one.until)

    if all(borne(one) for one in of.names if one.name == of.name):
        return of.name
    dated = (one for one in of.names if one.since is not None or one.until is not None)
    return next((one.name for one in dated if borne(one)), of.name)


def standing_in(body: bytes) -> RecordStanding:
    """The standing that a row of ``standing`` holds, packed or plain."""
    return _standings.decode(body if body[:1] == b"{" else zlib.decompress(body))


# The past


def _then(ask: Ask, rows: list[EventRow], day: str) -> list[EventRow]:
    ids = [int(row.id[1:]) for row in rows]
    bodies = ask.connection.execute(select(standing.c.event_id, standing.c.body).where(standing.c.event_id.in_(ids), standing_on(day)))
    stood = {number: standing_in(body) for number, body in bodies}
    return [_as_stood(ask, row, stood[int(row.id[1:])], day) for row in rows if int(row.id[1:]) in stood]


def _as_stood(ask: Ask, row: EventRow, stood: RecordStanding, day: str) -> EventRow:
    """The row with what was known on the day: what later reports brought is taken out again."""
    fields: dict[str, FieldStanding] = {one.field: one for one in stood.fields}
    killed = next((toll for toll in stood.tolls if toll.what == "killed"), None)
    changes: dict[str, Any] = {
        "grade": stood.grade, "origins_for": stood.origins_for, "origins_against": stood.origins_against,
        "disputed": stood.disputed, "disagreement": stood.disagreement, "claims": stood.claims, "modality": stood.occurrence,
        "killed_low": killed and killed.low, "killed_best": killed and killed.best, "killed_high": killed and killed.high,
        "as_of": day,
    }  # fmt: skip
    if row.last_published is not None and row.last_published > day:
        changes |= {"last_published": None, "reports": None, **_known_then(row, fields)}
        changes["title"] = _title_then(ask, int(row.id[1:]), day) or row.type
        changes["actors"] = tuple(one for one in row.actors if one.actor in _values(fields, one.role))
    return replace(row, **changes)


def _known_then(row: EventRow, fields: Mapping[str, FieldStanding]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    when, where = _values(fields, "when"), _values(fields, "where")
    start, _, end = (when[0] if when else "").partition("/")
    then = (start if start not in ("", "..") else None, end if end not in ("", "..") else None)
    if then != (row.start, row.end):
        changes |= {"start": then[0], "end": then[1], "precision": None}
    if f"geonames:{row.geonames}" not in where[:1]:
        label = fields["where"].values[0].label if where else None
        if label != row.place:
            numbered = where[0].removeprefix("geonames:") if where and where[0].startswith("geonames:") else None
            changes |= {"place": label, "geonames": None if numbered is None else int(numbered)}
            changes |= {"lat": None, "lon": None, "country": None, "where_prec": None}
    return changes


def _values(fields: Mapping[str, FieldStanding], field: str) -> list[str]:
    return [one.value for one in fields[field].values] if field in fields else []


def _title_then(ask: Ask, number: int, day: str) -> str | None:
    """The sentence of the first claim that was published by then."""
    query = (
        select(claim.c.sentence)
        .join(claim_event, claim_event.c.claim_id == claim.c.id)
        .join(report, report.c.id == claim.c.report_id)
        .where(claim_event.c.event_id == number, report.c.published <= day)
        .order_by(claim_event.c.claim_id)
        .limit(1)
    )
    found: str | None = ask.connection.scalar(query)
    return found
