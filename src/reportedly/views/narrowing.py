"""What filters mean for the rows of ``event`` and of ``claim``, as conditions in SQL."""

import math
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Float, Integer, Select, and_, bindparam, column, func, or_, select
from sqlalchemy import table as sql_table

from reportedly.store.base import DialectName
from reportedly.store.indexes import indexed_name
from reportedly.store.prepared import Prepared
from reportedly.store.search import EARTH_KM, Box, near, within_box
from reportedly.store.tables import (
    claim,
    claim_event,
    event,
    event_actor,
    participant,
    report,
    standing,
    voice,
)
from reportedly.views.gate import Ask
from reportedly.views.known import Circle, Wanted
from reportedly.views.listing import Counting, Listing, Narrowing, looked_up, plainly
from reportedly.views.texts import claims_having, claims_in_order, has_words, words_in

GATHERED_CLAIMS = 40_000
"""Claims whose events are gathered: a rarer word than this is found sooner so than by walking the events and looking into each."""


def events_listing(ask: Ask, wanted: Wanted) -> Listing:
    """The events that pass the filters. With ``as_of``, what a filter asks must be said by a report published by then."""
    filters, day = wanted.filters, wanted.filters.as_of
    found: list[Narrowing] = _own_columns(event, wanted)
    if wanted.by_place:
        found.append(_at_place(ask, event, wanted))
    if wanted.actors:
        found.append(Narrowing(
            name="actor",
            test=looked_up(event_actor.c.event_id == event.c.id, plainly(event_actor.c.actor_id.in_(wanted.actors))),
            ids=select(event_actor.c.event_id.label("id")).where(event_actor.c.actor_id.in_(wanted.actors)), dear=True,
        ))  # fmt: skip
    if wanted.sources:
        found.append(_events_of("source", _claims_of_source(wanted), _is_of_source(wanted)))
    if filters.text is not None:
        found.append(_events_with_words(ask, filters.text))
    if filters.report is not None:
        of_report = claim.c.report_id == filters.report
        found.append(_events_of("report", select(claim.c.id).where(of_report), of_report))
    if filters.score is not None:
        found.append(Narrowing(name="score", test=_some_claim(claim.c.score >= filters.score), dear=True))
    if filters.event is not None:
        found.append(Narrowing(name="event", test=event.c.id == filters.event, ids=select(event.c.id).where(event.c.id == filters.event)))
    found += _graded(wanted)
    if day is not None:
        found = [_by_then(one, wanted, day) for one in found]
        found.append(Narrowing(name="published", test=event.c.first_published <= day))
        found.append(Narrowing(name="as_of", test=_stood(day), dear=True))
    return Listing(table=event, narrowings=tuple(found), since=filters.since, until=filters.until)


def claims_listing(ask: Ask, wanted: Wanted) -> Listing:
    """The claims that pass the filters."""
    filters, day = wanted.filters, wanted.filters.as_of
    found: list[Narrowing] = _own_columns(claim, wanted)
    if wanted.by_place:
        found.append(_at_place(ask, claim, wanted))
    if wanted.actors:
        found.append(Narrowing(
            name="actor",
            test=looked_up(participant.c.claim_id == claim.c.id, plainly(participant.c.actor_id.in_(wanted.actors))),
            ids=select(participant.c.claim_id.label("id")).where(participant.c.actor_id.in_(wanted.actors)), dear=True,
        ))  # fmt: skip
    if wanted.sources:
        found.append(Narrowing(name="source", test=_is_of_source(wanted), ids=_claims_of_source(wanted), dear=True))
    if filters.text is not None:
        ids, in_order = claims_having(ask, filters.text), claims_in_order(ask, filters.text)
        postgresql = ask.connection.dialect.name == "postgresql"
        found.append(Narrowing(
            name="text", test=plainly(has_words(ask, filters.text)), ids=ids, dear=True, most=GATHERED_CLAIMS,
            listed=None if in_order is None or postgresql else plainly(claim.c.id.in_(ids)), in_order=in_order,
            guessed=words_in(filters.text),
        ))  # fmt: skip
    if filters.report is not None:
        found.append(_column("report", claim.c.report_id == filters.report, claim))
    if filters.event is not None:
        ids = select(claim_event.c.claim_id.label("id")).where(claim_event.c.event_id == filters.event)
        found.append(Narrowing(name="event", test=claim.c.id.in_(ids), ids=ids))
    if filters.score is not None:
        found.append(Narrowing(name="score", test=claim.c.score >= filters.score))
    for one in _graded(wanted):
        of_event = looked_up(claim_event.c.claim_id == claim.c.id, event.c.id == claim_event.c.event_id, plainly(one.test))
        found.append(Narrowing(name=one.name, test=of_event, dear=True))
    if day is not None:
        published = looked_up(report.c.id == claim.c.report_id, plainly(report.c.published <= day))
        found.append(Narrowing(name="published", test=claim.c.id <= _last_claim(ask, day)))
        found.append(Narrowing(name="as_of", test=published, dear=True))
    return Listing(table=claim, narrowings=tuple(found), since=filters.since, until=filters.until)


