"""The reading order of a page: its columns and areas, found by the white space between them.

The method is the recursive cutting of Nagy and Seth (1984), with one change: a page is first parted from top to bottom into bands that
share a gutter, so that a headline over two columns is read before both, and gaps between paragraphs never cut columns in pieces.
"""

from statistics import median
from typing import NamedTuple

from reportedly.ingest.pdf_lines import Word

GUTTER = 0.9
"""Width of a gutter in heights of a line; spaces of justified text have 0.6 at most."""

ROWS = 4
"""Rows that a gutter must part; fewer than that is a table's row or a byline with a date beside it."""

COLUMN_WIDTH = 7.0
"""Narrowest column in heights of a line; what is narrower is a number, a bullet or a cell."""

CELL_WORDS = 2.6
"""Mean words of a row beneath which what stands side by side are cells of a table, which are read row by row."""

DEEPEST = 12

MOST_ROWS = 3_000
"""Rows beyond which a page is no page, and is read from top to bottom as it is."""

FAR = 6.0
"""White space, in heights of a line, that parts what stands above it from what stands below."""

APART = 0.9
"""White space that parts a last line from the columns above it."""

Gap = tuple[float, float]


class _Row(NamedTuple):
    """Words whose heights overlap, all the way across; from top to bottom these never overlap each other."""

    low: float
    high: float
    words: list[Word]


def blocks_of(words: list[Word]) -> list[list[Word]]:
    """The words of each column or area, in reading order; inside a block lines go from top to bottom."""
    return _parted(words, 0)


def _parted(words: list[Word], depth: int) -> list[list[Word]]:
    if len(words) < 2 * ROWS or depth > DEEPEST:
        return [words] if words else []
    height = median(word.high - word.low for word in words)
    rows = _rows(words)
    if len(rows) > MOST_ROWS:
        return [words]
    gaps = [_gaps(row.words, GUTTER * height) for row in rows]
    blocks: list[list[Word]] = []
    plain: list[Word] = []
    place = 0
    while place < len(rows):
        end, gutter = _band(rows, gaps, place, height)
        if gutter is None:
            plain.extend(rows[place].words)
            place += 1
            continue
        if plain:
            blocks.append(plain)
            plain = []
        middle = (gutter[0] + gutter[1]) / 2
        band = [word for row in rows[place:end] for word in row.words]
        for side in ([w for w in band if w.right <= middle], [w for w in band if w.right > middle]):
            blocks.extend(_parted(side, depth + 1))
        place = end
    return [*blocks, plain] if plain else blocks


def _rows(words: list[Word]) -> list[_Row]:
    rows: list[_Row] = []
    for word in sorted(words, key=lambda word: -word.high):
        # A little of each height is let overlap: ascenders of one line reach into the descenders of the line above.
        slack = 0.25 * (word.high - word.low)
        if rows and word.high - slack > rows[-1].low:
            last = rows[-1]
            rows[-1] = _Row(min(last.low, word.low), last.high, last.words)
            last.words.append(word)
        else:
            rows.append(_Row(word.low, word.high, [word]))
    return rows


def _band(rows: list[_Row], gaps_of: list[list[Gap]], start: int, height: float) -> tuple[int, Gap | None]:
    """The longest band of rows from ``start`` that share a gutter, its end (exclusive) and the gutter; None where there is none."""
    gaps: list[Gap] | None = None
    end, gutter = start, None
    while end < len(rows):
        if end > start and rows[end - 1].low - rows[end].high > FAR * height:
            break
        gaps = gaps_of[end] if gaps is None else _common(gaps, gaps_of[end], GUTTER * height)
        inner = [gap for gap in gaps if gap[0] > float("-inf") and gap[1] < float("inf")]
        if not gaps or (gutter is not None and not inner):
            break
        gutter = max(inner, key=lambda gap: gap[1] - gap[0], default=None)
        end += 1
    if gutter is None or _one_sided(rows[start], gutter) or not _is_gutter(rows[start:end], gutter, height):
        return start + 1, None
    return _trimmed(rows, start, end, gutter, height), gutter


def _gaps(words: list[Word], narrowest: float) -> list[Gap]:
    """Where no word of the row stands and a gutter may be, the margins as gaps without end."""
    gaps: list[Gap] = []
    right = float("-inf")
    for word in sorted(words, key=_left):
        if word.left - right >= narrowest:
            gaps.append((right, word.left))
        right = max(right, word.right)
    return [*gaps, (right, float("inf"))]


def _left(word: Word) -> float:
    return word.left


def _common(gaps: list[Gap], others: list[Gap], narrowest: float) -> list[Gap]:
    shared = ((max(a[0], b[0]), min(a[1], b[1])) for a in gaps for b in others)
    return [gap for gap in shared if gap[1] - gap[0] >= narrowest]


def _is_gutter(rows: list[_Row], gutter: Gap, height: float) -> bool:
    middle = (gutter[0] + gutter[1]) / 2
    words = [word for row in rows for word in row.words]
    left, right = [w for w in words if w.right <= middle], [w for w in words if w.right > middle]
    return all(_is_column(side, height) for side in (left, right)) and not _is_table(rows, left, right)


def _is_column(words: list[Word], height: float) -> bool:
    lines = _line_count(words)
    if lines < ROWS:
        return False
    return max(word.right for word in words) - min(word.left for word in words) >= COLUMN_WIDTH * height


def _line_count(words: list[Word]) -> int:
    return len(_rows(words))


def _is_table(rows: list[_Row], left: list[Word], right: list[Word]) -> bool:
    """Whether rows are a table's: they stand on the same lines in both columns, and cells are short."""
    both = min(len(left) / _line_count(left), len(right) / _line_count(right))
    return both < CELL_WORDS and len(rows) >= max(_line_count(left), _line_count(right))


def _one_sided(row: _Row, gutter: Gap) -> bool:
    return all(word.right <= gutter[1] for word in row.words) or all(word.left >= gutter[0] for word in row.words)


def _trimmed(rows: list[_Row], start: int, end: int, gutter: Gap, height: float) -> int:
    """The band's end without rows that stand on one side only and apart from it: they are no column's."""
    cut = end
    while cut - 1 > start and _one_sided(rows[cut - 1], gutter):
        cut -= 1
        if rows[cut - 1].low - rows[cut].high > APART * height and _is_gutter(rows[start:cut], gutter, height):
            end = cut
    return end
