"""What can go wrong with a record: nothing that was answered is lost, and the message says what to do."""

import multiprocessing
import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from tests.store import workers
from tests.store.filling import READING, add, numbered

from reportedly.errors import (
    DiskFull,
    NoConnection,
    NoRecord,
    NotARecord,
    RecordDamaged,
    RecordError,
    RecordLocked,
    RecordReadOnly,
)
from reportedly.store import tables
from reportedly.store.faults import of_postgresql, of_sqlite
from reportedly.store.sql import Store

KILLS = 12
SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["tests.store.workers"])


@contextmanager
def process(work: Callable[..., None], *arguments: object) -> Iterator[tuple[BaseProcess, Connection]]:
    """Another process that does ``work``, with a pipe from it; killed at the end."""
    ours, theirs = SPAWN.Pipe(duplex=False)
    started = SPAWN.Process(target=work, args=(*arguments, theirs))
    started.start()
    theirs.close()
    try:
        yield started, ours
    finally:
        started.kill()
        started.join()
        ours.close()
        started.close()


def fill(target: str | Path, reports: int = 1) -> None:
    with Store.open(target, create=True) as store, store.writing() as writer:
        for number in range(reports):
            add(writer, numbered(number))


# Kills


def test_what_was_answered_outlives_kills_at_any_moment(target: str) -> None:
    fill(target)
    chance = random.Random(11)
    answered = 1
    for _ in range(KILLS):
        with process(workers.add_without_end, target) as (adding, pipe):
            assert pipe.poll(60)
            for _ in range(chance.randrange(1, 4)):
                answered = pipe.recv()
            adding.join(chance.uniform(0, 0.15))
            adding.kill()
            adding.join()
            while pipe.poll():
                try:
                    answered = pipe.recv()
                except EOFError:
                    break
        with Store.open(target) as store:
            found = store.verify()
            assert found.problems == ()
            # A transaction may have ended just before its answer could be told.
            assert answered <= found.reports <= answered + 3
            with store.reading() as snapshot:
                assert snapshot.last_seq() == found.reports
                events = [row.id for row in snapshot.rows(select(tables.event.c.id).order_by(tables.event.c.id))]
                assert events == list(range(2, found.reports + 1))
                assert snapshot.find_keys("block", [found.reports + 39], 5) == [(found.reports + 39, found.reports)]
            answered = found.reports


def test_a_killed_writer_s_lock_dies_with_it(target: str) -> None:
    fill(target)
    with Store.open(target) as store:
        with process(workers.hold_write, target) as (_, pipe):
            assert pipe.recv() == "holding"
            with pytest.raises(RecordLocked), store.writing(wait=0.2):
                pass
            with store.reading() as snapshot:
                assert snapshot.last_seq() == 1
        with store.writing(wait=5) as writer:
            assert add(writer, numbered(2)).report == 2
        assert store.verify().problems == ()


def test_a_killed_adder_s_lock_dies_with_it(target: str) -> None:
    fill(target)
    with Store.open(target) as store:
        with process(workers.hold_adding, target) as (adding, pipe):
            assert pipe.recv() == "holding"
            who = f"Process {adding.pid}" if store.dialect == "sqlite" else "Another process"
            with (
                pytest.raises(RecordLocked, match=rf"{who} is adding to the record .*run the command again"),
                store.adding_lock(),
            ):
                pass
        with store.adding_lock(wait=5):
            pass


def test_a_child_does_not_keep_the_lock_on_adding(tmp_path: Path) -> None:
    fill(tmp_path / "record.db")
    with Store.open(tmp_path / "record.db") as store:
        with store.adding_lock():
            forked = os.fork()
            if forked == 0:
                os.execvp("sleep", ["sleep", "60"])
        try:
            with store.adding_lock():
                pass
        finally:
            os.kill(forked, 9)
            os.waitpid(forked, 0)


def test_a_child_that_outlives_a_killed_adder_does_not_keep_the_lock(tmp_path: Path) -> None:
    target = str(tmp_path / "record.db")
    fill(target)
    with Store.open(target) as store:
        with process(workers.hold_adding_with_a_child, target) as (_, pipe):
            child = pipe.recv()
        try:
            with store.adding_lock(wait=5):
                os.kill(child, 0)  # it is there still
        finally:
            os.kill(child, 9)


# Two writers


def test_two_writers_in_two_processes_lose_nothing(target: str) -> None:
    fill(target)
    others = [SPAWN.Process(target=workers.add_many, args=(target, first, first + 25)) for first in (100, 200)]
    for one in others:
        one.start()
    for one in others:
        one.join(120)
        assert one.exitcode == 0
        one.close()
    with Store.open(target) as store:
        found = store.verify()
        assert (found.problems, found.reports) == ((), 51)
        with store.reading() as snapshot:
            assert snapshot.last_seq() == 51
            sources = {row.source for row in snapshot.rows(select(tables.capture.c.source))}
    assert len(sources) == 51


