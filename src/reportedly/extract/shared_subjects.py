"""Whose deed a verb tells of that goes on from another: in "police fired tear gas and arrested 30 of them" the police arrested them.

PropBank's head often gives the second verb no subject, or the first verb's object.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import Output, Predicate
from reportedly.extract.doers import reports
from reportedly.extract.frames import Filled, argument_words, claim_words, subject_before
from reportedly.extract.triggers import Trigger

SCORE = 0.6
_JOINS = re.compile(r"\b(?:and|but|or|then)\s+(?:(?:also|later|then|even|reportedly|[a-z]+ly)\s+)*\Z")
_TO = re.compile(r"\bto\s+(?:[a-z]+ly\s+)?\Z")
_PAST = re.compile(r"\w+ed\Z")
_IN_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|got)\s+(?:[a-z]+ly\s+)?\Z")
_OBJECT = re.compile(
    r"\s+(?:the|an?|its|their|his|her|several|some|many|dozens|scores|hundreds|thousands|at least|more than|about|up to|one|two|three|four|"
    r"five|six|seven|eight|nine|ten|\d[\d,]*|[A-Z]\w+)\s"
)
_BY = re.compile(r"\s+by\s")
_AUXILIARIES = frozenset("was were is are has have had did does been be".split())
_UNDERGONE = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "RETREAT"})
_JUDGING = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_SPOKEN = _JUDGING | {"REQUEST"}
# What tells that a clause is of another time than the verb that speaks of it.
_NOT_YET = re.compile(r"\s+(?:would|will|could|may|might|must|should|can|has|have)\s")
_OTHER_TIME = re.compile(r"\s+(?:would|will|could|may|might|must|should|can|has|have|had|was|were|is|are)\s")
_NEAR = 24  # characters in front of a verb in which "and" or an auxiliary stands


def go_on(text: str, triggers: Sequence[Trigger], output: Output) -> None:
    """Give the verbs that go on from another verb and have no actor that verb's subject: as recipient where both are in the passive."""
    for trigger in triggers:
        speaker = _speaker(text, trigger, output)
        if speaker is not None:
            trigger.filled = [*(one for one in trigger.filled if one.role != "actor"), speaker]
            continue
        verb = _verb_before(text, trigger, triggers, output)
        if verb is None:
            continue
        act = next((one for one in triggers if one.predicate is verb), None)
        start, _ = output.sentences[trigger.sentence]
        behind = any(one.role == "recipient" and one.start >= trigger.end for one in trigger.filled)
        behind = behind or _OBJECT.match(text, trigger.end) is not None
        passive = _IN_PASSIVE.search(text, max(start, verb.start - _NEAR), verb.start) is not None
        subject = _sufferer(text, verb) if passive else _doer(text, verb, act, output)
        if subject is None:
            continue
        kept = [one for one in trigger.filled if one.end > trigger.start or one.role not in ("actor", "recipient")]
        if not passive or behind:
            trigger.filled = [*kept, subject]
        elif trigger.type in _UNDERGONE:
            trigger.filled = [*kept, replace(subject, role="recipient")]
        speaker = _speaker(text, trigger, output)
        if speaker is not None:
            trigger.filled = [*(one for one in trigger.filled if one.role != "actor"), speaker]


def _verb_before(text: str, trigger: Trigger, triggers: Sequence[Trigger], output: Output) -> Predicate | None:
    """The verb that a trigger goes on from; None where the trigger has its actor, is no finite verb or opens a clause.

    Who speaks goes on from a verb of speaking: "said that the army had left and accused it of looting" accuses for who said it.
    """
    own = trigger.predicate
    if own is None or trigger.candidate is None or trigger.candidate.entry.pos != "verb":
        return None
    start, _ = output.sentences[trigger.sentence]
    joined = _JOINS.search(text, max(start, trigger.start - _NEAR), trigger.start)
    form = _form(text, trigger.start, trigger.end)
    if joined is None or form is None or any(one.role == "actor" for one in trigger.filled) or _BY.match(text, trigger.end):
        return None
    before = [
        one for one in output.predicates
        if one.sentence == trigger.sentence and one.end <= joined.start() and one.propbank_score > 0.5
        and _form(text, one.start, one.end) == form and text[one.start : one.end].lower() not in _AUXILIARIES
        and not _TO.search(text, max(start, one.start - _NEAR), one.start)
    ]  # fmt: skip
    words = claim_words()
    if trigger.type in words.spoken_types:
        acts = {one.predicate.start for one in triggers if one.predicate is not None and one.type in words.spoken_types}
        speaking = [one for one in before if one.start in acts or reports(text[one.start : one.end])]
        before = speaking or before
    return before[-1] if before else None


def _speaker(text: str, trigger: Trigger, output: Output) -> Filled | None:
    """Who accuses, urges or backs somebody where that goes on from what they said, and not from the clause that tells it.

    In "said the troops had left and accused the Front of looting" the speaker accuses: "had" is the troops' own.
    """
    start, _ = output.sentences[trigger.sentence]
    joined = _JOINS.search(text, max(start, trigger.start - _NEAR), trigger.start)
    actors = [one for one in trigger.filled if one.role == "actor"]
    inner = _OTHER_TIME if trigger.type in _JUDGING else _NOT_YET
    if joined is None or trigger.type not in _SPOKEN or any(
        one.end > joined.start() or inner.match(text, one.end) is None for one in actors
    ) or not actors:
        return None
    form = _form(text, trigger.start, trigger.end)
    saying = [
        one for one in output.predicates
        if one.sentence == trigger.sentence and one.end <= min(actor.start for actor in actors) and one.propbank_score > 0.5
        and reports(text[one.start : one.end]) and (_form(text, one.start, one.end) or _said(text[one.start : one.end])) == form
        and any(span.label == "ARG1" and span.start <= trigger.start < span.end for span in one.propbank)
    ]  # fmt: skip
    return _doer(text, saying[-1], None, output) if saying and form is not None else None


def _said(word: str) -> str | None:
    """The form of a verb of saying that has no ending of the past."""
    return "past" if word.lower() in ("said", "told", "wrote") else None


def _form(text: str, start: int, end: int) -> str | None:
    """The form of a verb: "past" or "present"; None for a participle in "ing" and a bare form."""
    word = text[start:end].split()[0].lower() if start < end else ""
    if word.endswith("ing") or not word:
        return None
    lemmas = {lemma for lemma, kind in candidate_lemmas(word) if kind == "verb"}
    if _PAST.fullmatch(word) or (lemmas and word not in lemmas and not word.endswith("s")):
        return "past"
    return "present" if word.endswith("s") and word not in lemmas else None


def _doer(text: str, verb: Predicate, act: Trigger | None, output: Output) -> Filled | None:
    """The subject of an active verb: its actor where it is a trigger, else its ARG0 or what stands in front of it."""
    if act is not None:
        actors = [one for one in act.filled if one.role == "actor" and one.end <= act.start]
        if actors:
            return actors[-1]
    for span in verb.propbank:
        if span.label == "ARG0" and span.end <= verb.start:
            return Filled("actor", *argument_words(text, span.start, span.end), round(span.score, 4))
    beside = subject_before(text, (verb.start, verb.end), output.sentences[verb.sentence], output)
    return Filled("actor", *argument_words(text, beside.start, beside.end), SCORE) if beside is not None else None


def _sufferer(text: str, verb: Predicate) -> Filled | None:
    """The subject of a verb in the passive."""
    for span in verb.propbank:
        if span.label == "ARG1" and span.end <= verb.start:
            return Filled("actor", *argument_words(text, span.start, span.end), round(span.score, 4))
    return None
