"""What an event that a noun names did: "a bombing near Tarn on Friday killed nine", "an attack in which nine died"."""

import re
from collections.abc import Iterator, Sequence

from reportedly.corroborate.hurt_together import HARM
from reportedly.schema import Claim

_DOING = re.compile(
    r"(?:kill|wound|injur|maim|hurt|claim|took|tak|cost|lea?v|left|dead|destroy|damag|devastat|flatten|level|wreck)", re.IGNORECASE
)
_ADVERBS = r"(?:(?:has|had|have|also|reportedly|allegedly|apparently|since|then|later|[a-z]+ly)\s+)*"
_SAYS = r"(?:(?:he|she|they|it|(?:[\w’'-]+\s+){0,3}[\w’'-]+)\s+(?:said|says|say|believe|believes)\s+(?:that\s+)?)?"
# "The bombing killed", "the bombing that killed", "the attack, which he said had killed".
_AT_ONCE = re.compile(rf"\s+{_ADVERBS}|,?\s+(?:that|which)\s+{_SAYS}{_ADVERBS}")
# What opens what stands beside a noun: where, when, on whom and by whom; a comma goes on with a place or a day.
_BESIDE = (
    r"(?:on|in|at|near|of|against|outside|inside|by|between|across|around|along|from|during|among|over|off|targeting|involving|close\s+to|late|early|"
    r"last|this|earlier|yesterday|overnight|today|(?:just\s+)?(?:north|south|east|west)(?:east|west)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_BREAK = (
    r"\b(?:who|whom|whose|when|where|while|whereas|because|as|since|but|although|though|if|unless|until|said|says|saying|told|after|before|following|came|"
    r"comes|followed|follows|triggered|sparked|prompted|led|was|were|is|are|been|being|be|which|that|and\s+(?!(?:an?|the|its|their|other|[A-Z]\w*|\d)\b))\b"
)
_ON_WHOM = re.compile(
    rf"\s+(?:between\s[^.;,]{{1,60}}?\sand\s|{_BESIDE}\b)(?:(?!{_BREAK})[^.;,(]|(?<=\w)\.(?=\w)|(?<=\b[A-Z])\.){{0,120}}?(?:,\s+(?:(?!{_BREAK})[^.;,(]){{1,50}},)?\s"
    rf"(?:(?:that|which)\s+{_SAYS})?{_ADVERBS}(?<!\bto )"
)
_ASIDE = re.compile(rf",\s+(?:which|who)\s[^.;,]{{1,120}},\s+{_ADVERBS}")
_IN_WHICH = re.compile(r"(?:\s[^.;]{0,100}?)?,?\s(?:in|during|at|by)\s+which\s[^.;]{0,80}", re.DOTALL)
_LEFT = re.compile(r"\b(?:left|leaves?|leaving)\s+(?:(?!that\b|which\b|who\b|by\b|in\b)[\w’'-]+\s+){1,7}\Z")
_AND_SO = re.compile(r"[^.;]{1,80}?(?:,|\band)\s+(?:also\s+|[a-z]+ly\s+)?")
_IN_PHRASE = re.compile(r"\b(?:on|in|at|near|of|against|by|between|and|from|outside|inside|over|off)\s+(?:[\w-]+\s+){0,2}\Z")
# "An attack that killed nine" behind a comma calls what was told before it by a noun.
_CALLED = re.compile(r"[^.;]{1,160}?,\s+(?:in\s+)?(?:an?|the|one\s+of\s+the)\s+(?:(?!second\b|third\b|other\b|separate\b)[\w-]+\s+){0,3}")
_CALLED_SO = re.compile(
    r"\s+(?:that|which|in\s+which|(?:[\w’'-]+\s+){1,4}(?:said|says|described|condemned|called)|claimed\s+by|blamed\s+on|condemned\s+by)\b"
)
_DEADLIEST = re.compile(
    r"(?:,|\bwas|\bwere|\bis)\s+(?:in\s+|one\s+of\s+|among\s+)?the\s+(?:\w+\s+)?(?:deadliest|worst|bloodiest|biggest|largest|latest|first|second|"
    r"third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:th|st|nd|rd)|heaviest|most\s+\w+)\s+(?:\w+\s+){0,2}\Z"
)


