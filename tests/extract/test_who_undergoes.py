"""Invented reports: who did what a purpose, a participle, a relative clause or a blame tells of, and who underwent it."""

import pytest

import reportedly


def told(sentence: str, trigger: str, role: str) -> list[str]:
    reading = reportedly.read(sentence, published="2031-04-08")
    claim = next(one for one in reading.claims if one.kind == "event" and one.trigger is not None and one.trigger.text == trigger)
    return [one.text for one in claim.arguments if one.role == role]


@pytest.mark.parametrize(
    ("sentence", "trigger", "actors"),
    [
        ("Hundreds of clerks gathered outside the ministry in Tarn to protest against the new rules, police said.", "protest", "clerks"),
        ("Riot police fired tear gas in Tarn on Monday to disperse the marchers, the daily reported.", "disperse", "police"),
        ("Kardun troops were deployed along the coast to evacuate villagers, the ministry said.", "evacuate", "troops"),
    ],
)
def test_who_does_a_thing_does_what_it_is_for(sentence: str, trigger: str, actors: str) -> None:
    found = told(sentence, trigger, "actor")
    assert len(found) == 1 and actors in found[0]


def test_who_is_told_to_do_it_does_it_and_not_who_tells_them() -> None:
    assert told("The mayor ordered the guards to disperse the marchers in Tarn, the daily said.", "disperse", "actor") == ["the guards"]


@pytest.mark.parametrize(
    ("sentence", "trigger", "whom"),
    [
        ("The army freed two abducted engineers in Tarn on Monday, officials said.", "abducted", "engineers"),
        ("Two drivers captured with the engineers were killed in Tarn on Monday, the army said.", "captured", "Two drivers"),
        ("Four mutineers were killed and nine arrested, among them the ringleader, the minister said.", "arrested", "nine"),
    ],
)
def test_whom_a_participle_tells_of_underwent_it(sentence: str, trigger: str, whom: str) -> None:
    assert [one.startswith(whom) for one in told(sentence, trigger, "recipient")] == [True]
    assert told(sentence, trigger, "actor") == []


def test_no_mosque_kills_the_people_of_an_attack_on_it() -> None:
    sentence = "Officials said on Monday that the attack on Camp Hurriya that killed nine residents was condemned in Kardun."
    assert told(sentence, "killed", "actor") == []


def test_who_is_accused_of_a_deed_in_a_relative_clause_did_it() -> None:
    sentence = "Raiders blew up a car carrying a police officer whom the clerks accuse of torturing prisoners, the daily said."
    assert told(sentence, "torturing", "actor") == ["a police officer"]


@pytest.mark.parametrize(
    ("sentence", "deed", "actors"),
    [
        ("The lawyer said on Monday that his client blamed the massacre on a rival commander.", "massacre", "a rival commander"),
        ("Doctors said they had treated 60 people wounded by shelling, which they blamed on the rebels.", "shelling", "the rebels"),
        ("The bombing in Tarn was blamed on the Amber Front, the ministry said on Monday.", "bombing", "Amber Front"),
    ],
)
def test_on_whom_a_deed_is_blamed_is_said_to_have_done_it(sentence: str, deed: str, actors: str) -> None:
    found = told(sentence, deed, "actor")
    assert len(found) == 1 and found[0].endswith(actors)
    assert not any(actors in one for one in told(sentence, deed, "recipient"))


def test_who_speaks_accuses_and_not_the_troops_spoken_of() -> None:
    sentence = "Colonel Idris Naveed said the troops had acted with restraint and accused the Council of using clerks as shields."
    assert told(sentence, "accused", "actor") == ["Colonel Idris Naveed"]


def test_a_clash_is_no_actor_and_whom_they_accuse_accuses_nobody() -> None:
    assert told("A shootout in Omdel left two soldiers and six militants dead on Monday, officials said.", "dead", "actor") == []
    sentence = "A patrol tried to arrest a local sheikh whom prosecutors accuse of smuggling weapons, officials said."
    assert told(sentence, "accuse", "actor") == ["prosecutors"]


