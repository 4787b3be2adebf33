"""The commands that copy a record and have it back: backup, restore."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from reportedly.cli.exits import told
from reportedly.cli.loading import module
from reportedly.cli.record_option import existing_record

if TYPE_CHECKING:
    from reportedly.store.backup import Kept

_AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]

_BACKUP_HELP = """Copy a record to a file, while others read and write it.

A copy of a SQLite record is SQLite's own, one of a record in PostgreSQL is pg_dump's custom format. FILE.json beside it has the hashes
that the record must have when it is had back. Nothing is written over.

Examples:

\b
  reportedly backup syria.db copies/syria-2031-04-09.db
  reportedly backup postgresql://archive/syria copies/syria-2031-04-09.dump
"""

_RESTORE_HELP = """Make a record anew from a copy, and check that it is the one that was copied.

Examples:

\b
  reportedly restore copies/syria-2031-04-09.db syria.db
  reportedly restore copies/syria-2031-04-09.dump postgresql://archive/syria_again
"""


def register(app: typer.Typer) -> None:
    """Put these commands on the application."""
    app.command("backup", help=_BACKUP_HELP)(backup)
    app.command("restore", help=_RESTORE_HELP)(restore)


def backup(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="The record: a file, or postgresql://...")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The copy to be made.")],
    as_json: _AsJson = False,
) -> None:
    """Copy a record (the help is above, beside its examples)."""
    with told("Stopped; no copy was made."):
        backups: Any = module("reportedly.store.backup")
        _say(backups.backup(existing_record(record), file), f"copied to {file}", as_json)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The copy.")],
    record: Annotated[str, typer.Argument(metavar="RECORD", help="Where the record is to be: a new file, or an empty database.")],
    as_json: _AsJson = False,
) -> None:
    """Have a record back (the help is above, beside its examples)."""
    with told("Stopped; no record was made."):
        backups: Any = module("reportedly.store.backup")
        _say(backups.restore(file, record), "restored, and the same as the record that was copied", as_json)


def _say(kept: "Kept", what: str, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(msgspec.to_builtins(kept), indent=2))
        return
    typer.echo(f"{what}: {kept.steps:,} reports and judgements, {kept.size:,} bytes")
    typer.echo(f"evidence {kept.evidence}\nderived  {kept.derived}")
