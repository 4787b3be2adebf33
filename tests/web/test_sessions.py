"""Sessions: how they begin and end, what other sites can do with them, and how guessing is stopped."""

import json
import threading
import time
from http.cookies import SimpleCookie
from typing import Any, cast

import pytest
from web_desk import HOST
from web_team import (
    ORIGIN,
    OTHER_REVIEWER,
    PEOPLE,
    SETUP,
    WORDS,
    Clock,
    enter,
    session_of,
    signed_in,
    visitor,
)

from conftest import served
from reportedly.config import Settings
from reportedly.record.record import Record
from reportedly.web import accounts_passwords, sessions, sessions_limits
from reportedly.web.accounts import Accounts
from reportedly.web.desk import Desk
from reportedly.web.guard import address_of
from reportedly.web.problems import NotSignedIn, SignInHeld
from reportedly.web.sessions_limits import SignInLimits, network_of

# Sessions


def test_a_session_s_cookie_is_the_browser_s_alone(team: Desk, accounts: Accounts) -> None:
    client = visitor(team)
    answer = enter(client, PEOPLE["reader"])
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie and "Secure" not in cookie
    assert answer.headers["cache-control"] == "no-store" and not answer.content
    assert len(session_of(client)) >= 43
    stored = b"".join(accounts.file.path.parent.joinpath(name).read_bytes() for name in ("record.db.users",))
    assert session_of(client).encode() not in stored


def test_under_https_the_cookie_is_secure_and_the_plain_page_foreign(record: Record, accounts: Accounts) -> None:
    desk = Desk(record, Settings(), served(https=True), accounts)
    client = visitor(desk, f"https://{HOST}")
    cookie = enter(client, PEOPLE["reviewer"]).headers["set-cookie"]
    assert cookie.startswith("__Host-reportedly=") and "; Secure" in cookie and "Domain" not in cookie
    wish = {"kind": "confirm", "names": ["v1"]}
    assert client.post("/api/v1/judgements", json=wish, headers={"origin": f"http://{HOST}"}).status_code == 403
    assert client.get("/api/v1/me", headers={"x-forwarded-proto": "http"}).status_code == 403
    assert client.get("/api/v1/me", headers={"x-forwarded-proto": "https"}).status_code == 200


def test_signing_in_takes_a_new_id_and_ends_the_old(team: Desk) -> None:
    client, planted = visitor(team), "an-id-that-somebody-planted"
    client.cookies.set("reportedly-session-0", planted, domain=HOST, path="/")
    answer = enter(client, PEOPLE["reader"])
    first = SimpleCookie(answer.headers["set-cookie"])["reportedly-session-0"].value
    assert first != planted

    def status(session_id: str) -> int:
        bare = visitor(team)
        return bare.get("/api/v1/me", headers={"cookie": f"reportedly-session-0={session_id}"}).status_code

    assert (status(planted), status(first)) == (401, 200)
    again = visitor(team).post(
        "/api/v1/session", json={"name": PEOPLE["reader"], "password": f"{WORDS} {PEOPLE['reader']}"},
        headers={"cookie": f"reportedly-session-0={first}"},
    )  # fmt: skip
    second = SimpleCookie(again.headers["set-cookie"])["reportedly-session-0"].value
    assert (status(first), status(second)) == (401, 200)


def test_a_session_that_is_not_used_is_over(team: Desk, clock: Clock) -> None:
    client = signed_in(team, PEOPLE["reader"])
    clock.turn(minutes=59)
    assert client.get("/api/v1/me").status_code == 200
    clock.turn(minutes=59)
    assert client.get("/api/v1/me").status_code == 200  # it was used
    clock.turn(seconds=sessions.IDLE.total_seconds())
    assert client.get("/api/v1/me").status_code == 401


def test_no_session_outlives_the_longest(team: Desk, clock: Clock) -> None:
    client = signed_in(team, PEOPLE["reader"])
    for _ in range(23):
        clock.turn(minutes=30)
        assert client.get("/api/v1/me").status_code == 200
    clock.turn(minutes=30)
    assert client.get("/api/v1/me").status_code == 401


def test_signing_out_here_and_everywhere(team: Desk) -> None:
    one, two, three = (signed_in(team, PEOPLE["reviewer"]) for _ in range(3))
    kept = session_of(one)
    gone = one.delete("/api/v1/session", headers=ORIGIN)
    assert gone.status_code == 204 and "Max-Age=0" in gone.headers["set-cookie"]
    assert visitor(team).get("/api/v1/me", headers={"cookie": f"reportedly-session-0={kept}"}).status_code == 401
    assert two.get("/api/v1/me").status_code == 200
    other = signed_in(team, PEOPLE["reader"])
    assert two.delete("/api/v1/session?everywhere=true", headers=ORIGIN).status_code == 204
    assert three.get("/api/v1/me").status_code == 401 and other.get("/api/v1/me").status_code == 200


