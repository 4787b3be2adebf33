"""What the verbs above an event make of it. The sentences are our own inventions."""

import pytest
from outputs import Marked

from reportedly.extract.embedding import described_by, governors, own_modifiers
from reportedly.extract.factuality import factuality_of
from reportedly.schema import Factuality


def told(text: str, trigger: str, above: dict[str, str], own: tuple[tuple[str, str], ...] = ()) -> Factuality:
    marked = Marked(text)
    for verb, clause in above.items():
        marked.predicate(verb, [("ARG1", clause)])
    marked.predicate(trigger)
    output = marked.output()
    found = governors(text, output, marked.at(trigger), 0, 0)
    words = [text[a:b] for a, b in output.words]
    return factuality_of(words, words.index(trigger), None, own, (), found)


@pytest.mark.parametrize(
    ("text", "trigger", "above", "expected"),
    [
        ("Villagers prevented a massacre.", "massacre", {"prevented": "a massacre"}, ("certain", "negative", "actual")),
        (
            "Guards failed to prevent a massacre.", "massacre", {"failed": "to prevent a massacre", "prevent": "a massacre"},
            ("certain", "positive", "actual"),
        ),
        ("The fleet planned to storm the quay.", "storm", {"planned": "to storm the quay"}, ("certain", "positive", "planned")),
        ("Envoys urged them to free the crew.", "free", {"urged": "them to free the crew"}, ("certain", "positive", "hypothetical")),
        ("Clerks suspect agents robbed it.", "robbed", {"suspect": "agents robbed it"}, ("possible", "positive", "actual")),
        ("Envoys demanded an end to the shelling.", "shelling", {"demanded": "an end to the shelling"}, ("certain", "positive", "actual")),
        ("The mayor ruled out talks.", "talks", {"ruled": "talks"}, ("certain", "negative", "actual")),
        ("The mayor ruled that they fled.", "fled", {"ruled": "that they fled"}, ("certain", "positive", "actual")),
        ("A massacre was averted.", "massacre", {"averted": "A massacre"}, ("certain", "negative", "actual")),
        ("The talks on Monday were called off.", "talks", {"called": "The talks on Monday"}, ("certain", "negative", "actual")),
        ("The attack was called off.", "attack", {"called": "The attack"}, ("certain", "positive", "actual")),
        ("An attempt to storm it was thwarted.", "storm", {"thwarted": "An attempt to storm it"}, ("certain", "negative", "planned")),
        ("An attempt to storm it failed.", "storm", {"failed": "An attempt to storm it"}, ("certain", "negative", "planned")),
        ("He was acquitted of robbing it.", "robbing", {"acquitted": "of robbing it"}, ("certain", "negative", "actual")),
        ("He tried to hit men that had robbed.", "robbed", {"tried": "to hit men that had robbed"}, ("certain", "positive", "actual")),
        ("Men who had led a raid were stopped.", "raid", {"stopped": "Men who had led a raid"}, ("certain", "positive", "actual")),
        ("Guards are expected to storm it.", "storm", {"expected": "to storm it"}, ("probable", "positive", "planned")),
        ("Guards are expected to have fled.", "fled", {"expected": "to have fled"}, ("probable", "positive", "actual")),
        (
            "The fleet threatened men who had robbed the bank.", "robbed", {"threatened": "men who had robbed the bank"},
            ("certain", "positive", "actual"),
        ),
    ],
)  # fmt: skip
def test_verbs_above_an_event(text: str, trigger: str, above: dict[str, str], expected: tuple[str, str, str]) -> None:
    found = told(text, trigger, above)
    assert (found.certainty, found.polarity, found.modality) == expected


def test_whoever_is_the_doer_of_a_verb_with_an_object_is_not_described_by_it() -> None:
    made = Marked("They denied that men arrested in May fled. They denied that men arrested the crew.")
    made.predicate("arrested", [("ARG1", "men")])
    made.predicate("arrested", [("ARG1", "men")], nth=1)
    output = made.output()
    assert described_by(made.text, output, made.at("arrested")) == made.at("men")[0]
    assert described_by(made.text, output, made.at("arrested", 1)) is None


def test_nobody_did_it() -> None:
    assert told("No soldier was arrested.", "arrested", {}, (("ARG1", "No soldier"),)).polarity == "negative"
    assert (
        told("No fewer than nine were arrested.", "arrested", {}, (("ARG1", "No fewer than nine"),)).polarity
        == "positive"
    )


def test_what_opens_the_sentence_holds_for_it() -> None:
    assert told("Apparently a drone hit the depot.", "hit", {}).certainty == "possible"
    assert told("Had the guards left, rebels had captured them.", "captured", {}).modality == "hypothetical"


def test_what_is_not_ruled_out_is_possible() -> None:
    marked = Marked("Arson could not be ruled out.")
    marked.predicate("ruled", [("ARG1", "Arson"), ("NEG", "not")])
    output = marked.output()
    found = governors(marked.text, output, marked.at("Arson"), 0, 0)
    words = [marked.text[a:b] for a, b in output.words]
    assert factuality_of(words, 0, None, (), (), found) == Factuality(certainty="possible", polarity="positive", modality="actual")


def test_a_not_in_front_of_the_finite_verb_is_another_clause_s() -> None:
    marked = Marked("Those who could not were shot.")
    marked.predicate("shot", [("NEG", "not"), ("MOD", "could")])
    assert own_modifiers(marked.text, marked.output().predicates[0]) == []
    marked = Marked("They were not shot.")
    marked.predicate("shot", [("NEG", "not")])
    assert len(own_modifiers(marked.text, marked.output().predicates[0])) == 1
