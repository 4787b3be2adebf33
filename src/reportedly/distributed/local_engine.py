"""The engine of this machine itself: processes, each of which reads one shard after another; one that dies is started anew."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading

import msgspec

from reportedly.distributed.engine import Done, Lost
from reportedly.distributed.task import Answer
from reportedly.distributed.worker import ANSWER, TASK
from reportedly.errors import EngineError
from reportedly.reading_pool import read_frame, write_frame

_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
_answers = msgspec.json.Decoder(Answer)


class LocalEngine:
    """``processes`` workers on this machine (one per core). Use it in a ``with``, or close it."""

    name = "local"

    def __init__(self, processes: int | None = None) -> None:
        """Starts workers as tasks come."""
        self._processes = processes or os.cpu_count() or 1
        self._tasks: queue.SimpleQueue[tuple[str, bytes]] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Done | BaseException] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._workers: set[subprocess.Popen[bytes]] = set()
        self._doing: dict[str, subprocess.Popen[bytes]] = {}
        self._threads = 0
        self._closed = False

    def hands(self) -> int:
        """How many tasks are done at once."""
        return self._processes

    def submit(self, task: str, data: bytes) -> None:
        """Have a task done."""
        self._tasks.put((task, data))
        if self._threads < self._processes:
            self._threads += 1
            threading.Thread(target=self._serve, name="reportedly-shards", daemon=True).start()

    def done(self, seconds: float) -> list[Done]:
        """What has been done since; raises EngineError where no worker can be started."""
        found: list[Done] = []
        with contextlib.suppress(queue.Empty):
            while True:
                one = self._done.get(timeout=seconds) if not found and seconds > 0 else self._done.get_nowait()
                if isinstance(one, BaseException):
                    raise one
                found.append(one)
        return found

    def drop(self, task: str) -> None:
        """End the process that does this task; the next one is done by another."""
        with self._lock:
            worker = self._doing.get(task)
            if worker is not None:
                worker.kill()

    def reopen(self) -> bool:
        """It is never gone while this program lives."""
        return False

    def processes(self) -> list[int]:
        """The process ids of the workers that live."""
        with self._lock:
            return sorted(one.pid for one in self._workers if one.poll() is None)

    def close(self) -> None:
        """End all workers; what they were reading is not stored."""
        with self._lock:
            self._closed = True
            workers = list(self._workers)
            threads = self._threads
        for _ in range(threads):
            self._tasks.put(("", b""))
        for worker in workers:
            _end(worker)

    def __enter__(self) -> "LocalEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self) -> None:
        """On a thread that hands tasks to one worker, and starts another one where that has died."""
        worker: subprocess.Popen[bytes] | None = None
        while True:
            task, data = self._tasks.get()
            if not task:
                return
            try:
                if worker is None or worker.poll() is not None:
                    worker = self._started()
                if worker is None:
                    return
                self._done.put(Done(task=task, answer=self._answer(worker, task, data)))
            except EngineError as error:
                self._done.put(error)
                return

    def _answer(self, worker: subprocess.Popen[bytes], task: str, data: bytes) -> Answer | Lost:
        with self._lock:
            self._doing[task] = worker
        try:
            assert worker.stdin is not None and worker.stdout is not None
            with contextlib.suppress(OSError, ValueError):
                write_frame(worker.stdin, TASK, data)
            try:
                frame = read_frame(worker.stdout)
            except (OSError, ValueError):
                frame = None
        finally:
            with self._lock:
                self._doing.pop(task, None)
        if frame is not None and frame[0] == ANSWER:
            return _answers.decode(frame[1])
        _end(worker)
        with self._lock:
            self._workers.discard(worker)
        if frame is not None:
            return Lost(how=frame[1].decode("utf-8", "replace"))
        return Lost(how=_how(worker.returncode))

    def _started(self) -> "subprocess.Popen[bytes] | None":
        paths = os.pathsep.join(path for path in sys.path if path)
        with self._lock:
            if self._closed:
                return None
            try:
                worker = subprocess.Popen(
                    [sys.executable, "-P", "-m", "reportedly.distributed.worker"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **_ONE_THREAD, "PYTHONPATH": paths},
                    start_new_session=True,  # Ctrl-C is for the program that asked: it ends its workers
                )  # fmt: skip
            except OSError as error:
                raise EngineError(f"No process can be started to read reports: {error.strerror}.", "Give --processes 1.") from error
            self._workers.add(worker)
        return worker


def _end(worker: "subprocess.Popen[bytes]") -> None:
    worker.kill()
    worker.wait()
    for pipe in (worker.stdin, worker.stdout):
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.close()


def _how(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    return f"signal {signal.Signals(-code).name}" if -code in set(signal.Signals) else f"signal {-code}"
