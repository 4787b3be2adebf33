from hypothesis import given
from hypothesis import strategies as st

from reportedly.encoder.manifest import PACKAGED
from reportedly.encoder.tokens import SHAPES, Pieces, shape_of, split_words


def shape(word: str) -> str:
    return SHAPES[shape_of(word)]


def test_words_are_runs_of_letters_or_single_marks() -> None:
    text = "U.S. jets hit al-Bab: 3,000 m"
    assert [text[a:b] for a, b in split_words(text)] == [
        "U", ".", "S", ".", "jets", "hit", "al", "-", "Bab", ":", "3", ",", "000", "m",
    ]  # fmt: skip


def test_shapes() -> None:
    assert [shape(word) for word in ("jets", "Raqqa", "IS", "U", "McKay", "12", "T72", "!", "الرقة")] == [
        "lower", "title", "upper", "initial", "mixed", "digits", "alphanumeric", "punctuation", "uncased",
    ]  # fmt: skip


@given(st.text())
def test_every_visible_character_is_in_one_word(text: str) -> None:
    covered = [False] * len(text)
    for start, end in split_words(text):
        assert 0 <= start < end <= len(text)
        for place in range(start, end):
            assert not covered[place]
            covered[place] = True
    assert all(done or character.isspace() for done, character in zip(covered, text, strict=True))


def test_no_word_is_without_pieces() -> None:
    pieces = Pieces(PACKAGED / "tokenizer.json")
    for word in ("raqqa", "\u200b", "😀", "\ud800", "x" * 300, "الرقة"):
        found = pieces.of_word(word)
        assert 1 <= len(found) <= 24
        assert pieces.of_word(word) == found
