"""Actors across reports: what a report says of an entity, whom it may be, and the identity of one that nobody knew.

:func:`entity_facts` takes the facts from a reading, :func:`lookup_keys` says under which keys to look for candidates,
:func:`resolve_entity` decides, :func:`new_actor` and :func:`with_names` make and extend the actors that a record finds itself.
"""

from collections.abc import Iterable

from reportedly.codebooks.actor_book import ActorBook, pack
from reportedly.resolve.actor_facts import entity_facts
from reportedly.resolve.actor_keys import lookup_keys, name_keys_of
from reportedly.resolve.actor_making import new_actor, with_names
from reportedly.resolve.actor_match import made_by_report, resolve_entity
from reportedly.schema.actor import Actor

__all__ = [
    "book_of", "entity_facts", "lookup_keys", "made_by_report", "name_keys_of", "new_actor", "resolve_entity", "with_names",
]  # fmt: skip


def book_of(actors: Iterable[Actor]) -> ActorBook:
    """A book of these actors, such as those of an own file."""
    kept = tuple(actors)
    return ActorBook(pack(kept, [name_keys_of(actor) for actor in kept]))
