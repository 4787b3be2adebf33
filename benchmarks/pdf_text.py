"""Text of PDFs: ``python -m benchmarks.pdf_text [--pages N]``.

Against what was printed: character error rate, paragraphs that come out whole, in what order, and words that line ends broke. The PDFs
are of invented reports: those in tests/ingest/data were printed by a browser, WeasyPrint and LibreOffice; the others are set here, in one
to three columns, with words broken at any letter and with running heads. Beside ours stands pdfium's own text, which is what most tools
give. Then what a process of its own costs, and N pages at once.
"""

import argparse
import itertools
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from rapidfuzz.distance import Levenshtein
from tests.ingest.samples import Text, pdf_of, pdf_sample, width_of, wrapped
from tests.ingest.test_pdf import ARABIC, DATA

from benchmarks.layouts import stories
from reportedly.errors import InputError
from reportedly.ingest.pdf import report_from_pdf
from reportedly.ingest.pdf_process import PdfProcess
from reportedly.ingest.pdf_worker import text_of

LEAST_BROKEN = 7  # letters of a word that is broken


@dataclass(frozen=True)
class Case:
    """A PDF, and the paragraphs that were printed."""

    name: str
    data: bytes
    paragraphs: tuple[str, ...]
    broken: tuple[str, ...] = ()


def set_in_columns(
    paragraphs: Sequence[str], columns: int, *, hyphens: bool = False, heads: bool = False, by_rows: bool = False
) -> tuple[bytes, list[str]]:
    """A PDF of the paragraphs, indented, in columns of A4 pages; and the words that were broken.

    ``by_rows`` writes it line by line across all columns, as programs do that print what they have on the screen.
    """
    gutter = 18.0
    width = (475 - gutter * (columns - 1)) / columns
    broken: list[str] = []
    lines: list[tuple[float, str]] = []
    for words in paragraphs:
        text = _with_hyphens(words, width, broken) if hyphens else wrapped(words, width - 12, 10)
        lines += [(0.0 if number else 12.0, line) for number, line in enumerate(text)]
    pages: list[list[Text]] = []
    for number, (indent, line) in enumerate(lines):
        place = number % (52 * columns)
        if place == 0:
            pages.append(
                [(60, 810, 9, "ESTUARY REVIEW (invented)"), (290, 30, 9, str(len(pages) + 1))] if heads else []
            )
        column, row = divmod(place, 52)
        pages[-1].append((60 + column * (width + gutter) + indent, 770 - 13.0 * row, 10, line))
    if by_rows:
        pages = [sorted(page, key=lambda line: (-line[1], line[0])) for page in pages]
    return pdf_of(pages), broken


