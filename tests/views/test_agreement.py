import pytest

from reportedly.views.agreement import alpha


def test_who_always_agree_have_one_and_by_chance_nought() -> None:
    assert alpha([["right", "right"], ["wrong", "wrong"], ["right", "right", "right"]]) == 1
    assert alpha([["right", "wrong"], ["wrong", "right"]]) == pytest.approx(-0.5)


def test_the_worked_example_of_nominal_data() -> None:
    # Two judges, ten units, disagreeing on four: observed .4, expected by the counts 6 and 14 of 20.
    units = [["a", "a"]] * 5 + [["b", "b"]] * 1 + [["a", "b"]] * 4
    expected = (14 * 6 * 2) / (20 * 19)
    assert alpha(units) == pytest.approx(1 - 0.4 / expected)


def test_nothing_judged_twice_says_nothing() -> None:
    assert alpha([]) is None
    assert alpha([["right"], ["wrong"]]) is None
    assert alpha([["right", "right"]]) is None
