"""Making a record: by two processes at once, and after one that was killed on the way."""

import multiprocessing
import random
import sqlite3
from pathlib import Path

import pytest
from tests.store.filling import READING, add
from tests.store.workers import make_and_add

from reportedly.errors import NotARecord
from reportedly.store.sql import Store
from reportedly.store.sqlite import APPLICATION_ID

SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["tests.store.workers"])


def test_processes_that_make_one_record_at_once_make_one(target: str) -> None:
    others = [SPAWN.Process(target=make_and_add, args=(target, number)) for number in range(4)]
    for one in others:
        one.start()
    for one in others:
        one.join(120)
        assert one.exitcode == 0
        one.close()
    with Store.open(target) as store:
        assert (store.verify().problems, store.verify().reports) == ((), 4)


def test_a_record_whose_making_was_killed_is_made_by_the_next(target: str) -> None:
    chance = random.Random(5)
    for _ in range(8):
        making = SPAWN.Process(target=make_and_add, args=(target, 1))
        making.start()
        making.join(chance.uniform(0.05, 0.5))
        making.kill()
        making.join()
        making.close()
    with Store.open(target, create=True) as store:
        assert store.verify().problems == ()
        with store.writing() as writer:
            assert add(writer, READING).report in (1, 2)


@pytest.mark.parametrize("statements", [(), (f"PRAGMA application_id = {APPLICATION_ID}",)])
def test_a_record_that_was_hardly_begun_is_made(tmp_path: Path, statements: tuple[str, ...]) -> None:
    path = tmp_path / "record.db"
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    path.touch()
    with Store.open(path, create=True) as store:
        with store.writing() as writer:
            assert writer.connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            add(writer, READING)
        assert store.verify().problems == ()


def test_a_record_in_a_folder_with_odd_letters_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "50% ?#& ü"
    folder.mkdir()
    for target in (folder / "record.db", str(folder / "записи.db")):
        with Store.open(target, create=True) as store, store.writing() as writer:
            add(writer, READING)
    assert {path.name for path in folder.iterdir() if "-" not in path.name} == {"record.db", "записи.db"}


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(NotARecord, match=r"is a folder. Name a file in it"):
        Store.open(tmp_path, create=True)


def test_a_closed_record_leaves_one_file(tmp_path: Path) -> None:
    with Store.open(tmp_path / "record.db", create=True) as store:
        with store.writing() as writer:
            add(writer, READING)
        with store.reading() as snapshot:
            assert snapshot.last_seq() == 1
    assert [path.name for path in tmp_path.iterdir()] == ["record.db"]
