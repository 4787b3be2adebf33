"""Actors of a record: each report's entities are matched with the packaged book and with whom earlier reports named."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec
from sqlalchemy import select

from reportedly.codebooks.actor_book import ActorBook, actor_book
from reportedly.record.contributions import refresh
from reportedly.record.holding import Held
from reportedly.record.sources import Sources
from reportedly.resolve.actors import entity_facts, lookup_keys, name_keys_of, new_actor, resolve_entity, with_names
from reportedly.resolve.folding import fold
from reportedly.schema import Reading
from reportedly.schema.actor import Actor, ActorMatch, EntityFacts
from reportedly.store import tables
from reportedly.store.writer import Writer

MOST_BEARERS = 12
"""Actors that bear a name key beyond which it is too common to look under: a frequent surname, a word like "Front"."""

ENOUGH = 8
"""Candidates after which weaker keys are not looked under: a name that many share a sound with is decided by its spelling."""

KEPT_ACTORS = 4096
"""Actors of the record that are kept at hand while a transaction folds."""


@lru_cache(maxsize=KEPT_ACTORS)
def _actor(body: bytes) -> Actor:
    return msgspec.json.decode(body, type=Actor)


class Actors:
    """Gives each entity of a report its actor, and the record the actors it meets for the first time."""

    def __init__(self, writer: Writer, held: Held, sources: Sources, book: ActorBook | None = None) -> None:
        self._writer, self._held, self._sources = writer, held, sources
        self._book = book or actor_book()

    def find(self, report: int, reading: Reading) -> dict[str, str]:
        """The actor of each entity that has one; writes their rows. What matches nobody and has a name becomes an actor itself."""
        found: dict[str, str] = {}
        rows = []
        for entity, facts in entity_facts(reading).items():
            match = resolve_entity(facts, self._candidates(facts))
            if match.decision == "same" and match.actor is not None:
                met = match.actor
                self._meet(met, facts)
            else:
                made = self._made(report, facts, match)
                if made is None:
                    continue
                met = made
            found[entity] = self._held.stands_for(met)
            rows.append(
                {"report_id": report, "entity": entity, "actor_id": found[entity], "met_as": met,
                 "score": round(match.score, 4), "reason": _reason(match)}
            )  # fmt: skip
        self._writer.insert(tables.entity_actor, rows)
        return found

    def merge(self, one: str, two: str) -> set[int]:
        """Let ``one`` stand for ``two`` wherever two was met; returns the events that this touches. Neither loses a name."""
        self._writer.update(tables.actor, {"id": two}, {"merged_into": self._held.stands_for(one)})
        return self._meet_again(two)

    def part(self, two: str) -> set[int]:
        """Take a merger back: ``two`` is again who was met under its names; returns the events that this touches."""
        stands = self._held.stands_for(two)
        self._writer.update(tables.actor, {"id": two}, {"merged_into": None if stands == two else stands})
        return self._meet_again(two)

    def _candidates(self, facts: EntityFacts) -> Sequence[Actor]:
        """Whom the entity may be, packaged and met before: those that share its most selective keys, until there are enough."""
        keys = lookup_keys(facts)
        bearers: dict[int, list[int]] = {}
        for key, number in self._writer.find_keys("name", keys, MOST_BEARERS):
            bearers.setdefault(key, []).append(number)
        packaged: dict[str, Actor] = {}
        numbers: dict[int, None] = {}
        for key in keys:
            if len(packaged) + len(numbers) >= ENOUGH:
                break
            packaged |= {actor.id: actor for actor in self._book.by_keys((key,))}
            some = bearers.get(key, [])
            if len(some) < MOST_BEARERS:
                numbers |= dict.fromkeys(some)
        asked = select(tables.actor.c.body).where(tables.actor.c.number.in_(sorted(numbers))).order_by(tables.actor.c.number)
        kept = [_actor(row.body) for row in self._writer.rows(asked)] if numbers else []
        for actor in kept:  # a packaged one that was met
            packaged.pop(actor.id, None)
        return [*packaged.values(), *kept]

    def _meet(self, actor: str, facts: EntityFacts) -> None:
        """Have the actor in the record, and under the names that the report adds."""
        row = self._writer.row(select(tables.actor.c.body).where(tables.actor.c.id == actor))
        packaged = self._book.actor(actor)
        if row is None:
            if packaged is not None:
                self._keep(packaged)
        elif packaged is None:
            kept = _actor(row.body)
            grown = with_names(kept, facts)
            if grown != kept:
                self._keep(grown)

    def _made(self, report: int, facts: EntityFacts, match: ActorMatch) -> str | None:
        if new_actor(facts, "a0", f"r{report}") is None:
            return None
        number = self._writer.next_id(tables.actor)
        identity = f"a{number}"
        made = new_actor(facts, identity, f"r{report}")
        if made is None:
            return None
        self._keep(made, number)
        if match.decision == "doubtful" and match.actor is not None:
            other = self._held.stands_for(match.actor)
            self._writer.insert(
                tables.suggestion,
                [{"id": self._writer.next_id(tables.suggestion), "kind": "actor", "subject": identity, "object": other,
                  "score": round(match.score, 4), "reason": match.reason}],
            )  # fmt: skip
        return identity

    def _keep(self, actor: Actor, number: int | None = None) -> None:
        """Write an actor with its names and keys; one that is there already gets these."""
        row = self._writer.row(select(tables.actor.c.number, tables.actor.c.merged_into).where(tables.actor.c.id == actor.id))
        if row is not None:
            number = row.number
        elif number is None:
            number = self._writer.next_id(tables.actor)
        self._writer.upsert(
            tables.actor,
            [{"id": actor.id, "number": number, "name": actor.name, "kind": actor.kind, "country": actor.country,
              "sector": actor.sector, "merged_into": row.merged_into if row is not None else None,
              "body": msgspec.json.encode(actor)}],
        )  # fmt: skip
        names = {one.name: one for one in reversed(actor.names)}
        self._writer.upsert(
            tables.actor_name,
            [{"actor_id": actor.id, "name": name, "folded": fold(name), "since": one.since, "until": one.until,
              "kind": one.kind, "citation": one.citation} for name, one in sorted(names.items())],
        )  # fmt: skip
        self._writer.put_keys("name", int(number or 0), name_keys_of(actor))

    def _meet_again(self, actor: str) -> set[int]:
        """Let every entity that was matched with this actor, or with one that it stood for, have the one that stands for it now."""
        entity = tables.entity_actor
        reports: dict[int, None] = {}
        for one in dict.fromkeys((actor, *self._held.merged_into(actor))):
            asked = select(entity.c.report_id).where(entity.c.met_as == one).distinct().order_by(entity.c.report_id)
            reports |= {row.report_id: None for row in self._writer.rows(asked)}
            self._writer.update(entity, {"met_as": one}, {"actor_id": self._held.stands_for(one)})
        touched: set[int] = set()
        for report in reports:
            touched |= refresh(self._writer, self._sources, report)
        return touched


@lru_cache(maxsize=1)
def broader() -> Mapping[str, frozenset[str]]:
    """For actors of the packaged book the ids of those they are part of."""
    return {actor: frozenset(of) for actor, of in actor_book().broader.items()}


def _reason(match: ActorMatch) -> str:
    if match.decision != "same":
        return "named here first" if match.decision == "different" else f"may be {match.actor}: {match.reason}"
    return f"{match.reason}; {match.note}" if match.note else match.reason

