"""What a run of adding finds, in its order: each report, rejection or coded row with where it stood and its bytes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, Literal

from msgspec import Struct

from reportedly.ingest.files import items_from_path, report_from_item
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.item import Item, NotReport
from reportedly.ingest.readings import reading_from_item
from reportedly.ingest.rejection import Rejection
from reportedly.ingest.source import Meter
from reportedly.record.walk import Found, Hidden, walk
from reportedly.schema import Reading, Report
from reportedly.store.archive import hash_of, report_key
from reportedly.store.base import CaptureMethod

Outcome = Reading | Rejection

CodedRows = Callable[[str], Iterator[tuple[str, bytes, Outcome]]]
"""A human-coded table: for each row where it stands, its bytes as they came, and its reading or why there is none."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What to add: paths (``-`` is ``stdin``), what is stated about every report among them, and how tables are read.

    With ``rows`` every path is a human-coded table; without, every path holds reports.
    """

    paths: tuple[str, ...]
    given: Given = NOTHING_GIVEN
    stdin: BinaryIO | None = None
    rows: CodedRows | None = None


class Step(Struct, kw_only=True):
    """One thing that was found, where it stood (``source``), and its bytes as they came with their hash.

    ``report`` is set while it has to be read, ``outcome`` as soon as there is one. ``known`` says that no reading is needed: the run
    that was cut off has ``stored`` it or found it ``duplicate``, or its report ``stands`` in the record by now. ``key`` is what makes
    two captures one report. ``size`` counts bytes of input, for progress.
    """

    source: str
    method: CaptureMethod = "file"
    data: bytes = b""
    hash: str = ""
    size: int = 0
    key: str | None = None
    report: Report | None = None
    outcome: Outcome | None = None
    known: Literal["stored", "duplicate", "stands"] | None = None


class Steps:
    """The steps of what is wanted; ``before`` has what the run that was cut off captured, by source and hash.

    ``not_reports`` counts, as far as the steps have come, the parts of containers that are no reports by their nature.
    """

    def __init__(self, wanted: Wanted, before: Mapping[tuple[str, str], Literal["stored", "duplicate"]]) -> None:
        self._wanted, self._before = wanted, before
        self._found = list(walk(wanted.paths))
        self.skipped = tuple(one.path for one in self._found if isinstance(one, Hidden))
        sizes = [one.size for one in self._found if isinstance(one, Found)]
        self.not_reports: Counter[str] = Counter()
        self.bytes_all = None if None in sizes else sum(size or 0 for size in sizes)

    def __iter__(self) -> Iterator[Step]:
        """Every step in the order of the walk; files are opened as they are come to."""
        for found in self._found:
            if isinstance(found, Rejection):
                yield Step(source=found.where, outcome=found)
            elif isinstance(found, Found) and self._wanted.rows is not None:
                yield from (self._row(*row) for row in self._wanted.rows(found.path))
            elif isinstance(found, Found):
                yield from self._file(found)

    def _file(self, found: Found) -> Iterator[Step]:
        """The steps of one file; what was read of it since the step before is a step's size, so that a packed file's progress is true."""
        meter, before = Meter(), 0
        for item in items_from_path(found.path, stdin=self._wanted.stdin, meter=meter):
            if isinstance(item, NotReport):
                self.not_reports[item.what] += item.count
                continue
            step = self._item(item)
            most = meter.taken if found.size is None else min(meter.taken, found.size)
            step.size, before = most - before, most
            yield step

    def _item(self, item: Item | Rejection) -> Step:
        if isinstance(item, Rejection):
            return Step(source=item.where, outcome=item)
        step = self._captured(item.where, item.method, item.data)
        if step.known is None:
            made = reading_from_item(item) or report_from_item(item, self._wanted.given)
            if isinstance(made, Rejection):
                step.outcome = made
            elif isinstance(made, Reading):
                step.outcome, step.key = made, report_key(made.report)
            else:
                step.report, step.key = made, report_key(made)
        return step

    def _row(self, source: str, data: bytes, outcome: Outcome) -> Step:
        step = self._captured(source, "row", data)
        if step.known is None:
            step.outcome = outcome
            step.key = report_key(outcome.report) if isinstance(outcome, Reading) else None
        return step

    def _captured(self, source: str, method: CaptureMethod, data: bytes) -> Step:
        name = hash_of(data)
        known = self._before.get((source, name))
        return Step(source=source, method=method, data=b"" if known else data, hash=name, size=len(data), known=known)
