"""The house's own rules: sizes of files and functions, nothing of a workplace in them, docs that keep up."""

import ast
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer.main

from reportedly.cli.main import app
from reportedly.config import KEYS, PREFIX
from reportedly.export.contract import from_json, json_schema
from reportedly.schema import Reading, Span, report_id

ROOT = Path(__file__).parents[1]
MAX_LINES, MAX_FUNCTION, MAX_PARAMETERS = 500, 80, 6
CODE_FOLDERS = ("src", "tests", "training", "benchmarks", "docs")
# Spelled in two parts, so that this file doesn't hold what it looks for.
WORKPLACE = re.compile("|".join(("/wor" + "k/", "/root" + "/", "/home/" + r"\w+/", r"/tmp/\w+\.(?:py|json|html)")))
TEXT_SUFFIXES = {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".jsonl", ".txt", ".html", ".css", ".js", ".sh", ""}
VAGUE_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py", "util.py"}


def files_of_the_project() -> list[Path]:
    """The tracked and the new files, as git sees them; every file where there is no git."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        hidden = {".venv", "build", "dist", ".git", "__pycache__"}
        paths = [path for path in ROOT.rglob("*") if not hidden & set(path.relative_to(ROOT).parts)]
        return sorted(path for path in paths if path.is_file())
    return sorted({ROOT / name for name in listed if (ROOT / name).is_file()})


FILES = files_of_the_project()
CODE = [path for path in FILES if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in CODE_FOLDERS]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    every = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    return sum(argument.arg not in ("self", "cls") for argument in every)


def callbacks(of: typer.Typer) -> set[str]:
    """The functions behind an application's commands, as ``module:name``."""
    found = (one.callback for one in of.registered_commands)
    names = {f"{one.__module__}:{one.__name__}" for one in found if one is not None}
    return names.union(*(callbacks(one.typer_instance) for one in of.registered_groups if one.typer_instance is not None))


COMMANDS = callbacks(app)


def is_command(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A command of the CLI has one parameter per option."""
    module = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
    return f"{module}:{node.name}" in COMMANDS


def test_there_is_code_to_check() -> None:
    assert len(CODE) > 20


def test_no_file_is_too_long() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert {name: length for name, length in lengths.items() if length > MAX_LINES} == {}


def test_no_function_is_too_long() -> None:
    lengths = {
        f"{name_of(path)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in CODE
        for node in functions(path)
    }
    assert {name: length for name, length in lengths.items() if length > MAX_FUNCTION} == {}


def test_no_function_of_the_package_has_too_many_parameters() -> None:
    counts = {
        f"{name_of(path)}:{node.lineno} {node.name}": parameters(node)
        for path in CODE
        if name_of(path).startswith("src/")
        for node in functions(path)
        if not is_command(path, node)
    }
    assert {name: count for name, count in counts.items() if count > MAX_PARAMETERS} == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [name_of(path) for path in CODE if path.name in VAGUE_NAMES] == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    found = []
    for path in FILES:
        if path.suffix not in TEXT_SUFFIXES or path.stat().st_size > 2_000_000:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name_of(path)}: {match.group()}" for match in WORKPLACE.finditer(text)]
    assert found == []


def test_no_python_file_is_left_out_of_the_folders_that_are_checked() -> None:
    stray = [name_of(path) for path in FILES if path.suffix == ".py" and path not in CODE]
    assert stray == []


def commands_below(command: Any) -> Iterator[Any]:
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from commands_below(below)


def options() -> list[str]:
    commands = commands_below(typer.main.get_command(app))
    names = {name for command in commands for param in command.params for name in param.opts}
    return sorted(name for name in names if name.startswith("-"))


def test_every_option_is_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert "--format" in options() and len(options()) >= 8
    assert [option for option in options() if f"`{option}`" not in page] == []


def test_every_documented_option_exists() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`-.*?) \|", page, re.MULTILINE)
    documented = {option for row in rows for option in re.findall(r"`(-\S+)`", row)}
    assert documented - {*options(), "--help", "-h"} == set()


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for key in KEYS:
        assert f"| `{key}` | `{PREFIX}{key.upper()}` |" in page


def test_every_exit_code_is_documented() -> None:
    source = (ROOT / "src" / "reportedly" / "cli" / "exits.py").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    found = re.search(r"^REJECTED.*= (.*)$", source, re.MULTILINE)
    assert found
    for code in found.group(1).split(", "):
        assert f"| {code} |" in page


DOCUMENTS = [name_of(path) for path in FILES if path.suffix == ".md" and "golden" not in path.parts]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    page = ROOT / name
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_command_of_the_readme_is_one_that_works() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    used = set(re.findall(r"(?<=\s)--?[a-z]+", "\n".join(re.findall(r"^.*reportedly read .*$", text, re.MULTILINE))))
    assert used and used <= {*options(), "--help"}


@pytest.fixture
def worked_example() -> Reading:
    page = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
    [block] = re.findall(r"^```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(block))
    return from_json(block)


def test_the_worked_example_is_a_reading_with_right_spans(
    worked_example: Reading, spans_of: Callable[[object], list[Span]]
) -> None:
    text = worked_example.report.text
    assert worked_example.report.id == report_id(text)
    found = spans_of(worked_example)
    assert len(found) > 15
    assert [span for span in found if text[span.start : span.end] != span.text] == []


def test_the_worked_example_names_only_ids_that_it_has(worked_example: Reading) -> None:
    entities = {entity.id for entity in worked_example.entities}
    attributions = {attribution.id for attribution in worked_example.attributions}
    claims = {claim.id for claim in worked_example.claims}
    assert {mention.entity for mention in worked_example.mentions} - {None} <= entities
    assert {a.entity for claim in worked_example.claims for a in claim.arguments} - {None} <= entities
    assert {name for claim in worked_example.claims for name in claim.according_to} <= attributions
    assert {name for event in worked_example.events for name in event.claims} <= claims


def test_each_example_says_that_it_is_invented() -> None:
    examples = [path for path in (ROOT / "examples").rglob("*") if path.suffix in (".txt", ".html")]
    assert examples
    for path in examples:
        assert "invented" in path.read_text(encoding="utf-8").splitlines()[0], path.name
    for path in (ROOT / "examples").rglob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert "invented" in json.loads(line)["note"]


def test_the_data_files_of_the_html_page_are_packaged() -> None:
    folder = ROOT / "src" / "reportedly" / "export" / "data"
    assert {path.name for path in folder.iterdir()} == {"pack.css", "page.css", "page.js"}
    ignored = subprocess.run(
        ["git", "-C", str(ROOT), "check-ignore", *map(str, folder.iterdir())], capture_output=True, check=False
    )
    assert ignored.stdout == b""
