"""The command export, as a person runs it: files, pipes, filters, the account, what is told on a terminal."""

import csv
import io
import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from tests.export.records import make_record
from tests.views.test_withhold import traces
from typer.testing import CliRunner, Result

import reportedly
from reportedly.cli.exits import BAD_OPTION, BAD_SETUP
from reportedly.cli.main import app
from reportedly.export.formats import FORMATS


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("made") / "record.db")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory in which ``record.db`` is the record."""
    for name in ("REPORTEDLY_RECORD", "REPORTEDLY_CONFIG", "REPORTEDLY_WHO"):
        monkeypatch.delenv(name, raising=False)
    shutil.copy(made, tmp_path / "record.db")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["export", *arguments], catch_exceptions=False)


def test_the_formats_are_listed_with_what_they_need() -> None:
    for arguments in (("--list",), ()):
        result = run(*arguments)
        assert result.exit_code == 0 and len(result.stdout.splitlines()) == len(FORMATS)
        assert "geojson " in result.stdout and "(needs reportedly[exports])" in result.stdout


@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_each_format_is_written_to_a_file_with_an_account(name: str, folder: Path) -> None:
    result = run(name, "--output", "out.bin")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (folder / "out.bin").stat().st_size > 0 and result.stderr.startswith("wrote ")
    assert sorted(os.listdir(folder)) == ["out.bin", "record.db"]


def test_without_a_file_it_goes_to_standard_output() -> None:
    result = run("claims", "--event", "v1")
    rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"), newline="")))
    assert [row["claim"] for row in rows] == ["c1", "c2", "c6", "c7"]
    assert result.stderr == "wrote 4 claims\n"


def test_filters_are_those_of_events(folder: Path) -> None:
    run("geojson", "-o", "a.geojson", "--type", "ASSAULT", "--since", "2031-04", "--country", "LY")
    whole = json.loads((folder / "a.geojson").read_text("utf-8"))
    assert [one["id"] for one in whole["features"]] == ["v1"]
    assert whole["reportedly"]["filters"] == [["since", "2031-04-01"], ["country", "LY"], ["type", "ASSAULT"]]
    assert whole["reportedly"]["made_at"].endswith("+00:00")
    run("events", "-o", "b.csv", "--as-of", "2031-03-01", "--disputed-in", "toll:killed")
    run("events", "-o", "c.csv", "--as-of", "2031-03-01")
    assert len((folder / "b.csv").read_bytes()) < len((folder / "c.csv").read_bytes())


def test_the_account_says_what_was_left_out_and_why() -> None:
    said = run("acled-like", "-o", "a.csv").stderr.splitlines()
    assert said[0].startswith("wrote ") and any(line.startswith("left out ") and ": " in line for line in said)
    assert "is not shown: dates were asked for." in run("events", "--since", "2031").stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("geojso",), BAD_OPTION, "There is no export format 'geojso'. Did you mean geojson?"),
        (("events", "--since", "never"), BAD_OPTION, "since is 'never', which is no date."),
        (("events", "--place", "Nowhere at all"), BAD_OPTION, "This record knows no place of that name"),
        (("events", "--record", "no.db"), BAD_OPTION, "There is no record no.db."),
        (("events", "--output", "no/such/out.csv"), BAD_OPTION, "The output file no/such/out.csv can't be written: No such file"),
        (("events", "--output", "."), BAD_OPTION, "The output . is a folder."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_says_why(arguments: tuple[str, ...], code: int, said: str, folder: Path) -> None:
    result = run(*arguments)
    assert result.exit_code == code and f"reportedly: {said}" in result.stderr and result.stdout == ""
    assert os.listdir(folder) == ["record.db"]


def test_a_missing_library_names_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run("parquet", "--output", "a.parquet")
    assert result.exit_code == BAD_SETUP and "pip install 'reportedly[exports]'" in result.stderr
    assert not Path("a.parquet").exists()


def test_a_file_that_is_there_is_replaced_whole_or_left_alone(folder: Path) -> None:
    (folder / "out.csv").write_text("old")
    assert run("events", "--output", "out.csv", "--place", "Nowhere at all").exit_code == BAD_OPTION
    assert (folder / "out.csv").read_text() == "old"
    run("events", "--output", "out.csv")
    assert (folder / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfevent,")


def test_a_terminal_gets_no_binary_and_is_told_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    out, err = Terminal(io.BytesIO(), "utf-8"), Terminal(io.BytesIO(), "utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    with pytest.raises(SystemExit) as ended:
        app(["export", "parquet"])
    assert ended.value.code == BAD_OPTION
    with pytest.raises(SystemExit) as ended:
        app(["export", "claims", "--output", "claims.csv"])
    assert ended.value.code == 0
    err.flush()
    said = err.buffer.getvalue().decode()  # type: ignore[attr-defined]
    assert "is no text that a terminal shows. Name a file: --output export.parquet." in said
    assert "\rwriting: " in said and " claims \x1b[K" in said and said.endswith("claims\n")


def test_ctrl_c_leaves_the_file_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    (folder / "out.csv").write_text("old")
    monkeypatch.setattr("reportedly.export.csv_rows.CsvRows.write", stopped)
    result = run("claims", "--output", "out.csv")
    assert result.exit_code == 130 and "out.csv was left as it was." in result.stderr
    assert (folder / "out.csv").read_text() == "old" and sorted(os.listdir(folder)) == ["out.csv", "record.db"]


def test_what_is_withheld_is_neither_written_nor_said(folder: Path) -> None:
    with reportedly.open(folder / "record.db") as record:
        record.withhold("person", "Tarek Ouldin", who="ada", reason="in danger")
    result = run("claims")
    assert traces(result.stdout_bytes.decode("utf-8-sig")) == [] and traces(result.stderr) == []
    assert "1 rule of this record withholds words" in result.stderr
    refused = run("claims", "--actor", "Tarek Ouldin")
    assert refused.exit_code == BAD_OPTION and traces(refused.stderr) == []


def test_the_help_teaches_by_examples() -> None:
    words = CliRunner().invoke(app, ["export", "--help"]).stdout
    assert "reportedly export geojson --place Raqqa" in words and "--as-of" in words and "--list" in words
