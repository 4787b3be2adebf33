"""Which claims of one report speak of one occurrence.

Two event claims are joined where nothing speaks against it (type family, polarity and modality, time, place, numbers, actors)
and something speaks for it: the same main participant, or a description of an event taken up again ("the defections").
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportedly.corroborate.claim_wording import (
    as_many,
    counted_alike,
    is_bare,
    is_new,
    last_word,
    names_a_deal,
    opens,
    pointed_at,
    ranked,
    singular,
    stem,
    taken_up,
    takes_up_charge,
    told_of_whom,
)
from reportedly.corroborate.event_nouns import what_nouns_did
from reportedly.corroborate.headlines import told_below
from reportedly.corroborate.hurt_together import HARM, did_and_hurt, follows_from, hurt_at_once, hurt_in, in_answer
from reportedly.corroborate.main_events import is_past, lead_of, taken_up_below, told_in_full
from reportedly.corroborate.rival_tolls import rival_tolls
from reportedly.corroborate.same_party import ABOUT_RECIPIENT, HANDS, same_party
from reportedly.corroborate.told_apart import (
    ALIKE_MODES,
    against,
    apart_in_place,
    apart_in_time,
    conflict,
    happened,
    is_count,
    one_of_many,
    over_months,
    told_alike,
    told_as_another,
)
from reportedly.corroborate.told_on import told_on
from reportedly.schema import Claim, ClaimPlace, ClaimTime

# Types of one family may name one occurrence; a type that stands in none only goes with itself.
FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"RETREAT", "DEFECT"}),
    frozenset({"ASSAULT", "COERCE"}),
    frozenset({"AGREE", "COOPERATE", "CONSULT"}),
)
JOINED_FROM = 1.0
NEAR = 600
"""Characters, about four sentences, within which "the fighters" are those just spoken of."""
FAR = 3000
"""Characters, about 20 sentences, beyond which the same parties in the same place have long done something else."""
_TAKEN_UP_WITHIN = 200  # characters between a sentence and one that takes its event up by another word
_PRONOUNS = frozenset("he she it they him her them who which that his their its".split())
# "The army carried out the strike": before an event's noun with a definite article, whose deed it was.
_WAS_BY = re.compile(
    r"\b(?:carr(?:y|ied|ies|ying) out|conduct(?:ed|ing|s)?|perpetrat(?:ed|ing|es?)|stag(?:ed|ing|es?)|launch(?:ed|ing|es)?|"
    r"(?:was|were|been|is) (?:behind|responsible for)|claim(?:ed|ing|s)?|responsibility(?: [^.;,]{1,60}?)? for|(?:blame|fault) for) "
    r"(?:the|that|this)(?: [\w-]+)? ?\Z",
    re.IGNORECASE,
)
# Behind it: "The attack was claimed by the Front"; and a claim that leaves out what it is for.
_CLAIMED_BY = re.compile(r" (?:was|were|has been|have been)(?: \w+)? claimed by\b")
_OF_ITS_OWN = re.compile(r"\w+ (?:\w+ )?responsibility", re.IGNORECASE)
_STOP = frozenset(
    "the a an of and or its their his her some several many two three four five six other most all former".split()
)
# "400 people took part in the march" says nothing of who marched.
_ONLY_COUNTED = re.compile(
    r"(?:(?:at least|more than|about|around|some|over|nearly|up to|as many as)\s+)?"
    r"(?:[\d,]+|(?:tens of |hundreds of )?thousands of|hundreds of|dozens of|scores of|many|several|a crowd of)?\s*(?:[\d,]+\s+)?"
    r"(?:people|others|participants|crowds?|thousands|hundreds)"
)
_LASTING = frozenset("war wars conflict fighting battle hostilities violence insurgency unrest campaign siege".split())
_WARS = frozenset("war wars conflict conflicts insurgency insurgencies uprising rebellion".split())
_KILLINGS = frozenset("massacre massacres genocide killing killings murder murders slaughter death deaths".split())
_DIED = ("kill", "mass", "murd", "die", "dies", "died", "dead", "shot")
_TALKS = frozenset("talks negotiations discussions dialogue consultations talk".split())
_NEXT_SENTENCE = 3  # characters between a sentence and the next, also where a paragraph ends
_JUDGING = frozenset({"denies", "doubts"})
_ATTACKS = frozenset({"ASSAULT", "COERCE"})
_DENIED_WITHIN = 600  # characters, about four sentences
_BOMBINGS = frozenset({"explosives", "suicide-attack"})
_MAY_BE_BOMBINGS = frozenset("attack bombing blast explosion".split())
_BOMB_WITHIN = 60  # characters between "the device" and what it did
_THE_BOMB = re.compile(
    r"\s*\b[Tt]he (?:(?:[a-z]+-)?(?:car|truck|roadside|suicide|made|improvised|explosive|powerful) )*"
    r"(?:bombs?|devices?|explosives)\b(?! (?:that|which|on|at|in)\b)"
)
_FROM_ATTACK = re.compile(r"\s+(?:from|in|of|after|when)\s+(?:[\w’'-]+\s+){0,5}")


class Join(Struct, frozen=True):
    """Two claims of one occurrence (their ids), the score and the reasons in words."""

    one: str
    two: str
    score: float
    reasons: tuple[str, ...]


def link_claims(claims: Sequence[Claim], names: Mapping[str, frozenset[str]]) -> list[Join]:
    """The joins among a report's event claims; ``names`` gives, for each entity id, the words of its names (``names_of``)."""
    events = [claim for claim in claims if claim.kind == "event"]
    joins = [
        Join(one.id, two.id, JOINED_FROM, ("what an event named by a noun did",))
        for one, two in what_nouns_did(events)
        if _same_family(one, two) and not against(one, two)
    ]
    for number, one in enumerate(events):
        for two in events[number + 1 :]:
            found = _beside_count(one, two) if is_count(one) or is_count(two) else judge(one, two, names)
            if found is not None:
                joins.append(found)
    joins += [join for number, two in enumerate(events) if is_count(two) and (join := _counted(events, number)) is not None]
    joined = {join.two for join in joins}
    joins += [
        join
        for number, two in enumerate(events)
        if two.id not in joined and (join := _named_again(events[:number], two))
    ]
    return joins + _below_headline(events, names)


