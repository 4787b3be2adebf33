"""Invented reports: whose deed is told, and who only speaks of it, stands beside the doer, or is to do what is vowed."""

import re
from pathlib import Path

import pytest

import reportedly
from reportedly.schema import Claim, Reading


def read(text: str) -> Reading:
    return reportedly.read(text, published="2031-04-08")


def example() -> Reading:
    text = (Path(__file__).parents[2] / "examples" / "depot.txt").read_text(encoding="utf-8")
    return read(text[text.index("Fighters of") : text.index("Sign up")])


def told(reading: Reading, trigger: str) -> Claim:
    return next(one for one in reading.claims if one.kind == "event" and one.trigger is not None and one.trigger.text == trigger)


def parts(claim: Claim, role: str) -> list[str]:
    return [one.text for one in claim.arguments if one.role == role]


def test_who_speaks_of_a_deed_has_not_done_it() -> None:
    last = [one for one in example().claims if one.trigger is not None and one.trigger.text == "shelling"][-1]
    assert last.sentence.text.startswith("She said the shelling could")
    assert parts(last, "actor") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Kardun condemned these attacks and called for an inquiry, its minister said.",
        "The Government of Kardun strongly condemned the attacks on villages near Tarn, its minister said.",
        "The union has documented the attacks on its members since January.",
    ],
)
def test_who_condemns_or_counts_attacks_has_not_attacked(sentence: str) -> None:
    assert parts(told(read(sentence), "attacks"), "actor") == []


def test_who_launches_an_attack_has() -> None:
    assert parts(told(read("The army launched an attack on Tarn on Sunday, residents said."), "attack"), "actor") == ["The army"]


def test_who_claims_responsibility_for_an_attack_is_its_actor_by_their_own_word() -> None:
    reading = read(
        "Nine people were killed in an attack on Tarn on Sunday, officials said.\n\nThe Amber Front claimed "
        "responsibility for the attack."
    )
    claim = next(one for one in reading.claims if one.trigger is not None and "responsibility" in one.sentence.text)
    assert parts(claim, "actor") == ["The Amber Front"]


@pytest.mark.parametrize(
    "sentence",
    ["No group has claimed responsibility for the attack.", "The Amber Front has not claimed responsibility for the attack in Tarn."],
)
def test_where_nobody_claims_it_nobody_is_named(sentence: str) -> None:
    assert parts(told(read(sentence), "attack"), "actor") == []


def test_who_was_killed_in_an_attack_and_the_attack_are_one_event() -> None:
    reading = read("Nine people were killed in an attack on Tarn on Sunday, officials said.")
    events = [one.event for one in reading.claims if one.kind == "event"]
    assert len(events) == 2
    assert len(set(events)) == 1


def test_an_attack_that_the_dead_had_spoken_of_is_another() -> None:
    reading = read(
        "A man is accused of killing two people who were taking part in protests against the shooting of a farmer, officials said."
    )
    events = [one.event for one in reading.claims if one.trigger is not None and one.trigger.text in ("killing", "shooting")]
    assert len(events) == len(set(events))


def test_who_stands_beside_the_doer_is_no_recipient() -> None:
    reading = read("Two of its senior commanders, Idris Kavel and Omar Tesh, fled to Agadez last month, according to a former member.")
    claim = told(reading, "fled")
    assert (len(parts(claim, "actor")), parts(claim, "recipient")) == (1, [])


def test_a_vow_that_the_army_would_take_a_depot_is_no_vow_to_the_army_and_no_second_threat() -> None:
    reading = read("Government officials vowed on Monday that the army would retake the depot.")
    assert "the army" not in parts(told(reading, "vowed"), "recipient")
    assert not [one for one in reading.claims if one.trigger is not None and one.trigger.text.startswith("would")]


def test_a_promise_without_a_word_of_promising_stays_one() -> None:
    reading = read('"We will cooperate with any inquiry," Colonel Tarek Ouldin said.')
    assert [one.type for one in reading.claims if one.trigger is not None and one.trigger.text.startswith("will")] == ["AGREE"]


def test_who_plans_to_leave_leaves_also_where_dashes_stand_between() -> None:
    reading = read("The Amber Front – formerly known as the Salt Road Movement – reportedly plans to leave the town next week.")
    assert parts(told(reading, "leave"), "actor") == ["The Amber Front"]


def test_to_whom_somebody_defects_stands_behind_the_preposition() -> None:
    reading = read(
        "The River Guard named a new commander in Tarn on Wednesday, two days after some 40 of its fighters defected to the rival Eastern "
        "Banner, local officials said."
    )
    assert parts(told(reading, "defected to"), "destination") == ["the rival Eastern Banner"]


def test_a_town_that_a_model_takes_for_a_body_or_a_person_is_a_place() -> None:
    reading = example()
    assert {one.kind for one in reading.mentions if one.text == "Sabha"} == {"place"}
    assert {one.place.country for one in reading.mentions if one.text == "Sabha" and one.place is not None} == {"LY"}


