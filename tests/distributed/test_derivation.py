"""A record that is derived on the workers of an engine is the one that one process derives, row by row."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from benchmarks.generated_readings import reading
from benchmarks.scale.dask_cluster import Cluster
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tests.store.server import new_database, server

from reportedly.config import Settings
from reportedly.distributed.dask_engine import DaskEngine
from reportedly.distributed.derivation import TRIES, EngineHands
from reportedly.distributed.engine import Done, Lost
from reportedly.distributed.local_engine import LocalEngine
from reportedly.distributed.task import Answer, PartTask, deriving_code, read_task
from reportedly.errors import EngineError
from reportedly.record.deriving import derive
from reportedly.record.hands import WORKS, Hands
from reportedly.record.rebuild import rebuild
from reportedly.record.record import Record
from reportedly.schema import Reading
from reportedly.store import tables
from reportedly.store.archive import pack_reading, report_key
from reportedly.store.arrivals import Arrival, blob_row, claim_values, report_values, store_arrivals
from reportedly.store.rows import report_row
from reportedly.store.sql import Store

__all__ = ["new_database", "server"]  # fixtures, used by name

NOW = "2031-01-01T00:00:00+00:00"


def arrive(store: Store, numbers: range) -> None:
    """Let generated reports come in with their readings, as a load leaves them."""
    readings = [reading(number) for number in numbers]
    with store.writing() as writer:
        run = writer.start_run([f"made {numbers}"], NOW)
        arrivals = [_arrival(number, one) for number, one in zip(numbers, readings, strict=True)]
        store_arrivals(writer, arrivals, run, NOW)


def _arrival(number: int, one: Reading) -> Arrival:
    key = report_key(one.report)
    return Arrival(
        key=key, source=f"made:{number}", method="line", blob=blob_row(one.report.text.encode()),
        report=report_values(report_row(one.report, 0, key)), claims=tuple(claim_values(claim) for claim in one.claims),
        reading=(msgspec.json.encode(one.made_by).decode(), pack_reading(one)),
    )  # fmt: skip


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every derived table and the log, row by row."""
    found = {}
    with store.reading() as snapshot:
        for table in tables.metadata.sorted_tables:
            if table.info.get("kind") in ("derived", "log") and table.name not in ("run", "run_end", "judgement"):
                found[table.name] = [tuple(row) for row in snapshot.rows(select(table).order_by(*table.primary_key.columns))]
    return found


def judge(store: Store) -> None:
    """Judge what there is: two largest events are one, a claim leaves, two actors are one, a source has a letter, a claim is wrong."""
    record = Record(store, Settings())
    with store.reading() as snapshot:
        event = tables.event.c
        first, second = (row.id for row in snapshot.rows(select(event.id).order_by(event.claims.desc(), event.id).limit(2)))
        kept = tables.claim_event.c
        claims = [row.claim_id for row in snapshot.rows(select(kept.claim_id).where(kept.event_id == first).order_by(kept.claim_id))]
        actors = [row.id for row in snapshot.rows(select(tables.actor.c.id).order_by(tables.actor.c.number).limit(2))]
        source = tables.source.c
        [heard] = snapshot.rows(select(source.name).order_by(source.claims.desc(), source.key).limit(1))
    record.split(f"c{claims[0]}", f"c{claims[-1]}")
    record.merge(f"v{first}", f"v{second}")
    record.merge(*actors)
    record.rate(heard.name, "b")
    record.reject(f"c{claims[1]}")


def derived(path: Path | str, hands: Hands | None, first: int = 24, then: int = 12) -> dict[str, list[tuple[object, ...]]]:
    """Two loads with judgements between them, which the second one has to respect."""
    with Store.open(path, create=True) as store:
        arrive(store, range(first))
        derive(store, hands=hands)
        judge(store)
        arrive(store, range(first, first + then))
        assert derive(store, hands=hands) == then
        return rows(store)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """What one process derives."""
    return derived(tmp_path_factory.mktemp("alone") / "record.db", None)


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    with LocalEngine(2) as engine:
        yield engine


