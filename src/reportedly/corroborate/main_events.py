"""What a report is about, taken up further down: "the attack", far below the first sentences, is the one that they tell of."""

import datetime
import re
from collections.abc import Iterator, Sequence

from reportedly.corroborate.claim_wording import is_new, last_word, names_a_deal, singular, stem, taken_up
from reportedly.corroborate.hurt_together import HARM
from reportedly.corroborate.told_apart import ALIKE_MODES, conflict, happened, is_count, over_months, told_as_another
from reportedly.schema import Claim

LEAD = 700
"""Characters, about the headline and the first two sentences, in which a report says what it is about."""
_A_MONTH = 27  # days
_COUNTRY = 6  # UCDP GED where_prec of a country
IN_FULL = 1200
"""Characters, about the first five sentences, in which a report tells in full what it is about."""
NEARBY = 260
"""Characters, about two sentences, within which "the attack" is the one just told of, whatever the report is about."""
# Words behind a noun that say which one is meant: "the attack on the market".
_WHICH_ONE = re.compile(r"\s+(?:on|against|of|near|outside|inside|between|that|which|last|this|earlier|in\s+(?:the\s+)?[A-Z\d])\b")
_WHOSE = re.compile(r"\b(?:[Tt]heir|[Hh]is|[Hh]er|[Ii]ts)\s+\Z")
_CAPITAL = re.compile(r"(?<!\A)\b[A-Z][\w’'-]+")
# Modes in which a report seldom tells two deeds of one day without saying that they are two.
_ONE_DEED = frozenset(
    "firearms explosives suicide-attack aerial drone heavy-weapons primitive targeted abduct sexual chemical demo riot".split()
)
_MANY_TIMES = re.compile(r"\b(?:days|weeks|months|years|series|wave|spate|string|dozens|number|spread)\s+of\s+(?:[\w-]+\s+){0,2}\Z")
_PEOPLE = frozenset("dead wounded injured hurt slain missing killed".split())
_KILLING = re.compile(r"\bkilling\s+(?:at\s+least\s+)?\w+")  # "opened fire on the crowd, killing four"
_KILLINGS = frozenset("massacre genocide killing murder slaughter assassination death".split())
# Nouns in the plural that name one occurrence.
_ONE_OF_MANY = frozenset(
    "talks negotiations clashes hostilities protests demonstrations riots arrests detentions convictions sentences elections".split()
)
_MEETINGS = frozenset("meeting summit conference visit session".split())
_TALKS = frozenset("talks negotiations discussions dialogue consultations".split())
# Nouns that say of an attack no more than that it was one.
_PLAIN = frozenset("attack assault incident raid operation violence atrocity crime offensive".split())
_FIGHT = re.compile(r"(?:clash|fight|battle|skirmish|shoot-?out|combat)", re.IGNORECASE)
# "The firefight broke out on Thursday": a sentence that says when and where it was.
_TOOK_PLACE = re.compile(
    r"\s+(?:broke\s+out|began|happened|took\s+place|occurred|came|erupted|started|lasted|was\s+carried\s+out|was\s+reported|unfolded|followed)\b"
)
# "The Haifa attack", "Monday's bombing".
_NAMED_BY = re.compile(
    r"\b[Tt]h(?:e|at|is)\s+(?P<names>(?:[A-Z][\w-]+\s+){1,3})\Z|\b(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)['’]s\s+\Z"
)
_LASTING = frozenset("war conflict insurgency uprising rebellion campaign".split())


def taken_up_below(groups: Sequence[Sequence[Claim]]) -> Iterator[tuple[int, int]]:
    """Pairs of occurrences, by their places among ``groups``: one told, and one that only names it again with a definite article.

    The groups come in the order of their first claims. What a report's first sentences tell is meant before all else, and what they
    don't tell only where nothing else that was told of fits.
    """
    lead = min((_start(group) for group in groups), default=0)
    for number, group in enumerate(groups):
        named = _named(group)
        if named is None:
            continue
        fitting = [place for place in range(number) if _may_be(groups[place], group, named)]
        main = [place for place in fitting if _start(groups[place]) <= lead + LEAD]
        news = [place for place in fitting if not main or place == main[0] or not is_past(groups[place], groups[main[0]])]
        main = [place for place in main if place in news]
        near = [place for place in news if 0 <= _start(group) - _end_before(groups[place], named) <= NEARBY]
        found = near[-1:] if near else main if len(main) == 1 else _likest(groups, main, named) if main else news
        if len(found) == 1:
            yield found[0], number


