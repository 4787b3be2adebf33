import threading

import pytest

from reportedly.encoder.hands import Shared


def test_what_is_made_keeps_the_order_of_the_items() -> None:
    for threads in range(4):
        assert Shared(lambda number: number * number, range(50), threads).result() == [number**2 for number in range(50)]
        assert Shared(str, [], threads).result() == []


def test_who_asks_helps() -> None:
    both = threading.Barrier(2, timeout=10)  # two items are in work at once, or it breaks
    assert Shared(lambda _: both.wait() >= 0, [1, 2], threads=1).result() == [True, True]


def test_what_fails_is_raised_where_the_result_is_asked_for_and_ends_the_rest() -> None:
    done: list[int] = []

    def work(number: int) -> None:
        if number == 3:
            raise ValueError("the third")
        done.append(number)

    with pytest.raises(ValueError, match="the third"):
        Shared(work, range(1000), threads=0).result()
    assert done == [0, 1, 2]
    with pytest.raises(ValueError, match="the third"):
        Shared(work, range(4), threads=2).result()
