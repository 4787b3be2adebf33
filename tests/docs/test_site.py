"""The site: it builds without a warning, what it makes from code is all of it, and its samples are what the program prints."""

import importlib
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import typer.main

from reportedly.cli.main import app
from reportedly.codebooks.load import load_codebook
from reportedly.config import KEYS
from reportedly.export.contract import json_schema
from reportedly.export.formats import FORMATS
from reportedly.ingest.containers import CONTAINERS
from reportedly.ingest.documents import DOCUMENTS

pytest.importorskip("sphinx", reason="needs reportedly[docs]: pip install 'reportedly[docs]'")
pytest.importorskip("myst_nb")

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def _module(name: str) -> ModuleType:
    sys.path.insert(0, str(DOCS))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(DOCS))


@pytest.fixture(scope="module")
def directives() -> ModuleType:
    return _module("site_directives")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, warnings as errors; the notebooks are not run here, tests/notebook runs them."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-D", "nb_execution_mode=off", "-d", str(folder / "trees")]
    done = subprocess.run([*command, "-b", "html", str(DOCS), str(folder / "html")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "html"


def test_every_page_is_in_the_site_and_leads_nowhere_else_for_what_it_loads(site: Path) -> None:
    for page in DOCS.rglob("*.md"):
        assert (site / page.relative_to(DOCS).with_suffix(".html")).is_file(), page
    for made in site.rglob("*.html"):
        loaded = re.findall(r'<(?:script|link|img|iframe)[^>]+?(?:src|href)="(https?:[^"]+)"', made.read_text(encoding="utf-8"))
        assert loaded == [], made.name


def test_links_of_the_site_lead_to_files_that_are_there(site: Path) -> None:
    dead = []
    for made in site.rglob("*.html"):
        for target in re.findall(r'<a[^>]+?href="([^"#]+)', made.read_text(encoding="utf-8")):
            if not re.match(r"https?:|mailto:", target) and not (made.parent / target.split("?")[0]).exists():
                dead.append(f"{made.name}: {target}")
    assert dead == []


def test_every_command_and_option_is_in_the_reference(directives: ModuleType) -> None:
    page = "\n".join(directives.command_lines())

    def walk(names: list[str], command: object) -> None:
        below = getattr(command, "commands", {})
        if not below:
            assert f"## `{' '.join(names)}`" in page
            section = page.split(f"## `{' '.join(names)}`", 1)[1].split("\n## ", 1)[0]
            for param in command.params:  # type: ignore[attr-defined]
                for option in param.opts if param.param_type_name == "option" and not param.hidden else ():
                    assert f"`{option}`" in section, (names, option)
        for name, one in below.items():
            if not one.hidden:
                walk([*names, name], one)

    walk(["reportedly"], typer.main.get_command(app))


def test_every_type_mode_setting_format_and_field_is_in_the_reference(directives: ModuleType) -> None:
    types = "\n".join(directives.event_type_lines())
    for kind in load_codebook().types:
        assert f"## {kind.code}\n" in types
        assert all(f"| `{mode.code}` |" in types for mode in kind.modes)
    settings = "\n".join(directives.setting_lines())
    assert all(f"| `{key}` |" in settings for key in KEYS)
    formats = "\n".join(directives.format_lines())
    assert all(f"| `{one.name}` |" in formats for one in FORMATS)
    schema = "\n".join(directives.schema_lines())
    for name, body in json_schema()["$defs"].items():
        if "properties" in body:
            assert f"## {name}\n" in schema
            assert all(f"| `{key}`" in schema for key in body["properties"])


def test_the_how_to_pages_have_every_kind_of_file_and_every_format() -> None:
    reading = (DOCS / "how-to" / "reading.md").read_text(encoding="utf-8").lower()
    inner = {"entry", "row"}  # parts of feeds and tables
    assert [kind for kind in {*DOCUMENTS, *CONTAINERS} - inner if not re.search(rf"\b{kind}\b", reading)] == []
    writing = (DOCS / "how-to" / "exporting.md").read_text(encoding="utf-8")
    assert [one.name for one in FORMATS if f"`{one.name}`" not in writing] == []
    asked = re.findall(r"reportedly export (\S+)", writing)
    assert {name for name in asked if name != "FORMAT"} <= {one.name for one in FORMATS}


def test_every_example_folder_that_the_docs_speak_of_is_there_and_says_that_it_is_invented() -> None:
    for path in sorted((ROOT / "examples" / "dune-road").rglob("*")):
        if path.is_file():
            assert "invented" in path.read_text(encoding="utf-8").splitlines()[0], path.name


def test_the_samples_are_what_the_commands_print() -> None:
    command = [sys.executable, str(DOCS / "samples.py"), "--check", "docs/quickstart.md"]  # make docs checks the others too
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_sample_names_what_commands_find_cuts_long_output_and_fails_with_the_command(tmp_path: Path) -> None:
    samples = _module("samples")
    (tmp_path / "one.jsonl").write_text(
        '{"note": "invented", "published": "2031-09-02", "text": "A bomb exploded at a market in the Sudanese city of Kassala on Tuesday, '
        'killing nine people, police said."}\n', encoding="utf-8",
    )  # fmt: skip
    script = "$ reportedly add one.jsonl\nbomb = id of reportedly events --place Kassala\n$ reportedly show {bomb}\n... 2\ncut 40"
    page = samples.filled(f"Before.\n<!-- sample\n{script}\n-->\nold\n<!-- end of sample -->\nAfter.", tmp_path)
    assert page.startswith(f"Before.\n<!-- sample\n{script}\n-->\n```console\n$ reportedly add one.jsonl\nread 1 = 1 stored")
    assert page.endswith("\n...\n```\n<!-- end of sample -->\nAfter.")
    assert "in … s" in page and re.search(r"\$ reportedly show v\d+\nv\d+ · ASSAULT", page)
    assert max(map(len, page.split("show v", 1)[1].splitlines())) <= 40
    with pytest.raises(SystemExit, match="show v999 ended with 2"):
        samples.filled("<!-- sample\n$ reportedly show v999\n-->\n<!-- end of sample -->", tmp_path)