def _below_headline(events: Sequence[Claim], names: Mapping[str, frozenset[str]]) -> list[Join]:
    """The joins of a headline's claims, each with the likeliest of the first sentences below it that nothing speaks against."""
    found: dict[str, Join] = {}
    for one, two in told_below(events, names):
        if one.id not in found and not against(one, two) and not is_count(two):
            found[one.id] = Join(one.id, two.id, JOINED_FROM, ("told in the headline",))
    return list(found.values())


def occurrences(claims: Sequence[Claim], names: Mapping[str, frozenset[str]]) -> list[list[Claim]]:
    """A report's event claims by the occurrence that they speak of, in the order of their first ones; see ``link_claims``.

    Joins are followed one from another, but no two claims come together of which the words put one elsewhere, on another day or with
    another toll: else a long history of a war would be one event, passed from join to join.
    """
    members = {claim.id: [claim] for claim in claims if claim.kind == "event"}
    leader = {identity: identity for identity in members}
    for join in link_claims(claims, names):
        one, two = leader[join.one], leader[join.two]
        if one == two or any(conflict(first, second) for first in members[one] for second in members[two]):
            continue
        for claim in members[two]:
            leader[claim.id] = one
        members[one] += members.pop(two)
    _gather_harm(members)
    for taking_up in (told_in_full, told_on, taken_up_below):
        told = sorted(members, key=lambda identity: members[identity][0].sentence.start)
        for place, again in list(taking_up([members[identity] for identity in told])):
            leader[told[again]] = leader[told[place]]
            members[leader[told[place]]] += members.pop(told[again])
    order = {claim.id: place for place, claim in enumerate(claims)}
    groups = [sorted(group, key=lambda claim: order[claim.id]) for group in members.values()]
    return sorted(groups, key=lambda group: order[group[0].id])


