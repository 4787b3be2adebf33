"""Paths to files: folders are walked in a fixed order, so that a run that was cut off goes on where it stopped."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from reportedly.errors import EmptyReport, MissingFile
from reportedly.ingest.files import STDIN_NAME
from reportedly.ingest.rejection import Rejection, rejection_of


class Found(Struct, frozen=True, kw_only=True):
    """One file to read: its path (``-`` for standard input) and its size in bytes (None for a stream)."""

    path: str
    size: int | None


class Hidden(Struct, frozen=True, kw_only=True):
    """A hidden file or folder in a folder that was given; it is not looked into."""

    path: str


def walk(paths: Sequence[str]) -> Iterator[Found | Hidden | Rejection]:
    """The files of these paths, folders in the order of their names, depth first; a path given twice comes once.

    A folder's hidden entries (names that begin with a dot) come as Hidden. A folder that holds no file at all, or that can't be
    opened, is a Rejection; a link to a folder is followed once.
    """
    seen: set[str] = set()
    for path in paths:
        if path == "-":
            yield Found(path="-", size=None)
        elif Path(path).is_dir():
            yield from _folder(Path(path), seen)
        elif (real := os.path.realpath(path)) not in seen:
            seen.add(real)
            yield _found(Path(path))


def _found(path: Path) -> Found:
    try:
        status = path.stat()
    except (OSError, ValueError):  # what is wrong with it is said by whoever opens it
        return Found(path=str(path), size=None)
    return Found(path=str(path), size=status.st_size if path.is_file() else None)


def _folder(folder: Path, seen: set[str]) -> Iterator[Found | Hidden | Rejection]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        reason = f"The folder {folder} can't be opened: {error.strerror}."
        yield rejection_of(str(folder), MissingFile(reason, "Ask for the right to read it, or copy it."))
        return
    if not names:
        reason = f"The folder {folder} is empty."
        yield rejection_of(str(folder), EmptyReport(reason, "Put reports into it, or name another."))
    for name in names:
        path = folder / name
        if name.startswith("."):
            yield Hidden(path=str(path))
        elif path.is_dir():
            yield from _folder(path, seen)
        elif (target := os.path.realpath(path)) not in seen:
            seen.add(target)
            yield _found(path)


def name_of(path: str) -> str:
    """What messages call a path."""
    return STDIN_NAME if path == "-" else path
