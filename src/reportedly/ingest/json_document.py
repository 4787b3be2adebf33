"""One JSON document of reports: a list of objects, an object with such a list in it (``{"articles": [...]}``), or one object.

What a script or a service of news writes. Each object is a row: its keys say what they hold as a table's columns do (``row.COLUMNS``).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from reportedly.errors import BrokenFile, BrokenLine, InputError, TooLarge
from reportedly.ingest.decode import decode
from reportedly.ingest.item import Item
from reportedly.ingest.limits import MAX_BYTES, MAX_JSON_BYTES, MAX_JSON_VALUES
from reportedly.ingest.readings import is_reading
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.ingest.row import columns_of, row_item
from reportedly.ingest.source import Source

_CURE = 'Give a list of objects, each with its words under "text", or one object a line (JSON Lines).'


def parts_of_json(source: Source) -> Iterator[Item | Rejection]:
    """The objects of a document, numbered from 1; ``#1`` too where it is one object.

    What only begins as JSON does is a text, unless its name ends in ``.json``. Raises BrokenFile where that is damaged, TooLarge above
    MAX_JSON_BYTES or MAX_JSON_VALUES, BrokenLine where no object has a text.
    """
    data = source.whole(MAX_JSON_BYTES, "one JSON document", "Write one JSON object a line (JSON Lines): lines may be any number.")
    named = source.name.lower().endswith(".json")
    try:
        text = decode(data, source.name)
        _check_values(text, source.name)
        document = json.loads(text.lstrip("\ufeff"), parse_constant=lambda _: None)
    except (InputError, ValueError, RecursionError) as error:
        if isinstance(error, TooLarge):
            raise
        if not named and len(data) <= MAX_BYTES:
            yield source.item(data, "text")
            return
        if isinstance(error, InputError):
            raise
        raise BrokenFile(f"{source.name} is not whole JSON: {_reason(error)}.", "Write it again; what is cut off can't be told.") from None
    objects = _objects(document)
    if not any(isinstance(one, dict) and (is_reading(one) or _has_text(one)) for one in objects):
        raise BrokenLine(f"{source.name} is one JSON document in which nothing has a text.", _CURE)
    for number, one in enumerate(objects, start=1):
        where = f"{source.name}#{number}"
        if not isinstance(one, dict):
            yield rejection_of(where, BrokenLine(f"{where} is no object.", _CURE))
        elif is_reading(one):
            yield Item(where=where, data=msgspec.json.encode(one), line=number, method="line", otherwise=source.handed_down)
        else:
            row = {key: _flat(value) for key, value in one.items()}
            yield Item(where=where, data=row_item(row, row.values()), kind="row", method="row", otherwise=source.handed_down)


def _check_values(text: str, name: str) -> None:
    """Refuse what would fill the memory: a document of empty lists has a value every three bytes."""
    if sum(text.count(mark) for mark in "[{,") > MAX_JSON_VALUES:
        raise TooLarge(f"{name} is one JSON document of more than {MAX_JSON_VALUES:,} values.", _CURE)


def _objects(document: Any) -> list[Any]:
    if isinstance(document, list):
        return document
    if not isinstance(document, dict) or is_reading(document) or _has_text(document):
        return [document]
    lists = [value for value in document.values() if isinstance(value, list)]
    return next((one for one in lists if any(isinstance(part, dict) and _has_text(part) for part in one)), [])


def _has_text(record: Mapping[str, Any]) -> bool:
    return isinstance(record.get(columns_of(record).get("text", "")), str)


def _flat(value: Any) -> Any:
    """A cell: of an object that is named its name (``"source": {"name": ...}``), of a list of words the words; else the value."""
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return value["name"]
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return value


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} in line {error.lineno:,}, character {error.colno:,}"
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error).rstrip(".")
