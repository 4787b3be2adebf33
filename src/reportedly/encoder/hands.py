"""Work that several threads share: what releases Python's lock gains by it, such as a run of the graph."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Stopped(Exception):
    """The program is ending: nobody waits for the rest."""


class Shared(Generic[R]):
    """``work`` of every item, begun at once by so many threads; who asks for what was made lends a hand.

    The program's end waits for what a thread has in hand, and leaves the rest.
    """

    def __init__(self, work: Callable[[T], R], items: Sequence[T], threads: int) -> None:
        self._waiting = deque((number, item) for number, item in enumerate(items))
        self._work: Callable[..., R] = work
        self._count = len(items)
        self._made: dict[int, R] = {}
        self._failed: BaseException | None = None
        self._threads = [
            threading.Thread(target=self._take, name="reportedly-hand") for _ in range(min(threads, self._count))
        ]
        for thread in self._threads:
            thread.start()

    def result(self) -> list[R]:
        """What was made of the items, in their order; raises what the first to fail raised."""
        self._take()
        for thread in self._threads:
            thread.join()
        if self._failed is not None:
            raise self._failed
        return [self._made[number] for number in range(self._count)]

    def _take(self) -> None:
        main = threading.main_thread()
        try:
            while self._waiting:
                try:
                    number, item = self._waiting.popleft()
                except IndexError:  # another hand was quicker
                    return
                if not main.is_alive():
                    raise Stopped
                self._made[number] = self._work(item)
        except BaseException as error:  # noqa: BLE001  raised again where the result is asked for
            self._failed = self._failed or error
            self._waiting.clear()
