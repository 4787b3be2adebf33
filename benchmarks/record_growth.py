"""What it costs to add a report to a record of any size: time, comparisons and memory, as the record grows.

    python -m benchmarks.record_growth [--reports N] [--minutes M] [--filled N]... [--folded FILE] [--record FILE|URL] [--json]

Generated reports (``generated_readings``: five claims each, a few occurrences told by very many) are added one after another, through
everything that ``reportedly add`` does but the reading itself. At each size the cost of the last reports is told: processor time
of this process, wall time, and the resident memory. The bar is the processor time, since other programs may hold the cores; on
PostgreSQL the server's share is not in it, only in the wall time. With ``--filled`` the record is then copied, filled to a size that
would take days to add (``record_filling`` says how), and the cost of the next reports is told.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.generated_readings import reading, readings
from benchmarks.record_filling import fill
from reportedly.ingest.rejection import Rejection
from reportedly.record.account import Progress
from reportedly.record.adding import Adding
from reportedly.record.steps import Outcome, Wanted
from reportedly.schema import Report
from reportedly.store.sql import Store

SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 50_000, 70_000, 100_000, 150_000, 200_000)
WINDOW = 640
"""Reports over which a cost is averaged: ten batches before each size."""

AFTER = 768
"""Reports added to a filled record: the last of them are measured, once the first have warmed what is kept at hand."""

LOOP = 100_000
"""Steps of the fixed loop."""


class _Generated:
    """Gives each report its generated reading."""

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Outcome]:
        for item in items:
            if isinstance(item, Rejection):
                yield item
            else:
                yield msgspec.structs.replace(reading(int(item.given_id or 0)), report=item)


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What adding cost around a size: milliseconds a report, and the resident memory and the record's size on the disk in MB.

    ``loop`` is what a fixed loop took beside, in milliseconds of processor time: where others use the machine, a processor's
    milliseconds are not always the same.
    """

    reports: int
    claims: int
    processor: float
    wall: float
    loop: float
    memory: float
    disk: float

    @property
    def loops(self) -> float:
        """The processor time in loops, which other programs on the machine change less."""
        return self.processor / self.loop


class _Enough(Exception):
    """Raised when time is up: no error."""


def _loop() -> float:
    """The processor time that a fixed piece of work takes, in seconds."""
    began = time.process_time()
    counts: dict[int, int] = {}
    for number in range(LOOP):
        counts[number % 977] = counts.get(number % 977, 0) + number * number % 7
    return time.process_time() - began


class _Mark(msgspec.Struct, frozen=True):
    """Where a run stood after a commit; ``processor`` and ``wall`` are without the loops, which took ``loops`` seconds in all."""

    done: int
    processor: float
    wall: float
    loops: float
    number: int


class _Marks:
    """The last commits of a run, as many as a cost is averaged over."""

    def __init__(self) -> None:
        self.marks = [_Mark(0, time.process_time(), time.perf_counter(), 0.0, 0)]
        self._wall = 0.0

    def add(self, done: int) -> None:
        """Note that so many reports are done."""
        last = self.marks[-1]
        processor, wall = time.process_time() - last.loops, time.perf_counter() - self._wall
        began = time.perf_counter()
        took = _loop()
        self._wall += time.perf_counter() - began
        self.marks.append(_Mark(done, processor, wall, last.loops + took, last.number + 1))
        while len(self.marks) > 2 and self.marks[1].done <= done - WINDOW:
            self.marks.pop(0)

    def cost(self, store: Store) -> Cost:
        """The cost of the last reports."""
        first, last = self.marks[0], self.marks[-1]
        number = max(1, last.done - first.done)
        with store.reading() as snapshot:
            claims = snapshot.connection.exec_driver_sql("SELECT count(*) FROM claim").scalar_one()
        return Cost(
            reports=last.done, claims=claims, processor=round(1000 * (last.processor - first.processor) / number, 2),
            wall=round(1000 * (last.wall - first.wall) / number, 2),
            loop=round(1000 * (last.loops - first.loops) / max(1, last.number - first.number), 2),
            memory=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1), disk=round(store.size() / 1e6, 1),
        )  # fmt: skip


def measured(target: str | Path, reports: int, minutes: float | None = None, first: int = 0) -> list[Cost]:
    """Add so many reports, or what can be added in so many minutes, and return the cost at each size on the way.

    ``first`` is the number of the first generated reading.
    """
    costs: list[Cost] = []
    sizes = iter([*(size for size in SIZES if size < reports), reports])
    wanted = next(sizes)
    until = None if minutes is None else time.monotonic() + 60 * minutes
    marks = _Marks()
    with tempfile.TemporaryDirectory() as folder, Store.open(target, create=True) as store:
        path = Path(folder) / "generated.jsonl"
        _write(path, reports, first)

        def look(progress: Progress) -> None:
            nonlocal wanted
            marks.add(progress.done)
            late = until is not None and time.monotonic() > until
            if progress.done >= wanted or late:
                costs.append(marks.cost(store))
                print(costs[-1], flush=True)
                wanted = next(sizes, reports + 1)
            if late:
                raise _Enough

        with suppress(_Enough):
            Adding(store, _Generated(), Wanted(paths=(str(path),)), look).run()
    return costs


def _write(path: Path, reports: int, first: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number, one in enumerate(readings(reports, first), first):
            report = one.report
            line: dict[str, Any] = {
                "id": str(number), "text": report.text, "title": report.title, "publisher": report.publisher,
                "published": report.published,
            }  # fmt: skip
            file.write(json.dumps(line) + "\n")


def at_size(folded: Path, size: int) -> Cost:
    """The cost of adding to a record of about so many reports, filled from a folded one (``benchmarks.record_filling``)."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "filled.db"
        filled = fill(folded, target, size)
        cost = measured(target, AFTER, first=filled.next)[-1]
    return msgspec.structs.replace(cost, reports=filled.reports + AFTER)


def figures(costs: Sequence[Cost]) -> dict[str, Any]:
    """The curve, and the cost at the end against that at the 1,000th report."""
    first = next((one for one in costs if one.reports >= 1_000), costs[0])
    return {
        "curve": [msgspec.to_builtins(one) for one in costs],
        "times the 1,000th, processor": round(costs[-1].processor / first.processor, 2),
        "times the 1,000th, processor measured in loops": round(costs[-1].loops / first.loops, 2),
        "times the 1,000th, wall": round(costs[-1].wall / first.wall, 2),
        "memory": costs[-1].memory,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="The cost of adding a report as the record grows.")
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--minutes", type=float, default=None, help="stop after so long, wherever it is")
    parser.add_argument("--filled", type=int, action="append", default=[], metavar="N", help="then measure in a record filled to so many")
    parser.add_argument("--folded", default=None, metavar="FILE", help="fill from this record, and add none one after another")
    parser.add_argument("--record", default=None, help="where to make the record; a temporary file without it")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = given.record or Path(folder) / "growth.db"
        costs = [] if given.folded else measured(target, given.reports, given.minutes)
        added = costs[-1].reports if costs else 0
        for size in given.filled:
            costs.append(at_size(Path(given.folded or target), size))
            print(f"filled: {costs[-1]}", flush=True)
        found = figures(costs)
    found = {"reports added one after another": added, **found}
    if given.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            if name != "curve":
                print(f"{name}: {value}")


if __name__ == "__main__":
    main()
