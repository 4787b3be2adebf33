"""What a store takes and gives, and what a database must be able to do to hold a record."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol

from msgspec import Struct
from sqlalchemy import Connection, Table

DialectName = Literal["sqlite", "postgresql"]

CaptureMethod = Literal[
    "file", "line", "row", "stdin", "call", "member", "message", "attachment", "entry", "record", "url"
]


class Capture(Struct, frozen=True, kw_only=True):
    """How bytes came into the record: in which run, their hash in the archive, from where, by which method, when.

    ``source`` is a path or an address, with ``:line`` in a file of many reports. ``captured_at`` is an ISO instant in UTC.
    Nothing is ordered by it: a clock may be set back.
    """

    run_id: int
    hash: str
    source: str
    method: CaptureMethod
    captured_at: str


class Added(Struct, frozen=True):
    """A report that was new: its number, its place in the log, and the numbers of its claims in the reading's order."""

    report: int
    seq: int
    claims: tuple[int, ...]


class Duplicate(Struct, frozen=True):
    """A report that the record had already, under this number."""

    report: int


class RunEnd(Struct, frozen=True, kw_only=True):
    """What a run came to; ``read`` is the sum of the other three."""

    finished_at: str
    read: int
    stored: int
    duplicate: int
    rejected: int


class LogEntry(Struct, frozen=True):
    """One step of the record: the report or the judgement of that number. ``seq`` counts from 1, without gaps."""

    seq: int
    what: Literal["report", "judgement"]
    ref: int


class Limits(Struct, frozen=True, kw_only=True):
    """What a process may take of a PostgreSQL server; a SQLite file has no such limits.

    ``connections`` are open at once at most (a desk answers up to 40 at a time, and they are short). ``read_seconds`` is the
    longest that one statement of a reader may take (None: as long as it takes). ``write_wait`` is how many seconds a
    writer waits for another.
    """

    connections: int = 20
    read_seconds: float | None = None
    write_wait: float = 30.0


NO_LIMITS = Limits()


class Database(Protocol):
    """One kind of database, open: all that differs between kinds, and nothing that a record means.

    Every method raises an error of the RecordError branch where the database refuses.
    """

    dialect: DialectName
    mark: str
    """What stands for a parameter in a statement of the driver's."""
    name: str
    """The record's path or URL as a person may see it: without a password."""

    def reading(self) -> AbstractContextManager[Connection]:
        """One transaction that sees the record as it was when it began, and can't change it."""
        ...

    def writing(self, wait: float, *, durable: bool = True) -> AbstractContextManager[Connection]:
        """One transaction that writes, alone; waits up to ``wait`` seconds for another one to end (RecordLocked).

        One that is not ``durable`` need not be on the disk when it has ended; ``flush`` sees to it.
        """
        ...

    def flush(self) -> None:
        """Wait until all that was written is on the disk."""
        ...

    def adding_lock(self, wait: float) -> AbstractContextManager[None]:
        """A lock on adding, which ends with the process however it ends; readers and judges go on (RecordLocked)."""
        ...

    def run(self, connection: Connection, statement: str, rows: Sequence[tuple[object, ...]]) -> int:
        """Run a statement of the driver's once for each row of parameters; returns how many rows it changed."""
        ...

    def fetch(self, connection: Connection, statement: str, parameters: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """The rows that a statement of the driver's gives."""
        ...

    def insert(self, connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
        """Add rows, each with a value for every column of ``table`` in its order."""
        ...

    def ready_columns(self, table: Table, rows: Any) -> Any:
        """Columns (a ``pyarrow.Table``) without those numbers of rows that ``table`` has first, made ready to be stored as far as can be.

        What it gives is a ``pyarrow.Table`` of as many rows, to which the columns of numbers are added in front. It is done beside a
        transaction that writes.
        """
        ...

    def insert_columns(self, connection: Connection, table: Table, rows: Any) -> None:
        """Add rows that ``ready_columns`` made ready and that have their numbers."""
        ...

    def put_keys(self, connection: Connection, kind: int, pairs: Sequence[tuple[int, int]]) -> None:
        """Add (key, ref) pairs to the index; pairs that are there already stay as they are."""
        ...

    def find_keys(self, connection: Connection, kind: int, keys: Sequence[int], limit: int) -> list[tuple[int, int]]:
        """The (key, ref) pairs of these keys, at most ``limit`` of one key, the lowest refs first, keys in the order asked."""
        ...

    def prepare_migration(self, number: int) -> None:
        """Make sure that a record that has had migrations up to ``number`` can be had back should the next ones go wrong."""
        ...

    def make_index(self, name: str, on: str) -> None:
        """Make an index beside the others' work, unless it is there; one that was broken off is made anew."""
        ...

    def lay_indexes_aside(self) -> None:
        """Drop what every row of evidence pays for and no row needs: indexes that only questions use, and keys between tables."""
        ...

    def bring_indexes_back(self) -> None:
        """Make what ``lay_indexes_aside`` dropped and is not there, also where the process that dropped it was killed."""
        ...

    def tidy(self) -> None:
        """Bring up to date what makes asking quick; no row changes."""
        ...

    def size(self) -> int:
        """How many bytes the record takes on the disk, what waits in a write-ahead log included."""
        ...

    def check(self, connection: Connection) -> Iterable[str]:
        """What the database's own checks find wrong, in words; nothing where all is well."""
        ...

    def scripts(self) -> Iterator[str]:
        """The statements that bring the full-text tables up to date with the rows they index."""
        ...

    def close(self) -> None:
        """Let go of every connection."""
        ...
