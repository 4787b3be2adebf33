"""A desk with accounts, for tests; all people here are invented."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from weakref import WeakKeyDictionary

import argon2
from litestar.testing import TestClient
from web_desk import HOST

from reportedly.web.accounts import Accounts, By
from reportedly.web.accounts_passwords import Passwords
from reportedly.web.app import application
from reportedly.web.desk import Desk

PEOPLE = {"reader": "Rana Tel", "reviewer": "Viktor Orme", "admin": "Ada Quill"}
OTHER_REVIEWER = "Osei Marr"
WORDS = "four plain words together"
SETUP = By(who="the test")
_APPLICATIONS: WeakKeyDictionary[Desk, Any] = WeakKeyDictionary()  # one for all visitors of a desk: making it takes longer than they do
ORIGIN = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = datetime(2031, 4, 6, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


def quick() -> Passwords:
    """Argon2 with the least that it takes: the tests are not about its cost."""
    return Passwords(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def visitor(desk: Desk, base: str = f"http://{HOST}") -> TestClient:
    logging.getLogger("httpx").setLevel(logging.WARNING)
    if desk not in _APPLICATIONS:
        _APPLICATIONS[desk] = application(desk)
    return TestClient(cast(Any, _APPLICATIONS[desk]), base_url=base)


def enter(client: TestClient, name: str, password: str | None = None, **headers: str) -> Any:
    return client.post("/api/v1/session", json={"name": name, "password": password or f"{WORDS} {name}"}, headers=headers)


def signed_in(desk: Desk, name: str) -> TestClient:
    client = visitor(desk)
    assert enter(client, name).status_code == 204
    return client


def session_of(client: TestClient) -> str:
    (cookie,) = [one for one in client.cookies.jar if one.name.startswith("reportedly-session")]
    assert cookie.value
    return cookie.value


def log_of(accounts: Accounts) -> list[tuple[str, str | None, str | None]]:
    return [(row.what, row.who, row.about) for row in reversed(accounts.audit.page(limit=1000).rows)]
