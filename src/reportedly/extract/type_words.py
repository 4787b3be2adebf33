"""The words of a text that may be triggers, as numbers: what a codebook's examples are learned from and read by."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import Output

Floats = NDArray[np.float32]
_DETERMINERS = frozenset(
    "a an the this these those that its their his her our my your every each another any no several many some".split()
)
_BEFORE_VERBS = frozenset(
    "will would shall should can could may might must cannot n't not to they we he she it who i you has have had was were been".split()
)
LEMMA_SHARE = 0.3  # of a shared lemma, beside a vector of length 1


@dataclass(frozen=True, slots=True)
class TriggerWords:
    """Words that may be triggers: their characters (end exclusive), lemmas, and vectors (words, width) of length 1."""

    spans: tuple[tuple[int, int], ...]
    lemmas: tuple[frozenset[str], ...]
    vectors: Floats

    def __len__(self) -> int:
        return len(self.spans)


def lemmas_of(word: str) -> frozenset[str]:
    """The lemmas that a word may be a form of, and the word itself in lower case; empty for what begins with no letter."""
    found = frozenset(lemma for lemma, _ in candidate_lemmas(word))
    return found | {word.lower()} if found else found


def trigger_words(text: str, output: Output, also: Collection[int] = (), known: Collection[str] = ()) -> TriggerWords:
    """The words that the encoder takes for predicates, those that begin at ``also``, and those with a lemma in ``known``."""
    starts = {predicate.start for predicate in output.predicates} | set(also)
    chosen: list[int] = []
    lemmas: list[frozenset[str]] = []
    for number, (start, end) in enumerate(output.words):
        here = lemmas_of(text[start:end])
        if start in starts or not here.isdisjoint(known):
            chosen.append(number)
            lemmas.append(here)
    vectors = output.vectors[chosen].astype(np.float32) if chosen else np.zeros((0, output.vectors.shape[-1]), np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return TriggerWords(tuple(output.words[n] for n in chosen), tuple(lemmas), vectors / np.maximum(lengths, 1e-9))


def features(vectors: Floats, shared: Sequence[Collection[int]], types: int) -> Floats:
    """Rows (words, width + types): the vectors, and beside them which types have an example with the word's lemma.

    ``shared`` holds the numbers of those types for each word.
    """
    columns = np.zeros((len(shared), types), np.float32)
    for row, kinds in enumerate(shared):
        for kind in kinds:
            columns[row, kind] = LEMMA_SHARE
    return np.concatenate([vectors, columns], axis=1)


def types_sharing(lemmas: frozenset[str], taught: Mapping[str, Collection[int]]) -> set[int]:
    """The types that have an example with one of these lemmas; ``taught`` maps a lemma to their numbers."""
    return {kind for lemma in lemmas for kind in taught.get(lemma, ())}


def looks_like_a_verb(words: Sequence[str], place: int) -> bool:
    """Whether a word is a verb rather than a noun there, by its form and the words beside it."""
    form = words[place].lower()
    before = words[place - 1].lower() if place else ""
    after = words[place + 1].lower() if place + 1 < len(words) else ""
    if before in _BEFORE_VERBS:
        return True
    if form.endswith("ing"):
        return before not in _DETERMINERS and after != "of"
    if before in _DETERMINERS:
        return form.endswith("ed")
    past = form.endswith("ed") or any(pos == "verb" and lemma[-1:] != form[-1:] for lemma, pos in candidate_lemmas(form))
    return (past and not form.endswith("s")) or after in _DETERMINERS
