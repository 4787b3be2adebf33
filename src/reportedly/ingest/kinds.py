"""What bytes are: a kind of document, a kind of container, or a format that is not read. By content; a name only breaks a tie."""

import csv
import re

from reportedly.ingest.jsonl import is_record
from reportedly.ingest.limits import MAX_LINE_BYTES
from reportedly.ingest.own_exports import CURE, export_in_json
from reportedly.ingest.row import columns_of
from reportedly.ingest.signatures import Format, format_of
from reportedly.ingest.source import Source
from reportedly.ingest.tags import is_html
from reportedly.ingest.tar import is_tar
from reportedly.ingest.xml_prolog import prolog_of

HEAD = 65_536
"""Bytes that tell a kind, except for JSON Lines, whose first line may be longer."""

FIRST_LINES = 50
"""Lines looked at to tell JSON Lines: the first ones may be the broken ones."""

_JSONL_SUFFIXES = (".jsonl", ".ndjson")
_PACKED_SUFFIXES = re.compile(r"\.(?:gz|bz2|xz|zst)$", re.I)
_TABLE_SUFFIXES = (".csv", ".tsv", ".tab")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_FIRST_BYTES = (
    (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"PK\x07\x08", "zip"), (b"\x1f\x8b", "gzip"),
    *((b"BZh%d1AY&SY" % level, "bzip2") for level in range(1, 10)),
    (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"PAR1\x15", "parquet"), (b"WARC/", "warc"),
)  # fmt: skip
_JSON_BEGINNING = re.compile(r"(?:\[\s*)*\{\s*[\"}]|\[\s*\]")
"""How a JSON document of objects begins; a text in brackets does not."""

_PDF_WITHIN = 1024
"""Bytes before a PDF's own first ones that readers let pass (ISO 32000-1, annex H.3.4.1)."""

_HEADER = rb"[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*"
_MBOX = re.compile(rb"From [^\r\n]{0,200}\b\d{4}\b[^\r\n]{0,40}\r?\n>?" + _HEADER)
_MAIL = re.compile(rb"(?:" + _HEADER + rb")+")
_MAIL_FIELDS = re.compile(rb"^([!-9;-~]+):", re.M)
_FEED_NAMES = ("http://www.w3.org/2005/Atom", "http://purl.org/rss/", "http://purl.org/atom/", "http://my.netscape.com/rdf/")
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')

DELIMITERS = ",;\t|"
LEAST_ROWS = 3
"""Rows after the header, each with as many cells, that make a table of what neither its name nor a column of texts calls one."""


def kind_of(source: Source) -> str | Format:
    """The kind of a source: a document's (``text`` where nothing else shows), a container's, or a format that is not read."""
    head = source.peek(1)
    while len(head) < HEAD and not _is_line_of_json(head):
        more = source.peek(min(HEAD, len(head) * 2) if head else 1)
        if len(more) == len(head):
            break
        head = more
    return _by_first_bytes(head) or _by_words(source, head) or "text"


def _by_first_bytes(head: bytes) -> str | Format | None:
    for first, kind in _FIRST_BYTES:
        if head.startswith(first):
            return kind
    if b"%PDF-" in head[:_PDF_WITHIN] and b"\0" not in head[: head.index(b"%PDF-")] and b"\nxref" not in head[:20]:
        before = head[: head.index(b"%PDF-")]
        if not before.strip() or not before.isascii():
            return "pdf"
    return "tar" if is_tar(head) else format_of(head)


def _by_words(source: Source, head: bytes) -> str | Format | None:
    """The kind of what may be text."""
    if head.startswith(_WIDE_MARKS):
        return _wide(head)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _MBOX.match(start):
        return "mbox"
    if _is_mail(start):
        return "mail"
    if start.startswith(b"{") and _JSON_FEED.search(start[:4096]):
        return "feed"
    if start.startswith(b"<"):
        words = start.decode("latin-1")
        root = prolog_of(words).root
        if root == "rss" or (root in ("feed", "RDF") and any(name in words for name in _FEED_NAMES)):
            return "feed"
        if is_html(words):
            return "html"
        return Format(f"a graph ({root})", CURE) if root in ("graphml", "gexf") else None
    if (exported := export_in_json(start)) is not None:
        return exported
    if _is_jsonl(source, start):
        return "jsonl"
    if _is_json(start.decode("latin-1"), source.name):
        return "json"
    return "table" if _is_table(start.decode("utf-8", "replace"), source.name, whole=len(head) < HEAD) else None


