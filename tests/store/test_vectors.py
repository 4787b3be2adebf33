"""Texts are searched by the same words, whether they come with their vectors or PostgreSQL makes them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select
from tests.store.filling import READING, add

from reportedly.store import tables, vectors
from reportedly.store.base import Added
from reportedly.store.postgresql import STEMS, VECTORS
from reportedly.store.search import claims_with
from reportedly.store.sql import Store
from reportedly.store.statements import NAMES
from reportedly.store.vectors import Vectors

PIECES = (
    "a", "the ", "Bombing", "F16", " 21 ", "1e5", "0x1F", "007", ".", "-", "/", "@", "\u201cno\u201d", "\u2014", "\u00a0",
    "\u00ab", "\u00a9", "\u2069", "\u20ac",
    "\u00e9", "\n", "\t", "\x01", "\u2070",
)  # fmt: skip
ASKED = st.lists(st.lists(st.sampled_from(PIECES)).map("".join) | st.text(max_size=60), max_size=12)


@pytest.fixture(scope="module")
def kept(new_database: Callable[[str], str]) -> Iterator[Store]:
    with Store.open(new_database("vectors"), create=True) as store:
        yield store


class Server:
    """Asks a server, and notes how much it had to be asked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.stems = self.whole = 0

    def ask(self, statement: str, asked: Sequence[str | None]) -> list[Any]:
        with self.store.reading() as snapshot:
            return list(snapshot.connection.exec_driver_sql(statement, (list(asked),)).scalars())

    def stems_of(self, words: Sequence[str]) -> list[str | None]:
        self.stems += len(words)
        return self.ask(STEMS, words)

    def vectors_of(self, texts: Sequence[str | None]) -> list[bytes | None]:
        self.whole += len(texts)
        return self.ask(VECTORS, texts)


def agreed(store: Store, texts: Sequence[str | None]) -> Server:
    server = Server(store)
    made = Vectors().of(pa.array(texts, pa.string()), server.stems_of, server.vectors_of).to_pylist()
    assert made == server.ask(VECTORS, texts)
    return server


@settings(max_examples=60, deadline=None)
@given(ASKED)
def test_a_vector_made_here_is_the_servers(kept: Store, texts: list[str]) -> None:
    agreed(kept, [text.replace("\0", "") for text in texts])


def test_the_server_is_asked_for_what_is_new_or_strange(kept: Store) -> None:
    plain = ["Shelling hit the depot, the DEPOT burned.", "\u201cNo one\u201d came \u2014 3 fled\u2026", "It hit the depot (again)."]
    server = agreed(kept, plain)
    assert (server.stems, server.whole) == (len("shelling hit the depot burned no one came 3 fled it again".split()), 0)
    strange = ["Caf\u00e9 hit", "An F16 flew", "", "!", "a " * 300, "x" * 3000]
    assert agreed(kept, strange).whole == len(strange)
    assert agreed(kept, [None, "hit", None]).whole == 1
    assert agreed(kept, []).stems == 0


def test_stems_are_let_go_when_they_are_many(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "KEPT", 3)
    server, made = Server(kept), Vectors()
    for text, asked in (("bombs fell", 2), ("bombs fell", 2), ("bombs burned there", 5), ("fell", 6)):
        made.of(pa.array([text]), server.stems_of, server.vectors_of)
        assert server.stems == asked


def test_a_vector_of_other_words_is_found_out(database: str) -> None:
    with Store.open(database, create=True) as store:
        with store.writing() as writer:
            add(writer, READING)
        assert store.verify().problems == ()
        with store.writing() as writer:
            for table in ("claim", "report"):
                writer.connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                writer.connection.exec_driver_sql(f"UPDATE {table} SET searched = 'other:1' WHERE id = 1")
                writer.connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        assert store.verify().problems == (
            "What claim 1 is searched by is not made of its sentence.", "What report 1 is searched by is not made of its title.",
        )  # fmt: skip


ODD = ("a line\n\\.\nand another", 'a "quote", a comma', "", "\\N", "tab\tand \r\n end", "Caf\u00e9 F16", "\u201cNo\u201d word of it")


def numbered(store: Store, rows: pa.Table) -> pa.Table:
    """Rows of ``claim`` made ready, with their numbers in front."""
    made = store.ready_columns(tables.claim, rows.drop(["id", "report_id"]))
    return made.add_column(0, "id", rows.column("id")).add_column(1, "report_id", rows.column("report_id"))


def test_columns_are_stored_as_rows_are(store: Store) -> None:
    names = NAMES["claim"]
    with store.writing() as writer:
        added = add(writer, replace(READING, claims=READING.claims[:1]))
        assert isinstance(added, Added)
        [usual] = writer.pick(tables.claim, names, report_id=added.report)
        first = writer.next_ids(tables.claim, len(ODD))
        rows = [
            dict(zip(names, usual, strict=True))
            | {"id": first + place, "local_id": f"odd{place}", "sentence": odd, "mode": None, "lat": 0.1 + 0.2, "score": 1e-9}
            for place, odd in enumerate(ODD)
        ]
        columns = pa.Table.from_pylist(rows).select(names)
        for some in (columns, columns.slice(0, 0)):
            writer.store_columns(tables.claim, numbered(store, some))
    with store.reading() as snapshot:
        kept = snapshot.rows(select(tables.claim).where(tables.claim.c.id >= first).order_by(tables.claim.c.id))
        assert [dict(row._mapping) for row in kept] == rows
        for words, place in (("another", 0), ("quotes", 1), ("ended", 4), ("cafe", 5), ("f16", 5), ("no word", 6)):
            asked = select(tables.claim.c.id).where(claims_with(store.dialect, words), tables.claim.c.local_id.startswith("odd"))
            found = snapshot.rows(asked)
            assert [row.id for row in found] == [first + place], words
