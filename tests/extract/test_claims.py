from outputs import Marked, no_entity

from reportedly.codebooks.load import load_codebook
from reportedly.extract.attributions import find_attributions
from reportedly.extract.claims import Surroundings, find_triggers, make_claims
from reportedly.schema import Claim, Mention

CODEBOOK = load_codebook()


def claims_of(marked: Marked, mentions: list[Mention] | None = None) -> list[Claim]:
    output = marked.output()
    attributions = find_attributions(marked.text, output, no_entity)
    triggers = find_triggers(marked.text, output, CODEBOOK)
    return make_claims(triggers, Surroundings(marked.text, output, mentions or [], attributions, no_entity))


def arguments(claim: Claim) -> dict[str, str]:
    return {argument.role: argument.text for argument in claim.arguments}


def test_a_verb_with_its_roles_and_toll() -> None:
    marked = Marked("Government troops killed at least 12 people in the village of Tin Adar.")
    marked.predicate(
        "killed", [("ARG0", "Government troops"), ("ARG1", "at least 12 people"), ("LOC", "in the village of Tin Adar")],
        types=[("ASSAULT", 0.9)],
    )  # fmt: skip
    (claim,) = claims_of(marked)
    assert claim.type == "ASSAULT"
    assert arguments(claim) == {
        "actor": "Government troops",
        "recipient": "at least 12 people",
        "place": "the village of Tin Adar",
    }
    assert [(toll.what, toll.low, toll.best, toll.high) for toll in claim.toll] == [("killed", 12, 12, None)]


def test_a_noun_takes_what_stands_beside_it() -> None:
    marked = Marked("U.S. airstrikes on the depot destroyed it.")
    marked.mention("U.S.", "organisation", name=True)
    marked.mention("the depot", "facility")
    claim = next(claim for claim in claims_of(marked) if claim.trigger and claim.trigger.text == "airstrikes")
    assert (claim.type, claim.mode) == ("ASSAULT", "aerial")
    assert arguments(claim) == {"actor": "U.S.", "recipient": "the depot"}


def test_a_support_verb_lends_its_subject() -> None:
    marked = Marked("The militia has mounted a slow assault on villages.")
    marked.predicate("mounted", [("ARG0", "The militia"), ("ARG1", "a slow assault on villages")])
    marked.predicate("assault", [("ARG1", "on villages")], types=[("ASSAULT", 0.9)])
    assault = next(claim for claim in claims_of(marked) if claim.trigger and "assault" in claim.trigger.text)
    assert arguments(assault)["actor"] == "The militia"


def test_who_was_killed_in_a_strike_was_killed_by_its_actor() -> None:
    marked = Marked("Colonel Sand was killed in a Russian drone strike.")
    marked.mention("Russian", "nationality", name=True)
    marked.predicate(
        "killed", [("ARG1", "Colonel Sand"), ("LOC", "in a Russian drone strike")], types=[("ASSAULT", 0.9)]
    )
    marked.predicate("strike", types=[("ASSAULT", 0.9)])
    killed = next(claim for claim in claims_of(marked) if claim.trigger and claim.trigger.text == "killed")
    assert killed.mode == "drone"
    assert arguments(killed) == {"actor": "Russian", "recipient": "Colonel Sand"}


def test_voices_stance_and_factuality() -> None:
    marked = Marked("The group verified the defections, Ouldin said.")
    marked.cue("verified", "The group", ["the defections"])
    marked.cue("said", "Ouldin", ["The group verified the defections"])
    marked.predicate("defections", types=[("DEFECT", 0.8)])
    (claim,) = claims_of(marked)
    assert claim.type == "DEFECT"
    assert claim.according_to == ("a1", "a2")
    assert claim.stance == "confirms"


def test_a_threat_is_spoken_by_the_one_who_makes_it() -> None:
    marked = Marked("Officials vowed that an offensive will follow.")
    marked.cue("vowed", "Officials", ["that an offensive will follow"])
    marked.predicate(
        "vowed", [("ARG0", "Officials"), ("ARG1", "that an offensive will follow")], types=[("THREATEN", 0.9)]
    )
    marked.predicate("offensive", types=[("ASSAULT", 0.9)])
    found = {claim.type: claim for claim in claims_of(marked)}
    assert found["THREATEN"].according_to == ("a1",)
    assert found["THREATEN"].factuality.modality == "planned"
    assert found["ASSAULT"].according_to == ("a1",)
    assert found["ASSAULT"].factuality.modality == "planned"


