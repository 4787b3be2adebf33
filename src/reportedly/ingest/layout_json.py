"""Places in a line of JSON Lines: characters of its text, and bytes of the line."""

import json
import re
from array import array

from msgspec import Struct

from reportedly.errors import BrokenLine
from reportedly.ingest.text import without_halves

_KEY = "text"
_SPACE = re.compile(r"[ \t\r\n]*")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")


class JsonPlace(Struct, frozen=True, kw_only=True, tag="jsonl"):
    """Characters ``start`` to ``end`` of the value of ``key``; ``start_byte`` and ``end_byte`` count those of the line, escapes too."""

    key: str
    start: int
    end: int
    start_byte: int
    end_byte: int
    text: str


class JsonOriginal:
    """A line of JSON Lines that was read again; see ``layout.Original``."""

    def __init__(self, data: bytes) -> None:
        """Raises BrokenLine where the line has no text."""
        try:
            line = data.decode("utf-8")
            text, raw = _text_in(line)
        except (UnicodeDecodeError, ValueError, RecursionError):
            raise BrokenLine(
                "The line is no JSON object with a text.", "Check the record with `reportedly verify`."
            ) from None
        self.text = without_halves(text)
        self._bytes = _byte_places(line, raw)

    def places(self, start: int, end: int) -> list[JsonPlace]:
        """One place, white space at its ends left off."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        end = start + len(words)
        if not words:
            return []
        return [
            JsonPlace(
                key=_KEY, start=start, end=end, start_byte=self._bytes[start], end_byte=self._bytes[end], text=words
            )
        ]


def _text_in(line: str) -> tuple[str, tuple[int, int]]:
    """The last value of the key, as JSON has it where a key stands twice, and where its quotation marks enclose it."""
    decoder = json.JSONDecoder()
    place = _after(line, line.index("{") + 1)
    found: tuple[str, tuple[int, int]] | None = None
    while line[place : place + 1] == '"':
        key, place = decoder.raw_decode(line, place)
        place = _after(line, place)
        if line[place : place + 1] != ":":
            raise ValueError("no colon")
        start = _after(line, place + 1)
        value, place = decoder.raw_decode(line, start)
        if key == _KEY:
            found = (value, (start + 1, place - 1)) if isinstance(value, str) else None
        place = _after(line, place)
        if line[place : place + 1] != ",":
            break
        place = _after(line, place + 1)
    if found is None:
        raise ValueError("no text")
    return found


def _after(line: str, place: int) -> int:
    match = _SPACE.match(line, place)
    return match.end() if match else place


def _byte_places(line: str, raw: tuple[int, int]) -> "array[int]":
    """The byte at which each character of the value begins, and the one after the last."""
    places: array[int] = array("l")
    byte = len(line[: raw[0]].encode("utf-8"))
    place = raw[0]
    while place < raw[1]:
        escape = _ESCAPE.match(line, place) if line[place] == "\\" else None
        written = escape.group() if escape else line[place]
        places.append(byte)
        byte += len(written.encode("utf-8"))
        place += len(written)
    places.append(byte)
    return places
