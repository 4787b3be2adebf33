"""Numbered migrations: how the tables of a record came to be what tables.py says they are.

Each is one transaction and is never changed once it was released: a record may have been made by any of them. A new one
is a module here (``m0002_what.py``) with its statements frozen in it or beside it, and a line in MIGRATIONS.
"""

import time
from importlib.resources import files

from sqlalchemy import Connection, inspect, select

from reportedly.errors import NotARecord, RecordLocked, RecordTooNew
from reportedly.store import tables
from reportedly.store.base import Database, DialectName
from reportedly.store.migrations.m0002_points_and_words import POINTS_AND_WORDS
from reportedly.store.migrations.m0003_types_and_countries import TYPES_AND_COUNTRIES
from reportedly.store.migrations.m0004_words_given import WORDS_GIVEN
from reportedly.store.migrations.migration import Index, Migration
from reportedly.version import __version__

__all__ = ["LATEST", "MIGRATIONS", "Index", "Migration", "migrate", "run_script", "state_of"]

DDL_WAIT = 1000
"""Milliseconds that a statement of a migration waits for readers: who waits for a table makes all who come later wait behind."""

PAUSE = 0.2
"""Seconds between two tries of a migration, in which the readers that came meanwhile are served."""


def run_script(connection: Connection, name: str) -> None:
    """Run the statements of a packaged file; an empty line stands between two."""
    script = (files(__package__) / name).read_text(encoding="utf-8")
    for statement in script.split("\n\n"):
        connection.exec_driver_sql(
            statement.replace("%", "%%") if connection.dialect.name == "postgresql" else statement
        )


def _first(connection: Connection, dialect: DialectName) -> None:
    run_script(connection, f"m0001_first.{dialect}.sql")


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "first", _first),
    POINTS_AND_WORDS,
    TYPES_AND_COUNTRIES,
    WORDS_GIVEN,
)
LATEST = MIGRATIONS[-1].number


def state_of(connection: Connection, name: str) -> int:
    """The number of the last migration that the record has had; 0 where the database is empty.

    Raises NotARecord where there are tables of ours that no migration made, and RecordTooNew where a later version made it.
    """
    there = set(inspect(connection).get_table_names())
    if tables.migration.name not in there:
        strange = sorted(there & tables.metadata.tables.keys())
        if strange:
            raise NotARecord(
                f"{name} has tables of the same names ({strange[0]}), and is no record.",
                "Use another database or schema.",
            )
        return 0
    found = max(connection.execute(select(tables.migration.c.number)).scalars(), default=0)
    if found > LATEST:
        raise RecordTooNew(
            f"The record {name} was made by a later version of reportedly (format {found}, this one knows {LATEST}).",
            "Upgrade: pip install --upgrade reportedly",
        )
    return found


def migrate(database: Database, *, wait: float) -> list[Migration]:
    """Bring a record up to date, each migration in a transaction of its own; returns those that it had not had.

    Others may read and write meanwhile: a writer waits for its turn, and a migration that waits for readers lets go every second, so that
    they don't queue up behind it. Raises RecordLocked where it had no turn in ``wait`` seconds; the record is then as it was.
    """
    deadline = time.monotonic() + wait
    done: list[Migration] = []
    with database.reading() as connection:
        used = state_of(connection, database.name) > 0
    for migration in MIGRATIONS:
        while True:
            try:
                if _had(database, migration, deadline, used=used):
                    done.append(migration)
                break
            except RecordLocked:  # a reader has a table that is to be changed, or another process writes
                if time.monotonic() >= deadline:
                    raise
                time.sleep(PAUSE)
    return done


def _had(database: Database, migration: Migration, deadline: float, *, used: bool) -> bool:
    """Let the record have one migration; False where it had it. Raises RecordLocked where somebody is in its way.

    A record that was not ``used`` yet has nobody who would have to wait for an index.
    """
    concurrently = database.dialect == "postgresql" and used
    indexes = [index for index in migration.indexes if index.dialect in (None, database.dialect)]
    if indexes and concurrently:
        with database.reading() as connection:
            had = state_of(connection, database.name) >= migration.number
        for index in () if had else indexes:
            database.make_index(index.name, index.on)
    with database.writing(max(0.0, deadline - time.monotonic())) as connection:
        if state_of(connection, database.name) >= migration.number:
            return False  # another process was faster
        if database.dialect == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {DDL_WAIT}")
        for index in () if concurrently else indexes:
            connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {index.name} ON {index.on}")
        migration.migrate(connection, database.dialect)
        row = {"number": migration.number, "name": migration.name, "reportedly": __version__}
        connection.execute(tables.migration.insert().values(row))
    return True
