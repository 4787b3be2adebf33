"""What the doubled layers learn from (``training/framing.py``): windows as the layers below leave them, and what to say of them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from reportedly.corpora import attribution, entities, frames
from reportedly.corpora.example import Example, new_example
from reportedly.encoder.heads import FRAME_WORDS
from reportedly.encoder.passages import PassageWords, cut_passages
from reportedly.encoder.sentences import split_sentences
from reportedly.encoder.session import PREDICATE_TRIED
from reportedly.encoder.tokens import Pieces
from training.network import Network
from training.packs import cut_packs
from training.train import BFLOAT16
from training.windows import TAG_ID, Respelling, respelled, spell

RUNS = (frames.PACKED_WORDS, 330)  # words of PropBank's sentences that are read together: as short as before, and about a window
BUDGET = 6144  # pieces a step
LOWER = 0.06
SHARE = {"muc4": 0.5, "gmb": 0.3}  # of the texts that are not news of today's kind, or only sentences


@dataclass(slots=True)
class Frame:
    """A predicate at ``word`` of its window; ``first`` is where its targets begin: tags (words,) or chances (words, tags)."""

    word: int
    first: int
    target: Tensor


@dataclass(slots=True)
class Lesson:
    """One window: what the doubled layers are given, (pieces, width), and what they should say of it."""

    hidden: Tensor
    pieces: Tensor  # of each word the first
    verbs: Tensor
    happened: list[tuple[int, float]]
    frames: list[Frame]


@dataclass(slots=True)
class Answers:
    """What is to be said of one text: chance of a verb by word, factuality, frames with places counted in the text."""

    verbs: Tensor
    happened: list[tuple[int, float]]
    frames: list[Frame]


@dataclass(slots=True)
class Text:
    """A text's words in pieces, and the words of each sentence."""

    words: Respelling
    sentences: list[tuple[int, int]]

    def around(self, word: int) -> tuple[int, int]:
        """The words among which the arguments of a predicate are sought, as when reading."""
        first, last = next(one for one in self.sentences if one[0] <= word < one[1])
        return max(first, word - FRAME_WORDS), min(last, word + FRAME_WORDS + 1)

    def sizes(self) -> list[int]:
        """How many pieces each word has."""
        return [len(pieces) for pieces, _ in self.words]


def text_of(example: Example, pieces: Pieces, lower: bool) -> Text:
    """The text as the package reads it."""
    found: list[tuple[int, int]] = []
    word = 0
    for _, end in split_sentences(example.text):
        first = word
        while word < len(example.words) and example.words[word][0] < end:
            word += 1
        if word > first:
            found.append((first, word))
    return Text(respelled(example, spell(example, pieces), {}, pieces, lower), found)


def annotated(example: Example, text: Text) -> Answers:
    """What PropBank and UDS-IH2 say."""
    made = []
    for frame in example.frames:
        if frame.group != "propbank":
            continue
        low, high = text.around(frame.word)
        tags = torch.zeros(high - low, dtype=torch.long)
        for label, first, last in frame.arguments:
            for word in range(max(first, low), min(last + 1, high)):
                tags[word - low] = TAG_ID["propbank"][f"{'B' if word == first else 'I'}-{label}"]
        made.append(Frame(frame.word, low, tags))
    return Answers(torch.tensor(example.tags["propbank"], dtype=torch.float32), list(example.happened), made)


Run = tuple[Text, PassageWords]


