"""A process that reads PDFs for another, since pdfium may crash on a hostile one: ``python -m reportedly.ingest.pdf_worker``.

A request is a frame with a flag (whether character ends are wanted) and the PDF's bytes; the answers are one empty frame for each page
that is done, as a sign of life, one when all are, then one frame with a PdfText or a Refused. ``pdf_process`` is the other end.
"""

import os
import struct
import sys
from contextlib import suppress
from typing import IO, Any

import msgspec

from reportedly.errors import MissingExtra
from reportedly.extras import needed
from reportedly.ingest.limits import MAX_CHARS
from reportedly.ingest.pdf_columns import blocks_of
from reportedly.ingest.pdf_glyphs import PageGlyphs, glyphs_of, own_box, upright_box
from reportedly.ingest.pdf_lines import TextLine, lines_of_words, words_of
from reportedly.ingest.pdf_paragraphs import largest_text, leave_out, paragraphs_of
from reportedly.ingest.pdf_text import PdfLine, PdfText, Refused

MEMORY = 1_000_000_000
"""Bytes of address space beyond the start's that the process may take; pdfium gives up on a page cleanly where there is no more."""

FEW_LETTERS = 40
"""Letters of a page beneath which an image on it holds the text, if anything does: a stamp or a page number has no more."""

UNMAPPED = 0.2
"""Share of characters whose font does not say which letters they show that makes a text unreadable."""

MOST_PAGES = 5_000
"""Pages of one report; a page without text costs time too."""

SPLIT = "Split it into its reports, for example with: qpdf --split-pages=50 in.pdf out.pdf."

ALIVE, PAGES_READ, TEXT, REFUSED = b"A", b"P", b"T", b"R"
OCR = "Recognise its text first, for example with: ocrmypdf {}in.pdf out.pdf; then read out.pdf."


def write_frame(stream: IO[bytes], kind: bytes, data: bytes = b"") -> None:
    """One frame: kind, length, data."""
    stream.write(kind + struct.pack("<I", len(data)))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The next frame; None where the stream has ended."""
    head = stream.read(5)
    if len(head) < 5:
        return None
    data = stream.read(struct.unpack("<I", head[1:])[0])
    return head[:1], data


class _Refusal(Exception):
    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.reason)
        self.refused = refused


def text_of(data: bytes, *, edges: bool = False, alive: Any = None) -> PdfText | Refused:
    """A PDF's text, or why it gives none; runs pdfium in this process.

    ``alive`` is called with ALIVE after every page and with PAGES_READ after the last.
    """
    try:
        library, raw = needed("pypdfium2", "formats"), needed("pypdfium2.raw", "formats")
    except MissingExtra as error:
        return Refused(kind="MissingExtra", reason=error.message, cure=error.cure)
    try:
        document = library.PdfDocument(data)
    except library.PdfiumError as error:
        return _unopened(error)
    try:
        return _read(document, raw, edges, alive or (lambda kind: None))
    except _Refusal as refusal:
        return refusal.refused
    finally:
        document.close()


def _unopened(error: Any) -> Refused:
    code = getattr(error, "err_code", None)
    if code == 4 or "password" in str(error).lower():
        return Refused(
            kind="NotText", reason="is an encrypted PDF: it opens only with a password.",
            cure="Save a copy without one, for example with: qpdf --decrypt --password=... in.pdf out.pdf; then read out.pdf.",
        )  # fmt: skip
    return Refused(
        kind="NotText",
        reason="is a damaged PDF: it can't be opened.",
        cure="Get it again, or print it anew from its program.",
    )


def _read(document: Any, raw: Any, edges: bool, alive: Any) -> PdfText:
    stated = document.get_metadata_dict()
    pages = len(document)
    if pages > MOST_PAGES:
        raise _Refusal(
            Refused(kind="TooLarge", reason=f"has {pages:,} pages; one report may have {MOST_PAGES:,}.", cure=SPLIT)
        )
    lines: list[PdfLine] = []
    extents: list[tuple[float, float]] = []
    characters = unmapped = images = unread = 0
    for number in range(1, pages + 1):
        found = _page(document, raw, number, edges)
        alive(ALIVE)
        if found is None:
            unread += 1
            extents.append((0.0, 1.0))
            continue
        glyphs, page_lines, extent, has_image = found
        extents.append(extent)
        letters = len(glyphs.glyphs)
        unmapped += glyphs.unmapped
        images += letters < FEW_LETTERS and has_image
        characters += sum(len(line.text) for line in page_lines)
        if characters > MAX_CHARS:
            raise _Refusal(
                Refused(kind="TooLarge", reason=f"has more than {MAX_CHARS:,} characters; one report may have that many.",
                        cure=SPLIT)
            )  # fmt: skip
        lines.extend(page_lines)
    _check(pages, images, unread, characters, unmapped)
    alive(PAGES_READ)
    leave_out(lines, extents)
    paragraphs, largest = paragraphs_of(lines), largest_text(lines)
    _own(lines)
    return PdfText(
        pages=pages, lines=lines, paragraphs=paragraphs, title=stated.get("Title", ""), author=stated.get("Author", ""),
        created=stated.get("CreationDate", ""), modified=stated.get("ModDate", ""), largest=largest,
    )  # fmt: skip


def _check(pages: int, images: int, unread: int, characters: int, unmapped: int) -> None:
    """Refuse a PDF whose text can't be had; a few pages that are images (a cover, a plate) do no harm."""
    if pages and 2 * images >= pages:
        which = "its page is an image" if pages == 1 else f"{images} of its {pages} pages are images"
        raise _Refusal(
            Refused(kind="NotText", reason=f"is a scanned PDF: {which} without a text layer.", cure=OCR.format(""))
        )
    if pages and 2 * unread > pages:
        raise _Refusal(
            Refused(kind="NotText", reason=f"is a damaged PDF: {unread} of its {pages} pages can't be read.",
                    cure="Get it again, or print it anew from its program.")
        )  # fmt: skip
    if unmapped > UNMAPPED * max(1, characters):
        raise _Refusal(
            Refused(
                kind="NotText",
                reason="is a PDF whose fonts don't say which letters they show.",
                cure=OCR.format("--force-ocr "),
            )
        )
    if not characters:
        raise _Refusal(
            Refused(
                kind="EmptyReport",
                reason="is a PDF without any text.",
                cure="Give a report with at least one sentence.",
            )
        )


