"""Invented reports: what is denied without being named is what was told before."""

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
