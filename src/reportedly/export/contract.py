"""The JSON contract: one object per report, and the JSON Schema that is generated from the same types.

Every object with ``start`` and ``end`` satisfies ``report.text[start:end] == text``; what is unknown is ``null``.
"""

import inspect
import json
import re
from typing import Any

import msgspec

from reportedly.schema import Reading

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(reading: Reading) -> str:
    """A reading as indented JSON, characters outside ASCII kept, no newline at the end."""
    return _dump(reading, indent=2)


def to_jsonl(reading: Reading) -> str:
    """A reading as one line of JSON, no newline at the end."""
    return _dump(reading, indent=None)


def from_json(line: str | bytes) -> Reading:
    """The reading that ``to_json`` or ``to_jsonl`` wrote; raises msgspec.ValidationError where it is none."""
    return msgspec.json.decode(line, type=Reading)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one reading, generated from the types; docs/reading.schema.json is a copy."""
    schema: dict[str, Any] = {
        "$schema": SCHEMA_DIALECT,
        "title": "Reading",
        "description": "One report and what was read in it: one object of `reportedly read --format jsonl`.",
    }
    generated = msgspec.json.encode(msgspec.json.schema(Reading))  # and back: its defaults hold tuples, JSON has none
    made: dict[str, Any] = schema | msgspec.json.decode(generated, type=dict[str, Any])
    for one in made["$defs"].values():  # some releases of msgspec keep the indent of docstrings, others don't
        if "description" in one:
            one["description"] = inspect.cleandoc(one["description"])
    return made


def _dump(reading: Reading, indent: int | None) -> str:
    try:
        line = msgspec.json.encode(reading)
    except UnicodeEncodeError:  # half a surrogate pair in a text taken verbatim: JSON can say it, UTF-8 can't
        words = json.dumps(msgspec.to_builtins(reading), ensure_ascii=False, indent=indent)
        return _SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", words)
    return (line if indent is None else msgspec.json.format(line, indent=indent)).decode("utf-8")
