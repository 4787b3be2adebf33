"""The display of one reading: its text with the words marked, its claims as a table, a map and a time line."""

from collections.abc import Sequence
from typing import NamedTuple

from reportedly.export import phrases
from reportedly.export.html_words import escape
from reportedly.export.marks import Mark, claim_marks, segments
from reportedly.notebook.maps import map_svg
from reportedly.notebook.markup import Cell, folded, note, notes, table
from reportedly.notebook.timelines import timeline_svg
from reportedly.schema import Claim, Reading

_HEADS = ("", "what", "who", "to whom", "when", "where", "toll", "according to", "how sure")
LONGEST = 20_000
"""Characters of a report that are shown with their marks; the claims of the rest are in the table."""


class _Placed(NamedTuple):
    """A claim as a row of the map and of the time line."""

    id: str
    title: str
    place: str | None
    lat: float | None
    lon: float | None
    where_prec: int | None
    start: str | None
    end: str | None


def reading_html(reading: Reading) -> str:
    """One report and what was read in it; the numbers behind marked words are those of the table."""
    look = phrases.index(reading)
    report = reading.report
    events = phrases.event_claims(reading)
    head = " · ".join(
        escape(part)
        for part in (
            f"By {report.byline}" if report.byline else "", report.publisher or "",
            phrases.day_words(report.published) or "no date of publication",
        )
        if part
    )  # fmt: skip
    shown = [
        f'<h3 dir="auto">{escape(report.title or "(no title)")}</h3><p class="soft">{head}</p>',
        f'<p class="soft small">{escape(" · ".join(phrases.counts(reading)))}</p>',
        folded("The report, with the words that its claims rest on", _text(reading, events, look)),
    ]
    shown.append(_claims(events, look) if events else note("No claim that something happened was found in this report."))
    related = phrases.relations(reading)
    if related:
        shown.append(folded(phrases.count_words(len(related), "relation"), _relations(related, look)))
    placed = [_placed(claim) for claim in events]
    drawn = map_svg(placed) + timeline_svg(placed)
    if drawn:
        shown.append(folded("Where and when", drawn))
    return "".join(shown) + notes(phrases.gaps(reading))


def _text(reading: Reading, events: Sequence[Claim], look: phrases.Index) -> str:
    text = reading.report.text
    end = min(len(text), LONGEST)
    marks = [mark for number, claim in enumerate(events, 1) for mark in claim_marks(claim, look.attributions, str(number))]
    body = marked_words(text, 0, end, marks)
    rest = note(f"{len(text) - end:,} more characters are not shown here.") if end < len(text) else ""
    return f'<div class="text" dir="auto">{body}</div>{rest}'


def marked_words(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """Characters ``start`` to ``end`` as HTML: each mark is a coloured stretch, and a trigger carries the key of its claim."""
    pieces = []
    for segment in segments(start, end, marks):
        words = escape(text[segment.start : segment.end])
        if not segment.marks:
            pieces.append(words)
            continue
        pieces.append(f'<mark class="{segment.marks[0].part}">{words}</mark>')
        keys = [mark.key for mark in segment.marks if mark.part == "trigger" and mark.end == segment.end and mark.key]
        if keys:
            pieces.append(f"<sup>{escape(','.join(dict.fromkeys(keys)))}</sup>")
    return "".join(pieces)


def _claims(events: Sequence[Claim], look: phrases.Index) -> str:
    return table(_HEADS, [_row(number, claim, look) for number, claim in enumerate(events, 1)])


def _row(number: int, claim: Claim, look: phrases.Index) -> tuple[Cell, ...]:
    trigger = f' <mark class="trigger">{escape(phrases.one_line(claim.trigger.text))}</mark>' if claim.trigger else ""
    when = "" if claim.when is None else f'<mark class="time">{escape(phrases.one_line(claim.when.span.text))}</mark>'
    if claim.when is not None:
        when += f'<br><span class="soft">{escape(phrases.interval_words(claim.when))}</span>'
    where = _said(phrases.role_words(claim, look, "place"), "place")
    if claim.where is not None:
        where = f'<mark class="place">{escape(phrases.one_line(claim.where.span.text))}</mark>'
        where += f'<br><span class="soft">{escape(phrases.place_words(claim.where))}</span>'
    return (
        Cell(str(number), "number"),
        Cell(escape(phrases.type_words(claim)) + trigger),
        Cell(_said(phrases.role_words(claim, look, "actor"), "actor")),
        Cell(_said(phrases.role_words(claim, look, "recipient"), "recipient")),
        Cell(when),
        Cell(where),
        Cell(_said(", ".join(map(phrases.toll_words, claim.toll)) or None, "toll")),
        Cell(_said(phrases.chain_words(claim, look), "source" if claim.according_to else "")),
        Cell(escape(phrases.sureness_words(claim))),
    )


def _said(words: str | None, part: str) -> str:
    if not words:
        return ""
    return f'<mark class="{part}">{escape(words)}</mark>' if part else escape(words)


def _relations(related: Sequence[Claim], look: phrases.Index) -> str:
    rows = [
        (
            Cell(_said(phrases.role_words(claim, look, "subject"), "actor")),
            Cell(escape(phrases.type_words(claim))),
            Cell(_said(phrases.role_words(claim, look, "object"), "recipient")),
            Cell(escape(phrases.relation_voice_words(claim, look))),
        )
        for claim in related
    ]
    return table(("who", "is", "of whom", "according to"), rows)


def _placed(claim: Claim) -> _Placed:
    where, when = claim.where, claim.when
    return _Placed(
        id=claim.id, title=claim.sentence.text, place=where.name if where else None, lat=where.lat if where else None,
        lon=where.lon if where else None, where_prec=where.precision if where else None, start=when.start if when else None,
        end=when.end if when else None,
    )  # fmt: skip
