"""Arguments that can't all hold: who does a thing to himself, who only speaks behind it, and who is no part of a passive."""

import re

from reportedly.extract.frames import Filled
from reportedly.extract.triggers import Trigger

_PARTIES = frozenset({"actor", "recipient"})
_HARMS = frozenset({"ASSAULT", "COERCE"})
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
# "A convoy approached the checkpoint that was attacked": whoever stands in front of the checkpoint has not attacked it.
_WAS_DONE_TO = re.compile(
    r"\b(?P<whom>[\w’'-]+)\s+(?:that|which|who)\s+(?:was|were|is|are|had\s+been|has\s+been|have\s+been)\s+(?:[a-z]+ly\s+)?\Z"
)
_SPEAKS = re.compile(r"\s+(?:said|says|told|added|reported|reports|stated|claimed|according)\b")


def agreeing(text: str, trigger: Trigger) -> list[Filled]:
    """The arguments of a trigger without those that its own words rule out."""
    doers = {_bare(text, one) for one in trigger.arguments if one.role == "actor"}
    hurt = [one for one in trigger.arguments if one.role == "recipient"] if trigger.type in _HARMS else []
    undergone = _WAS_DONE_TO.search(text, max(0, trigger.start - 60), trigger.start) if trigger.type in _HARMS else None
    return [
        one for one in trigger.arguments
        if not (one.role == "recipient" and _bare(text, one) in doers)
        and not (one.role == "actor" and any(_inside(one, two) for two in hurt))  # "members of the League were abducted"
        and not (undergone is not None and one.role == "actor" and one.end <= undergone.start("whom"))
        and not (one.role in _PARTIES and trigger.type in _HARMS and one.start >= trigger.end and _SPEAKS.match(text, one.end))
    ]  # fmt: skip


def _inside(one: Filled, two: Filled) -> bool:
    """Whether an argument is a part of another."""
    return two.start <= one.start and one.end <= two.end and one.end - one.start < two.end - two.start


def _bare(text: str, one: Filled) -> str:
    """The words of an argument in small letters, without an article."""
    words = text[one.start : one.end].lower()
    article = _ARTICLE.match(words)
    return words[article.end() :] if article else words
