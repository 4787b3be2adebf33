"""A report's words in windows that overlap, so that a report of any length is read whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WINDOW_PIECES = 254  # the length that the model was trained on, without its two marks
OVERLAP_WORDS = 60


@dataclass(frozen=True, slots=True)
class PassageWords:
    """Words ``start`` to ``end`` (exclusive) are read together; the passage answers for those from ``own_start`` to ``own_end``."""

    start: int
    end: int
    own_start: int
    own_end: int


def cut_passages(pieces_per_word: Sequence[int], sentence_starts: Sequence[int]) -> list[PassageWords]:
    """Windows of at most ``WINDOW_PIECES`` pieces over the words; each word belongs to just one window as its own.

    A window begins at a sentence start (``sentence_starts``, word indices) where one lies within the overlap.
    """
    begins = set(sentence_starts)
    reach: list[tuple[int, int]] = []
    start = 0
    total = len(pieces_per_word)
    while start < total:
        end, used = start, 0
        while end < total and (used + pieces_per_word[end] <= WINDOW_PIECES or end == start):
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