def _gather_harm(members: dict[str, list[Claim]]) -> None:
    """Put those who were hurt, nobody says where, when or by whom, to the attack of the sentence before, or to the first if it is near.

    "A bomb went off in a market. Nine people were killed." What is told further on stays apart where several attacks were told before it.
    """
    groups = sorted(members, key=lambda leader: members[leader][0].sentence.start)
    attacks = [leader for leader in groups if any(one.type == "ASSAULT" and happened(one) for one in members[leader])]
    for place, leader in enumerate(attacks):
        group, before = members[leader], members[attacks[place - 1]]
        named = [one for one in group if is_bare(one) and taken_up(one)]
        if not place or not all(_only_hurt(one) or is_count(one) or _refers(one) or one in named for one in group):
            continue
        if _refers(group[0]) or group[0] in named:
            continue
        alike = all(
            told_alike(one, two) and (not conflict(one, two) or _rivals(one, two)) and (ranked(two) or not told_as_another(one, two))
            for one in before
            for two in group
        )
        earlier = [one.sentence.end for one in before if one.sentence.end <= group[0].sentence.start]
        gap = group[0].sentence.start - max(earlier, default=FAR + group[0].sentence.start)
        if alike and (0 <= gap <= _NEXT_SENTENCE or (place == 1 and 0 <= gap <= NEAR)):
            members[attacks[place - 1]] = before + members.pop(leader)
            attacks[place] = attacks[place - 1]


def _refers(claim: Claim) -> bool:
    """Whether a claim only takes up what was told before it."""
    return ranked(claim) or (is_bare(claim) and pointed_at(claim))


def _rivals(one: Claim, two: Claim) -> bool:
    """Whether another voice gives another toll of the same size, and nothing else puts the two apart."""
    voiced = bool(two.according_to) and one.according_to != two.according_to
    return voiced and rival_tolls(one, two) and not (apart_in_time(one, two) or apart_in_place(one, two) or in_answer(one, two))


def _only_hurt(claim: Claim) -> bool:
    """Whether a claim only says how many were hurt."""
    told = {"actor", "place", "time", "instrument"}.intersection(one.role for one in claim.arguments)
    return bool({toll.what for toll in claim.toll} & HARM) and not told and claim.where is None and claim.when is None


def _only_denied(claim: Claim) -> bool:
    """Whether a charge is denied, or an attack without whom it struck ("denied shelling the town"): what was told before is meant."""
    of_nobody = claim.type in _ATTACKS and not any(one.role == "recipient" for one in claim.arguments)
    return claim.stance in _JUDGING and (of_nobody or takes_up_charge(claim))


def _accused(before: Sequence[Claim], claim: Claim) -> Join | None:
    """The join of a denied deed with the nearest earlier occurrence of its type that was told as one, within a few sentences."""
    for other in reversed(before):
        if claim.sentence.start - other.sentence.end > _DENIED_WITHIN:
            return None
        told = other.type == claim.type and other.stance not in _JUDGING and other.factuality.polarity == "positive"
        told = told and (takes_up_charge(claim) or other.factuality.modality == "actual")
        if told and not is_count(other) and not conflict(other, claim):
            return Join(other.id, claim.id, JOINED_FROM, ("the deed that is denied",))
    return None


def _owned(before: Sequence[Claim], claim: Claim) -> Join | None:
    """The join of "the army carried out the strike" with the nearest earlier attack, unless that is another's deed."""
    if claim.type not in _ATTACKS or claim.trigger is None:
        return None
    if any(one.role == "recipient" and not claim.trigger.start - 1 <= one.end <= claim.trigger.start for one in claim.arguments):
        return None  # but "the Kabul attack" was told before
    before_it, behind_it = (claim.trigger.start - claim.sentence.start, claim.trigger.end - claim.sentence.start)
    named = (
        _WAS_BY.search(claim.sentence.text[:before_it]) or _CLAIMED_BY.match(claim.sentence.text, behind_it)
        or _OF_ITS_OWN.fullmatch(claim.trigger.text)
    )  # fmt: skip
    if named is None:
        return None
    for other in reversed(before):
        if claim.sentence.start - other.sentence.end > _DENIED_WITHIN:
            return None
        if other.mode == "destroy" != claim.mode:
            continue  # "windows were shattered": what was owned is the blast
        if other.type == claim.type and other.stance not in _JUDGING and not is_count(other) and not against(other, claim):
            return Join(other.id, claim.id, JOINED_FROM, ("whose deed it was",)) if _may_be_its(other, claim) else None
    return None