def test_two_processes_derive_what_one_does(alone: dict[str, list[tuple[object, ...]]], engine: LocalEngine, tmp_path: Path) -> None:
    hands = EngineHands(engine)
    found = derived(tmp_path / "record.db", hands)
    assert found.keys() == alone.keys()
    for name in alone:
        assert found[name] == alone[name], name
    assert alone["reprint"] and alone["link"] and alone["standing"] and alone["holding"]
    assert set(hands.parts) == set(WORKS) and min(hands.parts.values()) > 1
    assert len(engine.processes()) == 2
    with Store.open(tmp_path / "record.db") as store:
        before = store.fingerprint()
        assert Record(store, Settings()).rebuilt()
        rebuild(store, hands=hands)
        assert store.fingerprint() == before


KILLS = 8  # a worker each half second, for as long as it takes a part to lose several


def test_a_worker_that_is_killed_costs_nothing_but_time(
    alone: dict[str, list[tuple[object, ...]]], engine: LocalEngine, tmp_path: Path
) -> None:
    hands, ended = EngineHands(engine), threading.Event()

    def kill() -> None:
        for _ in range(KILLS):
            if ended.wait(0.5):
                return
            for process in engine.processes()[:1]:
                os.kill(process, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        found = derived(tmp_path / "record.db", hands)
    finally:
        ended.set()
        killer.join()
    assert found == alone


def test_a_dask_cluster_derives_the_same(alone: dict[str, list[tuple[object, ...]]], tmp_path: Path) -> None:
    cluster = Cluster(tmp_path)
    try:
        with DaskEngine(cluster.address) as engine:
            hands = EngineHands(engine)
            found = derived(tmp_path / "record.db", hands)
    finally:
        cluster.close()
    assert found == alone
    assert set(hands.parts) == set(WORKS) and hands.lost == 0


class Loses:
    """An engine whose workers end over every part."""

    name = "none"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hands(self) -> int:
        return 2

    def submit(self, task: str, data: bytes) -> None:
        self.asked.append(task)

    def done(self, seconds: float) -> list[Done]:
        given, self.asked = self.asked, []
        return [Done(task=one, answer=Lost(how="killed")) for one in given]

    def drop(self, task: str) -> None: ...

    def reopen(self) -> bool:
        return False

    def close(self) -> None: ...


def test_what_no_worker_survives_is_done_here(alone: dict[str, list[tuple[object, ...]]], tmp_path: Path) -> None:
    hands = EngineHands(Loses())
    assert derived(tmp_path / "record.db", hands) == alone
    assert hands.lost == TRIES * sum(hands.parts.values()) > 0


def test_a_worker_of_another_version_is_refused() -> None:
    one = PartTask(code="sha256:another", work="stand", data=msgspec.msgpack.encode([]))
    answer = msgspec.json.decode(read_task(msgspec.json.encode(one)), type=Answer)
    assert answer.failure is not None and answer.failure.kind == EngineError.__name__
    same = msgspec.structs.replace(one, code=deriving_code())
    assert msgspec.json.decode(read_task(msgspec.json.encode(same)), type=Answer).result == msgspec.msgpack.encode([])


class Here:
    """Hands of this process, any number of them."""

    def __init__(self, count: int) -> None:
        self._count = count

    def count(self) -> int:
        return self._count

    def each(self, work: str, parts: Sequence[bytes]) -> list[bytes]:
        return [WORKS[work](part) for part in parts]


def test_in_postgresql_parts_derive_what_one_machine_does(tmp_path: Path, new_database: Callable[[str], str]) -> None:
    here = derived(tmp_path / "record.db", None, 6, 3)
    there = derived(new_database("parts"), Here(3), 6, 3)
    assert there.keys() == here.keys() and here["link"] and here["holding"]
    for name in here:
        assert there[name] == here[name], name


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(1, 7), st.integers(1, 9), st.integers(0, 400))
def test_windows_and_parts_of_any_size_give_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, hands: int, window: int, first: int
) -> None:
    folder, found = tmp_path_factory.mktemp("windows"), []
    for name, lent, size in (("one", None, 64), ("many", Here(hands), window)):
        with Store.open(folder / f"{name}.db", create=True) as store, pytest.MonkeyPatch.context() as patch:
            patch.setattr("reportedly.record.deriving.WINDOW", size)
            arrive(store, range(first, first + 15))
            derive(store, hands=lent)
            found.append(rows(store))
    assert found[0] == found[1]
