"""Invented reports: what names an event far below means what the report is about, and what is told of other days stays apart."""

from made_claims import Made

LONG = "The governor spoke at length of the price of bread and of the roads, the schools and the hospitals of the province. " * 3


def bombed() -> Made:
    made = Made().sentence("A car bomb exploded outside a police station in Tarn on Tuesday, killing 14 people.")
    made.tells("exploded", mode="explosives", when="2024-03-12", instrument="A car bomb")
    return made.tells("killing", killed=14, recipient="14 people")


def test_the_attack_far_below_is_what_the_report_is_about() -> None:
    made = bombed().sentence(LONG).sentence('"The blast was very strong," a doctor said.').tells("blast", mode="explosives")
    made.sentence("The president condemned the attack.").tells("attack").sentence("Nine were hurt in the explosion.")
    made.tells("hurt", injured=9, recipient="Nine").tells("explosion", mode="explosives")
    assert made.together() == [{"exploded", "killing", "blast", "attack", "hurt", "explosion"}]


def test_a_background_attack_is_not_what_was_condemned() -> None:
    made = bombed().sentence("In January, a similar attack in Tarn killed eleven.").tells("attack", when="2024-01-01..2024-01-31")
    made.sentence("More than 200 have died in bombings since the start of the year.")
    made.tells("died", killed=200, when="2024-01-01..", recipient="More than 200").tells("bombings", mode="explosives", when="2024-01-01..")
    made.sentence("The president condemned the attack.").tells("attack").sentence("His deputy denounced the bombing.")
    made.tells("bombing", mode="explosives")
    groups = made.together()
    assert {"exploded", "killing", "attack", "bombing"} in groups
    assert {"died", "bombings"} in groups
    assert len(groups) == 3


def test_whose_attacks_they_are_is_no_name_of_the_news() -> None:
    made = bombed().sentence(LONG).sentence("He asked the rebels to stop their attacks.").tells("attacks")
    made.sentence("The attacks of the rebels began in 2010.").tells("attacks").sentence("The attack on the bridge was another.")
    made.tells("attack")
    assert {"exploded", "killing"} in made.together()


def test_the_murders_are_the_killing_of_two() -> None:
    made = Made().sentence("Two reporters were shot dead on Monday.").tells("shot dead", mode="firearms", killed=2, when="2024-03-11")
    made.sentence(LONG).sentence("The mayor denied any part in the murders.").tells("murders")
    assert made.together() == [{"shot dead", "murders"}]
    alone = Made().sentence("A reporter was shot dead on Monday.").tells("shot dead", mode="firearms", killed=1, when="2024-03-11")
    alone.sentence(LONG).sentence("The mayor denied any part in the murders.").tells("murders")
    assert alone.together() == [{"shot dead"}, {"murders"}]


def test_what_the_first_sentences_tell_is_told_in_full() -> None:
    made = Made().sentence("Two reporters were shot dead on a road in Tarn on Monday.")
    made.tells("shot dead", mode="firearms", killed=2, when="2024-03-11", place="a road in Tarn")
    made.sentence("Men with rifles opened fire on their car.")
    made.tells("opened fire", mode="firearms", actor="Men with rifles").sentence("A third passenger was wounded.")
    made.tells("wounded", injured=1, recipient="A third passenger")
    assert made.together() == [{"shot dead", "opened fire", "wounded"}]


def test_what_is_told_of_another_place_or_as_one_more_is_another() -> None:
    made = Made().sentence("Two reporters were shot dead on a road in Tarn on Monday.")
    made.tells("shot dead", mode="firearms", killed=2, when="2024-03-11", place="a road in Tarn")
    made.sentence("Hours later, men opened fire on a car.")
    made.tells("opened fire", mode="firearms")
    made.sentence("Police fired at a crowd in Sahr.").tells("fired", mode="firearms", place="a crowd in Sahr")
    made.sentence("Since 2010, rebels have gunned down teachers.").tells("gunned down", mode="firearms", when="2010-01-01..")
    assert len(made.together()) == 4


def test_one_meeting_is_no_other() -> None:
    made = Made().sentence("Talks between the army and the rebels resumed in Tarn.").tells("Talks", kind="CONSULT").sentence(LONG)
    made.sentence("The talks will last a week.").tells("talks", kind="CONSULT").sentence(LONG)
    made.sentence("He left the meeting early.").tells("meeting", kind="CONSULT")
    assert made.together() == [{"Talks", "talks"}, {"meeting"}]


def clashed() -> Made:
    made = Made().sentence("Four people died when troops clashed with militants in Tarn, the army said Friday.")
    return made.tells("died", killed=4, recipient="Four people").tells("clashed", actor="troops", recipient="militants").sentence(LONG)


def test_a_firefight_is_the_clash_and_says_when_it_was() -> None:
    made = clashed().sentence("The firefight broke out before dawn on Thursday.").tells("firefight", when="2024-03-14").sentence(LONG)
    assert made.sentence("Rifles were found after the gun battle.").tells("gun battle", mode="firearms").together() == [
        {"died", "clashed", "firefight", "gun battle"}
    ]


def test_a_clash_is_no_bombing() -> None:
    made = clashed().sentence("He is wanted over a bombing in 2016.").tells("bombing", mode="explosives", when="2016-01-01..2016-12-31")
    made.sentence("The clash was the first in the region since May.").tells("clash")
    assert made.together() == [{"died", "clashed", "clash"}, {"bombing"}]


def test_the_massacre_is_not_a_raid_of_an_earlier_month() -> None:
    made = Made().sentence("Gunmen killed nine guests in Tarn.").tells("killed", killed=9, recipient="nine guests").sentence(LONG)
    made.sentence("They were blamed for a raid in April in which 21 died.").tells("died", killed=21, when="2024-04-01..2024-04-30")
    made.sentence("The army sent more troops.").sentence("The massacre shocked the country.").tells("massacre")
    assert made.together() == [{"killed", "massacre"}, {"died"}]


def test_the_attack_named_by_its_town_or_day() -> None:
    made = bombed().sentence(LONG).sentence("The front praised the Tarn bombing.").tells("bombing", mode="explosives")
    made.sentence(LONG).sentence("It owned Tuesday's bombing.").tells("bombing", mode="explosives", when="2024-03-12")
    made.sentence(LONG).sentence("It denied the Sahr bombing.").tells("bombing", mode="explosives")
    assert made.together() == [{"exploded", "killing", "bombing"}, {"bombing"}]


def test_who_is_shot_by_name_is_none_of_those_struck_before() -> None:
    made = Made().sentence("Commandos shot dead three of the hijackers on Thursday.")
    made.tells("shot dead", mode="firearms", killed=3, recipient="three of the hijackers", when="2022-05-19")
    made.sentence("They shot the engineer, Ramon Cruz.").tells("shot", mode="firearms", recipient="the engineer, Ramon Cruz")
    assert made.together() == [{"shot dead"}, {"shot"}]


def test_who_owns_an_attack_owns_no_broken_windows() -> None:
    made = bombed().sentence("Windows were shattered nearby.").tells("shattered", mode="destroy", recipient="Windows")
    made.sentence("The front said it carried out the attack.").tells("attack")
    assert {"exploded", "killing", "attack"} in made.together()
