"""What `reportedly show` prints for people: one thing with all that is behind it, as text."""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from reportedly.cli.rows import GRADES, counted, dates, placed, toll, typed
from reportedly.cli.tables import Look, clean

_CODES: Mapping[str, str] = {"bold": "1", "red": "31", "green": "32", "yellow": "33", "cyan": "36", "dim": "2"}
TEXT_LINES = 40
"""Lines of a report's text that a terminal is given; JSON has all of it."""

Line = tuple[int, str, str | None]
"""Indent, words, style."""


def page_text(page: Any, how: Look) -> str:
    """The page of one thing; lines at most as wide as the terminal."""
    made = _PAGES[type(page).__name__](page)
    return "".join(f"{line}\n" for one in made for line in _wrapped(one, how))


def _wrapped(line: Line, how: Look) -> list[str]:
    indent, words, style = line
    margin = " " * indent
    pieces = textwrap.wrap(
        clean(words), how.width, initial_indent=margin, subsequent_indent=margin, break_long_words=True, break_on_hyphens=False
    )
    if style is None or not how.colour:
        return pieces or [""]
    return [f"\x1b[{_CODES[style]}m{piece}\x1b[0m" for piece in pieces] or [""]


# Events and claims


def _event(page: Any) -> Iterator[Line]:
    yield from _event_head(page.event)
    stood = page.standing
    yield (2, f"why: {'; '.join(stood.reasons)}", None) if stood.reasons else (2, "why: not said", "dim")
    for one in stood.fields:
        yield (2, f"{one.field}: {_values(one.values, lambda value: value.label)}", "yellow" if one.disagreement else None)
    for one in stood.tolls:
        figures = f"{toll(one.low, one.best, one.high)} · {_values(one.values, _figure)}"
        yield (2, f"{one.what}: {figures}", "yellow" if one.disagreement else None)
        told = [("conservative", one.conservative), ("representative", one.representative), ("informative", one.informative)]
        yield (4, " · ".join(f"{name} {figure}" for name, figure in told if figure is not None), None)
    yield from _judgements(page.judgements, 2)
    for place, group in enumerate(page.origins, 1):
        yield (0, "", None)
        yield (0, f"{place}. {group.voice} ({group.origin})", "bold")
        for one in group.claims:
            yield from _claim(one, 3)
    yield from _notes(page.notes)


def _event_head(row: Any) -> Iterator[Line]:
    support = f"{row.grade}: {row.origins_for} for" + (f", {row.origins_against} against" if row.origins_against else "")
    when, where = dates(row.start, row.end), placed(row.place, row.country)
    told = f" · as of {row.as_of}" if row.as_of else ""
    yield (0, f"{row.id} · {typed(row.type, row.mode)} · {when} · {where} · {support}{told}", GRADES.get(row.grade, "bold"))
    yield (2, row.title, None)
    if row.actors:
        yield (2, "who: " + ", ".join(f"{one.role} {one.name} ({one.actor})" for one in row.actors), None)
    if row.disputed:
        yield (2, f"disputed: {', '.join(row.disputed)}", "yellow")


def _values(values: Sequence[Any], label: Callable[[Any], str]) -> str:
    return " | ".join(f"{label(one)} ({one.votes:.3g}: {', '.join(one.voices)})" for one in values)


def _figure(value: Any) -> str:
    return toll(value.low, value.best, value.high) or "?"


def _claim(one: Any, indent: int) -> Iterator[Line]:
    row, report = one.claim, one.report
    said = "" if row.stance == "reports" else f" · {row.stance}"
    stands = f"{report.id} {report.published or 'no date'} {report.publisher or 'no publisher'}: {report.title or 'no title'}"
    yield (indent, f"{row.id} · {stands}{said}", None)
    yield (indent + 2, f"“{row.sentence}” [{row.sentence_start}-{row.sentence_start + len(row.sentence)}]", None)
    if row.trigger is not None and row.trigger_start is not None:
        yield (indent + 2, f"{typed(row.type, row.mode)} by “{row.trigger}” [{row.trigger_start}-{row.trigger_end}]", "dim")
    if row.voices:
        yield (indent + 2, "told by " + " > ".join(voice.voice for voice in row.voices), None)
    if report.reprint_of is not None:
        yield (indent + 2, f"copy of {report.reprint_of}: {report.reprint_reason or 'no reason kept'}", "dim")
    for linked in one.linked:
        yield (indent + 2, f"with {linked.other} ({linked.score:.2f}): {_why(linked.why)}", "dim")
    yield from _judgements(one.judgements, indent + 2)


