"""Invented reports: who acts and who undergoes a deed, by the small words around it."""

import pytest

import reportedly


def parts(sentence: str, trigger: str) -> dict[str, list[str]]:
    reading = reportedly.read(sentence, published="2031-04-08")
    claim = next(one for one in reading.claims if one.kind == "event" and one.trigger is not None and one.trigger.text == trigger)
    return {role: [one.text for one in claim.arguments if one.role == role] for role in ("actor", "recipient", "instrument", "place")}


@pytest.mark.parametrize(
    ("sentence", "trigger", "actors", "recipients"),
    [
        ("The clerks, arrested by border police on Monday, deny the charges.", "arrested", ["border police"], ["The clerks"]),
        ("The singer Ada Brenn, who was deported by Kardun in 2029, lives in Oslo.", "deported", ["Kardun"], None),
        ("The envoy protested against the arrest of two Danish nurses by the army.", "arrest", ["the army"], None),
        ("Two guards were killed and three clerks, all women, were arrested, the mayor said.", "killed", [], ["Two guards"]),
        ("Two guards were killed and three clerks, all women, were arrested, the mayor said.", "arrested", [], None),
        ("Police fired tear gas and arrested at least 30 of them, according to shopkeepers.", "fired tear gas", ["Police"], []),
        ("He paid them and they still stabbed him.", "stabbed", ["they"], None),
    ],
)
def test_whose_deed_it_is(sentence: str, trigger: str, actors: list[str], recipients: list[str] | None) -> None:
    told = parts(sentence, trigger)
    assert told["actor"] == actors
    assert recipients is None or told["recipient"] == recipients


def test_the_men_they_kidnapped_were_kidnapped() -> None:
    told = parts("The Amber Front on Friday released three divers they had kidnapped in May.", "kidnapped")
    assert told["actor"] == ["they"] and len(told["recipient"]) == 1 and told["recipient"][0].endswith("divers")


def test_who_seized_power_is_the_colonel_and_not_his_soldiers() -> None:
    told = "Soldiers loyal to Col. Adan Brenn, who seized power in Kardun last month, used live rounds."
    assert parts(told, "seized power")["actor"] in (["Col. Adan Brenn"], ["Adan Brenn"])


def test_a_thing_behind_with_is_the_instrument_and_what_fire_is_set_to_the_target() -> None:
    assert parts("He struck his cousin with a tyre iron in Tarn.", "struck")["recipient"] == ["his cousin"]
    assert parts("Raiders stormed the post and set fire to two lorries, the army said.", "set fire")["recipient"] == ["two lorries"]


def test_commandos_that_have_been_sent_sent_nobody() -> None:
    assert parts("Commandos have been sent to Tarn, an officer said.", "sent")["actor"] == []


def test_a_day_is_no_party() -> None:
    told = parts("The union this week appointed Ada Brenn as its treasurer.", "appointed")
    assert told["actor"] == ["The union"] and told["recipient"] == ["Ada Brenn"]


def test_who_was_killed_was_not_arrested() -> None:
    told = parts("Two guards were killed and three clerks, all women, were arrested, the mayor said.", "arrested")
    assert told["recipient"][0] == "three clerks" and "Two guards" not in told["recipient"]


def test_a_phrase_does_not_take_in_the_verb_behind_it() -> None:
    told = "On 1 June, government aircraft bombed the market of Tin Adar, killing 17 civilians and injuring 40, a nurse said."
    assert parts(told, "killing")["actor"] == ["government aircraft"]


def test_whose_people_were_abducted_abducted_nobody() -> None:
    told = "Three staff members of the Tarn Relief Association, who were abducted by unknown gunmen on 28 May, were found on Monday."
    assert parts(told, "abducted")["actor"] == ["unknown gunmen"]
