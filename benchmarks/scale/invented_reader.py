"""A reader for tests and benchmarks of many workers: it gives invented reports their generated readings, at once or at a pace.

Its reports are lines that ``line`` writes. Some of them do harm to whoever reads them, by their title: a worker that meets one of
them behaves as it would over a report that crashes a library, takes all memory, or never ends.
"""

import json
import os
import resource
import signal
import time
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from benchmarks.generated_readings import MADE_BY, reading
from reportedly.config import Settings
from reportedly.errors import EmptyReport
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.schema import Reading, Report

PACE = "INVENTED_READER_SECONDS"
"""The environment variable that says how long a report takes; without it, as long as its reading takes to be made up."""

KILLS, EATS, FILLS, FREEZES, REFUSED = "ends its process", "eats all memory", "swells", "freezes its process once", "is refused"
"""Titles of reports that do harm: to its process; to it by a limit of the address space; by memory that is really used; to it, once;
to nobody (it gives a rejection)."""


class InventedReader:
    """Reads the report with given id 7 as ``generated_readings.reading(7)``."""

    def __init__(self, settings: Settings) -> None:
        self.made_by = replace(MADE_BY, min_score=settings.min_score or 0.0)
        self.seconds = float(os.environ.get(PACE, "0"))

    def read_or_reject(self, report: Report) -> Reading | Rejection:
        """The reading of an invented report."""
        if self.seconds:
            time.sleep(self.seconds)
        title = report.title or ""
        if title == KILLS:
            os.kill(os.getpid(), signal.SIGKILL)
        if title == EATS:
            return _ate(report)
        if title == FILLS:
            held = []
            while True:
                held.append(b"x" * (1 << 25))
                time.sleep(0.02)
        if title.startswith(FREEZES):
            _freeze_once(title)
        if title == REFUSED:
            return rejection_of(report.given_id or "", EmptyReport("There is nothing in it.", "Leave it out."))
        return replace(reading(int(report.given_id or 0)), report=report, made_by=self.made_by)


def line(number: int, title: str | None = None) -> str:
    """A generated report as a line of JSON Lines."""
    report = reading(number).report
    record = {
        "id": str(number), "text": report.text, "title": title or report.title, "publisher": report.publisher,
        "published": report.published,
    }  # fmt: skip
    return json.dumps(record) + "\n"


def write_lines(path: Path, numbers: Iterable[int], harm: dict[int, str] | None = None) -> Path:
    """A JSON Lines file of generated reports; those of the numbers in ``harm`` have its titles."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        for number in numbers:
            out.write(line(number, (harm or {}).get(number)))
    return path


def _ate(report: Report) -> Rejection:
    """What the pipeline makes of an allocation that fails: ``Reader.read_or_reject`` answers with a rejection of this kind."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + (1 << 27), resource.getrlimit(resource.RLIMIT_AS)[1]))
    try:
        held = [bytearray(1 << 26) for _ in range(1 << 10)]
    except MemoryError as error:
        return Rejection(where=report.given_id or "", reason=repr(error), cure="", kind=type(error).__name__)
    raise AssertionError(f"there was room for {len(held)} times 64 MB")


def _freeze_once(title: str) -> None:
    """Stop this process, the first time: the title ends in the name of a file that remembers it."""
    mark = Path(title.partition(": ")[2])
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGSTOP)
