"""A reader that reads only generated reports, at once: for tests of what a record does with readings."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from benchmarks.generated_readings import reading
from msgspec.structs import replace

from reportedly.ingest.rejection import Rejection
from reportedly.schema import Reading, Report


class GeneratedReader:
    """Reads the report with given id 7 as ``generated_readings.reading(7)``; ``before`` is called with each number first."""

    def __init__(self, before: Callable[[int], None] = lambda _: None) -> None:
        self.before = before
        self.read: list[int] = []

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Reading | Rejection]:
        for item in items:
            if isinstance(item, Rejection):
                yield item
                continue
            number = int(item.given_id or 0)
            self.before(number)
            self.read.append(number)
            yield replace(reading(number), report=item)


def line(number: int) -> str:
    """A generated report as a line of JSON Lines."""
    report = reading(number).report
    return json.dumps(
        {
            "id": str(number), "text": report.text, "title": report.title, "publisher": report.publisher,
            "published": report.published,
        }
    )  # fmt: skip


def write_lines(path: Path, numbers: Iterable[int]) -> Path:
    """A JSON Lines file of generated reports."""
    path.write_text("".join(line(number) + "\n" for number in numbers), encoding="utf-8")
    return path
