"""The option that says which record a command works on, the same for every command that has one."""

from pathlib import Path
from typing import Annotated

import typer

from reportedly.config import load_settings
from reportedly.errors import MissingFile

DEFAULT_RECORD = "record.db"

RecordOption = Annotated[
    str | None,
    typer.Option(
        "--record", "-r", metavar="FILE|URL",
        help="The record: a file, or postgresql://...; without it REPORTEDLY_RECORD, the setting record, or record.db here.",
    ),
]  # fmt: skip


def record_target(given: str | None) -> str:
    """The record to work on: the option's value, else the setting ``record`` (``REPORTEDLY_RECORD``), else ``record.db``.

    A path or a database URL, as ``Store.open`` takes it. Raises BadOption where the settings can't be used.
    """
    return given or load_settings().record or DEFAULT_RECORD


def existing_record(given: str | None) -> str:
    """As ``record_target``, for a command that only reads: MissingFile where the target is a file that isn't there."""
    target = record_target(given)
    if not is_url(target) and not Path(target).is_file():
        raise MissingFile(
            f"There is no record {target}.",
            f"Make one: reportedly add FOLDER --record {target}; or name another with --record or REPORTEDLY_RECORD.",
        )
    return target


def is_url(target: str) -> bool:
    """Whether the target is a database's URL and not a path."""
    return "://" in target
