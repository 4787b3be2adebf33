"""The one rule that grades an event, within a report and across a record."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from reportedly.schema import Claim, Grade

ONE_PERSON = frozenset({"he", "she", "him", "her", "his", "hers"})
ADMISSIONS = frozenset({"ASSAULT", "COERCE"})
"""Types that the party that did it would deny: where it says so itself, it accepts responsibility (Airwars' "confirmed")."""

NAMED_AT_MOST = 6
"""Voices that a reason names; the others are counted."""

Voices = Mapping[str, str]


class Sides(Struct, frozen=True, kw_only=True):
    """Who says what about one event: for each side the independent origins, as key → name, in a fixed order.

    ``reporting`` say that it happened, ``confirming`` confirm what another says, ``accepting`` say that they did it themselves,
    ``restating`` are reports in their own voice beside voices that they name: they may say no more than these. ``planning`` only tell
    of a plan or of what might be, ``forswearing`` deny that it is planned. ``negating`` and ``excluding`` only say that it did not
    happen, or will not ("no one was killed"): where nobody says otherwise that is news and no denial. A key may stand on several sides.
    """

    reporting: Voices = {}
    confirming: Voices = {}
    accepting: Voices = {}
    restating: Voices = {}
    denying: Voices = {}
    doubting: Voices = {}
    planning: Voices = {}
    forswearing: Voices = {}
    negating: Voices = {}
    excluding: Voices = {}

    @property
    def any_occurrence(self) -> bool:
        """Whether anybody says that it happened, or denies that it did."""
        return bool(self.supporting or self.denying or self.negating)

    @property
    def against(self) -> dict[str, str]:
        """The independent origins that deny it or say that it did not happen; of a plan where nobody speaks of an occurrence."""
        return {**self.denying, **self.negating} or {**self.forswearing, **self.excluding}

    @property
    def supporting(self) -> dict[str, str]:
        """The independent origins that say that it happened; a restating report counts where nobody else says so."""
        firm = {**self.reporting, **self.confirming, **self.accepting}
        return firm or dict(self.restating)


def grade_of(sides: Sides) -> Grade:
    """The grade that these sides give.

    denied: somebody denies it and nobody says that it happened. Who only says that it did not ("no one was killed") denies nothing where
    nobody says that it did. contested: both, or somebody doubts what nobody here says. What a plan
    has for and against it counts so where nobody says or denies that it happened.
    single-source: one independent origin, or none (a plan, which nobody says has happened, whoever tells of it). corroborated: two or
    more. confirmed: two or more, and one of them confirms what another says or accepts that it did it (Airwars).
    """
    supporting = sides.supporting
    if sides.denying or (sides.negating and supporting):
        return "contested" if supporting else "denied"
    if sides.negating:
        return "single-source" if len(sides.negating) == 1 else "corroborated"
    if not supporting and (sides.forswearing or (sides.excluding and sides.planning)):
        return "contested" if sides.planning else "denied"
    if not supporting:
        return "contested" if sides.doubting and not sides.planning else "single-source"
    if len(supporting) == 1:
        return "single-source"
    return "confirmed" if sides.confirming or sides.accepting else "corroborated"


def reasons_of(sides: Sides) -> tuple[str, ...]:
    """Why, in words: who is on which side."""
    plain = {key: name for key, name in sides.reporting.items() if key not in sides.confirming}
    said = [
        ("reported by", {key: name for key, name in plain.items() if key not in sides.accepting}),
        ("accepted, as its own doing, by", sides.accepting),
        ("confirmed by", sides.confirming),
        ("denied by", sides.denying),
        ("said not to have happened by", sides.negating),
        ("doubted by", sides.doubting),
    ]
    reasons = [f"{words} {listed(voices.values())}" for words, voices in said if voices]
    if sides.restating:
        told = f"told by {listed(sides.restating.values())}"
        alone = not (plain or sides.confirming or sides.accepting)
        reasons.append(told if alone else f"{told} too, which may only be restating the voices beside it: not counted")
    if sides.planning:
        least = (
            "no support that it happened: not counted" if sides.any_occurrence else "nobody says that it has happened"
        )
        reasons.append(f"planned or supposed, according to {listed(sides.planning.values())}: {least}")
    if sides.forswearing:
        reasons.append(f"that it is planned is denied by {listed(sides.forswearing.values())}")
    if sides.excluding:
        reasons.append(f"said not to be going to happen by {listed(sides.excluding.values())}")
    return tuple(reasons)


def accepts_responsibility(claim: Claim, speaker: str | None) -> bool:
    """Whether the voice, an entity's id, says of itself that it did what a party would deny (ADMISSIONS).

    "She said the shelling ..." is no admission: of one person's pronoun nobody can say whether it speaks or acts.
    """
    if speaker is None or claim.type not in ADMISSIONS or claim.stance not in ("reports", "confirms"):
        return False
    if claim.factuality.polarity == "negative" or claim.factuality.modality != "actual":
        return False
    return any(
        one.role == "actor" and one.entity == speaker and one.text.casefold() not in ONE_PERSON for one in claim.arguments
    )


def listed(names: object) -> str:
    """The names, with commas; past NAMED_AT_MOST only their number."""
    every: Sequence[str] = list(dict.fromkeys(names))  # type: ignore[call-overload]
    if len(every) <= NAMED_AT_MOST:
        return ", ".join(every)
    return f"{', '.join(every[:NAMED_AT_MOST])} and {len(every) - NAMED_AT_MOST} more"
