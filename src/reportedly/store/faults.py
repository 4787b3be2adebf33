"""What a database says when it refuses, as errors that say what to do."""

import errno
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from reportedly.errors import (
    DiskFull,
    NoConnection,
    NoRecord,
    NotARecord,
    RecordDamaged,
    RecordError,
    RecordLocked,
    RecordReadOnly,
    TooSlow,
)

SLOW_CURE = "Narrow it by time, place or type, or raise the setting read_timeout."
LOCKED_CURE = "Wait until it has finished, then run the command again."
WRITE_CURE = "Get the right to write the file and its folder, or work on a copy."
FULL_CURE = "Make room, then run the command again: all that was added before is kept."
DAMAGED_CURE = "Copy the file away, then restore it from a copy, or add the reports to a new record."
NO_ROOM = 1 << 20  # bytes free below which an error of writing is put down to a full disk


@contextmanager
def sqlite_faults(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the record at ``path`` into RecordErrors."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise of_sqlite(error.orig, path) from error
        raise
    except sqlite3.Error as error:
        raise of_sqlite(error, path) from error


def of_system(error: OSError, path: Path) -> RecordError:
    """The RecordError that an error of the system stands for, met in making a file of the record at ``path``."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(f"There is no room left for the record {path}.", FULL_CURE)
    return RecordReadOnly(f"The record {path} can't be written to ({error.strerror}).", WRITE_CURE)


def of_sqlite(error: sqlite3.Error, path: Path) -> RecordError:
    """The RecordError that an error of SQLite stands for."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    if code == sqlite3.SQLITE_FULL or (code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and _no_room(path)):
        return DiskFull(f"There is no room left for the record {path}.", FULL_CURE)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):
        return RecordLocked(f"Another process is writing to the record {path}.", LOCKED_CURE)
    if code == sqlite3.SQLITE_NOTADB:
        return NotARecord(
            f"{path} is no record of reportedly, or its beginning is damaged.",
            "Check the path, or restore it from a copy.",
        )
    if code == sqlite3.SQLITE_CORRUPT or "Could not decode" in str(error):
        return RecordDamaged(f"The record {path} is damaged ({error}).", DAMAGED_CURE)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return RecordReadOnly(
            f"The record {path} can't be written to.",
            WRITE_CURE,
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return NoRecord(
            f"The record {path} can't be opened.", "Check the path, and that you may read the file and its folder."
        )
    if code == sqlite3.SQLITE_IOERR:
        return RecordError(
            f"The disk did not do what the record {path} asked of it ({name}).",
            "Check the disk; nothing half-done is kept.",
        )
    if "no such module" in str(error):
        return RecordError(
            f"The SQLite of this Python can't search ({error}).",
            "Use a Python whose SQLite has FTS5 and R*Tree, as those of python.org, Debian and conda have.",
        )
    return RecordError(
        f"The record {path} refused: {error} ({name}).", "This is a mistake in reportedly: please report it."
    )


def _no_room(path: Path) -> bool:
    folder = path if path.is_dir() else path.parent
    try:
        free = shutil.disk_usage(folder).free
        return free < NO_ROOM or (
            hasattr(os, "statvfs") and os.statvfs(folder).f_favail == 0 < os.statvfs(folder).f_files
        )
    except OSError:
        return False


_NO_CONNECTION = (
    (r"password authentication failed|no password supplied|pg_hba.conf", "The server does not let us in",
     "Check the user and the password in the URL, or set PGPASSWORD."),
    (r"database .* does not exist", "The server has no such database", "Make it with createdb, or correct the URL."),
    (r"role .* does not exist", "The server has no such user", "Correct the user in the URL."),
    (r"refused|could not connect|failed to resolve|Name or service|No such file|timeout|timed out|unreachable",
     "No server answers", "Check the address in the URL, and that PostgreSQL is running."),
    (r"", "The connection to the server is lost",
     "Check that PostgreSQL is running, then run the command again: nothing half-done is kept."),
)  # fmt: skip


@contextmanager
def postgresql_faults(name: str) -> Iterator[None]:
    """Turn what PostgreSQL raises about the record ``name`` (a URL without password) into RecordErrors."""
    try:
        yield
    except PoolTimeout as error:
        raise NoConnection(
            f"All connections of this process to {name} are in use.",
            "Ask again in a moment, or raise the setting connections and the server's max_connections.",
        ) from error
    except DBAPIError as error:
        if error.orig is None:
            raise
        raise of_postgresql(error.orig, name) from error


def of_postgresql(error: BaseException, name: str) -> RecordError:
    """The RecordError that an error of psycopg stands for, by its SQLSTATE, or by its words where it never connected."""
    state = getattr(error, "sqlstate", None) or ""
    words = str(error).strip()
    if state in ("53100", "53200") or "No space left" in words:
        return DiskFull(f"The server has no room left for the record {name}.", FULL_CURE)
    if "conflict with recovery" in words:
        return TooSlow(
            f"The read replica {name} broke a question off, to take up what was written.",
            "Ask again; hot_standby_feedback = on at the replica lets it finish.",
        )
    if state == "57014" and "statement timeout" in words:
        return TooSlow(f"The record {name} took longer over a question than it may.", SLOW_CURE)
    if state in ("55P03", "40P01", "40001", "57014"):
        return RecordLocked(f"Another process is writing to the record {name}.", LOCKED_CURE)
    if state in ("25006", "42501"):
        return RecordReadOnly(
            f"The record {name} can't be written to.", "Have the server's keeper grant you the right to write."
        )
    if state.startswith("XX00"):
        return RecordDamaged(
            f"The server says that the record {name} is damaged ({_first_line(words)}).",
            "Restore the database from a copy.",
        )
    if not state or state.startswith(("08", "28", "3D", "57")):
        for pattern, what, cure in _NO_CONNECTION:
            if re.search(pattern, words, re.IGNORECASE):
                return NoConnection(f"{what}: {name}.", cure)
    return RecordError(
        f"The record {name} refused: {_first_line(words)} ({state}).",
        "This is a mistake in reportedly: please report it.",
    )


def _first_line(words: str) -> str:
    return words.splitlines()[0].rstrip(".") if words else "no reason given"
