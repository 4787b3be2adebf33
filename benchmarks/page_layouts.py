"""Pages in the styles of twelve news layouts, read by us and by others: ``python -m benchmarks.page_layouts``.

The body is scored in overlapping groups of four words, as trafilatura's own evaluation scores segments: which of the report's are found,
and which of the found are the report's. What may be in the body or not (captions, headings, the times of a live blog's entries, title,
byline and date) counts neither way. Metadata are right where they say what the page says; where it says nothing, None is right.
"""

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from benchmarks.layouts import LaidOut
from benchmarks.layouts_more import pages
from benchmarks.layouts_unseen import unseen_pages
from reportedly.errors import InputError
from reportedly.ingest.html import report_from_html

WORDS = 4
FIELDS = ("title", "byline", "published", "publisher", "url")


@dataclass(frozen=True)
class Taken:
    """What a program takes from a page."""

    body: str
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


def by_us(page: LaidOut) -> Taken:
    """What this package takes."""
    try:
        report = report_from_html(page.markup)
    except InputError:
        return Taken("")
    return Taken(report.text, report.title, report.byline, report.published, report.publisher, report.url)


def by_trafilatura(page: LaidOut) -> Taken:
    """What trafilatura takes with its defaults."""
    trafilatura = import_module("trafilatura")
    text = trafilatura.extract(page.markup) or ""
    found: Any = trafilatura.bare_extraction(page.markup, with_metadata=True)
    if found is None:
        return Taken(text)
    author = (found.author or "").replace("; ", ", ") or None
    return Taken(text, found.title, author, found.date, found.sitename, found.url)


def by_readability(page: LaidOut) -> Taken:
    """What readability-lxml takes: it has a title and no more."""
    document = import_module("readability").Document(page.markup)
    tree = import_module("lxml.html").fromstring(document.summary())
    return Taken(" ".join(tree.itertext()), document.short_title())


PROGRAMS: dict[str, Callable[[LaidOut], Taken]] = {
    "reportedly": by_us,
    "trafilatura": by_trafilatura,
    "readability": by_readability,
}


@dataclass
class Score:
    """Counts over pages."""

    shared: int = 0
    found: int = 0
    gold: int = 0
    right: Counter[str] = field(default_factory=Counter)
    pages: int = 0

    def add(self, page: LaidOut, taken: Taken) -> None:
        """Count a page."""
        gold, found = groups(page.body), groups(taken.body.split("\n"))
        neutral = groups((*page.neutral, page.title, page.byline or "", page.published or ""))
        shared = gold & found
        self.shared += shared.total()
        self.found += shared.total() + (found - gold - neutral).total()
        self.gold += gold.total()
        self.right.update(name for name in FIELDS if same(getattr(page, name), getattr(taken, name)))
        self.pages += 1

    @property
    def precision(self) -> float:
        """The share of what was found that is the report's."""
        return self.shared / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the report that was found."""
        return self.shared / self.gold if self.gold else 0.0


def groups(lines: Iterable[str]) -> Counter[tuple[str, ...]]:
    """How often each group of words in a row stands in the lines; a shorter line is a group of its own."""
    counted: Counter[tuple[str, ...]] = Counter()
    for line in lines:
        words = re.findall(r"\w+", line.lower())
        if 0 < len(words) < WORDS:
            counted[tuple(words)] += 1
        counted.update(tuple(words[place : place + WORDS]) for place in range(len(words) - WORDS + 1))
    return counted


def same(said: str | None, found: str | None) -> bool:
    """Whether two values have the same words; names in another order, or joined by "and" or a comma, are the same."""
    if said is None or not found:
        return not said and not found
    return sorted(re.findall(r"\w+", said.lower().replace(" and ", " "))) == sorted(
        re.findall(r"\w+", found.lower().replace(" and ", " "))
    )


def scores(of: Sequence[LaidOut]) -> dict[str, dict[str, Score]]:
    """By program and layout; "all" is over all layouts."""
    made: dict[str, dict[str, Score]] = {name: {} for name in PROGRAMS}
    for page in of:
        for name, program in PROGRAMS.items():
            taken = program(page)
            for key in (page.layout, "all"):
                made[name].setdefault(key, Score()).add(page, taken)
    return made


def shown(made: dict[str, dict[str, Score]]) -> str:
    """The tables, as Markdown."""
    layouts = [name for name in made["reportedly"] if name != "all"]
    first = made["reportedly"]["all"].pages
    rows = [f"{first} pages: {len(layouts)} layouts, each of {first // len(layouts)} reports. Body: precision / recall in percent.", ""]
    rows += ["| layout | " + " | ".join(made) + " |", "|---|" + "---|" * len(made)]
    for layout in [*layouts, "all"]:
        cells = [f"{100 * made[name][layout].precision:.1f} / {100 * made[name][layout].recall:.1f}" for name in made]
        rows.append(f"| {layout} | " + " | ".join(cells) + " |")
    rows += ["", "Metadata: pages on which they are right, of all.", "", "| | " + " | ".join(FIELDS) + " |", "|---|" + "---|" * len(FIELDS)]
    for name, found in made.items():
        rows.append(f"| {name} | " + " | ".join(f"{found['all'].right[name_]} / {found['all'].pages}" for name_ in FIELDS) + " |")
    missing = []
    for layout in layouts:
        score = made["reportedly"][layout]
        missed = [f"{name_} {score.right[name_]} / {score.pages}" for name_ in FIELDS if score.right[name_] < score.pages]
        if missed:
            missing.append(f"- {layout}: " + ", ".join(missed))
    return "\n".join([*rows, *(["", "Ours by layout, where not all are right:", "", *missing] if missing else [])])


def main() -> None:
    """Print the tables."""
    logging.disable(logging.WARNING)  # trafilatura says what it thinks of each page
    print("### Layouts that steered the rules\n")
    print(shown(scores(pages())))
    print("\n### Layouts that were written when the rules were done\n")
    print(shown(scores(unseen_pages())))


if __name__ == "__main__":
    main()
