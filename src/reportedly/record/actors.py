"""Actors of a record: each report's entities are matched with the packaged book and with whom earlier reports named."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sqlalchemy import select

from reportedly.codebooks.actor_book import ActorBook, actor_book
from reportedly.record.bearers import MOST_BEARERS, Bearers, packaged
from reportedly.record.contributions import refresh
from reportedly.record.holding import Held
from reportedly.record.sources import Sources
from reportedly.resolve.actors import entity_facts, lookup_keys, new_actor, resolve_entity, with_names
from reportedly.schema import Reading
from reportedly.schema.actor import Actor, ActorMatch, EntityFacts
from reportedly.store import tables
from reportedly.store.writer import Writer

ENOUGH = 8
"""Candidates after which weaker keys are not looked under: a name that many share a sound with is decided by its spelling."""


class Actors:
    """Gives each entity of a report its actor, and the record the actors it meets for the first time."""

    def __init__(self, writer: Writer, held: Held, sources: Sources, book: ActorBook | None = None) -> None:
        self._writer, self._held, self._sources = writer, held, sources
        self._book = book or actor_book()
        self._bearers = Bearers(writer)

    def find(self, report: int, reading: Reading) -> dict[str, str]:
        """The actor of each entity that has one; writes their rows. What matches nobody and has a name becomes an actor itself."""
        found: dict[str, str] = {}
        rows = []
        told = entity_facts(reading)
        keys = {entity: lookup_keys(facts) for entity, facts in told.items()}
        self._bearers.look_ahead(key for own in keys.values() for key in own)
        for entity, facts in told.items():
            match = resolve_entity(facts, self._candidates(keys[entity]))
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

    def _candidates(self, keys: Sequence[int]) -> Sequence[Actor]:
        """Whom an entity of these keys may be, packaged and met before: those that share the most selective, until there are enough."""
        known: dict[str, Actor] = {}
        numbers: dict[int, None] = {}
        for key in keys:
            if len(known) + len(numbers) >= ENOUGH:
                break
            known |= {actor.id: actor for actor in packaged(self._book, key)}
            some = self._bearers.numbers(key)
            if len(some) < MOST_BEARERS:
                numbers |= dict.fromkeys(some)
        kept = self._bearers.numbered(numbers)
        for actor in kept:  # a packaged one that was met
            known.pop(actor.id, None)
        return [*known.values(), *kept]

    def _meet(self, actor: str, facts: EntityFacts) -> None:
        """Have the actor in the record, and under the names that the report adds."""
        there = self._bearers.named(actor)
        own = self._book.actor(actor)
        if there is None:
            if own is not None:
                self._bearers.keep(own)
        elif own is None:
            grown = with_names(there.actor, facts)
            if grown != there.actor:
                self._bearers.keep(grown)

    def _made(self, report: int, facts: EntityFacts, match: ActorMatch) -> str | None:
        if new_actor(facts, "a0", f"r{report}") is None:
            return None
        number = self._writer.next_id(tables.actor)
        identity = f"a{number}"
        made = new_actor(facts, identity, f"r{report}")
        if made is None:
            return None
        self._bearers.keep(made, number)
        if match.decision == "doubtful" and match.actor is not None:
            other = self._held.stands_for(match.actor)
            self._writer.insert(
                tables.suggestion,
                [{"id": self._writer.next_id(tables.suggestion), "kind": "actor", "subject": identity, "object": other,
                  "score": round(match.score, 4), "reason": match.reason}],
            )  # fmt: skip
        return identity

    def _meet_again(self, actor: str) -> set[int]:
        """Let every entity that was matched with this actor, or with one that it stood for, have the one that stands for it now."""
        entity = tables.entity_actor
        reports: dict[int, None] = {}
        for one in dict.fromkeys((actor, *self._held.merged_into(actor))):
            asked = select(entity.c.report_id).where(entity.c.met_as == one).distinct().order_by(entity.c.report_id)
            reports |= {row.report_id: None for row in self._writer.rows(asked)}
            self._writer.update(entity, {"met_as": one}, {"actor_id": self._held.stands_for(one)})
        self._bearers.forget()
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

