"""Events of a record: where the claims of a report are placed among those that stand, and what judgements move.

An event's number is that of its first claim, so it follows from which claims are together and from nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import select

from reportedly.corroborate.linking import MOST_SHARING, Judged, Link, asked_blocks, kept_blocks, place, worth_comparing
from reportedly.record.contributions import Contribution, facts_of
from reportedly.record.holding import pairs
from reportedly.schema.linkable import Linkable
from reportedly.store import tables
from reportedly.store.writer import Writer

MOST_MEMBERS = 24
"""Claims of an event that a new one is compared with: its first and its latest ones; a huge story's middle adds nothing to them."""


class EventFinder:
    """Places claims in events."""

    def place(self, writer: Writer, contributions: Sequence[Contribution]) -> set[int]:
        """Place the claims of a report that was added; returns the events that this touches."""
        writer.insert(
            tables.claim_event,
            [
                {"claim_id": one.claim, "event_id": one.claim, "origin": "", "facts": msgspec.msgpack.encode(one.facts),
                 "support": msgspec.msgpack.encode(one.support)}
                for one in contributions
            ],
        )  # fmt: skip
        touched = self._place(writer, [one.facts for one in contributions], None)
        writer.put_all_keys("block", [(key, one.claim) for one in contributions for key in kept_blocks(one.facts)])
        return touched

    def _place(self, writer: Writer, facts: Sequence[Linkable], among: set[int] | None) -> set[int]:
        """Place claims, which stand alone so far, group by group; with ``among`` only with these events, to which they are added."""
        touched: set[int] = set()
        for group in _groups(facts):
            claims = [one.claim for one in group]
            candidates = self._candidates(writer, group, among)
            near = [one.claim for members in candidates.values() for one in members]
            judged = Judged(
                must=pairs(writer, "same-event", claims), cannot=pairs(writer, "not-same-event", [*claims, *near])
            )
            placement = place(group, candidates, judged)
            into = [*placement.merge, *([] if placement.event is None else [placement.event])]
            event = min([*claims, *into])
            for other in sorted(set(into) - {event}):
                writer.update(tables.claim_event, {"event_id": other}, {"event_id": event})
            for claim in claims:
                writer.update(tables.claim_event, {"claim_id": claim}, {"event_id": event})
            self._write_links(writer, placement.links)
            touched |= {event, *into}
            if among is not None:
                among -= set(into)
                among.add(event)
        return touched

    def _candidates(
        self, writer: Writer, group: Sequence[Linkable], among: set[int] | None
    ) -> Mapping[int, Sequence[Linkable]]:
        """The events with which a group is compared, each with the claims that stand for it."""
        kept = tables.claim_event
        if among is not None:
            return {event: _members(writer, event) for event in sorted(among)}
        own = {one.claim for one in group}
        keys = list(dict.fromkeys(key for one in group for key in asked_blocks(one)))
        sharing = [(key, claim) for key, claim in writer.find_keys("block", keys, MOST_SHARING) if claim not in own]
        claims = worth_comparing(sharing)
        judged = [claim for pair in pairs(writer, "same-event", sorted(own)) for claim in pair if claim not in own]
        wanted = list(dict.fromkeys([*claims, *judged]))
        rows = writer.rows(select(kept.c.claim_id, kept.c.event_id).where(kept.c.claim_id.in_(wanted))) if wanted else []
        event_of = {row.claim_id: row.event_id for row in rows}
        events = dict.fromkeys(event_of[claim] for claim in wanted if claim in event_of)
        return {event: _members(writer, event) for event in events}

    def _write_links(self, writer: Writer, links: Iterable[Link]) -> None:
        rows = {
            (max(one.one, one.two), min(one.one, one.two)): {
                "claim_id": max(one.one, one.two), "other_id": min(one.one, one.two), "score": round(one.score, 4),
                "body": msgspec.json.encode(one.explained).decode(),
            }
            for one in links
        }  # fmt: skip
        writer.upsert(tables.link, [rows[key] for key in sorted(rows)])

    # Judgements

    def of_claims(self, writer: Writer, *names: str) -> set[int]:
        """The events of these claims (c12)."""
        kept = tables.claim_event
        numbers = [int(name[1:]) for name in names]
        return {row.event_id for row in writer.rows(select(kept.c.event_id).where(kept.c.claim_id.in_(numbers)))}

    def join(self, writer: Writer, one: str, two: str) -> set[int]:
        """Let the events of two claims be one."""
        events = self.of_claims(writer, one, two)
        for other in sorted(events)[1:]:
            writer.update(tables.claim_event, {"event_id": other}, {"event_id": min(events)})
        return events

    def part(self, writer: Writer, stays: str, leaves: str) -> set[int]:
        """Take a claim, with the claims by which its own report tells the same, out of the event that it shares with another claim."""
        events = self.of_claims(writer, stays, leaves)
        if len(events) > 1:
            return set()
        event = events.pop()
        members = _rows(writer, event)
        facts = {row.claim_id: facts_of(row.facts) for row in members}
        going, staying = facts[int(leaves[1:])], facts[int(stays[1:])]
        out = {going.claim}
        if going.group is not None and _told_as(going) != _told_as(staying):
            out |= {claim for claim, one in facts.items() if _told_as(one) == _told_as(going)}
        return _separate(writer, [out, set(facts) - out])

    def place_again(self, writer: Writer, *names: str | None) -> set[int]:
        """Place anew, among themselves, the claims of the events in which these claims are: what joined or parted them holds no longer."""
        events = self.of_claims(writer, *(name for name in names if name is not None))
        rows = [row for event in sorted(events) for row in _rows(writer, event)]
        facts = sorted((facts_of(row.facts) for row in rows), key=lambda one: one.claim)
        for one in facts:
            writer.update(tables.claim_event, {"claim_id": one.claim}, {"event_id": one.claim})
            writer.delete(tables.link, {"claim_id": one.claim})
        touched = self._place(writer, facts, set())
        return touched | events | {one.claim for one in facts}


