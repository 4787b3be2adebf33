"""Shards: what one worker reads at a time, a part of a large file or some small files."""

import hashlib

import msgspec
from msgspec import Struct

SHARD_ID = 20
"""Hex digits of a shard's name: 80 bits."""


class Piece(Struct, frozen=True, kw_only=True):
    """A file, or a part of one that is read by itself.

    ``name`` is what reports of it are called by (the path or URL as it was given, with the file's path below it), ``url`` where it is
    opened. ``tag`` changes whenever the file does. ``start`` and ``end`` (exclusive) are bytes, ``end`` None at the file's end;
    ``groups`` are row groups of a Parquet file, first and last (exclusive). ``kind`` is the container's kind (``jsonl``, ``warc``,
    ``parquet``) where it is a part; ``first`` is the number, from 1, of its first line, record or row in the whole file.
    ``weight`` is its size in bytes, for progress.
    """

    name: str
    url: str
    tag: str
    weight: int
    start: int = 0
    end: int | None = None
    groups: tuple[int, int] | None = None
    kind: str | None = None
    first: int = 1


class Shard(Struct, frozen=True, kw_only=True):
    """Some pieces that are read one after another, and stored together."""

    pieces: tuple[Piece, ...]

    @property
    def id(self) -> str:
        """The shard's name, which is that of its files in a dataset; it changes with what is to be read, and not with where that lies."""
        parts = [(one.name, one.tag, one.start, one.end, one.groups, one.first) for one in self.pieces]
        return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:SHARD_ID]

    @property
    def weight(self) -> int:
        """Bytes to read, for progress."""
        return sum(one.weight for one in self.pieces)


def place_of(pieces: tuple[Piece, ...]) -> tuple[tuple[str, ...], int, int]:
    """Where a shard stands among others: by the first file's path, folder by folder as ``add`` walks them, then by its place in it."""
    first = pieces[0]
    return tuple(first.name.split("/")), first.first, first.start
