"""The word lists that relations go by, read once from ``data/relations.yaml``."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import NamedTuple

from msgspec import Struct

from reportedly.extract.lexicon import load_data
from reportedly.schema import RelationType


class Phrase(NamedTuple):
    """One phrase of the word list: its words, its relation, and whether the subject stands to its right."""

    words: tuple[str, ...]
    type: RelationType
    backward: bool


class RelationWords(Struct, frozen=True):
    """The word lists of ``data/relations.yaml``; phrases are looked up by their first word."""

    roles: Mapping[str, RelationType]
    member_roles: frozenset[str]
    role_prepositions: frozenset[str]
    phrases: Mapping[str, tuple[Phrase, ...]]
    hyphened: Mapping[str, RelationType]
    appoint: frozenset[str]
    auxiliaries: frozenset[str]
    negations: frozenset[str]
    breakers: frozenset[str]
    against: frozenset[str]
    ranks: frozenset[str]
    forces: frozenset[str]
    units: frozenset[str]


@cache
def relation_words() -> RelationWords:
    """The relation word lists; the file is read at the first call."""
    raw = load_data("relations.yaml")
    roles: dict[str, RelationType] = {}
    for type_ in ("member_of", "speaks_for", "leads"):
        roles.update(dict.fromkeys(raw["roles"][type_].split(), type_))
    phrases: dict[str, list[Phrase]] = {}
    for backward in (False, True):
        for type_, written in raw["backward" if backward else "forward"].items():
            for phrase in written:
                for words in _expanded(phrase):
                    phrases.setdefault(words[0], []).append(Phrase(words, type_, backward))
    return RelationWords(
        roles=roles,
        member_roles=frozenset(raw["roles"]["member_of"].split()),
        role_prepositions=frozenset(raw["role_prepositions"].split()),
        phrases={w: tuple(sorted(found, key=lambda p: -len(p.words))) for w, found in phrases.items()},
        hyphened={word: type_ for type_, words in raw["hyphened"].items() for word in words.split()},
        **{name: frozenset(raw[name].split()) for name in _LISTS},
    )


_LISTS = ("appoint", "auxiliaries", "negations", "breakers", "against", "ranks", "forces", "units")


def _expanded(phrase: str) -> Iterator[tuple[str, ...]]:
    """All wordings of a phrase: each choice of ``a/b``, with and without the article that ``_`` stands for."""
    options = [("", "the", "its", "their", "his") if part == "_" else part.split("/") for part in phrase.split()]
    for words in product(*options):
        yield tuple(word for word in words if word)
