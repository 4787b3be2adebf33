"""Reports and claims as columns are just the rows that a record makes of the readings themselves."""

import io
from collections.abc import Callable, Sequence

import pyarrow.parquet as parquet
import pytest
from benchmarks.generated_readings import reading
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.conftest import build_reading

from reportedly.dataset.columns import ASKED, columns_of
from reportedly.dataset.rows import readings_file, stored
from reportedly.schema import Reading
from reportedly.store import tables
from reportedly.store.archive import hash_of, report_key, unpack_reading
from reportedly.store.arrivals import IN_ORDER, Numbers, blob_row, claim_values
from reportedly.store.rows import claim_row, report_row
from reportedly.store.statements import in_order

NOW = "2031-05-01T00:00:00+00:00"
Columns = tuple[list[tuple[object, ...]], list[list[tuple[object, ...]]]]


def numbered(readings: Sequence[Reading], *, new: Callable[[int], bool] = lambda _: True) -> dict[str, list[tuple[object, ...]]] | None:
    """The rows by table, reports numbered from 11, claims from 101, readings from 1,001, captures from 2,001."""
    data = readings_file([stored(place, f"in.jsonl:{place}", "line", b"{%d}" % place, one) for place, one in enumerate(readings)])
    found = columns_of(parquet.ParquetFile(io.BytesIO(data)).read(columns=list(ASKED)))
    if found is None:
        return None
    chosen: dict[int, Numbers] = {}
    first = 101
    for one in found.arrivals():
        place = one.place
        assert one.hash == hash_of(b"{%d}" % place) and one.claims == len(readings[place].claims)
        chosen[place] = (2001 + place, 11 + place, False, 0, 0)
        if new(place):
            chosen[place] = (2001 + place, 11 + place, True, 1001 + place, first)
            first += one.claims
    told = found.numbered(chosen, 7, NOW)
    assert told.keys() == set(IN_ORDER)
    return {name: list(zip(*(one.to_pylist() for one in table.columns), strict=True)) for name, table in told.items()}


def columns(*readings: Reading, without: int = -1) -> Columns | None:
    """The rows of ``report``, and for each report those of ``claim``, of all but one reading."""
    told = numbered(readings, new=lambda place: place != without)
    if told is None:
        return None
    claims = told["claim"]
    assert [claim[0] for claim in claims] == list(range(101, 101 + len(claims)))
    numbers = [11 + place for place in range(len(readings)) if place != without]
    return told["report"], [[claim[2:] for claim in claims if claim[1] == number] for number in numbers]


def rows(one: Reading) -> list[tuple[object, ...]]:
    return [in_order(tables.claim, claim_row(claim, 0, 0))[2:] for claim in one.claims]


def test_the_columns_are_in_the_order_of_the_table() -> None:
    readings = [build_reading(), replace(build_reading(), claims=()), *map(reading, range(40))]
    reports = [
        in_order(tables.report, report_row(one.report, 11 + place, report_key(one.report))) for place, one in enumerate(readings)
    ]
    assert columns(*readings) == (reports, [rows(one) for one in readings])
    for place in (0, 1, len(readings) - 1):
        others = [*readings[:place], *readings[place + 1 :]]
        assert columns(*readings, without=place) == ([*reports[:place], *reports[place + 1 :]], [rows(one) for one in others])
    assert columns(*readings[:1], without=0) == ([], [])


def test_captures_readings_and_bytes_come_with_them() -> None:
    readings = [reading(number) for number in range(3)]
    told = numbered(readings, new=lambda place: place != 1)
    assert told is not None
    assert told["capture"] == [
        (2001 + place, 7, hash_of(b"{%d}" % place), f"in.jsonl:{place}", "line", NOW, 11 + place) for place in range(3)
    ]
    assert told["blob"] == [blob_row(b"{%d}" % place) for place in (0, 2)]
    assert [row[:2] for row in told["reading"]] == [(1001, 11), (1003, 13)]
    assert [unpack_reading(row[3], 1) for row in told["reading"]] == [readings[0], readings[2]]
    for name in IN_ORDER:
        assert {len(row) for row in told[name]} == {len(tables.metadata.tables[name].columns)}


@pytest.mark.parametrize("name", ["nul\0", "long" * 200])
def test_names_that_no_codebook_has_are_left_to_the_readings(name: str) -> None:
    made = build_reading()
    claims = (replace(made.claims[0], type=name), *made.claims[1:])
    assert columns(replace(made, claims=claims)) is None
    assert [claim_values(one) for one in claims] == rows(replace(made, claims=claims))
    assert columns(replace(made, report=replace(made.report, publisher="long" * 200))) is None


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), max_size=600), st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(range(7)))
def test_whatever_a_claim_says_its_row_is_the_records(words: str, score: float, place: int) -> None:
    claim = build_reading().claims[place]
    made = replace(claim, id=words, mode=words or None, sentence=replace(claim.sentence, text=words), score=score)
    assert claim_values(made) == in_order(tables.claim, claim_row(made, 0, 0))[2:]
