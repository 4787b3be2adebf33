"""A report's words in windows that overlap, so that a report of any length is read whole."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WINDOW_PIECES = 510  # the length that the model was trained on, without its two marks
OVERLAP_WORDS = 60


@dataclass(frozen=True, slots=True)
class PassageWords:
    """Words ``start`` to ``end`` (exclusive) are read together; the passage answers for those from ``own_start`` to ``own_end``."""

    start: int
    end: int
    own_start: int
    own_end: int


def cut_passages(pieces_per_word: Sequence[int], sentence_starts: Sequence[int]) -> list[PassageWords]:
    """As few windows of at most ``WINDOW_PIECES`` pieces as cover the words, of like length; each word is one window's own.

    A window begins at a sentence start (``sentence_starts``, word indices) where one lies within the overlap.
    """
    begins = set(sentence_starts)
    reach: list[tuple[int, int]] = []
    start = 0
    total = len(pieces_per_word)
    room = _room(pieces_per_word)
    while start < total:
        end, used = start, 0
        while end < total and (used + pieces_per_word[end] <= room or end == start):
            used += pieces_per_word[end]
            end += 1
        reach.append((start, end))
        if end == total:
            break
        earliest = max(start + 1, end - OVERLAP_WORDS)
        latest = max(earliest, end - OVERLAP_WORDS // 3)
        start = next((word for word in range(earliest, latest + 1) if word in begins), earliest)
    edges = [0] + [(end + following) // 2 for (_, end), (following, _) in pairwise(reach)] + [total]
    return [PassageWords(first, last, edges[number], edges[number + 1]) for number, (first, last) in enumerate(reach)]


def _room(pieces_per_word: Sequence[int]) -> int:
    """Pieces per window: what the fewest windows need when they share the words evenly, overlaps counted."""
    pieces = sum(pieces_per_word)
    overlap = math.ceil(OVERLAP_WORDS * pieces / max(1, len(pieces_per_word)))
    if pieces <= WINDOW_PIECES or overlap >= WINDOW_PIECES // 2:
        return WINDOW_PIECES
    windows = math.ceil((pieces - overlap) / (WINDOW_PIECES - overlap))
    return min(WINDOW_PIECES, math.ceil((pieces - overlap) / windows) + overlap + max(pieces_per_word))
