"""Actors of a record as one transaction that folds looks them up: each asked for once, then kept with what the transaction changes.

Only one transaction writes at a time, so what it has read and written itself is what stands.
"""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from reportedly.codebooks.actor_book import ActorBook
from reportedly.resolve.actors import name_keys_of
from reportedly.resolve.folding import fold
from reportedly.schema.actor import Actor
from reportedly.store import tables
from reportedly.store.writer import Writer

MOST_BEARERS = 12
"""Actors that bear a name key beyond which it is too common to look under: a frequent surname, a word like "Front"."""

KEPT_ACTORS = 4096
"""Actors of the record that are kept decoded, by their bytes."""

MOST_KEPT = 50_000
"""Keys and actors after which a long transaction, such as a rebuild, begins to keep them anew."""

_COLUMNS = ("number", "id", "merged_into", "body")


@lru_cache(maxsize=KEPT_ACTORS)
def _actor(body: bytes) -> Actor:
    return msgspec.json.decode(body, type=Actor)


@lru_cache(maxsize=MOST_KEPT)
def packaged(book: ActorBook, key: int) -> tuple[Actor, ...]:
    """The actors of a book that share a key; the last ones asked for are kept."""
    return book.by_keys((key,))


class Bearer(Struct, frozen=True):
    """An actor of the record with its number there, and the actor that stands for it where judgements have merged it."""

    number: int
    actor: Actor
    merged_into: str | None = None


class Bearers:
    """The actors of a record by name key, by number and by id."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._holders: dict[int, list[int]] = {}
        self._by_number: dict[int, Bearer] = {}
        self._by_id: dict[str, Bearer | None] = {}

    def forget(self) -> None:
        """Ask anew from here on: rows of actors were changed elsewhere."""
        self._holders.clear()
        self._by_number.clear()
        self._by_id.clear()

    def look_ahead(self, keys: Iterable[int]) -> None:
        """Ask at once for what will be asked by these name keys."""
        if len(self._holders) + len(self._by_id) > MOST_KEPT:
            self.forget()
        missing = [key for key in dict.fromkeys(keys) if key not in self._holders]
        self._holders |= {key: [] for key in missing}
        for key, number in self._writer.find_keys("name", missing, MOST_BEARERS):
            self._holders[key].append(number)

    def numbers(self, key: int) -> Sequence[int]:
        """The numbers of the actors that bear a name key, the lowest first; at most 12, and where there are as many it is too common."""
        if key not in self._holders:
            self.look_ahead((key,))
        return self._holders[key]

    def numbered(self, numbers: Iterable[int]) -> list[Actor]:
        """The actors of these numbers, in the order of the numbers."""
        ordered = sorted(numbers)
        missing = [number for number in ordered if number not in self._by_number]
        if missing:
            for row in self._writer.pick_among(tables.actor, _COLUMNS, "number", missing):
                self._note(row)
        return [self._by_number[number].actor for number in ordered]

    def named(self, identity: str) -> Bearer | None:
        """The actor of this id; None where the record has none."""
        if identity not in self._by_id:
            found = self._writer.pick(tables.actor, _COLUMNS, id=identity)
            self._by_id[identity] = None
            for row in found:
                self._note(row)
        return self._by_id[identity]

    def keep(self, actor: Actor, number: int | None = None) -> None:
        """Write an actor with its names and keys; one that is there already gets these.

        ``number`` is that of a new one; without, the next one is given.
        """
        there = self.named(actor.id)
        if there is not None:
            number = there.number
        elif number is None:
            number = self._writer.next_id(tables.actor)
        merged_into = there.merged_into if there is not None else None
        self._writer.upsert(
            tables.actor,
            [{"id": actor.id, "number": number, "name": actor.name, "kind": actor.kind, "country": actor.country,
              "sector": actor.sector, "merged_into": merged_into, "body": msgspec.json.encode(actor)}],
        )  # fmt: skip
        known = _names(there.actor) if there is not None else {}
        names = {name: row for name, row in _names(actor).items() if known.get(name) != row}
        self._writer.upsert(tables.actor_name, [names[name] for name in sorted(names)])
        had = set(name_keys_of(there.actor)) if there is not None else set()
        keys = [key for key in name_keys_of(actor) if key not in had]
        self._writer.put_keys("name", number, keys)
        for key in keys:
            holders = self._holders.get(key)
            if holders is not None and number not in holders:
                insort(holders, number)
                del holders[MOST_BEARERS:]
        self._by_number[number] = self._by_id[actor.id] = Bearer(number, actor, merged_into)

    def _note(self, row: tuple[int, str, str | None, bytes]) -> None:
        number, identity, merged_into, body = row
        self._by_number[number] = self._by_id[identity] = Bearer(number, _actor(body), merged_into)


def _names(actor: Actor) -> Mapping[str, Mapping[str, object]]:
    """The rows of an actor's names; of two of one wording the first."""
    return {
        one.name: {
            "actor_id": actor.id, "name": one.name, "folded": fold(one.name), "since": one.since, "until": one.until,
            "kind": one.kind, "citation": one.citation,
        }
        for one in reversed(actor.names)
    }  # fmt: skip