def test_a_role_a_password_and_a_removal_hold_at_once(team: Desk) -> None:
    admin, reviewer = signed_in(team, PEOPLE["admin"]), signed_in(team, PEOPLE["reviewer"])
    path = f"/api/v1/users/{PEOPLE['reviewer']}"
    assert admin.post(f"{path}/role", json={"role": "reader"}).json()["role"] == "reader"
    assert reviewer.get("/api/v1/me").json()["role"] == "reader"
    assert reviewer.post("/api/v1/judgements", json={"kind": "confirm", "names": ["v1"]}).status_code == 403
    assert admin.post(f"{path}/password", json={"password": "another four plain words"}).status_code == 200
    assert reviewer.get("/api/v1/me").status_code == 401
    assert enter(reviewer, PEOPLE["reviewer"]).status_code == 401
    assert enter(reviewer, PEOPLE["reviewer"], "another four plain words").status_code == 204
    assert admin.delete(path).json()["removed_at"]
    assert reviewer.get("/api/v1/me").status_code == 401
    assert enter(reviewer, PEOPLE["reviewer"], "another four plain words").status_code == 401


def test_one_changes_one_s_own_password_knowing_the_old(team: Desk) -> None:
    here, there = signed_in(team, PEOPLE["reader"]), signed_in(team, PEOPLE["reader"])
    assert here.post("/api/v1/me/password", json={"old": "not it", "new": "another four plain words"}).status_code == 400
    old = f"{WORDS} {PEOPLE['reader']}"
    assert here.post("/api/v1/me/password", json={"old": old, "new": "short"}).status_code == 400
    assert here.post("/api/v1/me/password", json={"old": old, "new": "another four plain words"}).status_code == 204
    assert here.get("/api/v1/me").status_code == 200 and there.get("/api/v1/me").status_code == 401
    assert enter(there, PEOPLE["reader"], "another four plain words").status_code == 204
    for _ in range(sessions_limits.MOST_PAIR):
        here.post("/api/v1/me/password", json={"old": "not it", "new": "another four plain words"})
    held = here.post("/api/v1/me/password", json={"old": "another four plain words", "new": "a third row of words"})
    assert held.status_code == 429


# Other sites


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}])
def test_another_site_neither_signs_in_nor_out_nor_judges(team: Desk, headers: dict[str, str]) -> None:
    client = signed_in(team, PEOPLE["admin"])
    assert client.post("/api/v1/judgements", json={"kind": "confirm", "names": ["v1"]}, headers=headers).status_code == 403
    assert client.delete("/api/v1/session", headers=headers).status_code == 403
    assert enter(client, PEOPLE["reader"], **headers).status_code == 403
    assert client.get("/api/v1/me").json()["name"] == PEOPLE["admin"]


def test_a_form_s_body_signs_nobody_in(team: Desk) -> None:
    body = json.dumps({"name": PEOPLE["reader"], "password": "x" * 12})
    answer = visitor(team).post("/api/v1/session", content=body, headers={"content-type": "text/plain"})
    assert "set-cookie" not in answer.headers


# Guessing


def test_guessing_is_stopped_and_the_right_password_waits_too(team: Desk, clock: Clock) -> None:
    client, name = visitor(team), PEOPLE["reviewer"]
    tried = [enter(client, name, f"a wrong guess {one}").status_code for one in range(8)]
    assert tried == [401] * sessions_limits.MOST_PAIR + [429] * (8 - sessions_limits.MOST_PAIR)
    held = enter(client, name)
    assert held.status_code == 429 and 0 < int(held.headers["retry-after"]) <= sessions_limits.WINDOW.total_seconds() + 1
    clock.turn(seconds=int(held.headers["retry-after"]))
    assert enter(client, name).status_code == 204


def test_a_few_wrong_ones_are_forgotten_by_a_right_one(team: Desk) -> None:
    client, name = visitor(team), PEOPLE["reviewer"]
    for _ in range(3):
        for _ in range(sessions_limits.MOST_PAIR - 1):
            assert enter(client, name, "a wrong guess again").status_code == 401
        assert enter(client, name).status_code == 204


def test_one_password_for_every_name_and_every_address_for_one_name_are_stopped(clock: Clock) -> None:
    limits = SignInLimits(clock)
    assert [limits.attempt(f"n{one}", "203.0.113.5") is None for one in range(31)] == [True] * sessions_limits.MOST_ADDRESS + [False]
    limits = SignInLimits(clock)
    tried = [limits.attempt("ada", f"203.0.113.{one}") is None for one in range(61)]
    assert tried == [True] * sessions_limits.MOST_NAME + [False]
    assert limits.attempt("bo", "203.0.113.60") is None  # others come in


