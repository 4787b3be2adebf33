"""Invented reports: who did what an event's words tell, and to whom; what stands beside is another's."""

import reportedly
from reportedly.schema import Claim


def told(text: str, trigger: str) -> Claim:
    claims = reportedly.read(text, published="2031-04-08").claims
    return next(one for one in claims if one.kind == "event" and one.trigger is not None and one.trigger.text == trigger)


def parts(claim: Claim, role: str) -> list[str]:
    return [one.text for one in claim.arguments if one.role == role]


def test_a_name_in_capitals_that_a_model_takes_for_a_verb_opens_the_sentence() -> None:
    text = (
        "The Islamic State group lost two villages on Monday, residents of Tarn said.\n\n"
        "IS has been attempting to fortify its hold on Raqqa as an alliance moved in."
    )
    assert parts(told(text, "fortify"), "actor") == ["IS"]


def test_what_a_passive_s_agent_does_to_others_is_another_deed() -> None:
    text = "Two officers have fled to territory held by rebels fighting the Kardun government, residents said."
    claims = [one for one in reportedly.read(text, published="2031-04-08").claims if one.trigger is not None and one.trigger.text == "held"]
    assert all(parts(one, "recipient") != ["the Kardun government"] for one in claims)


def test_nobody_leaves_the_town_that_he_heads_to() -> None:
    text = "Two commanders left the city of Raqqa and headed to the town of Idlib, according to reports on the ground."
    assert all("Idlib" not in one for one in parts(told(text, "left"), "origin"))


def test_what_is_vowed_is_nobody() -> None:
    text = "Officials vowed in October that an offensive will clear out IS militants from Raqqa."
    mentions = reportedly.read(text, published="2031-04-08").mentions
    assert not [one.text for one in mentions if one.text.startswith("that an")]


def test_a_threat_is_to_the_party_of_its_condition_where_its_own_words_name_nobody() -> None:
    text = "Norway has threatened to suspend talks to limit herring quotas if Iceland goes ahead, the Fjord Courier reported."
    claim = told(text, "threatened to")
    assert (parts(claim, "actor"), parts(claim, "recipient")) == (["Norway"], ["Iceland"])


def test_who_stages_a_strike_is_its_doer_and_not_those_whose_abuses_it_is_against() -> None:
    text = (
        "Maren Holt, a well known lawyer, staged a hunger strike in prison in protest against the widespread abuses by Velmoran "
        "security forces, her brother said."
    )
    claim = told(text, "hunger strike")
    assert (parts(claim, "actor"), parts(claim, "recipient")) == (["Maren Holt"], ["Velmoran security forces"])


def test_who_grants_is_the_doer_and_no_instrument() -> None:
    text = "Chile has granted diplomatic asylum to three Peruvian naval officers, the embassy said on Tuesday."
    claim = told(text, "granted")
    assert (parts(claim, "actor"), parts(claim, "instrument")) == (["Chile"], [])


def test_up_to_nine_thousand_are_not_up() -> None:
    text = "Norway will allow up to 9,000 Syrian refugees who have lived in Lebanon to settle in Oslo."
    assert parts(told(text, "will allow"), "recipient") == ["Syrian refugees"]


def test_a_curfew_eased_in_a_country_is_eased_for_it() -> None:
    text = "President Omar Venn on Thursday shortened by one hour the nightly curfew imposed in Sudan."
    assert parts(told(text, "shortened"), "recipient") == ["Sudan"]


def test_what_another_verb_of_the_sentence_speaks_of_is_no_party_to_the_first() -> None:
    text = "Rebels in the north rejected the plan and said they also opposed the deployment of a regional force."
    assert parts(told(text, "rejected"), "recipient") == []


def test_what_stands_beside_a_subject_is_no_subject() -> None:
    claim = told("Norway, like most other members, plans to impose a curfew on Tarn from May.", "plans to impose")
    assert parts(claim, "actor") == ["Norway"]
    claim = told("Norwegian aircraft using guided missiles killed four fishermen in Tarn on Monday.", "killed")
    assert parts(claim, "actor") == ["Norwegian aircraft"]


def test_who_is_put_under_investigation_does_not_investigate() -> None:
    claim = told("A Norwegian banker has been put under investigation in Oslo over the riots, the court said.", "investigation")
    assert (parts(claim, "actor"), "A Norwegian banker" in parts(claim, "recipient")) == ([], True)


def test_a_town_in_which_people_march_calls_for_nothing() -> None:
    claim = told("Thousands of farmers marched in the northern city of Tarn on Sunday calling for independence from Norway.", "calling for")
    assert "Tarn" not in " ".join(parts(claim, "actor"))


def test_a_union_s_own_demand_is_its_demand() -> None:
    claim = told("The Harbour Union repeated its demand that Norway ease the ban on fishing.", "demand")
    assert (parts(claim, "actor"), "Norway" in parts(claim, "recipient")) == (["The Harbour Union"], True)


def test_officials_of_a_body_are_its_officials() -> None:
    claim = told("Red Cross officials suspended aid deliveries in Oslo on Wednesday.", "suspended aid")
    assert parts(claim, "actor") == ["Red Cross officials"]


def test_a_noun_that_no_head_takes_for_a_verb_is_no_deed() -> None:
    text = "Twin bombs exploded near the market of Tarn on Monday, police said. The mayor spent a year in jail."
    triggers = [one.trigger.text for one in reportedly.read(text, published="2031-04-08").claims if one.trigger is not None]
    assert "bombs" not in triggers


def test_who_shot_is_told_behind_by_and_is_not_shot() -> None:
    claim = told("A doctors' committee in Khartoum said a protester was shot dead by security forces.", "shot dead")
    assert parts(claim, "actor") == ["security forces"]
    assert "security forces" not in parts(claim, "recipient")


def test_a_bare_number_behind_a_participle_is_what_it_did() -> None:
    claim = told("A bomb tore through a market in Kano on Tuesday, killing four people and wounding 11, police said.", "wounding")
    assert [(one.what, one.low, one.high) for one in claim.toll] == [("injured", 11, 11)]


def test_where_troops_withdraw_from_is_an_origin() -> None:
    claim = told("The mission said it would withdraw from South Kivu by the end of June.", "withdraw from")
    assert (parts(claim, "origin"), parts(claim, "destination")) == (["South Kivu"], [])