def _last_claim(ask: Ask, day: str) -> int:
    """The last claim of the last report, in the order of adding, that was published by the day: where a walk may begin."""
    last = ask.connection.scalar(select(func.max(report.c.id)).where(report.c.published <= day)) or 0
    of_last = select(claim.c.id).where(claim.c.report_id <= last).order_by(claim.c.report_id.desc(), claim.c.id.desc()).limit(1)
    return int(ask.connection.scalar(of_last) or 0)


def standing_on(day: str) -> ColumnElement[bool]:
    """Whether the row of ``standing`` is the one that held on a day."""
    until = standing.c.known_until
    return and_(standing.c.known_from <= day, or_(until.is_(None), until > day))


def _column(name: str, test: ColumnElement[bool], table: Any, *values: str | int) -> Narrowing:
    """What a column tells; where it is to have one of ``values`` alone, rows are counted by a statement that is made already."""
    counting = _COUNTING.get((table.name, name)) if len(values) == 1 else None
    return Narrowing(
        name=name, test=test, ids=select(table.c.id).where(test), dated=True, in_days=table is event, here=test,
        together=table is event and name in _TOGETHER, number=None if counting is None else Counting(statement=counting, value=values[0]),
    )  # fmt: skip


def _counting(table: Any, column: str) -> Prepared:
    having = select(table.c.id).where(table.c[column] == bindparam("value")).limit(bindparam("most", type_=Integer))
    return Prepared(select(func.count()).select_from(having.subquery()))


_TOGETHER = frozenset({"type", "country", "grade"})  # store/indexes.py: each one's index has the others
_COUNTING = {
    (table.name, name): _counting(table, column)
    for table in (event, claim)
    for name, column in (("type", "type"), ("country", "country"), ("grade", "grade"), ("place", "geonames"))
    if column in table.c
}


def _own_columns(table: Any, wanted: Wanted) -> list[Narrowing]:
    found = []
    country = wanted.filters.country
    if wanted.type is not None:
        found.append(_column("type", table.c.type == wanted.type, table, wanted.type))
    if wanted.mode is not None:
        found.append(Narrowing(name="mode", test=func.lower(table.c.mode) == wanted.mode))
    if country is not None:
        found.append(_column("country", table.c.country == country, table, country))
    return found


def _graded(wanted: Wanted) -> list[Narrowing]:
    """Grade and dispute, of the present or of the day asked for."""
    filters, found = wanted.filters, []
    table: Any = event if filters.as_of is None else standing
    tests: list[tuple[str, ColumnElement[bool]]] = []
    if filters.grade:
        tests.append(("grade", table.c.grade.in_(filters.grade)))
    if filters.disputed_field is not None:
        tests.append(("disputed", ("," + table.c.disputed + ",").contains(f",{filters.disputed_field},", autoescape=True)))
    elif filters.disputed:
        tests.append(("disputed", table.c.disputed != ""))
    for name, test in tests:
        if filters.as_of is None:
            found.append(_column(name, test, event, *(filters.grade if name == "grade" else ())))
        else:
            stood = looked_up(standing.c.event_id == event.c.id, standing_on(filters.as_of), plainly(test))
            found.append(Narrowing(name=name, test=stood, dear=True))
    return found


def _stood(day: str) -> ColumnElement[bool]:
    return looked_up(standing.c.event_id == event.c.id, standing_on(day))


def _by_then(one: Narrowing, wanted: Wanted, day: str) -> Narrowing:
    """The same, said by a claim of a report published by ``day``."""
    claims: dict[str, ColumnElement[bool]] = {}
    if wanted.type is not None:
        claims["type"] = claim.c.type == wanted.type
    if wanted.filters.country is not None:
        claims["country"] = claim.c.country == wanted.filters.country
    if wanted.by_place and wanted.circle is None:
        claims["place"] = _named(claim, wanted)
    if wanted.actors:
        claims["actor"] = looked_up(participant.c.claim_id == claim.c.id, plainly(participant.c.actor_id.in_(wanted.actors)))
    if one.name not in claims:
        return one
    said = looked_up(
        claim_event.c.event_id == event.c.id, claim.c.id == claim_event.c.claim_id, report.c.id == claim.c.report_id,
        plainly(report.c.published <= day), plainly(claims[one.name]),
    )  # fmt: skip
    return Narrowing(name=one.name, test=and_(one.test, said), ids=one.ids, probe=one.probe, dear=True, dated=one.dated)


# Places


def _named(table: Any, wanted: Wanted) -> ColumnElement[bool]:
    tests = []
    if wanted.geonames:
        tests.append(table.c.geonames.in_(wanted.geonames))
    if wanted.place_names:
        tests.append(indexed_name(table.c.place).in_(wanted.place_names))
    return or_(*tests) if len(tests) != 1 else tests[0]