def _by_its_bomb(before: Sequence[Claim], claim: Claim) -> Join | None:
    """The join of "the device went off at noon", or of who planted "the bomb", with the nearest bombing that was told before it."""
    if claim.mode not in _BOMBINGS or claim.trigger is None:
        return None
    text, (first, last) = claim.sentence.text, (claim.trigger.start - claim.sentence.start, claim.trigger.end - claim.sentence.start)
    if not (_THE_BOMB.search(text, max(0, first - _BOMB_WITHIN), first) or _THE_BOMB.match(text, last)):
        return None
    for other in reversed(before):
        if claim.sentence.start - other.sentence.end > 2 * NEAR:
            return None
        if other.type != claim.type or other.sentence.start == claim.sentence.start or is_count(other) or not happened(other):
            continue
        if other.mode in _BOMBINGS or (other.mode is None and last_word(other) in _MAY_BE_BOMBINGS):
            return None if conflict(other, claim) or told_as_another(other, claim) else Join(other.id, claim.id, JOINED_FROM, ("its bomb",))
    return None


def _counted(events: Sequence[Claim], number: int) -> Join | None:
    """The join of a count with the attack it names, else with the nearest earlier claim of such harm to several, or to anybody."""
    claim, before = events[number], events[:number]
    named = next((one for one in events[number + 1 :] if _of_the_attack(claim, one)), None)
    if named is not None:
        return Join(claim.id, named.id, JOINED_FROM, ("its toll, as it was counted",))
    attacks = [one for one in before if one.type == claim.type and told_alike(one, claim) and not is_count(one)]
    told = [one for one in attacks if one.toll]
    alike = [one for one in told if {toll.what for toll in one.toll} & {toll.what for toll in claim.toll}]
    several = [one for one in alike if any((toll.best or toll.low or 0) > 1 for toll in one.toll)]
    found = next((group[-1] for group in (several, alike, told, attacks) if group), None)
    if attacks and found is not None and _tells_on(attacks[-1], claim) and not _tells_on(found, claim):
        found = attacks[-1]  # "A bomber blew himself up in a mosque. Police put the toll at 50."
    if found is None or claim.sentence.start - found.sentence.end > FAR:
        return None
    return Join(found.id, claim.id, JOINED_FROM, ("its toll, as it was counted",))


def _beside_count(count: Claim, claim: Claim) -> Join | None:
    """The join of a count with those of another fate that it names beside ("put the death toll at 23, with 58 injured")."""
    if not is_count(count) or is_count(claim) or not _only_hurt(claim) or not hurt_at_once(count, claim):
        return None
    return Join(count.id, claim.id, JOINED_FROM, ("whom one attack hurt, told together",))


def _tells_on(attack: Claim, count: Claim) -> bool:
    """Whether a count follows upon the sentence of an attack on people that really took place, or stands in it."""
    return happened(attack) and attack.mode != "destroy" and count.sentence.start - attack.sentence.end <= _NEXT_SENTENCE


def _of_the_attack(count: Claim, claim: Claim) -> bool:
    """Whether an attack's name stands behind the count of its dead ("the death toll from Tuesday's bombing")."""
    if claim.type != count.type or claim.trigger is None or count.trigger is None or claim.sentence != count.sentence:
        return False
    between = count.sentence.text[count.trigger.end - count.sentence.start : claim.trigger.start - count.sentence.start]
    return _FROM_ATTACK.fullmatch(between) is not None


def _named_again(before: Sequence[Claim], claim: Claim) -> Join | None:
    """The join of a claim with the nearest earlier one of its type and word, or of a bare "the shelling" with the nearest of its type.

    A word said again tells of the same occurrence unless an article makes it a new one, or who, where or when differ.
    """
    if _only_denied(claim):
        return _accused(before, claim)
    if (owned := _owned(before, claim) or _by_its_bomb(before, claim)) is not None:
        return owned
    if _refers(claim) and (meant := _just_told(before, claim)) is not None:
        return meant
    bare = is_bare(claim) and taken_up(claim)
    lead = lead_of(before, claim.type)
    before = [other for other in before if told_alike(other, claim)]
    for other in reversed(before):
        if claim.sentence.start - other.sentence.end > FAR:
            break
        if _is_past(lead, other, claim) or one_of_many(other, claim):
            continue
        if other.type == claim.type and stem(other)[:5] == stem(claim)[:5]:
            again = bare or (told_of_whom(claim) and as_many(other, claim))
            apart = against(other, claim) or not (again or (not is_new(claim) and _may_be_one(other, claim) and _has_ground(other, claim)))
            return None if apart else Join(other.id, claim.id, JOINED_FROM, ("named again",))
    if (bare or opens(claim)) and (named := _of_its_mode(before, claim)) is not None:
        return named
    for other in reversed(before) if bare else ():
        if claim.sentence.start - other.sentence.end > _TAKEN_UP_WITHIN:
            return None
        if other.type == claim.type and other.sentence.start != claim.sentence.start and _may_be_called(other, claim):
            if _is_past(lead, other, claim):
                continue
            apart = against(other, claim) or over_months(other) or one_of_many(other, claim)
            return None if apart else Join(other.id, claim.id, JOINED_FROM, ("taken up by another word",))
    return None