def _with_hyphens(words: str, width: float, broken: list[str]) -> list[str]:
    """Lines in which long words that don't fit are broken in the middle."""
    lines = [""]
    for word in words.split():
        line = f"{lines[-1]} {word}".strip()
        if width_of(line, 10) <= width - 12:
            lines[-1] = line
        elif (
            len(word) >= LEAST_BROKEN
            and word.isalpha()
            and width_of(f"{lines[-1]} {word[: len(word) // 2]}-", 10) <= width - 12
        ):
            lines[-1] += f" {word[: len(word) // 2]}-"
            lines.append(word[len(word) // 2 :])
            broken.append(word)
        else:
            lines.append(word)
    return lines


def cases() -> list[Case]:
    """The PDFs."""
    told = stories()
    made = [
        Case("two columns, browser", (DATA / "columns_browser.pdf").read_bytes(), told[0].paragraphs),
        Case("heads and numbers, WeasyPrint", (DATA / "heads_weasyprint.pdf").read_bytes(), told[4].paragraphs + told[5].paragraphs),
        Case("LibreOffice", (DATA / "report_libreoffice.pdf").read_bytes(),
             (*told[3].paragraphs, "The list that the council keeps has the name سلمى الأمين first.")),
        Case("Arabic names, browser", (DATA / "arabic_browser.pdf").read_bytes(), tuple(ARABIC)),
        Case("Arabic names, WeasyPrint", (DATA / "arabic_weasyprint.pdf").read_bytes(), tuple(ARABIC)),
    ]  # fmt: skip
    every = tuple(text.replace("“", '"') for story in told for text in story.paragraphs)
    for name, columns, more in (
        ("one column", 1, {}), ("two columns", 2, {}), ("three columns", 3, {}), ("two columns, written by rows", 2, {"by_rows": True}),
        ("two columns, broken words", 2, {"hyphens": True}), ("three columns, broken words, heads", 3, {"hyphens": True, "heads": True}),
        ("three columns, all of this", 3, {"hyphens": True, "heads": True, "by_rows": True}),
    ):  # fmt: skip
        data, broken = set_in_columns(every, columns, **more)
        made.append(Case(name, data, every, tuple(broken)))
    return made


def by_us(data: bytes) -> str:
    """What this package reads."""
    try:
        return report_from_pdf(data, allow_any_language=True).text
    except InputError:
        return ""


def by_pdfium(data: bytes) -> str:
    """What pdfium itself gives, hyphens at line ends undone as it marks them."""
    document = pypdfium2.PdfDocument(data)
    return (
        "\n".join(page.get_textpage().get_text_range() for page in document)
        .replace("\ufffe\r\n", "")
        .replace("\ufffe", "")
    )


def row(case: Case, read: Callable[[bytes], str]) -> list[str]:
    """The figures of one case."""
    text = read(case.data)
    flat, gold = " ".join(text.split()), " ".join(case.paragraphs)
    rate = Levenshtein.distance(flat, gold) / len(gold)
    whole = sum(Counter(text.split("\n\n"))[paragraph] > 0 for paragraph in case.paragraphs)
    places = [flat.find(paragraph[:30]) for paragraph in case.paragraphs]
    pairs = [first for first, second in itertools.pairwise(places) if 0 <= first < second]
    words = Counter(re.findall(r"\w+", flat))
    mended = sum(words[word] > 0 for word in case.broken)
    return [
        f"{100 * rate:.2f}", f"{whole} / {len(case.paragraphs)}", f"{len(pairs)} / {len(places) - 1}",
        f"{mended} / {len(case.broken)}" if case.broken else "",
    ]  # fmt: skip


def shown() -> str:
    """The table, as Markdown."""
    head = "| PDF | | error rate, % | paragraphs whole | pairs of paragraphs in order | broken words mended |"
    rows = [head, "|---|---|---|---|---|---|"]
    for case in cases():
        for name, read in (("reportedly", by_us), ("pdfium", by_pdfium)):
            rows.append(f"| {case.name} | {name} | " + " | ".join(row(case, read)) + " |")
    return "\n".join(rows)


def costs(pages: int) -> str:
    """What the process costs, and many pages."""
    process = PdfProcess()
    began = time.perf_counter()
    process.text_of(pdf_sample())
    started = time.perf_counter() - began
    began = time.perf_counter()
    for _ in range(20):
        process.text_of(pdf_sample())
    apart = (time.perf_counter() - began) / 20
    began = time.perf_counter()
    for _ in range(20):
        text_of(pdf_sample())
    here = (time.perf_counter() - began) / 20
    words = " ".join(text for story in stories() for text in story.paragraphs)
    lines = wrapped(words, 330, 10)
    many = pdf_of(
        [
            [(60, 770 - 14.0 * row, 10, lines[(48 * page + row) % len(lines)]) for row in range(48)]
            for page in range(pages)
        ]
    )
    cpu, began = time.process_time(), time.perf_counter()
    text = text_of(many)
    cpu, seconds = time.process_time() - cpu, time.perf_counter() - began
    process.text_of(many)
    status = Path(f"/proc/{process._process.pid}/status") if process._process else None
    peak = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status and status.exists() else None
    process.close()
    size = len(text.text()) if hasattr(text, "text") else 0
    return (
        f"First PDF, with the start of the process: {started:.2f} s. A page, handed over and read: {1000 * apart:.0f} ms, of which reading"
        f" {1000 * here:.0f} ms.\n{pages} pages, {size:,} characters: {1000 * cpu / pages:.0f} ms of processor time a page"
        f" ({seconds:.0f} s on this machine, {os.cpu_count()} cores, others at work)"
        + (f"; the process took {int(peak[1]) // 1024} MB at most." if peak else ".")
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Text of PDFs.")
    parser.add_argument("--pages", type=int, default=500, metavar="N", help="pages of the long PDF")
    given = parser.parse_args()
    print(shown())
    print()
    print(costs(given.pages))


if __name__ == "__main__":
    main()
