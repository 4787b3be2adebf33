"""Adding addresses: fetched politely, archived whole, accounted for; one that fails costs no other."""

import gzip
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.fetch.sites import ARTICLE, Hours, Site, answer, open_fetcher
from tests.ingest.samples import docx_sample, pdf_sample
from warcio.archiveiterator import ArchiveIterator

from reportedly.ingest.files import items_from_bytes, report_from_item
from reportedly.ingest.item import Item
from reportedly.ingest.rejection import Rejection
from reportedly.record.account import Account
from reportedly.record.adding import Adding
from reportedly.record.record import Record
from reportedly.record.steps import Wanted
from reportedly.schema import MadeBy, Reading, Report
from reportedly.store import tables
from reportedly.store.archive import hash_of
from reportedly.store.sql import Store

# Invented, as all of these texts are.
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Tel Amara Post (invented)</title>
<item><title>Depot shelled (invented)</title><link>{url}/1</link><guid>one</guid>
<pubDate>Tue, 08 Apr 2031 10:00:00 +0300</pubDate>
<content:encoded><![CDATA[<p>Fighters of the Amber Front shelled a grain depot near Tel Amara on Sunday, residents said. The governor of
the province said that nobody was hurt, and that the depot had been empty.</p>]]></content:encoded></item>
<item><title>Bridge closed (invented)</title><link>{url}/2</link><guid>two</guid><description>The army has closed the bridge near Tel Amara
to all traffic after a night of shelling, the mayor said on Monday morning.</description></item>
</channel></rss>"""


class PlainReader:
    """Reads every report, and finds nothing in it."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.read: list[Report] = []
        self._stop_after = stop_after

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Reading | Rejection]:
        for item in items:
            if isinstance(item, Rejection):
                yield item
                continue
            if len(self.read) == self._stop_after:
                raise KeyboardInterrupt
            self.read.append(item)
            made_by = MadeBy(reportedly="1", model="sha256:00", codebook="plover")
            yield Reading(report=item, mentions=(), entities=(), attributions=(), claims=(), events=(), made_by=made_by)


def add(store: Store, *names: str, reader: PlainReader | None = None, hours: Hours | None = None) -> Account:
    wanted = Wanted(paths=names, fetcher=open_fetcher(hours))
    return Adding(store, reader or PlainReader(), wanted).run()


def captures(store: Store) -> list[tuple[str, str, str]]:
    asked = select(tables.capture.c.source, tables.capture.c.method, tables.capture.c.hash).order_by(tables.capture.c.id)
    with store.reading() as snapshot:
        return [tuple(row) for row in snapshot.rows(asked)]


def test_an_address_becomes_a_report_with_the_archive_of_its_fetch(store: Store, site: Site) -> None:
    site.pages["/a"] = answer(b"", status="302 Found", Location="/b")
    site.pages["/b"] = answer(Set_Cookie="id=secret")
    account = add(store, f"{site.url}/a")
    assert (account.read, account.stored, account.rejected) == (1, 1, 0)
    ((source, method, name),) = captures(store)
    assert (source, method) == (f"{site.url}/a", "url")
    with store.reading() as snapshot:
        warc = snapshot.original(name)
        report = snapshot.rows(select(tables.report))[0]
    assert hash_of(warc) == name and b"secret" not in warc
    steps = [(one.rec_headers.get_header("WARC-Target-URI"), one.content_stream().read()) for one in ArchiveIterator(BytesIO(warc))]
    assert [url for url, _ in steps[1:]] == [f"{site.url}/a"] * 2 + [f"{site.url}/b"] * 2 and steps[3][1] == ARTICLE
    assert report.url == f"{site.url}/b" and report.title == "Depot shelled near Tel Amara (invented)"
    assert store.verify().problems == ()


PLAIN = b"Residents of Tel Amara, an invented town, said on Monday that the road to the depot was open again after the shelling."
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    "page": answer(),
    "packed page": answer(gzip.compress(ARTICLE), Content_Encoding="gzip"),
    "page in chunks": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
    % (len(ARTICLE), ARTICLE),
    "text": answer(PLAIN, Content_Type="text/plain"),
    "PDF": answer(pdf_sample(), Content_Type="application/pdf"),
    "Word document": answer(docx_sample(), Content_Type=WORD),
}


@pytest.mark.parametrize("what", FORMATS)
def test_the_archive_read_again_gives_the_same_report(store: Store, site: Site, what: str) -> None:
    site.pages["/a"] = FORMATS[what]
    reader = PlainReader()
    assert add(store, f"{site.url}/a", reader=reader).rejections == ()
    with store.reading() as snapshot:
        warc = snapshot.original(captures(store)[0][2])
    (item,) = [item for item in items_from_bytes(warc, "again.warc") if isinstance(item, Item)]
    assert report_from_item(item) == reader.read[0]


