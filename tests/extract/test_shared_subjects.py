"""Invented reports: a verb that goes on from another has its subject."""

import pytest

import reportedly


@pytest.mark.parametrize(
    ("sentence", "trigger", "role", "words"),
    [
        ("Kardun troops shot and killed a teacher near Tarn, the ministry said.", "killed", "actor", ["Kardun troops"]),
        ("A column of the Amber Front attacked the town and killed the mayor.", "killed", "actor", ["A column of the Amber Front"]),
        ("Two guards, Pero Anes and Rui Falk, were acquitted of theft but convicted of murder.", "convicted", "recipient", ["Two guards"]),
        ("Ada Brenn was attacked in Tarn and accused the police of doing nothing.", "accused", "actor", ["Ada Brenn"]),
    ],
)
def test_the_subject_is_shared(sentence: str, trigger: str, role: str, words: list[str]) -> None:
    reading = reportedly.read(sentence, published="2031-04-08")
    claim = next(one for one in reading.claims if one.kind == "event" and one.trigger is not None and one.trigger.text == trigger)
    assert [one.text for one in claim.arguments if one.role == role] == words
