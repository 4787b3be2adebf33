"""A reading: everything that was taken from one report (the output contract)."""

from msgspec import Struct

from reportedly.schema.attribution import Attribution
from reportedly.schema.claim import Claim
from reportedly.schema.event import Event
from reportedly.schema.mention import Entity, Mention
from reportedly.schema.report import Report

CODED = "coded:"
"""How ``MadeBy.model`` begins where a person coded a row."""


class MadeBy(Struct, frozen=True, kw_only=True):
    """What made a reading: the code's version, the model's hash, the codebook's name and hash.

    ``held_back`` claims are not in the reading, since their score is below ``min_score``; claims keep the ids that they
    have among all.
    """

    reportedly: str
    model: str
    codebook: str
    min_score: float = 0.0
    held_back: int = 0

    @property
    def coded(self) -> bool:
        """Whether a person coded the reading."""
        return self.model.startswith(CODED)


class Reading(Struct, frozen=True, kw_only=True):
    """One report and what was read in it; every span satisfies ``report.text[start:end] == text``."""

    report: Report
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    made_by: MadeBy
