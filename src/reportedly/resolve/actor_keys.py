"""The index keys by which entities and actors meet: those of their names, and a country with its office of state."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest

from reportedly.resolve.name_keys import hash_key, name_keys
from reportedly.resolve.name_words import is_generic, normal_name
from reportedly.resolve.states import StateFunction, government_country, state_words, with_codes
from reportedly.schema.actor import Actor, ActorKind, EntityFacts, EntityName
from reportedly.schema.mention import MentionKind

MOST_LOOKUPS = 16
_MOST_NAMES = 5
_OFFICES: dict[ActorKind, StateFunction] = {"state": "state", "military": "military", "police": "police"}
_OFFICE_IDS: dict[str, StateFunction] = {"government-of-": "state", "armed-forces-of-": "military"}


def mention_kind(actor: Actor) -> MentionKind:
    """The kind of mention that names an actor: a person, or an organisation of some kind."""
    return "person" if actor.kind == "person" else "organisation"


def office_key(country: str, function: StateFunction) -> int:
    """The key under which a country's government, military or police is found."""
    return hash_key(f"f:{country}:{function}")


@lru_cache(maxsize=4096)
def offices_of(actor: Actor) -> frozenset[tuple[str, StateFunction]]:
    """The offices of state that an actor is, as (country, function): by its id, or since one of its names says so."""
    function = _OFFICES.get(actor.kind)
    if function is None or actor.country is None:
        return frozenset()
    if any(actor.id.startswith(front) and function == meant for front, meant in _OFFICE_IDS.items()):
        return frozenset({(actor.country, function)})
    said = (state_words(name.name) for name in actor.names)
    if any(one is not None and one.function == function and actor.country in one.countries for one in said):
        return frozenset({(actor.country, function)})
    return frozenset()


def name_keys_of(actor: Actor) -> tuple[int, ...]:
    """All keys under which an actor is found; the index holds these. Unordered in meaning, the same in every run."""
    kind = mention_kind(actor)
    keys = [office_key(*office) for office in sorted(offices_of(actor))]
    for name in actor.names:
        keys += name_keys(name.name, kind) or common_keys(name.name, kind)
        keys += _country_keys(name.name, kind)
    return tuple(dict.fromkeys(keys))


def lookup_keys(facts: EntityFacts) -> tuple[int, ...]:
    """The keys to look an entity's actor up by: at most 16, the most selective first; empty where nothing identifies it.

    A family name alone finds nobody, and neither do names that are but descriptions.
    """
    offices = [office_key(country, function) for country, function in offices_named(facts)]
    kind: MentionKind = "person" if facts.kind == "person" else "organisation"
    lists = [name_keys(name.text, kind) for name in identifying(facts)[:_MOST_NAMES]]
    turns = [key for turn in zip_longest(*lists) for key in turn if key is not None]
    common = [key for name in facts.names[:_MOST_NAMES] for key in _country_keys(name.text, kind)]
    common += [
        key for name in facts.names[:_MOST_NAMES] if name.level == "name" for key in common_keys(name.text, kind)
    ]
    return tuple(dict.fromkeys([*offices, *common, *turns]))[:MOST_LOOKUPS]


def _country_keys(name: str, kind: MentionKind) -> tuple[int, ...]:
    """The key of an organisation's name in which a country stands for itself, however the name puts it."""
    words = with_codes(name) if kind != "person" else ""
    return (hash_key("c=:" + words),) if "@" in words and " " in words else ()


def common_keys(name: str, kind: MentionKind) -> tuple[int, ...]:
    """The key of an organisation's name of common words ("State Department"), by which a book may know one in a country."""
    normal = normal_name(name, kind)
    if kind == "person" or not normal.words or not is_generic(name, kind):
        return ()
    return (hash_key("g=:" + normal.sorted_key),)


def identifying(facts: EntityFacts) -> Sequence[EntityName]:
    """The names that can say who it is, the most telling first: not descriptions, nor a person's single name."""
    kind: MentionKind = "person" if facts.kind == "person" else "organisation"
    kept = [
        name
        for name in facts.names
        if name.level == "name" and not is_generic(name.text, kind)
        and (kind != "person" or len(normal_name(name.text, kind).words) > 1)
    ]  # fmt: skip
    return sorted(kept, key=lambda name: (-len(normal_name(name.text, kind).words), -name.count, name.text))


def offices_named(facts: EntityFacts) -> tuple[tuple[str, StateFunction], ...]:
    """The offices of state that an entity may be by its wordings, or by the id that reading gave it; "Syrians" count as the state."""
    if facts.kind == "person":
        return ()
    found: list[tuple[str, StateFunction]] = []
    given = government_country(facts.actor) if facts.actor is not None else None
    if given is not None:
        found.append((given, "state"))
    for name in facts.names:
        found += offices_in(name.text)
    return tuple(dict.fromkeys(found))


def offices_in(name: str) -> Iterable[tuple[str, StateFunction]]:
    """The offices of state that a wording may mean; the people of a country stand for its state here."""
    said = state_words(name)
    if said is None:
        return ()
    function = "state" if said.function == "people" else said.function
    return [(country, function) for country in said.countries]
