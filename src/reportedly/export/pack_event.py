"""The page of one event in an evidence pack: how it stands and why, and each claim in its words, by independent voice."""

from collections.abc import Callable, Mapping, Sequence

from reportedly.export.html_words import escape, tag
from reportedly.export.pack_html import GRADE_WORDS, legend, page_foot, page_head, paragraph, passage
from reportedly.export.phrases import (
    OWN_VOICE,
    count_words,
    day_words,
    interval_words,
    place_words,
    sureness_words,
    toll_words,
    type_words,
)
from reportedly.schema.dossier import ClaimDossier, EventDossier, FilledToll, RecordDossier, ReportDossier
from reportedly.schema.place import PlaceRef
from reportedly.schema.standing import FieldValue, TollValue
from reportedly.schema.time import DateInterval

MOST_VOICES = 6
"""Voices that are named of a value before the rest is counted."""

TextOf = Callable[[str], str | None]
"""The text of a report by its id, as it may leave the record; None where it may not."""

FileOf = Callable[[ReportDossier], str | None]
"""The path in the pack of a report's original; None where it is not in it."""


def event_page(event: EventDossier, about: RecordDossier, text_of: TextOf, file_of: FileOf) -> str:
    """The whole page. It lies in ``events/``, beside ``reports/`` and ``originals/``."""
    parts = [
        page_head(f"{event.id}: {event.title}"),
        '<nav class="crumb"><a href="../index.html">All events</a></nav><main>',
        paragraph(f"{event.id} · {kind_words(event)}{'' if event.modality == 'actual' else ' · ' + event.modality}", "kicker"),
        f'<h1 dir="auto">{escape(event.title)}</h1>', _facts(event), _standing(event), _values(event),
        "<h2>Who says so, in which words</h2>", legend(),
    ]  # fmt: skip
    reports = {one.id: one for one in event.reports}
    for key, claims in by_origin(event.claims).items():
        parts.append(_origin(key, claims, reports, text_of))
    parts += ["<h2>Reports behind it</h2>", _files(event.reports, file_of), "</main>", page_foot(about)]
    return "".join(parts)


def by_origin(claims: Sequence[ClaimDossier]) -> dict[str, list[ClaimDossier]]:
    """The claims by independent voice, the one that was published first before the others; undated ones last."""
    groups: dict[str, list[ClaimDossier]] = {}
    for one in sorted(claims, key=lambda one: (one.published or "9999", int(one.id[1:]))):
        groups.setdefault(one.origin or one.report, []).append(one)
    return groups


def when_words(event: EventDossier) -> tuple[str, str | None]:
    """The event's date in words, and how precise it is."""
    if event.start is None and event.end is None:
        return "no date known", None
    interval = DateInterval(value=None, start=event.start, end=event.end, precision=event.precision or "unknown")  # type: ignore[arg-type]
    words, _, precision = interval_words(interval).partition(", ")
    return words, precision or None


def kind_words(event: EventDossier) -> str:
    """The event's type and mode in words."""
    words = event.type.replace("_", " ").replace("-", " ").capitalize()
    return f"{words}, {event.mode.replace('_', ' ').replace('-', ' ')}" if event.mode else words


def _facts(event: EventDossier) -> str:
    when, precision = when_words(event)
    facts = [("When", when, precision), ("Where", *_where(event))]
    for role, label in (("actor", "Who did it"), ("recipient", "To whom")):
        known = [one.name for one in event.parties if one.role == role]
        described = [words for of, words in event.described if of == role]
        if known or described:
            facts.append((label, ", ".join(dict.fromkeys([*known, *described])), None))
    facts += [("How many", toll_words(toll), None) for toll in event.standing.tolls]
    cells = "".join(
        f'<div><dt>{label}</dt><dd dir="auto">{escape(value)}{f"<small>{escape(small)}</small>" if small else ""}</dd></div>'
        for label, value, small in facts
    )
    return f'<dl class="facts">{cells}</dl>'


def _where(event: EventDossier) -> tuple[str, str | None]:
    if event.place is None:
        return "no place known", None
    place = PlaceRef(name=event.place, country=event.country, precision=event.where_prec or 0, score=1.0)
    words, _, precision = place_words(place).rpartition(", ")
    point = f" · {event.lat:.4f}, {event.lon:.4f}" if event.lat is not None and event.lon is not None else ""
    return words, f"{precision}{point}{f' · GeoNames {event.geonames}' if event.geonames else ''}"


