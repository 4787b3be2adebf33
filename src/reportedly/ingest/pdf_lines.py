"""Glyphs to words, and words to lines, in the order in which they are read."""

import re
import unicodedata
from array import array
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from reportedly.ingest.pdf_glyphs import Glyph

WORD_GAP = 0.14
"""Share of a line's height that two glyphs of one word may stand apart: a narrow space of justified text has 0.18 at least, letters that
are not set wide have 0.08 at most."""

TIGHT_GAP = 0.3
"""Share of a line's height between the ink of two letters that parts words whatever pdfium says."""

FAR_GAP = 0.2
"""The same where the two are not neighbours in pdfium's order, so that a space between them stands elsewhere."""

SAME_LINE = 0.5
"""Share of the lower glyph's height that must lie beside the line: notes' raised numbers do, the next line does not."""

LIGATURE = 3
"""Letters of the longest ligature (ffi): they share one box and follow each other, which what is printed twice does not."""

_RTL = frozenset(("R", "AL"))
_DIGITS = frozenset(("EN", "AN"))
_ALEFS = "اأإآٱ"
_BRACKETS = re.compile(r"[()]")


class Word(NamedTuple):
    """Glyphs that stand together on one line, and the box around them."""

    left: float
    low: float
    right: float
    high: float
    glyphs: list[Glyph]


class TextLine(NamedTuple):
    """A line's text, the two ends of each of its characters, its box, its letters' usual height, and its first glyph's ``number``."""

    text: str
    edges: "array[float]"
    left: float
    low: float
    right: float
    high: float
    size: float
    number: int


def words_of(glyphs: list[Glyph]) -> list[Word]:
    """Words in the page's own order: a glyph joins the word before it where it touches it on the same line."""
    groups: list[list[Glyph]] = []
    for glyph in glyphs:
        if groups and _touch(groups[-1][-1], glyph):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [_word(group) for group in groups]


def lines_of_words(words: list[Word]) -> list[TextLine]:
    """The lines of one column, from top to bottom."""
    rows: list[list[Word]] = []
    low = high = 0.0
    for word in sorted(words, key=lambda word: (-(word.low + word.high), word.left)):
        shared = min(high, word.high) - max(low, word.low)
        if rows and shared > SAME_LINE * min(high - low, word.high - word.low):
            rows[-1].append(word)
            if word.high - word.low > high - low:  # a raised number must not stand for its line
                low, high = word.low, word.high
        else:
            rows.append([word])
            low, high = word.low, word.high
    return [_line([glyph for word in row for glyph in word.glyphs]) for row in rows]


def _touch(one: Glyph, other: Glyph) -> bool:
    if one.low == other.low and one.high == other.high and not one.tight and not other.tight:
        height = one.high - one.low
        if -WORD_GAP * height < other.left - one.right < WORD_GAP * height:
            return True  # what most are, said quickly
    height = min(one.high - one.low, other.high - other.low)
    shared = min(one.high, other.high) - max(one.low, other.low)
    if shared < SAME_LINE * height:
        return False
    first, second = sorted((one, other))
    return not _apart(first, second, second.left - first.right, WORD_GAP * max(height, 1.0))


def _apart(one: Glyph, other: Glyph, gap: float, usual: float) -> bool:
    """Whether white space stands between two neighbours; ``usual`` is the gap that makes one where letters' own room is known."""
    if not (one.tight or other.tight):
        return gap > usual
    between = abs(one.order - other.order)
    turned = _is_rtl(one.text) or _is_rtl(other.text)
    moved = turned and not (
        one.text.isalnum() and other.text.isalnum()
    )  # pdfium turns marks round too, and then spaces beside them
    if between <= 2 and not moved:
        return between == 2 or gap > TIGHT_GAP * (one.high - one.low)
    return gap > (TIGHT_GAP if moved else FAR_GAP) * (one.high - one.low)


def _word(glyphs: list[Glyph]) -> Word:
    lefts, lows, rights, highs = zip(*(glyph[:4] for glyph in glyphs), strict=True)
    return Word(min(lefts), min(lows), max(rights), max(highs), glyphs)


