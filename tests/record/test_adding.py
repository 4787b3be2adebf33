"""Adding: every input is accounted for, in its order; nothing is read twice; a run that was cut off goes on."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.record.generated import GeneratedReader, line, write_lines
from tests.record.killing import ended, killed

from reportedly.errors import DiskFull, RecordLocked
from reportedly.record import adding
from reportedly.record.account import Account
from reportedly.record.adding import Adding
from reportedly.record.steps import Wanted
from reportedly.store import tables
from reportedly.store.sql import Store

KILLS = 60


def add(store: Store, *paths: Path, reader: GeneratedReader | None = None) -> Account:
    return Adding(store, reader or GeneratedReader(), Wanted(paths=tuple(str(path) for path in paths))).run()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty reports in three files of two folders, with a broken line, an empty file, a hidden one, and a report twice."""
    folder = tmp_path / "reports"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / ".hidden.txt").write_text("Never read.")
    write_lines(folder / "a.jsonl", range(20))
    (folder / "b" / "c.jsonl").write_text(
        line(20) + "\n{broken\n" + line(3) + "\n" + "".join(line(number) + "\n" for number in range(21, 40))
    )
    (folder / "d.txt").write_text("")
    return folder


def test_the_account_adds_up_and_says_why(store: Store, folder: Path) -> None:
    account = add(store, folder)
    assert (account.read, account.stored, account.duplicate, account.rejected) == (43, 40, 1, 2)
    assert [one.kind for one in account.rejections] == ["BrokenLine", "EmptyReport"]
    assert account.rejections[0].where.endswith("c.jsonl:2") and account.rejections[0].cure
    assert account.by_kind == (("BrokenLine", 1), ("EmptyReport", 1))
    assert [Path(path).name for path in account.skipped] == [".hidden.txt"]
    assert account.words == "read 43 = 40 stored + 1 duplicate + 2 rejected"
    with store.reading() as snapshot:
        kept = snapshot.rows(select(tables.rejection.c.source, tables.rejection.c.reason))
        assert len(kept) == 2 and all(row.reason for row in kept)


def test_reports_are_stored_in_the_order_of_the_walk(store: Store, folder: Path) -> None:
    add(store, folder)
    with store.reading() as snapshot:
        given = [row.given_id for row in snapshot.rows(select(tables.report.c.given_id).order_by(tables.report.c.id))]
    assert given == [str(number) for number in range(40)]


def test_the_original_bytes_are_kept(store: Store, folder: Path) -> None:
    add(store, folder)
    with store.reading() as snapshot:
        (name,) = snapshot.originals_of(1)
        assert snapshot.original(name) == line(0).encode() + b"\n"


def test_what_stands_is_not_read_again(store: Store, folder: Path) -> None:
    add(store, folder)
    before = store.fingerprint()
    reader = GeneratedReader()
    again = add(store, folder, reader=reader)
    assert reader.read == [] and (again.stored, again.duplicate, again.rejected) == (0, 41, 2)
    assert store.fingerprint() == before


def test_a_copy_by_another_publisher_is_a_report_of_its_own(store: Store, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [5])
    path.write_text(path.read_text() + line(5).replace(" Daily", " Weekly") + "\n")
    account = add(store, path)
    assert (account.stored, account.duplicate) == (2, 0)
    with store.reading() as snapshot:
        rows = snapshot.rows(select(tables.reprint.c.root, tables.reprint.c.kind).order_by(tables.reprint.c.report_id))
    assert [(row.root, row.kind) for row in rows] == [(1, None), (1, "exact")]


def test_one_path_given_twice_comes_once(store: Store, folder: Path) -> None:
    assert add(store, folder / "a.jsonl", folder / "a.jsonl", folder).read == 43


