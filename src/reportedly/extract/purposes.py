"""Who does what a verb is done for: in "police fired tear gas to disperse the crowd" the police disperse it.

PropBank's head gives most infinitives of purpose no subject.
"""

import re
from collections.abc import Sequence

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import Output, Predicate
from reportedly.extract.frames import Filled, argument_words, subject_before
from reportedly.extract.triggers import Trigger

SCORE = 0.5
_TO = re.compile(r"\s(?:in\s+order\s+|so\s+as\s+)?to\s+(?:help\s+|[a-z]+ly\s+)?\Z")
_NEAR = 32  # characters in front of an infinitive in which its "to" stands
# Who goes somewhere, or comes together, to do something does it, though no label tells of the purpose.
_GOING = frozenset(
    "gather assemble rally march meet travel fly go come return arrive move head rush convene flock deploy advance line".split()
)
_SENT = frozenset("send deploy dispatch call bring use mobilise mobilize".split())
# Whose infinitive is another's act.
_OF_OTHERS = frozenset(
    "ask send order urge call allow force help let want invite encourage persuade tell advise warn permit enable cause lead push press get "
    "require expect authorise authorize instruct command beg request demand appeal pressure compel oblige forbid".split()
)
_AUXILIARIES = frozenset("had has have was were is are been be being did do does would will".split())
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are)\s+(?:[a-z]+ly\s+)?\Z")
_WHO = re.compile(r",?\s+who\s+(?:(?:has|have|had|also|later|then|are|were|is|was|been|[a-z]+ly)\s+)*\Z")
_BETWEEN = re.compile(r"[^,;:.]{0,70}\Z")


def share_purposes(text: str, triggers: Sequence[Trigger], output: Output) -> None:
    """Give infinitives of purpose that have no actor the subject of the verb whose purpose they are."""
    for trigger in triggers:
        if trigger.candidate is None or trigger.candidate.entry.pos != "verb" or any(one.role == "actor" for one in trigger.filled):
            continue
        if text[trigger.start : trigger.end].split()[0].endswith("ing"):
            continue  # "in addition to setting"
        if any(link.argument == "ARG0" and link.role != "actor" for link in trigger.candidate.roles):
            continue  # who pleads guilty convicts nobody
        start, _ = output.sentences[trigger.sentence]
        to = _TO.search(text, max(start, trigger.start - _NEAR), trigger.start)
        owner = _served(text, trigger, to.start(), output) if to is not None else None
        subject = _subject(text, owner, triggers, output) if owner is not None else None
        if subject is not None and not any(one.start < subject.end and subject.start < one.end for one in trigger.filled):
            trigger.filled.append(subject)


def _served(text: str, trigger: Trigger, to: int, output: Output) -> Predicate | None:
    """The verb whose purpose begins at ``to``."""
    before = [
        one for one in output.predicates
        if one.sentence == trigger.sentence and one.end <= to and one.propbank_score > 0.5
        and text[one.start : one.end].lower() not in _AUXILIARIES
    ]  # fmt: skip
    if before and _lemmas(text, before[-1]) & _GOING and _BETWEEN.match(text[before[-1].end : to]):
        return before[-1]
    told = [one for one in before if _has_purpose(one, to, trigger.end) and not _lemmas(text, one) & _OF_OTHERS]
    return told[-1] if told else None


def _lemmas(text: str, verb: Predicate) -> set[str]:
    return {lemma for lemma, pos in candidate_lemmas(text[verb.start : verb.end]) if pos == "verb"}


def _has_purpose(verb: Predicate, to: int, end: int) -> bool:
    """Whether a verb has a span from "to" on that is no argument of it, or that its object cannot be, as that stands in front."""
    objects = [span for span in verb.propbank if span.label == "ARG1" and verb.end <= span.start < to]
    return any(
        0 <= span.start - to <= 1 and span.end >= end and (not span.label.startswith("ARG") or (span.label == "ARG1" and objects))
        for span in verb.propbank
    )


def _subject(text: str, verb: Predicate, triggers: Sequence[Trigger], output: Output) -> Filled | None:
    start, _ = output.sentences[verb.sentence]
    relative = _WHO.search(text, start, verb.start)
    if relative is not None:
        before = [
            one for one in (*output.mentions, *output.names, *output.chunks)
            if one.end == relative.start() and one.start >= start and one.label in ("person", "organisation", "nationality")
        ]  # fmt: skip
        best = min(before, key=lambda one: one.start, default=None)
        return Filled("actor", best.start, best.end, SCORE) if best is not None else None
    if _PASSIVE.search(text, max(start, verb.start - 24), verb.start):
        lemmas = {lemma for lemma, _ in candidate_lemmas(text[verb.start : verb.end])}
        moved = [span for span in verb.propbank if span.label in ("ARG1", "ARG2") and span.end <= verb.start]
        return _filled(text, moved[-1].start, moved[-1].end) if moved and lemmas & _SENT else None
    act = next((one for one in triggers if one.predicate is verb), None)
    actors = [one for one in act.filled if one.role == "actor" and one.end <= act.start] if act is not None else []
    if actors:
        return Filled("actor", actors[-1].start, actors[-1].end, SCORE)
    if act is not None and act.type == "ASSAULT":
        return None  # "a bomb exploded to ..."
    for span in verb.propbank:
        if span.label == "ARG0" and span.end <= verb.start:
            return _filled(text, span.start, span.end)
    beside = subject_before(text, (verb.start, verb.end), output.sentences[verb.sentence], output)
    return _filled(text, beside.start, beside.end) if beside is not None else None


def _filled(text: str, start: int, end: int) -> Filled | None:
    start, end = argument_words(text, start, end)
    return Filled("actor", start, end, SCORE) if start < end else None