def _why(why: Any) -> str:
    """The reasons of a link in words; its features where it has none."""
    if isinstance(why, Mapping):
        found = why.get("reason") or why.get("reasons")
        if isinstance(found, str):
            return found
        if isinstance(found, Sequence) and found:
            return "; ".join(map(str, found))
        return ", ".join(f"{name} {value}" for name, value in why.items())
    return str(why)


def _judgements(rows: Sequence[Any], indent: int) -> Iterator[Line]:
    for one in rows:
        what = " ".join(part for part in (one.kind, one.subject, one.object, one.field, one.value) if part is not None)
        back = f", taken back by {one.undone_by}" if one.undone_by else ""
        yield (indent, f"{one.id} {what} by {one.who}, {one.made_at}{f': {one.reason}' if one.reason else ''}{back}", "cyan")


def _notes(notes: Sequence[str]) -> Iterator[Line]:
    if notes:
        yield (0, "", None)
    for note in notes:
        yield (0, note, None)


def _claim_page(page: Any) -> Iterator[Line]:
    yield from _claim(page.evidence, 0)
    row = page.evidence.claim
    told = f"when {dates(row.start, row.end)} · where {placed(row.place, row.country)}"
    yield (2, f"{told} · {row.certainty}, {row.polarity}, {row.modality} · score {row.score:.2f}", None)
    for one in row.participants:
        yield (2, f"{one.role}: {one.name}{f' ({one.actor})' if one.actor else ''}", None)
    if page.event is not None:
        yield (0, "", None)
        yield (0, "about", "bold")
        yield from _event_head(page.event)
    yield from _notes(page.notes)


# Reports, actors, places, sources, judgements


def _report(page: Any) -> Iterator[Line]:
    row = page.report
    yield (0, f"{row.id} · {row.published or 'no date'} · {row.publisher or 'no publisher'} · {row.title or 'no title'}", "bold")
    if row.byline:
        yield (2, f"by {row.byline}", None)
    if row.url:
        yield (2, row.url, None)
    yield (2, f"captured {row.captured_at or 'at no known time'} from {row.captured_from or '?'}", None)
    yield (2, f"text {row.text_hash}", "dim")
    if row.archived:
        yield (2, f"bytes {row.archived}", "dim")
    if row.reprint:
        yield (2, f"{row.reprint} copy of {row.reprint_of}", "yellow")
    if page.reprinted_in:
        yield (2, f"reprinted in {', '.join(page.reprinted_in)}", None)
    if page.credits:
        yield (2, f"credits {', '.join(page.credits)}", None)
    yield from _judgements(page.judgements, 2)
    if page.text is not None:
        yield (0, "", None)
        lines = page.text.splitlines()
        for line in lines[:TEXT_LINES]:
            yield (2, line, None)
        if len(lines) > TEXT_LINES:
            yield (2, f"... and {len(lines) - TEXT_LINES:,} more lines; --format json has all", "dim")
    yield from _claim_lines(page.claims)
    yield from _notes(page.notes)


def _claim_lines(rows: Sequence[Any]) -> Iterator[Line]:
    if rows:
        yield (0, "", None)
        yield (0, "claims", "bold")
    for row in rows:
        voices = " > ".join(one.voice for one in row.voices) or "the report"
        about = f" · {row.event}" if row.event else ""
        yield (2, f"{row.id}{about} · {typed(row.type, row.mode)} · {voices}: {row.sentence}", None)


def _event_lines(rows: Sequence[Any]) -> Iterator[Line]:
    if rows:
        yield (0, "", None)
        yield (0, "latest events", "bold")
    for row in rows:
        told = f"{row.id} · {dates(row.start, row.end)} · {placed(row.place, row.country)} · {typed(row.type, row.mode)}"
        yield (2, f"{told} · {row.grade}, {row.origins_for} for: {row.title}", None)