def _at_place(ask: Ask, table: Any, wanted: Wanted) -> Narrowing:
    if wanted.circle is None:
        test = _named(table, wanted)
        return _column("place", test, table, *(() if wanted.place_names else wanted.geonames))
    circle = wanted.circle
    dialect: DialectName = "postgresql" if ask.connection.dialect.name == "postgresql" else "sqlite"
    # Plainly: who walks by day must not be led to an index of points, which knows no order.
    test = plainly(and_(_near(dialect, table, circle), *shown_places(ask, table)))
    if table is not event:
        return Narrowing(name="place", test=test)
    found = near(dialect, circle.lat, circle.lon, circle.km)
    up = math.degrees(circle.km / EARTH_KM)
    side = min(179.9, up / max(1e-6, math.cos(math.radians(min(89.9, abs(circle.lat) + up)))))
    west, east = circle.lon - side, circle.lon + side
    box = Box(max(-90.0, circle.lat - up), west, min(90.0, circle.lat + up), east) if west >= -180 and east <= 180 else None
    ids = select(event.c.id).where(found, *shown_places(ask, event))
    return Narrowing(name="place", test=test, ids=ids, probe=None if box is None else ids_in_box(dialect, box))


def ids_in_box(dialect: DialectName, box: Box) -> Select[Any]:
    """About the ids of the events in a box (west ≤ east), from the index alone: for counting."""
    if dialect == "postgresql":
        return select(event.c.id).where(within_box(dialect, box))
    south, north, west, east = (column(name, Float) for name in ("south", "north", "west", "east"))
    inside = and_(south <= box.north, north >= box.south, west <= box.east, east >= box.west)
    return select(column("id")).select_from(sql_table("event_box")).where(inside)


def shown_places(ask: Ask, table: Any) -> list[ColumnElement[bool]]:
    """That the row's place is not withheld: its point would say where it is."""
    hidden = ask.withheld.places
    names = [name.lower() for rule in ask.withheld.rules for name in rule.names]
    tests: list[ColumnElement[bool]] = []
    if hidden:
        tests.append(or_(table.c.geonames.is_(None), table.c.geonames.not_in(hidden)))
    if names:
        tests.append(or_(table.c.place.is_(None), indexed_name(table.c.place).not_in(names)))
    return tests


def _near(dialect: DialectName, table: Any, circle: Circle) -> ColumnElement[bool]:
    """That the row at hand has a position inside the circle, by the great-circle distance; first whether it may."""
    lat, lon = table.c.lat, table.c.lon
    up = math.degrees(circle.km / EARTH_KM) + 1e-6
    between = lat.between(circle.lat - up, circle.lat + up)
    if dialect == "sqlite":
        return and_(between, func.reportedly_km(circle.lat, circle.lon, lat, lon) <= circle.km)
    half, across = func.sin(func.radians(lat - circle.lat) / 2), func.sin(func.radians(lon - circle.lon) / 2)
    inner = half * half + math.cos(math.radians(circle.lat)) * func.cos(func.radians(lat)) * across * across
    return and_(between, 2 * EARTH_KM * func.asin(func.least(1.0, func.sqrt(inner))) <= circle.km)


# Claims behind events


def _some_claim(test: ColumnElement[bool]) -> ColumnElement[bool]:
    return looked_up(claim_event.c.event_id == event.c.id, claim.c.id == claim_event.c.claim_id, plainly(test))


def _events_of(name: str, claims: Select[Any], test: ColumnElement[bool]) -> Narrowing:
    """The events that have one of these claims; ``test`` says the same of the row of ``claim`` at hand."""
    ids = select(claim_event.c.event_id.label("id")).where(claim_event.c.claim_id.in_(claims))
    return Narrowing(name=name, test=_some_claim(test), ids=ids, probe=claims, dear=True, most=GATHERED_CLAIMS)


def _events_with_words(ask: Ask, question: str) -> Narrowing:
    having = claims_having(ask, question)
    one = _events_of("text", having, has_words(ask, question))
    if ask.connection.dialect.name == "postgresql" or claims_in_order(ask, question) is None:
        return replace(one, guessed=words_in(question))
    # One claim of them looked up in the index of words costs 0.1 ms; 100,000 of them listed cost 30 ms.
    return replace(one, listed=looked_up(claim_event.c.event_id == event.c.id, plainly(claim_event.c.claim_id.in_(having))))


def _claims_of_source(wanted: Wanted) -> Select[Any]:
    return select(voice.c.claim_id.label("id")).where(voice.c.source_key.in_(wanted.sources))


def _is_of_source(wanted: Wanted) -> ColumnElement[bool]:
    return looked_up(voice.c.claim_id == claim.c.id, plainly(voice.c.source_key.in_(wanted.sources)))