def _told_as(one: Linkable) -> tuple[int, int | None]:
    """The report, and the event of it, that a claim tells of."""
    return one.report, one.group


def _groups(facts: Sequence[Linkable]) -> list[list[Linkable]]:
    """The claims by the events of their reports, in the order of their first claims; a claim of no event alone."""
    groups: dict[tuple[int, ...], list[Linkable]] = defaultdict(list)
    for one in facts:
        groups[(one.report, 0, one.group) if one.group is not None else (one.report, 1, one.claim)].append(one)
    return list(groups.values())


def _rows(writer: Writer, event: int) -> Sequence[Any]:
    kept = tables.claim_event
    asked = select(kept.c.claim_id, kept.c.facts).where(kept.c.event_id == event)
    return writer.rows(asked.order_by(kept.c.claim_id))


def _members(writer: Writer, event: int) -> list[Linkable]:
    """The claims that stand for an event in a comparison: all, or the first and the latest of very many."""
    kept = tables.claim_event
    asked = select(kept.c.claim_id, kept.c.facts).where(kept.c.event_id == event)
    first = writer.rows(asked.order_by(kept.c.claim_id).limit(MOST_MEMBERS))
    if len(first) == MOST_MEMBERS:
        half = MOST_MEMBERS // 2
        last = writer.rows(asked.order_by(kept.c.claim_id.desc()).limit(half))
        by_claim = {row.claim_id: row for row in (*first[:half], *last)}
        first = [by_claim[claim] for claim in sorted(by_claim)]
    return [facts_of(row.facts) for row in first]


def _separate(writer: Writer, parts: Sequence[set[int]]) -> set[int]:
    """Let each part of an event's claims be an event of its own; links between them go."""
    touched: set[int] = set()
    part_of = {claim: min(part) for part in parts for claim in part}
    for claim, event in sorted(part_of.items()):
        writer.update(tables.claim_event, {"claim_id": claim}, {"event_id": event})
        touched.add(event)
    link = tables.link
    for row in writer.rows(select(link.c.claim_id, link.c.other_id).where(link.c.claim_id.in_(sorted(part_of)))):
        if part_of.get(row.other_id, part_of[row.claim_id]) != part_of[row.claim_id]:
            writer.delete(link, {"claim_id": row.claim_id, "other_id": row.other_id})
    return touched
