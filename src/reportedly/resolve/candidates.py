"""Candidates: every place that the words of a mention may name, before the rest of the report is looked at."""

import re
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from reportedly.resolve import gazetteer as gaz
from reportedly.resolve.folding import code_key, fold, kind_key, loose_key, people_key, without_article
from reportedly.resolve.gazetteer import Gazetteer, Numbers
from reportedly.resolve.place_words import WantedKind, strip_direction, strip_kind_words

MOST_CANDIDATES: Final = 120
"""The best-scored by themselves are kept: the rest are small places that bear a common name."""
# The weights below and those in senses.py come from random search, some three minutes of it, on LGL half 0 and GeoVirus
# half 0, and were then rounded; two searches from different starts ended within half a point on LGL half 0.
_POPULATION_WEIGHT: Final = 0.5
_FAME_WEIGHT: Final = 0.5
_KIND_BONUS: Final = {gaz.COUNTRY: 3.5, gaz.FIRST_ORDER: 1.5, gaz.SECOND_ORDER: -1.5, gaz.CAPITAL: 1.5}
_REGION_BONUS: Final = 5.0
_WRITTEN_IN_BONUS: Final = 1.5  # a settlement without population that someone wrote in because reports name it
_MEANT_PENALTY: Final = {gaz.MAIN_NAME: 0.0, gaz.OTHER_NAME: 2.0, gaz.LOOSE_NAME: 2.5}
_WANTED_BONUS: Final = 5.0
_WELL_KNOWN_PEOPLE: Final = 15_000
_SEAT_PENALTY: Final = 2.5
_SEAT_SHARE: Final = 0.04
_LESS: Final = "?"
"""Stands before a key made of less than the name: what it finds counts as a loose match."""
_POSSESSIVE: Final = re.compile(r"['’]s?$")


class Candidates(Struct, frozen=True):
    """The places that a name may mean: their numbers, and how likely each is by itself (no unit)."""

    numbers: Numbers
    scores: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.numbers)


NONE: Final = Candidates(numbers=np.zeros(0, dtype=np.int64), scores=np.zeros(0))


class Name(Struct, frozen=True):
    """The words of a mention taken apart: bare name, containers named after a comma, kind of place asked for."""

    head: str
    tail: tuple[str, ...]
    wanted: WantedKind | None


def take_apart(words: str) -> Name:
    """The name in ``words``: "the city of Homs, Syria" gives Homs, in Syria, a settlement."""
    head, *tail = (part.strip() for part in words.split(","))
    head = _POSSESSIVE.sub("", head.strip(' \t\n"“”()[]'))
    return Name(head=head, tail=tuple(part for part in tail if part), wanted=strip_kind_words(head)[1])


def candidates_of(
    gazetteer: Gazetteer, name: str, wanted: WantedKind | None, people_first: bool = False, loosely: bool = True
) -> Candidates:
    """The places that ``name`` may mean, scored by population, kind and how the gazetteer means the name.

    ``people_first`` looks the name up as a word for people ("Syrian") before it is looked up as a place; ``loosely`` also
    finds other transliterations of Arabic names.
    """
    if people_first and len(found := _scored(gazetteer, [people_key(fold(name))], None)):
        return found
    directionless, _ = strip_direction(name)
    stripped, inner = strip_kind_words(name)
    bare, bare_inner = strip_kind_words(directionless)
    forms = [(name, wanted), (stripped, wanted or inner), (directionless, wanted), (bare, wanted or bare_inner)]
    if name[:1].islower() and directionless != name:  # "south Lebanon" is no name, "South Lebanon" may be one
        forms = forms[2:]
    for form, kind in forms:
        keys = _keys(form, kind, loosely)
        found = _scored(gazetteer, keys, kind) if keys else NONE
        if kind == "water" and form != name:  # a town of the river's name is not the river
            found = _of_kind(gazetteer, found, "water")
        if len(found):
            return found
    return NONE


def _of_kind(gazetteer: Gazetteer, candidates: Candidates, wanted: WantedKind) -> Candidates:
    kept = fits(gazetteer.kinds(candidates.numbers), wanted)
    return Candidates(numbers=candidates.numbers[kept], scores=candidates.scores[kept])


def _keys(name: str, wanted: WantedKind | None, loosely: bool) -> list[str]:
    folded = fold(name)
    if not folded:
        return []
    keys = []
    if wanted in ("first", "second"):
        order = "1" if wanted == "first" else "2"
        keys += [kind_key(order, folded), kind_key(order, without_article(folded))]
    code = code_key(name) or ("=" + name if len(name) == 3 and name.isupper() else None)
    if code:
        keys.append(code)
    keys += [folded, people_key(folded)]
    if loosely and without_article(folded) != folded:
        keys.append(_LESS + without_article(folded))
    if loosely and len(folded) > 3:
        keys.append(loose_key(folded))
        if wanted == "second":
            keys.append(kind_key("2", loose_key(folded)))
    return keys


