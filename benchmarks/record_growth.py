"""What it costs to add a report to a record of any size: time, comparisons and memory, as the record grows.

    python -m benchmarks.record_growth [--reports N] [--record FILE|URL] [--json]

Generated reports (``generated_readings``: five claims each, a few occurrences told by very many) are added one after another, through
everything that ``reportedly add`` does but the reading itself. At each size the cost of the last reports is told: processor time
of this process, wall time, and the resident memory. The bar is the processor time, since other programs may hold the cores; on
PostgreSQL the server's share is not in it, only in the wall time.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.generated_readings import reading, readings
from reportedly.ingest.rejection import Rejection
from reportedly.record.account import Progress
from reportedly.record.adding import Adding
from reportedly.record.steps import Outcome, Wanted
from reportedly.schema import Report
from reportedly.store.sql import Store

SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
WINDOW = 640
"""Reports over which a cost is averaged: ten batches before each size."""


class _Generated:
    """Gives each report its generated reading."""

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Outcome]:
        for item in items:
            if isinstance(item, Rejection):
                yield item
            else:
                yield msgspec.structs.replace(reading(int(item.given_id or 0)), report=item)


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What adding cost around a size: milliseconds a report, and the resident memory in MB."""

    reports: int
    claims: int
    processor: float
    wall: float
    memory: float
    disk: float


def measured(target: str | Path, reports: int) -> list[Cost]:
    """Add so many reports and return the cost at each size on the way."""
    costs: list[Cost] = []
    sizes = iter([*(size for size in SIZES if size < reports), reports])
    wanted = next(sizes)
    marks: list[tuple[int, float, float]] = [(0, time.process_time(), time.perf_counter())]
    with tempfile.TemporaryDirectory() as folder, Store.open(target, create=True) as store:
        path = Path(folder) / "generated.jsonl"
        _write(path, reports)

        def look(progress: Progress) -> None:
            nonlocal wanted
            marks.append((progress.done, time.process_time(), time.perf_counter()))
            if progress.done >= wanted:
                costs.append(_cost(marks, store))
                print(costs[-1], flush=True)
                wanted = next(sizes, reports + 1)
            while len(marks) > 2 and marks[1][0] <= progress.done - WINDOW:
                marks.pop(0)

        Adding(store, _Generated(), Wanted(paths=(str(path),)), look).run()
    return costs


def _cost(marks: Sequence[tuple[int, float, float]], store: Store) -> Cost:
    (before, processor, wall), (done, processor_now, wall_now) = marks[0], marks[-1]
    number = max(1, done - before)
    with store.reading() as snapshot:
        claims = snapshot.connection.exec_driver_sql("SELECT count(*) FROM claim").scalar_one()
    return Cost(
        reports=done, claims=claims, processor=round(1000 * (processor_now - processor) / number, 2),
        wall=round(1000 * (wall_now - wall) / number, 2),
        memory=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1), disk=round(store.size() / 1e6, 1),
    )  # fmt: skip


def _write(path: Path, reports: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number, one in enumerate(readings(reports)):
            report = one.report
            line: dict[str, Any] = {
                "id": str(number), "text": report.text, "title": report.title, "publisher": report.publisher,
                "published": report.published,
            }  # fmt: skip
            file.write(json.dumps(line) + "\n")


def figures(costs: Sequence[Cost]) -> dict[str, Any]:
    """The curve, and the cost at the end against that at the 1,000th report."""
    first = next((one for one in costs if one.reports >= 1_000), costs[0])
    return {
        "curve": [msgspec.to_builtins(one) for one in costs],
        "times the 1,000th, processor": round(costs[-1].processor / first.processor, 2),
        "times the 1,000th, wall": round(costs[-1].wall / first.wall, 2),
        "memory": costs[-1].memory,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="The cost of adding a report as the record grows.")
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--record", default=None, help="where to make the record; a temporary file without it")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = figures(measured(given.record or Path(folder) / "growth.db", given.reports))
    if given.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            if name != "curve":
                print(f"{name}: {value}")


if __name__ == "__main__":
    main()
