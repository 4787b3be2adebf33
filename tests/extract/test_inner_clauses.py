"""Invented sentences with clauses inside the arguments of their verbs."""

import pytest

import reportedly


def roles(sentence: str, trigger: str) -> list[tuple[str, str]]:
    reading = reportedly.read(sentence, published="2025-03-03")
    claim = next(one for one in reading.claims if one.trigger is not None and one.trigger.text == trigger)
    return sorted((one.role, one.text) for one in claim.arguments if one.role != "time")


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        (
            "The judge ordered them to pay a fine to the state.", "ordered",
            [("actor", "The judge"), ("recipient", "them")],
        ),
        (
            "The council accused neighbouring Ardenia of arming the group.", "accused",
            [("actor", "The council"), ("recipient", "neighbouring Ardenia"), ("topic", "arming the group")],
        ),
        (
            "Ardenia warned Tessalia against meddling in the islands.", "warned",
            [("actor", "Ardenia"), ("recipient", "Tessalia"), ("topic", "meddling in the islands")],
        ),
    ],
)  # fmt: skip
def test_a_clause_is_a_topic_at_most_and_no_party(sentence: str, trigger: str, expected: list[tuple[str, str]]) -> None:
    assert roles(sentence, trigger) == expected


def test_what_somebody_goes_for_is_no_place() -> None:
    sentence = "He said his men had withdrawn to the village of Harro to avoid civilian casualties and would retake the town."
    found = roles(sentence, "withdrawn")
    assert [words for role, words in found if role == "destination"] == ["the village of Harro"]


def test_the_next_deed_is_not_accused_of() -> None:
    sentence = "Minister Jorge Salas accused the party of plotting to topple the cabinet and ordered the arrest of its leader."
    found = roles(sentence, "accused")
    assert ("topic", "plotting to topple the cabinet") in found


def test_no_clause_is_a_mention() -> None:
    text = "The Northern Guard will withdraw its fighters from the hills around Pellin and the army will allow aid convoys to enter."
    named = {one.text for one in reportedly.read(text, published="2025-03-03").mentions}
    assert not {one for one in named if one.startswith(("withdraw", "allow"))}


def test_whose_things_somebody_takes_are_no_people() -> None:
    text = "Soldiers seized the cameras of two reporters from Radio Balafon."
    kinds = {one.text: one.kind for one in reportedly.read(text, published="2025-03-03").mentions}
    assert kinds.get("the cameras of two reporters") != "person"
