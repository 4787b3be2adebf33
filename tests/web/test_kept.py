import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as some
from litestar.datastructures import Headers
from litestar.testing import TestClient

from reportedly.record.record import Record
from reportedly.web.desk import Desk
from reportedly.web.kept import Kept, compressed, takes_gzip

ASKED = ("overview", "events?limit=100", "events/facets", "map", "timeline", "network", "review", "reports?limit=100", "claims?limit=100")


def test_what_is_kept_is_what_is_found_anew(client: TestClient, desk: Desk) -> None:
    first = {path: client.get(f"/api/v1/{path}").content for path in ASKED}
    assert {path: client.get(f"/api/v1/{path}").content for path in ASKED} == first
    assert len(desk.kept._held) == len(ASKED)
    desk.kept = Kept()
    assert {path: client.get(f"/api/v1/{path}").content for path in ASKED} == first


def test_a_rule_holds_for_what_was_kept_before_it(client: TestClient, record: Record) -> None:
    name = next(one.name for one in record.actors().rows if len(one.name) > 6)
    for _ in range(2):
        shown = "".join(client.get(f"/api/v1/{path}").text for path in ASKED)
        assert name in shown
    record.withhold("person", name, reason="at risk")
    assert name not in "".join(client.get(f"/api/v1/{path}").text for path in ASKED)


def test_each_day_of_the_past_is_an_answer_of_its_own(client: TestClient, record: Record) -> None:
    days = ["1990-01-01", *sorted({one.published[:10] for one in record.reports(paging={"limit": 100}).rows if one.published})]
    counts: dict[str, int] = {}
    for _ in range(2):
        for day in days:
            found = client.get(f"/api/v1/events?as_of={day}&limit=100").json()["rows"]
            assert counts.setdefault(day, len(found)) == len(found) == len(record.events(as_of=day, paging={"limit": 100}).rows)
    assert 0 == counts[days[0]] < counts[days[-1]]


def test_a_judgement_is_seen_at_once(client: TestClient) -> None:
    row = client.get("/api/v1/events").json()["rows"][0]
    client.get(f"/api/v1/events/{row['id']}")
    wish = {"kind": "correct", "names": [row["id"]], "field": "when", "value": "2016-12-24", "reason": "dated"}
    assert client.post("/api/v1/judgements", json=wish).status_code == 201
    assert client.get(f"/api/v1/events/{row['id']}").json()["event"]["start"] == "2016-12-24"


def test_answers_are_compressed_for_whom_takes_it(client: TestClient) -> None:
    plain = client.get("/api/v1/events?limit=100", headers={"accept-encoding": "identity"})
    zipped = client.get("/api/v1/events?limit=100", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers and zipped.headers["content-encoding"] == "gzip"
    assert plain.json() == zipped.json() and plain.headers["etag"] != zipped.headers["etag"]
    assert int(zipped.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert "accept-encoding" in zipped.headers["vary"].lower()
    assert json.loads(plain.content)["rows"]


@pytest.mark.parametrize(
    ("said", "takes"),
    [
        ("gzip", True), ("br, GZIP;q=0.5", True), ("*", True), ("gzip;q=0", False), ("gzip; q=0.0, br", False), ("identity", False),
        ("", False),
    ],
)  # fmt: skip
def test_gzip_is_for_whom_takes_it(said: str, takes: bool) -> None:
    assert takes_gzip(Headers({"accept-encoding": said})) is takes


@given(sizes=some.lists(some.tuples(some.integers(0, 9), some.integers(0, 40)), max_size=60))
def test_no_more_is_kept_than_may_be(sizes: list[tuple[int, int]]) -> None:
    kept = Kept(100)
    last: dict[str, bytes] = {}
    for number, size in sizes:
        kept.put(str(number), bytes(size))
        if size <= 12:
            last[str(number)] = bytes(size)
        assert sum(map(len, kept._held.values())) == kept._bytes <= 100
    for tag, body in list(kept._held.items()):
        assert last[tag] == body == kept.get(tag)


def test_the_same_bytes_come_of_the_same_body() -> None:
    body = b"word " * 1000
    assert compressed(body) == compressed(body) and gzip.decompress(compressed(body)) == body
