"""A piece of a file, opened wherever it lies: its items, as the whole file would give them."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from reportedly.dataset.shard import Piece
from reportedly.dataset.storage import Storage, is_local
from reportedly.errors import MissingFile, StorageError
from reportedly.ingest.containers import Found
from reportedly.ingest.files import items_from_bytes, items_from_path
from reportedly.ingest.item import Cut, Told
from reportedly.ingest.rejection import rejection_of

BLOCK = 1 << 22
"""Bytes that are fetched from an object store at a time."""


def items_of(piece: Piece) -> Iterator[Found]:
    """The items of a piece, in order, under the names that they have in its file.

    Raises StorageError where an object store fails for the moment, which says nothing about the report that was being read: what came
    from the piece is not to be believed then. What can't be read for good is a rejection, as when a file is added.
    """
    whole = piece.kind is None
    if whole and is_local(piece.url):
        yield from items_from_path(piece.url, name=piece.name)
        return
    told = Told(kind="jsonl" if piece.kind == "jsonl" else None, cut=None if whole else Cut(first=piece.first, groups=piece.groups))
    folder, _, name = piece.url.rpartition("/")
    raw: Ranged | None = None
    try:
        raw = Ranged(Storage(folder or "/"), name, piece.start, piece.end)
        with io.BufferedReader(raw, BLOCK) as stream:
            yield from items_from_bytes(cast(BinaryIO, stream), piece.name, told)
        if raw.failed is not None:  # whatever a parser made of it
            raise raw.failed
    except FileNotFoundError:
        yield rejection_of(piece.name, MissingFile(f"There is no file {piece.name}.", "It was there when the run began: name it again."))
    except StorageError as error:
        if error.transient or (raw is not None and raw.failed is not None and raw.failed.transient):
            raise
        yield rejection_of(piece.name, MissingFile(error.message, error.cure))


class Ranged(io.RawIOBase):
    """The bytes of a file from ``start`` to ``end`` (exclusive; None at its end), fetched as they are asked for."""

    def __init__(self, storage: Storage, name: str, start: int = 0, end: int | None = None) -> None:
        """Raises FileNotFoundError where there is no such file."""
        super().__init__()
        self._storage, self._name, self._start = storage, name, start
        stored = storage.file(name)
        if stored is None:
            raise FileNotFoundError(name)
        self._size = (stored.size if end is None else min(end, stored.size)) - start
        self._place = 0
        self.failed: StorageError | None = None

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def seekable(self) -> bool:
        """It can be sought in."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as the bytes go; what the store refuses is raised, and kept in ``failed``."""
        count = max(0, min(len(buffer), self._size - self._place))
        if count == 0:
            return 0
        at = self._start + self._place
        try:
            data = self._storage.read_range(self._name, at, at + count)
        except StorageError as error:
            self.failed = error
            raise
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def tell(self) -> int:
        """Where the next byte is."""
        return self._place
