"""Events in the columns of UCDP GED: organised violence that killed, with best, low and high, and how exact day and place are."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from reportedly.codebooks.schemes import scheme
from reportedly.export.base import Format, Ledger, Written
from reportedly.export.csv_rows import listed
from reportedly.export.scheme_rows import TRAIL, country_of, days_of, rule_of, told_in, trail, write_events
from reportedly.export.sides import SideOf, side_of, written_name
from reportedly.schema.dossier import Dossiers, EventDossier, ReportDossier

NAME = "ucdp-like"
COLUMNS = (
    "id", "year", "type_of_violence", "dyad_name", "side_a_new_id", "side_a", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates",
    "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "country", "event_clarity", "date_prec", "date_start",
    "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", *TRAIL,
)  # fmt: skip
DAYS_OF_PREC: tuple[tuple[int, str], ...] = ((1, "1"), (6, "2"), (7, "3"), (31, "4"), (366, "5"))
"""UCDP's date_prec by the length in days: a day, 2 to 6 days, a week, up to a month, up to a year."""
NO_DATE = "no report dates them"
TOO_VAGUE = "their date is vaguer than a year, the vaguest that UCDP codes"
UNNAMED = "a side is only described: UCDP counts what organised actors did that are known"


def write_ucdp(dossiers: Dossiers, out: BinaryIO) -> Written:
    """One row an event, in the order of their ids."""
    return write_events(dossiers, out, COLUMNS, ucdp_row)


def ucdp_row(event: EventDossier, ledger: Ledger) -> Mapping[str, Any] | None:
    """The row of an event; None, with the reason in the ledger, where UCDP would not list it. What nobody tells is blank, not 0."""
    how = scheme(NAME)
    sides = side_of(event, "actor"), side_of(event, "recipient")
    killed = any(number for number in (event.killed_low, event.killed_best, event.killed_high))
    rule = rule_of(event, how, sides, killed, ledger)
    if rule is None:
        return None
    one, two = reversed(sides) if rule.swap else sides
    days, precision = days_of(event), _date_prec(event)
    why = _left_out(one, two, days, precision)
    if why is not None or days is None:
        ledger.left_out("events", why or NO_DATE)
        return None
    names = written_name(one, how), written_name(two, how)
    best, low, high = event.killed_best, event.killed_low, event.killed_high
    point = f"POINT ({event.lon} {event.lat})" if event.lat is not None and event.lon is not None else None
    return {
        "id": event.id, "year": days[0].year, **rule.give, "dyad_name": f"{names[0]} - {names[1]}", "side_a_new_id": one.id,
        "side_a": names[0], "side_b_new_id": two.id, "side_b": names[1], **_sources(event), "where_prec": event.where_prec,
        "where_coordinates": event.place, "where_description": _where_words(event),
        "adm_1": event.place if event.where_prec == 4 else None, "adm_2": event.place if event.where_prec == 3 else None,
        "latitude": event.lat, "longitude": event.lon, "geom_wkt": point, "country": country_of(event), "date_prec": precision,
        "date_start": days[0].isoformat(), "date_end": days[1].isoformat(), "best": best, "high": high, "low": low, **trail(event, rule),
    }  # fmt: skip


def _left_out(one: SideOf, two: SideOf, days: object, precision: str | None) -> str | None:
    if not one.known or not (two.known or two.side in ("civilians", "protesters")):
        return UNNAMED
    if days is None:
        return NO_DATE
    return TOO_VAGUE if precision is None else None


def _date_prec(event: EventDossier) -> str | None:
    days = days_of(event)
    length = 0 if days is None else (days[1] - days[0]).days + 1
    return next((code for most, code in DAYS_OF_PREC if length <= most), None)


def _sources(event: EventDossier) -> dict[str, Any]:
    """Whom the row cites, the first day and headline beside each; the voices inside; each report and where its words stand."""
    known = [one for one in event.reports if one.publisher]
    voices = dict.fromkeys(one.voices[0].name for one in event.claims if one.voices and one.voices[0].attribution is not None)
    return {
        "number_of_sources": len(event.reports), "source_article": told_in(event), "source_office": [one.publisher for one in known],
        "source_date": _beside([one.published for one in known]), "source_headline": _beside([_headline(one) for one in known]),
        "source_original": listed(list(voices)) if voices else None,
    }  # fmt: skip


def _headline(report: ReportDossier) -> str | None:
    return " ".join(report.title.split()) if report.title else None


def _beside(values: list[str | None]) -> list[str | None]:
    """The values where each is known: beside others, one that is missing would leave the rest with the wrong office."""
    return values if all(values) else []


def _where_words(event: EventDossier) -> str | None:
    words = dict.fromkeys(one.where_span.text for one in event.claims if one.where_span is not None and one.verdict != "wrong")
    return listed(list(words)) if words else None


UCDP = Format(
    name=NAME, suffix=".csv", media_type="text/csv", write=write_ucdp,
    about="events of organised violence in UCDP GED's columns, with best, low and high; what does not fit is left out and counted",
)  # fmt: skip
