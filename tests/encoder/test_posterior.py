"""Spans by their own probability, held against the sum over all paths."""

import itertools
import math

import numpy as np
import pytest

from reportedly.encoder.decoding import best_paths, chain
from reportedly.encoder.posterior import LikelySpan, likely_paths, likely_spans

TAGS = ["O", "B-a", "I-a", "B-b", "I-b"]
LEAST = 0.02


def by_all_paths(scores: np.ndarray, transitions: np.ndarray) -> dict[tuple[int, int, int], float]:
    """The probability of each span, one tag path after the other."""
    chances: dict[tuple[int, int, int], float] = {}
    whole = 0.0
    for path in itertools.product(range(len(TAGS)), repeat=len(scores)):
        nats = sum(float(scores[word, tag]) for word, tag in enumerate(path))
        nats += sum(float(transitions[one, two]) for one, two in itertools.pairwise(path))
        weight = math.exp(max(nats, -700.0))
        whole += weight
        word = 0
        while word < len(path):
            begin = path[word] - (path[word] % 2 == 0)
            last = word
            while path[word] and last + 1 < len(path) and path[last + 1] == begin + 1:
                last += 1
            if path[word]:
                chances[word, last, begin] = chances.get((word, last, begin), 0.0) + weight
            word = last + 1
    return {span: weight / whole for span, weight in chances.items() if weight / whole >= LEAST}


@pytest.mark.parametrize("seed", range(6))
def test_every_span_has_the_probability_of_its_paths(seed: int) -> None:
    random = np.random.default_rng(seed)
    transitions = chain(TAGS, random.normal(0, 1, (5, 5)).tolist(), opening=0.5)
    scores = random.normal(0, 2, (3, 6, 5)).astype(np.float32)
    lengths = np.array([6, 4, 1])
    found = likely_spans(scores, lengths, transitions, LEAST)
    for row, length in enumerate(lengths.tolist()):
        ours = {(one.first, one.last, one.begin): one.chance for one in found[row]}
        assert ours == pytest.approx(by_all_paths(scores[row, :length], transitions), abs=1e-6)
        assert [one.chance for one in found[row]] == sorted(ours.values(), reverse=True)


def test_where_nothing_is_in_doubt_it_is_the_best_path() -> None:
    scores = np.zeros((1, 5, 5), np.float32)
    for word, tag in enumerate((0, 1, 2, 0, 3)):
        scores[0, word, tag] = 9.0
    transitions = chain(TAGS)
    sure = likely_paths(scores, np.array([5]), transitions, {1: 0.5, 3: 0.5}, LEAST)
    assert sure.tolist() == best_paths(scores, np.array([5]), transitions).tolist() == [[0, 1, 2, 0, 3]]


def test_of_ends_in_doubt_the_likeliest_is_taken_and_overlaps_are_not() -> None:
    scores = np.full((1, 4, 5), -9.0, np.float32)
    scores[0, 0, 1], scores[0, 1, 2], scores[0, 3, 0] = 5.0, 5.0, 5.0
    scores[0, 2, 0], scores[0, 2, 2] = 0.1, 0.0  # the third word: outside a little sooner than inside
    spans = likely_spans(scores, np.array([4]), chain(TAGS), LEAST)[0]
    assert [(one.first, one.last) for one in spans] == [(0, 1), (0, 2)]
    assert likely_paths(scores, np.array([4]), chain(TAGS), {1: 0.9, 3: 0.9}, LEAST).tolist() == [[1, 2, 0, 0]]


def test_nothing_to_decode() -> None:
    assert likely_spans(np.zeros((0, 3, 5), np.float32), np.zeros(0, np.int64), chain(TAGS), LEAST) == []
    assert likely_paths(
        np.zeros((0, 3, 5), np.float32), np.zeros(0, np.int64), chain(TAGS), {1: 0.5, 3: 0.5}, LEAST
    ).shape == (0, 3)


def test_far_scores_stay_finite() -> None:
    scores = np.random.default_rng(1).normal(0, 300, (2, 150, 5)).astype(np.float32)
    for spans in likely_spans(scores, np.array([150, 3]), chain(TAGS), LEAST):
        assert all(isinstance(one, LikelySpan) and 0 <= one.chance <= 1 for one in spans)
