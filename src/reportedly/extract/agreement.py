"""Arguments that can't all hold: who does a thing to himself, who only speaks behind it, and who is no part of a passive."""

import re

from msgspec.structs import replace

from reportedly.extract.frames import Filled, claim_words
from reportedly.extract.triggers import Trigger

_PARTIES = frozenset({"actor", "recipient"})
_HARMS = frozenset({"ASSAULT", "COERCE"})
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
# "A convoy approached the checkpoint that was attacked": whoever stands in front of the checkpoint has not attacked it.
_WAS_DONE_TO = re.compile(
    r"\b(?P<whom>[\w’'-]+)\s+(?:that|which|who)\s+(?:was|were|is|are|had\s+been|has\s+been|have\s+been)\s+(?:[a-z]+ly\s+)?\Z"
)
_SAID = re.compile(r"\b(?:said|says|told|reported|claimed|believed?|alleged|added)\b")
_TALKS = frozenset({"CONSULT", "AGREE"})
_ACCORDS = frozenset(
    "ceasefire ceasefires cease-fire truce truces deal deals agreement agreements accord accords treaty pact settlement swap".split()
)
_OCCURRENCE = re.compile(
    r"(?:an?\s+|the\s+)?(?:[a-z]+\s+)?(?:clash(?:es)?|fighting|shoot-?outs?|shootings?|attacks?|raids?|explosions?|blasts?|battles?|violence|unrest)",
    re.IGNORECASE,
)
_BROKERED = re.compile(r"\b(?:brokered|mediated|proposed|facilitated|hosted|sponsored|drafted)\s+by\s+(?:the\s+|an?\s+)?\Z")
_WHOSE = re.compile(r"whose\s+(?=\w)")
_CAPTIVE = re.compile(r"\s(?:hostages?|captives?|prisoners?)\Z")
_TAKES = re.compile(r"t(?:akes?|aking|ook|aken)|h(?:olds?|olding|eld)", re.IGNORECASE)
_SENDS = re.compile(r"(?:fir(?:e|es|ed|ing)|launch|thr[eo]w|hurl|lob|toss|drop)", re.IGNORECASE)
_CUT = re.compile(r"\b[A-Za-z]+[-’']\Z")
_REST = re.compile(r"[^\W_][\w’'-]*")
_OWNER = re.compile(r"[A-Z][\w.-]*['’]s?\Z")
_OWNED = re.compile(r"\s[a-z-]+\b")
_WITH = re.compile(r"\b(?:with|using)\s+(?:an?\s+|the\s+)?(?:[a-z]+\s+)?\Z")
_SPEAKS = re.compile(r"\s+(?:said|says|told|added|reported|reports|stated|claimed|according)\b")


def agreeing(text: str, trigger: Trigger) -> list[Filled]:
    """The arguments of a trigger without those that its own words rule out."""
    arguments = _joined(text, [_whole_words(text, one, trigger) for one in trigger.arguments])
    doers = {_bare(text, one) for one in arguments if one.role == "actor"}
    hurt = [one for one in arguments if one.role == "recipient"] if trigger.type in _HARMS else []
    undergone = _WAS_DONE_TO.search(text, max(0, trigger.start - 60), trigger.start) if trigger.type in _HARMS else None
    return [
        one for one in arguments
        if not _is_means(text, one, trigger, arguments) and not _speaks_before(text, one, trigger, arguments)
        and not _no_party_to_it(text, one, trigger)
        and not (one.role == "recipient" and _bare(text, one) in doers)
        and not (one.role == "actor" and any(_inside(one, two) for two in hurt))  # "members of the League were abducted"
        and not (undergone is not None and one.role == "actor" and one.end <= undergone.start("whom"))
        and not (one.role in _PARTIES and trigger.type in _HARMS and one.start >= trigger.end and _SPEAKS.match(text, one.end))
    ]  # fmt: skip


