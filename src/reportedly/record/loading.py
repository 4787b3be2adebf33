"""Loading datasets of claims: the readings that they hold become a record's evidence, without a report being read anew.

Two steps. ``Loading.evidence`` stores what the shards hold, a transaction each, in the order in which ``add`` would have come to their
reports: with their originals, claims and rejections, and a run of its own for each shard in the log of runs. So a load that was broken
off goes on with the next shard, and a dataset that has grown brings only what is new. ``deriving.derive`` then finds reprints, actors and
events as ``add`` does after each report.
"""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Table, select

from reportedly.dataset.columns import ASKED, CLAIMS, READING, REPORT, columns_of
from reportedly.dataset.dataset import Dataset
from reportedly.dataset.manifest import READINGS, DataFile, Entry
from reportedly.dataset.rows import ORIGINAL
from reportedly.dataset.writing import entry_name
from reportedly.errors import NotADataset
from reportedly.extras import needed
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.record.account import MOST_LISTED, Account, Progress
from reportedly.record.deriving import derive
from reportedly.record.hands import Hands
from reportedly.store import tables
from reportedly.store.archive import unpack_reading
from reportedly.store.arrivals import Arrival, InColumns, Known, claim_values, report_values, store_arrivals
from reportedly.store.base import RunEnd
from reportedly.store.sql import Store

Ready = Callable[[Table, Any], Any]

_CAPTURED = ("position", "key", "source", "method", *ORIGINAL)

MANY = 10_000
"""Claims from which an empty record is filled without its indexes: that many take half a second to index anew."""

AHEAD = 5
"""Shards that are made ready or wait to be stored: with 2 the one who stores and those who make ready wait for each other."""

READIERS = 2
"""Threads that make shards ready: one shard takes as long as storing one does."""

MOST_KNOWN = 2_000_000
"""Keys of reports and bytes that are kept in memory while an empty record is filled, some 200 bytes each; with more the record is asked."""


class ShardRows(Struct, frozen=True, kw_only=True):
    """What one shard brings: its captures in their order, ready to be stored, and what gave no report."""

    entry: Entry
    arrivals: tuple[Arrival | InColumns, ...]


