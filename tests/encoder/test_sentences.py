from hypothesis import given
from hypothesis import strategies as st

from reportedly.encoder.sentences import split_sentences


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


def test_abbreviations_and_headings() -> None:
    text = "U.S. jets hit Mr. Sand's depot. Two died.\n\nNoteworthy losses\n\nA spokesman said no."
    assert cut(text) == ["U.S. jets hit Mr. Sand's depot.", "Two died.", "Noteworthy losses", "A spokesman said no."]


def test_a_text_wrapped_by_hand_keeps_its_sentences() -> None:
    text = "The brigade left the town before the jets came back and\nnobody was hurt. It was Monday."
    assert cut(text) == ["The brigade left the town before the jets came back and\nnobody was hurt.", "It was Monday."]


def test_a_lone_surrogate_is_a_character_like_any_other() -> None:
    assert cut("Two men \ud800 died. One fled.") == ["Two men \ud800 died.", "One fled."]


@given(st.text())
def test_every_word_is_in_one_sentence(text: str) -> None:
    end = 0
    for start, stop in split_sentences(text):
        assert end <= start < stop <= len(text)
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()
