import pytest

import reportedly
from reportedly.schema import Claim, Reading


def read(text: str) -> Reading:
    return reportedly.read(text, published="2031-04-08")


def told(reading: Reading, trigger: str) -> Claim:
    return next(one for one in reading.claims if one.kind == "event" and one.trigger is not None and one.trigger.text == trigger)


def parties(claim: Claim, role: str) -> list[str]:
    return [one.text for one in claim.arguments if one.role == role]


@pytest.mark.parametrize("verb", ["is fighting", "fought"])
def test_who_fights_a_battle_and_whom(verb: str) -> None:
    reading = read(f"The army {verb} a battle against the rebels around Murzuq.")
    assert (parties(told(reading, "battle"), "actor"), parties(told(reading, "battle"), "recipient")) == (["The army"], ["the rebels"])


def test_a_battle_is_nobody_s_opponent() -> None:
    reading = read('"In the end," he said, "we will have to fight a guerrilla war."')
    claims = [one for one in reading.claims if one.kind == "event"]
    assert claims and not [one for claim in claims for one in parties(claim, "recipient") if "war" in one]


def test_who_fights_an_offensive_is_not_on_its_side() -> None:
    reading = read("The Front's militia moved north to fight the Vandoran-led offensive in the valley.")
    assert "The Front's militia" not in parties(told(reading, "offensive"), "actor")


def test_whom_one_fights_stays_a_party() -> None:
    assert parties(told(read("The army is fighting the rebels in Murzuq."), "fighting"), "recipient") == ["the rebels"]
