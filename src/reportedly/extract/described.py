"""Whom a participle describes: "its detained negotiator" was detained, and so were "two drivers captured with the engineers".

A frame often takes whoever stands in front of such a participle for who did it, or whoever comes next for whom it was done to.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.encoder.output import Output
from reportedly.extract.apart import phrase_at
from reportedly.extract.frames import Filled
from reportedly.extract.triggers import Trigger

SCORE = 0.6
_UNDERGONE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_DEEDS = frozenset({"ASSAULT", "COERCE"})
_PARTICIPLE = re.compile(r"[a-z]+(?:ed|en|wn|un|ung)|held|shot|caught|slain|hurt|hit", re.IGNORECASE)
_COUNT = (
    r"(?:at\s+least|about|around|some|nearly|more\s+than|up\s+to|another|the\s+other|all|several|many|dozens\s+of|scores\s+of|hundreds\s+of|"
    r"thousands\s+of|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d[\d,]*)"
)
_DETERMINER = re.compile(
    rf"\b(?:the|an?|its|their|his|her|our|my|those|these|{_COUNT}|\w+['’]s?)\s+(?:(?:then|long|recently|previously|[a-z]+ly)\s+)?\Z",
    re.IGNORECASE,
)
# "The bombs killed nine", "the attack wounded soldiers".
_HEADS_IT = re.compile(r"(?:killed|wounded|injured|hurt|hit|struck)", re.IGNORECASE)
_HEAD = re.compile(r" (?:[a-z-]+ ){0,2}\Z")
# "Drivers captured with the engineers were killed".
_WENT_ON = re.compile(
    r"\s+(?:with|in|near|during|at|on|from|for|after|along\s+with|alongside|by|while)\s[^,.;:]{2,60}?\s"
    r"(?:was|were|has|have|had|is|are|will|would|could|may|died|remain|remained|said|told|appeared|escaped|returned|began)\b"
)
_GAPPED = re.compile(
    rf"\b(?:was|were|been|are|is)\s[^.;:]{{3,90}}?,?\s(?:and|while|with)\s+(?P<who>{_COUNT}"
    r"(?:\s+(?:others?|people|more|men|women|of\s+them|soldiers|officers|civilians|suspects))?)\s+\Z"
)
_ENDS = re.compile(r"\s*(?:[,.;]|\Z|(?:in|on|by|after|when|during|at|near|as|while|since|for)\s)")


def settle_described(text: str, triggers: Sequence[Trigger], output: Output) -> None:
    """Put the parties of participles right that describe people, or that share the auxiliary of the verb before."""
    for trigger in triggers:
        words = text[trigger.start : trigger.end]
        if trigger.type not in _UNDERGONE or _PARTICIPLE.fullmatch(words) is None:
            continue
        start, end = output.sentences[trigger.sentence]
        gapped = _gapped(text, trigger, start, end)
        whom = gapped or (_described(text, trigger, output, (start, end)) if trigger.type in _DEEDS else None)
        if whom is not None:
            trigger.filled = [
                one for one in trigger.filled
                if one.role not in ("actor", "recipient") or _BY.search(text, trigger.end, one.start)
                or (gapped is not None and one.role == "actor" and one.start >= trigger.end)
            ]  # fmt: skip
            trigger.filled.append(whom)
        elif _WENT_ON.match(text, trigger.end, end):
            before = [one for one in trigger.filled if one.role == "actor" and one.end + 1 == trigger.start]
            if before:
                kept = [one for one in trigger.filled if one not in before and one.role != "recipient"]
                trigger.filled = [*kept, *(replace(one, role="recipient") for one in before)]


_BY = re.compile(r"\bby\s+(?:[\w’'.-]+\s+){0,2}\Z")


def _described(text: str, trigger: Trigger, output: Output, sentence: tuple[int, int]) -> Filled | None:
    """The people behind a participle that an article, an owner or a number opens."""
    if _DETERMINER.search(text, max(sentence[0], trigger.start - 40), trigger.start) is None:
        return None
    for phrase in output.phrases:
        head = output.words[phrase.head]
        if (
            phrase.start <= trigger.start and trigger.end < head[0] and head[1] <= sentence[1]
            and phrase.label in ("person", "organisation") and _HEAD.match(text[trigger.end : head[0]])
        ):  # fmt: skip
            whole = phrase_at(trigger.end + 1, sentence[1], output)
            last = whole[1] if whole is not None and whole[0] == trigger.end + 1 and whole[1] >= head[1] else head[1]
            return Filled("recipient", trigger.end + 1, last, SCORE)
    beside = [one for one in output.phrases if one.start == trigger.end + 1 and one.label in ("person", "organisation")]
    own = _HEADS_IT.fullmatch(text, trigger.start, trigger.end) is None
    return Filled("recipient", beside[0].start, output.words[beside[0].head][1], SCORE) if beside and own else None


def _gapped(text: str, trigger: Trigger, start: int, end: int) -> Filled | None:
    """Whom a participle without its auxiliary tells of: "four were killed and nine arrested"."""
    found = _GAPPED.search(text, start, trigger.start)
    return Filled("recipient", *found.span("who"), SCORE) if found is not None and _ENDS.match(text, trigger.end, end) else None
