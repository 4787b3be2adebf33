"""Keeping a copy of a record elsewhere, and having it back: whole, checked, and never over something else.

A SQLite record is copied by SQLite's online backup, one in PostgreSQL by pg_dump in its custom format, of one state of the record, while
others read and write. Beside the copy stands ``<copy>.json`` with the hashes that the record must have when it is had back.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import URL, Connection

from reportedly.errors import BadOption, MissingFile, NotARecord, RecordDamaged, RecordError
from reportedly.store.base import DialectName
from reportedly.store.fingerprint import derived_fingerprint, evidence_fingerprint
from reportedly.store.migrations import state_of
from reportedly.store.postgresql import PostgresqlDatabase
from reportedly.store.snapshot import Snapshot
from reportedly.store.sqlite import SqliteDatabase
from reportedly.version import __version__

SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")


class Kept(Struct, frozen=True, kw_only=True):
    """What a copy holds: the file's hash, of which kind of database, how many steps of the log, and the record's fingerprints."""

    sha256: str
    size: int
    dialect: DialectName
    schema: str | None
    steps: int
    evidence: str
    derived: str
    reportedly: str


def backup(target: str, file: Path) -> Kept:
    """Copy the record at ``target`` to ``file``, whole or not at all; others go on reading and writing.

    Raises BadOption where the file is there already, and RecordErrors.
    """
    for one in (file, _beside(file)):
        if one.exists():
            raise BadOption(f"{one} is there already.", "Name a file that is not; a copy is never written over.")
    part = file.with_name(f"{file.name}.part")
    try:
        kept = _of_postgresql(target, part) if target.startswith(SCHEMES) else _of_sqlite(Path(target), part)
        _beside(file).write_bytes(msgspec.json.format(msgspec.json.encode(kept)) + b"\n")
        part.replace(file)
    except OSError as error:
        raise BadOption(f"{file} can't be written: {error.strerror}.", "Name a folder that is there, with room in it.") from error
    finally:
        part.unlink(missing_ok=True)
    return kept


def restore(file: Path, target: str) -> Kept:
    """Make the record anew at ``target`` from a copy, and check that it has the fingerprints of the one that was copied.

    Raises BadOption where there is something at ``target``, MissingFile and RecordDamaged where the copy is not as it was written; then
    nothing is left at ``target``.
    """
    try:
        kept = msgspec.json.decode(_beside(file).read_bytes(), type=Kept)
    except OSError as error:
        raise MissingFile(
            f"There is no copy at {file} with its {_beside(file).name}.", "Name the file that `reportedly backup` wrote."
        ) from error
    except msgspec.MsgspecError as error:
        raise RecordDamaged(f"{_beside(file)} is damaged.", "Restore from another copy.") from error
    if not file.is_file() or _hash(file) != kept.sha256:
        raise RecordDamaged(f"{file} is not as it was written.", "Restore from another copy.")
    if target.startswith(SCHEMES) != (kept.dialect == "postgresql"):
        raise BadOption(f"{file} is a copy of a record in {kept.dialect}.", "Restore it to a place of that kind.")
    if kept.dialect == "postgresql":
        _to_postgresql(file, kept, target)
    else:
        _to_sqlite(file, kept, Path(target))
    return kept


# SQLite


def _of_sqlite(path: Path, part: Path) -> Kept:
    database = SqliteDatabase(path, create=False)
    try:
        with database.faults(), database.reading() as connection:
            _must_be_a_record(connection, database.name)
        source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        with database.faults(), closing(source), closing(sqlite3.connect(part)) as copy:
            source.backup(copy, pages=-1)  # all at once: in steps it would begin anew with each write of another
    finally:
        database.close()
    seen = _seen_sqlite(part)
    return Kept(sha256=_hash(part), size=part.stat().st_size, dialect="sqlite", schema=None, reportedly=__version__, **seen)


def _to_sqlite(file: Path, kept: Kept, path: Path) -> None:
    if path.exists():
        raise BadOption(f"{path} is there already.", "Name a file that is not; a record is never written over.")
    part = path.with_name(f"{path.name}.part")
    try:
        shutil.copyfile(file, part)
        _same(_seen_sqlite(part), kept, file)
        os.link(part, path)  # unlike a renaming, it fails where somebody has made a record there meanwhile
    except OSError as error:
        raise BadOption(f"{path} can't be written: {error.strerror}.", "Name a folder that is there, with room in it.") from error
    finally:
        for ending in ("", "-wal", "-shm"):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _seen_sqlite(part: Path) -> dict[str, Any]:
    database = SqliteDatabase(part, create=False)
    try:
        with database.faults(), database.reading() as connection:
            seen = _seen(Snapshot(database, connection))
    finally:
        database.close()
    with database.faults(), closing(sqlite3.connect(part)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    return seen


# PostgreSQL


def _of_postgresql(target: str, part: Path) -> Kept:
    database = PostgresqlDatabase(target)
    try:
        with database.faults(), database.reading() as connection:
            _must_be_a_record(connection, database.name)
            schema = str(connection.exec_driver_sql("SELECT current_schema()").scalar())
            state = str(connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar())
            # The dump and the fingerprints are of one state of the record.
            _run("pg_dump", database.url, "--format=custom", f"--snapshot={state}", f"--schema={schema}", f"--file={part}")
            seen = _seen(Snapshot(database, connection))
    finally:
        database.close()
    return Kept(sha256=_hash(part), size=part.stat().st_size, dialect="postgresql", schema=schema, reportedly=__version__, **seen)


def _to_postgresql(file: Path, kept: Kept, target: str) -> None:
    database = PostgresqlDatabase(target)
    try:
        with database.faults(), database.reading() as connection:
            schema = connection.exec_driver_sql("SELECT current_schema()").scalar()
            taken = connection.exec_driver_sql(
                "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
            ).scalar()
        if schema != kept.schema:
            raise BadOption(
                f"{file} is a copy of the schema {kept.schema}, and {database.name} leads to {schema}.",
                f"Make a database with the schema {kept.schema}, and put it first on the search path.",
            )
        if taken:
            raise BadOption(f"There is something at {database.name} already.", "Restore to an empty database; nothing is written over.")
        _run(
            "pg_restore", database.url, "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", f"--schema={schema}",
            str(file),
        )  # fmt: skip
        with database.faults(), database.reading() as connection:
            _same(_seen(Snapshot(database, connection)), kept, file)
        database.tidy()
    finally:
        database.close()


def _run(program: str, url: URL, *arguments: str) -> None:
    """Run a program of PostgreSQL's against a database; the password goes by the environment, where no list of processes shows it."""
    found = shutil.which(program) or _newest(program)
    if found is None:
        raise RecordError(f"{program} is not on the PATH.", "Install PostgreSQL's client programs, of the server's version or later.")
    named = {"PGHOST": url.host, "PGPORT": url.port, "PGUSER": url.username, "PGDATABASE": url.database, "PGPASSWORD": url.password}
    given: dict[str, object] = {name: value for name, value in named.items() if value is not None}
    sslmode = url.query.get("sslmode")
    if isinstance(sslmode, str):
        given["PGSSLMODE"] = sslmode
    environment = {**os.environ, **{name: str(value) for name, value in given.items()}}
    where = ["--dbname", url.database or ""] if program == "pg_restore" else []
    done = subprocess.run([found, *where, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        words = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise RecordError(f"{program} failed: {words.rstrip('.')}.", "Correct that, and run the command again; nothing half-done is kept.")


def _newest(program: str) -> str | None:
    """Where Debian keeps the programs of PostgreSQL, when they are not on the PATH."""
    there = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    return str(there[-1]) if there else None


# Both


def _must_be_a_record(connection: Connection, name: str) -> None:
    if state_of(connection, name) == 0:
        raise NotARecord(f"There is no record at {name}.", "Check it; `reportedly add` makes a new record.")


def _seen(snapshot: Snapshot) -> dict[str, Any]:
    return {"steps": snapshot.last_seq(), "evidence": evidence_fingerprint(snapshot), "derived": derived_fingerprint(snapshot)}


def _same(seen: dict[str, Any], kept: Kept, file: Path) -> None:
    if (seen["steps"], seen["evidence"], seen["derived"]) != (kept.steps, kept.evidence, kept.derived):
        raise RecordDamaged(f"The record that came out of {file} is not the one that was copied.", "Restore from another copy.")


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.json")


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
