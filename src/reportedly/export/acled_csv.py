"""Events in the columns of ACLED's exports, as far as its scheme has a type for them: what does not fit is left out, and counted."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from reportedly.codebooks.countries import numeric_code
from reportedly.codebooks.schemes import scheme
from reportedly.export.base import Format, Ledger, Written
from reportedly.export.event_rows import toll_of
from reportedly.export.scheme_rows import TRAIL, cited, country_of, days_of, rule_of, told_in, trail, write_events
from reportedly.export.sides import side_of, written_name
from reportedly.schema.dossier import Dossiers, EventDossier

NAME = "acled-like"
COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "civilian_targeting", "iso", "country", "admin1", "admin2", "location", "latitude",
    "longitude", "geo_precision", "source", "notes", "fatalities", "fatalities_low", "fatalities_high", *TRAIL,
)  # fmt: skip
GEO_PRECISION: Mapping[int, str] = {1: "1", 2: "2", 3: "3", 4: "3", 5: "3"}
"""ACLED's geo_precision of UCDP's where_prec: a town; near a town; a larger part of a region. 2 would call a district finer than it is."""
DISORDER: Mapping[str, str] = {
    "Battles": "Political violence", "Explosions/Remote violence": "Political violence", "Violence against civilians": "Political violence",
    "Protests": "Demonstrations", "Riots": "Demonstrations", "Strategic developments": "Strategic developments",
    "Excessive force against protesters": "Political violence; Demonstrations", "Mob violence": "Political violence",
}  # fmt: skip
"""ACLED's disorder_type of an event type, or of a sub-event type that has one of its own (ACLED codebook, "Disorder types")."""

WEEK, MONTH = 7, 31
NO_DATE = "no report dates them"
TOO_VAGUE = "their date is vaguer than a month, the vaguest that ACLED codes"


def write_acled(dossiers: Dossiers, out: BinaryIO) -> Written:
    """One row an event, in the order of their ids."""
    return write_events(dossiers, out, COLUMNS, acled_row)


def acled_row(event: EventDossier, ledger: Ledger) -> Mapping[str, Any] | None:
    """The row of an event; None, with the reason in the ledger, where ACLED would not list it. What nobody tells is blank, not 0."""
    how = scheme(NAME)
    sides = side_of(event, "actor"), side_of(event, "recipient")
    rule = rule_of(event, how, sides, _harmed(event), ledger)
    if rule is None:
        return None
    dated = _date(event)
    if isinstance(dated, str):
        ledger.left_out("events", dated)
        return None
    one, two = reversed(sides) if rule.swap else sides
    disputed = "actor" in event.standing.disputed
    placed = event.where_prec in GEO_PRECISION
    return {
        "event_id_cnty": event.id, **dated, "disorder_type": _disorder(rule.give), **rule.give,
        "actor1": written_name(one, how), "inter1": how.codes.get(one.side),
        "assoc_actor_1": [] if disputed or not one.known else one.others, "actor2": written_name(two, how),
        "inter2": how.codes.get(two.side), "assoc_actor_2": two.others if two.known else [],
        "civilian_targeting": "Civilian targeting" if two.side == "civilians" else None, "country": country_of(event),
        "iso": None if event.country is None else numeric_code(event.country),
        "admin1": event.place if event.where_prec == 4 else None, "admin2": event.place if event.where_prec == 3 else None,
        "location": event.place if placed else None, "latitude": event.lat if placed else None,
        "longitude": event.lon if placed else None, "geo_precision": GEO_PRECISION.get(event.where_prec or 0),
        "source": cited(event), "notes": told_in(event), "fatalities": _fatalities(event), "fatalities_low": event.killed_low,
        "fatalities_high": event.killed_high, **trail(event, rule),
    }  # fmt: skip


def _disorder(given: Mapping[str, str]) -> str | None:
    return DISORDER.get(given.get("sub_event_type", "")) or DISORDER.get(given.get("event_type", ""))


def _harmed(event: EventDossier) -> bool:
    return any(toll_of(event, what) is not None for what in ("killed", "injured"))


def _fatalities(event: EventDossier) -> int | None:
    """The representative figure; where the words only say at least so many, that, as ACLED does."""
    return event.killed_best if event.killed_best is not None else event.killed_low


def _date(event: EventDossier) -> dict[str, Any] | str:
    """The day and how exact it is, or why there is none. Within a week or a month ACLED writes a day of it: here the first."""
    days = days_of(event)
    if days is None:
        return NO_DATE
    first, last = days
    length = (last - first).days + 1
    same_week = first.isocalendar()[:2] == last.isocalendar()[:2]
    if length > MONTH:
        return TOO_VAGUE
    precision = "1" if length == 1 else "2" if same_week or (length <= WEEK and first.month != last.month) else "3"
    return {"event_date": first.isoformat(), "year": first.year, "time_precision": precision}


ACLED = Format(
    name=NAME, suffix=".csv", media_type="text/csv", write=write_acled,
    about="events in ACLED's columns and types, as far as they fit; what does not is left out and counted",
)  # fmt: skip
