"""Examples to windows of pieces, and windows to batches of padded tensors."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import torch
from torch import Tensor

from reportedly.corpora.example import UNLABELLED, Example
from reportedly.corpora.frames import MAPPINGS, mapping
from reportedly.corpora.labels import FRAME_LABELS, WORD_HEADS, bio
from reportedly.encoder.tokens import SHAPE_ID, Pieces, shape_of

# Batches of short windows (packed sentences, full of frames) are half as large: those corpora get more steps that way.
SHORT = 120
CASED = tuple(SHAPE_ID[name] for name in ("title", "upper", "initial", "mixed"))
Spelling = Sequence[tuple[int, ...]]  # the pieces of each word
Respelling = Sequence[tuple[tuple[int, ...], int]]  # the same with the word's shape
TAG_ID = {group: {tag: number for number, tag in enumerate(bio(kinds))} for group, kinds in FRAME_LABELS.items()}


@dataclass
class Window:
    """A run of an example's words that fits the encoder, in pieces, with labels counted from its first word."""

    example: Example
    start: int
    end: int
    ids: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)


def spell(example: Example, pieces: Pieces) -> Spelling:
    """The pieces of each word of an example."""
    return [pieces.of_word(example.text[start:end]) for start, end in example.words]


def cut(spelled: Spelling, most: int, lead: int = 0, overlap: int = 40) -> Iterator[tuple[int, int]]:
    """Word ranges of at most ``most`` pieces, the first one cut after ``lead`` pieces where that is given."""
    start = 0
    room = lead or most
    while start < len(spelled):
        end, used = start, 0
        while end < len(spelled) and (used + len(spelled[end]) <= room or end == start):
            used += len(spelled[end])
            end += 1
        yield start, end
        if end >= len(spelled):
            return
        start = max(start + 1, end - overlap)
        room = most


def respelled(
    example: Example, spelled: Spelling, changed: Mapping[int, str], pieces: Pieces, lower: bool
) -> Respelling:
    """Each word's pieces and shape; ``changed`` has other words by place, "" for one that is hidden (training/noise.py).

    ``lower`` hides the case shapes, as in texts that come lower-cased.
    """
    made = []
    for place, (start, end) in enumerate(example.words):
        word = changed.get(place)
        shape = shape_of(word or example.text[start:end])
        if lower and shape in CASED:
            shape = SHAPE_ID["lower"]
        made.append((spelled[place] if word is None else pieces.of_word(word) if word else (pieces.unknown,), shape))
    return made


def window(example: Example, words: Respelling, start: int, end: int, pieces: Pieces) -> Window:
    """One window in pieces."""
    made = Window(example, start, end, [pieces.begin], [0], [])
    for spelled, shape in words[start:end]:
        made.first.append(len(made.ids))
        made.ids.extend(spelled)
        made.shapes.extend([shape] * len(spelled))
    made.ids.append(pieces.end)
    made.shapes.append(0)
    return made


@lru_cache
def unsayable(corpus: str) -> tuple[bool, ...]:
    """For each tag of the names head, whether this corpus has no way to say it (its mapping's ``cannot_say``)."""
    file = MAPPINGS / f"{corpus}.yaml"
    never = mapping(corpus).get("cannot_say", []) if file.exists() else []
    return tuple(tag[2:] in never for tag in WORD_HEADS["names"])


@dataclass
class Batch:
    """Padded tensors; frames[group] = (passage index, predicate word, gold tags (n, words)).

    ``phrases`` = (passage index, head word, words pointed at (n, ends)). ``antecedents`` = (may, right), both
    (passages, words, words): whether a word may be another's antecedent, and whether it is; None where nothing trains it.
    ``unsayable`` (passages, name tags) marks the tags that a passage's corpus has no way to say.
    """

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    lengths: Tensor
    tags: dict[str, Tensor]
    unsayable: Tensor
    frames: dict[str, tuple[Tensor, Tensor, Tensor]]
    happened: tuple[Tensor, Tensor, Tensor]
    phrases: tuple[Tensor, Tensor, Tensor]
    antecedents: tuple[Tensor, Tensor] | None


