"""What linking across reports needs to know of one claim, without the text of its report."""

from typing import Literal

from msgspec import Struct

from reportedly.schema.claim import Role, Stance
from reportedly.schema.time import DatePrecision


class LinkTime(Struct, frozen=True, array_like=True):
    """When a claim puts its event: inclusive ISO dates, None where that side is open, and the grain of the words."""

    start: str | None
    end: str | None
    precision: DatePrecision


class LinkPlace(Struct, frozen=True, array_like=True):
    """Where a claim puts its event. ``name`` has no case; ``precision`` is UCDP's ``where_prec`` (1 exact ... 7 beyond a country)."""

    name: str
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str | None
    precision: int


class Participant(Struct, frozen=True, array_like=True):
    """Who or what fills a role: the actor where it is known across reports, and the lower-case words it is called by.

    ``head`` is the word that says what it is ("soldiers"), or the last word of a name; ``words`` all content words of the
    argument and of the names that its entity has in the report, ``head`` first.
    """

    role: Role
    actor: str | None
    words: tuple[str, ...]

    @property
    def head(self) -> str | None:
        """The word that says what it is; None where a pronoun of an unknown entity stands there."""
        return self.words[0] if self.words else None


class LinkToll(Struct, frozen=True, array_like=True):
    """How many suffered what; None where the words set no bound."""

    what: str
    low: int | None
    best: int | None
    high: int | None


class Term(Struct, frozen=True, array_like=True):
    """A word with its weight, 1 to 255, relative to the heaviest of its list."""

    word: str
    weight: int


class Linkable(Struct, frozen=True, kw_only=True, array_like=True):
    """One event claim as linking sees it; encoded with msgpack it stays under 1.5 KB.

    ``claim`` grows in order of adding; ``report`` is the report's number; ``group`` the number of the report's own event that
    the claim belongs to (None where nobody looked): two groups of one report are two occurrences.
    ``type`` is a codebook type, None for a trigger that has none; ``family`` names the types that may tell of one
    occurrence. ``lemmas`` are the trigger's possible lemmas, likeliest first. ``words`` are the content words of the sentence
    without the trigger, ``story`` those that tell the report from others, both with their weights, heaviest first.
    ``vector`` is the trigger in its sentence as 8-bit numbers, None where the encoder was not asked. ``near`` is the one place where the
    report puts all occurrences of the family that it places, for a claim without a place of its own; it is no statement of this claim.
    ``outlet`` is who published the report, without case; ``account`` the day and title of the report that a coded row tells of, without
    which no two rows are known to be of one. A coded row has no ``story``.
    """

    claim: int
    report: int
    group: int | None = None
    type: str | None
    mode: str | None = None
    family: str | None = None
    lemmas: tuple[str, ...] = ()
    polarity: Literal["positive", "negative", "unknown"] = "unknown"
    modality: Literal["actual", "planned", "hypothetical"] = "actual"
    stance: Stance = "reports"
    published: str | None = None
    when: LinkTime | None = None
    where: LinkPlace | None = None
    participants: tuple[Participant, ...] = ()
    tolls: tuple[LinkToll, ...] = ()
    words: tuple[Term, ...] = ()
    story: tuple[Term, ...] = ()
    vector: bytes | None = None
    near: LinkPlace | None = None
    outlet: str | None = None
    account: str | None = None
