"""The lines of a PDF as paragraphs: running heads left out, hyphens at line ends undone, columns and pages joined."""

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple

from reportedly.ingest.english_words import english_words
from reportedly.ingest.lines import ends_sentence
from reportedly.ingest.pdf_text import LeftOut, PdfLine, Piece

MARGIN = 0.2
"""Share of a page's height, above and below, in which a running head or foot may stand."""

MARGIN_LINES = 3
"""The first and last lines of a page that running heads and feet may have."""

HEAD_GAP = 0.5
"""White space, in heights of a line, between a running head and the text; the text's own lines have 0.3 at most."""

SAME_HEIGHT = 6.0
"""Points by which a running head may move from page to page."""

WIDER = 1.3
"""Distance of two lines, in the block's usual distances, that parts paragraphs: set text varies by 0.1 at most."""

INDENT = 0.8
"""Indent of a paragraph's first line in heights of a line; printed ones have 1 to 2."""

OTHER_SIZE = 0.12
"""Share by which the heights of two lines of one paragraph may differ: an Arabic word on one of them makes up to 0.1."""

LITTLE_ROOM = 0.5
"""Room at the end of a line that ends a sentence, beyond the next line's first word, that parts paragraphs where nothing else does."""

MUCH_ROOM = 4.0
"""Room at the end of any line that parts paragraphs: an address's lines, a list."""

TITLE_SIZE = 1.25
"""How much larger than the body a title stands at least."""

MAX_TITLE_WORDS = 32

BODY_LINE = 20
"""Characters of a line that is the body's and no heading's or number's."""

_NUMBER = re.compile(r"\W*(?:(?:page|p\.|pg\.?)\s*)?(\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*", re.I)
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W_]+(?:-[^\W_]+)*)[-‐\u00ad]$")
_HYPHENS = ("-", "‐", "\u00ad")
_FIRST_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
PRINTED = re.compile(
    r"(?:file|https?)://\S+(?:\s+\d+\s*/\s*\d+)?|\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? +\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?\b.*",
    re.I,
)
"""What browsers print above and below a page: its address, and the day of the printing, which is not that of publication."""

_KEPT_AFTER = frozenset(
    "anti counter half multi neo non quasi self semi two three four five six seven eight nine well vice cease".split()
)
"""First parts after which a hyphen at a line's end is believed to be the word's own, unless the text has the word without it: no
syllable of a longer word is spelled so, but for numbers (four-teen, six-ty)."""

_NUMBER_ENDS = ("teen", "ty", "een", "fold")
_SYLLABLES = frozenset(
    (
        "after any arch auto back bal bar bio cam cap car col com con dam down east every for fore geo han her how inter mar mer "
        "met mid mis mon mor never none nor north other our out over para pat per post pre pro some south sub super sur them "
        "there through trans tri under west where with your "
    ).split()
)
"""Words that are so often the first part of a longer one that they tell nothing: three times or more where the words of the vocabulary are
broken by the rules of typesetting."""

_ENDINGS = frozenset(
    (
        "ability able age ages ally als ant ants ate den ding dom ence ent ers est field ford fully ham hood ian ice ing ings "
        "ins ion ions ism ist land lands less let ley like ling logical man men ment mer ming mit mon ness net oral order ors "
        "per ping port ports red ring rings ship ships shire son sons stone ted ten ter ties ting tion ton tor ville ward wards "
        "way ways wise wood "
    ).split()
)
"""The same for last parts."""

Mark = Literal["indent", "gap"] | None
"""What marks the paragraphs of a document."""


class _Block(NamedTuple):
    """The shape of one column: its edges, and the usual distance from line to line."""

    left: float
    right: float
    pitch: float


