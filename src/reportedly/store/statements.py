"""The statements that add, change and delete rows by key, the same on both databases but for the mark of a parameter."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Column, PrimaryKeyConstraint, Table, UniqueConstraint

from reportedly.errors import BadOption
from reportedly.store.archive import fitting, plain
from reportedly.store.tables import metadata

NAMES = {table.name: tuple(table.columns.keys()) for table in metadata.tables.values()}


def _indexed(table: Table) -> frozenset[str]:
    """The columns of the primary key, of unique constraints and of indexes; not those of which an index holds a part."""
    held = [column for index in table.indexes for column in index.expressions if isinstance(column, Column)]
    held += [
        column
        for one in table.constraints
        if isinstance(one, UniqueConstraint | PrimaryKeyConstraint)
        for column in one.columns
    ]
    return frozenset(str(column.name) for column in held)


_INDEXED = {table.name: _indexed(table) for table in metadata.tables.values()}
_NAME_SETS = {name: frozenset(names) for name, names in NAMES.items()}


def insert_into(table: Table, mark: str) -> str:
    """Add one row, a value for each column in the table's order."""
    names = [column.name for column in table.columns]
    return f"INSERT INTO {_quoted(table.name)} ({_list(names)}) VALUES ({', '.join(mark for _ in names)})"  # noqa: S608  our own names


def upsert_into(table: Table, mark: str) -> str:
    """Add one row, or give the row of the same primary key these values."""
    keys = [column.name for column in table.primary_key.columns]
    others = [column.name for column in table.columns if column.name not in keys]
    new = ", ".join(f"{_quoted(name)} = excluded.{_quoted(name)}" for name in others)
    return f"{insert_into(table, mark)} ON CONFLICT ({_list(keys)}) DO " + (
        f"UPDATE SET {new}" if others else "NOTHING"
    )


def update_of(table: Table, values: Sequence[str], keys: Sequence[str], mark: str) -> str:
    """Give the columns ``values`` new values in the rows where the columns ``keys`` have theirs."""
    new = ", ".join(f"{_quoted(name)} = {mark}" for name in values)
    return f"UPDATE {_quoted(table.name)} SET {new} WHERE {_where(keys, mark)}"  # noqa: S608  our own names


def delete_from(table: Table, keys: Sequence[str], mark: str) -> str:
    """Delete the rows where the columns ``keys`` have their values."""
    return f"DELETE FROM {_quoted(table.name)} WHERE {_where(keys, mark)}"  # noqa: S608  our own names


def select_from(table: Table, columns: Sequence[str], keys: Sequence[str], mark: str) -> str:
    """The values of ``columns`` in the rows where the columns ``keys`` have their values, by primary key."""
    order = _list([column.name for column in table.primary_key.columns])
    return f"SELECT {_list(columns)} FROM {_quoted(table.name)} WHERE {_where(keys, mark)} ORDER BY {order}"  # noqa: S608  our own names


def select_among(table: Table, columns: Sequence[str], key: str, count: int, mark: str) -> str:
    """The values of ``columns`` in the rows where the column ``key`` has one of ``count`` values."""
    marks = ", ".join([mark] * count)
    return f"SELECT {_list(columns)} FROM {_quoted(table.name)} WHERE {_quoted(key)} IN ({marks})"  # noqa: S608  our own names


def select_any(table: Table, columns: Sequence[str], key: str) -> str:
    """The same of a list of values that is one parameter, as PostgreSQL takes it; in binary, since a list in text has to be quoted."""
    return f"SELECT {_list(columns)} FROM {_quoted(table.name)} WHERE {_quoted(key)} = ANY(%b)"  # noqa: S608  our own names


def in_order(table: Table, row: Mapping[str, object]) -> tuple[object, ...]:
    """The row's values in the order of the table's columns, None for those it lacks; raises BadOption for one too many."""
    name = table.name
    names = NAMES[name]
    if len(row) > len(names) or not row.keys() <= _NAME_SETS[name]:
        raise BadOption(f"The table {name} has no column {sorted(set(row) - set(names))}.", "See store.tables.")
    indexed = _INDEXED[name]
    return tuple(
        [
            (fitting(plain(value)) if column in indexed else plain(value)) if isinstance(value, str) else value
            for column, value in zip(names, map(row.get, names), strict=True)
        ]
    )


def storable(table: Table, key: Mapping[str, object]) -> list[object]:
    """The values of some columns as ``in_order`` would keep them."""
    indexed = _INDEXED[table.name]
    return [
        (fitting(plain(value)) if column in indexed else plain(value)) if isinstance(value, str) else value
        for column, value in key.items()
    ]


def known(table: Table, names: Sequence[str]) -> Sequence[str]:
    """The names, which must be columns of the table and at least one; raises BadOption else."""
    if not names or any(name not in table.columns for name in names):
        raise BadOption(f"{list(names)} are not columns of the table {table.name}.", "See store.tables.")
    return names


def _quoted(name: str) -> str:
    return f'"{name}"'


def _list(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))


def _where(keys: Sequence[str], mark: str) -> str:
    return " AND ".join(f"{_quoted(name)} = {mark}" for name in keys)
