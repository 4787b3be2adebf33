"""ZIP archives: members as items, and what a hostile or broken archive costs. The reports are invented."""

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from tests.ingest.outcomes import counted, outcomes, rejection, rejections, reports

from benchmarks import generated_files as files
from reportedly.ingest import archive, source
from reportedly.ingest.files import items_from_path, report_from_item
from reportedly.ingest.item import Item, NotReport
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Report

ONE, TWO = files.made(1), files.made(2)


def test_every_member_is_an_item_by_its_content() -> None:
    data = files.archive({"dir/a.txt": files.page(ONE), "b": files.text(TWO), "rows.jsonl": files.lines([ONE, TWO])})
    assert [where for where, _ in outcomes(data, "a.zip")] == ["a.zip!/dir/a.txt", "a.zip!/b", "a.zip!/rows.jsonl:1", "a.zip!/rows.jsonl:2"]
    assert [one.title for one in reports(data)] == [ONE.title, TWO.title, ONE.title, TWO.title]


def test_one_bad_member_costs_only_itself() -> None:
    data = files.archive({"a.txt": files.text(ONE), "b.bin": bytes(range(256)), "c.txt": b"", "d.html": files.page(TWO)})
    found = outcomes(data, "a.zip")
    assert [type(one) for _, one in found] == [Report, Rejection, Rejection, Report]
    assert [one.kind for one in rejections(data)] == ["NotText", "EmptyReport"]


def test_a_member_whose_bytes_are_damaged_costs_only_itself() -> None:
    data = bytearray(files.archive({"a.txt": files.text(ONE), "b.txt": files.text(TWO)}))
    data[60] ^= 0xFF
    (_, bad), (_, good) = outcomes(bytes(data))
    assert isinstance(bad, Rejection) and bad.kind == "BrokenFile" and "damaged" in bad.reason
    assert isinstance(good, Report)


def test_names_that_lead_out_of_the_folder_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    names = ["../../outside.txt", "/etc/outside.txt", "..\\..\\outside.txt", "C:\\outside.txt", "a/../../../outside.txt"]
    assert len(reports(files.archive({name: files.text(files.made(n)) for n, name in enumerate(names)}))) == len(names)
    assert os.listdir(inside) == [] and os.listdir(tmp_path) == ["inside"]


def test_names_are_shown_without_control_characters_and_stay_apart() -> None:
    data = files.archive({"a\x1b[31m\n.txt": files.text(ONE)})
    ((where, _),) = outcomes(data, "z.zip")
    assert where == "z.zip!/a\ufffd[31m\ufffd.txt"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("a.txt", files.text(ONE))
        packed.writestr("a.txt", files.text(TWO))
    assert [where for where, _ in outcomes(out.getvalue(), "z.zip")] == ["z.zip!/a.txt", "z.zip!/a.txt (2)"]


def test_folders_hidden_files_and_links_are_no_reports() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("folder/", b"")
        packed.writestr("folder/a.txt", files.text(ONE))
        packed.writestr("__MACOSX/folder/._a.txt", b"\0\1")
        packed.writestr(".DS_Store", b"\0\1")
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    assert len(reports(out.getvalue())) == 1
    assert counted(out.getvalue()) == {"hidden files": 2, "links": 1}


