import pytest
from outputs import Marked, no_entity

import reportedly
from reportedly.extract.attributions import find_attributions

# Invented.
ATTACK = "Twelve people were killed when shells hit the market of Tarn on Monday, residents said. "


@pytest.mark.parametrize(
    ("sentence", "trigger", "what", "best"),
    [
        ("The mayor, Ada Sand, later put the toll at 23.", "toll", "killed", 23),
        ("The doctors' committee raised the death toll to at least 19.", "death toll", "killed", 19),
        ("A local elder put the number of wounded at forty.", "number of wounded", "injured", 40),
        ("The death toll rose from 12 to 31 on Tuesday.", "death toll", "killed", 31),
        ("The Red Lantern gave the figure of eleven.", "figure", "killed", 11),
        ("On Tuesday the ministry put the dead at 30.", "dead", "killed", 30),
        ("The number of people killed when the shells fell on Tarn has risen to 41.", "number of people killed", "killed", 41),
    ],
)
def test_a_count_is_a_claim_of_its_own_about_the_attack(sentence: str, trigger: str, what: str, best: int) -> None:
    reading = reportedly.read(ATTACK + sentence, published="2021-03-17")
    (count,) = [one for one in reading.claims if one.trigger is not None and one.trigger.text == trigger]
    assert [(toll.what, toll.best) for toll in count.toll] == [(what, best)]
    assert count.when is None  # the day is that of the count
    killed = next(one for one in reading.claims if one.trigger is not None and one.trigger.text == "killed")
    assert count.event == killed.event


def test_who_counts_is_the_voice() -> None:
    text = ATTACK + "The mayor put the toll at 23."
    marked = Marked(text)
    marked.mention("The mayor", "person")
    marked.predicate("put", [("ARG0", "The mayor"), ("ARG1", "the toll")])
    found = find_attributions(text, marked.output(), no_entity)
    assert [(one.source and one.source.text, one.cue.text, one.content[0].text) for one in found] == [
        ("The mayor", "put", "the toll at 23")
    ]


def test_no_attack_before_it_no_count_of_its_dead() -> None:
    reading = reportedly.read("Cholera spread in Tarn. The ministry put the toll at 23.", published="2021-03-17")
    assert [one for one in reading.claims if one.toll] == []


def test_whom_a_count_counts_are_no_claim_beside_it() -> None:
    reading = reportedly.read(ATTACK + "Police put the toll at 50 dead.", published="2021-03-17")
    assert not [one for one in reading.claims if one.trigger is not None and one.trigger.text == "dead"]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Four people, two of them children, were injured in the raid on Tarn.", [("injured", 4)]),
        ("The league told of the deaths of 36 marchers, eleven of them in Tarn, in the shooting.", [("killed", 36)]),
    ],
)
def test_some_of_them_are_among_those_counted(text: str, best: list[tuple[str, int]]) -> None:
    tolls = [(toll.what, toll.best) for one in reportedly.read(text, published="2021-03-17").claims for toll in one.toll]
    assert tolls == best


def test_the_figure_behind_arrests_counts_the_arrested() -> None:
    text = "At least 26 protesters were detained in Tarn, the ministry said. Rights groups put the figure at more than 100."
    reading = reportedly.read(text, published="2021-03-17")
    (count,) = [one for one in reading.claims if one.trigger is not None and one.trigger.text == "figure"]
    assert (count.type, count.toll[0].what) == ("COERCE", "captured")
