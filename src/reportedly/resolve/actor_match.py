"""Whether an entity is an actor: each candidate is scored by what speaks for and against it, and doubt is never a merge."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from reportedly.resolve.actor_keys import identifying, mention_kind, offices_in, offices_of
from reportedly.resolve.actor_wordings import names_someone
from reportedly.resolve.name_keys import name_keys
from reportedly.resolve.name_words import is_acronym, is_generic, is_kunya, normal_name
from reportedly.resolve.names import compare_names, same_full_name
from reportedly.resolve.states import government_country, state_words, with_codes
from reportedly.schema.actor import Actor, ActorMatch, ActorName, Decision, EntityFacts, EntityName, Feature
from reportedly.schema.mention import MentionKind

SAME: Final = 0.85
DOUBTFUL: Final = 0.35
KEPT_NAMES: Final = 32_768  # wordings whose marks are kept at hand
MADE_BY_REPORT: Final = "named in report "
"""What the citation of an actor begins with that no book has: a report of the record named it first."""
LEAST_ALIKE: Final = 0.75  # of names: below it, half of the suggestions from re3d and Wikinews were of different actors
_MOST_OTHERS = 3
_AS_GOOD = 0.02  # a difference of scores that decides nothing
_FEW_LETTERS = 3
_WORD_IN_CAPITALS = 5  # letters from which "DAESH" is a word and no other acronym
_OF_STATE = frozenset(("state", "state-body", "military", "police", "intelligence", "office"))
_TELLING = frozenset(("media", "monitor", "ngo", "company", "intergovernmental", "organisation"))
_FIRST_COUNTRIES = 3  # of those that the report names: what is but mentioned there is no context
# The score is the logistic function of the sum of value × weight. Set by hand so that one telling name makes a match, an ambiguous one
# makes one only with its country, likeness alone never does, and any contradiction leaves doubt; judged by benchmarks/actors.py.
WEIGHTS: Final[Mapping[str, float]] = {
    "to begin with": -3.0,
    "a name of its own": 6.0,
    "called so by its country": 5.5,
    "government by reading": 5.5,
    "a name that others bear": 2.5,
    "a name of its people": 2.5,
    "a name alike": 3.5,
    "its country in the report": 2.5,
    "an affiliation told": 2.5,
    "another country": -1.5,
    "names that are not its own": -4.0,
    "persons elsewhere": -3.0,
}


class _Asked(Struct, frozen=True):
    """The entity that is matched: its facts and kind, which of its wordings are some candidate's own names, and the others' keys."""

    facts: EntityFacts
    kind: MentionKind
    owned: set[str]
    unowned: list[tuple[EntityName, frozenset[int]]]


class _Seen(Struct, frozen=True):
    """A candidate's score: its features, and which of the entity's names spoke for it, with the actor's name that each met."""

    actor: Actor
    score: float
    features: tuple[Feature, ...]
    met: tuple[tuple[EntityName, ActorName], ...]
    reason: str


def resolve_entity(facts: EntityFacts, candidates: Sequence[Actor]) -> ActorMatch:
    """Which of the candidates the entity is: ``same``, ``doubtful``, or ``different`` from all; the order of candidates counts for nothing.

    One name in one spelling decides, unless others bear it too: then the report must also name the country, another of its
    names, or an affiliation. Two candidates that are as good leave doubt, unless the better is part of the other.
    """
    kind: MentionKind = "person" if facts.kind == "person" else "organisation"
    fitting = {actor.id: actor for actor in candidates if mention_kind(actor) == kind}
    ordered = [fitting[identity] for identity in sorted(fitting)]
    meeting = {actor.id: [name for name in facts.names if _meeting(name, actor, kind)] for actor in ordered}
    owned = {name.text for actor in ordered for name in meeting[actor.id] if _own(name, actor, kind)}
    asked = _Asked(facts, kind, owned, _unowned(facts, kind, owned))
    seen = sorted((_seen(asked, actor, meeting[actor.id]) for actor in ordered), key=lambda one: (-one.score, one.actor.id))
    seen = [one for one in seen if one.score >= DOUBTFUL]
    seen = _narrowest(seen)
    if not seen:
        return ActorMatch(
            actor=None, decision="different", score=0.0, features=(), reason="no known actor bears its names"
        )
    best = seen[0]
    seen = _nearest(seen, facts.countries)
    best = seen[0]
    within = {tie.actor for tie in best.actor.affiliations if tie.role == "part_of"}
    rivals = [
        one
        for one in seen[1:]
        if (one.score >= SAME or one.score > best.score - _AS_GOOD) and one.actor.id not in within
    ]
    decision: Decision = "same" if best.score >= SAME and not rivals else "doubtful"
    reason = best.reason
    if rivals and best.score >= SAME:
        reason += f"; but so does {rivals[0].actor.name}"
    return ActorMatch(
        actor=best.actor.id, decision=decision, score=best.score, features=best.features, reason=reason,
        note=_note(best, facts.published) if decision == "same" else None,
        others=tuple(one.actor.id for one in seen[1 : 1 + _MOST_OTHERS]),
    )  # fmt: skip


