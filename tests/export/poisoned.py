"""Dossiers in which every word that anybody outside can have written is a formula."""

from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import fields, replace

from reportedly.schema import Span

T = TypeVar("T")
OURS = frozenset({
    "id", "event", "report", "local_id", "kind", "role", "grade", "stance", "certainty", "polarity", "modality", "start", "end",
    "precision", "what", "field", "method", "made_at", "when_start", "when_end", "actor", "geonames", "part", "entity", "key",
})  # fmt: skip
"""Fields that hold what this program makes itself: numbers of the record, and words of closed lists."""


def poisoned(value: T, payload: str, name: str = "") -> T:
    """The value with the payload in front of each word in it; spans stay as long as their words say."""
    found: Any = value
    if isinstance(found, str):
        found = found if name in OURS else payload + found
    elif isinstance(found, Span):
        found = replace(found, text=payload + found.text)
    elif isinstance(found, Struct):
        told = {one.name: poisoned(getattr(found, one.name), payload, one.name) for one in fields(found)}
        found = replace(found, **told)
    elif isinstance(found, tuple):
        found = tuple(poisoned(one, payload, name) for one in found)
    return found  # type: ignore[no-any-return]