def leave_out(lines: list[PdfLine], extents: list[tuple[float, float]]) -> None:
    """Mark running heads and feet and page numbers; ``extents`` has each page's bottom and top."""
    margins: dict[tuple[bool, str], list[int]] = {}
    by_page: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        if line.left_out is None:
            by_page.setdefault(line.page, []).append(number)
    for page, numbers in by_page.items():
        bottom, top = extents[page - 1]
        numbers.sort(key=lambda number: -lines[number].box[3])
        for head in (True, False):
            for number in _apart(lines, numbers if head else numbers[::-1]):
                middle = (lines[number].box[1] + lines[number].box[3]) / 2
                height = (middle - bottom) / max(1.0, top - bottom)
                if height > 1 - MARGIN if head else height < MARGIN:
                    margins.setdefault((head, _masked(lines[number].text)), []).append(number)
    needed = 2 if len(extents) <= 4 else 3
    for (head, masked), numbers in margins.items():
        numbers.sort(key=lambda number: lines[number].box[1])
        for place, number in enumerate(numbers):
            line = lines[number]
            pages = {line.page}
            for step in (-1, 1):
                near = place + step
                while len(pages) < needed and 0 <= near < len(numbers) and _as_high(lines[numbers[near]], line):
                    pages.add(lines[numbers[near]].page)
                    near += step
            is_number = masked == "#"
            is_site = is_number or PRINTED.fullmatch(line.text) is not None
            if len(pages) >= needed or (is_site and len(extents) == 1 and _is_lone(number, lines, by_page[1])):
                kind: LeftOut = "page number" if is_number else "running head" if head else "running foot"
                line.left_out = kind


def _apart(lines: list[PdfLine], numbers: list[int]) -> list[int]:
    """The first lines, counted from the page's edge, where white space parts them from the next; none where it does not."""
    for place in range(1, min(MARGIN_LINES + 1, len(numbers))):
        one, other = lines[numbers[place - 1]], lines[numbers[place]]
        white = max(one.box[1], other.box[1]) - min(one.box[3], other.box[3])
        if white > HEAD_GAP * other.size:
            return numbers[:place]
    return numbers if len(numbers) <= MARGIN_LINES else []


def _as_high(one: PdfLine, other: PdfLine) -> bool:
    return abs(one.box[1] - other.box[1]) < SAME_HEIGHT


def _is_lone(number: int, lines: list[PdfLine], numbers: list[int]) -> bool:
    """Whether a line is the first or the last of its page, apart from the others."""
    if number not in (numbers[0], numbers[-1]) or len(numbers) < 2:
        return False
    near = numbers[1] if number == numbers[0] else numbers[-2]
    gap = max(lines[number].box[1], lines[near].box[1]) - min(lines[number].box[3], lines[near].box[3])
    return gap > lines[near].size


def _masked(text: str) -> str:
    return "#" if _NUMBER.fullmatch(text) else re.sub(r"\d+", "#", " ".join(text.split()).casefold())


def paragraphs_of(lines: list[PdfLine]) -> list[list[Piece]]:
    """The paragraphs that the lines make, in reading order; lines that are left out are in none."""
    kept = [number for number, line in enumerate(lines) if line.left_out is None]
    if not kept:
        return []
    blocks = _blocks(lines, kept)
    known = _known_words(lines, kept)
    marked = _marks(lines, kept, blocks)
    made: list[list[int]] = [[kept[0]]]
    for before, number in pairwise(kept):
        if _same_block(lines[before], lines[number]):
            opens = _opens(lines, before, number, len(made[-1]) == 1, blocks[_key(lines[number])], marked)
        else:
            back = _unfinished(lines, made, number)
            if back is not None:
                made[back].append(number)
                made.append(made.pop(back))
                continue
            opens = not _goes_on(lines, before, number, blocks, marked)
        if opens:
            made.append([number])
        else:
            made[-1].append(number)
    return [_pieces(lines, numbers, known) for numbers in made]


