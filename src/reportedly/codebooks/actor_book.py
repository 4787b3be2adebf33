"""The packaged book of actors: states, armed groups, agencies, organisations and offices, with names, ties and citations.

``actors/*.yaml`` are the source. ``actors.json`` is made from them, with the name keys beside each actor, since YAML and keys
together take seconds: ``python -m reportedly.resolve.actor_pack`` writes it, and a test says when it is out of date.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from reportedly.codebooks.actor_files import broader_of
from reportedly.errors import CodebookError
from reportedly.schema.actor import Actor

MOST_BEARERS = 40
"""Actors that share a key beyond which it finds none of them: a word that many names have."""
PACKED = Path(__file__).parent / "actors.json"


class PackedActors(msgspec.Struct, frozen=True):
    """What ``actors.json`` holds: the actors, and for each the index keys of its names."""

    actors: tuple[Actor, ...]
    keys: tuple[tuple[int, ...], ...]


class ActorBook:
    """Actors by id and by the keys of their names."""

    def __init__(self, actors: Sequence[Actor], keys: Sequence[Iterable[int]]) -> None:
        """``keys`` has for each actor those of ``reportedly.resolve.actors.name_keys_of``."""
        self.actors: tuple[Actor, ...] = tuple(actors)
        self.broader: Mapping[str, tuple[str, ...]] = broader_of(self.actors)
        """For an actor's id the ids of all that it is part of, the nearest first; nothing for one that is part of none."""
        self._by_id = {actor.id: actor for actor in self.actors}
        self._by_key: dict[int, list[int]] = {}
        for number, own in enumerate(keys):
            for key in own:
                self._by_key.setdefault(key, []).append(number)

    def actor(self, identity: str) -> Actor | None:
        """The actor of this id; None where the book has none."""
        return self._by_id.get(identity)

    def by_keys(self, keys: Iterable[int]) -> tuple[Actor, ...]:
        """The actors that share a key, each once, in the order of the book; a key that many share finds nobody."""
        found = (self._by_key.get(key, ()) for key in keys)
        return tuple(
            self.actors[one] for one in sorted({one for own in found if len(own) <= MOST_BEARERS for one in own})
        )


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
    return ActorBook(packed.actors, packed.keys)
