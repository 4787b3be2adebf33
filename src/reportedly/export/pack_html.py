"""What the pages of an evidence pack are made of: the frame, and stretches of a report with the parts of its claims marked.

Pages hold no script and ask for nothing: their policy allows their own style by its hash, nothing else. Addresses are text and no links,
since opening one tells its server that somebody looks.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from reportedly.export.claim_parts import parts_of
from reportedly.export.html_words import escape, quoted, tag
from reportedly.export.marks import PART_OF_ROLE, Mark, Part, segments
from reportedly.schema.dossier import ClaimDossier, RecordDossier
from reportedly.schema.event import Grade

AROUND = 420
"""Characters shown before and after a quotation, within its paragraph: a sentence or two."""

LEGEND: tuple[tuple[Part, str], ...] = (
    ("trigger", "what happened"), ("actor", "who did it"), ("recipient", "to whom"), ("place", "where"), ("time", "when"),
    ("toll", "how many"), ("source", "who says so"), ("detail", "other details"),
)  # fmt: skip

GRADE_WORDS: dict[Grade, str] = {
    "denied": "Denied", "contested": "Contested", "single-source": "Single source", "corroborated": "Corroborated",
    "confirmed": "Confirmed",
}  # fmt: skip

_PART: dict[str, Part] = {"trigger": "trigger", "when": "time", "where": "place", "voice": "source", "cue": "cue"}


@lru_cache(maxsize=1)
def _style() -> tuple[str, str]:
    """The style of every page, and its hash as a policy names it."""
    style = resources.files("reportedly.export").joinpath("data", "pack.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return style, f"'sha256-{digest}'"


def page_head(title: str) -> str:
    """The beginning of a page, up to its body."""
    style, name = _style()
    policy = f"default-src 'none'; style-src {name}; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f'<meta name="robots" content="noindex"><title>{escape(title)} · evidence</title><style>{style}</style></head>\n<body>'
    )


def page_foot(about: RecordDossier) -> str:
    """The end of a page: which record it shows, in which state, made by what."""
    lines = [f"reportedly {about.reportedly} · record {about.record or 'without reports'} · log entry {about.log:,}"]
    if about.made_at:
        lines[0] += f" · made {about.made_at}"
    if about.as_of:
        lines.append(f"As it was known on {about.as_of}.")
    if about.filters:
        asked = ", ".join(f"{name} {value}".strip() for name, value in about.filters)
        lines.append(f"Asked for: {asked}.")
    lines.append("A grade says how well an event is supported by independent voices. It does not say what is true.")
    return f'<footer class="foot">{"".join(paragraph(line) for line in lines)}</footer></body></html>\n'


def paragraph(words: str, cls: str | None = None) -> str:
    """A paragraph of escaped words."""
    return f"<p>{escape(words)}</p>" if cls is None else tag("p", words, cls=cls)


def grade_pill(grade: Grade) -> str:
    """The grade of an event in a pill."""
    return f'<span class="grade {grade}">{GRADE_WORDS[grade]}</span>'


def legend() -> str:
    """What the marks mean."""
    marks = "".join(f'<span class="{part}">{words}</span>' for part, words in LEGEND)
    return f'<p class="legend" aria-label="What the marks mean">{marks}</p>'


def claim_marks(claim: ClaimDossier) -> list[Mark]:
    """The stretches of a claim to mark, each with its part; the quotation itself and what a voice says are not among them."""
    found = []
    for one in parts_of(claim):
        if one.role in ("sentence", "content") or one.span.start >= one.span.end:
            continue
        part = _PART.get(one.role) or {str(role): part for role, part in PART_OF_ROLE.items()}.get(one.role, "toll")
        if one.role == "trigger" and claim.kind == "relation":
            part = "detail"
        found.append(Mark(one.span.start, one.span.end, part, claim.id))
    return sorted(set(found))


def marked(text: str, start: int, end: int, marks: Iterable[Mark], base: int = 0) -> str:
    """The characters ``start`` to ``end`` of a report with marks, where ``text`` is the stretch of it that begins at ``base``."""
    moved = [Mark(one.start - base, one.end - base, one.part, one.key) for one in marks]
    return quoted(text, segments(start - base, end - base, moved))


def passage(claim: ClaimDossier, text: str | None) -> str:
    """The quotation of a claim, its parts marked, in the paragraph where it stands; alone where the report's text is not at hand."""
    span, marks = claim.sentence, claim_marks(claim)
    if text is None:
        return f'<blockquote dir="auto">{marked(span.text, span.start, span.end, marks, span.start)}</blockquote>'
    first = max(text.rfind("\n", 0, span.start) + 1, span.start - AROUND)
    last = text.find("\n", span.end)
    last = min(len(text) if last < 0 else last, span.end + AROUND)
    before, after = text[first : span.start].lstrip(), text[span.end : last].rstrip()
    if before and first > 0 and text[first - 1] != "\n":
        before = "…" + before.partition(" ")[2]
    if after and last < len(text) and text[last] != "\n":
        after = after.rpartition(" ")[0] + "…"
    return (
        f'<blockquote dir="auto"><span class="around">{escape(before)}</span>{marked(text, span.start, span.end, marks)}'
        f'<span class="around">{escape(after)}</span></blockquote>'
    )
