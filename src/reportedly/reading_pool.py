"""Many reports read on processes of their own: order kept, a few ahead, and a report that ends its process is one Rejection.

Threads of one program share Python's lock, which a report needs for nearly half of its time; processes share nothing. A worker is
``python -m reportedly.reading_worker``: started as a program, so that it needs nothing of the caller's main module, and ended by the
end of its input, so that nothing stays behind when the caller is killed. Between the two go frames: a length of four bytes, one byte
that names the kind (``READING`` and the like), and a msgpack body.

Where a worker dies over a report (out of memory, a crash in a library), the report is tried once more in a new one; what dies
twice becomes a Rejection, and the reports that were waiting behind it are read.
"""

import contextlib
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO

import msgspec

from reportedly import errors
from reportedly.config import Settings
from reportedly.errors import ReadingProcessError, ReportedlyError
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Reading, Report

READ_AHEAD = 4  # reports per hand that wait, read or unread
FLYING = 2  # reports at a worker at once: the next one is there when it has done the first
TRIES = 2
SETTINGS, REPORT = b"S", b"T"  # to the worker
READY, READING, REJECTION, FAILURE = b"!", b"R", b"J", b"E"  # from it

_HEADER = struct.Struct("<IB")
_READINGS = msgspec.msgpack.Decoder(Reading)
_REJECTIONS = msgspec.msgpack.Decoder(Rejection)
# Every report has its own process: libraries that would spread one over more cores only get in the others' way.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

Outcome = Reading | Rejection


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why a worker could not open its reader: an error of our tree, by name."""

    kind: str
    message: str
    cure: str


def write_frame(stream: IO[bytes], kind: bytes, body: bytes = b"") -> None:
    """Write one frame and send it off."""
    stream.write(_HEADER.pack(len(body), kind[0]) + body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The kind and the body of the next frame; None where the other side has ended."""
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    length, kind = _HEADER.unpack(header)
    body = stream.read(length)
    return (bytes([kind]), body) if len(body) == length else None


def name_of(report: Report) -> str:
    """What to call a report in a rejection, in the place of the file that the pool doesn't know."""
    return report.given_id or report.title or report.url or report.id


@dataclass(frozen=True)
class Beside:
    """The caller's own reader: ``read`` serves on ``threads`` threads, alone for the first ``alone_for`` reports.

    As workers become ready its threads give way to them, down to one.
    """

    read: Callable[[Report], Outcome]
    threads: int
    alone_for: int


@dataclass
class _Task:
    report: Report
    outcome: Outcome | bytes | None = None  # bytes: a Reading as the worker sent it
    died: int = 0  # workers that ended over it
    sent: float = 0.0  # when it went to a worker, on a clock of its own


