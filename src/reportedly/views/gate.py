"""The one gate: whatever a view returns passes here, and what is withheld stays behind.

A view is a function of an ``Ask`` (the connection, and what is withheld) decorated with ``view``; the decorated function takes
a plain SQLAlchemy connection. Its result, and the words of an error it raises, leave redacted. A test walks ``VIEWS`` and refuses
functions of the package that take a connection and are not in it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace
from sqlalchemy import Connection

from reportedly.errors import ReportedlyError
from reportedly.schema.attribution import Attribution
from reportedly.views.withhold import WITHHELD_SOURCE, Withheld, withheld_in

P = ParamSpec("P")
T = TypeVar("T")

VIEWS: dict[str, Callable[..., Any]] = {}
"""Every view by its name (``events.events``); filled as the modules are imported, read by tests and by the docs."""

# Fields that hold a stable name: it can't be cut, so another one stands for it.
_NAMES = frozenset({
    "actor", "actor_id", "source_key", "origin", "origins", "key", "subject", "object", "id", "value", "coarser", "letters",
})  # fmt: skip
# Fields that say whose voice it is: of a withheld source nothing is shown, not even how long its name is.
_VOICES = frozenset({"voice", "voices", "chains", "publisher", "publishers"})
# Stable names of places: as values of a field of a standing, and as ids of rows.
_PLACE_VALUE, _PLACE_ID = re.compile(r"(?:geonames|point|name):"), re.compile(r"g\d+")


class Ask(Struct, frozen=True):
    """What a view works with: the connection, what is withheld in this record, and what was counted on the way to its answer."""

    connection: Connection
    withheld: Withheld
    counted: dict[object, int] = field(default_factory=dict)


def view(function: Callable[Concatenate[Ask, P], T]) -> Callable[Concatenate[Connection, P], T]:
    """Make a view of a function: it is called with a connection, and what it returns or complains of is redacted."""

    @wraps(function)
    def gated(connection: Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        withheld = withheld_in(connection)
        with released_errors(withheld):
            result = function(Ask(connection, withheld), *args, **kwargs)
        return released(result, withheld)

    VIEWS[f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}"] = gated
    return gated


@contextmanager
def released_errors(withheld: Withheld) -> Iterator[None]:
    """A context in which an error of ours leaves with its words redacted."""
    try:
        yield
    except ReportedlyError as error:
        if not withheld:
            raise
        raise type(error)(withheld.redact(error.message), withheld.redact(error.cure)) from None


def released(value: T, withheld: Withheld) -> T:
    """The value as it may leave: strings redacted, stable names of the withheld replaced, however deep they are.

    Structs, tuples, lists, dicts and strings are looked into; numbers pass. Exports use this for what is no view.
    """
    return _released(value, withheld) if withheld else value


def _released(value: Any, withheld: Withheld, field: str | None = None) -> Any:
    if isinstance(value, str):
        if field in _VOICES and withheld.is_source(value):
            return WITHHELD_SOURCE
        return withheld.name(value) if field in _NAMES else withheld.redact(value)
    if isinstance(value, Struct):
        return _struct(value, withheld)
    if isinstance(value, tuple):
        return tuple(_released(one, withheld, field) for one in value)
    if isinstance(value, list):
        return [_released(one, withheld, field) for one in value]
    if isinstance(value, dict):
        return {withheld.redact(str(key)): _released(one, withheld, str(key)) for key, one in value.items()}
    return value


def _struct(value: Struct, withheld: Withheld) -> Struct:
    changed = {}
    for name in value.__struct_fields__:
        before = getattr(value, name)
        # In a reading, a4 is the fourth attribution; in the record it may be an actor who is withheld.
        after = _released(before, withheld, None if name == "id" and isinstance(value, Attribution) else name)
        if after is not before:
            changed[name] = after
    if changed.get("source_key") is not None and getattr(value, "source_key", None) in withheld.sources and hasattr(value, "voice"):
        changed["voice"] = WITHHELD_SOURCE
    if changed.get("key") is not None and getattr(value, "key", None) in withheld.sources and hasattr(value, "name"):
        changed["name"] = WITHHELD_SOURCE
    if changed.get("publisher") == WITHHELD_SOURCE:
        # The address, the by-line and the file name of a withheld outlet's report name it in ways that no rule spells.
        changed |= {name: WITHHELD_SOURCE for name in ("url", "byline", "given_id", "captured_from") if getattr(value, name, None)}
    changed |= _place(value, changed, withheld)
    return replace(value, **changed) if changed else value


def _place(value: Struct, changed: Mapping[str, Any], withheld: Withheld) -> dict[str, Any]:
    """What must go with a place's name: its point and its number, by which anybody finds the name again."""
    fields = value.__struct_fields__
    if "label" in fields and "label" in changed and _PLACE_VALUE.match(getattr(value, "value", "")):
        return {"value": changed["label"]}
    name = "place" if "place" in fields else "name"
    if "lat" not in fields or (name not in changed and getattr(value, "geonames", None) not in withheld.places):
        return {}
    gone: dict[str, Any] = {one: None for one in ("lat", "lon", "geonames") if one in fields}
    return gone | {"id": None} if _PLACE_ID.fullmatch(str(getattr(value, "id", ""))) else gone
