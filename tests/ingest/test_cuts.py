"""Pieces of a file give the items that the whole file gives, under the same names."""

import gzip
import io
import json
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.ingest.cuts import Range, ranges_of
from reportedly.ingest.files import items_from_bytes
from reportedly.ingest.item import Cut, Item, NotReport, Told
from reportedly.ingest.rejection import Rejection


def items(data: bytes, name: str, piece: Range | None = None) -> list[Item | Rejection | NotReport]:
    if piece is None:
        return list(items_from_bytes(data, name))
    told = Told(kind="jsonl" if piece.kind == "jsonl" else None, cut=Cut(first=piece.first, groups=piece.groups))
    return list(items_from_bytes(data if piece.groups else data[piece.start : piece.end], name, told))


def together(data: bytes, name: str, reports: int) -> list[Item | Rejection | NotReport]:
    return [one for piece in ranges_of(io.BytesIO(data), name, reports) for one in items(data, name, piece)]


def archive(count: int, packed: bool) -> bytes:
    records = []
    for number in range(count):
        kind = "image/png" if number % 5 == 4 else "text/html"
        page = f"<html><body><p>Invented report number {number}.</p></body></html>"
        block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{page}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://news.example/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        records.append(head + block + b"\r\n\r\n")
    return b"".join(gzip.compress(record, mtime=0) if packed else record for record in records)


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_is_cut_between_records(packed: bool) -> None:
    data, name = archive(23, packed), "a.warc.gz" if packed else "a.warc"
    whole = items(data, name)
    pieces = ranges_of(io.BytesIO(data), name, 7)
    assert [one.first for one in pieces] == [1, 8, 15, 22] and pieces[-1].end is None
    assert [one for one in together(data, name, 7) if isinstance(one, Item)] == [one for one in whole if isinstance(one, Item)]
    counted = sum(one.count for one in together(data, name, 7) if isinstance(one, NotReport))
    assert counted == sum(one.count for one in whole if isinstance(one, NotReport)) == 4


def test_an_archive_that_is_packed_as_one_or_small_is_read_as_a_whole() -> None:
    assert ranges_of(io.BytesIO(gzip.compress(archive(23, False))), "a.warc.gz", 7) == []
    assert ranges_of(io.BytesIO(archive(3, True)), "a.warc.gz", 7) == []
    assert ranges_of(io.BytesIO(b"Plain words. " * 100), "a.txt", 7) == []


def test_the_last_piece_of_a_damaged_archive_says_so() -> None:
    data = archive(23, False)[:-300]
    found = together(data, "a.warc", 7)
    assert {one.kind for one in found if isinstance(one, Rejection)} == {"BrokenFile"}
    assert [str(one) for one in found if isinstance(one, Rejection)] == [
        str(one) for one in items(data, "a.warc") if isinstance(one, Rejection)
    ]


def test_a_table_is_cut_between_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    table = pa.table({"text": [f"Invented report {number}." for number in range(50)], "id": list(range(50))})
    parquet.write_table(table, path, row_group_size=8)
    data = path.read_bytes()
    pieces = ranges_of(io.BytesIO(data), "t.parquet", 16)
    assert [one.groups for one in pieces] == [(0, 2), (2, 4), (4, 6), (6, 7)]
    assert together(data, "t.parquet", 16) == items(data, "t.parquet")


LINES = st.one_of(
    st.builds(lambda text: json.dumps({"text": text}).encode(), st.text(max_size=20)),
    st.sampled_from([b"", b"  ", b"{broken", b"\xff\xfe", b"{}", b"<html>", b"From x 2020"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=30), st.integers(1, 6), st.sampled_from([b"\n", b"\r\n"]), st.booleans())
def test_lines_are_cut_anywhere_without_a_difference(lines: list[bytes], reports: int, end: bytes, ended: bool) -> None:
    data = end.join([b'{"text": "Invented."}', *lines]) + (end if ended else b"")
    whole = items(data, "in.jsonl")
    pieces = ranges_of(io.BytesIO(data), "in.jsonl", reports)
    if pieces:
        assert together(data, "in.jsonl", reports) == whole
        assert pieces[0].start == 0 and all(one.end == two.start for one, two in pairwise(pieces))
    else:
        assert len(whole) <= reports
