"""Wordings of entities: whether one is a name that can identify its bearer, and what its words say of it."""

import re
from functools import lru_cache
from importlib import resources

import yaml
from msgspec import Struct

from reportedly.codebooks.parsed import loader
from reportedly.resolve.name_words import is_generic, is_kunya, normal_name
from reportedly.resolve.states import is_country_word, state_words
from reportedly.schema.actor import ActorKind
from reportedly.schema.mention import MentionKind

_LONGEST = 12
"""Words of a name; more is a description that reading took for a name."""
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
    raw = yaml.load(text, Loader=loader())  # noqa: S506 (a safe loader)
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


def names_someone(name: str, kind: MentionKind) -> bool:
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


def kind_of(name: str, kind: MentionKind) -> tuple[ActorKind, str | None]:
    """The kind and PLOVER sector that a name's words say; "organisation" and None where they say nothing."""
    if kind == "person":
        return "person", None
    found = next((one for one in _lists().kinds if one.words.search(name)), None)
    return (found.kind, found.sector) if found is not None else ("organisation", None)


def without_title(name: str) -> str:
    """A person's name as written, without the titles before it ("President Omar Salt" is Omar Salt)."""
    tokens = name.split()
    words = normal_name(name, "person").words
    for first in range(len(tokens) - 1, 0, -1):
        if normal_name(" ".join(tokens[first:]), "person").words == words:
            return " ".join(tokens[first:])
    return name
