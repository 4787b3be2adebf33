"""Sources: looked into, measured, never raising in a parser's hands."""

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import BrokenFile, MissingFile, TooLarge, UnsafeFile
from reportedly.ingest.given import Given
from reportedly.ingest.item import Told
from reportedly.ingest.limits import MAX_RATIO, UNPACKED_FREE
from reportedly.ingest.source import Meter, Source


class Failing(io.RawIOBase):
    """Gives ten bytes, then fails."""

    def __init__(self) -> None:
        super().__init__()
        self.given = False

    def readable(self) -> bool:
        return True

    def read(self, count: int = -1) -> bytes:
        if self.given:
            raise OSError(5, "Input/output error")
        self.given = True
        return b"0123456789"


@given(st.binary(max_size=300), st.lists(st.integers(0, 400), max_size=4), st.booleans())
def test_looking_takes_nothing(data: bytes, looks: list[int], seekable: bool) -> None:
    stream = io.BytesIO(data)
    source = Source(stream, "s")
    if not seekable:
        source.sought = False
    for count in looks:
        assert data.startswith(source.peek(count)) and len(source.peek(count)) >= min(count, len(data))
    assert source.seekable().read() == data
    assert source.seekable().read() == data
    assert source.meter.taken >= len(data)
    source.close()


def test_seeking_after_looking() -> None:
    data = random.Random(3).randbytes(2_000_000)
    source = Source(io.BytesIO(data), "s")
    source.peek(100_000)
    stream = source.seekable()
    for place in (0, 1_999_990, 5, 700_000, 262_144):
        stream.seek(place)
        assert stream.tell() == place and stream.read(10) == data[place : place + 10]
    assert stream.seek(-5, io.SEEK_END) == 1_999_995 and stream.read() == data[-5:]


def test_a_fault_ends_it_and_is_kept() -> None:
    source = Source(Failing(), "s")  # type: ignore[arg-type]
    assert source.stream.read() == b"0123456789"
    assert isinstance(source.fault, MissingFile) and "Input/output" in source.fault.message
    part = Source(io.BytesIO(b"x"), "s").part(Failing(), "s!/p")  # type: ignore[arg-type]
    with pytest.raises(BrokenFile, match="damaged or cut off"):
        part.whole(100)
    part = Source(io.BytesIO(b"x"), "s").part(Failing(), "s!/p")  # type: ignore[arg-type]
    with pytest.raises(BrokenFile):
        part.seekable()
    part.close()


def test_whole_has_a_limit() -> None:
    assert Source(io.BytesIO(b"x" * 10), "s").whole(10) == b"x" * 10
    with pytest.raises(TooLarge, match="more than 9 bytes"):
        Source(io.BytesIO(b"x" * 10), "s").whole(9)


def test_what_comes_out_is_measured_against_what_went_in() -> None:
    meter = Meter()
    meter.unpack(UNPACKED_FREE)
    assert not meter.burst
    with pytest.raises(UnsafeFile, match=str(MAX_RATIO)):
        meter.unpack(1)
    assert meter.burst
    meter = Meter()
    meter.taken = 1_000_000
    meter.unpack(UNPACKED_FREE + MAX_RATIO * 1_000_000)
    with pytest.raises(UnsafeFile):
        meter.unpack(1)


def test_what_is_told_of_a_container_holds_for_its_parts_as_far_as_it_can() -> None:
    told = Told(method="url", otherwise=Given(url="https://news.example/x", published="2021-01-01", publisher="Courier", title="T"))
    source = Source(io.BytesIO(b""), "s", told)
    assert source.part(io.BytesIO(b""), "s").told == told
    part = source.part(io.BytesIO(b""), "p", Told(method="member"))
    assert part.told == Told(method="member", otherwise=Given(published="2021-01-01", publisher="Courier"))
    assert source.depth == 0 and part.depth == 1 and part.meter is source.meter
