"""A record in memory that only links: what the benchmarks of linking add claims to."""

from collections import defaultdict
from collections.abc import Sequence

from reportedly.corroborate.linking import MOST_UNITS, NO_JUDGEMENT, Judged, arrange
from reportedly.corroborate.linking_blocks import blocks, blocks_asked
from reportedly.schema.linkable import Linkable

COMMON = 256  # claims under one key: it is too common to be looked through
MOST_CLAIMS = 200  # found for some occurrences of a report, those of the most selective keys first
TOGETHER = 24  # occurrences of a report that are placed together, as in a record


class LinkingRecord:
    """Claims by key, and events by number; ``event_of`` gives each claim's event."""

    def __init__(self) -> None:
        self.keys: dict[int, list[int]] = defaultdict(list)
        self.claims: dict[int, Linkable] = {}
        self.event_of: dict[int, int] = {}
        self.members: dict[int, set[int]] = {}
        self.compared = 0

    def add(self, units: Sequence[Sequence[Linkable]], judged: Judged = NO_JUDGEMENT) -> None:
        """Place the occurrences of one report, then store them."""
        for start in range(0, len(units), TOGETHER):
            self._place(units[start : start + TOGETHER], judged)
        for one in (one for unit in units for one in unit):
            for key in blocks(one):
                self.keys[key].append(one.claim)

    def _place(self, units: Sequence[Sequence[Linkable]], judged: Judged) -> None:
        new = [one for unit in units for one in unit]
        candidates = self._candidates(new)
        self.compared += len(new) * sum(len(found) for found in candidates.values())
        for one in new:
            self.claims[one.claim] = one
        for part in arrange(units, candidates, judged):
            claims = {*part.claims, *(claim for event in part.events for claim in self.members[event])}
            for claim in claims:
                if (old := self.event_of.get(claim)) is not None:
                    self.members[old].discard(claim)
                self.event_of[claim] = part.first
            self.members.setdefault(part.first, set()).update(claims)

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
        given = {}
        for event in sorted({self.event_of[claim] for claim in list(found)[:MOST_CLAIMS]}):
            members = sorted(self.members[event])
            if len(members) > 2 * MOST_UNITS:
                members = members[:MOST_UNITS] + members[-MOST_UNITS:]
            given[event] = [self.claims[claim] for claim in members]
        return given
