"""Reading one shard: what ``add`` does with each thing that it finds, as a pure function of the shard and of who reads."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Protocol

from reportedly.dataset.rows import Outcome, stored
from reportedly.dataset.shard import Piece, Shard
from reportedly.distributed.journal import DEATHS, Journal
from reportedly.distributed.pieces import items_of
from reportedly.errors import ReadingProcessError
from reportedly.ingest.files import taken_from_item
from reportedly.ingest.given import Given
from reportedly.ingest.item import Item, NotReport
from reportedly.ingest.rejection import Rejection
from reportedly.schema import MadeBy, Reading, Report
from reportedly.store.archive import plain, report_key

OUT_OF_MEMORY = 137
"""The exit code of a worker that ran out of memory: as a shell says it of one that the system killed for that."""


_KIND = ReadingProcessError.__name__


class Reads(Protocol):
    """Whoever reads reports, such as ``pipeline.Reader``."""

    made_by: MadeBy

    def read_or_reject(self, report: Report) -> Reading | Rejection:
        """The reading of a report, or why there is none; what goes wrong with one report is no error."""
        ...


def end_worker() -> None:
    """End this process at once: after an allocation that failed, nothing in it can be relied on."""
    os._exit(OUT_OF_MEMORY)


class ShardReading:
    """What becomes of everything in one shard. ``outcomes`` and ``not_reports`` are whole after ``run``."""

    def __init__(self, reader: Reads, given: Given, journal: Journal | None = None, out_of_memory: Callable[[], None] = end_worker) -> None:
        """Without a ``journal`` nothing is noted. ``out_of_memory`` is called where memory ran out over a report."""
        self._reader, self._given, self._journal, self._out_of_memory = reader, given, journal, out_of_memory
        self.outcomes: list[Outcome] = [] if journal is None else list(journal.done)
        self.not_reports: Counter[str] = Counter()
        self._keys = {one.key for one in self.outcomes if one.kind == "stored"}
        self._known = len(self.outcomes)
        self._position = 0

    def run(self, shard: Shard) -> None:
        """Read it; raises StorageError where an object store fails."""
        for piece in shard.pieces:
            self._piece(piece)

    def _piece(self, piece: Piece) -> None:
        found = items_of(piece)
        while True:
            if self._position >= self._known and self._kills("finding"):
                where, what = piece.name, f"What follows position {self._position} in {piece.name}"
                self._done(self._rejected(where, f"{what} was not read: looking for it ended"))
                return
            if self._position < self._known and self._ends_piece(self._position, piece):
                self._position += 1
                return
            self._about_to("finding")
            one = next(found, None)
            if one is None:
                return
            if isinstance(one, NotReport):
                self.not_reports[one.what] += one.count
            elif self._position < self._known:
                self._position += 1
            else:
                self._done(self._outcome(one))

    def _outcome(self, one: Item | Rejection) -> Outcome:
        if isinstance(one, Rejection):
            return rejected(self._position, one)
        if self._kills("reading"):
            return self._rejected(one.where, f"{one.where} was not read: it ended")
        self._about_to("reading")
        taken = taken_from_item(one, self._given)
        if isinstance(taken, Rejection):
            return rejected(self._position, taken)
        report = taken.report if isinstance(taken, Reading) else taken
        key = report_key(report)
        if key in self._keys:
            return Outcome(
                position=self._position, kind="duplicate", source=plain(one.where), method=one.method, original=one.data, key=key
            )
        reading = taken if isinstance(taken, Reading) else self._reader.read_or_reject(taken)
        if isinstance(reading, Rejection):
            if reading.kind == MemoryError.__name__:
                self._out_of_memory()
            return rejected(self._position, Rejection(where=one.where, reason=reading.reason, cure=reading.cure, kind=reading.kind))
        self._keys.add(key)
        return stored(self._position, one.where, one.method, one.data, reading)

    def _done(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        self._position += 1
        if self._journal is not None:
            self._journal.did(self.outcomes)

    def _kills(self, phase: str) -> bool:
        return self._journal is not None and self._journal.killer(self._position) == phase

    def _ends_piece(self, position: int, piece: Piece) -> bool:
        """Whether looking for what stands at this position has ended workers before, so that nobody must look again."""
        one = self.outcomes[position]
        return one.rejection is not None and one.rejection.kind == _KIND and one.source == plain(piece.name)

    def _about_to(self, phase: str) -> None:
        if self._journal is not None and self._position >= self._known:
            self._journal.about_to("reading" if phase == "reading" else "finding", self._position)

    def _rejected(self, where: str, reason: str) -> Outcome:
        cure = "Give the workers more memory, or report this as a bug."
        full = f"{reason} the process that did it, {DEATHS} times."
        return rejected(self._position, Rejection(where=where, reason=full, cure=cure, kind=_KIND))


def rejected(position: int, one: Rejection) -> Outcome:
    """The outcome of what gave no report; characters that a database refuses are replaced, as in a record."""
    shown = Rejection(where=plain(one.where), reason=plain(one.reason), cure=plain(one.cure), kind=one.kind)
    return Outcome(position=position, kind="rejected", source=shown.where, rejection=shown)


def outcomes_of(shard: Shard, reader: Reads, given: Given) -> Iterator[Outcome]:
    """What becomes of everything in a shard, read in this process without notes."""
    reading = ShardReading(reader, given)
    reading.run(shard)
    yield from reading.outcomes
