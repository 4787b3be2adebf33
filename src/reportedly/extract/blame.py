"""On whom a deed is blamed: in "blamed the massacre on a rival" the rival is said to have done it, and nobody to have suffered it there."""

import re
from collections.abc import Sequence

from reportedly.encoder.output import Output
from reportedly.extract.agents import is_agent
from reportedly.extract.apart import phrase_at
from reportedly.extract.frames import Filled
from reportedly.extract.triggers import Trigger

SCORE = 0.6
_DEEDS = frozenset({"ASSAULT", "COERCE"})
_PARTIES = frozenset({"actor", "recipient"})
_BLAMES = re.compile(r"\bblam(?:es?|ed|ing)\s+(?:(?!(?:on|for)\b)[\w’'-]+\s+){0,4}\Z")
_ON = re.compile(
    r"(?:\s+(?:in|of|at|near|against|that)\s[^,.;:]{1,50}?)?\s+on\s+(?!(?:[A-Z][a-z]+day|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|\d)\b)"
)
_WHICH = re.compile(r",?\s+(?:which|that)\s+[^,.;:]{1,50}?\s+(?:has\s+|have\s+|had\s+|later\s+|also\s+)?blam(?:es?|ed|ing)\s+on\s+")
_WAS = re.compile(
    r"(?:\s+(?:in|of|at|near|against|on)\s[^,.;:]{1,50}?)?(?:,?\s+which)?\s+(?:was|were|is|are|has\s+been|have\s+been|had\s+been)\s+"
    r"(?:widely\s+|also\s+|later\s+|[a-z]+ly\s+)?(?:blamed\s+on|attributed\s+to)\s+"
)
_REDUCED = re.compile(r",?\s+(?:blamed\s+on|attributed\s+to)\s+")


def settle_blamed(text: str, triggers: Sequence[Trigger], output: Output) -> None:
    """Give deeds that are blamed on somebody this actor, and those who blame whom they blame for recipient."""
    for trigger in triggers:
        if trigger.type not in _DEEDS:
            continue
        start, end = output.sentences[trigger.sentence]
        on = _blamed_on(text, trigger, start, end)
        phrase = phrase_at(on, end, output) if on is not None else None
        if on is None or phrase is None or not is_agent(text, phrase, output):
            continue  # "blamed the deaths on shells fired by the rebels"
        told = trigger.end if _BLAMES.search(text, start, trigger.start) is None else trigger.start
        trigger.filled = [
            one for one in trigger.filled
            if one.role not in _PARTIES or not (trigger.end <= one.start <= phrase[1] or (one.role == "actor" and one.end <= told))
        ]  # fmt: skip
        trigger.filled.append(Filled("actor", *phrase, SCORE))
        for other in triggers:
            if other.type == "ACCUSE" and start <= other.start < trigger.start and text[other.start : other.end].startswith("blam"):
                other.filled = [one for one in other.filled if one.role != "recipient"]
                other.filled.append(Filled("recipient", *phrase, SCORE))


def _blamed_on(text: str, trigger: Trigger, start: int, end: int) -> int | None:
    """Where the words begin that name on whom a deed is blamed."""
    if _BLAMES.search(text, start, trigger.start) is not None:
        found = _ON.match(text, trigger.end, end)
    else:
        found = _WHICH.match(text, trigger.end, end) or _WAS.match(text, trigger.end, end) or _REDUCED.match(text, trigger.end, end)
    return found.end() if found is not None else None
