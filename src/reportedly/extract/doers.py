"""Who acts, by the words around an actor: whose act it is not, and whose it is too where one verb goes on from another."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import Output
from reportedly.extract.frames import Filled, argument_words, claim_words
from reportedly.extract.triggers import Trigger

_GOES_ON = re.compile(r"\s*,?\s*(?:and\s+|then\s+|and\s+then\s+|later\s+)?")
_HARMS = frozenset({"ASSAULT", "COERCE"})
_JUDGED = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_DETERMINER = re.compile(r"\b(?:the|an?|this|that|these|those|any|no|its|their)\s\Z", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|but|then)\s+(?:then\s+|later\s+|also\s+|[a-z]+ly\s+)?\Z")
_AUXILIARY = re.compile(r"\b(?:had|has|have|was|were|would|could|may|might|later|also|since)\b")
_THAT = re.compile(r"\bthat\b")
_BY = re.compile(r"\bby\s+(?:[\w’'.-]+\s+){0,3}\Z")
# Who acts in a clause that begins behind the trigger does not act in the trigger's.
_NEXT_CLAUSE = re.compile(
    r",\s+(?:a|an|the)\s+[a-z]+\s+(?:that|which)\s|,\s+(?:but|while|whereas|although|though|and\s+(?:the|a|an)|as)\s|;\s"
)


def before_verb(text: str, one: Filled, trigger: Trigger, beside: Sequence[Trigger]) -> Filled:
    """An actor without another verb's act: of "our forces killed nine" in front of ", wounded six" our forces wounded them."""
    if one.role != "actor" or one.end > trigger.start:
        return one
    verbs = [
        other for other in beside
        if one.start < other.start and other.end < one.end and other.candidate is not None and other.candidate.entry.pos == "verb"
        and any(filled.role == "actor" and filled.start == one.start for filled in other.filled)
    ]  # fmt: skip
    if not verbs:
        return one
    start, end = argument_words(text, one.start, verbs[0].start)
    return replace(one, start=start, end=end) if start < end else one


def same_doers(text: str, trigger: Trigger, beside: Sequence[Trigger]) -> list[Filled]:
    """The actors of the verb whose object ends right in front of a second verb: "the guards shot four raiders, wounded six"."""
    words = text[trigger.start : trigger.end].lower()
    if any(one.role == "actor" for one in trigger.filled) or trigger.type not in _HARMS or not words.split()[0].endswith(("ed", "t")):
        return []
    for other in beside:
        verb = other.candidate is not None and other.candidate.entry.pos == "verb" and other.type in _HARMS and other.end < trigger.start
        actors = [one for one in other.filled if one.role == "actor" and one.end <= other.start]
        ends = [one.end for one in other.filled if one.role == "recipient" and other.end < one.start and one.end < trigger.start]
        if verb and actors and any(_GOES_ON.fullmatch(text, end, trigger.start) for end in ends):
            behind = [one for one in trigger.filled if one.role == "recipient" and one.start >= trigger.end]
            return actors if behind else []
    return []


def no_doer(text: str, one: Filled, trigger: Trigger, beside: Sequence[Trigger], output: Output) -> bool:
    """Whether an actor is an occurrence itself ("an air strike ..., killing nine"), who suffered what it is joined to, or tells of it.

    In "killing nine people and wounding 20" nobody was wounded by the nine; "the attack, which he said killed 17" is not his;
    "the defections show that the Front is strong" tells of nobody's defection. Who condemns a deed, or praises it, did not do it.
    """
    if one.start > trigger.end and trigger.candidate is not None and trigger.candidate.entry.pos == "noun":
        that = _THAT.search(text, trigger.end, one.start)
        if that is not None and any(trigger.end < verb.start < that.start() and verb.propbank_score > 0.5 for verb in output.predicates):
            return True
    if trigger.type in _HARMS and (
        text[one.start : one.end].lower().split()[-1] in claim_words().arms or _does_else(text, one, trigger, output)
    ):
        return True
    if one.start > trigger.end and _NEXT_CLAUSE.search(text, trigger.end, one.start) and not _BY.search(text, trigger.end, one.start):
        return True
    between = _AUXILIARY.sub("", text[one.end : trigger.start]).split()
    if trigger.type in {"ASSAULT", "COERCE"} and len(between) == 1 and reports(between[0]):
        return True
    for other in beside:
        if trigger.type in _HARMS and other.type in _JUDGED and one.end <= other.start < trigger.start and any(
            filled.role == "actor" and filled.start == one.start for filled in other.filled
        ):
            return not _goes_on_with(text, one, trigger, other)
        if other.type in {"ASSAULT", "COERCE"} and one.start <= other.start and other.end == one.end:
            return True
        link = text[one.end : trigger.start].strip(" ,")
        joined = other.end <= one.start and one.end <= trigger.start and link in {"and", "then", ""}
        if joined and any(filled.role == "recipient" and filled.start <= one.start < filled.end for filled in other.filled):
            return True
    return False


def _goes_on_with(text: str, one: Filled, trigger: Trigger, other: Trigger) -> bool:
    """Whether "and" joins the deed to the judgement as one's next act: "rejected the deal and shelled a checkpoint"."""
    own = trigger.predicate is not None and any(
        span.label == "ARG0" and span.start == one.start for span in trigger.predicate.propbank
    )
    return own and _AND.search(text, other.end, trigger.start) is not None


def reports(cue: str) -> bool:
    """Whether one of a cue's words is a verb of saying."""
    lemmas = {lemma for word in cue.split() for lemma, _ in candidate_lemmas(word)}
    return bool(lemmas & claim_words().reporting)


def _does_else(text: str, one: Filled, trigger: Trigger, output: Output) -> bool:
    """Whether an actor is the subject of a verb that says nothing of doing the deed behind it ("condemned the attacks on villages")."""
    if one.end > trigger.start or not is_noun(trigger, text):
        return False
    words = claim_words()
    return any(
        one.end <= verb.start and verb.end <= trigger.start and verb.propbank_score > 0.5
        and any(span.label == "ARG0" and span.start <= one.start and one.end <= span.end for span in verb.propbank)
        and any(span.label != "ARG0" and span.start <= trigger.start and trigger.end <= span.end for span in verb.propbank)
        and not {lemma for lemma, _ in candidate_lemmas(text[verb.start : verb.end])} & (words.support_verbs | words.owning)
        for verb in output.predicates
        if verb.sentence == trigger.sentence
    )  # fmt: skip


def is_noun(trigger: Trigger, text: str) -> bool:
    """Whether a trigger of the lexicon names its deed: "the shelling" does, though the lexicon knows "shell" as a verb."""
    if trigger.candidate is None:
        return False
    return trigger.candidate.entry.pos == "noun" or _DETERMINER.search(text, max(0, trigger.start - 8), trigger.start) is not None
