"""Where a report quotes: spans between quotation marks, and the sentences that lie wholly in one."""

import re
from collections.abc import Sequence

_MARKS = re.compile(r"[“”«»\"]|\n")
_SIDES = " \t\r\n\u00a0"


def quotations(text: str) -> list[tuple[int, int, bool]]:
    """Each quotation with its marks as (start, end, closed); a paragraph ends one that nothing closes before."""
    found: list[tuple[int, int, bool]] = []
    opened: int | None = None
    for match in _MARKS.finditer(text):
        mark, at = match[0], match.start()
        if mark == "\n":
            if opened is not None:
                found.append((opened, at, False))
                opened = None
        elif opened is None and mark in '“«"':
            opened = at
        elif opened is not None and mark in '”»"':
            found.append((opened, at + 1, True))
            opened = None
    if opened is not None:
        found.append((opened, len(text), False))
    return found


def quoted_sentences(text: str, sentences: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int, bool]]:
    """By sentence number the quotation that holds the whole sentence."""
    found: dict[int, tuple[int, int, bool]] = {}
    quotes = quotations(text)
    position = 0
    for number, (start, end) in enumerate(sentences):
        while position < len(quotes) and quotes[position][1] <= start:
            position += 1
        if position < len(quotes) and quotes[position][0] <= start:
            last = quotes[position][1]
            if end <= last or not text[last:end].strip(_SIDES + ".,;:"):
                found[number] = quotes[position]
    return found
