"""Marks on a text: which stretch plays which part, and how to cut overlapping ones into segments."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Literal, NamedTuple

from reportedly.schema import Attribution, Claim, Role, Span

Part = Literal[
    "trigger", "actor", "recipient", "place", "time", "toll", "source", "cue", "detail", "content", "mention"
]  # fmt: skip

# Where two marks of one length cover the same characters, the earlier part is the one shown.
PARTS: tuple[Part, ...] = (
    "trigger", "cue", "toll", "time", "place", "recipient", "actor", "source", "detail", "mention", "content",
)  # fmt: skip

PART_OF_ROLE: Mapping[Role, Part] = {
    "actor": "actor", "subject": "actor", "recipient": "recipient", "object": "recipient", "place": "place",
    "origin": "place", "destination": "place", "time": "time", "toll": "toll",
    "instrument": "detail", "topic": "detail",
}  # fmt: skip


class Mark(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) play ``part`` in the thing whose key is ``key``."""

    start: int
    end: int
    part: Part
    key: str


class Segment(NamedTuple):
    """A stretch that the same marks cover throughout, the one to show first; none for plain text."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def claim_marks(claim: Claim, attributions: Mapping[str, Attribution], key: str) -> list[Mark]:
    """Every stretch that a claim rests on: trigger, arguments, time, place, toll, and its voices and their cues.

    The words that state a relation ("spokesman for") are a detail, so that triggers stand for what happened.
    """
    marks: list[Mark] = []

    def add(span: Span | None, part: Part) -> None:
        if span is not None and span.start < span.end:
            marks.append(Mark(span.start, span.end, part, key))

    add(claim.trigger, "trigger" if claim.kind == "event" else "detail")
    for argument in claim.arguments:
        add(argument, PART_OF_ROLE[argument.role])
    add(claim.when.span if claim.when else None, "time")
    add(claim.where.span if claim.where else None, "place")
    for toll in claim.toll:
        add(toll.span, "toll")
    for attribution_id in claim.according_to:
        attribution = attributions.get(attribution_id)
        if attribution is not None:
            add(attribution.source, "source")
            add(attribution.cue, "cue")
    return sorted(set(marks))


def attribution_marks(attribution: Attribution, key: str) -> list[Mark]:
    """The source, the cue and the content of an attribution."""
    spans: list[tuple[Span | None, Part]] = [(attribution.source, "source"), (attribution.cue, "cue")]
    spans += [(content, "content") for content in attribution.content]
    return sorted({Mark(span.start, span.end, part, key) for span, part in spans if span and span.start < span.end})


def segments(start: int, end: int, marks: Iterable[Mark]) -> list[Segment]:
    """Cut ``start`` to ``end`` wherever a mark begins or ends; the segments cover it all, in order, without overlap.

    A segment's marks come shortest first, so that a nested mark is shown over the one around it; mentions and contents,
    which say less, come after all others.
    """
    inside = sorted((mark for mark in marks if mark.start < end and mark.end > start), key=_shown_first)
    opens: dict[int, list[Mark]] = {}
    closes: dict[int, list[Mark]] = {}
    for mark in inside:
        opens.setdefault(max(mark.start, start), []).append(mark)
        closes.setdefault(min(mark.end, end), []).append(mark)
    cuts = sorted({start, end, *opens, *closes})
    found: list[Segment] = []
    active: set[Mark] = set()
    for left, right in pairwise(cuts):
        active.difference_update(closes.get(left, ()))
        active.update(opens.get(left, ()))
        found.append(Segment(left, right, tuple(sorted(active, key=_shown_first))))
    return found


def by_line(parts: Iterable[Segment], lines: Iterable[tuple[int, int]]) -> Iterator[list[Segment]]:
    """The segments of each line, clipped to it; ``lines`` are ordered and don't overlap."""
    waiting = deque(parts)
    for start, end in lines:
        line: list[Segment] = []
        while waiting and waiting[0].start < end:
            segment = waiting[0]
            if segment.end > start:
                line.append(segment._replace(start=max(segment.start, start), end=min(segment.end, end)))
            if segment.end > end:
                break
            waiting.popleft()
        yield line


def _shown_first(mark: Mark) -> tuple[bool, int, int, int, str]:
    return (mark.part in ("mention", "content"), mark.end - mark.start, PARTS.index(mark.part), mark.start, mark.key)
