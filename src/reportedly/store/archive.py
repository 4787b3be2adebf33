"""Packing what a record keeps whole: the bytes as captured, and readings as JSON.

A blob is named by the hash of its bytes before packing, so the same bytes are kept once and what is read back can be
checked. A reading's JSON holds the report's text exactly, whatever characters it has; only the flat columns beside it,
which are there to be searched, need ``plain``.
"""

import hashlib
import json
import re
import zlib

import msgspec

from reportedly.errors import RecordDamaged
from reportedly.schema import Reading, Report

DAMAGED_CURE = "Restore the record from a copy, or add the reports to a new one."
LEVEL = 6  # zlib's usual one: level 9 takes 1.5 times as long for 1 % of a report's JSON
MOST_INDEXED = 500  # characters of a text that an index holds
WORTH_PACKING = 0.95  # of the size: below it the blob is kept packed
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_decoder = msgspec.json.Decoder(Reading)


def hash_of(data: bytes) -> str:
    """The name of a blob: ``sha256:`` and the hex digest of its bytes."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def plain(text: str) -> str:
    """The text with U+FFFD for each NUL and each half of a surrogate pair, which databases refuse.

    One character stands for one, so that offsets stay true. For flat columns only: the reading keeps the text as it is.
    """
    return _UNSTORABLE.sub("\ufffd", text) if _UNSTORABLE.search(text) else text


def is_plain(text: str) -> bool:
    """Whether ``plain`` leaves the text as it is."""
    return _UNSTORABLE.search(text) is None


def fitting(text: str) -> str:
    """The text as far as an index takes it: one longer than 500 characters ends in a hash of the rest.

    PostgreSQL refuses to index more than 2,704 bytes, and what is a name elsewhere may be a whole page in a broken report.
    """
    if len(text) <= MOST_INDEXED:
        return text
    rest = hashlib.blake2b(text[MOST_INDEXED:].encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{text[:MOST_INDEXED]}… {rest}"


def pack(data: bytes) -> tuple[str, bytes]:
    """The codec (``zlib`` or ``none``) and the bytes to keep."""
    packed = zlib.compress(data, LEVEL)
    return ("zlib", packed) if len(packed) < WORTH_PACKING * len(data) else ("none", data)


def unpack(name: str, codec: str, data: bytes) -> bytes:
    """The bytes as captured; raises RecordDamaged where they are not those that ``name`` was made from."""
    try:
        original = zlib.decompress(data) if codec == "zlib" else bytes(data)
    except zlib.error as error:
        raise RecordDamaged(f"The archived bytes {name} can't be unpacked: {error}.", DAMAGED_CURE) from error
    if hash_of(original) != name:
        raise RecordDamaged(f"The archived bytes {name} are not those that were captured.", DAMAGED_CURE)
    return original


def pack_reading(reading: Reading) -> bytes:
    """A reading as packed JSON; ``unpack_reading`` gives an equal one."""
    try:
        line = msgspec.json.encode(reading)
    except UnicodeEncodeError:  # half a surrogate pair: JSON can say it in ASCII, UTF-8 can't
        line = json.dumps(msgspec.to_builtins(reading), separators=(",", ":")).encode("ascii")
    return zlib.compress(line, LEVEL)


def unpack_reading(body: bytes, report: int) -> Reading:
    """The reading that ``pack_reading`` packed; raises RecordDamaged where it is none."""
    try:
        line = zlib.decompress(body)
        try:
            return _decoder.decode(line)
        except msgspec.DecodeError:  # also what it makes of half a surrogate pair
            return msgspec.convert(json.loads(line), Reading)
    except (zlib.error, ValueError) as error:
        raise RecordDamaged(f"The reading of report {report} can't be read back: {error}.", DAMAGED_CURE) from error


def report_key(report: Report) -> str:
    """What makes two captures one report: the same text, publisher, day, address and title."""
    parts = (report.text, report.publisher, report.published, report.url, report.title)
    digest = hashlib.sha256()
    for part in parts:
        data = b"" if part is None else part.encode("utf-8", "surrogatepass")
        digest.update(b"-" if part is None else b"%d:" % len(data))
        digest.update(data)
    return "sha256:" + digest.hexdigest()
