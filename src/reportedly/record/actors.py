"""Actors of a record: each report's entities are matched with the packaged book and with whom earlier reports named."""

from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import select

from reportedly.codebooks.actor_book import ActorBook, actor_book
from reportedly.record.contributions import refresh
from reportedly.resolve.actors import entity_facts, lookup_keys, new_actor, resolve_entity, with_names
from reportedly.resolve.folding import fold
from reportedly.resolve.name_keys import name_keys
from reportedly.schema import Reading
from reportedly.schema.actor import Actor, ActorMatch, EntityFacts
from reportedly.schema.mention import MentionKind
from reportedly.store import tables
from reportedly.store.writer import Writer

MOST_BEARERS = 40
"""Actors that bear a name key beyond which it is no help to look under it."""

_ACTOR = msgspec.json.Decoder(Actor)


class ActorFinder:
    """Gives each entity of a report its actor, and the record the actors it meets for the first time."""

    def __init__(self, book: ActorBook | None = None) -> None:
        self._book = book or actor_book()

    def find(self, writer: Writer, report: int, reading: Reading) -> dict[str, str]:
        """The actor of each entity that has one; writes their rows. What matches nobody and has a name becomes an actor itself."""
        found: dict[str, str] = {}
        rows = []
        for entity, facts in entity_facts(reading).items():
            match = resolve_entity(facts, self._candidates(writer, facts))
            if match.decision == "same" and match.actor is not None:
                met = match.actor
                self._met(writer, met, facts)
            else:
                made = self._made(writer, report, facts, match)
                if made is None:
                    continue
                met = made
            found[entity] = stands_for(writer, met)
            rows.append(
                {"report_id": report, "entity": entity, "actor_id": found[entity], "met_as": met,
                 "score": round(match.score, 4), "reason": _reason(match)}
            )  # fmt: skip
        writer.insert(tables.entity_actor, rows)
        return found

    def _candidates(self, writer: Writer, facts: EntityFacts) -> Sequence[Actor]:
        keys = lookup_keys(facts)
        numbers = dict.fromkeys(number for _, number in writer.find_keys("name", keys, MOST_BEARERS))
        asked = select(tables.actor.c.body).where(tables.actor.c.number.in_(list(numbers))).order_by(tables.actor.c.number)
        kept = [_ACTOR.decode(row.body) for row in writer.rows(asked)] if numbers else []
        known = {actor.id for actor in kept}
        return [*(actor for actor in self._book.by_keys(keys) if actor.id not in known), *kept]

    def _met(self, writer: Writer, actor: str, facts: EntityFacts) -> None:
        """Have the actor in the record, and under the names that the report adds."""
        kept = actor_of(writer, actor)
        if kept is None:
            packaged = self._book.actor(actor)
            if packaged is not None:
                keep_actor(writer, packaged)
        elif self._book.actor(actor) is None:
            grown = with_names(kept, facts)
            if grown != kept:
                keep_actor(writer, grown)

    def _made(self, writer: Writer, report: int, facts: EntityFacts, match: ActorMatch) -> str | None:
        if new_actor(facts, "a0", f"r{report}") is None:
            return None
        identity = f"a{writer.next_id(tables.actor)}"
        made = new_actor(facts, identity, f"r{report}")
        if made is None:
            return None
        keep_actor(writer, made, int(identity[1:]))
        if match.decision == "doubtful" and match.actor is not None:
            suggest(writer, "actor", identity, stands_for(writer, match.actor), match.score, match.reason)
        return identity


def actor_of(writer: Writer, identity: str) -> Actor | None:
    """The record's actor of that id, or None."""
    row = writer.row(select(tables.actor.c.body).where(tables.actor.c.id == identity))
    return None if row is None else _ACTOR.decode(row.body)