def _whole_words(text: str, one: Filled, trigger: Trigger) -> Filled:
    """A party with the rest of its last word ("two al-" of "two al-Qaida"), and without what is no part of it ("taken hostage")."""
    if one.role not in _PARTIES:
        return one
    start, end = one.start, one.end
    whose = _WHOSE.match(text, start, end)
    captive = _CAPTIVE.search(text, start, end)
    if captive is not None and one.start >= trigger.end and _TAKES.fullmatch(text, trigger.start, trigger.end):
        return replace(one, end=captive.start())
    if _CUT.search(text, start, end) and (rest := _REST.match(text, end)) is not None:
        end = rest.end()
    elif (owned := _OWNED.match(text, end)) is not None and _OWNER.search(text, start, end):
        end = owned.end()
    if trigger.start < end and start < trigger.end:
        return one
    return replace(one, start=whose.end() if whose else start, end=end)


def _joined(text: str, arguments: list[Filled]) -> list[Filled]:
    """The arguments, with a title and the name right behind it as one ("U.S. envoy" and "Keith Brannon")."""
    made: list[Filled] = []
    for one in sorted(arguments, key=lambda each: (each.start, -each.end)):
        last = next((two for two in made if two.role == one.role and two.end + 1 == one.start), None)
        beside = last is not None and one.role in _PARTIES and text[last.end] == " "
        named = beside and last is not None and text[one.start].isupper() and text[last.end - 1].islower()
        described = beside and last is not None and text[one.start].islower() and text[last.start : last.end].endswith("ed")
        if last is not None and (named or described):
            made[made.index(last)] = replace(last, end=one.end, score=max(last.score, one.score), part=last.part or one.part)
        else:
            made.append(one)
    return made


def _is_means(text: str, one: Filled, trigger: Trigger, arguments: list[Filled]) -> bool:
    """Whether a recipient only is what it was done with ("stabbed with a knife"), or an instrument what was struck ("blew up a car")."""
    if one.role not in ("recipient", "instrument") or trigger.type not in _HARMS:
        return False
    others = {"recipient": "instrument", "instrument": "recipient"}
    same = [two for two in arguments if two.role == others[one.role] and two.start < one.end and one.start < two.end]
    if not same:
        return False
    first = min(one.start, *(two.start for two in same))
    sent = _SENDS.match(text, trigger.start, trigger.end) is not None
    means = first < trigger.start or sent or _WITH.search(text, trigger.end, first) is not None
    return means == (one.role == "recipient")


def _speaks_before(text: str, one: Filled, trigger: Trigger, arguments: list[Filled]) -> bool:
    """Whether an actor only tells of another's deed: "residents said soldiers burned houses"."""
    if one.role != "actor" or one.end > trigger.start:
        return False
    later = [two.start for two in arguments if two.role == "actor" and one.end < two.start and two.end <= trigger.start]
    return bool(later) and _SAID.search(text, one.end, min(later)) is not None


def _no_party_to_it(text: str, one: Filled, trigger: Trigger) -> bool:
    """Whether a party is an occurrence, the accord that was brokered, who brokered it, or the arms that are laid down."""
    head = text[one.start : one.end].split(" of ")[0].split()[-1].lower()
    if one.role == "recipient" and trigger.type in _TALKS:
        return head in _ACCORDS
    if one.role == "recipient" and trigger.type == "RETREAT":
        return head in claim_words().arms or head in {"arms", "weapons"}
    if one.role == "actor" and trigger.type in _HARMS and _OCCURRENCE.fullmatch(text, one.start, one.end):
        return True
    return one.role == "actor" and trigger.type in _TALKS | {"RETREAT"} and _BROKERED.search(text, trigger.end, one.start) is not None


def _inside(one: Filled, two: Filled) -> bool:
    """Whether an argument is a part of another."""
    return two.start <= one.start and one.end <= two.end and one.end - one.start < two.end - two.start


def _bare(text: str, one: Filled) -> str:
    """The words of an argument in small letters, without an article."""
    words = text[one.start : one.end].lower()
    article = _ARTICLE.match(words)
    return words[article.end() :] if article else words
