"""Attributions: who is said to say what."""

from typing import Literal

from msgspec import Struct

from reportedly.schema.span import Span


class SourceSpan(Span, frozen=True, kw_only=True):
    """The words that name a source, and the entity they refer to."""

    entity: str | None = None


class Attribution(Struct, frozen=True, kw_only=True):
    """Source, cue and content (PARC, PolNeAR). ``parent`` is the attribution inside whose content this one stands.

    ``source`` is None where nobody is named ("it was reported"); ``content`` may be discontinuous.
    """

    id: str
    kind: Literal["direct", "indirect", "mixed"]
    source: SourceSpan | None
    cue: Span
    content: tuple[Span, ...]
    parent: str | None = None
    score: float | None = None