def largest_text(lines: list[PdfLine]) -> str:
    """What stands largest on the first page and is long enough for a title; "" where nothing stands out."""
    kept = [line for line in lines if line.left_out is None]
    first = [line for line in kept if line.page == 1]
    if not first:
        return ""
    body = (
        median(line.size for line in kept if len(line.text) >= BODY_LINE)
        if any(len(line.text) >= BODY_LINE for line in kept)
        else 0.0
    )
    groups: list[list[PdfLine]] = []
    for line in first:
        if line.size < TITLE_SIZE * body:
            continue
        last = groups[-1][-1] if groups else None
        if last and abs(last.size - line.size) < 0.05 * line.size and 0 < last.box[3] - line.box[3] < 1.8 * line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    known = _known_words(first, range(len(first)))
    titles = [(max(line.size for line in group), _joined([line.text for line in group], known)) for group in groups]
    titles = [(size, text) for size, text in titles if 4 <= len(text.split()) <= MAX_TITLE_WORDS]
    largest = max((size for size, _ in titles), default=0.0)
    return next((text for size, text in titles if size > 0.95 * largest), "")


def _key(line: PdfLine) -> tuple[int, int]:
    return line.page, line.block


def _same_block(one: PdfLine, other: PdfLine) -> bool:
    return _key(one) == _key(other)


