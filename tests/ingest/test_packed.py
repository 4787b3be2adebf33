"""Packed single files. The reports are invented."""

import bz2
import gzip
import lzma
import shutil
import subprocess
from collections.abc import Callable

import pytest
from tests.ingest.outcomes import outcomes, rejection, rejections, reports

from benchmarks import generated_files as files
from reportedly.ingest import source
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Report

ALL = [files.made(number) for number in range(200)]
ONE = ALL[1]


def zstd(data: bytes) -> bytes:
    program = shutil.which("zstd")
    if program is None:
        pytest.skip("the program zstd is not there to pack with")
    return subprocess.run([program, "-c", "-q"], input=data, capture_output=True, check=True).stdout


PACKERS: list[Callable[[bytes], bytes]] = [gzip.compress, bz2.compress, lzma.compress, zstd]


@pytest.mark.parametrize("pack", PACKERS)
def test_what_is_packed_reads_as_what_is_not(pack: Callable[[bytes], bytes]) -> None:
    for data in (files.page(ONE), files.text(ONE), files.lines(ALL[:3]), files.table(ALL[:3]), files.mail(ONE)):
        assert [where for where, _ in outcomes(pack(data), "f.gz")] == [where for where, _ in outcomes(data, "f.gz")]
        assert reports(pack(data)) == reports(data)


@pytest.mark.parametrize("pack", PACKERS)
def test_members_one_after_the_other_are_one_file(pack: Callable[[bytes], bytes]) -> None:
    data = pack(files.lines(ALL[:100])) + pack(files.lines(ALL[100:]))
    assert [one.given_id for one in reports(data)] == [str(one.number) for one in ALL]


@pytest.mark.parametrize("pack", PACKERS)
def test_a_file_that_is_cut_off_gives_what_it_has_and_says_so(pack: Callable[[bytes], bytes]) -> None:
    noise = [files.made(number * 7919 + 13) for number in range(1200)]
    data = pack(files.lines(noise))
    found = outcomes(data[: len(data) * 2 // 3], "f.jsonl.gz")
    assert sum(isinstance(one, Report) for _, one in found) > 0 or pack is bz2.compress
    last = found[-1][1]
    assert isinstance(last, Rejection) and last.kind == "BrokenFile" and "cut off" in last.reason


@pytest.mark.parametrize("pack", PACKERS)
def test_what_is_damaged_is_said(pack: Callable[[bytes], bytes]) -> None:
    data = bytearray(pack(files.text(ONE)))
    for place in range(len(data) // 2, len(data) // 2 + 8):
        data[place] ^= 0xA5
    assert rejection(bytes(data)).kind == "BrokenFile"


@pytest.mark.parametrize("pack", PACKERS)
def test_a_bomb_ends_where_it_swells(pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "UNPACKED_FREE", 5_000_000)
    found = rejections(pack(b'{"text": "' + b"\0" * 15_000_000))
    assert found[-1].kind == "UnsafeFile"


def test_a_file_packed_over_and_over_is_refused() -> None:
    data = files.text(ONE)
    for _ in range(6):
        data = gzip.compress(data)
    assert len(reports(data)) == 1
    refused = rejection(gzip.compress(data))
    assert refused.kind == "UnsafeFile" and "deep" in refused.reason


def test_xz_that_asks_for_much_memory_is_refused() -> None:
    data = lzma.compress(files.text(ONE), filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 29, "preset": 0}])
    assert rejection(data).kind == "BrokenFile"


def test_the_name_within_tells_json_lines_whose_first_lines_are_broken() -> None:
    data = gzip.compress(b"cut off\n" + files.line(ONE))
    assert [type(one) for _, one in outcomes(data, "f.jsonl.gz")] == [Rejection, Report]
