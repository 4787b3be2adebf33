"""Finding rows by words and by position: conditions for the ``where`` of a statement.

Words are compared without case, accents and endings (Porter's stems: "bombed" finds "bombing"), in both databases alike:
SQLite indexes them with FTS5, PostgreSQL with a text search configuration of the same tokens and the same stemmer.
Stems, because they were tried: in 6 million characters of open texts on conflicts "kill" finds 2,688 words in place of 40 and
"shell" 802 in place of 71; of 652 names 112 share a stem with another word, nearly all of them as one would wish (Russian,
Russians; Serhiy, Serhii), a few not (ISIS, ISI; Denis, denies), and a phrase in quotes tells those apart by what stands beside them.
Positions are found by SQLite's R*Tree and PostgreSQL's GiST. The indexes are made by the migrations and kept by triggers.
"""

import math
import unicodedata
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    Table,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
)

from reportedly.errors import BadOption
from reportedly.store import tables
from reportedly.store.base import DialectName

EARTH_KM = 6371.0088  # mean radius
MAX_TERMS = 64  # of one query: more is a text, and no question
_CONFIGURATION: ColumnElement[str] = literal_column("'reportedly'")


class Term(Struct, frozen=True):
    """Words that must stand one after the other; ``prefix`` where the last may go on, ``without`` where they must not stand."""

    words: tuple[str, ...]
    prefix: bool = False
    without: bool = False


class Box(Struct, frozen=True):
    """Degrees of latitude and longitude (WGS 84), edges included; ``west`` > ``east`` crosses the date line."""

    south: float
    west: float
    north: float
    east: float


def parse_words(query: str) -> tuple[Term, ...]:
    """The terms of a query as people type it: ``word``, ``"a phrase"``, ``-without``, ``begin*``; all must hold.

    Any text is a query; signs that mean nothing are passed over. Raises BadOption where no word is left, or more than 64.
    """
    terms = []
    for piece, quoted in _pieces(query):
        without = piece.startswith("-") and len(piece) > 1
        words = _tokens(piece)
        if words:
            terms.append(Term(words, prefix=piece.endswith("*") and not quoted, without=without))
    if not terms:
        raise BadOption(f"'{query}' has no word to look for.", 'Write words, as in: shelled "grain depot" -market.')
    if len(terms) > MAX_TERMS:
        raise BadOption(f"The query has {len(terms)} words, more than {MAX_TERMS}.", "Ask for fewer.")
    return tuple(terms)


def claims_with(dialect: DialectName, query: str) -> ColumnElement[bool]:
    """That a row of ``claim`` has these words in its sentence."""
    return _with_words(dialect, tables.claim, query)


def reports_with(dialect: DialectName, query: str) -> ColumnElement[bool]:
    """That a row of ``report`` has these words in its title."""
    return _with_words(dialect, tables.report, query)


def within_box(dialect: DialectName, box: Box) -> ColumnElement[bool]:
    """That a row of ``event`` has a position inside the box; raises BadOption where it is none."""
    checked(box)
    if box.west > box.east:
        halves = (Box(box.south, box.west, box.north, 180.0), Box(box.south, -180.0, box.north, box.east))
        return or_(*(_inside(dialect, half) for half in halves))
    return _inside(dialect, box)


def checked(box: Box) -> None:
    """Raises BadOption where the box is none on the globe."""
    if not (-90 <= box.south <= box.north <= 90 and -180 <= box.west <= 180 and -180 <= box.east <= 180):
        raise BadOption(
            f"{box.south}, {box.west}, {box.north}, {box.east} is no box on the globe.",
            "Give south, west, north, east in degrees.",
        )


def near(dialect: DialectName, lat: float, lon: float, km: float) -> ColumnElement[bool]:
    """That a row of ``event`` has a position at most ``km`` kilometres from a point, along the globe."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= km <= math.pi * EARTH_KM + 1):
        raise BadOption(
            f"{lat}, {lon} within {km} km is no circle on the globe.", "Give degrees, and kilometres from 0."
        )
    return and_(within_box(dialect, _around(lat, lon, km)), _distance(dialect, lat, lon) <= km)


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points along the globe (haversine)."""
    one, two = math.radians(lat), math.radians(other_lat)
    across = math.sin(math.radians(other_lon - lon) / 2)
    up = math.sin((two - one) / 2)
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(up * up + math.cos(one) * math.cos(two) * across * across)))


