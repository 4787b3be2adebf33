"""The indexes that questions are answered by; as many as are needed, and each with the question that needs it.

benchmarks/record_queries.py measures what they give; what they cost is part of what adding a report costs.
"""

from typing import Any

from sqlalchemy import Column, ColumnElement, Index, Table, and_, func, literal_column, or_

from reportedly.store.tables import claim, claim_event, event, judgement, source

_ONE: ColumnElement[int] = literal_column("1")  # a planner knows its index by the very words
_SEVEN: ColumnElement[int] = literal_column("7")

# What filters of a list ask for, in the order in which a list is walked: see views/listing.py.
# Each ends with what tells whether dates overlap, so that rows that don't are passed over without being read.


def goes_on(rows: Table) -> ColumnElement[bool]:
    """That the row's dates go from one calendar month into another, or have no end; as the index of such rows has it."""
    start, end = rows.c.when_start, rows.c.when_end
    return or_(end.is_(None), func.substr(start, _ONE, _SEVEN) != func.substr(end, _ONE, _SEVEN))


def indexed_name(name: Any) -> ColumnElement[str]:
    """A name as names are looked up: in lower case, its first 200 characters, since PostgreSQL refuses to index long ones."""
    return func.lower(func.substr(name, _ONE, literal_column("200")))


def _asked(rows: Table) -> tuple[Index, ...]:
    """The indexes of ``event`` and ``claim`` by time, place and type."""
    name, start, end = rows.name, rows.c.when_start, rows.c.when_end
    # The past passes over all that was published later, of which there may be years.
    overlap = (rows.c.id, end) if rows is claim else (rows.c.id, end, rows.c.first_published)
    return (
        *_by_day(rows, overlap),
        Index(f"{name}_geonames_when", rows.c.geonames, start, *overlap),
        *(_together(start, overlap) if rows is event else _apart(start, overlap)),
        Index(f"{name}_place", indexed_name(rows.c.place), rows.c.geonames),
    )


def _together(start: "Column[Any]", overlap: "tuple[Column[Any], ...]") -> tuple[Index, ...]:
    """Events are asked for by several of these at once: each index has the others, so that no row is read to be passed over."""
    kind, country, grade = event.c.type, event.c.country, event.c.grade
    return (
        Index("event_type", kind, start, *overlap, country, grade),
        Index("event_country", country, start, *overlap, kind, grade),
        Index("event_grade", grade, start, *overlap, kind, country),
    )


def _apart(start: "Column[Any]", overlap: "tuple[Column[Any], ...]") -> tuple[Index, ...]:
    return Index("claim_country_when", claim.c.country, start, *overlap), Index("claim_type_when", claim.c.type, start, *overlap)


def _by_day(rows: Table, overlap: "tuple[Column[Any], ...]") -> tuple[Index, ...]:
    """The indexes that a list without other filters is walked by. A map is walked by them too, and passes over what is elsewhere."""
    name, start, end = rows.name, rows.c.when_start, rows.c.when_end
    crosses_months, unbegun = goes_on(rows), and_(start.is_(None), end.is_not(None))
    more, point = ("", ()) if rows is claim else ("_point", (rows.c.lat, rows.c.lon))
    return (
        Index(f"{name}_when{more}", start, *overlap, *point),
        Index(f"{name}_long{more}", start, rows.c.id, end, *point, sqlite_where=crosses_months, postgresql_where=crosses_months),
        Index(f"{name}_unbegun{more}", rows.c.id, end, *point, sqlite_where=unbegun, postgresql_where=unbegun),
    )


CLAIM_INDEXES = _asked(claim)
_disputed = event.c.disputed != literal_column("''")
EVENT_INDEXES = (
    *_asked(event),
    Index("event_disputed", event.c.when_start, event.c.id, sqlite_where=_disputed, postgresql_where=_disputed),
    Index("event_point", event.c.lat, event.c.lon, event.c.when_start, event.c.id, event.c.when_end),
    Index("event_origins", event.c.origins_for, event.c.id),
    Index("event_killed", event.c.killed_best, event.c.id),
    Index("event_disagreement", event.c.disagreement, event.c.id),
)
# From words to claims to events and back without reading a row. SQLite's tables are such indexes themselves, but for claims to events.
CLAIM_EVENT_INDEXES = (
    Index("claim_event_event", claim_event.c.event_id, claim_event.c.claim_id),
    Index("claim_event_claim", claim_event.c.claim_id, claim_event.c.event_id).ddl_if(dialect="postgresql"),
    Index("event_begun", event.c.id, event.c.when_start).ddl_if(dialect="postgresql"),
)
SOURCE_INDEXES = (Index("source_name", indexed_name(source.c.name)), Index("source_actor", source.c.actor_id))
JUDGEMENT_INDEXES = (
    Index("judgement_kind", judgement.c.kind),
    Index("judgement_subject", judgement.c.subject),
    Index("judgement_object", judgement.c.object),
)
