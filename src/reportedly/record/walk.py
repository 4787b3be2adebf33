"""Paths to files: folders are walked in a fixed order, so that a run that was cut off goes on where it stopped."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from reportedly.errors import BadAddress, EmptyReport, MissingFile
from reportedly.fetch.address import address_of, is_address, without_credentials
from reportedly.ingest.files import STDIN_NAME
from reportedly.ingest.item import is_hidden
from reportedly.ingest.rejection import Rejection, rejection_of


class Found(Struct, frozen=True, kw_only=True):
    """One file to read: its path (``-`` for standard input) and its size in bytes (None for a stream)."""

    path: str
    size: int | None


class Asked(Struct, frozen=True, kw_only=True):
    """An address to fetch, in the one way that it is written."""

    url: str


class Hidden(Struct, frozen=True, kw_only=True):
    """A hidden file or folder in a folder that was given; it is not looked into."""

    path: str


def walk(paths: Sequence[str]) -> Iterator[Found | Asked | Hidden | Rejection]:
    """The files of these paths, folders in the order of their names, depth first; a path or an address given twice comes once.

    What begins with a scheme and ``://`` is an address. A folder's hidden entries (``item.is_hidden``) come as Hidden. A folder that
    holds no file at all, or that can't be opened, is a Rejection, and so is a pipe or a device in one; a link to a folder is followed once.
    """
    seen: set[str] = set()
    for path in paths:
        if path == "-":
            yield Found(path="-", size=None)
        elif is_address(path):
            yield from _address(path, seen)
        elif Path(path).is_dir():
            yield from _folder(Path(path), seen)
        elif (real := os.path.realpath(path)) not in seen:
            seen.add(real)
            yield _found(Path(path))


def _address(text: str, seen: set[str]) -> Iterator[Asked | Rejection]:
    try:
        url = address_of(text).url
    except BadAddress as error:
        yield rejection_of(without_credentials(text.strip()), error)
        return
    if url not in seen:
        seen.add(url)
        yield Asked(url=url)


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
        if is_hidden(name):
            yield Hidden(path=str(path))
        elif path.is_dir():
            yield from _folder(path, seen)
        elif (target := os.path.realpath(path)) not in seen:
            seen.add(target)
            yield _in_folder(path)


def _in_folder(path: Path) -> Found | Rejection:
    """A file of a folder. A pipe that stands in one may never end, or never begin; who names it means it."""
    try:
        is_file = path.is_file() or not path.exists()
    except (OSError, ValueError):  # said by whoever opens it
        is_file = True
    if is_file:
        return _found(path)
    reason = f"{path} is a pipe, a socket or a device, and no file."
    return rejection_of(str(path), MissingFile(reason, "Leave it out, or name it by itself to read what comes through it."))


def name_of(path: str) -> str:
    """What messages call a path."""
    return STDIN_NAME if path == "-" else path
