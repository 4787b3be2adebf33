"""Accounts: who works with the record under which name and role, and how they come in."""

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection, Row

from msgspec import Struct

from reportedly.errors import BadOption
from reportedly.web.accounts_audit import Audit
from reportedly.web.accounts_file import AccountsFile, instant
from reportedly.web.accounts_passwords import Passwords, checked
from reportedly.web.accounts_rights import ROLES, Role
from reportedly.web.problems import NotSignedIn, NotThere, SignInHeld
from reportedly.web.sessions import Sessions
from reportedly.web.sessions_limits import SignInLimits

_LONGEST_NAME = 64
_NO_ENTRY = ("The name or the password is wrong.", "Try again; an admin of this desk can give you a new password.")


class Account(Struct, frozen=True, kw_only=True):
    """An account: instants in UTC; ``seen_at`` is when it signed in last, ``removed_at`` when it was removed."""

    name: str
    role: Role
    made_at: str
    seen_at: str | None = None
    removed_at: str | None = None


class By(Struct, frozen=True, kw_only=True):
    """Who changes accounts, and from which address (None: at the command line)."""

    who: str
    address: str | None = None


def utc_now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


class Accounts:
    """The accounts of one desk, with their sessions and the audit log; used from several threads."""

    def __init__(
        self, path: Path, *, create: bool = False, now: Callable[[], datetime] = utc_now, passwords: Passwords | None = None
    ) -> None:
        """Open the file; raises BadOption, NotARecord or RecordTooNew where it can't be used, MissingExtra without argon2-cffi."""
        self._passwords = passwords or Passwords()
        self._now = now
        self.file = AccountsFile(path, create=create)
        self.audit = Audit(self.file, now)
        self.sessions = Sessions(self.file, now)
        self._limits = SignInLimits(now)

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()

    # Coming in

    def sign_in(self, name: str, password: str, address: str, *, before: str | None = None) -> str:
        """The id of a new session; the one whose id was sent along (``before``) is over.

        Raises NotSignedIn, the same after the same work whether there is such an account or not, and SignInHeld after too many attempts.
        """
        key = _key(name)
        self._attempt(key, address)
        with self.file.reading() as database:
            row = _found(database, key)
        stored = None if row is None or row["removed_at"] is not None else row["password"]
        right = self._passwords.fits(stored, password)
        # With today's parameters, where the hash was made with others; outside the transaction, since it takes a while.
        renewed = self._passwords.hashed(checked(password, "")) if right and stored and self._passwords.is_stale(stored) else stored
        with self.file.writing() as database:
            now_row = _found(database, key)
            known = None if now_row is None else str(now_row["name"])
            # Looking at a password takes a while, in which the account may have been removed or got another one.
            if not right or now_row is None or now_row["removed_at"] is not None or now_row["password"] != stored:
                self.audit.add("sign-in-failed", about=known, address=address, detail={} if known else {"account": "unknown"})
                session_id = None
            else:
                changed = (renewed, instant(self._now()), now_row["id"])
                database.execute("UPDATE account SET password = ?, seen_at = ? WHERE id = ?", changed)
                if before is not None:
                    self.sessions.end_id(before)
                session_id = self.sessions.begin(now_row["id"])
                self.audit.add("signed-in", who=known, address=address)
        if session_id is None:
            raise NotSignedIn(*_NO_ENTRY)
        self._limits.succeeded(key, address)
        return session_id

    def _attempt(self, key: str, address: str) -> None:
        held = self._limits.attempt(key, address)
        if held is None:
            return
        if held.first:
            with self.file.reading() as database:
                row = _found(database, key)
            known = None if row is None else str(row["name"])
            self.audit.add("sign-in-held", about=known, address=address, detail={"seconds": str(held.seconds)})
        raise SignInHeld("There were too many attempts to sign in.", f"Wait {-(-held.seconds // 60)} minutes.", seconds=held.seconds)

    def sign_out(self, digest: bytes, by: By, *, everywhere: bool = False) -> None:
        """End the session, or with ``everywhere`` all of the account's."""
        with self.file.writing() as database:
            if everywhere:
                self.sessions.end_all(_known(database, by.who)["id"])
            self.sessions.end(digest)
            self.audit.add("signed-out-everywhere" if everywhere else "signed-out", who=by.who, address=by.address)

    # Accounts

    def list(self) -> tuple[Account, ...]:
        """All accounts by name, the removed ones last."""
        with self.file.reading() as database:
            rows = database.execute("SELECT * FROM account ORDER BY removed_at IS NOT NULL, key").fetchall()
        return tuple(_account(row) for row in rows)

    def add(self, name: str, role: str, password: str, by: By) -> Account:
        """Make an account, or bring a removed one of that name back; raises BadOption where name, role or password can't be used."""
        kept, wanted = _name(name), _role(role)
        hashed = self._passwords.hashed(checked(password, kept))
        with self.file.writing() as database:
            row = _found(database, _key(kept))
            if row is not None and row["removed_at"] is None:
                raise BadOption(f"There is an account {row['name']}.", "Take another name, or change that account.")
            now = instant(self._now())
            if row is None:
                values = (kept, _key(kept), wanted, hashed, now)
                database.execute("INSERT INTO account (name, key, role, password, made_at) VALUES (?, ?, ?, ?, ?)", values)
            else:
                kept = str(row["name"])
                changed = (wanted, hashed, row["id"])
                database.execute("UPDATE account SET role = ?, password = ?, removed_at = NULL WHERE id = ?", changed)
            self.audit.add("added" if row is None else "restored", who=by.who, about=kept, address=by.address, detail={"role": wanted})
            return _account(_known(database, kept))

    def set_role(self, name: str, role: str, by: By) -> Account:
        """Give an account another role, from its next request on; raises BadOption where no admin would be left."""
        wanted = _role(role)
        with self.file.writing() as database:
            row = _known(database, name)
            if wanted != "admin":
                _another_admin(database, row)
            database.execute("UPDATE account SET role = ? WHERE id = ?", (wanted, row["id"]))
            detail = {"from": str(row["role"]), "to": str(wanted)}
            self.audit.add("role", who=by.who, about=row["name"], address=by.address, detail=detail)
            return _account(_known(database, name))

    def set_password(self, name: str, password: str, by: By, *, but: bytes | None = None) -> Account:
        """Give an account another password, and end its sessions (but the one of that digest)."""
        with self.file.reading() as database:
            kept = str(_known(database, name)["name"])
        hashed = self._passwords.hashed(checked(password, kept))
        with self.file.writing() as database:
            row = _known(database, name)
            database.execute("UPDATE account SET password = ? WHERE id = ?", (hashed, row["id"]))
            self.sessions.end_all(row["id"], but=but)
            self.audit.add("password", who=by.who, about=row["name"], address=by.address)
            return _account(row)

    def change_password(self, old: str, new: str, by: By, session: bytes) -> None:
        """Change one's own password, knowing the old one; raises BadOption where that is wrong, SignInHeld after too many attempts."""
        key, address = _key(by.who), by.address or ""
        self._attempt(key, address)
        with self.file.reading() as database:
            stored = _known(database, by.who)["password"]
        if not self._passwords.fits(stored, old):
            self.audit.add("sign-in-failed", who=by.who, about=by.who, address=by.address, detail={"for": "a new password"})
            raise BadOption("The old password is wrong.", "Type it again; an admin of this desk can give you a new one.")
        self._limits.succeeded(key, address)
        self.set_password(by.who, new, by, but=session)

    def remove(self, name: str, by: By) -> Account:
        """Close an account: nobody comes in by it, its sessions end, and what it judged stays signed with its name."""
        with self.file.writing() as database:
            row = _known(database, name)
            _another_admin(database, row)
            database.execute("UPDATE account SET removed_at = ?, password = NULL WHERE id = ?", (instant(self._now()), row["id"]))
            self.sessions.end_all(row["id"])
            self.audit.add("removed", who=by.who, about=row["name"], address=by.address)
            return _account(_any(database, name))


