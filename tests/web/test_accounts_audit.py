"""The audit log: what it keeps, that it is only added to, and that no secret is in it or in any answer."""

import logging
import re
import sqlite3
from typing import Any, cast

import pytest
from litestar.testing import TestClient
from web_desk import HOST
from web_team import PEOPLE, WORDS, enter, log_of, session_of, signed_in, visitor

from reportedly.record.record import Record
from reportedly.web.accounts import Accounts
from reportedly.web.accounts_rights import NEEDED
from reportedly.web.app import application
from reportedly.web.desk import Desk

# The audit log


def test_the_audit_log_has_what_happened(team: Desk, accounts: Accounts) -> None:
    before = len(log_of(accounts))
    admin = signed_in(team, PEOPLE["admin"])
    enter(visitor(team), PEOPLE["reader"], "a wrong guess")
    enter(visitor(team), "Nobody Known", "a wrong guess")
    admin.post("/api/v1/users", json={"name": "Ines Vail", "role": "reader", "password": WORDS})
    admin.post("/api/v1/users/Ines Vail/role", json={"role": "reviewer"})
    admin.post("/api/v1/users/Ines Vail/password", json={"password": WORDS})
    admin.delete("/api/v1/users/Ines Vail")
    answer = admin.get("/api/v1/export/claims?since=2016&until=2099")
    assert answer.status_code == 200, answer.text
    assert admin.get("/api/v1/export/none").status_code == 400
    assert admin.get("/api/v1/reports/r1/original").status_code == 200
    admin.delete("/api/v1/session")
    ada = PEOPLE["admin"]
    assert log_of(accounts)[before:] == [
        ("signed-in", ada, None), ("sign-in-failed", None, PEOPLE["reader"]), ("sign-in-failed", None, None), ("added", ada, "Ines Vail"),
        ("role", ada, "Ines Vail"), ("password", ada, "Ines Vail"), ("removed", ada, "Ines Vail"), ("exported", ada, "claims"),
        ("original", ada, "r1"), ("signed-out", ada, None),
    ]  # fmt: skip
    told = signed_in(team, ada).get("/api/v1/audit?limit=20").json()["rows"]
    assert next(one for one in told if one["what"] == "exported")["detail"] == {"since": "2016", "until": "2099"}
    assert next(one for one in told if one["what"] == "role")["detail"] == {"from": "reader", "to": "reviewer"}
    assert {one["address"] for one in told[:-1] if one["who"] == ada} == {"testclient"}


def test_the_audit_log_is_paged_the_latest_first(team: Desk) -> None:
    admin = signed_in(team, PEOPLE["admin"])
    first = admin.get("/api/v1/audit?limit=2").json()
    second = admin.get(f"/api/v1/audit?limit=2&cursor={first['next']}").json()
    ids = [one["id"] for one in (*first["rows"], *second["rows"])]
    assert ids == sorted(ids, reverse=True) and len(set(ids)) == 4 and first["rows"][0]["what"] == "signed-in"
    for wrong in ("limit=0", "limit=5000", "cursor=x", "cursor=-1"):
        assert admin.get(f"/api/v1/audit?{wrong}").status_code == 400


def test_the_audit_log_is_only_added_to(accounts: Accounts) -> None:
    with sqlite3.connect(accounts.file.path) as other:
        for change in ("DELETE FROM audit", "UPDATE audit SET who = 'Somebody Else'"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                other.execute(change)
    other.close()


def test_an_export_that_the_log_can_t_note_does_not_leave(team: Desk, accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = signed_in(team, PEOPLE["reader"])

    def full(*_: object, **__: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(accounts.audit, "add", full)
    reader_app = TestClient(cast(Any, application(team)), base_url=f"http://{HOST}", raise_server_exceptions=False, cookies=reader.cookies)
    answer = reader_app.get("/api/v1/reports/r1/original")
    assert answer.status_code == 500 and b"text" not in answer.content


def test_a_name_withheld_later_is_not_told_by_the_log_s_filters(team: Desk, record: Record) -> None:
    name = next(one.name for one in record.actors().rows if len(one.name) > 6)
    admin = signed_in(team, PEOPLE["admin"])
    assert admin.get("/api/v1/export/claims", params={"text": f'"{name}"'}).status_code == 200
    record.withhold("person", name, reason="at risk")
    told = admin.get("/api/v1/audit").text
    assert name not in told and "exported" in told


# Secrets


def test_no_password_or_session_id_is_in_a_log_or_an_answer(team: Desk, accounts: Accounts, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secrets, told = [], []
    for name in PEOPLE.values():
        client = visitor(team)
        told += [enter(client, name, f"wrong guess of {name}"), enter(client, f"typed in the wrong field {name}", "whatever it is")]
        told.append(enter(client, name))
        secrets += [f"{WORDS} {name}", f"wrong guess of {name}", f"typed in the wrong field {name}", session_of(client)]
        body = {"name": "Ines Vail", "role": "nonsense", "password": "a secret of many words"}
        asked = [one for one in NEEDED if "/session" not in one and "{" not in one]
        told += [client.request(*one.split(" "), json=body) for one in asked]
        told += [client.post("/api/v1/session", json={"name": name, "password": ["a secret of many words"]})]
        told += [client.post("/api/v1/me/password", json={"old": "a secret of many words", "new": "a secret of many words"})]
    secrets.append("a secret of many words")
    page = accounts.audit.page(limit=1000)
    everything = caplog.text + "".join(one.text for one in told) + repr(page) + repr(accounts.list())
    assert [one for one in secrets if one in everything] == []
    assert not re.search(r"argon2id", everything)
    raw = accounts.file.path.read_bytes()
    assert [one for one in secrets if one.encode() in raw] == []
