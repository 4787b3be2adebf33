"""A text in runs as short as those from which PropBank's frames are learned."""

from collections.abc import Iterator, Sequence

from reportedly.corpora.frames import PACKED_WORDS
from reportedly.encoder.passages import WINDOW_PIECES, PassageWords


def cut_packs(pieces_per_word: Sequence[int], sentence_words: Sequence[tuple[int, int]]) -> list[PassageWords]:
    """Runs of whole sentences of at most ``PACKED_WORDS`` words that cover the words; a longer sentence is one of its own.

    A sentence that no window holds is cut. ``sentence_words`` are each sentence's first word and the one behind its last.
    """
    runs: list[tuple[int, int]] = []
    for first, last in sentence_words:
        if runs and last - runs[-1][0] <= PACKED_WORDS:
            runs[-1] = (runs[-1][0], last)
        elif last > first:
            runs.append((first, last))
    return [PassageWords(a, b, a, b) for first, last in runs for a, b in _fitting(pieces_per_word, first, last)]


def _fitting(pieces_per_word: Sequence[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The run, cut where it is too long for a window."""
    start, used = first, 0
    for word in range(first, last):
        if used + pieces_per_word[word] > WINDOW_PIECES and word > start:
            yield start, word
            start, used = word, 0
        used += pieces_per_word[word]
    yield start, last
