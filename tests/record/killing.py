"""Killing a run of adding, and telling whether one had come to its end before."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from reportedly.record import adding
from reportedly.store import tables
from reportedly.store.sql import Store


def killed(path: Path, add: Callable[[Store], object], after: float) -> bool:
    """Add in a child process and kill it after so many seconds; False where it had ended before."""
    child = os.fork()
    if child == 0:
        try:
            adding.BATCH = 3
            with Store.open(path, create=True) as store:
                add(store)
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def ended(store: Store) -> bool:
    """Whether a run came to its end: adding the same again is another run then, in which all stands already."""
    with store.reading() as snapshot:
        return bool(snapshot.rows(select(tables.run_end.c.run_id)))
