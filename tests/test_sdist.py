"""A source distribution holds what its pages name: examples of how to run it, benchmarks, training."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATH = re.compile(r"(?<![\w./-])([\w-]+)/[\w./-]*|`(Dockerfile|Makefile)`")


def named() -> set[str]:
    """The files and folders at the root that a page names."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    found = {name for page in pages for pair in PATH.findall(page.read_text(encoding="utf-8")) for name in pair if name}
    return {name for name in found if (ROOT / name).exists()}


def test_what_the_docs_name_is_in_the_source_distribution() -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert {"deploy", "benchmarks", "examples", "training"} <= named()
    assert all(one.startswith("/") for one in built), "without it a name counts at any depth, in web/node_modules too"
    roots = {one.split("/")[1] for one in built}
    assert named() - {"build"} <= roots
    assert all((ROOT / one[1:]).exists() for one in built)