def test_reporting_verbs_are_no_claims() -> None:
    marked = Marked("Residents said the market was open and told reporters so.")
    marked.predicate("said", types=[("ACCUSE", 0.99)])
    marked.predicate("told", types=[("ACCUSE", 0.99)])
    assert claims_of(marked) == []


def test_every_span_is_its_words() -> None:
    marked = Marked("Rebels seized the town. Residents fled to the coast.")
    marked.predicate("seized", [("ARG0", "Rebels"), ("ARG1", "the town")], types=[("COERCE", 0.9)])
    marked.predicate("fled", [("ARG0", "Residents"), ("ARG4", "to the coast")], types=[("RETREAT", 0.9)])
    for claim in claims_of(marked):
        for span in (claim.trigger, claim.sentence, *claim.arguments):
            assert span is not None and marked.text[span.start : span.end] == span.text


def test_a_word_of_a_bodys_name_tells_of_nothing_in_a_text_without_capitals() -> None:
    marked = Marked("the harbour liberation front held talks.")
    marked.mention("harbour liberation front", "organisation", name=True)
    assert all(claim.trigger and claim.trigger.text != "liberation" for claim in claims_of(marked))
    freed = Marked("the harbour saw its liberation.")
    assert any(claim.trigger and "liberation" in claim.trigger.text for claim in claims_of(freed))


def test_a_word_of_a_name_tells_of_nothing() -> None:
    marked = Marked("The spokesman of Murzuq Is Being Attacked Daily met them there. It was quiet.")
    marked.predicate("Attacked", types=[("ASSAULT", 0.99)])
    assert [claim.type for claim in claims_of(marked) if claim.trigger and claim.trigger.text == "Attacked"] == []
    headline = Marked("Market Attacked In Murzuq")
    headline.predicate("Attacked", [("ARG1", "Market")], types=[("ASSAULT", 0.99)])
    assert [claim.type for claim in claims_of(headline)] == ["ASSAULT"]


def test_from_where_somebody_spoke_is_no_hearer() -> None:
    marked = Marked("Sand spoke by telephone from Sabha.")
    marked.mention("Sabha", "place", name=True)
    marked.predicate("spoke", [("ARG0", "Sand"), ("MNR", "by telephone"), ("ARG2", "from Sabha")])
    (claim,) = claims_of(marked)
    assert claim.type == "CONSULT"
    assert arguments(claim)["origin"] == "Sabha" and "recipient" not in arguments(claim)


def actors(marked: Marked, trigger: str) -> list[str]:
    found = find_triggers(marked.text, marked.output(), CODEBOOK)
    told = next(one for one in found if marked.text[one.start : one.end] == trigger)
    return [marked.text[one.start : one.end] for one in told.arguments if one.role == "actor"]


def test_who_says_what_an_attack_did_has_not_done_it() -> None:
    marked = Marked("The mayor spoke of the attack, which she said killed nine people.")
    marked.predicate("killed", [("ARG0", "she"), ("ARG1", "nine people")], types=[("ASSAULT", 0.95)])
    assert actors(marked, "killed") == []
    plain = Marked("In the attack she later killed nine people.")
    plain.predicate("killed", [("ARG0", "she"), ("ARG1", "nine people")], types=[("ASSAULT", 0.95)])
    assert actors(plain, "killed") == ["she"]


def test_of_whom_an_event_is_said_to_tell_something_has_not_done_it() -> None:
    marked = Marked("The defections show that the Amber Front grows.")
    marked.mention("the Amber Front", "organisation", name=True)
    marked.predicate("defections", [("ARG0", "the Amber Front")], types=[("DEFECT", 0.95)])
    marked.predicate("show", [("ARG0", "The defections"), ("ARG1", "that the Amber Front grows")])
    assert actors(marked, "defections") == []


def test_victims_have_not_done_what_befell_the_next() -> None:
    marked = Marked("The rebels struck, killing nine people and wounding twenty guards.")
    marked.predicate("killing", [("ARG0", "The rebels"), ("ARG1", "nine people")], types=[("ASSAULT", 0.95)])
    marked.predicate("wounding", [("ARG0", "nine people"), ("ARG1", "twenty guards")], types=[("ASSAULT", 0.95)])
    assert "nine people" not in actors(marked, "wounding")
