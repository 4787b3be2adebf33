"""Under which keys a claim is found by claims that may be of the same occurrence: few keys, the most selective first.

Two claims meet where what ``blocks`` stores for one is among what ``blocks_asked`` asks for the other. Times and places at the edge of
a bucket are met by asking for the neighbouring bucket too; nothing is stored twice for it.
"""

import datetime
import hashlib
import math
from collections.abc import Iterable, Iterator

from reportedly.corroborate.linking_views import EXACT_PLACES
from reportedly.corroborate.linking_words import rarity, stem
from reportedly.schema.linkable import Linkable

WEEK = 7  # days of a bucket
CELL = 1.0  # degrees
EDGE = 0.3  # degrees to the next cell from where its claims may be in one town with these: about TOWN_KM
# More of either let more pairs of ECB+'s reports meet that tell of one event, at the price of more keys; fewer lose many.
WORD_TERMS = 6  # terms of the story that are keys together with the trigger word
PAIR_TERMS = 4  # of which each two are a key
MOST_KEYS = 16
LONGEST_BUCKETS = 3  # a time of more weeks is too vague to be found by
# A week of a siege is soon told by more claims than are looked through; a day of it, in one town, is not. Of MAVERICK's rows, added by
# their mapping, two events more come out whole with this key, since rows of one day are found before the week's others.
SPOT, SPOT_EDGE = 0.25, 0.1  # degrees of a cell of one day, and to the next that is asked
LONGEST_SPOT = 2  # days
ROW = "row"
LATER = 1  # weeks after its day in which an occurrence is told of without its date


def blocks(one: Linkable) -> tuple[int, ...]:
    """The keys to store for a claim, signed 64-bit numbers, the most selective first; at most 16.

    Where a key has become too common to look through, leave it out and go on with the next: the first ones are town and day, then place
    and week, then the report's story (a trigger word or a second term with a term of it), then actor and week.
    """
    return _keys((*_spot_keys(one, False), *_place_keys(one, False), *_story_keys(one), *_actor_keys(one, False)))[:MOST_KEYS]


def blocks_asked(one: Linkable) -> tuple[int, ...]:
    """The keys to ask for a new claim, the most selective first: those of ``blocks`` and, near an edge, their neighbours."""
    return _keys((*_spot_keys(one, True), *_place_keys(one, True), *_story_keys(one), *_actor_keys(one, True)))


def _keys(texts: Iterable[str]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(key(text) for text in texts))


def key(text: str) -> int:
    """A signed 64-bit key of a string, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _story_keys(one: Linkable) -> Iterator[str]:
    terms = [term.word for term in one.story[:WORD_TERMS]]
    for lemma in one.lemmas[:1]:
        for term in terms:
            yield f"word {stem(lemma)} {term}"
    for place, first in enumerate(terms[:PAIR_TERMS]):
        for second in terms[place + 1 : PAIR_TERMS]:
            yield "story " + " ".join(sorted((first, second)))


def _weeks(one: Linkable, asked: bool) -> list[int]:
    """The weeks in which a claim is looked for: those of its time; of an undated one that of its report, which is no date of it."""
    when = one.when
    if when is not None and (when.start or when.end):
        start, end = (_day(when.start or when.end), _day(when.end or when.start))
        if start is None or end is None or (end - start) // WEEK >= LONGEST_BUCKETS:
            return []
        return list(range(start // WEEK, end // WEEK + 1 + (LATER if asked else 0)))
    day = _day(one.published)
    if day is None:
        return []
    return list(range(day // WEEK - (LATER if asked else 0), day // WEEK + 1))


def _day(day: str | None) -> int | None:
    if day is None:
        return None
    try:
        return datetime.date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


def _spot_keys(one: Linkable, asked: bool) -> Iterator[str]:
    """The town on its day or two, of a claim that names both."""
    where, when = one.where, one.when
    if where is None or where.lat is None or where.lon is None or where.precision > EXACT_PLACES or when is None:
        return
    start, end = _day(when.start), _day(when.end)
    if start is None or end is None or end - start >= LONGEST_SPOT:
        return
    for kind in _kinds(one):
        for day in range(start, end + 1):
            for lat, lon in _cells(where.lat, where.lon, SPOT, SPOT_EDGE if asked else 0.0):
                yield f"spot {kind} {day} {lat} {lon}"


def _place_keys(one: Linkable, asked: bool) -> Iterator[str]:
    where = one.where
    if where is None:
        return
    for kind in _kinds(one):
        for week in _weeks(one, asked):
            if where.lat is not None and where.lon is not None and where.precision <= 4:
                for lat, lon in _cells(where.lat, where.lon, CELL, EDGE if asked else 0.0):
                    yield f"cell {kind} {week} {lat} {lon}"
                if asked and where.country:
                    yield f"country {kind} {week} {where.country}"
            elif where.country:
                yield f"country {kind} {week} {where.country}"


def _kinds(one: Linkable) -> tuple[str, ...]:
    """What kinds of events a claim meets: those of its family, and a coded row every row, since one coder's riot is another's killing."""
    family = one.family or ""
    return (family,) if one.account is None else (family, ROW)


def _cells(lat: float, lon: float, size: float, reach: float) -> list[tuple[int, int]]:
    """The cells of so many degrees that lie within reach, the point's own first."""
    rows = range(math.floor((lat - reach) / size), math.floor((lat + reach) / size) + 1)
    columns = range(math.floor((lon - reach) / size), math.floor((lon + reach) / size) + 1)
    around = round(360 / size)
    own = (math.floor(lat / size), math.floor(lon / size) % around)
    return sorted(((row, column % around) for row in rows for column in columns), key=lambda cell: cell != own)


def _actor_keys(one: Linkable, asked: bool) -> Iterator[str]:
    named: list[tuple[float, str]] = []
    for part in one.participants:
        if part.actor is not None:
            named.append((-2.0, part.actor))
        elif part.words:
            rarest = max(part.words, key=lambda word: (rarity(word), word))
            named.append((-rarity(rarest), rarest))
    for kind in _kinds(one):
        for week in _weeks(one, asked):
            for _, name in sorted(set(named))[:2]:
                yield f"actor {kind} {week} {name}"