@pytest.mark.parametrize("data", [pdf_sample(), docx_sample(), ARTICLE, PLAIN])
def test_what_it_is_is_told_by_its_content(store: Store, site: Site, data: bytes) -> None:
    """Neither the address nor the server's word decides."""
    site.pages["/report.exe"] = answer(data, Content_Type="application/octet-stream")
    account = add(store, f"{site.url}/report.exe")
    assert account.rejections == () and account.stored == 1


def test_one_address_never_costs_another(store: Store, site: Site, tmp_path: Path) -> None:
    site.pages |= {"/a": answer(), "/pic": answer(b"x", Content_Type="image/png")}
    site.pages["/robots.txt"] = answer(b"User-agent: *\nDisallow: /closed")
    (tmp_path / "b.txt").write_text("Residents of Tel Amara, an invented town, said on Monday that the road to the depot was open again.")
    names = ("ftp://x.example/", f"{site.url}/none", "http://ada:secret@x.example/", f"{site.url}/closed", "http://127.0.0.1:9/")
    account = add(store, *names, f"{site.url}/pic", f"{site.url}/a", str(tmp_path / "b.txt"), f"{site.url}/a#again")
    assert (account.read, account.stored, account.duplicate, account.rejected) == (8, 2, 0, 6)
    kinds = [one.kind for one in account.rejections]
    assert kinds == ["BadAddress", "BadAnswer", "BadAddress", "RobotsRefused", "BadAddress", "BadAnswer"]
    assert all(one.reason and one.cure for one in account.rejections)


def test_names_and_passwords_stand_nowhere_in_the_record(store: Store, tmp_path: Path) -> None:
    account = add(store, "http://ada:secret@x.example/page", "https://ada:se/cret@x.example/")
    assert account.rejected == 2 and "secret" not in repr(account) and "cret@" not in repr(account)
    store.close()
    assert not any(b"secret" in path.read_bytes() or b"cret@" in path.read_bytes() for path in tmp_path.iterdir())


def test_without_leave_nothing_inside_is_asked(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = answer()
    with Record.open(tmp_path / "record.db", create=True) as record:
        account = record.add(f"{site.url}/a", "http://localhost.:9999/")
    assert [one.kind for one in account.rejections] == ["AddressRefused"] * 2 and site.asked == []


def test_the_same_page_again_is_a_duplicate_and_one_more_capture(store: Store, site: Site) -> None:
    site.pages["/a"] = answer()
    add(store, f"{site.url}/a")
    hours = Hours()
    hours.seconds += 500
    reader = PlainReader()
    account = add(store, f"{site.url}/a", reader=reader, hours=hours)
    assert (account.stored, account.duplicate) == (0, 1) and reader.read == []
    assert len({name for _, _, name in captures(store)}) == 2


def test_a_feed_gives_its_entries(store: Store, site: Site) -> None:
    site.pages["/feed"] = answer(FEED.format(url=site.url).encode(), Content_Type="application/rss+xml")
    account = add(store, f"{site.url}/feed")
    assert (account.read, account.stored) == (2, 2)
    sources = captures(store)
    assert [source for source, _, _ in sources] == [f"{site.url}/feed#1", f"{site.url}/feed#2 (summary)"]
    assert len({name for _, _, name in sources}) == 1 and {method for _, method, _ in sources} == {"url"}


def test_the_servers_charset_is_believed(store: Store, site: Site) -> None:
    text = "<html><body><p>Residents — some of Tel Amara, an invented café town — said that the depot was shelled.</p></body></html>"
    site.pages["/a"] = answer(text.encode("cp1252"), Content_Type="text/html; charset=windows-1252")
    reader = PlainReader()
    add(store, f"{site.url}/a", reader=reader)
    assert "café" in reader.read[0].text and "—" in reader.read[0].text


def test_a_run_that_was_cut_off_does_not_ask_again_for_what_it_has(store: Store, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.record.adding.BATCH", 1)
    urls = [f"{site.url}/{number}" for number in range(4)]
    for number in range(4):
        site.pages[f"/{number}"] = answer(ARTICLE.replace(b"Tel Amara", b"Tel Amara %d" % number))
    with pytest.raises(KeyboardInterrupt):
        add(store, *urls, reader=PlainReader(stop_after=2))
    site.asked.clear()
    account = add(store, *urls)
    assert (account.stored, account.duplicate, account.resumed) == (4, 0, 2)
    assert site.pages_asked == ["/2", "/3"] and [source for source, _, _ in captures(store)] == urls


def test_a_table_is_not_read_from_an_address(store: Store, site: Site) -> None:
    site.pages["/a"] = answer()
    account = Adding(store, PlainReader(), Wanted(paths=(f"{site.url}/a",), rows=lambda path: iter(()))).run()
    assert account.rejected == 1 and "Download it" in account.rejections[0].cure and site.asked == []
