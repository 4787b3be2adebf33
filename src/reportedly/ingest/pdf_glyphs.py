"""The characters of a PDF's page as pdfium finds them, each with its box."""

import ctypes
import math
import unicodedata
from typing import Any, NamedTuple

MOST_GLYPHS = 200_000
"""Characters of one page beyond which it is no page that anyone printed: a broadsheet's has about 40,000."""

_HYPHENS = {0x2: "-", 0xFFFE: "-"}
"""How pdfium writes a hyphen that it takes for one at a line's end."""
_IGNORED = frozenset((0x0, 0xD, 0xA, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)))
_SPACES = frozenset((0x9, 0x20, 0xA0, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F))
_TURN = math.pi / 2
_STRAIGHT = 0.1  # radians that a line may lean


class Glyph(NamedTuple):
    """A character or ligature: ``left`` to ``right`` along its line, ``low`` to ``high`` across it, and its place in the page's order.

    The page's rotation is taken out: lines run left to right and the page's top has the highest ``high``.
    """

    left: float
    low: float
    right: float
    high: float
    text: str
    order: int


class PageGlyphs(NamedTuple):
    """A page's glyphs; those that lie across the page apart. ``unmapped`` counts glyphs whose font does not say what they are."""

    glyphs: list[Glyph]
    turned: list[Glyph]
    unmapped: int
    rotation: int


def glyphs_of(raw: Any, page: Any, textpage: Any) -> PageGlyphs | None:
    """The glyphs of a page, spaces and line ends aside; None where there are more than MOST_GLYPHS.

    ``raw`` is ``pypdfium2.raw``; ``page`` and ``textpage`` its handles.
    """
    count = raw.FPDFText_CountChars(textpage)
    if count > MOST_GLYPHS:
        return None
    rotation = raw.FPDFPage_GetRotation(page)
    glyphs: list[Glyph] = []
    turned: list[Glyph] = []
    unmapped = 0
    rect = raw.FS_RECTF()
    where = ctypes.byref(rect)
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in _IGNORED or code in _SPACES:
            continue
        if raw.FPDFText_HasUnicodeMapError(textpage, index) == 1 or code == 0xFFFD or 0xE000 <= code <= 0xF8FF:
            unmapped += 1
        if not raw.FPDFText_GetLooseCharBox(textpage, index, where):
            continue
        left, low, right, high = _upright((rect.left, rect.bottom, rect.right, rect.top), rotation)
        if not (math.isfinite(left + low + right + high) and abs(left) + abs(high) < 1e6):
            continue
        angle = raw.FPDFText_GetCharAngle(textpage, index) + rotation * _TURN
        straight = abs((angle + _TURN / 2) % (4 * _TURN) - _TURN / 2) < _STRAIGHT
        text = _HYPHENS.get(code) or _plain(code)
        (glyphs if straight else turned).append(Glyph(left, low, right, high, text, index))
    return PageGlyphs(glyphs, turned, unmapped, rotation * 90)


def own_box(box: tuple[float, float, float, float], rotation: int) -> tuple[float, float, float, float]:
    """A box in the page's own coordinates again, once its rotation (in degrees) was taken out."""
    return _upright(box, (-rotation // 90) % 4)


def _upright(box: tuple[float, float, float, float], quarters: int) -> tuple[float, float, float, float]:
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