def what_nouns_did(events: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims of one sentence: an event's noun, and what a verb says that it did or that happened in it."""
    told = sorted((one for one in events if one.trigger is not None), key=lambda one: (one.sentence.start, _start(one)))
    for place, two in enumerate(told):
        before = [one for one in told[:place] if one.sentence.start == two.sentence.start and _end(one) <= _start(two)]
        held = [one for one in before if _acts_in(one, two)]
        nearest = _noun_before(before, two) if before else None
        yield from ((one, two) for one in held if one is not nearest)
        if nearest is not None:
            yield nearest, two


def _noun_before(before: Sequence[Claim], two: Claim) -> Claim | None:
    """The claim before a verb that names the event which did it, or that a noun behind a comma calls again."""
    one = before[-1]
    start = _verb_start(two)
    at_once = _has_article(one) and _AT_ONCE.fullmatch(_text(two, _end(one), start)) is not None
    if at_once or (one.type == two.type and _calls_again(one, two)):
        return one
    hurt = bool({toll.what for toll in two.toll} & HARM)
    if hurt and one.type == two.type and not _conditional(one) and _IN_WHICH.fullmatch(_text(two, _end(one), start)):
        return one
    if not _harms(two):
        return None
    for one in reversed(before):
        between = _text(two, _end(one), start)
        if one.type == two.type and not _conditional(one) and _names_what_did(one, two, between):
            return one
        if not (_harms(one) and _AND_SO.fullmatch(between)):
            break
        start = _verb_start(one)
    opened = [one for one in before if one.type == two.type and _ASIDE.fullmatch(_text(two, _end(one), start))]
    return opened[-1] if opened and not _has_actor_of_its_own(opened[-1], two) else None


def _names_what_did(one: Claim, two: Claim, between: str) -> bool:
    if _has_actor_of_its_own(one, two):
        return False
    return _acts_in(one, two) or _AT_ONCE.fullmatch(between) is not None or _ON_WHOM.fullmatch(between) is not None


def _acts_in(one: Claim, two: Claim) -> bool:
    """Whether the first is (part of) who or what does the second, as its words say."""
    return any(arg.role == "actor" and arg.start <= _start(one) and _end(one) <= arg.end for arg in two.arguments)


def _has_article(claim: Claim) -> bool:
    before = _text(claim, claim.sentence.start, _start(claim)).lower().split()[-2:]
    return not {"the", "a", "an", "this", "that", "its", "their", "his", "her"}.isdisjoint(before)


def _calls_again(one: Claim, two: Claim) -> bool:
    """Whether the second, a noun behind a comma, calls the first: "hit a clinic, an attack that", "the worst attack"."""
    if _harms(two):
        return False
    between = _text(two, _end(one), _start(two))
    called = _CALLED_SO.match(two.sentence.text, _end(two) - two.sentence.start) is not None and _CALLED.fullmatch(between) is not None
    return called or (_DEADLIEST.search(between) is not None and ";" not in between)


def _has_actor_of_its_own(one: Claim, two: Claim) -> bool:
    """Whether somebody else than what the noun names does it: in "an attack on police and the army" the army is beside the noun."""
    return any(
        arg.role == "actor" and arg.start >= _end(one) and arg.end <= _start(two)
        and not _IN_PHRASE.search(_text(two, _end(one), arg.start))
        for arg in two.arguments
    )  # fmt: skip


def _harms(claim: Claim) -> bool:
    tolled = bool({toll.what for toll in claim.toll} & HARM) or any(one.role == "recipient" for one in claim.arguments)
    text = claim.trigger.text if claim.trigger is not None else ""
    return tolled and _DOING.match(text) is not None and not text.lower().endswith("ing")


def _conditional(claim: Claim) -> bool:
    return claim.factuality.modality != "actual"


def _verb_start(claim: Claim) -> int:
    """Where the verb begins: "left" of "left nine people dead"."""
    left = _LEFT.search(claim.sentence.text, 0, max(0, _start(claim) - claim.sentence.start))
    return claim.sentence.start + left.start() if left is not None else _start(claim)


def _text(claim: Claim, start: int, end: int) -> str:
    return claim.sentence.text[max(0, start - claim.sentence.start) : max(0, end - claim.sentence.start)]


def _start(claim: Claim) -> int:
    return claim.trigger.start if claim.trigger is not None else claim.sentence.start


def _end(claim: Claim) -> int:
    return claim.trigger.end if claim.trigger is not None else claim.sentence.start
