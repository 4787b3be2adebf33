"""Events of a record: where the claims of a report are placed among those that stand, and what judgements move.

An event's number is that of its first claim, so it follows from which claims are together and from nothing else.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import func, select

from reportedly.corroborate.linking import MOST_UNITS, Judged, Link, place_all
from reportedly.corroborate.linking_blocks import blocks, blocks_asked
from reportedly.corroborate.linking_views import View, packed_view
from reportedly.record.contributions import Contribution, facts_of
from reportedly.record.holding import Held
from reportedly.schema.linkable import Linkable
from reportedly.store import tables
from reportedly.store.writer import Writer

MOST_HOLDERS = 64
"""Claims that hold a key beyond which it is too common to look under: a town in a week of a siege."""

MOST_COMPARED = 24
"""Claims, those that share most, whose events an occurrence is compared with."""


TOGETHER = 24
"""Occurrences of a report that are placed together, best match first: a long history tells hundreds, and each is compared with the
candidates of all."""


class Placed(NamedTuple):
    """What placing did: events that only gained claims, or are new; and events that were merged, those that are no more included."""

    gained: set[int]
    changed: set[int]


class Events:
    """Places claims in events."""

    def __init__(self, writer: Writer, held: Held) -> None:
        self._writer, self._held = writer, held

    def place(self, contributions: Sequence[Contribution]) -> Placed:
        """Place the claims of a report that was added."""
        self._writer.insert(
            tables.claim_event,
            [
                {"claim_id": one.claim, "event_id": one.claim, "origin": "", "facts": msgspec.msgpack.encode(one.facts),
                 "support": msgspec.msgpack.encode(one.support)}
                for one in contributions
            ],
        )  # fmt: skip
        placed = self._place([one.facts for one in contributions], None)
        self._writer.put_all_keys("block", [(key, one.claim) for one in contributions for key in blocks(one.facts)])
        return placed

    def _place(self, facts: Sequence[Linkable], among: set[int] | None) -> Placed:
        """Place the claims of one report, which stand alone so far; with ``among`` only with these events."""
        groups = _groups(facts)
        placed = Placed(gained=set(), changed=set())
        for start in range(0, len(groups), TOGETHER):
            some = self._place_some(groups[start : start + TOGETHER], among)
            placed.gained.update(some.gained)
            placed.changed.update(some.changed)
        return placed

    def _place_some(self, groups: Sequence[Sequence[Linkable]], among: set[int] | None) -> Placed:
        """Place some of a report's occurrences, the best matches first."""
        own = [one.claim for group in groups for one in group]
        joined = self._held.pairs("same-event", own)
        events = sorted(among) if among is not None else self._sharing(groups, joined)
        candidates = _members(self._writer, events, joined)
        near = [one.one.claim for members in candidates.values() for one in members]
        judged = Judged(must=joined, cannot=self._held.pairs("not-same-event", [*own, *near]))
        now = {event: event for event in candidates}  # which event a candidate is by now
        placed = Placed(gained=set(), changed=set())
        for group, placement in zip(groups, place_all(groups, candidates, judged, careful=True), strict=True):
            named = [] if placement.event is None else [placement.event, *placement.merge]
            into = sorted({now[event] for event in named})
            event = min([*into, *(one.claim for one in group)])
            for other in into:
                if other != event:
                    self._writer.update(tables.claim_event, {"event_id": other}, {"event_id": event})
            for one in group:
                if one.claim != event:
                    self._writer.update(tables.claim_event, {"claim_id": one.claim}, {"event_id": event})
            now |= {old: event for old, current in now.items() if current in into}
            self._write_links(placement.links)
            (placed.changed if len(into) > 1 else placed.gained).update({event, *into})
            if among is not None:
                among.difference_update(into)
                among.add(event)
        return placed

    def _sharing(
        self, groups: Sequence[Sequence[Linkable]], joined: Iterable[tuple[int, int]]
    ) -> list[int]:
        """The events with which a report's occurrences are compared: those that share most keys with each of them."""
        own = {one.claim for group in groups for one in group}
        wanted: dict[int, None] = dict.fromkeys(claim for pair in sorted(joined) for claim in pair if claim not in own)
        for group in groups:
            wanted |= dict.fromkeys(self._alike(group, own))
        kept = tables.claim_event
        asked = select(kept.c.claim_id, kept.c.event_id).where(kept.c.claim_id.in_(list(wanted)))
        event_of = {row.claim_id: row.event_id for row in self._writer.rows(asked)} if wanted else {}
        return list(dict.fromkeys(event_of[claim] for claim in wanted if claim in event_of))

    def _alike(self, group: Sequence[Linkable], own: set[int]) -> list[int]:
        """The claims that share keys with a group, most promising first; a key that very many claims have tells nothing."""
        keys = list(dict.fromkeys(key for one in group for key in blocks_asked(one)))
        holders: dict[int, list[int]] = defaultdict(list)
        for key, claim in self._writer.find_keys("block", keys, MOST_HOLDERS):
            holders[key].append(claim)
        weights: dict[int, float] = defaultdict(float)
        for claims in holders.values():
            if len(claims) < MOST_HOLDERS:
                for claim in claims:
                    weights[claim] += math.log(1 + MOST_HOLDERS / len(claims))
        ranked = sorted((claim for claim in weights if claim not in own), key=lambda claim: (-round(weights[claim], 9), claim))
        return ranked[:MOST_COMPARED]

    def _write_links(self, links: Iterable[Link]) -> None:
        rows = {}
        for one in links:
            said = {"judged": one.judged, "reasons": one.explained.reasons, **msgspec.to_builtins(one.explained)}
            later, earlier = max(one.one, one.two), min(one.one, one.two)
            rows[later, earlier] = {
                "claim_id": later, "other_id": earlier, "score": round(one.explained.score, 4),
                "body": msgspec.json.encode(said).decode(),
            }  # fmt: skip
        self._writer.upsert(tables.link, [rows[key] for key in sorted(rows)])

    # Judgements

    def of_claims(self, *names: str) -> set[int]:
        """The events of these claims (c12)."""
        kept = tables.claim_event
        numbers = [int(name[1:]) for name in names]
        return {row.event_id for row in self._writer.rows(select(kept.c.event_id).where(kept.c.claim_id.in_(numbers)))}

    def join(self, one: str, two: str) -> set[int]:
        """Let the events of two claims be one."""
        events = self.of_claims(one, two)
        for other in sorted(events)[1:]:
            self._writer.update(tables.claim_event, {"event_id": other}, {"event_id": min(events)})
        return events

    def part(self, stays: str, leaves: str) -> set[int]:
        """Take a claim, with the claims by which its own report tells the same, out of the event that it shares with another claim."""
        events = self.of_claims(stays, leaves)
        if len(events) > 1:
            return set()
        event = events.pop()
        members = _rows(self._writer, event)
        facts = {row.claim_id: facts_of(row.facts) for row in members}
        going, staying = facts[int(leaves[1:])], facts[int(stays[1:])]
        out = {going.claim}
        if going.group is not None and _told_as(going) != _told_as(staying):
            out |= {claim for claim, one in facts.items() if _told_as(one) == _told_as(going)}
        return _separate(self._writer, [out, set(facts) - out])

    def place_again(self, *names: str | None) -> set[int]:
        """Place anew, among themselves, the claims of the events in which these claims are: what joined or parted them holds no longer."""
        events = self.of_claims(*(name for name in names if name is not None))
        rows = [row for event in sorted(events) for row in _rows(self._writer, event)]
        facts = sorted((facts_of(row.facts) for row in rows), key=lambda one: one.claim)
        for one in facts:
            self._writer.update(tables.claim_event, {"claim_id": one.claim}, {"event_id": one.claim})
            self._writer.delete(tables.link, {"claim_id": one.claim})
        among: set[int] = set()
        touched: set[int] = set()
        for report in dict.fromkeys(one.report for one in facts):
            placed = self._place([one for one in facts if one.report == report], among)
            touched |= placed.gained | placed.changed
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


