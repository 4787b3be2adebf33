"""Names inside descriptions of places that no span of the model holds: "villages north of the city of Tarn", "western Tarn"."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.extract.candidates import MentionCandidate

_OF_NAME = re.compile(
    r"\b(?:cit(?:y|ies)|towns?|villages?|districts?|provinces?|ports?|camps?|(?:(?:north|south)[ -]?)?(?:north|south|east|west)|outskirts|"
    r"suburbs|edges?|countryside)\s+of\s+(?:the\s+(?:[a-z-]+\s+)?(?:city|town|village|district|province)\s+of\s+)?"
    r"(?P<name>(?:al-|el-)?[A-Z][\w’'-]+(?:\s+(?:al-)?[A-Z][\w’'-]+){0,2})"
)
_PART_OF_NAME = re.compile(
    r"(?:(?:north|south)[ -]?)?(?:north|south|east|west)ern\s+(?P<name>(?:al-|el-)?[A-Z][\w’'-]+(?:\s+(?:al-)?[A-Z][\w’'-]+){0,2})"
)
_LEAST = 0.5


def with_inner_places(text: str, candidates: Sequence[MentionCandidate]) -> list[MentionCandidate]:
    """The candidates and, added, the name behind "of" in a description of a place where no name of theirs shares its characters."""
    candidates = _placed(text, candidates)
    names = [(one.start, one.end) for one in candidates if one.level == "name" or one.kind == "time"]
    added = []
    for one in candidates:
        if one.kind not in ("place", "facility") or one.level != "nominal" or one.score < _LEAST:
            continue
        part = _PART_OF_NAME.fullmatch(text, one.start, one.end)
        for found in (*_OF_NAME.finditer(text, one.start, one.end), *([part] if part else [])):
            start, end = found.span("name")
            if not any(start < b and a < end for a, b in names):
                added.append(MentionCandidate(start, end, text[start:end], "place", "name", one.score))
                names.append((start, end))
    return sorted([*candidates, *added], key=lambda one: (one.start, -one.end)) if added else list(candidates)


def _placed(text: str, candidates: Sequence[MentionCandidate]) -> Sequence[MentionCandidate]:
    """The candidates with a place for what is taken for a people's name though a part of it is spoken of ("western Niger")."""
    parts = {
        part.span("name")
        for one in candidates
        if one.kind == "place" and one.level == "nominal" and (part := _PART_OF_NAME.fullmatch(text, one.start, one.end))
    }
    return [replace(one, kind="place") if one.kind == "nationality" and (one.start, one.end) in parts else one for one in candidates]
