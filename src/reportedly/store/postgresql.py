"""Records in a PostgreSQL database: one record per schema, the first on the search path."""

import importlib.util
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    URL,
    BigInteger,
    Column,
    Connection,
    Float,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    create_engine,
    event,
    func,
    literal_column,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, DBAPIError

from reportedly.errors import NoConnection, RecordError, RecordLocked
from reportedly.store.aside import bring_back, lay_aside, missing, side_by_side
from reportedly.store.base import NO_LIMITS, DialectName, Limits
from reportedly.store.binary_rows import READY, fields, message, ready
from reportedly.store.faults import LOCKED_CURE, postgresql_faults
from reportedly.store.statements import insert_into
from reportedly.store.tables import metadata
from reportedly.store.vectors import Vectors

WRITING, ADDING = 1, 2  # the second halves of the advisory locks' keys
COPY_FROM = 16  # rows from which COPY is faster than a statement per row
CONNECT_TIMEOUT = 10  # seconds
KEPT = 8  # connections that stay open between questions
POOL_TIMEOUT = 30.0  # seconds that a thread waits for a connection while all are in use
RECYCLE = 1800  # seconds after which a connection is made anew: proxies and firewalls forget old ones
PAUSE = 0.05  # seconds between two tries for the lock on adding

# The lock's key names the schema, so that records in one database don't wait for each other.
_KEY = "hashtext('reportedly ' || current_schema())"

FIND_KEYS = """
SELECT asked.key, found.ref FROM unnest(%s::bigint[]) WITH ORDINALITY AS asked (key, place)
CROSS JOIN LATERAL (
  SELECT ref FROM index_key WHERE index_key.kind = %s AND index_key.key = asked.key ORDER BY ref LIMIT %s
) AS found ORDER BY asked.place, found.ref
"""
PUT_KEYS = """
INSERT INTO index_key (kind, key, ref) SELECT %s, * FROM unnest(%s::bigint[], %s::bigint[]) ON CONFLICT DO NOTHING
"""

SEARCHED = {"claim": "sentence", "report": "title"}
"""What is searched by its words, of the tables that come in columns."""

VECTOR = "tsvector"

MOST_NAMED = 1000  # rows of a table

STEMS = "SELECT (ts_lexize('reportedly_stem', asked.word))[1] FROM unnest(%s::text[]) WITH ORDINALITY AS asked (word, place) ORDER BY place"
VECTORS = "SELECT tsvectorsend(reportedly_words(asked.text)) FROM unnest(%s::text[]) WITH ORDINALITY AS asked (text, place) ORDER BY place"


_TYPES = (
    (SmallInteger, "int2"), (BigInteger, "int8"), (Integer, "int4"), (Float, "float8"), (LargeBinary, "bytea"), (String, "text"),
)  # fmt: skip



def _type_of(column: Column[Any]) -> str:
    """The name of a column's type, by which the driver knows how its values are written in binary."""
    return next(name for kind, name in _TYPES if isinstance(column.type, kind))


_KINDS = {
    table.name: {column.name: _type_of(column) for column in table.columns} | ({"searched": VECTOR} if table.name in SEARCHED else {})
    for table in metadata.tables.values()
}
"""What each column of a table is, in the order of the table; the vector comes last."""



