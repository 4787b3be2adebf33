"""The packaged book of actors: states, armed groups, agencies, organisations and offices, with names, ties and citations.

``actors/*.yaml`` are the source. ``actors.json`` is made from them, with the name keys beside each actor, since YAML and keys
together take seconds: ``python -m reportedly.resolve.actor_pack`` writes it, and a test says when it is out of date. An actor is
decoded when it is first asked for, so that a book of a thousand opens in milliseconds.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from reportedly.codebooks.actor_files import broader_of
from reportedly.errors import CodebookError
from reportedly.schema.actor import Actor

PACKED = Path(__file__).parent / "actors.json"
MOST_BEARERS = 40
"""Actors that share a key beyond which it finds none of them: a word that many names have."""
_DECODER = msgspec.json.Decoder(Actor)


class PackedActors(msgspec.Struct, frozen=True):
    """What ``actors.json`` holds, an actor a line.

    ``keys`` are the index keys of the actors' names in ascending order (int64, little-endian, base64), ``bearers`` beside each the number
    of an actor that has it (uint16 likewise).
    """

    ids: tuple[str, ...]
    broader: dict[str, tuple[str, ...]]
    keys: str
    bearers: str
    actors: tuple[msgspec.Raw, ...]


class ActorBook:
    """Actors by id and by the keys of their names."""

    def __init__(self, packed: PackedActors) -> None:
        """A packed book; ``reportedly.resolve.actors.book_of`` makes one of any actors."""
        self._packed = packed
        self._numbers = {identity: number for number, identity in enumerate(packed.ids)}
        self._keys: NDArray[np.int64] = np.frombuffer(base64.b64decode(packed.keys), "<i8")
        self._bearers: NDArray[np.uint16] = np.frombuffer(base64.b64decode(packed.bearers), "<u2")
        self._decoded: dict[int, Actor] = {}

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """All actors in the order of the book; decodes them all."""
        return tuple(self._at(number) for number in range(len(self._packed.ids)))

    @property
    def broader(self) -> Mapping[str, tuple[str, ...]]:
        """For an actor's id the ids of all that it is part of, the nearest first; nothing for one that is part of none."""
        return self._packed.broader

    def actor(self, identity: str) -> Actor | None:
        """The actor of this id; None where the book has none."""
        number = self._numbers.get(identity)
        return None if number is None else self._at(number)

    def by_keys(self, keys: Iterable[int]) -> tuple[Actor, ...]:
        """The actors that share a key, each once, in the order of the book; a key that many share finds nobody."""
        wanted = np.array(sorted(set(keys)), np.int64)
        firsts, lasts = (np.searchsorted(self._keys, wanted, side) for side in ("left", "right"))
        found: set[int] = set()
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            if last - first <= MOST_BEARERS:
                found.update(self._bearers[first:last].tolist())
        return tuple(self._at(number) for number in sorted(found))

    def _at(self, number: int) -> Actor:
        actor = self._decoded.get(number)
        if actor is None:
            actor = self._decoded[number] = _DECODER.decode(self._packed.actors[number])
        return actor


def pack(actors: Sequence[Actor], keys: Sequence[Iterable[int]]) -> PackedActors:
    """Actors with their keys, as a book holds them; raises ValueError for more than 65,535 actors."""
    if len(actors) > np.iinfo(np.uint16).max:
        raise ValueError(f"a book of {len(actors)} actors is too large")
    pairs = sorted({(key, number) for number, own in enumerate(keys) for key in own})
    return PackedActors(
        ids=tuple(actor.id for actor in actors),
        broader=broader_of(actors),
        keys=base64.b64encode(np.array([key for key, _ in pairs], "<i8").tobytes()).decode(),
        bearers=base64.b64encode(np.array([number for _, number in pairs], "<u2").tobytes()).decode(),
        actors=tuple(msgspec.Raw(msgspec.json.encode(actor)) for actor in actors),
    )


def packed_bytes(packed: PackedActors) -> bytes:
    """A packed book as JSON, an actor a line, so that a change to one is a change to one line."""
    head = msgspec.json.encode(msgspec.structs.replace(packed, actors=()))
    lines = b",\n".join(bytes(one) for one in packed.actors)
    return head.removesuffix(b"[]}") + b"[\n" + lines + b"\n]}\n"


@lru_cache(maxsize=1)
def actor_book() -> ActorBook:
    """The packaged book, read once; raises CodebookError where its file is missing or damaged."""
    try:
        packed = msgspec.json.decode(PACKED.read_bytes(), type=PackedActors)
    except (OSError, msgspec.DecodeError) as error:
        raise CodebookError(
            f"The packaged book of actors can't be read ({error}).",
            "Install reportedly again, or run `python -m reportedly.resolve.actor_pack`.",
        ) from error
    return ActorBook(packed)
