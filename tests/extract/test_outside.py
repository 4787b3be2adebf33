"""Voices that stand in another sentence than the words. The reports are our own inventions."""

import pytest
from outputs import Marked, no_entity

from reportedly.encoder.output import CueFrame
from reportedly.extract.attributions import find_attributions, judging_voice, voices_over
from reportedly.extract.quotations import quotations, quoted_sentences
from reportedly.schema import Attribution


def read(marked: Marked) -> tuple[Attribution, ...]:
    found = find_attributions(marked.text, marked.output(), no_entity)
    for one in found:
        for span in (one.source, one.cue, *one.content):
            assert span is None or marked.text[span.start : span.end] == span.text
    return found


def source_of(one: Attribution) -> str | None:
    return one.source.text if one.source else None


def test_a_quotation_goes_on_in_the_next_sentence_of_the_paragraph() -> None:
    marked = Marked('"The pier is gone," said Ana Reis. "Soldiers burned the boats. Nobody slept."\n\nThe mayor left.')
    marked.cue("said", "Ana Reis", ['"The pier is gone,"'])
    (only,) = read(marked)
    assert voices_over((only,), *marked.at("burned")) == voices_over((only,), *marked.at("slept")) == (only,)
    assert voices_over((only,), *marked.at("mayor")) == ()


def test_a_quotation_does_not_go_on_where_somebody_else_says_the_next() -> None:
    marked = Marked('"The pier is gone," said Ana Reis. "Soldiers burned the boats," said Rui Dias.')
    marked.cue("said", "Ana Reis", ['"The pier is gone,"'])
    marked.cue("said", "Rui Dias", ['"Soldiers burned the boats,"'], nth=1)
    found = read(marked)
    assert [source_of(one) for one in voices_over(found, *marked.at("burned"))] == ["Rui Dias"]


def test_a_participle_that_opens_a_sentence_has_the_voice_before() -> None:
    marked = Marked('Ana Reis said the pier was gone. Adding, "It burned all night."')
    marked.cue("said", "Ana Reis", ["the pier was gone"])
    marked.cue("Adding", None, ['"It burned all night."'])
    assert [source_of(one) for one in read(marked)] == ["Ana Reis", "Ana Reis"]


def test_what_was_reported_is_told_by_who_briefed_the_press() -> None:
    marked = Marked(
        "The harbour police briefed reporters. It was reported that gunmen had fled. It was reported that rain fell."
    )
    marked.predicate("briefed", [("ARG0", "The harbour police"), ("ARG1", "reporters")])
    marked.cue("was reported", None, ["that gunmen had fled"])
    marked.cue("was reported", None, ["that rain fell"], nth=1)
    assert [source_of(one) for one in read(marked)] == ["The harbour police", None]


def test_a_statement_speaks_for_those_who_issued_it() -> None:
    marked = Marked("The fisheries board issued a statement on Friday. The statement said the reef was closed.")
    marked.predicate("issued", [("ARG0", "The fisheries board"), ("ARG1", "a statement")])
    marked.cue("said", "The statement", ["the reef was closed"])
    (only,) = find_attributions(marked.text, marked.output(), lambda start, end: marked.text[start:end])
    assert source_of(only) == "The statement"
    assert only.source is not None and only.source.entity == "The fisheries board"


@pytest.mark.parametrize(
    ("text", "mention", "words", "cue"),
    [
        (
            "Agents seized nine crates at the port. The figure came from Lena Voss, a clerk.",
            "Lena Voss",
            "seized",
            "came from",
        ),
        ('"They burned the mill." The speaker was Lena Voss, a miller.', "Lena Voss", "burned", "speaker was"),
    ],
)
def test_an_account_whose_voice_the_next_sentence_names(text: str, mention: str, words: str, cue: str) -> None:
    marked = Marked(text)
    marked.mention(mention, "person", name=True)
    (only,) = read(marked)
    assert (source_of(only), only.cue.text) == (mention, cue)
    assert voices_over((only,), *marked.at(words)) == (only,)


def test_a_quotation_that_the_next_sentence_describes() -> None:
    marked = Marked('"They burned the mill."\n\nLena Voss was describing the night of the raid.')
    marked.predicate("describing", [("ARG0", "Lena Voss"), ("ARG1", "the night of the raid")])
    (only,) = read(marked)
    assert source_of(only) == "Lena Voss" and only.kind == "direct"


def test_a_verb_of_saying_that_the_cue_head_passed_over() -> None:
    marked = Marked("Lena Voss said that witnesses reported that guards beat two men.")
    marked.cue("said", "Lena Voss", ["that witnesses reported that guards beat two men"])
    marked.predicate("reported", [("ARG0", "witnesses"), ("ARG1", "that guards beat two men")], sure=0.97)
    outer, inner = read(marked)
    assert (source_of(inner), inner.parent) == ("witnesses", outer.id)


def test_who_is_told_something_does_not_say_it() -> None:
    marked = Marked("Lena Voss said she had been told by refugees that guards beat two men.")
    marked.cue("said", "Lena Voss", ["she had been told by refugees that guards beat two men"])
    marked.predicate("told", [("ARG2", "by refugees"), ("ARG1", "that guards beat two men")], sure=0.97)
    assert [source_of(one) for one in read(marked)] == ["Lena Voss", "refugees"]


def test_what_nobody_said_gets_no_voice() -> None:
    marked = Marked("Lena Voss did not say that guards beat two men.")
    marked.predicate("say", [("ARG0", "Lena Voss"), ("ARG1", "that guards beat two men")])
    assert read(marked) == ()


def test_an_unsure_cue_gets_only_a_sure_subject() -> None:
    text = "Voters worried that the ferry sank."
    for score, expected in ((0.55, None), (0.95, "Voters")):
        marked = Marked(text)
        marked.predicate("worried", [])
        marked.predicates[0] = type(marked.predicates[0])(
            *marked.at("worried"), 0, 0.9, 0.9, (), 2.0, (marked.span("Voters", "ARG0", score=0.7),), ()
        )
        marked.cues.append(CueFrame(*marked.at("worried"), score, (marked.span("that the ferry sank", "content"),)))
        (only,) = read(marked)
        assert source_of(only) == expected


def test_who_rejects_claims_judges_what_they_say() -> None:
    marked = Marked("Colonel Adu rejected claims that his men looted shops.")
    marked.cue("rejected", "Colonel Adu", ["claims that his men looted shops"])
    marked.cue("claims", None, ["that his men looted shops"])
    found = read(marked)
    over = voices_over(found, *marked.at("looted"))
    assert judging_voice(over).cue.text == "rejected"
    assert judging_voice(over[1:]).cue.text == "rejected"


def test_quotations_end_with_their_paragraph() -> None:
    text = '“One. Two\n\n“Three.” Four "five" six'
    assert [text[start:end] for start, end, _ in quotations(text)] == ["“One. Two", "“Three.”", '"five"']
    assert [closed for *_, closed in quotations(text)] == [False, True, True]
    sentences = [(0, 5), (6, 9), (11, 19), (20, 35)]
    assert sorted(quoted_sentences(text, sentences)) == [0, 1, 2]


def test_who_speaks_in_the_cues_sentence_goes_before_who_speaks_nearer_in_the_next() -> None:
    marked = Marked("He denies it and says the guards staged the fire. Judges say two men died.")
    marked.cues.append(CueFrame(*marked.at("says"), 0.96, (
        marked.span("He", "source", score=0.95), marked.span("the guards staged the fire", "content"),
        marked.span("Judges", "source", score=0.95),
    )))  # fmt: skip
    assert source_of(read(marked)[0]) == "He"
