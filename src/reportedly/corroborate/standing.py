"""What an event's claims add up to within one report: a grade, the number of independent origins, and why, in words."""

from collections.abc import Mapping, Sequence

from reportedly.corroborate.grading import Sides, accepts_responsibility, grade_of, reasons_of
from reportedly.corroborate.voice_names import PRONOUNS, description_key
from reportedly.corroborate.voices import UNNAMED, UNNAMED_KEY
from reportedly.schema import Attribution, Claim, Entity, Standing

OWN_VOICE = "the report itself"
_NOBODYS = (OWN_VOICE, UNNAMED_KEY)
"""Voices that may be restating any other of the report: its own, and one of whom nothing is known ("it", "reportedly")."""


def stand(claims: Sequence[Claim], attributions: Mapping[str, Attribution], entities: Mapping[str, Entity]) -> Standing:
    """Grade the claims of one event within one report, by the rule that also grades across reports (grading.py).

    An origin is a voice: the innermost named source of a claim, or the report's own. Voices that are one entity are one origin;
    within one report no independence beyond that can be shown, and what a report says in its own voice, or a pronoun of which nobody
    knows whom it means, beside voices that it names may only restate them.
    """
    reporting: dict[str, str] = {}
    confirming: dict[str, str] = {}
    accepting: dict[str, str] = {}
    denying: dict[str, str] = {}
    doubting: dict[str, str] = {}
    planning: dict[str, str] = {}
    forswearing: dict[str, str] = {}
    negating: dict[str, str] = {}
    excluding: dict[str, str] = {}
    for claim in claims:
        identity, name = _voice(claim, attributions, entities)
        against = claim.stance == "denies" or (claim.factuality.polarity == "negative" and claim.stance == "reports")
        if claim.stance == "doubts":
            side = doubting
        elif claim.factuality.modality != "actual":
            side = (forswearing if claim.stance == "denies" else excluding) if against else planning
        elif against:
            side = denying if claim.stance == "denies" else negating
        elif accepts_responsibility(claim, identity):
            side = accepting
        else:
            side = confirming if claim.stance == "confirms" else reporting
        side.setdefault(identity, name)
    restating = {}
    for voice in _NOBODYS:
        if voice in reporting and len({*reporting, *confirming, *accepting}) > 1:
            restating[voice] = reporting.pop(voice)
    sides = Sides(
        reporting=reporting, confirming=confirming, accepting=accepting, restating=restating, denying=denying,
        doubting=doubting, planning=planning, forswearing=forswearing,
        negating={key: name for key, name in negating.items() if key not in denying},
        excluding={key: name for key, name in excluding.items() if key not in forswearing},
    )  # fmt: skip
    actual = denying or negating
    origins = len(sides.supporting) or (len(sides.against) if actual else 0) or len(planning) or len(sides.against) or len(doubting)
    return Standing(grade=grade_of(sides), origins=origins, reasons=reasons_of(sides))


def _voice(claim: Claim, attributions: Mapping[str, Attribution], entities: Mapping[str, Entity]) -> tuple[str, str]:
    for identity in claim.according_to:
        attribution = attributions[identity]
        if attribution.source is not None:
            entity = attribution.source.entity
            shown = attribution.source.text if entity is None else entities[entity].name
            if description_key(shown) not in PRONOUNS:
                return entity or shown.casefold(), shown
    if claim.according_to:
        return UNNAMED_KEY, UNNAMED
    return OWN_VOICE, OWN_VOICE
