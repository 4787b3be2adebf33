"""How many people a row names: "a woman and her two children" are three, "at least three soldiers and a driver" four or more.

A sum is made only where each phrase of the row tells how many it is; its words are those of the whole row.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from reportedly.extract.frames import Filled
from reportedly.extract.lexicon import lexicon
from reportedly.extract.noun_phrases import singular
from reportedly.extract.tolls import AMOUNT, Amount, amounts, suffered, with_hedge
from reportedly.schema import Mention, Toll, span_of

# What is counted is no people, but a share, a time or a way.
COUNTED_ELSEWHERE = re.compile(
    r"[\s-]*(?:%|(?:percent|per cent|years?|months?|weeks?|days?|hours?|km|kilomet\w*|miles?|p\.?m|a\.?m|th|st|nd|rd)\b)",
    re.IGNORECASE,
)
# No toll: "a father of two", "most of the 900", "three of the five"; a share of a number is none either ("two thirds of them").
NO_TOLL = re.compile(
    r"\b(?:(?:father|mother|parent|grandfather|grandmother|guardian)\s+of|"
    rf"(?:half|most|many|majority|third|thirds|quarter|quarters|percent|per\s+cent|%|{AMOUNT}|dozens|scores|hundreds)\s+"
    r"of\s+(?:(?:the|its|their|his|her|those|these|about|some|nearly|more than|[\w’'-]+['’]s?)\b\s*){0,3})\s*\Z"
    r"|\b(?:an\s+average\s+of|on\s+average,?)\s+\Z",
    re.IGNORECASE,
)
# "Four people a day": so many at a time.
EACH_TIME = re.compile(
    r"(?:\s+[\w’'-]+){0,3}?\s+(?:a|per|each|every)\s+(?:day|night|week|month|year|hour)\b", re.IGNORECASE
)
SHARE = re.compile(r"[\s-]+(?:thirds?|quarters?|fifths?|tenths?)\b", re.IGNORECASE)
_ROW_JOINT = re.compile(r"\s*,?\s+(?:and|as\s+well\s+as|along\s+with|together\s+with|plus)\s+|\s*,\s+", re.IGNORECASE)
_OWNER = re.compile(r"(?:his|her|their|its|my|our|whose|the)\s+(?=\w+\s)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|an?|another|his|her|their|its|my|our|whose)\s+", re.IGNORECASE)
_AFTER_HEAD = re.compile(r"\s(?:of|from|in|at|with|who|whose|near|on|aged)\s")
_PLACE = re.compile(r"\s(?:in|at(?!\s+(?:least|most)\b)|near|on|outside|inside)\s(?:(?!\sand\s).)*\Z", re.DOTALL)  # behind the last phrase
_OR_ELSE = re.compile(
    r"\s+or\s+(?:(?:seriously|badly|severely)\s+)?(?:killed|dead|wounded|injured|hurt|maimed|captured|detained|missing|displaced|abducted|kidnapped|disappeared)\b",
    re.IGNORECASE,
)
_ELSE_OR = re.compile(
    r"\b(?:kill(?:ed|ing)?|dead|wound(?:ed|ing)?|injur(?:ed|ing)|maim(?:ed|ing)|captur(?:ed|ing)|detain(?:ed|ing)|missing|arrest(?:ed|ing))\s+or\s+\Z",
    re.IGNORECASE,
)
_APPOSED = re.compile(r",\s+[A-Z][\w’'-]+(?:\s+(?:al-)?[A-Z][\w’'-]+){0,3}(?:,\s+\d{1,2})?,?\Z")
# Things are no people: "seized four weapons".
THINGS = re.compile(
    r"\s+(?:[a-z-]+\s+)?(?:weapons|rifles|guns|pistols|firearms|machetes|knives|grenades|rockets|missiles|bombs|drones|mines|vehicles|cars|trucks|"
    r"lorries|motorcycles|tanks|boats|ships|houses|homes|buildings|villages|towns|passports|phones|computers|documents|kilos?|kilograms|tons|tonnes|"
    r"litres|barrels|dollars|euros|cows|goats|sheep|cattle|camels|livestock|animals)\b(?!['’-])",
)
_NAME_AND_COMMA = re.compile(r"\b[A-Z][\w’'-]+,\s+\Z")
_AFTER_AGE = re.compile(r"\s*(?:[,)]|\Z)|\s+(?:was|were|is|has|had)\b")
_OLDEST = 120


def is_age(text: str, start: int, one: Amount) -> bool:
    """Whether a number behind a name is how old the person is: "Omar Salt, 54, was arrested"."""
    named = _NAME_AND_COMMA.search(text, start, one.start) is not None
    return named and one.low == one.high and (one.high or 0) <= _OLDEST and _AFTER_AGE.match(text, one.end) is not None


def row_toll(text: str, span: tuple[int, int], what: str, mentions: Sequence[Mention]) -> Toll | None:
    """The toll of people joined by "and" whose numbers are all told: "a woman and her two children" are three.

    None where there is one phrase alone, where a word gives each their own fate ("five dead and 20 wounded"), or where one of the
    phrases has no number, is a thing, or may be part of another.
    """
    parts = _parts_of_row(text, span)
    if len(parts) < 2 or suffered(text, *span, "") != "":
        return None
    people = [two for one, two in pairwise([(span[0], span[0]), *parts]) if not _describes(text, one, two)]
    told = [count for part in people if (count := _people_in(text, part, mentions)) is not None and count.best is not None]
    if len(told) < len(people):
        return None
    first, *rest = told
    if len(rest) > 1 and first.best == sum(one.best or 0 for one in rest):  # "three people, a woman and two boys"
        return Toll(what=what, low=first.low, best=first.best, high=first.high, span=span_of(text, first.start, first.end))
    lows, highs = [one.low for one in told], [one.high for one in told]
    return Toll(
        what=what,
        low=None if None in lows else sum(one or 0 for one in lows),
        best=sum(one.best or 0 for one in told),
        high=None if None in highs else sum(one or 0 for one in highs),
        span=span_of(text, parts[0][0], parts[-1][1]),
    )


def of_either_fate(text: str, trigger: tuple[int, int], tolls: tuple[Toll, ...]) -> tuple[Toll, ...]:
    """The tolls of a trigger that another fate shares: of 150 "killed or wounded" at most 150 were killed, and nobody says how many."""
    if _OR_ELSE.match(text, trigger[1]) is None and _ELSE_OR.search(text, max(0, trigger[0] - 16), trigger[0]) is None:
        return tolls
    return tuple(
        Toll(what=one.what, low=None, best=None, high=one.high, span=one.span) for one in tolls if one.high is not None
    )


def _describes(text: str, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether the second phrase may only say who the first, a name, is ("Omar Salt, a driver")."""
    name = text[slice(*one)].split()[-1:]
    leads = ("a ", "an ", "the ", "his ", "her ", "its ")
    return bool(name) and name[0][:1].isupper() and text[one[1] : two[0]].strip() == "," and text[slice(*two)].lower().startswith(leads)


