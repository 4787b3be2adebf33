"""Acts that reports tell of in words that a lexicon or a head alone would pass over."""

import pytest

import reportedly


def told(sentence: str) -> set[tuple[str, str | None, str]]:
    reading = reportedly.read(sentence, published="2031-04-08")
    return {(one.type, one.mode, one.trigger.text) for one in reading.claims if one.kind == "event" and one.trigger is not None}


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Vandora launched 60 drones at the port overnight.", ("ASSAULT", "drone", "launched")),
        ("The town fell to the rebels on Monday.", ("COERCE", "seize", "fell to")),
        ("The priest was freed on Sunday.", ("RETREAT", "release", "freed")),
        ("The army said its forces had hit military facilities.", ("ASSAULT", None, "hit")),
        ("Police raided the offices of the newspaper.", ("COERCE", "censor", "Police raided")),
    ],
)
def test_acts(sentence: str, act: tuple[str, str | None, str]) -> None:
    assert act in told(sentence)


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("The army launched air strikes on Tarn on Friday.", "PROTEST"),
        ("A soldier fell to the ground as the army came near the town.", "COERCE"),
        ("The sale freed up funds for a new bridge.", "RETREAT"),
        ("The firm launched a drone delivery service in the town.", "ASSAULT"),
    ],
)
def test_other_senses(sentence: str, type_: str) -> None:
    assert type_ not in {one for one, _, _ in told(sentence)}


def test_the_agent_of_a_second_participle_is_no_actor_of_the_first_verb() -> None:
    reading = reportedly.read("The air force said it shot down 41 of 60 drones launched by Russia.", published="2031-04-08")
    acts = {one.trigger.text: [each.text for each in one.arguments if each.role == "actor"] for one in reading.claims if one.trigger}
    assert "Russia" not in acts["shot down"]


def test_an_age_behind_a_name_is_no_toll() -> None:
    reading = reportedly.read("Ruto, 54, was arrested in 2021 after a witness came forward.", published="2031-04-08")
    assert {toll.high for one in reading.claims for toll in one.toll} <= {1}


def test_who_holds_an_office_in_small_letters_tells_the_whole_clause_before() -> None:
    reading = reportedly.read(
        "A missile hit a house in Kharkiv on Monday, killing three people and injuring 17, regional governor Volodymyr Artemenko said.",
        published="2031-04-08",
    )
    events = [one for one in reading.claims if one.kind == "event"]
    assert len(events) == 3
    assert all(one.according_to for one in events)
    assert {one.source.text for one in reading.attributions if one.source} == {"regional governor Volodymyr Artemenko"}


def test_where_a_statement_was_posted_was_not_struck() -> None:
    reading = reportedly.read(
        "The Amber Front claimed responsibility for the drone strike in a statement on Telegram.", published="2031-04-08"
    )
    assert "Telegram" not in {each.text for one in reading.claims for each in one.arguments}


def test_cooperation_in_a_name_is_none() -> None:
    assert "COOPERATE" not in {
        type_ for type_, _, _ in told("The Organization for Security and Cooperation in Europe called for restraint.")
    }


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("Vandora has not carried out an execution since 1987.", "negative"),
        ("The army did not launch an offensive.", "negative"),
        ("The army launched an offensive but did not say where.", "positive"),
    ],
)
def test_what_nobody_carried_out_did_not_happen(sentence: str, polarity: str) -> None:
    reading = reportedly.read(sentence, published="2031-04-08")
    assert {one.factuality.polarity for one in reading.claims if one.kind == "event"} == {polarity}
