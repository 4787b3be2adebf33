"""Rows of binary COPY say what their columns say."""

import struct
from collections.abc import Sequence

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.store.binary_rows import HEAD, READY, TAIL, fields, message, ready

KINDS = {"id": "int8", "small": "int2", "whole": "int4", "real": "float8", "word": "text", "data": "bytea"}
TYPES = {"id": pa.int64(), "small": pa.int64(), "whole": pa.int64(), "real": pa.float64(), "word": pa.string(), "data": pa.binary()}
UNPACK = {"int2": ">h", "int4": ">i", "int8": ">q", "float8": ">d"}
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ROWS = st.lists(
    st.tuples(
        st.integers(-(2**63), 2**63 - 1), st.none() | st.integers(-(2**15), 2**15 - 1), st.none() | st.integers(-(2**31), 2**31 - 1),
        st.none() | st.floats(allow_nan=False), st.none() | WORDS, st.none() | st.binary(max_size=20),
    ),
    max_size=12,
)  # fmt: skip


def columns(rows: Sequence[tuple[object, ...]]) -> pa.Table:
    return pa.table({name: pa.array([row[place] for row in rows], TYPES[name]) for place, name in enumerate(KINDS)})


def said(value: bytes, kind: str) -> object:
    if kind in UNPACK:
        return struct.unpack(UNPACK[kind], value)[0]
    return value.decode() if kind == "text" else value


def told(data: bytes) -> list[tuple[object, ...]]:
    """The rows of a COPY, as the manual has its format."""
    assert data.startswith(HEAD) and data.endswith(TAIL)
    rows, at = [], len(HEAD)
    while at < len(data) - len(TAIL):
        assert data[at : at + 2] == len(KINDS).to_bytes(2, "big")
        at += 2
        row: list[object] = []
        for kind in KINDS.values():
            [length] = struct.unpack_from(">i", data, at)
            at += 4
            value = data[at : at + max(length, 0)]
            at += len(value)
            row.append(None if length < 0 else said(value, kind))
        rows.append(tuple(row))
    return rows


@settings(deadline=None)
@given(ROWS, st.integers(0, 3))
def test_a_copy_says_what_its_columns_say(rows: list[tuple[object, ...]], left_out: int) -> None:
    made = columns(rows)
    assert told(b"".join(message(fields(made, KINDS), len(KINDS)))) == rows
    rest = ready(made.drop(["id", "small"]), KINDS).add_column(0, "id", made.column("id")).add_column(1, "small", made.column("small"))
    some = rest.slice(left_out)
    assert some.column_names == ["id", "small", READY]
    assert told(b"".join(message(fields(some, KINDS), len(KINDS)))) == rows[left_out:]


def test_a_number_that_does_not_fit_is_refused_and_not_cut() -> None:
    for name, number in (("small", 2**15), ("whole", -(2**31) - 1)):
        with pytest.raises(pa.ArrowInvalid):
            fields(pa.table({name: [number]}), KINDS)


def test_a_column_that_is_always_unknown_needs_no_type() -> None:
    assert fields(pa.table({"word": pa.nulls(2)}), KINDS).to_pylist() == [b"\xff\xff\xff\xff"] * 2
