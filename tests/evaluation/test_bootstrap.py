import numpy as np
import pytest

from reportedly.evaluation import bootstrap
from reportedly.evaluation.measures import Tally


def test_the_interval_holds_the_figure_and_narrows_with_more_documents() -> None:
    few = [(10, 10, 8), (10, 10, 4)] * 5
    low, high = bootstrap.interval(few, bootstrap.f1) or (0, 0)
    assert low < 60 < high
    more = bootstrap.interval(few * 16, bootstrap.f1) or (0, 0)
    assert (more[1] - more[0]) < (high - low) / 3


def test_documents_are_drawn_not_items() -> None:
    # As many items, as many right; but here each document is all right or all wrong.
    even = bootstrap.interval([(10, 10, 5)] * 20, bootstrap.f1)
    clustered = bootstrap.interval([(10, 10, 10), (10, 10, 0)] * 10, bootstrap.f1) or (0, 0)
    assert even == pytest.approx((50, 50))
    assert clustered[1] - clustered[0] > 30


def test_the_spread_is_that_of_a_mean() -> None:
    # 100 documents with one item each, half of them right: a standard error of 5 points.
    low, high = bootstrap.interval([(1, 1), (0, 1)] * 50, bootstrap.share) or (0, 0)
    assert (low, high) == pytest.approx((50 - 1.96 * 5, 50 + 1.96 * 5), abs=1.1)


def test_the_same_counts_give_the_same_interval() -> None:
    rows = [(3, 4, 2), (5, 5, 5), (2, 0, 0)]
    assert bootstrap.interval(rows, bootstrap.f1) == bootstrap.interval(list(rows), bootstrap.f1)


def test_one_document_has_no_interval() -> None:
    assert bootstrap.interval([(3, 4, 2)], bootstrap.f1) is None
    assert bootstrap.interval([], bootstrap.f1) is None
    assert bootstrap.bounds(None) == {}


def test_nothing_gold_and_nothing_found_is_no_division_by_zero() -> None:
    assert bootstrap.interval([(0, 0, 0)] * 3, bootstrap.f1) == (0.0, 0.0)


def test_correlation_of_moments_is_pearson_s() -> None:
    source = np.random.default_rng(7)
    x = source.normal(size=40)
    y = x + source.normal(size=40)
    pairs = list(zip(x.tolist(), y.tolist(), strict=True))
    sums = np.array([bootstrap.moments(pairs[:15]), bootstrap.moments(pairs[15:])]).sum(axis=0)
    assert bootstrap.correlation(sums[None])[0] == pytest.approx(np.corrcoef(x, y)[0, 1])


def test_a_tally_knows_its_interval_only_from_documents() -> None:
    tally = Tally()
    tally.add(["a", "b"], ["a"])
    tally.count(4, 4, 3)
    figures = tally.figures()
    assert figures["low"] <= figures["f1"] <= figures["high"]
    assert "low" not in Tally(gold=6, found=5, right=4).figures()


def test_tallies_are_pooled_document_by_document() -> None:
    one, two = Tally(), Tally()
    for counts in ((1, 2, 1), (3, 3, 0)):
        one.count(*counts)
        two.count(1, 1, 1)
    pooled = Tally.pooled([one, two])
    assert pooled.documents == [(2, 3, 2), (4, 4, 1)]
    assert (pooled.gold, pooled.found, pooled.right) == (6, 7, 3)
