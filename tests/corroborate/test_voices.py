"""The chain of voices behind a claim."""

import pytest
from msgspec.structs import replace
from tests.conftest import Builder

from reportedly.corroborate.voice_names import description_key, name_key
from reportedly.corroborate.voices import Chains, voices_of
from reportedly.schema import Attribution, Claim, Entity, Factuality, Mention, Reading
from reportedly.schema.voice import Voice


def claims(reading: Reading) -> dict[str, Claim]:
    return {claim.id: claim for claim in reading.claims}


def names(voices: tuple[Voice, ...]) -> list[str]:
    return [voice.name for voice in voices]


def test_a_report_in_its_own_voice_has_no_chain(reading: Reading) -> None:
    assert voices_of(claims(reading)["c4"], reading) == ()


def test_two_voices_in_one_breath_stand_side_by_side(reading: Reading) -> None:
    [voice] = voices_of(claims(reading)["c1"], reading)
    assert (voice.name, voice.named, names(voice.beside)) == ("residents", False, ["a monitoring group"])
    assert voice.beside[0].key == "monitoring group"


def test_the_innermost_voice_comes_first(reading: Reading) -> None:
    inner, outer = voices_of(claims(reading)["c2"], reading)
    assert (inner.named, outer.name, outer.named, outer.entity) == (False, "Mira Sand", True, "e5")


def test_a_parent_that_a_claim_leaves_out_is_in_the_chain(reading: Reading) -> None:
    claim = replace(claims(reading)["c2"], according_to=("a3",))
    assert names(voices_of(claim, reading))[1:] == ["Mira Sand"]


def test_a_spokesman_has_his_organisation(reading: Reading) -> None:
    [voice] = voices_of(claims(reading)["c5"], reading)
    assert voice.kind == "person" and voice.key == "tarek ouldin"
    assert voice.speaks_for is not None and voice.speaks_for.name == "Southern Lantern Brigade"


def test_nobody_named_is_an_unnamed_voice(reading: Reading) -> None:
    [voice] = voices_of(claims(reading)["c3"], reading)
    assert (voice.named, voice.key, voice.entity) == (False, "unnamed", None)


def test_a_denied_relation_makes_no_spokesman(reading: Reading) -> None:
    denied = Factuality(certainty="certain", polarity="negative", modality="actual")
    other = tuple(replace(one, factuality=denied) if one.type == "speaks_for" else one for one in reading.claims)
    [voice] = voices_of(claims(reading)["c5"], replace(reading, claims=other))
    assert voice.speaks_for is None


def test_a_chain_that_runs_in_a_circle_ends(reading: Reading) -> None:
    circle = tuple(replace(one, parent="a3") if one.id == "a4" else one for one in reading.attributions)
    assert len(voices_of(claims(reading)["c2"], replace(reading, attributions=circle))) == 2


def test_many_claims_of_a_report_are_asked_at_once(reading: Reading) -> None:
    chains = Chains(reading)
    assert [chains.voices(claim) for claim in reading.claims] == [voices_of(claim, reading) for claim in reading.claims]


def read(text: str, source: str, mentions: list[Mention], entities: list[Entity], reading: Reading) -> Voice:
    """The voice of the one claim of a made reading, whose source are these words."""
    b = Builder(text)
    attribution = Attribution(
        id="a1", kind="indirect", source=b.source(source), cue=b.span("said"), content=(b.span("the town fell"),)
    )
    claim = Claim(
        id="c1", kind="event", type="RETREAT", trigger=b.span("fell"), arguments=(), according_to=("a1",),
        factuality=Factuality(certainty="certain", polarity="positive", modality="actual"), sentence=b.span(text), score=0.9,
    )  # fmt: skip
    made = replace(
        reading, report=replace(reading.report, text=text), mentions=tuple(mentions), entities=tuple(entities),
        attributions=(attribution,), claims=(claim,), events=(),
    )  # fmt: skip
    [voice] = voices_of(claim, made)
    return voice