def _narrowest(seen: list[_Seen]) -> list[_Seen]:
    """Without governments and armies that only stand for a body of theirs which the names name ("Pentagon" is a ministry's too)."""
    named = [one for one in seen if one.score >= SAME and not _by_country(one)]
    wider = {tie.actor for one in named for tie in one.actor.affiliations if tie.role == "part_of"}
    return [one for one in seen if one.actor.id not in wider or not _by_country(one)]


def _nearest(seen: list[_Seen], countries: Sequence[str]) -> list[_Seen]:
    """Of actors of one name that reports made, which doubt once kept apart, the one seen in most of these countries, then the eldest.

    Without a choice here, each further report would add another of the name.
    """
    best = seen[0]
    twins = [one for one in seen if one.score >= SAME and made_by_report(one.actor) and _alike_made(one, best)]
    if len(twins) < 2 or not made_by_report(best.actor):
        return seen
    first = min(twins, key=lambda one: (-len(set(one.actor.seen_in) & set(countries)), len(one.actor.id), one.actor.id))
    return [first, *(one for one in seen if one not in twins)]


def _alike_made(one: _Seen, two: _Seen) -> bool:
    kind = mention_kind(one.actor)
    return normal_name(one.actor.name, kind).sorted_key == normal_name(two.actor.name, kind).sorted_key


def _by_country(one: _Seen) -> bool:
    return any(feature.name in ("called so by its country", "government by reading") for feature in one.features)


def made_by_report(actor: Actor) -> bool:
    """Whether a report of the record named the actor first, so that its names grow with the record."""
    return actor.citation.startswith(MADE_BY_REPORT)


def _seen(asked: _Asked, actor: Actor, meeting: Sequence[EntityName]) -> _Seen:
    facts, kind, owned = asked.facts, asked.kind, asked.owned
    values: dict[str, float] = {"to begin with": 1.0}
    met = [(name, own) for name in meeting if (own := _own(name, actor, kind)) is not None]
    shared = [(name, own) for name in meeting if (own := _shared(name, actor, kind)) is not None]
    offices = [name for name in facts.names if name.text not in owned and _office(name, actor, facts.countries)]
    given = facts.actor is not None and _is_given(facts.actor, actor)
    said: list[str] = []
    if met and not facts.speaks and actor.kind == "media" and all(_is_short(own) for _, own in met):
        met, shared = [], [*met, *shared]
    if met:
        values["a name of its own"] = 1.0
        said.append(f"“{met[0][0].text}” is a name of {actor.name}")
    elif offices:
        values["called so by its country"] = 1.0
        said.append(f"“{offices[0].text}” means {actor.name}")
    elif given:
        values["government by reading"] = 1.0
        said.append(f"it stands for {actor.name}")
    elif shared:
        values["a name that others bear"] = 1.0
        said.append(f"“{shared[0][0].text}” is a name of {actor.name}, and of others")
    elif any(_people(name, actor) for name in facts.names):
        values["a name of its people"] = 1.0
        said.append(f"its people may stand for {actor.name}")
    else:
        alike, words = _alike(asked, actor)
        if alike:
            values["a name alike"] = alike
            said.append(words)
    if len(values) > 1:
        spoken = [*(name for name, _ in (*met, *shared)), *offices]
        _context(values, said, (facts, actor), shared)
        _against(values, said, (facts, actor, kind), spoken)
    features = tuple(Feature(name, round(value, 4), WEIGHTS[name]) for name, value in values.items())
    total = sum(feature.value * feature.weight for feature in features)
    score = round(1 / (1 + math.exp(-total)), 4) if len(values) > 1 else 0.0
    return _Seen(actor, score, features, (*met, *shared), "; ".join(said))