def _is_past(lead: Sequence[Claim], other: Claim, claim: Claim) -> bool:
    """Whether a report tells of one thing as past or as one more, and what comes sentences later may as well name the news again."""
    later = claim.sentence.start - other.sentence.end > _NEXT_SENTENCE
    news = [one for one in lead if one.sentence.start < other.sentence.start]
    return later and bool(news) and is_past([other], news)


def _just_told(before: Sequence[Claim], claim: Claim) -> Join | None:
    """The join of "that attack", or "it was the fifth attack", with what was told right before it."""
    within = _DENIED_WITHIN if ranked(claim) else _TAKEN_UP_WITHIN
    for other in reversed(before):
        if claim.sentence.start - other.sentence.end > within:
            return None
        if other.type != claim.type or other.sentence.start == claim.sentence.start or is_count(other) or not happened(other):
            continue
        many = last_word(other).endswith("s") and not last_word(claim).endswith("s")  # "it has carried out attacks in the north"
        if many or (other.mode == "destroy" and claim.mode != "destroy") or not _may_be_called(other, claim):
            continue
        modes = {other.mode, claim.mode} - {None}
        unlike = len(modes) > 1 and not any(modes <= alike for alike in ALIKE_MODES)
        return None if conflict(other, claim) or unlike else Join(other.id, claim.id, JOINED_FROM, ("what was told right before",))
    return None


def _of_its_mode(before: Sequence[Claim], claim: Claim) -> Join | None:
    """The join of "the bombing" with the nearest earlier attack that was one, where what stands nearer is said to be none."""
    if claim.type != "ASSAULT" or claim.mode is None:
        return None
    for other in reversed(before):
        if claim.sentence.start - other.sentence.end > FAR:
            return None
        if one_of_many(other, claim) or over_months(other):
            continue
        alike = other.mode == claim.mode or {other.mode, claim.mode} <= ALIKE_MODES[0]
        if other.type == claim.type and alike and other.sentence.start != claim.sentence.start:
            return None if against(other, claim) or not happened(other) else Join(other.id, claim.id, JOINED_FROM, ("the same mode",))
    return None


def _may_be_called(other: Claim, claim: Claim) -> bool:
    """Whether an event's noun may name what was told of: a war is no single deed, and a massacre one that killed."""
    noun = last_word(claim)
    talks = claim.type == "CONSULT" and (noun in _TALKS) != (last_word(other) in _TALKS)
    if talks or (names_a_deal(claim) and not names_a_deal(other)):
        return False
    if noun in _LASTING:
        return last_word(other) in _LASTING
    killed = [toll for toll in other.toll if toll.what == "killed"]
    if noun == "death" and any((toll.best or toll.low or 1) > 1 for toll in killed):
        return False
    return noun not in _KILLINGS or bool(killed) or stem(other)[:4] in _DIED


def _may_be_one(one: Claim, two: Claim) -> bool:
    """Whether no role that both claims fill is filled by others there."""
    for role in ("actor", "recipient", "place", "origin", "destination", "time"):
        first, second = (_role_words(claim, role) for claim in (one, two))
        if first and second and not first & second:
            return False
    return True


def _may_be_its(deed: Claim, claim: Claim) -> bool:
    """Whether who owns a deed may be who did it: a group may own what "a suicide bomber" or "gunmen" did."""
    hands = _role_words(deed, "actor")
    if hands & HANDS:
        deed = replace(deed, arguments=tuple(one for one in deed.arguments if one.role != "actor"))
    return _may_be_one(deed, claim)


