"""Records in one SQLite file.

Durability: write-ahead log with synchronous FULL, so a transaction that was answered is on the disk when the power goes;
NORMAL would lose the last ones. Writing in large transactions makes that cheap: one fsync each.
"""

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from reportedly.errors import NoRecord, NotARecord, RecordLocked, RecordReadOnly
from reportedly.store.base import DialectName
from reportedly.store.faults import LOCKED_CURE, WRITE_CURE, of_system, sqlite_faults
from reportedly.store.search import kilometres
from reportedly.store.statements import insert_into

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

APPLICATION_ID = 0x72707464  # "rptd": in the file's header, so that `file` and we know a record by it
HEADER = b"SQLite format 3\x00"
PATIENCE = 0.1  # seconds that SQLite itself waits for a lock: short, so that Ctrl-C is heard between
OPENING_WAIT = 10.0  # seconds that two processes may take to make one record
PAUSE = 0.02  # seconds between two tries for a lock
ANALYSIS_LIMIT = 1000  # rows of an index that ANALYZE looks at: enough to tell rare from common, and quick at any size
STATEMENTS = 512  # kept compiled per connection
LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

FIND_KEYS = "SELECT ref FROM index_key WHERE kind = ? AND key = ? ORDER BY ref LIMIT ?"
PUT_KEYS = "INSERT INTO index_key (kind, key, ref) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"

_SETTINGS = ("PRAGMA foreign_keys = ON",)
# A reader maps the file into memory (as much as SQLite ever maps of one), which saves copying; a writer doesn't, so that a failing disk
# is an error and no signal.
_READER = (*_SETTINGS, "PRAGMA query_only = ON", "PRAGMA cache_size = -65536", "PRAGMA mmap_size = 2147418112")
# The index of keys is written all over: the more of it is at hand, the fewer pages are read again.
_WRITER = (
    *_SETTINGS, "PRAGMA synchronous = FULL", "PRAGMA cache_size = -262144", "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA journal_size_limit = 67108864",
)  # fmt: skip


