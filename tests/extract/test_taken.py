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


@pytest.mark.parametrize(
    ("text", "type_", "mode"),
    [
        # A town, though the network takes its name for a person's.
        ("Rebels seized Goma on Monday.", "COERCE", "seize"),
        ("The fighters captured Bunia on Monday and took Beni two days later.", "COERCE", "seize"),
        # People: the name stands whole elsewhere, or behind it stands who he is.
        ("Government forces captured Ali Hassan, a commander of the militia.", "COERCE", "arrest"),
        ("Police captured Guzman in a flat in Lima on Monday. Guzman, who led the Shining Path, was 58.", "COERCE", "arrest"),
    ],
)
def test_a_name_of_one_word_that_is_taken_is_a_towns_unless_the_report_knows_a_person_of_that_name(
    text: str, type_: str, mode: str
) -> None:
    reading = reportedly.read(text, published="2021-03-17")
    one = next(claim for claim in reading.claims if claim.trigger and claim.trigger.text in ("seized", "captured"))
    assert (one.type, one.mode) == (type_, mode)
    assert mode == "arrest" or one.toll == ()


def test_a_jail_arrests_nobody() -> None:
    reading = reportedly.read("Relatives of inmates gathered outside the jail to demand news.", published="2021-03-17")
    assert "COERCE" not in {claim.type for claim in reading.claims}