def test_what_is_quoted_has_keys_however_it_is_cut(reading: Reading) -> None:
    long = "“The bridge was mined, our engineers cleared eleven charges, and no shell hit the depot,” an official said. the town fell"
    short = "An official said: “Our engineers cleared eleven charges, and no shell hit the depot.” the town fell"
    found = []
    for text, source in ((long, "an official"), (short, "An official")):
        b = Builder(text)
        quoted = text[text.index("“") : text.index("”") + 1]
        attribution = Attribution(id="a1", kind="direct", source=b.source(source), cue=b.span("said"), content=(b.span(quoted),))
        made = replace(reading, report=replace(reading.report, text=text), mentions=(), entities=(), attributions=(attribution,))
        claim = replace(claims(reading)["c4"], according_to=("a1",))
        [voice] = voices_of(claim, replace(made, claims=(claim,), events=()))
        found.append(set(voice.said))
    assert found[0] & found[1]
    assert voices_of(claims(reading)["c2"], reading)[0].said == ()


BRIGADE = Entity(id="e1", kind="organisation", name="Salt Brigade", names=("Salt Brigade", "SB"))


def test_the_words_of_a_source_name_the_organisation_it_speaks_for(reading: Reading) -> None:
    text = "A spokesman for the Salt Brigade said the town fell."
    mention = Builder(text).mention(1, "organisation", "Salt Brigade", entity="e1")
    voice = read(text, "A spokesman for the Salt Brigade", [mention], [BRIGADE], reading)
    assert not voice.named and voice.speaks_for is not None
    assert (voice.speaks_for.key, voice.speaks_for.aliases) == ("salt brigade", ("sb",))


def test_an_agency_has_the_key_of_its_credits(reading: Reading) -> None:
    text = "The Associated Press said the town fell."
    voice = read(text, "The Associated Press", [], [], reading)
    assert (voice.named, voice.key) == (True, "agency:ap")


def test_an_institution_of_a_named_country_is_a_name_and_forces_alone_are_not(reading: Reading) -> None:
    text = "Libyan forces said the town fell."
    mention = Builder(text).mention(1, "nationality", "Libyan", entity="e1")
    country = Entity(id="e1", kind="nationality", name="Libyan", names=("Libyan",))
    voice = read(text, "Libyan forces", [mention], [country], reading)
    assert (voice.named, voice.key) == (True, "libyan forces")
    assert not read("Security forces said the town fell.", "Security forces", [], [], reading).named


def test_an_organisation_with_and_in_its_name_is_one_voice(reading: Reading) -> None:
    text = "The Ministry of Defence and Aviation said the town fell."
    mention = Builder(text).mention(1, "organisation", "Ministry of Defence and Aviation", entity="e1")
    entity = Entity(id="e1", kind="organisation", name="Ministry of Defence and Aviation", names=("Ministry of Defence and Aviation",))
    voice = read(text, "The Ministry of Defence and Aviation", [mention], [entity], reading)
    assert voice.beside == () and voice.name == "Ministry of Defence and Aviation"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The Syrian Observatory for Human Rights", "Syrian Observatory For Human Rights"),
        ("Ministry of Defense", "the Ministry of Defence"), ("Center for Peace", "Centre for Peace"),
        ("al-Amin Brigade", "Al Amin Brigade"), ("Reuters", "Thomson Reuters"), ("AFP", "Agence France-Presse"),
        ("Żółty Front", "Zolty Front"),
    ],
)  # fmt: skip
def test_one_name_has_one_key(one: str, two: str) -> None:
    assert name_key(one) == name_key(two) != ""


def test_a_persons_title_is_no_part_of_the_key() -> None:
    assert name_key("Colonel Tarek Ouldin", person=True) == name_key("Tarek Ouldin", person=True)
    assert name_key("President", person=True) == "president"


def test_a_description_is_one_with_and_without_article() -> None:
    assert description_key("The  Residents") == description_key("several residents") == "residents"
    assert description_key("the two") and description_key("") == ""
