"""Claims: that something happened, holds or will happen, as one voice puts it."""

from typing import Literal

from msgspec import Struct

from reportedly.schema.place import ClaimPlace
from reportedly.schema.span import Span
from reportedly.schema.time import ClaimTime

Role = Literal[
    "actor", "recipient", "place", "time", "origin", "destination", "instrument", "toll", "topic", "subject",
    "object",
]  # fmt: skip

Part = Literal["perpetrator", "perpetrator-organisation", "victim", "target", "weapon"]

RelationType = Literal[
    "member_of", "leads", "speaks_for", "also_known_as", "allied_with", "fighting", "controls", "split_from"
]

Stance = Literal["reports", "confirms", "denies", "doubts"]


class Argument(Span, frozen=True, kw_only=True):
    """The words that fill one role of a claim, and the entity they refer to.

    ``part`` is what they are in an attack or seizure that the report brings as news; None for all else.
    """

    role: Role
    entity: str | None = None
    score: float | None = None
    part: Part | None = None


class Toll(Struct, frozen=True, kw_only=True):
    """How many were killed, injured, and so on. ``low`` ≤ ``best`` ≤ ``high``; None where the words set no bound.

    "at least 12" has low 12, best 12, high None; "dozens" has low 24, best None, high None.
    """

    what: str
    low: int | None
    best: int | None
    high: int | None
    span: Span


class Factuality(Struct, frozen=True, kw_only=True):
    """How the voice presents what it says (FactBank; PLOVER auxiliary modes)."""

    certainty: Literal["certain", "probable", "possible", "unknown"]
    polarity: Literal["positive", "negative", "unknown"]
    modality: Literal["actual", "planned", "hypothetical"]


class Claim(Struct, frozen=True, kw_only=True):
    """That something happened, as one voice puts it.

    An event claim's ``type`` is a codebook type (``ASSAULT``) with an optional ``mode``; a relation claim's is a relation
    in lower case (``also_known_as``) with the roles subject and object, and it may have no trigger. ``according_to`` names the
    chain of attributions, innermost voice first; empty where the report speaks in its own voice.
    """

    id: str
    kind: Literal["event", "relation"]
    type: str
    mode: str | None = None
    trigger: Span | None
    arguments: tuple[Argument, ...]
    when: ClaimTime | None = None
    where: ClaimPlace | None = None
    toll: tuple[Toll, ...] = ()
    according_to: tuple[str, ...] = ()
    stance: Stance = "reports"
    factuality: Factuality
    event: str | None = None
    sentence: Span
    score: float
