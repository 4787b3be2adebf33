"""Records to test on: one in SQLite, one in PostgreSQL, empty each time."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.store.server import new_database, server

from reportedly.store.sql import Store

__all__ = ["new_database", "server"]  # fixtures, used by name


@pytest.fixture
def database(new_database: Callable[[str], str]) -> str:
    """The URL of a new database."""
    return new_database("record")


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where to make a record: the contract holds for both."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    return str(request.getfixturevalue("database"))


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    """An empty record."""
    with Store.open(target, create=True) as opened:
        yield opened
