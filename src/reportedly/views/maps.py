"""Events on a map and along a time line: counts by point, and by day, month or year."""

from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import and_, func, or_, select

from reportedly.errors import BadOption
from reportedly.store.base import DialectName
from reportedly.store.search import Box, checked
from reportedly.store.tables import event
from reportedly.views.answer import Answer, are, counted
from reportedly.views.events import ORDERS
from reportedly.views.filters import Filters
from reportedly.views.gate import Ask, view
from reportedly.views.known import wanted
from reportedly.views.listing import Listing, Narrowing, conditions_of, count_of, plainly, rows_of, undated_of
from reportedly.views.narrowing import events_listing, ids_in_box, shown_places
from reportedly.views.paging import list_notes

GATHERED_POINTS = 10_000
"""Events in a box up to which they are gathered from the index of points; where there are more, the newest are found by walking."""
MOST_EVENTS = 2_000
"""Events on one map where no number is asked for, the newest first: more take longer than a map that moves may wait."""
MOST_ASKED = 100_000
"""Events on one map at most."""
Grain = Literal["day", "month", "year"]
_LETTERS = {"day": 10, "month": 7, "year": 4}


class Feature(Struct, frozen=True, kw_only=True):
    """The events of one point (degrees, WGS 84). ``where_prec`` is the finest of theirs, ``killed`` the sum of their best figures.

    ``event`` is the newest of them: enough to show where there is but one.
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
def features(
    ask: Ask, filters: Filters | None = None, *, box: Box | None = None, most: int = MOST_EVENTS
) -> Answer[Feature]:
    """The events that pass the filters as points, inside a box where one is given; the points with the most events first.

    At most the ``most`` newest events (up to MOST_ASKED); ``notes`` say so, and how many have no point.
    """
    if not 1 <= most <= MOST_ASKED:
        raise BadOption(f"most is {most}, and a map has 1 to {MOST_ASKED:,} events.", "Narrow it by filters or a box.")
    filters = filters or Filters()
    known = wanted(ask, filters)
    listing = events_listing(ask, known)
    listed = _inside(ask, listing, box)
    placed = Narrowing(name="point", test=and_(event.c.lat.is_not(None), event.c.lon.is_not(None), *shown_places(ask, event)))
    columns = (event.c.lat, event.c.lon, event.c.place, event.c.geonames, event.c.where_prec, event.c.disputed, event.c.killed_best)
    narrowed = Listing(
        table=event, narrowings=(*listed.narrowings, placed), since=listed.since, until=listed.until
    )
    rows = rows_of(ask, narrowed, ORDERS["newest"], most + 1, columns=columns)
    notes = [*known.notes, *list_notes(ask, listed, filters, "event")]
    if len(rows) > most:
        notes.append(f"Only the {most:,} newest of these events are on the map: look closer, or ask for less.")
    if box is None:
        notes += _pointless(ask, listed)
    return Answer(rows=tuple(_features(rows[:most])), notes=tuple(notes))


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
        notes.append(f"{counted(undated, 'event')} without a date {are(undated)} not counted.")
    return Answer(rows=bars, notes=tuple(notes))


def _inside(ask: Ask, listing: Listing, box: Box | None) -> Listing:
    if box is None:
        return listing
    checked(box)
    lon = event.c.lon
    across = lon.between(box.west, box.east) if box.west <= box.east else or_(lon >= box.west, lon <= box.east)
    inside = and_(event.c.lat.between(box.south, box.north), across)
    # Who walks by day does so in an index that has the points: plainly, or the index of points would be taken, which knows no order.
    dialect: DialectName = "postgresql" if ask.connection.dialect.name == "postgresql" else "sqlite"
    narrowing = Narrowing(
        name="box", test=plainly(inside), ids=select(event.c.id).where(inside), most=GATHERED_POINTS, dated=True, here=inside,
        probe=ids_in_box(dialect, box) if dialect == "sqlite" and box.west <= box.east else None,
    )  # fmt: skip
    return Listing(table=event, narrowings=(*listing.narrowings, narrowing), since=listing.since, until=listing.until)


def _features(rows: list[Any]) -> list[Feature]:
    """The rows by their points, those with the most first."""
    points: dict[tuple[float, float], _Point] = {}
    for number, _, lat, lon, place, geonames, precision, disputed, killed in rows:
        point = points.get((lat, lon))
        if point is None:
            point = points[lat, lon] = _Point(number, place, geonames)
        point.events += 1
        if disputed:
            point.disputed += 1
        if precision is not None and (point.precision is None or precision < point.precision):
            point.precision = precision
        if killed is not None:
            point.killed = killed + (point.killed or 0)
    made = [
        Feature(
            lat=lat, lon=lon, place=one.place, geonames=one.geonames, where_prec=one.precision, events=one.events,
            disputed=one.disputed, killed=one.killed, event=f"v{one.newest}",
        )
        for (lat, lon), one in points.items()
    ]  # fmt: skip
    return sorted(made, key=lambda one: -one.events)


class _Point(Struct):
    """What is summed up of the events at one point, of which ``newest`` came first."""

    newest: int
    place: str | None
    geonames: int | None
    events: int = 0
    disputed: int = 0
    precision: int | None = None
    killed: int | None = None


def _pointless(ask: Ask, listing: Listing) -> list[str]:
    nowhere = Narrowing(name="pointless", test=and_(event.c.lat.is_(None)))
    found = Listing(table=event, narrowings=(*listing.narrowings, nowhere), since=listing.since, until=listing.until)
    number = count_of(ask, found)
    return [f"{counted(number, 'event')} without a point {are(number)} not on the map."] if number else []
