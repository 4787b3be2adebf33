"""Numbers to spans: the scores of a report's passages become its names, mentions, cues, predicates and their arguments."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reportedly.encoder.decoding import Floats, Ints, best_paths, best_spans, chain, log_softmax, spans_of
from reportedly.encoder.manifest import Manifest
from reportedly.encoder.output import CueFrame, Output, Predicate, ScoredSpan
from reportedly.encoder.passages import PassageWords

Offsets = Sequence[tuple[int, int]]

TYPES_SHOWN = 4
_NO_YES = np.array([-1.0, 1.0], np.float32)
FRAME_WORDS = 96  # event and PropBank arguments are sought in the sentence, at most this far from its predicate


@dataclass(frozen=True, slots=True)
class Prices:
    """The price of opening a span, in nats, by what is decoded; ``cue`` is the log-odds from which a word begins a cue.

    The defaults were chosen on the dev sets by benchmarks/decoding.py.
    """

    names: float = 1.0
    mentions: float = 1.5
    chunks: float = 0.0
    muc: float = 0.0
    attribution: float = 1.0
    propbank: float = 1.0
    event: float = 1.0
    cue: float = 0.3


@dataclass(frozen=True, slots=True)
class PassageScores:
    """What one passage's run gave: word scores (words, labels), predicates with their argument scores, word vectors (words, width)."""

    words: Floats
    cues: Ints
    predicates: Ints
    attribution: Floats
    event: Floats
    propbank: Floats
    vectors: Floats


