"""Containers in containers, and what all have in common. The reports are invented."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ingest.outcomes import outcomes, rejection, reports

from benchmarks import generated_files as files
from reportedly.errors import MissingExtra
from reportedly.ingest import feed, limits, packed, warc
from reportedly.ingest.files import items_from_bytes, items_from_path, report_from_item, reports_from_path
from reportedly.ingest.given import Given
from reportedly.ingest.item import Item, NotReport, Told
from reportedly.ingest.rejection import Rejection
from reportedly.ingest.row import columns_of
from reportedly.ingest.source import Meter
from reportedly.schema import Report

ALL = [files.made(number) for number in range(6)]
DOCS = Path(__file__).parents[2] / "docs" / "formats-in.md"


def test_a_zip_of_a_packed_mailbox_of_a_mail_with_a_zip_of_pages() -> None:
    inner = files.archive({"deep/x.html": files.page(ALL[0])})
    box = files.mailbox([files.mail(ALL[1], {"pages.zip": ("application/zip", inner)})])
    data = files.archive({"mail/box.gz": gzip.compress(box)})
    found = outcomes(data, "all.zip")
    assert [where for where, _ in found] == ["all.zip!/mail/box.gz#1", "all.zip!/mail/box.gz#1!/pages.zip!/deep/x.html"]
    assert all(isinstance(one, Report) for _, one in found)


def test_archives_in_archives_end_at_a_depth() -> None:
    data = files.archive({"a.txt": files.text(ALL[0])})
    for _ in range(5):
        data = files.archive({"a.zip": data})
    assert len(reports(data)) == 1
    refused = rejection(files.archive({"a.zip": data}))
    assert refused.kind == "UnsafeFile" and "deep" in refused.reason


def test_an_archive_that_holds_itself_ends() -> None:
    """A quine is modelled by an archive of many that each hold many: the number of openings is bounded by depth and size."""
    data = files.archive({"a.txt": b"x"})
    for _ in range(10):
        data = files.archive({"1.zip": data, "2.zip": data})
    found = outcomes(data)
    assert len(found) == 2**6 and {type(one) for _, one in found} == {Rejection}


def test_what_is_told_of_bytes_from_the_web() -> None:
    told = Told(method="url", kind="html", charset="windows-1252", otherwise=Given(url="https://news.example/x"))
    body = "<p>Rebels left the Café Amara before dawn – the army said so on Sunday.</p>".encode("cp1252")
    [item] = [one for one in items_from_bytes(body, "https://news.example/x", told) if isinstance(one, Item)]
    report = report_from_item(item)
    assert isinstance(report, Report)
    assert (item.method, item.kind, report.url) == ("url", "html", "https://news.example/x") and "Café Amara before dawn –" in report.text


def test_the_address_of_an_archive_is_none_of_its_files() -> None:
    told = Told(method="url", otherwise=Given(url="https://news.example/all.zip", published="2021-05-06"))
    [report] = reports(files.archive({"a.txt": files.text(ALL[0])}), told=told)
    assert (report.url, report.published) == (None, "2021-05-06")


def test_standard_input_is_read_as_a_file(tmp_path: Path) -> None:
    for data in (files.archive({"a": files.page(ALL[0])}), files.table(ALL), files.columns(ALL), files.web_archive(ALL), files.rss(ALL)):
        path = tmp_path / "f"
        path.write_bytes(data)
        named = [one.title for one in reports_from_path(path) if isinstance(one, Report)]
        assert [one.title for one in reports_from_path("-", stdin=io.BytesIO(data)) if isinstance(one, Report)] == named != []


def test_parts_that_are_no_reports_are_told_to_who_listens(tmp_path: Path) -> None:
    path = tmp_path / "c.warc"
    path.write_bytes(files.web_archive(ALL))
    told: list[NotReport] = []
    assert len(list(reports_from_path(path, told=told.append))) == 6
    assert {one.what: one.count for one in told} == {"images": 6, "notes of the archive": 1, "requests": 6}


def test_the_meter_counts_the_file_and_not_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(files.lines(ALL * 50)))
    meter = Meter()
    assert sum(isinstance(one, Item) for one in items_from_path(path, meter=meter)) == 300
    assert meter.taken == path.stat().st_size and meter.unpacked == len(files.lines(ALL * 50))


@pytest.mark.parametrize(
    ("module", "data"),
    [(feed, files.rss(ALL)), (warc, files.web_archive(ALL)), (packed, b"\x28\xb5\x2f\xfd\x04\x00")],
)  # fmt: skip
def test_a_library_that_is_missing_is_one_rejection_with_its_cure(monkeypatch: pytest.MonkeyPatch, module: object, data: bytes) -> None:
    def missing(name: str, extra: str) -> None:
        raise MissingExtra(f"This needs {name}, which is not installed.", f"pip install 'reportedly[{extra}]'")

    monkeypatch.setattr(module, "needed", missing)
    found = rejection(data)
    assert found.kind == "MissingExtra" and "reportedly[formats]" in found.cure


def test_a_file_stays_closed_behind_who_stops_early(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(files.archive({f"{n}.txt": files.text(one) for n, one in enumerate(ALL)}))
    items = items_from_path(path)
    next(iter(items))
    del items  # an open file would be a warning, which is an error here


@pytest.mark.parametrize(
    ("limit", "value"),
    [("MAX_CHARS", "2,000,000"), ("MAX_BYTES", "8,000,000"), ("MAX_RATIO", "200 times"), ("MAX_DEPTH", "| 6 |")],
)  # fmt: skip
def test_the_documented_limits_are_those_that_hold(limit: str, value: str) -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert value in page and f"{getattr(limits, limit):,}" in value
    assert "256 MB" in page and limits.MAX_DOCUMENT_BYTES == 256 << 20
    assert "64 MB, 32 MB" in page and (limits.MAX_MAIL_BYTES, limits.MAX_FEED_BYTES) == (64 << 20, 32 << 20)


def test_the_documented_columns_are_known() -> None:
    page = DOCS.read_text(encoding="utf-8")
    table = page[page.index("| what | names |") :].partition("\n\n")[0]
    names = [name for line in table.splitlines()[2:] for name in line.split("`")[1::2]]
    assert len(names) > 20 and all(columns_of([name]) for name in names)


MAKERS: list[Callable[[], bytes]] = [
    lambda: files.lines(ALL), lambda: files.table(ALL), lambda: files.web_archive(ALL), lambda: files.rss(ALL), lambda: files.columns(ALL),
    lambda: files.mailbox(map(files.mail, ALL)), lambda: files.archive({"a.html": files.page(ALL[0])}),
]  # fmt: skip


@pytest.mark.parametrize("make", MAKERS)
def test_the_same_file_gives_the_same_items(make: Callable[[], bytes]) -> None:
    assert list(items_from_bytes(make(), "f")) == list(items_from_bytes(make(), "f"))
