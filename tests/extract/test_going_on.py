"""Invented reports: a verb that goes on from another has its day and place."""

import pytest

import reportedly


def setting(sentence: str, trigger: str) -> tuple[str | None, str | None]:
    reading = reportedly.read(sentence, published="2021-05-06")  # a Thursday
    claim = next(
        one for one in reading.claims if one.kind == "event" and one.trigger is not None and one.trigger.text == trigger
    )
    return (claim.when.value if claim.when else None), (claim.where.name if claim.where else None)


@pytest.mark.parametrize(
    ("sentence", "trigger", "when", "where"),
    [
        ("A bomber blew himself up outside a mosque in Kunduz on Monday, killing six people and wounding dozens more.", "wounding",
         "2021-05-03", "Kunduz"),
        ("Air strikes hit a market in Saraqib on Monday and killed at least 16 people.", "killed", "2021-05-03", "Saraqib"),
        ("On Monday evening, officers raided the home of Ada Brenn in Nakuru and arrested her.", "arrested", "2021-05-03TEV", "Nakuru"),
        ("Rebels stormed a bank in Kisumu on Monday, killed a guard and fled.", "killed", "2021-05-03", "Kisumu"),
    ],
)  # fmt: skip
def test_the_day_and_the_place_go_on(sentence: str, trigger: str, when: str, where: str) -> None:
    assert setting(sentence, trigger) == (when, where)


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("Moscow, which lost a jet in Aleppo on Monday, condemned the raid.", "condemned"),
        ("The minister met a man who was hurt in Kisumu on Monday, and the army killed two rebels.", "killed"),
        ("Police visited Nakuru on Monday before gunmen came and killed two officers.", "killed"),
        ("The Committee to Protect Journalists, based in New York, condemned the murder.", "condemned"),
    ],
)
def test_of_another_clause_nothing_goes_on(sentence: str, trigger: str) -> None:
    assert setting(sentence, trigger) == (None, None)


def test_whose_troops_they_are_is_no_place() -> None:
    sentence = "The town has been bombed since May, when Moscow's troops crossed the border and captured a dozen villages."
    assert setting(sentence, "captured")[1] is None


@pytest.mark.parametrize("trigger", ["signed", "ceasefire"])
def test_an_accord_and_its_signing_have_one_day_and_place(trigger: str) -> None:
    sentence = "The government and the rebels of the Amber Front signed a ceasefire in Geneva on Monday."
    assert setting(sentence, trigger) == ("2021-05-03", "Geneva")


def test_a_day_of_its_own_stays() -> None:
    assert setting("Rebels stormed a bank in Kisumu on Monday and killed a guard in Nakuru on Tuesday.", "killed") == (
        "2021-05-04", "Nakuru",
    )  # fmt: skip
