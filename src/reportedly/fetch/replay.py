"""Pages out of the archives that fetching made: the same bytes, read as if they came over the wire again."""

import re
from datetime import datetime

from reportedly.errors import NotFetched, RecordDamaged
from reportedly.fetch.address import address_of
from reportedly.fetch.exchange import Exchange, talked
from reportedly.fetch.options import Options

_LIMITS = Options()  # those of fetching: what was larger did not get in
_RECORD = re.compile(rb"WARC/1\.1\r\n((?:[^\r\n]+\r\n)+)\r\n")
_CURE = "Restore the record from a copy, or fetch the page again."


def page_of(warc: bytes) -> bytes:
    """The body of the page that an archive of one fetch (``warc.warc_of``) ends with, unpacked.

    Raises RecordDamaged where the archive is none that a fetch has made, MissingExtra without h11.
    """
    last, place = None, 0
    while place < len(warc):
        found = _RECORD.match(warc, place)
        if found is None:
            raise RecordDamaged("An archive of a fetch is cut off, or none.", _CURE)
        fields = dict(line.split(b": ", 1) for line in found[1].split(b"\r\n") if b": " in line)
        size = fields.get(b"Content-Length", b"")
        end = found.end() + int(size) if size.isdigit() else len(warc) + 1
        if warc[end : end + 4] != b"\r\n\r\n":
            raise RecordDamaged("An archive of a fetch is cut off, or none.", _CURE)
        if fields.get(b"WARC-Type") == b"response":
            last = (fields, warc[found.end() : end])
        place = end + 4
    made = None if last is None else _replayed(*last)
    if made is None or made.payload is None or made.truncated is not None:
        raise RecordDamaged("An archive of a fetch holds no page that can be read.", _CURE)
    return made.payload


def _replayed(fields: dict[bytes, bytes], block: bytes) -> Exchange:
    """The exchange that a response record is of; its request is not needed."""
    try:
        said = {name: fields[name.encode()].decode("ascii") for name in ("WARC-Target-URI", "WARC-Date", "WARC-IP-Address")}
        address, at = address_of(said["WARC-Target-URI"]), datetime.fromisoformat(said["WARC-Date"])
        return talked(address, at, _Replay(block, said["WARC-IP-Address"]), _LIMITS, {})
    except (NotFetched, KeyError, ValueError):
        raise RecordDamaged("An archive of a fetch has a response that can't be read.", _CURE) from None


class _Replay:
    """Something to receive from, as a connection is."""

    def __init__(self, data: bytes, ip: str) -> None:
        self.ip, self._left = ip, memoryview(data)

    def send(self, data: bytes) -> None:
        """Nobody is asked."""

    def receive(self, most: int) -> bytes:
        """The next bytes."""
        data, self._left = bytes(self._left[:most]), self._left[most:]
        return data
