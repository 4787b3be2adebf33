"""Triggers that tell of nothing of their own: verbs that only hold an event's noun, and participles that name people."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.extract.frames import Filled
from reportedly.extract.triggers import Trigger

_HURT = frozenset({"wounded", "injured", "dead", "detained", "arrested", "displaced", "besieged", "missing"})
_CHARGED = frozenset({"accused"})
_ADVERBS = frozenset({"later", "also", "has", "since", "still", "remain", "remained", "died", "die"})
_WHOSE = frozenset({"the", "their", "its", "his", "her", "our"})
_BEHIND_NOUN = frozenset("on in at from to and or were was are had have would who by of for . , ;".split())
_HELD = frozenset({"held", "staged", "organised", "organized", "reported", "conducted"})
_DOING = frozenset({"carry out", "commit", "perpetrate", "conduct", "mount", "cause", "inflict"})
_OUTBREAK = frozenset({"break out", "erupt", "flare", "flare up", "rage"})
_HAPPENED = re.compile(
    r"(?:\s+(?:between|in|at|near|around|on|outside|among|with|over|against)\s[^.;,]{1,60}?)?\s+(?:(?:has|have|had|also|then|again|first)\s+)*"
)
_WERE = re.compile(r"\s+(?:(?:were|was|are|being|been|have|had|has|also|reportedly)\s+)+")
_GATHERED = re.compile(r"(?:were|was|are|being|been|have been|has been|had been|also|are being|were being|to be|will be)(?: also)?")


def names_the_hurt(words: Sequence[str], place: int) -> bool:
    """Whether a participle names people and tells of no event: "visited the wounded at the hospital", "left their wounded"."""
    low = words[place].lower()
    if place == 0 or words[place - 1].lower() not in _WHOSE or low not in _HURT | _CHARGED:
        return False
    behind = words[place + 1].lower() if place + 1 < len(words) else "."
    of_them = place > 1 and words[place - 2].lower() == "of"  # "two of the wounded later died"
    return low in _CHARGED or behind in _BEHIND_NOUN or (of_them and (behind.endswith("ly") or behind in _ADVERBS))


def cut_participles(text: str, triggers: Sequence[Trigger]) -> None:
    """Call the parties of claims by what they are: "rebels", not "rebels fighting", where the fighting is a claim of its own."""
    doing = {one.end: one.start for one in triggers if text[one.start : one.end].endswith("ing")}
    for trigger in triggers:
        trigger.arguments = [_before(text, one, doing.get(one.end, one.start)) for one in trigger.arguments]


def _before(text: str, one: Filled, participle: int) -> Filled:
    party = text[one.start : participle].rstrip()
    plural = one.role in ("actor", "recipient") and party.endswith("s")
    return replace(one, end=one.start + len(party)) if plural else one


def without_doubles(text: str, triggers: Sequence[Trigger], words: Sequence[str]) -> list[Trigger]:
    """The triggers, less verbs whose own words end in the noun of another ("carried out air strikes"), or that only hold one.

    The noun has the verb's arguments then. "Protests were held in two towns" tells of protests; the verb's place and time are
    theirs (``sharing``).
    """
    kept = []
    triggers = _without_outbreaks(text, triggers)
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
    return [one for one in kept if not any(_counted_there(one, other) for other in kept if other is not one)]


def _counted_there(one: Trigger, other: Trigger) -> bool:
    """Whether a fate stands in the toll of another trigger of its type: "leaving nine dead and 20 injured" tells both."""
    tolled = all(
        two.candidate is not None and two.candidate.entry.pos != "noun" and two.candidate.toll is not None
        for two in (one, other)
    )
    return (
        tolled
        and one.type == other.type
        and any(
            filled.role == "toll" and filled.start <= one.start and one.end <= filled.end for filled in other.filled
        )
    )


def _without_outbreaks(text: str, triggers: Sequence[Trigger]) -> list[Trigger]:
    """The triggers, less "broke out" where what broke out is one of its own type, and less "shots" where they "were fired"."""
    dropped = set()
    for one in triggers:
        lemma = one.candidate.entry.lemma if one.candidate is not None else ""
        for other in triggers:
            if other.type != one.type or other.end >= one.start:
                continue
            if lemma in _OUTBREAK and _HAPPENED.fullmatch(text, other.end, one.start):
                dropped.add(id(one))
            elif text[one.start : one.end].startswith("fired") and _WERE.fullmatch(text, other.end, one.start):
                dropped.add(id(other))
    return [one for one in triggers if id(one) not in dropped]


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
