from hypothesis import given
from hypothesis import strategies as st
from training.packs import cut_packs

from reportedly.corpora.frames import PACKED_WORDS
from reportedly.encoder.passages import WINDOW_PIECES


@given(st.lists(st.integers(1, 90), max_size=30), st.integers(1, 20))
def test_packs_are_whole_sentences_and_cover_every_word_once(lengths: list[int], pieces: int) -> None:
    ends = [sum(lengths[: number + 1]) for number in range(len(lengths))]
    sentences = [(end - length, end) for length, end in zip(lengths, ends, strict=True)]
    packs = cut_packs([pieces] * sum(lengths), sentences)
    assert [word for pack in packs for word in range(pack.own_start, pack.own_end)] == list(range(sum(lengths)))
    edges = {first for first, _ in sentences} | {last for _, last in sentences}
    for pack in packs:
        whole = (pack.start, pack.end) in sentences or (pack.end - pack.start <= PACKED_WORDS and {pack.start, pack.end} <= edges)
        assert whole or (pack.end - pack.start) * pieces <= WINDOW_PIECES


def test_a_sentence_that_no_window_holds_is_cut() -> None:
    packs = cut_packs([1] * 1200, [(0, 20), (20, 1200)])
    assert [(pack.start, pack.end) for pack in packs] == [(0, 20), (20, 530), (530, 1040), (1040, 1200)]
