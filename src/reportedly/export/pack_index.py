"""The first page of an evidence pack: what is in it, each event and each report in a row, and how it is checked."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import IO

from msgspec import Struct

from reportedly.export.html_words import escape
from reportedly.export.pack_event import kind_words, when_words
from reportedly.export.pack_html import GRADE_WORDS, grade_pill, page_foot, page_head, paragraph
from reportedly.export.phrases import count_words, day_words, toll_words
from reportedly.schema.dossier import EventDossier, RecordDossier, ReportDossier
from reportedly.schema.event import Grade

GRADE_MEANS: Mapping[Grade, str] = {
    "confirmed": "two or more independent voices, and one of them confirms it or says that it did it",
    "corroborated": "two or more independent voices say so",
    "single-source": "one independent voice says so, or nobody says that it has happened yet",
    "contested": "some say so, others deny or doubt it",
    "denied": "somebody denies it, and nobody says that it happened",
}
"""What each grade means, in a few words."""

_AT_ONCE = 65_536
_CHECK = (
    "Every file is listed in SHA256SUMS: in the unpacked folder, <code>sha256sum -c SHA256SUMS</code> (Windows: <code>certutil -hashfile "
    "FILE SHA256</code>) shows whether one was changed since. <code>originals/</code> has the bytes as they were captured; the manifest "
    "has when and from where. Quotations are named by their characters in <code>texts/</code>."
)


class Lists(Struct, kw_only=True):
    """The rows of events and reports, waiting in files, and how many events have which grade."""

    events: IO[bytes]
    reports: IO[bytes]
    grades: Counter[Grade]


def index_row(event: EventDossier) -> str:
    """The event's row: when, where, what, in which words, and how much is behind it."""
    when, _ = when_words(event)
    return (
        f'<li><a href="events/{event.id}.html"><span class="when">{escape(when)}<br><span dir="auto">'
        f'{escape(event.place or "no place known")}</span></span>'
        f'<span class="body"><span class="what">{event.id} · {escape(kind_words(event))}'
        f'{"" if event.modality == "actual" else " · " + escape(event.modality)}</span><br>'
        f'<span class="title" dir="auto">{escape(event.title)}</span><br><span class="what">{escape(_behind(event))}</span></span>'
        f"{grade_pill(event.grade)}</a></li>\n"
    )


def report_row(report: ReportDossier, original: str | None, claims: int) -> str:
    """The report's row: who published what and when, and the hash of the bytes behind it."""
    told = (report.publisher, f"by {report.byline}" if report.byline else None, count_words(claims, "claim"))
    kept = "original not in this pack" if original is None else f"original {report.archived}"
    return (
        f'<li><a href="reports/{report.id}.html"><span class="when">{escape(day_words(report.published) or "no date known")}</span>'
        f'<span class="body"><span class="what">{report.id} · {escape(" · ".join(one for one in told if one))}</span><br>'
        f'<span class="title" dir="auto">{escape(report.title or _untitled(report))}</span><br>'
        f'<span class="hash">{escape(kept)}</span></span></a></li>\n'
    )


def index_page(about: RecordDossier, lists: Lists) -> Iterator[bytes]:
    """The page in pieces."""
    counts = [count_words(about.events, "event"), count_words(about.claims, "claim"), count_words(about.reports, "report")]
    asked = ", ".join(f"{name} {value}".strip() for name, value in about.filters)
    notes = [f"Asked for: {asked}." if asked else "", f"As it was known on {about.as_of}." if about.as_of else "", *about.notes]
    grades = "".join(
        f"<div><dt>{GRADE_WORDS[grade]}</dt><dd>{lists.grades[grade]:,}<small>{means}</small></dd></div>"
        for grade, means in GRADE_MEANS.items() if lists.grades[grade]
    )  # fmt: skip
    yield _encoded(
        f'{page_head("All events")}<main><p class="kicker">Evidence pack</p><h1>{", ".join(counts)}</h1>'
        '<p class="crumb"><a href="#events">Events</a> · <a href="#reports">Reports</a> · <a href="#check">How to check it</a></p>'
        f'{"".join(paragraph(note, "lede") for note in notes if note)}<dl class="facts">{grades}</dl>'
        '<h2 id="events">Events</h2><ol class="events">'
    )
    yield from _rows(lists.events)
    yield _encoded('</ol><h2 id="reports">Reports</h2><ol class="events">')
    yield from _rows(lists.reports)
    yield _encoded(f'</ol><h2 id="check">How to check it</h2><p class="lede">{_CHECK}</p>{_files()}</main>{page_foot(about)}')


def _behind(event: EventDossier) -> str:
    """How many voices, what toll, what is disputed."""
    standing = event.standing
    told = [f"{count_words(standing.origins_for, 'independent voice')} for it"]
    if standing.origins_against:
        told.append(f"{standing.origins_against} against it")
    told += [toll_words(toll) for toll in standing.tolls]
    if standing.disputed:
        told.append(f"disputed: {', '.join(one.removeprefix('toll:') for one in standing.disputed)}")
    return " · ".join(told)


def _untitled(report: ReportDossier) -> str:
    """What a report without a title is called: by the file that it came in, without its folders."""
    name = (report.captured_from or "").replace("\\", "/").rsplit("/", 1)[-1]
    return f"without a title, from {name}" if name else "without a title"


def _files() -> str:
    names = ("README.txt", "claims.csv", "claims.json", "readings.jsonl", "citations.json", "manifest.json", "SHA256SUMS")
    return f'<h2>Files</h2><p class="lede">{" · ".join(f"""<a href="{name}">{name}</a>""" for name in names)}</p>'


def _rows(waiting: IO[bytes]) -> Iterator[bytes]:
    waiting.seek(0)
    while data := waiting.read(_AT_ONCE):
        yield data


def _encoded(page: str) -> bytes:
    return page.encode("utf-8", "replace")
