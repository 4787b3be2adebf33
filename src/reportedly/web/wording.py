"""What words that a reviewer marked say for a field: the day, the place or the number, as a correction is written."""

from datetime import date
from functools import lru_cache
from typing import Annotated

from litestar import get
from litestar.params import FromQuery, QueryParameter
from msgspec import Struct

from reportedly.errors import BadOption
from reportedly.extract.tolls import amounts
from reportedly.resolve.dates import find_times
from reportedly.resolve.places import PlaceMention, PlaceResolver
from reportedly.views.filters import day

MOST_LETTERS = 400
Words = Annotated[str, QueryParameter(description="The words as they stand in the report.", max_length=MOST_LETTERS)]


class Meant(Struct, frozen=True, kw_only=True):
    """``value`` is what a correction of the field would say (None where the words say no such thing), ``why`` how it was found."""

    value: str | None
    why: str


@get("/wording", sync_to_thread=True)
def wording(field: FromQuery[str], words: Words, published: FromQuery[str | None] = None) -> Meant:
    """What words of a report of that day mean for a field: when, where, toll:killed; other fields take them as they are."""
    return meaning(field, words, published)


def meaning(field: str, words: str, published: str | None) -> Meant:
    """See ``wording``; raises BadOption where there are no words, or ``published`` is no date."""
    words = " ".join(words.split())
    if not words:
        raise BadOption("There are no words.", "Mark some in the report.")
    if field == "when":
        return _when(words, None if published is None else date.fromisoformat(day(published[:10], "published", last=False)))
    if field == "where":
        return _where(words)
    if field.startswith("toll:"):
        return _toll(words)
    return Meant(value=words, why="the words as they stand")


def _when(words: str, published: date | None) -> Meant:
    for found in find_times(words, published):
        start, end = found.interval.start, found.interval.end
        if start or end:
            value = start if start == end and start else f"{start or '..'}/{end or '..'}"
            return Meant(value=value, why=f"“{words[found.start : found.end]}”, in a report of {published or 'an unknown day'}")
    return Meant(value=None, why="These words tell no day.")


def _where(words: str) -> Meant:
    found = _resolver().resolve(words, [PlaceMention(0, len(words), words)])[0].place
    if found is None or found.lat is None or found.lon is None:
        return Meant(value=words, why="No place of that name is known, so it stands without a point.")
    return Meant(value=f"{found.name} ({found.lat}, {found.lon})", why=f"{found.name}, {found.country or 'no country'}, by GeoNames")


def _toll(words: str) -> Meant:
    for one in amounts(words):
        if one.low is not None and one.high is None:
            return Meant(value=f"{one.low}+", why="at least so many")
        if one.low is not None and one.high is not None and one.low != one.high:
            return Meant(value=f"{one.low}-{one.high}", why="between the two")
        number = one.best if one.low is None and one.high is None else one.low
        if number is None:
            return Meant(value=None, why="The words say only how many at most, which no correction can say.")
        return Meant(value=str(number), why="the number that the words say")
    return Meant(value=None, why="These words tell no number.")


@lru_cache(maxsize=1)
def _resolver() -> PlaceResolver:
    return PlaceResolver.open()
