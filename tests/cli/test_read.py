import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner, Result

from reportedly.cli import exits, main
from reportedly.errors import ModelError
from reportedly.export.contract import from_json
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Reading, Report

TWO_LINES = '{"id": "1", "text": "Rebels shelled the town on Monday, the mayor said."}\n' * 2
BROKEN = '{"id": "2", "text": \n'
LINE = TWO_LINES.splitlines(keepends=True)[0]


class FakeReader:
    """Stands for the pipeline: the same reading for every report, so that these tests need no model."""

    stop_after: int | None = None

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.seen: list[Report] = []

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Reading | Rejection]:
        for item in items:
            if isinstance(item, Rejection):
                yield item
                continue
            if self.stop_after is not None and len(self.seen) >= self.stop_after:
                raise KeyboardInterrupt
            self.seen.append(item)
            yield replace(self.reading, report=replace(self.reading.report, given_id=item.given_id))


@pytest.fixture
def reader(reading: Reading, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeReader:
    fake = FakeReader(reading)
    monkeypatch.setattr(main, "reader_and", lambda reports, *_: (fake, reports))
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("REPORTEDLY_")]:
        monkeypatch.delenv(name)
    (tmp_path / "one.txt").write_text("Rebels shelled the town on Monday, the mayor said. Two people were hurt.")
    (tmp_path / "two.jsonl").write_text(TWO_LINES)
    (tmp_path / "broken.jsonl").write_text(LINE + BROKEN + LINE)
    return fake


def call(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main.app, ["read", *arguments], input=stdin)


def test_text_is_the_default_and_has_no_colour_away_from_a_terminal(reader: FakeReader) -> None:
    result = call("one.txt")
    assert result.exit_code == 0 and "EVENT 1" in result.stdout and "\x1b" not in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("option", "environ", "coloured"),
    [
        ("always", {}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("auto", {}, False),
    ],
)
def test_colour(
    reader: FakeReader, monkeypatch: pytest.MonkeyPatch, option: str, environ: dict[str, str], coloured: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in call("one.txt", "--colour", option).stdout) is coloured


