"""Reports with their mentions marked by hand, for the tests of coreference and relations."""

import re
from typing import Any

from reportedly.extract.candidates import MentionCandidate

_KINDS = {
    "p": "person",
    "o": "organisation",
    "l": "place",
    "n": "nationality",
    "f": "facility",
    "t": "time",
    "x": "other",
}
_SHORT = re.compile(r"\[([polnftx])([+~]?):")
_LEVELS = {"": "name", "+": "nominal", "~": "pronoun"}


def marked(source: str) -> tuple[str, list[MentionCandidate], list[tuple[int, int]]]:
    """The text without marks, its mentions in order, and its sentences.

    ``[p:Ada Obi]`` is a person's name, ``[o+:the union]`` an organisation's description, ``[p~:she]`` a pronoun;
    o, l, n, f, t, x stand for organisation, place, nationality, facility, time, other. A line is a sentence.
    """
    text = ""
    open_marks: list[tuple[int, str, str]] = []
    found: list[tuple[int, int, str, str]] = []
    position = 0
    while position < len(source):
        mark = _SHORT.match(source, position)
        if mark:
            open_marks.append((len(text), _KINDS[mark[1]], _LEVELS[mark[2]]))
            position = mark.end()
        elif source[position] == "]" and open_marks:
            start, kind, level = open_marks.pop()
            found.append((start, len(text), kind, level))
            position += 1
        else:
            text += source[position]
            position += 1
    found.sort(key=lambda f: (f[0], -f[1]))
    mentions = [candidate(text, *f) for f in found]
    sentences = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    return text, mentions, sentences


def candidate(text: str, start: int, end: int, kind: Any, level: Any) -> MentionCandidate:
    """A mention candidate over a span of a text."""
    return MentionCandidate(start=start, end=end, text=text[start:end], kind=kind, level=level, score=1.0)
