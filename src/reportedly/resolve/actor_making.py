"""The identity of an entity that no book and no earlier report knew, as far as its words give one."""

import re
from functools import lru_cache
from importlib import resources

import yaml
from msgspec import Struct
from msgspec.structs import replace

from reportedly.codebooks.actor_book import actor_book
from reportedly.codebooks.countries import country_names
from reportedly.codebooks.parsed import LOADER
from reportedly.resolve.actor_keys import identifying, mention_kind, office_key
from reportedly.resolve.actor_match import MADE_BY_REPORT
from reportedly.resolve.name_words import acronyms_of, is_acronym, is_generic, is_kunya, normal_name
from reportedly.resolve.states import StateFunction, countries_named, is_country_word, state_words
from reportedly.schema.actor import Actor, ActorKind, ActorName, EntityFacts
from reportedly.schema.mention import MentionKind

MOST_SEEN_IN = 8
MOST_NAMES = 24
_LONGEST = 12
"""Words of a name; more is a description that reading took for a name."""
_KINDS = frozenset(("person", "organisation"))
_OFFICES: dict[StateFunction, tuple[ActorKind, str, str]] = {
    "state": ("state", "GOV", "Government"), "military": ("military", "MIL", "Armed forces"), "police": ("police", "COP", "Police"),
}  # fmt: skip
_FINITE = re.compile(r"\b(?:who|which|that|said|says|is|was|were|has|have|for|with|against|by)\b")


class _Kind(Struct, frozen=True):
    kind: ActorKind
    sector: str | None
    words: re.Pattern[str]


class _Lists(Struct, frozen=True):
    kinds: tuple[_Kind, ...]
    plain_heads: frozenset[str]
    no_names: frozenset[str]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    text = resources.files("reportedly.resolve").joinpath("data", "actor_words.yaml").read_text("utf-8")
    raw = yaml.load(text, Loader=LOADER)  # noqa: S506 (a safe loader)
    kinds = tuple(
        _Kind(
            kind,
            sector,
            re.compile(
                r"\b(?:" + "|".join(re.escape(one.strip()) for one in listed.split(",")) + r")\b", re.IGNORECASE
            ),
        )
        for kind, sector, listed in raw["kinds"]
    )
    return _Lists(kinds, frozenset(raw["plain_heads"].split()), frozenset(raw["no_names"].split()))


def new_actor(facts: EntityFacts, id: str, report: str) -> Actor | None:
    """The identity that a report gives an entity; None where no name of it can identify anyone.

    ``report`` is the report's name in the record ("r12"), which the citation tells. Descriptions, pronouns, a person's single name
    and initials alone give no identity; a country's people give none either. A government or army that the packaged book lacks
    is named after its country.
    """
    office = _office(facts)
    if office is not None:
        return _office_actor(facts, id, MADE_BY_REPORT + report, office)
    if facts.kind not in _KINDS:
        return None
    names = naming(facts)
    if not names:
        return None
    kind: MentionKind = "person" if facts.kind == "person" else "organisation"
    first = names[0]
    guessed = _kind_of(first, kind)
    country = _country(first, kind)
    citation = MADE_BY_REPORT + report
    return Actor(
        id=id, name=first, kind=guessed[0], country=country, sector=guessed[1],
        names=tuple(_name(one, first, citation) for one in names[:MOST_NAMES]),
        citation=citation, seen_in=facts.countries[:MOST_SEEN_IN],
    )  # fmt: skip


def _office(facts: EntityFacts) -> tuple[str, StateFunction] | None:
    """The government, army or police of a country that all wordings mean, if the packaged book has no actor for it."""
    said = [found for name in facts.names if (found := state_words(name.text)) is not None]
    if facts.kind == "person" or not said or any(one.function == "people" or len(one.countries) > 1 for one in said):
        return None
    offices = {(one.countries[0], one.function) for one in said}
    if len(offices) > 1 or any(name.level == "name" and state_words(name.text) is None for name in facts.names):
        return None
    office = offices.pop()
    return None if actor_book().by_keys([office_key(*office)]) else office