def _context(
    values: dict[str, float],
    said: list[str],
    who: tuple[EntityFacts, Actor],
    shared: Sequence[tuple[EntityName, ActorName]],
) -> None:
    """What the rest of the report says for a name that alone does not decide.

    Common words ("Defence Ministry") need the country that the report names most; a short name of an agency or a charity must be a
    source beside, since "Bloomberg" and "IRC" are much else in its country.
    """
    facts, actor = who
    homes = (actor.country,) if actor.country is not None else actor.seen_in
    if "a name that others bear" in values:
        near = facts.countries[: 1 if all(is_generic(name.text) for name, _ in shared) else _FIRST_COUNTRIES]
        if not facts.speaks and _short_of_many(actor, shared):
            said.append("which is short for much else")
        elif any(home in near for home in homes):
            values["its country in the report"] = 1.0
            said.append("whose country the report names")
        elif homes and facts.countries:
            values["another country"] = 1.0
            said.append("but the report names other countries")
        if any(
            _own(EntityName(text=tie.other), actor, "organisation")
            for tie in facts.affiliations
            if tie.relation == "also_known_as"
        ):
            values["an affiliation told"] = 1.0
            said.append("the report gives another name of it")
    elif (
        made_by_report(actor)
        and _may_be_elsewhere(actor)
        and homes
        and facts.countries
        and not set(homes) & set(facts.countries)
    ):
        apart = "persons elsewhere" if actor.kind == "person" else "another country"
        values[apart] = 1.0
        said.append("but the reports name other countries")


def _may_be_elsewhere(actor: Actor) -> bool:
    """Whether another country may have one of this name: persons, and what is called by common words ("Labour Party")."""
    return actor.kind == "person" or any(is_generic(word) for word in normal_name(actor.name).plain)


def _is_short(own: ActorName) -> bool:
    """Whether a name is an acronym of few letters: where no source, "CBS" is as often a build system as a broadcaster."""
    return is_acronym(own.name) and len(own.name) <= _FEW_LETTERS


def _short_of_many(actor: Actor, shared: Sequence[tuple[EntityName, ActorName]]) -> bool:
    return actor.kind in _TELLING and all(len(normal_name(name.text).words) == 1 for name, _ in shared)


def _against(
    values: dict[str, float], said: list[str], who: tuple[EntityFacts, Actor, MentionKind], spoken: Sequence[EntityName]
) -> None:
    """The share of its names that are neither the actor's nor short for one of them."""
    facts, actor, kind = who
    if not spoken:
        return
    for_it = {name.text for name in spoken}
    lost = [name for name in facts.names if name.text not in for_it and _foreign(name, spoken, actor, kind)]
    if lost:
        kept = sum(name.count for name in spoken)
        values["names that are not its own"] = sum(name.count for name in lost) / (
            kept + sum(name.count for name in lost)
        )
        said.append(f"but it is called “{lost[0].text}” too")


def _foreign(name: EntityName, spoken: Sequence[EntityName], actor: Actor, kind: MentionKind) -> bool:
    """Whether a name is another than those that spoke for the actor, and no shorter form, initials or description of it."""
    if name.level != "name" or (kind == "person" and not names_someone(name.text, kind)) or is_generic(name.text, kind):
        return False
    if state_words(name.text) is not None:
        return actor.country not in state_words(name.text).countries  # type: ignore[union-attr]
    words = set(normal_name(name.text, kind).words)
    wider = [
        set(normal_name(one, kind).words) for one in (*(own.name for own in actor.names), *(one.text for one in spoken))
    ]
    if any(words <= one or one <= words for one in wider if one):
        return False
    return not any(compare_names(name.text, own.name, kind).decision != "different" for own in actor.names)


def _own(name: EntityName, actor: Actor, kind: MentionKind) -> ActorName | None:
    """The actor's name that this one is, letter for letter or in one spelling, if no other bears it."""
    of_state = actor.kind in _OF_STATE
    return next(
        (own for own in _meeting(name, actor, kind) if not _is_shared(own, actor) and _is_name(name, own, kind, of_state)), None
    )


def _shared(name: EntityName, actor: Actor, kind: MentionKind) -> ActorName | None:
    """The same among the names that others bear too."""
    of_state = actor.kind in _OF_STATE
    return next((own for own in _meeting(name, actor, kind) if _is_shared(own, actor) and _is_name(name, own, kind, of_state)), None)


def _meeting(name: EntityName, actor: Actor, kind: MentionKind) -> list[ActorName]:
    """The actor's names that the wording may be at all: most candidates share a sound with it and no more, and are many."""
    marks = _marks(name.text, kind)
    return [own for own in actor.names if not marks.isdisjoint(_marks(own.name, kind))]