def test_an_encrypted_member_is_refused_with_that_reason() -> None:
    data = bytearray(files.archive({"a.txt": files.text(ONE), "b.txt": files.text(TWO)}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (where, bad), (_, good) = outcomes(bytes(data), "a.zip")
    assert isinstance(bad, Rejection) and isinstance(good, Report)
    assert where == "a.zip!/a.txt" and "encrypted" in bad.reason and "password" in bad.cure


def test_rare_ways_of_packing_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.txt", files.text(ONE))
    assert "lzma" in rejection(out.getvalue()).reason


def test_a_bomb_ends_where_it_swells_and_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "UNPACKED_FREE", 10_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("good.txt", files.text(ONE))
        for number in range(40):
            packed.writestr(f"{number}.jsonl", b"\0" * 1_000_000)
    (_, good), *rest = outcomes(out.getvalue(), "bomb.zip")
    assert isinstance(good, Report)
    last = rest[-1][1]
    assert isinstance(last, Rejection) and last.kind == "UnsafeFile" and "bomb" in last.reason
    assert sum(isinstance(one, Rejection) and one.kind == "UnsafeFile" for _, one in rest) == 1


def test_a_bomb_in_a_bomb_counts_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes out is measured against the file that was given, not level by level."""
    monkeypatch.setattr(source, "UNPACKED_FREE", 10_000_000)
    inner = files.archive({f"{n}.jsonl": b'{"' + b" " * 1_000_000 for n in range(3)})
    middle = files.archive({f"{n}.zip": inner for n in range(30)})
    outer = files.archive({f"{n}.zip": middle for n in range(30)})
    assert len(outer) < 30_000
    assert rejections(outer)[-1].kind == "UnsafeFile"


def overlapping(files_: int) -> bytes:
    """An archive whose every entry is the same bytes, as in Fifield's bomb of 2019."""
    single = files.archive({"a": b"\0" * 1000})
    start = single.index(b"PK\x01\x02")
    local, entry = single[:start], single[start : single.index(b"PK\x05\x06")]
    directory = entry * files_
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, files_, files_, len(directory), len(local), 0)
    return local + directory + end


def test_members_that_overlap_are_refused() -> None:
    assert "overlap" in rejection(overlapping(50)).reason


def test_too_many_members_are_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    data = files.archive({f"{n}.txt": files.text(ONE) for n in range(4)})
    assert rejection(data).kind == "UnsafeFile"
    monkeypatch.setattr(archive, "MAX_ENTRIES", 4)
    assert len(reports(data)) == 4


def test_members_of_archives_in_archives_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = files.archive({f"{n}.txt": files.text(ONE) for n in range(4)})
    data = files.archive({f"{n}.zip": inner for n in range(3)})
    assert len(reports(data)) == 12
    monkeypatch.setattr(archive, "MAX_ENTRIES", 12)
    assert [one.kind for one in rejections(data)] == ["UnsafeFile"]


@pytest.mark.parametrize("keep", [30, 200, -30, -1])
def test_an_archive_that_is_cut_off(keep: int) -> None:
    data = files.archive({"a.txt": files.text(ONE), "b.txt": files.text(TWO)})[:keep]
    assert rejection(data, "a.zip").kind == "BrokenFile"


def test_an_empty_archive() -> None:
    assert rejection(files.archive({})).kind == "EmptyReport"


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"<x/>"}, "Excel"),
        ({"[Content_Types].xml": b"<x/>", "ppt/a.xml": b"<x/>"}, "PowerPoint"),
    ],
)
def test_formats_that_are_archives_inside(members: dict[str, bytes], says: str) -> None:
    assert says in rejection(files.archive(members)).reason


def test_an_open_document_says_so_itself() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", "<x/>")
    assert "OpenDocument" in rejection(out.getvalue()).reason


def test_a_folder_called_word_makes_no_word_document() -> None:
    assert len(reports(files.archive({"word/a.txt": files.text(ONE), "xl/b.txt": files.text(TWO)}))) == 2


def test_a_word_document_is_one_item_also_within_an_archive() -> None:
    inside = list(items_from_path("-", stdin=io.BytesIO(files.archive({"a/b.docx": files.document(ONE)}))))
    assert [(one.where, one.kind) for one in inside if isinstance(one, Item)] == [("standard input!/a/b.docx", "docx")]


def test_a_word_document_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_DOCUMENT_BYTES", 2000)
    assert rejection(files.document(files.made(1, 40))).kind == "TooLarge"


def test_a_wacz_gives_its_pages_and_counts_the_rest() -> None:
    data = files.wacz([ONE, TWO])
    assert [where for where, one in outcomes(data, "crawl.wacz") if isinstance(one, Report)] == [
        f"crawl.wacz!/archive/data.warc.gz#3 {ONE.url}", f"crawl.wacz!/archive/data.warc.gz#6 {TWO.url}",
    ]  # fmt: skip
    assert [one.title for one in reports(data)] == [ONE.title, TWO.title]
    assert counted(data) == {
        "images": 2, "index files of a web archive": 2, "notes of the archive": 1, "requests": 2,
    }  # fmt: skip


def test_an_archive_from_a_pipe_is_read_as_one_from_a_file(tmp_path: Path) -> None:
    class Pipe(io.RawIOBase):
        """Bytes that can't be sought in."""

        def __init__(self, data: bytes) -> None:
            super().__init__()
            self.left = data

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            piece, self.left = self.left[: min(len(buffer), 1000)], self.left[min(len(buffer), 1000) :]
            buffer[: len(piece)] = piece
            return len(piece)

    data = files.archive({"a.txt": files.text(ONE), "b.csv": files.table([ONE, TWO]), "c.zip": files.archive({"d": files.page(TWO)})})
    path = tmp_path / "a.zip"
    path.write_bytes(data)

    def read(name: str) -> list[tuple[str, str | None]]:
        found = []
        for item in items_from_path(name, stdin=io.BufferedReader(Pipe(data))):
            assert isinstance(item, Item) and not isinstance(item, NotReport)
            made = report_from_item(item)
            assert isinstance(made, Report)
            found.append((item.where.partition("!")[2], made.title))
        return found

    assert read("-") == read(str(path)) and len(read("-")) == 4
