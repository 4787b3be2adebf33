"""One annotated text: its words, and for each head the labels that its corpus annotates (and no others)."""

import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field

from reportedly.corpora.labels import FRAME_LABELS, WORD_HEADS
from reportedly.encoder.tokens import split_words

UNLABELLED = -100


@dataclass
class Frame:
    """A predicate (its first word) and its arguments as (label, first word, last word inclusive)."""

    group: str
    word: int
    arguments: list[tuple[str, int, int]]


@dataclass(frozen=True)
class Phrase:
    """A maximal noun phrase: its head's last word, its first and last word (inclusive), its entity ("" where it has no other mention)."""

    head: int
    first: int
    last: int
    entity: str


@dataclass
class Example:
    """Words are character offsets into ``text``; ``tags[head]`` has one label id per word, -100 where unannotated.

    ``joined`` says whether the entities of ``phrases`` may train coreference.
    """

    corpus: str
    name: str
    text: str
    words: list[tuple[int, int]]
    tags: dict[str, list[int]] = field(default_factory=dict)
    frames: list[Frame] = field(default_factory=list)
    happened: list[tuple[int, float]] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    joined: bool = False

    def word_range(self, start: int, end: int) -> tuple[int, int] | None:
        """The first and last (inclusive) word that the characters start to end touch, or None."""
        starts = [word[0] for word in self.words]
        first = max(0, bisect.bisect_right(starts, start) - 1)
        if first < len(self.words) and self.words[first][1] <= start:
            first += 1
        last = bisect.bisect_left(starts, end) - 1
        return (first, last) if first <= last < len(self.words) else None


def new_example(corpus: str, name: str, text: str) -> Example:
    """An example without annotation."""
    return Example(corpus, name, text, split_words(text))


def tag_spans(example: Example, head: str, spans: Iterable[tuple[int, int, str]]) -> None:
    """Write O/B/I tags of character spans into a head; of overlapping spans the longer wins, then the earlier.

    A span of kind "" is one that the corpus marks and we can't name: its words stay unlabelled.
    """
    labels = WORD_HEADS[head]
    tags = [0] * len(example.words)
    taken = [False] * len(example.words)
    for start, end, kind in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        reach = example.word_range(start, end)
        if reach is None or any(taken[reach[0] : reach[1] + 1]):
            continue
        for word in range(reach[0], reach[1] + 1):
            tags[word] = labels.index(f"{'B' if word == reach[0] else 'I'}-{kind}") if kind else UNLABELLED
            taken[word] = True
    example.tags[head] = tags


def add_frame(example: Example, group: str, word: int, spans: Iterable[tuple[str, int, int]]) -> None:
    """Add a frame whose arguments are given as (label, start, end) in characters."""
    arguments = []
    for label, start, end in spans:
        reach = example.word_range(start, end)
        if reach is not None and label in FRAME_LABELS[group]:
            arguments.append((label, *reach))
    example.frames.append(Frame(group, word, sorted(arguments, key=lambda argument: argument[1])))
