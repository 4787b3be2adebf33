"""What a process may take of a PostgreSQL server, and migrations while others read and write."""

import multiprocessing
import threading
import time
from multiprocessing.connection import Connection as Pipe

import pytest
from sqlalchemy import Connection
from tests.store.filling import add, numbered
from tests.store.workers import hold_write

from reportedly.errors import NoConnection, RecordLocked, TooSlow
from reportedly.store import migrations, postgresql
from reportedly.store.base import DialectName, Limits
from reportedly.store.migrations import MIGRATIONS, Index, Migration, migrate
from reportedly.store.sql import Store

VALID = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'claim_stance'::regclass"
SPAWN = multiprocessing.get_context("forkserver")


def test_a_question_that_takes_too_long_is_broken_off(database: str) -> None:
    with Store.open(database, create=True, limits=Limits(read_seconds=0.1)) as store:
        with pytest.raises(TooSlow, match="longer over a question") as caught, store.reading() as snapshot:
            snapshot.connection.exec_driver_sql("SELECT pg_sleep(20)")
        assert "read_timeout" in caught.value.cure
        with store.reading() as snapshot:  # the connection is as good as new
            assert snapshot.last_seq() == 0
        with store.writing() as writer:  # a writer has no such limit
            writer.connection.exec_driver_sql("SELECT pg_sleep(0.2)")


def test_connections_are_bounded_and_waited_for(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "POOL_TIMEOUT", 0.2)
    with Store.open(database, create=True, limits=Limits(connections=2)) as store:
        with store.reading(), store.reading(), pytest.raises(NoConnection, match="connections"), store.reading():
            pass
        with store.reading() as snapshot:
            assert snapshot.last_seq() == 0


def test_a_connection_that_the_server_closed_is_replaced(database: str) -> None:
    with Store.open(database, create=True) as store:
        with store.reading() as snapshot:
            pid = snapshot.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        with store.writing() as writer:
            writer.connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND pid = %s", (pid,)
            )
        with store.reading() as snapshot:
            assert snapshot.last_seq() == 0


def test_a_writer_waits_no_longer_than_it_should(database: str) -> None:
    Store.open(database, create=True).close()
    mine, its = SPAWN.Pipe()
    holding = SPAWN.Process(target=hold_write, args=(database, its))
    holding.start()
    try:
        assert mine.recv() == "holding"
        with Store.open(database, limits=Limits(write_wait=0.2)) as store, pytest.raises(RecordLocked), store.writing():
            pass
    finally:
        holding.kill()
        holding.join()


def add_colour(connection: Connection, dialect: DialectName) -> None:
    connection.exec_driver_sql("ALTER TABLE event ADD COLUMN colour VARCHAR")


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    more = Migration(len(MIGRATIONS) + 1, "colour", add_colour, (Index("claim_stance", "claim (stance)"),))
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, more))
    monkeypatch.setattr(migrations, "LATEST", len(MIGRATIONS) + 1)
    monkeypatch.setattr("reportedly.store.sql.LATEST", len(MIGRATIONS) + 1)


def write_until(target: str, pipe: Pipe) -> None:
    """Add reports, and read, until told to stop; sends how many, or what went wrong."""
    with Store.open(target) as store:
        number = 0
        pipe.send("begun")
        try:
            while not pipe.poll():
                number += 1
                with store.writing(wait=60) as writer:
                    add(writer, numbered(number))
                with store.reading() as snapshot:
                    snapshot.connection.exec_driver_sql("SELECT count(*) FROM event, claim").scalar()
        except Exception as error:  # noqa: BLE001  whatever it was, the test is told
            pipe.send(repr(error))
            return
        pipe.send(number)


def test_a_record_is_migrated_while_others_read_and_write(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(database, create=True).close()
    pairs = [SPAWN.Pipe() for _ in range(2)]
    others = [SPAWN.Process(target=write_until, args=(database, its)) for _, its in pairs]
    for one in others:
        one.start()
    for mine, _ in pairs:
        assert mine.recv() == "begun"
    later(monkeypatch)
    with Store.open(database) as store, store.reading() as snapshot:
        made = snapshot.connection.exec_driver_sql("SELECT indisvalid FROM pg_index WHERE indexrelid = 'claim_stance'::regclass").scalar()
        assert made is True
        snapshot.connection.exec_driver_sql("SELECT colour FROM event")
    time.sleep(0.3)
    for (mine, _), one in zip(pairs, others, strict=True):
        mine.send("stop")
        assert isinstance(mine.recv(), int)
        one.join(60)
    with Store.open(database) as store:
        assert store.verify().problems == ()


def test_a_migration_behind_a_long_reader_holds_nobody_up_and_says_so(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "DDL_WAIT", 100)
    with Store.open(database, create=True) as store:
        later(monkeypatch)
        monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, Migration(len(MIGRATIONS) + 1, "colour", add_colour)))
        with store.reading() as long:
            long.connection.exec_driver_sql("SELECT count(*) FROM event").scalar()
            failed: list[BaseException] = []

            def tried() -> None:
                try:
                    migrate(store._database, wait=1.5)
                except RecordLocked as error:
                    failed.append(error)

            trying = threading.Thread(target=tried)
            trying.start()
            slowest = 0.0
            while trying.is_alive():
                began = time.monotonic()
                with store.reading() as snapshot:
                    snapshot.connection.exec_driver_sql("SELECT count(*) FROM event").scalar()
                slowest = max(slowest, time.monotonic() - began)
            assert failed and slowest < 1.4  # none waited as long as the migration did
        migrate(store._database, wait=10)  # and once the reader has gone it has its turn
        with store.reading() as snapshot:
            snapshot.connection.exec_driver_sql("SELECT colour FROM event")


def test_an_index_that_was_broken_off_is_made_anew(database: str) -> None:
    with Store.open(database, create=True) as store:
        store._database.make_index("claim_stance", "claim (stance)")
        with store.writing() as writer:
            writer.connection.exec_driver_sql("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'claim_stance'::regclass")
        store._database.make_index("claim_stance", "claim (stance)")
        with store.reading() as snapshot:
            assert snapshot.connection.exec_driver_sql(VALID).scalar() is True
