"""Who says a deed was theirs: "claimed responsibility for the attack", "the raid was claimed by", "it was behind the bombing".

Such a claim is how armed groups speak. Of it comes the deed's actor, and a voice: the one that took it upon itself.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from reportedly.encoder.output import CueFrame, Output, Predicate, ScoredSpan
from reportedly.extract.doers import is_noun
from reportedly.extract.frames import Filled, argument_words
from reportedly.extract.mentions import trimmed
from reportedly.extract.triggers import Trigger

_CLAIM = re.compile(r"claim(?:s|ed|ing)?", re.IGNORECASE)
_TAKE = re.compile(
    r"claim(?:s|ed|ing)?|accept(?:s|ed|ing)?|admit(?:s|ted|ting)?|assum(?:es|ed|ing)|t(?:akes|ook|aken|aking)", re.IGNORECASE
)
_RESPONSIBILITY = re.compile(r"\s+(?:(?:full|sole|joint|public)\s+)?responsibility\b")
_OF_WHAT = re.compile(r"\s+[^.;:!?]{0,80}?\bfor\s+|\s+for\s+")
_FOR_WHICH = re.compile(r",?\s+for\s+which\s+\Z")
_OPENING = re.compile(r"responsibility\s+for\s+", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:that|it|its|they|their|he|she|to|there|responsib\w+|victory|success|credit|asylum)\b", re.IGNORECASE)
_REDUCED = re.compile(r",\s+(?:(?:which|that)\s+)?(?:(?:was|were|has\s+been|have\s+been)\s+)?(?:later\s+|also\s+|[a-z]+ly\s+)?\Z")
_BE = frozenset({"was", "were", "is", "are"})
_BEHIND = re.compile(r"\s+(?:also\s+|indeed\s+)?(?:behind|responsible\s+for)\s+")
_NOBODY = re.compile(r"(?:by\s+)?(?:no|none|nobody|neither|who|whoever|what|which|it\s+remains|anyone|somebody|someone)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|yet|nor|to|would|could|may|might|if|whether)\b|n[’']t\b", re.IGNORECASE)
_HEAD = re.compile(
    r"(?:(?:the|an?|this|that|these|those|its|their|both|all|several|some|many|two|three|four)\s+)*(?:[\w’'-]+\s+){0,4}", re.IGNORECASE
)
_JOINS = re.compile(r"\b(?:in|on|at|of|by|for|from|with|against|near|and|or|that|which|who)\s", re.IGNORECASE)
_DEEDS = frozenset({"ASSAULT", "COERCE"})
_DENIED = re.compile(r"\bden(?:y|ies|ied|ying)\s")
_THAT = re.compile(r"\Athat\s", re.IGNORECASE)  # "for that attack"
_BREAK = re.compile(r",\s")
_SURE = 0.5
_SCORE = 0.6  # of a voice that the words alone give
_SHORT = 3  # characters of a deed


class Owned(Struct, frozen=True):
    """A deed that somebody says was theirs: by which verb, whose it was, and the words that name it (``start`` to ``end``).

    ``said`` is whether the verb says so in the owner's name; "was behind the attack" is said by whoever says it. ``opens`` is whether the
    deed's noun must open the words; ``bare`` where the deed is not named ("claimed responsibility").
    """

    verb: tuple[int, int]
    owner: ScoredSpan
    start: int
    end: int
    sentence: int
    said: bool
    opens: bool = True
    bare: bool = False

    def names(self, text: str, start: int, end: int) -> bool:
        """Whether a noun is what was owned: it stands in the words, and nothing but its adjectives in front of it."""
        if not (self.start <= start and end <= self.end):
            return False
        before = text[self.start : start]
        return not self.opens or (_HEAD.fullmatch(before) is not None and _JOINS.search(_THAT.sub("", before)) is None)


def deeds_owned(text: str, output: Output) -> list[Owned]:
    """The deeds that somebody is said to own, in the order of the verbs."""
    return [found for verb in output.predicates if verb.propbank_score > _SURE for found in _owned(text, verb, output)]


def settle_owned(text: str, triggers: Sequence[Trigger], output: Output) -> list[Trigger]:
    """The triggers, where deeds that somebody says were theirs have this actor.

    "Claimed responsibility" alone is for the attack that was told before, and tells of it again.
    """
    deeds = deeds_owned(text, output)
    kept = list(triggers)
    for trigger in triggers:
        deed = next((one for one in deeds if one.names(text, trigger.start, trigger.end)), None)
        if deed is not None and trigger.type in _DEEDS and (deed.opens or is_noun(trigger, text)):
            _own(trigger, deed)
    for deed in deeds:
        before = any(one.type in _DEEDS and one.end <= output.sentences[deed.sentence][0] for one in triggers)
        if deed.bare and before and not any(one.start < deed.end and deed.verb[0] < one.end for one in triggers):
            first = next(number for number, word in enumerate(output.words) if word[0] >= output.sentences[deed.sentence][0])
            place = next(number for number, word in enumerate(output.words) if word[0] >= deed.verb[0]) - first
            trigger = Trigger(deed.verb[0], deed.end, place, deed.sentence, "ASSAULT", None, _SCORE, None, None)
            _own(trigger, deed)
            kept.append(trigger)
    return sorted(kept, key=lambda one: (one.start, one.end))


def _own(trigger: Trigger, deed: Owned) -> None:
    trigger.owned = True
    if not any(one.role == "actor" for one in trigger.arguments):
        trigger.arguments.append(Filled("actor", deed.owner.start, deed.owner.end, round(deed.owner.score, 4)))


def owning_frames(text: str, output: Output, frames: Sequence[CueFrame]) -> list[CueFrame]:
    """Frames of the voices that claim a deed, of which the encoder found no content; the owner is the source, the deed what is told."""
    told = [frame for frame in frames if any(one.label == "content" for one in frame.arguments)]
    found = []
    for one in deeds_owned(text, output):
        found_already = any(frame.start < one.verb[1] and one.verb[0] < frame.end for frame in told)
        if found_already or not one.said or _CLAIM.fullmatch(text, *one.verb) is None:
            continue
        comma = _BREAK.search(text, one.start, one.end)
        start, end = trimmed(text, one.start, comma.start() if comma else one.end)
        if end - start < _SHORT:
            continue
        source = ScoredSpan(one.owner.start, one.owner.end, "source", one.owner.score)
        found.append(CueFrame(*one.verb, _SCORE, (source, ScoredSpan(start, end, "content", _SCORE))))
    return found


def _owned(text: str, verb: Predicate, output: Output) -> Iterator[Owned]:
    word = text[verb.start : verb.end]
    first, last = output.sentences[verb.sentence]
    if word.lower() in _BE:
        yield from _behind(text, verb, last)
        return
    if _TAKE.fullmatch(word) is None:
        return
    owner = _owner(text, verb, "ARG0")
    if owner is None or _DENIED.search(text, first, verb.start):
        return
    span = (verb.start, verb.end)
    named = _RESPONSIBILITY.match(text, verb.end, last)
    if named is not None:
        what = _OF_WHAT.match(text, named.end(), last)
        if what is not None:
            yield Owned(span, owner, what.end(), last, verb.sentence, said=True)
        elif (before := _FOR_WHICH.search(text, first, owner.start)) is not None:
            yield Owned(span, owner, first, before.start(), verb.sentence, said=True, opens=False)
        else:  # for what was told before
            yield Owned(span, owner, trimmed(text, *named.span())[0], named.end(), verb.sentence, said=True, bare=True)
        return
    claimed = next((one for one in verb.propbank if one.label == "ARG1"), None)
    if claimed is not None and (opening := _OPENING.match(text, claimed.start, claimed.end)) is not None:
        yield Owned(span, owner, opening.end(), claimed.end, verb.sentence, said=True)
    elif _CLAIM.fullmatch(word) is None:
        return
    elif claimed is not None:
        if _CLAUSE.match(text, claimed.start) is None and not _is_clause(claimed, verb, output):
            yield Owned(span, owner, claimed.start, claimed.end, verb.sentence, said=True)
    elif owner.start > verb.end and (comma := _REDUCED.search(text, first, verb.start)) is not None:
        begin = text.rfind(",", first, comma.start()) + 1 or first
        yield Owned(span, owner, begin, comma.start(), verb.sentence, said=True, opens=False)


def _behind(text: str, verb: Predicate, last: int) -> Iterator[Owned]:
    found = _BEHIND.match(text, verb.end, last)
    owner = _owner(text, verb, "ARG1") if found is not None else None
    if found is not None and owner is not None and owner.end <= verb.start:
        yield Owned((verb.start, verb.end), owner, found.end(), last, verb.sentence, said=False)


def _owner(text: str, verb: Predicate, label: str) -> ScoredSpan | None:
    """Who does what the verb says; None where nobody does, or it is only supposed."""
    spans = [one for one in verb.propbank if one.label == label]
    if not spans or any(one.label == "NEG" for one in verb.propbank):
        return None
    one = max(spans, key=lambda span: span.score)
    if _NOBODY.match(text, one.start) or (one.end <= verb.start and _NOT.search(text, one.end, verb.start)):
        return None
    start, end = argument_words(text, one.start, one.end)
    return ScoredSpan(start, end, one.label, one.score) if end > start else None


def _is_clause(claimed: ScoredSpan, verb: Predicate, output: Output) -> bool:
    """Whether what is claimed is told by a verb of its own ("claimed a drone strike killed ten")."""
    return any(
        (verb.end < claimed.end <= one.start <= claimed.end + 1 and one.sentence == verb.sentence)
        or (claimed.start < one.start < claimed.end and one is not verb and one.propbank_score > _SURE
        and any(span.label in {"ARG0", "ARG1"} and span.start == claimed.start and span.end <= one.start for span in one.propbank))
        for one in output.predicates
    )  # fmt: skip
