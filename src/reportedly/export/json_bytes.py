"""Values as JSON in UTF-8, whatever characters a report has."""

import re
from typing import Any

import msgspec

_HALF = re.compile("[\ud800-\udfff]")


def json_bytes(value: Any) -> bytes:
    """The value as JSON without line ends. Half a surrogate pair, which UTF-8 can't hold, becomes one U+FFFD: offsets stay true."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_whole(msgspec.to_builtins(value)))


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(one) for one in value]
    return value


def given(**values: Any) -> dict[str, Any]:
    """These values as a dict without those that are None, empty strings or empty lists; in the order given."""
    return {name: value for name, value in values.items() if value is not None and value != "" and value != [] and value != {}}
