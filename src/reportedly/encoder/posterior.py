"""How likely each span is under a linear chain, over all tag paths, and the spans that are right most often.

The best path as a whole is often not the path with the most exact spans: where the end of a content is in doubt between three
places, its probability is split among three paths. Here every span has its own probability (forward-backward), and those
are taken that are likely enough by themselves (minimum Bayes risk for exact spans).
"""

import bisect
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.encoder.decoding import Floats, Ints

Doubles = NDArray[np.float64]

_TINY = 1e-300
_RESCALED_EVERY = 4  # words: a path loses some 50 nats at a word at the most, and 690 are lost in a double


@dataclass(frozen=True, slots=True)
class LikelySpan:
    """Words ``first`` to ``last`` (inclusive) of a row as a span of the kind with the tag ``begin`` (B; ``begin`` + 1 is its I)."""

    first: int
    last: int
    begin: int
    chance: float


def likely_spans(scores: Floats, lengths: Ints, transitions: Floats, least: float) -> list[list[LikelySpan]]:
    """For each row the spans that at least ``least`` of the probability of all its paths holds, likeliest first.

    ``scores`` (n, words, tags), ``lengths`` (n,) real words, ``transitions`` (from, to), all in nats; tags in the order O, B-x,
    I-x, B-y, ... A row may begin inside a span, as in ``best_paths``.
    """
    n, words, tags = scores.shape
    found: list[list[LikelySpan]] = [[] for _ in range(n)]
    if not n:
        return found
    ahead, back = _both_ways(scores.astype(np.float64), lengths, np.exp(transitions.astype(np.float64)))
    by_tag = np.ascontiguousarray(scores.transpose(2, 0, 1))
    final = lengths - 1
    whole = _log_sum(ahead[:, np.arange(n), final])
    past = np.arange(words) >= final[:, None]
    floor = whole[:, None] + np.log(least)
    for begin in range(1, tags, 2):
        inside = begin + 1
        both = slice(begin, inside + 1)
        # What follows a span whose last word is its first, and one whose last word is a later one.
        outer = [tag for tag in range(tags) if tag != inside]
        after = np.zeros((2, n, words))
        for number, tag in enumerate((begin, inside)):
            after[number, :, :-1] = _log_sum(back[outer, :, 1:] + transitions[tag, outer][:, None, None])
        after[:, past] = 0.0
        # No span is likelier than that one begins at its first word, or that one ends at its last.
        through = ahead[both] + back[both] - by_tag[both]
        begins = through[0]
        begins[:, 0] = _log_sum(through[:, :, 0])
        begins, ends = begins >= floor, _log_sum(ahead[both] + after) >= floor
        steps = np.cumsum(by_tag[inside] + transitions[inside, inside], axis=1)
        first_step = float(transitions[begin, inside] - transitions[inside, inside])
        for row in np.flatnonzero(begins.any(1)).tolist():
            length = int(lengths[row])
            lasts = np.flatnonzero(ends[row, :length]).tolist()
            for first in np.flatnonzero(begins[row, :length]).tolist():
                for last in lasts[bisect.bisect_left(lasts, first) :]:
                    longer = last > first
                    way = float(ahead[begin, row, first] + after[int(longer), row, last])
                    if longer:
                        way += float(steps[row, last] - steps[row, first]) + first_step
                    if first == 0:  # or the row begins inside of it
                        begun = scores[row, 0, inside] + steps[row, last] - steps[row, 0] + after[1, row, last]
                        way = float(np.logaddexp(way, begun))
                    if way >= floor[row, 0]:
                        found[row].append(LikelySpan(first, last, begin, math.exp(min(0.0, way - float(whole[row])))))
    return [sorted(spans, key=lambda span: -span.chance) for spans in found]


def _both_ways(scores: Doubles, lengths: Ints, weights: Doubles) -> tuple[Doubles, Doubles]:
    """Log-sums (tags, n, words) of all paths up to each word's tag, and of all paths from it on, its own score counted in both."""
    n, words, tags = scores.shape
    # The way back is the way forth over the words in reverse: both go through one loop, each row from its own first word.
    turned = (lengths[:, None] - 1 - np.arange(words)) % words
    rows = np.arange(n)[:, None]
    both = np.stack([scores, scores[rows, turned]])
    highest = both.max(3, keepdims=True)
    by_word = np.ascontiguousarray(np.exp(both - highest).transpose(2, 0, 1, 3))
    steps = np.stack([weights, weights.T])
    found = np.empty((words, 2, n, tags))
    scales = np.ones((words, 2, n, 1))
    for word in range(words):
        now = found[word]
        if word:
            np.matmul(found[word - 1], steps, out=now)
            now *= by_word[word]
        else:
            now[:] = by_word[0]
        if word % _RESCALED_EVERY == 0:
            np.add.reduce(now, 2, keepdims=True, out=scales[word])
            now /= scales[word]
    logs = np.log(np.maximum(found, _TINY)) + np.cumsum(np.log(scales) + highest.transpose(2, 0, 1, 3), axis=0)
    ahead, back = np.ascontiguousarray(logs.transpose(1, 3, 2, 0))
    return ahead, back[:, rows, turned]


def _log_sum(logs: Doubles) -> Doubles:
    """The logarithm of the sum along the first axis."""
    highest = logs.max(0)
    return np.asarray(highest + np.log(np.exp(logs - highest).sum(0)))


def likely_paths(scores: Floats, lengths: Ints, transitions: Floats, enough: Mapping[int, float], least: float) -> Ints:
    """A tag path for each row, of the spans that are right most often; the shapes are those of ``best_paths``.

    ``enough`` says how likely a span has to be, by its kind's B tag. Where none of a kind is, the likeliest of at least
    ``least`` is taken: it has the place right more often than not, if not both ends. Of spans that overlap the likelier is kept.
    """
    paths = np.zeros(scores.shape[:2], np.int64)
    for path, spans in zip(paths, likely_spans(scores, lengths, transitions, least), strict=True):
        taken: list[LikelySpan] = []
        for span in spans:
            wanted = span.chance >= enough[span.begin] or all(one.begin != span.begin for one in taken)
            if wanted and all(span.last < one.first or one.last < span.first for one in taken):
                taken.append(span)
                path[span.first] = span.begin
                path[span.first + 1 : span.last + 1] = span.begin + 1
    return paths
