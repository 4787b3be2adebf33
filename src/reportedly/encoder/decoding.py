"""From scores per word to whole spans: the best O/B/I path, never an argument broken by one doubtful word."""

from collections.abc import Sequence
from itertools import accumulate

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
    # Longest rows first: at each word the rows that still go on are the first ones.
    order = np.argsort(-lengths, kind="stable")
    active = (lengths[None, :] > np.arange(words)[:, None]).sum(1).tolist()
    back = np.zeros((words, n, tags), np.int8 if tags < 128 else np.int16)
    by_word = scores[order].transpose(1, 0, 2)
    arriving = np.ascontiguousarray(transitions.T)[None]
    best = by_word[0].copy()
    for word in range(1, words):
        k = active[word]
        through = best[:k, None, :] + arriving
        back[word, :k] = through.argmax(2)
        best[:k] = through.max(2) + by_word[word, :k]
    paths = np.empty((n, words), np.int64)
    paths[order] = _trace(back, best.argmax(1), lengths[order])
    return paths


def best_spans(scores: Floats, lengths: Ints, opening: Floats | float) -> Ints:
    """As ``best_paths`` for tags in the order O, B-x, I-x, B-y, I-y, ... without learned transitions, in a tenth of the time.

    ``scores`` (words, tags) holds the rows one after the other, ``lengths`` (n,) says where each ends; ``opening`` is the price of
    beginning a span, one for all rows or (n,). Returns (words,): the paths one after the other.
    """
    total, tags = scores.shape
    if total == 0:
        return np.zeros(0, np.int64)
    # Longest rows first: at each word the rows that still go on are the first ones. All first words come first, then all
    # second ones, ...; every step is then one operation on what lies side by side.
    order = np.argsort(-lengths, kind="stable")
    price = np.broadcast_to(np.asarray(opening, np.float32), lengths.shape)[order]
    starts = (np.cumsum(lengths) - lengths)[order]
    active = (lengths[None, :] > np.arange(lengths.max())[:, None]).sum(1).tolist()
    place = np.concatenate([starts[:k] + word for word, k in enumerate(active)])
    edges = [0, *accumulate(active)]
    begins, insides = slice(1, tags, 2), slice(2, tags, 2)
    best = np.ascontiguousarray(scores.take(place, axis=0).T)
    for k, before, here in zip(active[1:], edges, edges[1:], strict=False):
        now, going = best[:, before : before + k], best[:, here : here + k]
        highest = np.maximum.reduce(now, 0)
        going[0] += highest
        going[begins] += highest - price[:k]
        going[insides] += np.maximum(now[insides], now[begins])
    told = np.empty((total, tags), np.float32)
    told[place] = best.T
    return _spans_back(told, lengths)


def _spans_back(best: Floats, lengths: Ints) -> Ints:
    """The paths back from the last words of the rows, where ``best`` (words, tags) is the score of the best path to each tag.

    In front of the inside of a span stands its inside or its beginning, in front of all else the best tag; of equals the first.
    """
    top = best.argmax(1).tolist()
    goes_on = (best[:, 2::2] > best[:, 1::2]).tobytes()  # one byte for each word and kind of span
    kinds = best.shape[1] // 2
    path: list[int] = []
    word = len(top)
    for length in reversed(lengths.tolist()):
        tag = 0
        for _ in range(length):
            word -= 1
            if tag == 0 or tag % 2:
                tag = top[word]
            elif not goes_on[word * kinds + tag // 2 - 1]:
                tag -= 1
            path.append(tag)
    path.reverse()
    return np.array(path, np.int64)


def _trace(back: NDArray[np.signedinteger], last: Ints, lengths: Ints) -> Ints:
    """The paths back from the last tags; the rows come longest first."""
    words, n, _ = back.shape
    paths = np.zeros((words, n), np.int64)
    rows = np.arange(n)
    tag = last.astype(np.int64)
    active = (lengths[None, :] > np.arange(words)[:, None]).sum(1).tolist()
    for word in range(words - 1, -1, -1):
        k = active[word]
        paths[word, :k] = tag[:k]
        if word:
            tag[:k] = back[word, rows[:k], tag[:k]]
    return paths.T


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
