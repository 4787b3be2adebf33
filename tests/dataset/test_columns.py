"""Claims as columns are just the rows that a record makes of the readings themselves."""

import io

import pyarrow.parquet as parquet
import pytest
from benchmarks.generated_readings import reading
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.conftest import build_reading

from reportedly.dataset.columns import claims_of
from reportedly.dataset.rows import readings_file, stored
from reportedly.schema import Reading
from reportedly.store import tables
from reportedly.store.arrivals import claim_values
from reportedly.store.rows import claim_row
from reportedly.store.statements import in_order


def columns(*readings: Reading) -> object:
    data = readings_file([stored(place, "in.jsonl", "line", b"{}", one) for place, one in enumerate(readings)])
    found = claims_of(parquet.read_table(io.BytesIO(data), columns=["claims"]))
    return None if found is None else [list(one) for one in found]


def rows(one: Reading) -> list[tuple[object, ...]]:
    return [in_order(tables.claim, claim_row(claim, 0, 0))[2:] for claim in one.claims]


def test_the_columns_are_in_the_order_of_the_table() -> None:
    readings = [build_reading(), replace(build_reading(), claims=()), *map(reading, range(40))]
    assert columns(*readings) == [rows(one) for one in readings]
    assert columns(replace(build_reading(), claims=())) == [[]]


@pytest.mark.parametrize("name", ["nul\0", "long" * 200])
def test_names_that_no_codebook_has_are_left_to_the_readings(name: str) -> None:
    made = build_reading()
    claims = (replace(made.claims[0], type=name), *made.claims[1:])
    assert columns(replace(made, claims=claims)) is None
    assert [claim_values(one) for one in claims] == rows(replace(made, claims=claims))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), max_size=600), st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(range(7)))
def test_whatever_a_claim_says_its_row_is_the_records(words: str, score: float, place: int) -> None:
    claim = build_reading().claims[place]
    made = replace(claim, id=words, mode=words or None, sentence=replace(claim.sentence, text=words), score=score)
    assert claim_values(made) == in_order(tables.claim, claim_row(made, 0, 0))[2:]
