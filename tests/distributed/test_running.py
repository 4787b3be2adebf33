"""What a run does with what an engine tells it; the engine is a script."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from benchmarks.scale.invented_reader import write_lines

from reportedly.distributed import planning, running
from reportedly.distributed.engine import Done, Lost
from reportedly.distributed.run import Job, Run
from reportedly.distributed.task import Answer, Failure, Task, read_task
from reportedly.errors import DiskFull, EngineError, EngineLost

Jobs = Callable[..., Job]
Says = Callable[[int, Task, bytes], Answer | Lost | None]
"""What becomes of a task, told how many were submitted before it; None leaves it at its worker."""


class Scripted:
    """Does as it is told with each task."""

    name = "scripted"

    def __init__(self, says: Says, hands: int = 2) -> None:
        self.says, self._hands = says, hands
        self.tasks: list[Task] = []
        self.dropped: list[str] = []
        self._done: list[Done] = []
        self.returns = False

    def hands(self) -> int:
        return self._hands

    def submit(self, task: str, data: bytes) -> None:
        decoded = msgspec.json.decode(data, type=Task)
        answer = self.says(len(self.tasks), decoded, data)
        self.tasks.append(decoded)
        if answer is not None:
            self._done.append(Done(task=task, answer=answer))

    def done(self, seconds: float) -> list[Done]:
        found, self._done = self._done, []
        return found

    def drop(self, task: str) -> None:
        self.dropped.append(task)

    def reopen(self) -> bool:
        return self.returns

    def close(self) -> None:
        pass


def does(data: bytes) -> Answer:
    return msgspec.json.decode(read_task(data), type=Answer)


@pytest.fixture
def planned(tmp_path: Path, job: Jobs, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run of three shards."""
    monkeypatch.setattr(planning, "CUT_ABOVE", 1000)
    monkeypatch.setattr(running, "STORE_WAIT", 0.0)
    return Run(job(write_lines(tmp_path / "in.jsonl", range(30)), reports=10))


def test_a_shard_that_costs_workers_for_nothing_is_given_up_and_the_others_are_read(planned: Run) -> None:
    bad = planned.plan.todo[1].id
    engine = Scripted(lambda number, task, data: Lost(how="gone") if task.shard.id == bad else does(data))
    account = planned.run(engine)
    assert account.words == "read 20 = 20 stored + 0 duplicate + 0 rejected" and account.workers_lost == running.LOST_FOR_NOTHING
    [unread] = account.unread
    assert unread.shard == bad and unread.where.endswith("in.jsonl:11") and "(gone)" in unread.reason
    assert account.shards == account.done + 1 == 3


def test_where_nothing_is_read_any_more_the_run_ends(planned: Run) -> None:
    with pytest.raises(EngineError, match="Nothing is read any more"):
        planned.run(Scripted(lambda number, task, data: Lost(how="gone")))
    assert len(planned.account().unread) == 3 and planned.account().read == 0


def test_a_slow_shard_is_read_beside_once_with_notes_of_its_own(planned: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SLOW_SECONDS", 0.0)
    monkeypatch.setattr(running, "SLOW_TIMES", 0.0)
    slow = planned.plan.todo[0].id
    engine = Scripted(lambda number, task, data: None if task.shard.id == slow and not task.beside else does(data))
    account = planned.run(engine)
    assert account.words == "read 30 = 30 stored + 0 duplicate + 0 rejected"
    assert [task.beside for task in engine.tasks if task.shard.id == slow] == [False, True]
    assert engine.dropped == [f"{slow}-1"]


def test_two_that_are_both_lost_are_one_try_more_and_no_third_is_started_beside(planned: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SLOW_SECONDS", 0.0)
    monkeypatch.setattr(running, "SLOW_TIMES", 0.0)
    slow = planned.plan.todo[0].id
    held: list[str] = []
    engine = Scripted(lambda number, task, data: does(data))

    def says(number: int, task: Task, data: bytes) -> Answer | Lost | None:
        if task.shard.id != slow or len(held) == 2:
            return does(data)
        held.append(f"{slow}-{number + 1}")
        if len(held) == 2:
            engine._done += [Done(task=name, answer=Lost(how="gone")) for name in held]
        return None

    engine.says = says
    account = planned.run(engine)
    assert account.stored == 30 and account.workers_lost == 2
    assert [task.beside for task in engine.tasks if task.shard.id == slow] == [False, True, False]
    assert not any(task.orderly for task in engine.tasks)


def test_a_store_that_fails_is_tried_again_in_order_and_given_up_in_the_end(planned: Run) -> None:
    bad = planned.plan.todo[2].id
    refused = Answer(failure=Failure(kind="StorageError", message="It was not possible.", cure="", transient=True))
    engine = Scripted(lambda number, task, data: refused if task.shard.id == bad else does(data))
    account = planned.run(engine)
    assert account.read == 20 and [one.reason for one in account.unread] == [f"It was not possible. ({running.STORE_TRIES} tries)"]
    assert [task.orderly for task in engine.tasks if task.shard.id == bad] == [False] + [True] * (running.STORE_TRIES - 1)


def test_what_no_worker_can_do_ends_the_run_with_its_error(planned: Run) -> None:
    full = Answer(failure=Failure(kind="DiskFull", message="There is no room left.", cure="Free some."))
    with pytest.raises(DiskFull, match="no room left"):
        planned.run(Scripted(lambda number, task, data: full if number == 1 else does(data), hands=1))
    assert planned.account().read == 10


def test_an_engine_that_is_gone_and_comes_back_gets_what_is_missing(planned: Run) -> None:
    gone: list[int] = []
    engine = Scripted(lambda number, task, data: does(data), hands=1)

    def says(number: int, task: Task, data: bytes) -> Answer:
        if number == 1 and not gone:
            gone.append(number)
            raise EngineLost("The scheduler is gone.")
        return does(data)

    engine.says, engine.returns = says, True
    assert planned.run(engine).stored == 30 and gone
    assert any(task.orderly for task in engine.tasks)


def test_an_engine_that_is_gone_for_good_is_said(planned: Run) -> None:
    def says(number: int, task: Task, data: bytes) -> Answer:
        raise EngineLost("The scheduler is gone.")

    with pytest.raises(EngineLost):
        planned.run(Scripted(says))
