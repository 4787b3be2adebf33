"""MAVERICK's coded rows as claims for linking: which rows tell of one event is what its coders decided (``event_id``).

A row is one source's account; the rows of one source are events that it tells apart. The claims are those that a record has of the table
after it was added by its mapping, as ``reportedly add --mapping maverick`` does it. The event ids and what only the coders knew (how
certain an event is) are not used.
"""

import csv
import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import select

from reportedly.evaluation.command import needed
from reportedly.record.contributions import facts_of
from reportedly.record.record import Record
from reportedly.schema.linkable import Linkable
from reportedly.store import tables

Row = Mapping[str, str]


def table(data: Path) -> Path:
    """The rows of the half that is given."""
    return data / "maverick" / "reports.csv"


def rows(data: Path) -> list[Row]:
    """The rows of the half that is given."""
    needed(table(data))
    with table(data).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def half_of(event: str) -> int:
    """0 or 1, by a hash of the event's id: rows of one event are in one half."""
    return hashlib.blake2b(event.encode(), digest_size=1).digest()[0] % 2


def fold_of(event: str, folds: int) -> int:
    """0 to ``folds`` less one, by another hash of the event's id."""
    return hashlib.blake2b(b"fold " + event.encode(), digest_size=4).digest()[0] % folds


def recorded(data: Path) -> tuple[list[Linkable], list[int]]:
    """For each row, in order, its claim as a record keeps it for linking, numbered from 0, and the event that it is of there."""
    kept = tables.claim_event
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "rows.db", create=True) as record:
        record.add(table(data), mapping="maverick")
        with record.store.reading() as snapshot:
            found = list(snapshot.rows(select(kept.c.event_id, kept.c.facts).order_by(kept.c.claim_id)))
    return [replace(facts_of(one.facts), claim=number) for number, one in enumerate(found)], [one.event_id for one in found]