def _page(
    document: Any, raw: Any, number: int, edges: bool
) -> tuple[PageGlyphs, list[PdfLine], tuple[float, float], bool] | None:
    """A page's glyphs, its lines, its bottom and top, and whether it has an image; None where pdfium can't read it."""
    page = textpage = None
    try:
        page = document[number - 1]
        textpage = page.get_textpage()
        glyphs = glyphs_of(raw, textpage.raw)
        if glyphs is None:
            return None
        weigh = _weigher(raw, textpage.raw)
        lines = _lines(glyphs, number, weigh, edges)
        box = upright_box(page.get_cropbox(), glyphs.rotation)
        few = len(glyphs.glyphs) < FEW_LETTERS
        return glyphs, lines, (box[1], box[3]), few and _has_image(raw, page)
    except RuntimeError:  # pdfium's own errors
        return None
    finally:
        for each in (textpage, page):
            if each is not None:
                each.close()


def _has_image(raw: Any, page: Any) -> bool:
    return any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def _weigher(raw: Any, textpage: Any) -> Any:
    def weight(index: int) -> int:
        found = raw.FPDFText_GetFontWeight(textpage, index)
        return found if 0 < found <= 1000 else 0

    return weight


def _lines(found: PageGlyphs, number: int, weigh: Any, edges: bool) -> list[PdfLine]:
    lines: list[PdfLine] = []
    for block, words in enumerate(blocks_of(words_of(found.glyphs))):
        lines.extend(_placed(line, number, block, found.rotation, weigh, edges) for line in lines_of_words(words))
    if found.across:
        text = "".join(glyph.text for glyph in found.across)
        sides = list(zip(*found.across, strict=True))
        box = (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))
        lines.append(PdfLine(page=number, text=text, box=box, size=0.0, block=-1, left_out="turned text"))
    return lines


def _placed(line: TextLine, number: int, block: int, rotation: int, weigh: Any, edges: bool) -> PdfLine:
    first = line.text.find(" ")
    end = line.edges[2 * (first if first > 0 else len(line.text)) - 1]
    return PdfLine(
        page=number, text=line.text, first_word=max(0.0, end - line.left), size=line.size,
        box=(line.left, line.low, line.right, line.high),
        weight=weigh(line.number), block=block, edges=line.edges.tobytes() if edges else b"", turned=rotation,
    )  # fmt: skip


def _own(lines: list[PdfLine]) -> None:
    """Put boxes back into the pages' own coordinates, once the paragraphs are made."""
    for line in lines:
        left, low, right, high = own_box(line.box, line.turned)
        line.box = (round(left, 2), round(low, 2), round(right, 2), round(high, 2))
        line.size = round(line.size, 2)


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # where the system has no such limits
        import resource  # noqa: PLC0415

        with open("/proc/self/statm", encoding="ascii") as stream:
            used = int(stream.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Serve on standard input and output until the input ends; what libraries print is let go."""
    given = sys.stdin.buffer
    taken = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())
    _limit_memory()
    write_frame(taken, ALIVE)
    while (frame := read_frame(given)) is not None:
        try:
            answer = text_of(frame[1], edges=frame[0] == b"E", alive=lambda kind: write_frame(taken, kind))
        except MemoryError:
            os._exit(77)
        write_frame(taken, REFUSED if isinstance(answer, Refused) else TEXT, msgspec.msgpack.encode(answer))


if __name__ == "__main__":
    main()
