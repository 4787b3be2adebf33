from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outputs import Marked

from reportedly.encoder.output import ScoredSpan
from reportedly.extract.whole_mentions import whole_mentions, whole_word, with_whole_mentions


def whole(text: str, *spans: tuple[str, str], chunks: tuple[tuple[str, str], ...] = ()) -> list[tuple[str, str]]:
    marked = Marked(text)
    for words, kind in spans:
        marked.mention(words, kind)
    output = replace(marked.output(), chunks=tuple(marked.span(words, kind) for words, kind in chunks))
    return [(text[one.start : one.end], one.label) for one in whole_mentions(text, output)]


def test_an_article_alone_goes_with_the_name_behind_it() -> None:
    text = "Money went to the Harbour Relief Fund."
    assert whole(text, ("the", "place"), ("Harbour Relief Fund", "organisation")) == [("the Harbour Relief Fund", "organisation")]


def test_an_article_alone_without_a_name_is_its_chunk_or_nothing() -> None:
    text = "Shells hit a hospital."
    assert whole(text, ("a", "place")) == []
    assert whole(text, ("a", "place"), chunks=(("a hospital", "place"),)) == [("a hospital", "place")]


def test_a_preposition_at_the_end_is_left_out() -> None:
    assert whole("In the towns of Jarn in Tarn.", ("the towns of Jarn in", "place")) == [("the towns of Jarn", "place")]


def test_a_rank_goes_with_its_name_but_a_place_or_nationality_does_not() -> None:
    assert whole("Then Navy Chief Ada Obi died.", ("Navy", "organisation"), ("Chief Ada Obi", "person")) == [
        ("Navy Chief Ada Obi", "person")
    ]
    for kind in ("place", "nationality"):
        assert len(whole("In Tarn Harbour League men died.", ("Tarn", kind), ("Harbour League", "organisation"))) == 2


def test_a_mention_goes_on_to_the_noun_of_its_chunk_but_an_owner_does_not() -> None:
    assert whole("They hit HL tanks.", ("HL", "organisation"), chunks=(("HL tanks", "vehicle"),)) == [("HL tanks", "vehicle")]
    assert whole("They hit HL's tanks.", ("HL", "organisation"), chunks=(("HL's tanks", "vehicle"),)) == [("HL", "organisation")]


def test_a_nickname_parts_no_name_and_a_line_does() -> None:
    assert whole("Col. Jon “J.D.” Dorr spoke.", ("Col. Jon “J.D.", "person"), ("Dorr", "person")) == [
        ("Col. Jon “J.D.” Dorr", "person")
    ]
    assert len(whole("Ada Obi\nJon Dorr spoke.", ("Ada Obi", "person"), ("Jon Dorr", "person"))) == 2


SPANS = st.lists(st.tuples(st.integers(0, 39), st.integers(1, 8)), max_size=6)


@given(st.text(st.sampled_from("aThe Of’“\n"), min_size=1, max_size=40), SPANS)
def test_every_span_stays_in_the_text_and_stands_once(text: str, spans: list[tuple[int, int]]) -> None:
    marked = Marked(text)
    marked.mentions = [ScoredSpan(a, min(len(text), a + n), "person", 0.9) for a, n in sorted(spans) if a < len(text)]
    output = marked.output()
    found = with_whole_mentions(text, output).mentions
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert len({(one.start, one.end) for one in found}) == len(found)


def test_backed_is_no_part_of_a_party_and_a_name_that_has_begun_goes_on() -> None:
    assert whole("The E.U.-backed forces left.", ("E.U.-backed", "organisation")) == [("E.U.", "organisation")]
    assert whole("Then Abu al-Tarni spoke.", ("Abu", "person")) == [("Abu al-Tarni", "person")]
    assert whole("Then Abu spoke.", ("Abu", "person")) == [("Abu", "person")]


def test_a_name_is_not_cut_at_the_apostrophe_within_a_word() -> None:
    text = "Shells hit Ma'arrat al-Nu'man and Omar's house."
    marked = Marked(text)
    for words, kind in (("Ma'arrat al-Nu", "place"), ("man", "person"), ("Omar", "person")):
        marked.mention(words, kind)
    found = with_whole_mentions(text, marked.output()).mentions
    assert [(text[one.start : one.end], one.label) for one in found] == [("Ma'arrat al-Nu'man", "place"), ("Omar", "person")]


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("In Ba'quba.", "Ba", "Ba'quba"), ("In Ba’quba.", "quba", "Ba’quba"), ("The Sa'ada'a line.", "ada", "Sa'ada'a"),
        ("Omar's men.", "Omar", "Omar"), ("They're here.", "They", "They"), ("He didn't.", "didn", "didn"),
        ("The rebels' camp.", "rebels", "rebels"), ("A 'free' town.", "free", "free"), ("Côte d'Ivoire won.", "Ivoire", "Ivoire"),
    ],
)  # fmt: skip
def test_letters_on_both_sides_of_an_apostrophe_are_one_word(text: str, words: str, whole: str) -> None:
    start = text.index(words)
    first, last = whole_word(text, start, start + len(words))
    assert text[first:last] == whole
