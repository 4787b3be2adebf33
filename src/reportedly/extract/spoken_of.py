"""Parties that a claim only speaks of: who is avenged is not threatened, nothing is asked of the calm that is called for."""

import re

from msgspec.structs import replace

from reportedly.encoder.output import Output
from reportedly.extract.frames import Filled
from reportedly.extract.triggers import Trigger

_SPOKEN = frozenset({"THREATEN", "REQUEST", "REJECT", "AGREE", "ACCUSE"})
_HARMS = frozenset({"ASSAULT", "COERCE"})
_IN_RETURN = re.compile(
    r"\b(?:in\s+(?:[a-z]+\s+)?(?:reprisal|retaliation|revenge|retribution|response|reaction|return)|(?:a|as)\s+(?:reprisal|retaliation|revenge))\s+(?:for|to)\s"
    r"[^,]*\Z"
)
_AVENGED = re.compile(r"\b(?:aveng(?:e|es|ed|ing)|(?:revenge|vengeance)\s+for)\s+(?:[\w’'-]+\s+){0,3}\Z", re.IGNORECASE)
_SELF = re.compile(r"(?:it|him|her)self|(?:them|our)selves", re.IGNORECASE)
_CALLS_FOR = re.compile(r"\b(?:appeal(?:s|ed|ing)?|call(?:s|ed|ing)?|plead(?:s|ed|ing)?|pray(?:s|ed|ing)?)\s+for\Z", re.IGNORECASE)
_WHAT_IS_WISHED = re.compile(
    r"(?:the\s+|a\s+|an\s+)?(?:[a-z]+\s+)?(?:calm|peace|restraint|unity|help|aid|assistance|support|dialogue|talks|patience|tolerance|justice|information|"
    r"witnesses|donations|blood|prayers?|solidarity|reconciliation|order|reforms?|elections?|change)",
    re.IGNORECASE,
)


def without_spoken_of(text: str, trigger: Trigger, output: Output) -> list[Filled]:
    """The arguments of a trigger that its claim shows, less the parties that it only speaks of; what is called for is the topic."""
    kept = [one for one in trigger.arguments if not _only_spoken_of(text, trigger, one, output)]
    wished = trigger.type == "REQUEST" and not any(one.role == "topic" for one in kept)
    calls = [one for one in kept if _is_wished(text, trigger, one)]
    return [replace(one, role="topic") if one in calls else one for one in kept if wished or one not in calls]


def _only_spoken_of(text: str, trigger: Trigger, one: Filled, output: Output) -> bool:
    if trigger.type in _HARMS and one.start >= trigger.end and _IN_RETURN.search(text, trigger.end, one.start):
        return True  # they belong to the deed that it answers
    if one.role == "recipient" and trigger.type in _SPOKEN:
        before = text[trigger.start : one.start] if one.start >= trigger.end else ""
        return (
            _SELF.fullmatch(text, one.start, one.end) is not None
            or (trigger.type == "THREATEN" and _AVENGED.search(before) is not None)
        )
    return one.role == "actor" and trigger.type == "RETREAT" and _is_event(one, output)


def _is_wished(text: str, trigger: Trigger, one: Filled) -> bool:
    """Whether a recipient is what somebody calls for, and nobody: "appealed for calm"."""
    behind = one.role == "recipient" and one.start >= trigger.end and _WHAT_IS_WISHED.fullmatch(text, one.start, one.end) is not None
    return behind and _CALLS_FOR.search(text[trigger.start : one.start].rstrip()) is not None


def _is_event(one: Filled, output: Output) -> bool:
    """Whether an argument is the name of something that happens."""
    return any(
        phrase.label == "event" and phrase.start == one.start and output.words[phrase.head][1] == one.end for phrase in output.phrases
    )
