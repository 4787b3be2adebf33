"""Packed single files: gzip, bzip2, xz and Zstandard, unpacked as they are read."""

import bz2
import io
import lzma
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from reportedly.extras import needed
from reportedly.ingest.source import Source

XZ_MEMORY = 128 * 1024 * 1024
"""Bytes that unpacking xz may take: ``xz -9`` asks for 65 MB."""

_PIECE = 65_536
_BUFFER = 262_144
_GZIP = 16 + zlib.MAX_WBITS


def parts_of_gzip(source: Source) -> Iterator[Source]:
    """What a gzip file holds, under the file's own name; a file of several members is one."""
    yield source.part(cast(BinaryIO, io.BufferedReader(_Gzip(source.stream), _BUFFER)), source.name)


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


class _Gzip(io.RawIOBase):
    """A gzip file of one member or many; gzip.GzipFile reads in small pieces, and web archives are as many members as records."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__()
        self._packed = packed
        self._unpacking = zlib.decompressobj(_GZIP)
        self._left = b""
        self._begun = False

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack up to as many bytes as the buffer takes."""
        while True:
            if self._unpacking.eof:
                self._left = self._unpacking.unused_data.lstrip(b"\0")
                self._unpacking, self._begun = zlib.decompressobj(_GZIP), False
            if not self._left:
                self._left = self._packed.read(_BUFFER)
                if not self._begun:
                    self._left = self._left.lstrip(b"\0")
                if not self._left:
                    if self._begun:
                        raise EOFError("it ends in the middle")
                    return 0
            self._begun = True
            made = self._unpacking.decompress(self._left, len(buffer))
            self._left = self._unpacking.unconsumed_tail
            if made:
                buffer[: len(made)] = made
                return len(made)


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
