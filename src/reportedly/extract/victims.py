"""Whom a number right in front of a participle counts: in "12 people were killed and 40 wounded in the blast" the 40 were wounded.

The second verb of such a pair has neither auxiliary nor noun, and a frame read from it takes the number for who did it, or the victims
of the first verb for its own.
"""

import re

from reportedly.extract.frames import Filled
from reportedly.extract.tolls import AMOUNT, amounts, with_hedge
from reportedly.extract.triggers import Trigger

SCORE = 0.8
_LEAVING = frozenset({"leave", "leaves", "left", "leaving"})
_HARMING = frozenset({"ASSAULT", "COERCE"})
_PARTICIPLE = re.compile(r"(?:\w+ed|hurt|slain|dead|missing|taken hostage|shot dead)\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\s+(?:(?:others?|more|further|people|persons|civilians|men|women|children|soldiers|policemen|officers|fighters|militants|rebels|were|was|are|is|"
    r"reportedly|still|remain|remained|badly|seriously|critically|severely|slightly|(?:had|have|has)\s+been)\s+)*\Z",
    re.IGNORECASE,
)
_AUXILIARIES = re.compile(r"\s+(?:were|was|are|is|had|have|has|been|reportedly|still|remain|remained|\w+ly)\b.*\Z", re.DOTALL)
_REACH = 60
_BARE = re.compile(
    rf"\s+(?P<many>(?:(?:at least|about|some|nearly|almost|over|another|more than|up to)\s+)?(?:{AMOUNT}))"
    r"(?=[,.;]|\s+(?:in|on|at)\b)",
    re.IGNORECASE,
)
_BARE_BEHIND = re.compile(
    rf"\s+(?P<many>(?:(?:at least|about|some|nearly|almost|over|another|more than|up to)\s+)?(?:{AMOUNT})(?:\s+(?:others|more))?)"
    r"(?=[,.;]|\s+(?:in|on|at|near|during|after|from|and)\b)",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:\band|,)\s+(?:\w+ly\s+)?\Z")
_LEFT_SO = re.compile(
    rf"\s+(?P<many>(?:(?:at least|about|some|nearly|almost|over|another|more than|up to|as many as)\s+)?(?:{AMOUNT}|dozens|scores|hundreds)"
    r"\b[^,.;]{0,60}?\b(?:dead|killed|wounded|injured|hurt|missing))\b",
    re.IGNORECASE,
)
_COUNTED_NOUNS = frozenset("deaths fatalities arrests executions murders killings detentions".split())
_OF_THEM = re.compile(r"\s+(?:[a-z-]+\s+){0,2}\Z")  # "at least three civilian deaths"
_NO_COUNT = re.compile(
    r"(?:\bno\s+|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|No\.|number|aged?|section|article|in|of)\s+"
    r"|\$|€|£)\Z",
    re.IGNORECASE,
)


def count_the_hurt(text: str, trigger: Trigger, sentence: tuple[int, int]) -> None:
    """Make the number in front of a participle of harm its recipient, and nobody's deed; the trigger's arguments are changed."""
    tolled = trigger.type in _HARMING and trigger.candidate is not None and trigger.candidate.toll is not None
    bare = _BARE.match(text, trigger.end, sentence[1]) if tolled else None
    if bare is not None and text[trigger.start : trigger.end].lower().endswith("ing"):
        # "killing four people and wounding 11, police said": the 11 are wounded, and not the four.
        kept = [one for one in trigger.filled if one.role != "recipient" or one.end > trigger.end]
        met = any(one.role == "recipient" and one.start < bare.end() and bare.start("many") < one.end for one in kept)
        trigger.filled = kept if met else [*kept, Filled("recipient", bare.start("many"), bare.end("many"), SCORE)]
        return
    left = (
        _LEFT_SO.match(text, trigger.end, sentence[1])
        if tolled and text[trigger.start : trigger.end].lower() in _LEAVING
        else None
    )
    if left is not None:
        apart = [one for one in trigger.filled if one.end <= left.start("many") or left.end() <= one.start]
        tolled_there = [one for one in trigger.filled if one.role in ("toll", "recipient") and one not in apart]
        trigger.filled = apart + (tolled_there or [Filled("toll", left.start("many"), left.end("many"), SCORE)])
        return
    again = (
        _BARE_BEHIND.match(text, trigger.end, sentence[1])
        if tolled and text[trigger.start : trigger.end].endswith("ed")
        else None
    )
    if again is not None and _AND.search(text, sentence[0], trigger.start):
        # "killed 40 fighters and captured 12": those were captured, and not the 40.
        kept = [one for one in trigger.filled if one.role != "recipient" or one.start >= trigger.end]
        met = any(one.role == "recipient" and one.start < again.end() for one in kept)
        trigger.filled = kept if met else [*kept, Filled("recipient", again.start("many"), again.end("many"), SCORE)]
        return
    if tolled and text[trigger.start : trigger.end].lower().split()[-1] in _COUNTED_NOUNS:
        _count_in_front(text, trigger, sentence)
        return
    if not tolled or not _PARTICIPLE.match(text, trigger.start, trigger.end):
        return
    begin = max(sentence[0], trigger.start - _REACH)
    counted = [one for one in amounts(text, begin, trigger.start) if _PEOPLE.match(text, one.end, trigger.start)]
    if not counted or _NO_COUNT.search(text, begin, counted[-1].start):
        return
    number = counted[-1]
    end = number.end + len(text[number.end : trigger.start].rstrip())
    end = number.end + len(_AUXILIARIES.sub("", text[number.end : end]))
    start = with_hedge(text, number.start)
    kept = [one for one in trigger.filled if not (one.start < end and start < one.end) and one.role != "recipient"]
    trigger.filled = [*kept, Filled("recipient", start, end, SCORE)]


def _count_in_front(text: str, trigger: Trigger, sentence: tuple[int, int]) -> None:
    """Give a noun that counts people the number in front of it for its toll: "at least 14 deaths", "12 arrests"."""
    if any(one.role == "toll" for one in trigger.filled):
        return
    counted = [
        one
        for one in amounts(text, max(sentence[0], trigger.start - _REACH), trigger.start)
        if _OF_THEM.match(text, one.end, trigger.start)
    ]
    if counted and not _NO_COUNT.search(text, sentence[0], counted[-1].start):
        trigger.filled = [*trigger.filled, Filled("toll", with_hedge(text, counted[-1].start), counted[-1].end, SCORE)]
