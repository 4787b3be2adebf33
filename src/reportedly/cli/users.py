"""The commands for the accounts of a desk: who may look, judge, and manage."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli.exits import told
from reportedly.cli.loading import module
from reportedly.cli.record_option import RecordOption, is_url, record_target
from reportedly.config import load_settings
from reportedly.errors import BadOption
from reportedly.extras import needed

if TYPE_CHECKING:
    from reportedly.web.accounts import Account, Accounts

SUFFIX = ".users"
_HELP = """The accounts of a desk that a team shares (`reportedly serve --users`).

A reader looks and exports, a reviewer also judges, an admin also adds reports, withholds, and manages accounts. They are kept in a file
beside the record. A password is typed at a prompt, or comes on standard input; it is no option, since others can read those.

Examples:

\b
  reportedly users add "Ida Holm" --role admin --record amara.db
  reportedly users list --record amara.db
  reportedly users role "Ida Holm" reviewer --record amara.db
  generate | reportedly users password "Ida Holm" --password-stdin --record amara.db
  reportedly users remove "Ida Holm" --record amara.db
"""

FileOption = Annotated[
    Path | None,
    typer.Option("--users-file", metavar="FILE", help="Where accounts are kept; without it RECORD.users. A record on a server needs it."),
]
StdinOption = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input: its first line.")]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The account's name, which signs what it judges.")]


def register(app: typer.Typer) -> None:
    """Put the group of commands on the application."""
    users = typer.Typer(help=_HELP, rich_markup_mode=None, no_args_is_help=True)
    for name, command in (("add", add), ("list", list_accounts), ("role", role), ("password", password), ("remove", remove)):
        users.command(name)(command)
    app.add_typer(users, name="users")


def accounts_path(target: str, given: Path | None) -> Path:
    """Where a record's accounts are; raises BadOption for a record on a server where no file is named."""
    if given is not None:
        return given
    if is_url(target):
        raise BadOption("A record on a server has no file beside it.", "Say where accounts are kept: --users-file FILE.")
    return Path(target + SUFFIX)


def add(
    name: NameArgument,
    role: Annotated[str, typer.Option(metavar="ROLE", help="reader, reviewer or admin.")] = "reader",
    record: RecordOption = None,
    users_file: FileOption = None,
    password_stdin: StdinOption = False,
) -> None:
    """Make an account, or bring back one that was removed; the first makes the file."""
    with _accounts(record, users_file, create=True) as accounts:
        made = accounts.add(name, role, _password(password_stdin), _by())
        typer.echo(f"{made.name} is a {made.role} now." if made.role != "admin" else f"{made.name} is an admin now.")


def list_accounts(record: RecordOption = None, users_file: FileOption = None) -> None:
    """List the accounts: name, role, when they signed in last, and whether they were removed."""
    with _accounts(record, users_file) as accounts:
        for one in accounts.list():
            typer.echo(_line(one))


def role(
    name: NameArgument,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, reviewer or admin.")],
    record: RecordOption = None,
    users_file: FileOption = None,
) -> None:
    """Give an account another role, which holds from its next request on."""
    with _accounts(record, users_file) as accounts:
        typer.echo(_line(accounts.set_role(name, role, _by())))


def password(name: NameArgument, record: RecordOption = None, users_file: FileOption = None, password_stdin: StdinOption = False) -> None:
    """Give an account another password, and end its sessions."""
    with _accounts(record, users_file) as accounts:
        changed = accounts.set_password(name, _password(password_stdin), _by())
        typer.echo(f"{changed.name} has a new password, and is signed out everywhere.")


def remove(name: NameArgument, record: RecordOption = None, users_file: FileOption = None) -> None:
    """Close an account and end its sessions; what it judged stays signed with its name."""
    with _accounts(record, users_file) as accounts:
        typer.echo(_line(accounts.remove(name, _by())))


@contextmanager
def _accounts(record: str | None, users_file: Path | None, *, create: bool = False) -> "Iterator[Accounts]":
    with told("Nothing was changed."):
        needed("litestar", "web")
        web: Any = module("reportedly.web.accounts")
        accounts: Accounts = web.Accounts(accounts_path(record_target(record), users_file), create=create)
        try:
            yield accounts
        finally:
            accounts.close()


def _by() -> Any:
    """Whoever runs the program, marked as such: an account's name alone would be one who signed in."""
    web: Any = module("reportedly.web.accounts")
    return web.By(who=f"{load_settings().who or getpass.getuser()} (command line)")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        line = sys.stdin.readline()
        return line.removesuffix("\n").removesuffix("\r")
    if not _at_a_terminal():
        raise BadOption("There is no terminal to type a password at.", "Give it on standard input, with --password-stdin.")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise BadOption("The two passwords differ.", "Type them again.")
    return first


def _at_a_terminal() -> bool:
    return sys.stdin.isatty()


def _line(account: "Account") -> str:
    seen = f"signed in last {account.seen_at[:16].replace('T', ' ')} UTC" if account.seen_at else "never signed in"
    removed = f", removed {account.removed_at[:10]}" if account.removed_at else ""
    return f"{account.name}\t{account.role}\t{seen}{removed}"
