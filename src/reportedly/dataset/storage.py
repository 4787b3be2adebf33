"""Folders anywhere: a path, or the URL of an object store (``s3://``, ``gs://``, ``az://``, whatever fsspec knows).

Every write is whole or not at all: on a disk a temporary file that is synced and renamed, in an object store one upload. What fails
for a moment (a store that answers 503, a connection that breaks) is tried again for about a minute.
"""

import contextlib
import errno
import os
import random
import secrets
import time
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from msgspec import Struct

from reportedly.errors import DiskFull, StorageError
from reportedly.extras import needed

Result = TypeVar("Result")

TRIES = 8
FIRST_WAIT, LONGEST_WAIT = 0.25, 16.0
"""Seconds before the second try and at most before a later one: doubled each time, 8 tries take half a minute to a minute."""

AT_ONCE = 16
"""Small files that are asked for together."""

NOTE_BYTES = 96
"""What a note is filled up to, so that a shorter one leaves nothing of a longer one."""

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FOR_GOOD = (
    errno.ENOENT, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.EROFS, errno.EEXIST, errno.ENAMETOOLONG, errno.ELOOP,
    *_FULL,
)  # fmt: skip
"""What another try does not change."""

_LIBRARIES = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "az": "adlfs", "abfs": "adlfs", "abfss": "adlfs"}
"""The library behind each kind of address, which is an extra of the name of the first letters (s3, gcs, azure)."""
_S3_OPTIONS = {"config_kwargs": {"retries": {"total_max_attempts": 1}}}
"""Tries are made here and by s3fs (five, within two seconds); botocore's own inside each of them would make two hundred of them."""
_EXTRAS = {"s3fs": "s3", "gcsfs": "gcs", "adlfs": "azure"}


class Stored(Struct, frozen=True, kw_only=True):
    """A file of a storage: its name below the folder, its size in bytes, and a tag that changes whenever its content does."""

    name: str
    size: int
    tag: str


def is_local(url: str) -> bool:
    """Whether a place is a path of this machine (or ``file://``)."""
    return "://" not in url or url.startswith(("file://", "local://"))


def is_object_store(url: str) -> bool:
    """Whether a place is the URL of an object store that has an extra of ours (``s3://``, ``gs://``, ``az://``)."""
    return url.partition("://")[0].lower() in _LIBRARIES if "://" in url else False


class Storage:
    """A folder, by its path or URL; names in it are relative and have ``/`` between their parts."""

    def __init__(self, url: str) -> None:
        """Raises MissingExtra where the library for this kind of address is not installed; asks nothing of the store yet."""
        self.url = url.rstrip("/") or "/"
        self.local = is_local(url)
        self._fs, self.root = _opened(self.url)

    def __repr__(self) -> str:
        return f"Storage({self.url!r})"

    def below(self, name: str) -> "Storage":
        """The folder of that name in this one."""
        return Storage(f"{self.url}/{name}")

    def read(self, name: str) -> bytes | None:
        """A file's bytes; None where there is none."""
        try:
            return cast(bytes, self._tried(lambda: self._fs.cat_file(self._path(name)), f"read {self._shown(name)}"))
        except FileNotFoundError:
            return None

    def open(self, name: str, *, block: int = 1 << 22) -> BinaryIO:
        """A file to read and seek in, fetched in blocks; raises FileNotFoundError where there is none."""
        if self.local:
            return open(self._path(name), "rb")
        path = self._path(name)
        return cast(BinaryIO, self._tried(lambda: self._fs.open(path, "rb", block_size=block), f"open {self._shown(name)}"))

    def read_range(self, name: str, start: int, end: int) -> bytes:
        """The bytes from ``start`` to ``end`` (exclusive)."""
        path = self._path(name)
        return cast(bytes, self._tried(lambda: self._fs.cat_file(path, start=start, end=end), f"read {self._shown(name)}"))

    def write(self, name: str, data: bytes, *, sync: bool = True) -> None:
        """Give a file this content, whole or not at all; raises DiskFull or StorageError.

        Without ``sync`` it may be lost where a machine (not a process) dies right after.
        """
        path = self._path(name)
        what = f"write {self._shown(name)}"
        try:
            if self.local:
                self._tried(lambda: _write_local(Path(path), data, sync), what)
            else:
                self._tried(lambda: self._fs.pipe_file(path, data), what)
        except FileNotFoundError as error:  # the bucket
            raise _refused(what, error, transient=False) from error

    def note(self, name: str) -> "Note":
        """A file on this machine's disk that is written over again and again; raises DiskFull or StorageError, now and later."""
        return Note(Path(self._path(name)), lambda call: self._tried(call, f"write {self._shown(name)}"))

    def delete(self, name: str) -> None:
        """Delete a file or a folder with all in it; nothing where there is none."""
        path = self._path(name)

        def gone() -> None:
            with contextlib.suppress(FileNotFoundError):
                self._fs.rm(path, recursive=True)

        self._fs.invalidate_cache()
        self._tried(gone, f"delete {self._shown(name)}")

    def files(self, folder: str = "") -> list[Stored]:
        """All files below a folder, by name; none where there is no such folder. Temporary files of writers are left out."""
        path = self._path(folder)

        def found() -> dict[str, dict[str, Any]]:
            self._fs.invalidate_cache()
            try:
                listed = self._fs.find(path, detail=True)
            except FileNotFoundError:
                return {}
            return cast(dict[str, dict[str, Any]], listed)

        rows = self._tried(found, f"list {self._shown(folder)}")
        stored = [
            Stored(name=name[len(self.root) :].lstrip("/"), size=int(info["size"] or 0), tag=_tag(info))
            for name, info in rows.items()
            if info.get("type") == "file" and not name.endswith(".part")
        ]
        return sorted(stored, key=lambda one: one.name.split("/"))

    def folders(self) -> list[str]:
        """The names of the folders right below, sorted."""

        def found() -> list[dict[str, Any]]:
            self._fs.invalidate_cache()
            try:
                return cast(list[dict[str, Any]], self._fs.ls(self.root, detail=True))
            except (FileNotFoundError, NotADirectoryError):
                return []

        rows = self._tried(found, f"list {self.url}")
        return sorted(str(row["name"]).rstrip("/").rpartition("/")[2] for row in rows if row.get("type") == "directory")

    def read_all(self, names: Sequence[str]) -> list[bytes | None]:
        """``read`` of many small files, in their order; some at once, since an object store takes its time for each."""
        if self.local or len(names) < 2:
            return [self.read(name) for name in names]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(self.read, names))

    def file(self, name: str) -> Stored | None:
        """One file's size and tag; None where there is none (or a folder)."""
        path = self._path(name)

        def asked() -> dict[str, Any]:
            self._fs.invalidate_cache()
            return cast(dict[str, Any], self._fs.info(path))

        try:
            info = self._tried(asked, f"read {self._shown(name)}")
        except FileNotFoundError:
            return None
        return Stored(name=name, size=int(info["size"] or 0), tag=_tag(info)) if info.get("type") == "file" else None

    def _path(self, name: str) -> str:
        return f"{self.root}/{name}" if name else self.root

    def _shown(self, name: str) -> str:
        return f"{self.url}/{name}" if name else self.url

    def _tried(self, call: Callable[[], Result], what: str) -> Result:
        """What a call gives, tried again where it fails for a moment; FileNotFoundError passes."""
        wait = FIRST_WAIT
        for left in reversed(range(TRIES)):
            try:
                return call()
            except FileNotFoundError:
                raise
            except Exception as error:
                for_good = self.local or (isinstance(error, OSError) and error.errno in _FOR_GOOD)
                if not (isinstance(error, OSError) or _is_of_network(error)):
                    raise
                if for_good or not left:
                    raise _refused(what, error, transient=not for_good) from error
            time.sleep(wait * (0.5 + random.random()))  # noqa: S311  so that many workers don't come back together
            wait = min(2 * wait, LONGEST_WAIT)
        raise AssertionError("the last try returns or raises")


