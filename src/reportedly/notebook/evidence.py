"""The display of one event: its grade and why, what each field is said to be and by whom, its tolls, and every claim in its words."""

from collections.abc import Sequence

from reportedly.export.html_words import escape
from reportedly.export.phrases import count_words
from reportedly.notebook.answers import rows_html, sentence, voices
from reportedly.notebook.maps import map_svg
from reportedly.notebook.markup import Cell, dates, figures, folded, grade, note, notes, table
from reportedly.notebook.timelines import timeline_svg, toll_svg
from reportedly.schema.standing import FieldStanding, RecordStanding, TollStanding
from reportedly.views.claims import ClaimRow
from reportedly.views.evidence import ClaimEvidence, ClaimPage, EventEvidence, OriginGroup

_BAR = 90
"""Pixels of the bar that stands for all origins of a field."""


def event_html(found: EventEvidence) -> str:
    """One event with everything behind it."""
    row, standing = found.event, found.standing
    where = f"{row.place or '?'}{f' ({row.country})' if row.country else ''}"
    head = f"{row.id} · {row.type}{f' · {row.mode}' if row.mode else ''} · {dates(row)} · {where}"
    origins = f"{count_words(standing.origins_for, 'independent voice')} for, {standing.origins_against} against"
    then = f"<p>As it was known on {escape(row.as_of)}.</p>" if row.as_of else ""
    parts = [
        f'<h3 dir="auto">{escape(head)}</h3><p dir="auto">{escape(row.title)}</p>{then}',
        f"<p>{grade(standing.grade)} {escape(origins)}</p>",
        note("; ".join(standing.reasons)) if standing.reasons else "",
        _fields(standing),
        *(_toll(toll) for toll in standing.tolls),
        f"<h4>{escape(count_words(len(found.origins), 'voice'))}, the first heard first</h4>",
        *(_origin(number, group) for number, group in enumerate(found.origins, 1)),
    ]
    if found.judgements:
        parts.append("<h4>Judgements</h4>" + rows_html(found.judgements))
    drawn = map_svg([row]) + timeline_svg([one.claim for group in found.origins for one in group.claims])
    if drawn:
        parts.append(folded("Where, and when by each claim", drawn))
    return "".join(parts) + notes(found.notes)


def claim_html(page: ClaimPage) -> str:
    """One claim with its report, its links and the event that it is about."""
    about = f"<h4>The event</h4>{rows_html((page.event,))}" if page.event is not None else note("It is about no event.")
    return _sentence([page.evidence]) + _links(page.evidence) + about + notes(page.notes)


def _fields(standing: RecordStanding) -> str:
    rows = [row for field in standing.fields for row in _field(field, field.field in standing.disputed)]
    return table(("field", "value", "voices", "who says so"), rows) if rows else ""


def _field(field: FieldStanding, disputed: bool) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    labels = {value.value: value.label for value in field.values}
    for number, value in enumerate(field.values):
        name = f"<b>{escape(field.field)}</b>{' (disputed)' if disputed else ''}" if number == 0 else ""
        share = value.votes / field.origins if field.origins else 0.0
        bar = f'<span class="bar" style="width:{_BAR * min(1.0, share):.0f}px"></span> {value.votes:.2g}'
        # Descriptions spell one another out ("a market", "eight people"), which says nothing to a reader.
        also = [labels.get(one, one) for one in value.coarser if not one.startswith("described:")]
        coarser = f' <span class="soft">also told as {escape(", ".join(also))}</span>' if also else ""
        rows.append((Cell(name), Cell(escape(value.label) + coarser), Cell(bar), Cell(escape(", ".join(value.voices)))))
    return rows


def _toll(toll: TollStanding) -> str:
    three = " · ".join(
        f"{name} {number:,}"
        for name, number in (
            ("conservative", toll.conservative), ("representative", toll.representative), ("informative", toll.informative),
        )
        if number is not None
    )  # fmt: skip
    name = toll.what.replace("_", " ").replace("-", " ")
    return f"<h4>{escape(name)}: {figures(toll.low, toll.best, toll.high)}</h4>{note(three) if three else ''}{toll_svg(toll)}"


def _origin(number: int, group: OriginGroup) -> str:
    against = sum(one.claim.stance == "denies" or one.claim.polarity == "negative" for one in group.claims)
    head = f"{number}. {group.voice} · {count_words(len(group.claims), 'claim')}" + (f", {against} of them denying" if against else "")
    told: dict[tuple[str, int], list[ClaimEvidence]] = {}
    for one in group.claims:
        told.setdefault((one.report.id, one.claim.sentence_start), []).append(one)
    return folded(head, "".join(map(_sentence, told.values())))


def _sentence(claims: Sequence[ClaimEvidence]) -> str:
    """The claims of one sentence, each of their triggers marked."""
    first, report = claims[0].claim, claims[0].report
    ids = ", ".join(one.claim.id for one in claims)
    of = f"{report.published or 'no date'} · {report.title or '(no title)'}"
    copy = note(f"Copy of {report.reprint_of}: {report.reprint_reason or ''}.") if report.reprint_of else ""
    judged = "".join(rows_html(one.judgements) for one in claims if one.judgements)
    return (
        f'<p class="small">{escape(ids)} · {escape(report.id)} · {voices(first)} <span class="soft">{escape(of)}</span></p>'
        f'<blockquote dir="auto">{sentence(*(one.claim for one in claims))} <span class="soft small">{_offsets(first)}</span></blockquote>'
        f"{copy}{judged}"
    )


def _offsets(claim: ClaimRow) -> str:
    return f"[{claim.sentence_start}-{claim.sentence_start + len(claim.sentence)}]"


def _links(one: ClaimEvidence) -> str:
    if not one.linked:
        return ""
    rows = [(Cell(escape(link.other), "id"), Cell(f"{link.score:.2f}", "number")) for link in one.linked]
    return "<h4>Taken to tell of the same as</h4>" + table(("claim", "score"), rows)
