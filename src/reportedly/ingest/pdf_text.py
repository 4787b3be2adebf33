"""What is read from a PDF: its lines with where they stand, how they make paragraphs, and what it says about itself."""

from typing import Literal

from msgspec import Struct

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points of the page's own coordinates: the origin is its lower left corner."""

LeftOut = Literal["running head", "running foot", "page number", "turned text"]


class PdfLine(Struct, kw_only=True):
    """One line of one column.

    ``page`` counts from 1. ``size`` is its height in points, ``first_word`` the length of its first word, ``weight`` its font's (400
    regular, 700 bold; 0 unknown). ``block`` tells the columns and areas of a page apart, in reading order. ``edges`` has the left and
    right end of each character of ``text`` along the line (a space has those of the gap), as 4-byte floats in machine order; empty unless
    asked for. ``turned`` is the page's rotation in degrees: where it is not 0, the ends are along the line and not the page's x.
    """

    page: int
    text: str
    box: Box
    size: float
    first_word: float = 0.0
    weight: int = 0
    block: int = 0
    left_out: LeftOut | None = None
    edges: bytes = b""
    turned: int = 0


class Piece(Struct, frozen=True, array_like=True):
    """A part of a paragraph: the first ``end`` characters of a line, and what stands between it and the next piece."""

    line: int
    end: int
    glue: str


class PdfText(Struct, kw_only=True):
    """A PDF's text. ``title`` and the next three are what the file states, unchecked; ``largest`` is what stands largest on page 1."""

    pages: int
    lines: list[PdfLine]
    paragraphs: list[list[Piece]] = []
    title: str = ""
    author: str = ""
    created: str = ""
    modified: str = ""
    largest: str = ""

    def text(self) -> str:
        """The paragraphs, an empty line between two of them."""
        return "\n\n".join(self.paragraph(pieces) for pieces in self.paragraphs)

    def paragraph(self, pieces: list[Piece]) -> str:
        """One paragraph's text."""
        return "".join(self.lines[piece.line].text[: piece.end] + piece.glue for piece in pieces)


class Refused(Struct, frozen=True, kw_only=True):
    """Why a PDF gives no text: ``reason`` goes on after the file's name."""

    kind: Literal["NotText", "TooLarge", "EmptyReport", "MissingExtra"]
    reason: str
    cure: str
