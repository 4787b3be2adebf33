"""What bytes are, by their content. The texts are invented."""

import bz2
import gzip
import io
import lzma

import pytest

from benchmarks import generated_files as files
from reportedly.ingest.containers import CONTAINERS
from reportedly.ingest.documents import DOCUMENTS
from reportedly.ingest.kinds import kind_of
from reportedly.ingest.signatures import Format
from reportedly.ingest.source import Source
from reportedly.ingest.xml_prolog import prolog_of

ALL = [files.made(number) for number in range(4)]
ONE = ALL[1]


def kind(data: bytes, name: str = "f") -> str:
    found = kind_of(Source(io.BytesIO(data), name))
    return found.name if isinstance(found, Format) else found


CASES = [
    (files.text(ONE), "text"), (files.page(ONE), "html"), (b"\xef\xbb\xbf\n" + files.page(ONE), "html"), (files.lines(ALL), "jsonl"),
    (files.page(ONE).decode().encode("utf-16"), "html"), (files.mail(ONE), "mail"), (files.mailbox([files.mail(ONE)]), "mbox"),
    (files.rss(ALL), "feed"), (files.atom(ALL), "feed"), (files.json_feed(ALL), "feed"), (files.table(ALL), "table"),
    (files.table(ALL, "\t"), "table"), (files.archive({"a": b"b"}), "zip"), (files.document(ONE), "zip"), (files.wacz(ALL), "zip"),
    (files.pdf(ONE), "pdf"), (b"\n\n" + files.pdf(ONE), "pdf"), (files.web_archive(ALL), "warc"), (gzip.compress(b"x"), "gzip"),
    (bz2.compress(b"x"), "bzip2"), (lzma.compress(b"x"), "xz"), (b"\x28\xb5\x2f\xfd\x04", "zstd"), (b"PAR1\x15\x04", "parquet"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"), (b"a".ljust(257, b"\0") + b"ustar\0", "a tar archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"", "text"), (b"\0\1\2", "text"), (b"%", "text"), (b"{", "text"), (b"<svg xmlns='x'></svg>", "text"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "says"), CASES, ids=[f"{number}-{says}" for number, (_, says) in enumerate(CASES)])
@pytest.mark.parametrize("name", ["f", "f.txt", "f.pdf", "f.html"])
def test_the_content_says_what_it_is_whatever_the_name(data: bytes, says: str, name: str) -> None:
    assert kind(data, name) == says


def test_every_kind_has_a_reader_or_is_a_container() -> None:
    kinds = {says for _, says in CASES if " " not in says}
    assert kinds <= DOCUMENTS.keys() | CONTAINERS.keys()
    assert not (DOCUMENTS.keys() & CONTAINERS.keys()) - {"mail"}


@pytest.mark.parametrize(
    "text",
    [
        "From the bridge, the army fired in 2021.\n\nNobody was hurt.",
        "Title: Rebels leave\nDate: 3 March 2021\nSource: The Courier\n\nRebels left.",
        "Subject: Talks\nFrom: our correspondent\n\nRebels left.",
        "WARC is a format. PK is a name. %PDF- begins a PDF.",
        "Rebels, army\nleft, came\nsaid, did.\n",
        "He said:\n<rss> is a word.",
        "a,b\n",
        "Rebels leave Tal Amara, army says\n\nBy Ann Lee, Korova\n\nMarch 3, 2021\n\nRebels left the town on Sunday, the army said.\n",
        "Home | World | War\n\nA | B | C\n\nD | E | F\n\nG | H | I\n",
        "Name | Age\nA note about a list.\n",
        'The file begins with {"text": "x"} and goes on.',
    ],
)
def test_words_that_look_like_a_format_are_words(text: str) -> None:
    assert kind(text.encode()) == "text"


def test_a_page_that_quotes_a_feed_is_a_page() -> None:
    assert kind(b"<!doctype html><html><body><pre>&lt;rss&gt; <rss></pre></body></html>") == "html"
    assert kind(b'<?xml version="1.0"?><!-- rss --><html xmlns="http://www.w3.org/1999/xhtml"><head></head></html>') == "html"


def test_a_stream_is_not_waited_for_once_its_first_line_is_json() -> None:
    class Slow(io.RawIOBase):
        """One line, and a failure for who asks for more."""

        asked = 0

        def readable(self) -> bool:
            return True

        def read(self, count: int = -1) -> bytes:
            self.asked += 1
            assert self.asked == 1, "asked for more than the first line"
            return files.line(ONE)

    assert kind_of(Source(Slow(), "s")) == "jsonl"  # type: ignore[arg-type]


PIECES = [b"<!---->", b"<?x?>", b"<!--", b"<!DOCTYPE a [", b"<", b"From 2021 ", b"a:\n", b"x,", b'"', b"{", b"a\tb\n", b"\n"]


@pytest.mark.parametrize("piece", PIECES)
def test_what_repeats_itself_costs_no_time(piece: bytes) -> None:
    """Patterns that try every way of parting such a text would not come to an end."""
    kind(piece * (70_000 // len(piece)))


def test_the_prolog_of_xml() -> None:
    assert prolog_of("\ufeff<?xml?> <!-- <rss> --><!DOCTYPE rss><x:rss >") == ("rss", False)
    assert prolog_of('<!doctype a [<!entity b "c">]><feed>') == ("feed", True)
    assert prolog_of("<!DOCTYPE a SYSTEM 'x' [<!ELEMENT b>]><RDF>") == ("RDF", False)
    assert prolog_of("<!-- never closed <rss>") == prolog_of("words") == prolog_of("") == (None, False)