def _wide(head: bytes) -> str | None:
    text = head.decode("utf-16", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("{") and is_record(text.split("\n", 1)[0]):
        return "jsonl"
    if _is_json(text, ""):
        return "json"
    if is_html(text):
        return "html"
    return "table" if _is_table(text, "", whole=len(head) < HEAD) else None


def _is_line_of_json(head: bytes) -> bool:
    """Whether a whole line of JSON Lines is there already, so that a stream need not be waited for."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    line, end, _ = start.partition(b"\n")
    return bool(end) and line.startswith(b"{") and is_record(line)


def _is_mail(start: bytes) -> bool:
    """Whether it begins as RFC 5322 messages do: with several of their fields, one of them such as no article has."""
    block = _MAIL.match(start[:32_768])
    if block is None:
        return False
    fields = {name.lower() for name in _MAIL_FIELDS.findall(block.group())}
    if not fields & {b"from", b"sender", b"received", b"return-path"}:
        return False
    sure = {b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"content-type", b"dkim-signature"}
    return bool(fields & sure) or {b"from", b"to", b"subject", b"date"} <= fields


def _is_jsonl(source: Source, start: bytes) -> bool:
    """Whether it is JSON Lines: it opens an object, and one of the first lines is whole, or its name says so.

    A first line too long to be read is one where it opens an object with a key.
    """
    if not start or is_html(start[:8192].decode("latin-1")):
        return False
    if _PACKED_SUFFIXES.sub("", source.name).lower().endswith(_JSONL_SUFFIXES):
        return True
    if not start.startswith(b"{"):
        return False
    looked, size = 0, 0
    while True:
        data = source.peek(size)
        lines = data.split(b"\n")
        ended = len(data) < size
        whole = lines if ended else lines[:-1]
        for line in whole[looked:FIRST_LINES]:
            if is_record(line.removeprefix(b"\xef\xbb\xbf")):
                return True
        looked = len(whole)
        if ended or looked >= FIRST_LINES or len(data) > MAX_LINE_BYTES:
            break
        size = min(len(data) * 2, MAX_LINE_BYTES + 1) if len(data) <= MAX_LINE_BYTES else len(data)
    return len(lines[0]) > MAX_LINE_BYTES - 1 and re.match(rb'\{\s*"', start) is not None


def _is_json(text: str, name: str) -> bool:
    """Whether it begins as a JSON document of objects does; any document where its name says that it is one."""
    return _JSON_BEGINNING.match(text) is not None or (name.lower().endswith(".json") and text.startswith(("[", "{")))


def _is_table(text: str, name: str, *, whole: bool) -> bool:
    """Whether it is rows of cells under a header of short names; fewer rows are enough where the name is a table's."""
    named = _PACKED_SUFFIXES.sub("", name).lower().endswith(_TABLE_SUFFIXES)
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    if first.startswith("sep=") and len(first.strip()) == 5:
        return True
    for delimiter in sorted(DELIMITERS, key=lambda one: -first.count(one)):
        if first.count(delimiter) == 0:
            break
        try:
            rows = [row for row in csv.reader(text.lstrip("\ufeff").splitlines(keepends=True), delimiter=delimiter) if row]
        except csv.Error:
            rows = []
        if not whole:
            rows = rows[:-1]
        if not rows or not _is_header(rows[0]):
            continue
        alike = sum(len(row) == len(rows[0]) for row in rows[1 : LEAST_ROWS + 1])
        if named or (alike and "text" in columns_of(rows[0])):
            return True
        # A headline, a byline and a sentence with a comma each are no table: what follows a comma in prose is a space.
        if alike == LEAST_ROWS and not any(cell.startswith(" ") for row in rows[: LEAST_ROWS + 1] for cell in row[1:]):
            return True
    return named and bool(first.strip()) and len(first.split()) <= 3 and _is_header([first.strip(), "-"])


def _is_header(cells: list[str]) -> bool:
    names = [" ".join(cell.split()) for cell in cells]
    filled = [name for name in names if name]
    if len(filled) < 2 or len(set(filled)) < len(filled):
        return False
    return all(len(name) <= 60 and len(name.split()) <= 5 and name[-1] not in ".!?…" for name in filled)
