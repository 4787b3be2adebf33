"""A dataset that is loaded makes the record that adding its reports would have made, however the load is broken off and whatever stands."""

import json
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from benchmarks.scale.invented_reader import REFUSED, InventedReader, line, write_lines
from benchmarks.scale.plain_loop import PlainLoop
from sqlalchemy import select
from tests.store.server import new_database, server

from reportedly.cli.main import app
from reportedly.config import Settings
from reportedly.dataset.columns import FileColumns
from reportedly.dataset.dataset import Dataset, is_dataset
from reportedly.distributed.run import Job, run
from reportedly.errors import BadOption, NotADataset
from reportedly.ingest.given import Given
from reportedly.ingest.rejection import Rejection
from reportedly.record import deriving, loading
from reportedly.record.account import Account
from reportedly.record.adding import Adding
from reportedly.record.loading import Loading
from reportedly.record.record import Record
from reportedly.record.steps import Wanted
from reportedly.schema import Reading, Report
from reportedly.store import tables
from reportedly.store.sql import Store
from reportedly.store.writer import Writer

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


def add(target: str | Path, *paths: Path) -> Account:
    with Store.open(target, create=True) as store:
        return Adding(store, Reads(), Wanted(paths=tuple(map(str, paths)))).run()


def read(out: Path, *paths: Path, reports: int = 8, min_score: float | None = None) -> Path:
    settings = Settings(min_score=min_score)
    run(Job(inputs=tuple(map(str, paths)), out=str(out), settings=settings, reports=reports, reader=READER), PlainLoop())
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


@pytest.mark.parametrize("known", [0, loading.MOST_KNOWN])
def test_the_record_is_the_one_that_adding_makes(
    target: str, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: int
) -> None:
    monkeypatch.setattr(loading, "MOST_KNOWN", known)
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


