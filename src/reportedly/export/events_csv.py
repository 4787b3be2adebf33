"""The table of events: one row an event."""

from typing import BinaryIO

from reportedly.export.base import Format, Ledger, Written
from reportedly.export.csv_rows import CsvRows
from reportedly.export.event_rows import COLUMNS, event_row
from reportedly.schema.dossier import Dossiers

LOSES = "Where voices disagree, the value with the most behind it stands here; the claims have the others."


def write_events(dossiers: Dossiers, out: BinaryIO) -> Written:
    """One row an event, in the order of their ids."""
    ledger = Ledger()
    ledger.wrote("events", 0)
    rows = CsvRows(out, [one.name for one in COLUMNS])
    for event in dossiers.events():
        rows.write(event_row(event))
        ledger.wrote("events")
        if event.standing.disputed:
            ledger.note(LOSES)
    return ledger.written()


EVENTS_CSV = Format(
    name="events", suffix=".csv", media_type="text/csv", write=write_events,
    about="one row an event: when, where, who, how many, and how well supported",
)  # fmt: skip
