"""The commands for accounts, as a person runs them; all people here are invented."""

import getpass
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import argon2
import pytest
from typer.testing import CliRunner, Result

from reportedly.cli.exits import BAD_OPTION
from reportedly.cli.main import app
from reportedly.record.record import Record
from reportedly.web import accounts as of_accounts
from reportedly.web.accounts import Accounts
from reportedly.web.accounts_passwords import Passwords

WORDS = "four plain words together"


def quick() -> Passwords:
    return Passwords(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with nothing in it, and hashes that cost little."""
    monkeypatch.chdir(tmp_path)
    for name in ("REPORTEDLY_RECORD", "REPORTEDLY_CONFIG", "REPORTEDLY_WHO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(of_accounts, "Passwords", quick)
    return tmp_path


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["users", *arguments], input=typed, catch_exceptions=False)


def add(name: str, role: str, *more: str) -> Result:
    return run("add", name, "--role", role, "--password-stdin", *more, typed=f"{WORDS}\n")


def enters(folder: Path, name: str, password: str) -> bool:
    accounts = Accounts(folder / "record.db.users", passwords=quick())
    try:
        return bool(accounts.sign_in(name, password, "203.0.113.5"))
    except of_accounts.NotSignedIn:
        return False
    finally:
        accounts.close()


def test_accounts_from_the_first_to_their_end(folder: Path) -> None:
    assert "Ada Quill is an admin now" in add("Ada Quill", "admin").stdout
    assert add("Osei Marr", "reviewer").exit_code == 0
    assert enters(folder, "Osei Marr", WORDS)
    listed = run("list").stdout.splitlines()
    assert [line.split("\t")[:2] for line in listed] == [["Ada Quill", "admin"], ["Osei Marr", "reviewer"]]
    assert "never signed in" in listed[0] and "signed in last" in listed[1]
    assert "reader" in run("role", "Osei Marr", "reader").stdout
    assert run("password", "Osei Marr", "--password-stdin", typed="another four plain words\n").exit_code == 0
    assert enters(folder, "Osei Marr", "another four plain words") and not enters(folder, "Osei Marr", WORDS)
    assert "removed" in run("remove", "Osei Marr").stdout and not enters(folder, "Osei Marr", "another four plain words")
    assert "Osei Marr" in run("list").stdout


def test_the_audit_log_says_that_it_was_the_command_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTEDLY_WHO", "Ida Holm")
    add("Ada Quill", "admin")
    accounts = Accounts(folder / "record.db.users", passwords=quick())
    (row,) = accounts.audit.page().rows
    accounts.close()
    assert (row.what, row.who, row.about, row.address) == ("added", "Ida Holm (command line)", "Ada Quill", None)


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("add", "Ada Quill", "--role", "owner", "--password-stdin"), WORDS, "no role"),
        (("add", "Ada Quill", "--password-stdin"), "short\n", "12 to 1,024"),
        (("add", "Ada Quill"), WORDS, "--password-stdin"),
        (("list",), "", "There are no accounts"),
        (("list", "--record", "postgresql://archive/amara"), "", "--users-file"),
    ],
)
def test_what_can_t_be_done_says_what_to_do(arguments: tuple[str, ...], typed: str, said: str) -> None:
    result = run(*arguments, typed=typed)
    assert result.exit_code == BAD_OPTION and said in result.stderr and WORDS not in result.output


def test_the_only_admin_stays(folder: Path) -> None:
    add("Ada Quill", "admin")
    assert run("remove", "Ada Quill").exit_code == BAD_OPTION and run("role", "Ada Quill", "reader").exit_code == BAD_OPTION
    assert run("remove", "Nobody Known").exit_code == BAD_OPTION


def test_a_record_on_a_server_has_its_accounts_in_the_file_that_is_named(folder: Path) -> None:
    assert add("Ada Quill", "admin", "--record", "postgresql://archive/amara", "--users-file", "team.users").exit_code == 0
    assert (folder / "team.users").is_file()


def test_a_password_is_typed_twice(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.cli.users._at_a_terminal", lambda: True)
    typed = iter([WORDS, "another four plain words", WORDS, WORDS])
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(typed))
    assert "differ" in run("add", "Ada Quill", "--role", "admin").stderr
    assert run("add", "Ada Quill", "--role", "admin").exit_code == 0 and enters(folder, "Ada Quill", WORDS)


def test_a_password_is_no_argument() -> None:
    assert run("add", "Ada Quill", "--password", WORDS).exit_code == BAD_OPTION
    assert run("password", "Ada Quill", WORDS).exit_code == BAD_OPTION


def test_a_desk_with_accounts_answers_and_its_link_has_no_token(folder: Path) -> None:
    Record.open("record.db", create=True).close()
    add("Ada Quill", "admin")
    program = [sys.executable, "-c", "from reportedly.cli.main import run; run()"]
    command = [*program, "serve", "record.db", "--users", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        try:
            link = desk.stdout.readline().split()[-1]
            with urllib.request.urlopen(link, timeout=30) as answer:
                assert answer.status == 200 and "token" not in link
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(f"{link}api/v1/me", timeout=30)
            assert refused.value.code == 401
            refused.value.close()
        finally:
            desk.send_signal(signal.SIGINT)
            desk.wait(timeout=30)


def test_a_desk_without_accounts_says_how_to_make_one(folder: Path) -> None:
    Record.open("record.db", create=True).close()
    result = CliRunner().invoke(app, ["serve", "record.db", "--users", "--no-browser"], catch_exceptions=False)
    assert result.exit_code == BAD_OPTION and "reportedly users add" in result.stderr
