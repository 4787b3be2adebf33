"""Web archives. The pages are invented."""

import gzip

import pytest
from tests.ingest.outcomes import counted, outcomes, rejections, reports

from benchmarks import generated_files as files
from reportedly.ingest import warc
from reportedly.ingest.files import items_from_bytes
from reportedly.ingest.item import Item
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Report

ALL = [files.made(number) for number in range(6)]
ONE = ALL[1]


def response(body: bytes, media_type: str = "text/html", status: str = "200 OK", url: str = ONE.url) -> bytes:
    return files.record("response", url, files.answer(body, media_type, status))


@pytest.mark.parametrize("packed", [False, True])
def test_pages_are_reports_and_all_else_is_counted(packed: bool) -> None:
    data = files.web_archive(ALL, packed=packed)
    assert [one.title for one in reports(data)] == [one.title for one in ALL]
    assert [where for where, one in outcomes(data, "c.warc") if isinstance(one, Report)] == [
        f"c.warc#{3 + 3 * place} {one.url}" for place, one in enumerate(ALL)
    ]
    assert counted(data) == {"images": 6, "notes of the archive": 1, "requests": 6}


def test_what_is_kept_of_a_page_is_what_the_server_meant() -> None:
    """Transfer and content coding are undone; the bytes of the page are not touched."""
    items = [one for one in items_from_bytes(files.web_archive(ALL), "w") if isinstance(one, Item)]
    assert [one.data for one in items] == [files.page(one) for one in ALL]


def test_the_address_holds_where_the_page_names_none_and_the_day_of_capture_is_no_day_of_publication() -> None:
    bare = b"<html><body><p>Rebels left the town of Tal Amara before dawn, the army said on Sunday.</p></body></html>"
    [report] = reports(response(bare, url="https://news.example/bare?x=1"))
    assert (report.url, report.published) == ("https://news.example/bare?x=1", None)
    [report] = reports(response(files.page(ONE), url="https://mirror.example/x"))
    assert report.url == ONE.url


def test_the_charset_that_the_server_states_counts() -> None:
    body = "<html><body><p>Rebels left the Café Amara before dawn – the army said so on Sunday.</p></body></html>".encode("cp1250")
    [report] = reports(response(body, "text/html; charset=windows-1250"))
    assert "Café Amara before dawn –" in report.text


def test_chunked_answers() -> None:
    page = files.page(ONE)
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(page[n : n + 500]), page[n : n + 500]) for n in range(0, len(page), 500)) + b"0\r\n\r\n"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
    [report] = reports(files.record("response", ONE.url, block))
    assert report.title == ONE.title


def test_documents_texts_and_other_media() -> None:
    data = b"".join([
        response(files.pdf(ONE), "application/pdf"), response(files.text(ALL[2]), "text/plain; charset=utf-8"),
        response(b"body {}", "text/css"), response(b"{}", "application/json"), response(b"x", "video/mp4"),
        response(b"User-agent: *", "text/plain", url="https://news.example/robots.txt"), response(b"Not found", status="404 Not Found"),
        response(b"", status="301 Moved"), files.record("revisit", ONE.url, b"HTTP/1.1 200 OK\r\n\r\n"),
        files.record("resource", "https://news.example/r", files.page(ALL[3]), "text/html"),
        files.record("conversion", "https://news.example/c", files.text(ALL[4]), "text/plain"),
    ])  # fmt: skip
    kinds = [(one.where.partition("#")[2].split()[0], one.kind) for one in items_from_bytes(data, "w") if isinstance(one, Item)]
    assert kinds == [("1", "pdf"), ("2", "text"), ("10", "html"), ("11", "text")]
    assert counted(data) == {
        "files for robots": 1, "pages seen again without a change": 1, "recordings": 1, "redirects and errors": 2,
        "scripts, styles and data": 2,
    }  # fmt: skip


def test_a_page_that_claims_to_be_a_document_is_what_it_is() -> None:
    items = [one for one in items_from_bytes(response(files.page(ONE), "application/pdf"), "w") if isinstance(one, Item)]
    assert [one.kind for one in items] == ["html"]


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_is_cut_off_keeps_what_it_has_and_says_so(packed: bool) -> None:
    data = files.web_archive(ALL, packed=packed)
    for keep in range(len(data) // 2, len(data) - 4, 211):
        found = [one for _, one in outcomes(data[:keep])]
        assert sum(isinstance(one, Report) for one in found) >= 2
        assert all(one.text in {made.text for made in ALL} for one in found if isinstance(one, Report)), "a page cut off is no report"
        assert any(isinstance(one, Rejection) and one.kind == "BrokenFile" for one in found), keep


def test_a_page_whose_packing_is_damaged_costs_only_itself() -> None:
    body = bytearray(gzip.compress(files.page(ONE), mtime=0))
    body[20] ^= 0xFF
    broken = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + bytes(body)
    data = response(files.page(ALL[0])) + files.record("response", ONE.url, broken) + response(files.page(ALL[2]))
    assert [type(one) for _, one in outcomes(data)] == [Report, Rejection, Report]


def test_a_page_that_is_a_bomb() -> None:
    bomb = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"\0" * 200_000_000)
    found = rejections(files.record("response", ONE.url, bomb))
    assert found[0].kind == "TooLarge"


def test_scripts_are_no_text_and_prompts_are_words() -> None:
    for report in reports(files.web_archive(ALL)):
        assert "instructions" not in report.text


def test_a_panic_in_the_library_is_no_more_than_a_damaged_file() -> None:
    class PanicException(BaseException):
        """As Rust extensions raise it: no Exception."""

    def panic(*_: object, **__: object) -> object:
        raise PanicException("called unwrap on an error")

    with pytest.raises(OSError, match="gave up"):
        warc._calm(panic)
    with pytest.raises(KeyboardInterrupt):
        warc._calm(_interrupted)


def _interrupted() -> None:
    raise KeyboardInterrupt


def test_a_file_that_begins_as_an_archive_only() -> None:
    assert counted(b"WARC/1.0\r\n\r\n") == {"records of an unknown type": 1}
    assert rejections(b"WARC/")[0].kind == "BrokenFile"
