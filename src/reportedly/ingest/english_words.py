"""Common English words, to tell whether a hyphen at a line's end is the word's own."""

import json
from functools import lru_cache
from importlib.resources import files

LEAST_LETTERS = 3
"""Letters of the shortest word that counts: the vocabulary has every pair of letters too."""


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """About 20,000 words in lower case: the whole words of the packaged encoder's vocabulary; none where that file is gone."""
    try:
        stored = files("reportedly.encoder").joinpath("model", "tokenizer.json").read_bytes()
        vocabulary = json.loads(stored)["model"]["vocab"]
    except (OSError, ValueError, KeyError):
        return frozenset()
    return frozenset(word for word in vocabulary if word.isalpha() and word.isascii() and len(word) >= LEAST_LETTERS)
