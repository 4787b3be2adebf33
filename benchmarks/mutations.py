"""Files of every format, and ways of damaging them: what a fuzz run feeds the readers."""

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache

from benchmarks import generated_files as files
from benchmarks.shapes import SHAPES, shaped

ALL = [files.made(number, 3) for number in range(4)]
TOKENS = (
    b"\0", b"\xff" * 8, b"\xef\xbb\xbf", b"\xff\xfe", b"<", b">", b"</p>", b"<![CDATA[", b"<!ENTITY a 'b'>", b"&#0;", b"&a;",
    b'"', b"\n", b"\r\n\r\n", b"--=edge\r\n", b"From x 2021\n", b"Content-Length: 99999999999\r\n", b"=?utf-8?B?", b"WARC/1.0\r\n",
    b"Content-Type: multipart/mixed; boundary=x\n", b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", b"endstream", b"{", b"}", b'{"text": "',
    b"<< /Length 4294967295 >>", b"[" * 200, b"<div>" * 200, b"\xd8\x00", b"\x80" * 20, b"2147483647", b"-1", b",,,,", b"\t",
    b"\x1f\x8b\x08", b"PAR1", b"xref\n0 9\n", b"(" * 100,
)  # fmt: skip
"""Pieces that mean something to one format or another."""


def _attached() -> bytes:
    more = {"a.html": ("text/html", files.page(ALL[1])), "b.zip": ("application/zip", files.archive({"c.txt": files.text(ALL[2])}))}
    return files.mail(ALL[0], more)


SEEDS: Mapping[str, Callable[[], list[bytes]]] = {
    "text": lambda: [files.text(ALL[0]), files.text(ALL[1]).decode().encode("utf-16")],
    "html": lambda: [files.page(one) for one in ALL[:2]],
    "pdf": lambda: [files.pdf(one) for one in ALL[:2]],
    "docx": lambda: [files.document(one) for one in ALL[:2]],
    "eml": lambda: [files.mail(ALL[0]), files.mail(ALL[1], as_page=True), _attached()],
    "mbox": lambda: [files.mailbox([files.mail(ALL[0]), _attached()])],
    "feed": lambda: [files.rss(ALL), files.atom(ALL[:2]), files.json_feed(ALL[:2]), files.rss(ALL, whole=False)],
    "warc": lambda: [files.web_archive(ALL[:2]), files.web_archive(ALL[:2], packed=True)],
    "wacz": lambda: [files.wacz(ALL[:2])],
    "zip": lambda: [
        files.archive({"a.html": files.page(ALL[0]), "b.mbox": files.mailbox([files.mail(ALL[1])]), "c.csv": files.table(ALL[:2])})
    ],
    "packed": lambda: [pack(files.lines(ALL[:2])) for pack in (gzip.compress, bz2.compress, lzma.compress)],
    "jsonl": lambda: [files.lines(ALL)],
    "json": lambda: [files.json_document(ALL), files.json_document(ALL[:2], "articles")],
    "csv": lambda: [files.table(ALL), files.table(ALL[:2], "\t")],
    "parquet": lambda: [files.columns(ALL)],
    "xlsx": lambda: [files.workbook(ALL), files.shared(files.workbook(ALL[:1], above=2))],
    "tar": lambda: [
        files.tape({"a.html": files.page(ALL[0]), "a folder with a long name/" * 6 + "b.csv": files.table(ALL[:2])}, form)
        for form in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)
    ],
}  # fmt: skip
"""Whole files by reader."""

INSIDE = frozenset(["docx", "wacz", "xlsx", "zip", "packed"])
"""Readers whose files are damaged within their packing too: damage to packed bytes hardly ever gets past a checksum."""


@lru_cache(maxsize=32)
def seeds(reader: str) -> tuple[bytes, ...]:
    """The whole files of a reader."""
    return tuple(SEEDS[reader]())


def damaged(reader: str, number: int) -> bytes:
    """The damaged file of that number; the same number gives the same bytes. One in 50 is whole, one a large shape."""
    chance = random.Random(f"{reader} {number}")  # repeatable, no secret
    if number % 50 == 25 and reader in SHAPES:
        return shaped(reader, chance)
    data = chance.choice(seeds(reader))
    if number % 50 == 0:
        return data
    if reader in INSIDE and chance.random() < 0.6:
        return _damaged_inside(data, chance)
    return _mutated(data, chance)


def _mutated(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        data = chance.choice(_WAYS)(data, chance)
    return data


def _damaged_inside(data: bytes, chance: random.Random) -> bytes:
    if not data.startswith(b"PK"):
        for pack, unpack in ((gzip.compress, gzip.decompress), (bz2.compress, bz2.decompress), (lzma.compress, lzma.decompress)):
            try:
                return pack(_mutated(unpack(data), chance))
            except (OSError, EOFError, lzma.LZMAError):
                continue
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(out, "w") as packed:
        names = whole.namelist()
        hurt = chance.choice(names)
        for name in names:
            content = whole.read(name)
            packed.writestr(zipfile.ZipInfo(name), _mutated(content, chance) if name == hurt else content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 64)) if data else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _overwrite(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    noise = chance.randbytes(chance.choice((1, 4, 32, 400)))
    return data[:place] + noise + data[place + len(noise) :]


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def _behead(data: bytes, chance: random.Random) -> bytes:
    return data[min(_place(data, chance), 2000) :]


def _delete(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + data[place + chance.choice((1, 7, 100, 1000)) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    length, times = chance.choice(((1, 400), (16, 50), (16, 400), (300, 3), (300, 50), (3000, 1)))
    return data[:place] + data[place : place + length] * times + data[place:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + chance.choice(TOKENS) * chance.choice((1, 1, 2, 30)) + data[place:]


def _splice(data: bytes, chance: random.Random) -> bytes:
    other = chance.choice(seeds(chance.choice(sorted(set(SEEDS) - {"parquet", "xlsx"}))))
    return data[: _place(data, chance)] + other[_place(other, chance) :]


def _digits(data: bytes, chance: random.Random) -> bytes:
    """A number, wherever one stands, becomes another."""
    places = [place for place in range(len(data)) if 48 <= data[place] <= 57]
    if not places:
        return _flip(data, chance)
    place = chance.choice(places)
    return data[:place] + chance.choice((b"0", b"9", b"99999999", b"-1", b"4294967296", b"1e9")) + data[place + 1 :]


_WAYS = (_flip, _flip, _overwrite, _truncate, _behead, _delete, _repeat, _insert, _insert, _splice, _digits)
