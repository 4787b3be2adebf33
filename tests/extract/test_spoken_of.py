"""Invented sentences: who or what a claim only speaks of is no party to it."""

import pytest

import reportedly
from reportedly.encoder.output import ScoredSpan
from reportedly.extract.parties import Phrases
from reportedly.schema import Claim


def claim(sentence: str, trigger: str) -> Claim:
    reading = reportedly.read(sentence, published="2031-04-08")
    return next(one for one in reading.claims if one.kind == "event" and one.trigger is not None and one.trigger.text == trigger)


def parties(sentence: str, trigger: str, role: str) -> list[str]:
    return [one.text for one in claim(sentence, trigger).arguments if one.role == role]


@pytest.mark.parametrize(
    ("sentence", "trigger", "recipients"),
    [
        ("The group has vowed to avenge the miners.", "vowed to avenge", []),
        ("The chairman spoke with both leaders on Tuesday and appealed for calm.", "appealed for", []),
        ("The mayor appealed for help to the governor.", "appealed for", ["the governor"]),
        ("Ardenia said it reserved the right to defend itself.", "reserved", []),
    ],
)
def test_who_is_spoken_of(sentence: str, trigger: str, recipients: list[str]) -> None:
    assert parties(sentence, trigger, "recipient") == recipients


def test_elections_do_not_resign() -> None:
    sentence = "The marchers demanded the resignation of interim President Juan Serra and early elections."
    assert parties(sentence, "resignation", "actor") == ["interim President Juan Serra"]


def test_a_wound_is_no_place() -> None:
    sentence = "A man was shot in the chest in Lagos."
    assert parties(sentence, "shot", "place") == ["Lagos"]


def test_the_parties_of_what_is_avenged_are_not_those_of_the_reprisal() -> None:
    sentence = "The killings appeared to be in reprisal for an attack by jihadists on a military convoy near Djibo."
    assert parties(sentence, "killings", "actor") == [] and parties(sentence, "killings", "recipient") == []
    assert parties(sentence, "attack", "actor") == ["jihadists"]


def test_fighters_linked_to_a_group_are_not_the_group() -> None:
    text = "an attack by Tarn-linked jihadists on Monday"
    start, end = text.index("Tarn"), text.index(" on ")
    phrases = Phrases(text, [ScoredSpan(start, start + 4, "organisation", 0.9)])
    assert phrases.at(start, len(text)) == (start, end)


@pytest.mark.parametrize(
    ("sentence", "trigger", "certainty"),
    [
        ("The Amber Front claimed responsibility for the attack.", "attack", "certain"),
        ("The Amber Front claimed responsibility for that attack.", "attack", "certain"),
        ("The army claimed that the rebels carried out the attack.", "attack", "possible"),
    ],
)
def test_who_claims_a_deed_as_his_own_is_sure_of_it(sentence: str, trigger: str, certainty: str) -> None:
    found = claim(sentence, trigger)
    assert found.factuality is not None and found.factuality.certainty == certainty
    assert any(one.role == "actor" for one in found.arguments)