def test_one_customer_s_ipv6_addresses_are_one() -> None:
    assert network_of("2001:db8:1:2::5") == network_of("2001:db8:1:2:ffff::9") != network_of("2001:db8:1:3::5")
    assert network_of("::ffff:203.0.113.5") == "203.0.113.5" and network_of("no address") == "no address"


def test_many_at_once_are_no_way_around(accounts: Accounts) -> None:
    outcomes: list[type[Exception]] = []

    def guess() -> None:
        try:
            accounts.sign_in(PEOPLE["admin"], "a wrong guess again", "203.0.113.5")
        except (NotSignedIn, SignInHeld) as error:
            outcomes.append(type(error))

    threads = [threading.Thread(target=guess) for _ in range(20)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert outcomes.count(NotSignedIn) == sessions_limits.MOST_PAIR and outcomes.count(SignInHeld) == 20 - sessions_limits.MOST_PAIR


def test_an_address_that_the_asker_wrote_is_not_believed(record: Record, accounts: Accounts) -> None:
    plain = visitor(Desk(record, Settings(), served(), accounts))
    tried = [enter(plain, PEOPLE["reader"], "a wrong guess", **{"x-forwarded-for": f"203.0.113.{one}"}).status_code for one in range(6)]
    assert tried[-1] == 429
    proxied = visitor(Desk(record, Settings(), served(https=True), accounts), f"https://{HOST}")
    told = [{"x-forwarded-for": f"198.51.100.{one}, 203.0.113.9"} for one in range(6)]
    tried = [enter(proxied, PEOPLE["admin"], "a wrong guess", **headers).status_code for headers in told]
    assert tried[-1] == 429
    assert accounts.audit.page().rows[0].address == "203.0.113.9"


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("203.0.113.9", "203.0.113.9"), ("203.0.113.9:4711", "203.0.113.9"), ("[2001:db8::5]:4711", "2001:db8::5"),
        ("2001:db8::5", "2001:db8::5"), ("", "192.0.2.1"), ("6.6.6.6,  203.0.113.9", "203.0.113.9"),
    ],
)  # fmt: skip
def test_the_proxy_s_word_on_who_asks(told: str, address: str) -> None:
    scope = cast(Any, {"client": ("192.0.2.1", 1)})
    assert address_of(scope, {"x-forwarded-for": told}, https=True) == address
    assert address_of(scope, {"x-forwarded-for": told}, https=False) == "192.0.2.1"


def test_guesses_from_everywhere_don_t_take_the_whole_desk(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    held, hasher, outcomes = threading.Event(), accounts._passwords._hasher, []
    monkeypatch.setattr(type(hasher), "verify", staticmethod(lambda stored, password: held.wait(30) and False))

    def guess(number: int) -> None:
        try:
            accounts.sign_in(f"Name {number}", "a wrong guess", f"203.0.113.{number}")
        except (NotSignedIn, SignInHeld) as error:
            outcomes.append(type(error))

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(20)]
    for one in threads:
        one.start()
    for _ in range(200):
        if len(outcomes) == 20 - accounts_passwords._WAITING:
            break
        time.sleep(0.05)
    assert outcomes == [SignInHeld] * (20 - accounts_passwords._WAITING)  # the others wait for their turn
    held.set()
    for one in threads:
        one.join()
    assert outcomes.count(NotSignedIn) == accounts_passwords._WAITING


def test_nobody_learns_which_names_there_are(team: Desk, accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.remove(OTHER_REVIEWER, SETUP)
    checked: list[str] = []
    hasher = accounts._passwords._hasher
    real = hasher.verify

    def counted(stored: str, password: str) -> bool:
        checked.append(stored.rsplit("$", 2)[0])  # the parameters, which decide how long it takes
        return bool(real(stored, password))

    monkeypatch.setattr(type(hasher), "verify", staticmethod(counted))
    answers = [enter(visitor(team), name, "a wrong guess") for name in (PEOPLE["admin"], "Nobody Known", OTHER_REVIEWER)]
    assert len({(one.status_code, one.text) for one in answers}) == 1 and answers[0].status_code == 401
    assert len(checked) == 3 and len(set(checked)) == 1
    held = []
    for name in ("Nobody Known", PEOPLE["admin"]):
        for _ in range(sessions_limits.MOST_PAIR):
            last = enter(visitor(team), name, "a wrong guess")
        held.append((last.status_code, last.json()))
    assert held[0] == held[1] and held[0][0] == 429
