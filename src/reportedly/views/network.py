"""Who acts on whom, and who speaks for whom: the network of a record's actors, weighted by independent origins."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import func, select

from reportedly.schema.actor import Affiliation
from reportedly.store.tables import actor, event, event_actor
from reportedly.views.filters import Filters
from reportedly.views.gate import Ask, view
from reportedly.views.known import wanted
from reportedly.views.listing import conditions_of
from reportedly.views.narrowing import events_listing

MOST_ACTORS = 500
"""Actors of one picture, those of the most weight first: more are a ball of wool."""
MOST_EVENTS = 50_000
"""Events that the network is made of, where more pass the filters."""
Kind = Literal["acts-on", "speaks_for", "part_of", "member_of", "ally_of", "split_from", "merged_into", "successor_of", "led_by"]


class Node(Struct, frozen=True, kw_only=True):
    """An actor: its id, name, kind, country (ISO 3166-1 alpha-2) and PLOVER sector, and the events of the network that it takes part in."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    events: int


class Edge(Struct, frozen=True, kw_only=True):
    """From one actor to another. ``acts-on`` comes from events: how many, and the sum of the independent origins that report them.

    The other kinds are affiliations that the book of actors or a report states: ``events`` and ``origins`` are 0, and there are dates.
    ``types`` are the commonest types of the events.
    """

    source: str
    target: str
    kind: str
    events: int = 0
    origins: int = 0
    types: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


class Network(Struct, frozen=True, kw_only=True):
    """Actors, heaviest first, and what joins them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    notes: tuple[str, ...] = ()


@view
def network(ask: Ask, filters: Filters | None = None, *, most: int = MOST_ACTORS) -> Network:
    """The network of the events that pass the filters: at most ``most`` actors and MOST_EVENTS events."""
    known = wanted(ask, filters or Filters())
    passing = (
        select(event.c.id, event.c.type, event.c.origins_for)
        .where(*conditions_of(ask, events_listing(ask, known)))
        .limit(MOST_EVENTS + 1)
        .cte("passing")
    )
    acts = _acts(ask, passing)
    took_part = _took_part(ask, passing)
    weight: Counter[str] = Counter(took_part)
    for (doer, done_to), edge in acts.items():
        weight[doer] += edge.origins
        weight[done_to] += edge.origins
    kept = [name for name, _ in sorted(weight.items(), key=lambda one: (-one[1], one[0]))[: min(most, MOST_ACTORS)]]
    among = set(kept)
    edges = [edge for pair, edge in sorted(acts.items()) if among.issuperset(pair)]
    nodes, affiliations = _described(ask, kept, took_part)
    notes = list(known.notes)
    if len(weight) > len(kept):
        notes.append(f"{len(weight) - len(kept):,} actors of less weight are not shown.")
    total = int(ask.connection.scalar(select(func.count()).select_from(passing)) or 0)
    if total > MOST_EVENTS:
        notes.append(f"Made of {MOST_EVENTS:,} of the events that pass.")
    return Network(nodes=tuple(nodes), edges=(*edges, *affiliations), notes=tuple(notes))


def _acts(ask: Ask, passing: Any) -> dict[tuple[str, str], Edge]:
    doer, done_to = event_actor.alias("doer"), event_actor.alias("done_to")
    query = (
        select(
            doer.c.actor_id.label("source"), done_to.c.actor_id.label("target"), passing.c.type,
            func.count().label("events"), func.sum(passing.c.origins_for).label("origins"),
        )
        .join(doer, (doer.c.event_id == passing.c.id) & (doer.c.role == "actor"))
        .join(done_to, (done_to.c.event_id == passing.c.id) & (done_to.c.role == "recipient"))
        .where(doer.c.actor_id != done_to.c.actor_id)
        .group_by(doer.c.actor_id, done_to.c.actor_id, passing.c.type)
    )  # fmt: skip
    found: dict[tuple[str, str], list[Any]] = {}
    for row in ask.connection.execute(query):
        found.setdefault((row.source, row.target), []).append(row)
    return {pair: _edge(pair, rows) for pair, rows in found.items()}


def _edge(pair: tuple[str, str], rows: Sequence[Any]) -> Edge:
    commonest = sorted(rows, key=lambda row: (-row.events, row.type))
    return Edge(
        source=pair[0], target=pair[1], kind="acts-on", events=sum(row.events for row in rows),
        origins=int(sum(row.origins for row in rows)), types=tuple(row.type for row in commonest[:3]),
    )  # fmt: skip


def _took_part(ask: Ask, passing: Any) -> dict[str, int]:
    query = (
        select(event_actor.c.actor_id, func.count(event_actor.c.event_id.distinct()))
        .join(passing, passing.c.id == event_actor.c.event_id)
        .group_by(event_actor.c.actor_id)
    )
    return {row[0]: row[1] for row in ask.connection.execute(query)}


class _Body(Struct, frozen=True, kw_only=True):
    affiliations: tuple[Affiliation, ...] = ()


def _described(ask: Ask, kept: Sequence[str], took_part: dict[str, int]) -> tuple[list[Node], list[Edge]]:
    rows = {row.id: row for row in ask.connection.execute(select(actor).where(actor.c.id.in_(kept)))}
    nodes, edges = [], []
    for name in kept:
        row = rows.get(name)
        if row is None:
            continue
        nodes.append(
            Node(id=row.id, name=row.name, kind=row.kind, country=row.country, sector=row.sector, events=took_part.get(name, 0))
        )
        for one in msgspec.json.decode(row.body, type=_Body).affiliations:
            if one.actor in rows:
                edges.append(Edge(source=name, target=one.actor, kind=one.role, since=one.since, until=one.until))
    return nodes, edges
