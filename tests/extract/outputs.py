"""Encoder outputs written by hand, so that extraction is tested without a model."""

from collections.abc import Sequence

from reportedly.encoder.output import CueFrame, Output, Phrase, Predicate, ScoredSpan
from reportedly.encoder.sentences import split_sentences
from reportedly.encoder.tokens import split_words


class Marked:
    """Collects what a model would say of one text; words are given as text and found by their n-th occurrence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences = split_sentences(text)
        self.names: list[ScoredSpan] = []
        self.mentions: list[ScoredSpan] = []
        self.participants: list[ScoredSpan] = []
        self.cues: list[CueFrame] = []
        self.predicates: list[Predicate] = []
        self.phrases: list[Phrase] = []

    def at(self, words: str, nth: int = 0) -> tuple[int, int]:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return start, start + len(words)

    def span(self, words: str, label: str, nth: int = 0, score: float = 0.9) -> ScoredSpan:
        return ScoredSpan(*self.at(words, nth), label, score)

    def mention(self, words: str, kind: str, nth: int = 0, *, name: bool = False) -> None:
        self.mentions.append(self.span(words, kind, nth))
        if name:
            self.names.append(self.span(words, kind, nth))

    def phrase(self, words: str, head: str, label: str) -> None:
        start, end = self.at(words)
        spelled = split_words(self.text)
        self.phrases.append(Phrase(start, end, spelled.index(self.at(head)), label, 0.9))

    def cue(self, words: str, source: str | None, content: Sequence[str], nth: int = 0, score: float = 0.95) -> None:
        arguments = [self.span(one, "content") for one in content]
        if source:
            arguments.append(self.span(source, "source"))
        self.cues.append(CueFrame(*self.at(words, nth), score, tuple(arguments)))

    def predicate(
        self,
        word: str,
        arguments: Sequence[tuple[str, str]] = (),
        nth: int = 0,
        types: Sequence[tuple[str, float]] = (),
        happened: float = 2.5,
        sure: float = 0.9,
    ) -> None:
        start, end = self.at(word, nth)
        sentence = next(number for number, (a, b) in enumerate(self.sentences) if a <= start < b)
        spans = tuple(self.span(words, label, score=sure) for label, words in arguments)
        self.predicates.append(Predicate(start, end, sentence, 0.95, 0.9, tuple(types), happened, spans, ()))

    def output(self) -> Output:
        return Output(
            words=tuple(split_words(self.text)),
            sentences=tuple(self.sentences),
            names=tuple(self.names),
            mentions=tuple(self.mentions),
            chunks=(),
            participants=tuple(self.participants),
            cues=tuple(sorted(self.cues, key=lambda one: one.start)),
            predicates=tuple(sorted(self.predicates, key=lambda one: one.start)),
            phrases=tuple(self.phrases),
        )


def no_entity(start: int, end: int) -> str | None:
    return None
