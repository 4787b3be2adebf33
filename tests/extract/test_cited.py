"""Voices behind voices, and cues that are none; encoder outputs are written by hand."""

import pytest
from outputs import Marked, no_entity

from reportedly.extract.attributions import find_attributions, voices_over
from reportedly.schema import Attribution


def read(made: Marked) -> dict[str, Attribution]:
    found = find_attributions(made.text, made.output(), no_entity)
    return {one.source.text if one.source else "": one for one in found}


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "who"),
    [
        ("The radio, citing two officers, said rebels fled.", "The radio", "said", "rebels fled", "two officers"),
        ("The radio reported that rebels fled, citing a source in Tarn.", "The radio", "reported", "that rebels fled", "a source in Tarn"),
    ],
)
def test_who_is_cited_is_the_inner_voice(text: str, source: str, cue: str, content: str, who: str) -> None:
    made = Marked(text)
    made.cue(cue, source, [content])
    found = read(made)
    assert found[who].cue.text == "citing"
    assert found[who].parent == found[source].id
    at = text.index("fled")
    chain = voices_over(list(found.values()), at, at + 4)
    assert [one.source.text for one in chain if one.source] == [who, source]


def test_a_reason_that_is_cited_is_no_voice() -> None:
    made = Marked("The firm said it left Tarn, citing security concerns.")
    made.cue("said", "The firm", ["it left Tarn"])
    assert set(read(made)) == {"The firm"}


def test_no_telephone_speaks() -> None:
    made = Marked("A villager reached by telephone said nobody was hurt.")
    made.cue("said", "telephone", ["nobody was hurt"])
    assert set(read(made)) == {"A villager"}


def test_a_source_that_breaks_off_in_a_clause_ends_before_it() -> None:
    made = Marked("Relatives, who met at the port, accused the mayor of lies.")
    made.cue("accused", "Relatives, who met at the", ["the mayor of lies"])
    assert set(read(made)) == {"Relatives"}


def test_the_noun_of_a_source_is_no_cue() -> None:
    made = Marked("A police statement said nine were held.")
    made.cue("said", "A police statement", ["nine were held"])
    made.cue("statement", "A police", ["nine were held"])
    assert set(read(made)) == {"A police statement"}


def test_what_a_court_did_is_said_by_nobody() -> None:
    made = Marked("He was found guilty of arson. He was heard to say it.")
    made.cue("was found guilty", None, ["of arson"])
    assert read(made) == {}


def test_a_voice_s_next_verb_is_not_what_it_said_before() -> None:
    made = Marked("The firm gave no details of the deal and denied that it had paid.")
    made.cue("gave no details of", "The firm", ["the deal and denied that it had paid"])
    made.cue("denied", "The firm", ["that it had paid"])
    found = find_attributions(made.text, made.output(), no_entity)
    assert [(one.content[0].text, one.parent) for one in found] == [("the deal", None), ("that it had paid", None)]


def test_a_heading_tells_nothing_of_the_text_below() -> None:
    made = Marked("Aid groups warn of famine\n\nGARUMA, Sandara - Rain fell.")
    made.cue("warn of", "Aid groups", ["famine\n\nGARUMA"])
    (one,) = find_attributions(made.text, made.output(), no_entity)
    assert [span.text for span in one.content] == ["famine"]


def test_which_is_whoever_stands_before_it() -> None:
    made = Marked("Harbour Watch, which said pirates fled, is in Tarn.")
    made.mention("Harbour Watch", "organisation", name=True)
    made.cue("said", "which", ["pirates fled"])
    (one,) = find_attributions(made.text, made.output(), lambda start, end: made.text[start:end])
    assert one.source is not None
    assert (one.source.text, one.source.entity) == ("which", "Harbour Watch")


def test_a_reply_in_the_same_sentence_is_no_part_of_what_was_said() -> None:
    made = Marked("The army said it had broken the siege, but the rebels denied losing ground.")
    made.cue("said", "The army", ["it had broken the siege, but the rebels denied losing ground"])
    made.cue("denied", "the rebels", ["losing ground"])
    found = find_attributions(made.text, made.output(), no_entity)
    assert [(one.content[0].text, one.parent) for one in found] == [("it had broken the siege", None), ("losing ground", None)]


def test_who_does_not_say_it_is_no_voice_of_it() -> None:
    made = Marked("He did not say how many men fled.")
    made.cue("did not say", "He", ["how many men fled"])
    found = find_attributions(made.text, made.output(), no_entity)
    assert voices_over(found, *made.at("fled")) == ()


def test_nobody_was_charged_by_nobody() -> None:
    made = Marked("Nobody has been charged with her murder.")
    made.cue("has been charged", "Nobody", ["her murder"])
    assert read(made) == {}