def test_what_was_loaded_is_passed_over_and_a_grown_dataset_brings_what_is_new(target: str, reports: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_lines(folder / "1.jsonl", range(8))
    dataset = read(tmp_path / "claims", folder)
    first = load(target, dataset)
    assert first.words == "read 8 = 8 stored + 0 duplicate + 0 rejected" and first.shards == 1
    again = load(target, dataset)
    assert (again.words, again.resumed, again.claims, again.shards_before) == (first.words, 8, 0, 1)
    write_lines(folder / "2.jsonl", [7, 8, 9], {9: REFUSED})
    grown = load(target, read(dataset, folder))
    assert grown.words == "read 11 = 9 stored + 1 duplicate + 1 rejected"
    assert (grown.resumed, grown.shards, grown.shards_before) == (8, 2, 1)
    assert grown.rejections[0].where.endswith("2.jsonl:3") and grown.by_kind == (("EmptyReport", 1),)
    added = add(tmp_path / "added.db", folder)
    assert added.words == grown.words
    with Store.open(target) as store, Store.open(tmp_path / "added.db") as other:
        assert store.fingerprint() == other.fingerprint() and store.evidence_fingerprint() == other.evidence_fingerprint()


def test_another_version_brings_only_reports_that_stand_in_none_before(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", range(4))
    read(tmp_path / "claims", path)
    with path.open("a") as out:
        out.write(line(9))
    read(tmp_path / "claims", path, min_score=0.5)
    old, new = sorted((tmp_path / "claims").iterdir(), key=lambda one: '"min_score": 0.5' in (one / "version.json").read_text())
    with pytest.raises(NotADataset, match="holds 2 versions"):
        load(tmp_path / "record.db", tmp_path / "claims")
    load(tmp_path / "record.db", old)
    account = load(tmp_path / "record.db", new)
    assert account.words == "read 5 = 1 stored + 4 duplicate + 0 rejected"
    with Store.open(tmp_path / "record.db") as store, store.reading() as snapshot:
        assert [one.made_by.min_score for _, one in snapshot.readings()] == [0.0, 0.0, 0.0, 0.0, 0.5]  # the first reading stays
        assert len(snapshot.rows(select(tables.capture.c.id))) == 9


def test_a_damaged_shard_is_named_and_costs_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(3):
        write_lines(tmp_path / "in" / str(number) / "some.jsonl", [number])
    [version] = read(tmp_path / "claims", tmp_path / "in").iterdir()
    damaged = sorted(version.glob("readings/*/*.parquet"))[0]
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    with pytest.raises(SystemExit) as ended:
        app(["add", str(tmp_path / "claims"), "--record", str(tmp_path / "record.db"), "--json"])
    assert ended.value.code == 1
    account = json.loads(capsys.readouterr().out)
    assert (account["read"], account["stored"], account["shards"]) == (2, 2, 2)
    assert "is not as it was written" in account["not_loaded"][0]["reason"]
    damaged.unlink()
    with pytest.raises(SystemExit):
        app(["add", str(tmp_path / "claims"), "--record", str(tmp_path / "record.db")])
    said = capsys.readouterr()
    assert "is gone" in said.err and "2 shards are loaded, 2 of them with 2 reports before" in said.out


def test_an_entry_that_is_not_its_shards_own_is_refused(tmp_path: Path) -> None:
    [version] = read(tmp_path / "claims", write_lines(tmp_path / "in.jsonl", range(3))).iterdir()
    [entry] = (version / "shards").iterdir()
    (version / "shards" / "0123.json").write_bytes(entry.read_bytes())
    with pytest.raises(NotADataset, match="entry of another shard"):
        load(tmp_path / "record.db", version)
    (version / "shards" / "0123.json").unlink()
    (version / "version.json").write_text((version / "version.json").read_text().replace('"min_score": 0.0', '"min_score": 0.7'))
    with pytest.raises(NotADataset, match="describes another version"):
        load(tmp_path / "record.db", tmp_path / "claims")
    entry.write_bytes(entry.read_bytes().replace(b'"stored": 3', b'"stored": 2').replace(b'"duplicate": 0', b'"duplicate": 1'))
    account = load(tmp_path / "record.db", version)
    assert account.read == 0 and "holds other reports than it says" in account.not_loaded[0].reason


def test_datasets_are_added_by_themselves_and_other_folders_are_none(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in" / "1.jsonl", range(2))
    dataset = read(tmp_path / "claims", path)
    for wrong in ([dataset, path], [dataset]):
        with Record.open(tmp_path / "record.db", create=True, settings=Settings()) as record, pytest.raises(BadOption):
            record.add(*wrong, given=Given(publisher="Somebody") if len(wrong) == 1 else Given())
    (tmp_path / "in" / "version.json").write_text('{"version": 3}')
    assert not is_dataset(str(tmp_path / "in")) and not is_dataset(str(path)) and not is_dataset("https://news.example/claims")
    assert is_dataset(str(dataset)) and is_dataset("s3://bucket/claims") and is_dataset(f"file://{dataset}")


def test_killed_at_any_moment_it_comes_out_as_if_undisturbed(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / "in"
    for number in range(6):
        write_lines(folder / str(number) / "some.jsonl", range(5 * number, 5 * number + 6))
    dataset = read(tmp_path / "claims", folder)
    monkeypatch.setattr(deriving, "BATCH", 4)
    monkeypatch.setattr(loading, "MANY", 1)  # so that the first one dies while there are no indexes
    add(tmp_path / "added.db", folder)
    for commits in (0, 1, 3, 4, 2, 2):  # of six for shards and eight for what is derived; 0: before the first is done
        _killed(target, dataset, commits)
    account = load(target, dataset)
    assert account.words == "read 36 = 31 stored + 5 duplicate + 0 rejected" and account.resumed == 36
    with Store.open(target) as store, Store.open(tmp_path / "added.db") as other:
        assert store.fingerprint() == other.fingerprint() and store.evidence_fingerprint() == other.evidence_fingerprint()
        assert store.verify().problems == ()
    if target.startswith("postgresql"):
        assert made_in(target) == made_in(request.getfixturevalue("new_database")("fresh"))


def made_in(target: str) -> list[tuple[str, str]]:
    """The indexes of a PostgreSQL record and the keys between its tables, each with what it is."""
    asked = (
        "SELECT replace(indexdef, current_schema() || '.', ''), '' FROM pg_indexes WHERE schemaname = current_schema() UNION ALL"
        " SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = current_schema()::regnamespace ORDER BY 1"
    )
    with Store.open(target, create=True) as store, store.reading() as snapshot:
        return [(name, what) for name, what in snapshot.connection.exec_driver_sql(asked)]


def _killed(target: str, dataset: Path, commits: int) -> None:
    """Load in a child process that is killed right after so many commits; with 0 just before a shard's end is written."""
    child = os.fork()
    if child == 0:
        left = [commits]

        def told(*_: object) -> None:
            left[0] -= 1
            if left[0] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            if not commits:
                Writer.end_run = told  # type: ignore[assignment,method-assign]
            with Record.open(target, create=True, settings=Settings()) as record:
                record.load(str(dataset), progress=told)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


def test_who_adds_or_judges_after_a_load_that_was_broken_off_finds_a_sound_record(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", range(6))
    dataset = Dataset.open(str(read(tmp_path / "claims", path)))
    with Record.open(tmp_path / "record.db", create=True, settings=Settings()) as record:
        Adding(record.store, Reads(), Wanted(paths=(str(write_lines(tmp_path / "before.jsonl", range(20, 23))),))).run()
        with record.store.adding_lock():
            Loading(record.store, [dataset]).evidence()
        with record.store.reading() as snapshot:
            assert snapshot.waiting() == range(4, 10)
        record.reject("c1", reason="while reports wait")
        assert any("loaded" in one for one in record.verify().problems)
        account = Adding(record.store, Reads(), Wanted(paths=(str(write_lines(tmp_path / "after.jsonl", [30])),))).run()
        assert account.stored == 1
        with record.store.reading() as snapshot:
            assert snapshot.waiting() == range(11, 11)
        assert record.verify().problems == () and record.rebuilt()


def test_a_number_that_fits_no_record_costs_its_shard(
    tmp_path: Path, new_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        write_lines(tmp_path / "in" / str(number) / "some.jsonl", [number])
    dataset = read(tmp_path / "claims", tmp_path / "in")
    usual, asked = loading.columns_of, []

    def changed(table: pa.Table) -> FileColumns | None:
        found = usual(table)
        assert found is not None
        asked.append(found)
        claims = found._rows["claim"]
        far = claims.set_column(claims.schema.get_field_index("start"), "start", pa.array([2**31] * len(claims)))
        return FileColumns(dict(found._rows) | {"claim": far}, found._counts, found._keys, found._hashes) if len(asked) == 1 else found

    monkeypatch.setattr(loading, "columns_of", changed)
    account = load(new_database("loaded"), dataset)
    assert account.words == "read 1 = 1 stored + 0 duplicate + 0 rejected"
    assert "fits no record" in account.not_loaded[0].reason
