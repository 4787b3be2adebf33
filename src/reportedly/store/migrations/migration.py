"""What a migration is."""

from collections.abc import Callable

from msgspec import Struct
from sqlalchemy import Connection

from reportedly.store.base import DialectName


class Index(Struct, frozen=True):
    """An index of columns that are there already: its name, and what follows ``ON`` in the statement that makes it.

    ``dialect`` is the only kind of database that has it; None: each.
    """

    name: str
    on: str
    dialect: DialectName | None = None


class Migration(Struct, frozen=True):
    """One step: its number, its name, and what it does to a record of the step before, in the open transaction.

    ``indexes`` are made before that, on PostgreSQL while others read and write (CREATE INDEX CONCURRENTLY).
    """

    number: int
    name: str
    migrate: Callable[[Connection, DialectName], None]
    indexes: tuple[Index, ...] = ()
