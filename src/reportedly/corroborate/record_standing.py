"""What all claims about one event add up to, across reports."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportedly.corroborate.corrections import corrected
from reportedly.corroborate.fields import Broader, Heard, field_standings
from reportedly.corroborate.grading import Sides, grade_of, reasons_of
from reportedly.corroborate.reliability import credibility_of, reliability_of
from reportedly.corroborate.speakers import UNNAMED_MARK
from reportedly.corroborate.toll_standing import toll_standings
from reportedly.schema import Grade
from reportedly.schema.origin import Origin, Telling
from reportedly.schema.standing import Credibility, FieldStanding, Occurrence, RecordStanding, TollStanding
from reportedly.schema.support import Support

Fold = Callable[[Sequence[Telling]], Sequence[Origin]]
"""What folds tellings into independent origins: ``corroborate.origins.origins_of``."""

FOLDINGS_NAMED = 5
"""Reasons for folding that a standing repeats; the origins themselves have all of them."""
DISPUTED_ABOVE = 0.0
"""Disagreement above which a field is disputed: any origin that contradicts the others is one that an analyst should see."""
_UNDATED = "9999-99-99"


class Outlook(Struct, frozen=True, kw_only=True):
    """What is known beside the claims: ``broader`` gives for an actor's id the ids of those it is part of.

    ``credibility`` is the Admiralty number that an analyst gave the event; None where none did.
    """

    broader: Broader = {}
    credibility: Credibility | None = None


NO_OUTLOOK = Outlook()


def standing_of(supports: Sequence[Support], fold: Fold, outlook: Outlook = NO_OUTLOOK) -> RecordStanding:
    """The standing of an event from its claims; the order in which they come makes no difference.

    ``fold`` finds the independent origins. A claim that an analyst found wrong is set aside; its corrected fields take the place of
    those that were read. Claims of plans and suppositions are no support that it happened: they count only where nobody says or
    denies that it did, and the grade is then of the plan. Values come from the claims that support the event, not from denials.
    Raises ValueError where there are no supports, BadOption where a correction can't be read.
    """
    if not supports:
        raise ValueError("an event without a claim has no standing")
    ordered = sorted(supports, key=_publication)
    used = [corrected(one) for one in ordered if one.verdict != "wrong"]
    occurrence, counted, others = _by_occurrence(used)
    origins = _distinct(fold([one.telling for one in counted]))
    other_origins = _distinct(fold([one.telling for one in others])) if others else []
    sides = _sides(counted, origins, others, other_origins, occurrence != "actual")
    heard = _heard(counted, origins)
    grade, reasons = _graded(sides, used, origins)
    fields, tolls = field_standings(heard, outlook.broader), toll_standings(heard)
    scored = _scores(fields, tolls)
    scores = [score for _, score in scored]
    dates = [one.telling.published for one in used if one.telling.published is not None]
    supporting = sides.supporting if sides.any_occurrence else sides.planning
    return RecordStanding(
        grade=grade, origins_for=len(supporting), origins_against=len(sides.against),
        reasons=(*reasons, *_set_aside(len(ordered) - len(used))), occurrence=occurrence, fields=fields, tolls=tolls,
        disputed=tuple(name for name, score in scored if score > DISPUTED_ABOVE),
        disagreement=round(sum(scores) / len(scores), 6) if scores else None,
        reliability=reliability_of(_heard(counted, origins, every_side=True)),
        credibility=credibility_of(grade, sides.any_occurrence, outlook.credibility),
        known_from=min(dates, default=None), claims=len(used), set_aside=len(ordered) - len(used),
        undated=sum(one.telling.published is None for one in used),
    )  # fmt: skip


def _publication(support: Support) -> tuple[str, int, int, str]:
    telling = support.telling
    return telling.published or _UNDATED, telling.report, len(telling.claim), telling.claim


def _distinct(origins: Sequence[Origin]) -> list[Origin]:
    """The origins with keys of their own: two that bear one name on one side, and are two, stay two."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for one in origins:
        number = seen[one.stance, one.key] = seen.get((one.stance, one.key), 0) + 1
        found.append(one if number == 1 else replace(one, key=f"{one.key}#{number}"))
    return found


