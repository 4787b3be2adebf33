"""The file of accounts, sessions and the audit log: SQLite, readable by its owner only, beside the record.

It is no evidence and names people who work with it, so it stands outside the record: who hands a record on hands on no account.
Instants are ISO 8601 in UTC with microseconds, so that they sort as they happened.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from reportedly.errors import BadOption, NotARecord, RecordDamaged, RecordLocked, RecordTooNew

_APPLICATION, _VERSION = 0x7275_7372, 1  # "rusr"
_WAIT_S = 10.0
_SCHEMA = """
CREATE TABLE account (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE, role TEXT NOT NULL CHECK (role IN ('reader', 'reviewer', 'admin')),
  password TEXT, made_at TEXT NOT NULL, seen_at TEXT, removed_at TEXT
);
CREATE TABLE session (
  digest BLOB PRIMARY KEY, account INTEGER NOT NULL REFERENCES account (id), begun_at TEXT NOT NULL, seen_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_account ON session (account);
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, what TEXT NOT NULL, who TEXT, about TEXT, address TEXT, detail TEXT NOT NULL
);
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
"""


def instant(when: datetime) -> str:
    """An instant as the file has it."""
    return when.astimezone(UTC).isoformat(timespec="microseconds")


class AccountsFile:
    """The open file; used from several threads, and by several processes side by side."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Raises BadOption where it is not there (and not to be made), NotARecord where it is something else."""
        self.path = path
        self._lock = threading.RLock()
        if not create and not path.is_file():
            raise BadOption(f"There are no accounts at {path}.", "Make the first: reportedly users add NAME --role admin")
        try:
            # Made by us and not by SQLite, whose files the umask decides about.
            os.close(os.open(path, os.O_RDWR | (os.O_CREAT if create else 0), 0o600))
            self._database = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise BadOption(f"The accounts file {path} can't be opened: {error}.", "Check its folder and rights.") from None
        try:
            with self._faults():
                self._prepare()
        except BaseException:
            self._database.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection for one or more questions, which no other thread uses meanwhile."""
        with self._lock, self._faults():
            yield self._database

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, whole or not at all."""
        with self._lock, self._faults():
            if self._database.in_transaction:  # one within another is part of it
                yield self._database
                return
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def _prepare(self) -> None:
        self._database.row_factory = sqlite3.Row
        self._database.execute("PRAGMA foreign_keys = ON")
        self._database.execute("BEGIN IMMEDIATE")
        try:
            (mark,) = self._database.execute("PRAGMA application_id").fetchone()
            (version,) = self._database.execute("PRAGMA user_version").fetchone()
            (tables,) = self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables and mark != _APPLICATION:
                raise NotARecord(f"{self.path} is no file of accounts.", "Name another with --users-file.")
            if version > _VERSION:
                raise RecordTooNew(f"A later version of reportedly made {self.path}.", "pip install --upgrade reportedly")
            if not tables:
                for statement in _statements():
                    self._database.execute(statement)
                self._database.execute(f"PRAGMA application_id = {_APPLICATION}")
                self._database.execute(f"PRAGMA user_version = {_VERSION}")
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise RecordLocked(f"Another process is writing to {self.path}.", "Try again in a moment.") from None
            raise RecordDamaged(f"{self.path} can't be used: {error}.", "Check the disk, or restore the file from a copy.") from None
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError):
                raise
            raise NotARecord(f"{self.path} is no file of accounts: {error}.", "Name another with --users-file.") from None


def _statements() -> Iterator[str]:
    """The statements of the schema: executescript would commit each by itself."""
    waiting = ""
    for line in _SCHEMA.splitlines():
        waiting += line + "\n"
        if sqlite3.complete_statement(waiting):
            yield waiting
            waiting = ""
