"""Triggers: words and phrases that name events, before they are claims."""

from dataclasses import dataclass, field

from msgspec.structs import replace

from reportedly.encoder.output import Predicate
from reportedly.extract.frames import Filled
from reportedly.schema.codebook import TypeCandidate


@dataclass(slots=True)
class Trigger:
    """A word or phrase that names an event. ``word`` counts from the sentence's first.

    ``taught`` triggers were found by what a codebook's examples taught; their score is a probability already.
    ``filled`` are whole constituents, from which tolls, times and places are read; ``arguments`` are what the claim shows.
    ``owned`` deeds have an actor who says that they were theirs.
    """

    start: int
    end: int
    word: int
    sentence: int
    type: str
    mode: str | None
    score: float
    candidate: TypeCandidate | None
    predicate: Predicate | None
    filled: list[Filled] = field(default_factory=list)
    arguments: list[Filled] = field(default_factory=list)
    taught: bool = False
    owned: bool = False


def become(trigger: Trigger, type_: str, mode: str | None, toll: str | None) -> None:
    """Make a trigger one of another type, mode and toll."""
    trigger.type, trigger.mode = type_, mode
    if trigger.candidate is not None:
        trigger.candidate = replace(trigger.candidate, type=type_, mode=mode, toll=toll)
