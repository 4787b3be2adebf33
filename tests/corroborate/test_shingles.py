"""The words of a text that copies are compared on."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.corroborate.shingles import runs_of, words_of


def shown(text: str) -> list[str]:
    words = words_of(text)
    return [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]


def test_words_without_content_are_left_out() -> None:
    assert shown("The rebels have been in the town since March.") == ["rebels", "town", "March"]


def test_a_word_is_the_same_in_any_case_accent_and_possessive() -> None:
    one, two = words_of("Öcalan’s WORDS, 1,200 men"), words_of("ocalan words 1200 Men's")
    assert np.array_equal(one.hashes, two.hashes)


def test_words_in_quotation_marks_are_marked() -> None:
    words = words_of("Rebels “left town” early, \"nobody stayed\" there")
    assert words.quoted.tolist() == [False, True, True, False, True, True]


def test_a_quotation_that_never_ends_takes_no_other_line() -> None:
    words = words_of("Rebels said \"nobody stayed\nTroops came back")
    assert words.quoted.tolist() == [False, True, True, False, False, False]


def test_a_sites_standing_lines_have_no_words() -> None:
    text = "Rebels left town.\nSubscribe to our newsletter for daily news from the salt road.\n(Editing by Tom Sand)"
    assert shown(text) == ["Rebels", "left", "town"]


def test_a_long_paragraph_is_no_standing_line() -> None:
    text = "The ministry said the copyright of the film was sold. " + "Rebels left the old town near the wells. " * 8
    assert len(words_of(text).hashes) > 30


def test_letters_of_scripts_without_spaces_are_words() -> None:
    assert len(words_of("叛军离开了城市").hashes) == 7


def test_runs_depend_on_the_order_of_words() -> None:
    forth, back = runs_of(words_of("rebels left town").hashes, 3), runs_of(words_of("town left rebels").hashes, 3)
    assert len(forth) == len(back) == 1 and forth[0] != back[0]


def test_a_hash_is_the_same_on_every_machine() -> None:
    assert words_of("rebels").hashes.tolist() == [3427307180054256535]


@given(st.text())
def test_any_text_has_words_with_right_places(text: str) -> None:
    words = words_of(text)
    assert len(words.hashes) == len(words.starts) == len(words.ends) == len(words.quoted)
    assert all(0 <= start < end <= len(text) for start, end in zip(words.starts, words.ends, strict=True))
    assert (words.starts[1:] >= words.ends[:-1]).all()
