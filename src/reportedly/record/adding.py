"""Adding to a record: what is found is read on several processes and stored in its order, in batches.

A run that was cut off, however it was, is taken up again by adding the same paths: what it has stored is known by its place and hash
and is not read again, so the record comes out as if the run had not been cut off.
"""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Protocol

import msgspec
from msgspec.structs import replace

from reportedly.ingest.rejection import Rejection
from reportedly.record.account import MOST_LISTED, Account, Progress
from reportedly.record.deriving import derive
from reportedly.record.fold import Folding
from reportedly.record.reprints import KeptWords
from reportedly.record.runs import brought_in, cut_off_run, rejected_by
from reportedly.record.steps import Outcome, Step, Steps, Wanted
from reportedly.schema import Report
from reportedly.store.archive import plain
from reportedly.store.base import Added, Capture, RunEnd
from reportedly.store.sql import Store
from reportedly.store.writer import Writer

BATCH = 64
"""Steps that are committed together: a commit costs some milliseconds, and what is not committed is read again after a crash."""

BATCH_SECONDS = 2.0
"""The longest that a finished reading waits for its commit while others come in."""


class Reads(Protocol):
    """Whoever reads reports in their order."""

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Outcome]:
        """One outcome for each item, in order; items are taken as they are needed, in the caller's thread."""
        ...


class Adding:
    """One run of adding. ``run`` does it and returns the account; what was committed stays, whatever ends it."""

    def __init__(
        self, store: Store, reader: Reads, wanted: Wanted, told: Callable[[Progress], None] | None = None
    ) -> None:
        """``told`` hears of progress after each commit."""
        self._store, self._reader, self._wanted = store, reader, wanted
        self._told = told or (lambda _: None)
        self._waiting: deque[Step] = deque()  # in their order; the first of them may still be at a reader
        self._ready: list[Step] = []  # done, not committed
        self._keys: set[str] = set()  # of the reports in both
        self._rejected_before: frozenset[str] = frozenset()
        self._run = 0
        self._counts: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._words = KeptWords()
        self._rejections: list[Rejection] = []
        self._began = self._last = time.monotonic()
        self._bytes_done = 0

    def run(self) -> Account:
        """Add what is wanted; raises RecordLocked where somebody else is adding, and what a database may raise."""
        with self._store.adding_lock():
            self._store.mend()
            derive(self._store)  # what a load that was broken off has left
            steps = self._start()
            for outcome in self._reader.read_all(self._unread(steps)):
                unread = next(step for step in self._waiting if step.report is not None)
                if isinstance(outcome, Rejection):  # a reader knows a report by its title; two may have the same
                    outcome = replace(outcome, where=unread.source)
                unread.outcome, unread.report, unread.read_at = outcome, None, time.monotonic()
                self._take_ready(steps)
            self._take_ready(steps)
            self._commit(steps)
            account = self._account(steps)
            with self._store.writing() as writer:
                counts = {name: getattr(account, name) for name in ("read", "stored", "duplicate", "rejected")}
                writer.end_run(self._run, RunEnd(finished_at=_now(), **counts))
        return account

    def _start(self) -> Steps:
        paths = [plain(path) for path in self._wanted.asked]
        own = self._store.name if self._store.dialect == "sqlite" else None
        with self._store.writing() as writer:
            cut_off = cut_off_run(writer, msgspec.json.encode(paths).decode())
            if cut_off is None:
                self._run = writer.start_run(paths, _now())
                return Steps(self._wanted, {}, own)
            self._run = cut_off
            self._rejected_before = rejected_by(writer, cut_off)
            return Steps(self._wanted, brought_in(writer, cut_off), own)

    def _unread(self, steps: Steps) -> Iterator[Report]:
        """The reports that have to be read; the steps between them take their places."""
        for step in steps:
            if step.key is not None and self._stands(step.key):
                step.report, step.outcome, step.known = None, None, "stands"
            self._waiting.append(step)
            if step.report is not None:
                yield step.report
            else:
                self._take_ready(steps)

    def _stands(self, key: str) -> bool:
        """Whether a report is in the record or on its way there; if not, it is on its way from now on."""
        if key in self._keys:
            return True
        with self._store.reading() as snapshot:
            if snapshot.report_with(key) is not None:
                return True
        self._keys.add(key)
        return False

    def _take_ready(self, steps: Steps) -> None:
        while self._waiting and self._waiting[0].report is None:
            self._ready.append(self._waiting.popleft())
            if len(self._ready) >= BATCH or time.monotonic() - self._last > BATCH_SECONDS:
                self._commit(steps)

    def _commit(self, steps: Steps) -> None:
        """Store what is ready, in one transaction: all of it or nothing."""
        counts: Counter[str] = Counter()
        with self._store.writing() as writer:
            folding = Folding(writer, self._words)
            for step in self._ready:
                counts[self._store_step(writer, folding, step, counts)] += 1
            folding.finish()
        self._counts += counts
        self._bytes_done += sum(step.size for step in self._ready)
        oldest = min((step.read_at for step in self._ready if step.read_at is not None), default=None)
        self._keys.difference_update(step.key for step in self._ready if step.key is not None)
        self._ready.clear()
        self._last = time.monotonic()
        self._told(self._progress(steps, None if oldest is None else self._last - oldest))

    def _store_step(self, writer: Writer, folding: Folding, step: Step, counts: Counter[str]) -> str:
        """Store one step; what it counts as."""
        if isinstance(step.outcome, Rejection):
            return self._reject(writer, step.outcome)
        if step.known in ("stored", "duplicate"):
            counts["resumed"] += 1
            return step.known
        capture = Capture(
            run_id=self._run, hash=writer.archive(step.data), source=step.source, method=step.method, captured_at=_now()
        )
        if step.outcome is None:
            standing = writer.report_with(step.key or "")
            if standing is not None:  # always, unless the report that it was to double was rejected
                writer.add_capture(standing, capture)
            return "duplicate"
        added = writer.add_report(step.outcome.report, step.outcome, capture)
        if not isinstance(added, Added):
            return "duplicate"
        folding.report(added, step.outcome)
        counts["claims"] += len(added.claims)
        return "stored"

    def _reject(self, writer: Writer, rejection: Rejection) -> str:
        if rejection.where not in self._rejected_before:
            writer.add_rejection(self._run, rejection.where, rejection.kind, rejection.reason, rejection.cure)
        self._kinds[rejection.kind] += 1
        if len(self._rejections) < MOST_LISTED:
            self._rejections.append(rejection)
        return "rejected"

    def _progress(self, steps: Steps, lag: float | None) -> Progress:
        counts = self._counts
        return Progress(
            done=counts["stored"] + counts["duplicate"] + counts["rejected"], stored=counts["stored"],
            rejected=counts["rejected"], bytes_done=self._bytes_done, bytes_all=steps.bytes_all,
            seconds=time.monotonic() - self._began, queue=len(self._waiting), linking_lag=lag, kinds=tuple(sorted(self._kinds.items())),
        )  # fmt: skip

    def _account(self, steps: Steps) -> Account:
        counts = self._counts
        return Account(
            run=self._run, read=counts["stored"] + counts["duplicate"] + counts["rejected"], stored=counts["stored"],
            duplicate=counts["duplicate"], rejected=counts["rejected"], resumed=counts["resumed"],
            claims=counts["claims"], rejections=tuple(self._rejections), by_kind=tuple(sorted(self._kinds.items())),
            skipped=steps.skipped, not_reports=tuple(sorted(steps.not_reports.items())), seconds=time.monotonic() - self._began,
        )  # fmt: skip


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
