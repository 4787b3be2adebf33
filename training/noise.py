"""Noise for small corpora: other names in the place of those annotated, and a few words hidden.

Sixty documents of re3d and 1,300 reports of MUC-4 are known by heart long before training ends. Where a mention's words give way
to those of another mention of the same kind and length (from the same corpus), the labels stay right and the text is new.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportedly.corpora.example import Example
from reportedly.corpora.labels import WORD_HEADS

SWAPPED = {"re3d": "mentions", "muc4": "muc", "crossner": "names", "wikigold": "names", "gmb": "names"}
SWAP, HIDE = 0.3, 0.06  # of mentions, of words
_FIXED = ("time", "quantity", "money")  # their words agree with what stands around them


def spans(example: Example, head: str) -> Iterator[tuple[int, int, str]]:
    """The labelled spans of a tagging head: first word, last word (inclusive), kind."""
    labels, tags = WORD_HEADS[head], example.tags.get(head, [])
    first = None
    for word, tag in enumerate([*tags, 0]):
        label = labels[tag] if tag > 0 else "O"
        if first is not None and not label.startswith("I-"):
            yield first, word - 1, labels[tags[first]][2:]
            first = None
        if label.startswith("B-"):
            first = word


class Noise:
    """What may stand for what, gathered from the training examples."""

    def __init__(self, examples: Iterable[Example], rng: random.Random) -> None:
        self._rng = rng
        self._others: dict[tuple[str, str, int], list[tuple[str, ...]]] = {}
        for example in examples:
            for first, last, kind in self._spans(example):
                words = tuple(example.text[slice(*example.words[word])] for word in range(first, last + 1))
                self._others.setdefault((example.corpus, kind, last - first), []).append(words)

    @staticmethod
    def _spans(example: Example) -> Iterator[tuple[int, int, str]]:
        head = SWAPPED.get(example.corpus)
        return (one for one in spans(example, head) if one[2] not in _FIXED) if head else iter(())

    def changed(self, example: Example) -> Mapping[int, str]:
        """New words by their place: the same name gives way to the same other one; an empty word is hidden."""
        rng = self._rng
        found: dict[int, str] = {}
        chosen: dict[tuple[str, ...], Sequence[str] | None] = {}
        for first, last, kind in self._spans(example):
            words = tuple(example.text[slice(*example.words[word])] for word in range(first, last + 1))
            if words not in chosen:
                others = self._others[example.corpus, kind, last - first]
                chosen[words] = rng.choice(others) if rng.random() < SWAP else None
            other = chosen[words]
            if other is not None:
                found |= dict(zip(range(first, last + 1), other, strict=True))
        for word in range(len(example.words)):
            if rng.random() < HIDE:
                found[word] = ""
        return found
