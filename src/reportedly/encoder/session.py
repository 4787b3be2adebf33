"""The encoder: texts in, scored spans and frames out, one passage at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

from reportedly.encoder.hands import Shared
from reportedly.encoder.heads import Heads, PassageScores
from reportedly.encoder.manifest import PACKAGED, load_manifest
from reportedly.encoder.output import Output
from reportedly.encoder.passages import PassageWords, cut_passages
from reportedly.encoder.sentences import split_sentences
from reportedly.encoder.tokens import Pieces, shape_of, split_words
from reportedly.errors import ModelError

# Log-odds above which a word is tried as a cue or as an event's predicate; what becomes of it is decided in decoding.
CUE_TRIED = -0.5
PREDICATE_TRIED = -0.5

# onnxruntime fuses these into an operator that takes six times as long as its parts (measured with 1.32 at 390 pieces).
_SLOWER = ["SkipLayerNormFusion"]

# On x86 without VNNI the quicker product of signed and unsigned bytes overflows at 16 bits, and the scores are not those of other
# processors; with this they are, in the same time (onnxruntime 1.32, Zen 1). It has no effect elsewhere.
_WITHOUT_OVERFLOW = ("session.x64quantprecision", "1")


@dataclass(slots=True)
class _Spelled:
    text: str
    words: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    sentence_words: list[tuple[int, int]]
    pieces: list[tuple[int, ...]]
    passages: list[PassageWords]


Scores = list[tuple[PassageWords, PassageScores]]
"""The scores of a text's passages."""


class Encoder:
    """A loaded model; it keeps no state between calls but a cache of spellings and what was begun ahead."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load the packaged model or the one in ``folder``; raises ModelError where that can't be done.

        A run of the graph uses one thread: reports are read side by side by calling from several, and one report's passages by
        so many ``hands``.
        """
        folder = folder or PACKAGED
        self.manifest = load_manifest(folder)
        self.model_hash = "sha256:" + self.manifest.sha256["model.onnx"]
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1
        options.add_session_config_entry(*_WITHOUT_OVERFLOW)
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
            )
        except Exception as error:
            raise ModelError(
                f"onnxruntime can't load the model in {folder}: {error}.", "Install reportedly again."
            ) from error
        self._pieces = Pieces(folder / "tokenizer.json")
        self._heads = Heads(self.manifest)
        self._ahead: dict[str, tuple[_Spelled, Shared[PassageScores]]] = {}

    def encode(self, texts: Iterable[str], hands: int = 1) -> list[Output]:
        """One Output per text, in order; what is read in a text does not depend on the texts beside it, nor on ``hands``."""
        return [decoded(self._heads, *self.score(text, hands)) for text in texts]

    def begin(self, text: str, threads: int) -> None:
        """Score a text on so many threads already; who asks for it next helps, and takes what is there, once."""
        self._ahead[text] = self._begun(text, threads)

    def score(self, text: str, hands: int = 1) -> "Scored":
        """The scores of one text before decoding, for those who decode them at several prices (``decoded``)."""
        begun = self._ahead.pop(text, None)
        one, parts = begun or self._begun(text, hands - 1)
        return one, list(zip(one.passages, parts.result(), strict=True))

    def _begun(self, text: str, threads: int) -> tuple[_Spelled, Shared[PassageScores]]:
        one = self._spell(text)
        return one, Shared(lambda passage: self._run(one, passage), one.passages, threads)

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
        lengths = [len(one) for one in pieces]
        passages = cut_passages(lengths, [first for first, _ in sentence_words])
        return _Spelled(text, words, sentences, sentence_words, pieces, passages)

    def _run(self, one: _Spelled, passage: PassageWords) -> PassageScores:
        """One passage through the graph, alone: dynamic int8 scales a batch by all its rows, so company would change the scores."""
        ids, shapes, first = [self._pieces.begin], [0], []
        for word in range(passage.start, passage.end):
            first.append(len(ids))
            ids.extend(one.pieces[word])
            shapes.extend([shape_of(one.text[slice(*one.words[word])])] * len(one.pieces[word]))
        ids.append(self._pieces.end)
        shapes.append(0)
        outputs = self._session.run(
            None,
            {
                "pieces": np.array([ids], np.int64),
                "shapes": np.array([shapes], np.int64),
                "first": np.array([first], np.int64),
                "thresholds": np.array([CUE_TRIED, PREDICATE_TRIED], np.float32),
            },
        )
        return self._heads.take(dict(zip(self.manifest.outputs, outputs, strict=True)))


Scored = tuple[_Spelled, Scores]


def decoded(heads: Heads, one: _Spelled, scores: Scores) -> Output:
    """The spans and frames of a scored text."""
    return heads.decode(one.text, one.words, one.sentences, one.sentence_words, scores)
