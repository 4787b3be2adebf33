"""Invented sentences: places that an event did not take place in."""

import pytest

import reportedly
from reportedly.extract.elsewhere import goes_there, is_their_own, leads_there


@pytest.mark.parametrize(
    "text", ["a checkpoint on the road to Tarn", "a convoy headed for Tarn", "the main highway leading to the town of Tarn"]
)
def test_a_road_leads_there(text: str) -> None:
    assert leads_there(text, 0, text.index("Tarn"))


@pytest.mark.parametrize("text", ["the road in Tarn", "a train at Tarn", "troops sent to Tarn"])
def test_what_lies_there_does_not_lead_there(text: str) -> None:
    assert not leads_there(text, 0, text.index("Tarn"))


def test_they_left_for_it_on_buses() -> None:
    text = "The raid made fighters leave on green buses for Tarn"
    assert goes_there("The raid made fighters who left on green buses for Tarn", 8, 51)
    assert not goes_there(text.replace("buses for", "buses in"), 8, text.index("Tarn") - 1)


@pytest.mark.parametrize(
    ("text", "trigger", "own"),
    [
        ("Tarn's troops captured a village", "captured", True),
        ("Tarn's main market was bombed", "bombed", False),
        ("A Tarn court jailed two men over an attack on a school", "attack", True),
        ("A Tarn court jailed two men", "jailed", False),
    ],
)
def test_whose_people_act(text: str, trigger: str, own: bool) -> None:
    start = text.index(trigger)
    assert is_their_own(text, text.index("Tarn") + 4, (start, start + len(trigger))) is own


def test_a_checkpoint_on_the_road_to_a_town_is_not_in_it() -> None:
    claims = reportedly.read("Gunmen attacked a checkpoint on the road to Mogadishu on Monday.", published="2021-05-06").claims
    assert [one.where for one in claims if one.kind == "event"] == [None]


def test_the_year_of_an_attack_is_not_that_of_its_trial() -> None:
    claims = reportedly.read("French court convicts eight over 2019 market attack", published="2024-02-16").claims
    assert {one.trigger.text: one.when and one.when.value for one in claims if one.trigger}["convicts"] is None


def test_a_jail_that_somebody_fled_is_not_where_he_was_arrested() -> None:
    text = "He was arrested in 2019 but escaped from a jail in Mogadishu the following year."
    claims = reportedly.read(text, published="2023-10-20").claims
    assert {one.trigger.text: one.where for one in claims if one.trigger}["arrested"] is None


def test_an_assault_that_happened_on_a_day() -> None:
    claims = reportedly.read("The assault happened late on Monday in the Gao region.", published="2025-06-18").claims
    found = next(one for one in claims if one.trigger and one.trigger.text == "assault")
    assert found.when is not None and found.when.start == "2025-06-16"
