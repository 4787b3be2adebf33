"""Processes that only read: what the desk is asked is looked up in them, side by side, while the desk itself goes on hearing and sending.

Python computes in one thread of a process at a time, so twenty questions at once would wait for each other in one. Who may ask, what was
asked before, adding and judging stay in the desk's own process; a reader knows the record and nothing else. One that is gone costs time
only: what it was asked is asked again where it was asked from.
"""

import gc
import os
import signal
from collections import deque
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from multiprocessing.context import SpawnProcess
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Generic, TypeVar

from litestar.serialization import encode_json
from msgspec import Struct
from sqlalchemy import func, select

from reportedly.config import Settings
from reportedly.errors import ReportedlyError
from reportedly.record.record import Record
from reportedly.store.sql import Store
from reportedly.store.tables import claim
from reportedly.views.overview import state
from reportedly.views.tallies import Tallies
from reportedly.web.kept import sent
from reportedly.web.question import Question

MOST = 4
"""Readers where none are asked for, at most: each takes some 100 MB."""
LARGE = 100_000
"""Claims from which on a record gets readers unasked: below, the desk alone answers twenty at once within 150 ms."""
LOSSES = 8
"""Readers that are replaced after they were lost, before the desk goes on with those it has."""
_PATIENCE = 2.0  # seconds between two looks at whether there is still a reader to wait for: who looks goes to the end of the queue
_FEW_COLLECTIONS = (50_000, 20, 50)  # what a reader makes lives as long as an answer: looking for rings in it finds none


class Reading(Struct, frozen=True, kw_only=True):
    """What a reader opens: the record as it was named, and the settings of the desk."""

    target: str
    settings: Settings
    read_from: str | None = None


class Answered(Struct, frozen=True):
    """A reader's answer: the record's state, and the body as it is sent or the error with which it was refused."""

    state: str
    body: bytes = b""
    error: tuple[type[ReportedlyError], str, str] | None = None


T = TypeVar("T")


class Turns(Generic[T]):
    """Things that are lent to whoever waits longest; a queue of Python wakes any of them."""

    def __init__(self) -> None:
        """Nothing is there yet."""
        self._lock, self._free, self._waiting = Lock(), deque[T](), deque[SimpleQueue[T]]()

    def put(self, one: T) -> None:
        """Give one to who waits longest, or keep it."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().put(one)
            else:
                self._free.append(one)

    def get(self, timeout: float) -> T:
        """One that is free now or within ``timeout`` seconds; raises queue.Empty, and then has lost its turn."""
        with self._lock:
            if self._free:
                return self._free.popleft()
            turn: SimpleQueue[T] = SimpleQueue()
            self._waiting.append(turn)
        try:
            return turn.get(timeout=timeout)
        except Empty:
            with self._lock:
                if turn in self._waiting:
                    self._waiting.remove(turn)
                    raise
            return turn.get_nowait()  # it came in the last moment


class Readers:
    """Some processes that read, each busy with one question at a time; used from several threads."""

    def __init__(self, number: int, reading: Reading) -> None:
        """Nothing is begun yet."""
        self._number, self._reading = number, reading
        self._idle = Turns[tuple[SpawnProcess, Pipe]]()
        self._lock, self._begun, self._closed, self._losses = Lock(), list[tuple[SpawnProcess, Pipe]](), False, 0

    @property
    def alive(self) -> int:
        """How many have opened the record and are there."""
        with self._lock:
            return len(self._begun)

    def begin(self) -> None:
        """Begin them, beside what the desk does; until the first is there it answers by itself."""
        for _ in range(self._number):
            Thread(target=self._one_more, daemon=True).start()

    def ask(self, question: Question, *, zipped: bool) -> Answered | None:
        """What a reader finds; None where there is none, or the one that was asked is gone. Waits until one is free."""
        while self.alive:
            try:
                process, pipe = self._idle.get(timeout=_PATIENCE)
            except Empty:
                continue
            try:
                pipe.send((question, zipped))
                answer: Answered = pipe.recv()
            except (EOFError, OSError):
                self._lost(process, pipe)
                return None
            self._idle.put((process, pipe))
            return answer
        return None

    def close(self) -> None:
        """End them all."""
        with self._lock:
            self._closed, ending = True, self._begun.copy()
            self._begun.clear()
        for _, pipe in ending:
            pipe.close()
        for process, _ in ending:
            process.join(5)
            if process.is_alive():
                process.terminate()

    def _one_more(self) -> None:
        here, there = get_context("spawn").Pipe()
        process = get_context("spawn").Process(target=read, args=(there, self._reading), daemon=True, name="reportedly reader")
        process.start()
        there.close()
        with suppress(EOFError, OSError):
            here.recv()  # it has opened the record
            with self._lock:
                if not self._closed:
                    self._begun.append((process, here))
                    self._idle.put((process, here))
                    return
        here.close()

    def _lost(self, process: SpawnProcess, pipe: Pipe) -> None:
        pipe.close()
        with self._lock:
            if (process, pipe) in self._begun:
                self._begun.remove((process, pipe))
            self._losses += 1
            again = not self._closed and self._losses <= LOSSES
        process.join(0)
        if again:
            Thread(target=self._one_more, daemon=True).start()


def read(pipe: Pipe, reading: Reading) -> None:
    """What a reader does: open the record, answer one question after the other, and end when the desk has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the desk ends, and its readers with it
    with Record.open(reading.target, settings=reading.settings, read_from=reading.read_from) as record:
        gc.collect()
        gc.freeze()
        gc.set_threshold(*_FEW_COLLECTIONS)
        tallies = Tallies()
        with suppress(EOFError, OSError):
            pipe.send(None)
            while True:
                question, zipped = pipe.recv()
                pipe.send(answer(record.store, question, tallies, zipped=zipped))


def answer(store: Store, question: Question, tallies: Tallies, *, zipped: bool) -> Answered:
    """The answer to a question, and the state in which it was found."""
    with store.reading() as snapshot:
        now = state(snapshot.connection)
        try:
            found = question.found(snapshot.connection, tallies)
        except ReportedlyError as error:
            return Answered(now, error=(type(error), error.message, error.cure))
    return Answered(now, sent(encode_json(found), zipped=zipped))


def usual(store: Store) -> int:
    """How many readers a record gets where nobody says: none for a small one or on one core, else one for each core, up to MOST."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with store.reading() as snapshot:
        claims = int(snapshot.connection.scalar(select(func.max(claim.c.id))) or 0)
    return min(cores, MOST) if claims >= LARGE and cores > 1 else 0
