from hypothesis import given
from hypothesis import strategies as st

from reportedly.encoder.passages import WINDOW_PIECES, cut_passages


def test_a_short_report_is_one_passage() -> None:
    (only,) = cut_passages([1] * 100, [0, 20])
    assert (only.start, only.end, only.own_start, only.own_end) == (0, 100, 0, 100)


def test_nothing_to_read() -> None:
    assert cut_passages([], []) == []


@given(st.lists(st.integers(1, 24), min_size=1, max_size=900), st.lists(st.integers(0, 900), max_size=40))
def test_each_word_is_owned_once_and_seen_by_its_owner(pieces: list[int], starts: list[int]) -> None:
    passages = cut_passages(pieces, starts)
    owned = [word for passage in passages for word in range(passage.own_start, passage.own_end)]
    assert owned == list(range(len(pieces)))
    for passage in passages:
        assert passage.start <= passage.own_start <= passage.own_end <= passage.end
        assert sum(pieces[passage.start : passage.end]) <= WINDOW_PIECES


def test_a_window_begins_at_a_sentence_where_it_can() -> None:
    passages = cut_passages([1] * 900, [0, 440, 700])
    assert passages[1].start == 440


def test_windows_share_the_words_evenly() -> None:
    first, second = cut_passages([1] * 600, [])
    assert abs((first.end - first.start) - (second.end - second.start)) <= 2
