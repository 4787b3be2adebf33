"""A record in memory that only links: what the benchmarks of linking add claims to."""

from collections import defaultdict
from collections.abc import Sequence

from reportedly.corroborate.linking import NO_JUDGEMENT, Judged, place_all
from reportedly.corroborate.linking_blocks import blocks, blocks_asked
from reportedly.schema.linkable import Linkable

COMMON = 256  # claims under one key: it is too common to be looked through
MOST_CLAIMS = 200  # found for one report, those of the most selective keys first
MOST_OF_EVENT = 24  # claims of one event that are given to ``place_all``


class LinkingRecord:
    """Claims by key, and events by number; ``event_of`` gives each claim's event."""

    def __init__(self) -> None:
        self.keys: dict[int, list[int]] = defaultdict(list)
        self.claims: dict[int, Linkable] = {}
        self.event_of: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}
        self.forwarded: dict[int, int] = {}  # events that were merged into others
        self.compared = 0

    def add(self, units: Sequence[Sequence[Linkable]], judged: Judged = NO_JUDGEMENT) -> None:
        """Place the occurrences of one report, then store them."""
        candidates = self._candidates([one for unit in units for one in unit])
        self.compared += sum(len(unit) for unit in units) * sum(len(found) for found in candidates.values())
        for unit, placement in zip(units, place_all(units, candidates, judged), strict=True):
            event = placement.event
            if event is None:
                event = unit[0].claim
                self.members[event] = []
            event = self._now(event)
            for other in {self._now(one) for one in placement.merge} - {event}:
                for claim in self.members.pop(other):
                    self.event_of[claim] = event
                    self.members[event].append(claim)
                self.forwarded[other] = event
            for one in unit:
                self.claims[one.claim] = one
                self.event_of[one.claim] = event
                self.members[event].append(one.claim)
                for key in blocks(one):
                    self.keys[key].append(one.claim)

    def _now(self, event: int) -> int:
        while event in self.forwarded:
            event = self.forwarded[event]
        return event

    def _candidates(self, new: Sequence[Linkable]) -> dict[int, list[Linkable]]:
        found: dict[int, None] = {}
        asked = [blocks_asked(one) for one in new]
        for place in range(max(map(len, asked), default=0)):
            for keys in asked:
                held = self.keys.get(keys[place], ()) if place < len(keys) else ()
                if len(held) <= COMMON:
                    found.update(dict.fromkeys(held))
            if len(found) > MOST_CLAIMS:
                break
        events = sorted({self.event_of[claim] for claim in list(found)[:MOST_CLAIMS]})
        given = {}
        for event in events:
            members = sorted(self.members[event])
            if len(members) > MOST_OF_EVENT:
                members = members[: MOST_OF_EVENT // 2] + members[-MOST_OF_EVENT // 2 :]
            given[event] = [self.claims[claim] for claim in members]
        return given