def _actor(page: Any) -> Iterator[Line]:
    row = page.actor
    facts = [row.kind, row.country, row.sector, counted(row.events, "event")]
    yield (0, f"{row.id} · {row.name} · {' · '.join(fact for fact in facts if fact)}", "bold")
    if page.citation:
        yield (2, f"after: {page.citation}", "dim")
    if page.note:
        yield (2, page.note, None)
    for one in page.names:
        told = f" {one.since or '..'} to {one.until or '..'}" if one.since or one.until else ""
        yield (2, f"{one.kind}: {one.name}{told}{f' [{one.citation}]' if one.citation else ''}", None)
    for one in page.affiliations:
        told = f" {one.since or '..'} to {one.until or '..'}" if one.since or one.until else ""
        yield (2, f"{one.role} {one.actor}{told}", None)
    for one in page.suggestions:
        yield (2, f"perhaps {one.other} ({one.score:.2f}): {one.reason}", "yellow")
    yield from _judgements(page.judgements, 2)
    yield from _event_lines(page.events)
    yield from _notes(page.notes)


def _place(page: Any) -> Iterator[Line]:
    row = page.place
    point = "no point" if row.lat is None else f"{row.lat:.4f},{row.lon:.4f}"
    yield (0, f"{row.id or 'no id'} · {placed(row.place, row.country)} · {point} · {counted(row.events, 'event')}", "bold")
    yield from _event_lines(page.events)
    yield from _notes(page.notes)


def _source(page: Any) -> Iterator[Line]:
    row = page.source
    told = f"{counted(row.claims, 'claim')} in {counted(row.reports, 'report')}"
    rated = f" · reliability {row.reliability}" if row.reliability else ""
    yield (0, f"{row.voice} ({row.source_key}) · {row.kind}{'' if row.named else ', not named'} · {told}{rated}", "bold")
    yield from _judgements(page.judgements, 2)
    yield from _claim_lines(page.claims)
    yield from _notes(page.notes)


def _judgement(page: Any) -> Iterator[Line]:
    yield from _judgements((page.judgement,), 0)


def _original(page: Any) -> Iterator[Line]:
    yield (0, f"{page.claim} of {page.report} in its original", "bold")
    yield (2, f"“{page.sentence}”", None)
    yield (2, f"from {page.source}, captured {page.captured_at}, {page.hash}", "dim")
    for place in page.places:
        yield (2, _stands(place), "yellow" if type(place).__name__ == "Unplaced" else None)


def _stands(place: Any) -> str:
    """Where one place is, in words."""
    kind = type(place).__name__
    if kind == "PdfPlace":
        left, bottom, right, top = place.box
        return f"page {place.page}, from {left:.0f}, {bottom:.0f} to {right:.0f}, {top:.0f} points"
    if kind == "TextPlace":
        return f"line {place.line:,}, column {place.column:,} to line {place.end_line:,}, column {place.end_column:,}"
    if kind == "Unplaced":
        return f"not found: {place.reason}"
    characters = f"characters {place.start:,} to {place.end:,}"
    if kind == "HtmlPlace":
        return f"element {place.element}, {characters}"
    inside = f", element {place.element}" if getattr(place, "element", None) else ""
    if kind == "RowPlace":
        return f"row {place.row or 'unknown'}, column “{place.column}”{inside}, {characters}"
    if kind == "EntryPlace":
        named = f" ({place.entry_id})" if place.entry_id else ""
        return f"entry {place.entry or 'unknown'}{named}{inside}, {characters}"
    if kind == "MailPlace":
        line = "" if place.line is None else f", line {place.line:,}"
        return f"part {place.part} of the message{line}{inside}, {characters}"
    if kind == "DocxPlace":
        return f"{place.part}, paragraph {place.paragraph:,}, {characters}"
    return f"“{place.key}”, {characters}, bytes {place.start_byte:,} to {place.end_byte:,}"


_PAGES: Mapping[str, Callable[[Any], Iterator[Line]]] = {
    "EventEvidence": _event, "ClaimPage": _claim_page, "ReportPage": _report, "ActorPage": _actor, "PlacePage": _place,
    "SourcePage": _source, "JudgementPage": _judgement, "ClaimOriginal": _original,
}  # fmt: skip
