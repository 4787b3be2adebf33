"""What is packed comes back as it was, for any bytes and any text; what is not as it was is told."""

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.store.filling import READING, with_text

from reportedly.errors import RecordDamaged
from reportedly.store.archive import (
    MOST_INDEXED,
    fitting,
    hash_of,
    pack,
    pack_reading,
    plain,
    report_key,
    unpack,
    unpack_reading,
)

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)  # halves of surrogate pairs included


@given(
    st.binary(max_size=2000) | st.builds(lambda one, times: one * times, st.binary(max_size=20), st.integers(0, 500))
)
def test_bytes_come_back(data: bytes) -> None:
    codec, packed = pack(data)
    assert unpack(hash_of(data), codec, packed) == data
    assert len(packed) <= len(data)


@given(st.binary(min_size=1, max_size=300), st.integers(0), st.integers(1, 255))
def test_a_changed_byte_is_never_read_as_something_else(data: bytes, place: int, change: int) -> None:
    codec, packed = pack(data)
    broken = bytearray(packed)
    broken[place % len(packed)] ^= change
    try:
        assert unpack(hash_of(data), codec, bytes(broken)) == data  # zlib has bits that mean nothing
    except RecordDamaged as error:
        assert error.cure


@settings(deadline=None)
@given(ANY)
def test_readings_come_back(text: str) -> None:
    reading = replace(with_text(text), report=replace(with_text(text).report, title=text[:5], byline=text or None))
    assert unpack_reading(pack_reading(reading), 1) == reading


def test_the_whole_reading_comes_back() -> None:
    assert unpack_reading(pack_reading(READING), 1) == READING


@pytest.mark.parametrize(
    "body", [b"", b"nothing packed", zlib.compress(b"{}"), zlib.compress(b"[1"), zlib.compress(b"\xff")]
)
def test_what_is_no_reading_is_told(body: bytes) -> None:
    with pytest.raises(RecordDamaged, match=r"report 7 can't be read back.*Restore"):
        unpack_reading(body, 7)


@given(ANY)
def test_plain_text_can_be_kept_and_has_the_same_offsets(text: str) -> None:
    kept = plain(text)
    assert len(kept) == len(text) and "\x00" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert all(one == other or other == "\ufffd" for one, other in zip(text, kept, strict=True))
    assert plain(kept) == kept


@given(st.text(min_size=MOST_INDEXED - 2, max_size=MOST_INDEXED + 40), st.text(max_size=30))
def test_long_names_fit_an_index_and_stay_apart(name: str, more: str) -> None:
    assert len(fitting(name).encode("utf-8", "surrogatepass")) < 2_704
    assert (fitting(name) == fitting(name + more)) == (more == "")


@given(st.tuples(*[ANY | st.none()] * 4), st.tuples(*[ANY | st.none()] * 4))
def test_only_reports_with_the_same_parts_have_the_same_key(
    one: tuple[str | None, ...], other: tuple[str | None, ...]
) -> None:
    keys = []
    for publisher, published, url, title in (one, other):
        parts = {"publisher": publisher, "published": published, "url": url, "title": title}
        keys.append(report_key(replace(READING.report, **parts)))
    assert (keys[0] == keys[1]) == (one == other)


def test_the_key_is_the_same_in_every_run() -> None:
    assert report_key(READING.report) == "sha256:f1222dbb11e0bcb996f64dc244b64eafb23b09a77e085dec278133d995c1e96a"


def test_the_key_leaves_out_what_says_nothing_of_the_report() -> None:
    other = replace(READING.report, given_id="x", byline="somebody", language=None)
    assert report_key(other) == report_key(READING.report)
    assert report_key(replace(READING.report, url=READING.report.title, title=READING.report.url)) != report_key(
        READING.report
    )
