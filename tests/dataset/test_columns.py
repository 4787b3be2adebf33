"""Reports and claims as columns are just the rows that a record makes of the readings themselves."""

import io

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
from reportedly.store.archive import report_key
from reportedly.store.arrivals import claim_values
from reportedly.store.rows import claim_row, report_row
from reportedly.store.statements import in_order

Columns = tuple[list[tuple[object, ...]], list[list[tuple[object, ...]]]]


def columns(*readings: Reading, without: int = -1) -> Columns | None:
    """The rows of ``report``, and for each report those of ``claim``, of all but one reading; numbered from 11 and 101."""
    data = readings_file([stored(place, "in.jsonl", "line", b"{}", one) for place, one in enumerate(readings)])
    found = columns_of(parquet.ParquetFile(io.BytesIO(data)).read(columns=list(ASKED)))
    if found is None:
        return None
    chosen, first = {}, 101
    for place, count in enumerate(found.counts):
        if place != without:
            chosen[place] = (11 + place, first)
            first += count
    reports, claims = (list(zip(*(one.to_pylist() for one in table.columns), strict=True)) for table in found.numbered(chosen))
    assert [claim[0] for claim in claims] == list(range(101, first))
    return reports, [[claim[2:] for claim in claims if claim[1] == number] for number, _ in chosen.values()]


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
