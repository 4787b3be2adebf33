"""Accounts: who may do what at each address, whose name signs, which names and passwords are taken, and the file they are in."""

import threading
from pathlib import Path
from typing import Any, cast

import argon2
import pytest
from litestar.testing import TestClient
from web_desk import HOST, TOKEN
from web_team import ORIGIN, OTHER_REVIEWER, PEOPLE, SETUP, WORDS, Clock, quick, signed_in, visitor

from conftest import served
from reportedly.config import Settings
from reportedly.errors import BadOption, NotARecord, RecordTooNew
from reportedly.record.record import Record
from reportedly.web import accounts_passwords
from reportedly.web.accounts import Accounts
from reportedly.web.accounts_passwords import Passwords
from reportedly.web.accounts_rights import NEEDED, RIGHTS, ROLES, Right
from reportedly.web.app import inner
from reportedly.web.desk import Desk
from reportedly.web.problems import NotSignedIn
from reportedly.web.serving import Serving, _hosts, serve

# Each role at each address


def routes(desk: Desk) -> set[str]:
    found = set()
    for route in inner(desk).routes:
        methods = cast("set[str]", cast(Any, route).methods) - {"OPTIONS"}
        found |= {f"{method} {route.path_format}" for method in methods}
    return found


def test_every_route_has_a_decision_and_every_decision_a_route(team: Desk) -> None:
    assert routes(team) == set(NEEDED)


def address_for(template: str) -> str:
    return template.replace("{name}", "v1").replace("{number}", "1").replace("{path}", "events")


@pytest.mark.parametrize("role", ["stranger", *ROLES])
def test_each_role_at_each_route(team: Desk, role: str) -> None:
    rights: frozenset[Right] = RIGHTS[role] if role in ROLES else frozenset()  # type: ignore[index]
    for needed, right in NEEDED.items():
        client = visitor(team) if role == "stranger" else signed_in(team, PEOPLE[role])
        method, _, template = needed.partition(" ")
        # An empty body: whoever may not come in hears that, and not what is wrong with the question.
        answer = client.request(method, address_for(template), headers=ORIGIN)
        if right == "open" or right in rights:
            assert answer.status_code not in (401, 403), (needed, answer.text)
        else:
            assert answer.status_code == (401 if role == "stranger" else 403), (needed, answer.text)
            assert set(answer.json()) == {"message", "cure", "kind"}


def test_a_route_without_a_decision_is_closed_to_everybody(team: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(NEEDED, "GET /api/v1/overview")
    assert signed_in(team, PEOPLE["admin"]).get("/api/v1/overview").status_code == 403


@pytest.mark.parametrize(
    "path", ["//api/v1/events", "/api//v1/events", "/API/v1/events", "/api/v1/events/", "/x/../api/v1/events", "/%61pi/v1/events"]
)
def test_another_way_of_writing_an_address_is_no_way_in(team: Desk, record: Record, path: str) -> None:
    answer = visitor(team).get(f"http://{HOST}{path}")
    assert answer.status_code in (401, 404) or not answer.headers["content-type"].startswith("application/json")
    assert record.events().rows[0].id not in answer.text


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "TRACE"])
def test_other_methods_tell_a_stranger_nothing(team: Desk, method: str) -> None:
    answer = visitor(team).request(method, "/api/v1/events", headers=ORIGIN)
    assert answer.status_code in (401, 405) and not answer.headers.get("etag")


def test_a_reader_judges_nothing(team: Desk) -> None:
    reader = signed_in(team, PEOPLE["reader"])
    answer = reader.post("/api/v1/judgements", json={"kind": "confirm", "names": ["v1"]}, headers=ORIGIN)
    assert answer.status_code == 403 and "reader" in answer.json()["message"]
    assert reader.get("/api/v1/overview").json()["judgements"] == 0