def _key(name: str) -> str:
    """The form in which names are compared: two that look alike but for case or width are one."""
    return " ".join(unicodedata.normalize("NFKC", name[: 4 * _LONGEST_NAME]).casefold().split())


def _name(name: str) -> str:
    kept = unicodedata.normalize("NFC", name).strip()
    if not 1 <= len(kept) <= _LONGEST_NAME or not kept.isprintable() or "/" in kept or kept in (".", ".."):
        cure = "It signs judgements: give a person's name as it should be read."
        raise BadOption(f"An account's name has 1 to {_LONGEST_NAME} printable characters and no slash.", cure)
    return kept


def _role(role: str) -> Role:
    for known in ROLES:
        if known == role:
            return known
    raise BadOption(f"'{role}' is no role.", f"Roles are {', '.join(ROLES)}.")


def _found(database: Connection, key: str) -> Row | None:
    row: Row | None = database.execute("SELECT * FROM account WHERE key = ?", (key,)).fetchone()
    return row


def _any(database: Connection, name: str) -> Row:
    row = _found(database, _key(name))
    if row is None:
        raise NotThere("There is no account of that name.", "`reportedly users list` names them.")
    return row


def _known(database: Connection, name: str) -> Row:
    row = _any(database, name)
    if row["removed_at"] is not None:
        raise BadOption(f"The account {row['name']} was removed.", "Add it again to bring it back.")
    return row


def _another_admin(database: Connection, row: Row) -> None:
    """Raise BadOption where the account is the only admin: nobody could let anybody in any more."""
    if row["role"] != "admin":
        return
    asked = database.execute("SELECT count(*) FROM account WHERE role = 'admin' AND removed_at IS NULL AND id <> ?", (row["id"],))
    if asked.fetchone()[0] == 0:
        raise BadOption(f"{row['name']} is the only admin.", "Make another account an admin first.")


def _account(row: Row) -> Account:
    return Account(name=row["name"], role=row["role"], made_at=row["made_at"], seen_at=row["seen_at"], removed_at=row["removed_at"])
