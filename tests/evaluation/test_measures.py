import pytest

from reportedly.evaluation.measures import Tally, most_pairs, table


def test_a_tally_counts_distinct_items_of_each_text() -> None:
    tally = Tally()
    tally.add([1, 2, 2, 3], [2, 3, 4, 4])
    tally.add([1], [2])
    assert (tally.gold, tally.found, tally.right) == (4, 4, 2)
    assert (tally.precision, tally.recall, tally.f1) == (50.0, 50.0, 50.0)


def test_f1_is_the_harmonic_mean() -> None:
    tally = Tally(gold=10, found=4, right=3)
    assert tally.f1 == pytest.approx(2 * 75 * 30 / (75 + 30))


def test_nothing_found_and_nothing_gold_are_zero() -> None:
    assert Tally().figures() == {"gold": 0, "found": 0, "right": 0, "precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_pairing_gives_way_so_that_most_are_paired() -> None:
    # 0 would like the only one that 1 may have.
    assert most_pairs([[0, 1], [0]]) == {0: 1, 1: 0}


def test_pairing_is_one_to_one() -> None:
    assert len(most_pairs([[0], [0], [0]])) == 1


def test_pairing_follows_a_chain_of_moves() -> None:
    assert most_pairs([[0, 1], [1, 2], [0]]) == {0: 2, 1: 0, 2: 1}


def test_the_table_leaves_missing_figures_empty() -> None:
    lines = table({"all": {"gold": 3, "f1": 66.666}, "mean": {"f1": 1.0}}, ("gold", "f1")).splitlines()
    assert [line.split() for line in lines] == [["gold", "f1"], ["all", "3", "66.7"], ["mean", "1.0"]]
    assert len({len(line) for line in lines}) == 1