class Note:
    """A short file that is written over in place: some microseconds each, and half a note where a machine dies just then."""

    def __init__(self, path: Path, tried: Callable[[Callable[[], object]], object]) -> None:
        """Not for callers: ``Storage.note`` makes it."""
        self._path, self._tried = path, tried
        self._descriptor: int | None = None

    def write(self, data: bytes) -> None:
        """Let the file hold this, with spaces behind it up to NOTE_BYTES."""
        self._tried(lambda: self._over(data.ljust(NOTE_BYTES)))

    def close(self) -> None:
        """Let go of the file; it stays."""
        if self._descriptor is not None:
            self._let_go()
            self._descriptor = None

    def _over(self, data: bytes) -> None:
        if self._descriptor is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(self._path, os.O_CREAT | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
            self._let_go = weakref.finalize(self, os.close, self._descriptor)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, data)


def _opened(url: str) -> tuple[Any, str]:
    fsspec: Any = needed("fsspec", "cluster")
    scheme = url.partition("://")[0] if "://" in url else "file"
    if scheme in _LIBRARIES:
        library = _LIBRARIES[scheme]
        needed(library, _EXTRAS[library])
    if is_local(url):
        url = os.path.abspath(url.partition("://")[2] if "://" in url else url)
    try:
        fs, root = fsspec.core.url_to_fs(url, **(_S3_OPTIONS if _LIBRARIES.get(scheme) == "s3fs" else {}))
    except ImportError as error:
        raise StorageError(f"{url} needs a library that is not installed: {error}.", "Install it with pip.") from error
    except ValueError as error:
        raise StorageError(f"{url} is no place that can be read or written: {error}.", "Write a path, s3://, gs:// or az://.") from error
    return fs, str(root).rstrip("/")


def _write_local(path: Path, data: bytes, sync: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            if sync:
                os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _tag(info: dict[str, Any]) -> str:
    """What changes with a file's content: the store's own tag, else size and time of change."""
    for name in ("ETag", "etag", "md5Hash", "content_md5", "crc32c"):
        if info.get(name):
            return str(info[name]).strip('"')
    path = info.get("name")
    if path and info.get("ino") is not None:
        try:
            return f"{info['size']}-{os.stat(path).st_mtime_ns}"
        except OSError:
            pass
    changed = next((info[name] for name in ("mtime", "LastModified", "last_modified", "updated", "created") if info.get(name)), "")
    return f"{info.get('size')}-{changed}"


def _is_of_network(error: Exception) -> bool:
    """Whether an error is one of the libraries that talk to a store, which are no OSErrors."""
    return type(error).__module__.partition(".")[0] in ("aiohttp", "botocore", "aiobotocore", "gcsfs", "azure", "google", "asyncio")


def _refused(what: str, error: Exception, *, transient: bool) -> DiskFull | StorageError:
    reason = (getattr(error, "strerror", None) or str(error) or type(error).__name__).rstrip(".")
    if isinstance(error, OSError) and error.errno in _FULL:
        return DiskFull(f"There is no room left to {what}.", "Free some space, and run the same again: it goes on where it was.")
    cure = "See whether the store answers, and run the same again: it goes on." if transient else "Check the name and your rights."
    return StorageError(f"It was not possible to {what}: {reason}.", cure, transient=transient)


