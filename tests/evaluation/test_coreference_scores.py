"""MUC, B³ and CEAFe against figures worked out by hand."""

import pytest

from reportedly.evaluation.coreference import counts, figures, score

GOLD = [{1, 2, 3}, {4, 5}]


def test_what_is_right_scores_all() -> None:
    found = score([(GOLD, GOLD)] * 2)
    assert found["conll_f1"] == pytest.approx(100) and found["low"] == pytest.approx(100)


def test_one_chain_cut_in_two() -> None:
    found = score([(GOLD, [{1, 2}, {4, 5}])])
    assert (found["muc_p"], found["muc_r"]) == (pytest.approx(100), pytest.approx(100 * 2 / 3))
    assert (found["b3_p"], found["b3_r"]) == (pytest.approx(100), pytest.approx(100 * (2 * 2 / 3 + 2) / 5))
    assert found["ceafe_f1"] == pytest.approx(100 * (0.8 + 1) / 2)


def test_mentions_that_are_not_gold_cost_precision() -> None:
    found = score([(GOLD, [*GOLD, {8, 9}])])
    assert (found["muc_r"], found["b3_r"], found["ceafe_r"]) == (100, 100, 100)
    assert found["muc_p"] == pytest.approx(75) and found["ceafe_p"] == pytest.approx(100 * 2 / 3)


def test_spans_serve_as_mentions() -> None:
    gold, ours = [{(0, 3), (8, 11)}], [{(0, 3), (8, 11), (20, 22)}]
    assert score([(gold, ours)])["muc_r"] == pytest.approx(100)


def test_nothing_found_and_nothing_there() -> None:
    assert score([(GOLD, [])])["conll_f1"] == 0
    assert score([([], [])])["conll_f1"] == 0
    assert figures([]) == {}
    assert len(counts(GOLD, [])) == 12
