"""What an empty PostgreSQL record is filled without: indexes, and keys between tables, which are made faster of all rows at once.

Left are the keys by which a load finds what is there: of ``report`` and ``blob``. The others' numbers are given by the one who fills.
"""

import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

from msgspec import Struct
from sqlalchemy import Connection, Index, UniqueConstraint
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex

from reportedly.store.indexes import CLAIM_INDEXES
from reportedly.store.tables import blob, capture, claim, reading, report

BESIDE = 1
"""Connections that make indexes beside the first: with one they take two cores, and a load needs no more connections than before."""

MEMORY = "256MB"
_WORDS = {"claim_words": "claim", "report_words": "report"}
_NUMBERED = (claim, reading, capture)
_EVIDENCE = (blob, report, reading, capture)
_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]


class Made(Struct, frozen=True):
    """Something that is laid aside: how it is dropped, how it is made as an index, and how a constraint is made (of that index)."""

    drop: str
    index: str | None = None
    constraint: str | None = None


def _of_index(index: Index) -> Made:
    return Made(f"DROP INDEX IF EXISTS {index.name}", index=str(CreateIndex(index, if_not_exists=True).compile(dialect=_DIALECT)))


def _unique(table: str, name: str, kind: str, columns: str) -> Made:
    """A key of one table, whose index is made beside other indexes and then taken for it."""
    return Made(
        f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}", index=f"CREATE UNIQUE INDEX IF NOT EXISTS {name} ON {table} ({columns})",
        constraint=f"ALTER TABLE {table} ADD CONSTRAINT {name} {kind} USING INDEX {name}",
    )  # fmt: skip


def _all() -> Iterator[tuple[str, Made]]:
    """By their names as the first migration gives them, those that take longest first; keys that others refer to before these."""
    for name, on in _WORDS.items():
        yield name, Made(f"DROP INDEX IF EXISTS {name}", index=f"CREATE INDEX IF NOT EXISTS {name} ON {on} USING gin (searched)")
    for index in CLAIM_INDEXES:
        yield str(index.name), _of_index(index)
    for one in claim.constraints:
        if isinstance(one, UniqueConstraint):
            names = [column.name for column in one.columns]
            key = f"claim_{'_'.join(names)}_key"
            yield key, _unique("claim", key, "UNIQUE", ", ".join(names))
    for table in _NUMBERED:
        yield f"{table.name}_pkey", _unique(table.name, f"{table.name}_pkey", "PRIMARY KEY", "id")
    for table in _EVIDENCE:
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            yield str(index.name), _of_index(index)
    for table in (*_EVIDENCE, claim):
        for foreign in sorted(table.foreign_keys, key=lambda one: one.parent.name):
            name, to = f"{table.name}_{foreign.parent.name}_fkey", f"{foreign.column.table.name} ({foreign.column.name})"
            yield name, Made(
                f"ALTER TABLE {table.name} DROP CONSTRAINT IF EXISTS {name}",
                constraint=f"ALTER TABLE {table.name} ADD CONSTRAINT {name} FOREIGN KEY ({foreign.parent.name}) REFERENCES {to}",
            )


ASIDE = dict(_all())


def lay_aside(connection: Connection) -> None:
    """Drop all of ASIDE."""
    for one in ASIDE.values():
        connection.exec_driver_sql(one.drop)


def missing(connection: Connection) -> list[str]:
    """The names of what is not there of ASIDE; of a key whose index was made and that was broken off then, too."""
    indexes = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
    keys = "SELECT conname FROM pg_constraint WHERE connamespace = current_schema()::regnamespace"
    there = {name: set(connection.exec_driver_sql(asked).scalars()) for name, asked in (("index", indexes), ("key", keys))}
    return [name for name, one in ASIDE.items() if name not in there["index" if one.constraint is None else "key"]]


def bring_back(connection: Connection, names: list[str], beside: Callable[[], AbstractContextManager[Connection]]) -> None:
    """Make these: indexes by the connection and BESIDE others (``beside`` begins a transaction on one), then constraints.

    The others have committed when a constraint is made, which waits for whoever makes an index of its table.
    """
    indexes = [index for name in names if (index := ASIDE[name].index) is not None]
    side_by_side(connection, [statement.replace("%", "%%") for statement in indexes], beside)
    for name in names:
        constraint = ASIDE[name].constraint
        if constraint is not None:
            connection.exec_driver_sql(constraint)


def side_by_side(connection: Connection, statements: Sequence[str], beside: Callable[[], AbstractContextManager[Connection]]) -> None:
    """Run statements by the connection and by BESIDE others, each taking the next one; the others have committed when it returns."""
    todo: queue.SimpleQueue[str] = queue.SimpleQueue()
    for statement in statements:
        todo.put(statement)

    def another() -> None:
        with beside() as other:
            _run(todo, other)

    with ThreadPoolExecutor(BESIDE) as pool:
        others = [pool.submit(another) for _ in range(BESIDE)]
        _run(todo, connection)
        for other in others:
            other.result()


def _run(todo: queue.SimpleQueue[str], connection: Connection) -> None:
    connection.exec_driver_sql(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
    connection.exec_driver_sql("SET LOCAL max_parallel_maintenance_workers = 0")  # the connections take the cores themselves
    while True:
        try:
            statement = todo.get_nowait()
        except queue.Empty:
            return
        connection.exec_driver_sql(statement)
