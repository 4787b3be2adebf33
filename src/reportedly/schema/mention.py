"""Mentions and the entities that they make up."""

from typing import Literal

from msgspec import Struct

from reportedly.schema.place import PlaceRef
from reportedly.schema.span import Span
from reportedly.schema.time import DateInterval

MentionKind = Literal[
    "person", "organisation", "place", "facility", "nationality", "weapon", "vehicle", "time", "quantity", "money",
    "other",
]  # fmt: skip

MENTION_KINDS: tuple[MentionKind, ...] = (
    "person", "organisation", "place", "facility", "nationality", "weapon", "vehicle", "time", "quantity", "money",
    "other",
)  # fmt: skip


class Mention(Span, frozen=True, kw_only=True):
    """A span that names or describes an entity, a place, a time or a quantity.

    ``level`` says how: by a name, by a description (nominal), or by a pronoun. A place mention that found no place, or
    a time mention that found no date, says why in ``unresolved``.
    """

    id: str
    kind: MentionKind
    level: Literal["name", "nominal", "pronoun"] = "name"
    entity: str | None = None
    place: PlaceRef | None = None
    time: DateInterval | None = None
    unresolved: str | None = None
    score: float | None = None


class Entity(Struct, frozen=True, kw_only=True):
    """The mentions of one report that corefer. ``names`` holds each distinct name once, in order of appearance.

    ``actor`` is an identity across reports (None while unknown).
    """

    id: str
    kind: MentionKind
    name: str
    names: tuple[str, ...] = ()
    actor: str | None = None
    place: PlaceRef | None = None