@lru_cache(maxsize=KEPT_NAMES)
def _marks(name: str, kind: MentionKind) -> frozenset[str]:
    """What a name has in common with any that ``_is_name`` takes for the same: letters, words in one spelling, words with country codes."""
    normal = normal_name(name, kind)
    found = [f"letters {name.replace('.', '')}", f"lower {name.lower()}"]
    if normal.words:
        found.append(f"words {normal.sorted_key}")
    if kind != "person":
        found.append(f"coded {with_codes(name)}")
    return frozenset(found)


def _is_shared(own: ActorName, actor: Actor) -> bool:
    """Whether others bear a name too: the book says so, or its words are common to many ("State Department")."""
    return own.ambiguous or (actor.kind != "person" and is_generic(own.name))


def _is_name(name: EntityName, own: ActorName, kind: MentionKind, of_state: bool) -> bool:
    """Whether a wording is a name; bodies of ``of_state`` may put their country as they like ("Iraq's" for "Iraqi")."""
    if own.kind == "acronym" or is_acronym(own.name):
        # "IS" is no "is", and "Fars" no "FARS": letters that are capitals in one are so in the other.
        return name.text.replace(".", "") == own.name.replace(".", "")
    if is_acronym(name.text):
        return name.text == own.name or (len(name.text) >= _WORD_IN_CAPITALS and name.text.lower() == own.name.lower())
    if kind == "person":
        return name.level == "name" and same_full_name(name.text, own.name, kind)
    if name.level != "name" and len(normal_name(own.name, kind).words) < 2:
        return False
    with_code = with_codes(own.name) if of_state else ""
    if "@" in with_code and " " in with_code and with_codes(name.text) == with_code:
        return True
    one, two = normal_name(name.text, kind), normal_name(own.name, kind)
    if not one.words or one.sorted_key != two.sorted_key:
        return False
    return one.plain == two.plain or not is_generic(name.text, kind)


def _office(name: EntityName, actor: Actor, countries: Sequence[str]) -> bool:
    """Whether a wording means this actor as a country's government, military or police; one of two Congos needs the other places."""
    said = state_words(name.text)
    if said is None or said.function == "people":
        return False
    meant = [
        (country, function)
        for country, function in offices_in(name.text)
        if len(said.countries) == 1 or country in countries
    ]
    if len(said.countries) > 1 and len(meant) != 1:
        return False
    return any(office in offices_of(actor) for office in meant)


def _people(name: EntityName, actor: Actor) -> bool:
    said = state_words(name.text)
    return said is not None and any(office in offices_of(actor) for office in offices_in(name.text))


def _is_given(given: str, actor: Actor) -> bool:
    if given == actor.id:
        return True
    country = government_country(given)
    return country is not None and (country, "state") in offices_of(actor)


def _unowned(facts: EntityFacts, kind: MentionKind, owned: set[str]) -> list[tuple[EntityName, frozenset[int]]]:
    """The most telling names of an entity that nobody bears, and their keys."""
    return [
        (name, frozenset(name_keys(name.text, kind)))
        for name in identifying(facts)[:3]
        if not (
            name.text in owned
            or state_words(name.text) is not None
            or (kind == "person" and is_kunya(normal_name(name.text, kind)))
        )
    ]


def _alike(asked: _Asked, actor: Actor) -> tuple[float, str]:
    """The best likeness between a name of the entity that nobody bears and one of the actor's that shares a key with it."""
    best, words, kind = 0.0, "", asked.kind
    for name, keys in asked.unowned:
        for own in actor.names:
            if keys.isdisjoint(name_keys(own.name, kind)) or _is_shared(own, actor):
                continue
            match = compare_names(name.text, own.name, kind)
            if (
                "a single word" in {one.name for one in match.features}
                and normal_name(name.text).key != normal_name(own.name).key
            ):
                continue  # "Netto" is no "Nato"
            if match.decision != "different" and match.score > max(best, LEAST_ALIKE):
                best, words = match.score, f"“{name.text}” is like “{own.name}”, a name of {actor.name}: {match.reason}"
    return best, words


def _note(best: _Seen, published: str | None) -> str | None:
    """What to know of a name that was used outside its time; None where no dated name was, or another was used in its time."""
    if published is None:
        return None
    notes = []
    for name, own in best.met:
        if own.until is not None and published[: len(own.until)] > own.until:
            notes.append(f"“{name.text}” was its name until {own.until}")
        elif own.since is not None and published[: len(own.since)] < own.since:
            notes.append(f"“{name.text}” is its name since {own.since}")
        else:
            return None
    return notes[0] if notes else None
