"""Records to test on: one in SQLite, one in PostgreSQL, empty each time."""

import os
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from tests.store.server import binaries, postgresql

from reportedly.store.sql import Store

NUMBERS = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server; skipped where none is installed, but never in continuous integration."""
    if binaries() is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed; .ci/postgresql installs it")
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql has it)")
    with tempfile.TemporaryDirectory(prefix="reportedly-pg-") as folder, postgresql(Path(folder)) as url:
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        with engine.begin() as connection:
            connection.execute(text("CREATE ROLE guarded LOGIN PASSWORD 'right-word'"))
        engine.dispose()
        yield url


@pytest.fixture(scope="session")
def new_database(server: str) -> Iterator[Callable[[str], str]]:
    """Makes a database and gives its URL."""
    keeper = create_engine(server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    made = []

    def make(name: str) -> str:
        made.append(f"{name}_{next(NUMBERS)}")
        with keeper.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {made[-1]}"))
        return server.rsplit("/", 1)[0] + "/" + made[-1]

    yield make
    with keeper.connect() as connection:
        for name in made:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    keeper.dispose()


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
