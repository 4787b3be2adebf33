"""A record to export: an invented report read by hand, one that nobody may see all of, and generated ones; folded as any record is."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.generated_readings import reading as generated
from msgspec.structs import replace
from tests.conftest import build_reading

from reportedly.ingest.rejection import Rejection
from reportedly.record.adding import Adding
from reportedly.record.steps import Wanted
from reportedly.schema import Reading, Report
from reportedly.store.sql import Store

GENERATED = 6
"""Generated reports beside the one that was read by hand."""


class ByHand:
    """A reader that knows the readings by the reports' given ids."""

    def __init__(self, readings: dict[str, Reading]) -> None:
        self._readings = readings

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Reading | Rejection]:
        for item in items:
            yield item if isinstance(item, Rejection) else replace(self._readings[str(item.given_id)], report=item)


def readings(number: int = GENERATED, step: int = 1) -> dict[str, Reading]:
    """The readings by the ids under which their reports are added, so many of them generated, of those there are every ``step`` th."""
    found = {"by-hand": build_reading()}
    return found | {f"generated-{one}": generated(one * step) for one in range(number)}


def make_record(path: Path, target: str | None = None, number: int = GENERATED, step: int = 1) -> Path:
    """A record of these reports at ``path``, or at a URL; the first is r1, with claims c1 to c7."""
    known = readings(number, step)
    lines = path.with_suffix(".jsonl")
    with lines.open("w", encoding="utf-8") as out:
        for name, one in known.items():
            report = one.report
            out.write(json.dumps({
                "id": name, "text": report.text, "title": report.title, "publisher": report.publisher, "published": report.published,
                "url": report.url, "byline": report.byline,
            }) + "\n")  # fmt: skip
    with Store.open(target or path, create=True) as store:
        Adding(store, ByHand(known), Wanted(paths=(str(lines),))).run()
    return path
