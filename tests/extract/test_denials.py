"""Invented reports: what is denied without being named is what was told before."""

import pytest

import reportedly
from reportedly.schema import Claim, Reading


def denial(reading: Reading) -> Claim:
    (found,) = [one for one in reading.claims if one.stance == "denies" and one.kind == "event"]
    return found


def test_who_denies_it_stands_against_what_was_told() -> None:
    reading = reportedly.read(
        "Residents of Tarn said that the army shelled their neighbourhood on Monday. An officer denied it.", published="2021-03-17"
    )
    shelled = next(one for one in reading.claims if one.trigger is not None and one.trigger.text == "shelled")
    denied = denial(reading)
    assert (denied.type, denied.trigger and denied.trigger.text, denied.arguments) == ("ASSAULT", "it", ())
    assert denied.event == shelled.event
    assert next(one for one in reading.events if one.id == denied.event).standing.grade == "contested"


def test_a_deed_told_again_by_who_denies_it_joins_it_too() -> None:
    reading = reportedly.read(
        "Nine people died on Sunday when rebels shelled the market of Tarn, the mayor said. The rebels denied that they had shelled the "
        "market.",
        published="2021-03-17",
    )
    assert denial(reading).event == reading.claims[0].event


def test_what_the_denial_tells_itself_is_no_deed_told_before() -> None:
    text = "Soldiers arrested three men in Tarn. He denied reports that troops had arrived late."
    reading = reportedly.read(text, published="2021-03-17")
    assert [one for one in reading.claims if one.type == "COERCE" and one.stance == "denies"] == []


def test_an_accord_that_is_rejected_is_not_denied() -> None:
    reading = reportedly.read("Nine people died in a blast. The Front rejected the agreement.", published="2021-03-17")
    assert [one for one in reading.claims if one.stance == "denies"] == []


def test_one_group_under_a_description_a_name_and_two_spellings_is_one_voice() -> None:
    reading = reportedly.read(
        "Two women died in Tarn on Monday, a monitoring group, the Estuary Observatory, said. The monitoring group put the toll at nine.",
        published="2021-03-17",
    )
    assert [(one.standing.grade, one.standing.origins) for one in reading.events] == [("single-source", 1)]
    spelled = reportedly.read("The Harbour League said nine people died. The Harbor League said it was a blast. The HL left.")
    assert [one.names for one in spelled.entities if one.kind == "organisation"] == [("Harbour League", "Harbor League", "HL")]


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("A rebel spokesman said the reports were completely false.", "the reports"),
        ("A rebel spokesman called the allegations baseless.", "the allegations"),
        ("A rebel spokesman dismissed the claims as propaganda.", "the claims"),
        ("A rebel spokesman said that no such raid had taken place.", "no such raid"),
        ("The rebels deny having done so.", "having done so"),
        ('"It never happened," a rebel commander said.', "It"),
    ],
)
def test_who_says_that_an_account_is_untrue_denies_what_it_tells(sentence: str, what: str) -> None:
    reading = reportedly.read(f"Rebels raided a clinic in Ostrel on Friday, doctors said. {sentence}", published="2025-03-03")
    raided = next(one for one in reading.claims if one.trigger is not None and one.trigger.text == "raided")
    denied = denial(reading)
    assert (denied.trigger and denied.trigger.text, denied.event) == (what, raided.event)


@pytest.mark.parametrize("sentence", ["A rebel spokesman said the reports were alarming.", "Doctors said it happened on Friday."])
def test_what_is_said_of_an_account_otherwise_denies_nothing(sentence: str) -> None:
    reading = reportedly.read(f"Rebels raided a clinic in Ostrel on Friday, doctors said. {sentence}", published="2025-03-03")
    assert [one for one in reading.claims if one.stance == "denies"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Our first edition wrongly reported that soldiers had shot three students.",
        "The bulletin said, erroneously, that soldiers had shot three students.",
        "We reported earlier that soldiers had shot three students. That was incorrect.",
    ],
)
def test_a_report_takes_back_what_was_told_wrongly(text: str) -> None:
    reading = reportedly.read(text, published="2025-03-03")
    denied = denial(reading)
    assert denied.according_to == ()
    told = [one for one in reading.claims if one.event == denied.event and one is not denied]
    assert any(one.trigger is not None and one.trigger.text == "shot" for one in told)


def test_who_rejects_claims_has_not_made_them() -> None:
    reading = reportedly.read("The ministry has rejected reports that its soldiers shelled a mill in Ostrel.", published="2025-03-03")
    (shelled,) = [one for one in reading.claims if one.trigger is not None and one.trigger.text == "shelled"]
    assert shelled.stance == "denies"
    voices = {one.id: one for one in reading.attributions}
    sources = [voices[one].source for one in shelled.according_to]
    assert [one.text for one in sources if one is not None] == ["The ministry"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry says reports of a drone attack in Ostrel are false.",
        "Rumours that nine guards had been killed in Ostrel were greatly exaggerated, the mayor said.",
        "Claims that soldiers shelled the mill are entirely unfounded, the mayor said.",
    ],
)
def test_the_deed_that_an_untrue_account_tells_is_denied(sentence: str) -> None:
    reading = reportedly.read(sentence, published="2025-03-03")
    deeds = [one for one in reading.claims if one.kind == "event" and one.type == "ASSAULT"]
    assert deeds
    assert {one.stance for one in deeds} == {"denies"}


def test_a_charge_of_no_deed_is_what_is_denied_beside_it() -> None:
    text = "Soldiers beat three students in Tarn on Monday. Organisers accused the ministry of lying; the ministry denied it."
    reading = reportedly.read(text, published="2021-03-17")
    assert [one for one in reading.claims if one.stance == "denies" and one.kind == "event"] == []


def test_who_calls_an_account_lies_denies_it() -> None:
    text = "Residents said soldiers burned the mill of Tarn on Monday. The governor called the allegations lies."
    reading = reportedly.read(text, published="2021-03-17")
    assert denial(reading).type == "ASSAULT"


@pytest.mark.parametrize("behind", ["which Tarn denies", "a charge Tarn denies", "an accusation Tarn has rejected"])
def test_a_charge_beside_it_is_denied(behind: str) -> None:
    reading = reportedly.read(f"Ardenia accuses Tarn of arming the rebels, {behind}.", published="2021-03-17")
    armed = next(one for one in reading.claims if one.trigger is not None and one.trigger.text == "arming")
    denied = denial(reading)
    assert (denied.type, denied.event) == (armed.type, armed.event)
    assert next(one for one in reading.events if one.id == armed.event).standing.grade == "contested"


def test_who_said_it_denies_what_and_joins() -> None:
    reading = reportedly.read(
        "The army said troops had killed 12 fighters and denied that any civilians were killed.", published="2021-03-17"
    )
    told = {one.id: one.source.text for one in reading.attributions if one.source is not None}
    assert [told[one] for one in denial(reading).according_to] == ["The army"]


def test_who_denies_that_something_is_planned_refuses_no_change() -> None:
    reading = reportedly.read("The mayor of Tarn denied that a vote was planned.", published="2021-03-17")
    assert [one.mode for one in reading.claims if one.type == "REJECT"] in ([None], [])
