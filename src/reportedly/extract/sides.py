"""Actors that are none: who was hit, where it happened, and whom a clause beside the subject names."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.encoder.output import Output
from reportedly.extract.frames import BEING, RELATIVE, Filled
from reportedly.extract.triggers import Trigger

_DEEDS = frozenset({"ASSAULT", "COERCE"})
_AT = re.compile(r"\b(?:in|at|near|outside|inside|across|around)\s+(?:the\s+)?\Z", re.IGNORECASE)


def put_right(text: str, trigger: Trigger, filled: Sequence[Filled], output: Output) -> list[Filled]:
    """The arguments of a trigger, less the actors that the words around them show to be none.

    Who stands right before "were killed" was killed. In "clashes in Tarn killed 13" Tarn is where. In "the separatists, whom the Emirates
    back, seized it" the Emirates seized nothing. Who is part of a victim is no actor.
    """
    made = [_undergone(text, trigger, one) for one in filled]
    actors = [one for one in made if one.role == "actor"]
    start, _ = output.sentences[trigger.sentence]
    clause = RELATIVE.search(text, start, trigger.start)
    outside = clause is not None and any(one.end <= clause.start() for one in actors)
    kept: list[Filled] = []
    for one in made:
        if one.role == "actor":
            if outside and clause is not None and clause.start() < one.start and one.end <= trigger.start:
                continue
            if any(other.role == "recipient" and other.start <= one.start and one.end <= other.end for other in made):
                continue
            if trigger.type in _DEEDS and _is_place(one, output) and _AT.search(text, max(start, one.start - 14), one.start):
                one = replace(one, role="place")
        if not any(one.role == other.role and (one.start, one.end) == (other.start, other.end) for other in kept):
            kept.append(one)
    return kept


def _undergone(text: str, trigger: Trigger, one: Filled) -> Filled:
    """The argument, as a recipient where it is an actor right in front of a passive verb."""
    passive = (
        one.role == "actor"
        and trigger.type in _DEEDS
        and one.end <= trigger.start
        and not text[trigger.start : trigger.end].endswith("ing")
        and BEING.fullmatch(text, one.end, trigger.start) is not None
    )
    return replace(one, role="recipient") if passive else one


def _is_place(one: Filled, output: Output) -> bool:
    return any(
        span.label == "place" and span.start <= one.start + 4 and span.end == one.end for span in (*output.names, *output.mentions)
    )
