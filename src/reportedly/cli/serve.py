"""The command that opens the desk: a record in the browser."""

import sys
import webbrowser
from typing import Annotated, Any

import typer

from reportedly.cli.exits import told
from reportedly.cli.loading import module
from reportedly.cli.record_option import existing_record
from reportedly.config import load_settings
from reportedly.extras import needed

_HELP = """Open a record in the browser: what happened, where, when, who says so, and the words themselves.

It serves this machine only, under a link with a token of its own, and sends nothing anywhere. Ctrl-C ends it.

Examples:

\b
  reportedly serve syria.db
  reportedly serve syria.db --read-only --no-browser --port 8080
  reportedly serve postgresql://archive/syria
"""


def register(app: typer.Typer) -> None:
    """Put the command on the application."""
    app.command("serve", help=_HELP)(serve)


def serve(
    record: Annotated[
        str | None,
        typer.Argument(metavar="[RECORD]", help="The record: a file, or postgresql://...; without it the setting record, or record.db."),
    ] = None,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to serve at; 127.0.0.1 is this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="The port; 0 takes one that is free.")] = 8731,
    name: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Another name under which the desk is asked for.")] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Show the record; refuse judgements and new reports.")] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the link; don't open the browser.")] = False,
) -> None:
    """Serve the desk (the help is above, beside its examples)."""
    with told("The desk is closed."):
        needed("litestar", "web")
        target = existing_record(record)
        settings = load_settings()
        records: Any = module("reportedly.record.record")
        serving: Any = module("reportedly.web.serving")
        wanted = serving.Serving(host=host, port=port, names=tuple(name or ()), read_only=read_only)

        def opened(link: str) -> None:
            typer.echo(f"The desk is open: {link}")
            sys.stdout.flush()
            if not no_browser:
                webbrowser.open(link)

        with records.Record.open(target, settings=settings) as record_open:
            serving.serve(record_open, settings, wanted, opened)
        typer.echo("The desk is closed.")
