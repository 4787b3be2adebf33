"""What a report tells on of a deed that it told before: who denies it, what witnesses and the other side say of it, who else was hurt.

These sentences name the deed by other words than the ones before them, or by pronouns alone, and nothing in them tells them apart from it.
"""

import re
from collections.abc import Iterator, Sequence

from reportedly.corroborate.claim_wording import is_bare, is_new, stem, taken_up
from reportedly.corroborate.hurt_together import HARM
from reportedly.corroborate.main_events import IN_FULL, LEAD, is_past
from reportedly.corroborate.told_apart import (
    ALIKE_MODES,
    apart_in_place,
    apart_in_time,
    conflict,
    happened,
    is_count,
    over_months,
    told_as_another,
)
from reportedly.schema import Argument, Claim

_DEEDS = frozenset({"ASSAULT", "COERCE"})
_JUDGING = frozenset({"denies", "doubts"})
_PARTIES = frozenset({"actor", "recipient"})
_WITHIN = 600  # characters, about four sentences, within which a deed is denied
_PRONOUNS = frozenset("he she it they him her them we us me i".split())
_WORD = re.compile(r"[^\W\d_]{2,}")
_CAPITAL = re.compile(r"(?<!\A)\b[A-Z][\w’'-]+")
# Who may be among those that any attack hurt.
_ANYBODY = frozenset(
    "civilian person people man men woman women child children elderly resident villager anyone anybody innocent bystander".split()
)
_LITTLE = frozenset("the a an any all its their his her of and or other no none some many several even target".split())
_HURT = ("kill", "died", "woun", "inju", "hurt", "harm", "shot")
_ALSO_HURT = re.compile(r"\b(?:had|have|has|were|was)\s+also\s+(?:been\s+)?\Z|\b(?:were|was)\s+(?:also\s+)?among\s+the\s+\Z")
# "Said, accusing the army of ", before the deed.
_ACCUSING = re.compile(r"\baccus(?:ing|ed|es)\s+[^.;]{1,80}?\sof\s+(?:having\s+)?(?:deliberately\s+)?\Z")
_COUNTED_BY_OTHERS = re.compile(
    r"[^.;]{0,40}?\b(?:but|though|although|while|and)\s+(?:it\s+|they\s+)?(?:said|says|claimed|put|insisted|reported)\b"
)
_ANOTHER = re.compile(r"\b(?:another|separate(?:ly)?|elsewhere|later|before|previous|earlier|other)\b", re.IGNORECASE)
_ESCAPES = ("esca", "fled", "flee", "fle", "brea", "brok")
_HELD = re.compile(r"\b(?:inmates?|prisoners?|detainees?|convicts?|fugitives?|escapees?)\b", re.IGNORECASE)


def told_on(groups: Sequence[Sequence[Claim]]) -> Iterator[tuple[int, int]]:
    """Pairs of occurrences, by their places among ``groups`` (in the order of their first claims): a deed, and what is told on of it."""
    start = min((_start(group) for group in groups), default=0)
    taken: set[int] = set()
    denied: tuple[int, Sequence[Claim]] | None = None
    for number, group in enumerate(groups):
        before = [place for place in range(number) if place not in taken and _is_deed(groups[place], group)]
        found = _meant(groups, before, group, start)
        if found is not None:
            taken.add(number)
            if group[0].stance == "denies":
                denied = (found, group)
            yield found, number
        elif denied is not None and _denied_further(denied[1], group):
            taken.add(number)
            yield denied[0], number


def _meant(groups: Sequence[Sequence[Claim]], before: Sequence[int], group: Sequence[Claim], start: int) -> int | None:
    """Which of the deeds before it a group tells on of; None where that is not sure."""
    beside = [place for place in before if any(_accused_of(one, group[0]) or _counts_otherwise(one, group) for one in groups[place])]
    if beside:
        return beside[-1]
    if any(conflict_free(groups[place], group) for place in before) and all(one.stance in _JUDGING for one in group):
        return _denied(groups, before, group, start)
    if not _start(group) <= start + LEAD + IN_FULL or any(is_new(one) and not is_count(one) for one in group):
        return None
    main = [place for place in before if _start(groups[place]) <= start + LEAD and conflict_free(groups[place], group)]
    hurting = [place for place in main if any({toll.what for toll in one.toll} & HARM for one in groups[place])]
    if len(hurting) == 1 and _also_hurt(groups[hurting[0]], group):
        return hurting[0]
    if len(main) != 1 or not (_escaped(groups[main[0]], group) or (before[-1] == main[0] and _by_pronouns(groups[main[0]], group))):
        return None
    return main[0]


def conflict_free(told: Sequence[Claim], group: Sequence[Claim]) -> bool:
    """Whether no two claims of the groups are put apart by their words."""
    return not any(conflict(one, two) for one in told for two in group)


def _is_deed(told: Sequence[Claim], group: Sequence[Claim]) -> bool:
    """Whether a group tells of what happened, of the type of another, on a few days."""
    alike = [one for one in told if one.type == group[0].type and happened(one) and one.stance not in _JUDGING]
    return bool(alike) and not any(over_months(one) for one in told)


def _accused_of(one: Claim, two: Claim) -> bool:
    """Whether one sentence tells of a deed and of whom somebody accuses of it: "killed nine, they said, accusing the army of hitting"."""
    if one.sentence != two.sentence or one.trigger is None or two.trigger is None or one.type != two.type or not happened(two):
        return False
    offset = one.sentence.start
    accused = _ACCUSING.search(one.sentence.text, max(0, one.trigger.end - offset), max(0, two.trigger.start - offset))
    return accused is not None and not conflict(one, two) and two.when is None


