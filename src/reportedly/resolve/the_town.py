"""Towns that are meant without their name: "the city", "villages north of the town", "the Somali capital", "the capital"."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reportedly.resolve.place_words import place_precision_in_context
from reportedly.schema import PlaceRef

_THE_TOWN: Final = re.compile(
    r"(?P<lead>.*\s)?[Tt]he\s+(?:(?:besieged|embattled|coastal|northern|southern|eastern|western|border|port|same|whole|entire)\s+)?"
    r"(?P<word>city|town|village)(?:['’]s\s.*)?",
    re.DOTALL,
)
_THE_CAPITAL: Final = re.compile(
    r"(?P<lead>.*\s)?(?:(?:[Tt]he|[Ii]ts)\s+(?P<people>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?\s+)?|(?P<of>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)['’]s?\s+)"
    r"(?P<word>capital)(?:\s+city)?(?:['’]s\s.*)?",
    re.DOTALL,
)
_NEARBY: Final = re.compile(r"\b(?:of|outside|near|around|from|in|on|at|inside|into|through|towards?)\s+\Z")
_CALLED: Final = re.compile(r"\b(?P<word>city|town|village)\s+of\s+\Z")
_NO_TOWN: Final = 2  # the coarsest UCDP where_prec of what is in or near a town
_DOUBT: Final = 0.7  # how sure such a place is beside its name's own


class Named(Struct, frozen=True):
    """A place that the report names at characters ``start`` to ``end``; None where nobody knows which it is."""

    start: int
    end: int
    place: PlaceRef | None


def the_town(text: str, start: int, end: int, named: Sequence[Named]) -> PlaceRef | None:
    """The place of a description that ends in "the city" or so: the only town that the report has named before it.

    ``named`` are the report's place names in order; "the village of Tarn" is no city. None where the description is of something
    else, and where several towns may be meant.
    """
    found = _THE_TOWN.fullmatch(text, start, end)
    if found is None or (found["lead"] and not _NEARBY.search(found["lead"])):
        return None
    before = [one for one in named if one.end <= start and _called(text, one) in ("", found["word"])]
    towns = [one.place for one in before if one.place is not None and one.place.precision <= _NO_TOWN]
    exact = [one for one in towns if one.precision == 1]
    if not exact or len({one.geonames for one in towns}) != 1 or any(one.place is None for one in before):
        return None
    last = exact[0]
    precision = place_precision_in_context(text, found.start("word"), found.end("word"), last.precision)
    return replace(last, precision=precision, score=round(_DOUBT * last.score, 4))


def whose_capital(text: str, start: int, end: int) -> str | None:
    """The people or country of whose capital a description speaks ("the Somali capital"), "" where it names none; else None."""
    found = _THE_CAPITAL.fullmatch(text, start, end)
    if found is None or (found["lead"] and not _NEARBY.search(found["lead"])):
        return None
    return (found["people"] or found["of"] or "").strip()


def as_described(text: str, start: int, end: int, town: PlaceRef) -> PlaceRef:
    """A capital as the place of the description at ``start`` to ``end``: as near to it as its words say, and less sure than its name."""
    found = _THE_CAPITAL.fullmatch(text, start, end)
    if found is None:
        return town
    first = max(found.start("people"), found.start("of")) if found["people"] or found["of"] else found.start("word")
    precision = place_precision_in_context(text, first, found.end("word"), town.precision)
    return replace(town, precision=precision, score=round(_DOUBT * town.score, 4))


def _called(text: str, one: Named) -> str:
    """What kind of place the words right before a name call it, if any."""
    found = _CALLED.search(text, max(0, one.start - 24), one.start)
    return found["word"].lower() if found else ""
