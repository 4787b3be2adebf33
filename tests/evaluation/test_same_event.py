"""Scores of events across reports, by hand."""

import pytest

from reportedly.evaluation.coreference import score
from reportedly.evaluation.same_event import conll, groups_of, pairwise, recovered

GOLD = ["a", "a", "a", "b", "b", "c"]
OURS = [1, 1, 2, 3, 3, 3]


def test_pairs_and_whole_events_are_counted() -> None:
    found = pairwise(GOLD, OURS)
    assert (found["precision"], found["recall"]) == (50.0, 50.0)
    assert recovered(GOLD, OURS) == (0, 2) and recovered(GOLD, [1, 1, 1, 2, 3, 4]) == (1, 2)
    assert pairwise(GOLD, range(6))["f1"] == 0.0


def test_the_figures_are_those_of_the_whole_though_parts_are_scored_alone() -> None:
    gold, ours = groups_of(GOLD), groups_of(OURS)
    whole = score([(gold, ours)])
    found = conll(gold, ours)
    for name in ("muc_f1", "b3_f1", "ceafe_f1", "conll_f1"):
        assert found[name] == pytest.approx(whole[name])
    assert conll(gold, gold)["conll_f1"] == pytest.approx(100.0)


def test_singletons_can_be_left_out() -> None:
    assert len(groups_of(GOLD)) == 3 and len(groups_of(GOLD, singletons=False)) == 2
