"""A process that reads shards for this machine's own engine: tasks come in as frames, answers go out.

``python -m reportedly.distributed.worker`` is started by ``local_engine``. It ends when its input does, at once.
"""

import os
import queue
import threading
from typing import IO

from reportedly.distributed.task import read_task
from reportedly.reading_pool import on_standard_streams, read_frame, write_frame

TASK, ANSWER, MISTAKE = b"K", b"A", b"M"


def serve(given: IO[bytes], taken: IO[bytes]) -> None:
    """Answer each task, until ``given`` ends; an error that is none of ours is said and ends the process."""
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        while (frame := read_frame(given)) is not None:
            tasks.put(frame[1])
        os._exit(0)  # the run was stopped, or is gone

    threading.Thread(target=listen, daemon=True).start()
    while True:
        try:
            answer = read_task(tasks.get())
        except Exception as error:
            write_frame(taken, MISTAKE, repr(error).encode("utf-8", "replace"))
            raise
        write_frame(taken, ANSWER, answer)


if __name__ == "__main__":
    on_standard_streams(serve)