def test_to_withhold_and_to_take_that_back_is_an_admin_s(team: Desk, record: Record, accounts: Accounts) -> None:
    name = next(one.name for one in record.actors().rows if len(one.name) > 6)
    wish = {"kind": "withhold", "field": "person", "names": [name]}
    reviewer, admin = signed_in(team, PEOPLE["reviewer"]), signed_in(team, PEOPLE["admin"])
    assert reviewer.post("/api/v1/judgements", json=wish).status_code == 403
    (made,) = admin.post("/api/v1/judgements", json=wish).json()["judgements"]
    undo = {"kind": "undo", "names": [f"j{made['id']}"]}
    assert reviewer.post("/api/v1/judgements", json=undo).status_code == 403
    (undone,) = admin.post("/api/v1/judgements", json=undo).json()["judgements"]
    told = [(row.who, row.about, row.detail) for row in accounts.audit.page().rows if row.what == "withheld"]
    assert told == [
        (PEOPLE["admin"], f"j{undone['id']}", {"kind": "undo"}), (PEOPLE["admin"], f"j{made['id']}", {"kind": "withhold"}),
    ]  # fmt: skip
    own = {"kind": "confirm", "names": [record.events().rows[0].id]}
    first = reviewer.post("/api/v1/judgements", json=own).json()["judgements"][0]
    assert reviewer.post("/api/v1/judgements", json={"kind": "undo", "names": [f"j{first['id']}"]}).status_code == 201


def test_me_says_who_and_what_one_may(team: Desk) -> None:
    for role, name in PEOPLE.items():
        told = signed_in(team, name).get("/api/v1/me").json()
        assert told == {"name": name, "role": role, "may": sorted(RIGHTS[role]), "accounts": True}  # type: ignore[index]
    assert visitor(team).get("/api/v1/me").status_code == 401


def test_a_desk_that_only_shows_takes_the_changes_from_all(record: Record, accounts: Accounts) -> None:
    shown = Desk(record, Settings(), served(read_only=True), accounts)
    admin = signed_in(shown, PEOPLE["admin"])
    assert admin.get("/api/v1/me").json()["may"] == ["export", "look", "manage"]
    answer = admin.post("/api/v1/judgements", json={"kind": "confirm", "names": ["v1"]})
    assert answer.status_code == 403 and "only shows" in answer.json()["message"]
    assert admin.get("/api/v1/users").status_code == 200