def _scored(gazetteer: Gazetteer, keys: list[str], wanted: WantedKind | None) -> Candidates:
    best: dict[int, int] = {}
    for key in keys:
        for number, meant in zip(*(part.tolist() for part in gazetteer.find(key.removeprefix(_LESS))), strict=True):
            meant = max(meant, gaz.LOOSE_NAME) if key.startswith(_LESS) else meant
            best[number] = min(meant, best.get(number, meant))
    if not best:
        return NONE
    numbers = np.fromiter(sorted(best), dtype=np.int64, count=len(best))
    kinds = gazetteer.kinds(numbers)
    people = gazetteer.populations(numbers)
    scores = _POPULATION_WEIGHT * np.log10(people + 300)
    scores += _FAME_WEIGHT * np.log10(gazetteer.fames(numbers) + 1)
    scores -= np.array([_MEANT_PENALTY[best[number]] for number in numbers.tolist()])
    scores += np.array([_kind_bonus(kind) for kind in kinds.tolist()]) * _weight_of_area(kinds, people)
    scores -= _SEAT_PENALTY * _has_seat(gazetteer, numbers, kinds)
    if wanted:
        scores += _WANTED_BONUS * fits(kinds, wanted)
    if len(numbers) > MOST_CANDIDATES:
        kept = np.sort(np.argsort(-scores, kind="stable")[:MOST_CANDIDATES])
        numbers, scores = numbers[kept], scores[kept]
    return Candidates(numbers=numbers, scores=scores)


def well_known(gazetteer: Gazetteer, candidates: Candidates, countries: bool) -> Candidates:
    """The candidates that many people would know: first-order areas, regions, settlements of 15,000 people and more.

    Countries and larger only where ``countries`` says so.
    """
    kinds, people = gazetteer.kinds(candidates.numbers), gazetteer.populations(candidates.numbers)
    settled = (kinds == gaz.SETTLEMENT) | (kinds == gaz.CAPITAL) | (kinds == gaz.SECOND_ORDER)
    kept = ~settled | (people >= _WELL_KNOWN_PEOPLE)
    if not countries:
        kept &= (kinds != gaz.COUNTRY) & (kinds < gaz.REGION + 6)
    if not kept.any() or not kept[int(np.argmax(candidates.scores))]:
        return NONE  # what the name most likely means is not among them
    return Candidates(numbers=candidates.numbers[kept], scores=candidates.scores[kept])


def _kind_bonus(kind: int) -> float:
    if kind >= gaz.REGION:
        return _REGION_BONUS if kind > gaz.REGION + 3 else _WRITTEN_IN_BONUS
    return _KIND_BONUS.get(kind, 0.0)


def _weight_of_area(kinds: Numbers, people: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of its bonus a first-order area gets: none for 50,000 people, all for half a million."""
    share = np.clip(np.log10(people + 1) - 4.7, 0.0, 1.0)
    return np.where(kinds == gaz.FIRST_ORDER, share, 1.0)


def fits(kinds: Numbers, wanted: WantedKind) -> NDArray[np.bool_]:
    """Which kinds are of the wanted sort."""
    if wanted == "first":
        return np.asarray(kinds == gaz.FIRST_ORDER)
    if wanted == "second":
        return np.asarray(kinds == gaz.SECOND_ORDER)
    if wanted == "country":
        return np.asarray(kinds == gaz.COUNTRY)
    if wanted == "water":
        return np.asarray(kinds >= gaz.REGION)
    return np.asarray((kinds == gaz.SETTLEMENT) | (kinds == gaz.CAPITAL))


def _has_seat(gazetteer: Gazetteer, numbers: Numbers, kinds: Numbers) -> NDArray[np.bool_]:
    """Which areas hold a settlement of their name where many of their people live: the name alone means that."""
    parents, people = gazetteer.parents(numbers), gazetteer.populations(numbers)
    town = fits(kinds, "settlement")
    held = np.zeros(len(numbers), dtype=np.bool_)
    for level, kind in ((1, gaz.FIRST_ORDER), (2, gaz.SECOND_ORDER)):
        for at in np.flatnonzero(kinds == kind).tolist():
            inside = town & (parents[:, level] == numbers[at])
            held[at] = bool((people[inside] >= _SEAT_SHARE * people[at]).any())
    return held
