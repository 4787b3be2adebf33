"""The archive of a fetch, read back by the two libraries that read such archives."""

import gzip
import io
from datetime import UTC, datetime

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from tests.fetch.sites import ARTICLE, Site, answer, open_fetcher
from warcio.archiveiterator import ArchiveIterator

from reportedly.errors import RecordDamaged
from reportedly.fetch.address import address_of
from reportedly.fetch.exchange import Exchange
from reportedly.fetch.fetcher import Fetched
from reportedly.fetch.replay import page_of
from reportedly.fetch.warc import warc_of

CHUNKED = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (ARTICLE[:99], ARTICLE[99:])) + b"0\r\n\r\n"
PAGES = [
    answer(),
    answer(gzip.compress(ARTICLE), Content_Encoding="gzip"),
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKED,
    b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + ARTICLE,
    answer(Set_Cookie="id=secret"),
]


def fetched(site: Site, page: bytes) -> Fetched:
    site.pages["/old"] = answer(b"", status="301 Moved", Location="/page")
    site.pages["/page"] = page
    got = open_fetcher().fetch(f"{site.url}/old")
    assert isinstance(got, Fetched)
    return got


@pytest.mark.parametrize("page", PAGES)
def test_warcio_reads_it_and_finds_its_digests_right(site: Site, page: bytes) -> None:
    got = fetched(site, page)
    found = []
    for record in ArchiveIterator(io.BytesIO(got.warc), check_digests="raise"):
        body = record.content_stream().read()
        found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), body))
        assert record.digest_checker.passed is not False
        assert record.rec_headers.get_header("WARC-Date") <= got.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert [kind for kind, _, _ in found] == ["warcinfo", "response", "request", "response", "request"]
    assert [url for _, url, _ in found[1:]] == [f"{site.url}/old"] * 2 + [f"{site.url}/page"] * 2
    assert found[3][2] == ARTICLE and b"secret" not in got.warc


@pytest.mark.parametrize("page", PAGES)
def test_fastwarc_reads_it_and_finds_its_digests_right(site: Site, page: bytes) -> None:
    got = fetched(site, page)
    for record in FastIterator(io.BytesIO(got.warc), parse_http=False):
        assert record.verify_block_digest()
    records = list(FastIterator(io.BytesIO(got.warc), record_types=WarcRecordType.response, auto_decode="all", parse_http=True))
    assert len(records) == 2
    for record in FastIterator(io.BytesIO(got.warc), record_types=WarcRecordType.response, auto_decode="all"):
        last = (record.headers["WARC-Target-URI"], record.headers["WARC-IP-Address"], record.http_headers.status_code, record.reader.read())
    assert last == (f"{site.url}/page", "127.0.0.1", 200, ARTICLE)


@pytest.mark.parametrize("page", PAGES)
def test_the_page_comes_out_as_it_was_read(site: Site, page: bytes) -> None:
    got = fetched(site, page)
    assert page_of(got.warc) == got.payload == ARTICLE


def test_an_archive_that_is_damaged_is_said_to_be(site: Site) -> None:
    warc = fetched(site, answer()).warc
    cut = [warc[:place] for place in range(1, len(warc), 97)]
    others = [b"", b"No archive.", warc.replace(b"HTTP/1.1 200", b"HTTP/1.1 abc"), warc.replace(b"http://", b"ftp://"), warc + b"WARC/1.1"]
    for data in (*cut, *others, warc_of([step(truncated="disconnect", head=b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")])):
        try:
            page_of(data)
        except RecordDamaged as error:
            assert error.cure
        else:
            assert warc.startswith(data) and data.endswith(b"\r\n\r\n")  # cut off between two records


def step(**changes: object) -> Exchange:
    fields = {
        "address": address_of("https://news.example/a"), "ip": "93.184.216.34", "at": datetime(2031, 4, 8, 12, tzinfo=UTC),
        "request": b"GET /a HTTP/1.1\r\nHost: news.example\r\n\r\n", "head": b"HTTP/1.1 200 OK\r\n\r\n", "body": b"Part of", "status": 200,
        "headers": (), "payload": b"Part of",
    }  # fmt: skip
    return Exchange(**(fields | changes))  # type: ignore[arg-type]


def test_the_same_exchange_makes_the_same_archive() -> None:
    assert warc_of([step()]) == warc_of([step()]) != warc_of([step(body=b"Other")])
    ids = [line for line in warc_of([step(), step()]).split(b"\r\n") if line.startswith(b"WARC-Record-ID")]
    assert len(ids) == 5


@pytest.mark.parametrize("why", ["length", "time", "disconnect"])
def test_what_is_not_whole_says_so(why: str) -> None:
    found = list(ArchiveIterator(io.BytesIO(warc_of([step(truncated=why)]))))
    assert len(found) == 3
    assert f"WARC-Truncated: {why}\r\n".encode() in warc_of([step(truncated=why)])
    assert b"WARC-Truncated" not in warc_of([step()])


def test_a_fetch_without_a_step_is_none() -> None:
    with pytest.raises(ValueError):
        warc_of([])
