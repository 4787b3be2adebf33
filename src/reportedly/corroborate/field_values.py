"""When two values of a field are one, or leave room for each other: what differs only in precision is no dispute."""

import math
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from reportedly.schema import DateInterval, PlaceRef
from reportedly.schema.support import Party

RADIUS_KM: Mapping[int, float] = {1: 5.0, 2: 25.0, 3: 60.0, 4: 200.0}
"""How far from a place's point, by its ``where_prec``, the event may be: 1 is a town with its quarters; 2 is UCDP's own
"within about 25 km"; 3 and 4 hold the areas of most districts and provinces, whose extents the gazetteer does not have; 6 is
decided by country, 7 holds everything. ``python -m benchmarks.coded_rows`` sweeps 1 and 2: of two spots of one event 97 % lie within
5 km, of two events of one day 17 %; of a spot and the town of one event 97 % lie within 25 km, of two events of one day 19 %."""
PART_OF_COUNTRY, COUNTRY, BEYOND = 5, 6, 7
AREA_FROM = 3  # where_prec from which a place is an area
_EARTH_KM = 6371.0
_KM_A_DEGREE = 111.1  # of latitude, a little less than the least

# A mode that says what another one says, only less exactly.
_COARSER_MODES = frozenset({("aerial", "drone"), ("explosives", "suicide-attack"), ("demo", "obstruct")})
# "targeted" says at whom an attack aimed, not by what means: it leaves room for every means.
_NO_MEANS = frozenset({"targeted"})
OPEN = ".."
DESCRIBED = "described:"
_ARTICLES = ("the ", "a ", "an ")


def mode_allows(told: str, mode: str) -> bool:
    """Whether the mode ``told`` leaves room for ``mode``."""
    return told == mode or (told, mode) in _COARSER_MODES or told in _NO_MEANS


def party_key(party: Party) -> str:
    """What a party is compared by: the actor's id, or the name in lower case without article; a description says that it is one."""
    if party.actor is not None:
        return party.actor
    name = " ".join(unicodedata.normalize("NFKC", party.name).casefold().split())
    for article in _ARTICLES:
        name = name.removeprefix(article)
    return name if party.named else DESCRIBED + name


def party_allows(told: str, party: str, broader: Mapping[str, frozenset[str]]) -> bool:
    """Whether naming ``told`` leaves room for ``party``: a description for anyone, a body for its parts (``broader``)."""
    return told == party or told.startswith(DESCRIBED) or told in broader.get(party, ())


def date_key(when: DateInterval) -> str | None:
    """The days, ``start/end`` with ``..`` for an open side; None where both sides are open, which says nothing of the day."""
    if when.start is None and when.end is None:
        return None
    return f"{when.start or OPEN}/{when.end or OPEN}"


@lru_cache(maxsize=4096)
def days_of(key: str) -> tuple[float, float]:
    """The first and the last day of a key, as ordinals; infinite where open."""
    start, end = key.split("/")
    first = -math.inf if start == OPEN else date.fromisoformat(start[:10]).toordinal()
    last = math.inf if end == OPEN else date.fromisoformat(end[:10]).toordinal()
    return first, last


def dates_allow(told: str, key: str) -> bool:
    """Whether the days ``told`` hold all of the days of ``key``."""
    outer, inner = days_of(told), days_of(key)
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def date_label(when: DateInterval) -> str:
    """The days as a reader sees them."""
    if when.start == when.end:
        return str(when.start)
    if when.end is None:
        return f"{when.start} or later"
    return f"{when.end} or earlier" if when.start is None else f"{when.start} to {when.end}"


def place_key(place: PlaceRef) -> str:
    """What a place is compared by: its gazetteer id, else its point (100 m), else its name and country."""
    if place.geonames is not None:
        return f"geonames:{place.geonames}"
    if place.lat is not None and place.lon is not None:
        return f"point:{place.lat:.3f},{place.lon:.3f}"
    return f"name:{place.name.casefold()}|{place.country or ''}"


def place_allows(told: PlaceRef, place: PlaceRef) -> bool:
    """Whether the place ``told`` leaves room for ``place``, which lies in or beside it.

    A country, or a part of it that only the words name ("the northeast"), holds what has its country code, an area (``where_prec`` 3
    or 4) a place of finer precision within RADIUS_KM, and a town or a spot what lies within RADIUS_KM of it. Two areas, or a place
    without a point, are only the same by name.
    """
    return place_key(told) == place_key(place) or place_leaves_room(told, place)


def place_leaves_room(told: PlaceRef, place: PlaceRef) -> bool:
    """``place_allows`` of two places that are not the same by key."""
    if told.precision >= BEYOND:
        return True
    if told.country and place.country and told.country != place.country:
        return False
    if (told.lat is None or place.lat is None) and told.name.casefold() == place.name.casefold():
        return True
    if told.precision >= PART_OF_COUNTRY:
        return place.precision < told.precision and told.country is not None and told.country == place.country
    if told.precision >= AREA_FROM and place.precision >= told.precision:
        return False
    if place.precision >= AREA_FROM and told.precision < AREA_FROM:
        return False
    if (
        told.lat is None
        or place.lat is None
        or abs(told.lat - place.lat) * _KM_A_DEGREE > RADIUS_KM[max(1, told.precision)]
    ):
        return False  # without the cost of a distance
    apart = distance_km(told, place)
    return apart is not None and apart <= RADIUS_KM[max(1, told.precision)]


def distance_km(one: PlaceRef, two: PlaceRef) -> float | None:
    """The distance of two points in km on a sphere (haversine); None where one has no point."""
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    lat1, lon1, lat2, lon2 = map(math.radians, (one.lat, one.lon, two.lat, two.lon))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
