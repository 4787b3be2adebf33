"""Keeping everything: what breaks off too, each exchange as soon as it was heard."""

from pathlib import Path

import pytest
from tests.fetch.sites import Hours, Site, answer
from warcio.archiveiterator import ArchiveIterator

from reportedly.errors import BadOption, NotFetched
from reportedly.fetch.fetcher import Fetcher
from reportedly.fetch.keeping import WarcFile
from reportedly.fetch.options import Options


def kept(path: Path) -> list[tuple[str, str | None]]:
    with path.open("rb") as stream:
        return [
            (record.rec_type, record.rec_headers.get_header("WARC-Truncated"))
            for record in ArchiveIterator(stream, check_digests="raise")
            if record.rec_type != "request"
        ]


def test_what_breaks_off_is_kept_with_its_mark(site: Site, tmp_path: Path) -> None:
    pages = {
        "/short": answer(b"short", Content_Length="500"), "/long": answer(b"x" * 9000),
        "/picture": answer(b"x" * 90, Content_Type="image/png"),
        "/moved": answer(b"", status="302 Found", Location="file:///etc/passwd"),
    }  # fmt: skip
    site.pages |= pages
    clock = Hours().clock()
    with WarcFile(tmp_path / "all.warc", clock) as file:
        fetcher = Fetcher(Options(private=True, max_bytes=5000, tries=1), clock=clock, heard=file.note)
        for number, path in enumerate(pages, start=2):
            with pytest.raises(NotFetched):
                fetcher.fetch(site.url + path)
            assert len(kept(tmp_path / "all.warc")) == 1 + number  # at once, and the robots.txt before it
    marks = [mark for kind, mark in kept(tmp_path / "all.warc") if kind == "response"]
    assert marks == [None, "disconnect", "length", "length", None]


def test_a_file_grows(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = answer()
    for times in (1, 2):
        with WarcFile(tmp_path / "all.warc", Hours().clock()) as file:
            Fetcher(Options(private=True), clock=Hours().clock(), heard=file.note).fetch(f"{site.url}/a")
        assert [kind for kind, _ in kept(tmp_path / "all.warc")] == ["warcinfo", "response", "response"] * times


def test_half_a_record_is_not_left_behind(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full in the middle of a record."""
    site.pages["/a"] = answer()
    with WarcFile(tmp_path / "all.warc", Hours().clock()) as file:
        fetcher = Fetcher(Options(private=True), clock=Hours().clock(), heard=file.note)
        fetcher.fetch(f"{site.url}/a")
        real = file._file

        class Full:
            def __getattr__(self, name: str) -> object:
                return getattr(real, name)

            def write(self, data: bytes) -> int:
                real.write(data[:100])
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(file, "_file", Full())
        with pytest.raises(BadOption) as told:
            fetcher.fetch(f"{site.url}/a")
        assert "No space left" in told.value.message
    assert [kind for kind, _ in kept(tmp_path / "all.warc")] == ["warcinfo", "response", "response"]


@pytest.mark.parametrize("name", ["text", ".", "none/all.warc"])
def test_another_file_is_left_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / "text").write_text("No archive.")
    with pytest.raises(BadOption) as told:
        WarcFile(tmp_path / name, Hours().clock())
    assert "--keep-warc" in told.value.cure and (tmp_path / "text").read_text() == "No archive."
