"""Tar archives: members as items, and what a hostile or broken archive costs. The reports are invented."""

import gzip
import io
import os
import tarfile
import tracemalloc
from pathlib import Path

import pytest
from tests.ingest.outcomes import counted, outcomes, rejection, rejections, reports

from benchmarks import generated_files as files
from reportedly.ingest import source, tar
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Report

ONE, TWO = files.made(1), files.made(2)
LONG = "a folder with a long name/" * 8 + "b.html"


def with_members(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:") as packed:
        for member, data in members:
            member.size = member.size or len(data)
            packed.addfile(member, io.BytesIO(data) if member.isreg() and data else None)
    return out.getvalue()


def named(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, link
    return member


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_member_is_an_item_by_its_content(form: int) -> None:
    data = files.tape({"dir/a.txt": files.page(ONE), "b": files.text(TWO), "rows.jsonl": files.lines([ONE, TWO])}, form)
    assert [where for where, _ in outcomes(data, "a.tar")] == ["a.tar!/dir/a.txt", "a.tar!/b", "a.tar!/rows.jsonl:1", "a.tar!/rows.jsonl:2"]
    assert [one.title for one in reports(data)] == [ONE.title, TWO.title, ONE.title, TWO.title]


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_names_are_kept_and_packed_archives_are_read(form: int) -> None:
    data = gzip.compress(files.tape({LONG: files.page(ONE), "inner.zip": files.archive({"c": files.text(TWO)})}, form))
    assert [where for where, _ in outcomes(data, "a.tar.gz")] == [f"a.tar.gz!/{LONG}", "a.tar.gz!/inner.zip!/c"]
    assert len(reports(data)) == 2


def test_an_archive_of_before_1988_has_no_mark_and_is_known_by_its_sum() -> None:
    data = bytearray(files.tape({"a.txt": files.text(ONE)}, tarfile.USTAR_FORMAT))
    data[257:512] = bytes(255)
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    assert [one.title for one in reports(bytes(data))] == [ONE.title]


def test_folders_hidden_files_links_and_devices_are_no_reports() -> None:
    data = with_members(
        (named("folder", tarfile.DIRTYPE), b""), (named("folder/a.txt"), files.text(ONE)), (named("folder/._a.txt"), b"\0\1"),
        (named("link", tarfile.SYMTYPE, "/etc/passwd"), b""), (named("hard", tarfile.LNKTYPE, "folder/a.txt"), b""),
        (named("pipe", tarfile.FIFOTYPE), b""), (named("disk", tarfile.BLKTYPE), b""),
    )  # fmt: skip
    assert len(reports(data)) == 1
    assert counted(data) == {"hidden files": 1, "links": 2, "devices": 2}


def test_names_that_lead_out_of_the_folder_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    names = ["../../outside.txt", "/etc/outside.txt", "..\\..\\outside.txt", "a/../../../outside.txt"]
    assert len(reports(files.tape({name: files.text(files.made(n)) for n, name in enumerate(names)}))) == len(names)
    assert os.listdir(inside) == [] and os.listdir(tmp_path) == ["inside"]


def test_one_bad_member_costs_only_itself() -> None:
    data = files.tape({"a.txt": files.text(ONE), "b.bin": bytes(range(256)), "c.txt": b"", "a.txt ": files.page(TWO)})
    found = outcomes(data, "a.tar")
    assert [type(one) for _, one in found] == [Report, Rejection, Rejection, Report]
    assert [one.kind for one in rejections(data)] == ["NotText", "EmptyReport"]


def test_a_header_that_is_damaged_is_said_and_is_no_end() -> None:
    data = bytearray(files.tape({"a.txt": files.text(ONE), "b.txt": files.text(TWO)}, tarfile.USTAR_FORMAT))
    data[bytes(data).index(b"b.txt") + 120] ^= 0x1
    (_, good), (where, bad) = outcomes(bytes(data), "a.tar")
    assert isinstance(good, Report)
    assert isinstance(bad, Rejection) and where == "a.tar" and "damaged" in bad.reason


def cut_places() -> list[int]:
    data = files.tape({"a.txt": files.text(ONE), "b.txt": files.text(TWO)}, tarfile.USTAR_FORMAT)
    second = data.index(b"b.txt")
    return [second - 30, second, second + 40, second + 512, second + 600]


@pytest.mark.parametrize("keep", cut_places())
def test_an_archive_that_is_cut_off_gives_what_it_has_and_says_so(keep: int) -> None:
    data = files.tape({"a.txt": files.text(ONE), "b.txt": files.text(TWO)}, tarfile.USTAR_FORMAT)[:keep]
    found = outcomes(data, "a.tar")
    assert isinstance(found[0][1], Report)
    assert rejections(data) and all(one.kind == "BrokenFile" for one in rejections(data)), found


def test_a_packed_archive_that_is_cut_off_says_so() -> None:
    data = gzip.compress(files.tape({"a.txt": files.text(ONE), "b.txt": os.urandom(40_000)}))
    assert rejections(data[: len(data) // 2])


def test_a_bomb_ends_where_it_swells_and_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "UNPACKED_FREE", 10_000_000)
    data = gzip.compress(files.tape({"good.txt": files.text(ONE), **{f"{n}.jsonl": b"\0" * 1_000_000 for n in range(40)}}))
    (_, good), *rest = outcomes(data, "bomb.tar.gz")
    assert isinstance(good, Report)
    last = rest[-1][1]
    assert isinstance(last, Rejection) and last.kind == "UnsafeFile" and "bomb" in last.reason
    assert sum(isinstance(one, Rejection) and one.kind == "UnsafeFile" for _, one in rest) == 1


def test_a_hole_of_a_terabyte_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sparse member says where its bytes stand, and is otherwise nothing: small as a file, endless when read."""
    monkeypatch.setattr(source, "UNPACKED_FREE", 10_000_000)
    member = tarfile.TarInfo("a.jsonl")
    member.type = tarfile.GNUTYPE_SPARSE
    header = bytearray(member.tobuf(tarfile.GNU_FORMAT))
    header[386:398], header[398:410] = b"%011o\0" % 0, b"%011o\0" % 0
    header[483:495] = b"\x80\0\0\0\0\0\1\0\0\0\0\0"
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    data = bytes(header) + bytes(1024)
    assert rejections(data)[-1].kind == "UnsafeFile" and len(rejections(data)) <= 2


def test_a_name_that_says_to_be_endless_takes_no_memory() -> None:
    member = tarfile.TarInfo("././@LongLink")
    member.type, member.size = tarfile.GNUTYPE_LONGNAME, 200_000_000
    data = member.tobuf(tarfile.GNU_FORMAT) + b"a" * 5_000_000
    tracemalloc.start()
    found = rejection(data, "a.tar")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.kind == "BrokenFile" and "too long" in found.reason
    assert peak < 4_000_000


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = files.tape({f"{n}.txt": files.text(files.made(n)) for n in range(4)})
    monkeypatch.setattr(tar, "MAX_ENTRIES", 3)
    assert [one.kind for one in rejections(data)] == ["UnsafeFile"]
    monkeypatch.setattr(tar, "MAX_ENTRIES", 4)
    assert len(reports(data)) == 4


def test_an_empty_archive() -> None:
    assert rejection(with_members((named("folder", tarfile.DIRTYPE), b""))).kind == "EmptyReport"
