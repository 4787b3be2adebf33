"""A desk on a streaming replica: it reads there, never misses what it wrote, and goes on where the replica lags or is gone."""

import os
import pwd
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from tests.store.filling import add, numbered
from tests.store.server import USER, binaries, postgresql

from reportedly.errors import BadOption, NoConnection
from reportedly.store import replica as replicas
from reportedly.store.sql import Store


class Standby:
    """A replica made by pg_basebackup, which can be stopped and started."""

    def __init__(self, primary: str, folder: Path) -> None:
        entry = pwd.getpwnam(USER) if os.geteuid() == 0 else None
        self._as = ["setpriv", f"--reuid={USER}", f"--regid={entry.pw_gid}", "--init-groups", "--"] if entry else []
        self._data, self._folder = folder / "standby", folder
        if entry:
            os.chown(folder, entry.pw_uid, entry.pw_gid)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._run("pg_basebackup", "-d", primary, "-D", str(self._data), "-R", "-X", "stream", "-c", "fast", "--no-sync")
        self.url = f"postgresql://{USER}@127.0.0.1:{self.port}/postgres"
        self.start()

    def _run(self, name: str, *arguments: str) -> None:
        folder = binaries()
        assert folder is not None
        done = subprocess.run([*self._as, str(folder / name), *arguments], capture_output=True, text=True, cwd=self._folder, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        settings = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} -c fsync=off"
        settings += " -c max_connections=40"  # a replica must allow as many as its primary
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(self._folder / "log"), "-o", settings, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")


@contextmanager
def running() -> Iterator[tuple[str, Standby]]:
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with (
        tempfile.TemporaryDirectory(prefix="reportedly-a-") as one,
        tempfile.TemporaryDirectory(prefix="reportedly-b-") as two,
        postgresql(Path(one)) as primary,
    ):
        standby = Standby(primary, Path(two))
        try:
            yield primary, standby
        finally:
            standby.stop()


def ask(url: str, words: str) -> None:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(words))
    engine.dispose()


def at_replica(store: Store) -> bool:
    with store.reading() as snapshot:
        return bool(snapshot.connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar())


def waited(store: Store, wanted: bool) -> bool:
    deadline = time.monotonic() + 20
    while at_replica(store) is not wanted and time.monotonic() < deadline:
        time.sleep(0.05)
    return at_replica(store) is wanted


def reports(store: Store) -> int:
    with store.reading() as snapshot:
        return snapshot.last_seq()


def test_a_replica_that_follows_lags_and_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replicas, "REST", 0.2)
    with running() as (primary, standby):
        with Store.open(primary, create=True) as store, store.writing() as writer:
            add(writer, numbered(1))
        with Store.open(primary, read_from=standby.url) as store:
            assert waited(store, True)
            assert reports(store) == 1
            for number in range(2, 12):  # what was written is read at once, wherever it is read
                with store.writing() as writer:
                    add(writer, numbered(number))
                assert reports(store) == number
            assert waited(store, True)

            with Store.open(primary, read_from=standby.url) as other:  # who has not written may be told what was so a moment ago
                assert waited(other, True)
                ask(standby.url, "SELECT pg_wal_replay_pause()")
                with store.writing() as writer:
                    add(writer, numbered(12))
                assert not at_replica(store)
                assert reports(store) == 12
                assert (at_replica(other), reports(other)) == (True, 11)
            with Store.open(primary, read_from=standby.url) as other:  # but not what was so before it was opened
                assert (at_replica(other), reports(other)) == (False, 12)
            state = store.replica()
            assert state is not None and state.reachable and (state.bytes_behind or 0) > 0
            ask(standby.url, "SELECT pg_wal_replay_resume()")
            assert waited(store, True)
            assert reports(store) == 12

            standby.stop()
            assert reports(store) == 12
            with store.writing() as writer:
                add(writer, numbered(13))
            assert (reports(store), at_replica(store)) == (13, False)
            state = store.replica()
            assert state is not None and not state.reachable
            with Store.open(primary, read_from=standby.url) as other:  # a desk opens without its replica
                assert reports(other) == 13
            standby.start()
            assert waited(store, True)
            assert reports(store) == 13


def test_another_record_is_no_replica(new_database: object, database: str) -> None:
    other = new_database("other")  # type: ignore[operator]
    Store.open(other, create=True).close()
    with Store.open(database, create=True):
        pass
    with Store.open(database, read_from=other) as store, pytest.raises(BadOption, match="is no replica of"), store.reading():
        pass


def test_a_file_has_no_replica(tmp_path: Path, database: str) -> None:
    with Store.open(tmp_path / "a.db", create=True):
        pass
    with pytest.raises(BadOption, match="no read replica"):
        Store.open(tmp_path / "a.db", read_from=database)
    with pytest.raises(BadOption, match="postgresql://"):
        Store.open(database, create=True, read_from="b.db")


def test_a_replica_s_password_is_in_no_error() -> None:
    with pytest.raises(NoConnection) as caught:
        Store.open("postgresql://ada:right-word@127.0.0.1:1/amara", read_from="postgresql://ada:other-word@127.0.0.1:1/amara")
    assert "word" not in str(caught.value)
