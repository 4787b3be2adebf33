"""Which claims of one sentence tell of one attack by whom it hurt: the dead and the wounded, and what struck them."""

import re

from reportedly.schema import Claim

HARM = frozenset({"killed", "injured", "missing"})
_GOES_ON = re.compile(r", (?:\w+ing\b[^,.;]*\band )?$")  # ", killing nine and " before "wounding"
# "Exploded on a busy street on Saturday injuring nine".
_STRAIGHT = re.compile(
    r"[^.;,]{1,80}\s(?<!\bof )(?<!\bby )(?<!\bfor )(?<!\bafter )(?<!\bbefore )(?<!\bwithout )(?<!\bfrom )(?<!\band )(?<!\bwas )(?<!\bwere )"
    r"(?<!\bare )(?<!\bis )"
)
# "Crushed two camps, leaving 638 dead".
_LEAVING = re.compile(r"(?<=,)\s+leaving\s+(?:(?!that\b|which\b|who\b)[\w’'-]+\s+){1,6}\Z")
_AND_DID = re.compile(
    r"(?![^.;]*\b(?:later|then|also|before|after|when|who|which|that|separately|elsewhere)\b)[^.;]{1,80}?\band\s+[^.;,]{0,50}"
)
_AND_OTHERS = re.compile(
    r"[^.;]{0,60}?(?:\band\b|\bwhile\b|\bwith\b|,)\s+[^.;,]{0,50}(?:,\s+(?:including|among\s+them|most\s+of\s+them|some\s+of\s+them)\s[^.;,]{1,60},[^.;,]{0,20})?"
)
# A headline's end: "Air strikes hit Tarn, dozens dead".
_AND_DEAD = re.compile(r"[^.;]*,\s+(?:(?:at\s+least|more\s+than|over|nearly|some|about)\s+)?[\w,]+\s+(?:people\s+|others\s+|more\s+)?\Z")
_FATES = frozenset({"dead", "killed", "wounded", "injured", "hurt", "missing"})
_IN_ATTACK = re.compile(
    r"(?![^.;,]*\b(?:who|which|that)\b)[^.;,]{0,60}?\b(?:in|by|during|from)\s+(?:(?!and\b|after\b|when\b|as\b)[\w’'-]+\s+){0,4}"
)
_WHERE = re.compile(
    r"(?![^.;]*\bsince\b)[^.;]*\b(?:where|(?<!hours )(?<!days )(?<!weeks )(?<!months )(?<!years )(?<=, )when)\b[^.;]{0,80}\Z"
)
_THEN = re.compile(r"[^.;]*;\s+(?:(?!in\b|on\b|near\b|elsewhere\b|another\b)[\w’'-]+\s+){1,8}\Z")
_ANSWERS = re.compile(
    r"\b(?:in|a|an?\s+act\s+of)\s+(?:response|retaliation|revenge|reprisal|reply|answer)\s+(?:to|for)\b|\bto\s+avenge\b|"
    r"\b(?:hours|days|weeks|months|years|a\s+(?:day|week|month|year))\s+(?:after|before)\b"
)
# "Hours after the stabbing, police shot a man dead."
_AFTER_THAT = re.compile(
    r"\b(?:[Mm]inutes|[Hh]ours|[Dd]ays|[Ww]eeks|[Mm]onths|[Yy]ears|[Aa]\s+(?:day|week|month|year)|[Ss]hortly|[Ss]oon)\s+(?:after|before)\s+"
    r"(?:the|that|this|an?)\s+(?:[\w-]+\s+)?\Z"
)
_WHEN = re.compile(r"[^.;]*?(?<!hours )(?<!days )(?<!weeks )(?<!months )(?<!years )\b(?:when|after)\b(?!\s+(?:being|having)\b)[^.;,]*\Z")