class ReadingPool:
    """Reads reports side by side on worker processes. Use it in a ``with``, which ends them on every way out.

    with ReadingPool(settings, processes=2) as pool:
        for outcome in pool.readings(reports): ...
    """

    def __init__(
        self, settings: Settings, processes: int | None = None, *, beside: Beside | None = None,
        timed: Callable[[float], None] | None = None,
    ) -> None:  # fmt: skip
        """``processes`` None means as many as ``settings.threads`` says, or the machine has cores; each opens a reader.

        ``beside`` lets the caller's own reader work too, and start the workers late. ``timed`` is told the seconds that each report took,
        from any thread.
        """
        self._timed = timed or (lambda _: None)
        cores = settings.threads or os.cpu_count() or 1
        self._settings = settings
        self._processes = cores if processes is None else processes
        self._beside = beside
        self._hands = max(1, self._processes + bool(beside), beside.threads if beside else 0)
        self._change = threading.Condition()
        self._todo: deque[_Task] = deque()
        self._workers: set[_Worker] = set()
        self._ready = 0  # workers that have opened their reader
        self._hired = 0  # threads that serve a worker
        self._here = 0  # threads that read in this process
        self._closed = False
        self._failed: BaseException | None = None

    def __enter__(self) -> "ReadingPool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers; what they were reading is lost. Closing twice does nothing more."""
        with self._change:
            self._closed = True
            self._todo.clear()
            workers = list(self._workers)
            self._change.notify_all()
        for worker in workers:
            worker.end()

    def readings(self, items: Iterable[Report | Rejection]) -> Iterator[Outcome]:
        """One outcome per item, in order; rejections pass through in their place. Takes a few items ahead at most.

        One run at a time. A run that is left before its end closes the pool.
        """
        waiting: deque[_Task | Rejection] = deque()
        reports, through = 0, False
        try:
            for item in items:
                if isinstance(item, Report):
                    reports += 1
                    self._staff(reports)
                    waiting.append(self._asked(item))
                else:
                    waiting.append(item)
                while waiting and (len(waiting) >= READ_AHEAD * self._hands or _is_done(waiting[0])):
                    yield self._outcome(waiting.popleft())
            while waiting:
                yield self._outcome(waiting.popleft())
            through = True
        finally:
            if not through:
                self.close()

    def _staff(self, reports: int) -> None:
        """Start whoever is wanted when so many reports have come."""
        if self._beside is None or reports > self._beside.alone_for:
            while self._hired < self._processes:
                self._hired += 1
                self._start(self._read_there)
        while self._beside is not None and self._here < self._beside.threads and not self._hired:
            self._here += 1
            self._start(self._read_here)

    def _start(self, work: Callable[[], None]) -> None:
        def guarded() -> None:
            try:
                work()
            except BaseException as error:  # noqa: BLE001  raised again where the readings are asked for
                with self._change:
                    self._failed = self._failed or error
                    self._change.notify_all()

        threading.Thread(target=guarded, name="reportedly-reading", daemon=True).start()

    def _asked(self, report: Report) -> _Task:
        task = _Task(report)
        with self._change:
            self._todo.append(task)
            self._change.notify_all()
        return task

    def _outcome(self, item: _Task | Rejection) -> Outcome:
        if isinstance(item, Rejection):
            return item
        with self._change:
            while item.outcome is None:
                if self._failed is not None:
                    raise self._failed
                if self._closed:
                    raise ReadingProcessError(
                        "The pool was closed before all reports were read.", "Read inside its with."
                    )
                self._change.wait(1.0)  # now and then, so that Ctrl-C gets through on every system
        return _READINGS.decode(item.outcome) if isinstance(item.outcome, bytes) else item.outcome

    def _take(self, *, wait: bool, wanted: Callable[[], bool] = lambda: True) -> _Task | None:
        """The next report to read; None when the pool is closed, its taker no longer wanted or, unless ``wait``, there is none."""
        with self._change:
            while True:
                if self._closed or not wanted():
                    return None
                if self._todo:
                    return self._todo.popleft()
                if not wait:
                    return None
                self._change.wait()

    def _settle(self, task: _Task, outcome: Outcome | bytes) -> None:
        with self._change:
            task.outcome = outcome
            self._change.notify_all()

    def _read_here(self) -> None:
        """On a thread of this process, until the workers that are ready take its place; one thread stays."""
        beside = self._beside

        def wanted() -> bool:
            stays = beside is not None and self._here <= max(1, beside.threads - self._ready)
            self._here -= not stays
            return stays

        while beside is not None and (task := self._take(wait=True, wanted=wanted)) is not None:
            began = time.monotonic()
            outcome = beside.read(task.report)
            self._timed(time.monotonic() - began)
            self._settle(task, outcome)

    def _read_there(self) -> None:
        """On a thread that hands reports to one worker, and starts another one where that has died."""
        worker = self._opened()
        flying: deque[_Task] = deque()
        free = time.monotonic()  # when the worker had answered all that came before
        while worker is not None:
            # The next report goes off before the answer to the last one is awaited.
            while len(flying) < FLYING and (task := self._take(wait=not flying)) is not None:
                task.sent = time.monotonic()
                if worker.send(task.report):
                    flying.append(task)
                else:
                    self._settle(task, self._unsendable(task.report))
            if not flying:
                return
            free = max(free, flying[0].sent)
            answer = worker.receive()
            if answer is not None:
                now = time.monotonic()
                self._timed(now - free)
                free = now
                self._settle(flying.popleft(), answer)
                continue
            self._dismiss(worker)
            self._after_death(flying, worker.how_it_ended())
            flying.clear()
            worker = self._opened()
            free = time.monotonic()

    def _after_death(self, flying: Sequence[_Task], how: str) -> None:
        """The first report was being read and is tried again, or has had its tries; those behind it go back unharmed."""
        first = flying[0]
        first.died += 1
        again = list(flying) if first.died < TRIES else list(flying)[1:]
        with self._change:
            self._todo.extendleft(reversed(again))
            self._change.notify_all()
        if first.died >= TRIES:
            reason = f"{name_of(first.report)} was not read: it ended the process that read it, {TRIES} times ({how})."
            self._settle(
                first,
                _rejected(first.report, reason, "Give it more memory, or report this as a bug.", "ReadingProcessError"),
            )

    def _unsendable(self, report: Report) -> Outcome:
        """The outcome of a report whose text UTF-8 has no bytes for (half of a pair of surrogates)."""
        if self._beside is not None:
            return self._beside.read(report)
        reason = f"{name_of(report)} holds half of a character (a lone surrogate)."
        return _rejected(report, reason, "Decode its bytes with errors='replace'.", "NotText")

    def _opened(self) -> "_Worker | None":
        """A worker that is ready to read; None where the pool was closed meanwhile."""
        with self._change:
            if self._closed:
                return None
            worker = _Worker()
            self._workers.add(worker)
        try:
            worker.open(self._settings)
        except ReportedlyError:
            if self._closed:
                return None
            raise
        with self._change:
            self._ready += 1
            self._change.notify_all()
        return worker

    def _dismiss(self, worker: "_Worker") -> None:
        with self._change:
            self._ready -= 1
            self._workers.discard(worker)
        worker.end()


