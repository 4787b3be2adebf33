"""The options that say how a long command is observed, the same for every command that has them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct

from reportedly.cli.loading import module
from reportedly.config import Settings
from reportedly.operations.logs import Logs
from reportedly.operations.metrics import Metrics
from reportedly.operations.observer import Observer
from reportedly.version import __version__

if TYPE_CHECKING:
    from reportedly.operations.endpoints import Readiness

_ENDPOINTS = "reportedly.operations.endpoints"  # loads an HTTP server


class LogFormats(StrEnum):
    """The shapes of a log."""

    text = "text"
    json = "json"


LogFormatOption = Annotated[LogFormats | None, typer.Option("--log-format", help="Write structured logs on standard error.")]
MetricsPortOption = Annotated[
    int | None, typer.Option("--metrics-port", min=0, max=65535, metavar="N", help="Serve /metrics, /healthz and /readyz there.")
]
MetricsHostOption = Annotated[str | None, typer.Option("--metrics-host", metavar="ADDRESS", help="Their address; 127.0.0.1 without it.")]


class Observing(Struct, frozen=True, kw_only=True):
    """What the three options say; None: what the settings say."""

    log_format: LogFormats | None
    metrics_port: int | None
    metrics_host: str | None


@contextmanager
def observed(command: str, wanted: Observing, settings: Settings, ready: Callable[[], "Readiness"]) -> Iterator[Observer]:
    """A context with the observer of a command; its begin and end are logged, and its endpoints are there meanwhile.

    Raises MissingExtra where metrics are wanted and prometheus_client is not installed, BadOption where the port is taken.
    """
    how = wanted.log_format.value if wanted.log_format is not None else settings.log_format
    port = settings.metrics_port if wanted.metrics_port is None else wanted.metrics_port
    with ExitStack() as held:
        logs = None
        if how is not None:
            logs = Logs("json" if how == "json" else "text")
            held.callback(logs.close)
        metrics = None if port is None else Metrics()
        observer = Observer(logs, metrics)
        if port is not None:
            endpoints: Any = module(_ENDPOINTS)
            host = wanted.metrics_host or settings.metrics_host or endpoints.ADDRESS
            served = held.enter_context(endpoints.Endpoints(metrics, ready, host=host, port=port))
            sys.stderr.write(f"metrics: http://{f'[{host}]' if ':' in host else host}:{served.port}/metrics\n")
            sys.stderr.flush()
        observer.began(command, __version__)
        try:
            yield observer
        except BaseException as error:
            observer.ended(command, error)
            raise
        observer.ended(command)


class RecordReady:
    """Whether a record answers, and is of this program's format; ``opened`` is told the record once it is open."""

    def __init__(self) -> None:
        self._record: Any = None

    def opened(self, record: Any) -> None:
        """The record is open."""
        self._record = record

    def __call__(self) -> "Readiness":
        """Ask it."""
        if self._record is None:
            return _readiness(ready=False, checks={"record": "opening"})
        migrations: Any = module("reportedly.store.migrations")
        store = self._record.store
        with store.reading() as snapshot:
            current = migrations.state_of(snapshot.connection, store.name) == migrations.LATEST
        checks = {"record": "ok", "migrations": "current" if current else "outdated"}
        replica = store.replica()
        if replica is not None:  # one that is down makes a desk slower, and no less ready
            checks["replica"] = f"{replica.bytes_behind} bytes behind" if replica.reachable else "unreachable: the record itself is asked"
        return _readiness(ready=current, checks=checks)


def always_ready() -> "Readiness":
    """A run without a record is ready while it runs."""
    return _readiness(ready=True, checks={"run": "ok"})


def _readiness(*, ready: bool, checks: dict[str, str]) -> "Readiness":
    made: Readiness = module(_ENDPOINTS).Readiness(ready=ready, checks=checks)
    return made
