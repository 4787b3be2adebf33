"""Who comes in: the token, the name under which the desk is asked, and pages of other sites."""

import pytest
from litestar.testing import TestClient
from web_desk import TOKEN

from reportedly.web.desk import hosts_of
from reportedly.web.guard import POLICY


def test_a_stranger_is_turned_away(stranger: TestClient) -> None:
    answer = stranger.get("/api/v1/overview")
    assert answer.status_code == 401 and "Open the link" in answer.json()["cure"]
    assert stranger.get("/").status_code == 401
    assert stranger.get("/api/v1/overview", headers={"authorization": f"Bearer {TOKEN}x"}).status_code == 401


def test_the_link_changes_its_token_for_a_cookie(stranger: TestClient) -> None:
    answer = stranger.get(f"/events?grade=denied&token={TOKEN}", follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/events?grade=denied"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert stranger.get("/api/v1/overview").status_code == 200  # the cookie does


def test_the_link_leads_to_no_other_site(stranger: TestClient) -> None:
    for path in ("//evil.example/", "/\\evil.example/", "///evil.example"):
        answer = stranger.get(f"http://testserver.local{path}?token={TOKEN}", follow_redirects=False)
        assert answer.headers.get("location", "/").startswith("/") and not answer.headers.get("location", "/").startswith(("//", "/\\"))


@pytest.mark.parametrize("host", ["evil.example", "testserver.local.evil.example", "", "testserver.local:81"])
def test_a_rebound_name_is_not_this_desk(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/overview", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}],
)
def test_another_site_changes_nothing(client: TestClient, headers: dict[str, str]) -> None:
    wish = {"kind": "confirm", "names": ["v1"]}
    assert client.post("/api/v1/judgements", json=wish, headers=headers).status_code == 403
    assert client.get("/api/v1/log").json()["rows"][0]["what"] == "add"


def test_the_desk_s_own_page_may(client: TestClient) -> None:
    wish = {"kind": "confirm", "names": ["v1"]}
    answer = client.post("/api/v1/judgements", json=wish, headers={"origin": "http://testserver.local", "sec-fetch-site": "same-origin"})
    assert answer.status_code == 201


def test_every_answer_tells_the_browser_what_to_refuse(client: TestClient, stranger: TestClient) -> None:
    for answer in (client.get("/"), client.get("/api/v1/overview"), client.get("/api/v1/none"), client.get("/x", headers={"host": "y"})):
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in POLICY and "http" not in POLICY


def test_hosts_are_the_address_and_this_machine() -> None:
    assert "127.0.0.1:8731" in hosts_of("127.0.0.1", 8731) and "localhost:8731" in hosts_of("0.0.0.0", 8731)
    named = hosts_of("127.0.0.1", 443, {"desk.example": None})
    assert {"desk.example:443", "desk.example"} <= named and "desk.example" not in hosts_of("127.0.0.1", 8731, {"desk.example": None})
