"""Who backs whom in a compound: in "Kardun-backed militias" Kardun backs the militias; in "UN-backed talks" the word only describes."""

import re

from reportedly.encoder.output import Output
from reportedly.extract.frames import Filled
from reportedly.extract.triggers import Trigger

SCORE = 0.6
_BACKING = frozenset("backed supported funded financed sponsored trained armed equipped supplied aided".split())
_NAME = re.compile(
    r"(?<![\w.-])(?P<name>(?:(?:the|The)\s+)?(?:[A-Z][\w.’']*[ -])*"
    r"(?:[A-Z][\w.’']*|government|opposition|army|state|rebel))-\Z"
)
_FOLK = re.compile(
    r"(?:(?!(?:and|in|on|at|of|to|for|with|by|from|has|have|had|was|were|is|are)\b)[\w’'-]+\s+){0,4}?"
    r"(?:forces|troops|groups?|fighters|militias?|militiamen|militants|rebels|police|gangs?|gunmen|soldiers|army|armies|commandos|factions?|units?|"
    r"separatists|insurgents|government|administration|coalition|brigades?|alliance|regime|party|movement)\b"
)


def is_compound(text: str, trigger: Trigger) -> bool:
    """Whether a trigger is the second half of a word like "U.S.-backed"."""
    return text[trigger.start - 1 : trigger.start] == "-" and text[trigger.start : trigger.end].lower() in _BACKING


def backing(text: str, trigger: Trigger, output: Output) -> list[Filled]:
    """Who backs and who is backed; [] where the compound names nobody or describes no party."""
    start, end = output.sentences[trigger.sentence]
    name = _NAME.search(text, start, trigger.start)
    behind = _FOLK.match(text, trigger.end + 1, end)
    if name is None or behind is None:
        return []
    return [Filled("actor", *name.span("name"), SCORE), Filled("recipient", *behind.span(), SCORE)]