class SqliteDatabase:
    """A record in the file ``path``."""

    dialect: DialectName = "sqlite"
    mark = "?"

    def __init__(self, path: Path, *, create: bool) -> None:
        """Open the file; raises NoRecord where there is none and ``create`` is False, NotARecord where it is something else."""
        self.path = path
        self.name = str(path)
        fresh = _look_at(path, create=create)
        self.writable = os.access(path if path.exists() else path.parent, os.W_OK)
        self._readers = self._engine(_READER, 8)
        self._writers = self._engine(_WRITER, 1)
        self._inserts: dict[str, str] = {}
        try:
            with self.faults():
                if fresh:
                    self._begin_file()
                else:
                    self._is_a_record()
                if self.writable:
                    self._use_log()
        except BaseException:
            self.close()
            raise

    def faults(self) -> Any:
        """A context that turns what SQLite raises into RecordErrors."""
        return sqlite_faults(self.path)

    def _engine(self, settings: Sequence[str], size: int) -> Engine:
        engine = create_engine("sqlite://", creator=self._connect, poolclass=QueuePool, pool_size=size, max_overflow=-1)

        def prepare(connection: sqlite3.Connection, _record: object) -> None:
            for setting in settings:
                connection.execute(setting)
            # Last: the others wait as long as it takes.
            connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
            connection.create_function("reportedly_km", 4, _kilometres, deterministic=True)

        event.listen(engine, "connect", prepare)
        return engine

    def _connect(self) -> sqlite3.Connection:
        mode = "mode=rw" if self.writable else "mode=ro"
        if not self.writable and not os.access(self.path.parent, os.W_OK) and not _log_of(self.path):
            mode = "immutable=1"  # nobody can write beside it, and SQLite could not make its shared memory
        address = f"{self.path.absolute().as_uri()}?{mode}"
        return sqlite3.connect(
            address,
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=STATEMENTS,
            timeout=OPENING_WAIT,
        )

    def _begin_file(self) -> None:
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o644))
        except OSError as error:
            raise of_system(error, self.path) from error
        self.writable = True
        self._patiently(f"PRAGMA application_id = {APPLICATION_ID}")

    def _use_log(self) -> None:
        """Switch to a write-ahead log; whoever made the file may have been killed before."""
        with self._readers.connect() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        if mode != "wal":
            self._patiently("PRAGMA journal_mode = WAL")

    def _patiently(self, statement: str) -> None:
        """Run a statement that wants the file for itself, while another process may be making the same record."""
        with self._writers.connect() as connection:
            self._when_free(connection, statement, OPENING_WAIT)

    def _when_free(self, connection: Connection, statement: str, wait: float) -> None:
        deadline = time.monotonic() + wait
        while True:
            try:
                connection.exec_driver_sql(statement)
                return
            except DBAPIError as error:
                connection.rollback()
                if (getattr(error.orig, "sqlite_errorcode", 0) & 0xFF) not in LOCKED or time.monotonic() >= deadline:
                    raise
                time.sleep(PAUSE)

    def _is_a_record(self) -> None:
        with self._readers.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
            found = connection.exec_driver_sql("PRAGMA application_id").scalar()
        if found != APPLICATION_ID:
            raise NotARecord(
                f"{self.path} is a database, but no record of reportedly.", "Check the path, or name a new file."
            )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See base.Database."""
        with self.faults(), self._readers.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection
            connection.rollback()

    @contextmanager
    def writing(self, wait: float, *, durable: bool = True) -> Iterator[Connection]:
        """See base.Database: each is."""
        if not self.writable:
            raise RecordReadOnly(
                f"The record {self.path} can't be written to.",
                WRITE_CURE,
            )
        with self.faults(), self._writers.connect() as connection:
            self._when_free(connection, "BEGIN IMMEDIATE", wait)
            yield connection
            connection.commit()

    def flush(self) -> None:
        """See base.Database: it is."""

    @contextmanager
    def adding_lock(self, wait: float) -> Iterator[None]:
        """See base.Database: a lock on the file ``<record>.adding``, which the system takes back when the process ends."""
        path = self.path.with_name(self.path.name + ".adding")
        try:
            mode = self.path.stat().st_mode & 0o666  # whoever may write the record may take the lock
            descriptor = os.open(path, os.O_CREAT | os.O_RDWR, mode)
        except OSError as error:
            raise of_system(error, self.path) from error
        # A forked child would hold the lock beyond our end.
        still_ours = [descriptor]
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=lambda: _close_all(still_ours))
        try:
            deadline = time.monotonic() + wait
            while not _try_lock(descriptor):
                if time.monotonic() >= deadline:
                    raise RecordLocked(f"{_holder(descriptor)} is adding to the record {self.path}.", LOCKED_CURE)
                time.sleep(PAUSE)
            with suppress(OSError):  # who holds it is told where there is room to tell it
                os.ftruncate(descriptor, 0)
                os.write(descriptor, f"{os.getpid()}\n".encode())
            try:
                yield
            finally:
                _unlock(descriptor)  # closing would leave it to a child that was forked a moment ago
        finally:
            _close_all(still_ours)

    def run(self, connection: Connection, statement: str, rows: Sequence[tuple[object, ...]]) -> int:
        """See base.Database; asks the driver itself, since most statements take less time than SQLAlchemy's way to it."""
        return _driver(connection).executemany(statement, rows).rowcount

    def fetch(self, connection: Connection, statement: str, parameters: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """See base.Database."""
        return _driver(connection).execute(statement, parameters).fetchall()

    def insert(self, connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
        """See base.Database."""
        statement = self._inserts.get(table.name)
        if statement is None:
            statement = self._inserts[table.name] = insert_into(table, self.mark)
        self.run(connection, statement, rows)

    def ready_columns(self, table: Table, rows: Any) -> Any:
        """See base.Database: rows are made of columns last."""
        return rows

    def insert_columns(self, connection: Connection, table: Table, rows: Any) -> None:
        """See base.Database."""
        self.insert(connection, table, list(zip(*(one.to_pylist() for one in rows.columns), strict=True)))

    def put_keys(self, connection: Connection, kind: int, pairs: Sequence[tuple[int, int]]) -> None:
        """See base.Database."""
        self.run(connection, PUT_KEYS, [(kind, key, ref) for key, ref in pairs])

    def find_keys(self, connection: Connection, kind: int, keys: Sequence[int], limit: int) -> list[tuple[int, int]]:
        """See base.Database."""
        cursor = _driver(connection).cursor()
        found = []
        for key in keys:
            found += [(key, ref) for (ref,) in cursor.execute(FIND_KEYS, (kind, key, limit))]
        return found

    def prepare_migration(self, number: int) -> None:
        """See base.Database: keeps a copy of the file as ``<record>.format-<number>``; a new record needs none."""
        if number == 0:
            return
        copy = self.path.with_name(f"{self.path.name}.format-{number}")
        if copy.exists():
            return
        part = copy.with_name(copy.name + ".part")
        part.unlink(missing_ok=True)
        with self.faults(), self._readers.connect() as connection:
            with closing(sqlite3.connect(part)) as target:
                _driver(connection).backup(target, pages=1024)
            part.replace(copy)

    def make_index(self, name: str, on: str) -> None:
        """See base.Database: others wait meanwhile, as for any writer of a file."""
        with self.writing(OPENING_WAIT) as connection:
            connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {name} ON {on}")

    def lay_indexes_aside(self) -> None:
        """See base.Database: a file's indexes stay."""

    def bring_indexes_back(self) -> None:
        """See base.Database."""

    def tidy(self) -> None:
        """See base.Database: counts for the planner, and what waits in the log into the file."""
        with self.writing(OPENING_WAIT) as connection:
            connection.exec_driver_sql(f"PRAGMA analysis_limit = {ANALYSIS_LIMIT}")
            connection.exec_driver_sql("ANALYZE")
        with self.faults(), self._writers.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")  # as far as readers let it

    def size(self) -> int:
        """See base.Database."""
        files = (self.path, _wal(self.path))
        return sum(path.stat().st_size for path in files if path.exists())

    def check(self, connection: Connection) -> Iterable[str]:
        """See base.Database."""
        rows = connection.exec_driver_sql("PRAGMA integrity_check(100)").scalars().all()
        yield from (f"the file: {row}" for row in rows if row != "ok")
        placed = "SELECT (SELECT count(*) FROM event_box) - (SELECT count(*) FROM event WHERE lat IS NOT NULL AND lon IS NOT NULL)"
        if connection.exec_driver_sql(placed).scalar():
            yield "the index of positions lacks events or has too many"
        tree = connection.exec_driver_sql("SELECT rtreecheck('main', 'event_box')").scalar()
        if tree != "ok":
            yield f"the index of positions: {tree}"
        for table, words in (("claim", "claim_words"), ("report", "report_words")):
            counts = f"SELECT (SELECT count(*) FROM {table}) - (SELECT count(*) FROM {words}_docsize)"  # noqa: S608  constants
            if connection.exec_driver_sql(counts).scalar():
                yield f"the index of words {words} lacks rows of {table} or has too many"
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(100):
            yield f"row {row} of {table} names a row of {parent} that is not there"

    def scripts(self) -> Iterator[str]:
        """See base.Database."""
        yield "INSERT INTO claim_words (claim_words) VALUES ('rebuild')"
        yield "INSERT INTO report_words (report_words) VALUES ('rebuild')"

    def close(self) -> None:
        """See base.Database."""
        self._readers.dispose()
        self._writers.dispose()


def _kilometres(lat: float, lon: float, other_lat: float | None, other_lon: float | None) -> float | None:
    """SQLite may ask of a row without a position before it asks whether it has one."""
    return None if other_lat is None or other_lon is None else kilometres(lat, lon, other_lat, other_lon)


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("not a connection to SQLite")
    return driver


def _look_at(path: Path, *, create: bool) -> bool:
    """Whether the file is yet to be made; raises NoRecord and NotARecord."""
    if path.is_dir():
        raise NotARecord(f"{path} is a folder.", "Name a file in it.")
    if not path.exists():
        if not create:
            raise NoRecord(f"There is no record {path}.", "Check the path; `reportedly add` makes a new record.")
        if not path.parent.is_dir():
            raise NoRecord(f"There is no folder {path.parent}.", "Make it first, or name another place.")
        return True
    try:
        with path.open("rb") as file:
            head = file.read(len(HEADER))
    except OSError as error:
        raise NoRecord(
            f"The record {path} can't be opened: {error.strerror}.", "Check that you may read it."
        ) from error
    if head and head != HEADER:
        raise NotARecord(
            f"{path} is no record of reportedly, or its beginning is damaged.",
            "Check the path, or restore it from a copy.",
        )
    if not head and not create:
        raise NotARecord(
            f"{path} is an empty file, and no record.", "Check the path; `reportedly add` makes a new record."
        )
    return not head


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _log_of(path: Path) -> bool:
    wal = _wal(path)
    return wal.exists() and wal.stat().st_size > 0


def _close_all(descriptors: list[int]) -> None:
    while descriptors:
        os.close(descriptors.pop())


def _holder(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    held_by = os.read(descriptor, 20).decode("ascii", "replace").strip()
    return f"Process {held_by}" if held_by.isdigit() else "Another process"


def _lock_whole(lock: Callable[[], object]) -> bool:
    try:
        lock()
    except OSError:
        return False
    return True


if sys.platform == "win32":

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # beyond what is read to say who holds it
        return _lock_whole(lambda: msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1))

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:

    def _try_lock(descriptor: int) -> bool:
        return _lock_whole(lambda: fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB))

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
