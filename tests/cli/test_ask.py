"""The commands that ask a record. Golden texts: run with REPIN=1 to write them anew, and read the difference."""

import csv
import io
import json
import os
from pathlib import Path

import pytest
import typer
from tests.views.filling import fill, judge
from tests.views.test_withhold import traces
from typer.testing import CliRunner, Result

from reportedly.cli.ask import register
from reportedly.cli.rows import dates, toll
from reportedly.cli.tables import clean, safe
from reportedly.store.sql import Store

GOLDEN = Path(__file__).parent / "golden"
LISTS = ("events", "claims", "actors", "places", "sources", "reports")
app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
register(app)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("ask") / "record.db"
    with Store.open(target, create=True) as store:
        fill(store)
    return target


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR", "REPORTEDLY_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "150")
    monkeypatch.setenv("REPORTEDLY_RECORD", str(path))
    monkeypatch.chdir(path.parent)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


@pytest.mark.parametrize(
    "arguments",
    [
        *((name,) for name in LISTS), ("log",), ("events", "--as-of", "2031-04-07"), ("events", "--place", "Murzuq", "--type", "RETREAT"),
        ("events", "--since", "2031", "--limit", "1", "--format", "csv"), ("claims", "--event", "v1", "-f", "jsonl", "-n", "1"),
        ("show", "v1"), ("show", "v1", "--as-of", "2031-04-07"), ("show", "c6"), ("show", "r2"), ("show", "amber-front"), ("show", "Sabha"),
        ("show", "the monitoring group"), ("show", "j2"),
    ],
    ids=lambda arguments: "_".join(arguments).replace("--", "").replace(" ", "-"),
)  # fmt: skip
def test_golden(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    name = "_".join(arguments).replace("--", "").replace(" ", "-")
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("REPIN"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(result.output, encoding="utf-8")
    assert result.output == golden.read_text(encoding="utf-8")
    assert "\x1b" not in result.output
    assert max(map(len, result.output.splitlines())) <= 150 or "csv" in name or "jsonl" in name


@pytest.mark.parametrize("name", LISTS)
def test_each_list_in_each_format_has_the_same_rows(name: str) -> None:
    whole = json.loads(run(name, "--format", "json").stdout)
    assert set(whole) == {"rows", "notes", "next"}
    lines = [json.loads(line) for line in run(name, "--format", "jsonl").stdout.splitlines()]
    assert lines == whole["rows"] and lines
    table = list(csv.DictReader(io.StringIO(run(name, "--format", "csv").stdout)))
    assert len(table) == len(lines) and set(table[0]) == set(lines[0])
    assert len(run(name).stdout.split("\n\n")[0].splitlines()) == len(lines) + 1


def test_notes_and_the_next_page_go_beside_what_programs_read() -> None:
    result = run("events", "--since", "2031", "--limit", "1", "--format", "csv")
    assert "without a date" in result.stderr and "More: --cursor " in result.stderr
    cursor = result.stderr.split("More: --cursor ")[1].strip()
    second = run("events", "--since", "2031", "--limit", "1", "--format", "jsonl", "--cursor", cursor)
    assert json.loads(second.stdout)["id"] == "v4"


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(run("claims", "--format", "csv").stdout)))
    assert rows[0]["sentence"].startswith("'=2+3 Mr Ouldin")
    assert [safe(value) for value in ("=1", "+a", "-1", "@x", "\tx", "x", None, -1, 1.5)] == [
        "'=1", "'+a", "-1", "'@x", "'\tx", "x", "", -1, 1.5,
    ]  # fmt: skip


def test_colour_only_on_a_terminal_or_where_it_is_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in run("events").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("events").stdout and "\x1b[" in run("show", "v1").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("events").stdout


def test_nothing_in_a_report_commands_a_terminal() -> None:
    assert clean("a\x1b[2Jb\u202ec\nd\te") == "a\ufffd[2Jb\ufffdc d\te"


@pytest.mark.parametrize("name", [*LISTS, "show", "log"])
def test_help_teaches_by_examples(name: str) -> None:
    words = run(name, "--help").stdout
    assert f"  reportedly {name}" in words and "--format" in words


def test_mistakes_end_with_the_exit_code_of_bad_options() -> None:
    for arguments, words in (
        (("events", "--place", "Murzuk"), "Close ones: Murzuq"), (("events", "--since", "soon"), "no date"),
        (("events", "--grade", "good"), "no grade"), (("show", "v77"), "no event of that number"),
        (("events", "--sort", "size"), "no sort"), (("events", "-r", "none.db"), "reportedly add"),
    ):  # fmt: skip
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "") and words in result.stderr


def test_a_withheld_name_appears_in_no_output_of_any_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "shut.db"
    with Store.open(target, create=True) as store:
        fill(store)
        judge(store, "withhold", "Tarek Ouldin", field="person", reason="Tarek Ouldin is in danger")
    monkeypatch.setenv("REPORTEDLY_RECORD", str(target))
    names = ["v1", "v4", "v5", *(f"c{n}" for n in range(1, 7)), *(f"r{n}" for n in range(1, 5)), *(f"j{n}" for n in range(1, 5))]
    names += ["amber-front", "a3", "g2214432", "residents", "the monitoring group", "w4", "Tarek Ouldin", "Abu Lantern", "ouldin"]
    commands = [[name] for name in LISTS] + [["log"]] + [["show", name] for name in names]
    commands += [["events", "--as-of", "2031-04-08"], ["show", "v1", "--as-of", "2031-04-07"]]
    commands += [[name, key, "Tarek Ouldin"] for name in LISTS for key in ("--actor", "--source", "--text", "--place")]
    for command in commands:
        for shape in ("table", "csv", "json", "jsonl"):
            result = run(*command, "--format", shape)
            assert traces(result.output + result.stderr) == [], (command, shape)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "?"), ("2016-12-07", "2016-12-07", "2016-12-07"), ("2016-12-05", "2016-12-09", "2016-12-05..09"),
        ("2016-12-01", "2016-12-31", "2016-12"), ("2016-02-01", "2016-02-29", "2016-02"), ("2016-01-01", "2016-12-31", "2016"),
        ("2015-01-01", "2016-12-31", "2015..2016"), ("2016-11-05", "2016-12-09", "2016-11-05..12-09"),
        ("2016-12-07", None, "from 2016-12-07"),
        (None, "2016-12-07", "until 2016-12-07"), ("2015-12-30", "2016-01-02", "2015-12-30..2016-01-02"),
    ],
)  # fmt: skip
def test_dates_in_few_characters(start: str | None, end: str | None, words: str) -> None:
    assert dates(start, end) == words


def test_tolls_in_few_characters() -> None:
    given = ((None, None, None), (12, 12, 12), (12, 12, None), (2, 3, 5), (None, 3, None), (None, None, 9))
    assert [toll(*one) for one in given] == ["", "12", "12+", "2-5", "3", "-9"]


def test_the_log_of_one_person_has_what_that_person_judged(path: Path) -> None:
    every = json.loads(CliRunner().invoke(app, ["log", "--format", "json"]).stdout)["rows"]
    people = {one["judgement"]["who"] for one in every if one["judgement"]}
    assert people
    for who in people:
        rows = json.loads(CliRunner().invoke(app, ["log", "--who", who, "--format", "json"]).stdout)["rows"]
        assert rows == [one for one in every if one["judgement"] and one["judgement"]["who"] == who]
    assert json.loads(CliRunner().invoke(app, ["log", "--who", "nobody", "--format", "json"]).stdout)["rows"] == []
