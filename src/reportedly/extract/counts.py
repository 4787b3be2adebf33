"""Tolls that are put, raised, lowered or given: "the mayor put the toll at 23", "the number of dead rose to 40".

A count of the dead of an attack is told in a sentence of its own as often as beside the word for the attack. It is a trigger of
the attack's type of its own, without parties; ``corroborate.within_report`` joins it with the attack.
"""

import re
from collections.abc import Sequence

from reportedly.encoder.output import CueFrame, Output, Predicate, ScoredSpan
from reportedly.extract.frames import Filled
from reportedly.extract.natural_causes import by_nature
from reportedly.extract.tolls import AMOUNT, amounts
from reportedly.extract.triggers import Trigger
from reportedly.extract.voices import SPEAKER_FROM, right_before
from reportedly.schema.codebook import LexicalEntry, TypeCandidate

SCORE = 0.85
_OWNER_UP_TO = 40  # characters in front of "'s"
_SOURCE = "counts"
_VERB = (
    r"(?P<verb>puts?|putting|raised?|raises|raising|revised?|revises|revising|lower(?:s|ed|ing)?|reduc(?:e|es|ed|ing)|brings?|bringing|"
    r"brought|"
    r"increas(?:es|ed|ing)|estimat(?:es|ed|ing)|gave|gives|giving|set|sets|updated|pushed|pushing|took|taking)"
)
_NOUN = (
    r"(?P<noun>(?:(?:death|casualty|overall|total|official|provisional)\s+){0,2}(?:toll|tally)"
    r"|dead(?=\s+at\s)|(?:number|count|figure|total|tally)(?:\s+of\s+(?:the\s+)?(?P<whom>dead|deaths|killed|fatalities|victims|casualties|"
    r"wounded|injured|missing|bodies|"
    r"people\s+killed|people\s+wounded|people\s+injured|those\s+killed)(?:\s+and\s+(?:wounded|injured))?)?)"
)
_PLAIN_COUNT = re.compile(r"number|count|figure|total|tally", re.IGNORECASE)  # of those whom the sentence before told of
_COUNTED = re.compile(r"toll|tally|number|count|figure|total|dead at", re.IGNORECASE)  # what ``_NOUN`` has in it
_TO = rf"\s+(?:(?:further|up|down|later|now|even|again|sharply|slightly)\s+)*(?:from\s+(?:{AMOUNT})\s+)?(?:at|to|as|of)\s+"
# Somebody gives the count, or it moves or stands by itself.
_GIVEN = re.compile(
    rf"\b{_VERB}\s+(?:up\s+|down\s+)?(?:the\s+|its\s+|their\s+|an?\s+|his\s+|her\s+)(?:[a-z]+\s+)??"
    rf"{_NOUN}(?:\s+in\s+the\s+[\w-]+)?{_TO}",
    re.IGNORECASE,
)
_MOVES = re.compile(
    rf"\b(?:the|its|their|a)\s+{_NOUN}(?:\s+(?:from|in|of|when|after|by|since)\s+[^,.;]{{1,100}}?)?,?\s+"
    rf"(?:(?:has|have|had|later|now|since|could|may|might|would|was|is)\s+)*"
    rf"(?:rose|risen|rises|rise|climbed|climbs|grew|grown|jumped|increased|reached|reaches|stood|stands|was|is|fell|dropped|"
    rf"put|raised|revised|lowered|updated)"
    rf"(?:{_TO}|\s+)(?=(?:(?:at\s+least|more\s+than|about|around|over|nearly|some|almost|up\s+to|as\s+many\s+as)\s+)?"
    rf"(?:{AMOUNT}|dozens|scores|hundreds|thousands)\b)",
    re.IGNORECASE,
)
_WHOM_COUNTED = frozenset({"dead", "killed", "deaths", "fatalities", "injured", "wounded", "casualties"})
_RIGHT_BEHIND = re.compile(r"\s+(?:people\s+|persons\s+|civilians\s+|confirmed\s+)?")
_DEAD = re.compile(r"\b(?:death|dead|deaths|killed|fatalities)\b", re.IGNORECASE)
_HARMED = {"wounded": "injured", "injured": "injured", "missing": "missing"}


def is_count(candidate: TypeCandidate | None) -> bool:
    """Whether a trigger is such a count: the day beside it is the day on which it was given."""
    return candidate is not None and candidate.entry.source == _SOURCE


