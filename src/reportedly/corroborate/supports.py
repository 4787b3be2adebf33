"""What each claim of a reading contributes to the standing of its event."""

from collections.abc import Mapping

from reportedly.corroborate.grading import accepts_responsibility
from reportedly.schema import Argument, Claim, Entity, Reading
from reportedly.schema.linkable import LinkToll
from reportedly.schema.origin import Telling
from reportedly.schema.support import Party, Support

WAYS = frozenset({"origin", "destination"})
ROLES = frozenset({"actor", "recipient", "instrument", *WAYS})


def support_of(reading: Reading, claim: Claim, telling: Telling, actors: Mapping[str, str]) -> Support:
    """What one event claim of a reading contributes; ``actors`` gives for entity ids the id of their actor across reports.

    The verdict, corrections and reliability of an analyst are not in it: set them with ``msgspec.structs.replace``.
    """
    entities = {entity.id: entity for entity in reading.entities}
    return Support(
        telling=telling,
        type=claim.type or None,
        mode=claim.mode,
        modality=claim.factuality.modality,
        when=claim.when,
        where=claim.where,
        parties=tuple(_party(one, entities, actors) for one in claim.arguments if one.role in ROLES),
        tolls=tuple(LinkToll(one.what, one.low, one.best, one.high) for one in claim.toll),
        score=claim.score,
        responsible=_responsible(reading, claim, telling, actors),
    )


def _party(argument: Argument, entities: Mapping[str, Entity], actors: Mapping[str, str]) -> Party:
    entity = entities.get(argument.entity) if argument.entity is not None else None
    if entity is None:
        return Party(role=argument.role, name=argument.text, named=False)
    named = bool(entity.names)
    actor = actors.get(entity.id) or entity.actor
    name = entity.name if named else argument.text
    return Party(
        role=argument.role, name=name, actor=actor, named=named, place=entity.place if argument.role in WAYS else None
    )


def _responsible(reading: Reading, claim: Claim, telling: Telling, actors: Mapping[str, str]) -> bool:
    """Whether the innermost voice, or the organisation it speaks for, says that it did it itself."""
    if not telling.voices:
        return False
    voice = telling.voices[0]
    speaking: set[str] = set()
    for speaker in (voice, voice.speaks_for):
        if speaker is not None and speaker.entity is not None:
            speaking.add(speaker.entity)
        if speaker is not None and speaker.actor is not None:
            speaking |= {one.id for one in reading.entities if (actors.get(one.id) or one.actor) == speaker.actor}
    return any(accepts_responsibility(claim, entity) for entity in sorted(speaking))