def _standing(event: EventDossier) -> str:
    stood = event.standing
    counts = [count_words(stood.origins_for, "independent voice") + " for it"]
    if stood.origins_against:
        counts.append(f"{stood.origins_against:,} against it")
    reasons = "".join(f'<li dir="auto">{escape(reason)}</li>' for reason in stood.reasons)
    notes = [f"Credibility {stood.credibility} (Admiralty code)." if stood.credibility != 6 else ""]
    notes.append(f"{count_words(stood.set_aside, 'claim')} found wrong by an analyst and set aside." if stood.set_aside else "")
    notes.append(f"Judged {event.verdict} by an analyst." if event.verdict else "")
    note = " ".join(one for one in notes if one)
    return (
        f'<section class="standing {event.grade}" aria-label="How it stands"><p><strong>{GRADE_WORDS[event.grade]}</strong> · '
        f"{escape(', '.join(counts))}</p>{f'<ul>{reasons}</ul>' if reasons else ''}{paragraph(note, 'note') if note else ''}</section>"
    )


def _values(event: EventDossier) -> str:
    """What the claims say of each field where more than one value is told, and of each toll; the disputed ones first."""
    disputed = event.standing.disputed
    names = {voice.key: voice.name for claim in event.claims for voice in claim.voices}
    told: list[tuple[str, bool, list[tuple[str, int, Sequence[str]]]]] = [
        (one.field, one.field in disputed, [(value.label, len(value.origins), _named(value, names)) for value in one.values])
        for one in event.standing.fields if len(one.values) > 1
    ]  # fmt: skip
    for toll in event.standing.tolls:
        figures: list[tuple[str, int, Sequence[str]]] = [
            (toll_words(FilledToll(what=toll.what, low=one.low, best=one.best, high=one.high)), len(one.origins), _named(one, names))
            for one in toll.values
        ]
        told.append((toll.what, f"toll:{toll.what}" in disputed, figures))
    if not told:
        return ""
    head = '<thead><tr><th>Field</th><th>Value told</th><th>By</th><th class="number">Voices</th></tr></thead>'
    rows = "".join(_rows(*one) for one in sorted(told, key=lambda one: not one[1]))
    return f'<h2>What the claims say of each field</h2><table class="wide">{head}<tbody>{rows}</tbody></table>'


def _named(value: FieldValue | TollValue, names: Mapping[str, str]) -> list[str]:
    """Who gives a value: the voices themselves, then the origins behind it that were named in other words ("residents and a group")."""
    return list(dict.fromkeys([*value.voices, *(names[key] for key in value.origins if key in names)]))


def _rows(label: str, disputed: bool, values: Sequence[tuple[str, int, Sequence[str]]]) -> str:
    rows = []
    for number, (value, origins, voices) in enumerate(values):
        cls = " ".join(name for name, is_so in (("first", number == 0), ("last", number == len(values) - 1)) if is_so)
        named = f"{label}{' (disputed)' if disputed else ''}" if number == 0 else ""
        mark = ' class="disputed"' if disputed else ""
        rows.append(
            f'<tr class="{cls}"><td{mark} data-label="">{escape(named)}</td><td data-label="Value" dir="auto">{escape(value)}</td>'
            f'<td data-label="By" dir="auto">{escape(_voices(voices))}</td><td class="number" data-label="Voices">{origins:,}</td></tr>'
        )
    return "".join(rows)


def _voices(voices: Sequence[str]) -> str:
    named = list(dict.fromkeys(voices))
    more = f" and {len(named) - MOST_VOICES:,} more" if len(named) > MOST_VOICES else ""
    return ", ".join(named[:MOST_VOICES]) + more or OWN_VOICE


def _origin(key: str, claims: Sequence[ClaimDossier], reports: dict[str, ReportDossier], text_of: TextOf) -> str:
    told = next((voice.name for one in claims for voice in one.voices if voice.key == key), None)
    first = claims[0]
    name = told or (first.voices[0].name if first.voices else first.publisher or first.report)
    days = [one.published for one in claims if one.published]
    since = f", first on {day_words(min(days))}" if days else ""
    cards = "".join(claim_card(one, reports.get(one.report), text_of(one.report)) for one in claims)
    counted = paragraph(f"One independent voice, {count_words(len(claims), 'claim')}{since}")
    return f'<section class="origin"><h3 dir="auto">{escape(name)}</h3>{counted}{cards}</section>'


