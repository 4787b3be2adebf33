"""Puts what commands print today into the pages that show it: `python docs/samples.py [PAGE]...`, all of them where none is named.

With --check it only says which are out of date; `make docs` asks that of all of them, the tests of the shortest.

A sample is a comment that begins with "sample", the fenced block after it, and the comment "end of sample". The comment's lines are

    strike = id of reportedly events --place Ubari     a name for a field of the first row that a command finds
    $ reportedly show {strike}                         a command whose output is shown
    ... 30                                             only the first 30 lines of the command before
    cut 100                                            lines no longer than that

The commands of a page run in order in an empty folder that has `examples`, so that a record made by one is there for the next. Ids stand
in pages by what they are found by, not as numbers: a better reading that counts claims anew changes no page by hand.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGES = ("docs/quickstart.md", "docs/tutorial/index.md")
WIDTH = 150
_SAMPLE = re.compile(r"<!-- sample\n(?P<script>.*?)\n-->\n.*?<!-- end of sample -->", re.DOTALL)
_NAMED = re.compile(r"(?P<name>\w+) = (?P<field>\w+) of (?P<command>reportedly .+)")
_SECONDS = re.compile(r"\b(in|took) [\d.]+ (s|min)\b")
_WHEN = re.compile(r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\+00:00|Z)")


class Shown(NamedTuple):
    """A command, how many lines of its output are shown (None: all), and how long a line may be."""

    command: str
    lines: int | None
    width: int | None


class Named(NamedTuple):
    """A name for a field of the first row that a command finds."""

    name: str
    field: str
    command: str


def filled(page: str, folder: Path) -> str:
    """The page with every sample as its commands print it now, run in ``folder``."""
    names: dict[str, str] = {}

    def sample(match: re.Match[str]) -> str:
        printed = []
        for step in _script(match["script"]):
            if isinstance(step, Named):
                names[step.name] = _found(step.command.format(**names), step.field, folder)
            else:
                printed.append(_printed(step, names, folder))
        shown = "\n".join(printed)
        return f"<!-- sample\n{match['script']}\n-->\n```console\n{shown}\n```\n<!-- end of sample -->"

    return _SAMPLE.sub(sample, page)


def _script(script: str) -> list[Shown | Named]:
    steps: list[Shown | Named] = []
    for line in script.splitlines():
        last = steps[-1] if steps else None
        if named := _NAMED.fullmatch(line):
            steps.append(Named(named["name"], named["field"], named["command"]))
        elif line.startswith("$ "):
            steps.append(Shown(line[2:], None, None))
        elif line.startswith("... ") and isinstance(last, Shown):
            steps[-1] = last._replace(lines=int(line[4:]))
        elif line.startswith("cut ") and isinstance(last, Shown):
            steps[-1] = last._replace(width=int(line[4:]))
        else:
            raise SystemExit(f"A sample has a line that is neither a command nor a name: {line}")
    return steps


def _found(command: str, field: str, folder: Path) -> str:
    rows = json.loads(_run(f"{command} --format json", folder))["rows"]
    if not rows:
        raise SystemExit(f"A sample names something by {command}, which finds nothing any more.")
    return str(rows[0][field])


def _printed(one: Shown, names: dict[str, str], folder: Path) -> str:
    command = _once(one.command.format(**names))
    lines = [line.rstrip() for line in _run(command, folder).rstrip().splitlines()]
    if one.width is not None:
        lines = [line if len(line) <= one.width else line[: one.width - 1].rstrip() + "…" for line in lines]
    if one.lines is not None and len(lines) > one.lines:
        lines = [*lines[: one.lines], "..."]
    return "\n".join([f"$ {command}", *lines])


def _once(command: str) -> str:
    """The command with each event named once: what one version of the program left apart, another may have joined."""
    kept: list[str] = []
    for word in command.split(" "):
        if not (re.fullmatch(r"v\d+", word) and word in kept):
            kept.append(word)
    return " ".join(kept)


def _run(command: str, folder: Path) -> str:
    """What a command prints on both its channels, with what differs from run to run put alike."""
    program, *arguments = shlex.split(command)
    if program != "reportedly":
        raise SystemExit(f"A sample can only run reportedly, not {program}.")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("REPORTEDLY_")}
    environment |= {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "REPORTEDLY_WHO": "ada"}
    done = subprocess.run(  # noqa: S603  our own program, from our own pages
        [str(Path(sys.executable).with_name("reportedly")), *arguments], cwd=folder, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(f"{command} ended with {done.returncode}:\n{done.stdout}")
    return _WHEN.sub("2032-12-01T09:00:00Z", _SECONDS.sub(r"\1 … \2", done.stdout))


def outdated(write: bool, pages: Sequence[str] = PAGES) -> list[str]:
    """Those of the pages whose samples are not what is printed today; with ``write`` they are put right."""
    found = []
    for name in pages:
        page = ROOT / name
        before = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "examples").symlink_to(ROOT / "examples")
            after = filled(before, Path(folder))
        if after != before:
            found.append(name)
            if write:
                page.write_text(after, encoding="utf-8")
    return found


if __name__ == "__main__":
    only_look = "--check" in sys.argv[1:]
    asked = [one for one in sys.argv[1:] if one != "--check"]
    unknown = [one for one in asked if one not in PAGES]
    if unknown:
        sys.exit(f"No page with samples: {', '.join(unknown)}. There are {', '.join(PAGES)}.")
    changed = outdated(not only_look, asked or PAGES)
    if only_look and changed:
        sys.exit(f"Out of date: {', '.join(changed)}. Run `python docs/samples.py` and look at the difference.")
    sys.stdout.write(f"Put right: {', '.join(changed)}\n" if changed else "Every sample is as it is printed today.\n")