def told_in_full(groups: Sequence[Sequence[Claim]]) -> Iterator[tuple[int, int]]:
    """Pairs of occurrences, by their places: what the first sentences tell, and what those behind them tell in the same mode.

    "Two reporters were shot dead on Monday. ... Men with rifles opened fire on their car." Nothing may say that it was another.
    """
    lead = min((_start(group) for group in groups), default=0)
    for number, group in enumerate(groups):
        first = group[0]
        if not lead < _start(group) <= lead + IN_FULL or first.mode not in _ONE_DEED or _lasts(first) or _named(group):
            continue
        main = [
            place for place in range(number)
            if _start(groups[place]) <= lead + LEAD
            and any(_of_its_kind(one, first) for one in groups[place])
        ]  # fmt: skip
        if len(main) == 1 and happened(first) and not _apart(groups[main[0]], group):
            yield main[0], number


def _of_its_kind(one: Claim, first: Claim) -> bool:
    """Whether a claim is of the type and mode of another, or says no mode but a time in which the other may have been."""
    if one.type != first.type or not happened(one):
        return False
    return one.mode == first.mode or (one.mode is None and one.when is not None and first.when is not None)


def _lasts(claim: Claim) -> bool:
    """Whether a claim is told of a stretch of time, or as many of its kind: "protests since June", "weeks of protests"."""
    before = claim.sentence.text[: claim.trigger.start - claim.sentence.start] if claim.trigger is not None else ""
    return _MANY_TIMES.search(before) is not None or (claim.when is not None and claim.when.start != claim.when.end)


def _apart(told: Sequence[Claim], group: Sequence[Claim]) -> bool:
    """Whether anything puts two groups apart: time, place, toll, words that tell another, or names of other places and people struck."""
    if any(conflict(one, two) or told_as_another(one, two) for one in told for two in group) or any(is_new(one) for one in group):
        return True
    if _strikes_somebody_new(told, group):
        return True
    first, second = (_names(claims) for claims in (told, group))
    return bool(first and second and first.isdisjoint(second))


def _strikes_somebody_new(told: Sequence[Claim], group: Sequence[Claim]) -> bool:
    """Whether a group strikes somebody by name of whom no word was said where others were struck: "shot Omar Salt"."""
    struck, new = ([one for claim in claims for one in claim.arguments if one.role == "recipient"] for claims in (told, group))
    said = " ".join(claim.sentence.text for claim in told)
    names = {word for one in new for word in _CAPITAL.findall(one.text)}
    return bool(struck and names) and not any(word in said for word in names)


def _names(group: Sequence[Claim]) -> set[str]:
    """The words in capitals of where a group's deeds were done and to whom."""
    roles = ("recipient", "place", "origin", "destination")
    told = [(claim.where, one) for claim in group for one in claim.arguments if one.role in roles]
    wide = [one for where, one in told if where is not None and where.precision >= _COUNTRY and where.span.text in one.text]
    return {word for _, one in told if one not in wide for word in _CAPITAL.findall(one.text)}


def is_past(group: Sequence[Claim], main: Sequence[Claim]) -> bool:
    """Whether a group tells of what happened before the news, in a month or a year, or of one more of its kind."""
    days = [one.when.start for one in main if one.when is not None and one.when.start is not None]
    ends = [one.when.end for one in group if one.when is not None and one.when.end is not None]
    if days and ends and max(ends) < min(days):
        return True
    vague = [one for one in group if one.when is not None and not _of_few_days(one)]
    return bool(vague and not any(one.when is not None and not _of_few_days(one) for one in main)) or any(
        told_as_another(main[0], one) for one in group
    )


def lead_of(events: Sequence[Claim], kind: str) -> list[Claim]:
    """The claims of one type in the first sentences of a report."""
    start = min((one.sentence.start for one in events), default=0)
    return [one for one in events if one.type == kind and one.sentence.start <= start + LEAD]


def _of_few_days(claim: Claim) -> bool:
    """Whether a time says the days, not a month or a year."""
    when = claim.when
    if when is None or when.start is None or when.end is None:
        return False
    return (datetime.date.fromisoformat(when.end[:10]) - datetime.date.fromisoformat(when.start[:10])).days < _A_MONTH


def _named(group: Sequence[Claim]) -> Claim | None:
    """The noun with a definite article that a group's claims are, alone or with whom it hurt; None where they tell more."""
    nouns = [one for one in group if _takes_up(one)]
    others = [one for one in group if one not in nouns]
    if not nouns or not all(_only_harm(one) and one.sentence == nouns[0].sentence for one in others):
        return None
    return nouns[0]


