"""A process that reads for another: settings and reports come in as frames, outcomes go out in their order.

``python -m reportedly.reading_worker`` is started by ``reportedly.reading_pool``, which describes the frames. It ends when its
input does, at once and in the middle of a report: nobody waits for the rest.
"""

import os
import queue
import threading
from pathlib import Path
from typing import IO, Any

import msgspec

from reportedly.config import Settings
from reportedly.errors import ReportedlyError
from reportedly.pipeline import Reader, few_collections
from reportedly.reading_pool import (
    FAILURE,
    READING,
    READY,
    REJECTION,
    Failure,
    on_standard_streams,
    read_frame,
    write_frame,
)
from reportedly.schema import Reading, Report

_REPORTS = msgspec.msgpack.Decoder(Report)


def serve(given: IO[bytes], taken: IO[bytes]) -> None:
    """Open a reader with the settings of the first frame, then answer each report with its outcome, until ``given`` ends."""
    first = read_frame(given)
    if first is None:
        return
    try:
        reader = Reader.open(msgspec.msgpack.decode(first[1], type=Settings, dec_hook=_path))
    except ReportedlyError as error:
        failure = Failure(kind=type(error).__name__, message=error.message, cure=error.cure)
        write_frame(taken, FAILURE, msgspec.msgpack.encode(failure))
        return
    write_frame(taken, READY)
    with few_collections():
        for report in iter(_reports_of(given).get, None):
            outcome = reader.read_or_reject(report)
            kind = READING if isinstance(outcome, Reading) else REJECTION
            write_frame(taken, kind, msgspec.msgpack.encode(outcome))


def _reports_of(given: IO[bytes]) -> "queue.SimpleQueue[Report | None]":
    """Reports as they come, taken off the pipe at once: a caller who is still writing can't be waiting for us to listen."""
    reports: queue.SimpleQueue[Report | None] = queue.SimpleQueue()

    def listen() -> None:
        while (frame := read_frame(given)) is not None:
            reports.put(_REPORTS.decode(frame[1]))
        os._exit(0)  # the caller has closed the pool, or is gone

    threading.Thread(target=listen, daemon=True).start()
    return reports


def _path(kind: type, value: Any) -> Any:
    return kind(value) if issubclass(kind, Path) else value


if __name__ == "__main__":
    on_standard_streams(serve)
