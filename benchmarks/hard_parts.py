"""The hard parts of reading, each with its own invented cases: what was expected, what was read.

    python -m benchmarks.hard_parts [--model FOLDER] [--part NAME] [--show tuned|held|all] [--write docs/hard-parts.md] [--data FOLDER]

``--write`` makes the page: the figures, those of the corpora where ``--data`` has them (benchmarks/hard_corpora.py), and every failure.

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

from benchmarks import hard_corpora
from benchmarks.hard_facts import Fact, fails
from reportedly.evaluation.command import reader_of, report_of

FOLDER = Path(__file__).parent / "hard"
INTRODUCTION = """# The hard parts of reading

Made by `python -m benchmarks.hard_parts --write docs/hard-parts.md`; don't edit by hand.

Each part has its own cases in `benchmarks/hard/*.yaml`: short reports of our own invention, written with the facts that a careful
reader takes from them before anyone looked at what the reader makes of them. Half of the cases are *tuned*: their errors were
looked at and led to changes. The other half are *held*: they are counted and listed here and nothing was changed because of one.
The held cases were written together with the tuned ones and use like constructions, so they tell less than a corpus would; the
corpora below carry some of the parts. A fact is a claim with its roles, voices, factuality, time, place or toll, an attribution, a
mention, or triggers that are one event or several; a whole case holds where all of its facts do.
"""
CONVENTIONS = """
Conventions: "at least 12" is low 12, best 12, no high; "up to 30" has no low, best and high 30; "about 20" only a best; "between 10 and
15" low 10, high 15 and no best; "dozens" at least 24, "scores" at least 40. A subgroup ("12, including three children") is not
added. A place told by distance keeps the anchor's point: within 25 km `where_prec` 2 (UCDP), farther, between two places, or
along a border 5, a part of a country 5. A capital or palace that speaks or acts is an organisation with its government as `actor`.
"""
CORPORA = """## What the corpora say

PolNeAR marks no attribution inside another's content, so nested voices are measured by the cases above alone, and an encoder
taught on it hardly proposes one. By our sentence splitter only 1 of the attributions in its dev part (22 in train, which the encoder
was trained on; the figures below take both) has its source in another sentence than its cue, too few for a bar: most of what
looks so there is one digest that names the paper in brackets behind each item. Only documents that have one are read for it, so
its precision is not that over all documents. UDS-IH2 is split by what stands in front of the
predicate. MUC-4's keys count the dead and the injured. ECB+ says which mentions of a report are one event; it parts a shooting from
the killing that it ends in, which we join ("same first five letters" joins every pair of triggers that begin alike, to compare).
"""


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


def page(parts: Sequence[Part], corpora: Sequence[str]) -> str:
    """The page of figures and failures, as Markdown."""
    lines = [INTRODUCTION, *table(parts), "", CONVENTIONS]
    if corpora:
        lines += [CORPORA, *corpora, ""]
    lines.append("## What fails\n")
    for part in parts:
        found = failures(part)
        lines += [
            f"### {part.name[:1].upper()}{part.name[1:]}",
            "",
            part.about,
            *(found or ["", "Every fact holds."]),
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    """Print the table and the failures, or write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--model", type=Path)
    parser.add_argument("--part")
    parser.add_argument("--show", choices=("tuned", "held", "all", "none"), default="none")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    parts = run(options.model, options.part)
    if options.write is not None:
        corpora = (
            hard_corpora.shown(hard_corpora.run(options.data, model=options.model)) if options.data.exists() else []
        )
        options.write.write_text(page(parts, corpora), "utf-8")
    lines = table(parts)
    halves = {"tuned": (False,), "held": (True,), "all": (False, True), "none": ()}[options.show]
    for part in parts:
        lines += failures(part, halves)
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
