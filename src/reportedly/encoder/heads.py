"""Numbers to spans: the scores of a report's passages become its names, mentions, cues, predicates and their arguments."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

import numpy as np

from reportedly.encoder.decoding import Floats, Ints, best_spans, chain, log_softmax, spans_of
from reportedly.encoder.manifest import Manifest
from reportedly.encoder.output import CueFrame, Output, Phrase, Predicate, ScoredSpan
from reportedly.encoder.passages import PassageWords
from reportedly.encoder.posterior import likely_paths

Offsets = Sequence[tuple[int, int]]

TYPES_SHOWN = 4
WORD_SPANS = ("names", "mentions", "chunks", "muc")
ROWS_AT_ONCE = 512  # what is decoded together: enough for a report of 1,000 words, and bounded for any other
LINK_WIDTH = 64
_NEVER = np.float32(-1e4)
_NO_YES = np.array([-1.0, 1.0], np.float32)
# A cue's source and content are sought among so many words: on PolNeAR dev its whole passage gives the same but for three
# spans in 1,421, more slowly.
WORDS_BEFORE, WORDS_AFTER = 80, 120
# How likely a source or content has to be; of what is less likely the likeliest, and that from the least on. On PolNeAR dev:
# contents 68.2 exact (the best path as a whole 67.6), sources 81.5 (81.1), linked triples 81.2 (80.3); the same to 0.2 with
# thresholds from 0.3 to 0.5 and 0.03 to 0.1, and on either half of the documents.
CHANCE_ENOUGH, CHANCE_AT_LEAST = {"source": 0.3, "content": 0.4}, 0.05
# What a predicate has one of; ARG1 may come in parts ("'We left,' he said, 'at once'"). On PropBank dev 10 of 60 second doers were right.
SINGLE = frozenset(("ARG0", "ARG2", "ARG3", "ARG4"))
FRAME_WORDS = 96  # event and PropBank arguments are sought in the sentence, at most this far from its predicate


@dataclass(frozen=True, slots=True)
class Prices:
    """The price of opening a span, in nats, by what is decoded.

    The defaults were chosen on the dev sets by benchmarks/decoding.py.
    """

    names: float = 1.0
    mentions: float = 1.5
    chunks: float = 0.0
    muc: float = -1.0
    attribution: float = 1.0
    propbank: float = 1.0
    event: float = 1.0
    cue: float = 0.8


@dataclass(frozen=True, slots=True)
class PassageScores:
    """What one passage's run gave: word scores (words, labels), predicates with their argument scores, word vectors (words, width)."""

    words: Floats
    cues: Ints
    predicates: Ints
    attribution: Floats
    event: Floats
    propbank: Floats
    links: Floats
    vectors: Floats