class PostgresqlDatabase:
    """A record behind a ``postgresql://`` URL."""

    dialect: DialectName = "postgresql"
    mark = "%s"

    def __init__(self, target: str, limits: Limits = NO_LIMITS) -> None:
        """Connect; raises NoConnection where that fails and RecordError where the driver is missing."""
        self.url = url = _url(target)
        self._limits = limits
        self.name = url.render_as_string(hide_password=True).replace("postgresql+psycopg", "postgresql", 1)
        self._engine = create_engine(
            url, pool_pre_ping=True, pool_size=min(KEPT, limits.connections), max_overflow=max(0, limits.connections - KEPT),
            pool_timeout=POOL_TIMEOUT, pool_recycle=RECYCLE,
            connect_args={"connect_timeout": CONNECT_TIMEOUT, "application_name": "reportedly"},
        )  # fmt: skip
        self._vectors = Vectors()
        event.listen(self._engine, "connect", _notice_dead_clients)
        # Each reader sees one state of the record throughout, as a reader of SQLite does.
        self._readers = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        try:
            self._check_place()
        except BaseException:
            self.close()
            raise

    def _check_place(self) -> None:
        with self.faults(), self._readers.connect() as connection:
            encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
            schema = connection.exec_driver_sql("SELECT current_schema()").scalar()
        if encoding != "UTF8":
            raise RecordError(
                f"The database of {self.name} keeps text as {encoding}.",
                "Make one with createdb --encoding=UTF8 --template=template0.",
            )
        if schema is None:
            raise RecordError(
                f"The search path of {self.name} names no schema that is there.",
                "Make it with CREATE SCHEMA, or correct the URL.",
            )

    def faults(self) -> Any:
        """A context that turns what PostgreSQL raises into RecordErrors."""
        return postgresql_faults(self.name)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See base.Database."""
        with self.faults(), self._readers.connect() as connection:
            self.limit(connection)
            yield connection
            connection.rollback()

    def limit(self, connection: Connection) -> None:
        """Begin a reader's transaction with its limit of time."""
        if self._limits.read_seconds is not None:
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, int(self._limits.read_seconds * 1000))}")

    @contextmanager
    def writing(self, wait: float, *, durable: bool = True) -> Iterator[Connection]:
        """See base.Database."""
        with self.faults(), self._engine.connect() as connection:
            # 0 would mean to wait for ever.
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, int(wait * 1000))}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_KEY}, {WRITING})")
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            if not durable:
                connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            yield connection
            connection.commit()

    def flush(self) -> None:
        """See base.Database: the commit of what is in the log waits for all before it. A number of its own puts no transaction there."""
        with self.faults(), self._engine.begin() as connection:
            connection.exec_driver_sql("SELECT pg_logical_emit_message(true, 'reportedly', '')")

    @contextmanager
    def adding_lock(self, wait: float) -> Iterator[None]:
        """See base.Database: an advisory lock of a connection of its own, which the server takes back when that is gone."""
        with self.faults(), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            deadline = time.monotonic() + wait
            while not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_KEY}, {ADDING})").scalar():
                if time.monotonic() >= deadline:
                    raise RecordLocked(f"Another process is adding to the record {self.name}.", LOCKED_CURE)
                time.sleep(PAUSE)
            try:
                yield
            finally:
                connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_KEY}, {ADDING})")

    def run(self, connection: Connection, statement: str, rows: Sequence[tuple[object, ...]]) -> int:
        """See base.Database."""
        return connection.exec_driver_sql(statement, list(rows)).rowcount

    def fetch(self, connection: Connection, statement: str, parameters: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """See base.Database."""
        return [tuple(row) for row in connection.exec_driver_sql(statement, parameters)]

    def insert(self, connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
        """See base.Database."""
        if len(rows) < COPY_FROM:
            self.run(connection, insert_into(table, self.mark), rows)
            return
        kinds = {name: kind for name, kind in _KINDS[table.name].items() if kind != VECTOR}
        with _copying(connection) as cursor, cursor.copy(f'COPY "{table.name}" ({_list(kinds)}) FROM STDIN (FORMAT binary)') as copy:
            copy.set_types(list(kinds.values()))
            for row in rows:
                copy.write_row(row)

    def ready_columns(self, table: Table, rows: Any) -> Any:
        """See base.Database: what is searched by its words gets the vector of them, and all but numbers becomes bytes."""
        text = SEARCHED.get(table.name)
        if text is not None:
            with self.reading() as connection:
                vectors = self._vectors.of(rows.column(text), _asker(connection, STEMS), _asker(connection, VECTORS))
            rows = rows.append_column("searched", vectors)
        return ready(rows, _KINDS[table.name])

    def insert_columns(self, connection: Connection, table: Table, rows: Any) -> None:
        """See base.Database."""
        names = rows.column_names
        if names[-1] == READY:  # in place of those that come after the others
            names = [*names[:-1], *list(_KINDS[table.name])[len(names) - 1 :]]
        told = message(fields(rows, _KINDS[table.name]), len(names))
        with _copying(connection) as cursor, cursor.copy(f'COPY "{table.name}" ({_list(names)}) FROM STDIN (FORMAT binary)') as copy:
            for part in told:
                copy.write(part)

    def put_keys(self, connection: Connection, kind: int, pairs: Sequence[tuple[int, int]]) -> None:
        """See base.Database."""
        keys, refs = [key for key, _ in pairs], [ref for _, ref in pairs]
        connection.exec_driver_sql(PUT_KEYS, (kind, keys, refs))

    def find_keys(self, connection: Connection, kind: int, keys: Sequence[int], limit: int) -> list[tuple[int, int]]:
        """See base.Database."""
        rows = connection.exec_driver_sql(FIND_KEYS, (list(keys), kind, limit))
        return [(key, ref) for key, ref in rows]

    def prepare_migration(self, number: int) -> None:
        """See base.Database: nothing, since PostgreSQL undoes a failed migration whole, and its keeper backs up."""

    def make_index(self, name: str, on: str) -> None:
        """See base.Database."""
        with self.faults(), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            valid = connection.exec_driver_sql("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", (name,)).scalar()
            if valid is False:  # left by a process that was killed
                connection.exec_driver_sql(f"DROP INDEX CONCURRENTLY {name}")
            connection.exec_driver_sql(f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {on}")

    def lay_indexes_aside(self) -> None:
        """See base.Database."""
        with self.writing(POOL_TIMEOUT) as connection:
            lay_aside(connection)

    def bring_indexes_back(self) -> None:
        """See base.Database."""
        with self.reading() as connection:
            names = missing(connection)
        if names:
            with self.writing(POOL_TIMEOUT) as connection:
                bring_back(connection, names, self._engine.begin)

    def tidy(self) -> None:
        """See base.Database: counts for the planner, and what waits beside the word indexes into them."""
        counted = [f'ANALYZE "{name}"' for name in sorted(metadata.tables, key=lambda name: name != "claim")]  # which takes longest
        cleaned = [f"SELECT gin_clean_pending_list('{index}'::regclass)" for index in ("claim_words", "report_words")]
        with self.faults(), self._engine.begin() as connection:
            side_by_side(connection, counted + cleaned, self._engine.begin)

    def size(self) -> int:
        """See base.Database."""
        with self.reading() as connection:
            found = connection.exec_driver_sql(
                "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class"
                " WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
            ).scalar()
        return int(found or 0)

    def check(self, connection: Connection) -> Iterable[str]:
        """See base.Database: whether rows are searched by their own words; PostgreSQL itself checks its pages and keys."""
        for table, text in SEARCHED.items():
            rows, made = metadata.tables[table], func.reportedly_words(literal_column(text))
            other = literal_column("searched").bool_op("IS DISTINCT FROM")(made)
            for number in connection.execute(select(rows.c.id).where(other).order_by(rows.c.id).limit(MOST_NAMED)).scalars():
                yield f"What {table} {number} is searched by is not made of its {text}."

    def scripts(self) -> Iterator[str]:
        """See base.Database: PostgreSQL keeps its indexes itself."""
        return iter(())

    def close(self) -> None:
        """See base.Database."""
        self._engine.dispose()


def _notice_dead_clients(connection: Any, _record: object) -> None:
    """Let the server notice within two minutes that our machine is gone: until then our locks are held."""
    with connection.cursor() as cursor:
        for setting, value in (("idle", 60), ("interval", 10), ("count", 6)):
            cursor.execute(f"SET tcp_keepalives_{setting} = {value}")
    connection.commit()


def _list(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _asker(connection: Connection, statement: str) -> Callable[[Sequence[str | None]], list[Any]]:
    """What asks the server something of each of many words or texts."""
    return lambda asked: list(connection.exec_driver_sql(statement, (list(asked),)).scalars())


@contextmanager
def _copying(connection: Connection) -> Iterator[Any]:
    """A cursor of psycopg; what it raises looks as if SQLAlchemy had asked."""
    cursor: Any = connection.connection.cursor()
    try:
        yield cursor
    except connection.dialect.dbapi.Error as error:  # type: ignore[union-attr]  # psycopg is there: we are connected by it
        raise DBAPIError("COPY", None, error) from error
    finally:
        cursor.close()


def _url(target: str) -> URL:
    try:
        url = make_url(target)
    except (ArgumentError, ValueError) as error:
        raise NoConnection(
            "The URL of the record can't be read.", "Write it as postgresql://user@host:5432/database."
        ) from error
    if importlib.util.find_spec("psycopg") is None:
        raise RecordError(
            "Records in PostgreSQL need the driver psycopg, which is not installed.",
            "pip install 'reportedly[postgresql]'",
        )
    return url.set(drivername="postgresql+psycopg")
