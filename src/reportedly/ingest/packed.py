"""Packed single files: gzip, bzip2, xz and Zstandard, unpacked as they are read."""

import bz2
import gzip
import io
import lzma
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from reportedly.extras import needed
from reportedly.ingest.source import Source

XZ_MEMORY = 128 * 1024 * 1024
"""Bytes that unpacking xz may take: ``xz -9`` asks for 65 MB."""

_PIECE = 65_536


def parts_of_gzip(source: Source) -> Iterator[Source]:
    """What a gzip file holds, under the file's own name; a file of several members is one."""
    yield source.part(cast(BinaryIO, gzip.GzipFile(fileobj=source.stream, mode="rb")), source.name)


def parts_of_bzip2(source: Source) -> Iterator[Source]:
    """What a bzip2 file holds."""
    yield source.part(cast(BinaryIO, bz2.BZ2File(source.stream, "rb")), source.name)


def parts_of_xz(source: Source) -> Iterator[Source]:
    """What an xz file holds; one that wants more than XZ_MEMORY is a fault."""
    yield source.part(cast(BinaryIO, io.BufferedReader(_Xz(source.stream))), source.name)


def parts_of_zstd(source: Source) -> Iterator[Source]:
    """What a Zstandard file holds; unpacked by fastwarc, which brings a reader of it."""
    reader = needed("fastwarc", "formats").ZstdReader(source.stream, fsspec_args=False)
    yield source.part(cast(BinaryIO, _Plain(reader)), source.name)


class _Plain:
    """A reader that has ``read`` only, as a Source wants one."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def read(self, count: int) -> bytes:
        """Up to ``count`` bytes."""
        return cast(bytes, self._reader.read(min(count, _PIECE)))


class _Xz(io.RawIOBase):
    """An xz stream, or several after each other; lzma.LZMAFile sets no limit to the memory that a file may ask for."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__()
        self._packed = packed
        self._unpacking = self._new()

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack up to as many bytes as the buffer takes."""
        while True:
            data = b""
            if self._unpacking.needs_input:
                data = self._packed.read(_PIECE)
                if not data:
                    raise EOFError("it ends in the middle")
            elif self._unpacking.eof:
                data = self._unpacking.unused_data.lstrip(b"\0") or self._packed.read(_PIECE).lstrip(b"\0")
                if not data:
                    return 0
                self._unpacking = self._new()
            made = self._unpacking.decompress(data, max_length=len(buffer))
            if made:
                buffer[: len(made)] = made
                return len(made)

    @staticmethod
    def _new() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=XZ_MEMORY)
