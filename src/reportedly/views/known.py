"""Finding what filters name in a record: places, actors, sources, types; and close matches for what it doesn't have."""

import difflib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct
from sqlalchemy import Column, bindparam, func, literal, or_, select

from reportedly.corroborate.voice_names import description_key, name_key
from reportedly.errors import BadOption
from reportedly.resolve.folding import fold, without_article
from reportedly.resolve.gazetteer import Gazetteer
from reportedly.store.indexes import indexed_name
from reportedly.store.prepared import Prepared
from reportedly.store.tables import actor, actor_name, claim, event, source
from reportedly.views.filters import Filters, PlaceWanted
from reportedly.views.gate import Ask
from reportedly.views.redactor import words_of
from reportedly.views.withhold import places_named

CLOSE = 4
"""Close matches that are named."""
_LISTED = 20_000
"""Names that are looked through for close matches."""


class Circle(Struct, frozen=True):
    """A point (degrees) and a distance from it in kilometres."""

    lat: float
    lon: float
    km: float


class Wanted(Struct, frozen=True, kw_only=True):
    """Filters as the record knows their values; None or empty narrows nothing.

    ``geonames`` and ``place_names`` (lower case) are the places meant, any of them; with ``circle`` they are its centre only.
    ``actors`` and ``sources`` are ids, any of them.
    """

    filters: Filters
    geonames: tuple[int, ...] = ()
    place_names: tuple[str, ...] = ()
    circle: Circle | None = None
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    type: str | None = None
    mode: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def by_place(self) -> bool:
        """Whether a place narrows."""
        return self.filters.place is not None


def wanted(ask: Ask, filters: Filters) -> Wanted:
    """The filters as the record knows them; raises BadOption with close matches for a name that it doesn't know."""
    notes: list[str] = []
    found: dict[str, Any] = {}
    if filters.place is not None:
        found |= _place(ask, filters.place, filters.within_km, notes)
    if filters.actor is not None:
        found["actors"] = _actors(ask, filters.actor, notes)
    if filters.source is not None:
        found["sources"] = _sources(ask, filters.source)
    kind, mode = _type_and_mode(ask, filters)
    if filters.country is not None:
        _check_country(ask, filters.country)
    return Wanted(filters=filters, type=kind, mode=mode, notes=tuple(notes), **found)


def unknown(ask: Ask, key: str, one: str, names: Iterable[str], asked: str) -> BadOption:
    """The error for a value that the record doesn't know. What was asked is not repeated: it may be withheld."""
    close = _close(asked, (name for name in names if not ask.withheld.hides(name)))
    return BadOption(
        f"This record knows no {one} of that name ({key}).",
        f"Close ones: {', '.join(close)}." if close else f"`reportedly {_LISTS[key]}` lists what it knows.",
    )


_LISTS = {"place": "places", "actor": "actors", "source": "sources", "type": "events", "mode": "events", "country": "places"}


def _close(asked: str, names: Iterable[str]) -> list[str]:
    by_fold: dict[str, str] = {}
    for name in names:
        by_fold.setdefault(fold(name), name)
    wanted_fold = fold(asked)
    close = difflib.get_close_matches(wanted_fold, by_fold, n=CLOSE, cutoff=0.6)
    close += [one for one in by_fold if wanted_fold and wanted_fold in one.split() and one not in close]
    return [by_fold[one] for one in close[:CLOSE]]


# Places


def _place(ask: Ask, place: PlaceWanted, km: float | None, notes: list[str]) -> dict[str, Any]:
    if place.point is not None:
        return {"circle": Circle(*place.point, 25.0 if km is None else km)}
    if place.geonames is not None:
        ids: tuple[int, ...] = (place.geonames,)
        names: tuple[str, ...] = ()
        if place.geonames in ask.withheld.places or not _known_places(ask, ids):
            raise unknown(ask, "place", "place", (), "")
    else:
        assert place.name is not None
        ids, names = _named_place(ask, place.name)
        if not ids and not names:
            raise unknown(ask, "place", "place", _some(ask, event.c.place), place.name)
        if len(ids) > 1:
            each = ", ".join(f"g{one}" for one in ids[:CLOSE])
            notes.append(f"The place name is borne by {len(ids)} places of this record, all taken: {each}. One of these ids takes one.")
    if km is None:
        return {"geonames": ids, "place_names": names}
    return {"geonames": ids, "place_names": names, "circle": _centre(ask, ids, names, km)}