def _blocks(lines: list[PdfLine], kept: list[int]) -> dict[tuple[int, int], _Block]:
    grouped: dict[tuple[int, int], list[PdfLine]] = {}
    for number in kept:
        grouped.setdefault(_key(lines[number]), []).append(lines[number])
    usual = _usual_pitch(grouped)
    blocks = {}
    for key, group in grouped.items():
        rights = sorted(line.box[2] for line in group)
        pitches = sorted(a.box[3] - b.box[3] for a, b in pairwise(group) if a.box[3] > b.box[3])
        size = median(line.size for line in group)
        pitch = pitches[len(pitches) // 3] if len(pitches) >= 4 else max(usual, size)
        right = rights[-1 - len(rights) // 10] if len(rights) >= 5 else rights[-1]
        blocks[key] = _Block(min(line.box[0] for line in group), right, pitch)
    return blocks


def _usual_pitch(grouped: dict[tuple[int, int], list[PdfLine]]) -> float:
    pitches = [a.box[3] - b.box[3] for group in grouped.values() for a, b in pairwise(group) if a.box[3] > b.box[3]]
    return median(pitches) if pitches else 0.0


def _opens(lines: list[PdfLine], before: int, number: int, is_first: bool, block: _Block, marked: Mark) -> bool:
    """Whether a line of a block opens a paragraph; ``is_first``: the line before it opened one."""
    one, other = lines[before], lines[number]
    if abs(one.size - other.size) > OTHER_SIZE * max(one.size, other.size):
        return True
    if one.weight and other.weight and abs(one.weight - other.weight) >= 200:
        return True
    distance = one.box[3] - other.box[3]
    if distance > WIDER * max(block.pitch, 1.05 * other.size if other.size > block.pitch else 0.0):
        return True
    if _is_broken(one.text):
        return False
    middles = (one.box[0] + one.box[2] - other.box[0] - other.box[2]) / 2
    if abs(middles) < 0.3 * other.size and abs(one.box[0] - other.box[0]) > INDENT * other.size:
        return ends_sentence(one.text)  # centred lines
    moved = other.box[0] - one.box[0]
    if moved > INDENT * other.size or (moved < -INDENT * other.size and not is_first):
        return True
    room = block.right - one.box[2] - other.first_word
    return room > (LITTLE_ROOM if marked is None and ends_sentence(one.text) else MUCH_ROOM) * other.size


def _marks(lines: list[PdfLine], kept: list[int], blocks: dict[tuple[int, int], _Block]) -> Mark:
    """What marks the document's paragraphs: indents, gaps, or nothing."""
    indents = gaps = 0
    for before, number in pairwise(kept):
        one, other = lines[before], lines[number]
        if _same_block(one, other) and abs(one.size - other.size) <= OTHER_SIZE * other.size:
            indents += other.box[0] - one.box[0] > INDENT * other.size
            gaps += one.box[3] - other.box[3] > WIDER * blocks[_key(other)].pitch
    return "indent" if indents > gaps else "gap" if gaps else None


def _goes_on(
    lines: list[PdfLine], before: int, number: int, blocks: dict[tuple[int, int], _Block], marked: Mark
) -> bool:
    """Whether the first line of a column goes on with the paragraph that the last column broke off."""
    one, other = lines[before], lines[number]
    if abs(one.size - other.size) > OTHER_SIZE * max(one.size, other.size):
        return False
    if _is_broken(one.text) or (other.text[:1].islower() and not ends_sentence(one.text)):
        return True
    block = blocks[_key(one)]
    is_full = block.right - one.box[2] < other.first_word + 0.5 * one.size
    if len(one.text) < 20 or not is_full:
        return False
    if not (other.page != one.page or _overlap_nowhere(one, other)):
        return False
    # A full line seldom ends a paragraph: even where it ends a sentence, the next column's first line goes on unless it is indented.
    return (
        not ends_sentence(one.text)
        or marked != "indent"
        or other.box[0] - blocks[_key(other)].left < INDENT * other.size
    )


def _overlap_nowhere(one: PdfLine, other: PdfLine) -> bool:
    """Whether two blocks stand side by side, as columns do."""
    return one.box[2] <= other.box[0] or other.box[2] <= one.box[0]


def _unfinished(lines: list[PdfLine], made: list[list[int]], number: int) -> int | None:
    """The paragraph of the page before that this line goes on with, past the notes at its foot."""
    line = lines[number]
    if not line.text[:1].islower() or lines[made[-1][-1]].page >= line.page:
        return None
    for back in range(len(made) - 1, max(-1, len(made) - 12), -1):
        last = lines[made[back][-1]]
        if last.page < line.page - 1:
            return None
        if abs(last.size - line.size) <= 0.03 * line.size:
            return None if ends_sentence(last.text) or back == len(made) - 1 else back
    return None


def _known_words(lines: list[PdfLine], kept: "list[int] | range") -> Counter[str]:
    """The words of the document that no line's end broke, in lower case."""
    words: Counter[str] = Counter()
    for number in kept:
        text = lines[number].text
        found = [match.group().casefold() for match in _WORDS.finditer(text)]
        words.update(found[:-1] if _is_broken(text) else found)
    return words


def _is_broken(text: str) -> bool:
    return text.endswith(_HYPHENS) and _BROKEN.search(text) is not None


def _pieces(lines: list[PdfLine], numbers: list[int], known: Counter[str]) -> list[Piece]:
    pieces = []
    for number, after in zip(numbers, [*numbers[1:], None], strict=True):
        text = lines[number].text
        if after is None:
            pieces.append(Piece(number, len(text), ""))
        else:
            end, glue = _join(text, lines[after].text, known)
            pieces.append(Piece(number, end, glue))
    return pieces


def _joined(texts: list[str], known: Counter[str]) -> str:
    made = texts[0]
    for text in texts[1:]:
        end, glue = _join(made, text, known)
        made = made[:end] + glue + text
    return made


def _join(text: str, after: str, known: Counter[str]) -> tuple[int, str]:
    """How many characters of a line are kept before the next one, and what stands between them."""
    broken = _BROKEN.search(text) if text.endswith(_HYPHENS) else None
    tail = _FIRST_WORD.match(after)
    if broken is None or tail is None:
        return len(text), "" if text.endswith(("—", "/")) and text[-2:-1] not in ("", " ") else " "
    if text.endswith("\u00ad") or (text.endswith("‐") and tail.group()[0].islower()):
        return len(
            text
        ) - 1, ""  # typesetting programs write these where they break a word, and "-" for the writer's own
    if _hyphen_stays(broken[1], tail.group(), known):
        return len(text), ""
    return len(text) - 1, ""


def _hyphen_stays(head: str, tail: str, known: Counter[str]) -> bool:
    if not tail[0].islower() or not head[-1].isalpha():
        return True
    low_head, low_tail = head.casefold(), tail.casefold()
    last = low_head.rpartition("-")[2]
    first = low_tail.partition("-")[0]
    if f"{low_head}-{low_tail}" in known or f"{last}-{first}" in known:
        return True
    if low_head + low_tail in known or last + first in known:
        return False
    if any(char.isdigit() for char in head) or (last in _KEPT_AFTER and not first.startswith(_NUMBER_ENDS)):
        return True
    words = english_words()
    if last + first in words:
        return False
    return last in words and first in words and last not in _SYLLABLES and first not in _ENDINGS
