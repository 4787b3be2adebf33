"""One run: shards are handed to an engine, and what is lost on the way is handed out again, until each is stored or given up."""

import contextlib
import statistics
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reportedly import errors
from reportedly.dataset.manifest import JOURNAL, Entry
from reportedly.dataset.shard import Shard
from reportedly.dataset.storage import Storage
from reportedly.distributed.account import RunProgress, Tally, Unread
from reportedly.distributed.engine import Engine, Lost
from reportedly.distributed.journal import BESIDE, stamp
from reportedly.distributed.task import Answer, Failure, Task
from reportedly.errors import EngineError, EngineLost, ReportedlyError

AHEAD = 2
"""Shards that an engine holds for each of its hands: the next one is there when one is done."""

WAIT = 1.0
"""Seconds between two looks at what may have gone wrong, while nothing comes."""

LOST_FOR_NOTHING = 5
"""Workers that a shard may cost one after another without a note that any of them came further."""

GIVEN_UP_TOGETHER = 3
"""Shards that are given up one after another, none stored between them: then it is not the shards' fault."""

STORE_TRIES = 8
STORE_WAIT = 5.0
"""Tries of a shard whose object store fails, and the seconds before the second; doubled each time, so ten minutes in all. Each try has
asked the store for about a minute already (``dataset.storage``)."""

SLOW_TIMES, SLOW_SECONDS = 4.0, 30.0
"""A shard that takes this many times what others took, and at least so many seconds, is read beside by a worker that is idle."""


class _Try(Struct, kw_only=True):
    """A shard on its way."""

    shard: Shard
    began: float = 0.0
    tasks: tuple[str, ...] = ()
    orderly: bool = False
    doubled: bool = False
    stamp: Any = None
    for_nothing: int = 0
    refused: int = 0
    not_before: float = 0.0