def _members(writer: Writer, events: Sequence[int], joined: Iterable[tuple[int, int]]) -> dict[int, list[View]]:
    """The claims that stand for events in a comparison: all, or of very many the first, the latest and those that were judged."""
    kept = tables.claim_event
    number = func.count(kept.c.claim_id).label("number")
    sizes = writer.rows(select(kept.c.event_id, number).where(kept.c.event_id.in_(events)).group_by(kept.c.event_id)) if events else []
    large = sorted(row.event_id for row in sizes if row.number > 2 * MOST_UNITS)
    asked = select(kept.c.event_id, kept.c.claim_id, kept.c.facts)
    small = sorted(set(events).difference(large))
    rows = list(writer.rows(asked.where(kept.c.event_id.in_(small)))) if small else []
    named = sorted({claim for pair in joined for claim in pair})
    for event in large:
        of_event = asked.where(kept.c.event_id == event)
        rows += writer.rows(of_event.order_by(kept.c.claim_id).limit(MOST_UNITS))
        rows += writer.rows(of_event.order_by(kept.c.claim_id.desc()).limit(MOST_UNITS))
        rows += writer.rows(of_event.where(kept.c.claim_id.in_(named))) if named else []
    by_claim = {row.claim_id: row for row in rows}
    found: dict[int, list[View]] = {event: [] for event in events}
    for claim in sorted(by_claim):
        found[by_claim[claim].event_id].append(packed_view(by_claim[claim].facts))
    return found


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
