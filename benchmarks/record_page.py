"""The figures of a record on one page: ``python -m benchmarks.record_page [NAME...]`` writes docs/record-benchmarks.md.

Each part is what one command prints, word for word, under the bar it is held against. With names only these parts are run anew; the
others stay as they were, each with its day.
"""

import argparse
import datetime
import re
import subprocess
import sys
import time
from dataclasses import dataclass

from benchmarks.folders import PROJECT

PAGE = PROJECT / "docs" / "record-benchmarks.md"
HEAD = """# Benchmarks of a record

Written by `python -m benchmarks.record_page`; don't edit by hand. How well and how fast many reports are made one account. Each part is
what its command prints. The reader's own figures are in [benchmarks.md](benchmarks.md), a look at real texts is in
[open-record.md](open-record.md).
"""


@dataclass(frozen=True)
class Part:
    """One command, and what is held against it."""

    name: str
    title: str
    bar: str
    command: str


PARTS = (
    Part("reprints", "Reprints found among made copies of open texts", "P 99, R 95.", "benchmarks.reprints"),
    Part(
        "ecb", "One occurrence told by several reports: ECB+, development topics",
        "CoNLL F1 with gold mentions, corpus level 75, topic level 79. Published, on the test part: Held 2021 85.7, Barhom 2019 79.2, "
        "lemma 61.9. Thresholds were chosen from a handful on these topics, so the figures are slightly optimistic.",
        "benchmarks.ecb_linking",
    ),
    Part(
        "maverick", "One occurrence told by several coded rows: MAVERICK",
        "Pairwise F1 80; events with two reports or more recovered whole 60 %. Weights were never fitted to the events that they are "
        "scored on, but for the first line: there `reportedly add --mapping maverick` made the events, with the packaged weights, "
        "which are fitted to all rows. All rows in one record are harder than halves by themselves: more events are near.",
        "benchmarks.maverick_linking --cross",
    ),
    Part("names", "Names: aliases and transliterations", "No bar; plain baselines stand beside.", "benchmarks.names"),
    Part("actors", "Entities of real texts and the packaged actors", "No bar; links were judged by hand.", "benchmarks.actors"),
    Part("coded", "Coded rows", "No bar; every row is accounted for.", "benchmarks.coded_rows"),
    Part(
        "growth", "What a report costs as the record grows (reading aside)",
        "The 100,000th report at most 1.3 × the 1,000th; memory flat, under 1.5 GB.",
        "benchmarks.record_growth --reports 2000 --filled 20000 --filled 100000 --filled 200000",
    ),
    Part(
        "queries", "Questions to a record of 1,000,000 claims", "p95 under 100 ms, on SQLite and PostgreSQL.",
        "benchmarks.record_queries --claims 1000000 --queries 100",
    ),
)  # fmt: skip


def section(part: Part, keep: str | None = None) -> str:
    """Run a part's command and write what it prints; ``keep`` is a folder of filled records for the questions."""
    began = time.perf_counter()
    kept = ["--keep", keep] if keep and part.name == "queries" else []
    done = subprocess.run(
        [sys.executable, "-m", *part.command.split(), *kept], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    print(f"{part.name}: exit code {done.returncode}, {time.perf_counter() - began:.0f} s", flush=True)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:  # 1 says that a bar is missed, which the page says too
        raise SystemExit(done.stderr[-2000:])
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    return f"## {part.title}\n\nBar: {part.bar}\n`python -m {part.command}`, {day}.\n\n```\n{done.stdout.rstrip()}\n```\n"


def main() -> None:
    """Run the parts that are named, or all, and write the page."""
    parser = argparse.ArgumentParser(description="The figures of a record on one page.")
    parser.add_argument("names", nargs="*", choices=[*(one.name for one in PARTS), []], help="only these parts")
    parser.add_argument("--keep", metavar="FOLDER", help="where benchmarks.record_queries keeps its filled records")
    given = parser.parse_args()
    wanted = given.names or [one.name for one in PARTS]
    for part in PARTS:
        if part.name in wanted:
            write(part, section(part, given.keep))


def write(part: Part, text: str) -> None:
    """Put a part into the page, in its place; the other parts are read again just before, since another run may have changed them."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    there = {one.title: re.search(rf"^## {re.escape(one.title)}\n.*?(?=^## |\Z)", page, re.S | re.M) for one in PARTS}
    kept = {title: found.group() for title, found in there.items() if found}
    kept[part.title] = text + "\n"
    PAGE.write_text(HEAD + "\n" + "".join(kept[one.title] for one in PARTS if one.title in kept).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