class _Worker:
    """One process that reads, and the two pipes to it."""

    def __init__(self) -> None:
        # The paths of this program, not its working directory: a file of the user's named json.py is not ours to import.
        paths = os.pathsep.join(path for path in sys.path if path)
        command = [sys.executable, "-P", "-m", "reportedly.reading_worker"]
        environment = {**os.environ, **_ONE_THREAD, "PYTHONPATH": paths}
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own program
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment,
                start_new_session=True,  # Ctrl-C is for the program that asked: it ends its workers
            )  # fmt: skip
        except OSError as error:
            raise ReadingProcessError(
                f"{sys.executable or 'Python'} can't be started to read reports: {error.strerror}.", "Set threads = 1."
            ) from error

    def open(self, settings: Settings) -> None:
        """Wait until it has opened its reader; raises what ``Reader.open`` raised there."""
        self._write(SETTINGS, msgspec.msgpack.encode(settings, enc_hook=str))
        answer = self._read()
        if answer is None:
            self.end()
            raise ReadingProcessError(
                f"A process that reads reports ended while it started ({self.how_it_ended()}).",
                "Set threads = 1 to read in one process, and see whether there is memory for more.",
            )
        if answer[0] == FAILURE:
            self.end()
            failure = msgspec.msgpack.decode(answer[1], type=Failure)
            known: type[ReportedlyError] = getattr(errors, failure.kind, ReadingProcessError)
            raise known(failure.message, failure.cure)

    def send(self, report: Report) -> bool:
        """Hand it a report; False where that has no bytes. That a worker is dead shows when it is asked for its answer."""
        try:
            body = msgspec.msgpack.encode(report)
        except UnicodeEncodeError:
            return False
        self._write(REPORT, body)
        return True

    def receive(self) -> Outcome | bytes | None:
        """Its next outcome (a Reading still in bytes); None where it has died."""
        answer = self._read()
        if answer is None:
            return None
        return _REJECTIONS.decode(answer[1]) if answer[0] == REJECTION else answer[1]

    def end(self) -> None:
        """Kill it where it lives, and leave nothing of it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # what was still on the way is lost with it
                if pipe is not None:
                    pipe.close()

    def how_it_ended(self) -> str:
        """Its exit code or the signal that ended it, in words."""
        code = self._process.returncode
        if code is None or code >= 0:
            return f"exit code {code}"
        return f"signal {signal.Signals(-code).name}" if -code in set(signal.Signals) else f"signal {-code}"

    def _write(self, kind: bytes, body: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):
            if self._process.stdin is not None:
                write_frame(self._process.stdin, kind, body)

    def _read(self) -> tuple[bytes, bytes] | None:
        try:
            return read_frame(self._process.stdout) if self._process.stdout is not None else None
        except (OSError, ValueError):  # closed under our hands
            return None


def _is_done(item: _Task | Rejection) -> bool:
    return isinstance(item, Rejection) or item.outcome is not None


def _rejected(report: Report, reason: str, cure: str, kind: str) -> Rejection:
    return Rejection(where=name_of(report), reason=reason, cure=cure, kind=kind)


def on_standard_streams(serve: Callable[[IO[bytes], IO[bytes]], None]) -> None:
    """Serve on standard input and output; what libraries print goes to standard error, where it can't break a frame."""
    taken = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        serve(sys.stdin.buffer, taken)
    except BrokenPipeError:
        os._exit(0)
