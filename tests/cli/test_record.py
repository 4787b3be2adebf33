"""The commands that change a record, as a person runs them; the reader is a generated one."""

import json
import shutil
from pathlib import Path

import pytest
from tests.fetch.sites import Site, answer
from tests.record.generated import GeneratedReader, write_lines
from typer.testing import CliRunner, Result

from reportedly.cli.exits import BAD_OPTION, BAD_SETUP, REJECTED
from reportedly.cli.main import app
from reportedly.record import record as records
from reportedly.record.adding import Adding
from reportedly.record.steps import Wanted
from reportedly.store.sql import Store

MADE: list[Path] = []


@pytest.fixture(scope="module", autouse=True)
def made(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A record of the twelve reports, to be copied where a test begins with one."""
    place = tmp_path_factory.mktemp("made")
    with Store.open(place / "record.db", create=True) as store:
        Adding(store, GeneratedReader(), Wanted(paths=(str(write_lines(place / "reports.jsonl", range(12))),))).run()
    MADE[:] = [place / "record.db"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with twelve reports, where ``record.db`` is the record."""
    monkeypatch.chdir(tmp_path)
    for name in ("REPORTEDLY_RECORD", "REPORTEDLY_CONFIG", "REPORTEDLY_WHO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(records, "_LateReader", lambda settings, timed=None: GeneratedReader())
    write_lines(tmp_path / "reports.jsonl", range(12))
    return tmp_path


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(app, arguments, input=given, catch_exceptions=False)


def added() -> None:
    shutil.copy(MADE[0], "record.db")


def test_adding_prints_the_account() -> None:
    result = run("add", "reports.jsonl", "none.txt")
    assert result.exit_code == 0
    assert result.stdout.startswith("read 13 = 12 stored + 0 duplicate + 1 rejected")
    assert "none.txt" in result.stderr and "Check the name" in result.stderr
    assert Path("record.db").is_file()


def test_strict_says_so_by_its_exit_code() -> None:
    assert run("add", "reports.jsonl", "none.txt", "--strict").exit_code == REJECTED
    assert run("add", "reports.jsonl", "--strict").exit_code == 0


def test_the_account_for_machines() -> None:
    account = json.loads(run("add", "reports.jsonl", "none.txt", "--json").stdout)
    assert account["read"] == account["stored"] + account["duplicate"] + account["rejected"] == 13
    assert account["rejections"][0]["kind"] == "MissingFile" and account["rejections"][0]["cure"]


def test_standard_input_is_added_too() -> None:
    text = Path("reports.jsonl").read_text().splitlines()[3]
    result = run("add", "-", given=text + "\n")
    assert "1 stored" in result.stdout


def test_an_address_is_added_where_it_may_be_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()
    site.pages["/a"] = answer()
    refused = run("add", f"{site.url}/a")
    assert refused.exit_code == 0 and "1 rejected" in refused.stdout and "--allow-private-addresses" in refused.stderr
    monkeypatch.setenv("REPORTEDLY_CONTACT", "desk@example.org")
    assert "1 stored" in run("add", f"{site.url}/a", "--allow-private-addresses").stdout
    assert b"+mailto:desk@example.org" in site.heads[-1] and site.asked == ["/robots.txt", "/a"]
    site.close()


def test_a_table_is_added_by_its_mapping() -> None:
    table = Path(__file__).parents[2] / "examples" / "incidents.csv"
    result = run("add", str(table), "--mapping", "acled-like")
    assert result.exit_code == 0 and " 0 rejected" in result.stdout and " 0 stored" not in result.stdout
    assert run("events").stdout.count("v") > 1


def test_an_unknown_mapping_names_the_known_ones() -> None:
    result = run("add", "reports.jsonl", "--mapping", "acled")
    assert result.exit_code in (BAD_OPTION, BAD_SETUP) and "acled-like" in result.stderr


def test_a_record_that_is_not_there_is_one_sentence() -> None:
    for command in (("judge", "confirm", "v1"), ("rebuild",), ("verify",), ("withhold", "phrase", "the bridge")):
        result = run(*command, "--record", "other.db")
        assert result.exit_code != 0 and "other.db" in result.stderr and "reportedly add" in result.stderr
    assert not Path("other.db").exists()


def test_a_missing_model_leaves_no_empty_record_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTEDLY_MODEL", str(tmp_path / "nowhere"))
    result = run("add", "reports.jsonl")
    assert result.exit_code == BAD_SETUP
    assert "There is no model" in result.stderr
    assert not Path("record.db").exists()


def test_judging_is_signed_and_can_be_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")  # the log's table narrows the names where a path is long
    added()
    monkeypatch.setenv("REPORTEDLY_WHO", "Ada")
    result = run("judge", "reject", "c1", "--reason", "a figure of speech", "--json")
    (made,) = json.loads(result.stdout)
    assert (made["kind"], made["subject"], made["who"], made["reason"]) == ("wrong", "c1", "Ada", "a figure of speech")
    assert "Ada" in run("log").stdout
    assert run("judge", "undo", "j1").stdout.split()[:2] == ["j2", "undo"]
    assert run("judge", "undo", "j1").exit_code == BAD_OPTION
    assert run("rebuild", "--check").exit_code == 0


def test_a_correction_shows_at_once() -> None:
    added()
    assert run("judge", "correct", "v1", "where", "Tel Amara (35.5, 38.25)").exit_code == 0
    assert "Tel Amara" in run("events", "--place", "Tel Amara", "-f", "csv").stdout
    wrong = run("judge", "correct", "v1", "when", "soon")
    assert wrong.exit_code == BAD_OPTION and "2016-12-07" in wrong.stderr


def test_rebuilding_and_verifying() -> None:
    added()
    assert run("rebuild", "--check").stdout == "a rebuild would give the same rows\n"
    assert run("rebuild").stdout == "rebuilt\n"
    assert "all sound" in run("verify").stdout and json.loads(run("verify", "--json").stdout)["problems"] == []


def test_a_locked_record_is_told(folder: Path) -> None:
    added()
    with Store.open(folder / "record.db") as store, store.adding_lock():
        result = run("add", "reports.jsonl")
    assert result.exit_code == BAD_SETUP and "adding" in result.stderr


@pytest.mark.parametrize("rule", ["person", "phrase", "source"])
def test_a_withheld_name_is_printed_by_no_command_that_changes_the_record(rule: str, folder: Path) -> None:
    added()
    (name,) = [row.split('"voice":"')[1].split('"')[0] for row in run("sources", "-f", "jsonl", "-n", "1").stdout.splitlines()]
    outputs = [run("withhold", rule, name, "--reason", f"{name} is in danger", "--who", name)]
    outputs.append(run("withhold", rule, name, "--json"))
    outputs += [run("judge", "rate", name, "B"), run("judge", "undo", "j2"), run("judge", "confirm", "v1", "-m", name, "--json")]
    (folder / f"{name}.txt").write_text("")
    outputs += [run("add", f"{name}.txt", "reports.jsonl"), run("add", f"{name}.txt", "--json"), run("verify"), run("rebuild", "--check")]
    assert all(name.casefold() not in (one.stdout + one.stderr).casefold() for one in outputs), name
