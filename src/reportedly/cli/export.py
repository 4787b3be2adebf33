"""The command ``reportedly export``: a record, or a part of it, in a format of the field."""

import inspect
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from reportedly.cli.ask import FILTERS
from reportedly.cli.exits import told
from reportedly.cli.loading import module
from reportedly.cli.record_option import RecordOption, existing_record
from reportedly.errors import BadOption

_HELP = """Write a record, or a part of it, in a format of the field: spreadsheets, maps, graphs, citations.

FORMAT is one of those that `reportedly export --list` names. The filters are those of `reportedly events`: the events that pass them
are written, with their claims and reports. Without --output the export goes to standard output. What is withheld in the record is in no
export. What was written, what was left out and why stands on standard error.

Examples:

\b
  reportedly export --list
  reportedly export claims --output claims.csv
  reportedly export geojson --place Raqqa --within-km 50 --since 2016 --output raqqa.geojson
  reportedly export acled-like --country SY --grade corroborated --grade confirmed --output syria.csv
  reportedly export events --as-of 2016-12-07 --output known-then.csv
  reportedly export graphml --actor isil --output actors.graphml
"""
_EVERY = 50  # events between two lines of progress


def register(app: typer.Typer) -> None:
    """Put the command on the application."""
    app.command("export", help=_HELP)(_command())


def _command() -> Callable[..., None]:
    kinds = {
        "name": Annotated[str | None, typer.Argument(metavar="[FORMAT]", help="A format that --list names.")],
        "list_formats": Annotated[bool, typer.Option("--list", help="List the formats and stop.")],
        "output": Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, whole or not at all.")],
        **FILTERS,
        "record": RecordOption,
    }
    defaults = {"disputed": False, "list_formats": False}
    command: Any = partial(_export)
    command.__name__ = "export"
    command.__doc__ = "Write a record in a format of the field."
    command.__annotations__ = {}
    command.__signature__ = inspect.Signature(
        [
            inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY, default=defaults.get(key), annotation=kind)
            for key, kind in kinds.items()
        ]
    )
    return command  # type: ignore[no-any-return]


def _export(*, name: str | None, list_formats: bool, output: Path | None, record: str | None, **given: Any) -> None:
    left = f" {output} was left as it was." if output is not None else ""
    with told(f"Stopped.{left}"):
        formats = module("reportedly.export.formats")
        if list_formats or name is None:
            typer.echo(_page(formats.FORMATS), nl=False)
            return
        form = formats.format_named(name)
        field = given.pop("disputed_in")
        if field is not None:
            given["disputed"] = field
        filters = module("reportedly.views.filters").Filters.parse(given)
        if output is None and form.binary and sys.stdout.isatty():
            raise BadOption(f"{form.name} is no text that a terminal shows.", f"Name a file: --output export{form.suffix}.")
        exporting = module("reportedly.record.exporting")
        progress = _Progress(shown=sys.stderr.isatty() and (output is not None or not sys.stdout.isatty()))
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            with module("reportedly.store.sql").Store.open(existing_record(record)) as store:
                target = sys.stdout.buffer if output is None else output
                written = exporting.exported(store, form, target, filters, made_at=made_at, told=progress.told)
                sys.stdout.flush()
        finally:
            progress.clear()
        sys.stderr.write("".join(f"{line}\n" for line in exporting.account_of(written)))


def _page(formats: Any) -> str:
    """The formats, each with what it is and the extra that it needs."""
    wide = max(len(one.name) for one in formats)
    lines = [f"{one.name:<{wide}}  {one.about}{f' (needs reportedly[{one.extra}])' if one.extra else ''}\n" for one in formats]
    return "".join(lines)


class _Progress:
    """One line on a terminal that says how far the export has come."""

    def __init__(self, *, shown: bool) -> None:
        self._shown, self._dirty = shown, False

    def told(self, what: str, number: int, every: int) -> None:
        if self._shown and (number % _EVERY == 0 or number == every):
            sys.stderr.write(f"\rwriting: {number:,} of {every:,} {what} \x1b[K")
            sys.stderr.flush()
            self._dirty = True

    def clear(self) -> None:
        if self._dirty:
            sys.stderr.write("\r\x1b[K")
