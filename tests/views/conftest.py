"""A record to ask, on both databases; made once for the tests of a file, which only read it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection
from tests.store.conftest import new_database, server  # noqa: F401  fixtures, used by name
from tests.views.filling import fill

from reportedly.store.sql import Store


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where an empty record may be made."""
    if request.param == "sqlite":
        yield str(tmp_path_factory.mktemp("record") / "record.db")
        return
    yield request.getfixturevalue("new_database")("views")


@pytest.fixture(scope="module")
def record(target: str) -> Iterator[Store]:
    """The record of filling.py."""
    with Store.open(target, create=True) as store:
        fill(store)
        yield store


@pytest.fixture
def connection(record: Store) -> Iterator[Connection]:
    """A reader's connection to it."""
    with record.reading() as snapshot:
        yield snapshot.connection
