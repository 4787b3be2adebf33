"""What a watch remembers between rounds and restarts: a small SQLite file beside the record.

It is no evidence, so it stands outside the record: whoever loses it asks the feeds anew, and what the record has is a duplicate.
Times are seconds since 1970; all that is noted in a round is committed at its end, as one.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from msgspec import Struct, structs

from reportedly.errors import BadOption, RecordLocked
from reportedly.fetch.fetcher import Validators

_APPLICATION = 0x7277_6368  # "rwch": the mark of such a file
_SCHEMA = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feed (
  url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, asked_at REAL, held_until REAL NOT NULL, failures INTEGER NOT NULL,
  gone INTEGER NOT NULL, reason TEXT, content TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (
  feed TEXT NOT NULL, key TEXT NOT NULL, url TEXT, title TEXT, published TEXT, state TEXT NOT NULL, tries INTEGER NOT NULL,
  held_until REAL NOT NULL, seen_at REAL NOT NULL, PRIMARY KEY (feed, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entry_url ON entry (url);
CREATE INDEX IF NOT EXISTS entry_state ON entry (state);
"""


class Feed(Struct, frozen=True, kw_only=True):
    """What is remembered of a feed or a page.

    ``validators`` is what the server said about what we have in full; ``failures`` counts those in a row, and until ``held_until`` it is
    left alone. ``content`` tells a page's words of last time.
    """

    url: str
    validators: Validators = Validators()
    asked_at: float | None = None
    held_until: float = 0.0
    failures: int = 0
    gone: bool = False
    reason: str | None = None
    content: str | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """An entry of a feed: ``waiting`` for its page, ``done``, ``failed`` for good, or ``left out`` by a rule."""

    feed: str
    key: str
    url: str | None
    title: str | None
    published: str | None
    state: Literal["waiting", "done", "failed", "left out"]
    tries: int = 0
    held_until: float = 0.0
    seen_at: float = 0.0


class WatchState:
    """The open file; nobody else can open it meanwhile. Use it in a ``with``, or close it."""

    def __init__(self, path: Path) -> None:
        """Raises RecordLocked where another watch has it open, BadOption where the file is something else."""
        self.path = path
        try:
            self._database = sqlite3.connect(path, timeout=0.5, isolation_level=None)
        except sqlite3.Error as error:
            raise _unusable(path, error) from None
        try:
            (mark,) = self._database.execute("PRAGMA application_id").fetchone()
            (tables,) = self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables and mark != _APPLICATION:
                raise sqlite3.DatabaseError("it is a database of another kind")
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._database.execute("BEGIN EXCLUSIVE")
            self._database.execute(f"PRAGMA application_id = {_APPLICATION}")
            for statement in _SCHEMA.split(";"):
                self._database.execute(statement)
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            self._database.close()
            raise _unusable(path, error) from None

    def __enter__(self) -> "WatchState":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it."""
        self._database.close()

    @contextmanager
    def noting(self) -> Iterator[None]:
        """One transaction: all that is noted in it, or nothing."""
        try:
            self._database.execute("BEGIN IMMEDIATE")
            yield
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            raise _unusable(self.path, error) from None
        finally:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")

    @property
    def last_run(self) -> int:
        """The record's last run of which the entries are accounted for here."""
        row = self._database.execute("SELECT value FROM about WHERE key = 'last_run'").fetchone()
        return int(row[0]) if row else 0

    def note_run(self, run: int) -> None:
        """Note that every entry is accounted for up to this run."""
        self._database.execute("INSERT OR REPLACE INTO about VALUES ('last_run', ?)", (str(run),))

    def forget(self) -> None:
        """Forget everything."""
        for table in ("about", "feed", "entry"):
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608  names of ours

    def feed(self, url: str) -> Feed:
        """What is remembered of a feed; of an unknown one, nothing."""
        row = self._database.execute(
            "SELECT etag, last_modified, asked_at, held_until, failures, gone, reason, content FROM feed WHERE url = ?", (url,)
        ).fetchone()
        if row is None:
            return Feed(url=url)
        return Feed(
            url=url, validators=Validators(etag=row[0], last_modified=row[1]), asked_at=row[2], held_until=row[3], failures=row[4],
            gone=bool(row[5]), reason=row[6], content=row[7],
        )  # fmt: skip

    def note_feed(self, feed: Feed) -> None:
        """Remember a feed as it is now."""
        known = feed.validators
        values = (
            feed.url, known.etag, known.last_modified, feed.asked_at, feed.held_until, feed.failures, int(feed.gone), feed.reason,
            feed.content,
        )  # fmt: skip
        self._database.execute("INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def entry(self, feed: str, key: str) -> Entry | None:
        """An entry of a feed; None where it was not seen yet."""
        return next(self._entries("feed = ? AND key = ?", (feed, key)), None)

    def is_done(self, url: str) -> bool:
        """Whether an entry's page was brought in, or failed for good, for any feed."""
        return self._database.execute("SELECT 1 FROM entry WHERE url = ? AND state IN ('done', 'failed')", (url,)).fetchone() is not None

    def waiting(self) -> list[Entry]:
        """The entries that wait for their pages, in a fixed order."""
        return list(self._entries("state = 'waiting'", ()))

    def note_entry(self, entry: Entry) -> None:
        """Remember an entry as it is now."""
        self._database.execute("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", structs.astuple(entry))

    def see(self, entries: Iterable[tuple[str, str]], now: float) -> None:
        """Note that feeds have these entries (feed, key) still."""
        self._database.executemany("UPDATE entry SET seen_at = ? WHERE feed = ? AND key = ?", ((now, *entry) for entry in entries))

    def prune(self, before: float) -> None:
        """Forget entries that no feed has had since ``before`` and that wait for nothing."""
        self._database.execute("DELETE FROM entry WHERE seen_at < ? AND state <> 'waiting'", (before,))

    def _entries(self, where: str, values: tuple[str, ...]) -> Iterator[Entry]:
        names = ", ".join(Entry.__struct_fields__)
        asked = f"SELECT {names} FROM entry WHERE {where} ORDER BY seen_at, feed, key"  # noqa: S608  words of ours
        for row in self._database.execute(asked, values).fetchall():
            yield Entry(**dict(zip(Entry.__struct_fields__, row, strict=True)))


def _unusable(path: Path, error: sqlite3.Error) -> RecordLocked | BadOption:
    if "locked" in str(error):
        return RecordLocked(f"Another watch has {path} open.", "Stop it, or give this one a file of its own with --state.")
    return BadOption(
        f"{path} can't be used as a watch's memory: {error}.",
        "Name another file with --state; a watch whose memory is lost asks its feeds anew, and stores nothing twice.",
    )
