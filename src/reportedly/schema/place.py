"""Places as far as the words place them."""

from msgspec import Struct

from reportedly.schema.span import Span


class PlaceRef(Struct, frozen=True, kw_only=True):
    """A place in the gazetteer. ``lat`` and ``lon`` are WGS 84 degrees; ``country`` is ISO 3166-1 alpha-2.

    ``precision`` is UCDP's ``where_prec``: 1 exact place, 2 near a place (about 25 km), 3 second-order
    administrative area, 4 first-order area, 5 linear or vague area, 6 country, 7 larger than a country.
    ``score`` (0 to 1) says how sure the choice among places of that name is.
    """

    name: str
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    precision: int
    score: float


class ClaimPlace(PlaceRef, frozen=True, kw_only=True):
    """Where a claim puts its event, with the words that say so."""

    span: Span