def test_a_bomb_that_exploded_killing_nine_and_wounding_twenty() -> None:
    reading = read(
        "A bomb exploded at a livestock market in the Sudanese city of Kassala on Tuesday, killing at least nine people and wounding more "
        "than 20, police said."
    )
    assert (parts(told(reading, "killing"), "actor"), parts(told(reading, "killing"), "recipient")) == ([], ["at least nine people"])
    assert parts(told(reading, "wounding"), "recipient") == ["more than 20"]
    assert {one for name in ("killing", "wounding") for one in parts(told(reading, name), "instrument")} == {"bomb"}
    assert len({one.event for one in reading.claims if one.kind == "event"}) == 1


def test_who_is_arrested_in_a_town_is_not_the_town() -> None:
    reading = read("Police in Kassala arrested two men on Sunday over the bombing of a market, officials said.")
    assert parts(told(reading, "arrested"), "recipient") == ["two men"]


def test_a_death_toll_is_counted_with_the_attack_it_names_and_its_injured() -> None:
    reading = read(
        "The death toll from Monday's bombing of a market in Kassala has risen to 14, hospital officials said on Tuesday. Doctor Amna "
        "Sirel, who heads the city's main hospital, said that 31 people had been injured."
    )
    tolls = {(toll.what, toll.best) for one in reading.claims for toll in one.toll}
    assert tolls == {("killed", 14), ("injured", 31)}
    assert len({one.event for one in reading.claims if one.kind == "event"}) == 1
    assert not [one for one in reading.claims if one.type == "RETREAT"]


def test_where_two_attacks_are_told_of_the_injured_are_those_of_the_sentence_before() -> None:
    reading = read(
        "Gunmen attacked a post near Tarn on Monday, killing two guards, police said. A bomb exploded in Sahr on Tuesday, police said. "
        "Four people were injured."
    )
    events = {one.trigger.text: one.event for one in reading.claims if one.kind == "event" and one.trigger is not None}
    assert events["injured"] == events["exploded"] != events["attacked"]


def test_where_two_attacks_are_told_of_the_injured_told_later_are_nobodys() -> None:
    reading = read(
        "Gunmen attacked a post near Tarn on Monday, killing two guards, police said. A bomb exploded in Sahr on Tuesday, police said. "
        "The roads have been closed since, and the ministry has called on travellers to stay at home. Four people were injured."
    )
    events = {one.trigger.text: one.event for one in reading.claims if one.kind == "event" and one.trigger is not None}
    assert events["injured"] not in (events["exploded"], events["attacked"])


@pytest.mark.parametrize(
    ("sentence", "accuser", "accused", "charge"),
    [
        ("Nour Belal accused the Column of the attack, which he said killed 17 people.", "Nour Belal", "the Column", "the attack"),
        ("Residents accused the Ministry of Defence of shelling the town.", "Residents", "the Ministry of Defence", "shelling the town"),
        ("Amnesty last month accused the army of burning villages, which the army denied.", "Amnesty", "the army", "burning villages"),
    ],
)
def test_who_is_accused_by_whom_of_what(sentence: str, accuser: str, accused: str, charge: str) -> None:
    claim = told(read(sentence), "accused")
    assert parts(claim, "actor")[0] == accuser
    assert (parts(claim, "recipient"), parts(claim, "topic")) == ([accused], [charge])


def test_who_approached_what_was_attacked_has_not_attacked_it() -> None:
    reading = read(
        "At least 11 people were killed, the mission said.\n\nThe fighting began when a convoy of the Palm Guard approached the checkpoint "
        "that was attacked two weeks ago, said Lucas Brandvik, the head of the mission."
    )
    assert parts(told(reading, "attacked"), "actor") == []


@pytest.mark.parametrize("folder", ["dune-road/pages", "."])
def test_nobody_does_a_thing_to_himself(folder: str) -> None:
    pages = sorted((Path(__file__).parents[2] / "examples" / folder).glob("*.html"))
    for reading in reportedly.read_many([re.sub(r"<[^>]*>", "", one.read_text(encoding="utf-8")) for one in pages]):
        assert isinstance(reading, Reading)
        for claim in reading.claims:
            doers = {one.lower().removeprefix("the ") for one in parts(claim, "actor")}
            assert claim.kind != "event" or doers.isdisjoint(one.lower().removeprefix("the ") for one in parts(claim, "recipient"))


def test_who_speaks_behind_a_deed_is_no_part_of_it() -> None:
    reading = read("The militia said that four guards were killed, the attackers said nine.")
    assert all("attackers" not in one for one in parts(told(reading, "killed"), "recipient"))


def test_where_people_flee_to_from_a_deed_is_not_where_it_was() -> None:
    shelling = [one for one in example().claims if one.trigger is not None and one.trigger.text in ("shelled", "shelling")]
    assert len({one.event for one in shelling}) == 1
    assert all(one.where is None or one.where.span.text != "Sabha" for one in shelling)