def _pieces(query: str) -> list[tuple[str, bool]]:
    """Words and phrases with their signs, and whether each was in quotes; a quote that is never closed holds to the end."""
    found: list[tuple[str, bool]] = []
    parts = query.replace("“", '"').replace("”", '"').replace("„", '"').split('"')
    for place, part in enumerate(parts):
        if place % 2 == 0:
            found += [(word, False) for word in part.split()]
            continue
        sign = ""
        if found and found[-1] == ("-", False) and parts[place - 1].endswith("-"):
            found.pop()
            sign = "-"
        found.append((sign + part, True))
    return found


def _tokens(piece: str) -> tuple[str, ...]:
    """Runs of letters and digits, folded: as FTS5's unicode61 and ``reportedly_plain`` have them."""
    letters = [one for one in unicodedata.normalize("NFD", piece) if not "\u0300" <= one <= "\u036f"]
    kept = "".join(one if unicodedata.category(one)[0] in "LN" else " " for one in letters)
    return tuple(kept.lower().split())


def _with_words(dialect: DialectName, rows: Table, query: str) -> ColumnElement[bool]:
    terms = parse_words(query)
    if dialect == "postgresql":
        words: ColumnElement[Any] = literal_column(f"{rows.name}.searched")  # made by the database from what is indexed
        return and_(*(_negated(words.bool_op("@@")(_tsquery(term)), term.without) for term in terms))
    index = f"{rows.name}_words"
    wanted = [_fts5(term) for term in terms if not term.without]
    barred = [_fts5(term) for term in terms if term.without]
    if not wanted:
        return not_(rows.c.id.in_(_matching(index, " OR ".join(barred))))
    asked = " AND ".join(wanted)
    return rows.c.id.in_(_matching(index, f"({asked}) NOT ({' OR '.join(barred)})" if barred else asked))


def _negated(condition: ColumnElement[bool], negated: bool) -> ColumnElement[bool]:
    return not_(condition) if negated else condition


def _matching(index: str, asked: str) -> Select[Any]:
    words: ColumnElement[str] = literal_column(index)
    return select(column("rowid")).select_from(table(index)).where(words.bool_op("MATCH")(bindparam(None, asked)))


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.prefix else "")


def _tsquery(term: Term) -> ColumnElement[object]:
    if not term.prefix:
        return func.phraseto_tsquery(_CONFIGURATION, func.reportedly_plain(" ".join(term.words)))
    quoted = [f"'{word}'" for word in term.words]
    return func.to_tsquery(_CONFIGURATION, " <-> ".join(quoted) + ":*")


def _inside(dialect: DialectName, box: Box) -> ColumnElement[bool]:
    event = tables.event
    # Sums are no columns, so that SQLite finds the rows by its tree, and not by all of a latitude.
    exact = and_((event.c.lat + 0.0).between(box.south, box.north), (event.c.lon + 0.0).between(box.west, box.east))
    if dialect == "postgresql":
        corners = func.box(func.point(box.west, box.south), func.point(box.east, box.north))
        placed = and_(event.c.lat.is_not(None), event.c.lon.is_not(None))  # as the index has it
        return and_(placed, func.point(event.c.lon, event.c.lat).bool_op("<@")(corners))
    south, north, west, east = (column(name, Float) for name in ("south", "north", "west", "east"))
    # The tree keeps 32-bit numbers, rounded outwards: it finds a few too many and none too few.
    found = and_(south <= box.north, north >= box.south, west <= box.east, east >= box.west)
    return and_(event.c.id.in_(select(column("id")).select_from(table("event_box")).where(found)), exact)


def _around(lat: float, lon: float, km: float) -> Box:
    angle = km / EARTH_KM + 1e-9  # so that rounding leaves no point on the edge out
    south, north = lat - math.degrees(angle), lat + math.degrees(angle)
    if south <= -90 or north >= 90:
        return Box(max(south, -90.0), -180.0, min(north, 90.0), 180.0)  # a pole is inside: every longitude
    across = math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(math.radians(lat)))))
    west, east = lon - across, lon + across
    return Box(south, west + 360 if west < -180 else west, north, east - 360 if east > 180 else east)


def _distance(dialect: DialectName, lat: float, lon: float) -> ColumnElement[float]:
    event = tables.event
    if dialect == "sqlite":
        return func.reportedly_km(lat, lon, event.c.lat, event.c.lon)  # not every SQLite has sines
    up = func.sin(func.radians(event.c.lat - lat) / 2)
    across = func.sin(func.radians(event.c.lon - lon) / 2)
    inner = up * up + math.cos(math.radians(lat)) * func.cos(func.radians(event.c.lat)) * across * across
    return 2 * EARTH_KM * func.asin(func.least(1.0, func.sqrt(inner)))
