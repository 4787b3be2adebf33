"""Indexes by which events of a type, a country and a grade are found and counted together without reading a row."""

from sqlalchemy import Connection

from reportedly.store.base import DialectName
from reportedly.store.migrations.migration import Index, Migration

_INDEXES = (
    Index("event_type", "event (type, when_start, id, when_end, first_published, country, grade)"),
    Index("event_country", "event (country, when_start, id, when_end, first_published, type, grade)"),
    Index("event_grade", "event (grade, when_start, id, when_end, first_published, type, country)"),
)
_LOOKED_AT = 1000  # rows of an index
_GONE = ("event_type_when", "event_country_when", "event_grade_when")


def _migrate(connection: Connection, dialect: DialectName) -> None:
    for name in _GONE:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    if dialect == "sqlite" and connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").first():
        # Of an index that it has no counts of, SQLite thinks that each value has ten rows.
        connection.exec_driver_sql(f"PRAGMA analysis_limit = {_LOOKED_AT}")
        connection.exec_driver_sql("ANALYZE event")


TYPES_AND_COUNTRIES = Migration(3, "types_and_countries", _migrate, _INDEXES)
