"""Events on a map and along a time line: counts by point, and by day, month or year."""

from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import and_, func, select

from reportedly.errors import BadOption
from reportedly.store.base import DialectName
from reportedly.store.search import Box, within_box
from reportedly.store.tables import event
from reportedly.views.answer import Answer, counted
from reportedly.views.filters import Filters
from reportedly.views.gate import Ask, view
from reportedly.views.known import wanted
from reportedly.views.listing import Listing, Narrowing, conditions_of, count_of, undated_of
from reportedly.views.narrowing import events_listing, shown_places
from reportedly.views.paging import list_notes

MOST_FEATURES = 2_000
"""Points of one answer, those with the most events first: more can't be told apart on a screen."""
Grain = Literal["day", "month", "year"]
_LETTERS = {"day": 10, "month": 7, "year": 4}


class Feature(Struct, frozen=True, kw_only=True):
    """The events of one point (degrees, WGS 84). ``where_prec`` is the finest of theirs, ``killed`` the sum of their best figures.

    ``event`` is the first of them: enough to show where there is but one.
    """

    lat: float
    lon: float
    place: str | None
    geonames: int | None
    where_prec: int | None
    events: int
    disputed: int
    killed: int | None
    event: str


class Bar(Struct, frozen=True, kw_only=True):
    """The events that began in one day, month or year."""

    start: str
    events: int
    disputed: int
    killed: int | None


@view
def features(ask: Ask, filters: Filters | None = None, *, box: Box | None = None) -> Answer[Feature]:
    """The events that pass the filters as points, inside a box where one is given; the points with the most events first.

    At most MOST_FEATURES; ``notes`` say how many events have no point, or were not shown.
    """
    filters = filters or Filters()
    known = wanted(ask, filters)
    listing = events_listing(ask, known)
    listed = _inside(ask, listing, box)
    total, first = func.count(), func.min(event.c.id)
    query = (
        select(
            event.c.lat, event.c.lon, func.min(event.c.where_prec).label("where_prec"), total.label("events"),
            func.count(func.nullif(event.c.disputed, "")).label("disputed"), func.sum(event.c.killed_best).label("killed"),
            first.label("first"),
        )
        .where(*conditions_of(ask, listed), event.c.lat.is_not(None), event.c.lon.is_not(None), *shown_places(ask, event))
        .group_by(event.c.lat, event.c.lon)
        .order_by(total.desc(), first)
        .limit(MOST_FEATURES + 1)
    )  # fmt: skip
    rows = ask.connection.execute(query).all()
    notes = [*known.notes, *list_notes(ask, listed, filters, "event")]
    if len(rows) > MOST_FEATURES:
        notes.append(f"Only the {MOST_FEATURES:,} points with the most events are shown: look closer, or ask for less.")
    if box is None:
        notes += _pointless(ask, listed)
    return Answer(rows=tuple(_features(ask, rows[:MOST_FEATURES])), notes=tuple(notes))


@view
def timeline(ask: Ask, filters: Filters | None = None, *, grain: Grain = "month") -> Answer[Bar]:
    """How many of the events that pass the filters began in each day, month or year that has any, the first first."""
    if grain not in _LETTERS:
        raise BadOption(f"A time line has no grain '{grain}'.", f"It can be by {', '.join(_LETTERS)}.")
    filters = filters or Filters()
    known = wanted(ask, filters)
    listing = events_listing(ask, known)
    start = func.substr(event.c.when_start, 1, _LETTERS[grain]).label("start")
    query = (
        select(
            start, func.count().label("events"), func.count(func.nullif(event.c.disputed, "")).label("disputed"),
            func.sum(event.c.killed_best).label("killed"),
        )
        .where(*conditions_of(ask, listing), event.c.when_start.is_not(None))
        .group_by(start)
        .order_by(start)
    )  # fmt: skip
    bars = tuple(Bar(start=row.start, events=row.events, disputed=row.disputed, killed=row.killed) for row in ask.connection.execute(query))
    notes = [*known.notes, *list_notes(ask, listing, filters, "event")]
    undated = 0 if listing.dated else undated_of(ask, listing)
    if undated:
        notes.append(f"{counted(undated, 'event')} without a date {'is' if undated == 1 else 'are'} not counted.")
    return Answer(rows=bars, notes=tuple(notes))


def _inside(ask: Ask, listing: Listing, box: Box | None) -> Listing:
    if box is None:
        return listing
    dialect: DialectName = "postgresql" if ask.connection.dialect.name == "postgresql" else "sqlite"
    inside = within_box(dialect, box)
    narrowing = Narrowing(name="box", test=inside, ids=select(event.c.id).where(inside))
    return Listing(table=event, narrowings=(*listing.narrowings, narrowing), since=listing.since, until=listing.until)


def _features(ask: Ask, rows: Any) -> list[Feature]:
    told = {row.id: row for row in ask.connection.execute(select(event).where(event.c.id.in_([one.first for one in rows])))}
    return [
        Feature(
            lat=one.lat, lon=one.lon, place=told[one.first].place, geonames=told[one.first].geonames, where_prec=one.where_prec,
            events=one.events, disputed=one.disputed, killed=one.killed, event=f"v{one.first}",
        )
        for one in rows
    ]  # fmt: skip


def _pointless(ask: Ask, listing: Listing) -> list[str]:
    nowhere = Narrowing(name="pointless", test=and_(event.c.lat.is_(None)))
    found = Listing(table=event, narrowings=(*listing.narrowings, nowhere), since=listing.since, until=listing.until)
    number = count_of(ask, found)
    return [f"{counted(number, 'event')} without a point {'is' if number == 1 else 'are'} not on the map."] if number else []
