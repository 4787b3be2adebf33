"""The hard parts of reading, each with its own invented cases: what was expected, what was read.

    python -m benchmarks.hard_parts [--model FOLDER] [--write docs/hard-parts.md] [--part NAME] [--show tuned|held|all]

The cases are ``benchmarks/hard/*.yaml``: reports of our own invention, written before anyone looked at what the reader makes of
them. Half of each part's cases are ``held``: their failures are counted and listed, and nothing was changed because of one.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.hard_facts import Fact, fails
from reportedly.evaluation.command import reader_of, report_of

FOLDER = Path(__file__).parent / "hard"


@dataclass(frozen=True)
class Outcome:
    """One fact of one case with what was read instead; None where it holds."""

    case: str
    held: bool
    text: str
    fact: Fact
    read: str | None


@dataclass(frozen=True)
class Part:
    """One hard part: its name, what it is about, and the outcome of each fact."""

    name: str
    about: str
    outcomes: tuple[Outcome, ...]

    def share(self, held: bool) -> tuple[int, int]:
        """How many facts of the tuned or held cases hold, and how many there are."""
        of_half = [one for one in self.outcomes if one.held == held]
        return sum(one.read is None for one in of_half), len(of_half)

    def cases(self, held: bool) -> tuple[int, int]:
        """How many of the tuned or held cases hold in every fact, and how many there are."""
        of_half = [one for one in self.outcomes if one.held == held]
        return len({one.case for one in of_half} - {one.case for one in of_half if one.read is not None}), len(
            {one.case for one in of_half}
        )


def run(model: Path | None = None, only: str | None = None) -> list[Part]:
    """Read every case of every part (or of the one file ``only``.yaml)."""
    reader = reader_of(model)
    parts = []
    for file in sorted(FOLDER.glob("*.yaml")):
        if only is not None and file.stem != only:
            continue
        data = yaml.safe_load(file.read_text("utf-8"))
        outcomes = []
        for number, case in enumerate(data["cases"], 1):
            reading = reader.read(report_of(case["text"], case.get("published")))
            outcomes += [
                Outcome(f"{file.stem}-{number:02}", case.get("held", False), case["text"], fact, fails(reading, fact))
                for fact in case["facts"]
            ]
        parts.append(Part(data["part"], data["about"], tuple(outcomes)))
    return parts


def table(parts: Sequence[Part]) -> list[str]:
    """The figures of all parts as a Markdown table."""
    lines = [
        "| part | facts, tuned half | facts, held half | whole cases, tuned | whole cases, held |",
        "|---|---|---|---|---|",
    ]
    for part in parts:
        cells = [_of(part.share(False)), _of(part.share(True)), _of(part.cases(False)), _of(part.cases(True))]
        lines.append(f"| {part.name} | " + " | ".join(cells) + " |")
    sums = [_of(_sum(one.share(held) for one in parts)) for held in (False, True)]
    sums += [_of(_sum(one.cases(held) for one in parts)) for held in (False, True)]
    return [*lines, "| **all** | " + " | ".join(sums) + " |"]


def _of(counts: tuple[int, int]) -> str:
    right, every = counts
    return f"{right} of {every} ({100 * right / every:.0f} %)" if every else "none"


def _sum(counts: Iterable[tuple[int, int]]) -> tuple[int, int]:
    pairs = list(counts)
    return sum(one for one, _ in pairs), sum(two for _, two in pairs)


def failures(part: Part, halves: Sequence[bool] = (False, True)) -> list[str]:
    """The failed facts of a part, by case, as Markdown."""
    lines: list[str] = []
    shown: str | None = None
    for one in part.outcomes:
        if one.read is None or one.held not in halves:
            continue
        if one.case != shown:
            shown = one.case
            lines += ["", f"**{one.case}** ({'held' if one.held else 'tuned'}): {' '.join(one.text.split())}", ""]
        lines.append(f"- expected {_written(one.fact)}; read: {one.read}")
    return lines


def _written(fact: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} `{value}`" for key, value in fact.items())


def main() -> None:
    """Print the table and the failures, or write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--model", type=Path)
    parser.add_argument("--part")
    parser.add_argument("--show", choices=("tuned", "held", "all", "none"), default="none")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    parts = run(options.model, options.part)
    lines = table(parts)
    halves = {"tuned": (False,), "held": (True,), "all": (False, True), "none": ()}[options.show]
    for part in parts:
        lines += failures(part, halves)
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
