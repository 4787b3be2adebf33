"""What the words of a claim tell of its event: new or taken up again, by how many, and by which word."""

import re

from reportedly.schema import Claim

_INDEFINITE = frozenset("a an another several two three four five many some new fresh".split())
# "It was the fifth attack", "Tuesday's bombing was one of the deadliest attacks".
_RANKED = re.compile(
    r"\A\W*(?:It|This|That|(?:The|[A-Z]\w+['’]s)\s+(?:[\w-]+\s+){1,3})\s*(?:was|is|were|marks|marked|comes\s+as)\s+(?:[a-z]+ly\s+|also\s+|only\s+)?"
    r"(?:the|(?:one|among)\s+(?:of\s+)?the|at\s+least\s+the)\s+(?:[\w-]+\s+)?(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:th|nd|rd|st)|latest|"
    r"most\s+(?:recent|serious|violent)|deadliest|worst|bloodiest|biggest|largest|heaviest|first)\s+"
    r"(?:(?!since\b|in\b|of\b|on\b|after\b|the\b)[\w-]+\s+){0,2}\Z"
)
_WHICH_ONE = re.compile(r"\s+(?:on|in|at|against|of|near|outside|inside|by|between|that|which|last|this|earlier)\b")
_DEAL = tuple("sign deal agree accord pact treat truce ceasefire cease-fire armistice seal conclud ratif settle".split())
_CHARGE = re.compile(r"which|an?\s+(?:[a-z]+\s+)?(?:charge|accusation|allegation|claim)", re.IGNORECASE)
_STATES = frozenset("dead hurt slain missing".split())
_BEFORE_THAT = frozenset("after in during of for from over by with to since before about on against following despite and".split())
_WHO_DID = re.compile(r"\b[Tt]h(?:e|ose|ese)\s[^,.;]{1,40}\s(?:who|that|which)\s+(?:had\s+|have\s+|has\s+)?\Z")
_COUNTS_BY_WORD = "one 1", "two 2 both", "three 3", "four 4", "five 5", "six 6", "seven 7", "eight 8", "nine 9", "ten 10"
_COUNT_WORDS = {word: number for number, words in enumerate(_COUNTS_BY_WORD, 1) for word in words.split()}


def takes_up_charge(claim: Claim) -> bool:
    """Whether a claim's word takes up what was told in front of its clause: "..., which Tarn denies", "..., a charge the army rejects"."""
    return claim.trigger is not None and _CHARGE.fullmatch(claim.trigger.text) is not None


def told_of_whom(claim: Claim) -> bool:
    """Whether a clause on known people takes up what they did: "the two leaders who fled"."""
    if claim.trigger is None:
        return False
    return _WHO_DID.search(claim.sentence.text[: claim.trigger.start - claim.sentence.start]) is not None


def as_many(one: Claim, two: Claim) -> bool:
    """Whether both are told of as many ("two commanders", "the two leaders"), or one gives no number."""
    first, second = ({_COUNT_WORDS[word] for word in _words_of_actors(claim) if word in _COUNT_WORDS} for claim in (one, two))
    return not first or not second or bool(first & second)


def counted_alike(one: Claim, two: Claim) -> bool:
    """Whether both say how many did it, and it is the same number."""
    first, second = ({_COUNT_WORDS[word] for word in _words_of_actors(claim) if word in _COUNT_WORDS} for claim in (one, two))
    return bool(first & second)


def _words_of_actors(claim: Claim) -> list[str]:
    return [word for one in claim.arguments if one.role == "actor" for word in re.findall(r"\w+", one.text.lower())]


def is_new(claim: Claim) -> bool:
    """Whether an indefinite article, a number or "there was" stands before the trigger: an event not told of before."""
    if claim.trigger is None:
        return False
    before = claim.sentence.text[: claim.trigger.start - claim.sentence.start].lower().split()[-3:]
    return not _INDEFINITE.isdisjoint(before) or "there" in before


def taken_up(claim: Claim) -> bool:
    """Whether an event is named by a noun with a definite article ("the defections"), as one that was told of before."""
    if claim.trigger is None:
        return False
    before = [word.lstrip("\"“‘'(") for word in claim.sentence.text[: claim.trigger.start - claim.sentence.start].lower().split()]
    pointed = before[-1:] == ["that"] and (len(before) == 1 or before[-2] in _BEFORE_THAT)  # "after that attack"
    return pointed or before[-1:] in (["the"], ["these"], ["this"], ["those"], ["their"], ["his"], ["her"], ["its"])


def pointed_at(claim: Claim) -> bool:
    """Whether a noun behind "that" or "this" takes up what was told right before it ("That attack was claimed by nobody")."""
    if claim.trigger is None or not taken_up(claim):
        return False
    before = claim.sentence.text[: claim.trigger.start - claim.sentence.start].lower().split()
    people = stem(claim).endswith("ed") or stem(claim) in _STATES  # "those killed"
    return before[-1] in ("that", "this", "these", "those") and not people


def is_bare(claim: Claim) -> bool:
    """An event named by a noun with nobody in it ("the defections")."""
    return not any(argument.role in {"actor", "recipient"} for argument in claim.arguments)


def stem(claim: Claim) -> str:
    """The first word of the trigger in lower case; empty where there is none."""
    return claim.trigger.text.lower().split()[0] if claim.trigger else ""


def ranked(claim: Claim) -> bool:
    """Whether a sentence counts or ranks what was told before it: "It was the fifth attack this month"."""
    if claim.trigger is None:
        return False
    return _RANKED.match(claim.sentence.text[: claim.trigger.start - claim.sentence.start]) is not None


def opens(claim: Claim) -> bool:
    """Whether a definite noun opens its sentence and no words behind it say which is meant: "The air strikes, in which"."""
    if claim.trigger is None or not taken_up(claim):
        return False
    start, end = claim.trigger.start - claim.sentence.start, claim.trigger.end - claim.sentence.start
    return len(claim.sentence.text[:start].split()) == 1 and _WHICH_ONE.match(claim.sentence.text, end) is None


def last_word(claim: Claim) -> str:
    """The last word of the trigger in lower case, a noun's head ("war" of "civil war"); empty where there is none."""
    return claim.trigger.text.lower().split()[-1] if claim.trigger else ""


def names_a_deal(claim: Claim) -> bool:
    """Whether a claim tells that something was agreed upon, by its noun or by what is done with one: "the accord", "signed"."""
    if claim.type != "AGREE" or claim.trigger is None:
        return False
    return any(word.startswith(_DEAL) for word in claim.trigger.text.lower().split())


def singular(word: str) -> str:
    """A word without the mark of the plural, for comparison only."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word
