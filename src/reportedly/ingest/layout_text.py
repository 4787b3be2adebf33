"""Places in a plain text: lines, columns and bytes."""

import re
from bisect import bisect_right

from msgspec import Struct

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARKS = ((b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"),
          (b"\xfe\xff", "utf-16-be"))  # fmt: skip
_UNMARKED = ("utf-8", "cp1252", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "mac_roman")


class TextPlace(Struct, frozen=True, kw_only=True, tag="text"):
    """Words from ``line`` and ``column`` to before ``end_line`` and ``end_column``, counted from 1 in characters.

    ``start_byte`` and ``end_byte`` (exclusive) count from 0; None where the encoding can't be told for sure.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    start_byte: int | None
    end_byte: int | None
    text: str


class TextOriginal:
    """A plain text that was decoded again; see ``layout.Original``."""

    def __init__(self, data: bytes, text: str) -> None:
        """``text`` is what ``data`` decodes to, without a byte order mark."""
        self.text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._encoding, self._mark = _encoding(data, text)

    def places(self, start: int, end: int) -> list[TextPlace]:
        """One place, over as many lines as the words take."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        end = start + len(words)
        if not words:
            return []
        line, end_line = bisect_right(self._starts, start), bisect_right(self._starts, end)
        return [
            TextPlace(
                line=line, column=start - self._starts[line - 1] + 1, end_line=end_line,
                end_column=end - self._starts[end_line - 1] + 1, start_byte=self._byte(start), end_byte=self._byte(end), text=words,
            )
        ]  # fmt: skip

    def _byte(self, place: int) -> int | None:
        return None if self._encoding is None else self._mark + len(self.text[:place].encode(self._encoding))


def _encoding(data: bytes, text: str) -> tuple[str | None, int]:
    """The encoding that gives just these bytes for the text, and the length of the byte order mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark) and _gives(text, encoding, data[len(mark) :]):
            return encoding, len(mark)
    return next((encoding for encoding in _UNMARKED if _gives(text, encoding, data)), None), 0


def _gives(text: str, encoding: str, data: bytes) -> bool:
    try:
        return text.encode(encoding) == data
    except UnicodeError:
        return False
