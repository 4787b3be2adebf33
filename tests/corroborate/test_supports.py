from msgspec.structs import replace

from reportedly.corroborate.supports import support_of
from reportedly.corroborate.voices import voices_of
from reportedly.schema import Claim, Entity, Reading
from reportedly.schema.origin import Telling
from reportedly.schema.support import Support
from reportedly.schema.voice import Voice


def of(
    reading: Reading, claim: Claim, voices: tuple[Voice, ...] | None = None, actors: dict[str, str] | None = None
) -> Support:
    voices = voices_of(claim, reading) if voices is None else voices
    telling = Telling(claim=claim.id, report=1, reprint_root=1, voices=voices)
    return support_of(reading, claim, telling, actors or {})


def test_what_a_claim_contributes(reading: Reading) -> None:
    found = of(reading, reading.claims[0], actors={"e1": "amber-front"})
    claim = reading.claims[0]
    assert (found.type, found.mode, found.modality, found.score) == ("ASSAULT", "artillery", "actual", 0.93)
    assert (found.when, found.where) == (claim.when, claim.where)
    assert [(one.role, one.name, one.actor, one.named) for one in found.parties] == [
        ("actor", "Amber Front", "amber-front", True),
        ("recipient", "a grain depot near Murzuq", None, False),
    ]
    assert [(one.what, one.low, one.best, one.high) for one in found.tolls] == [("killed", 12, 12, None)]
    assert not found.responsible
    assert (found.verdict, found.corrections, found.reliability) == (None, (), None)


def voice(entity: str | None, actor: str | None = None, speaks_for: Voice | None = None) -> Voice:
    return Voice(name="x", named=True, key="x", entity=entity, actor=actor, speaks_for=speaks_for)


def test_who_says_that_it_did_it_itself_accepts_responsibility(reading: Reading) -> None:
    shelled = reading.claims[0]
    assert of(reading, shelled, (voice("e1"),)).responsible
    assert not of(reading, shelled, (voice("e2"),)).responsible
    assert not of(reading, shelled, ()).responsible
    spokesman = voice("e2", speaks_for=voice("e1"))
    assert of(reading, shelled, (spokesman,)).responsible
    by_actor = voice(None, actor="amber-front")
    assert of(reading, shelled, (by_actor,), {"e1": "amber-front"}).responsible


def test_a_denial_a_plan_or_a_good_deed_accepts_nothing(reading: Reading) -> None:
    shelled = reading.claims[0]
    mine = (voice("e1"),)
    planned = replace(shelled.factuality, modality="planned")
    for other in (
        replace(shelled, stance="denies"),
        replace(shelled, factuality=planned),
        replace(shelled, type="RETREAT"),
        replace(shelled, arguments=()),
    ):
        assert not of(reading, other, mine).responsible


def test_a_described_entity_leaves_its_words(reading: Reading) -> None:
    nominal = Entity(id="e9", kind="organisation", name="gunmen", names=())
    claim = replace(reading.claims[0], arguments=(replace(reading.claims[0].arguments[0], entity="e9"),))
    found = of(replace(reading, entities=(*reading.entities, nominal)), claim)
    assert [(one.name, one.named) for one in found.parties] == [("Fighters of the Amber Front", False)]
