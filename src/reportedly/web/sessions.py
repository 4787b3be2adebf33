"""Sessions: a random id that only the browser has, its digest here, and an end in any case."""

import hashlib
import secrets
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct

from reportedly.web.accounts_file import AccountsFile, instant
from reportedly.web.accounts_rights import Role

IDLE = timedelta(hours=1)
"""A session that nobody used for so long is over: a screen left alone in a newsroom."""
LONGEST = timedelta(hours=12)
"""No session outlives a long working day, used or not."""
_NOTED = timedelta(minutes=1)
"""How exactly it is known when a session was used last; noting each request would write for each request."""


class Session(Struct, frozen=True, kw_only=True):
    """A live session: its digest, and the account's id, name and role as they are now."""

    digest: bytes
    account: int
    name: str
    role: Role


def digest_of(session_id: str) -> bytes:
    """What is stored of an id. It has 256 random bits, so a plain hash can't be searched through."""
    return hashlib.sha256(session_id.encode("utf-8", "surrogatepass")).digest()


class Sessions:
    """The sessions in a file of accounts."""

    def __init__(self, file: AccountsFile, now: Callable[[], datetime]) -> None:
        """``now`` is the clock."""
        self._file, self._now = file, now

    def begin(self, account: int) -> str:
        """Begin a session of an account and return its id, which is stored nowhere; those that are over are forgotten."""
        session_id = secrets.token_urlsafe(32)
        now = self._now()
        with self._file.writing() as database:
            idle, longest = instant(now - IDLE), instant(now - LONGEST)
            database.execute("DELETE FROM session WHERE seen_at <= ? OR begun_at <= ?", (idle, longest))
            database.execute("INSERT INTO session VALUES (?, ?, ?, ?)", (digest_of(session_id), account, instant(now), instant(now)))
        return session_id

    def found(self, session_id: str) -> Session | None:
        """The live session of that id, which is thereby used; None where there is none, it is over, or its account is removed."""
        digest, now = digest_of(session_id), self._now()
        with self._file.reading() as database:
            row = database.execute(
                "SELECT session.seen_at, account.id, account.name, account.role FROM session JOIN account ON account.id = session.account "
                "WHERE digest = ? AND session.seen_at > ? AND begun_at > ? AND removed_at IS NULL",
                (digest, instant(now - IDLE), instant(now - LONGEST)),
            ).fetchone()
        if row is None:
            return None
        if row["seen_at"] <= instant(now - _NOTED):
            with self._file.writing() as database:
                database.execute("UPDATE session SET seen_at = ? WHERE digest = ?", (instant(now), digest))
        return Session(digest=digest, account=row["id"], name=row["name"], role=row["role"])

    def end_id(self, session_id: str) -> None:
        """End the session of that id, if there is one."""
        self.end(digest_of(session_id))

    def end(self, digest: bytes) -> None:
        """End a session."""
        with self._file.writing() as database:
            database.execute("DELETE FROM session WHERE digest = ?", (digest,))

    def end_all(self, account: int, *, but: bytes | None = None) -> int:
        """End all sessions of an account, but one if it is named; returns how many there were."""
        with self._file.writing() as database:
            ended: sqlite3.Cursor = database.execute("DELETE FROM session WHERE account = ? AND digest IS NOT ?", (account, but))
            return ended.rowcount
