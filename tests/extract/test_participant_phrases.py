from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outputs import Marked

from reportedly.encoder.output import ScoredSpan
from reportedly.extract.participant_phrases import whole_phrases


def phrases(text: str, words: str, part: str, *, chunks: tuple[str, ...] = (), names: tuple[tuple[str, str], ...] = ()) -> list[str]:
    marked = Marked(text)
    output = replace(
        marked.output(),
        chunks=tuple(marked.span(one, "person") for one in chunks),
        names=tuple(marked.span(one, kind) for one, kind in names),
    )
    return [text[one.start : one.end] for one in whole_phrases(text, [marked.span(words, part)], output)]


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("HL guerrillas", "HL"),
        ("Long Reef terrorist group", "Long Reef"),
        ("Army of the Coast fighters", "Army of the Coast"),
        ("self-styled Army of the Coast", "Army of the Coast"),
        ("guerrillas", "guerrillas"),
    ],
)
def test_a_group_is_its_name_without_those_who_serve_it(words: str, group: str) -> None:
    assert phrases(f"A bomb of {words} went off.", words, "perpetrator-organisation") == [group]


def test_a_victim_is_a_name_without_title_age_and_home_town() -> None:
    assert phrases("They shot Dr. Ada Obi, 55.", "Dr. Ada Obi, 55", "victim") == ["Ada Obi"]
    named = (("Ada Obi", "person"),)
    assert phrases("They shot Ada Obi of Tarn.", "Ada Obi of Tarn", "victim", names=named) == ["Ada Obi"]
    assert phrases("They shot a group of nurses.", "a group of nurses", "victim") == ["a group of nurses"]


def test_what_was_hit_leaves_where_it_stands() -> None:
    assert phrases("They hit a power tower in Tarn.", "power tower in Tarn", "target") == ["power tower"]


def test_a_weapon_keeps_its_count_but_not_how_strong_it_is() -> None:
    assert phrases("A powerful bomb went off.", "A powerful bomb", "weapon") == ["bomb"]
    assert phrases("Two bombs went off.", "Two bombs", "weapon") == ["Two bombs"]


def test_members_and_offices_are_those_of_somebody() -> None:
    text = "Members of the Harbour League shot at offices of the mayor."
    assert phrases(text, "Members", "perpetrator", chunks=("the Harbour League",)) == ["Members of the Harbour League"]
    assert phrases(text, "offices", "target", chunks=("the mayor",)) == ["offices of the mayor"]
    assert phrases("Gunmen of the Harbour League shot.", "Gunmen", "perpetrator", chunks=("the Harbour League",)) == ["Gunmen"]


def test_two_who_are_joined_are_two_unless_a_name_holds_both() -> None:
    text = "They shot Ada Obi and Jon Dorr."
    two = (("Ada Obi", "person"), ("Jon Dorr", "person"))
    assert phrases(text, "Ada Obi and Jon Dorr", "victim", names=two) == ["Ada Obi", "Jon Dorr"]
    held = (*two, ("Ada Obi and Jon Dorr", "organisation"))
    assert phrases(text, "Ada Obi and Jon Dorr", "victim", names=held) == ["Ada Obi and Jon Dorr"]


def test_a_clause_that_is_cut_short_is_left_out() -> None:
    assert phrases("Two men wearing masks fled.", "Two men wearing", "perpetrator") == ["Two men"]


@given(st.text(st.sampled_from("aB of,and in\n"), min_size=1, max_size=40), st.integers(0, 39), st.integers(1, 20))
def test_phrases_stay_in_the_text(text: str, start: int, length: int) -> None:
    for part in ("perpetrator", "perpetrator-organisation", "victim", "target", "weapon"):
        span = ScoredSpan(start, min(len(text), start + length), part, 0.9)
        if span.start < span.end:
            for one in whole_phrases(text, [span], Marked(text).output()):
                assert 0 <= one.start < one.end <= len(text)


def test_what_is_supposed_or_unnamed_says_less_than_the_noun() -> None:
    assert phrases("Alleged gunmen fled.", "Alleged gunmen", "perpetrator") == ["gunmen"]
    assert phrases("Various bank branches burned.", "Various bank branches", "target") == ["bank branches"]
    assert phrases("It blamed Msgr Dorr.", "Msgr", "perpetrator-organisation") == []
