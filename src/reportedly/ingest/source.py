"""A stream of bytes under a name: looked into before it is read, measured while it is, and never raising in a parser's hands."""

import io
import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from typing import Any, BinaryIO, cast

from msgspec import structs

from reportedly.errors import BrokenFile, InputError, MissingFile, TooLarge, UnsafeFile
from reportedly.ingest.given import Given
from reportedly.ingest.item import Item, Told, joined
from reportedly.ingest.limits import MAX_RATIO, UNPACKED_FREE

BUFFER = 262_144
"""Bytes that are read ahead."""

READ_ERRORS = (
    OSError, EOFError, ValueError, RuntimeError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, struct.error,
)  # fmt: skip
"""What decompressors and archive readers raise on bytes that are damaged (NotImplementedError is a RuntimeError)."""


class Meter:
    """What was read of one input (``taken``) and what came out of the containers in it (``unpacked``), in bytes.

    ``burst`` as soon as that is out of all proportion; ``members`` counts those of all archives.
    """

    def __init__(self) -> None:
        self.taken = 0
        self.unpacked = 0
        self.members = 0
        self.burst = False

    def unpack(self, count: int) -> None:
        """Count bytes that came out of a container; raises UnsafeFile where they are out of all proportion to what was read."""
        self.unpacked += count
        self.burst = self.unpacked > UNPACKED_FREE + MAX_RATIO * self.taken
        if self.burst:
            raise UnsafeFile(
                f"unpacks to more than {MAX_RATIO} times its size, as a bomb does; the rest is left out.",
                "If you trust it, unpack it and add the files inside.",
            )


class Source:
    """Bytes under a name, ``depth`` containers deep; ``told`` is what its container tells about it.

    ``stream`` reads it from its beginning, once. A read never raises: it ends there, and ``fault`` says why.
    """

    def __init__(self, stream: BinaryIO, name: str, told: Told = Told(), *, within: "Source | None" = None) -> None:  # noqa: B008
        """``within`` is the source that holds this one; without, it is an input of its own and may be sought in if it can be."""
        self.name, self.told = name, told
        self.depth: int = 0 if within is None else within.depth + 1
        self.meter: Meter = Meter() if within is None else within.meter
        self.fault: InputError | None = None
        self._given = stream
        self._read: Any = getattr(stream, "read1", stream.read)
        self._ahead = b""
        self._last = b""
        self._pulled = 0
        self._ended = False
        self._spooled: BinaryIO | None = None
        self.sought = within is None and stream.seekable()
        self.stream: BinaryIO = io.BufferedReader(_Raw(self), BUFFER)

    def part(self, stream: BinaryIO, name: str, told: Told | None = None) -> "Source":
        """A part of this container; of what is told of the container, day and publisher hold for a part of which nobody says other.

        Without ``told`` the part is all of the container in another packing, and all that is told holds for it.
        """
        if told is None:
            return Source(stream, name, self.told, within=self)
        otherwise = joined(told.otherwise, self.handed_down)
        return Source(stream, name, structs.replace(told, otherwise=otherwise), within=self)

    @property
    def handed_down(self) -> Given:
        """What holds for the parts too: an address, a title or an id is the container's own."""
        return Given(published=self.told.otherwise.published, publisher=self.told.otherwise.publisher)

    def item(self, data: bytes, kind: str | None) -> Item:
        """The item that all of this source is."""
        told = self.told
        return Item(
            where=self.name, data=data, kind=kind, method=told.method, charset=told.charset, given=told.given,
            otherwise=told.otherwise,
        )  # fmt: skip

    def peek(self, count: int) -> bytes:
        """The first bytes: ``count`` of them at least where there are as many. Only before ``stream`` is read."""
        while len(self._ahead) < count and not self._ended:
            self._ahead += self.pull(max(count - len(self._ahead), 4096))
        return self._ahead

    def whole(self, limit: int, what: str = "one report", cure: str = "") -> bytes:
        """All of its bytes; raises TooLarge above ``limit``, and the fault where there was one."""
        parts, size = [], 0
        while size <= limit and (chunk := self.stream.read(BUFFER)):  # one read of all would take the limit's memory at once
            parts.append(chunk)
            size += len(chunk)
        if self.fault is not None:
            raise self.fault
        if size > limit:
            raise TooLarge(
                f"{self.name} has more than {limit:,} bytes; {what} may have that many.",
                cure or "Split it into its reports, for example one JSON line each.",
            )
        return b"".join(parts)

    def seekable(self) -> BinaryIO:
        """The same bytes as a file that can be sought in, at its beginning: copied to a temporary file where need be.

        Raises the fault where there was one.
        """
        if self.sought:
            self.stream.seek(0)
            return self.stream
        if self._spooled is None:
            self._spooled = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=1 << 23))  # noqa: SIM115  closed by close()
            while chunk := self.stream.read(BUFFER):
                self._spooled.write(chunk)
            if self.fault is not None:
                raise self.fault
        self._spooled.seek(0)
        return self._spooled

    def cut_off(self, end: bytes) -> bool:
        """Whether it has come to its end, and that is not ``end`` (of 8 bytes at most)."""
        return self._ended and not self._last.endswith(end)

    def close(self) -> None:
        """Let go of buffers and of the temporary file; what was given stays open."""
        self.stream.close()
        if self._spooled is not None:
            self._spooled.close()

    def pull(self, count: int) -> bytes:
        """Up to ``count`` bytes from what was given, measured; nothing at its end or at a fault."""
        if self._ended:
            return b""
        try:
            data = cast(bytes, self._read(count))
            if self.depth == 0:
                self.meter.taken += len(data)
            else:
                self.unpacked(len(data))
        except UnsafeFile as error:
            self.fault, data = error, b""
        except READ_ERRORS as error:
            self.fault, data = self._unreadable(error), b""
        self._ended = not data
        self._pulled += len(data)
        self._last = (self._last + data[-8:])[-8:] if data else self._last
        return data

    def unpacked(self, count: int) -> None:
        """Count bytes that a library took out of it; raises UnsafeFile as the meter does, by its name."""
        try:
            self.meter.unpack(count)
        except UnsafeFile as error:
            raise UnsafeFile(f"{self.name} {error.message}", error.cure) from None

    def take(self, count: int) -> bytes:
        """As ``pull``, what was looked at first."""
        if self._ahead:
            data, self._ahead = self._ahead[:count], self._ahead[count:]
            return data
        return self.pull(count)

    def seek(self, offset: int, whence: int) -> int:
        """Go to a place; only where ``sought``."""
        if whence == io.SEEK_CUR:
            offset -= len(self._ahead)
        self._ahead, self._ended = b"", False
        return self._given.seek(offset, whence)

    def tell(self) -> int:
        """Where the next byte is."""
        return self._given.tell() - len(self._ahead) if self.sought else self._pulled - len(self._ahead)

    def _unreadable(self, error: Exception) -> InputError:
        if self.depth == 0:
            reason = getattr(error, "strerror", None) or str(error)
            return MissingFile(f"{self.name} can't be read: {reason}.", "Check the disk and the file's rights.")
        reason = str(error).rstrip(".") or type(error).__name__
        return BrokenFile(
            f"{self.name} is damaged or cut off: {reason}.", "Get it again, or repair the archive, and add it once more."
        )


class _Raw(io.RawIOBase):
    """A source as the io module wants one."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def seekable(self) -> bool:
        """Whether it can be sought in."""
        return self._source.sought

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as one read goes."""
        data = self._source.take(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        """Where the next byte is."""
        return self._source.tell()
