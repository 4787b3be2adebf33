"""The page of one report in an evidence pack: its text as read, with the words of every claim marked."""

import re
from collections.abc import Sequence

from reportedly.export.html_words import escape, quoted
from reportedly.export.marks import Mark, by_line, segments
from reportedly.export.pack_event import claim_card, original_lines
from reportedly.export.pack_html import claim_marks, legend, page_foot, page_head, paragraph
from reportedly.export.phrases import count_words, day_words
from reportedly.schema.dossier import ClaimDossier, RecordDossier, ReportDossier

_LINE = re.compile(r"[^\n]*\S[^\n]*")


def report_page(report: ReportDossier, claims: Sequence[ClaimDossier], about: RecordDossier, path: str | None) -> str:
    """The whole page; it lies in ``reports/``. ``path`` is where the original is in the pack, None where it is not."""
    title = report.title or report.id
    told = (report.publisher, day_words(report.published), f"by {report.byline}" if report.byline else None)
    made = report.made_by
    head = [
        page_head(f"{report.id}: {title}"), '<nav class="crumb"><a href="../index.html">All events</a></nav><main>',
        paragraph(f"{report.id} · report", "kicker"), f'<h1 dir="auto">{escape(title)}</h1>',
        paragraph(" · ".join(one for one in told if one), "lede"), paragraph(report.url, "lede") if report.url else "",
        paragraph(f"{report.reprint} reprint of {report.reprint_of}", "lede") if report.reprint_of else "",
        original_lines(report, path), paragraph(f"text {report.text_hash}", "hash"),
        paragraph(f"read by reportedly {made.reportedly}, model {made.model}, codebook {made.codebook}", "hash"),
    ]  # fmt: skip
    text = "" if report.text is None else f"<h2>The text, as it was read</h2>{legend()}{_text(report.text, claims)}"
    cards = "".join(_linked(one, report) for one in claims)
    body = f"<h2>{escape(count_words(len(claims), 'claim'))} of it in this pack</h2>{cards}" if claims else ""
    return f"{''.join(head)}{text}{body}</main>{page_foot(about)}"


def _linked(claim: ClaimDossier, report: ReportDossier) -> str:
    card = claim_card(claim, report, None)
    if claim.event is None:
        return card
    return card.replace("</header>", f'<a href="../events/{claim.event}.html#{claim.id}">{claim.event}</a></header>', 1)


def _text(text: str, claims: Sequence[ClaimDossier]) -> str:
    marks: list[Mark] = [mark for claim in claims for mark in claim_marks(claim) if mark.end <= len(text)]
    lines = by_line(segments(0, len(text), marks), [found.span() for found in _LINE.finditer(text)])
    body = "".join(f'<p dir="auto">{quoted(text, line)}</p>' for line in lines)
    return f'<div class="report">{body}</div>'
