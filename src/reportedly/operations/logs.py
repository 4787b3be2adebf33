"""Structured logs: one event a line on standard error, made of counts, times and names of our own, and of nothing that was read.

A report's words, a person's name, a source's address or a path could be what is withheld tomorrow, and a log is kept for years by
others: so an event has only the fields of FIELDS, and a field only numbers and names that this program gave.
"""

import json
import logging
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal, TextIO

LogFormat = Literal["text", "json"]
Value = int | float | bool | str | None

NAME = "reportedly.operations"
FIELDS = frozenset((
    "command", "bytes_done", "claims", "done", "duplicate", "error", "events", "failed", "feeds", "hands", "kind", "lag", "linking_lag",
    "lost", "method", "new", "outcome", "put_off", "queue", "rate", "read", "rejected", "resumed", "route", "seconds", "shards",
    "shards_done", "status", "stored", "version", "waiting", "what",
))  # fmt: skip
"""Every field that an event may have."""

_OWN_NAME = re.compile(r"[A-Za-z0-9_.:/{}\-]{0,120}")
_HIDDEN = "?"


class Lines(logging.Formatter):
    """Formats an event of ``Logs`` as one line: JSON, or ``time event field=value ...``."""

    def __init__(self, how: LogFormat) -> None:
        """``how`` is the shape of a line."""
        super().__init__()
        self._how = how

    def format(self, record: logging.LogRecord) -> str:
        """One line, without what the event should not say."""
        fields: Mapping[str, Value] = getattr(record, "fields", {})
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        if self._how == "json":
            line = {"at": at, "level": record.levelname.lower(), "event": record.msg, **fields}
            return json.dumps(line, ensure_ascii=True, separators=(", ", ": "))
        words = " ".join(f"{name}={value}" for name, value in fields.items())
        return f"{at} {record.levelname.lower()} {record.msg} {words}".rstrip()


class Logs:
    """Writes events to one stream until it is closed."""

    def __init__(self, how: LogFormat, stream: TextIO | None = None) -> None:
        """``stream`` None means standard error."""
        self._handler = logging.StreamHandler(sys.stderr if stream is None else stream)
        self._handler.setFormatter(Lines(how))
        self._logger = logging.Logger(NAME, logging.INFO)  # its own: other libraries' handlers hear nothing of it
        self._logger.addHandler(self._handler)

    def event(self, name: str, /, *, warning: bool = False, **fields: Value) -> None:
        """Write one event; raises ValueError for a field that is not in FIELDS. A word that is no name of ours comes out as ``?``."""
        strange = fields.keys() - FIELDS
        if strange:
            raise ValueError(f"An event of a log has no field {sorted(strange)}; see operations.logs.FIELDS.")
        kept = {field: _own(value) for field, value in fields.items()}
        self._logger.log(logging.WARNING if warning else logging.INFO, name, extra={"fields": kept})

    def close(self) -> None:
        """Write no more; the stream stays open."""
        self._logger.removeHandler(self._handler)
        self._handler.close()


def _own(value: Value) -> Value:
    if isinstance(value, str):
        return value if _OWN_NAME.fullmatch(value) else _HIDDEN
    return round(value, 4) if isinstance(value, float) else value
