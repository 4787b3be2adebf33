"""Who is told what a long run or a desk does, and passes it on to logs and metrics."""

from collections.abc import Iterable
from threading import Lock
from typing import Protocol

from reportedly.operations.logs import Logs
from reportedly.operations.metrics import METHODS, OTHER, Metrics


class Counts(Protocol):
    """How far a run of adding is (``record.account.Progress``)."""

    @property
    def done(self) -> int: ...  # noqa: D102
    @property
    def stored(self) -> int: ...  # noqa: D102
    @property
    def rejected(self) -> int: ...  # noqa: D102
    @property
    def rate(self) -> float: ...  # noqa: D102
    @property
    def queue(self) -> int: ...  # noqa: D102
    @property
    def linking_lag(self) -> float | None: ...  # noqa: D102
    @property
    def kinds(self) -> tuple[tuple[str, int], ...]: ...  # noqa: D102


class Shards(Protocol):
    """How far a run on many workers is (``distributed.account.RunProgress``)."""

    @property
    def shards(self) -> int: ...  # noqa: D102
    @property
    def shards_done(self) -> int: ...  # noqa: D102
    @property
    def reports(self) -> int: ...  # noqa: D102
    @property
    def rejected(self) -> int: ...  # noqa: D102
    @property
    def rate(self) -> float: ...  # noqa: D102
    @property
    def hands(self) -> int: ...  # noqa: D102
    @property
    def lost(self) -> int: ...  # noqa: D102


class Observer:
    """Tells logs and metrics, where there are such; told totals, it counts what came since. Used from several threads."""

    def __init__(self, logs: Logs | None = None, metrics: Metrics | None = None) -> None:
        """None: nobody wants to know."""
        self.logs, self.metrics = logs, metrics
        self._lock = Lock()
        self._before: dict[str, int] = {}

    def began(self, command: str, version: str) -> None:
        """A command began."""
        if self.logs is not None:
            self.logs.event("began", command=command, version=version)

    def ended(self, command: str, error: BaseException | None = None) -> None:
        """A command ended, and with which error, by its name alone: its words may hold a path or a name."""
        if self.logs is not None:
            self.logs.event("ended", warning=error is not None, command=command, error=None if error is None else type(error).__name__)

    def another_run(self) -> None:
        """What comes is a new run's, which counts from 0."""
        with self._lock:
            self._before.clear()

    def progress(self, one: Counts) -> None:
        """A run of adding has committed a batch."""
        if self.logs is not None:
            self.logs.event(
                "committed", done=one.done, stored=one.stored, duplicate=one.done - one.stored - one.rejected, rejected=one.rejected,
                rate=one.rate, queue=one.queue, linking_lag=one.linking_lag,
            )  # fmt: skip
        if self.metrics is None:
            return
        totals = {"stored": one.stored, "rejected": one.rejected, "duplicate": one.done - one.stored - one.rejected}
        for outcome, count in totals.items():
            self.metrics.reports.labels(outcome).inc(self._since(outcome, count))
        self.metrics.rejected(self._kinds(one.kinds))
        self.metrics.queue.set(one.queue)
        if one.linking_lag is not None:
            self.metrics.lag.observe(one.linking_lag)
            self.metrics.lag_now.set(one.linking_lag)

    def shards(self, one: Shards) -> None:
        """A run on many workers has come further."""
        if self.logs is not None:
            self.logs.event(
                "shards", shards=one.shards, shards_done=one.shards_done, read=one.reports, rejected=one.rejected, rate=one.rate,
                hands=one.hands, lost=one.lost,
            )  # fmt: skip
        if self.metrics is None:
            return
        self.metrics.reports.labels("stored").inc(self._since("read", one.reports - one.rejected))
        self.metrics.reports.labels("rejected").inc(self._since("rejected", one.rejected))
        self.metrics.workers_lost.inc(self._since("lost", one.lost))
        self.metrics.queue.set(one.shards - one.shards_done)
        self.metrics.shards.labels("done").set(one.shards_done)
        self.metrics.shards.labels("waiting").set(one.shards - one.shards_done)

    def rejections(self, by_kind: Iterable[tuple[str, int]]) -> None:
        """How many were rejected in all for which kind of reason, where that is known at the end only."""
        if self.metrics is not None:
            self.metrics.rejected(self._kinds(by_kind))

    def account(self, what: str, read: int, stored: int, duplicate: int, rejected: int) -> None:
        """The account of a run that has ended."""
        if self.logs is not None:
            self.logs.event("account", what=what, read=read, stored=stored, duplicate=duplicate, rejected=rejected)

    def round(self, *, feeds: int, failed: int, new: int, waiting: int, put_off: bool) -> None:
        """A watch has held a round, or put it off."""
        if self.logs is not None:
            self.logs.event("round", warning=bool(failed or put_off), feeds=feeds, failed=failed, new=new, waiting=waiting, put_off=put_off)
        if self.metrics is not None:
            self.metrics.rounds.labels("put off" if put_off else "held").inc()
            self.metrics.feeds_failing.set(failed)

    def reading(self, seconds: float) -> None:
        """One report took so long to read."""
        if self.metrics is not None:
            self.metrics.reading.observe(seconds)

    def request(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """The desk has answered; ``route`` is the route's pattern, never the address, which holds what was looked for."""
        route, method = route or OTHER, method if method in METHODS else OTHER
        if self.logs is not None:
            self.logs.event("request", warning=status >= 500, method=method, route=route, status=status, seconds=seconds)
        if self.metrics is not None:
            self.metrics.requests.labels(method, route, str(status)).inc()
            self.metrics.answering.labels(route).observe(seconds)

    def _kinds(self, kinds: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
        return [(kind, self._since(f"kind {kind}", count)) for kind, count in kinds]

    def _since(self, what: str, total: int) -> int:
        with self._lock:
            more = max(0, total - self._before.get(what, 0))
            self._before[what] = max(total, self._before.get(what, 0))
            return more
