"""The figures of the readers of formats on one page: ``python -m benchmarks.formats_page [NAME...]`` writes docs/formats-benchmarks.md.

Each part is what one command prints; with names only these parts are run anew, the others stay as they were, each with its day.
"""

import argparse
import datetime
import re
import subprocess
import sys
from dataclasses import dataclass

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
)


def section(part: Part) -> str:
    """Run a part's command and write what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", part.command], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    print(f"{part.name}: exit code {done.returncode}", flush=True)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    return f"## {part.title}\n\n{part.words}\n\n`python -m {part.command}`, {day}.\n\n{done.stdout.strip()}\n"


def main() -> None:
    """Run the parts that are named, or all, and write the page."""
    parser = argparse.ArgumentParser(description="The figures of the readers of formats on one page.")
    parser.add_argument("names", nargs="*", choices=[*(one.name for one in PARTS), []], help="only these parts")
    wanted = parser.parse_args().names or [one.name for one in PARTS]
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    old = {part.split("\n", 1)[0]: f"## {part}" for part in re.split(r"^## ", page, flags=re.M)[1:]}
    parts = [
        section(part) if part.name in wanted or part.title not in old else old[part.title].rstrip() + "\n"
        for part in PARTS
    ]
    PAGE.write_text("\n".join([HEAD, *parts]), encoding="utf-8")
    print(f"written: {PAGE.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