def _counts_otherwise(one: Claim, group: Sequence[Claim]) -> bool:
    """Whether a party that confirms an attack gives another toll of it: "confirmed the attack but said only five soldiers had died"."""
    if one.trigger is None or not taken_up(one) or not (one.stance == "confirms" or is_bare(one)):
        return False
    for two in group:
        if two.sentence != one.sentence or two.trigger is None or two.trigger.start < one.trigger.end or not two.toll:
            return False
        offset = one.sentence.start
        between = one.sentence.text[one.trigger.end - offset : two.trigger.start - offset]
        if not _COUNTED_BY_OTHERS.match(between) or _ANOTHER.search(one.sentence.text, one.trigger.end - offset):
            return False
        if two.type != one.type or apart_in_time(one, two) or apart_in_place(one, two):
            return False
    return True


def _denied(groups: Sequence[Sequence[Claim]], before: Sequence[int], group: Sequence[Claim], start: int) -> int | None:
    """The deed that somebody denies: of those that fit, the only one near by, else the only one that the report is about."""
    if any(one.type not in _DEEDS or one.factuality.modality != "actual" or is_new(one) for one in group):
        return None
    fitting = [place for place in before if conflict_free(groups[place], group) and _may_have_struck(groups[place], group)]
    main = [place for place in fitting if _start(groups[place]) <= start + LEAD]
    news = [place for place in fitting if not main or place == main[0] or not is_past(groups[place], groups[main[0]])]
    near = [place for place in news if 0 <= _start(group) - max(one.sentence.end for one in groups[place]) <= _WITHIN]
    found = near if len(near) == 1 else main
    return found[0] if len(found) == 1 else None


def _denied_further(denial: Sequence[Claim], group: Sequence[Claim]) -> bool:
    """Whether a group says of the same people or things as a denial shortly before it that they weren't struck: "No civilian was hit"."""
    near = 0 <= _start(group) - denial[-1].sentence.end <= _WITHIN and group[0].type == denial[0].type and conflict_free(denial, group)
    before, now = (
        {word for one in claims for each in one.arguments if each.role == "recipient" for word in _words(each)}
        for claims in (denial, group)
    )
    return near and all(one.factuality.polarity == "negative" and one.according_to for one in group) and bool(before & now)


def _may_have_struck(told: Sequence[Claim], group: Sequence[Claim]) -> bool:
    """Whether those whom a denial names were struck in a deed, as its sentences say; "civilians" may be anybody who was hurt."""
    said = {_singular(word) for one in told for word in _WORD.findall(one.sentence.text.lower())}
    hurt = any({toll.what for toll in one.toll} & HARM or any(each.role == "recipient" for each in one.arguments) for one in told)
    for words in (_words(each) for one in group for each in one.arguments if each.role == "recipient"):
        if words - _ANYBODY and not (words - _ANYBODY) & said:
            return False
        if words & _ANYBODY and not hurt:
            return False
    return True


def _by_pronouns(told: Sequence[Claim], group: Sequence[Claim]) -> bool:
    """Whether a group says who did what to whom by pronouns alone, nothing of when and where: those told of before are meant.

    "Soldiers massacred 68 villagers. ... “They shot them in front of us.”"
    """
    first = group[0]
    parties = [each for one in group for each in one.arguments if each.role in _PARTIES]
    if first.type != "ASSAULT" or not parties or not all(each.text.lower() in _PRONOUNS for each in parties):
        return False
    if any(one.when or one.where or one.toll or not happened(one) or told_as_another(told[0], one) for one in group):
        return False
    modes = {one.mode for one in told} - {None}
    killed = any(toll.what == "killed" for one in told for toll in one.toll)
    return any({first.mode, mode} <= each for mode in modes for each in (*ALIKE_MODES, {mode})) or (not modes and killed and _harms(first))


def _also_hurt(told: Sequence[Claim], group: Sequence[Claim]) -> bool:
    """Whether a group says no more than who else was hurt: "said that women and children had also been killed"."""
    for one in group:
        before = one.sentence.text[: one.trigger.start - one.sentence.start] if one.trigger is not None else ""
        struck = [each for each in one.arguments if each.role == "recipient"]
        more = {each.role for each in one.arguments} - {"recipient"}
        if more or one.when or one.where or one.toll or not struck or not _harms(one) or not _ALSO_HURT.search(before):
            return False
        if not all(_words(each) <= _ANYBODY for each in struck) or one.type != told[0].type or not happened(one):
            return False
    return True


def _escaped(told: Sequence[Claim], group: Sequence[Claim]) -> bool:
    """Whether both tell of prisoners who got away."""
    both = all(any(_is_escape(one) for one in claims) for claims in (told, group))
    return both and not any(told_as_another(told[0], one) for one in group)


def _is_escape(claim: Claim) -> bool:
    if claim.type != "RETREAT" or not happened(claim) or stem(claim)[:4] not in _ESCAPES:
        return False
    return any(_HELD.search(one.text) and not _CAPITAL.search(one.text) for one in claim.arguments if one.role == "actor")


def _harms(claim: Claim) -> bool:
    return stem(claim)[:4] in _HURT or stem(claim).startswith(("shoot", "beat"))


def _words(argument: Argument) -> set[str]:
    return {_singular(word) for word in _WORD.findall(argument.text.lower())} - _LITTLE


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word


def _start(group: Sequence[Claim]) -> int:
    return min(one.sentence.start for one in group)
