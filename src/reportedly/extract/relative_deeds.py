"""Whose deed a relative clause tells of: the attack's that is named before it, or theirs whom somebody accuses of it.

Of "an attack on a mosque that killed 51" no mosque killed anybody; an "officer whom the unions accuse of beating clerks" is said to have
beaten them.
"""

import re
from collections.abc import Sequence

from reportedly.encoder.output import Output
from reportedly.extract.doers import is_noun
from reportedly.extract.frames import Filled
from reportedly.extract.triggers import Trigger

SCORE = 0.6
_DEEDS = frozenset({"ASSAULT", "COERCE"})
_SITES = frozenset({"place", "facility", "vehicle", "object"})
_THAT = re.compile(r",?\s+(?:that|which)\s+(?:(?:has|have|had|also|later|reportedly|[a-z]+ly)\s+)*\Z")
_TO_THAT = re.compile(r"\s+(?:on|at|in|of|against|outside|near|targeting)\s[^,.;:]{2,70}\Z")
_ACCUSED = re.compile(
    r",?\s+(?:whom|who|which)\s+(?:[\w’'.-]+\s+){1,6}?(?:accus(?:es?|ed|ing)|suspect(?:s|ed)?|convict(?:s|ed)?)\s+of\s+(?:[a-z]+ly\s+)?\Z"
)
_BEING = re.compile(r"\b(?:is|are|was|were|been|being|be|stands?|stood)\b")


def settle_relative(text: str, triggers: Sequence[Trigger], output: Output) -> None:
    """Put the actors of deeds in relative clauses right."""
    for trigger in triggers:
        if trigger.type not in _DEEDS or trigger.candidate is None or trigger.candidate.entry.pos != "verb":
            continue
        start, _ = output.sentences[trigger.sentence]
        accused = _ACCUSED.search(text, start, trigger.start)
        if accused is not None and _BEING.search(accused.group()) is None:
            whom = _ending(accused.start(), start, output)
            if whom is not None:
                trigger.filled = [*(one for one in trigger.filled if one.role != "actor"), whom]
            continue
        that = _THAT.search(text, start, trigger.start)
        deed = _named(text, that.start(), trigger, triggers) if that is not None else None
        if that is None or deed is None:
            continue
        mine = [one for one in trigger.filled if one.role == "actor" and deed.end <= one.start and one.end <= that.start()]
        if mine and all(_no_people(text, one, output) for one in mine):
            kept = [one for one in trigger.filled if one not in mine]
            trigger.filled = [*kept, *(one for one in deed.filled if one.role == "actor" and one not in mine)]


def _named(text: str, end: int, trigger: Trigger, triggers: Sequence[Trigger]) -> Trigger | None:
    """The deed that a noun names in front of a relative clause, with whom or what it was done to behind it."""
    before = [
        one for one in triggers
        if one.sentence == trigger.sentence and one.type in _DEEDS and one.end < end and is_noun(one, text)
        and _TO_THAT.match(text[one.end : end])
    ]  # fmt: skip
    return before[-1] if before else None


def _no_people(text: str, one: Filled, output: Output) -> bool:
    """Whether an actor is a place, a building or a thing."""
    spans = (*output.mentions, *output.names, *output.chunks)
    labels = {span.label for span in spans if span.end <= one.end and one.start <= span.start and span.start <= one.start + 4}
    return bool(labels & _SITES) and "person" not in labels


def _ending(end: int, start: int, output: Output) -> Filled | None:
    """The longest phrase of people that ends here."""
    spans = [
        one for one in (*output.mentions, *output.names, *output.chunks)
        if one.end == end and one.start >= start and one.label in ("person", "organisation", "nationality", "place")
    ]  # fmt: skip
    best = min(spans, key=lambda one: one.start, default=None)
    return Filled("actor", best.start, best.end, SCORE) if best is not None else None
