"""The pages of a desk with accounts: signing in and out, what each role may do, sessions that are over. All people are invented."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import argon2
import pytest
from desk_browser import AXE, Visit, visiting

from reportedly.web.accounts import Accounts, By
from reportedly.web.accounts_passwords import Passwords

PEOPLE = {"reader": "Rana Tel", "reviewer": "Viktor Orme", "admin": "Ada Quill"}
WORDS = "four plain words together"
WRONG = "some other words instead"


@pytest.fixture(scope="module")
def users(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The accounts' file, beside a copy of the record."""
    folder = tmp_path_factory.mktemp("team")
    (folder / "record.db").write_bytes(made.read_bytes())
    quick = Passwords(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    accounts = Accounts(folder / "record.db.users", create=True, passwords=quick)
    for role, name in PEOPLE.items():
        accounts.add(name, role, f"{WORDS} {name}", By(who="the test"))
    accounts.close()
    return folder / "record.db.users"


@pytest.fixture(scope="module")
def door(users: Path) -> Iterator[str]:
    """The address of the desk, which has no token."""
    command = [
        sys.executable, "-c", "from reportedly.cli.main import run; run()", "serve", str(users.with_suffix("")), "--users", "--port", "0",
        "--no-browser",
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        try:
            assert served.stdout is not None
            found = re.search(r"http\S+", served.stdout.readline())
            assert found and "token" not in found.group(0)
            yield found.group(0).rstrip("/") + "/?"
        finally:
            served.terminate()


@pytest.fixture
def visit(browser: Any, door: str) -> Iterator[Visit]:
    with visiting(browser, door, viewport={"width": 1280, "height": 800}) as opened:
        yield opened


def enter(visit: Visit, role: str, password: str | None = None) -> None:
    visit.page.get_by_label("Name").fill(PEOPLE[role])
    visit.page.get_by_label("Password").fill(password or f"{WORDS} {PEOPLE[role]}")
    visit.page.get_by_role("button", name="Sign in").click()


def inside(visit: Visit, role: str) -> None:
    enter(visit, role)
    visit.page.get_by_role("link", name=PEOPLE[role]).wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_door_and_on_the_accounts_page(browser: Any, door: str, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is missing: cd web && npm ci")
    with visiting(browser, door, viewport={"width": 1280, "height": 800}, color_scheme=scheme, bypass_csp=True) as visit:
        visit.page.get_by_label("Password").wait_for()
        assert visit.violations() == []
        inside(visit, "admin")
        visit.open("/account")
        visit.page.get_by_text(PEOPLE["reviewer"]).first.wait_for()
        assert visit.violations() == []


def status(visit: Visit, method: str, path: str, body: dict[str, Any] | None = None) -> int:
    """What the API answers to the page of whoever is signed in, whatever its buttons offer."""
    found: int = visit.page.evaluate(
        """([method, path, body]) => fetch('/api/v1/' + path, {method, headers: {'content-type': 'application/json'},
        body: body && JSON.stringify(body)}).then(one => one.status)""",
        [method, path, body],
    )
    return found


def test_a_stranger_sees_the_door_and_a_link_leads_on_behind_it(visit: Visit) -> None:
    page = visit.page
    visit.open("/events?sort=oldest")
    page.get_by_role("heading", name="Sign in").wait_for()
    assert page.evaluate("document.activeElement.autocomplete") == "username"
    assert page.locator("nav").count() == 0 and status(visit, "GET", "events") == 401
    inside(visit, "reader")
    assert page.url == f"{visit.base}/events?sort=oldest"
    assert page.get_by_label("Order").input_value() == "oldest"


def test_a_wrong_password_is_said_and_nothing_is_told(visit: Visit) -> None:
    page = visit.page
    enter(visit, "reader", WRONG)
    told = page.get_by_role("alert")
    told.wait_for()
    known = told.inner_text()
    assert (
        page.get_by_label("Password").input_value() == "" and page.evaluate("document.activeElement.type") == "password"
    )
    page.get_by_label("Name").fill("Nobody Known")
    page.get_by_label("Password").fill(WRONG)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_function("() => !document.querySelector('button.main').disabled")
    assert told.inner_text() == known  # the same words, whether there is such an account or not
    assert status(visit, "GET", "overview") == 401
    page.get_by_label("Name").fill(PEOPLE["reader"])
    inside(visit, "reader")


def test_a_reader_looks_and_judges_nothing(visit: Visit) -> None:
    inside(visit, "reader")
    page = visit.page
    visit.open("/review")
    page.get_by_text("Judging takes the role of a reviewer").first.wait_for()
    before = page.evaluate("fetch('/api/v1/overview').then(one => one.json()).then(one => one.judgements)")
    page.locator("aside h1").click()
    page.keyboard.press("a")
    page.keyboard.press("x")
    event = page.evaluate("fetch('/api/v1/events').then(one => one.json()).then(one => one.rows[0].id)")
    visit.open(f"/events/{event}")
    assert page.get_by_role("button", name=re.compile("right|wrong|another event", re.IGNORECASE)).count() == 0
    assert page.get_by_role("link", name="Evidence pack").count() == 1
    visit.open("/add")
    page.get_by_text("Adding reports takes the role of an admin").wait_for()
    assert page.locator("input[type=file]").count() == 0
    visit.open("/account")
    assert page.get_by_role("heading", name="Audit log").count() == 0
    assert status(visit, "POST", "judgements", {"kind": "confirm", "names": [event]}) == 403
    assert status(visit, "POST", "add/text", {"text": "Invented."}) == 403
    assert status(visit, "GET", "users") == 403 and status(visit, "GET", "audit") == 403
    assert page.evaluate("fetch('/api/v1/overview').then(one => one.json()).then(one => one.judgements)") == before


def test_a_reviewer_judges_under_the_own_name_and_adds_nothing(visit: Visit) -> None:
    inside(visit, "reviewer")
    page = visit.page
    event = page.evaluate("fetch('/api/v1/events').then(one => one.json()).then(one => one.rows[0].id)")
    visit.open(f"/events/{event}")
    page.get_by_role("button", name=re.compile(" is right$")).first.click()
    page.get_by_text("Judged; it stands in the log").wait_for()
    page.get_by_text(f"judged right by {PEOPLE['reviewer']}").first.wait_for()
    visit.open("/add")
    page.get_by_text("Adding reports takes the role of an admin").wait_for()
    assert status(visit, "POST", "add/text", {"text": "Invented."}) == 403
    assert (
        status(visit, "POST", "judgements", {"kind": "withhold", "field": "person", "names": ["Nobody Known"]}) == 403
    )
    assert status(visit, "GET", "users") == 403


def test_two_accounts_agree_and_the_desk_says_how_far(visit: Visit, browser: Any, door: str) -> None:
    inside(visit, "reviewer")
    rows = visit.page.evaluate("fetch('/api/v1/claims?limit=50').then(one => one.json())")["rows"]
    claims = [one["id"] for one in rows if one["event"]][:4]  # a relation can't be judged
    with visiting(browser, door, viewport={"width": 1280, "height": 800}) as other:
        inside(other, "admin")
        for at, claim in enumerate(claims):
            kind = "confirm" if at % 2 else "reject"
            assert status(visit, "POST", "judgements", {"kind": kind, "names": [claim]}) == 201
            assert status(other, "POST", "judgements", {"kind": kind, "names": [claim]}) == 201
        visit.open("/log")
        card = visit.page.locator("section[aria-label=Reviewers]")
        card.wait_for()
        assert re.search(
            r"Krippendorff's α is 1\.00 over [45] claims judged by two people or more: they agree well",
            card.inner_text(),
        )
        assert card.locator("tbody tr").count() == 2
        card.get_by_role("link", name=PEOPLE["admin"]).click()
        visit.page.get_by_text(f"What {PEOPLE['admin']} judged").wait_for()
        visit.page.get_by_text(f"{PEOPLE['admin']} judged").nth(1).wait_for()
        visit.page.locator(".column > table tbody", has_not_text=PEOPLE["reviewer"]).wait_for()
        rows = visit.page.locator(".column > table tbody").inner_text()
        assert PEOPLE["reviewer"] not in rows and rows.count(PEOPLE["admin"]) == len(claims)


def test_an_admin_manages_accounts_and_reads_the_audit_log(visit: Visit) -> None:
    inside(visit, "admin")
    page = visit.page
    visit.open("/add")
    page.locator("input[type=file]").wait_for(state="attached")
    visit.open("/account")
    page.get_by_role("heading", name="Audit log").wait_for()
    page.get_by_text("signed-in").or_(page.get_by_text("signed in")).first.wait_for()
    for name in PEOPLE.values():
        assert page.locator("table").first.get_by_text(name).count()


def test_signing_out_and_a_session_that_is_over_lead_back_to_the_door(visit: Visit, users: Path) -> None:
    inside(visit, "reader")
    page = visit.page
    visit.open("/account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("heading", name="Sign in").wait_for()
    assert status(visit, "GET", "events") == 401
    page.go_back()
    page.get_by_role("heading", name="Sign in").wait_for()
    inside(visit, "reader")
    visit.open("/timeline")
    with sqlite3.connect(users) as file:
        file.execute("UPDATE session SET seen_at = '2001-01-01T00:00:00.000000+00:00'")
    file.close()
    page.get_by_role("navigation").get_by_role("link", name="Actors").click()  # asks, and is told that it is over
    page.get_by_role("heading", name="Sign in").wait_for()
    assert "Tel" not in page.locator("main").inner_text() and page.locator("nav").count() == 0
    inside(visit, "reader")
    assert page.url.endswith("/actors")
