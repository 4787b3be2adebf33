"""What an event's claims say of each field: type, mode, when, where, and who."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, get_args

from reportedly.corroborate.field_values import (
    DESCRIBED,
    date_key,
    date_label,
    dates_allow,
    days_of,
    mode_allows,
    party_allows,
    party_key,
    place_key,
    place_leaves_room,
)
from reportedly.corroborate.votes import Allows, Tally, Told, ballots_of, disagreement, most_overlapping, tally
from reportedly.schema import PlaceRef
from reportedly.schema.standing import Field, FieldStanding, FieldValue
from reportedly.schema.support import Support

FIELDS: tuple[Field, ...] = get_args(Field)
ROLES: tuple[Field, ...] = ("actor", "recipient", "instrument", "origin", "destination")
Broader = Mapping[str, frozenset[str]]


class Heard(NamedTuple):
    """A support, the key of the origin that it belongs to, and the name of its voice.

    One that is not ``firm`` may only be restating what another voice says: it has a vote where no firm one has.
    """

    support: Support
    origin: str
    voice: str
    firm: bool = True


Values = Callable[[Support], Sequence[tuple[str, str]]]


def field_standings(heard: Sequence[Heard], broader: Broader) -> tuple[FieldStanding, ...]:
    """The standing of each field that any of the claims gives; ``heard`` in order of publication.

    ``broader`` gives for an actor's id the ids of those that it is part of.
    """
    found = [
        _standing("type", heard, lambda one: [(one.type, one.type)] if one.type else [], _same),
        _standing("mode", heard, lambda one: [(one.mode, one.mode)] if one.mode else [], mode_allows),
        _when(heard),
        _where(heard),
    ]
    for role in ROLES:
        found.append(_parties(role, heard, broader))
    return tuple(one for one in found if one is not None)


def _same(told: str, value: str) -> bool:
    return told == value


def _told(heard: Sequence[Heard], values: Values) -> tuple[list[Told], dict[str, str]]:
    told: list[Told] = []
    labels: dict[str, str] = {}
    for one in heard:
        found = values(one.support)
        if found:
            told.append(
                Told(one.origin, one.support.telling.claim, one.voice, tuple(key for key, _ in found), one.firm)
            )
            for key, label in found:
                labels.setdefault(key, label)
    return told, labels


def _standing(field: Field, heard: Sequence[Heard], values: Values, allows: Allows) -> FieldStanding | None:
    told, labels = _told(heard, values)
    weak = frozenset(key for key in labels if key.startswith(DESCRIBED))
    counted = tally(ballots_of(told), allows, weak)
    most = max(counted.behind.values(), default=0.0)
    return _made(field, told, labels, counted, most)


def _when(heard: Sequence[Heard]) -> FieldStanding | None:
    def values(one: Support) -> list[tuple[str, str]]:
        key = None if one.when is None else date_key(one.when)
        return [] if key is None or one.when is None else [(key, date_label(one.when))]

    told, labels = _told(heard, values)
    ballots = ballots_of(told)
    intervals = [(*days_of(key), 1.0 / len(ballot.sets)) for ballot in ballots for one in ballot.sets for key in one]
    return _made("when", told, labels, tally(ballots, dates_allow), most_overlapping(intervals))


def _where(heard: Sequence[Heard]) -> FieldStanding | None:
    places: dict[str, PlaceRef] = {}
    for one in heard:
        if one.support.where is not None:
            key = place_key(one.support.where)
            known = places.get(key)
            if known is None or one.support.where.precision < known.precision:
                places[key] = one.support.where

    def values(one: Support) -> list[tuple[str, str]]:
        return [] if one.where is None else [(place_key(one.where), one.where.name)]

    return _standing("where", heard, values, lambda told, value: place_leaves_room(places[told], places[value]))


def _parties(role: Field, heard: Sequence[Heard], broader: Broader) -> FieldStanding | None:
    places: dict[str, PlaceRef] = {}

    def values(one: Support) -> list[tuple[str, str]]:
        found = []
        for party in one.parties:
            if party.role == role:
                key = party_key(party) if party.place is None else place_key(party.place)
                if party.place is not None:
                    places.setdefault(key, party.place)
                found.append((key, party.name))
        return found

    def allows(told: str, value: str) -> bool:
        if told in places and value in places:
            return place_leaves_room(places[told], places[value])
        return party_allows(told, value, broader)

    return _standing(role, heard, values, allows)


def _made(
    field: Field, told: Sequence[Told], labels: Mapping[str, str], counted: Tally, most: float
) -> FieldStanding | None:
    if not told:
        return None
    given: dict[str, list[Told]] = {}
    for one in told:
        for key in dict.fromkeys(one.values):
            given.setdefault(key, []).append(one)
    order = sorted(
        given, key=lambda key: (-round(counted.behind.get(key, 0.0), 9), -round(counted.votes.get(key, 0.0), 9), key)
    )
    values = tuple(
        FieldValue(
            value=key, label=labels[key], votes=round(counted.votes.get(key, 0.0), 6),
            origins=tuple(dict.fromkeys(one.origin for one in given[key])),
            claims=tuple(dict.fromkeys(one.claim for one in given[key])), voices=tuple(dict.fromkeys(one.voice for one in given[key])),
            coarser=counted.room.get(key, ()),
        )
        for key in order
    )  # fmt: skip
    return FieldStanding(
        field=field, values=values, origins=counted.origins, disagreement=disagreement(counted.origins, most)
    )
