"""Invented sentences: what an event that a noun names did is that event; what others did beside it is another."""

import pytest

import reportedly


def together(text: str, one: str, two: str) -> bool:
    """Whether one event has a claim by either word, by their first appearance."""
    told = [claim for claim in reportedly.read(text, published="2021-05-20").claims if claim.kind == "event" and claim.trigger]
    first = next(claim for claim in told if claim.trigger and claim.trigger.text.endswith(one))
    second = next(claim for claim in told if claim.trigger and claim.trigger.text == two)
    return first.event == second.event


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("Police have held two men over the March bombings that left 23 people dead.", "bombings", "dead"),
        ("A suspected drone attack killed at least three people in Tarn.", "attack", "killed"),
        ("An explosion in the capital, Tarn, has killed two guards and wounded their chief.", "explosion", "wounded"),
        ("Two attacks on police recruits and a government convoy killed at least 19 people on Monday.", "attacks", "killed"),
        ("The air strike in which 11 people were killed hit a clinic in Tarn.", "strike", "killed"),
        ("The attack on Tarn, in which 213 villagers died, shocked the country.", "attack", "died"),
        ("Clashes between the Front and dissidents of the League left 18 people dead in Tarn.", "Clashes", "dead"),
        ("The blast also slightly wounded two bystanders.", "blast", "wounded"),
        ("The explosion destroyed parts of the mosque and wounded at least two people.", "explosion", "wounded"),
        ("She accused the army of shelling a clinic in Tarn, an attack that she said killed five patients.", "shelling", "killed"),
    ],
)
def test_what_a_nouns_event_did_is_that_event(text: str, one: str, two: str) -> None:
    assert together(text, one, two)


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("The bombing in Tarn came a day after gunmen killed 14 people in Sahr.", "bombing", "killed"),
        ("The attack triggered a gun battle that killed two guards.", "attack", "killed"),
        ("After the attack on the base in Tarn, the army killed nine villagers in Sahr.", "attack", "killed"),
    ],
)
def test_what_others_did_beside_it_is_another(text: str, one: str, two: str) -> None:
    assert not together(text, one, two)


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("A car bomb outside a court in Tarn killed 14 people in February. That attack was claimed by nobody.", "killed", "attack"),
        ("Gunmen boarded a tanker and shot two sailors on Monday. It was the fifth attack in the area since August.", "shot", "attack"),
        ("Warplanes bombed Tarn on Thursday. The air strikes, in which four houses collapsed, began at noon.", "bombed", "air strikes"),
        ("A bomb exploded on a busy street in Tarn on Saturday injuring nine people.", "exploded", "injuring"),
        ("A soldier was killed and four others, including a clerk, were injured in Tarn.", "killed", "injured"),
        ("Air strikes hit rebel-held town, dozens dead\n\nJets bombed Tarn on Thursday, killing 27 people.", "strikes", "killing"),
        ("Police crushed two protest camps in Tarn, leaving 638 dead.", "crushed", "dead"),
        ("Gunmen ambushed two buses near Tarn and shot 25 policemen dead.", "ambushed", "dead"),
        ("The blast was the biggest bombing in Tarn since April.", "blast", "bombing"),
        ("Gunmen took 20 pupils hostage in a raid on a school in Tarn.", "took", "raid on"),
    ],
)
def test_what_is_told_again_is_one_event(text: str, one: str, two: str) -> None:
    assert together(text, one, two)


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("Jets bombed Tarn on Thursday and nine people died. A group in Sahr monitors the war.", "bombed", "war"),
        ("It was the first attack in Tarn since January, when bandits killed 200 villagers in Sahr.", "attack", "killed"),
        ("Rebels looted a shop in Tarn. Those killed in Sahr were buried.", "looted", "killed"),
        ("The Front said it had killed or wounded 15 guards. About 500 guards died in 2015.", "wounded", "died"),
    ],
)
def test_a_war_and_other_numbers_are_other_events(text: str, one: str, two: str) -> None:
    assert not together(text, one, two)


def test_another_voices_count_is_of_the_attack_before_it() -> None:
    text = "Police opened fire on marchers in Tarn on Friday, killing at least three people. The ministry said two people had died."
    assert together(text, "killing", "died")
    apart = "Police opened fire on marchers in Tarn on Friday, killing at least three people. The ministry said 90 people had died."
    assert not together(apart, "killing", "died")
