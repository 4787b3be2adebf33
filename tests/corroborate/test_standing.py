from typing import Literal

from msgspec.structs import replace

from reportedly.corroborate.grading import accepts_responsibility
from reportedly.corroborate.standing import OWN_VOICE, stand
from reportedly.schema import Argument, Attribution, Claim, Entity, Factuality, SourceSpan, Span, Stance

Polarity = Literal["positive", "negative"]


def span(text: str) -> Span:
    return Span(start=0, end=len(text), text=text)


VOICES = {
    name: Attribution(
        id=name, kind="indirect", cue=span("said"), content=(span("x"),),
        source=SourceSpan(start=0, end=1, text=name, entity=entity),
    )
    for name, entity in (("residents", "e1"), ("locals", "e1"), ("monitors", "e2"))
}  # fmt: skip
VOICES["nobody"] = Attribution(id="nobody", kind="indirect", cue=span("it was said"), content=(span("x"),), source=None)
ENTITIES = {
    one: Entity(id=one, kind="organisation", name=name)
    for one, name in (("e1", "residents of Sabha"), ("e2", "the monitors"))
}


def claim(voice: str | None, stance: Stance = "reports", polarity: Polarity = "positive") -> Claim:
    return Claim(
        id="c", kind="event", type="ASSAULT", trigger=None, arguments=(), according_to=(voice,) if voice else (), stance=stance,
        factuality=Factuality(certainty="certain", polarity=polarity, modality="actual"), sentence=span(""), score=1.0,
    )  # fmt: skip


def test_one_voice() -> None:
    found = stand([claim(None), claim(None)], VOICES, ENTITIES)
    assert (found.grade, found.origins) == ("single-source", 1)
    assert found.reasons == (f"reported by {OWN_VOICE}",)


def test_one_entity_under_two_names_is_one_origin() -> None:
    assert stand([claim("residents"), claim("locals")], VOICES, ENTITIES).origins == 1


def test_two_voices_corroborate_and_a_confirmation_confirms() -> None:
    assert stand([claim("residents"), claim("monitors")], VOICES, ENTITIES).grade == "corroborated"
    found = stand([claim("residents"), claim("monitors", "confirms")], VOICES, ENTITIES)
    assert found.grade == "confirmed"
    assert found.reasons == ("reported by residents of Sabha", "confirmed by the monitors")


def test_denials() -> None:
    assert stand([claim("residents"), claim("monitors", "denies")], VOICES, ENTITIES).grade == "contested"
    assert stand([claim("monitors", "denies")], VOICES, ENTITIES).grade == "denied"


def test_who_only_says_that_it_did_not_happen_denies_nothing_until_somebody_says_that_it_did() -> None:
    """"No one was killed, the monitors said" is news."""
    found = stand([claim("monitors", polarity="negative")], VOICES, ENTITIES)
    assert (found.grade, found.origins) == ("single-source", 1)
    assert found.reasons == ("said not to have happened by the monitors",)
    both = stand([claim("residents"), claim("monitors", polarity="negative")], VOICES, ENTITIES)
    assert both.grade == "contested"


def test_an_unnamed_source_is_a_voice_of_its_own() -> None:
    assert stand([claim("nobody")], VOICES, ENTITIES).reasons == ("reported by an unnamed source",)


def test_a_person_who_speaks_of_a_shelling_has_not_done_it() -> None:
    """She said the shelling could push families to leave: the reader takes her for the actor; it is no admission."""
    told = Claim(
        id="c1", kind="event", type="ASSAULT", trigger=span("shelling"), sentence=span("She"), score=0.9,
        arguments=(Argument(role="actor", start=0, end=3, text="She", entity="e1"),),
        factuality=Factuality(certainty="certain", polarity="positive", modality="actual"),
    )  # fmt: skip
    assert not accepts_responsibility(told, "e1")
    group = Argument(role="actor", start=0, end=3, text="the Front", entity="e1")
    assert accepts_responsibility(replace(told, arguments=(group,)), "e1")


def test_a_pronoun_of_nobody_known_and_a_voice_of_nobody_are_no_second_origin() -> None:
    """"The army said ... It put the toll at nine": "it" may be the army, and "reportedly" may be its word too."""
    it = replace(VOICES["monitors"], id="it", source=SourceSpan(start=0, end=2, text="It", entity="e3"))
    bare = replace(it, id="bare", source=SourceSpan(start=0, end=4, text="They", entity=None))
    voices = {**VOICES, "it": it, "bare": bare}
    entities = {**ENTITIES, "e3": Entity(id="e3", kind="organisation", name="It")}
    for unclear in ("it", "bare", "nobody"):
        found = stand([claim("residents"), claim(unclear)], voices, entities)
        assert (found.grade, found.origins) == ("single-source", 1)
        assert "an unnamed source too, which may only be restating" in found.reasons[1]
        assert stand([claim(unclear), claim(unclear)], voices, entities).origins == 1
    assert stand([claim("residents"), claim("monitors")], voices, entities).origins == 2
