"""The columns of tables: what a person sees of each row at a glance; JSON and CSV have all of it."""

from collections.abc import Callable, Mapping
from typing import Any

Cell = tuple[str, str | None]
"""A cell's words, and the style in which a terminal shows them."""

GRADES: Mapping[str, str] = {"denied": "red", "contested": "yellow", "confirmed": "green", "corroborated": "cyan"}


def cells(kind: str, row: Any) -> list[Cell]:
    """The cells of a row, as many as ``COLUMNS`` has names for this kind."""
    return [cell if isinstance(cell, tuple) else (cell, None) for cell in _ROWS[kind](row)]


def dates(start: str | None, end: str | None) -> str:
    """An interval in few characters: ``2016-12-07``, ``2016-12-05..09``, ``2016-12``, ``from 2016-12-07``, ``?`` for unknown."""
    if start is None or end is None:
        return f"from {start}" if start else f"until {end}" if end else "?"
    if start == end:
        return start
    if start.endswith("-01-01") and end.endswith("-12-31"):
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}..{end[:4]}"
    if start[:8] == end[:8]:
        return start[:7] if start[8:] == "01" and int(end[8:]) >= _days(start) else f"{start}..{end[8:]}"
    return f"{start}..{end[5:]}" if start[:4] == end[:4] else f"{start}..{end}"


def _days(month: str) -> int:
    year, number = int(month[:4]), int(month[5:7])
    if number == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if number in (4, 6, 9, 11) else 31


def toll(low: int | None, best: int | None, high: int | None) -> str:
    """A toll in few characters: ``12``, ``2-5``, ``12+``, nothing where nobody says."""
    if low is None and best is None and high is None:
        return ""
    least, most = low if low is not None else best, high
    if most is None:
        return f"{least}+" if low is not None else f"{best}"
    return f"{most}" if least == most else f"{'' if least is None else least}-{most}"


def typed(kind: str, mode: str | None) -> str:
    """A type with its mode."""
    return f"{kind}/{mode}" if mode else kind


def placed(place: str | None, country: str | None) -> str:
    """A place with its country."""
    return f"{place} ({country})" if place and country else place or country or "?"


def number(count: int | None) -> str:
    """A count with separators, nothing for unknown."""
    return "" if count is None else f"{count:,}"


def counted(count: int, one: str) -> str:
    """``1 event``, ``1,200 events``."""
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def _event(row: Any) -> list[Cell | str]:
    voices = f"{row.origins_for}" + (f":{row.origins_against}" if row.origins_against else "")
    acting, befallen = (
        ", ".join(dict.fromkeys(one.name for one in row.actors if one.role == role)) for role in ("actor", "recipient")
    )
    who = f"{acting} → {befallen}".strip() if befallen else acting
    grade = row.grade if row.modality == "actual" else f"{row.grade} ({row.modality})"
    return [
        row.id, dates(row.start, row.end), placed(row.place, row.country), typed(row.type, row.mode), who, (grade, GRADES.get(row.grade)),
        voices, toll(row.killed_low, row.killed_best, row.killed_high), ", ".join(row.disputed), row.title,
    ]  # fmt: skip


def _claim(row: Any) -> list[Cell | str]:
    voices = " > ".join(one.voice for one in row.voices) or "(the report)"
    return [
        row.id, row.event or "", row.report, row.published or "?", dates(row.start, row.end), placed(row.place, row.country),
        typed(row.type, row.mode), row.stance, voices, row.sentence,
    ]  # fmt: skip


def _actor(row: Any) -> list[Cell | str]:
    return [row.id, row.kind, row.country or "", row.sector or "", number(row.events), row.name, ", ".join(row.names)]


def _place(row: Any) -> list[Cell | str]:
    point = "" if row.lat is None else f"{row.lat:.3f},{row.lon:.3f}"
    return [row.id or "", row.country or "", point, number(row.events), row.first or "?", row.last or "?", row.place]


def _source(row: Any) -> list[Cell | str]:
    return [number(row.claims), number(row.reports), row.kind, row.reliability or "", row.source_key, row.voice]


def _report(row: Any) -> list[Cell | str]:
    again = f"{row.reprint} of {row.reprint_of}" if row.reprint else ""
    return [row.id, row.published or "?", row.publisher or "?", number(row.words), number(row.claims), again, row.title or ""]


def _logged(row: Any) -> list[Cell | str]:
    if row.run is not None:
        one = row.run
        counts = "cut off" if one.read is None else f"{one.stored:,} stored, {one.duplicate:,} duplicate, {one.rejected:,} rejected"
        return [row.at, one.id, "add", "", f"{counts}: {', '.join(one.paths)}"]
    one = row.judgement
    words = " ".join(str(part) for part in (one.subject, one.object, one.field, one.value) if part is not None)
    back = f" [taken back by {one.undone_by}]" if one.undone_by else ""
    return [row.at, one.id, one.kind, one.who, f"{words}{f' ({one.reason})' if one.reason else ''}{back}"]


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "events": ("id", "when", "where", "what", "who", "grade", "voices", "killed", "disputed", "title"),
    "claims": ("id", "event", "report", "published", "when", "where", "what", "stance", "voices", "sentence"),
    "actors": ("id", "kind", "country", "sector", "events", "name", "names"),
    "places": ("id", "country", "point", "events", "first", "last", "place"),
    "sources": ("claims", "reports", "kind", "reliability", "key", "source"),
    "reports": ("id", "published", "publisher", "words", "claims", "reprint", "title"),
    "log": ("at", "id", "what", "who", "about"),
}
_ROWS: Mapping[str, Callable[[Any], list[Cell | str]]] = {
    "events": _event, "claims": _claim, "actors": _actor, "places": _place, "sources": _source, "reports": _report, "log": _logged,
}  # fmt: skip
