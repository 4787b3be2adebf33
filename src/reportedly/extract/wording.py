"""Wording: the words of a report with their offsets, and quick look-ups around a span."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reportedly.extract.candidates import MentionCandidate
    from reportedly.extract.profiles import Profile

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W_]+)*|['’]s\b|[^\w\s]|_")
_OPEN, _CLOSE = "“«", "”»"


class Word(NamedTuple):
    """One word or mark: offsets, the characters, and the same in lower case."""

    start: int
    end: int
    text: str
    low: str


# Several stages look at the words of the same report, one after the other.
@lru_cache(maxsize=8)
def _words_of(text: str) -> tuple[Word, ...]:
    return tuple(Word(m.start(), m.end(), m[0], m[0].lower()) for m in _WORD.finditer(text))


@lru_cache(maxsize=8)
def _places_of(text: str) -> tuple[list[int], list[int], list[int]]:
    """Where each word starts and ends, and the number of its quotation."""
    words = _words_of(text)
    return [word.start for word in words], [word.end for word in words], _quoted(text, words)


@lru_cache(maxsize=8)
def wording_of(text: str, sentences: tuple[tuple[int, int], ...]) -> "Wording":
    """The wording of a report, the same object for every stage that asks."""
    return Wording(text, sentences)


class Wording:
    """The words of ``text`` and its sentences; every method takes character offsets or word indices.

    ``sentences`` are half-open character spans in order; text outside all of them counts to the sentence before it.
    """

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.described: dict[MentionCandidate, Profile] = {}  # what profiles.profile has made of the mentions
        self.words = _words_of(text)
        self.starts, self.ends, self.quoted = _places_of(text)
        self._sentence_starts = sorted(start for start, _ in sentences) or [0]
        self._first_words = [self.first_at(start) for start in self._sentence_starts]
        self.shouted = text.isupper()

    def first_at(self, offset: int) -> int:
        """The index of the first word that starts at ``offset`` or later."""
        return bisect_left(self.starts, offset)

    def last_before(self, offset: int) -> int:
        """The index of the last word that ends at ``offset`` or earlier; -1 where there is none."""
        return bisect_right(self.ends, offset) - 1

    def inside(self, start: int, end: int) -> list[Word]:
        """The words that lie wholly between two offsets."""
        return list(self.words[self.first_at(start) : self.last_before(end) + 1])

    def low(self, index: int) -> str:
        """The word at ``index`` in lower case; an empty string outside the text."""
        return self.words[index].low if 0 <= index < len(self.words) else ""

    def sentence(self, offset: int) -> int:
        """The number of the sentence that holds ``offset``."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def sentence_first(self, sentence: int) -> int:
        """The index of a sentence's first word."""
        return self._first_words[sentence]

    def sentence_last(self, sentence: int) -> int:
        """The index just after a sentence's last word."""
        following = sentence + 1
        return self._first_words[following] if following < len(self._first_words) else len(self.words)

    def quote(self, offset: int) -> int:
        """Which quotation holds ``offset``, counted from 1; 0 outside any."""
        index = self.first_at(offset)
        return self.quoted[index] if index < len(self.quoted) else 0


def _quoted(text: str, words: Sequence[Word]) -> list[int]:
    """Number the quotations by their marks; a straight mark opens where a space stands before it and none after.

    A quotation may run over several sentences. An opening mark inside an open one starts the next, so one mark too
    few spoils a single quotation and not the rest of the report.
    """
    numbers: list[int] = []
    current = count = 0
    for word in words:
        mark = word.text
        opens = mark in _OPEN
        closes = mark in _CLOSE
        if mark == '"':
            after = text[word.end : word.end + 1]
            spaced = word.start == 0 or not text[word.start - 1].isalnum()
            opens = after != "" and not after.isspace() and (not current or text[word.start - 1].isspace()) and spaced
            closes = not opens
        if opens:
            count += 1
            current = count
        numbers.append(current)
        if closes:
            current = 0
    return numbers


def fold(text: str) -> str:
    """Lower case without accents, for comparison only."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
