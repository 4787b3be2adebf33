"""What speaks against two claims being of one occurrence: another day, place, toll or mode, or words that tell one more of the kind."""

import datetime
import re

from reportedly.corroborate.claim_wording import last_word, taken_up
from reportedly.corroborate.hurt_together import HARM, in_answer
from reportedly.corroborate.opposite_ways import opposite_ways
from reportedly.corroborate.rival_tolls import unequal_tolls
from reportedly.schema import Claim, ClaimPlace

# "Suicide bombers struck ... The bombing": a definite noun may name the mode more broadly.
ALIKE_MODES = (
    frozenset({"explosives", "suicide-attack", "targeted"}),
    frozenset({"aerial", "drone", "explosives", "heavy-weapons"}),
    frozenset({"firearms", "targeted"}),
    frozenset({"demo", "riot", "obstruct"}),
)
# What tells another event of the kind from the one before.
_ANOTHER = re.compile(
    r"\b(?:another|(?:a|the) (?:second|third|fourth|fifth|separate|further|fresh|new|different|similar|later)(?! (?:wom[ae]n|m[ae]n|person|"
    r"passenger|victim|soldier|officer|police(?:m[ae]n)?|child|boy|girl|student|civilian|journalist|suspect|guard|driver)\b)|elsewhere|"
    r"separately|in a separate|"
    r"meanwhile|on the same day|the same day|days? later|hours? later|weeks? later|later|also)\b",
    re.IGNORECASE,
)
_INCLUDING = re.compile(r"\bincluding\s[^,;.]{1,60}\b(?:who|whom|when|in\s+(?:an?|one))\b[^,;.]*\Z")
_OTHER = re.compile(r"(?<!,\s)\b(?:other|another|further|similar|separate)\s+(?:[a-z]+\s+)?\Z")
_DIVISION = 4  # UCDP GED where_prec of a first-level division
_DEGREES = 2.0  # some 200 km
_LONG = 45  # days, more than a month's
_DEATHS = frozenset("deaths fatalities casualties injuries".split())
# "It had initially reported two deaths."
_REPORTED = re.compile(
    r"\A(?:[^,;:]*\s)?(?:earlier|initially|first|previously|originally|so\s+far|now|since)\s+(?:had\s+|has\s+|have\s+)?"
    r"(?:reported|recorded|confirmed|counted|registered|announced|given|spoken\s+of)\s+(?:[\w,-]+\s+){1,3}\Z"
)
_COUNTS = frozenset("toll tally number count figure total dead".split())


def happened(claim: Claim) -> bool:
    """Whether a claim is told as something that took place."""
    return claim.factuality.polarity == "positive" and claim.factuality.modality == "actual"


def is_count(claim: Claim) -> bool:
    """Whether a claim only gives the toll of an occurrence ("put the toll at 23"); it may well give another than was told before."""
    if claim.trigger is None or not claim.toll or any(one.role in ("actor", "recipient") for one in claim.arguments):
        return False
    if not any(one.role == "toll" for one in claim.arguments):
        return False
    before = claim.sentence.text[: claim.trigger.start - claim.sentence.start]
    reported = claim.when is None and claim.where is None and claim.trigger.text.lower() in _DEATHS and _REPORTED.search(before)
    return bool(reported) or not _COUNTS.isdisjoint(claim.trigger.text.lower().split())


def told_alike(one: Claim, two: Claim) -> bool:
    """Whether both are told as having happened, or both as not."""
    return one.factuality.modality == two.factuality.modality and one.factuality.polarity == two.factuality.polarity


def against(one: Claim, two: Claim) -> bool:
    """Whether anything speaks against the two being one occurrence."""
    if not told_alike(one, two):
        return True
    return conflict(one, two) or unlike_modes(one, two) or told_as_another(one, two)


def conflict(one: Claim, two: Claim) -> bool:
    """Whether the words put the two elsewhere, on other days or with another toll."""
    counts = is_count(one) or is_count(two)
    apart = apart_in_time(one, two) or apart_in_place(one, two) or (not counts and unequal_tolls(one, two))
    return apart or opposite_ways(one, two) or in_answer(one, two) or _beside_sum(one, two) or _part_of(one, two) or _others(one, two)


