"""The encoder: texts in, scored spans and frames out, in batches of passages of like length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from reportedly.encoder.decoding import Floats
from reportedly.encoder.heads import Heads, PassageScores
from reportedly.encoder.manifest import PACKAGED, load_manifest
from reportedly.encoder.output import Output
from reportedly.encoder.passages import PassageWords, cut_passages
from reportedly.encoder.sentences import split_sentences
from reportedly.encoder.tokens import Pieces, shape_of, split_words
from reportedly.errors import ModelError

BATCH_PIECES = 4096
# Log-odds above which a word is tried as a cue or as an event's predicate; what becomes of it is decided in decoding.
CUE_TRIED = -0.5
PREDICATE_TRIED = -0.5


@dataclass(slots=True)
class _Spelled:
    text: str
    words: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    sentence_words: list[tuple[int, int]]
    pieces: list[tuple[int, ...]]
    passages: list[PassageWords]


class Encoder:
    """A loaded model; it keeps no state between calls but a cache of spellings."""

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        """Load the packaged model or the one in ``folder``; raises ModelError where that can't be done."""
        folder = folder or PACKAGED
        self.manifest = load_manifest(folder)
        self.model_hash = "sha256:" + self.manifest.sha256["model.onnx"]
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        if threads:
            options.intra_op_num_threads = threads
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise ModelError(
                f"onnxruntime can't load the model in {folder}: {error}.", "Install reportedly again."
            ) from error
        self._pieces = Pieces(folder / "tokenizer.json")
        self._heads = Heads(self.manifest)

    def encode(self, texts: Sequence[str]) -> list[Output]:
        """One Output per text, in order; the batches do not change what is read in a text."""
        spelled = [self._spell(text) for text in texts]
        jobs = [(number, passage) for number, one in enumerate(spelled) for passage in one.passages]
        scores: dict[tuple[int, int], PassageScores] = {}
        for batch in self._batches(spelled, jobs):
            for (number, passage), found in zip(batch, self._run(spelled, batch), strict=True):
                scores[number, passage.start] = found
        return [
            self._heads.decode(
                one.text, one.words, one.sentences, one.sentence_words,
                [(passage, scores[number, passage.start]) for passage in one.passages],
            )
            for number, one in enumerate(spelled)
        ]  # fmt: skip

    def _spell(self, text: str) -> _Spelled:
        words = split_words(text)
        sentences = split_sentences(text)
        sentence_words: list[tuple[int, int]] = []
        word = 0
        for start, end in sentences:
            while word < len(words) and words[word][0] < start:
                word += 1
            first = word
            while word < len(words) and words[word][0] < end:
                word += 1
            sentence_words.append((first, word))
        pieces = [self._pieces.of_word(text[start:end]) for start, end in words]
        passages = cut_passages([len(one) for one in pieces], [first for first, _ in sentence_words])
        return _Spelled(text, words, sentences, sentence_words, pieces, passages)

    def _batches(
        self, spelled: list[_Spelled], jobs: list[tuple[int, PassageWords]]
    ) -> Iterator[list[tuple[int, PassageWords]]]:
        def length(job: tuple[int, PassageWords]) -> int:
            return sum(map(len, spelled[job[0]].pieces[job[1].start : job[1].end]))

        batch: list[tuple[int, PassageWords]] = []
        for job in sorted(jobs, key=length):
            if batch and (len(batch) + 1) * length(job) > BATCH_PIECES:
                yield batch
                batch = []
            batch.append(job)
        if batch:
            yield batch

    def _run(self, spelled: list[_Spelled], batch: list[tuple[int, PassageWords]]) -> list[PassageScores]:
        rows = []
        for number, passage in batch:
            one = spelled[number]
            ids, shapes, first = [self._pieces.begin], [0], []
            for word in range(passage.start, passage.end):
                first.append(len(ids))
                ids.extend(one.pieces[word])
                shapes.extend([shape_of(one.text[slice(*one.words[word])])] * len(one.pieces[word]))
            rows.append(([*ids, self._pieces.end], [*shapes, 0], first))
        pieces = _padded([row[0] for row in rows], self._pieces.pad)
        outputs = self._session.run(
            None,
            {
                "pieces": pieces,
                "shapes": _padded([row[1] for row in rows], 0),
                "mask": _padded([[1] * len(row[0]) for row in rows], 0).astype(np.float32),
                "first": _padded([row[2] for row in rows], 0),
                "thresholds": np.array([CUE_TRIED, PREDICATE_TRIED], np.float32),
            },
        )
        named: dict[str, Floats] = dict(zip(self.manifest.outputs, outputs, strict=True))
        return [self._heads.take(named, row, len(rows[row][2])) for row in range(len(rows))]


def _padded(rows: list[list[int]], value: int) -> NDArray[np.int64]:
    padded = np.full((len(rows), max(map(len, rows))), value, np.int64)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
    return padded
