"""The same runs on a Dask cluster of real processes: the same dataset, whatever befalls its workers and its scheduler."""

import os
import random
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from benchmarks.scale.dask_cluster import Cluster
from benchmarks.scale.invented_reader import FILLS, write_lines
from benchmarks.scale.plain_loop import PlainLoop
from tests.distributed.conftest import adds_up, files_below

from reportedly.distributed import planning, running
from reportedly.distributed.dask_engine import DaskEngine
from reportedly.distributed.run import Job, open_engine, run
from reportedly.errors import BadOption, EngineError

Jobs = Callable[..., Job]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One cluster for all tests of this file: starting its workers takes longer than the tests."""
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    yield started
    started.close()


@pytest.fixture(autouse=True)
def cut_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "CUT_ABOVE", 1000)
    monkeypatch.setattr(running, "WAIT", 0.2)


def test_the_dataset_is_that_of_one_machine_bit_for_bit_also_when_workers_are_killed(tmp_path: Path, job: Jobs, cluster: Cluster) -> None:
    write_lines(tmp_path / "in" / "reports.jsonl", [*range(120), 3, 118])
    run(job(tmp_path / "in"), PlainLoop())
    chance = random.Random(3)
    stop = threading.Event()
    killed: list[int] = []

    def kill() -> None:
        for _ in range(3):
            if stop.wait(1.0 + 2 * chance.random()):
                return
            for one in cluster.processes()[:1]:
                os.kill(one, signal.SIGKILL)
                killed.append(one)
        while not stop.wait(2.0):
            cluster.mend()

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    try:
        account = run(job(tmp_path / "in", out=tmp_path / "dask"), DaskEngine(cluster.address))
    finally:
        stop.set()
        thread.join()
    assert account.words == "read 122 = 122 stored + 0 duplicate + 0 rejected"
    assert killed and files_below(tmp_path / "dask") == files_below(tmp_path / "out")


def test_a_report_over_which_the_nanny_ends_every_worker_for_its_memory_is_one_rejection(
    tmp_path: Path, job: Jobs, cluster: Cluster
) -> None:
    write_lines(tmp_path / "in.jsonl", range(60), {47: FILLS})
    account = run(job(tmp_path / "in.jsonl"), DaskEngine(cluster.address))
    assert account.words == "read 60 = 59 stored + 0 duplicate + 1 rejected"
    assert [one.where for one in account.rejections] == [f"{tmp_path}/in.jsonl:48"]
    assert account.unread == ()
    adds_up(str(tmp_path / "out"))


def test_a_scheduler_that_is_lost_and_comes_back_is_given_what_is_missing(tmp_path: Path, job: Jobs, cluster: Cluster) -> None:
    write_lines(tmp_path / "in.jsonl", range(100))
    lost = threading.Event()

    def lose(progress: object) -> None:
        if progress.shards_done == 1 and not lost.is_set():  # type: ignore[attr-defined]
            lost.set()
            cluster.kill_scheduler()
            threading.Timer(1.0, cluster.start_again).start()

    account = run(job(tmp_path / "in.jsonl", reports=10), DaskEngine(cluster.address, returns=60), lose)
    assert lost.is_set() and account.words == "read 100 = 100 stored + 0 duplicate + 0 rejected"
    run(job(tmp_path / "in.jsonl", out=tmp_path / "undisturbed", reports=10), PlainLoop())
    # A worker that was at a shard when the scheduler was lost may leave what it had begun: no reader looks at it.
    found = {name: data for name, data in files_below(tmp_path / "out").items() if not name.endswith(".part")}
    assert found == files_below(tmp_path / "undisturbed")


def test_a_scheduler_that_is_lost_for_good_ends_the_run_and_what_is_stored_stays(tmp_path: Path, job: Jobs, cluster: Cluster) -> None:
    write_lines(tmp_path / "in.jsonl", range(100))

    def lose(progress: object) -> None:
        if progress.shards_done == 1:  # type: ignore[attr-defined]
            cluster.kill_scheduler()

    with pytest.raises(EngineError, match="is gone"):
        run(job(tmp_path / "in.jsonl", reports=10), DaskEngine(cluster.address, returns=0.5), lose)
    assert 1 <= len(adds_up(str(tmp_path / "out")).entries()) < 10
    account = run(job(tmp_path / "in.jsonl", reports=10), PlainLoop())
    assert account.words == "read 100 = 100 stored + 0 duplicate + 0 rejected" and account.before >= 1


def test_where_no_scheduler_answers_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.distributed.dask_engine.CONNECT_SECONDS", 0.5)
    with pytest.raises(EngineError, match="No Dask scheduler answers"):
        open_engine("dask", scheduler="tcp://127.0.0.1:1")
    with pytest.raises(BadOption, match="needs the address"):
        open_engine("dask")
    with pytest.raises(BadOption, match="engine is local"):
        open_engine("local", scheduler="tcp://127.0.0.1:1")
    with pytest.raises(BadOption, match="no engine"):
        open_engine("ray")
