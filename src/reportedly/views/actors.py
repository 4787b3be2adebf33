"""The list of actors: who takes part in events, under which names."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import and_, exists, func, or_, select

from reportedly.errors import BadOption
from reportedly.store.tables import actor, actor_name, claim, event, event_actor, participant, report
from reportedly.views.answer import Answer, read_cursor, write_cursor
from reportedly.views.filters import Filters
from reportedly.views.gate import Ask, view
from reportedly.views.known import wanted
from reportedly.views.listing import conditions_of
from reportedly.views.narrowing import events_listing
from reportedly.views.paging import as_of_notes, checked_limit, order_named

ORDERS: Mapping[str, Any] = {"events": "events", "name": "name", "met": "met"}
"""What actors may be sorted by: the number of their events (the default), name, or the order in which reports first named them."""
_USED = frozenset({"actor", "country", "as_of"})


class ActorRow(Struct, frozen=True, kw_only=True):
    """One actor. ``names`` are its other names, former ones too; ``events`` counts the events that it takes part in.

    ``country`` is an ISO 3166-1 alpha-2 code, ``sector`` a PLOVER one.
    """

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    names: tuple[str, ...]
    events: int


@view
def actors(
    ask: Ask, filters: Filters | None = None, *, sort: str | None = None, limit: int | None = None, cursor: str | None = None
) -> Answer[ActorRow]:
    """The actors, a page of them, those of the most events first.

    ``actor`` and ``country`` are the actor's own; any other filter asks for those who take part in events that pass it, and counts these.
    """
    filters = filters or Filters()
    order, size = str(order_named(sort, ORDERS)), checked_limit(limit)
    known = wanted(ask, filters)
    after = read_cursor(cursor, f"actors.{order}", tuple[int, int])
    rows = ask.connection.execute(_query(ask, known, order, after).limit(size + 1)).all()
    shown = rows[:size]
    following = write_cursor(f"actors.{order}", shown[-1].events, shown[-1].number) if len(rows) > size else None
    notes = [*known.notes, *(as_of_notes(ask, filters.as_of) if filters.as_of else ())]
    if not shown and cursor is None:
        notes.insert(0, "No actor matches.")
    names = _names(ask, [row.id for row in shown])
    return Answer(
        rows=tuple(
            ActorRow(
                id=row.id, name=row.name, kind=row.kind, country=row.country, sector=row.sector, events=row.events,
                names=tuple(one for one in names.get(row.id, ()) if one != row.name),
            )
            for row in shown
        ),
        notes=tuple(notes), next=following,
    )  # fmt: skip


def _query(ask: Ask, known: Any, order: str, after: tuple[int, int] | None) -> Any:
    filters = known.filters
    counts = select(event_actor.c.actor_id, func.count(event_actor.c.event_id.distinct()).label("events")).group_by(event_actor.c.actor_id)
    narrowed = bool(set(filters.given()) - _USED)
    if narrowed or filters.as_of is not None:
        listing = events_listing(ask, type(known)(**{**_without_own(known)}))
        counts = counts.where(event_actor.c.event_id.in_(select(event.c.id).where(*conditions_of(ask, listing))))
    if known.actors:
        counts = counts.where(event_actor.c.actor_id.in_(known.actors))
    counted = counts.subquery()
    number = func.coalesce(counted.c.events, 0)
    query = select(actor.c.number, actor.c.id, actor.c.name, actor.c.kind, actor.c.country, actor.c.sector, number.label("events"))
    query = query.select_from(actor.join(counted, counted.c.actor_id == actor.c.id, isouter=not narrowed))
    if known.actors:
        query = query.where(actor.c.id.in_(known.actors))
    if filters.country is not None:
        query = query.where(actor.c.country == filters.country)
    if filters.as_of is not None:
        query = query.where(exists().where(
            participant.c.actor_id == actor.c.id, claim.c.id == participant.c.claim_id, report.c.id == claim.c.report_id,
            report.c.published <= filters.as_of,
        ))  # fmt: skip
    return _ordered(ask, query, number, order, after)


def _without_own(known: Any) -> dict[str, Any]:
    """The filters that are about events: without those about the actor itself."""
    values = {name: getattr(known, name) for name in known.__struct_fields__}
    own = {name: getattr(known.filters, name) for name in known.filters.__struct_fields__}
    return {**values, "actors": (), "filters": Filters(**{**own, "country": None, "actor": None})}


def _ordered(ask: Ask, query: Any, number: Any, order: str, after: tuple[int, int] | None) -> Any:
    if order == "events":
        query = query.order_by(number.desc(), actor.c.number)
        return query if after is None else query.where(or_(number < after[0], and_(number == after[0], actor.c.number > after[1])))
    if order == "met":
        query = query.order_by(actor.c.number)
        return query if after is None else query.where(actor.c.number > after[1])
    query = query.order_by(actor.c.name, actor.c.number)
    if after is None:
        return query
    # The cursor holds a number and no name, which might be one to withhold.
    last = ask.connection.scalar(select(actor.c.name).where(actor.c.number == after[1]))
    if last is None:
        raise BadOption("The actor at which the page before ended is gone.", "Begin again without cursor.")
    return query.where(or_(actor.c.name > last, and_(actor.c.name == last, actor.c.number > after[1])))


def _names(ask: Ask, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    query = select(actor_name.c.actor_id, actor_name.c.name).where(actor_name.c.actor_id.in_(ids))
    for identity, name in ask.connection.execute(query.order_by(actor_name.c.actor_id, actor_name.c.name)):
        found[identity] = (*found.get(identity, ()), name)
    return found
