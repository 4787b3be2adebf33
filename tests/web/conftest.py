import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient
from tests.record.generated import GeneratedReader, write_lines
from web_desk import HOST, TOKEN
from web_team import OTHER_REVIEWER, PEOPLE, SETUP, WORDS, Clock, quick

from reportedly.config import Settings
from reportedly.record.adding import Adding
from reportedly.record.record import Record
from reportedly.record.steps import Wanted
from reportedly.web.accounts import Accounts
from reportedly.web.app import application
from reportedly.web.desk import Desk, Served


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of twelve generated reports."""
    folder = tmp_path_factory.mktemp("web")
    with Record.open(folder / "record.db", create=True) as record:
        Adding(record.store, GeneratedReader(), Wanted(paths=(str(write_lines(folder / "reports.jsonl", range(12))),))).run()
    return folder / "record.db"


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Iterator[Record]:
    """A copy of it, which a test may change."""
    (tmp_path / "record.db").write_bytes(made.read_bytes())
    with Record.open(tmp_path / "record.db") as opened:
        opened._reader = GeneratedReader()  # type: ignore[assignment]
        yield opened


def served(**more: object) -> Served:
    return Served(hosts=frozenset({HOST}), token=TOKEN, **more)  # type: ignore[arg-type]


@pytest.fixture
def desk(record: Record) -> Desk:
    return Desk(record, Settings(who="Ida Holm"), served())


@pytest.fixture
def stranger(desk: Desk) -> Iterator[TestClient]:
    """Somebody without the token."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with TestClient(application(desk)) as client:  # type: ignore[arg-type]
        yield client


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """Somebody who opened the link."""
    stranger.headers["authorization"] = f"Bearer {TOKEN}"
    return stranger


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Iterator[Accounts]:
    made = Accounts(tmp_path / "record.db.users", create=True, now=clock, passwords=quick())
    for role, name in PEOPLE.items():
        made.add(name, role, f"{WORDS} {name}", SETUP)
    made.add(OTHER_REVIEWER, "reviewer", f"{WORDS} {OTHER_REVIEWER}", SETUP)
    yield made
    made.close()


@pytest.fixture
def team(record: Record, accounts: Accounts) -> Desk:
    return Desk(record, Settings(who="Nobody Signs"), served(), accounts)
