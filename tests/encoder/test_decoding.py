import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.encoder.decoding import best_paths, best_spans, chain, log_softmax, spans_of

TAGS = ("O", "B-x", "I-x", "B-y", "I-y")


def legal(path: tuple[int, ...]) -> bool:
    return all(
        not TAGS[after].startswith("I-") or TAGS[before][2:] == TAGS[after][2:]
        for before, after in itertools.pairwise(path)
    )


def worth(scores: np.ndarray, path: tuple[int, ...], opening: float) -> float:
    opened = sum(opening for tag in path[1:] if TAGS[tag].startswith("B-"))
    return float(sum(scores[word, tag] for word, tag in enumerate(path)) - opened)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 5), st.sampled_from([0.0, 0.7, 2.0]))
def test_both_decoders_find_the_best_legal_path(seed: int, words: int, opening: float) -> None:
    scores = np.random.default_rng(seed).normal(size=(1, words, 5)).astype(np.float32)
    best = max(
        (path for path in itertools.product(range(5), repeat=words) if legal(path)),
        key=lambda path: worth(scores[0], path, opening),
    )
    lengths = np.array([words])
    fast = tuple(best_spans(scores[0], lengths, opening))
    slow = tuple(best_paths(scores, lengths, chain(TAGS, opening=opening))[0])
    assert legal(fast) and legal(slow)
    assert abs(worth(scores[0], fast, opening) - worth(scores[0], best, opening)) < 1e-4
    assert abs(worth(scores[0], slow, opening) - worth(scores[0], best, opening)) < 1e-4


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_a_row_is_decoded_as_if_it_were_alone(seed: int, lengths: list[int]) -> None:
    rng = np.random.default_rng(seed)
    rows = [rng.normal(size=(length, 5)).astype(np.float32) for length in lengths]
    prices = rng.normal(size=len(rows)).astype(np.float32)
    alone = [best_spans(row, np.array([len(row)]), price) for row, price in zip(rows, prices, strict=True)]
    together = best_spans(np.concatenate(rows), np.array(lengths), prices)
    assert together.tolist() == np.concatenate(alone).tolist()


def test_a_doubtful_word_does_not_break_a_span() -> None:
    scores = np.full((1, 7, 5), -3.0, np.float32)
    scores[0, 0, 1] = 2
    scores[0, 1:, 2] = 2
    scores[0, 3, 0] = 3
    assert spans_of(best_spans(scores[0], np.array([7]), 1.0).tolist(), TAGS) == [(0, 6, "x")]


def test_spans_of_a_path() -> None:
    assert spans_of([0, 1, 2, 1, 0, 4, 4, 3], TAGS) == [(1, 2, "x"), (3, 3, "x"), (5, 6, "y"), (7, 7, "y")]


def test_no_words_no_spans() -> None:
    assert best_spans(np.zeros((0, 5), np.float32), np.zeros(0, np.int64), 0.0).shape == (0,)
    assert best_paths(np.zeros((0, 3, 5), np.float32), np.zeros(0, np.int64), chain(TAGS)).shape == (0, 3)


def test_log_softmax_sums_to_one() -> None:
    assert np.allclose(np.exp(log_softmax(np.array([[1.0, 50.0, -20.0]], np.float32))).sum(-1), 1.0)
