"""The audit log: who came in, who failed to, who changed accounts or what is withheld, and what left in which export.

Rows are added and never changed: the file's own triggers refuse it. No password, session id or withheld word is ever written here; of a
name that is no account's nothing is kept, since people type passwords into the wrong field.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from msgspec import Struct, json

from reportedly.errors import BadOption
from reportedly.web.accounts_file import AccountsFile, instant

What = Literal[
    "signed-in", "sign-in-failed", "sign-in-held", "signed-out", "signed-out-everywhere", "added", "restored", "removed", "role",
    "password", "exported", "original", "withheld",
]  # fmt: skip
PAGE, MOST = 100, 1_000


class AuditRow(Struct, frozen=True, kw_only=True):
    """One entry: when (UTC), what happened, who did it, about whom or what, from which address, and what else is known of it."""

    id: int
    at: str
    what: What
    who: str | None
    about: str | None
    address: str | None
    detail: dict[str, str]


class AuditPage(Struct, frozen=True, kw_only=True):
    """Entries, the latest first; ``next`` is the cursor of the page after."""

    rows: tuple[AuditRow, ...]
    next: str | None


class Audit:
    """The log in a file of accounts."""

    def __init__(self, file: AccountsFile, now: Callable[[], datetime]) -> None:
        """``now`` is the clock."""
        self._file, self._now = file, now

    def add(
        self, what: What, *, who: str | None = None, about: str | None = None, address: str | None = None,
        detail: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Write an entry, within the transaction that is open if there is one."""
        with self._file.writing() as database:
            database.execute(
                "INSERT INTO audit (at, what, who, about, address, detail) VALUES (?, ?, ?, ?, ?, ?)",
                (instant(self._now()), what, who, about, address, json.encode(detail or {}).decode()),
            )

    def page(self, *, limit: int | None = None, cursor: str | None = None) -> AuditPage:
        """A page of entries, the latest first; raises BadOption for a limit or cursor that can't be used."""
        most = PAGE if limit is None else limit
        if not 1 <= most <= MOST:
            raise BadOption(f"limit is {most}.", f"Give 1 to {MOST:,}.")
        before = 1 << 62 if cursor is None else _number(cursor)
        with self._file.reading() as database:
            found = database.execute("SELECT * FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?", (before, most + 1)).fetchall()
        rows = tuple(
            AuditRow(
                id=row["id"], at=row["at"], what=row["what"], who=row["who"], about=row["about"], address=row["address"],
                detail=json.decode(row["detail"], type=dict[str, str]),
            )
            for row in found[:most]
        )  # fmt: skip
        return AuditPage(rows=rows, next=str(rows[-1].id) if len(found) > most else None)


def _number(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):
        raise BadOption("That cursor is no place in the log.", "Take `next` of the page before.")
    return int(cursor)
