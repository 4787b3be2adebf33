"""The pages of a record's index of keys, written as SQLite would write them, for as many keys as no INSERT gets through in time.

An entry of ``index_key`` (a table without rowids, so one tree) takes the same 18 bytes whatever it holds, so that a page is an array.
The format is that of https://www.sqlite.org/fileformat2.html, sections 1.3, 1.6 and 2.1. Pages are as full as random inserts leave them.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

PAGE = 4096
ON_LEAF, ON_INNER = 146, 120
"""Entries on a page of at most 204 and 170."""

LOCKED = 0x40000000 // PAGE + 1
"""The page that SQLite leaves alone, since systems lock its bytes."""

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]
_CELL = np.dtype(
    [("size", "u1"), ("header", "u1", 4), ("kind", "u1"), ("key", ">i8"), ("ref", ">i4")]  # the header: its size, and what follows
)
_INNER_CELL = np.dtype([("left", ">u4"), ("entry", _CELL)])


def write_keys(path: Path, kind: int, parts: Iterator[Pairs]) -> None:
    """Let ``index_key`` of a record that nobody has open hold these keys and no others; parts come in order, and so do pairs."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = DELETE").fetchall()
        file.execute("DELETE FROM index_key")
        [(root,)] = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'index_key'")
        [(size, kept)] = file.execute("SELECT page_size, (SELECT count(*) FROM index_key) FROM pragma_page_size")
        if (size, kept) != (PAGE, 0):
            raise ValueError("a record has pages of 4,096 bytes")
    with path.open("r+b") as stream:
        _Tree(stream, kind).write(root, parts)


class _Tree:
    """Pages behind the end of a file."""

    def __init__(self, stream: BinaryIO, kind: int) -> None:
        self._stream, self._kind = stream, kind
        self._next = stream.seek(0, os.SEEK_END) // PAGE + 1

    def write(self, root: int, parts: Iterator[Pairs]) -> None:
        children, entries = self._leaves(parts)
        while len(entries) > ON_INNER:
            children, entries = self._inner(children, entries)
        self._stream.seek((root - 1) * PAGE)
        self._stream.write(_pages(_cells(children[:-1], entries)[None], children[-1:]).tobytes())
        self._stream.seek(28)
        self._stream.write((self._next - 1).to_bytes(4, "big"))

    def _leaves(self, parts: Iterator[Pairs]) -> tuple[NDArray[np.int64], NDArray[np.void]]:
        """The leaves' numbers, and the entries that stand between each two of them."""
        numbers, between = [], []
        rest = np.zeros(0, _CELL)
        for keys, refs in parts:
            entries = np.zeros(len(keys), _CELL)
            entries["size"], entries["header"], entries["kind"] = _CELL.itemsize - 1, (4, 1, 6, 4), self._kind
            entries["key"], entries["ref"] = keys, refs
            rest = np.concatenate((rest, entries), dtype=_CELL)  # without it, numbers are turned into the machine's order
            count = max(0, (len(rest) - 1) // (ON_LEAF + 1))  # the last leaf is not to be empty
            some = rest[: count * (ON_LEAF + 1)].reshape(count, ON_LEAF + 1)
            rest = rest[count * (ON_LEAF + 1) :]
            numbers.append(self._append(_pages(some[:, :-1])))
            between.append(some[:, -1])
        numbers.append(self._append(_pages(rest[None])))
        return np.concatenate(numbers), np.concatenate(between, dtype=_CELL)

    def _inner(self, children: NDArray[np.int64], entries: NDArray[np.void]) -> tuple[NDArray[np.int64], NDArray[np.void]]:
        """The same one level above."""
        count = (len(entries) - 1) // (ON_INNER + 1)
        cells = _cells(children[:-1], entries)
        some, rest = cells[: count * (ON_INNER + 1)].reshape(count, ON_INNER + 1), cells[count * (ON_INNER + 1) :]
        numbers = self._append(_pages(some[:, :-1], some["left"][:, -1].astype(np.int64)))
        last = self._append(_pages(rest[None], children[-1:]))
        return np.concatenate((numbers, last)), some["entry"][:, -1]

    def _append(self, pages: NDArray[np.uint8]) -> NDArray[np.int64]:
        if self._next <= LOCKED < self._next + len(pages):
            self._next = LOCKED + 1
        self._stream.seek((self._next - 1) * PAGE)
        self._stream.write(pages.tobytes())
        numbers = np.arange(self._next, self._next + len(pages), dtype=np.int64)
        self._next += len(pages)
        return numbers


def _cells(left: NDArray[np.int64], entries: NDArray[np.void]) -> NDArray[np.void]:
    cells = np.zeros(len(entries), _INNER_CELL)
    cells["left"], cells["entry"] = left, entries
    return cells


def _pages(cells: NDArray[np.void], right: NDArray[np.int64] | None = None) -> NDArray[np.uint8]:
    """A page for each row of cells: a leaf, or an inner one with the child to the right of all its cells."""
    count, width = cells.shape[1], cells.dtype.itemsize
    start = PAGE - count * width
    head = 8 if right is None else 12
    pages = np.zeros((len(cells), PAGE), np.uint8)
    pages[:, :8] = np.frombuffer(bytes([0x0A if right is None else 0x02, 0, 0, *count.to_bytes(2), *start.to_bytes(2), 0]), np.uint8)
    if right is not None:
        pages[:, 8:12] = right.astype(">u4").view(np.uint8).reshape(-1, 4)
    pages[:, head : head + 2 * count] = np.arange(start, PAGE, width, dtype=">u2").view(np.uint8)
    pages[:, start:] = np.ascontiguousarray(cells).view(np.uint8).reshape(len(cells), -1)
    return pages
