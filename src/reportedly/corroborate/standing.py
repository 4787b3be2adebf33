"""What an event's claims add up to: a grade, the number of independent origins, and why, in words."""

from collections.abc import Mapping, Sequence

from reportedly.schema import Attribution, Claim, Entity, Grade, Standing

OWN_VOICE = "the report itself"


def stand(claims: Sequence[Claim], attributions: Mapping[str, Attribution], entities: Mapping[str, Entity]) -> Standing:
    """Grade the claims of one event within one report.

    An origin is a voice: the innermost named source of a claim, or the report's own. Voices that are one entity are one origin;
    within one report no independence beyond that can be shown, so ``confirmed`` asks for a voice that confirms another's claim.
    """
    reporting: dict[str, str] = {}
    confirming: dict[str, str] = {}
    denying: dict[str, str] = {}
    for claim in claims:
        identity, name = _voice(claim, attributions, entities)
        against = claim.stance == "denies" or (claim.factuality.polarity == "negative" and claim.stance == "reports")
        side = denying if against else confirming if claim.stance == "confirms" else reporting
        side.setdefault(identity, name)
    supporting = {**reporting, **confirming}
    reasons = []
    if reporting:
        reasons.append("reported by " + _listed(reporting))
    if confirming:
        reasons.append("confirmed by " + _listed(confirming))
    if denying:
        reasons.append("denied by " + _listed(denying))
    return Standing(
        grade=_grade(supporting, confirming, denying), origins=len(supporting) or len(denying), reasons=tuple(reasons)
    )


def _grade(supporting: Mapping[str, str], confirming: Mapping[str, str], denying: Mapping[str, str]) -> Grade:
    if denying:
        return "contested" if supporting else "denied"
    if len(supporting) > 1:
        return "confirmed" if confirming else "corroborated"
    return "single-source"


def _voice(claim: Claim, attributions: Mapping[str, Attribution], entities: Mapping[str, Entity]) -> tuple[str, str]:
    for identity in claim.according_to:
        attribution = attributions[identity]
        if attribution.source is not None:
            entity = attribution.source.entity
            if entity is not None:
                return entity, entities[entity].name
            return attribution.source.text.casefold(), attribution.source.text
    if claim.according_to:
        return "unnamed", "an unnamed source"
    return OWN_VOICE, OWN_VOICE


def _listed(voices: Mapping[str, str]) -> str:
    return ", ".join(voices.values())
