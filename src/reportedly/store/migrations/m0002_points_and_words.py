"""Indexes by which a map's window and the events of a word are found without reading rows that are not shown."""

from sqlalchemy import Connection

from reportedly.store.base import DialectName
from reportedly.store.migrations.migration import Index, Migration

_LONG = "WHERE when_end IS NULL OR substr(when_start, 1, 7) != substr(when_end, 1, 7)"
_UNBEGUN = "WHERE when_start IS NULL AND when_end IS NOT NULL"
_INDEXES = (
    Index("event_when_point", "event (when_start, id, when_end, first_published, lat, lon)"),
    Index("event_long_point", f"event (when_start, id, when_end, lat, lon) {_LONG}"),
    Index("event_unbegun_point", f"event (id, when_end, lat, lon) {_UNBEGUN}"),
    Index("event_point", "event (lat, lon, when_start, id, when_end)"),
    Index("claim_event_event", "claim_event (event_id, claim_id)"),
    Index("claim_event_claim", "claim_event (claim_id, event_id)", "postgresql"),
    Index("event_begun", "event (id, when_start)", "postgresql"),
)
_GONE = ("event_when", "event_long", "event_unbegun", "ix_claim_event_event_id")


def _migrate(connection: Connection, dialect: DialectName) -> None:
    for name in _GONE:
        connection.exec_driver_sql(f"DROP INDEX {name}")


POINTS_AND_WORDS = Migration(2, "points_and_words", _migrate, _INDEXES)
