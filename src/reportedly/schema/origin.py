"""Origins: the independent voices behind the claims of one event, after reprints, agencies and quoted voices are folded."""

from typing import Literal

from msgspec import Struct

from reportedly.schema.claim import Stance
from reportedly.schema.voice import Credit, Voice

OriginKind = Literal["voice", "agency", "outlet", "report"]

Side = Literal["for", "against", "doubts"]

FoldingKind = Literal["reprint", "agency", "outlet", "voice", "spokesman", "same-report"]


class Telling(Struct, frozen=True, kw_only=True):
    """One claim about an event, with all that says whose voice it is.

    ``claim`` is the claim's key in the record and ``report`` its report's number, in the order in which reports were added.
    ``reprint_root`` is the number of the report that this one reprints (its own number where it reprints none) and
    ``reprint_reason`` says so in words. ``publisher`` and ``published`` (ISO date) are None while unknown.
    ``voices`` is the chain, innermost first, empty where the report speaks in its own voice. ``credits`` are those that
    hold for this claim: for the whole report, or for the claim's sentence.
    """

    claim: str
    report: int
    reprint_root: int
    reprint_reason: str | None = None
    publisher: str | None = None
    published: str | None = None
    stance: Stance = "reports"
    polarity: Literal["positive", "negative", "unknown"] = "positive"
    credits: tuple[Credit, ...] = ()
    voices: tuple[Voice, ...] = ()

    @property
    def side(self) -> Side:
        """Whether the telling speaks for the event, against it, or doubts it."""
        if self.stance == "doubts":
            return "doubts"
        denied = self.stance == "denies" or (self.polarity == "negative" and self.stance == "reports")
        return "against" if denied else "for"


class Folding(Struct, frozen=True, kw_only=True):
    """That a telling adds no origin of its own: ``claim`` says what ``into`` (a claim's key) says already, and why."""

    claim: str
    into: str
    kind: FoldingKind
    reason: str


class Origin(Struct, frozen=True, kw_only=True):
    """One independent voice on one side of an event.

    ``key`` is the same for the same voice on another side or another day. ``name`` is as an analyst reads it. ``tellings``
    are the keys of the claims that carry the voice, in the order of publication, the first one first. ``chains`` are the
    distinct ways it took, innermost voice first and the outlet that printed it last. ``beside`` names the voices to which
    the same report also attributes the event, where this origin is a report's own voice or hearsay ("reportedly"): it may only be
    restating them.
    """

    key: str
    kind: OriginKind
    name: str
    stance: Side
    tellings: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...] = ()
    foldings: tuple[Folding, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why tellings were folded into this origin, in words, each reason once."""
        return tuple(dict.fromkeys(folding.reason for folding in self.foldings))
