"""Invented sentences: whom a verb's party belongs to, where another verb stands beside it."""

import pytest

import reportedly


def parties(sentence: str, trigger: str, role: str) -> list[str]:
    reading = reportedly.read(sentence, published="2025-03-03")
    claim = next(one for one in reading.claims if one.trigger is not None and one.trigger.text == trigger)
    return [one.text for one in claim.arguments if one.role == role]


@pytest.mark.parametrize(
    ("sentence", "trigger", "actors", "recipients"),
    [
        # The object of one verb is neither subject nor object of the next.
        (
            "Outside the court, soldiers dispersed a small crowd of relatives with water cannon and confiscated the cameras of two "
            "reporters.",
            "confiscated", ["soldiers"], ["the cameras of two reporters"],
        ),
        (
            "The ruling came a day after gunmen attacked a school in Kumbo, abducting the headmaster and eleven pupils.",
            "abducting", ["gunmen"], ["the headmaster", "eleven pupils"],
        ),
        (
            "The ruling came a day after gunmen attacked a school in Kumbo, abducting the headmaster and eleven pupils.",
            "attacked", ["gunmen"], ["school"],
        ),
        # Who rejects something may shell somebody next.
        (
            "A smaller faction, the Free Pellin Brigades, rejected the deal and shelled a checkpoint hours after the ceremony.",
            "shelled", ["A smaller faction"], ["a checkpoint"],
        ),
        # Participles joined by "and" have one doer, and no adjective of another deed is it.
        (
            "Ukrainian forces repelled a Russian assault on the eastern town of Velyka Horka overnight, destroying four tanks and "
            "capturing a dozen soldiers.", "capturing", ["Ukrainian forces"], ["a dozen soldiers"],
        ),
        # Whom something is promised or threatened is not who does it, nor one's own.
        ("Spokesman Dmitry Peskov threatened that Russia would target the aircraft.", "threatened", ["Spokesman Dmitry Peskov"], []),
        ("The Northern Guard will withdraw its fighters from the hills around Pellin.", "will", ["The Northern Guard"], []),
        # Who accuses is not accused.
        ("Russia is accused by Western governments of using mercenaries.", "accused", ["Western governments"], ["Russia"]),
    ],
)  # fmt: skip
def test_whose_object_a_party_is(sentence: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    assert parties(sentence, trigger, "actor") == actors
    assert parties(sentence, trigger, "recipient") == recipients


def test_who_is_warned_and_of_what() -> None:
    sentence = "Ardenia warned Tessalia not to supply arms to the rebels."
    assert parties(sentence, "warned", "recipient") == ["Tessalia"]
    assert parties(sentence, "warned", "topic") == ["not to supply arms to the rebels"]


def test_who_is_ordered_is_not_who_was_accused() -> None:
    sentence = "Minister Jorge Salas accused the opposition of plotting to overthrow him and ordered the arrest of its spokesman."
    assert not any("opposition" in one for one in parties(sentence, "ordered", "recipient"))


def test_a_farm_worker_is_no_farm() -> None:
    sentence = "It came hours after rockets fired by the group killed a farm worker near Kiryat Shmona."
    assert parties(sentence, "killed", "recipient") == ["a farm worker"]


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [("The militia leader ordered the killing of a teacher.", "ordered"), ("The union demanded the release of nine clerks.", "demanded")],
)
def test_whom_something_is_to_be_done_to_is_not_asked_for_it(sentence: str, trigger: str) -> None:
    assert parties(sentence, trigger, "recipient") == []