# Full disk


def test_a_full_record_says_so_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """SQLite's own limit of pages stands in for the disk, so that everybody can run this one."""
    fill(tmp_path / "record.db", 3)
    with Store.open(tmp_path / "record.db") as store:
        with (
            pytest.raises(DiskFull, match=r"no room left for the record .*Make room.*is kept"),
            store.writing() as writer,
        ):
            pages = writer.connection.exec_driver_sql("PRAGMA page_count").scalar()
            writer.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
            for number in range(3, 100):
                add(writer, numbered(number))
        with store.writing() as writer:
            writer.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
            assert add(writer, numbered(3)).report == 4
        assert store.verify().problems == ()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Callable[[int], None]]:
    """A disk of so many megabytes at ``folder``; gives a function that makes it larger. Skips who may not mount one."""
    folder.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"can't mount a small disk here: {mounted.stderr.decode()}")
    try:
        yield lambda size: subprocess.run(["mount", "-o", f"remount,size={size}m", str(folder)], check=True) and None
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def add_until_full(store: Store, keys: int) -> int:
    """Add reports with so many keys, one transaction each, until there is no room; the number of those that were answered."""
    number = 1
    while number < 3000:
        with store.writing() as writer:
            add(writer, numbered(number))
            writer.put_keys("block", number, range(number * keys, number * keys + keys))
        number += 1
    return number


def test_a_full_disk_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 3) as grow:
        target = tmp_path / "disk" / "record.db"
        fill(target)
        with Store.open(target) as store:
            with pytest.raises(DiskFull, match=r"no room left .*Make room"):
                add_until_full(store, 200)
            with store.reading() as snapshot:  # what is there can still be read
                kept = snapshot.last_seq()
                assert snapshot.reading_of(kept).claims == READING.claims
            with store.adding_lock():  # it needs no room
                pass
            with pytest.raises(DiskFull), store.writing() as writer:
                for number in range(5000, 5200):
                    add(writer, numbered(number))
        assert kept > 5
        grow(30)
        with Store.open(target) as store:
            found = store.verify()
            assert (found.problems, found.reports) == ((), kept)
            with store.writing() as writer:
                assert add(writer, numbered(9999)).report == kept + 1


def test_a_disk_too_small_for_a_new_record_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 1) as grow:
        (tmp_path / "disk" / "ballast").write_bytes(b"x" * 900_000)
        with pytest.raises(DiskFull):
            Store.open(tmp_path / "disk" / "record.db", create=True)
        grow(20)
        fill(tmp_path / "disk" / "record.db")


