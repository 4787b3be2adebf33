"""The list of places: where the events are, and how many."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from sqlalchemy import and_, case, func, or_, select

from reportedly.store.tables import event
from reportedly.views.answer import Answer, are, counted, read_cursor, write_cursor
from reportedly.views.filters import Filters
from reportedly.views.gate import Ask, view
from reportedly.views.known import wanted
from reportedly.views.listing import Listing, Narrowing, conditions_of, count_of
from reportedly.views.narrowing import events_listing
from reportedly.views.paging import checked_limit, empty_notes, list_notes, order_named

ORDERS: Mapping[str, Any] = {"events": "events", "added": "added"}
"""What places may be sorted by: the number of their events (the default), or the order in which they first came."""


class PlaceRow(Struct, frozen=True, kw_only=True):
    """One place. ``id`` is ``g`` and its GeoNames id; None where only its name is known. ``events`` counts those that pass the filters.

    ``first`` and ``last`` are the days on which the first and the last of them began. ``where_prec`` is UCDP's.
    """

    id: str | None
    place: str
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str | None
    where_prec: int | None
    events: int
    first: str | None
    last: str | None


@view
def places(
    ask: Ask, filters: Filters | None = None, *, sort: str | None = None, limit: int | None = None, cursor: str | None = None
) -> Answer[PlaceRow]:
    """The places of the events that pass the filters, a page of them; those with the most events first."""
    filters = filters or Filters()
    order, size = str(order_named(sort, ORDERS)), checked_limit(limit)
    known = wanted(ask, filters)
    listing = events_listing(ask, known)
    rows = _grouped(ask, listing, order, read_cursor(cursor, f"places.{order}", tuple[int, int]), size + 1)
    shown = rows[:size]
    notes = [*known.notes, *_placeless(ask, listing), *list_notes(ask, listing, filters, "event")]
    if not shown and cursor is None:
        notes = [*empty_notes(ask, listing, "event"), *notes]
    following = write_cursor(f"places.{order}", shown[-1].events, shown[-1].first_id) if len(rows) > size else None
    return Answer(rows=tuple(_rows(ask, shown)), notes=tuple(notes), next=following)


def _grouped(ask: Ask, listing: Listing, order: str, after: tuple[int, int] | None, limit: int) -> list[Any]:
    # A place of the gazetteer is one however it is written; one that only has a name is that name.
    bare = case((event.c.geonames.is_(None), event.c.place))
    number, first = func.count(), func.min(event.c.id)
    query = (
        select(
            event.c.geonames, number.label("events"), first.label("first_id"),
            func.min(event.c.when_start).label("first"), func.max(event.c.when_start).label("last"),
        )
        .where(*conditions_of(ask, listing), or_(event.c.geonames.is_not(None), event.c.place.is_not(None)))
        .group_by(event.c.geonames, bare)
        .limit(limit)
    )  # fmt: skip
    if order == "events":
        query = query.order_by(number.desc(), first)
        if after is not None:
            query = query.having(or_(number < after[0], and_(number == after[0], first > after[1])))
    else:
        query = query.order_by(first)
        if after is not None:
            query = query.having(first > after[1])
    return list(ask.connection.execute(query).all())


def _rows(ask: Ask, groups: list[Any]) -> list[PlaceRow]:
    told = {row.id: row for row in ask.connection.execute(select(event).where(event.c.id.in_([one.first_id for one in groups])))}
    made = []
    for one in groups:
        row = told[one.first_id]
        made.append(PlaceRow(
            id=None if one.geonames is None else f"g{one.geonames}", place=row.place or f"g{one.geonames}", geonames=one.geonames,
            lat=row.lat, lon=row.lon, country=row.country, where_prec=row.where_prec, events=one.events, first=one.first,
            last=one.last,
        ))  # fmt: skip
    return made


def _placeless(ask: Ask, listing: Listing) -> list[str]:
    nowhere = Narrowing(name="placeless", test=and_(event.c.geonames.is_(None), event.c.place.is_(None)))
    narrowings = (*listing.narrowings, nowhere)
    number = count_of(ask, Listing(table=event, narrowings=narrowings, since=listing.since, until=listing.until))
    return [f"{counted(number, 'event')} without a place {are(number)} not counted."] if number else []