class Loading:
    """One load of datasets. ``run`` does it and returns the account; what was committed stays, whatever ends it."""

    def __init__(self, store: Store, datasets: Sequence[Dataset], told: Callable[[Progress], None] | None = None) -> None:
        """``told`` hears of progress after each commit."""
        self._store, self._datasets = store, datasets
        self.hands: Hands | None = None
        """Who derives beside this process."""
        self._told = told or (lambda _: None)
        self._counts: Counter[str] = Counter()  # of all shards
        self._new: Counter[str] = Counter()  # of those that this load brings in
        self._kinds: Counter[str] = Counter()
        self._not_reports: Counter[str] = Counter()
        self._rejections: list[Rejection] = []
        self._not_loaded: list[Rejection] = []
        self._known: Known | None = None
        self._last_run = 0
        self._bytes_done = self._bytes_all = 0
        self._began = time.monotonic()

    def run(self) -> Account:
        """Load, and derive; raises RecordLocked where somebody else adds, StorageError where a dataset can't be read."""
        with self._store.adding_lock():
            self._store.mend()
            self.evidence()
            derive(self._store, lambda done, of: self._told(self._progress(done, of)), self.hands)
        return self.account()

    def evidence(self) -> None:
        """Store what the datasets hold and the record does not; the caller holds the lock on adding, and derives afterwards."""
        todo: list[tuple[Dataset, Entry]] = []
        for dataset in self._datasets:
            before = self._loaded(dataset)
            for entry in dataset.entries():
                end = before.get(entry.shard)
                if end is None:
                    todo.append((dataset, entry))
                else:
                    self._count(entry, end)
                    self._counts["resumed"] += end.read
                    self._counts["before"] += 1
        self._bytes_all = sum(file.size for _, entry in todo for file in entry.files)
        with self._store.reading() as snapshot:
            empty = snapshot.row(select(tables.report.c.id).limit(1)) is None
        many = sum(entry.claims for _, entry in todo) >= MANY
        self._known = Known() if empty else None
        with self._store.filling() if empty and many else nullcontext():
            self._store_all(todo)
        self._store.flush()

    def _store_all(self, todo: Sequence[tuple[Dataset, Entry]]) -> None:
        for dataset, entry, ready in self._ready(todo):
            try:
                shard = ready.result()
            except NotADataset as error:  # one shard's files are damaged; the others are not
                self._not_loaded.append(rejection_of(f"{dataset.storage.url}/{entry_name(entry.shard)}", error))
                continue
            self._store_shard(dataset, shard)
            self._bytes_done += sum(file.size for file in entry.files)
            self._told(self._progress(0, 0))

    def account(self) -> Account:
        """The account of all shards so far, those that were loaded before among them."""
        counts = self._counts
        return Account(
            run=self._last_run, read=counts["read"], stored=counts["stored"], duplicate=counts["duplicate"],
            rejected=counts["rejected"], resumed=counts["resumed"], claims=self._new["claims"], rejections=tuple(self._rejections),
            by_kind=tuple(sorted(self._kinds.items())), not_reports=tuple(sorted(self._not_reports.items())), shards=counts["shards"],
            shards_before=counts["before"], not_loaded=tuple(self._not_loaded), seconds=time.monotonic() - self._began,
        )  # fmt: skip

    def _loaded(self, dataset: Dataset) -> dict[str, RunEnd]:
        """What became of the shards of this dataset's version that were loaded before."""
        run, end = tables.run.c, tables.run_end.c
        asked = (
            select(run.paths, end.finished_at, end.read, end.stored, end.duplicate, end.rejected)
            .select_from(tables.run.join(tables.run_end, end.run_id == run.id))
            .where(run.paths.startswith(_paths(dataset, "").removesuffix('.json"]'), autoescape=True))
        )
        with self._store.reading() as snapshot:
            return {
                row.paths.rpartition("/")[2].removesuffix('.json"]'): RunEnd(
                    finished_at=row.finished_at, read=row.read, stored=row.stored, duplicate=row.duplicate, rejected=row.rejected
                )
                for row in snapshot.stream(asked)
            }

    def _ready(self, todo: Sequence[tuple[Dataset, Entry]]) -> Iterator[tuple[Dataset, Entry, "Future[ShardRows]"]]:
        """The shards in their order; READIERS make them ready, AHEAD of the one that is stored."""
        ready = self._store.ready_columns
        ahead: deque[tuple[Dataset, Entry, Future[ShardRows]]] = deque()
        with ThreadPoolExecutor(READIERS) as pool:
            for dataset, entry in todo:
                ahead.append((dataset, entry, pool.submit(rows_of, dataset, entry, ready)))
                if len(ahead) > AHEAD:
                    yield ahead.popleft()
            while ahead:
                yield ahead.popleft()

    def _store_shard(self, dataset: Dataset, shard: ShardRows) -> None:
        """Store one shard in one transaction: all of it or nothing. A power cut may cost the last ones, which are then loaded again."""
        entry, now = shard.entry, datetime.now(UTC).isoformat(timespec="seconds")
        with self._store.writing(durable=False) as writer:
            self._last_run = writer.start_run(msgspec.json.decode(_paths(dataset, entry.shard)), now)
            arrived = store_arrivals(writer, shard.arrivals, self._last_run, now, self._known)
            for one in entry.rejections:
                writer.add_rejection(self._last_run, one.where, one.kind, one.reason, one.cure)
            end = RunEnd(finished_at=now, read=entry.read, stored=arrived.stored, duplicate=arrived.duplicate, rejected=entry.rejected)
            writer.end_run(self._last_run, end)
        if self._known is not None and len(self._known) > MOST_KNOWN:
            self._known = None
        self._count(entry, end)
        self._new.update(stored=end.stored, duplicate=end.duplicate, rejected=end.rejected, claims=arrived.claims)

    def _count(self, entry: Entry, end: RunEnd) -> None:
        self._counts.update(shards=1, read=end.read, stored=end.stored, duplicate=end.duplicate, rejected=end.rejected)
        self._not_reports.update(dict(entry.not_reports))
        for one in entry.rejections:
            self._kinds[one.kind] += 1
            if len(self._rejections) < MOST_LISTED:
                self._rejections.append(Rejection(where=one.where, reason=one.reason, cure=one.cure, kind=one.kind))

    def _progress(self, linked: int, to_link: int) -> Progress:
        new = self._new
        return Progress(
            done=new["stored"] + new["duplicate"] + new["rejected"], stored=new["stored"], rejected=new["rejected"],
            bytes_done=self._bytes_done, bytes_all=None if to_link else self._bytes_all, seconds=time.monotonic() - self._began,
            kinds=tuple(sorted(self._kinds.items())), linked=linked, to_link=to_link,
        )  # fmt: skip