def stands_for(writer: Writer, identity: str) -> str:
    """The actor that judgements have merged this one into; itself where none did."""
    held = tables.holding
    seen = {identity}
    while True:
        asked = select(held.c.subject).where(held.c.kind == "same-actor", held.c.object == identity)
        row = writer.row(asked.order_by(held.c.judgement_id))
        if row is None or row.subject in seen:
            return identity
        identity = row.subject
        seen.add(identity)


def keep_actor(writer: Writer, actor: Actor, number: int | None = None) -> None:
    """Write an actor with its names and keys; one that is there already gets these."""
    row = writer.row(select(tables.actor.c.number).where(tables.actor.c.id == actor.id))
    if row is not None:
        number = row.number
    elif number is None:
        number = writer.next_id(tables.actor)
    writer.upsert(
        tables.actor,
        [{"id": actor.id, "number": number, "name": actor.name, "kind": actor.kind, "country": actor.country,
          "sector": actor.sector, "body": msgspec.json.encode(actor)}],
    )  # fmt: skip
    names = {one.name: one for one in reversed(actor.names)}
    writer.upsert(
        tables.actor_name,
        [{"actor_id": actor.id, "name": name, "folded": fold(name), "since": one.since, "until": one.until,
          "kind": one.kind, "citation": one.citation} for name, one in sorted(names.items())],
    )  # fmt: skip
    writer.put_keys("name", number or 0, name_keys_of(actor))


def suggest(writer: Writer, kind: str, subject: str, other: str, score: float, reason: str) -> None:
    """Put a doubtful match before the people who review: it is no merge."""
    writer.insert(
        tables.suggestion,
        [{"id": writer.next_id(tables.suggestion), "kind": kind, "subject": subject, "object": other,
          "score": round(score, 4), "reason": reason}],
    )  # fmt: skip


def merge_actors(writer: Writer, one: str, two: str) -> set[int]:
    """Let ``one`` stand for ``two`` wherever two was met; returns the events that this touches. Neither loses a name."""
    one = stands_for(writer, one)
    writer.update(tables.actor, {"id": two}, {"merged_into": one})
    return _meet_again(writer, two)


def part_actors(writer: Writer, two: str) -> set[int]:
    """Take a merger back: ``two`` is again who was met under its names; returns the events that this touches."""
    stands = stands_for(writer, two)
    writer.update(tables.actor, {"id": two}, {"merged_into": None if stands == two else stands})
    return _meet_again(writer, two)


def _meet_again(writer: Writer, actor: str) -> set[int]:
    """Let every entity that was matched with this actor, or with one that it stood for, have the one that stands for it now."""
    entity = tables.entity_actor
    held = tables.holding
    merged = [row.object for row in writer.rows(
        select(held.c.object).where(held.c.kind == "same-actor", held.c.subject == actor).order_by(held.c.judgement_id)
    )]  # fmt: skip
    reports: dict[int, None] = {}
    for one in dict.fromkeys((actor, *merged)):
        asked = select(entity.c.report_id).where(entity.c.met_as == one).distinct().order_by(entity.c.report_id)
        reports |= {row.report_id: None for row in writer.rows(asked)}
        writer.update(entity, {"met_as": one}, {"actor_id": stands_for(writer, one)})
    touched: set[int] = set()
    for report in reports:
        touched |= refresh(writer, report)
    return touched


def name_keys_of(actor: Actor) -> tuple[int, ...]:
    """The keys of all names of an actor, each once."""
    kind: MentionKind = "person" if actor.kind == "person" else "organisation"
    return tuple(dict.fromkeys(key for name in actor.names for key in name_keys(name.name, kind)))


def broader() -> Mapping[str, tuple[str, ...]]:
    """For actors of the packaged book the ids of those they are part of."""
    return actor_book().broader


def _reason(match: ActorMatch) -> str:
    if match.decision != "same":
        return "named here first" if match.decision == "different" else f"may be {match.actor}: {match.reason}"
    return f"{match.reason}; {match.note}" if match.note else match.reason

