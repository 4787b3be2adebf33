"""Glyphs to lines: words, and right-to-left names inside left-to-right lines."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.ingest.pdf_columns import blocks_of
from reportedly.ingest.pdf_glyphs import Glyph, own_box, upright_box
from reportedly.ingest.pdf_lines import lines_of_words, words_of

WIDTH, SPACE, HEIGHT = 5.0, 3.0, 10.0
# Of two letters at least: a line of single letters is a word that is set wide.
latin = st.text("abcdefghij", min_size=2, max_size=8)
arabic = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=2, max_size=8)


def laid_out(words: list[str], left: float = 50.0, low: float = 700.0) -> list[Glyph]:
    """The words as they are printed, each stretch of right-to-left words turned round as a whole."""
    visual: list[str] = []
    place = 0
    while place < len(words):
        end = place
        while end < len(words) and words[end][0] > "\u0600":
            end += 1
        visual += [word[::-1] for word in words[place:end][::-1]] or [words[place]]
        place = max(end, place + 1)
    glyphs: list[Glyph] = []
    for number, word in enumerate(visual):
        for char in word:
            order = len(glyphs) + number
            glyphs.append(Glyph(left, low, left + WIDTH, low + HEIGHT, char, order, order))
            left += WIDTH
        left += SPACE
    return glyphs


@settings(deadline=None)
@given(st.lists(st.one_of(latin, arabic), min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_a_line_comes_out_as_it_is_read_whatever_the_order_in_the_file(words: list[str], rng: random.Random) -> None:
    glyphs = laid_out(words)
    shuffled = list(glyphs)
    rng.shuffle(shuffled)
    for each in (glyphs, shuffled):
        [line] = lines_of_words(words_of(each))
        assert line.text == " ".join(words)
        assert len(line.edges) == 2 * len(line.text)


def test_the_ends_of_a_character_are_those_of_its_glyph() -> None:
    glyphs = laid_out(["abc", "خالد", "de"])
    [line] = lines_of_words(words_of(glyphs))
    for place, char in enumerate(line.text):
        ends = tuple(line.edges[2 * place : 2 * place + 2])
        assert char == " " or any((glyph.left, glyph.right, glyph.text) == (*ends, char) for glyph in glyphs)


def test_numbers_inside_a_right_to_left_stretch_keep_their_digits() -> None:
    visual = "abc ءاول 101 ةاشم de"
    glyphs = [
        Glyph(50 + 5 * place, 700, 55 + 5 * place, 710, char, place, place) for place, char in enumerate(visual) if char != " "
    ]
    assert lines_of_words(words_of(glyphs))[0].text == "abc مشاة 101 لواء de"


def test_a_lam_alef_that_one_glyph_shows_has_its_lam_first() -> None:
    glyphs = [Glyph(50, 700, 56, 710, "م", 0, 0), Glyph(56, 700, 62, 710, "ا", 1, 1), Glyph(56, 700, 62, 710, "ل", 2, 2),
              Glyph(62, 700, 68, 710, "س", 3, 3)]  # fmt: skip
    assert lines_of_words(words_of(glyphs))[0].text == "سلام"


def test_words_printed_twice_to_look_bold_are_read_once() -> None:
    glyphs = laid_out(["bold", "words"])
    again = [glyph._replace(left=glyph.left + 0.3, right=glyph.right + 0.3, order=glyph.order + 50) for glyph in glyphs]
    assert lines_of_words(words_of([*glyphs, *again]))[0].text == "bold words"


def test_a_raised_number_stays_on_its_line() -> None:
    glyphs = [*laid_out(["town"]), Glyph(70, 704, 73, 710, "2", 5, 5), *laid_out(["below"], low=688)]
    assert [line.text for line in lines_of_words(words_of(glyphs))] == ["town2", "below"]


@settings(deadline=None)
@given(st.integers(2, 4), st.integers(4, 12), st.randoms(use_true_random=False))
def test_columns_come_one_after_the_other_whatever_the_order_in_the_file(columns: int, rows: int, rng: random.Random) -> None:
    glyphs = []
    for column in range(columns):
        for row in range(rows):
            glyphs += laid_out([f"c{column}"] * 4 + [f"r{row}"] * 4, 50 + 130 * column, 700 - 12 * row)
    words = words_of(glyphs)
    rng.shuffle(words)
    lines = [line.text for block in blocks_of(words) for line in lines_of_words(block)]
    assert lines == [" ".join([f"c{column}"] * 4 + [f"r{row}"] * 4) for column in range(columns) for row in range(rows)]


@given(st.tuples(*[st.floats(-1e4, 1e4)] * 4), st.sampled_from([0, 90, 180, 270]))
def test_turning_a_box_and_back(box: tuple[float, float, float, float], rotation: int) -> None:
    assert own_box(upright_box(box, rotation), rotation) == box
