"""Whose act a participle tells of: in "rebels shelled the town, killing 12" the rebels killed them, and there and then.

A participle behind a comma has the subject of the verb that it hangs on. PropBank's head often gives it none.
"""

import re
from collections.abc import Sequence

from reportedly.encoder.output import Output, Predicate
from reportedly.extract.frames import Filled, argument_words
from reportedly.extract.triggers import Trigger

_BEHIND_COMMA = re.compile(r",\s+(?:(?:and|also|reportedly|thereby|thus|then)\s+)?\Z")
# "Thousands marched in Tarn on Sunday calling for".
_BEHIND_DAY = re.compile(r"\b(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+\Z|\b(?:today|yesterday)\s+\Z")
_OWN = re.compile(r"\s+(?:its|their|his|her)\s+(?:[a-z]+\s+)?\Z")
_OF_DOING = re.compile(r"\bof\s+(?:[a-z]+ly\s+)?\Z")
_REDUCED = re.compile(r"\s+(?:accused|suspected|convicted|guilty)\s+of\s+(?:[a-z]+ly\s+)?")
_WHO = re.compile(r"(?<!,)\s(?:who|that|which)\s(?!.*,)")
_TRIED = re.compile(
    r"\b(?:tr(?:ied|ying)|attempt(?:ed|ing)|want(?:ed|ing)|s(?:ought|eeking)|plan(?:ned|ning)|hop(?:ed|ing)|intend(?:ed|ing)|prepar(?:ed|ing)|threaten(?:ed|ing)|"
    r"(?:was|were)\s+(?:about|on\s+the\s+way|on\s+their\s+way))\s+to\s"
)
_HARMS = frozenset({"ASSAULT", "COERCE"})
_BEFORE = 24  # characters in front of a participle in which its comma stands
_LENT = frozenset({"instrument", "place", "time"})


def lend_subjects(text: str, triggers: Sequence[Trigger], output: Output) -> None:
    """Give participles without an actor the subject of their verb; where that is an act of their type, also its means, place and time."""
    for trigger in triggers:
        accused = _accused(text, trigger, triggers)
        if accused is not None:
            trigger.filled = [one for one in trigger.filled if one.role != "actor"]
            trigger.filled.append(Filled("actor", accused.start, accused.end, accused.score))
            continue
        owner = _owner(text, trigger, output)
        if owner is not None:
            trigger.filled.append(owner)
            continue
        verb = _verb_of(text, trigger, triggers, output)
        if verb is None:
            trigger.filled += _with_sibling(text, trigger, triggers)
            continue
        has = {one.role for one in trigger.filled}
        act = next((one for one in triggers if one.predicate is verb and one.type == trigger.type), None)
        given = list(act.filled) if act is not None else []
        # The words of an act say more of who did it than its subject does: of "a bomb exploded" the bomb is no actor.
        if act is None:
            given += [
                Filled("actor", *argument_words(text, span.start, span.end), round(span.score, 4))
                for span in verb.propbank
                if span.label == "ARG0"
            ]
        lent = _LENT | {"actor"} if act is not None else {"actor"}
        apart = (one for one in given if not (one.start < trigger.end and trigger.start < one.end))
        trigger.filled += [one for one in apart if one.role in lent and one.role not in has]


def _with_sibling(text: str, trigger: Trigger, triggers: Sequence[Trigger]) -> list[Filled]:
    """The actor of the participle that "and" joins one to: in "..., destroying four tanks and seizing the crews" who destroyed seized."""
    if any(one.role == "actor" for one in trigger.filled) or not _is_participle(text, trigger):
        return []
    before = [one for one in triggers if one.sentence == trigger.sentence and one.end <= trigger.start]
    joined = text[: trigger.start].endswith(" and ")
    if not joined or not before or not _is_participle(text, before[-1]) or ";" in text[before[-1].end : trigger.start]:
        return []
    return [one for one in before[-1].filled if one.role == "actor" and one.end <= before[-1].start]


def _is_participle(text: str, trigger: Trigger) -> bool:
    return text[trigger.start : trigger.end].split()[0].endswith("ing")


