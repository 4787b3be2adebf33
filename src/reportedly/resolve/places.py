"""The place resolver: which place of the world each place name of a report means.

One name has one sense within a report unless its own words say otherwise ("Springfield, Ill."). The senses are chosen
together: each candidate's own likelihood, the containers named beside it, and how well it agrees with the other
names' likely senses in country, first-order and second-order area and distance.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Final, Literal

import numpy as np
from msgspec import Struct

from reportedly.resolve import gazetteer as gaz
from reportedly.resolve.candidates import NONE, Candidates, Name, candidates_of, take_apart, well_known
from reportedly.resolve.described import coordinates, names_inside, names_nothing
from reportedly.resolve.folding import fold
from reportedly.resolve.gazetteer import Gazetteer, precision_of_kind
from reportedly.resolve.governments import Government, government_at
from reportedly.resolve.lonely import Picked, lonely_names
from reportedly.resolve.place_words import WantedKind, names_part_of_town, place_precision_in_context, wanted_kind
from reportedly.resolve.senses import Sense, choose
from reportedly.resolve.the_town import Named
from reportedly.schema import PlaceRef

__all__ = ["PlaceMention", "PlaceResolver", "ResolvedPlace", "place_precision_in_context"]

_AFTER_COMMA: Final = re.compile(
    r"^(?P<comma>,)\s+(?:in\s+)?(?P<words>[A-Z][\w'’.-]*(?:\s(?:and\s|of\s|the\s)?[A-Z][\w'’.-]*){0,3})"
    r"|^\s\((?P<words2>[A-Z][\w'’. -]*)\)"
    r"|^\s+(?:in|of)\s(?:the\s)?(?:\w+ern\s|central\s)?(?P<words3>[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*){0,2})"
    r"|^\s(?P<code>[A-Z]{2}\b|(?:[A-Z][a-z]{2,4}|[A-Z]\.\s?[A-Z])\.(?=[\s,]))"
)
_BEFORE_POSSESSIVE: Final = re.compile(r"(?P<words>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,2})['’]s?\s(?:[a-z-]+\s){0,3}$")
_STRONG, _WEAK = 12.0, 2.5
_JOINED: Final = re.compile(r",?\s+(?:(?:and|or)\s+)?(?:in\s+)?(?:the\s+)?|,\s*")
_LIST_LENGTH: Final = 3
_INSIDE_PRECISION: Final = 2
_PRECISIONS_OF_AREAS: Final = (3, 4, 6)
_TOWN: Final = 10_000  # people; smaller ones bear every name there is
_DOUBT: Final = 0.5  # a place that the mention does not name itself is half as sure


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


class Beside(Struct, frozen=True):
    """The areas that the words beside a mention put it in (none: empty), and how much that counts."""

    areas: Candidates = NONE
    weight: float = 0.0


class Found(Struct, frozen=True):
    """What a mention may mean. ``itself`` is false where that is only a place in its words, or the area around it."""

    candidates: Candidates
    itself: bool = True


_NAMES_KEPT = 4096  # at most 2 KB each
_Key = tuple[str, str, WantedKind | None, tuple[int, ...], str | None]


class PlaceResolver:
    """Finds the places that a report's mentions mean; offline, deterministic, safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        # The news of a day names the same places again and again.
        self._candidates_of = lru_cache(_NAMES_KEPT)(partial(candidates_of, gazetteer))
        self._government_at = lru_cache(_NAMES_KEPT)(partial(government_at, gazetteer))

    @classmethod
    def open(cls, path: Path | None = None) -> "PlaceResolver":
        """A resolver on the gazetteer at ``path`` (the packaged one where None); raises GazetteerError with a cure."""
        return cls(Gazetteer.open(path))

    def resolve(self, text: str, mentions: Sequence[PlaceMention]) -> list[ResolvedPlace]:
        """The place of each mention, in the order given. Offsets outside ``text`` only lose the words around them."""
        names = [take_apart(mention.text) for mention in mentions]
        beside = [self._containers(text, mention, name) for mention, name in zip(mentions, names, strict=True)]
        said: dict[str, Beside] = {}
        for name, words in zip(names, beside, strict=True):
            if words.weight == _STRONG:
                said.setdefault(fold(name.head), words)
        lists = _lists(text, mentions, [words.weight == _STRONG for words in beside])
        cased = any(letter.isupper() for letter in text)
        senses: dict[_Key, Sense] = {}
        itself: dict[_Key, bool] = {}
        keys: list[_Key | None] = []
        for number, (mention, name) in enumerate(zip(mentions, names, strict=True)):
            head, wanted = fold(name.head), _wanted(text, mention, name)
            words = beside[number] if len(beside[number].areas) else said.get(head, beside[number])
            areas = tuple(words.areas.numbers.tolist())
            key = (head, mention.kind, wanted, areas, mention.country_hint)
            if names_nothing(name.head, cased):
                keys.append(None)
                continue
            if key not in senses:
                found = self._found(mention, name, wanted, words)
                itself[key] = found.itself
                senses[key] = Sense(
                    name=head,
                    candidates=self._hinted(found.candidates, mention.country_hint),
                    count=0,
                    containers=areas if found.itself else (),
                    container_weight=words.weight,
                    lists=set(),
                )
            senses[key].count += 1
            senses[key].lists.update(lists.get(number, ()))
            keys.append(key if len(senses[key].candidates) else None)
        named = {key: sense for key, sense in senses.items() if len(sense.candidates)}
        chosen = dict(zip(named, choose(self._gazetteer, list(named.values())), strict=True))
        quarters = {
            key for key, one in zip(keys, mentions, strict=True) if key is not None and names_part_of_town(text, one.start, one.end)
        }
        picked = [
            Picked(
                chosen[key][0], (itself[key] or key in quarters) and not named[key].containers, key in quarters,
                chosen[key][0] not in self._candidates_of(key[0], None, loosely=False).numbers,
            )
            for key in chosen
        ]  # fmt: skip
        lonely = {key for key, alone in zip(chosen, lonely_names(self._gazetteer, picked), strict=True) if alone}
        return [
            _unresolved(mention, cased)
            if key is None or key in lonely
            else ResolvedPlace(place=self._reference(text, mention, chosen[key], itself[key]), unresolved=None)
            for mention, key in zip(mentions, keys, strict=True)
        ]

    def government(self, name: str) -> Government | None:
        """The government that a place name stands for where it speaks or acts; None where it stands for none."""
        return self._government_at(name)

    def capital(self, people: str, named: Sequence[Named]) -> PlaceRef | None:
        """The capital of a people's country ("Somali"); for "" that of the only country that the report names places of."""
        if people:
            found = self._candidates_of(people, None, people_first=True)
            states = self._gazetteer.kinds(found.numbers) == gaz.COUNTRY
            countries = self._gazetteer.parents(found.numbers[states])[:, 0].tolist()
            code = self._gazetteer.codes[countries[int(np.argmax(found.scores[states]))]] if countries else None
        else:
            codes = {one.place.country for one in named if one.place is not None and one.place.country is not None}
            code = next(iter(codes)) if len(codes) == 1 else None
        number = self._capitals.get(code) if code is not None else None
        if number is None:
            return None
        place = self._gazetteer.place(number)
        return PlaceRef(
            name=place.name, geonames=place.geonames, lat=place.lat, lon=place.lon, country=place.country, precision=place.precision,
            score=1.0,
        )  # fmt: skip

    @cached_property
    def _capitals(self) -> dict[str, int]:
        """The capital of each country that has one and no more."""
        every = np.arange(len(self._gazetteer))
        numbers = every[self._gazetteer.kinds(every) == gaz.CAPITAL]
        countries = self._gazetteer.parents(numbers)[:, 0].tolist()
        alone = Counter(countries)
        return {self._gazetteer.codes[c]: n for c, n in zip(countries, numbers.tolist(), strict=True) if c >= 0 and alone[c] == 1}

    def is_town(self, name: str) -> bool:
        """Whether a settlement of some size bears this very name, whatever else does."""
        found = candidates_of(self._gazetteer, name, None, loosely=False).numbers
        settled = np.isin(self._gazetteer.kinds(found), (gaz.SETTLEMENT, gaz.CAPITAL))
        return bool(np.any(settled & (self._gazetteer.populations(found) >= _TOWN)))

    def _found(self, mention: PlaceMention, name: Name, wanted: WantedKind | None, beside: Beside) -> Found:
        """The places of a mention's name; else those of a name in its words; else the area that it is put in."""
        if not fold(name.head):
            return Found(NONE)
        whole = fold(mention.text)
        if name.tail and len(both := self._candidates_of(whole, wanted)):
            return Found(both)
        candidates = self._candidates_of(name.head, wanted, people_first=mention.kind == "nationality")
        if len(candidates) or mention.kind == "nationality":
            return Found(candidates)
        for inside, placed in names_inside(name.head):
            exactly = self._candidates_of(inside, None, loosely=False)
            known = well_known(self._gazetteer, exactly, countries=placed)
            if inside != name.head and len(known):
                return Found(known, itself=False)
        return Found(beside.areas if beside.weight == _STRONG else NONE, itself=False)

    def _hinted(self, candidates: Candidates, hint: str | None) -> Candidates:
        if hint is None or hint not in self._gazetteer.codes:
            return candidates
        country = self._gazetteer.parents(candidates.numbers)[:, 0]
        bonus = np.where(country == self._gazetteer.codes.index(hint), _WEAK, 0.0)
        return Candidates(numbers=candidates.numbers, scores=candidates.scores + bonus)

    def _containers(self, text: str, mention: PlaceMention, name: Name) -> Beside:
        if name.tail and len(found := self._areas(name.tail[-1])):
            return Beside(found, _STRONG)
        after = _AFTER_COMMA.match(text[mention.end : mention.end + 80])
        if after:
            words = after["words"] or after["words2"] or after["words3"] or after["code"]
            parts = words.split(" ")
            for length in range(len(parts), 0, -1):
                if len(found := self._areas(" ".join(parts[:length]))):
                    listed = after["words"] and not parts[length - 1].endswith(".") and self._is_like(name.head, found)
                    return Beside(found, _WEAK if listed or after["words3"] else _STRONG)
        before = _BEFORE_POSSESSIVE.search(text[max(0, mention.start - 60) : max(0, mention.start)])
        if before and len(found := self._areas(before["words"])):
            return Beside(found, _WEAK)
        return Beside()

    def _areas(self, words: str) -> Candidates:
        """The areas (not settlements) that words may name; a second-order area only with its kind ("Fulton County")."""
        found = self._candidates_of(words, None)
        precisions = [precision_of_kind(kind) for kind in self._gazetteer.kinds(found.numbers).tolist()]
        kept = np.isin(precisions, _PRECISIONS_OF_AREAS)
        return Candidates(numbers=found.numbers[kept], scores=found.scores[kept])

    def _is_like(self, head: str, areas: Candidates) -> bool:
        """Whether a name may itself be an area of the same order, as in the list "Iraq, Iran and Syria"."""
        own = self._gazetteer.kinds(self._areas(head).numbers)
        return bool(np.isin(own, self._gazetteer.kinds(areas.numbers)).any())

    def _reference(self, text: str, mention: PlaceMention, picked: tuple[int, float], itself: bool) -> PlaceRef:
        place, score = self._gazetteer.place(picked[0]), picked[1]
        precision = place.precision
        if mention.kind == "place":
            end = mention.start + len(mention.text.partition(",")[0])
            precision = place_precision_in_context(text, mention.start, end, precision)
        if precision == 1 and (mention.kind == "facility" or not itself):
            precision = _INSIDE_PRECISION
        return PlaceRef(
            name=place.name,
            geonames=place.geonames,
            lat=place.lat,
            lon=place.lon,
            country=place.country,
            precision=precision,
            score=score if itself else round(_DOUBT * score, 4),
        )


