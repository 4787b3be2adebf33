"""Places in a PDF: pages and boxes."""

from array import array
from bisect import bisect_right

from msgspec import Struct

from reportedly.ingest.pdf import pdf_text
from reportedly.ingest.pdf_glyphs import own_box, upright_box
from reportedly.ingest.pdf_text import Box, LeftOut, PdfLine, Piece
from reportedly.ingest.text import without_halves


class PdfPlace(Struct, frozen=True, kw_only=True, tag="pdf"):
    """Words on one line of a page: ``page`` counts from 1, ``box`` is left, bottom, right, top in points of the page's coordinates."""

    page: int
    box: Box
    text: str


class LeftOutLine(Struct, frozen=True, kw_only=True):
    """A line that is no part of the report's text, and why."""

    page: int
    box: Box
    text: str
    why: LeftOut


class PdfOriginal:
    """A PDF that was read again; see ``layout.Original``."""

    def __init__(self, data: bytes) -> None:
        """Raises what ``report_from_pdf`` raises."""
        self._read = pdf_text(data, "The original", edges=True)
        self.text = without_halves(self._read.text())
        self.left_out = tuple(
            LeftOutLine(page=line.page, box=line.box, text=line.text, why=line.left_out)
            for line in self._read.lines
            if line.left_out is not None
        )
        self._starts: list[int] = []
        self._pieces: list[Piece] = []
        start = 0
        for pieces in self._read.paragraphs:
            for piece in pieces:
                self._starts.append(start)
                self._pieces.append(piece)
                start += piece.end + len(piece.glue)
            start += 2

    def places(self, start: int, end: int) -> list[PdfPlace]:
        """One place for each line; a hyphen that was undone is no part of it."""
        found = []
        at = bisect_right(self._starts, start) - 1
        while at < len(self._starts) and self._starts[at] < end:
            piece = self._pieces[at]
            line = self._read.lines[piece.line]
            first, last = max(0, start - self._starts[at]), min(piece.end, end - self._starts[at])
            if line.text[first:last].strip():
                found.append(_place(line, first, last))
            at += 1
        return found


def _place(line: PdfLine, first: int, last: int) -> PdfPlace:
    words = line.text[first:last]
    first += len(words) - len(words.lstrip())
    words = words.strip()
    ends = array("f", line.edges)[2 * first : 2 * (first + len(words))]
    _, low, _, high = upright_box(line.box, line.turned)
    box = own_box((min(ends), low, max(ends), high), line.turned)
    return PdfPlace(
        page=line.page, box=(round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)), text=words
    )