def test_the_page_for_signing_in_is_open_to_a_stranger(team: Desk) -> None:
    stranger = visitor(team)
    assert stranger.get("/").status_code == 200 and stranger.get("/events/v1").status_code == 200
    assert stranger.get("/", params={"token": TOKEN}, follow_redirects=False).status_code == 200
    assert stranger.get("/api/v1/events", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 401


# Without accounts


def test_with_the_token_one_is_whoever_runs_the_program(client: TestClient, stranger: TestClient, desk: Desk) -> None:
    told = client.get("/api/v1/me").json()
    assert (told["name"], told["role"], told["accounts"]) == ("Ida Holm", "admin", False)
    for method, path in (("GET", "users"), ("GET", "audit"), ("DELETE", "session"), ("DELETE", "users/x")):
        assert client.request(method, f"/api/v1/{path}").status_code == 404, path
    assert client.post("/api/v1/session", json={"name": "Ida Holm", "password": "x"}).status_code == 404


def test_with_the_token_of_a_desk_that_only_shows_one_is_a_reader(record: Record) -> None:
    shown = Desk(record, Settings(), served(read_only=True))
    client = visitor(shown)
    client.headers["authorization"] = f"Bearer {TOKEN}"
    told = client.get("/api/v1/me").json()
    assert told["role"] == "reader" and told["may"] == ["export", "look"] and told["name"]


# Signatures


def test_judgements_are_signed_with_the_account_s_name_also_at_the_same_time(team: Desk, record: Record) -> None:
    events = [one.id for one in record.events(paging={"limit": 8}).rows]
    names = (PEOPLE["reviewer"], OTHER_REVIEWER)
    clients = {name: signed_in(team, name) for name in names}
    begin, signed, failed = threading.Barrier(2), [], []

    def work(name: str) -> None:
        begin.wait()
        for event in events:
            answer = clients[name].post("/api/v1/judgements", json={"kind": "confirm", "names": [event], "reason": f"by {name}"})
            if answer.status_code != 201:
                failed.append(answer.text)
            else:
                signed.extend((one["who"], one["reason"]) for one in answer.json()["judgements"])

    threads = [threading.Thread(target=work, args=(name,)) for name in names]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == [] and {who for who, _ in signed} == set(names)
    assert all(reason == f"by {who}" for who, reason in signed)
    logged = [row.judgement for row in record.log(limit=1000).rows if row.judgement is not None]
    assert len(logged) == len(signed) and all(one.reason == f"by {one.who}" for one in logged)


def test_no_request_says_under_which_name_it_is_signed(team: Desk, record: Record) -> None:
    client, event = signed_in(team, PEOPLE["reviewer"]), record.events().rows[0].id
    wish = {"kind": "confirm", "names": [event]}
    assert client.post("/api/v1/judgements", json={**wish, "who": "Ada Quill"}).status_code == 400
    made = client.post("/api/v1/judgements?who=Ada+Quill", json=wish, headers={"x-forwarded-user": "Ada Quill"}).json()
    assert {one["who"] for one in made["judgements"]} == {PEOPLE["reviewer"]}


def test_what_a_removed_account_judged_stays_signed(team: Desk, record: Record, accounts: Accounts) -> None:
    client, event = signed_in(team, OTHER_REVIEWER), record.events().rows[0].id
    client.post("/api/v1/judgements", json={"kind": "confirm", "names": [event]})
    accounts.remove(OTHER_REVIEWER, SETUP)
    told = signed_in(team, PEOPLE["reader"]).get("/api/v1/log").text
    assert OTHER_REVIEWER in told
    assert accounts.list()[-1].name == OTHER_REVIEWER and accounts.list()[-1].removed_at
    with pytest.raises(BadOption, match="was removed"):
        accounts.set_role(OTHER_REVIEWER, "admin", SETUP)
    assert accounts.add(OTHER_REVIEWER.upper(), "reader", WORDS, SETUP).name == OTHER_REVIEWER  # it is the same person again


# Passwords and names


def test_passwords_are_argon2id_at_the_recommended_cost_and_follow_it() -> None:
    passwords = Passwords()
    stored = passwords.hashed(WORDS)
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$") and passwords.fits(stored, WORDS)
    assert not passwords.fits(stored, WORDS + "x") and not passwords.fits("broken", WORDS)
    assert not passwords.fits(None, "the password of nobody")
    assert passwords.is_stale(quick().hashed(WORDS)) and not passwords.is_stale(stored)


def test_a_hash_of_another_cost_is_renewed_when_its_owner_comes_in(tmp_path: Path, clock: Clock, accounts: Accounts) -> None:
    dearer = Passwords(argon2.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    later = Accounts(accounts.file.path, now=clock, passwords=dearer)
    for _ in range(2):
        later.sign_in(PEOPLE["reader"], f"{WORDS} {PEOPLE['reader']}", "203.0.113.5")
    with later.file.reading() as database:
        (stored,) = database.execute("SELECT password FROM account WHERE name = ?", (PEOPLE["reader"],)).fetchone()
    assert "m=16,t=2" in stored
    later.close()


@pytest.mark.parametrize("password", ["", "elevenchars", "x" * 1025])
def test_a_password_has_a_length(accounts: Accounts, password: str) -> None:
    with pytest.raises(BadOption, match="12 to 1,024"):
        accounts.add("Ines Vail", "reader", password, SETUP)
    assert accounts_passwords.LEAST == 12 and len(accounts.list()) == 4


def test_nothing_but_length_is_asked_of_a_password(accounts: Accounts) -> None:
    accounts.add("Ines Vail", "reader", "twelve chars", SETUP)
    assert accounts.sign_in("Ines Vail", "twelve chars", "203.0.113.5")
    with pytest.raises(BadOption, match="account's name"):
        accounts.add("Dagny Ostrov-Lind", "reader", "dagny ostrov-lind", SETUP)


def test_a_password_is_the_same_from_every_keyboard(accounts: Accounts) -> None:
    accounts.add("Ines Vail", "reader", "caf\u00e9 caf\u00e9 caf\u00e9", SETUP)
    assert accounts.sign_in("ines vail", "cafe\u0301 cafe\u0301 cafe\u0301", "203.0.113.5")


def test_a_password_of_broken_characters_is_wrong_and_no_fault(team: Desk) -> None:
    bodies = [
        b'{"name": "Ada Quill", "password": "a\\ud800 lone surrogate"}', b'{"name": "\\ud800", "password": "x"}',
        b'{"name": "\\u0000", "password": "\\u0000"}',
    ]  # fmt: skip
    for body in bodies:
        answer = visitor(team).post("/api/v1/session", content=body, headers={"content-type": "application/json"})
        assert answer.status_code in (400, 401), answer.text


@pytest.mark.parametrize("name", ["", "  ", "a/b", "x" * 65, "Ida\nHolm", "Ida\u202eHolm", "Ida\x00", ".."])
def test_a_name_is_one_that_can_sign(accounts: Accounts, name: str) -> None:
    with pytest.raises(BadOption):
        accounts.add(name, "reader", WORDS, SETUP)


@pytest.mark.parametrize("name", ["ADA QUILL", " Ada Quill ", "Ada  Quill", "\uff21da Quill"])
def test_names_that_look_alike_are_one(accounts: Accounts, name: str) -> None:
    with pytest.raises(BadOption, match="There is an account Ada Quill"):
        accounts.add(name, "reader", WORDS, SETUP)


def test_one_admin_stays(accounts: Accounts) -> None:
    with pytest.raises(BadOption, match="only admin"):
        accounts.remove(PEOPLE["admin"], SETUP)
    with pytest.raises(BadOption, match="only admin"):
        accounts.set_role(PEOPLE["admin"], "reviewer", SETUP)
    accounts.set_role(PEOPLE["reviewer"], "admin", SETUP)
    assert accounts.remove(PEOPLE["admin"], SETUP).removed_at


# The file


def test_the_file_is_its_owner_s_alone(accounts: Accounts) -> None:
    assert accounts.file.path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path, made: Path) -> None:
    before = made.read_bytes()
    with pytest.raises(NotARecord):
        Accounts(made, passwords=quick())
    (tmp_path / "text.users").write_text("Rain fell on the grain depot." * 100)
    with pytest.raises(NotARecord):
        Accounts(tmp_path / "text.users", passwords=quick())
    with pytest.raises(BadOption, match="no accounts"):
        Accounts(tmp_path / "none.users", passwords=quick())
    assert made.read_bytes() == before and not (tmp_path / "none.users").exists()


def test_a_file_of_a_later_version_is_not_touched(accounts: Accounts) -> None:
    with accounts.file.writing() as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(RecordTooNew):
        Accounts(accounts.file.path, passwords=quick())


def test_what_another_process_changes_holds_at_once(team: Desk, accounts: Accounts, clock: Clock) -> None:
    client = signed_in(team, PEOPLE["reader"])
    other = Accounts(accounts.file.path, now=clock, passwords=quick())
    other.set_password(PEOPLE["reader"], "another four plain words", SETUP)
    assert client.get("/api/v1/me").status_code == 401
    other.close()


def test_an_account_that_changes_while_its_password_is_looked_at_is_not_let_in(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = accounts._passwords.fits

    def slow(stored: str | None, password: str) -> bool:
        accounts.remove(PEOPLE["reader"], SETUP)
        return real(stored, password)

    monkeypatch.setattr(accounts._passwords, "fits", slow)
    with pytest.raises(NotSignedIn):
        accounts.sign_in(PEOPLE["reader"], f"{WORDS} {PEOPLE['reader']}", "203.0.113.5")


# Serving


def test_accounts_are_not_served_where_passwords_would_be_read_on_the_way(record: Record, accounts: Accounts) -> None:
    with pytest.raises(BadOption, match="in the clear"):
        serve(record, Settings(), Serving(host="0.0.0.0", port=0), lambda _: None, accounts)


def test_a_desk_without_an_admin_is_not_served(record: Record, tmp_path: Path) -> None:
    empty = Accounts(tmp_path / "empty.users", create=True, passwords=quick())
    with pytest.raises(BadOption, match="is an admin"):
        serve(record, Settings(), Serving(port=0), lambda _: None, empty)
    empty.close()


def test_behind_a_proxy_the_name_has_no_port() -> None:
    hosts = _hosts(Serving(names=("Desk.example",), https=True), 8731)
    assert {"desk.example", "desk.example:443"} <= hosts
    assert "desk.example" not in _hosts(Serving(names=("desk.example",)), 8731)
