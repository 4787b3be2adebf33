"""Invented reports: which attack the dead and the wounded belong to, and which deeds are two."""

import pytest

import reportedly


def events(text: str) -> list[list[str]]:
    """The triggers of each event that more than one claim tells of."""
    reading = reportedly.read(text, published="2021-05-20")
    found: dict[str, list[str]] = {}
    for one in reading.claims:
        if one.kind == "event" and one.trigger and one.event:
            found.setdefault(one.event, []).append(one.trigger.text)
    return [words for words in found.values() if len(words) > 1]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("On Monday a police truck hit a mine near Tarn; two officers were killed.", ["hit", "killed"]),
        ("Rebels overran a camp near Tarn in March, when at least 30 soldiers died.", ["overran", "died"]),
        ("In April 2019, an attack on a field clinic in Tarn killed dozens of people.", ["attack", "killed"]),
    ],
)
def test_whom_an_attack_hurt_is_of_its_event(text: str, together: list[str]) -> None:
    assert together in events(text)


def test_an_answer_to_a_deed_is_another_deed() -> None:
    text = "The Sand Brigade shelled an army base in response to the air strike that killed its founder in Tarn."
    assert not any("shelled" in words and "killed" in words for words in events(text))


def test_a_toll_is_of_the_attack_in_front_of_it() -> None:
    text = (
        "Rebels attacked a camp in Sahr on Monday and 12 soldiers were killed. A suicide bomber blew himself up in a mosque in Tarn on "
        "Tuesday. Police put the toll at 50 dead."
    )
    assert any("blew himself up" in words and "toll" in words for words in events(text))


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked the town in April 1992 and burned its mosque. The war in Tarn ended in 1995.",
        "The alliance bombed three bridges near Tarn. The court ruled that the massacre was a crime.",
    ],
)
def test_a_war_and_a_massacre_take_up_no_single_deed(text: str) -> None:
    assert not any(word in ("war", "massacre") for words in events(text) for word in words)


def test_the_bombing_is_the_one_told_of_before() -> None:
    text = (
        "A bomb went off in a market in Tarn on Saturday and 30 people died. Scuffles broke out on Monday when police stopped a march. Two "
        "officers were hurt. Mourners prayed for the victims of the bombing."
    )
    assert not any("bombing" in words and "hurt" in words for words in events(text))


@pytest.mark.parametrize(("between", "one"), [("", True), ("The army bombed a village near Sahr on Tuesday. ", False)])
def test_another_voice_s_count_is_of_the_only_attack_told_before(between: str, one: bool) -> None:
    text = (
        f"Rebels shelled a market in Tarn on Monday, killing 12 people, medics said. {between}Stalls burned for hours, and shoppers looked "
        "for their relatives. The Orsk Observatory said 14 people were killed. Rebels seized a bridge near Ombra in April."
    )
    assert any({"killing", "killed"} <= set(words) for words in events(text)) is one


@pytest.mark.parametrize(
    ("text", "one"),
    [
        (
            "A bomb exploded at a seminary in Peshawar on Tuesday, killing seven students, police said. Mourners gathered at the hospital. "
            "The device was hidden in a bag and went off minutes after a lecture had begun.",
            True,
        ),
        (
            "The Sand Front claimed responsibility on Friday for this week's attack on a seminary in Peshawar, in which at least eight "
            "students were killed. The group said in a statement that its fighters had planted the bomb.",
            True,
        ),
        ("A bomb exploded in Tarn on Monday, killing five. A mine went off near Sahr on Tuesday.", False),
        ("Rebels shelled a market in Tarn on Monday. The device went off as clerks queued for wages.", False),
    ],
    ids=["the device", "who planted the bomb", "another", "no bombing was told"],
)
def test_the_bomb_is_that_of_the_bombing_told_before(text: str, one: bool) -> None:
    told = [claim for claim in reportedly.read(text, published="2021-05-20").claims if claim.kind == "event" and claim.type == "ASSAULT"]
    assert (told[0].event == told[-1].event) is one
