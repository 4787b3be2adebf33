"""A reading as one HTML page that needs nothing else: no network, no other file.

Everything from the report is escaped; the page's policy allows its own style and script by their hashes, nothing more.
"""

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from importlib import resources

from reportedly.export import phrases
from reportedly.export.html_cards import claim_card, entity_rows, quotation_rows, relation_rows
from reportedly.export.html_words import escape, marked, tag
from reportedly.export.marks import Mark, Part, attribution_marks, by_line, claim_marks, segments
from reportedly.schema import Reading

LEGEND: tuple[Part, ...] = ("trigger", "actor", "recipient", "place", "time", "toll", "source", "cue", "detail")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


def render_html(reading: Reading) -> str:
    """The page of one reading: the report with its words marked on one side, the claims on the other."""
    style, script = _data("page.css"), _data("page.js")
    report = reading.report
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(report.title or 'A report')} · reportedly</title><style>{style}</style>"
    )
    body = (
        '<a class="skip" href="#claims">To the claims</a>'
        f"{_header(reading)}<main>{_report(reading)}{_readout(reading)}</main>"
        f'<div class="tip" role="status" hidden></div><script>{script}</script>'
    )
    language = escape(report.language or "en")
    return f'<!doctype html>\n<html lang="{language}"><head>{head}</head>\n<body>{body}</body></html>\n'


def _data(name: str) -> str:
    return resources.files("reportedly.export").joinpath("data", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"


def _header(reading: Reading) -> str:
    report = reading.report
    facts = [
        escape(f"By {report.byline}" if report.byline else "no byline found"),
        escape(report.publisher or ""),
        escape(phrases.day_words(report.published) or "no date of publication found"),
        _link(report.url) if report.url else "",
    ]
    legend = "".join(tag("span", part, cls=part) for part in LEGEND)
    return (
        f'<header class="head"><h1 dir="auto">{escape(report.title or "(no title found)")}</h1>'
        f'<p class="meta">{" · ".join(fact for fact in facts if fact)}</p>'
        f'<p class="counts">{escape(" · ".join(filter(None, (*phrases.counts(reading), phrases.lead_words(reading)))))}</p>'
        f'<p class="legend" aria-label="What the marks mean">{legend}</p></header>'
    )


def _link(url: str) -> str:
    if not re.match(r"https?://", url, re.IGNORECASE):  # never javascript: or data:
        return escape(url)
    return f'<a href="{escape(url)}" rel="noreferrer noopener nofollow">{escape(url)}</a>'


def _keyed_marks(reading: Reading) -> list[Mark]:
    """Every mark of the page, under the keys of the cards (``c1``, ``r1``, ``q1``, ``e1``), not the reading's ids."""
    look = phrases.index(reading)
    found: list[Mark] = []
    for number, claim in enumerate(phrases.event_claims(reading), start=1):
        found += claim_marks(claim, look.attributions, f"c{number}")
    for number, claim in enumerate(phrases.relations(reading), start=1):
        found += claim_marks(claim, look.attributions, f"r{number}")
    for number, attribution in enumerate(phrases.unused_attributions(reading), start=1):
        found += attribution_marks(attribution, f"q{number}")
    numbers = {entity.id: number for number, entity in enumerate(reading.entities, start=1)}
    for mention in reading.mentions:
        if mention.entity in numbers and mention.start < mention.end:
            found.append(Mark(mention.start, mention.end, "mention", f"e{numbers[mention.entity]}"))
    return found


def _report(reading: Reading) -> str:
    marks = _keyed_marks(reading)
    anchors = _anchors(marks)
    text = reading.report.text
    lines = by_line(segments(0, len(text), marks), [found.span() for found in _LINE.finditer(text)])
    body = "".join(f'<p dir="auto">{marked(text, line, anchors)}</p>' for line in lines)
    return f'<section class="report" aria-label="The report" tabindex="0"><div class="body">{body}</div></section>'


def _anchors(marks: Iterable[Mark]) -> dict[int, list[str]]:
    """Where each card's link into the report leads: its trigger, else its first word."""
    first: dict[str, Mark] = {}
    for mark in sorted(marks, key=lambda mark: (mark.part != "trigger", mark.start)):
        first.setdefault(mark.key, mark)
    found: dict[int, list[str]] = {}
    for key, mark in first.items():
        found.setdefault(mark.start, []).append(key)
    return found


def _readout(reading: Reading) -> str:
    look = phrases.index(reading)
    sections = [
        _section("Relations", relation_rows(reading, look)),
        _section("Also said, with no claim taken from it", quotation_rows(reading, look)),
        _section("Entities", entity_rows(reading)),
        _section("Not resolved", _remainder(reading)),
    ]
    made = reading.made_by
    foot = f"reportedly {made.reportedly} · model {made.model} · codebook {made.codebook} · report {reading.report.id}"
    return (
        f'<section class="readout" aria-label="What was read in it" tabindex="-1">{_claims(reading, look)}'
        f'{"".join(sections)}<footer class="foot">{escape(foot)}</footer></section>'
    )


def _claims(reading: Reading, look: phrases.Index) -> str:
    parts: list[str] = []
    number = 0
    for order, group in enumerate(phrases.event_groups(reading), start=1):
        grade = group.event.standing.grade if group.event else "none"
        reasons = "; ".join(group.event.standing.reasons) if group.event else ""
        cards = []
        for claim in group.claims:
            number += 1
            cards.append(claim_card(claim, look, reading.report.text, number))
        parts.append(
            f'<section class="event" aria-label="Event {order}"><header><h3>Event {order}</h3>'
            f"{tag('span', phrases.standing_words(group.event), cls=f'grade {grade}')}"
            f"{tag('p', reasons, cls='reasons') if reasons else ''}</header>{''.join(cards)}</section>"
        )
    if not parts:
        parts.append(tag("p", "No claim that something happened was found in this report.", cls="note"))
    return f'<section id="claims"><h2>Claims, by event</h2>{"".join(parts)}</section>'


def _section(title: str, rows: list[str]) -> str:
    return f"<section><h2>{escape(title)}</h2>{''.join(rows)}</section>" if rows else ""


def _remainder(reading: Reading) -> list[str]:
    rows = []
    for kind, words, reason, times in phrases.unresolved_rows(reading):
        often = f" (×{times})" if times > 1 else ""
        rows.append(
            f'<p class="row">{tag("span", kind, cls="kind")} “<bdi>{escape(words)}</bdi>”{often}: {escape(reason)}</p>'
        )
    rows += [tag("p", sentence, cls="note") for sentence in phrases.gaps(reading)]
    return rows
