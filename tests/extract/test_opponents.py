"""Invented reports: two parties of one deed are both found, each in its role."""

import pytest

import reportedly


def parties(sentence: str, trigger: str) -> tuple[list[str], list[str]]:
    reading = reportedly.read(sentence, published="2031-04-08")
    claim = next(one for one in reading.claims if one.kind == "event" and one.trigger is not None and one.trigger.text == trigger)
    actors, recipients = ([one.text for one in claim.arguments if one.role == role] for role in ("actor", "recipient"))
    return actors, recipients


@pytest.mark.parametrize(
    ("sentence", "trigger", "actors", "recipients"),
    [
        ("Clashes between the army and the Amber Front emptied six hamlets.", "Clashes", ["the army"], ["the Amber Front"]),
        ("Fighting between shepherds and farmers broke out in Tarn.", "Fighting", ["shepherds"], ["farmers"]),
        ("Hostilities between Kardun forces and unnamed armed groups went on.", "Hostilities", ["Kardun forces"], ["unnamed armed groups"]),
        ("Talks between the Kardun government and the Amber Front resumed.", "Talks", ["the Kardun government"], ["the Amber Front"]),
        ("Fighting broke out on Monday between the army and RSF militiamen near Tarn.", "Fighting", ["the army"], ["RSF militiamen"]),
        ("Guards and miners clashed on Friday in Tarn.", "clashed", ["Guards"], ["miners"]),
        ("Protesters clashed on Friday with riot police outside the court.", "clashed", ["Protesters"], ["riot police"]),
        ("The army and police clashed with demonstrators in Tarn.", "clashed", ["The army and police"], ["demonstrators"]),
    ],
)
def test_both_parties_are_found(sentence: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    assert parties(sentence, trigger) == (actors, recipients)


def test_men_of_one_group_and_another_group_that_clashed_over_something() -> None:
    told = "In the west, fighters of the Amber Front and the Road Movement clashed on Sunday over control of a well, breaking a truce."
    assert parties(told, "clashed") == (["fighters of the Amber Front"], ["the Road Movement"])


def test_between_two_years_stand_no_parties() -> None:
    assert parties("Clashes between 2010 and 2012 emptied six hamlets in Tarn.", "Clashes")[1] == []


def test_who_mediates_has_both_for_recipients() -> None:
    actors, recipients = parties("Kardun has offered to mediate between Ostrava and Belmar.", "mediate between")
    assert actors == ["Kardun"] and recipients == ["Ostrava", "Belmar"]
