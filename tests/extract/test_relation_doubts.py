"""Invented sentences whose words speak against a relation between two that are named in them."""

import pytest

import reportedly


def relations(text: str, type_: str) -> list[tuple[str, str]]:
    reading = reportedly.read(text, published="2025-03-03")
    told = [one for one in reading.claims if one.kind == "relation" and one.type == type_]
    return [tuple(next(arg.text for arg in one.arguments if arg.role == role) for role in ("subject", "object")) for one in told]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("President Marko Delvan and rebel commander Yusuf Karan shook hands.", "also_known_as"),
        ("He beat Ona Brill and driver Tom Salt in the race, and met Lord Burnett, Lady Hallett and Lord McCombe.", "also_known_as"),
        ("At least 14 soldiers and six rebels were killed.", "member_of"),
        ("The fire spread, residents and a military officer said.", "member_of"),
        ("The captain told state television that his soldiers had held the camp.", "member_of"),
        ("The army is fighting rebels in the hills, and security forces arrested its leader in May.", "member_of"),
        ("Gunmen attacked a school, abducting the headmaster and eleven pupils.", "fighting"),
        ("The army forced dozens of families to leave before an operation against insurgents.", "fighting"),
        ("At least 50 civilians had been killed by Ardenian forces.", "fighting"),
        ("The Northern Front has been fighting for control of the port of Tarn.", "controls"),
        ("Army forces attempted to seize the hospital complex from Front fighters in the heart of the city.", "controls"),
        ("Gisele Sanchez, owner of a haberdashery close to the bakery, spoke to reporters.", "controls"),
    ],
)  # fmt: skip
def test_words_that_speak_against_a_relation(text: str, type_: str) -> None:
    assert relations(text, type_) == []


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("The Northern Front controls the port of Tarn.", "controls", "The Northern Front"),
        ("In the afternoon, government forces managed to fully capture the Semiramis Hotel.", "controls", "government forces"),
        ("The Syrian army has fought the Islamic State since 2014.", "fighting", "The Syrian army"),
        ("Six fighters from the Northern Front were killed.", "member_of", "Six fighters from the Northern Front"),
    ],
)  # fmt: skip
def test_relations_that_stand(text: str, type_: str, expected: str) -> None:
    assert expected in [subject for subject, _ in relations(text, type_)]


def test_who_is_named_in_a_role_is_told_once() -> None:
    found = relations("The group's spokesman, Mohammad Karim, denied it.", "speaks_for")
    assert [subject for subject, _ in found] == ["Mohammad Karim"]
