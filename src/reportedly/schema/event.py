"""Events: occurrences in the world that claims are about, with what the claims add up to."""

from typing import Literal

from msgspec import Struct

Grade = Literal["denied", "contested", "single-source", "corroborated", "confirmed"]


class Standing(Struct, frozen=True, kw_only=True):
    """How well an event is supported: a grade, the number of independent origins, and the reasons in words."""

    grade: Grade
    origins: int
    reasons: tuple[str, ...]


class Event(Struct, frozen=True, kw_only=True):
    """One occurrence, and the claims that are about it."""

    id: str
    claims: tuple[str, ...]
    standing: Standing
