"""Stems, rarity, story terms, meanings."""

from reportedly.corroborate.linking_meanings import alike
from reportedly.corroborate.linking_stories import widen
from reportedly.corroborate.linking_words import rarity, stem, stems, story_terms


def test_forms_of_a_word_have_one_stem() -> None:
    for forms in (("kill", "killed", "kills", "killing"), ("acquire", "acquired", "acquires"), ("party", "parties"), ("run", "running")):
        assert len({stem(form) for form in forms}) == 1, forms


def test_words_that_say_nothing_and_long_numbers_are_left_out() -> None:
    assert stems("The 12 soldiers were at http://x.invalid/20161207345") == ["12", "soldier", "invalid"]


def test_a_word_of_every_day_tells_less_than_a_name_that_no_background_has() -> None:
    assert rarity("kill") < 0.3 < rarity("tarvelmiralov") == 1.0


def test_a_story_is_told_by_its_names_before_common_words() -> None:
    terms = story_terms("People fled Tarvelo. Shells hit Tarvelo again, people said.", None, 3)
    assert terms[0].word == "tarvelo" and terms[0].weight == 255
    assert story_terms("", None, 3) == ()


def test_a_title_counts() -> None:
    assert "mirov" in {term.word for term in story_terms("Nothing happened.", "Mirov falls", 5)}


def test_words_of_one_meaning_are_nearer_than_others() -> None:
    near, far = alike("die", "kill"), alike("kill", "talk")
    assert near is not None and far is not None and near > far + 0.2
    assert alike("kill", "zzzz") is None


def test_a_story_takes_up_the_terms_of_its_neighbours() -> None:
    stories = {
        1: {"a": 0.8, "b": 0.6}, 2: {"b": 0.8, "c": 0.6}, 3: {"c": 0.8, "d": 0.6}, 4: {"z": 1.0},
    }  # fmt: skip
    wide = widen(stories)
    assert wide[1]["c"] > 0 and "z" not in wide[1] and wide[4] == {"z": 1.0}
    assert wide == widen(stories)
