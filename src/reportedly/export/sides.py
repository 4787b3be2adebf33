"""Who stands on the two sides of an event, and what each side is: forces of a state, rebels, civilians."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from reportedly.codebooks.schemes import Scheme, Side, side_words
from reportedly.export.event_rows import names_in
from reportedly.schema.dossier import EventDossier, PartyDossier

_FORCES = frozenset({"state", "state-body", "military", "police", "intelligence", "office"})
_FORCE_SECTORS = frozenset({"MIL", "COP", "GOV", "SPY"})
_WORD = re.compile(r"[a-z]+")
_OF = re.compile(r"\s(?:of|in|at|from|near|with|who|which|that|on|by)\s")


class SideOf(Struct, frozen=True, kw_only=True):
    """One side of an event: what it is, the name that stands first, and its id where it is a known actor.

    ``others`` are further names, ``known`` whether these are names of actors and not the words of a report.
    """

    side: Side = "unknown"
    name: str | None = None
    id: str | None = None
    others: tuple[str, ...] = ()
    known: bool = False


def side_of(event: EventDossier, role: str) -> SideOf:
    """The side that fills a role (actor, recipient) of an event."""
    names = names_in(event, role)
    if not names:
        return SideOf()
    parties = [one for one in event.parties if one.role == role]
    if parties:
        first = parties[0]
        return SideOf(side=_of_party(first, event.country), name=first.name, id=first.actor, others=tuple(names[1:]), known=True)
    sides = [_of_words(name) for name in names]
    # The first wording whose side is known speaks for the event: "at least 12 people" beside "residents".
    told = next((place for place, side in enumerate(sides) if side != "unknown"), 0)
    return SideOf(side=sides[told], name=names[told], others=tuple(one for one in names if one != names[told]))


def written_name(side: SideOf, scheme: Scheme) -> str | None:
    """The name as the scheme writes it: of an actor its own, of people who are only described a description.

    None for words that don't tell who it is: pronouns, buildings, "people".
    """
    if side.name is None or side.known:
        return side.name
    if side.side == "unknown":
        return None
    template = scheme.names.get(side.side, scheme.names.get("other"))
    if template is None:
        return side.name
    before, words, _ = template.partition("{words}")
    if words and side.name.lower().startswith(before.lower()):
        return side.name  # a table of this scheme was read, and wrote it so
    return template.replace("{words}", side.name)


def _of_party(party: PartyDossier, country: str | None) -> Side:
    if party.kind == "intergovernmental":
        return "external"
    if party.kind in _FORCES or party.sector in _FORCE_SECTORS:
        return "external" if party.country and country and party.country != country else "state"
    if party.sector == "REB":
        return "rebels"
    if party.kind == "armed-group":
        return "armed"
    if party.kind in ("organisation", "movement", "alliance", None):
        return next((side for word in _WORD.findall(party.name.lower()) if (side := _sides().names.get(word)) is not None), "unknown")
    return "unknown"


def _of_words(words: str) -> Side:
    """What a description says of the side: by its head, else by any of its words ("three of its fighters")."""
    text = words.lower()
    head = _WORD.findall(_OF.split(text, maxsplit=1)[0])[::-1]
    for word in (*head, *_WORD.findall(text)):
        found = _sides().words.get(word)
        if found is not None:
            return found
    return "unknown"


class _Sides(NamedTuple):
    words: Mapping[str, Side]
    names: Mapping[str, Side]


@lru_cache(maxsize=1)
def _sides() -> _Sides:
    known = side_words()
    words, names = ({word: side for side, many in kind.items() for word in many} for kind in (known.words, known.names))
    return _Sides(words, names)
