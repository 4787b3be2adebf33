"""Text to words to pieces and back: every word keeps its characters, every piece its word.

A word is a run of letters and digits, or one other visible character. The model's heads speak about words; the
transformer reads the words' pieces (WordPiece, uncased), with a shape for each word that keeps what lower-casing loses.
"""

import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import tokenizers
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_WORD = re.compile(r"[^\W_]+|[^\s]")

SHAPES = ("none", "lower", "title", "upper", "initial", "mixed", "digits", "alphanumeric", "punctuation", "uncased")
SHAPE_ID = {name: number for number, name in enumerate(SHAPES)}


def split_words(text: str) -> list[tuple[int, int]]:
    """The words of a text as character offsets (end exclusive), in order; white space belongs to none."""
    return [match.span() for match in _WORD.finditer(text)]


@lru_cache(maxsize=65536)
def shape_of(word: str) -> int:
    """The case shape of a word, as an index into ``SHAPES``."""
    if not word[:1].isalnum():
        return SHAPE_ID["punctuation"]
    if word.isdigit():
        return SHAPE_ID["digits"]
    if any(character.isdigit() for character in word):
        return SHAPE_ID["alphanumeric"]
    if word.islower():
        return SHAPE_ID["lower"]
    if word.isupper():
        return SHAPE_ID["upper"] if len(word) > 1 else SHAPE_ID["initial"]
    if word[:1].isupper() and word[1:].islower():
        return SHAPE_ID["title"]
    return SHAPE_ID["mixed"] if word.upper() != word.lower() else SHAPE_ID["uncased"]


class Pieces:
    """The WordPiece vocabulary, one word at a time: a word always becomes the same pieces, wherever it stands."""

    def __init__(self, tokenizer_file: Path) -> None:
        """Load ``tokenizer.json``; any truncation or padding baked into the file is switched off."""
        self._tokenizer = tokenizers.Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.begin = self._required("[CLS]")
        self.end = self._required("[SEP]")
        self.unknown = self._required("[UNK]")
        self.pad = self._required("[PAD]")
        self._known: dict[str, tuple[int, ...]] = {}

    def _required(self, token: str) -> int:
        number = self._tokenizer.token_to_id(token)
        if number is None:
            raise ValueError(f"the tokenizer has no {token} token")
        return int(number)

    def of_word(self, word: str) -> tuple[int, ...]:
        """The piece ids of one word; a word that the vocabulary can't spell is one unknown piece, never none."""
        found = self._known.get(word)
        if found is None:
            spelled = word.encode("utf-8", "replace").decode("utf-8")
            found = tuple(self._tokenizer.encode(spelled, add_special_tokens=False).ids) or (self.unknown,)
            if len(found) > 24:
                found = (*found[:23], self.unknown)
            if len(self._known) < 200_000:
                self._known[word] = found
        return found
