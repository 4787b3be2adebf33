"""What a run of adding finds, in its order: each report, rejection or coded row with where it stood and its bytes."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO, Literal

from msgspec import Struct

from reportedly.errors import BadAddress
from reportedly.fetch.address import without_credentials
from reportedly.ingest.files import items_from_path, taken_from_item
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.item import Item, NotReport
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.ingest.source import Meter
from reportedly.record.fetching import Brought, Fetches, brought
from reportedly.record.walk import Asked, Found, Hidden, walk
from reportedly.schema import Reading, Report
from reportedly.store.archive import hash_of, report_key
from reportedly.store.base import CaptureMethod

Outcome = Reading | Rejection

CodedRows = Callable[[str], Iterator[tuple[str, bytes, Outcome]]]
"""A human-coded table: for each row where it stands, its bytes as they came, and its reading or why there is none."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What to add: paths (``-`` is ``stdin``) and addresses, what is stated about every report among them, how tables are read.

    With ``rows`` every path is a human-coded table; without, every path holds reports. ``fetcher`` is needed where one of ``paths`` is
    an address. ``brought`` comes after the paths, taken as it is needed; ``names`` says for the log what it is.
    """

    paths: tuple[str, ...] = ()
    given: Given = NOTHING_GIVEN
    stdin: BinaryIO | None = None
    rows: CodedRows | None = None
    fetcher: Fetches | None = None
    brought: Iterable[Brought | Rejection | NotReport] = ()
    names: tuple[str, ...] = ()

    @property
    def asked(self) -> list[str]:
        """What was asked to be added, as the log keeps it: without names and passwords."""
        return [without_credentials(name) for name in (*self.paths, *self.names)]


class Step(Struct, kw_only=True):
    """One thing that was found, where it stood (``source``), and its bytes as they came with their hash.

    ``report`` is set while it has to be read, ``outcome`` as soon as there is one. ``known`` says that no reading is needed: the run
    that was cut off has ``stored`` it or found it ``duplicate``, or its report ``stands`` in the record by now. ``key`` is what makes
    two captures one report. ``size`` counts bytes of input, for progress; ``read_at`` is when it was read, on a clock of its own.
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
    read_at: float | None = None


_BESIDE = ("", "-wal", "-shm", "-journal", ".adding", ".watch", ".users", ".users-wal", ".users-shm")
"""What the names of a record's own files end in, behind the record's."""


def _is_own(path: str, own: str | None) -> bool:
    if own is None or path == "-":
        return False
    real = os.path.realpath(own)
    return any(os.path.realpath(path) == real + ending for ending in _BESIDE)


class Steps:
    """The steps of what is wanted; ``before`` has what the run that was cut off captured, by source and hash.

    ``own`` is the record's file, where it is one: neither it nor what stands beside it under its name is a report.
    ``not_reports`` counts, as far as the steps have come, the parts of containers that are no reports by their nature.
    """

    def __init__(
        self, wanted: Wanted, before: Mapping[tuple[str, str], Literal["stored", "duplicate"]], own: str | None = None
    ) -> None:
        self._wanted, self._before = wanted, before
        self._sources = {source: known for (source, _), known in before.items()}
        self._found = [Hidden(path=one.path) if isinstance(one, Found) and _is_own(one.path, own) else one for one in walk(wanted.paths)]
        self.skipped = tuple(one.path for one in self._found if isinstance(one, Hidden))
        sizes = [one.size for one in self._found if isinstance(one, Found)]
        self.not_reports: Counter[str] = Counter()
        endless = None in sizes or bool(wanted.names) or any(isinstance(one, Asked) for one in self._found)
        self.bytes_all = None if endless else sum(size or 0 for size in sizes)

    def __iter__(self) -> Iterator[Step]:
        """Every step in the order of the walk; files are opened as they are come to."""
        for found in self._found:
            if isinstance(found, Rejection):
                yield Step(source=found.where, outcome=found)
            elif isinstance(found, Found) and self._wanted.rows is not None:
                yield from (self._row(*row) for row in self._wanted.rows(found.path))
            elif isinstance(found, Found):
                yield from self._file(found)
            elif isinstance(found, Asked):
                yield from self._address(found)
        yield from self._of_fetch(self._wanted.brought)

    def _address(self, found: Asked) -> Iterator[Step]:
        """The steps of one address; it is not asked again where the run that was cut off has brought it in."""
        known = self._sources.get(found.url)
        if known is not None:
            yield Step(source=found.url, method="url", known=known)
        elif self._wanted.rows is not None or self._wanted.fetcher is None:
            reason = f"{found.url} is an address, and a table is read from a file."
            yield Step(source=found.url, outcome=rejection_of(found.url, BadAddress(reason, "Download it, and add the file.")))
        else:
            yield from self._of_fetch(brought(found.url, self._wanted.fetcher))

    def _of_fetch(self, found: Iterable[Brought | Rejection | NotReport]) -> Iterator[Step]:
        for one in found:
            if isinstance(one, NotReport):
                self.not_reports[one.what] += one.count
            elif isinstance(one, Brought):
                yield self._item(one.item, one.warc)
            else:
                yield Step(source=one.where, outcome=one)

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

    def _item(self, item: Item | Rejection, warc: bytes | None = None) -> Step:
        """The step of an item; what came in a fetch is archived as all of the fetch, not as the item's own bytes."""
        if isinstance(item, Rejection):
            return Step(source=item.where, outcome=item)
        if warc is None:
            step = self._captured(item.where, item.method, item.data)
        else:
            step = self._captured(item.where, "url", warc)
            step.known = step.known or self._sources.get(item.where)
        if step.known is None:
            made = taken_from_item(item, self._wanted.given)
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
