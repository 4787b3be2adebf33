"""The figures of the readers of formats on one page: ``python -m benchmarks.formats_page [NAME...]`` writes docs/formats-benchmarks.md.

Each part is what one command prints; with names only these parts are run anew, the others stay as they were, each with its day. What a long
command has printed into a file is taken from there: ``python -m benchmarks.formats_page --printed fuzz=fuzz.txt fuzz``.
"""

import argparse
import datetime
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.folders import PROJECT

PAGE = PROJECT / "docs" / "formats-benchmarks.md"
HEAD = """# Benchmarks of formats

Written by `python -m benchmarks.formats_page`; don't edit by hand. How much of a page's or a PDF's own text, title, author and date comes
through, and what exports cost. All pages and PDFs are of invented reports, made by the benchmark; real sites are more various, so these
figures say which kinds of layout are understood, not how often a page of the web is.
"""


@dataclass(frozen=True)
class Part:
    """One command, and what is said above its figures."""

    name: str
    title: str
    words: str
    command: str
    options: tuple[str, ...] = ()


PARTS = (
    Part(
        "pages",
        "Web pages in common layouts",
        "The body is scored in overlapping groups of four words. Captions, headings and the times of a live blog's entries count neither"
        " way. The rules were made better on the twelve layouts, so their figures are of a development set; the three after them were"
        " written when the rules were done, and no rule was changed for them.",
        "benchmarks.page_layouts",
    ),
    Part(
        "pdf",
        "Text of PDFs",
        "Character error rate (Levenshtein distance by the length of what was printed, white space aside), paragraphs that come out letter"
        " by letter, neighbouring paragraphs in the printed order, and words broken at line ends that are whole again. pdfium's own text"
        " stands beside: it is what most programs give. The layouts steered the rules here too.",
        "benchmarks.pdf_text",
    ),
    Part(
        "exports",
        "Exports",
        "Time and memory of each format on a record of generated reports, and the most memory on one of a tenth of its size, each in a"
        " process of its own: its own memory, without what the system keeps of the record's file. Parquet's library alone takes 50 MB.",
        "benchmarks.export_speed",
    ),
    Part(
        "large",
        "Large files",
        "Files of invented reports, gone through for their items, then made into reports (20,000 at most), each in a process of its own;"
        " seconds are those of the processor. Growth is what the process took more at the end than after a tenth of the items. The plain"
        " loop is that of the library alone.",
        "benchmarks.formats_in",
        ("warc", "jsonl"),
    ),
    Part(
        "fuzz",
        "Damaged and hostile files",
        "Files of every format, damaged by flipped bits, cuts, splices and pieces of other formats, also inside their packing; one in 50 is"
        " whole, and of pages and texts one in 50 has a hostile shape. Each is read in a process that is allowed 1 GB beyond its libraries;"
        " a hang is more than 5 s of the processor. What it can't show: that a file made by somebody who studies the readers does no harm.",
        "benchmarks.fuzz",
    ),
    Part(
        "install",
        "Size of an installation",
        "The core, without extras, installed into a fresh environment. The bar of 150 MB is for what is "
        "downloaded; on the disk it takes more than twice as much, most of it libraries (onnxruntime asks for sympy, which nothing here "
        "uses, and pip has no way to leave it out).",
        "benchmarks.install_size",
    ),
)


def section(part: Part, printed: str | None) -> str:
    """Run a part's command and write what it prints; or take what it ``printed`` before."""
    if printed is None:
        done = subprocess.run(
            [sys.executable, "-m", part.command, *part.options], cwd=PROJECT, capture_output=True, text=True, check=False
        )  # fmt: skip
        print(f"{part.name}: exit code {done.returncode}", flush=True)
        if done.returncode:
            raise SystemExit(f"{done.stdout[-2000:]}{done.stderr[-2000:]}")
        printed = done.stdout
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    command = " ".join(("python -m", part.command, *part.options))
    return f"## {part.title}\n\n{part.words}\n\n`{command}`, {day}.\n\n{printed.strip()}\n"


def main() -> None:
    """Run the parts that are named, or all, and write the page."""
    parser = argparse.ArgumentParser(description="The figures of the readers of formats on one page.")
    parser.add_argument("names", nargs="*", choices=[*(one.name for one in PARTS), []], help="only these parts")
    parser.add_argument("--printed", action="append", default=[], metavar="NAME=FILE", help="what a part's command printed")
    options = parser.parse_args()
    wanted = options.names or [one.name for one in PARTS]
    printed = {name: Path(path).read_text(encoding="utf-8") for name, _, path in (one.partition("=") for one in options.printed)}
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    old = {part.split("\n", 1)[0]: f"## {part}" for part in re.split(r"^## ", page, flags=re.M)[1:]}
    parts = [
        section(part, printed.get(part.name)) if part.name in wanted or part.title not in old else old[part.title].rstrip() + "\n"
        for part in PARTS
        if part.name in wanted or part.title in old
    ]
    PAGE.write_text("\n".join([HEAD, *parts]), encoding="utf-8")
    print(f"written: {PAGE.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
