"""Supports: what one claim contributes to the standing of its event."""

from typing import Literal

from msgspec import Struct

from reportedly.schema.claim import Role
from reportedly.schema.linkable import LinkToll
from reportedly.schema.origin import Telling
from reportedly.schema.place import PlaceRef
from reportedly.schema.standing import Letter, Occurrence
from reportedly.schema.time import DateInterval

Verdict = Literal["right", "wrong"]


class Party(Struct, frozen=True, kw_only=True):
    """Who or what fills a role of a claim: the actor where it is known across reports, else the words.

    ``named`` is False where the words only describe ("soldiers"): a description leaves room for any name. ``place`` is set where it
    is a place, from or to which something moves.
    """

    role: Role
    name: str
    actor: str | None = None
    named: bool = True
    place: PlaceRef | None = None


class Correction(Struct, frozen=True, kw_only=True):
    """That an analyst gave a field of the claim another value; ``value`` is None where the field should be empty."""

    field: str
    value: str | None


class Support(Struct, frozen=True, kw_only=True):
    """One claim about an event, as the standing sees it; what the claim does not say is None or empty.

    A ``ClaimTime`` will do for ``when``, a ``ClaimPlace`` for ``where``. ``responsible`` says that the innermost voice is the actor of
    the event: it accepts that it did it. ``verdict`` and ``corrections`` are an analyst's; ``reliability`` is the Admiralty letter that an
    analyst gave the claim's innermost voice or publisher.
    """

    telling: Telling
    type: str | None = None
    mode: str | None = None
    modality: Occurrence = "actual"
    when: DateInterval | None = None
    where: PlaceRef | None = None
    parties: tuple[Party, ...] = ()
    tolls: tuple[LinkToll, ...] = ()
    score: float = 1.0
    responsible: bool = False
    verdict: Verdict | None = None
    corrections: tuple[Correction, ...] = ()
    reliability: Letter | None = None
