"""A copy of a record, had back: the same fingerprints, never over something else, never from a damaged file."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from tests.store.filling import add, event_row, numbered

from reportedly.errors import BadOption, MissingFile, NoRecord, NotARecord, RecordDamaged, RecordError
from reportedly.store import tables
from reportedly.store.backup import backup, restore
from reportedly.store.sql import Store


@pytest.fixture
def filled(target: str) -> str:
    with Store.open(target, create=True) as store, store.writing() as writer:
        for number in range(5):
            add(writer, numbered(number))
        writer.insert(tables.event, [event_row(1, 12.0, 30.0)])
    return target


@pytest.fixture
def empty(filled: str, tmp_path: Path, server: str) -> Iterator[str]:
    """A place of the same kind with nothing in it; on PostgreSQL a database of its own, since a copy keeps its schema's name."""
    if "://" not in filled:
        yield str(tmp_path / "back.db")
        return
    keeper = create_engine(server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    schema = filled.partition("%3D")[2]
    name = f"back_{schema}"
    url = filled.replace("/postgres?", f"/{name}?")
    with keeper.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    inside = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with inside.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    inside.dispose()
    yield url
    with keeper.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    keeper.dispose()


def test_a_record_comes_back_as_it_was(filled: str, empty: str, tmp_path: Path) -> None:
    kept = backup(filled, tmp_path / "copy")
    assert restore(tmp_path / "copy", empty) == kept
    with Store.open(filled) as before, Store.open(empty) as after:
        assert after.fingerprint() == before.fingerprint() == kept.derived
        assert after.evidence_fingerprint() == before.evidence_fingerprint() == kept.evidence
        assert (after.verify().problems, after.verify().reports) == ((), 5)
        with after.writing() as writer:  # it goes on: numbers, keys and triggers are there
            add(writer, numbered(99))
        with pytest.raises(RecordError, match="only added to"), after.writing() as writer:
            writer.connection.exec_driver_sql("DELETE FROM report")
    assert not list(tmp_path.glob("*.part*"))


def test_nothing_is_written_over(filled: str, tmp_path: Path) -> None:
    backup(filled, tmp_path / "copy")
    with pytest.raises(BadOption, match="there already"):
        backup(filled, tmp_path / "copy")
    with pytest.raises(BadOption, match="already"):
        restore(tmp_path / "copy", filled)
    with Store.open(filled) as store:
        assert store.verify().reports == 5


def test_a_damaged_copy_is_refused(filled: str, empty: str, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    backup(filled, file)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with pytest.raises(RecordDamaged, match="not as it was written"):
        restore(file, empty)
    with pytest.raises((NoRecord, NotARecord)):
        Store.open(empty)


def test_a_copy_of_another_record_under_this_name_is_refused(filled: str, empty: str, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    backup(filled, file)
    beside = tmp_path / "copy.json"
    kept = json.loads(beside.read_text())
    beside.write_text(json.dumps({**kept, "derived": "sha256:0"}))
    with pytest.raises(RecordDamaged, match="is not the one that was copied"):
        restore(file, empty)


def test_what_is_no_copy_is_told(tmp_path: Path, filled: str) -> None:
    with pytest.raises(MissingFile, match="reportedly backup"):
        restore(tmp_path / "nothing", str(tmp_path / "x.db"))
    backup(filled, tmp_path / "copy")
    other = str(tmp_path / "x.db") if "://" in filled else "postgresql://ada@127.0.0.1/amara"
    with pytest.raises(BadOption, match="a copy of a record in"):
        restore(tmp_path / "copy", other)
    with pytest.raises(NoRecord):
        backup(str(tmp_path / "none.db"), tmp_path / "second")


def test_a_copy_made_while_another_writes_is_one_state(filled: str, empty: str, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with Store.open(filled) as store:
            number = 100
            while not stop.is_set():
                number += 1
                with store.writing() as writer:
                    add(writer, numbered(number))

    writing = threading.Thread(target=write)
    writing.start()
    try:
        kept = backup(filled, tmp_path / "copy")
    finally:
        stop.set()
        writing.join()
    restore(tmp_path / "copy", empty)
    with Store.open(empty) as store:
        assert store.verify().problems == ()
        assert store.verify().reports == kept.steps >= 5


def test_a_copy_of_a_file_is_one_file(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db", create=True):
        pass
    backup(str(tmp_path / "a.db"), tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy", "copy.json"]
    with sqlite3.connect(tmp_path / "copy") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()
