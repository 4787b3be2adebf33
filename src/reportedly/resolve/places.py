"""The place resolver: which place of the world each place name of a report means.

One name has one sense within a report unless its own words say otherwise ("Springfield, Ill."). The senses are chosen
together: each candidate's own likelihood, the containers named beside it, and how well it agrees with the other
names' likely senses in country, first-order and second-order area and distance.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import numpy as np
from msgspec import Struct

from reportedly.resolve.candidates import NONE, Candidates, Name, candidates_of, take_apart
from reportedly.resolve.folding import fold
from reportedly.resolve.gazetteer import Gazetteer, GazetteerPlace
from reportedly.resolve.place_words import WantedKind, place_precision_in_context, wanted_kind
from reportedly.resolve.senses import Sense, choose
from reportedly.schema import PlaceRef

__all__ = ["PlaceMention", "PlaceResolver", "ResolvedPlace", "place_precision_in_context"]

_AFTER_COMMA: Final = re.compile(
    r"^(?P<comma>,)\s+(?:in\s+)?(?P<words>[A-Z][\w'’.-]*(?:\s(?:and\s|of\s|the\s)?[A-Z][\w'’.-]*){0,3})"
    r"|^\s\((?P<words2>[A-Z][\w'’. -]*)\)"
    r"|^\s+(?:in|of)\s(?:the\s)?(?:\w+ern\s|central\s)?(?P<words3>[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*){0,2})"
    r"|^\s(?P<code>[A-Z]{2}\b|(?:[A-Z][a-z]{2,4}|[A-Z]\.\s?[A-Z])\.(?=[\s,]))"
)
_BEFORE_POSSESSIVE: Final = re.compile(r"(?P<words>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,2})['’]s?\s(?:[a-z-]+\s){0,3}$")
_CAPITALISED: Final = re.compile(r"[A-Z][\w'’-]*|al-[A-Z][\w'’-]*")
_STRONG, _WEAK = 12.0, 2.5
_IN_FACILITY_PRECISION: Final = 2


class PlaceMention(Struct, frozen=True):
    """Words that name a place: ``text`` is ``report.text[start:end]``.

    ``country_hint``, an ISO 3166-1 alpha-2 code, makes that country likelier.
    """

    start: int
    end: int
    text: str
    kind: Literal["place", "facility", "nationality"] = "place"
    country_hint: str | None = None


class ResolvedPlace(Struct, frozen=True):
    """The place that a mention means, or why there is none. Exactly one of the two is None."""

    place: PlaceRef | None
    unresolved: str | None


class PlaceResolver:
    """Finds the places that a report's mentions mean; offline, deterministic, safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @classmethod
    def open(cls, path: Path | None = None) -> "PlaceResolver":
        """A resolver on the gazetteer at ``path`` (the packaged one where None); raises GazetteerError with a cure."""
        return cls(Gazetteer.open(path))

    def resolve(self, text: str, mentions: Sequence[PlaceMention]) -> list[ResolvedPlace]:
        """The place of each mention, in the order given. Offsets outside ``text`` only lose the words around them."""
        senses: dict[tuple[str, ...], Sense] = {}
        found: list[tuple[str, ...] | None] = []
        names = [take_apart(mention.text) for mention in mentions]
        wanted = [_wanted(text, mention, name) for mention, name in zip(mentions, names, strict=True)]
        containers = [self._containers(text, mention, name) for mention, name in zip(mentions, names, strict=True)]
        told: dict[str, tuple[int, ...]] = {}
        for name, (numbers, weight) in zip(names, containers, strict=True):
            if numbers and weight == _STRONG:
                told.setdefault(fold(name.head), numbers)
        for mention, name, kind, (numbers, weight) in zip(mentions, names, wanted, containers, strict=True):
            if not numbers and fold(name.head) in told:
                numbers, weight = told[fold(name.head)], _STRONG
            key = (fold(name.head), mention.kind, kind or "", *map(str, numbers), mention.country_hint or "")
            if key not in senses:
                candidates = self._candidates(mention, name, kind)
                if not len(candidates):
                    found.append(None)
                    continue
                senses[key] = Sense(
                    name=fold(name.head),
                    candidates=self._hinted(candidates, mention.country_hint),
                    count=0,
                    containers=numbers,
                    container_weight=weight,
                )
            senses[key].count += 1
            found.append(key)
        chosen = choose(self._gazetteer, list(senses.values()))
        picked = dict(zip(senses, chosen, strict=True))
        return [
            self._answer(text, mention, None if key is None else picked[key])
            for mention, key in zip(mentions, found, strict=True)
        ]

    def _candidates(self, mention: PlaceMention, name: Name, wanted: WantedKind | None) -> Candidates:
        if not fold(name.head):
            return NONE
        whole = fold(mention.text)
        if name.tail and len(both := candidates_of(self._gazetteer, whole, wanted)):
            return both
        candidates = candidates_of(self._gazetteer, name.head, wanted, people_first=mention.kind == "nationality")
        if len(candidates) or mention.kind != "facility":
            return candidates
        return self._inside_facility(name.head)

    def _inside_facility(self, words: str) -> Candidates:
        """The longest run of capitalised words in a facility's name that names a place."""
        tokens = _CAPITALISED.findall(words)
        for length in range(len(tokens) - 1, 0, -1):
            for at in range(len(tokens) - length + 1):
                found = candidates_of(self._gazetteer, " ".join(tokens[at : at + length]), None)
                if len(found):
                    return found
        return NONE

    def _hinted(self, candidates: Candidates, hint: str | None) -> Candidates:
        if hint is None or hint not in self._gazetteer.codes:
            return candidates
        country = self._gazetteer.parents(candidates.numbers)[:, 0]
        bonus = np.where(country == self._gazetteer.codes.index(hint), _WEAK, 0.0)
        return Candidates(numbers=candidates.numbers, scores=candidates.scores + bonus)

    def _containers(self, text: str, mention: PlaceMention, name: Name) -> tuple[tuple[int, ...], float]:
        """The areas that the words beside a mention put it in, and how much that counts."""
        if name.tail and len(found := self._areas(name.tail[-1])):
            return found, _STRONG
        after = _AFTER_COMMA.match(text[mention.end : mention.end + 80])
        if after:
            words = after["words"] or after["words2"] or after["words3"] or after["code"]
            parts = words.split(" ")
            for length in range(len(parts), 0, -1):
                shorter = " ".join(parts[:length])
                if len(found := self._areas(shorter) or self._areas(shorter.rstrip("."))):
                    return found, _WEAK if after["words3"] else _STRONG
        before = _BEFORE_POSSESSIVE.search(text[max(0, mention.start - 60) : max(0, mention.start)])
        if before and len(found := self._areas(before["words"])):
            return found, _WEAK
        return (), 0.0

    def _areas(self, words: str) -> tuple[int, ...]:
        """The areas (not settlements) that words may name; a second-order area only with its kind ("Fulton County")."""
        candidates = candidates_of(self._gazetteer, words, None)
        precision = [self._gazetteer.place(number).precision for number in candidates.numbers.tolist()]
        return tuple(n for n, p in zip(candidates.numbers.tolist(), precision, strict=True) if p in (3, 4, 6))

    def _answer(self, text: str, mention: PlaceMention, picked: tuple[int, float] | None) -> ResolvedPlace:
        if picked is None:
            return ResolvedPlace(place=None, unresolved=_why_not(mention))
        place = self._gazetteer.place(picked[0])
        return ResolvedPlace(place=_reference(text, mention, place, picked[1]), unresolved=None)


def _wanted(text: str, mention: PlaceMention, name: Name) -> WantedKind | None:
    if mention.kind == "nationality":
        return None
    return name.wanted or wanted_kind(text, mention.start, mention.end)


def _reference(text: str, mention: PlaceMention, place: GazetteerPlace, score: float) -> PlaceRef:
    precision = place.precision
    if mention.kind == "place":
        precision = place_precision_in_context(text, mention.start, mention.end, precision)
    elif mention.kind == "facility" and precision == 1:
        precision = _IN_FACILITY_PRECISION
    return PlaceRef(
        name=place.name,
        geonames=place.geonames,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        precision=precision,
        score=score,
    )


def _why_not(mention: PlaceMention) -> str:
    if not fold(mention.text):
        return "there is no name in these words"
    if mention.kind == "nationality":
        return f"the gazetteer knows no country of the people “{mention.text}”"
    if mention.kind == "facility":
        return f"the gazetteer has no facilities, and no place name stands in “{mention.text}”"
    return f"the gazetteer has no place called “{mention.text}”"
