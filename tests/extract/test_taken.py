"""Invented sentences: what is taken says whether it is an arrest, an abduction or a seizure."""

import pytest

import reportedly


@pytest.mark.parametrize(
    ("text", "trigger", "type_", "mode", "toll"),
    [
        ("The Sand Brigade captured Tarn's airport on Monday.", "captured", "COERCE", "seize", []),
        ("Militants seized 40 soldiers at a post near Tarn.", "seized", "ASSAULT", "abduct", [("abducted", 40)]),
        ("Police captured two suspects near Tarn.", "captured", "COERCE", "arrest", [("captured", 2)]),
        ("Customs officers seized 300 rifles at the port.", "seized", "COERCE", "seize", []),
    ],
)
def test_what_is_taken(text: str, trigger: str, type_: str, mode: str, toll: list[tuple[str, int]]) -> None:
    reading = reportedly.read(text, published="2021-03-17")
    one = next(claim for claim in reading.claims if claim.kind == "event" and claim.trigger and claim.trigger.text == trigger)
    assert (one.type, one.mode) == (type_, mode)
    assert [(each.what, each.best) for each in one.toll] == toll