def _accused(text: str, trigger: Trigger, triggers: Sequence[Trigger]) -> Filled | None:
    """Who did what they are accused of ("accused the army of burning villages"); None where the trigger stands under no accusation."""
    if not _OF_DOING.search(text, max(0, trigger.start - 12), trigger.start):
        return None
    before = [
        one for one in triggers
        if one.sentence == trigger.sentence and one.type == "ACCUSE" and one.end <= trigger.start
        and not text[one.end : trigger.start].replace(" of ", " ").strip(" ,")[:1].isupper()
    ]  # fmt: skip
    charge = before[-1] if before else None
    if charge is None:
        return None
    accused = next((one for one in charge.filled if one.role == "recipient" and one.start < trigger.start), None)
    return accused or next((one for one in charge.filled if one.role == "actor" and _REDUCED.fullmatch(text, one.end, trigger.start)), None)


def _owner(text: str, trigger: Trigger, output: Output) -> Filled | None:
    """Whose deed a noun is that belongs to the subject of the verb in front of it ("the union repeated its demand")."""
    if any(one.role == "actor" for one in trigger.filled) or trigger.predicate is None or trigger.candidate is None:
        return None
    # "The union confirmed her detention": neither she nor the union detained anybody.
    if trigger.candidate.toll is not None or trigger.mode == "arrest":
        return None
    whose = _OWN.search(text, max(0, trigger.start - 40), trigger.start) if trigger.candidate.entry.pos == "noun" else None
    if whose is None:
        return None
    verb = next((one for one in output.predicates if one.end == whose.start() and one.propbank_score > 0.5), None)
    subjects = [span for span in verb.propbank if span.label == "ARG0" and span.end <= verb.start] if verb else []
    return Filled("actor", *argument_words(text, subjects[-1].start, subjects[-1].end), round(subjects[-1].score, 4)) if subjects else None


def _verb_of(text: str, trigger: Trigger, triggers: Sequence[Trigger], output: Output) -> Predicate | None:
    """The verb that a participle behind a comma hangs on; None where the trigger is no such participle."""
    participle = text[trigger.start : trigger.end].split()[0].endswith("ing")
    if (
        not participle
        or trigger.predicate is None
        or not (
            _BEHIND_COMMA.search(text, max(0, trigger.start - _BEFORE), trigger.start)
            or _BEHIND_DAY.search(text, max(0, trigger.start - _BEFORE), trigger.start)
        )
    ):
        return None
    own = trigger.predicate
    acts = {one.predicate.start for one in triggers if one.predicate is not None and any(filled.role == "actor" for filled in one.filled)}
    before = [
        one
        for one in output.predicates
        if one.sentence == own.sentence
        and one.end <= trigger.start
        and one.propbank_score > 0.5
        and (one.start in acts or any(span.label in ("ARG0", "ARG1") for span in one.propbank))
        and not text[one.start : one.end].endswith("ing")
        and text[one.start - 1 : one.start] != "-"  # "a UN-run convoy"
    ]
    # The verb whose adjunct holds the participle, else the nearest one in front.
    holding = [
        one
        for one in before
        if any(s.start <= trigger.start and trigger.end <= s.end and s.label == "ADV" for s in one.propbank)
    ]
    if not before:
        return None
    verb = (holding or before)[-1]
    return _over_attempt(text, trigger, triggers, verb, before) or verb


def _over_attempt(
    text: str, trigger: Trigger, triggers: Sequence[Trigger], verb: Predicate, before: Sequence[Predicate]
) -> Predicate | None:
    """The deed in front of a clause that tells what its victims only tried: in "fired on marchers who tried to enter, killing four".

    What was tried has killed nobody yet; who fired did.
    """
    acts = {one.predicate.start for one in triggers if one.predicate is not None and one.type == trigger.type and one.type in _HARMS}
    deeds = [one for one in before if one.start in acts and one.end < verb.start]
    if trigger.type not in _HARMS or not deeds:
        return None
    who = _WHO.search(text, deeds[-1].end, verb.start)
    return deeds[-1] if who is not None and _TRIED.search(text, who.start(), verb.end) else None
