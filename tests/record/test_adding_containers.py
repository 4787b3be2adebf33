"""Adding what stands in archives, mailboxes, feeds and tables: the account adds up, and a run that was cut off goes on. All invented."""

import gzip
import random
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.generated_readings import reading
from msgspec import structs
from sqlalchemy import select
from tests.record.generated import GeneratedReader
from tests.record.killing import ended, killed

from benchmarks import generated_files as files
from reportedly.ingest.given import Given
from reportedly.ingest.rejection import Rejection
from reportedly.record import adding
from reportedly.record.account import Account, Progress
from reportedly.record.adding import Adding
from reportedly.record.steps import Wanted
from reportedly.schema import Reading, Report
from reportedly.store import tables
from reportedly.store.sql import Store


class EmptyReader(GeneratedReader):
    """Reads every report at once and finds nothing in it."""

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Reading | Rejection]:
        nothing: dict[str, Any] = {name: () for name, value in structs.asdict(reading(0)).items() if isinstance(value, tuple)}
        for item in items:
            if isinstance(item, Report):
                self.before(len(self.read))
                self.read.append(len(self.read))
                yield structs.replace(reading(0), report=item, **nothing)
            else:
                yield item


ALL = [files.made(number) for number in range(30)]
KILLS = 20


def add(store: Store, *paths: Path, reader: EmptyReader | None = None, told: list[Progress] | None = None) -> Account:
    wanted = Wanted(paths=tuple(str(path) for path in paths))
    return Adding(store, reader or EmptyReader(), wanted, told.append if told is not None else None).run()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ZIP of a mailbox with an attached archive, a web archive, a table and a page twice; a packed table; a feed; what is broken."""
    folder = tmp_path / "files"
    folder.mkdir()
    attached = {"more.zip": ("application/zip", files.archive({"x.html": files.page(ALL[5])})), "logo.png": ("image/png", b"\x89PNG")}
    members = {
        "page.html": files.page(ALL[0]), "again/page.html": files.page(ALL[0]), "broken.bin": bytes(range(256)),
        "m.mbox": files.mailbox([files.mail(ALL[1]), files.mail(ALL[2], attached), files.mail(ALL[1])]),
        "crawl.warc.gz": files.web_archive(ALL[6:10], packed=True), "rows.csv": files.table(ALL[10:14]),
    }  # fmt: skip
    (folder / "a.zip").write_bytes(files.archive(members))
    (folder / "b.csv.gz").write_bytes(gzip.compress(files.table(ALL[12:18])))
    (folder / "c.xml").write_bytes(files.rss(ALL[18:22]))
    (folder / "d.warc.gz").write_bytes(files.web_archive(ALL[22:26], packed=True)[:-500])
    return folder


def test_the_account_adds_up_over_containers(store: Store, folder: Path) -> None:
    account = add(store, folder)
    assert account.read == account.stored + account.duplicate + account.rejected
    # a.zip: a page, its copy, 2 mails, a mail again, an attached page, 4 of a crawl, 4 rows; b: 2 rows again, 4 new; c: 4 entries;
    # d: 3 pages, it is cut off in the fourth.
    assert (account.stored, account.duplicate, account.rejected) == (1 + 2 + 1 + 4 + 4 + 4 + 4 + 3, 1 + 1 + 2, 3)
    assert [(one.where.removeprefix(f"{folder}/"), one.kind) for one in account.rejections] == [
        ("a.zip!/broken.bin", "NotText"), (f"d.warc.gz#12 {ALL[25].url}", "BrokenFile"), ("d.warc.gz", "BrokenFile"),
    ]  # fmt: skip
    assert dict(account.not_reports) == {"images": 1 + 4 + 3, "notes of the archive": 2, "requests": 8}


def test_each_capture_says_how_and_where_from_and_its_bytes_are_kept(store: Store, folder: Path) -> None:
    add(store, folder)
    with store.reading() as snapshot:
        rows = snapshot.rows(select(tables.capture.c.source, tables.capture.c.method, tables.capture.c.hash).order_by(tables.capture.c.id))
        where = {row.source.removeprefix(f"{folder}/"): row for row in rows}
        assert {row.method for row in rows} == {"member", "message", "record", "row", "entry"}
        assert snapshot.original(where["a.zip!/page.html"].hash) == files.page(ALL[0])
        assert snapshot.original(where["a.zip!/m.mbox#2!/more.zip!/x.html"].hash) == files.page(ALL[5])
        assert snapshot.original(where[f"a.zip!/crawl.warc.gz#3 {ALL[6].url}"].hash) == files.page(ALL[6])
        assert {"a.zip!/m.mbox#1", "a.zip!/rows.csv:2", "b.csv.gz:2", "c.xml#1", "a.zip!/again/page.html"} <= where.keys()


def test_what_is_given_holds_for_every_part(store: Store, folder: Path) -> None:
    wanted = Wanted(paths=(str(folder),), given=Given(publisher="Desk", published="2020-02-02"))
    Adding(store, EmptyReader(), wanted).run()
    with store.reading() as snapshot:
        rows = snapshot.rows(select(tables.report.c.publisher, tables.report.c.published))
    assert {(row.publisher, row.published) for row in rows} == {("Desk", "2020-02-02")}


def test_what_stands_is_not_read_again(store: Store, folder: Path) -> None:
    first = add(store, folder)
    before = store.fingerprint()
    reader = EmptyReader()
    again = add(store, folder, reader=reader)
    assert reader.read == [] and again.stored == 0 and again.duplicate == first.stored + first.duplicate
    assert again.not_reports == first.not_reports and again.rejections == first.rejections
    assert store.fingerprint() == before


def test_progress_counts_the_bytes_of_the_files_and_not_what_is_in_them(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH", 4)
    told: list[Progress] = []
    add(store, folder, told=told)
    done = [one.bytes_done for one in told]
    size = sum(path.stat().st_size for path in folder.iterdir())
    assert done == sorted(done) and all(one.bytes_all == size for one in told)
    assert 0.5 * size < done[-1] <= size


def test_killed_at_any_moment_it_comes_out_as_if_undisturbed(tmp_path: Path, folder: Path) -> None:
    with Store.open(tmp_path / "calm.db", create=True) as calm:
        account = add(calm, folder)
        expected = calm.fingerprint(), calm.evidence_fingerprint()
    chance = random.Random(7)
    kills = records = 0
    while kills < KILLS:
        records += 1
        path = tmp_path / f"killed{records}.db"
        for _ in range(6):
            slow = EmptyReader(lambda _: time.sleep(0.004))
            kills += killed(path, lambda store, slow=slow: add(store, folder, reader=slow), chance.uniform(0.05, 0.6))
        with Store.open(path, create=True) as store:
            over = ended(store)
            last = add(store, folder)
            # A run that came to its end before the kill is over: adding the same again is another run, in which all stands already.
            stored = 0 if over else account.stored
            assert (last.read, last.stored, last.rejected) == (account.read, stored, account.rejected)
            assert last.read == last.stored + last.duplicate + last.rejected
            assert (store.fingerprint(), store.evidence_fingerprint()) == expected
