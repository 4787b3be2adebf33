"""The identity of an entity that no book and no earlier report knew, as far as its words give one."""

from msgspec.structs import replace

from reportedly.codebooks.actor_book import actor_book
from reportedly.codebooks.countries import country_names
from reportedly.resolve.actor_keys import identifying, mention_kind, office_key
from reportedly.resolve.actor_match import MADE_BY_REPORT
from reportedly.resolve.actor_wordings import kind_of, names_someone, without_title
from reportedly.resolve.name_words import acronyms_of, is_acronym, normal_name
from reportedly.resolve.states import StateFunction, countries_named, state_words
from reportedly.schema.actor import Actor, ActorKind, ActorName, EntityFacts
from reportedly.schema.mention import MentionKind

MOST_SEEN_IN = 8
MOST_NAMES = 24
_KINDS = frozenset(("person", "organisation"))
_OFFICES: dict[StateFunction, tuple[ActorKind, str, str]] = {
    "state": ("state", "GOV", "Government"), "military": ("military", "MIL", "Armed forces"), "police": ("police", "COP", "Police"),
}  # fmt: skip


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
    guessed = kind_of(first, kind)
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

    Only names join that share words with the actor's first, are its initials, or are told as another name of it: a report may
    have taken two for one. Initials count as names that others may bear.
    """
    if not actor.citation.startswith(MADE_BY_REPORT):
        return actor
    kind = mention_kind(actor)
    known = {normal_name(one.name, kind).key for one in actor.names} | {one.name for one in actor.names}
    told = {tie.other for tie in facts.affiliations if tie.relation == "also_known_as"}
    added = [
        _name(one, actor.name, None)
        for one in naming(facts)
        if one not in known
        and normal_name(one, kind).key not in known
        and (one in told or _is_form(one, actor.name, kind))
    ]
    seen = tuple(dict.fromkeys((*actor.seen_in, *facts.countries)))[:MOST_SEEN_IN]
    return replace(actor, names=(*actor.names, *added)[:MOST_NAMES], seen_in=seen)


def naming(facts: EntityFacts) -> list[str]:
    """The names of an entity that can identify it, the fullest first; none where not one could alone.

    Further ones are forms of the first, or told as another name of it; what else coreference joined stays out. Persons are
    given without titles.
    """
    kind: MentionKind = "person" if facts.kind == "person" else "organisation"
    kept: dict[str, str] = {}
    for name in identifying(facts):
        if names_someone(name.text, kind):
            kept.setdefault(normal_name(name.text, kind).key, name.text)
    full = [name for name in kept.values() if kind == "person" or not is_acronym(name)]
    if not full:
        return []
    longest = set(normal_name(full[0], kind).words)
    told = {tie.other for tie in facts.affiliations if tie.relation == "also_known_as"}
    others = [
        name
        for name in kept.values()
        if name != full[0]
        and (name in told or (_is_form(name, full[0], kind) and not set(normal_name(name, kind).words) < longest))
    ]
    return [without_title(name) if kind == "person" else name for name in (full[0], *others)]


def _name(name: str, first: str, citation: str | None) -> ActorName:
    if is_acronym(name):
        return ActorName(name=name, kind="acronym", citation=citation, ambiguous=True)
    if name == first:
        return ActorName(name=name, citation=citation)
    return ActorName(name=name, kind="alias", citation=citation)


def _is_form(name: str, first: str, kind: MentionKind) -> bool:
    """Whether a name shares two words with the first, or is its initials."""
    if is_acronym(name):
        return name.replace(".", "").lower() in acronyms_of(first)
    return len(set(normal_name(name, kind).words) & set(normal_name(first, kind).words)) > 1


def _country(name: str, kind: MentionKind) -> str | None:
    """The country in the words of an organisation's name, if one; a person's nationality is not guessed from a title."""
    if kind == "person":
        return None
    found = countries_named(name)
    return found[0] if len(found) == 1 else None
