"""What befalls processes of this machine: killed, out of memory, frozen, a full disk, Ctrl-C. The account adds up, nothing comes twice."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.scale.invented_reader import FREEZES, KILLS, PACE, write_lines
from benchmarks.scale.plain_loop import PlainLoop
from tests.distributed.conftest import adds_up, environment, files_below

from reportedly.distributed import planning, running
from reportedly.distributed.local_engine import LocalEngine
from reportedly.distributed.run import Job, Run, run
from reportedly.errors import DiskFull, EngineError

Jobs = Callable[..., Job]


@pytest.fixture(autouse=True)
def cut_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a test are cut though they are small."""
    monkeypatch.setattr(planning, "CUT_ABOVE", 1000)
    monkeypatch.setattr(running, "WAIT", 0.1)


def killing(engine: LocalEngine, times: int, between: float, chance: random.Random) -> threading.Thread:
    """Kills a worker of the engine so many times."""

    def kill() -> None:
        left = times
        while left:
            time.sleep(between * (0.5 + chance.random()))
            alive = engine.processes()
            if alive:
                os.kill(chance.choice(alive), signal.SIGKILL)
                left -= 1

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    return thread


def test_workers_killed_at_random_leave_the_same_dataset_bit_for_bit(
    tmp_path: Path, job: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lines(tmp_path / "in" / "reports.jsonl", [*range(300), 250, 261, 261])
    assert run(job(tmp_path / "in", reports=60), PlainLoop()).words == "read 303 = 302 stored + 1 duplicate + 0 rejected"
    monkeypatch.setenv(PACE, "0.015")
    engine = LocalEngine(2)
    thread = killing(engine, 3, 1.5, random.Random(5))
    account = run(job(tmp_path / "in", out=tmp_path / "disturbed", reports=60), engine)
    thread.join(0.1)
    assert account.words == "read 303 = 302 stored + 1 duplicate + 0 rejected" and account.workers_lost > 0
    assert files_below(tmp_path / "disturbed") == files_below(tmp_path / "out")
    adds_up(str(tmp_path / "disturbed"))
    assert not list((tmp_path / "disturbed").glob("*/journal/*/*"))


def test_a_report_that_ends_every_worker_is_one_rejection_and_its_neighbours_are_stored(tmp_path: Path, job: Jobs) -> None:
    write_lines(tmp_path / "in.jsonl", range(60), {31: KILLS})
    account = run(job(tmp_path / "in.jsonl"), LocalEngine(1))
    assert account.words == "read 60 = 59 stored + 0 duplicate + 1 rejected"
    [rejection] = account.rejections
    assert (rejection.where, rejection.kind) == (f"{tmp_path}/in.jsonl:32", "ReadingProcessError")
    assert rejection.reason.endswith("it ended the process that did it, 3 times.") and account.workers_lost == 3
    dataset = adds_up(str(tmp_path / "out"))
    assert [one.rejected for one in dataset.entries()] == [0, 1, 0]


def test_a_worker_that_stands_still_is_overtaken(tmp_path: Path, job: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SLOW_SECONDS", 1.0)
    monkeypatch.setattr(running, "SLOW_TIMES", 0.1)
    write_lines(tmp_path / "in.jsonl", range(80), {5: f"{FREEZES}: {tmp_path}/frozen"})
    account = run(job(tmp_path / "in.jsonl"), LocalEngine(2))
    assert account.words == "read 80 = 80 stored + 0 duplicate + 0 rejected"
    assert (tmp_path / "frozen").exists()
    adds_up(str(tmp_path / "out"))


def test_a_full_disk_ends_the_run_and_the_next_one_goes_on(tmp_path: Path, job: Jobs) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "none", str(small)], capture_output=True).returncode:
        pytest.skip("no right to mount a small disk")
    write_lines(tmp_path / "in.jsonl", range(300))
    try:
        with pytest.raises(DiskFull, match="no room left"):
            run(job(tmp_path / "in.jsonl", out=small / "out", reports=30), LocalEngine(1))
        assert 0 < len(adds_up(str(small / "out")).entries()) < 10
        assert not [name for name in os.listdir(small / "out") if name.endswith(".part")]
        assert not list(small.rglob("*.part"))
        subprocess.run(["mount", "-o", "remount,size=20m", str(small)], check=True)
        account = run(job(tmp_path / "in.jsonl", out=small / "out", reports=30), PlainLoop())
        assert account.words == "read 300 = 300 stored + 0 duplicate + 0 rejected" and 0 < account.before < 10
        run(job(tmp_path / "in.jsonl", reports=30), PlainLoop())
        assert files_below(small / "out") == files_below(tmp_path / "out")
    finally:
        subprocess.run(["umount", str(small)], check=False)


def test_workers_that_can_not_read_at_all_end_the_run(tmp_path: Path, job: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lines(tmp_path / "in.jsonl", range(100))
    planned = Run(job(tmp_path / "in.jsonl"))
    monkeypatch.setenv("PYTHONPATH", "")
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with LocalEngine(1) as engine, pytest.raises(EngineError, match="without coming any further"):
        planned.run(engine)
    assert planned.account().read == 0 and len(planned.account().unread) == running.GIVEN_UP_TOGETHER


RUN = """
import sys
from pathlib import Path
from reportedly.config import Settings
from reportedly.distributed import planning
from reportedly.distributed.local_engine import LocalEngine
from reportedly.distributed.run import Job, run
planning.CUT_ABOVE = 1000
job = Job(inputs=(sys.argv[1],), out=sys.argv[2], settings=Settings(), reports=20, reader="benchmarks.scale.invented_reader:InventedReader")
run(job, LocalEngine(1), lambda progress: print(progress.shards_done, flush=True))
"""


def test_ctrl_c_leaves_what_is_done_and_no_process_and_the_next_run_goes_on(tmp_path: Path, job: Jobs) -> None:
    write_lines(tmp_path / "in.jsonl", range(100))
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path / "in.jsonl"), str(tmp_path / "out")], env={**environment(), PACE: "0.02"},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    with process.stdout as told:
        for line in told:
            if line == "2\n":
                break
        process.send_signal(signal.SIGINT)
        assert process.wait(20) != 0
        told.read()
    there = len(adds_up(str(tmp_path / "out")).entries())
    assert 2 <= there < 5
    account = run(job(tmp_path / "in.jsonl"), PlainLoop())
    assert account.words == "read 100 = 100 stored + 0 duplicate + 0 rejected" and account.before == there
    run(job(tmp_path / "in.jsonl", out=tmp_path / "undisturbed"), PlainLoop())
    assert files_below(tmp_path / "out") == files_below(tmp_path / "undisturbed")