def _named_place(ask: Ask, name: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The ids of the record's places of this name, and the name itself where the record has it without an id."""
    if ask.withheld.hides(name):
        return (), ()
    ids, bare = places_named(ask.connection, name)
    ids |= set(_known_places(ask, _in_gazetteer(name)))
    return tuple(sorted(ids - ask.withheld.places)), (name.lower(),) if bare else ()


def _known_places(ask: Ask, ids: Sequence[int]) -> list[int]:
    return [one for one in ids if _has(ask, "geonames", one)]


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()


@lru_cache(maxsize=4096)
def _in_gazetteer(name: str) -> tuple[int, ...]:
    """The GeoNames ids that the packaged gazetteer has for a name."""
    places = _gazetteer()
    key = fold(name)
    numbers: set[int] = set()
    for spelled in dict.fromkeys((key, without_article(key))):
        found, _ = places.find(spelled)
        numbers |= {int(one) for one in found}
    ids = (places.place(number).geonames for number in sorted(numbers))
    return tuple(dict.fromkeys(one for one in ids if one is not None))


def _centre(ask: Ask, ids: tuple[int, ...], names: tuple[str, ...], km: float) -> Circle:
    for table in (event, claim):
        for condition in (table.c.geonames.in_(ids), indexed_name(table.c.place).in_(names)):
            row = ask.connection.execute(select(table.c.lat, table.c.lon).where(condition, table.c.lat.is_not(None)).limit(1)).first()
            if row is not None:
                if len(ids) > 1:
                    raise BadOption(
                        "within_km goes around one place, and several of this record have that name.",
                        f"Take one by its id: {', '.join(f'g{one}' for one in ids[:CLOSE])}.",
                    )
                return Circle(float(row.lat), float(row.lon), km)
    raise BadOption("The place has no point in this record, so nothing is near it.", "Give a point: 36.37,37.52.")


# Actors and sources


def actor_ids(ask: Ask, name: str) -> list[str]:
    """The ids of the actors that this id, or this name or former name, names; withheld ones only by what stands for them."""
    if name in ask.withheld.known_by:
        return [ask.withheld.known_by[name]]
    spelled = {fold(name), " ".join(words_of(name)), name.lower()}
    by_id = list(ask.connection.scalars(select(actor.c.id).where(actor.c.id.in_({name, name.lower()}))))
    found = by_id or sorted(
        {
            *ask.connection.scalars(select(actor_name.c.actor_id).where(actor_name.c.folded.in_(spelled))),
        }
    )
    return [] if ask.withheld.hides(name) else [one for one in found if one not in ask.withheld.actors]


def _actors(ask: Ask, name: str, notes: list[str]) -> tuple[str, ...]:
    found = actor_ids(ask, name)
    if not found:
        raise unknown(ask, "actor", "actor", _some(ask, actor_name.c.name), name)
    if len(found) > 1:
        shown = ", ".join(map(ask.withheld.name, found[:CLOSE]))
        notes.append(f"The name is borne by {len(found)} actors, all taken: {shown}. One of these ids takes one.")
    return tuple(found)


def source_keys(ask: Ask, name: str) -> list[str]:
    """The keys of the sources of this key or name, and of the actor of this name; a withheld one has none."""
    if ask.withheld.hides(name):
        return []
    key = name_key(name)
    spelled = {name, *(f"{kind}:{key}" for kind in ("agency", "outlet", "voice")), f"unnamed:{description_key(name)}"}
    wanted = or_(
        source.c.key.in_(spelled), indexed_name(source.c.name) == indexed_name(literal(name)),
        source.c.actor_id.in_(actor_ids(ask, name)),
    )  # fmt: skip
    found = sorted(ask.connection.scalars(select(source.c.key).where(wanted)))
    return [one for one in found if one not in ask.withheld.sources]


def _sources(ask: Ask, name: str) -> tuple[str, ...]:
    keys = source_keys(ask, name)
    if not keys:
        raise unknown(ask, "source", "source", _some(ask, source.c.name), name)
    return tuple(keys)


# Types, modes and countries


def distinct(ask: Ask, column: "Column[Any]", limit: int = 500) -> list[str]:
    """The values of an indexed column, in order: one look-up each, however many rows there are."""
    found: list[str] = []
    last: str | None = None
    while len(found) < limit:
        query = select(func.min(column)) if last is None else select(func.min(column)).where(column > last)
        last = ask.connection.scalar(query)
        if last is None:
            break
        found.append(last)
    return found


def _type_and_mode(ask: Ask, filters: Filters) -> tuple[str | None, str | None]:
    kind, mode = filters.type, filters.mode
    if kind is not None and "/" in kind:
        kind, _, inner = kind.partition("/")
        mode = mode or inner
    if kind is not None:
        found = next((one for one in (kind, kind.upper(), kind.lower()) if _has(ask, "type", one)), None)
        if found is None:
            raise unknown(ask, "type", "type", sorted({*distinct(ask, event.c.type), *distinct(ask, claim.c.type)}), kind)
        kind = found
    return kind, mode.lower() if mode is not None else None


def _has(ask: Ask, column: str, value: str | int) -> bool:
    return any(query.first(ask.connection, value=value) is not None for query in _HAVING[column])


_HAVING = {
    column: tuple(Prepared(select(table.c.id).where(table.c[column] == bindparam("value")).limit(1)) for table in (event, claim))
    for column in ("type", "country", "geonames")
}


def _check_country(ask: Ask, country: str) -> None:
    if not _has(ask, "country", country):
        raise unknown(ask, "country", "country", distinct(ask, event.c.country), country)


def _some(ask: Ask, column: "Column[Any]") -> list[str]:
    return [one for one in ask.connection.scalars(select(column).where(column.is_not(None)).distinct().limit(_LISTED)) if one]