Passages = Sequence[tuple[PassageWords, PassageScores]]


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
            outputs["vectors"][0],
        )

    def decode(
        self, text: str, words: Offsets, sentences: Offsets, sentence_words: Offsets,
        passages: Passages,
    ) -> Output:  # fmt: skip
        """All spans and frames of one report; each word's labels come from the passage that owns it."""
        if words:
            scores, vectors = (
                np.concatenate(
                    [getattr(found, part)[one.own_start - one.start : one.own_end - one.start] for one, found in passages]
                )
                for part in ("words", "vectors")
            )
        else:
            scores, vectors = np.zeros((0, self._happened + 1), np.float32), np.zeros((0, 0), np.float32)
        tagged = {
            name: self._tagged(name, scores, words, sentence_words) for name in ("names", "mentions", "chunks", "muc")
        }
        sentence_of = np.zeros(len(words), np.int64)
        for number, (first, last) in enumerate(sentence_words):
            sentence_of[first:last] = number
        return Output(
            words=tuple(words),
            sentences=tuple(sentences),
            names=tagged["names"],
            mentions=tagged["mentions"],
            chunks=tagged["chunks"],
            participants=tagged["muc"],
            cues=tuple(self._cues(passages, words)),
            predicates=tuple(self._predicates(passages, scores, words, sentence_of, sentence_words)),
            vectors=vectors,
        )

    def _tagged(self, head: str, scores: Floats, words: Offsets, sentences: Offsets) -> tuple[ScoredSpan, ...]:
        """Spans of one tagging head, decoded sentence by sentence (all sentences at once)."""
        sentences = [(first, last) for first, last in sentences if last > first]
        if not sentences:
            return ()
        logs = log_softmax(scores[:, self._columns[head]])
        padded, lengths = _padded([logs[first:last] for first, last in sentences])
        paths = best_spans(padded, lengths, getattr(self._prices, head))
        found = []
        for row, (start, _) in enumerate(sentences):
            for first, last, label in spans_of(paths[row].tolist(), self._labels[head]):
                inside = logs[start + first : start + last + 1]
                score = float(np.exp(np.logaddexp.reduce(inside[:, 1:], axis=1)).min())
                found.append(ScoredSpan(words[start + first][0], words[start + last][1], label, score))
        return tuple(found)

    def _cues(self, passages: Passages, words: Offsets) -> list[CueFrame]:
        """The cues of all passages, their arguments decoded at once over each cue's whole passage."""
        kept: list[tuple[PassageWords, int, int, float]] = []
        rows: list[Floats] = []
        for one, found in passages:
            cue = found.words[:, self._columns["cue"]]
            begins = cue[:, 1] - cue[:, 0]
            goes_on = (cue[:, 2] > cue[:, 0]) & (cue[:, 2] > cue[:, 1])
            for number, first in enumerate(found.cues.tolist()):
                if one.own_start <= one.start + first < one.own_end and begins[first] >= self._prices.cue:
                    last = first
                    while last + 1 < len(cue) and goes_on[last + 1]:
                        last += 1
                    kept.append((one, first, last, float(begins[first])))
                    rows.append(found.attribution[number])
        if not kept:
            return []
        padded, lengths = _padded(rows)
        paths = best_paths(padded, lengths, self._chain)
        logs = log_softmax(padded)
        return [
            CueFrame(
                words[one.start + first][0],
                words[one.start + last][1],
                float(_sigmoid(odds)),
                self._arguments("attribution", paths[row], logs[row], words, one.start),
            )
            for row, (one, first, last, odds) in enumerate(kept)
        ]

    def _predicates(
        self, passages: Passages, scores: Floats, words: Offsets, sentence_of: Ints, sentences: Offsets
    ) -> list[Predicate]:
        """The predicates of all passages, their arguments decoded at once, each within its sentence."""
        places: list[int] = []
        firsts: list[int] = []
        rows: dict[str, list[Floats]] = {"propbank": [], "event": []}
        for one, found in passages:
            for number, place in enumerate(found.predicates.tolist()):
                word = one.start + place
                if not one.own_start <= word < one.own_end:
                    continue
                begin, end = sentences[sentence_of[word]]
                first = max(begin, one.start, word - FRAME_WORDS)
                last = min(end, one.end, word + FRAME_WORDS + 1)
                places.append(word)
                firsts.append(first)
                rows["propbank"].append(found.propbank[number, first - one.start : last - one.start])
                rows["event"].append(found.event[number, first - one.start : last - one.start])
        if not places:
            return []
        spans = {group: self._frame_spans(group, rows[group], words, firsts) for group in rows}
        here = scores[places]
        sure = {name: _sigmoid(here[:, self._columns[name]] @ _NO_YES) for name in ("propbank", "trigger")}
        chances = np.exp(log_softmax(here[:, self._columns["event_type"]]))
        order = np.argsort(-chances, axis=1, kind="stable")[:, :TYPES_SHOWN]
        labels = self._labels["event_type"]
        return [
            Predicate(
                start=words[word][0],
                end=words[word][1],
                sentence=int(sentence_of[word]),
                propbank_score=float(sure["propbank"][row]),
                trigger_score=float(sure["trigger"][row]),
                types=tuple((labels[number], float(chances[row, number])) for number in order[row].tolist()),
                happened=float(here[row, self._happened]),
                propbank=spans["propbank"][row],
                event=spans["event"][row],
            )
            for row, word in enumerate(places)
        ]

    def _frame_spans(
        self, group: str, rows: Sequence[Floats], words: Offsets, firsts: Sequence[int]
    ) -> list[tuple[ScoredSpan, ...]]:
        padded, lengths = _padded(rows)
        paths = best_spans(padded, lengths, getattr(self._prices, group))
        logs = log_softmax(padded)
        return [self._arguments(group, paths[row], logs[row], words, first) for row, first in enumerate(firsts)]

    def _arguments(self, group: str, path: Ints, logs: Floats, words: Offsets, base: int) -> tuple[ScoredSpan, ...]:
        made = []
        for first, last, label in spans_of(path.tolist(), self._frames[group]):
            score = float(np.exp(logs[np.arange(first, last + 1), path[first : last + 1]].mean()))
            made.append(ScoredSpan(words[base + first][0], words[base + last][1], label, score))
        return tuple(made)


def _padded(rows: Sequence[Floats]) -> tuple[Floats, Ints]:
    """Rows of (words, tags) in one array, zeros behind the shorter ones, and each row's words."""
    lengths = np.array([len(row) for row in rows], np.int64)
    padded = np.zeros((len(rows), int(lengths.max()), rows[0].shape[1]), np.float32)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
    return padded, lengths


def _sigmoid(odds: Floats | float) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30))), np.float32)
