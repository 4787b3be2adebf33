"""Invented sentences: who acted, who suffered it, and who is named beside it only."""

import pytest

import reportedly


def parties(sentence: str, trigger: str, role: str) -> list[str]:
    reading = reportedly.read(sentence, published="2025-03-03")
    claim = next(one for one in reading.claims if one.trigger is not None and one.trigger.text == trigger)
    return [one.text for one in claim.arguments if one.role == role]


@pytest.mark.parametrize(
    ("sentence", "trigger", "actors", "recipients"),
    [
        ("Nine clerks accused of theft were questioned on Monday.", "accused", [], ["Nine clerks"]),
        ("The union condemned her detention.", "detention", [], ["her"]),
        ("The village elder had received threats from the militia.", "threats", ["the militia"], ["The village elder"]),
        ("The doctors do not think she was murdered.", "murdered", [], ["she"]),
        ("The guards shot four raiders, wounded six more and burned two boats.", "wounded", ["The guards"], ["six more"]),
        ("Soldiers fired tear gas at mourners.", "fired tear gas", ["Soldiers"], ["mourners"]),
    ],
)
def test_who_acts_and_who_suffers(sentence: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    assert parties(sentence, trigger, "actor") == actors
    assert parties(sentence, trigger, "recipient") == recipients


def test_who_sits_in_a_place_acts_and_not_the_place() -> None:
    assert parties("A court in Belgrade on Thursday sentenced Ona Brill to nine years.", "sentenced", "actor") == ["A court in Belgrade"]


def test_what_was_fired_is_no_victim() -> None:
    sentence = "The envoy said rebels had fired a rocket at the mill."
    assert parties(sentence, "fired", "recipient") == []
    assert parties(sentence, "fired", "instrument")  != []


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("The minister condemned, in the presence of all envoys, the raid.", "condemned"),
        ("The council rejected the plan after the president had left for France.", "rejected"),
        ("The bishop praised the truce, which the generals had signed.", "praised"),
    ],
)
def test_who_is_named_further_on_is_no_party(sentence: str, trigger: str) -> None:
    named = parties(sentence, trigger, "recipient")
    assert not {"all envoys", "the president", "the generals"}.intersection(named)


def test_where_a_thing_was_taken_is_not_whom_it_was_taken_from() -> None:
    assert "Brodnik" not in parties("Agents searched her home in Brodnik and confiscated two phones.", "confiscated", "recipient")


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("The union has seen defections in its leadership.", "defections"),
        ("The group is shaken by defections in its ranks.", "defections"),
    ],
)
def test_people_are_no_place(sentence: str, trigger: str) -> None:
    assert parties(sentence, trigger, "place") == []


def test_a_place_with_people_in_it_stays_one() -> None:
    assert parties("Judge Ona Brill was shot in the town of Vell on Friday.", "shot", "place") != []