def _line(glyphs: list[Glyph]) -> TextLine:
    placed = _once(sorted(glyphs, key=lambda glyph: (glyph.left, glyph.order)))
    # A letter's box grows where its ink leaves the font's height, so the smaller ones are the font's.
    height = sorted(glyph.high - glyph.low for glyph in placed)[len(placed) // 4]
    spaced = _spaced(placed, _word_gap(placed, height))
    has_rtl = any(_is_rtl(glyph.text) for glyph in placed)
    if has_rtl:
        spaced = _logical(spaced)
    characters: list[str] = []
    edges: array[float] = array("f")
    for glyph in spaced:
        for char in glyph.text:
            characters.append(char)
            edges.extend((glyph.left, glyph.right))
    text = "".join(characters)
    return TextLine(
        _bracketed(text) if has_rtl else text, edges, placed[0].left, min(glyph.low for glyph in placed),
        max(glyph.right for glyph in placed), max(glyph.high for glyph in placed), height, placed[0].number,
    )  # fmt: skip


def _once(placed: list[Glyph]) -> list[Glyph]:
    """The glyphs without those that are printed a second time over themselves, to look bold."""
    kept: list[Glyph] = []
    for glyph in placed:
        near = 0.3 * (glyph.right - glyph.left)
        for before in kept[-2:]:
            if glyph.left - before.left < near and before.text == glyph.text and _is_copy(before, glyph):
                break
        else:
            kept.append(glyph)
    return kept


def _is_copy(one: Glyph, other: Glyph) -> bool:
    return abs(other.low - one.low) < 1 and abs(one.order - other.order) > LIGATURE


def _word_gap(placed: list[Glyph], height: float) -> float:
    """The gap that parts words here; on a line that is set with wide letters it is more than the letters' own."""
    usual = WORD_GAP * height
    gaps = [max(0.0, after.left - before.right) for before, after in pairwise(placed)]
    wide = sum(gap > usual for gap in gaps)
    if len(gaps) >= 8 and wide > 0.7 * len(gaps):
        return max(usual, 1.8 * median(gaps))
    return usual


def _spaced(placed: list[Glyph], word_gap: float) -> list[Glyph]:
    spaced: list[Glyph] = []
    right = placed[0].right
    for number, glyph in enumerate(placed):
        if number and _apart(placed[number - 1], glyph, glyph.left - right, word_gap):
            spaced.append(Glyph(right, glyph.low, glyph.left, glyph.high, " ", -1, -1))
        spaced.append(glyph)
        right = max(right, glyph.right) if number else glyph.right
    return spaced


def _is_rtl(text: str) -> bool:
    return "\u0590" <= text[0] <= "\u08ff" and unicodedata.bidirectional(text[0]) in _RTL


def _logical(visual: list[Glyph]) -> list[Glyph]:
    """A left-to-right line's glyphs with its right-to-left stretches turned round, numbers inside them the right way.

    A number beside such a stretch stays where it stands: whether it was written before or after it can't be told from the page.
    """
    made: list[Glyph] = []
    place = 0
    while place < len(visual):
        if not _is_rtl(visual[place].text):
            made.append(visual[place])
            place += 1
            continue
        end = last = place
        while end < len(visual) and unicodedata.bidirectional(visual[end].text[0]) != "L":
            if _is_rtl(visual[end].text):
                last = end
            end += 1
        last = _with_marks(visual, last)
        made.extend(_turned(visual[place : last + 1]))
        place = last + 1
    return made


def _with_marks(visual: list[Glyph], last: int) -> int:
    while last + 1 < len(visual) and unicodedata.bidirectional(visual[last + 1].text[0]) == "NSM":
        last += 1
    return last


def _turned(stretch: list[Glyph]) -> list[Glyph]:
    groups: list[list[Glyph]] = []
    for glyph in stretch:
        kind = unicodedata.bidirectional(glyph.text[0])
        before = groups[-1] if groups else []
        if before and (_same_box(before[-1], glyph) or (kind in _DIGITS and _is_digit(before[-1]))):
            before.append(glyph)
        else:
            groups.append([glyph])
    made: list[Glyph] = []
    for group in reversed(groups):
        made.extend(group if _is_digit(group[0]) else _ligature(group))
    return made


def _is_digit(glyph: Glyph) -> bool:
    return unicodedata.bidirectional(glyph.text[0]) in _DIGITS


def _same_box(one: Glyph, other: Glyph) -> bool:
    return one.left == other.left and one.right == other.right and _is_rtl(one.text)


def _ligature(group: list[Glyph]) -> list[Glyph]:
    """The letters of one ligature: pdfium gives them in the order of the page; an alef never comes before its lam."""
    if (
        len(group) == 2
        and {glyph.text[:1] for glyph in group} & set(_ALEFS)
        and any(glyph.text == "ل" for glyph in group)
    ):
        return sorted(group, key=lambda glyph: glyph.text != "ل")
    return group[::-1]


def _bracketed(text: str) -> str:
    """Brackets of a line with right-to-left words, which pdfium may mirror: one that a word follows opens."""

    def facing(match: re.Match[str]) -> str:
        before, after = text[: match.start()], text[match.end() :]
        opens = (not before or before[-1].isspace() or before[-1] in "([«“") and bool(after) and not after[0].isspace()
        return "(" if opens else ")"

    return _BRACKETS.sub(facing, text)
