"""The command that opens the desk: a record in the browser."""

import sys
import webbrowser
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec.structs import replace

from reportedly.cli import users as users_commands
from reportedly.cli.exits import told
from reportedly.cli.loading import module
from reportedly.cli.observing import (
    LogFormatOption,
    MetricsHostOption,
    MetricsPortOption,
    Observing,
    RecordReady,
    observed,
)
from reportedly.cli.record_option import existing_record
from reportedly.cli.users import accounts_path
from reportedly.config import load_settings
from reportedly.extras import needed

READ_TIMEOUT = 60.0
"""Seconds that one question of the desk may take on PostgreSQL: nobody waits for longer, and a server has other work."""

_HELP = """Open a record in the browser: what happened, where, when, who says so, and the words themselves.

It serves this machine only, under a link with a token of its own, and sends nothing anywhere. With --users a team signs in, each under
a name that signs what they judge (`reportedly users` makes accounts). Ctrl-C ends it.

Examples:

\b
  reportedly serve syria.db
  reportedly serve syria.db --read-only --no-browser --port 8080
  reportedly serve postgresql://archive/syria
  reportedly serve syria.db --users --https --name desk.example
"""


def register(app: typer.Typer) -> None:
    """Put the command on the application, with those for the accounts of a desk."""
    app.command("serve", help=_HELP)(serve)
    users_commands.register(app)


def serve(  # noqa: PLR0913  one parameter per option
    record: Annotated[
        str | None,
        typer.Argument(metavar="[RECORD]", help="The record: a file, or postgresql://...; without it the setting record, or record.db."),
    ] = None,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to serve at; 127.0.0.1 is this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="The port; 0 takes one that is free.")] = 8731,
    name: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Another name under which the desk is asked for.")] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Show the record; refuse judgements and new reports.")] = False,
    users: Annotated[bool, typer.Option("--users", help="Let in who has an account, instead of who has the link.")] = False,
    users_file: Annotated[
        Path | None, typer.Option("--users-file", metavar="FILE", help="Where accounts are kept; without it RECORD.users.")
    ] = None,
    https: Annotated[
        bool, typer.Option("--https", help="A proxy that speaks TLS is before the desk, and nobody reaches it another way.")
    ] = False,
    read_from: Annotated[
        str | None, typer.Option("--read-from", metavar="URL", help="A read replica of the record's PostgreSQL server, to ask there.")
    ] = None,
    log_format: LogFormatOption = None,
    metrics_port: MetricsPortOption = None,
    metrics_host: MetricsHostOption = None,
    readers: Annotated[
        int | None,
        typer.Option(min=0, max=64, metavar="N", help="Processes that look things up side by side; without it as many as suit the record."),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the link; don't open the browser.")] = False,
) -> None:
    """Serve the desk (the help is above, beside its examples)."""
    with told("The desk is closed."):
        needed("litestar", "web")
        target = existing_record(record)
        settings = load_settings()
        if settings.read_timeout is None:
            settings = replace(settings, read_timeout=READ_TIMEOUT)
        wish = Observing(log_format=log_format, metrics_port=metrics_port, metrics_host=metrics_host)
        records: Any = module("reportedly.record.record")
        serving: Any = module("reportedly.web.serving")
        wanted = serving.Serving(host=host, port=port, names=tuple(name or ()), read_only=read_only, https=https, readers=readers)
        read_from = read_from or settings.read_from
        reading: Any = module("reportedly.web.readers").Reading(target=str(target), settings=settings, read_from=read_from)

        def opened(link: str) -> None:
            typer.echo(f"The desk is open: {link}")
            sys.stdout.flush()
            if not no_browser and not https:
                webbrowser.open(link)

        with ExitStack() as held:
            accounts = None
            if users or users_file is not None:
                team: Any = module("reportedly.web.accounts")
                accounts = team.Accounts(accounts_path(target, users_file))
                held.callback(accounts.close)
            ready = RecordReady()
            observer = held.enter_context(observed("serve", wish, settings, ready))
            record_open = held.enter_context(records.Record.open(target, settings=settings, read_from=read_from))
            ready.opened(record_open)
            serving.serve(record_open, settings, replace(wanted, observer=observer, reading=reading), opened, accounts)
        typer.echo("The desk is closed.")
