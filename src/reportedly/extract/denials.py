"""Denials that name no deed: "an officer denied it", "rejected the accusation", "denied any involvement in the attack".

What is denied was told before. Each such denial becomes a claim of the type of the nearest deed told before it, without parties, which
``corroborate.within_report`` joins with that deed, so that who denies it stands against it.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.extract.factuality import stance_of
from reportedly.schema import Attribution, Claim, Factuality, span_of

WITHIN = 600  # characters, about four sentences
DEEDS = frozenset({"ASSAULT", "COERCE"})
_PLAIN = frozenset({"it", "this", "that", "involvement", "responsibility", "role", "part", "blame"})
_SHARE = 0.8  # of the attribution's score: which deed is meant is guessed
_DENIED = re.compile(
    r"(?P<what>it|this|that|which|(?:an?\s+)?(?:(?:the|this|that|these|those|all|any|such|both|his|her|its|their)\s+)?(?:[a-z]+\s+)?"
    r"(?:claims?|accusations?|allegations?|charges?|reports?|accounts?|accounts\s+of\s+it|involvement|responsibility|role|part|blame))"
    r"(?:\s+(?:in|for|as|by|against)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)


def with_denied_deeds(text: str, attributions: Sequence[Attribution], claims: Sequence[Claim]) -> list[Claim]:
    """The event claims of a report and one for each denial of a deed that its own words don't tell, numbered in the text's order."""
    found = denied_deeds(text, attributions, claims)
    if not found:
        return list(claims)
    ordered = sorted((*claims, *found), key=lambda claim: claim.trigger.start if claim.trigger else claim.sentence.start)
    return [replace(claim, id=f"c{number}") for number, claim in enumerate(ordered, 1)]


def denied_deeds(text: str, attributions: Sequence[Attribution], claims: Sequence[Claim]) -> list[Claim]:
    """The claims of such denials."""
    made: list[Claim] = []
    for one in attributions:
        if one.source is None or stance_of(one.cue.text.split()) != "denies" or len(one.content) != 1:
            continue
        content = one.content[0]
        match = _DENIED.fullmatch(text, content.start, content.end)
        inside = any(c.type in DEEDS and c.trigger and content.start <= c.trigger.start < content.end for c in claims)
        deed = None if match is None or inside else _deed_before(claims, one)
        if match is not None and deed is not None and match["what"].lower().split()[-1] not in _PLAIN and not _accuses(deed):
            continue
        if match is None or deed is None:
            continue
        made.append(
            Claim(
                id=f"c{len(claims) + len(made) + 1}", kind="event", type=deed.type, mode=None,
                trigger=span_of(text, *match.span("what")), arguments=(), according_to=(one.id,), stance="denies",
                factuality=Factuality(certainty="certain", polarity="positive", modality="actual"),
                sentence=span_of(text, *_sentence(one, content.end)), score=round(_SHARE * (one.score or 0.0), 4),
            )
        )  # fmt: skip
    return made


def _accuses(deed: Claim) -> bool:
    """Whether a claim says who did it: only then is it what an accusation is about."""
    return any(argument.role == "actor" for argument in deed.arguments)


def _sentence(one: Attribution, end: int) -> tuple[int, int]:
    """The words of the denial: from its source or cue to the end of what it denies."""
    starts = [one.cue.start] + ([one.source.start] if one.source is not None else [])
    return min(starts), max(end, one.cue.end)


def _deed_before(claims: Sequence[Claim], denial: Attribution) -> Claim | None:
    """The last deed that was told as one within a few sentences in front of a denial, by others than who denies it."""
    speaker = denial.source.entity if denial.source is not None else None
    for claim in reversed(claims):
        if claim.trigger is None or claim.trigger.start >= denial.cue.start:
            continue
        if denial.cue.start - claim.trigger.end > WITHIN:
            return None
        told = claim.stance in ("reports", "confirms") and claim.factuality.modality == "actual"
        if claim.type in DEEDS and told and claim.factuality.polarity == "positive" and not _suffered(claim, speaker):
            return claim
    return None


def _suffered(claim: Claim, speaker: str | None) -> bool:
    return speaker is not None and any(one.role == "recipient" and one.entity == speaker for one in claim.arguments)