Passages = Sequence[tuple[PassageWords, PassageScores]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A run of words from ``start`` to be decoded for one head: scores (words, tags)."""

    head: str
    start: int
    scores: Floats


_Decoded = Sequence[tuple[_Row, list[int]]]  # the rows of one head, and the tag path of each


class Heads:
    """Decodes one model's scores by the labels of its manifest."""

    def __init__(self, manifest: Manifest, prices: Prices = Prices()) -> None:
        self._prices = prices
        self._labels = manifest.heads
        self._frames = manifest.frames
        self._columns: dict[str, slice] = {}
        place = 0
        for name, labels in manifest.heads.items():
            self._columns[name] = slice(place, place + len(labels))
            place += len(labels)
        self._happened = place
        begins = {tag[2:]: number for number, tag in enumerate(manifest.frames["attribution"]) if tag.startswith("B-")}
        self._enough = {begins[label]: chance for label, chance in CHANCE_ENOUGH.items()}
        self._chain = chain(manifest.frames["attribution"], manifest.transitions["attribution"], prices.attribution)

    def take(self, outputs: dict[str, Floats]) -> PassageScores:
        """The scores of a run over one passage."""
        return PassageScores(
            outputs["words"][0],
            outputs["cues"][:, 1].astype(np.int64),
            outputs["predicates"][:, 1].astype(np.int64),
            outputs["attribution"],
            outputs["event"],
            outputs["propbank"],
            outputs["links"][0],
            outputs["vectors"][0],
        )

    def decode(
        self, text: str, words: Offsets, sentences: Offsets, sentence_words: Offsets, passages: Passages
    ) -> Output:
        """All spans and frames of one report; each word's labels come from the passage that owns it."""
        if words:
            scores, links, vectors = (
                np.concatenate(
                    [getattr(found, part)[one.own_start - one.start : one.own_end - one.start] for one, found in passages]
                )
                for part in ("words", "links", "vectors")
            )
        else:
            scores = np.zeros((0, self._happened + 1), np.float32)
            links, vectors = np.zeros((0, 6 * LINK_WIDTH), np.float32), np.zeros((0, 0), np.float32)
        sentence_of = np.zeros(len(words), np.int64)
        for number, (first, last) in enumerate(sentence_words):
            sentence_of[first:last] = number
        rows = self._word_rows(scores, sentence_words)
        events = self._argument_rows("event", passages, sentence_of, sentence_words)
        frames = self._argument_rows("propbank", passages, sentence_of, sentence_words)
        rows += [row for _, row in (*events, *frames)]
        decoded: dict[str, list[tuple[_Row, list[int]]]] = {}
        for row, path in zip(rows, self._paths(rows), strict=True):
            decoded.setdefault(row.head, []).append((row, path))
        tagged = {name: tuple(self._spans(name, decoded.get(name, ()), words)) for name in WORD_SPANS}
        return Output(
            words=tuple(words),
            sentences=tuple(sentences),
            names=tagged["names"],
            mentions=tagged["mentions"],
            chunks=tagged["chunks"],
            participants=tagged["muc"],
            cues=tuple(self._cues(passages, decoded.get("cue", ()), words)),
            predicates=tuple(self._predicates(events, frames, scores, words, sentence_of, decoded)),
            phrases=tuple(self._phrases(scores, links, words, sentence_words)),
            links=np.stack([links[:, 4 * LINK_WIDTH : 5 * LINK_WIDTH], links[:, 5 * LINK_WIDTH :]]),
            vectors=vectors,
        )

    def _word_rows(self, scores: Floats, sentences: Offsets) -> list["_Row"]:
        """The rows of all tagging heads: each is decoded sentence by sentence."""
        rows = []
        for name in (*WORD_SPANS, "cue"):
            logs = log_softmax(scores[:, self._columns[name]])
            rows += [_Row(name, first, logs[first:last]) for first, last in sentences if last > first]
        return rows

    def _paths(self, rows: Sequence["_Row"]) -> list[list[int]]:
        """The best tag path of every row, decoded together; [] for one that has no span."""
        found: list[list[int]] = [[] for _ in rows]
        for start in range(0, len(rows), ROWS_AT_ONCE):
            likely, scores, lengths = self._likely(rows[start : start + ROWS_AT_ONCE])
            prices = np.array([getattr(self._prices, rows[start + number].head) for number in likely], np.float32)
            paths = iter(best_spans(scores, lengths, prices).tolist())
            for number, length in zip(likely, lengths.tolist(), strict=True):
                found[start + number] = list(islice(paths, length))
        return found

    def _likely(self, rows: Sequence["_Row"]) -> tuple[list[int], Floats, Ints]:
        """The rows that may have a span, by number, and their scores one after the other, (words, tags), and lengths.

        Where no word is likelier inside a span than outside, no path through a span is the best.
        """
        of_head: dict[str, list[int]] = {}
        for number, row in enumerate(rows):
            of_head.setdefault(row.head, []).append(number)
        likely: list[int] = []
        kept, lengths = [], []
        for head, numbers in of_head.items():
            scores = np.concatenate([rows[number].scores for number in numbers])
            length = np.array([len(rows[number].scores) for number in numbers], np.int64)
            over = scores[:, 1:].max(1) - scores[:, 0] > min(getattr(self._prices, head), 0)
            some = np.logical_or.reduceat(over, np.cumsum(length) - length)
            likely += [number for number, one in zip(numbers, some.tolist(), strict=True) if one]
            kept.append(scores[np.repeat(some, length)])
            lengths.append(length[some])
        if not kept:
            return [], np.zeros((0, 1), np.float32), np.zeros(0, np.int64)
        whole = np.full((sum(map(len, kept)), max(one.shape[1] for one in kept)), _NEVER, np.float32)
        place = 0
        for one in kept:
            whole[place : place + len(one), : one.shape[1]] = one
            place += len(one)
        return likely, whole, np.concatenate(lengths)

    def _spans(self, head: str, decoded: "_Decoded", words: Offsets) -> Iterator[ScoredSpan]:
        """The spans of one tagging head; a span is as sure as its least sure word is of not being outside."""
        labels = self._labels[head]
        told = [(row, path) for row, path in decoded if any(path)]
        outside = np.exp(np.concatenate([row.scores[:, 0] for row, _ in told])).tolist() if told else []
        base = 0  # of the row's words in ``outside``
        for row, path in told:
            for first, last, label in spans_of(path, labels):
                score = 1.0 - max(outside[base + first : base + last + 1])
                yield ScoredSpan(words[row.start + first][0], words[row.start + last][1], label, score)
            base += len(path)

    def _phrases(self, scores: Floats, links: Floats, words: Offsets, sentences: Offsets) -> Iterator[Phrase]:
        """The maximal noun phrases: each head's likeliest first and last word within its sentence."""
        odds = scores[:, self._columns["mention_head"]] @ _NO_YES
        sure = _sigmoid(odds)
        kinds = self._labels["chunks"]
        chunk = scores[:, self._columns["chunks"]][:, 1:].argmax(1) + 1
        first_asks, last_asks, first_offers, last_offers = (
            links[:, part * LINK_WIDTH : (part + 1) * LINK_WIDTH] for part in range(4)
        )
        for begin, end in sentences:
            heads = begin + np.flatnonzero(odds[begin:end] > 0)
            if not len(heads):
                continue
            place = np.arange(begin, end)
            bounds = np.empty((2, len(heads), end - begin), np.float32)
            np.matmul(first_asks[heads], first_offers[begin:end].T, out=bounds[0])
            np.matmul(last_asks[heads], last_offers[begin:end].T, out=bounds[1])
            bounds /= np.float32(LINK_WIDTH**0.5)
            bounds[0][place > heads[:, None]] = _NEVER
            bounds[1][place < heads[:, None]] = _NEVER
            logs = log_softmax(bounds)
            firsts, lasts = logs.argmax(2).tolist()
            highest = logs.max(2)
            scores_of = (sure[heads] * np.exp(highest[0] + highest[1])).tolist()
            for head, first, last, label, score in zip(
                heads.tolist(), firsts, lasts, chunk[heads].tolist(), scores_of, strict=True
            ):
                yield Phrase(words[begin + first][0], words[begin + last][1], head, kinds[label][2:], score)

    def _cues(self, passages: Passages, decoded: "_Decoded", words: Offsets) -> list[CueFrame]:
        """The cues, their arguments decoded at once over the words around each.

        A cue is as sure as its first word is to begin one; one whose first word the graph did not try has no arguments to
        score and is left out.
        """
        last_of: dict[int, int] = {}
        for row, path in decoded:
            if any(path):
                last_of |= {row.start + first: row.start + last for first, last, _ in spans_of(path, self._labels["cue"])}
        kept: list[tuple[int, int, int, float]] = []
        rows: list[Floats] = []
        for one, found in passages:
            cue = found.words[:, self._columns["cue"]]
            begins = cue[:, 1] - cue[:, 0]
            for number, place in enumerate(found.cues.tolist()):
                first = one.start + place
                if one.own_start <= first < one.own_end and first in last_of:
                    scores = found.attribution[number]
                    low, high = max(0, place - WORDS_BEFORE), min(len(scores), place + WORDS_AFTER)
                    kept.append((first, last_of[first], one.start + low, float(begins[place])))
                    rows.append(scores[low:high])
        if not kept:
            return []
        padded, lengths = _padded(rows)
        paths = likely_paths(padded, lengths, self._chain, self._enough, CHANCE_AT_LEAST)
        linked = self._arguments("attribution", paths.tolist(), list(padded), words, [low for _, _, low, _ in kept])
        return [
            CueFrame(words[first][0], words[last][1], float(_sigmoid(odds)), arguments)
            for (first, last, _, odds), arguments in zip(kept, linked, strict=True)
        ]

    def _argument_rows(
        self, group: str, passages: Passages, sentence_of: Ints, sentences: Offsets
    ) -> list[tuple[int, "_Row"]]:
        """The predicates' words, and a row for each: its PropBank or its event arguments, sought in its sentence."""
        rows: list[tuple[int, _Row]] = []
        for one, found in passages:
            for number, place in enumerate(found.predicates.tolist()):
                word = one.start + place
                if not one.own_start <= word < one.own_end:
                    continue
                begin, end = sentences[sentence_of[word]]
                first = max(begin, one.start, word - FRAME_WORDS)
                last = min(end, one.end, word + FRAME_WORDS + 1)
                scores = found.propbank if group == "propbank" else found.event
                rows.append((word, _Row(group, first, scores[number, first - one.start : last - one.start])))
        return rows

    def _predicates(
        self, events: Sequence[tuple[int, "_Row"]], frames: Sequence[tuple[int, "_Row"]], scores: Floats, words: Offsets,
        sentence_of: Ints, decoded: Mapping[str, "_Decoded"],
    ) -> list[Predicate]:  # fmt: skip
        """The predicates of all passages with their arguments; ``scores`` are the words'."""
        places = sorted({place for place, _ in events})
        if not places:
            return []
        spans: dict[str, dict[int, tuple[ScoredSpan, ...]]] = {}
        for group, tried in (("propbank", frames), ("event", events)):
            rows, paths = [row for row, _ in decoded.get(group, ())], [path for _, path in decoded.get(group, ())]
            found = self._arguments(group, paths, [row.scores for row in rows], words, [row.start for row in rows])
            spans[group] = {place: one for (place, _), one in zip(tried, found, strict=True)}
        here = scores[places]
        sure = {name: _sigmoid(here[:, self._columns[name]] @ _NO_YES).tolist() for name in ("propbank", "trigger")}
        chances = np.exp(log_softmax(here[:, self._columns["event_type"]]))
        order = np.argsort(-chances, axis=1, kind="stable")[:, :TYPES_SHOWN]
        likeliest = np.take_along_axis(chances, order, 1)
        labels = self._labels["event_type"]
        types = [
            tuple((labels[number], chance) for number, chance in zip(*pair, strict=True))
            for pair in zip(order.tolist(), likeliest.tolist(), strict=True)
        ]
        happened, sentences = here[:, self._happened].tolist(), sentence_of[places].tolist()
        return [
            Predicate(
                start=words[word][0],
                end=words[word][1],
                sentence=sentences[row],
                propbank_score=sure["propbank"][row],
                trigger_score=sure["trigger"][row],
                types=types[row],
                happened=happened[row],
                propbank=spans["propbank"].get(word, ()),
                event=spans["event"].get(word, ()),
            )
            for row, word in enumerate(places)
        ]

    def _arguments(
        self, group: str, paths: Sequence[list[int]], rows: Sequence[Floats], words: Offsets, bases: Sequence[int]
    ) -> list[tuple[ScoredSpan, ...]]:
        """The spans of rows' paths; a span's score is the geometric mean of its words' probabilities.

        ``bases`` are the first words of the rows.
        """
        spans = [spans_of(path, self._frames[group]) for path in paths]
        told = [number for number, found in enumerate(spans) if found]
        made: list[tuple[ScoredSpan, ...]] = [()] * len(spans)
        if not told:
            return made
        near = np.concatenate([rows[number][spans[number][0][0] : spans[number][-1][1] + 1] for number in told])
        tags = [tag for number in told for tag in paths[number][spans[number][0][0] : spans[number][-1][1] + 1]]
        highest = near.max(1)
        logs = near[np.arange(len(near)), tags] - highest - np.log(np.exp(near - highest[:, None]).sum(1))
        chances = iter(logs.tolist())
        for number in told:
            first, last = spans[number][0][0], spans[number][-1][1] + 1
            upto = [0.0, *accumulate(islice(chances, last - first))]
            base = bases[number]
            made[number] = tuple(
                ScoredSpan(
                    words[base + begin][0], words[base + end][1], label,
                    math.exp((upto[end + 1 - first] - upto[begin - first]) / (end + 1 - begin)),
                )
                for begin, end, label in spans[number]
            )  # fmt: skip
            if group == "propbank":
                made[number] = _one_of_each(made[number])
        return made


def _one_of_each(spans: tuple[ScoredSpan, ...]) -> tuple[ScoredSpan, ...]:
    """The arguments less those that a likelier one of the same kind leaves no room for."""
    best: dict[str, ScoredSpan] = {}
    for one in spans:
        if one.label in SINGLE and (one.label not in best or one.score > best[one.label].score):
            best[one.label] = one
    return tuple(one for one in spans if best.get(one.label, one) is one)


def _padded(rows: Sequence[Floats]) -> tuple[Floats, Ints]:
    """Rows of (words, tags) in one array, zeros behind the shorter ones, and each row's words."""
    lengths = np.array([len(row) for row in rows], np.int64)
    padded = np.zeros((len(rows), int(lengths.max()), rows[0].shape[1]), np.float32)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
    return padded, lengths


def _sigmoid(odds: Floats | float) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30))), np.float32)