def _lists(text: str, mentions: Sequence[PlaceMention], contained: Sequence[bool]) -> dict[int, list[int]]:
    """The lists of three names and more ("Homs, Hama and Idlib") that each mention, by number, stands in.

    A name that is followed by its container ("Macon, Ga.") is in no list.
    """
    order = sorted(range(len(mentions)), key=lambda number: (mentions[number].start, mentions[number].end))
    runs: list[list[int]] = [[]]
    for number in order:
        last = runs[-1][-1] if runs[-1] else None
        joined = last is not None and _JOINED.fullmatch(
            text[max(0, mentions[last].end) : max(0, mentions[number].start)]
        )
        if not joined or contained[number]:
            runs.append([])
        if not contained[number]:
            runs[-1].append(number)
    return {number: [at] for at, run in enumerate(runs) if len(run) >= _LIST_LENGTH for number in run}


def _wanted(text: str, mention: PlaceMention, name: Name) -> WantedKind | None:
    if mention.kind == "nationality":
        return None
    return name.wanted or wanted_kind(text, mention.start, mention.end)


def _unresolved(mention: PlaceMention, cased: bool) -> ResolvedPlace:
    """The point that coordinates give, or why there is no place."""
    point = coordinates(mention.text)
    if point is not None:
        place = PlaceRef(name=mention.text, lat=point[0], lon=point[1], precision=1, score=1.0)
        return ResolvedPlace(place=place, unresolved=None)
    if not fold(mention.text):
        why = "there is no name in these words"
    elif names_nothing(take_apart(mention.text).head, cased):
        why = f"“{mention.text}” describes a place without naming it"
    elif mention.kind == "nationality":
        why = f"the gazetteer knows no country of the people “{mention.text}”"
    elif mention.kind == "facility":
        why = f"the gazetteer has no facilities, and no known place name stands in “{mention.text}”"
    else:
        why = f"the gazetteer has no place called “{mention.text}”"
    return ResolvedPlace(place=None, unresolved=why)