class Running:
    """Hands out ``todo``; ``tally`` has what became of it. ``told`` hears of progress after each shard."""

    def __init__(self, engine: Engine, task: Callable[[Shard], Task], todo: Sequence[Shard], tally: Tally) -> None:
        """``task`` makes the task of a shard."""
        self._engine, self._task, self._tally = engine, task, tally
        self._todo = deque(_Try(shard=shard) for shard in todo)
        self._flying: dict[str, _Try] = {}
        self._storage = Storage(task(todo[0]).out) if todo else None
        self._weight = sum(shard.weight for shard in todo)
        self._count = len(todo)
        self._done_weight = self._done_count = self._reports = self._rejected = 0
        self._took: list[float] = []
        self._given_up_together = 0
        self._number = 0
        self._began = time.monotonic()
        self.told: Callable[[RunProgress], None] = lambda _: None

    def run(self) -> None:
        """Until all is stored or given up; raises DiskFull, EngineError and the like where going on is of no use."""
        while self._todo or self._flying:
            try:
                self._hand_out()
                for done in self._engine.done(WAIT):
                    one = self._flying.pop(done.task, None)
                    if one is not None:
                        self._take(one, done.task, done.answer)
                self._double()
            except EngineLost:
                if not self._reopened():
                    raise

    def progress(self) -> RunProgress:
        """How far it is."""
        return RunProgress(
            shards=self._count, shards_done=self._done_count, reports=self._reports, rejected=self._rejected,
            bytes_done=self._done_weight, bytes_all=self._weight, hands=self._engine.hands(), lost=self._tally.lost,
            seconds=time.monotonic() - self._began,
        )  # fmt: skip

    def _hand_out(self) -> None:
        now = time.monotonic()
        room = AHEAD * self._engine.hands() - len(self._flying)
        for _ in range(len(self._todo)):
            if room <= 0:
                return
            one = self._todo.popleft()
            if one.not_before > now:
                self._todo.append(one)
                continue
            self._submit(one)
            room -= 1

    def _submit(self, one: _Try, *, beside: bool = False) -> None:
        self._number += 1
        name = f"{one.shard.id}-{self._number}"
        one.began, one.tasks = time.monotonic(), (*one.tasks, name)
        self._flying[name] = one
        self._engine.submit(name, msgspec.json.encode(replace(self._task(one.shard), orderly=one.orderly, beside=beside)))

    def _take(self, one: _Try, name: str, answer: Answer | Lost) -> None:
        one.tasks = tuple(task for task in one.tasks if task != name)
        if isinstance(answer, Lost):
            self._lost(one, answer.how)
        elif answer.entry is not None:
            self._stored(one, answer.entry)
        elif answer.failure is not None:
            self._failed(one, answer.failure)

    def _stored(self, one: _Try, entry: Entry) -> None:
        for task in one.tasks:  # another worker was at it too
            self._flying.pop(task, None)
            self._engine.drop(task)
        if one.doubled and self._storage is not None:
            with contextlib.suppress(ReportedlyError):
                self._storage.delete(f"{JOURNAL}/{one.shard.id}")
                self._storage.delete(f"{JOURNAL}/{one.shard.id}{BESIDE}")
        self._took.append(time.monotonic() - one.began)
        self._tally.add(entry)
        self._given_up_together = 0
        self._reports += entry.read
        self._rejected += entry.rejected
        self._pass(one)

    def _pass(self, one: _Try) -> None:
        self._done_count += 1
        self._done_weight += one.shard.weight
        self.told(self.progress())

    def _lost(self, one: _Try, how: str) -> None:
        self._tally.lost += 1
        if one.tasks:  # the other one is still at it
            return
        now = stamp(self._storage, one.shard.id) if self._storage is not None else None
        one.for_nothing = one.for_nothing + 1 if now == one.stamp else 1
        one.stamp, one.orderly = now, False
        if one.for_nothing < LOST_FOR_NOTHING:
            self._todo.appendleft(one)
        else:
            self._give_up(one, f"{one.for_nothing} workers ended over it one after another without coming any further ({how})")

    def _failed(self, one: _Try, failure: Failure) -> None:
        if not failure.transient:
            _raise(failure)
        if one.tasks:
            return
        one.refused += 1
        one.orderly = True
        one.not_before = time.monotonic() + STORE_WAIT * 2 ** (one.refused - 1)
        if one.refused < STORE_TRIES:
            self._todo.append(one)
        else:
            self._give_up(one, f"{failure.message} ({one.refused} tries)")

    def _give_up(self, one: _Try, reason: str) -> None:
        self._given_up_together += 1
        first = one.shard.pieces[0]
        where = first.name if first.kind is None else f"{first.name}:{first.first}"
        self._tally.unread.append(Unread(shard=one.shard.id, where=where, reason=reason))
        if self._given_up_together >= GIVEN_UP_TOGETHER:
            raise EngineError(
                f"Nothing is read any more: {reason}.", "See what ends the workers (their memory, their disk, their log), and run again."
            )
        self._pass(one)

    def _double(self) -> None:
        """Let an idle hand read what another one takes too long for: the same files come of it, whoever is first."""
        if self._todo or not self._took or len(self._flying) >= self._engine.hands():
            return
        late = max(SLOW_SECONDS, SLOW_TIMES * statistics.median(self._took[-100:]))
        slow = [one for one in self._flying.values() if not one.doubled and time.monotonic() - one.began > late]
        for one in slow[: self._engine.hands() - len(self._flying)]:
            one.doubled = True
            self._submit(one, beside=True)

    def _reopened(self) -> bool:
        """Whether an engine that was gone is back; what it had is handed out anew."""
        if not self._engine.reopen():
            return False
        again = {one.shard.id: one for one in self._flying.values()}
        self._flying.clear()
        for one in reversed(again.values()):
            one.tasks, one.orderly = (), True
            self._todo.appendleft(one)
        return True


def _raise(failure: Failure) -> NoReturn:
    known = getattr(errors, failure.kind, ReportedlyError)
    raise known(failure.message, failure.cure)
