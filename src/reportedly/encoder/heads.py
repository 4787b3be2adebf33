"""Numbers to spans: the scores of a report's passages become its names, mentions, cues, predicates and their arguments."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reportedly.encoder.decoding import Floats, Ints, best_paths, best_spans, chain, log_softmax, spans_of
from reportedly.encoder.manifest import Manifest
from reportedly.encoder.output import CueFrame, Output, Predicate, ScoredSpan
from reportedly.encoder.passages import PassageWords

Offsets = Sequence[tuple[int, int]]

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
    """What one passage's run gave: word scores (words, labels), and predicates with their argument scores."""

    words: Floats
    cues: Ints
    predicates: Ints
    attribution: Floats
    event: Floats
    propbank: Floats


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
        )

    def decode(
        self, text: str, words: Offsets, sentences: Offsets, sentence_words: Offsets,
        passages: Sequence[tuple[PassageWords, PassageScores]],
    ) -> Output:  # fmt: skip
        """All spans and frames of one report; each word's labels come from the passage that owns it."""
        if words:
            scores = np.concatenate(
                [found.words[one.own_start - one.start : one.own_end - one.start] for one, found in passages]
            )
        else:
            scores = np.zeros((0, self._happened + 1), np.float32)
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
            cues=tuple(frame for one, found in passages for frame in self._cues(one, found, scores, words)),
            predicates=tuple(
                predicate
                for one, found in passages
                for predicate in self._predicates(one, found, scores, words, (sentence_of, sentence_words))
            ),
        )

    def _tagged(self, head: str, scores: Floats, words: Offsets, sentences: Offsets) -> tuple[ScoredSpan, ...]:
        """Spans of one tagging head, decoded sentence by sentence (all sentences at once)."""
        sentences = [(first, last) for first, last in sentences if last > first]
        if not sentences:
            return ()
        logs = log_softmax(scores[:, self._columns[head]])
        lengths = np.array([last - first for first, last in sentences], np.int64)
        padded = np.zeros((len(sentences), int(lengths.max()), logs.shape[1]), np.float32)
        for row, (first, last) in enumerate(sentences):
            padded[row, : last - first] = logs[first:last]
        paths = best_spans(padded, lengths, getattr(self._prices, head))
        found = []
        for row, (start, _) in enumerate(sentences):
            for first, last, label in spans_of(paths[row].tolist(), self._labels[head]):
                inside = logs[start + first : start + last + 1]
                score = float(np.exp(np.logaddexp.reduce(inside[:, 1:], axis=1)).min())
                found.append(ScoredSpan(words[start + first][0], words[start + last][1], label, score))
        return tuple(found)

    def _cues(self, one: PassageWords, found: PassageScores, scores: Floats, words: Offsets) -> list[CueFrame]:
        columns = self._columns["cue"]
        cue = found.words[:, columns]
        begins = cue[:, 1] - cue[:, 0]
        keep = [
            number
            for number, word in enumerate(found.cues.tolist())
            if one.own_start <= one.start + word < one.own_end and begins[word] >= self._prices.cue
        ]
        if not keep:
            return []
        chosen = found.attribution[keep]
        paths = best_paths(chosen, np.full(len(keep), chosen.shape[1], np.int64), self._chain)
        logs = log_softmax(chosen)
        goes_on = (cue[:, 2] > cue[:, 0]) & (cue[:, 2] > cue[:, 1])
        frames = []
        for row, number in enumerate(keep):
            first = last = int(found.cues[number])
            while last + 1 < len(cue) and goes_on[last + 1]:
                last += 1
            frames.append(
                CueFrame(
                    words[one.start + first][0],
                    words[one.start + last][1],
                    _sigmoid(float(begins[first])),
                    self._arguments("attribution", paths[row], logs[row], words, one.start),
                )
            )
        return frames

    def _predicates(
        self, one: PassageWords, found: PassageScores, scores: Floats, words: Offsets, sentences: tuple[Ints, Offsets]
    ) -> list[Predicate]:
        sentence_of, sentence_words = sentences
        keep = [
            number
            for number, word in enumerate(found.predicates.tolist())
            if one.own_start <= one.start + word < one.own_end
        ]
        if not keep:
            return []
        places = found.predicates[keep]
        numbers = sentence_of[places + one.start]
        bounds = np.array([sentence_words[number] for number in numbers], np.int64) - one.start
        firsts = np.maximum(np.maximum(bounds[:, 0], 0), places - FRAME_WORDS)
        lasts = np.minimum(np.minimum(bounds[:, 1], len(found.words)), places + FRAME_WORDS + 1)
        lengths = lasts - firsts
        reach = np.minimum(firsts[:, None] + np.arange(int(lengths.max()))[None], len(found.words) - 1)
        spans = {}
        for group, all_scores in (("propbank", found.propbank), ("event", found.event)):
            logs = log_softmax(all_scores[np.array(keep)[:, None], reach])
            paths = best_spans(logs, lengths, getattr(self._prices, group))
            spans[group] = [
                self._arguments(group, paths[row], logs[row], words, one.start + int(firsts[row]))
                for row in range(len(keep))
            ]
        made = []
        for row, place in enumerate(places.tolist()):
            word = one.start + place
            made.append(
                Predicate(
                    start=words[word][0],
                    end=words[word][1],
                    sentence=int(numbers[row]),
                    propbank_score=_sigmoid(self._odds("propbank", scores[word])),
                    trigger_score=_sigmoid(self._odds("trigger", scores[word])),
                    types=self._types(scores[word]),
                    happened=float(scores[word, self._happened]),
                    propbank=spans["propbank"][row],
                    event=spans["event"][row],
                )
            )
        return made

    def _odds(self, head: str, scores: Floats) -> float:
        no, yes = scores[self._columns[head]]
        return float(yes - no)

    def _types(self, scores: Floats) -> tuple[tuple[str, float], ...]:
        chances = np.exp(log_softmax(scores[self._columns["event_type"]]))
        order = np.argsort(-chances, kind="stable")[:4]
        return tuple((self._labels["event_type"][number], float(chances[number])) for number in order)

    def _arguments(self, group: str, path: Ints, logs: Floats, words: Offsets, base: int) -> tuple[ScoredSpan, ...]:
        made = []
        for first, last, label in spans_of(path.tolist(), self._frames[group]):
            score = float(np.exp(logs[np.arange(first, last + 1), path[first : last + 1]].mean()))
            made.append(ScoredSpan(words[base + first][0], words[base + last][1], label, score))
        return tuple(made)


def _sigmoid(value: float) -> float:
    return float(1.0 / (1.0 + np.exp(-np.clip(value, -30, 30))))
