"""Facets: how the events that pass the filters fall by grade, type, country, year and dispute, for a list that is narrowed by looking."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Select, case, func, literal, select, union_all

from reportedly.store.tables import event
from reportedly.views.filters import Filters
from reportedly.views.gate import Ask, view
from reportedly.views.known import wanted
from reportedly.views.listing import conditions_of
from reportedly.views.narrowing import events_listing

COUNTED = 50_000
"""Events that are counted for facets: benchmarks/desk.py has what more would cost. Where more pass, ``exact`` is False."""
MOST_VALUES = 60
"""Values of one facet that are given, the commonest first."""
FACETS = ("grade", "type", "country", "year", "disputed", "modality", "verdict")


class FacetValue(Struct, frozen=True, kw_only=True):
    """One value of a facet (None: the event has none), and how many of the events counted have it."""

    value: str | None
    events: int


class Facet(Struct, frozen=True, kw_only=True):
    """One facet: its name as a filter has it, and its values, the commonest first."""

    name: str
    values: tuple[FacetValue, ...]


class Facets(Struct, frozen=True, kw_only=True):
    """The facets of the events that pass; ``exact`` where all of them were counted, else those ``events`` that were come to first."""

    events: int
    exact: bool
    facets: tuple[Facet, ...]


@view
def facets(ask: Ask, filters: Filters | None = None) -> Facets:
    """How the events that pass the filters fall by each of FACETS; at most COUNTED events are looked at."""
    known = wanted(ask, filters or Filters())
    columns = _columns()
    passing = (
        select(*(column.label(name) for name, column in columns))
        .where(*conditions_of(ask, events_listing(ask, known)))
        .limit(COUNTED + 1)
        .cte("passing")
    )
    parts = [
        _part(name, passing.c[name], passing) for name, _ in columns
    ]
    rows = ask.connection.execute(union_all(*parts)).all()
    total = sum(row.events for row in rows if row.name == FACETS[0])
    return Facets(
        events=min(total, COUNTED), exact=total <= COUNTED, facets=tuple(Facet(name=name, values=_values(rows, name)) for name in FACETS)
    )


def _columns() -> list[tuple[str, Any]]:
    return [
        ("grade", event.c.grade), ("type", event.c.type), ("country", event.c.country), ("year", func.substr(event.c.when_start, 1, 4)),
        ("disputed", case((event.c.disputed == "", "no"), else_="yes")), ("modality", event.c.modality), ("verdict", event.c.verdict),
    ]  # fmt: skip


def _part(name: str, column: Any, passing: Any) -> Select[Any]:
    return select(literal(name).label("name"), column.label("value"), func.count().label("events")).select_from(passing).group_by(column)


def _values(rows: Sequence[Any], name: str) -> tuple[FacetValue, ...]:
    found = [FacetValue(value=row.value, events=row.events) for row in rows if row.name == name]
    return tuple(sorted(found, key=lambda one: (-one.events, one.value or "~"))[:MOST_VALUES])
