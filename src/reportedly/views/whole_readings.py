"""Readings as they are stored, where they may leave a record whole: a reading with a hole in it would be no reading."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import select

from reportedly.schema import Reading
from reportedly.store.archive import unpack_reading
from reportedly.store.tables import reading
from reportedly.views.gate import Ask


def whole_reading(ask: Ask, report: int) -> Reading | None:
    """The reading of the report of this number, character for character; None where there is none, or a word of it is withheld."""
    body = ask.connection.scalar(select(reading.c.body).where(reading.c.report_id == report).order_by(reading.c.id).limit(1))
    if body is None:
        return None
    whole = unpack_reading(body, report)
    withheld = ask.withheld
    if not withheld:
        return whole
    if whole.report.publisher is not None and withheld.is_source(whole.report.publisher):
        return None
    # A reading's own ids (a4 is its fourth attribution) are no names of the record, where a4 may be somebody withheld.
    if any(one.actor in withheld.actors for one in whole.entities) or any(map(withheld.hides, _words(whole))):
        return None
    return whole


def _words(value: Any) -> Iterator[str]:
    """Every string in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _words(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _words(one)
