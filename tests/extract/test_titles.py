import pytest
from hypothesis import given
from hypothesis import strategies as st
from outputs import Marked

from reportedly.extract.mentions import mention_candidates
from reportedly.extract.titles import behind_titles


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("President Omar Salt", "Omar Salt"),
        ("Ardenian Prime Minister Ada Obi", "Ada Obi"),
        ("League Secretary General Jan Tor", "Jan Tor"),
        ("spokesman Major Ali al-Tarn", "Ali al-Tarn"),
    ],
)
def test_the_name_behind_a_title(written: str, bare: str) -> None:
    assert written[behind_titles(written) :] == bare


@pytest.mark.parametrize("written", ["Omar Salt", "the president", "President of the League", "Ada"])
def test_what_has_no_title_in_front_is_the_name_already(written: str) -> None:
    assert behind_titles(written) == 0


@given(st.text(max_size=60))
def test_the_bare_name_begins_inside(written: str) -> None:
    assert 0 <= behind_titles(written) <= len(written)


def test_a_titled_person_s_bare_name_is_a_mention() -> None:
    made = Marked("President Omar Salt spoke in Tarn.")
    made.mention("President Omar Salt", "person", name=True)
    found = {(one.text, one.level) for one in mention_candidates(made.text, made.output())}
    assert ("Omar Salt", "name") in found


def test_a_row_of_names_is_no_name_of_its_own() -> None:
    made = Marked("They met in Ardenia and Borland.")
    for words in ("Ardenia and Borland", "Ardenia", "Borland"):
        made.mention(words, "place", name=True)
    found = {one.text: one.level for one in mention_candidates(made.text, made.output())}
    assert found["Ardenia and Borland"] == "nominal"
    assert found["Ardenia"] == found["Borland"] == "name"


def test_the_seat_of_a_body_is_a_place_beside_its_name() -> None:
    made = Marked("She works at the Tarn-based Institute for Rivers.")
    made.mention("the Tarn-based Institute for Rivers", "organisation", name=True)
    found = {(one.text, one.kind) for one in mention_candidates(made.text, made.output())}
    assert ("Tarn", "place") in found
    assert ("Institute for Rivers", "organisation") in found


def test_a_body_is_called_what_stands_before_the_word_for_it() -> None:
    made = Marked("The Sword of the River militia left.")
    made.mention("The Sword of the River militia", "organisation")
    found = {(one.text, one.level) for one in mention_candidates(made.text, made.output())}
    assert ("Sword of the River", "name") in found


def test_whose_leader_somebody_is_is_a_mention() -> None:
    made = Marked("The militia's leader refused.")
    made.mention("The militia's leader", "person")
    assert ("The militia", "organisation") in {(one.text, one.kind) for one in mention_candidates(made.text, made.output())}


def test_a_word_that_dangles_names_nothing() -> None:
    made = Marked("Shelling of a market went on.")
    made.mention("Shelling of", "place", name=True)
    assert "Shelling of" not in {one.text for one in mention_candidates(made.text, made.output())}