def _takes_up(claim: Claim) -> bool:
    if claim.trigger is None or is_new(claim) or stem(claim) in _PEOPLE or claim.toll:
        return False
    before = claim.sentence.text[: claim.trigger.start - claim.sentence.start]
    if not (taken_up(claim) or _NAMED_BY.search(before)) or _WHOSE.search(before):
        return False
    if last_word(claim) in _LASTING or claim.mode == "destroy" or is_count(claim):
        return False
    behind = claim.trigger.end - claim.sentence.start
    if _TOOK_PLACE.match(claim.sentence.text, behind) or _NAMED_BY.search(before):
        return True
    return claim.when is None and claim.where is None and _WHICH_ONE.match(claim.sentence.text, behind) is None


def _only_harm(claim: Claim) -> bool:
    told = {"actor", "place", "time"}.intersection(one.role for one in claim.arguments)
    return bool({toll.what for toll in claim.toll} & HARM) and not told and claim.when is None and claim.where is None


def _may_be(told: Sequence[Claim], group: Sequence[Claim], named: Claim) -> bool:
    """Whether a group tells of an occurrence that a noun further down may name, and nothing speaks against it."""
    alike = [one for one in told if one.type == named.type and happened(one) and not is_count(one)]
    if not alike or any(over_months(one) for one in told) or not any(_is_called(one, named) for one in alike):
        return False
    if last_word(alike[0]) in _LASTING or not _as_many(alike, named):
        return False
    modes = {one.mode for one in told} - {None}
    if not _named_by_it(told, named):
        return False
    fits = named.mode is None or not modes or any({named.mode, mode} <= each for mode in modes for each in (*ALIKE_MODES, {mode}))
    return fits and not any(conflict(one, two) for one in told for two in group)


def _named_by_it(told: Sequence[Claim], named: Claim) -> bool:
    """Whether the names or the day in front of a noun are of what was told: "the Haifa attack", "Monday's bombing"."""
    start = named.trigger.start - named.sentence.start if named.trigger is not None else 0
    found = _NAMED_BY.search(named.sentence.text[:start])
    if found is None:
        return True
    if found["day"]:
        return named.when is not None and any(one.when is not None and one.when.start == named.when.start for one in told)
    words = {word for one in told for word in re.findall(r"[\w-]+", one.sentence.text)}
    return set(found["names"].split()) <= words


def _is_called(one: Claim, named: Claim) -> bool:
    noun = singular(last_word(named))
    if noun in _KILLINGS:
        killed = any(toll.what == "killed" for toll in one.toll) or stem(one)[:4] in ("kill", "mass", "murd", "slay", "assa", "shot")
        return killed or (one.mode == "firearms" and _KILLING.search(one.sentence.text) is not None)
    if names_a_deal(named) and not names_a_deal(one):
        return False  # "would respect the truce" is no signing
    kinds = [kind for kind in (_MEETINGS, _TALKS) if last_word(one) in kind]
    if kinds and {last_word(named), noun}.isdisjoint(kinds[0]):
        return False
    if one.type != "ASSAULT" or noun in _PLAIN or stem(one)[:4] == stem(named)[:4]:
        return True
    modes = {one.mode, named.mode}
    return (None not in modes and any(modes <= alike for alike in (*ALIKE_MODES, {named.mode}))) or (_fights(one) and _fights(named))


def _fights(claim: Claim) -> bool:
    """Whether a claim tells of two sides that fight: "clashed", "the gun battle"."""
    text = claim.trigger.text if claim.trigger is not None else ""
    return _FIGHT.search(text) is not None


def _as_many(told: Sequence[Claim], named: Claim) -> bool:
    """Whether a noun in the plural may name what was told, and one in the singular: "the murders" of two people, but no "attacks"."""
    if not _many(named):
        return any(not _many(one) for one in told)
    if singular(last_word(named)) in _KILLINGS:
        return not any(toll.what == "killed" and toll.high == 1 for one in told for toll in one.toll)
    return last_word(named) in _ONE_OF_MANY or any(_many(one) for one in told)


def _many(claim: Claim) -> bool:
    word = last_word(claim)
    return word.endswith("s") and not word.endswith("ss") and stem(claim) not in ("was", "is", "has")


def _likest(groups: Sequence[Sequence[Claim]], places: Sequence[int], named: Claim) -> list[int]:
    """The one of several that has the noun's word or mode; else the one told first."""
    word = [place for place in places if any(stem(one)[:4] == stem(named)[:4] for one in groups[place])]
    mode = [place for place in places if named.mode and any(one.mode == named.mode for one in groups[place])]
    return next((found for found in (word, mode) if len(found) == 1), list(places[:1]))


def _start(group: Sequence[Claim]) -> int:
    return min(one.sentence.start for one in group)


def _end_before(group: Sequence[Claim], named: Claim) -> int:
    return max((one.sentence.end for one in group if one.sentence.end <= named.sentence.start), default=0)