def collate(windows: list[Window], pad: int) -> Batch:
    """Pad some windows to one batch; a head that a corpus doesn't annotate is -100 throughout."""
    n = len(windows)
    most = max(len(one.ids) for one in windows)
    words = max(one.end - one.start for one in windows)
    ids = torch.full((n, most), pad, dtype=torch.long)
    shapes = torch.zeros((n, most), dtype=torch.long)
    mask = torch.zeros((n, most))
    first = torch.zeros((n, words), dtype=torch.long)
    tags = {head: torch.full((n, words), UNLABELLED, dtype=torch.long) for head in WORD_HEADS}
    frames: dict[str, tuple[list[int], list[int], list[list[int]]]] = {group: ([], [], []) for group in FRAME_LABELS}
    happened: tuple[list[int], list[int], list[float]] = ([], [], [])
    for row, one in enumerate(windows):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        shapes[row, : len(one.ids)] = torch.tensor(one.shapes)
        mask[row, : len(one.ids)] = 1
        first[row, : len(one.first)] = torch.tensor(one.first)
        for head, values in one.example.tags.items():
            tags[head][row, : one.end - one.start] = torch.tensor(values[one.start : one.end])
        for frame in one.example.frames:
            if one.start <= frame.word < one.end:
                gold = [0] * words
                for label, start, end in frame.arguments:
                    for word in range(max(start, one.start), min(end + 1, one.end)):
                        side = "B" if word == start else "I"
                        gold[word - one.start] = TAG_ID[frame.group][f"{side}-{label}"]
                frames[frame.group][0].append(row)
                frames[frame.group][1].append(frame.word - one.start)
                frames[frame.group][2].append(gold)
        for word, value in one.example.happened:
            if one.start <= word < one.end:
                happened[0].append(row)
                happened[1].append(word - one.start)
                happened[2].append(value)
    return Batch(
        ids, shapes, mask, first, torch.tensor([one.end - one.start for one in windows]), tags,
        torch.tensor([unsayable(one.example.corpus) for one in windows]),
        {group: (torch.tensor(a), torch.tensor(b), torch.tensor(c)) for group, (a, b, c) in frames.items() if a},
        (torch.tensor(happened[0]), torch.tensor(happened[1]), torch.tensor(happened[2])),
        _phrases(windows),
        _antecedents(windows, words),
    )  # fmt: skip


def _phrases(windows: list[Window]) -> tuple[Tensor, Tensor, Tensor]:
    found = [
        (row, phrase.head - one.start, (phrase.first - one.start, phrase.last - one.start))
        for row, one in enumerate(windows)
        for phrase in one.example.phrases
        if one.start <= phrase.first and phrase.last < one.end
    ]
    rows, heads, ends = ([entry[part] for entry in found] for part in range(3))
    return (
        torch.tensor(rows, dtype=torch.long),
        torch.tensor(heads, dtype=torch.long),
        torch.tensor(ends, dtype=torch.long),
    )


def _antecedents(windows: list[Window], words: int) -> tuple[Tensor, Tensor] | None:
    if not any(one.example.joined for one in windows):
        return None
    may = torch.zeros((len(windows), words, words), dtype=torch.bool)
    right = torch.zeros_like(may)
    for row, one in enumerate(windows):
        if not one.example.joined:
            continue
        inside = [p for p in one.example.phrases if one.start <= p.first and p.last < one.end]
        heads = torch.tensor([phrase.head - one.start for phrase in inside], dtype=torch.long)
        number: dict[str, int] = {}
        entity = torch.tensor(
            [number.setdefault(p.entity or f"-{p.head}", len(number)) for p in inside], dtype=torch.long
        )
        earlier = heads[None, :] < heads[:, None]
        may[row, heads[:, None], heads[None, :]] = earlier
        right[row, heads[:, None], heads[None, :]] = earlier & (entity[None, :] == entity[:, None])
    return may, right


def batches(windows: list[Window], pad: int, budget: int, rng: random.Random) -> Iterator[Batch]:
    """Batches of windows of like length, about ``budget`` pieces each, in random order."""
    rng.shuffle(windows)
    ordered = sorted(windows, key=lambda one: len(one.ids) // 24)
    groups: list[list[Window]] = [[]]
    for one in ordered:
        longest = max([len(one.ids)] + [len(other.ids) for other in groups[-1]])
        room = budget if longest > SHORT else budget // 2
        if groups[-1] and longest * (len(groups[-1]) + 1) > room:
            groups.append([])
        groups[-1].append(one)
    rng.shuffle(groups)
    for group in groups:
        if group:
            yield collate(group, pad)