def padded(runs: Sequence[Run], pieces: Pieces) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pieces, shapes, mask and first pieces of words, (runs, most), of some runs of texts."""
    rows = []
    for text, run in runs:
        ids, shapes, first = [pieces.begin], [0], []
        for spelled, shape in text.words[run.start : run.end]:
            first.append(len(ids))
            ids.extend(spelled)
            shapes.extend([shape] * len(spelled))
        rows.append(([*ids, pieces.end], [*shapes, 0], first))
    most, words = max(len(row[0]) for row in rows), max(len(row[2]) for row in rows)
    ids_of, mask = torch.full((len(rows), most), pieces.pad), torch.zeros(len(rows), most)
    shapes_of, firsts = torch.zeros_like(ids_of), torch.zeros(len(rows), words, dtype=torch.long)
    for number, (ids, shapes, first) in enumerate(rows):
        ids_of[number, : len(ids)] = torch.tensor(ids)
        shapes_of[number, : len(ids)] = torch.tensor(shapes)
        mask[number, : len(ids)] = 1
        firsts[number, : len(first)] = torch.tensor(first)
    return ids_of, shapes_of, mask, firsts


def in_batches(runs: Sequence[Run], pieces: Pieces) -> Iterator[tuple[list[int], tuple[Tensor, Tensor, Tensor, Tensor]]]:
    """The numbers of runs of like length, and what the network is given of them."""
    sizes = [sum(len(spelled) for spelled, _ in text.words[run.start : run.end]) for text, run in runs]
    chosen: list[int] = []
    for number in sorted(range(len(runs)), key=sizes.__getitem__):
        if chosen and sizes[number] * (len(chosen) + 1) > BUDGET:
            yield chosen, padded([runs[one] for one in chosen], pieces)
            chosen = []
        chosen.append(number)
    if chosen:
        yield chosen, padded([runs[one] for one in chosen], pieces)


@torch.no_grad()
def taught(network: Network, texts: Sequence[Text], pieces: Pieces) -> list[Answers]:
    """What the network says of some texts in short runs."""
    made = [Answers(torch.zeros(len(text.words)), [], []) for text in texts]
    owners = [number for number, text in enumerate(texts) for _ in cut_packs(text.sizes(), text.sentences)]
    runs = [(text, pack) for text in texts for pack in cut_packs(text.sizes(), text.sentences)]
    head = network.frames["propbank"]
    for numbers, (ids, shapes, mask, first) in in_batches(runs, pieces):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16):
            words = network.encode(ids, shapes, mask, first).framed
        words = words.float()
        verb, trigger = (network.word_heads[name](words) @ torch.tensor([-1.0, 1.0]) for name in ("propbank", "trigger"))
        known = network.happened(words).squeeze(-1)
        keys, alone = head.keys(words), head.alone(words)
        for row, number in enumerate(numbers):
            text, pack = runs[number]
            answers = made[owners[number]]
            size = pack.end - pack.start
            answers.verbs[pack.start : pack.end] = verb[row, :size].sigmoid()
            places = torch.nonzero(torch.maximum(verb, trigger)[row, :size] > PREDICATE_TRIED).squeeze(1)
            if not len(places):
                continue
            own = (every[row : row + 1, :size].expand(len(places), -1, -1) for every in (keys, alone))
            chances = head(words[row, places], *own, places).softmax(-1).half()
            for order, place in enumerate(places.tolist()):
                low, high = text.around(pack.start + place)
                low, high = max(low, pack.start), min(high, pack.end)
                target = chances[order, low - pack.start : high - pack.start].clone()
                answers.frames.append(Frame(pack.start + place, low, target))
                answers.happened.append((pack.start + place, float(known[row, place])))
    return made


@torch.no_grad()
def lessons(network: Network, texts: Sequence[Text], told: Sequence[Answers], pieces: Pieces) -> list[Lesson]:
    """The windows of some texts as the package cuts them, each with the answers that are its own."""
    runs = [
        (text, answers, one)
        for text, answers in zip(texts, told, strict=True)
        for one in cut_passages(text.sizes(), [first for first, _ in text.sentences])
    ]
    made: list[Lesson] = []
    for numbers, (ids, shapes, mask, first) in in_batches([(text, one) for text, _, one in runs], pieces):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16):
            hidden = network.shared(ids, shapes, mask).bfloat16()
        for row, number in enumerate(numbers):
            _, answers, one = runs[number]
            size = one.end - one.start
            kept = hidden[row, : int(mask[row].sum())].clone()
            made.append(Lesson(kept, first[row, :size].clone(), *_own(answers, one)))
    return made


def _own(answers: Answers, one: PassageWords) -> tuple[Tensor, list[tuple[int, float]], list[Frame]]:
    """The answers that are a window's own, with places counted from its first word; -1 for verbs that another window answers for."""
    made = []
    for frame in answers.frames:
        if one.own_start <= frame.word < one.own_end:
            low, high = max(frame.first, one.start), min(frame.first + len(frame.target), one.end)
            made.append(Frame(frame.word - one.start, low - one.start, frame.target[low - frame.first : high - frame.first]))
    known = [(word - one.start, value) for word, value in answers.happened if one.own_start <= word < one.own_end]
    verbs = answers.verbs[one.start : one.end].clone()
    verbs[: one.own_start - one.start] = -1
    verbs[one.own_end - one.start :] = -1
    return verbs, known, made


def batched(lessons_: list[Lesson], rng: random.Random) -> Iterator[list[Lesson]]:
    """Batches of windows of like length, in random order."""
    ordered = sorted(lessons_, key=lambda one: (len(one.hidden) // 32, rng.random()))
    groups: list[list[Lesson]] = [[]]
    for one in ordered:
        if groups[-1] and max(len(one.hidden), len(groups[-1][-1].hidden)) * (len(groups[-1]) + 1) > BUDGET:
            groups.append([])
        groups[-1].append(one)
    rng.shuffle(groups)
    yield from groups


def texts(data: Path, only_licensed: bool) -> list[Example]:
    """The news (and other texts) of the corpora, without what they annotate."""
    found = [*entities.re3d(data, "train"), *entities.gum(data, "train"), *frames.wikievents(data, "train")]
    if not only_licensed:
        found += [*attribution.polnear(data, "train"), *frames.muc4(data, "train")]
        found += together(list(entities.gmb(data, "train")), RUNS[1])
    return found


def together(examples: Sequence[Example], words: int) -> Iterator[Example]:
    """Consecutive packs of sentences of one corpus put together to texts of so many words."""
    pending: list[Example] = []
    for one in examples:
        if pending and sum(len(other.words) for other in pending) + len(one.words) > words:
            yield new_example(one.corpus, one.name, " ".join(other.text for other in pending))
            pending = []
        pending.append(one)
    if pending:
        yield new_example(pending[0].corpus, pending[0].name, " ".join(other.text for other in pending))


