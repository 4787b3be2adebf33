"""Records to test on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fetch.conftest import hours, site

from reportedly.store.sql import Store

__all__ = ["hours", "site", "store"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new record in a file."""
    with Store.open(tmp_path / "record.db", create=True) as opened:
        yield opened