def _parts_of_row(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The phrases of a row that "and" ends; one where there is no "and"."""
    start, end = with_hedge(text, span[0]), span[1]
    place = _PLACE.search(text, start, end)
    end = place.start() if place else end
    numbers = list(amounts(text, start, end))  # "between three and five" is one number
    joints = [
        joint for joint in _ROW_JOINT.finditer(text, start, end)
        if not any(one.start < joint.start() and joint.end() < one.end for one in numbers)
    ]  # fmt: skip
    if all(joint.group().strip() == "," for joint in joints):
        return [(start, end)]
    edges = [start, *(edge for joint in joints for edge in joint.span()), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _people_in(text: str, part: tuple[int, int], mentions: Sequence[Mention]) -> Amount | None:
    """How many people a phrase names: the number that opens it, or one for a named or singular person; None where that isn't told."""
    start, end = part
    owner = _OWNER.match(text, start, end)
    first = owner.end() if owner else start
    found = next(amounts(text, first, end), None)
    if found is None:
        if not text[start:end].strip():  # the row ends in its joint: "Ona Brill, 36, and"
            return None
        alone = _one_with_article(text[start:end]) or is_one_person(text, Filled("recipient", start, end, 1.0), mentions)
        return Amount(start, end, 1, 1, 1) if alone else None
    elsewhere = COUNTED_ELSEWHERE.match(text, found.end) or SHARE.match(text, found.end) or is_time(found.start, found.end, mentions)
    head = text[found.end : end].lower().split()[-1:]
    return found if found.start == first and not elsewhere and (not head or _may_be_people(head[0])) else None


def _one_with_article(words: str) -> bool:
    """Whether words are an article and a word for one person ("the mayor of Tarn", "her son"); who is killed beside people is one."""
    article = _ARTICLE.match(words)
    if article is None:
        return False
    head = _AFTER_HEAD.split(words, 1)[0].lower().split()[-1]
    return not head.endswith("s") and head not in article.group().lower().split() and _may_be_people(head)


def _may_be_people(head: str) -> bool:
    """Whether a plural's head may name people: a word that the lexicon knows otherwise does not."""
    kinds = lexicon().head_kinds.get(singular(head), lexicon().head_kinds.get(head, frozenset({"person"})))
    return "person" in kinds and head not in lexicon().things


def is_time(start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Whether a time shares these characters."""
    return any(one.kind == "time" and one.start < end and start < one.end for one in mentions)


def is_one_person(text: str, argument: Filled, mentions: Sequence[Mention]) -> bool:
    """Whether an argument names one person: a name, or one with an article."""
    named = _APPOSED.search(text, argument.start, argument.end)  # "its founder, Omar Salt"
    words = text[argument.start : named.start() if named else argument.end]
    if re.search(r"\band\b|,|^(?:no|not)\b|^none\b", words, re.IGNORECASE):
        return False
    persons = [
        one for one in mentions if one.kind == "person" and argument.start <= one.start and one.end <= argument.end
    ]
    if any(one.level == "name" and one.end == argument.end for one in persons):
        return True
    last = words.split()[-1].lower()
    one_of = re.match(r"one\s+of\s+(?:the|them|its|their|his|her|those|these)\b", words, re.IGNORECASE) is not None
    if one_of:
        return True
    single = re.match(r"(?:an?|another|its|his|her|their|my|our|whose)\s", words, re.IGNORECASE) is not None and not last.endswith("s")
    return single and (any(one.end == argument.end for one in persons) or lexicon().head_kinds.get(last, frozenset()) == {"person"})
