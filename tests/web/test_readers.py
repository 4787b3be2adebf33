"""Processes that read answer what the desk itself would answer, know at once what was judged, and may be lost."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import pytest
from litestar.testing import TestClient

from reportedly.config import Settings
from reportedly.record.record import Record
from reportedly.views.overview import overview
from reportedly.web import readers as readers_module
from reportedly.web.answering import _not_before
from reportedly.web.desk import Desk
from reportedly.web.kept import Kept
from reportedly.web.question import Question
from reportedly.web.readers import Readers, Reading, Turns, usual

PATIENT = 20.0  # seconds, of which none are needed
LISTS = ("overview", "events?limit=100", "events?as_of=2016-12-07", "events/facets?text=residents", "map?box=-180,-90,180,90", "timeline",
         "network", "review", "agreement", "reports?limit=100", "claims?limit=100", "actors", "places", "sources", "log")  # fmt: skip
WRONG = {"events?sort=sideways": 400, "events/v999999": 404, "actors/nobody-at-all": 404, "events?type=NOTHING": 400, "map?most=0": 400}


def begun(record: Record, number: int) -> Readers:
    made = Readers(number, Reading(target=record.store.name, settings=Settings(who="Ida Holm")))
    made.begin()
    wait_for(made, number)
    return made


def wait_for(made: Readers, number: int) -> None:
    deadline = time.monotonic() + 60
    while made.alive < number:
        assert time.monotonic() < deadline, "the readers did not come"
        time.sleep(0.05)


@pytest.fixture
def read(desk: Desk, record: Record) -> Iterator[Readers]:
    """A reader for the desk."""
    made = desk.readers = begun(record, 1)
    yield made
    made.close()


def test_readers_answer_what_the_desk_would(client: TestClient, desk: Desk, read: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    event = client.get("/api/v1/events").json()["rows"][0]
    things = (f"events/{event['id']}", f"events/{event['id']}/claims", "reports/r1", "claims/c1", "wording?field=when&words=on+Sunday")
    asked: list[Any] = []
    ask = Readers.ask
    monkeypatch.setattr(Readers, "ask", lambda self, question, *, zipped: asked.append(question) or ask(self, question, zipped=zipped))
    by_reader = {path: client.get(f"/api/v1/{path}") for path in (*LISTS, *things, *WRONG)}
    assert len(asked) == len(by_reader) - 1  # what words mean needs no look at the record
    desk.readers, desk.kept = None, Kept()
    for path, answer in by_reader.items():
        here = client.get(f"/api/v1/{path}")
        assert (here.content, here.headers.get("etag")) == (answer.content, answer.headers.get("etag"))
        assert here.status_code == answer.status_code == WRONG.get(path, 200), path


def test_what_was_judged_and_withheld_holds_in_every_reader_at_once(client: TestClient, record: Record, read: Readers) -> None:
    row = client.get("/api/v1/events").json()["rows"][0]
    client.get(f"/api/v1/events/{row['id']}")
    wish = {"kind": "correct", "names": [row["id"]], "field": "when", "value": "2016-12-24", "reason": "dated"}
    assert client.post("/api/v1/judgements", json=wish).status_code == 201
    assert client.get(f"/api/v1/events/{row['id']}").json()["event"]["start"] == "2016-12-24"
    name = next(one.name for one in record.actors().rows if len(one.name) > 6)
    assert name in "".join(client.get(f"/api/v1/{path}").text for path in LISTS)
    record.withhold("person", name, reason="at risk")
    assert name not in "".join(client.get(f"/api/v1/{path}").text for path in LISTS)


def test_a_reader_that_is_killed_costs_no_answer_and_is_replaced(client: TestClient, read: Readers) -> None:
    (process, _), *_ = read._begun
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert client.get("/api/v1/events?limit=3").status_code == 200
    wait_for(read, 1)
    (other, _), *_ = read._begun
    assert other.pid != process.pid and client.get("/api/v1/events?limit=4").status_code == 200


def test_many_at_once_share_two_readers_which_end_with_the_desk(record: Record) -> None:
    readers = begun(record, 2)
    processes = [process for process, _ in readers._begun]
    with ThreadPoolExecutor(12) as threads:
        found = list(threads.map(lambda _: readers.ask(Question(overview), zipped=False), range(48)))
    assert len({one and one.body for one in found}) == 1 and found[0] is not None and found[0].error is None
    readers.close()
    assert not any(process.is_alive() for process in processes)
    assert readers.ask(Question(overview), zipped=False) is None


def test_an_answer_of_an_older_state_is_not_taken() -> None:
    assert _not_before("3.1.1.0", "3.1.1.0") and _not_before("4.1.1.0", "3.1.1.0")
    assert not _not_before("3.0.1.0", "3.1.1.0") and not _not_before("9.1.1.0", "10.1.1.0")


def test_a_large_record_gets_readers_unasked(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(16)), raising=False)
    assert usual(record.store) == 0
    monkeypatch.setattr(readers_module, "LARGE", 1)
    assert usual(record.store) == readers_module.MOST
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0}, raising=False)
    assert usual(record.store) == 0


def test_who_waits_longest_is_next() -> None:
    turns, came, order = Turns[int](), SimpleQueue[int](), list[int]()

    def wait(number: int) -> None:
        turns.get(PATIENT)
        order.append(number)
        came.put(number)

    waiting = []
    for number in range(8):
        waiting.append(Thread(target=wait, args=(number,)))
        waiting[-1].start()
        while len(turns._waiting) <= number:
            time.sleep(0.001)
    for _ in range(8):
        turns.put(1)
        came.get(timeout=PATIENT)
    assert order == list(range(8))
    for thread in waiting:
        thread.join()


def test_who_lost_patience_takes_nothing() -> None:
    turns = Turns[str]()
    with pytest.raises(Empty):
        turns.get(0.001)
    turns.put("one")
    assert turns.get(0.001) == "one"