def follows_from(one: Claim, two: Claim) -> bool:
    """Whether the second tells what the first did ("shelled a depot, killing 12")."""
    if two.trigger is None or one.trigger is None or one.sentence != two.sentence or one.type != two.type:
        return False
    before = two.sentence.text[: two.trigger.start - two.sentence.start]
    if one.trigger.end >= two.trigger.start:
        return False
    if _LEAVING.search(before, one.trigger.end - one.sentence.start):
        return True
    if not two.trigger.text.endswith("ing"):
        return False
    between = before[one.trigger.end - one.sentence.start :]
    straight = bool({toll.what for toll in two.toll} & HARM) and _STRAIGHT.fullmatch(between) is not None
    return straight or _GOES_ON.search(before) is not None


def hurt_in(one: Claim, two: Claim) -> bool:
    """Whether the second names the attack in which the first hurt somebody ("nine were killed in an attack on Tarn")."""
    if two.trigger is None or one.trigger is None or one.sentence != two.sentence or one.type != two.type:
        return False
    hurt = {toll.what for toll in one.toll} & (HARM | {"abducted"}) or one.trigger.text.lower() in _FATES
    if two.trigger.start < one.trigger.end or not hurt or two.toll:
        return False
    if one.trigger.text.lower().startswith("suffer"):  # wounds, in an attack that is told of elsewhere
        return False
    return _IN_ATTACK.fullmatch(one.sentence.text, one.trigger.end - one.sentence.start, two.trigger.start - one.sentence.start) is not None


def hurt_at_once(one: Claim, two: Claim) -> bool:
    """Whether one sentence tells of the dead and the wounded of an attack, or of those hurt and of what struck them.

    "12 were killed and 40 wounded", "two died when a mine exploded", "bombed the market, where 12 died", "hit a mine; two died".
    """
    if two.trigger is None or one.trigger is None or one.sentence != two.sentence or one.type != two.type:
        return False
    first = {toll.what for toll in one.toll} & HARM
    if two.trigger.start < one.trigger.end:
        return False
    between = one.sentence.text[one.trigger.end - one.sentence.start : two.trigger.start - one.sentence.start]
    second = {toll.what for toll in two.toll} & HARM
    if not first:
        told = {"actor", "place"}.intersection(argument.role for argument in two.arguments)
        headed = two.trigger.text.lower() in _FATES and one.sentence.text.rstrip()[-1:] not in {".", "!", "?", '"', "”"}
        if headed and second and _AND_DEAD.match(between):
            return True
        return bool(second) and (_WHERE.match(between) is not None or (not told and _THEN.match(between) is not None))
    if second:
        return not first & second and _AND_OTHERS.fullmatch(between) is not None
    named = between.split()[-1:] in (["a"], ["an"], ["the"], ["another"], ["its"], ["their"])  # "after the attack"
    return not two.toll and _WHEN.match(between) is not None and not named


def did_and_hurt(one: Claim, two: Claim) -> bool:
    """Whether one party did both at once: "gunmen ambushed two buses and shot 25 policemen dead"."""
    if two.trigger is None or one.trigger is None or one.sentence != two.sentence or one.type != two.type:
        return False
    if {toll.what for toll in one.toll} & HARM or not {toll.what for toll in two.toll} & HARM or one.trigger.end > two.trigger.start:
        return False
    first, second = ({argument.text for argument in claim.arguments if argument.role == "actor"} for claim in (one, two))
    between = one.sentence.text[one.trigger.end - one.sentence.start : two.trigger.start - one.sentence.start]
    return bool(first & second) and _AND_DID.fullmatch(between) is not None


def in_answer(one: Claim, two: Claim) -> bool:
    """Whether a sentence tells of one as the answer to the other, or as what came days before or after it: two happenings."""
    if two.trigger is None or one.trigger is None or one.sentence != two.sentence:
        return False
    first, last = sorted((one.trigger, two.trigger), key=lambda trigger: trigger.start)
    offset = one.sentence.start
    if _AFTER_THAT.search(one.sentence.text, 0, max(0, first.start - offset)):
        return True
    return _ANSWERS.search(one.sentence.text, first.end - offset, max(first.end, last.start) - offset) is not None