def claim_card(claim: ClaimDossier, report: ReportDossier | None, text: str | None) -> str:
    """One claim: who says it and how sure, the words, the values read from them, and where they stand."""
    chain = " → ".join(one.name for one in claim.voices) or OWN_VOICE
    against = claim.stance in ("denies", "doubts") or claim.factuality.polarity == "negative"
    mood = "against" if against else "firm" if claim.stance == "confirms" else ""
    pills = [f'<span class="pill{" " + mood if mood else ""}">{escape(sureness_words(claim))}</span>']
    if claim.verdict:
        pills.append(f'<span class="pill judged">judged {escape(claim.verdict)} by an analyst</span>')
    if claim.corrected:
        pills.append(f'<span class="pill judged">corrected by an analyst: {escape(", ".join(claim.corrected))}</span>')
    span = claim.sentence
    titled = (report.title if report else None) or claim.report
    told = " · ".join(one for one in (claim.publisher, day_words(claim.published)) if one)
    return (
        f'<article class="claim" id="{claim.id}"><header><span class="id">{claim.id}</span>{tag("strong", chain, cls="chain")}'
        f"{''.join(pills)}</header>{passage(claim, text)}{_read(claim)}"
        f'<p class="from">{escape(told)}{" · " if told else ""}<a href="../reports/{claim.report}.html#{claim.id}" dir="auto">'
        f"{escape(titled)}</a> · characters {span.start:,} to {span.end:,}</p></article>"
    )


def _read(claim: ClaimDossier) -> str:
    """The values of a claim."""
    kind = type_words(claim)
    values = [("What", f"{kind} ({claim.type})" if claim.kind == "event" else kind)]
    labels = {"actor": "Who did it", "recipient": "To whom", "subject": "Who", "object": "Whom"}
    roles = dict.fromkeys(one.role for one in claim.fillers if one.role not in ("place", "time", "toll"))
    for role in roles:
        names = dict.fromkeys(one.name for one in claim.fillers if one.role == role)
        values.append((labels.get(role, role.capitalize()), ", ".join(names)))
    if claim.when is not None:
        values.append(("When", interval_words(claim.when)))
    if claim.where is not None:
        values.append(("Where", place_words(claim.where)))
    values += [("How many", toll_words(one)) for one in claim.tolls]
    cells = "".join(f'<dt>{escape(name)}</dt><dd dir="auto">{escape(value)}</dd>' for name, value in values)
    return f'<dl class="values">{cells}</dl>'


def _files(reports: Sequence[ReportDossier], file_of: FileOf) -> str:
    rows = []
    for one in reports:
        about = " · ".join(part for part in (one.publisher, day_words(one.published), f"by {one.byline}" if one.byline else None) if part)
        lines = [
            f'<a href="../reports/{one.id}.html" dir="auto">{escape(one.title or one.id)}</a> {tag("span", one.id, cls="hash")}',
            paragraph(about) if about else "", paragraph(one.url) if one.url else "",
            paragraph(f"{one.reprint} reprint of {one.reprint_of}") if one.reprint_of else "", original_lines(one, file_of(one)),
        ]  # fmt: skip
        rows.append(f"<li>{''.join(lines)}</li>")
    return f'<ul class="files">{"".join(rows)}</ul>'


def original_lines(report: ReportDossier, path: str | None) -> str:
    """Where a report's bytes are in the pack, with their hash, and when and whence they were captured."""
    if path is None:
        return paragraph("The original is not in this pack: the record does not let it go.")
    captured = " ".join(
        part for part in (
            f"captured {report.captured_at}" if report.captured_at else "", f"from {report.captured_from}" if report.captured_from else "",
        ) if part
    )  # fmt: skip
    return (
        f'<p><a href="../{escape(path)}">Original bytes</a>{f", {escape(captured)}" if captured else ""}</p>'
        f'{tag("p", report.archived or "", cls="hash")}'
    )
