"""A dataset that is loaded makes the record that adding its reports would have made, however the load is broken off and whatever stands."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from benchmarks.scale.invented_reader import REFUSED, InventedReader, write_lines
from sqlalchemy import select
from tests.store.server import new_database, server

from reportedly.config import Settings
from reportedly.distributed.engine import Done
from reportedly.distributed.run import Job, run
from reportedly.distributed.task import Answer, read_task
from reportedly.ingest.rejection import Rejection
from reportedly.record.account import Account
from reportedly.record.adding import Adding
from reportedly.record.record import Record
from reportedly.record.steps import Wanted
from reportedly.schema import Reading, Report
from reportedly.store import tables
from reportedly.store.sql import Store

__all__ = ["new_database", "server"]  # fixtures, used by name

READER = "benchmarks.scale.invented_reader:InventedReader"
DIFFERS = {"run": set(tables.run.columns.keys()), "run_end": set(tables.run_end.columns.keys()), "capture": {"run_id", "captured_at"},
           "rejection": {"run_id"}, "reportedly_migration": set()}  # fmt: skip
"""What may differ between a record that was loaded and one that was added: runs, since each shard is one, and times."""


class Reads:
    """The reader of the runs, as a record asks it."""

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Reading | Rejection]:
        reader = InventedReader(Settings())
        for item in items:
            yield item if isinstance(item, Rejection) else reader.read_or_reject(item)


class Here:
    """An engine that reads in this process."""

    name = "here"

    def __init__(self) -> None:
        self._done: list[Done] = []

    def hands(self) -> int:
        return 1

    def submit(self, task: str, data: bytes) -> None:
        self._done.append(Done(task=task, answer=msgspec.json.decode(read_task(data), type=Answer)))

    def done(self, seconds: float) -> list[Done]:
        found, self._done = self._done, []
        return found

    def drop(self, task: str) -> None:
        pass

    def reopen(self) -> bool:
        return False

    def close(self) -> None:
        pass


def add(target: str | Path, *paths: Path) -> Account:
    with Store.open(target, create=True) as store:
        return Adding(store, Reads(), Wanted(paths=tuple(map(str, paths)))).run()


def read(out: Path, *paths: Path, reports: int = 8) -> Path:
    run(Job(inputs=tuple(map(str, paths)), out=str(out), settings=Settings(), reports=reports, reader=READER), Here())
    return out


def load(target: str | Path, *datasets: Path) -> Account:
    with Record.open(target, create=True, settings=Settings()) as record:
        return record.add(*datasets)


def rows(target: str | Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table's rows by key, without the columns that may differ."""
    found = {}
    with Store.open(target) as store, store.reading() as snapshot:
        for table in tables.metadata.sorted_tables:
            columns = [one for one in table.columns if one.name not in DIFFERS.get(table.name, ())]
            if columns:
                found[table.name] = [tuple(row) for row in snapshot.rows(select(*columns).order_by(*table.primary_key.columns))]
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where to load: both kinds of record."""
    if request.param == "sqlite":
        return str(tmp_path / "loaded.db")
    made: Callable[[str], str] = request.getfixturevalue("new_database")
    return made("loaded")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two folders and a file: some reports come twice, in one shard and in two; one is refused, one line is none."""
    folder = tmp_path_factory.mktemp("reports")
    write_lines(folder / "a" / "one.jsonl", [1, 2, 3, 2, 4, 5], {4: REFUSED})
    write_lines(folder / "a" / "two.jsonl", [6, 7, 8, 9, 1])
    with write_lines(folder / "b.jsonl", range(10, 22)).open("a") as out:
        out.write("{broken\n")
    return folder


def test_the_record_is_the_one_that_adding_makes(target: str, reports: Path, tmp_path: Path) -> None:
    added = add(tmp_path / "added.db", reports)
    loaded = load(target, read(tmp_path / "claims", reports, reports=1))
    assert loaded.words == added.words == "read 24 = 20 stored + 2 duplicate + 2 rejected"
    assert loaded.rejections == added.rejections and loaded.claims == added.claims
    assert loaded.shards > 2 and loaded.shards_before == loaded.resumed == 0
    one, two = rows(tmp_path / "added.db"), rows(target)
    assert one.keys() == two.keys()
    for name in one:
        assert two[name] == one[name], name
    with Store.open(target) as store, Store.open(tmp_path / "added.db") as other:
        assert store.fingerprint() == other.fingerprint() and store.evidence_fingerprint() == other.evidence_fingerprint()
        assert store.verify().problems == ()
