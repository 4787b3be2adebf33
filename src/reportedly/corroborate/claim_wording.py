"""What the words of a claim tell of its event: new or taken up again, by how many, and by which word."""

import re

from reportedly.schema import Claim

_INDEFINITE = frozenset("a an another several two three four five many some new fresh".split())
_WHO_DID = re.compile(r"\b[Tt]h(?:e|ose|ese)\s[^,.;]{1,40}\s(?:who|that|which)\s+(?:had\s+|have\s+|has\s+)?\Z")
_COUNTS_BY_WORD = "one 1", "two 2 both", "three 3", "four 4", "five 5", "six 6", "seven 7", "eight 8", "nine 9", "ten 10"
_COUNT_WORDS = {word: number for number, words in enumerate(_COUNTS_BY_WORD, 1) for word in words.split()}


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
    before = claim.sentence.text[: claim.trigger.start - claim.sentence.start].lower().split()
    return before[-1:] in (["the"], ["these"], ["this"], ["those"], ["their"], ["his"], ["her"], ["its"])


def is_bare(claim: Claim) -> bool:
    """An event named by a noun with nobody in it ("the defections")."""
    return not any(argument.role in {"actor", "recipient"} for argument in claim.arguments)


def stem(claim: Claim) -> str:
    """The first word of the trigger in lower case; empty where there is none."""
    return claim.trigger.text.lower().split()[0] if claim.trigger else ""


def singular(word: str) -> str:
    """A word without the mark of the plural, for comparison only."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word
