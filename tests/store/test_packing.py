"""Small things packed with a dictionary: what comes back, how small they get, what damage does."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import RecordDamaged
from reportedly.store.packing import Kind, pack_small, unpack_small

KINDS: tuple[Kind, ...] = get_args(Kind)


@given(st.sampled_from(KINDS), st.binary(max_size=3000))
def test_what_is_packed_comes_back(kind: Kind, data: bytes) -> None:
    assert unpack_small(kind, pack_small(kind, data)) == data


@given(st.sampled_from(KINDS), st.binary(min_size=1, max_size=300), st.data())
def test_what_breaks_off_is_damage(kind: Kind, data: bytes, drawn: st.DataObject) -> None:
    packed = pack_small(kind, data)
    with pytest.raises(RecordDamaged):
        unpack_small(kind, packed[: drawn.draw(st.integers(0, len(packed) - 1))])


def test_what_is_no_packing_is_damage() -> None:
    with pytest.raises(RecordDamaged, match="A link that was packed"):
        unpack_small("link", b"\xff\xff\xff\xff")


def test_an_explanation_takes_less_than_a_third_of_its_size() -> None:
    said = {
        "judged": False, "reasons": ["type of event: other mode", "their reports share 41% of their story (ouldin, tarve)"],
        "score": 0.7310585786, "prior": -4.159,
        "features": [
            {"name": "story", "value": 0.41, "points": 1.93, "words": "their reports share 41% of their story (ouldin, tarve)"},
            {"name": "type", "value": "other mode", "points": -0.4, "words": "type of event: other mode"},
            {"name": "place", "value": "same", "points": 0.3, "words": "where: same"},
        ],
        "forbidden": None,
    }  # fmt: skip
    data = msgspec.json.encode(said)
    assert len(pack_small("link", data)) < len(data) / 3


def test_the_dictionaries_are_those_that_records_were_packed_with() -> None:
    """Packed when the format was made: a dictionary that changes can't read what stands in people's records."""
    assert unpack_small("link", bytes.fromhex(LINK)) == b'{"judged":true,"reasons":["where: same"],"score":0.9}'
    assert unpack_small("facts", bytes.fromhex(FACTS)) == b"\x93\xa7ASSAULT\xa9heavy-weapons\xaa2016-12-07"
    assert unpack_small("support", bytes.fromhex(SUPPORT)) == b"\xabresponsible\xc2\xa7verdict\xc0\xa4name\xa6Ouldin"


LINK = "c35f23c213074a215e0b00"
FACTS = "9b8cdd78246500"
SUPPORT = "c3ae1eec9065fea53929997900"