def _office_actor(facts: EntityFacts, identity: str, citation: str, office: tuple[str, StateFunction]) -> Actor:
    country, function = office
    kind, sector, what = _OFFICES[function]
    name = f"{what} of {country_names().get(country, (country,))[0]}"
    wordings = dict.fromkeys(one.text for one in facts.names if state_words(one.text) is not None and one.text != name)
    names = (ActorName(name=name), *(ActorName(name=one, kind="alias", citation=citation) for one in wordings))
    return Actor(
        id=identity, name=name, kind=kind, country=country, sector=sector, names=names[:MOST_NAMES], citation=citation,
        seen_in=facts.countries[:MOST_SEEN_IN],
    )  # fmt: skip


def with_names(actor: Actor, facts: EntityFacts) -> Actor:
    """The actor with the names that a report which was matched with it adds; one that a book has is returned as it is.

    A name that is a way to write a known one joins as it is; any other joins as one that others may bear, since the report may have taken
    two for one.
    """
    if not actor.citation.startswith(MADE_BY_REPORT):
        return actor
    kind = mention_kind(actor)
    known = {normal_name(one.name, kind).key for one in actor.names} | {one.name for one in actor.names}
    added = [
        replace(_name(one, actor.name, None), ambiguous=True)
        for one in naming(facts)
        if one not in known and normal_name(one, kind).key not in known
    ]
    seen = tuple(dict.fromkeys((*actor.seen_in, *facts.countries)))[:MOST_SEEN_IN]
    return replace(actor, names=(*actor.names, *added)[:MOST_NAMES], seen_in=seen)


def naming(facts: EntityFacts) -> list[str]:
    """The names of an entity that can identify it, the fullest first; none where not one could alone."""
    kind: MentionKind = "person" if facts.kind == "person" else "organisation"
    kept: dict[str, str] = {}
    for name in identifying(facts):
        if _names_someone(name.text, kind):
            kept.setdefault(normal_name(name.text, kind).key, name.text)
    full = [name for name in kept.values() if kind == "person" or not is_acronym(name)]
    if kind == "person":
        return full
    if not full:
        return []
    longest = set(normal_name(full[0], kind).words)
    return [
        full[0],
        *(
            name
            for name in kept.values()
            if name != full[0] and (is_acronym(name) or not set(normal_name(name, kind).words) < longest)
        ),
    ]


def _names_someone(name: str, kind: MentionKind) -> bool:
    """Whether words that reading took for a name are one."""
    normal = normal_name(name, kind)
    tokens = name.split()
    if not normal.words or len(tokens) > _LONGEST or is_generic(name, kind) or state_words(name) is not None:
        return False
    if name.count(",") > 1 or all(one.lower() in _lists().no_names for one in tokens):
        return False
    if kind == "person":
        if len(normal.words) < 2 or is_kunya(normal) or normal.initials or any(one.isdigit() for one in normal.words):
            return False
        return not _FINITE.search(name) and all(_capital(one) for one in (tokens[0], tokens[-1]))
    if (not _capital(tokens[-1]) and tokens[-1][:1].isalpha()) or _FINITE.search(name):
        return False
    return not _is_description(name)


def _capital(token: str) -> bool:
    bare = token.strip("'’“”\"().,")
    return bare[:1].lower() == bare[:1].upper() or any(one.isupper() for one in bare)


def _is_description(name: str) -> bool:
    """Whether an organisation's words are but a country's or a people's and a common noun ("Syrian rebels", "Kurdish forces")."""
    plain = normal_name(name).plain
    if not plain or plain[-1] not in _lists().plain_heads:
        return False
    return all(one in _lists().plain_heads or is_country_word(one) or is_generic(one) for one in plain)


def _name(name: str, first: str, citation: str | None) -> ActorName:
    if is_acronym(name):
        return ActorName(name=name, kind="acronym", citation=citation, ambiguous=True)
    if name == first:
        return ActorName(name=name, citation=citation)
    return ActorName(name=name, kind="alias", citation=citation, ambiguous=not _is_form(name, first))


def _is_form(name: str, first: str) -> bool:
    one, two = set(normal_name(name).words), set(normal_name(first).words)
    return len(one & two) > 1 or name.lower() in acronyms_of(first)


def _kind_of(name: str, kind: MentionKind) -> tuple[ActorKind, str | None]:
    if kind == "person":
        return "person", None
    found = next((one for one in _lists().kinds if one.words.search(name)), None)
    return (found.kind, found.sector) if found is not None else ("organisation", None)


def _country(name: str, kind: MentionKind) -> str | None:
    """The country in the words of an organisation's name, if one; a person's nationality is not guessed from a title."""
    if kind == "person":
        return None
    found = countries_named(name)
    return found[0] if len(found) == 1 else None
