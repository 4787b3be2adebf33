"""Records to test on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.store.sql import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new record in a file."""
    with Store.open(tmp_path / "record.db", create=True) as opened:
        yield opened
