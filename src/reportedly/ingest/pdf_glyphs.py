"""The characters of a PDF's page as pdfium finds them, each with its box."""

import ctypes
import math
import unicodedata
from typing import Any, NamedTuple

from reportedly.ingest.pdf_text import Box

MOST_GLYPHS = 200_000
"""Characters of one page beyond which it is no page that anyone printed: a broadsheet's has about 40,000."""

_HYPHENS = {0x2: "-", 0xFFFE: "-"}
"""How pdfium writes a hyphen that it takes for one at a line's end."""
_IGNORED = frozenset((0x0, 0xD, 0xA, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)))
_SPACES = frozenset((0x9, 0x20, 0xA0, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F))
_QUARTER = math.pi / 2

STRAIGHT = 0.07
"""Quarter turns by which a line may lean: pages that were scanned askew do."""

SAMPLED = 8
"""One in so many characters is asked whether its font says what it is."""

SAME = 0.001
"""Points by which two sides may differ that are one."""

ASCENT, DESCENT = 0.9, 0.25
"""Heights above and below the baseline, in sizes, where a font does not state them: those of Helvetica, with some room."""

FARTHEST = 1e6
"""Points from the origin beyond which nothing is printed."""


class Glyph(NamedTuple):
    """A character or ligature: ``left`` to ``right`` along its line, ``low`` to ``high`` across it.

    Turned so that most lines of the page run left to right, and its top has the highest ``high``. ``number`` is its place among pdfium's
    characters, ``order`` its place among glyphs and spaces alone. ``tight``: the font says nothing of the
    room around its letters, so that gaps beside this one tell little.
    """

    left: float
    low: float
    right: float
    high: float
    text: str
    order: int
    number: int
    tight: bool = False


class PageGlyphs(NamedTuple):
    """A page's glyphs; those that lie across most others apart. ``unmapped`` counts glyphs whose font does not say what they are.

    ``rotation`` is by how many degrees, clockwise, the page was turned to bring its lines upright.
    """

    glyphs: list[Glyph]
    across: list[Glyph]
    unmapped: int
    rotation: int


def glyphs_of(raw: Any, textpage: Any) -> PageGlyphs | None:
    """The glyphs of a page, spaces and line ends aside; None where there are more than MOST_GLYPHS.

    ``raw`` is ``pypdfium2.raw`` and ``textpage`` one of its handles.
    """
    count = raw.FPDFText_CountChars(textpage)
    if count > MOST_GLYPHS:
        return None
    found: list[list[Glyph]] = [[], [], [], []]  # by the quarter turns, clockwise, that bring them upright
    leaning: list[Glyph] = []  # as they lie
    unmapped = 0
    boxes = _Boxes(raw, textpage)
    order = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in _SPACES:
            order += 1
        if code in _IGNORED or code in _SPACES:
            continue
        if code == 0xFFFD or 0xE000 <= code <= 0xF8FF:
            unmapped += 1
        elif index % SAMPLED == 0 and raw.FPDFText_HasUnicodeMapError(textpage, index) == 1:
            unmapped += SAMPLED
        box, tight, quarters = boxes.of(index)
        if box is None or not -FARTHEST < box[0] + box[1] + box[2] + box[3] < FARTHEST:
            continue
        turns = -round(quarters) % 4
        order += 1
        text = chr(code) if code < 0x80 and code > 0x1F else _HYPHENS.get(code) or _plain(code)
        if abs(quarters - round(quarters)) < STRAIGHT:
            found[turns].append(Glyph(*_turned(box, turns), text, order, index, tight))
        else:
            leaning.append(Glyph(*box, text, order, index, tight))
    turns = max(range(4), key=lambda turns: len(found[turns]))
    across = [
        Glyph(*_turned(glyph[:4], (turns - was) % 4), *glyph[4:])
        for was, group in ((0, leaning), *enumerate(found))
        if group is not found[turns]
        for glyph in group
    ]
    return PageGlyphs(found[turns], across, unmapped, turns * 90)


class _Boxes:
    """The boxes of a page's characters.

    A character whose box is just as high as that of the one before stands on its line in its font: what costs pdfium's time is not asked
    for again.
    """

    def __init__(self, raw: Any, textpage: Any) -> None:
        self._raw, self._textpage = raw, textpage
        self._loose, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._where = ctypes.byref(self._loose)
        self._sides = [ctypes.c_double() for _ in range(6)]
        self._usual = (0.0, 0.0)

    def of(self, index: int) -> tuple[Box | None, bool, float]:
        """A character's box, whether that is no larger than the ink, and the quarter turns by which it lies clockwise.

        pdfium gives the box of a letter with the room around it, and of the ink alone where a font states no heights: then heights are
        made from the size and the baseline.
        """
        loose = self._loose
        if not self._raw.FPDFText_GetLooseCharBox(self._textpage, index, self._where):
            return None, False, 0.0
        box = (loose.left, loose.bottom, loose.right, loose.top)
        if (box[1], box[3]) == self._usual:
            return box, False, 0.0
        quarters = self._raw.FPDFText_GetCharAngle(self._textpage, index) / _QUARTER
        box, tight = self._with_heights(index, box)
        if not tight and quarters == 0.0:
            self._usual = (box[1], box[3])
        return box, tight, quarters

    def _with_heights(self, index: int, box: Box) -> tuple[Box, bool]:
        raw = self._raw
        left, right, low, high, x, y = self._sides
        raw.FPDFText_GetCharBox(self._textpage, index, left, right, low, high)
        if abs(high.value - box[3]) > SAME or abs(left.value - box[0]) > SAME or abs(low.value - box[1]) > SAME:
            return box, False
        if not raw.FPDFText_GetMatrix(self._textpage, index, self._matrix):
            return box, True
        size = raw.FPDFText_GetFontSize(self._textpage, index) * abs(self._matrix.d)
        if self._matrix.b or not size or not raw.FPDFText_GetCharOrigin(self._textpage, index, x, y):
            return box, True
        return (box[0], y.value - DESCENT * size, box[2], y.value + ASCENT * size), True


def upright_box(box: Box, rotation: int) -> Box:
    """A box of the page's own coordinates where lines run left to right, ``rotation`` degrees clockwise from there."""
    return _turned(box, rotation // 90 % 4)


def own_box(box: Box, rotation: int) -> Box:
    """The inverse of ``upright_box``."""
    return _turned(box, -rotation // 90 % 4)


def _turned(box: Box, quarters: int) -> Box:
    """The box after ``quarters`` clockwise quarter turns about the origin."""
    left, low, right, high = box
    if quarters == 1:
        return low, -right, high, -left
    if quarters == 2:
        return -right, -high, -left, -low
    if quarters == 3:
        return -high, left, -low, right
    return box


def _plain(code: int) -> str:
    """The character, ligatures and Arabic presentation forms (U+FB00 to U+FDFF, U+FE70 to U+FEFC) as the letters that they stand for."""
    char = chr(code)
    if 0xFB00 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC:
        return unicodedata.normalize("NFKC", char)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else char