def rows_of(dataset: Dataset, entry: Entry, ready: Ready) -> ShardRows:
    """The rows of a shard, as ready to be stored as ``ready`` (``Store.ready_columns``) makes them.

    Raises NotADataset where its files are not as they were written, or hold something else than it says.
    """
    pa: Any = needed("pyarrow", "cluster")
    found: list[tuple[int, Arrival | InColumns]] = []
    read: list[Any] = []
    for file in entry.files:
        if file.name.startswith(f"{READINGS}/"):
            read.append(dataset.table(file, ["position", *ASKED]))
        else:
            found += _duplicates(dataset, file)
    if read:
        found += _stored(pa.concat_tables(read), ready)
    found.sort(key=lambda one: one[0])
    positions = sorted([*(position for position, _ in found), *(one.position for one in entry.rejections)])
    stored = sum(isinstance(arrival, InColumns) or arrival.report is not None for _, arrival in found)
    if positions != list(range(entry.read)) or stored != entry.stored:
        raise NotADataset(
            f"{dataset.storage.url}/{entry_name(entry.shard)} holds other reports than it says.",
            "Delete it and run again: its shard is read anew.",
        )
    return ShardRows(entry=entry, arrivals=tuple(arrival for _, arrival in found))


def _stored(table: Any, ready: Ready) -> Iterable[tuple[int, Arrival | InColumns]]:
    """The reports of a shard's files of readings, with their positions."""
    every = columns_of(table)
    if every is None:
        return _unpacked(table)
    try:
        every = every.readied(ready)
    except ValueError as error:  # pyarrow's ArrowInvalid
        raise NotADataset(f"A claim has a number that fits no record: {error}.", "Delete its shard's entry and run again.") from error
    return zip(table.column("position").to_pylist(), every.arrivals(), strict=True)


def _unpacked(table: Any) -> Iterator[tuple[int, Arrival]]:
    """The same, by the readings themselves."""
    for row in table.drop([CLAIMS]).to_pylist():
        told = {"text_hash": row["report_id"]} | {name: row[name] for name in REPORT if name != "report_id"}
        claims = [claim_values(one) for one in unpack_reading(row["body"], row["position"]).claims]
        yield row["position"], _arrival(row, report=report_values(told), reading=tuple(row[name] for name in READING), claims=claims)


def _duplicates(dataset: Dataset, file: DataFile) -> Iterator[tuple[int, Arrival]]:
    """The captures of a file of duplicates, with their positions."""
    for row in dataset.table(file, _CAPTURED).to_pylist():
        yield row["position"], _arrival(row)


def _arrival(row: Mapping[str, Any], **brought: Any) -> Arrival:
    """What a row of a file is."""
    return Arrival(key=row["key"], source=row["source"], method=row["method"], blob=tuple(row[name] for name in ORIGINAL), **brought)


def _paths(dataset: Dataset, shard: str) -> str:
    """What the log of runs says was asked for when a shard was loaded, as JSON: by this it is known to have been."""
    return msgspec.json.encode([f"{dataset.version.id}/{entry_name(shard)}"]).decode()
