"""Statements that are asked again and again with other values: written out once, then handed to SQLite's driver itself.

SQLAlchemy's way to SQLite's driver takes some 0.1 ms a statement, and answering most of these takes less; an answer has a dozen of them.
On PostgreSQL, where the way over the connection takes longer than either, SQLAlchemy executes them.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select

FEW, MANY = 1_024, 1_024
"""Values of a list are filled up to a power of two, and from FEW on to a multiple of MANY: so there are few statements to be parsed."""


class _Written(Struct, frozen=True):
    """The words of a statement for so many values of its list, and from where the value of each mark comes."""

    sql: str
    marks: tuple[tuple[str, int | None], ...]  # the name of a value, and its place where it is one of a list
    own: Mapping[str, Any]
    only_the_list: bool


class Prepared:
    """A statement with named values; ``among`` is the name of the one that is a list (``bindparam(..., expanding=True)``), if any is."""

    def __init__(self, statement: Select[Any], among: str | None = None) -> None:
        """Nothing is written out yet."""
        self.statement = statement
        self._among = among
        self._written: dict[int, _Written] = {}
        self._row: Callable[[Sequence[Any]], Any] | None = None

    def rows(self, connection: Connection, **given: Any) -> Sequence[Any]:
        """The rows, each with its columns by name."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self.statement, given).all()
        if self._row is None:
            names = [str(name) for name in self.statement.selected_columns.keys()]  # noqa: SIM118  no mapping
            named: Any = namedtuple("Row", names)  # type: ignore[misc]
            self._row = named._make
        return list(map(self._row, self._found(connection, given)))

    def tuples(self, connection: Connection, **given: Any) -> Sequence[tuple[Any, ...]]:
        """The rows as tuples, which takes less than naming their columns."""
        if connection.dialect.name != "sqlite":
            return [tuple(row) for row in connection.execute(self.statement, given)]
        return self._found(connection, given).fetchall()

    def first(self, connection: Connection, **given: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        if connection.dialect.name != "sqlite":
            row = connection.execute(self.statement, given).first()
            return None if row is None else tuple(row)
        found: tuple[Any, ...] | None = self._found(connection, given).fetchone()
        return found

    def _found(self, connection: Connection, given: Mapping[str, Any]) -> sqlite3.Cursor:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        listed = () if self._among is None else tuple(given[self._among])
        size = _filled(len(listed))
        written = self._written.get(size)
        if written is None:
            written = self._written[size] = self._write(connection, size)
        if listed and size > len(listed):
            listed += listed[-1:] * (size - len(listed))  # the last once more, which finds nothing more
        if written.only_the_list:
            return driver.execute(written.sql, listed)
        values = {**written.own, **given}
        return driver.execute(written.sql, [values[name] if place is None else listed[place] for name, place in written.marks])

    def _write(self, connection: Connection, size: int) -> _Written:
        compiled = self.statement.compile(connection)
        values = compiled.params if self._among is None else {**compiled.params, self._among: list(range(size))}
        expanded: Any = compiled.construct_expanded_state(values, escape_names=False)
        of_list = {
            name: place
            for bound, names in expanded.parameter_expansion.items() if bound == self._among
            for place, name in enumerate(names)
        }  # fmt: skip
        marks = tuple((name, of_list.get(name)) for name in expanded.positiontup)
        return _Written(
            expanded.statement, marks, {name: value for name, value in expanded.parameters.items() if name not in of_list},
            [place for _, place in marks] == list(range(size)) and size > 0,
        )  # fmt: skip


def _filled(number: int) -> int:
    if number <= 1:
        return number
    return 1 << (number - 1).bit_length() if number <= FEW else -(-number // MANY) * MANY