def _has_ground(one: Claim, two: Claim) -> bool:
    """Whether something besides the word is the same, or an event that the second takes up: "fighting" alone is told of many fights."""
    if taken_up(two):
        return True
    if one.where and two.where and one.where.precision <= 4 and _one_place(one.where, two.where):
        return True
    alike = same_party(one, two, {})
    return alike is not None and (alike[0] == "surely" or two.sentence.start - one.sentence.end <= NEAR)


def _role_words(claim: Claim, role: str) -> set[str]:
    """The words of a role's arguments; none where a pronoun stands for them, whom they may mean is not asked."""
    texts = [argument.text.lower() for argument in claim.arguments if argument.role == role]
    if any(text in _PRONOUNS for text in texts):
        return set()
    if all(_ONLY_COUNTED.fullmatch(text) for text in texts):
        return set()
    return {singular(word) for text in texts for word in re.findall(r"\w{2,}", text) if word not in _STOP}


def judge(one: Claim, two: Claim, names: Mapping[str, frozenset[str]]) -> Join | None:
    """The join of two claims with its reasons, or None where something speaks against it or too little for it."""
    if not _same_family(one, two) or _holds_and_harms(one, two) or against(one, two):
        return None
    score, reasons = 0.0, []
    apart = two.sentence.start - one.sentence.end
    alike = same_party(one, two, names)
    shared = alike is not None and apart <= (FAR if alike[0] == "surely" else NEAR)
    if alike is not None and shared:
        score += 0.8
        reasons.append("the same participant: " + ", ".join(alike[1]))
    lemma_one, lemma_two = stem(one), stem(two)
    if lemma_one[:4] == lemma_two[:4]:
        score += 0.4
        reasons.append("the same word for it")
    if shared and apart <= NEAR and one.type == two.type and one.type not in ABOUT_RECIPIENT and counted_alike(one, two):
        score += 0.3
        reasons.append("as many of them")
    if one.sentence.start == two.sentence.start and shared:
        score += 0.3
        reasons.append("told in one sentence")
    if shared and taken_up(two):
        score += 0.3
        reasons.append("taken up again")
    if one.where and two.where and one.where.precision < 6 and _one_place(one.where, two.where):
        score += 0.4
        reasons.append(f"the same place: {one.where.name}")
    if one.when and two.when and _says_when(one.when) and (one.when.start, one.when.end) == (two.when.start, two.when.end):
        score += 0.3
        reasons.append("the same time")
    if shared and two.stance in _JUDGING:
        score += 0.4
        reasons.append("denied or doubted, so it was told of before")
    if follows_from(one, two):
        return Join(one.id, two.id, JOINED_FROM, ("what the first did to people, told with it",))
    if hurt_in(one, two):
        return Join(one.id, two.id, JOINED_FROM, ("what hurt them, told with it",))
    if hurt_at_once(one, two) or did_and_hurt(one, two):
        return Join(one.id, two.id, JOINED_FROM, ("whom one attack hurt, told together",))
    if not shared and not (is_bare(one) or is_bare(two)):
        return None
    if (last_word(one) in _WARS) != (last_word(two) in _WARS):
        return None  # no single deed is the war that it is part of
    if apart > FAR and "the same time" not in reasons:
        return None
    return Join(one.id, two.id, round(score, 2), tuple(reasons)) if score >= JOINED_FROM else None


def _says_when(time: ClaimTime) -> bool:
    """Whether a time says when: in the same year many things happen."""
    return time.precision == "day" or (time.start is not None and time.start == time.end)


def _holds_and_harms(one: Claim, two: Claim) -> bool:
    """Whether one is an arrest, a ban or a siege and the other an attack, which is not what held anybody."""
    held = next((claim for claim in (one, two) if claim.type == "COERCE" and claim.mode != "seize"), None)
    harm = next((claim for claim in (one, two) if claim.type == "ASSAULT" and claim.mode != "abduct"), None)
    return held is not None and harm is not None


def _same_family(one: Claim, two: Claim) -> bool:
    return one.type == two.type or any(one.type in family and two.type in family for family in FAMILIES)


def _one_place(one: ClaimPlace, two: ClaimPlace) -> bool:
    """A country, or an unknown name that was given its country, is no one place."""
    return one.geonames is not None and one.geonames == two.geonames
