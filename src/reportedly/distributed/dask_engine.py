"""A Dask cluster as the engine: a scheduler somewhere, with workers that others have started."""

import contextlib
import logging
import queue
import time
from typing import Any

import msgspec

from reportedly.distributed.engine import Done, Lost
from reportedly.distributed.task import Answer, read_task
from reportedly.errors import EngineError, EngineLost
from reportedly.extras import needed

CONNECT_SECONDS = 30.0
"""How long a scheduler may take to answer."""

RETURN_SECONDS = 300.0
"""How long a scheduler that is gone is waited for: a cluster manager starts a lost one anew within minutes."""

_answers = msgspec.json.Decoder(Answer)


class DaskEngine:
    """The workers of a Dask scheduler; its address is such as ``tcp://10.0.0.5:8786``."""

    name = "dask"

    def __init__(self, address: str, *, returns: float = RETURN_SECONDS) -> None:
        """Raises EngineError where no scheduler answers, MissingExtra without ``distributed``."""
        self._address, self._returns = address, returns
        self._distributed: Any = needed("distributed", "cluster")
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # that a scheduler is gone is said once, as an error of ours
        self._ended: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._futures: dict[str, Any] = {}
        self._number = 0
        self._hands = (0.0, 1)
        self._client: Any = self._connected(CONNECT_SECONDS)

    def hands(self) -> int:
        """How many tasks the workers that are there now do at once; asked for every few seconds."""
        asked, hands = self._hands
        if time.monotonic() - asked > 2.0:
            threads = self._asked(lambda: self._client.nthreads())
            hands = max(1, sum(threads.values()))
            self._hands = (time.monotonic(), hands)
        return hands

    def submit(self, task: str, data: bytes) -> None:
        """Have a task done; where its worker ends, the scheduler has another one do it, some times (its ``allowed-failures``)."""
        self._number += 1
        key = f"reportedly-{task}-{self._number}"
        future = self._asked(lambda: self._client.submit(read_task, data, key=key, pure=False, retries=0))
        self._futures[task] = future
        future.add_done_callback(lambda ended, task=task: self._ended.put((task, ended)))

    def done(self, seconds: float) -> list[Done]:
        """What has been done since; raises EngineLost where the scheduler is gone, and with it what it was given."""
        found: list[Done] = []
        with contextlib.suppress(queue.Empty):
            while True:
                task, future = self._ended.get(timeout=seconds) if not found and seconds > 0 else self._ended.get_nowait()
                if self._futures.get(task) is future:  # not dropped meanwhile, nor of a scheduler that is gone
                    del self._futures[task]
                    found.append(Done(task=task, answer=self._answer(future)))
        if not found:
            self._check()
        return found

    def drop(self, task: str) -> None:
        """Nobody waits for it any more; a worker that is at it goes on to its end, which does no harm."""
        future = self._futures.pop(task, None)
        if future is not None:
            with contextlib.suppress(Exception):
                future.release()

    def reopen(self) -> bool:
        """Wait for the scheduler to come back, without what it was given; whether it did."""
        self._futures.clear()
        self._close_client()
        ends = time.monotonic() + self._returns
        while True:
            try:
                self._client = self._connected(max(1.0, min(CONNECT_SECONDS, ends - time.monotonic())))
                return True
            except EngineError:
                if time.monotonic() >= ends:
                    return False
                time.sleep(0.5)

    def close(self) -> None:
        """Take back what is not done, and let go of the scheduler; the cluster stays as it is."""
        with contextlib.suppress(Exception):
            self._client.cancel(list(self._futures.values()), force=True)
        self._futures.clear()
        self._close_client()

    def __enter__(self) -> "DaskEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connected(self, seconds: float) -> Any:
        try:
            return self._distributed.Client(self._address, timeout=seconds, set_as_default=False, name="reportedly")
        except (OSError, ValueError, TimeoutError) as error:
            raise EngineError(
                f"No Dask scheduler answers at {self._address}: {error}.",
                "Start one (dask scheduler), and name its address with --scheduler, such as tcp://10.0.0.5:8786.",
            ) from error

    def _answer(self, future: Any) -> Answer | Lost:
        if future.status == "finished":
            return _answers.decode(self._asked(future.result))
        if future.status != "error":
            raise self._gone()
        error = self._asked(future.exception)
        if isinstance(error, ImportError):
            raise EngineError(f"A worker has no reportedly that works: {error}.", "Install reportedly[cluster] on every machine.")
        if type(error).__name__ == "KilledWorker":
            return Lost(how="the worker ended")
        return Lost(how=repr(error))

    def _asked(self, call: Any) -> Any:
        try:
            return call()
        except (OSError, TimeoutError, self._distributed.CancelledError) as error:
            raise self._gone() from error

    def _check(self) -> None:
        comm = getattr(self._client.scheduler_comm, "comm", None)
        if self._client.status not in ("running", "connecting") or (comm is not None and comm.closed()):
            raise self._gone()

    def _gone(self) -> EngineLost:
        return EngineLost(
            f"The Dask scheduler at {self._address} is gone.",
            "Start it again and run the same: what is stored stays, and only what is missing is read.",
        )

    def _close_client(self) -> None:
        with contextlib.suppress(Exception):
            self._client.close(timeout=2)
