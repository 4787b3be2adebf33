"""What the encoder says of one report: scored spans and frames, all in characters of the report's text."""

from dataclasses import dataclass, field

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray


def _none() -> NDArray[np.float32]:
    return np.zeros((0, 0), np.float32)


class ScoredSpan(Struct, frozen=True):
    """Characters ``start`` to ``end`` (exclusive) with a label and a probability."""

    start: int
    end: int
    label: str
    score: float


class Phrase(Struct, frozen=True):
    """A maximal noun phrase, its head's last word (an index into ``Output.words``), and the probability that it is one.

    ``label`` is the kind that the chunks head gives the head word: person, organisation, place, time, object, event, abstract.
    """

    start: int
    end: int
    head: int
    label: str
    score: float


class CueFrame(Struct, frozen=True):
    """A cue of an attribution and what it links: spans labelled source or content."""

    start: int
    end: int
    score: float
    arguments: tuple[ScoredSpan, ...]


class Predicate(Struct, frozen=True):
    """A word that tells of something: how sure we are that it does, its type if it is a conflict event, its arguments.

    ``propbank`` holds spans labelled ARG0, ARG1, TMP, LOC, NEG, MOD, ...; ``event`` those labelled actor, recipient, place,
    and so on. ``types`` are event types with their probabilities, most probable first, given that the word is an event.
    ``happened`` is on UDS-IH2's scale from -3 (it did not) to 3 (it did).
    """

    start: int
    end: int
    sentence: int
    propbank_score: float
    trigger_score: float
    types: tuple[tuple[str, float], ...]
    happened: float
    propbank: tuple[ScoredSpan, ...]
    event: tuple[ScoredSpan, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """Everything for one report. ``words`` and ``sentences`` are (start, end) in characters, end exclusive.

    ``vectors`` (words, width) is what the encoder's last layer says of each word in its passage: what light heads read.
    ``links`` (2, words, 64) is what each word's phrase asks of an antecedent and offers as one: ``asks @ offers.T / 8`` are
    log-odds against having none, learned with Lee et al.'s antecedent ranking (2017).
    """

    words: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[ScoredSpan, ...]
    mentions: tuple[ScoredSpan, ...]
    chunks: tuple[ScoredSpan, ...]
    participants: tuple[ScoredSpan, ...]
    cues: tuple[CueFrame, ...]
    predicates: tuple[Predicate, ...]
    phrases: tuple[Phrase, ...] = ()
    links: NDArray[np.float32] = field(default_factory=_none, compare=False, repr=False)
    vectors: NDArray[np.float32] = field(default_factory=_none, compare=False, repr=False)
