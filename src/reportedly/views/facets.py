"""Facets: how the events that pass the filters fall by grade, type, country, year and dispute, for a list that is narrowed by looking."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Select, func, literal, select, union_all

from reportedly.views.filters import Filters
from reportedly.views.gate import Ask, view
from reportedly.views.known import wanted
from reportedly.views.listing import LOOKED_AT, among_first, conditions_of, few_of
from reportedly.views.narrowing import events_listing
from reportedly.views.overview import state_of
from reportedly.views.tallies import Tallies, answers, grouped, tally_of

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
def facets(ask: Ask, filters: Filters | None = None, *, tallies: Tallies | None = None) -> Facets:
    """How the events that pass the filters fall by each of FACETS; at most COUNTED events are looked at.

    With ``tallies`` of this record, all events are counted where the filters are facets themselves.
    """
    known = wanted(ask, filters or Filters())
    if tallies is not None and answers(known):
        tally = tallies.of(state_of(ask), lambda: tally_of(ask))
        if tally.knows(known):
            return _tallied(tally.counts(known))
    listing = events_listing(ask, known)
    dear = few_of(ask, listing) is None and any(one.dear for one in listing.narrowings)
    most = LOOKED_AT if dear else COUNTED
    columns = [(name, column) for name, column in grouped() if name in FACETS]
    statement = select(*(column.label(name) for name, column in columns))
    if dear:
        passing, looked = among_first(listing, statement, most)
    else:
        passing, looked = statement.where(*conditions_of(ask, listing)).limit(most + 1).cte("passing"), None
    parts = [_part(name, passing.c[name], passing) for name, _ in columns]
    rows = ask.connection.execute(union_all(*parts)).all()
    total = sum(row.events for row in rows if row.name == FACETS[0])
    exact = total <= most if looked is None else int(ask.connection.scalar(looked) or 0) < most
    return Facets(events=min(total, most), exact=exact, facets=tuple(Facet(name=name, values=_values(rows, name)) for name in FACETS))


def _tallied(counts: Mapping[str, Mapping[str | None, int]]) -> Facets:
    return Facets(
        events=sum(counts["grade"].values()), exact=True,
        facets=tuple(
            Facet(name=name, values=_commonest(FacetValue(value=value, events=number) for value, number in counts[name].items()))
            for name in FACETS
        ),
    )  # fmt: skip


def _part(name: str, column: Any, passing: Any) -> Select[Any]:
    return select(literal(name).label("name"), column.label("value"), func.count().label("events")).select_from(passing).group_by(column)


def _values(rows: Sequence[Any], name: str) -> tuple[FacetValue, ...]:
    return _commonest(FacetValue(value=row.value, events=row.events) for row in rows if row.name == name)


def _commonest(values: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    return tuple(sorted(values, key=lambda one: (-one.events, one.value or "~"))[:MOST_VALUES])