def is_sum(claim: Claim) -> bool:
    """Whether a claim counts whom many attacks hurt over months: "more than 300 have been killed since January"."""
    when = claim.when
    if when is None or when.start is None or not {toll.what for toll in claim.toll} & HARM:
        return False
    if when.end is None:
        return True
    return (datetime.date.fromisoformat(when.end[:10]) - datetime.date.fromisoformat(when.start[:10])).days > _LONG


def over_months(claim: Claim) -> bool:
    """Whether a claim tells of what went on since a day, or counts the harm of months."""
    since = claim.when is not None and claim.when.start is not None and claim.when.end is None
    return since or is_sum(claim)


def _beside_sum(one: Claim, two: Claim) -> bool:
    """Whether one counts the harm of months, and the other tells of a day's."""
    day = next((other for claim, other in ((one, two), (two, one)) if is_sum(claim)), None)
    return day is not None and day.when is not None and day.when.start is not None and day.when.start == day.when.end


def _part_of(one: Claim, two: Claim) -> bool:
    """Whether a sentence tells of one as part of the other: "raids killed 63, including 14 who died when a bomb hit a bakery"."""
    return _between(one, two, _INCLUDING)


def _others(one: Claim, two: Claim) -> bool:
    """Whether a sentence tells of one and of others: "the bombing of a bus and a series of other attacks"."""
    return _between(one, two, _OTHER)


def _between(one: Claim, two: Claim, words: re.Pattern[str]) -> bool:
    """Whether such words stand between the triggers of two claims of one sentence."""
    if one.trigger is None or two.trigger is None or one.sentence != two.sentence:
        return False
    first, last = sorted((one.trigger, two.trigger), key=lambda trigger: trigger.start)
    offset = one.sentence.start
    return words.search(one.sentence.text, first.end - offset, max(first.end, last.start) - offset) is not None


def one_of_many(one: Claim, two: Claim) -> bool:
    """Whether one noun is the plural of the other: "the bombing" is none of "bombings" told of before."""
    first, second = sorted((last_word(one), last_word(two)), key=len)
    return bool(first) and second == first + "s" and one.type != "CONSULT"


def told_as_another(one: Claim, two: Claim) -> bool:
    """Whether the second is told as one more of its kind ("Another blast", "Hours later it shelled")."""
    if one.trigger is None or two.trigger is None or one.sentence.start == two.sentence.start:
        return False
    before = two.sentence.text[: max(0, two.trigger.start - two.sentence.start)]
    return _ANOTHER.search(before) is not None and not taken_up(two)


def apart_in_time(one: Claim, two: Claim) -> bool:
    """Whether both say when, and the one had ended when the other began."""
    if one.when is None or two.when is None or one.when.start is None or two.when.start is None:
        return False
    return (one.when.end or "9999") < two.when.start or (two.when.end or "9999") < one.when.start


def apart_in_place(one: Claim, two: Claim) -> bool:
    """Whether two claims of one type say where, each more closely than by a country or a division of it, and say otherwise."""
    if one.where is None or two.where is None or one.where.geonames == two.where.geonames:
        return False
    if one.type != two.type or max(one.where.precision, two.where.precision) > _DIVISION:
        return False
    division = one.where.precision == _DIVISION or two.where.precision == _DIVISION
    return not division or one.where.precision == two.where.precision or not _within(one.where, two.where)


def _within(one: ClaimPlace, two: ClaimPlace) -> bool:
    """Whether a place may lie in a division of its country, as near as the two are."""
    if one.country != two.country or one.lat is None or two.lat is None or one.lon is None or two.lon is None:
        return False
    return abs(one.lat - two.lat) <= _DEGREES and abs(one.lon - two.lon) <= _DEGREES


def unlike_modes(one: Claim, two: Claim) -> bool:
    """Whether two sentences tell of different modes, and the second's is no broader word for the first's."""
    if one.sentence.start == two.sentence.start or one.mode == two.mode or not (one.mode and two.mode):
        return False
    return not (any({one.mode, two.mode} <= alike for alike in ALIKE_MODES) and taken_up(two))
