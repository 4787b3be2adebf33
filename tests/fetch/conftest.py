"""A site for each test."""

from collections.abc import Iterator

import pytest
from tests.fetch.sites import Hours, Site


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def hours() -> Hours:
    return Hours()