def test_a_missing_file_and_an_empty_folder_are_rejections(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    account = add(store, tmp_path / "none.txt", tmp_path / "empty")
    assert [one.kind for one in account.rejections] == ["MissingFile", "EmptyReport"]
    assert account.read == account.rejected == 2


def test_two_that_add_at_once_do_not_mix(store: Store, folder: Path) -> None:
    with store.adding_lock(), pytest.raises(RecordLocked):
        add(store, folder)
    assert add(store, folder).stored == 40


def test_memory_holds_a_batch_and_not_the_run(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "BATCH", 8)
    most = 0
    added = Adding(store, GeneratedReader(), Wanted(paths=(str(write_lines(tmp_path / "a.jsonl", range(60))),)))

    def look(_: object) -> None:
        nonlocal most
        most = max(most, len(added._waiting) + len(added._ready) + len(added._keys))

    added._told = look
    added.run()
    assert most <= 24


def test_interrupted_it_goes_on_where_it_was(store: Store, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "BATCH", 4)

    def stop(number: int) -> None:
        if number == 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(store, folder, reader=GeneratedReader(stop))
    reader = GeneratedReader()
    account = add(store, folder, reader=reader)
    assert reader.read[0] > 20 and reader.read[-1] == 39
    assert (account.read, account.stored, account.duplicate, account.rejected) == (43, 40, 1, 2)
    assert account.resumed > 20
    with Store.open(tmp_path / "other.db", create=True) as other:
        add(other, folder)
        assert other.fingerprint() == store.fingerprint()
        assert other.evidence_fingerprint() == store.evidence_fingerprint()


def test_killed_at_any_moment_it_comes_out_as_if_undisturbed(tmp_path: Path, folder: Path) -> None:
    """Sixty kills (SIGKILL) at random moments of runs that go on one from another; the record then equals one made in one go."""
    with Store.open(tmp_path / "calm.db", create=True) as calm:
        add(calm, folder)
        expected = calm.fingerprint(), calm.evidence_fingerprint()
    chance = random.Random(11)
    kills = records = 0
    while kills < KILLS:
        records += 1
        path = tmp_path / f"killed{records}.db"
        for _ in range(12):
            slow = GeneratedReader(lambda _: time.sleep(0.002))
            kills += killed(path, lambda store, slow=slow: add(store, folder, reader=slow), chance.uniform(0.0, 0.35))
        with Store.open(path, create=True) as store:
            told = (43, 0, 41, 2) if ended(store) else (43, 40, 1, 2)
            account = add(store, folder)
            assert (account.read, account.stored, account.duplicate, account.rejected) == told
            assert (store.fingerprint(), store.evidence_fingerprint()) == expected
            assert store.verify().problems == ()
        path.unlink()


def test_a_full_disk_keeps_what_was_committed_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """A disk of a few megabytes, made of memory: nothing that was committed is lost, and the run is taken up on a larger one."""
    lines = write_lines(tmp_path / "a.jsonl", range(150))
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(small)], capture_output=True).returncode:
        pytest.skip("a small disk can only be made by root")
    try:
        full = Store.open(small / "record.db", create=True)
        with pytest.raises(DiskFull) as told:
            add(full, lines)
        assert told.value.cure
        full.close()
        with Store.open(small / "record.db") as reopened:
            assert reopened.verify().problems == ()
            with reopened.reading() as snapshot:
                stored = len(snapshot.rows(select(tables.report.c.id)))
        subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
        with Store.open(small / "record.db") as grown:
            account = add(grown, lines)
            assert account.resumed == stored and account.stored == account.read
            assert grown.verify().problems == ()
    finally:
        subprocess.run(["umount", str(small)], check=False)


def test_the_command_killed_while_it_reads_goes_on(tmp_path: Path) -> None:
    """The real command with the real reader, killed twice, comes out as one that nobody disturbed."""
    examples = Path(__file__).parents[2] / "examples"
    some = (examples / "incidents.csv", examples / "depot.txt", *examples.glob("dune-road/*/*.txt"), *examples.glob("dune-road/pages/0*"))
    command = [sys.executable, "-c", "from reportedly.cli.main import run; run()", "add", *map(str, sorted(some)), "--processes", "1"]
    prints, undisturbed = [], 0.0
    for name in ("calm.db", "killed.db"):
        if name == "killed.db":
            for share in (0.4, 0.7):
                child = subprocess.Popen([*command, "--record", str(tmp_path / name)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(share * undisturbed)
                child.kill()
                child.wait()
        began = time.monotonic()
        done = subprocess.run([*command, "--json", "--record", str(tmp_path / name)], capture_output=True, check=True)
        undisturbed = time.monotonic() - began
        account = json.loads(done.stdout)
        # A table that people coded is among the examples, and is no report.
        assert account["read"] == account["stored"] + account["duplicate"] + account["rejected"]
        assert account["stored"] + account["duplicate"] > 5
        with Store.open(tmp_path / name) as store:
            prints.append((store.fingerprint(), store.evidence_fingerprint()))
    assert prints[0] == prints[1]


def test_the_record_in_its_own_folder_is_no_report(tmp_path: Path) -> None:
    write_lines(tmp_path / "reports.jsonl", range(3))
    with Store.open(tmp_path / "record.db", create=True) as store:
        account = Adding(store, GeneratedReader(), Wanted(paths=(str(tmp_path),))).run()
    assert (account.read, account.stored) == (3, 3)
    assert str(tmp_path / "record.db") in account.skipped
