"""Words of the lexicon that tell of no event of their own where certain words stand beside them.

Who "died of their injuries" was injured before and elsewhere; what leaves a guard hurt withdraws from nowhere; a proposal "was met with
silence" and nobody met; talks that are wrecked are not laid waste; and who gathers to bury their dead demonstrates for nothing.
"""

import re

_DIED_OF = re.compile(
    r"\b(?:died?|dies|dying|deaths?|succumb(?:s|ed|ing)?|stab|gunshot|bullet|shrapnel)\b(?:\s+[\w’'-]+){0,3}?\s+"
    r"(?:(?:of|from|to|with)\s+)?(?:[\w’'-]+\s+){0,3}\Z",
    re.IGNORECASE,
)
_MADE_SO = re.compile(
    r"\s+(?:[\w’'-]+\s+){1,6}?(?:(?:seriously|badly|slightly|critically|severely|mortally|gravely)\s+)?"
    r"(?:hurt|injured|wounded|dead|homeless|stranded|unconscious|paraly[sz]ed|orphaned|disabled|damaged|destroyed|in\s+ruins|in\s+tatters|"
    r"without\s+\w+|unable\s+to|at\s+risk|vulnerable|bleeding)\b"
)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:[a-z]+ly\s+|also\s+)?\Z")
_NO_THINGS = re.compile(
    r"\s+(?:(?:the|any|all|its|their|his|her|those|these|fragile|peace|recent|last|remaining|planned)\s+)*"
    r"(?:talks|negotiations?|hopes?|chances?|prospects?|deals?|agreements?|accords?|truces?|ceasefires?|cease-fires?|peace|process|relations?|"
    r"ties|trust|confidence|credibility|reputations?|careers?|plans?|efforts?|livelihoods?|lives|economy|economies|party|coalition|unity|image)\b",
    re.IGNORECASE,
)
_CALM_CROWD = re.compile(
    r"(?:\s+(?!who\b|that\b|after\b)[\w’'-]+){0,8}?\s+(?:to|and)\s+(?:\w+\s+){0,2}?(?:bury|mourn|pray|worship|celebrate|watch|commemorate|"
    r"remember|honou?r|attend|greet|welcome|hear|listen|see|receive|collect|lay\s+(?:flowers|wreaths)|pay\s+(?:their\s+)?(?:last\s+)?(?:respects|tribute)|light\s+candles)\b"
)
_INJURIES = frozenset({"injury", "injuries", "wound", "wounds"})
_LEAVING = frozenset({"leave", "leaves", "left", "leaving"})
_WRECKING = frozenset(
    "wreck wrecks wrecked wrecking sabotage sabotages sabotaged sabotaging destroy destroys destroyed destroying damage damages damaged "
    "damaging torpedo torpedoed devastate devastated smash smashed ruin ruined".split()
)
_GATHERING = frozenset({"gather", "gathers", "gathered", "gathering", "assembled", "converged", "massed", "turned out"})


def tells_of_nothing(text: str, kind: str, trigger: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether the words around a trigger of type ``kind``, all as (start, end) of ``text``, show that it names no event of its own."""
    start, end = trigger
    words = text[start:end].lower()
    if words in _INJURIES:
        return _DIED_OF.search(text, max(sentence[0], start - 60), start) is not None
    if words in _LEAVING and kind != "ASSAULT":  # "left five dead" killed them
        return _MADE_SO.match(text, end, sentence[1]) is not None
    if words == "met with":
        return _BE.search(text, max(sentence[0], start - 24), start) is not None
    if words in _WRECKING:
        return _NO_THINGS.match(text, end, sentence[1]) is not None
    return words in _GATHERING and _CALM_CROWD.match(text, end, sentence[1]) is not None
