"""A Linkable made ready for comparing: its sets, vectors of words, days and point."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.corroborate.linking_words import rarity, stem
from reportedly.schema.linkable import Linkable, LinkTime, Participant, Term

EARTH = 6371.0
# Of these grains the words name the days themselves; the others give a stretch somewhere in which it was.
EXACT_TIMES = frozenset({"time", "day", "days", "weekend"})
LOOSE_TIMES = frozenset(
    {"open", "unknown", "year", "years", "decade", "century", "part-of-year", "season", "quarter", "months"}
)
EXACT_PLACES = 2  # UCDP where_prec of a known town, or of near it
MAIN_ROLES = ("actor", "recipient", "topic")
OTHER_ACTOR = 0.5


@dataclass(frozen=True, slots=True)
class View:
    """What comparing asks of a claim again and again. ``days`` are ordinals, ``point`` is a unit vector.

    ``exact_time``: the words name its day or days; ``loose_time``: no more than a season, a year or an open stretch. ``exact_place``: they
    name a town or a finer place that has a point on the map. ``unplaced`` are the names of a place that a text
    names and nobody could place, the finest first. ``everyone_weighs`` is how much the words of all who take part tell.
    """

    one: Linkable
    story: Mapping[str, float]
    words: Mapping[str, float]
    roles: Mapping[str, tuple[Participant, ...]]
    everyone: frozenset[str]
    everyone_weighs: float
    days: tuple[int | None, int | None] | None
    published: int | None
    point: tuple[float, float, float] | None
    place_words: frozenset[str]
    stems: frozenset[str]
    vector: NDArray[np.float32] | None
    exact_time: bool
    loose_time: bool
    exact_place: bool
    unplaced: tuple[str, ...]


def view(one: Linkable) -> View:
    """The view of a Linkable."""
    roles = {
        role: found for role in MAIN_ROLES if (found := tuple(part for part in one.participants if part.role == role))
    }
    everyone = frozenset(word for part in one.participants for word in part.words)
    days, point, when, where = _days(one.when), _point(one), one.when, one.where
    return View(
        one=one,
        story=_unit(one.story),
        words=_unit(one.words),
        roles=roles,
        everyone=everyone,
        everyone_weighs=sum(0.2 + rarity(word) for word in sorted(everyone)),
        days=days,
        published=_ordinal(one.published),
        point=point,
        place_words=frozenset(stem(word) for word in one.where.name.split()) if one.where else frozenset(),
        stems=frozenset(stem(lemma) for lemma in one.lemmas),
        vector=_vector(one.vector),
        exact_time=when is not None and when.precision in EXACT_TIMES and days is not None,
        loose_time=when is not None and (when.precision in LOOSE_TIMES or None in (days or (None,))),
        exact_place=where is not None and where.precision <= EXACT_PLACES and point is not None,
        unplaced=tuple(where.name.split(", ")) if where and one.story and where.geonames is None and point is None else (),
    )


def _unit(terms: Sequence[Term]) -> dict[str, float]:
    length = math.sqrt(sum(term.weight * term.weight for term in terms)) or 1.0
    return {term.word: term.weight / length for term in terms}


def cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """The cosine of two lists of terms of length 1, 0 to 1; the same in either order, to the last bit."""
    return math.fsum([one[word] * two[word] for word in one.keys() & two.keys()])


def shared(one: Mapping[str, float], two: Mapping[str, float], most: int) -> list[str]:
    """The terms that make two lists alike, heaviest first."""
    both = sorted(((one[word] * two[word], word) for word in one.keys() & two.keys()), key=lambda item: (-item[0], item[1]))
    return [word for _, word in both[:most]]


def _ordinal(day: str | None) -> int | None:
    if day is None:
        return None
    try:
        return datetime.date.fromisoformat(day[:10]).toordinal()
    except ValueError:  # a year before 1 or after 9999, which no calendar day has
        return None


def _days(when: LinkTime | None) -> tuple[int | None, int | None] | None:
    if when is None:
        return None
    days = _ordinal(when.start), _ordinal(when.end)
    return None if days == (None, None) else days


def days_between(one: tuple[int | None, int | None], two: tuple[int | None, int | None]) -> int:
    """Days from the end of the earlier stretch to the start of the later; 0 where they share a day."""
    start, end = one
    first, last = two
    if end is not None and first is not None and first > end:
        return first - end
    return start - last if last is not None and start is not None and start > last else 0


def _point(one: Linkable) -> tuple[float, float, float] | None:
    where = one.where
    if where is None or where.lat is None or where.lon is None:
        return None
    lat, lon = math.radians(where.lat), math.radians(where.lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def kilometres(one: tuple[float, float, float], two: tuple[float, float, float]) -> float:
    """The distance of two points on the sphere."""
    x, y, z = one
    a, b, c = two
    chord = math.sqrt(math.fsum(((x - a) ** 2, (y - b) ** 2, (z - c) ** 2)))
    return 2 * EARTH * math.asin(min(1.0, chord / 2))


def overlap(one: Sequence[Participant], two: Sequence[Participant]) -> float | None:
    """How far two fillings of a role name the same, 0 to 1: the best pair; None where one side is unnamed throughout."""
    best: float | None = None
    for first in one:
        for second in two:
            found = _alike(first, second)
            if found is not None and (best is None or found > best):
                best = found
    return best


def _alike(one: Participant, two: Participant) -> float | None:
    if one.actor is not None and one.actor == two.actor:
        return 1.0
    if not one.words or not two.words:
        return None
    first, second = frozenset(one.words), frozenset(two.words)
    common = math.fsum(sorted(0.2 + rarity(word) for word in first & second))
    least = min(math.fsum(sorted(0.2 + rarity(word) for word in words)) for words in (first, second))
    apart = one.actor is not None and two.actor is not None  # two known actors, however alike their names
    return common / least * (OTHER_ACTOR if apart else 1.0)


def _vector(packed: bytes | None) -> NDArray[np.float32] | None:
    if packed is None:
        return None
    numbers = np.frombuffer(packed, np.int8).astype(np.float32)
    return numbers / max(float(np.linalg.norm(numbers)), 1e-9)