def counts_of(text: str, output: Output, triggers: Sequence[Trigger]) -> list[Trigger]:
    """A trigger for each count of the harm that an attack did, where an attack with a toll was told before it or beside it."""
    attacks = [one for one in triggers if one.type == "ASSAULT" and one.candidate is not None]
    harmful = [one for one in attacks if one.candidate is not None and one.candidate.toll]
    arrests = [one for one in triggers if one.type == "COERCE" and one.candidate is not None and one.candidate.toll == "captured"]
    found: list[Trigger] = []
    if not harmful and not arrests:
        return found
    for number, (start, end) in enumerate(output.sentences):
        for match in (*_GIVEN.finditer(text, start, end), *_MOVES.finditer(text, start, end)):
            noun = match.span("noun")
            amount = next((one for one in amounts(text, match.end(), end) if one.start == match.end()), None)
            if amount is None or any(one.start < noun[1] and noun[0] < one.end for one in found):
                continue
            dead = _DEAD.search(match["noun"]) is not None  # "the death toll of the bombing": no other toll need be told
            told = [
                one for one in (attacks if dead else harmful) if one.sentence <= number and not (one.start < noun[1] and noun[0] < one.end)
            ]
            held = [one for one in arrests if number - 1 <= one.sentence <= number and one.end <= noun[0]]
            if held and _PLAIN_COUNT.fullmatch(match["noun"]) and (not told or told[-1].start < held[-1].start):
                words = [a for a, _ in output.words if start <= a < noun[1]]
                of_arrests = _candidate("captured", "COERCE", "arrest")
                made = Trigger(*noun, len(words) - 1, number, "COERCE", "arrest", SCORE, of_arrests, _beside(output, noun, number))
                made.filled = [Filled("toll", amount.start, amount.end, SCORE)]
                found.append(made)
                continue
            if not told or by_nature(text, noun, (start, end)):
                continue
            whom = (match["whom"] or "").lower().split()[-1:]
            # "15 were hurt; police put the number at four": the number of those who were told of last, where a toll is not of the dead.
            last = told[-1].candidate
            said = last.toll if last is not None and last.toll and "toll" not in match["noun"].lower() else "killed"
            toll = _HARMED.get(whom[0], "killed") if whom else said
            words = [a for a, _ in output.words if start <= a < noun[1]]
            made = Trigger(*noun, len(words) - 1, number, "ASSAULT", None, SCORE, _candidate(toll), _beside(output, noun, number))
            made.filled = [Filled("toll", amount.start, amount.end, SCORE)]
            found.append(made)
    return found


def says_the_same(text: str, trigger: Trigger, count: Trigger) -> bool:
    """Whether a trigger only names whom a count counts: "dead" in "put the toll at 50 dead"."""
    amount = next((one for one in count.filled if one.role == "toll"), None)
    if amount is None or trigger.type != count.type or trigger.start < amount.end:
        return False
    counted = text[trigger.start : trigger.end].lower() in _WHOM_COUNTED
    return counted and _RIGHT_BEHIND.fullmatch(text, amount.end, trigger.start) is not None


def _candidate(toll: str, kind: str = "ASSAULT", mode: str | None = None) -> TypeCandidate:
    entry = LexicalEntry(lemma="toll", pos="noun", type=kind, weight=SCORE, toll=toll, source=_SOURCE)
    return TypeCandidate(
        type=kind, mode=mode, weight=SCORE, roles=(), toll=toll, entry=entry, start=0, end=1, mode_word=None
    )


def _beside(output: Output, noun: tuple[int, int], sentence: int) -> Predicate | None:
    return next((one for one in output.predicates if one.sentence == sentence and noun[0] <= one.start < noun[1]), None)


def who_counts(text: str, output: Output, frames: Sequence[CueFrame]) -> list[CueFrame]:
    """Who gives such a count, as attributions: the verb is the cue, what stands behind it the content."""
    made = []
    for number, (start, end) in enumerate(output.sentences):
        if not _COUNTED.search(text, start, end):
            continue
        for match in _GIVEN.finditer(text, start, end):
            amount = next((one for one in amounts(text, match.end(), end) if one.start == match.end()), None)
            verb = match.span("verb")
            taken = any(one.start < verb[1] and verb[0] < one.end for one in frames)
            if amount is None or taken or text[slice(*verb)].lower().endswith("ing"):
                continue
            source = _subject(output, number, verb) or right_before(text, output, start, verb[0]) or _opening(output, start, verb[0])
            if source is None:
                continue
            if text[source.start - 1 : source.start] in {"'", "’"} and source.start - start <= _OWNER_UP_TO:  # "The president's office"
                source = ScoredSpan(start, source.end, "source", source.score)
            content = ScoredSpan(verb[1] + 1, amount.end, "content", source.score)
            made.append(CueFrame(*verb, SCORE, (source, content)))
    return made


def _subject(output: Output, sentence: int, verb: tuple[int, int]) -> ScoredSpan | None:
    for one in output.predicates:
        if one.sentence == sentence and verb[0] <= one.start < verb[1]:
            for span in one.propbank:
                if span.label == "ARG0" and span.score >= SPEAKER_FROM and span.end <= verb[0]:
                    return ScoredSpan(span.start, span.end, "source", span.score)
    return None


def _opening(output: Output, start: int, verb: int) -> ScoredSpan | None:
    """The longest name of somebody that opens the sentence."""
    spans = [
        one for one in (*output.names, *output.mentions)
        if start <= one.start <= start + 4 and one.end <= verb and one.label in {"person", "organisation"}
    ]  # fmt: skip
    found = max(spans, key=lambda one: one.end, default=None)
    return None if found is None else ScoredSpan(found.start, found.end, "source", found.score)
