"""What an empty PostgreSQL record is filled without comes back as it was, wherever its making was broken off."""

from collections.abc import Iterator

import pytest
from tests.store.filling import READING, add, numbered

from reportedly.errors import RecordError
from reportedly.store import tables
from reportedly.store.aside import ASIDE
from reportedly.store.sql import Store

MADE = (
    "SELECT indexname, replace(indexdef, current_schema() || '.', '') FROM pg_indexes WHERE schemaname = current_schema() UNION ALL"
    " SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = current_schema()::regnamespace"
)
FIRST = ("claim_words", "claim_pkey", "ix_capture_hash", "claim_report_id_local_id_key", "reading_report_id_fkey")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database, create=True) as opened:
        yield opened


def made(store: Store) -> set[tuple[str, str]]:
    with store.reading() as snapshot:
        return {(name, what) for name, what in snapshot.connection.exec_driver_sql(MADE)}


def test_what_is_laid_aside_comes_back_as_it_was(store: Store) -> None:
    before = made(store)
    with store.filling():
        left = {name for name, _ in made(store)}
        assert not left & ASIDE.keys() and {"report_pkey", "report_key_key", "blob_pkey"} <= left
        for place in range(3):
            with store.writing(durable=False) as writer:
                assert add(writer, numbered(place)).report == place + 1  # nothing is there to look the last number up by
    assert made(store) == before
    assert store.verify().problems == ()
    with store.writing() as writer:
        assert add(writer, numbered(3)).report == 4


def test_numbers_of_a_transaction_that_was_given_up_are_given_again(store: Store) -> None:
    with store.filling():
        with pytest.raises(ZeroDivisionError), store.writing() as writer:
            add(writer, READING)
            writer.next_ids(tables.claim, 10)
            raise ZeroDivisionError
        with store.writing() as writer:
            assert writer.next_id(tables.claim) == 1


@pytest.mark.parametrize("done", [1, 3, len(FIRST)])
def test_what_was_broken_off_is_made(store: Store, done: int) -> None:
    before = made(store)
    with store.writing() as writer:
        for one in ASIDE.values():
            writer.connection.exec_driver_sql(one.drop)
        for name in FIRST[:done]:  # of a key only its index: the constraint comes last
            one = ASIDE[name]
            writer.connection.exec_driver_sql((one.index or one.constraint or "").replace("%", "%%"))
    assert made(store) != before
    store.mend()
    assert made(store) == before


def test_rows_that_break_a_key_are_found_when_it_is_made(store: Store) -> None:
    with pytest.raises(RecordError, match="unique index"), store.filling(), store.writing() as writer:
        add(writer, numbered(1))
        writer.connection.exec_driver_sql("INSERT INTO claim SELECT (claim).* FROM claim LIMIT 1")
    with store.writing() as writer:
        writer.connection.exec_driver_sql("ALTER TABLE claim DISABLE TRIGGER USER")
        writer.connection.exec_driver_sql("DELETE FROM claim")
        writer.connection.exec_driver_sql("ALTER TABLE claim ENABLE TRIGGER USER")
    store.mend()


def test_a_transaction_need_not_be_on_the_disk_until_it_is_asked_for(database: str) -> None:
    asked = "SHOW synchronous_commit"
    with Store.open(f"{database}%20-csynchronous_commit%3Don", create=True) as store:
        with store.writing(durable=False) as writer:
            add(writer, READING)
            assert writer.connection.exec_driver_sql(asked).scalar() == "off"
        with store.reading() as snapshot:
            assert snapshot.connection.exec_driver_sql(asked).scalar() == "on"
            written = snapshot.connection.exec_driver_sql("SELECT pg_current_wal_insert_lsn()").scalar()
        store.flush()
        with store.reading() as snapshot:
            assert snapshot.connection.exec_driver_sql("SELECT pg_current_wal_flush_lsn() >= %s", (written,)).scalar()
