"""What an installation brings: few libraries in the core, the rest in extras, each of which names its cure when it is missing."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from reportedly.errors import MissingExtra
from reportedly.extras import needed

ROOT = Path(__file__).parents[1]
MOST_DIRECT = 15
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
NOT_FOR_USERS = {"dev", "docs", "bench", "training", "gazetteer"}


def named(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def libraries(extra: str) -> set[str]:
    """The libraries of an extra, those of extras in it too."""
    found: set[str] = set()
    for one in EXTRAS[extra]:
        inner = re.fullmatch(r"reportedly\[(.*)\]", one)
        found |= set().union(*(libraries(name) for name in inner[1].split(","))) if inner else {named(one)}
    return found


def asked_for() -> set[tuple[str, str]]:
    """Every library that the package asks for when it needs it, and the extra that it says to install."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "needed" and len(node.args) == 2:
                match node.args:
                    case [ast.Constant(value=str(module)), ast.Constant(value=str(extra))]:
                        found.add((module, extra))
    return found


def test_the_package_asks_for_its_extras_in_one_way() -> None:
    assert len(asked_for()) > 20


def test_the_core_has_at_most_fifteen_direct_dependencies() -> None:
    core = {named(one) for one in PROJECT["dependencies"]}
    assert len(core) == len(PROJECT["dependencies"]) <= MOST_DIRECT
    assert core.isdisjoint({"torch", "transformers", "pandas", "pyarrow", "openpyxl"})


@pytest.mark.parametrize(("module", "extra"), sorted(asked_for()))
def test_what_is_said_to_be_in_an_extra_is_in_it(module: str, extra: str) -> None:
    owners = {one.lower().replace("_", "-") for one in packages_distributions()[module.partition(".")[0]]}
    brought = libraries(extra) | {named(one) for one in PROJECT["dependencies"]}
    assert owners & brought, f"{module} comes with {owners}, which is not in reportedly[{extra}]"


@pytest.mark.parametrize(("module", "extra"), sorted(asked_for()))
def test_each_cure_can_be_installed(module: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for loaded in [one for one in sys.modules if one.partition(".")[0] == module.partition(".")[0]]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module.partition(".")[0], None)
    with pytest.raises(MissingExtra) as caught:
        needed(module, extra)
    assert caught.value.cure == f"pip install 'reportedly[{extra}]'" and extra in EXTRAS
    assert module.partition(".")[0] in caught.value.message


def test_a_report_is_read_and_kept_without_any_extra(tmp_path: Path) -> None:
    """The command line, a report and a record, where none of the extras' libraries can be imported."""
    core = {named(one) for one in PROJECT["dependencies"]}
    extra = set().union(*(libraries(name) for name in EXTRAS if name not in NOT_FOR_USERS)) - core
    modules = sorted(module for module, owners in packages_distributions().items() if {one.lower() for one in owners} <= extra)
    assert {"pyarrow", "feedparser", "litestar", "openpyxl"} <= set(modules)
    code = (
        f"import sys\nfor module in {modules!r}: sys.modules[module] = None\n"
        "from reportedly.cli.main import run\nsys.argv = ['reportedly', 'add', *sys.argv[1:]]\nrun()"
    )
    paths = [str(ROOT / "examples" / name) for name in ("depot.txt", "crossing.html", "market.jsonl")]
    done = subprocess.run(
        [sys.executable, "-c", code, *paths, "--record", str(tmp_path / "a.db")], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "stored" in done.stdout + done.stderr
