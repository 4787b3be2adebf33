import pytest

import reportedly
from reportedly.schema import Claim, Reading

BOMB = "A car bomb went off outside a hotel in Kassala on Friday, killing eleven people, police said.\n\n"


def read(text: str) -> Reading:
    return reportedly.read(text, published="2031-04-08")


def told(reading: Reading, trigger: str) -> Claim:
    return next(one for one in reading.claims if one.kind == "event" and one.trigger is not None and one.trigger.text == trigger)


def actors(claim: Claim) -> list[str]:
    return [one.text.removeprefix("The ").removeprefix("the ") for one in claim.arguments if one.role == "actor"]


def voices(reading: Reading, claim: Claim) -> list[str]:
    by_id = {one.id: one.source for one in reading.attributions}
    return [source.text for one in claim.according_to if (source := by_id[one]) is not None]


@pytest.mark.parametrize(
    ("sentence", "noun"),
    [
        ("The Amber Front claimed responsibility through its news channel for a suicide attack on a mosque in Tarn.", "suicide attack"),
        ("Responsibility for the raid was claimed by the Amber Front.", "raid"),
        ("The bombing of a church in Tarn, for which the Amber Front claimed responsibility, killed 25 people.", "bombing"),
        ("The bombing, claimed by the Amber Front, killed 25 people in Tarn.", "bombing"),
        ("The Amber Front claimed a drone strike on an airport in Tarn on Tuesday.", "drone strike"),
        ("The attack was claimed by the Amber Front.", "attack"),
    ],
)
def test_who_claims_a_deed_is_its_actor_and_its_voice(sentence: str, noun: str) -> None:
    reading = read(BOMB + sentence)
    claim = next(one for one in reading.claims if one.trigger is not None and one.trigger.text == noun and one.sentence.start >= len(BOMB))
    assert actors(claim) == ["Amber Front"]
    assert "the amber front" in [one.lower() for one in voices(reading, claim)]


def test_it_was_behind_the_bombing() -> None:
    reading = read("The Amber Front said in a statement that it was behind the bombing of a church in Tarn.")
    assert actors(told(reading, "bombing")) == ["it"]
    assert next(one for one in reading.events if told(reading, "bombing").id in one.claims).standing.reasons == (
        "accepted, as its own doing, by Amber Front",
    )


def test_a_claim_that_leaves_out_what_it_is_for_is_for_the_attack_before() -> None:
    reading = read(BOMB + "The Amber Front claimed responsibility.")
    claim = told(reading, "claimed responsibility")
    assert actors(claim) == ["Amber Front"]
    assert claim.event == told(reading, "killing").event
    assert next(one for one in reading.events if claim.id in one.claims).standing.grade == "confirmed"


@pytest.mark.parametrize(
    "sentence",
    [
        "No group has claimed responsibility.", "Nobody has yet claimed responsibility for the blast.",
        "The Amber Front has not claimed responsibility.", "It is unclear who was behind the attack.",
        "The company claimed responsibility for the outage.",
    ],
)
def test_where_nobody_claims_it_nobody_has_done_it(sentence: str) -> None:
    reading = read(BOMB + sentence)
    assert not [one for one in reading.claims if one.sentence.start >= len(BOMB) and (actors(one) or "responsib" in str(one.trigger))]


def test_a_claim_that_an_attack_killed_somebody_is_no_claim_of_the_attack() -> None:
    reading = read("The mayor claimed an attack on the market on Monday killed ten people.")
    assert actors(told(reading, "attack")) == []