def test_a_full_disk_of_the_server_loses_nothing_that_was_answered(tmp_path: Path, server: str) -> None:
    spot = Path("/var/tmp") / f"reportedly-{os.getpid()}"
    keeper = create_engine(server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with small_disk(spot, 14) as grow:
        shutil.chown(spot, "postgres")
        with keeper.connect() as connection:
            connection.exec_driver_sql(f"CREATE TABLESPACE small LOCATION '{spot}'")
            connection.exec_driver_sql("CREATE DATABASE small TABLESPACE small")
        target = server.rsplit("/", 1)[0] + "/small"
        try:
            fill(target)
            with Store.open(target) as store:
                with pytest.raises(DiskFull, match=r"server has no room left .*Make room"):
                    add_until_full(store, 4000)
                with store.reading() as snapshot:
                    kept = snapshot.last_seq()
                grow(60)
                with store.writing() as writer:
                    assert add(writer, numbered(9999)).report == kept + 1
                assert store.verify().problems == ()
        finally:
            with keeper.connect() as connection:
                connection.exec_driver_sql("DROP DATABASE IF EXISTS small WITH (FORCE)")
                connection.exec_driver_sql("DROP TABLESPACE small")
            keeper.dispose()
    spot.rmdir()


# Rights


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
@pytest.mark.parametrize("folder_mode", [0o755, 0o777])
def test_a_record_of_somebody_else_is_read_and_not_written(folder_mode: int) -> None:
    folder = Path("/var/tmp") / f"reportedly-{os.getpid()}-rights"
    folder.mkdir()
    try:
        fill(folder / "record.db")
        folder.chmod(folder_mode)
        (folder / "record.db").chmod(0o644)
        with process(workers.try_as_nobody, str(folder / "record.db")) as (_, pipe):
            told = pipe.recv()
        assert told[0] == "read 7"
        assert told[1].startswith("RecordReadOnly: ") and "right to write" in told[1]
        assert len(told) == 3 and (
            told[2] == "wrote" if folder_mode == 0o777 else told[2].startswith("RecordReadOnly: ")
        )
        with process(workers.make_as_nobody, str(folder / "new.db")) as (_, pipe):
            told = pipe.recv()
        assert (
            told == "made" if folder_mode == 0o777 else told.startswith("RecordReadOnly: ") and "right to write" in told
        )
        (folder / "record.db").chmod(0o600)
        with process(workers.try_as_nobody, str(folder / "record.db")) as (_, pipe):
            [refused] = pipe.recv()
        assert refused.startswith("NoRecord: ") and "may read it" in refused
    finally:
        shutil.rmtree(folder)


def test_a_reader_of_a_database_that_may_not_write_is_told(database: str) -> None:
    fill(database)
    engine = create_engine(database.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS guest")
        connection.exec_driver_sql("CREATE ROLE guest LOGIN")
        schema = connection.exec_driver_sql("SELECT current_schema()").scalar()
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO guest")
        connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO guest")
    try:
        with Store.open(database.replace("postgres@", "guest@")) as store:
            with store.reading() as snapshot:
                assert snapshot.reading_of(1) == numbered(0)
            with pytest.raises(RecordReadOnly, match="grant you the right"), store.writing() as writer:
                add(writer, numbered(2))
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql("DROP OWNED BY guest")
            connection.exec_driver_sql("DROP ROLE guest")
        engine.dispose()


# The server


def test_a_server_that_is_not_there_or_does_not_let_us_in_is_told(server: str) -> None:
    address = server.split("@")[1].rsplit("/", 1)[0]
    for url, words in (
        ("postgresql://postgres@127.0.0.1:9/x", "No server answers"),
        (f"postgresql://postgres@{address}/nowhere", "no such database"),
        (f"postgresql://stranger@{address}/postgres", "no such user"),
        (f"postgresql://guarded:wrong-word@{address}/postgres", "does not let us in"),
        (f"postgresql://guarded@{address}/postgres", "does not let us in"),
        ("postgresql://postgres@127.0.0.1:port/x", "can't be read"),
    ):
        with pytest.raises(NoConnection, match=words) as caught:
            Store.open(url)
        assert caught.value.cure and "wrong-word" not in str(caught.value)


def test_a_connection_that_is_cut_keeps_nothing_half_done(database: str) -> None:
    fill(database)
    with Store.open(database) as store:
        with pytest.raises(NoConnection, match="lost"), store.writing() as writer:
            add(writer, numbered(1))
            pid = writer.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
            with store.reading() as snapshot:
                snapshot.connection.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
            add(writer, numbered(2))
        with store.writing() as writer:
            assert add(writer, numbered(1)).report == 2
        assert store.verify().problems == ()


def test_a_missing_driver_names_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(RecordError, match=r"pip install 'reportedly\[postgresql\]'"):
        Store.open("postgresql://localhost/x")


# Each error has its words


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, DiskFull), (sqlite3.SQLITE_BUSY, RecordLocked), (sqlite3.SQLITE_LOCKED, RecordLocked),
        (sqlite3.SQLITE_CORRUPT, RecordDamaged), (sqlite3.SQLITE_NOTADB, NotARecord), (sqlite3.SQLITE_READONLY, RecordReadOnly),
        (sqlite3.SQLITE_CANTOPEN, NoRecord), (sqlite3.SQLITE_IOERR, RecordError), (sqlite3.SQLITE_CONSTRAINT, RecordError),
        (sqlite3.SQLITE_READONLY | (4 << 8), RecordReadOnly),
    ],
)  # fmt: skip
def test_each_error_of_sqlite_has_its_class_and_a_cure(tmp_path: Path, code: int, kind: type[RecordError]) -> None:
    error = sqlite3.OperationalError("so it says")
    error.sqlite_errorcode, error.sqlite_errorname = code, "SQLITE_SO"
    told = of_sqlite(error, tmp_path / "record.db")
    assert type(told) is kind and told.cure


@pytest.mark.parametrize(
    ("state", "words", "kind"),
    [
        ("53100", "could not extend file", DiskFull), ("55P03", "lock timeout", RecordLocked), ("40P01", "deadlock", RecordLocked),
        ("25006", "read-only", RecordReadOnly), ("42501", "permission denied", RecordReadOnly),
        ("XX001", "invalid page in block 3", RecordDamaged), ("57P01", "terminating connection", NoConnection),
        ("", "connection refused", NoConnection), ("28P01", "password authentication failed", NoConnection),
        ("23505", "duplicate key", RecordError), ("", "", NoConnection),
    ],
)  # fmt: skip
def test_each_error_of_postgresql_has_its_class_and_a_cure(state: str, words: str, kind: type[RecordError]) -> None:
    class Said(Exception):
        sqlstate = state

    told = of_postgresql(Said(words), "postgresql://localhost/x")
    assert type(told) is kind and told.cure


def test_a_sqlite_that_can_t_search_is_told(tmp_path: Path) -> None:
    told = of_sqlite(sqlite3.OperationalError("no such module: fts5"), tmp_path / "record.db")
    assert "FTS5 and R*Tree" in told.cure
