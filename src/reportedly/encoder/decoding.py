"""From scores per word to whole spans: the best O/B/I path, never an argument broken by one doubtful word."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_NEVER = np.float32(-1e4)


def chain(tags: Sequence[str], learned: Sequence[Sequence[float]] | None = None, opening: float = 0.0) -> Floats:
    """Scores of going from one tag to the next (from, to), in nats.

    An I follows only a B or I of its own label. ``opening`` is the price of beginning a span; ``learned`` transitions
    are added where the model has them.
    """
    size = len(tags)
    scores = np.array(learned, dtype=np.float32) if learned is not None else np.zeros((size, size), np.float32)
    for to, tag in enumerate(tags):
        if tag.startswith("I-"):
            for before, other in enumerate(tags):
                if other[2:] != tag[2:]:
                    scores[before, to] = _NEVER
        elif tag.startswith("B-"):
            scores[:, to] -= np.float32(opening)
    return scores


def best_paths(scores: Floats, lengths: Ints, transitions: Floats) -> Ints:
    """The best tag path of each row; scores (n, words, tags), lengths (n,) of real words. Returns (n, words), 0 past the end.

    A path may start inside a span: a passage can begin in the middle of a quotation.
    """
    n, words, tags = scores.shape
    if n == 0 or words == 0:
        return np.zeros((n, words), np.int64)
    back = np.zeros((words, n, tags), np.int8 if tags < 128 else np.int16)
    best = scores[:, 0].copy()
    for word in range(1, words):
        through = best[:, :, None] + transitions[None]
        back[word] = through.argmax(1)
        going = through.max(1) + scores[:, word]
        best = np.where((word < lengths)[:, None], going, best)
    return _trace(back, best.argmax(1), lengths)


def best_spans(scores: Floats, lengths: Ints, opening: float) -> Ints:
    """As ``best_paths`` for tags in the order O, B-x, I-x, B-y, I-y, ... without learned transitions, in less time."""
    n, words, tags = scores.shape
    if n == 0 or words == 0:
        return np.zeros((n, words), np.int64)
    back = np.zeros((words, n, tags), np.int8 if tags < 128 else np.int16)
    begins, insides = slice(1, tags, 2), slice(2, tags, 2)
    begin_tags, inside_tags = np.arange(1, tags, 2, dtype=back.dtype), np.arange(2, tags, 2, dtype=back.dtype)
    rows = np.arange(n)
    still = np.arange(words)[:, None, None] < lengths[:, None]
    best = scores[:, 0].copy()
    for word in range(1, words):
        top = best.argmax(1)
        highest = best[rows, top]
        going = scores[:, word].copy()
        going[:, 0] += highest
        going[:, begins] += highest[:, None] - opening
        goes_on = best[:, insides] > best[:, begins]
        going[:, insides] += np.maximum(best[:, insides], best[:, begins])
        back[word] = top[:, None]
        back[word, :, insides] = np.where(goes_on, inside_tags, begin_tags)
        best = np.where(still[word], going, best)
    return _trace(back, best.argmax(1), lengths)


def _trace(back: NDArray[np.signedinteger], last: Ints, lengths: Ints) -> Ints:
    words, n, _ = back.shape
    paths = np.zeros((n, words), np.int64)
    rows = np.arange(n)
    tag = last.astype(np.int64)
    for word in range(words - 1, -1, -1):
        inside = word < lengths
        paths[:, word] = np.where(inside, tag, 0)
        if word:
            tag = np.where(inside, back[word][rows, tag], tag)
    return paths


def spans_of(path: Sequence[int], tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """The labelled spans of one tag path as (first, last, label), last inclusive."""
    found: list[tuple[int, int, str]] = []
    for word, number in enumerate(path):
        if number == 0:
            continue
        tag = tags[number]
        if tag[0] == "I" and found and found[-1][1] == word - 1 and found[-1][2] == tag[2:]:
            found[-1] = (found[-1][0], word, tag[2:])
        else:
            found.append((word, word, tag[2:]))
    return found


def log_softmax(scores: Floats) -> Floats:
    """Log-probabilities along the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)), dtype=np.float32)