def test_who_came_under_fire_did_not_shoot() -> None:
    sentence = "UN peacekeepers said one of their patrols came under fire from unknown gunmen near Tarn on Monday."
    assert told(sentence, "came under fire", "actor") == ["unknown gunmen"]


def test_a_convoy_that_came_under_fire_was_shot_at() -> None:
    sentence = "A convoy came under fire from unknown gunmen near Tarn on Monday, peacekeepers said."
    assert told(sentence, "came under fire", "recipient") == ["A convoy"]


def test_who_goes_on_trial_accuses_nobody() -> None:
    sentence = "A former militia chief went on trial in Tarn on Monday over the killing of villagers, the court said."
    assert told(sentence, "went on trial", "actor") == []
    assert told(sentence, "went on trial", "recipient") == ["A former militia chief"]


def test_whose_weapon_struck_did_it() -> None:
    actors = told("A Russian missile hit a power plant in the Tarn region on Monday, the governor said.", "hit", "actor")
    assert len(actors) == 1 and actors[0].startswith("Russian")


def test_gunmen_in_a_province_act_and_not_the_province() -> None:
    sentence = "TARN, July 19 - Kidnappers in the eastern province of Lower Tana on Friday released three engineers, officials said."
    assert told(sentence, "released", "actor") == ["Kidnappers"]


@pytest.mark.parametrize(
    ("sentence", "trigger", "whom"),
    [
        ("Rebels stormed the station in Tarn on Monday, taking its staff hostage, the mayor said.", "taking", ["its staff"]),
        ("Officials said the three officers were stabbed with a kitchen knife in their offices.", "stabbed", ["three officers"]),
        ("Five people are killed, dozens of others are injured, and a market is destroyed in Tarn.", "injured", ["dozens of others"]),
    ],
)
def test_whom_it_was_done_to_is_named_without_what_is_no_part_of_them(sentence: str, trigger: str, whom: list[str]) -> None:
    assert told(sentence, trigger, "recipient") == whom


def test_who_tells_of_a_deed_did_not_do_it() -> None:
    sentence = "Residents who had fled the fighting said soldiers burned several houses and beat young men accused of helping the rebels."
    assert told(sentence, "burned", "actor") == ["soldiers"]


def test_his_arrest_is_an_arrest_of_him_and_its_attack_none_of_it() -> None:
    assert told("The clerk fled after the ministry in Kardun issued a warrant for his arrest on Monday.", "arrest", "recipient") == ["his"]
    assert told("The ministry called on the Front on Monday to halt its attacks at once, officials said.", "attacks", "recipient") == []


def test_who_brokers_a_deal_makes_none_and_the_deal_is_nobody() -> None:
    sentence = "The army and the Front signed a truce in August under a deal brokered by the African Union, an envoy said."
    assert told(sentence, "deal", "actor") != ["the African Union"]
    reading = reportedly.read(sentence, published="2031-04-08")
    assert not any(a.role == "recipient" and a.text == "a deal" for one in reading.claims for a in one.arguments)


def test_arms_that_are_laid_down_are_no_party() -> None:
    sentence = "Around 1,800 police officers have surrendered their weapons to the new authorities, according to the League."
    assert told(sentence, "surrendered", "recipient") == ["the new authorities"]


def test_whom_a_court_orders_to_do_something_does_not_belong_to_it() -> None:
    sentence = "The Supreme Court of Kardun orders former president Ada Brenn to wear an electronic ankle bracelet."
    assert not any(one.type == "member_of" for one in reportedly.read(sentence, published="2031-04-08").claims)


def test_an_attack_that_is_condemned_is_nobodys_fight() -> None:
    sentence = "President Rahim Dost condemned the attack and ordered the army to hunt down the killers."
    reading = reportedly.read(sentence, published="2031-04-08")
    assert not any(one.type == "fighting" for one in reading.claims)


def test_who_is_in_an_occupied_city_does_not_hold_it() -> None:
    sentence = "Partisans in the occupied city of Melitopol blew up a car on Monday, the ministry said."
    assert not any(one.type == "controls" for one in reportedly.read(sentence, published="2031-04-08").claims)
