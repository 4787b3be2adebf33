"""Numbered migrations: how the tables of a record came to be what tables.py says they are.

Each is one transaction and is never changed once it was released: a record may have been made by any of them. A new one
is a module here (``m0002_what.py``) with its statements frozen in it or beside it, and a line in MIGRATIONS.
"""

from collections.abc import Callable
from importlib.resources import files

from msgspec import Struct
from sqlalchemy import Connection, inspect, select

from reportedly.errors import NotARecord, RecordTooNew
from reportedly.store import tables
from reportedly.store.base import Database, DialectName
from reportedly.version import __version__


class Migration(Struct, frozen=True):
    """One step: its number, its name, and what it does to a record of the step before, in the open transaction."""

    number: int
    name: str
    migrate: Callable[[Connection, DialectName], None]


def run_script(connection: Connection, name: str) -> None:
    """Run the statements of a packaged file; an empty line stands between two."""
    script = (files(__package__) / name).read_text(encoding="utf-8")
    for statement in script.split("\n\n"):
        connection.exec_driver_sql(
            statement.replace("%", "%%") if connection.dialect.name == "postgresql" else statement
        )


def _first(connection: Connection, dialect: DialectName) -> None:
    run_script(connection, f"m0001_first.{dialect}.sql")


MIGRATIONS: tuple[Migration, ...] = (Migration(1, "first", _first),)
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
    """Bring a record up to date, each migration in a transaction of its own; returns those that it had not had."""
    done = []
    for migration in MIGRATIONS:
        with database.writing(wait) as connection:
            if state_of(connection, database.name) >= migration.number:
                continue  # another process was faster
            migration.migrate(connection, database.dialect)
            row = {"number": migration.number, "name": migration.name, "reportedly": __version__}
            connection.execute(tables.migration.insert().values(row))
            done.append(migration)
    return done
