"""Damaged records: what is wrong is found and told, and never read as if it were right."""

import sqlite3
from pathlib import Path

import pytest
from tests.store.filling import add, event_row, numbered

from reportedly.errors import NotARecord, RecordDamaged, RecordError
from reportedly.store import tables
from reportedly.store.sql import Store


def fill(target: str | Path, reports: int = 1) -> None:
    with Store.open(target, create=True) as store, store.writing() as writer:
        for number in range(reports):
            add(writer, numbered(number))


def flip(path: Path, start: int, length: int = 64) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        old = file.read(length)
        file.seek(start)
        file.write(bytes(byte ^ 0xFF for byte in old))


def test_a_damaged_header_is_told_and_nothing_is_made_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    fill(path)
    for start, length in ((0, 16), (16, 8), (60, 40)):
        whole = path.read_bytes()
        flip(path, start, length)
        with pytest.raises((NotARecord, RecordDamaged), match=r"Restore|restore|Copy|copy|Check the path"):
            Store.open(path, create=True)
        path.write_bytes(whole)
    with Store.open(path) as store:
        assert store.verify().problems == ()


def test_a_damaged_page_is_found_by_verifying_and_told_when_read(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    fill(path, 60)
    whole = path.read_bytes()
    told = silent = 0
    pages = len(whole) // 4096
    for page in (*range(1, pages, pages // 25), pages - 1):
        flip(path, page * 4096, 4096)
        try:
            with Store.open(path) as store:
                found = store.verify()
                told += bool(found.problems)
                silent += not found.problems
                with store.reading() as snapshot:
                    assert [reading for _, reading in snapshot.readings()] == [numbered(number) for number in range(60)]
        except RecordError as error:
            told += 1
            assert error.cure
        path.write_bytes(whole)
    assert told > 20
    assert silent <= 2 + sum(
        whole[at : at + 4096].count(0) > 4000 for at in range(0, len(whole), 4096)
    )  # pages that hold nothing


def test_rows_of_the_wrong_kind_are_told(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    fill(path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER claim_no_update")
    connection.execute("DROP TRIGGER blob_no_update")
    connection.execute("UPDATE claim SET sentence = CAST(x'ff41' AS TEXT) WHERE id = 2")
    connection.execute("UPDATE blob SET bytes = 5, codec = 'none'")
    connection.commit()
    connection.close()
    with Store.open(path) as store:
        told = " ".join(store.verify().problems)
        assert "is damaged" in told and "not those that were captured" in told
        with pytest.raises(RecordDamaged), store.reading() as snapshot:
            snapshot.claims_of(1)


def test_a_file_cut_short_is_told(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    fill(path, 30)
    whole = path.read_bytes()
    for share in (0.2, 0.5, 0.9):
        path.write_bytes(whole[: int(len(whole) * share)])
        with (
            pytest.raises((RecordDamaged, NotARecord, AssertionError), match=r"damaged|problems"),
            Store.open(path) as store,
        ):
            assert store.verify().problems == (), "problems"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE blob SET bytes = x'00' WHERE rowid = 1", "archived bytes"),
        ("UPDATE blob SET size = 1", "not 1 as noted"),
        ("UPDATE reading SET body = x'0011'", "can't be read back"),
        ("UPDATE claim SET type = 'X' WHERE id = 3", "Claim 3 is not as the reading"),
        ("DELETE FROM claim WHERE id = 7", "has 6 claims"),
        ("UPDATE report SET key = 'x'", "not the one that was read"),
        ("DELETE FROM reading", "has no reading"),
        ("DELETE FROM capture", "has no capture"),
        ("UPDATE capture SET report_id = 5", "names a report that is not there"),
        ("DELETE FROM log", "there are 1"),
        ("UPDATE log SET seq = 4", "goes on with 4"),
        ("INSERT INTO log VALUES (2, 'report', 1)", "report 1 where 2 should be"),
        ("INSERT INTO log VALUES (2, 'judgement', 4)", "judgement 4 where 1 should be"),
        ("DELETE FROM event_box", "index of positions"),
        ("INSERT INTO claim_words (claim_words) VALUES ('delete-all')", "index of words"),
    ],
)
def test_rows_that_were_tampered_with_are_found(tmp_path: Path, statement: str, told: str) -> None:
    """By somebody who drops the triggers first, as nobody does by accident."""
    path = tmp_path / "record.db"
    fill(path)
    with Store.open(path) as store, store.writing() as writer:
        writer.insert(tables.event, [event_row(1, 2.0, 3.0)])
    connection = sqlite3.connect(path)
    for name, table in connection.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        if "_no_" in name:
            connection.execute(f'DROP TRIGGER "{name}"')
        assert table
    connection.execute(statement)
    connection.commit()
    connection.close()
    with Store.open(path) as store:
        assert told in " ".join(store.verify().problems)
