"""What tables by other people's schemes share: which events fit, how exact their day is, whom they cite, and the columns of the trail."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

from reportedly.codebooks.countries import country_names
from reportedly.codebooks.schemes import Scheme, SchemeRule
from reportedly.export.base import Ledger, Written
from reportedly.export.csv_rows import CsvRows, listed
from reportedly.export.event_rows import key_claim, names_in, publishers, quoted_at
from reportedly.export.sides import SideOf
from reportedly.schema.dossier import Dossiers, EventDossier

TRAIL = (
    "record_event", "record_type", "record_claims", "actor_words", "recipient_words", "grade", "origins_for", "origins_against",
    "disputed", "mapping", "quotation", "quotation_claim", "quotation_report", "quotation_start", "quotation_end",
    "quotation_url", "claims_at",
)  # fmt: skip
"""The columns that lead from a row back into the record; no scheme has them, and readers of the scheme pass them over."""


def write_events(
    dossiers: Dossiers, out: BinaryIO, columns: Sequence[str], row_of: Callable[[EventDossier, Ledger], Mapping[str, Any] | None]
) -> Written:
    """One row an event that fits the scheme, in the order of their ids; ``row_of`` says in the ledger why another does not."""
    ledger = Ledger()
    ledger.wrote("events", 0)
    rows = CsvRows(out, columns)
    for event in dossiers.events():
        row = row_of(event, ledger)
        if row is not None:
            rows.write(row)
            ledger.wrote("events")
    return ledger.written()


def trail(event: EventDossier, rule: SchemeRule) -> Mapping[str, Any]:
    """The values of TRAIL."""
    claim = key_claim(event)
    return {
        "record_event": event.id, "record_type": f"{event.type}/{event.mode}" if event.mode else event.type,
        "record_claims": [one.id for one in event.claims], "actor_words": names_in(event, "actor"),
        "recipient_words": names_in(event, "recipient"), "grade": event.grade, "origins_for": event.standing.origins_for,
        "origins_against": event.standing.origins_against, "disputed": event.standing.disputed, "mapping": rule.reason,
        "quotation": claim and claim.sentence.text, "quotation_claim": claim and claim.id, "quotation_report": claim and claim.report,
        "quotation_start": claim and claim.sentence.start, "quotation_end": claim and claim.sentence.end,
        "quotation_url": claim and claim.url, "claims_at": [quoted_at(one) for one in event.claims],
    }  # fmt: skip


def rule_of(event: EventDossier, scheme: Scheme, sides: tuple[SideOf, SideOf], harmed: bool, ledger: Ledger) -> SchemeRule | None:
    """The scheme's rule for an event that is one for it; None, with the reason in the ledger, where it is none."""
    why = not_an_event(event)
    rule = scheme.rule(event.type, event.mode, (sides[0].side, sides[1].side), harmed)
    if why is None and (rule is None or not rule.give):
        why = "the scheme has no type for it" if rule is None else rule.left_out or "the scheme has no type for it"
    if why is not None:
        ledger.left_out("events", why)
        return None
    return rule


def not_an_event(event: EventDossier) -> str | None:
    """Why tables of what happened don't list an event; None where they do."""
    if event.verdict == "wrong":
        return "an analyst found them wrong"
    if event.grade == "denied":
        return "nobody says that it happened, and somebody denies it"
    return None if event.modality == "actual" else "it is planned or supposed, not told as having happened"


def days_of(event: EventDossier) -> tuple[date, date] | None:
    """The first and the last day; None where one of them is open."""
    if event.start is None or event.end is None:
        return None
    return date.fromisoformat(event.start[:10]), date.fromisoformat(event.end[:10])


def country_of(event: EventDossier) -> str | None:
    """The country's usual English name; None where it is unknown."""
    names = country_names().get(event.country or "", ())
    return names[0] if names else event.country


def cited(event: EventDossier) -> str | None:
    """Who published the event's reports."""
    return listed(publishers(event)) if publishers(event) else None


def told_in(event: EventDossier) -> str:
    """The words in which each independent origin tells of it first, with the publisher, the day and the place in the report."""
    seen: set[str] = set()
    notes = []
    for one in event.claims:
        if one.verdict == "wrong" or (one.origin or one.report) in seen:
            continue
        seen.add(one.origin or one.report)
        source = ", ".join(part for part in (one.publisher, one.published) if part)
        notes.append(f"{' '.join(one.sentence.text.split())} [{f'{source}, ' if source else ''}{quoted_at(one)}]")
    return " ".join(notes)
