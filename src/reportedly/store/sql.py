"""A record's store: opening, the two ways in (reading and writing), and the lock on adding."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Table

from reportedly.errors import BadOption, NoRecord, RecordError
from reportedly.store.base import NO_LIMITS, Database, DialectName, Limits
from reportedly.store.fingerprint import derived_fingerprint, evidence_fingerprint
from reportedly.store.migrations import LATEST, migrate, state_of
from reportedly.store.postgresql import PostgresqlDatabase
from reportedly.store.replica import Replica, ReplicaState
from reportedly.store.snapshot import Snapshot
from reportedly.store.sqlite import SqliteDatabase
from reportedly.store.verify import Verification, verify
from reportedly.store.writer import Writer

WAIT = 30.0  # seconds that a writer waits for another
SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")


class Store:
    """A record that is open: a SQLite file, or a PostgreSQL schema.

    Any number of readers may be open while one writer writes. A Store may be used from several threads, and must not be
    taken through a fork: a child process opens its own.
    """

    def __init__(self, database: Database, replica: Replica | None = None, write_wait: float = WAIT) -> None:
        """Not for callers: Store.open makes it."""
        self._database, self._replica, self._write_wait = database, replica, write_wait
        self._numbers: dict[str, int] | None = None
        """While it is filled: the highest number of each table of evidence, by which none has to be looked up."""

    @classmethod
    def open(
        cls, target: str | Path, *, create: bool = False, wait: float = WAIT, limits: Limits = NO_LIMITS, read_from: str | None = None
    ) -> "Store":
        """Open the record at a path, or at a ``postgresql://user@host:port/database`` URL.

        With ``create`` a new record is made where there is none. A record of an earlier version is migrated first (a copy of a
        SQLite file is kept beside it). ``read_from`` is the URL of a read replica of the same server: what is only read is read there, as
        long as it answers and has what this process has written. Raises NoRecord, NotARecord, RecordTooNew, RecordLocked, RecordReadOnly,
        RecordDamaged, DiskFull, NoConnection, or their parent RecordError where the driver of PostgreSQL is missing.
        """
        database = _database(target, create=create, limits=limits)
        try:
            replica = None if read_from is None else _replica(database, read_from, limits)
            with database.reading() as connection:
                had = state_of(connection, database.name)
            if had == 0 and not create:
                raise NoRecord(
                    f"There is no record at {database.name}.", "Check it; `reportedly add` makes a new record."
                )
            if had < LATEST:
                database.prepare_migration(had)
                migrate(database, wait=wait)
            if replica is not None:
                replica.wrote()  # what stood at this moment, and what a migration made
        except BaseException:
            database.close()
            raise
        return cls(database, replica, limits.write_wait)

    @property
    def dialect(self) -> DialectName:
        """Which kind of database it is."""
        return self._database.dialect

    @property
    def name(self) -> str:
        """The record's path or URL as a person may see it: without a password."""
        return self._database.name

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """One state of the record, whatever is written meanwhile."""
        with ExitStack() as held:
            place = None if self._replica is None else self._replica.reading(held)
            database, connection = place or (self._database, held.enter_context(self._database.reading()))
            yield Snapshot(database, connection)

    def replica(self) -> ReplicaState | None:
        """How the read replica is; None where there is none."""
        return None if self._replica is None else self._replica.state()

    @contextmanager
    def writing(self, wait: float | None = None, *, durable: bool = True) -> Iterator[Writer]:
        """One transaction: all that is written in it is kept when the block ends, and nothing where it raises.

        Once the block has ended, what was written is on the disk; where it is not ``durable``, once ``flush`` was called. Waits up to
        ``wait`` seconds (None: as the limits say) for another writer to end, then raises RecordLocked.
        """
        with self._database.writing(self._write_wait if wait is None else wait, durable=durable) as connection:
            writer = Writer(self._database, connection, self._numbers)
            yield writer
            writer.finish()
        if self._numbers is not None:
            self._numbers.update(writer.evidence_numbers())
        if self._replica is not None:
            self._replica.wrote()

    def flush(self) -> None:
        """Wait until what was written is on the disk, that of transactions which were not ``durable`` too."""
        self._database.flush()

    def ready_columns(self, table: Table, rows: Any) -> Any:
        """A ``pyarrow.Table`` for ``Writer.store_columns``, of one without the numbers that ``table`` has first, which are added later."""
        return self._database.ready_columns(table, rows)

    @contextmanager
    def adding_lock(self, wait: float = 0.0) -> Iterator[None]:
        """Hold the right to add, which only one process has at a time; it ends with the process, even by kill -9.

        Readers and short writers (a judgement) go on. Raises RecordLocked where another process holds it after ``wait`` seconds.
        """
        with self._database.adding_lock(wait):
            yield

    def fingerprint(self) -> str:
        """A hash over all derived rows; the same after a rebuild, bit for bit."""
        with self.reading() as snapshot:
            return derived_fingerprint(snapshot)

    def evidence_fingerprint(self) -> str:
        """A hash over what was captured, read and judged, without times and runs."""
        with self.reading() as snapshot:
            return evidence_fingerprint(snapshot)

    def verify(self) -> Verification:
        """Check everything that can be checked; see store.verify."""
        return verify(self._database)

    def tidy(self) -> None:
        """Bring up to date what makes asking quick, once much was added; no row changes. Takes a second or so at any size."""
        self._database.tidy()

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Fill an empty record: in the block it has only the indexes by which rows are found that are there already.

        The others are made faster of all rows at once. Whoever holds the lock on adding calls it. Where the process is killed in the block,
        ``mend`` makes them.
        """
        self._database.lay_indexes_aside()
        self._numbers = {}
        try:
            yield
        finally:
            self._numbers = None
            self.mend()

    def mend(self) -> None:
        """Make the indexes that a process which was killed while filling has left out; takes a moment where none is missing."""
        self._database.bring_indexes_back()

    def size(self) -> int:
        """How many bytes the record takes on the disk."""
        return self._database.size()

    def close(self) -> None:
        """Let go of the record."""
        self._database.close()
        if self._replica is not None:
            self._replica.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _database(target: str | Path, *, create: bool, limits: Limits) -> Database:
    if isinstance(target, str) and target.startswith(SCHEMES):
        return PostgresqlDatabase(target, limits)
    if isinstance(target, str) and "://" in target:
        raise RecordError(f"'{target.split('://')[0]}' is no kind of record.", "Name a file, or a postgresql:// URL.")
    return SqliteDatabase(Path(target), create=create)


def _replica(database: Database, url: str, limits: Limits) -> Replica:
    if not isinstance(database, PostgresqlDatabase):
        raise BadOption("A record in a file has no read replica.", "Leave --read-from and the setting read_from out.")
    if not url.startswith(SCHEMES):
        raise BadOption("A read replica is named by its postgresql:// URL.", "Correct --read-from or the setting read_from.")
    return Replica(database, url, limits)
