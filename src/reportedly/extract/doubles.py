"""Triggers that tell of nothing of their own: verbs that only hold an event's noun, and participles that name people."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.extract.frames import Filled
from reportedly.extract.triggers import Trigger

_HURT = frozenset({"wounded", "injured", "dead", "detained", "arrested", "displaced", "besieged", "missing"})
_WHOSE = frozenset({"the", "their", "its", "his", "her", "our"})
_BEHIND_NOUN = frozenset("on in at from to and or were was are had have would who by of for . , ;".split())
_HELD = frozenset({"held", "staged", "organised", "organized", "reported", "conducted"})
_DOING = frozenset({"carry out", "commit", "perpetrate", "conduct", "mount", "cause", "inflict"})
_GATHERED = re.compile(r"(?:were|was|are|being|been|have been|has been|had been|also|are being|were being|to be|will be)(?: also)?")


def names_the_hurt(words: Sequence[str], place: int) -> bool:
    """Whether a participle names people and tells of no event: "visited the wounded at the hospital", "left their wounded"."""
    return (
        words[place].lower() in _HURT
        and place > 0
        and words[place - 1].lower() in _WHOSE
        and (place + 1 >= len(words) or words[place + 1].lower() in _BEHIND_NOUN)
    )


def cut_participles(text: str, triggers: Sequence[Trigger]) -> None:
    """Call the parties of claims by what they are: "rebels", not "rebels fighting", where the fighting is a claim of its own."""
    doing = {one.end: one.start for one in triggers if text[one.start : one.end].endswith("ing")}
    for trigger in triggers:
        trigger.arguments = [_before(text, one, doing.get(one.end, one.start)) for one in trigger.arguments]


def _before(text: str, one: Filled, participle: int) -> Filled:
    party = text[one.start : participle].rstrip()
    plural = one.role in ("actor", "recipient") and party.endswith("s")
    return replace(one, end=one.start + len(party)) if plural else one


def without_doubles(triggers: Sequence[Trigger], words: Sequence[str]) -> list[Trigger]:
    """The triggers, less verbs whose own words end in the noun of another ("carried out air strikes"), or that only hold one.

    The noun has the verb's arguments then. "Protests were held in two towns" tells of protests; the verb's place and time are
    theirs (``sharing``).
    """
    kept = []
    for one in triggers:
        others = [other for other in triggers if other is not one]
        phrase = one.candidate
        noun = next(
            (
                other for other in others
                if phrase is not None and other.type == one.type and one.word < other.word < phrase.end and other.word >= phrase.start
            ),
            _done(one, others),
        )  # fmt: skip
        held = words[one.word].lower() in _HELD and any(
            other.sentence == one.sentence and other.type != one.type and other.word < one.word
            and _GATHERED.fullmatch(" ".join(words[other.word + 1 : one.word]).lower())
            for other in others
        )  # fmt: skip
        if noun is not None:
            has = {filled.role for filled in noun.filled}
            noun.filled += [
                filled for filled in one.filled
                if filled.role not in has and not (filled.start < noun.end and noun.start < filled.end)
            ]  # fmt: skip
        elif not held:
            kept.append(one)
    return kept


def _done(one: Trigger, others: Sequence[Trigger]) -> Trigger | None:
    """The event of the same type, told by a noun, that a verb of doing has for its object: "attacks carried out by rebels"."""
    if one.predicate is None or one.candidate is None or one.candidate.entry.lemma not in _DOING:
        return None
    objects = [span for span in one.predicate.propbank if span.label == "ARG1"]
    return next(
        (
            other for other in others
            if other.type == one.type and other.candidate is not None and other.candidate.entry.pos == "noun"
            and any(span.start <= other.start and other.end <= span.end for span in objects)
        ),
        None,
    )  # fmt: skip
