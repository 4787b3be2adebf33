"""JSON Lines to Reports: one object a line."""

import json
import re
from typing import Any

from msgspec import structs

from reportedly.errors import BrokenLine, InputError, TooLarge
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.limits import MAX_LINE_BYTES
from reportedly.ingest.readings import is_reading
from reportedly.ingest.text import report_from_text
from reportedly.schema import Report

FIELDS = {
    "id": "given_id",
    "title": "title",
    "byline": "byline",
    "publisher": "publisher",
    "published": "published",
    "url": "url",
    "language": "language",
}
"""A line's keys besides ``text``, and what each states; other keys are let pass."""

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CURE = 'Write one JSON object a line, such as {"text": "..."}, in UTF-8.'


def report_from_line(
    line: bytes | str, number: int, where: str, given: Given = NOTHING_GIVEN, *, allow_any_language: bool = False
) -> Report | None:
    """The report of one line of JSON Lines; None where the line is empty.

    Only ``text`` is required, and taken verbatim; ``id`` becomes ``given_id``; what a line states wins over ``given``.
    A field may be null; an unknown key is let pass. ``number`` counts from 1; ``where`` is what messages call the line.
    Raises BrokenLine where the line is no such object or a field has the wrong type, and what ``report_from_text`` raises.
    """
    record = _record(line, where, number)
    return None if record is None else _report(record, given, where, allow_any_language)


def is_record(line: bytes | str) -> bool:
    """Whether ``line`` is a JSON object with a ``text``, as a line of our input is, or a reading."""
    try:
        record = _record(line, "", 1)
    except InputError:
        return False
    return record is not None and ("text" in record or is_reading(record))


def _record(line: bytes | str, where: str, number: int) -> dict[str, Any] | None:
    if len(line) > MAX_LINE_BYTES:
        raise TooLarge(f"{where} is longer than {MAX_LINE_BYTES:,} bytes.", "Split its text into several reports.")
    if isinstance(line, bytes):
        try:
            line = line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BrokenLine(f"{where} is not UTF-8: byte {error.start + 1:,} of the line is none.", _CURE) from None
    line = (line.removeprefix("\ufeff") if number == 1 else line).strip(" \t\r\n")
    if not line:
        return None
    try:
        record = json.loads(line, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BrokenLine(f"{where} is not JSON: {error.msg} at character {error.colno:,}.", _CURE) from None
    except (RecursionError, ValueError) as error:
        raise BrokenLine(f"{where} is not JSON that can be read: {error}.", _CURE) from None
    if not isinstance(record, dict):
        raise BrokenLine(f"{where} is {_kind(record)}, not an object.", _CURE)
    return record


def _no_constant(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON number")


def _report(record: dict[str, Any], given: Given, where: str, allow_any_language: bool) -> Report:
    text = record.get("text")
    if is_reading(record):
        raise BrokenLine(f"{where} is a reading, not a report.", "`reportedly add` takes readings into a record as they are.")
    if not isinstance(text, str):
        says = "has no text" if "text" not in record else f"has {_kind(text)} as its text"
        raise BrokenLine(f"{where} {says}.", 'Each object needs a "text" that is a string.')
    stated: dict[str, str] = {}
    for key, field in FIELDS.items():
        value = record.get(key)
        if key == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise BrokenLine(f"{where} has {_kind(value)} as its {key}.", f'"{key}" must be a string or null.')
        if value is not None:
            stated[field] = _LONE_SURROGATE.sub("\ufffd", value)
    try:
        here = Given(**{**structs.asdict(given), **stated})
    except InputError as error:
        raise type(error)(f"{where}: {error.message}", error.cure) from None
    return report_from_text(text, here, verbatim=True, name=where, allow_any_language=allow_any_language)


def _kind(value: object) -> str:
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
        str: "a string",
    }
    return "null" if value is None else kinds.get(type(value), "something else")
