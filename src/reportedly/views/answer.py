"""What a question to a record is answered with: rows, what a reader must know about them, and where the next page begins."""

import base64
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from reportedly.errors import BadOption

Row = TypeVar("Row")

COUNT_LIMIT = 1_000
"""The most that notes count up to: counting on would cost more than the answer."""


class Answer(Struct, Generic[Row], frozen=True, kw_only=True):
    """One page of rows. ``notes`` are whole sentences; ``next`` is the cursor of the next page, None where this is the last."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    next: str | None = None


def write_cursor(kind: str, *values: Any) -> str:
    """An opaque cursor: which list it belongs to, and where in it the next page begins. Values must not be names."""
    return base64.urlsafe_b64encode(msgspec.json.encode([kind, *values])).decode("ascii").rstrip("=")


def read_cursor(cursor: str | None, kind: str, types: type[Any]) -> Any:
    """The values of a cursor as the tuple type ``types``, or None where there is no cursor.

    Raises BadOption where it was made for another list or order, or is none at all.
    """
    if cursor is None:
        return None
    try:
        data = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        found, *values = msgspec.json.decode(data, type=list[Any])
        if found == kind:
            return msgspec.convert(values, types)
    except (ValueError, msgspec.MsgspecError):
        pass
    raise BadOption(
        "The cursor is not one of this list in this order.",
        "Give the same filters and the same sort as for the page before, and its `next` as it is.",
    )


class Count(Struct, frozen=True):
    """A number of rows; not ``exact`` where counting stopped before the end: there are at least so many."""

    number: int
    exact: bool = True

    def __bool__(self) -> bool:
        return self.number > 0


def counted(count: int | Count, one: str, many: str | None = None) -> str:
    """``1 event``, ``12 events``, ``at least 12 events``, ``more than 1,000 events``."""
    number, exact = (count.number, count.exact) if isinstance(count, Count) else (count, True)
    if isinstance(count, Count) and number > COUNT_LIMIT:
        return f"more than {COUNT_LIMIT:,} {many or one + 's'}"
    return f"{'' if exact else 'at least '}{number:,} {one if number == 1 else many or one + 's'}"


def are(count: int | Count) -> str:
    """The verb that goes with a count."""
    return "is" if count in (1, Count(1)) else "are"
