"""Statements that are written out once find what SQLAlchemy finds, whatever their values."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, bindparam, create_engine, func, literal, or_, select, text
from sqlalchemy.pool import StaticPool
from tests.store.filling import event_row

from reportedly.store.prepared import FEW, MANY, Prepared, _filled
from reportedly.store.sql import Store
from reportedly.store.tables import event

_IDS = bindparam("ids", expanding=True)
AMONG = Prepared(select(event.c.id, event.c.type, event.c.lat).where(event.c.id.in_(_IDS)).order_by(event.c.id), among="ids")
TWICE = Prepared(
    select(event.c.id).where(or_(event.c.id.in_(_IDS), event.c.claims.in_(_IDS)), event.c.type != bindparam("type"))
    .order_by(event.c.id).limit(50),
    among="ids",
)  # fmt: skip
ONE = Prepared(select(event.c.type, literal(7).label("seven")).where(event.c.id == bindparam("number")))


def plainly(connection: Connection, one: Prepared, **values: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(one.statement, values)]


@pytest.fixture(scope="module")
def connection() -> Any:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as opened:
        event.metadata.create_all(opened, [event])
        opened.execute(event.insert(), [event_row(number, lat=number / 7) for number in range(1, 61)])
        yield opened


@given(st.lists(st.integers(-5, 80), max_size=40))
def test_a_list_of_any_length_finds_the_same(connection: Connection, ids: Sequence[int]) -> None:
    assert AMONG.tuples(connection, ids=ids) == plainly(connection, AMONG, ids=ids)
    assert TWICE.tuples(connection, ids=ids, type="x") == plainly(connection, TWICE, ids=ids, type="x")


def test_rows_have_their_columns_by_name(connection: Connection) -> None:
    assert [(row.id, row.type, row.lat) for row in AMONG.rows(connection, ids=[3, 2])] == plainly(connection, AMONG, ids=[2, 3])
    assert ONE.first(connection, number=3) == plainly(connection, ONE, number=3)[0]
    assert ONE.first(connection, number=99) is None


def test_values_are_values_and_no_words_of_the_statement(connection: Connection) -> None:
    hostile = "x') OR 1=1 --"
    typed = Prepared(select(event.c.id).where(event.c.type == bindparam("type")))
    assert typed.tuples(connection, type=hostile) == []
    connection.execute(event.update().where(event.c.id == 60).values(type=hostile))
    assert typed.tuples(connection, type=hostile) == [(60,)]


@given(st.integers(0, 40_000))
def test_lists_of_all_lengths_need_few_statements(number: int) -> None:
    filled = _filled(number)
    assert number <= filled < max(2, 2 * number, number + MANY)
    assert filled <= FEW or filled % MANY == 0
    assert _filled(filled) == filled


def test_both_databases_answer_alike(store: Store) -> None:
    with store.writing() as writer:
        writer.insert(event, [event_row(number) for number in range(1, 10)])
    with store.reading() as snapshot:
        found = AMONG.rows(snapshot.connection, ids=[9, 1, 70])
        assert [row.id for row in found] == [1, 9]
        assert ONE.first(snapshot.connection, number=4) == (found[0].type, 7)
        assert snapshot.connection.scalar(select(func.count()).select_from(event)) == 9
        assert snapshot.connection.execute(text("SELECT 1")).scalar() == 1
