"""Mention candidates: what the mention head proposes, before coreference gives each an entity."""

from typing import Literal

from msgspec import Struct

from reportedly.schema import MentionKind


class MentionCandidate(Struct, frozen=True):
    """A span that may be a mention: characters ``start`` to ``end`` (exclusive) of the report's text.

    ``score`` is the mention head's probability (0 to 1).
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    level: Literal["name", "nominal", "pronoun"]
    score: float
