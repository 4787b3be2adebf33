from hypothesis import given
from hypothesis import strategies as st
from outputs import Marked

from reportedly.extract.datelines import dateline_end, past_datelines


def test_a_party_behind_a_dateline_begins_behind_it_and_the_town_is_a_place() -> None:
    marked = Marked("SABHA - Police arrested two men.\n\nUBARI, Libya (IPA) — The army left.")
    marked.mention("SABHA - Police", "organisation", name=True)
    marked.mention("UBARI", "organisation", name=True)
    marked.predicate("arrested", [("ARG0", "SABHA - Police"), ("ARG1", "two men")])
    output = past_datelines(marked.text, marked.output())
    names = {(marked.text[one.start : one.end], one.label) for one in output.names}
    assert names == {("Police", "organisation"), ("UBARI", "place")}
    (actor,) = [one for one in output.predicates[0].propbank if one.label == "ARG0"]
    assert marked.text[actor.start : actor.end] == "Police"


def test_a_dateline_in_small_letters_has_a_date_or_an_agency_which_is_no_person() -> None:
    marked = Marked("Tarn, 8 July 2019 (Coast Wire) - Police arrested two men.\n\nUlm (Coast Wire), 4 June - The army left.")
    marked.mention("Coast Wire", "person", name=True)
    marked.mention("Tarn", "organisation", name=True)
    output = past_datelines(marked.text, marked.output())
    assert {(marked.text[one.start : one.end], one.label) for one in output.names} == {("Tarn", "place"), ("Coast Wire", "organisation")}
    assert marked.text[dateline_end(marked.text, 0) :].startswith("Police")
    assert dateline_end("Tarn fell - The army left.", 0) == 0


def test_capitals_before_a_dash_in_a_sentence_are_no_dateline() -> None:
    marked = Marked("He said the IGO - Police mission ended.")
    marked.mention("IGO - Police", "organisation", name=True)
    assert past_datelines(marked.text, marked.output()) == marked.output()


@given(st.text(st.sampled_from("AB -–(),\nab"), max_size=60))
def test_spans_stay_in_the_text_and_have_letters(text: str) -> None:
    marked = Marked(text + " Police went")
    marked.mention("Police", "organisation", name=True)
    for one in past_datelines(marked.text, marked.output()).names:
        assert 0 <= one.start < one.end <= len(marked.text)
