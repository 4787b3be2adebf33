"""Names inside descriptions of places that no span of the model holds: "villages north of the city of Tarn" has Tarn in it."""

import re
from collections.abc import Sequence

from reportedly.extract.candidates import MentionCandidate

_OF_NAME = re.compile(
    r"\b(?:cit(?:y|ies)|towns?|villages?|districts?|provinces?|ports?|camps?|(?:(?:north|south)[ -]?)?(?:north|south|east|west)|outskirts|"
    r"suburbs|edges?|countryside)\s+of\s+(?:the\s+(?:[a-z-]+\s+)?(?:city|town|village|district|province)\s+of\s+)?"
    r"(?P<name>(?:al-|el-)?[A-Z][\w’'-]+(?:\s+(?:al-)?[A-Z][\w’'-]+){0,2})"
)
_LEAST = 0.5


def with_inner_places(text: str, candidates: Sequence[MentionCandidate]) -> list[MentionCandidate]:
    """The candidates and, added, the name behind "of" in a description of a place where no name of theirs shares its characters."""
    names = [(one.start, one.end) for one in candidates if one.level == "name" or one.kind == "time"]
    added = []
    for one in candidates:
        if one.kind not in ("place", "facility") or one.level != "nominal" or one.score < _LEAST:
            continue
        for found in _OF_NAME.finditer(text, one.start, one.end):
            start, end = found.span("name")
            if not any(start < b and a < end for a, b in names):
                added.append(MentionCandidate(start, end, text[start:end], "place", "name", one.score))
                names.append((start, end))
    return sorted([*candidates, *added], key=lambda one: (one.start, -one.end)) if added else list(candidates)