def _by_occurrence(used: Sequence[Support]) -> tuple[Occurrence, list[Support], list[Support]]:
    """Whether anybody speaks of an occurrence; the claims that count, and those that don't since they tell of a plan only."""
    actual = [one for one in used if one.modality == "actual"]
    if any(one.telling.side != "doubts" for one in actual):
        return "actual", actual, [one for one in used if one.modality != "actual"]
    planned = [one for one in used if one.modality == "planned"]
    if not used or not (planned or any(one.modality == "hypothetical" for one in used)):
        return "actual", list(used), []
    return ("planned" if planned else "hypothetical"), list(used), []


def _sides(
    counted: Sequence[Support], origins: Sequence[Origin], others_told: Sequence[Support], others: Sequence[Origin], plan: bool
) -> Sides:
    by_claim = {one.telling.claim: one for one in counted}
    reporting: dict[str, str] = {}
    confirming: dict[str, str] = {}
    accepting: dict[str, str] = {}
    restating: dict[str, str] = {}
    for origin in origins:
        if origin.stance != "for" or plan:
            continue
        told = [by_claim[claim] for claim in origin.tellings]
        if any(one.responsible for one in told):
            accepting[origin.key] = origin.name
        elif any(one.telling.stance == "confirms" for one in told):
            confirming[origin.key] = origin.name
        else:
            (restating if origin.beside else reporting)[origin.key] = origin.name
    of_claim = by_claim | {one.telling.claim: one for one in others_told}
    against, negating = _against(origins, of_claim)
    told_plan = {one.key: one.name for one in (origins if plan else others) if one.stance == "for"}
    not_planned, excluding = _against(others, of_claim)
    return Sides(
        reporting=reporting, confirming=confirming, accepting=accepting, restating=restating,
        denying={} if plan else against, doubting={one.key: one.name for one in origins if one.stance == "doubts"},
        planning=told_plan, forswearing=against if plan else not_planned,
        negating={} if plan else negating, excluding=negating if plan else excluding,
    )  # fmt: skip


def _against(origins: Sequence[Origin], of_claim: Mapping[str, Support]) -> tuple[dict[str, str], dict[str, str]]:
    """The origins against an event: those that deny it, and those that only say that it is not so."""
    denying: dict[str, str] = {}
    negating: dict[str, str] = {}
    for one in origins:
        if one.stance == "against":
            firm = any(of_claim[claim].telling.stance == "denies" for claim in one.tellings)
            (denying if firm else negating)[one.key] = one.name
    return denying, negating


def _heard(counted: Sequence[Support], origins: Sequence[Origin], every_side: bool = False) -> list[Heard]:
    """The supports whose values count (those for the event), with the origin and its name, once for each origin.

    A claim that two voices make together ("residents and the army") is of two origins.
    """
    of_claim: dict[str, list[Origin]] = {}
    for origin in origins:
        if every_side or origin.stance == "for":
            for claim in origin.tellings:
                of_claim.setdefault(claim, []).append(origin)
    return [
        Heard(one, whose.key, whose.name.removesuffix(UNNAMED_MARK), not whose.beside)
        for one in counted
        for whose in of_claim.get(one.telling.claim, ())
    ]


def _graded(sides: Sides, used: Sequence[Support], origins: Sequence[Origin]) -> tuple[Grade, tuple[str, ...]]:
    """The grade and its reasons: an analyst's word stands above the sources', and is said to be one."""
    folded = list(dict.fromkeys(reason for origin in origins for reason in origin.reasons))
    more = [f"and {len(folded) - FOLDINGS_NAMED} more such foldings"] if len(folded) > FOLDINGS_NAMED else []
    reasons = (*reasons_of(sides), *folded[:FOLDINGS_NAMED], *more)
    judged = {one.telling.side for one in used if one.verdict == "right" and one.modality == "actual"}
    if not used:
        return "denied", ("an analyst found every claim wrong",)
    if "for" in judged and "against" not in judged:
        return "confirmed", ("confirmed by an analyst", *reasons)
    if "against" in judged and "for" not in judged:
        return "denied", ("an analyst found the denial right", *reasons)
    return grade_of(sides), reasons


def _set_aside(number: int) -> tuple[str, ...]:
    if not number:
        return ()
    return (f"{number} {'claim' if number == 1 else 'claims'} found wrong by an analyst: not counted",)


def _scores(fields: Sequence[FieldStanding], tolls: Sequence[TollStanding]) -> list[tuple[str, float]]:
    """The disagreement of each field and toll that two or more origins give."""
    every: list[tuple[str, float | None]] = [(one.field, one.disagreement) for one in fields]
    every += [(f"toll:{one.what}", one.disagreement) for one in tolls]
    return [(name, score) for name, score in every if score is not None]
