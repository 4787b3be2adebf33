"""Events of a record: where the claims of a report are placed among those that stand, and what judgements move.

An event's number is that of its first claim, so it follows from which claims are together and from nothing else.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import select

from reportedly.corroborate.linking import MOST_UNITS, Judged, Link, Part, arrange
from reportedly.corroborate.linking_blocks import blocks, blocks_asked
from reportedly.corroborate.linking_pairs import Pairs
from reportedly.corroborate.linking_views import View
from reportedly.record.contributions import Contribution, facts_of, packed_facts, packed_support, view_of
from reportedly.record.holding import Held
from reportedly.schema.linkable import Linkable
from reportedly.store import tables
from reportedly.store.packing import pack_small
from reportedly.store.writer import Writer

MOST_HOLDERS = 64
"""Claims that hold a key beyond which it is too common to look under: a town in a week of a siege."""

MOST_COMPARED = 24
"""Claims, those that share most, whose events an occurrence is compared with."""


TOGETHER = 24
"""Occurrences of a report that are placed together, best match first: a long history tells hundreds, and each is compared with the
candidates of all."""


class Placed(NamedTuple):
    """What placing did: events that only gained claims, or are new; and events that were merged, or lost claims, or got some of theirs."""

    gained: set[int]
    changed: set[int]


class Events:
    """Places claims in events."""

    def __init__(self, writer: Writer, held: Held) -> None:
        self._writer, self._held = writer, held
        self.pairs = Pairs()
        """The pairs of claims that were compared; to be forgotten where claims' facts change."""

    def place(self, contributions: Sequence[Contribution]) -> Placed:
        """Place the claims of a report that was added."""
        self._writer.insert(
            tables.claim_event,
            [
                {"claim_id": one.claim, "event_id": one.claim, "origin": "", "facts": packed_facts(one.facts),
                 "support": packed_support(one.support)}
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
        """Place some of a report's occurrences together; events that they are like may give claims to each other."""
        own = [one.claim for group in groups for one in group]
        events = sorted(among) if among is not None else self._sharing(groups, self._held.pairs("same-event", own))
        claims = _claims(self._writer, events)
        known = [*own, *(claim for members in claims.values() for claim in members)]
        judged = Judged(must=self._held.pairs("same-event", known), cannot=self._held.pairs("not-same-event", known))
        parts = arrange(groups, _compared(self._writer, claims, judged), judged, careful=self.pairs)
        placed, left = self._settle(parts, claims)
        if among is not None:
            among.difference_update(left)
            among.update(part.first for part in parts)
        return placed

    def likely(self, facts: Sequence[Linkable]) -> dict[int, bytes]:
        """The claims with which those of a report would be compared if it were placed now: their packed facts, by number."""
        found: dict[int, bytes] = {}
        groups = _groups(facts)
        for start in range(0, len(groups), TOGETHER):
            claims = _claims(self._writer, self._sharing(groups[start : start + TOGETHER], ()))
            wanted = [claim for own in claims.values() for claim in (_some(own, set()) if len(own) > 2 * MOST_UNITS else own)]
            found |= dict(self._writer.pick_among(tables.claim_event, ("claim_id", "facts"), "claim_id", wanted))
        return found

    def _settle(self, parts: Sequence[Part], claims: Mapping[int, Sequence[int]]) -> tuple[Placed, set[int]]:
        """Let each part be one event; ``claims`` are those of the events before. Returns too the events that parts had claims of."""
        before = {claim: event for event, members in claims.items() for claim in members}
        placed = Placed(gained=set(), changed=set())
        left, moved = set[int](), dict[int, int]()
        for part in parts:
            event = part.first
            for other in part.events:
                if other != event:
                    self._writer.update(tables.claim_event, {"event_id": other}, {"event_id": event})
            for claim in part.claims:
                if before.get(claim, claim) != event:
                    self._writer.update(tables.claim_event, {"claim_id": claim}, {"event_id": event})
            old = {before[claim] for claim in part.claims if claim in before}
            kept = all(set(claims[one]) <= set(part.claims) for one in old)
            if not kept:
                moved |= dict.fromkeys(part.claims, event)
            old.update(part.events)
            (placed.gained if kept and len(old) < 2 else placed.changed).update({event, *old})
            left.update(old)
        _unlink(self._writer, moved)
        for part in parts:
            self._write_links(part.links)
        return placed, left

    def _sharing(
        self, groups: Sequence[Sequence[Linkable]], joined: Iterable[tuple[int, int]]
    ) -> list[int]:
        """The events with which a report's occurrences are compared: those that share most keys with each of them."""
        own = {one.claim for group in groups for one in group}
        wanted: dict[int, None] = dict.fromkeys(claim for pair in sorted(joined) for claim in pair if claim not in own)
        for group in groups:
            wanted |= dict.fromkeys(self._alike(group, own))
        event_of = dict(self._writer.pick_among(tables.claim_event, ("claim_id", "event_id"), "claim_id", wanted))
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
                "body": pack_small("link", msgspec.json.encode(said)),
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


def _claims(writer: Writer, events: Sequence[int]) -> dict[int, list[int]]:
    """The claims of events, in order."""
    claims: dict[int, list[int]] = {event: [] for event in events}
    for event, claim in sorted(writer.pick_among(tables.claim_event, ("event_id", "claim_id"), "event_id", events)):
        claims[event].append(claim)  # by an index that has both
    return claims


def _compared(writer: Writer, claims: Mapping[int, Sequence[int]], judged: Judged) -> dict[int, list[View]]:
    """The claims that stand for events in a comparison: all, or of very many the first, the latest and those that were judged."""
    named = {claim for pairs in (judged.must, judged.cannot) for pair in pairs for claim in pair}
    chosen = {event: _some(own, named) if len(own) > 2 * MOST_UNITS else own for event, own in claims.items()}
    wanted = [claim for own in chosen.values() for claim in own]
    facts = dict(writer.pick_among(tables.claim_event, ("claim_id", "facts"), "claim_id", wanted))
    return {event: [view_of(facts[claim]) for claim in own] for event, own in chosen.items()}


def _some(claims: Sequence[int], named: set[int]) -> list[int]:
    return sorted({*claims[:MOST_UNITS], *claims[-MOST_UNITS:], *named.intersection(claims)})


def _separate(writer: Writer, parts: Sequence[set[int]]) -> set[int]:
    """Let each part of an event's claims be an event of its own; links between them go."""
    touched: set[int] = set()
    part_of = {claim: min(part) for part in parts for claim in part}
    for claim, event in sorted(part_of.items()):
        writer.update(tables.claim_event, {"claim_id": claim}, {"event_id": event})
        touched.add(event)
    _unlink(writer, part_of)
    return touched


def _unlink(writer: Writer, event_of: Mapping[int, int]) -> None:
    """Delete the links between these claims that are of different events by now."""
    link = tables.link
    for one, other in sorted(writer.pick_among(link, ("claim_id", "other_id"), "claim_id", sorted(event_of))):
        if event_of.get(other, event_of[one]) != event_of[one]:
            writer.delete(link, {"claim_id": one, "other_id": other})
