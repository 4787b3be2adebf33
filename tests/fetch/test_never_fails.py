"""Whatever a server sends: an exchange whose archive can be read, or one error of ours; never a crash, never more than was allowed."""

import gzip
import io
import zlib
from datetime import UTC, datetime

from fastwarc.warc import ArchiveIterator, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fetch.sites import ARTICLE, answer
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from reportedly.errors import NoAnswer
from reportedly.fetch.address import address_of
from reportedly.fetch.exchange import MAX_HEAD, Exchange, talked
from reportedly.fetch.options import Options
from reportedly.fetch.replay import page_of
from reportedly.fetch.warc import warc_of

LIMIT = 20_000
PACKINGS = ("gzip", "deflate", "raw", "identity")
AT = datetime(2031, 4, 8, 12, tzinfo=UTC)


class Wire:
    """A connection that gives certain bytes, in pieces of a certain size."""

    ip = "93.184.216.34"

    def __init__(self, data: bytes, size: int) -> None:
        self.left, self.size = data, size

    def send(self, data: bytes) -> None:
        """They are not needed."""

    def receive(self, most: int) -> bytes:
        piece, self.left = self.left[: min(self.size, most)], self.left[min(self.size, most) :]
        return piece


def exchanged(data: bytes, size: int = 1000) -> Exchange | None:
    try:
        return talked(address_of("http://news.example/a"), AT, Wire(data, size), Options(max_bytes=LIMIT), {})
    except NoAnswer as error:
        assert error.message and error.cure
        return None


def chunked(body: bytes, size: int) -> bytes:
    parts = [body[place : place + size] for place in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def check(made: Exchange | None) -> None:
    if made is None:
        return
    assert len(made.payload or b"") <= LIMIT + 1 and len(made.body) <= 2 * LIMIT + MAX_HEAD + 65_536
    warc = warc_of([made])
    kinds = [record.record_type for record in ArchiveIterator(io.BytesIO(warc), parse_http=False) if record.verify_block_digest()]
    assert kinds == [WarcRecordType.warcinfo, WarcRecordType.response, WarcRecordType.request]


SOUND = (
    answer(),
    answer(gzip.compress(ARTICLE), Content_Encoding="gzip"),
    answer(zlib.compress(ARTICLE), Content_Encoding="deflate", Set_Cookie="id=secret"),
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(ARTICLE, 100),
    b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 301 Moved\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.0 200 OK\n\n" + ARTICLE,
)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=400), st.integers(1, 500))
def test_any_bytes(data: bytes, size: int) -> None:
    check(exchanged(data, size))
    check(exchanged(b"HTTP/1.1 200 OK\r\n" + data, size))
    check(exchanged(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + data, size))
    check(exchanged(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + data, size))


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_sound_answers_with_something_wrong(data: st.DataObject) -> None:
    page = bytearray(data.draw(st.sampled_from(SOUND)))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(page) - 1))
        match data.draw(st.sampled_from(("change", "cut", "insert", "double"))):
            case "change":
                page[place] = data.draw(st.integers(0, 255))
            case "cut":
                del page[place : place + data.draw(st.integers(1, 200))]
            case "insert":
                page[place:place] = data.draw(st.binary(max_size=20))
            case "double":
                page[place:place] = page[place : place + 200]
        page = page or bytearray(b"x")
    check(exchanged(bytes(page), data.draw(st.integers(1, 3000))))


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=1, max_size=3000), st.integers(1, 700), st.sampled_from(PACKINGS), st.integers(1, 900))
def test_what_was_sent_is_what_is_read_and_what_is_archived(body: bytes, size: int, packing: str, piece: int) -> None:
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "raw": _raw, "identity": bytes}[packing](body)
    encoding = b"" if packing == "identity" else b"Content-Encoding: %s\r\n" % (b"gzip" if packing == "gzip" else b"deflate")
    made = exchanged(b"HTTP/1.1 200 OK\r\n" + encoding + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(packed, size), piece)
    assert made is not None and made.payload == body and made.truncated is None
    read = [record.content_stream().read() for record in WarcioIterator(io.BytesIO(warc_of([made])), check_digests="raise")]
    assert page_of(warc_of([made])) == body
    if packing != "raw":  # which warcio takes for damaged
        assert read[1] == body


def _raw(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()
