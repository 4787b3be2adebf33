"""What an event's setting makes of it; the sentences are our own inventions and encoder outputs are written by hand."""

import pytest
from outputs import Marked, no_entity

from reportedly.codebooks.load import load_codebook
from reportedly.extract.attributions import find_attributions, voices_over
from reportedly.extract.certainties import framing
from reportedly.extract.claims import Surroundings, find_triggers, make_claims
from reportedly.schema import Factuality

CODEBOOK = load_codebook()


def of(made: Marked, word: str) -> Factuality:
    output = made.output()
    around = Surroundings(made.text, output, (), find_attributions(made.text, output, no_entity), no_entity)
    claims = make_claims(find_triggers(made.text, output, CODEBOOK), around)
    return next(one.factuality for one in claims if one.trigger is not None and one.trigger.text == word)


def plain(sentence: str, word: str, happened: float = 2.0) -> tuple[str, str, str]:
    made = Marked(sentence)
    made.predicate(word.split()[-1], happened=happened, types=[("ASSAULT", 0.9)])
    found = of(made, word)
    return found.certainty, found.polarity, found.modality


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("There were fears of new attacks in the port.", "attacks", ("certain", "positive", "hypothetical")),
        ("Fears of the attacks went round, and of the attack that came.", "attacks", ("certain", "positive", "actual")),
        ("Reservists were called in case of an invasion.", "invasion", ("certain", "positive", "hypothetical")),
        ("The collapse could trigger an attack on the port.", "attack", ("certain", "positive", "hypothetical")),
        ("Envoys met to prevent an attack on the port.", "attack", ("certain", "negative", "hypothetical")),
        ("The two discussed the terms of a ceasefire.", "ceasefire", ("certain", "positive", "hypothetical")),
        ("The clerk was held on suspicion of murder.", "murder", ("possible", "positive", "actual")),
        ("The clerk faces charges of murder.", "murder", ("possible", "positive", "actual")),
        ("The clerk was convicted of murder.", "murder", ("certain", "positive", "actual")),
        ("A judge opened a file on a possible massacre.", "massacre", ("possible", "positive", "actual")),
        ("There were no immediate reports of injuries or deaths.", "deaths", ("certain", "negative", "actual")),
        ("There were reports of deaths.", "deaths", ("certain", "positive", "actual")),
        ("There had been no air raids that day.", "air raids", ("certain", "negative", "actual")),
    ],
)
def test_a_nouns_setting(sentence: str, word: str, expected: tuple[str, str, str]) -> None:
    assert plain(sentence, word) == expected


def test_a_nouns_setting_goes_before_the_scale() -> None:
    assert plain("The clerk was held on suspicion of murder.", "murder", happened=-2.0) == ("possible", "positive", "actual")


def test_the_scale_in_two_minds_doubts_no_plain_deed() -> None:
    assert plain("The attack on the port shook the town.", "attack", happened=0.0) == ("certain", "positive", "actual")
    assert plain("Two men were arrested at the port.", "arrested", happened=0.0) == ("certain", "positive", "actual")
    assert plain("Guards arrested in two ports are fed.", "arrested", happened=0.0) == ("probable", "positive", "actual")


@pytest.mark.parametrize(
    ("before", "event", "noun", "negative", "modality"),
    [
        ("It split rather than ", "lay down", False, True, None),
        ("It stayed to keep the rebels from ", "gaining ground", False, True, "hypothetical"),
        ("Rebels might ", "attack", False, False, "hypothetical"),
        ("Guards could be ", "killed", False, False, "hypothetical"),
        ("The army may be ", "shelling", False, False, None),
        ("Rebels may have ", "attacked", False, False, None),
        ("Premier May ", "attacked", False, False, None),
    ],
)
def test_words_right_before_a_verb(before: str, event: str, noun: bool, negative: bool, modality: str | None) -> None:
    found = framing(before, event, " it.", noun=noun)
    assert (found.negative, found.modality) == (negative, modality)


def test_what_was_ordered_was_done_where_it_is_a_killing() -> None:
    made = Marked("He had ordered the massacre of the crew. He ordered the release of the crew.")
    made.predicate("ordered", [("ARG1", "the massacre of the crew")])
    made.predicate("massacre", happened=2.0, types=[("ASSAULT", 0.9)])
    made.predicate("ordered", [("ARG1", "the release of the crew")], nth=1)
    made.predicate("release", happened=2.0, types=[("RETREAT", 0.9)])
    assert of(made, "massacre").modality == "actual"
    assert of(made, "release").modality == "planned"


def test_who_calls_a_raid_an_outrage_asks_for_none() -> None:
    made = Marked("The mayor called the massacre an outrage.")
    made.cue("called", "The mayor", ["the massacre an outrage"])
    made.predicate("massacre", happened=2.0, types=[("ASSAULT", 0.9)])
    assert of(made, "massacre").modality == "actual"
    made = Marked("The mayor called for a massacre in the bank.")
    made.cue("called", "The mayor", ["a massacre in the bank"])
    made.predicate("massacre", happened=2.0, types=[("ASSAULT", 0.9)])
    assert of(made, "massacre").modality == "hypothetical"


def test_what_describes_the_captives_is_not_refused() -> None:
    made = Marked("The junta refused to free medics captured in May.")
    made.predicate("refused", [("ARG1", "to free medics captured in May")])
    made.predicate("free", [("ARG1", "medics captured in May")])
    made.predicate("captured", [("ARG1", "medics")], happened=2.0, types=[("COERCE", 0.9)])
    assert of(made, "captured").polarity == "positive"


def test_the_not_of_a_phrase_does_not_deny_it() -> None:
    made = Marked("The clerk pleaded not guilty to murder.")
    made.predicate("pleaded", [("ARG0", "The clerk"), ("NEG", "not")], types=[("REJECT", 0.9)])
    assert of(made, "pleaded not guilty").polarity == "positive"


def test_what_is_denied_is_put_as_a_fact() -> None:
    made = Marked("The clerk denied shooting the guard.")
    made.cue("denied", "The clerk", ["shooting the guard"])
    made.predicate("shooting", [("ARG1", "the guard")], happened=-2.0, types=[("ASSAULT", 0.9)])
    assert of(made, "shooting").modality == "actual"


def test_who_pledges_to_end_what_has_happened_says_nothing_of_it() -> None:
    made = Marked("The Front pledged to halt raids that have displaced thousands.")
    made.predicate("displaced", types=[("COERCE", 0.9)])
    made.cue("pledged", "The Front", ["to halt raids that have displaced thousands"])
    attributions = find_attributions(made.text, made.output(), no_entity)
    at = made.text.index("displaced")
    assert voices_over(attributions, at, at + len("displaced")) == ()
    assert len(voices_over(attributions, made.text.index("raids"), made.text.index("raids") + 5)) == 1
    assert of(made, "displaced").modality == "actual"


def test_what_is_to_be_looked_into_has_happened() -> None:
    made = Marked("The union called for an investigation into the killings.")
    made.predicate("killings", types=[("ASSAULT", 0.9)])
    made.cue("called for", "The union", ["an investigation into the killings"])
    assert of(made, "killings").modality == "actual"
    made = Marked("The union called for the killings.")
    made.predicate("killings", types=[("ASSAULT", 0.9)])
    made.cue("called for", "The union", ["the killings"])
    assert of(made, "killings").modality == "hypothetical"