def test_columns_set_the_width(reader: FakeReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    assert max(map(len, call("one.txt").stdout.splitlines())) == 72


def test_json_of_one_report_is_one_object(reader: FakeReader) -> None:
    result = call("one.txt", "--format", "json")
    assert from_json(result.stdout).claims == reader.reading.claims
    assert result.stdout.endswith("}\n")


def test_json_of_several_reports_is_an_array_in_their_order(reader: FakeReader) -> None:
    result = call("one.txt", "two.jsonl", "--format", "json")
    assert [item["report"]["given_id"] for item in json.loads(result.stdout)] == [None, "1", "1"]
    assert result.stderr == "3 = 3 read + 0 rejected\n"


def test_jsonl_is_one_object_a_line(reader: FakeReader) -> None:
    result = call("two.jsonl", "--format", "jsonl")
    assert [from_json(line).report.given_id for line in result.stdout.splitlines()] == ["1", "1"]


def test_good_lines_come_out_and_the_broken_one_is_named(reader: FakeReader) -> None:
    result = call("broken.jsonl", "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    complaint, account = result.stderr.splitlines()
    assert complaint.startswith("broken.jsonl:2: ") and account == "3 = 2 read + 1 rejected"


@pytest.mark.parametrize("arguments", [("one.txt", "none.txt"), ("none.txt", "one.txt")])
def test_json_is_an_array_for_several_inputs_even_where_one_is_rejected(
    reader: FakeReader, arguments: tuple[str, ...]
) -> None:
    result = call(*arguments, "--format", "json")
    assert len(json.loads(result.stdout)) == 1
    assert result.exit_code == 1 and "none.txt: " in result.stderr


def test_json_where_all_of_several_are_rejected_is_an_empty_array(reader: FakeReader) -> None:
    assert json.loads(call("none.txt", "nor.txt", "--format", "json").stdout) == []


def test_a_missing_file_alone_prints_nothing_and_fails(reader: FakeReader) -> None:
    result = call("none.txt", "--format", "json")
    assert result.exit_code == 1 and result.stdout == ""
    assert result.stderr.count("\n") == 1 and result.stderr.startswith("none.txt: ")


def test_a_place_is_named_once_in_its_complaint(reader: FakeReader, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert call("empty.txt").stderr.startswith("empty.txt: is empty. ")


def test_dash_reads_standard_input(reader: FakeReader) -> None:
    result = call("-", "--format", "jsonl", stdin=TWO_LINES)
    assert result.exit_code == 0 and len(result.stdout.splitlines()) == 2


def test_what_is_given_goes_to_the_report(reader: FakeReader) -> None:
    call("one.txt", "--published", "2016-12-07", "--publisher", "The Invented Post")
    assert (reader.seen[0].published, reader.seen[0].publisher) == ("2016-12-07", "The Invented Post")


@pytest.mark.parametrize(
    "arguments",
    [
        ("one.txt", "--published", "yesterday"),
        ("one.txt", "--format", "yaml"),
        ("one.txt", "--colour", "mauve"),
        ("one.txt", "--frobnicate"),
        (),
        ("two.jsonl", "--format", "html"),
        ("one.txt", "--output", "none/such/out.txt"),
        ("one.txt", "--output", "."),
    ],
)
def test_a_bad_option_exits_2_with_a_next_step_and_no_traceback(reader: FakeReader, arguments: tuple[str, ...]) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr and result.stderr.strip()


def test_a_bad_date_says_how_to_write_one(reader: FakeReader) -> None:
    assert "2016-12-07" in call("one.txt", "--published", "last week").stderr


def test_a_bad_setting_exits_2(reader: FakeReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTEDLY_MODLE", "x")
    result = call("one.txt")
    assert result.exit_code == 2 and "REPORTEDLY_MODEL" in result.stderr


def test_a_missing_model_exits_3_with_one_line(reader: FakeReader, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ModelError("There is no model in /nowhere.", "Run make model.")

    monkeypatch.setattr(main, "reader_and", refuse)
    result = call("one.txt")
    assert result.exit_code == 3
    assert result.stderr == "reportedly: There is no model in /nowhere. Run make model.\n"


def test_output_is_written_whole_and_standard_output_stays_empty(reader: FakeReader, tmp_path: Path) -> None:
    result = call("one.txt", "--format", "html", "-o", "out.html")
    assert result.exit_code == 0 and result.stdout == ""
    assert (tmp_path / "out.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(path.name for path in tmp_path.iterdir() if "out" in path.name) == ["out.html"]


def test_a_file_keeps_the_usual_rights(reader: FakeReader, tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    call("one.txt", "-o", "out.txt")
    assert (tmp_path / "out.txt").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_an_output_file_stays_as_it_was_where_nothing_was_read(reader: FakeReader, tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("before")
    result = call("none.txt", "-o", "out.txt")
    assert result.exit_code == 1 and "was not written" in result.stderr
    assert (tmp_path / "out.txt").read_text() == "before"


def test_an_output_link_is_followed_not_replaced(reader: FakeReader, tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("before")
    (tmp_path / "link.txt").symlink_to("real.txt")
    call("one.txt", "-o", "link.txt")
    assert (tmp_path / "link.txt").is_symlink() and "EVENT 1" in (tmp_path / "real.txt").read_text(encoding="utf-8")


def test_a_device_is_written_and_never_replaced(reader: FakeReader) -> None:
    assert call("one.txt", "-o", "/dev/null").exit_code == 0
    assert not Path("/dev/null").is_file()


def test_ctrl_c_leaves_the_output_file_as_it_was(reader: FakeReader, tmp_path: Path) -> None:
    reader.stop_after = 1
    (tmp_path / "out.jsonl").write_text("before")
    result = call("two.jsonl", "--format", "jsonl", "-o", "out.jsonl")
    assert result.exit_code == 130
    assert "Stopped" in result.stderr and "left as it was" in result.stderr
    assert (tmp_path / "out.jsonl").read_text() == "before"
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_progress_is_shown_on_a_terminal_only(reader: FakeReader, monkeypatch: pytest.MonkeyPatch) -> None:
    account = main._Account(show_progress=True)
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    list(account.readings([reader.reading, reader.reading]))
    assert "reading: 2 = 2 read + 0 rejected" in stream.getvalue()


def _python(code: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False, **more)


WRITE_PIECES = """
import itertools
from reportedly.cli import exits, main
main._read = lambda *a: main.write_stdout(f"ligne {n} … é\\n" for n in range(COUNT))
main.app(["read", "x"])
"""


def test_output_is_utf8_whatever_the_locale_says() -> None:
    result = _python(WRITE_PIECES.replace("COUNT", "1"), env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert result.stdout.decode("utf-8") == "ligne 0 … é\n" and result.returncode == 0


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = WRITE_PIECES.replace("COUNT", "10**9")
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None and child.stderr is not None
    assert child.stdout.readline()
    child.stdout.close()
    complaint = child.stderr.read()
    child.stderr.close()
    assert child.wait(timeout=30) == exits.PIPE_CLOSED
    assert complaint == b""


def test_help_teaches_with_examples() -> None:
    result = CliRunner().invoke(main.app, ["read", "--help"])
    assert result.exit_code == 0
    for words in ("reportedly read report.txt", "--published 2016-12-07", "| reportedly read -", "--format jsonl"):
        assert words in result.stdout


def test_version() -> None:
    result = CliRunner().invoke(main.app, ["--version"])
    assert result.exit_code == 0 and re.fullmatch(r"reportedly \d+\.\d+\.\d+\S*\n", result.stdout)


HEAVY = ("onnxruntime", "tokenizers", "trafilatura", "numpy", "sentencex", "htmldate", "lxml", "yaml")


def test_help_loads_nothing_heavy() -> None:
    code = f"import sys, reportedly.cli.main; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert _python(code).stdout.decode().strip() == "[]"


def test_what_is_held_back_is_counted(reader: FakeReader) -> None:
    made_by = replace(reader.reading.made_by, min_score=0.45, held_back=2)
    reader.reading = replace(reader.reading, made_by=made_by)
    result = call("one.txt", "two.jsonl")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-1] == "held back: 6 claims below 0.45; --min-score 0 shows all"
    assert "2 claims with a score below 0.45 held back." in result.stdout


def test_a_score_is_from_0_to_1(reader: FakeReader) -> None:
    assert call("one.txt", "--min-score", "1.2").exit_code == 2
    assert call("one.txt", "--min-score", "1").exit_code == 0


def test_parts_of_a_container_that_are_no_reports_are_counted(reader: FakeReader, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "box.zip", "w") as box:
        box.writestr("one.txt", "Rebels shelled the town on Monday, the mayor said. Two people were hurt.")
        box.writestr(".hidden", "x")
        box.writestr("__MACOSX/one.txt", "x")
    result = CliRunner().invoke(main.app, ["read", "box.zip"])
    assert result.exit_code == 0
    assert "no reports by their nature: 2 hidden files" in result.stderr
    assert len(reader.seen) == 1
