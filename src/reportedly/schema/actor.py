"""Actors: identities across reports, with dated, cited names and affiliations, and how an entity was matched to one."""

from typing import Literal

from msgspec import Struct

from reportedly.schema.mention import MentionKind

ActorKind = Literal[
    "state", "state-body", "military", "police", "intelligence", "office", "armed-group", "party", "alliance", "movement",
    "intergovernmental", "ngo", "monitor", "media", "company", "organisation", "person",
]  # fmt: skip

ActorNameKind = Literal["name", "alias", "acronym", "former", "transliteration"]

AffiliationRole = Literal[
    "part_of", "ally_of", "led_by", "split_from", "merged_into", "successor_of", "speaks_for", "member_of"
]

Decision = Literal["same", "doubtful", "different"]

NameLevel = Literal["name", "nominal"]


class ActorName(Struct, frozen=True, kw_only=True):
    """One name of an actor, and when it was its name.

    ``since`` and ``until`` are ISO dates of any grain (``2016``, ``2016-07``, ``2016-07-28``), both inclusive; None where not
    known or not ended. A name is never rewritten: a former name stays findable. An ``ambiguous`` name is borne by others too
    (an acronym of two groups): alone, without a country or another name beside it, it means nobody in particular.
    """

    name: str
    kind: ActorNameKind = "name"
    since: str | None = None
    until: str | None = None
    citation: str | None = None
    ambiguous: bool = False


class Affiliation(Struct, frozen=True, kw_only=True):
    """What the actor is to another one (``actor``, an id), and when; ``led_by`` names an office, never a private person."""

    actor: str
    role: AffiliationRole
    since: str | None = None
    until: str | None = None
    citation: str | None = None


class Actor(Struct, frozen=True, kw_only=True):
    """An identity across reports: packaged knowledge, or made from what reports name.

    ``id`` is a slug ("isil", "government-of-syria"). ``country`` is the ISO 3166-1 alpha-2 code of the state it belongs to or
    mainly acts in, None where there is none or several. ``sector`` is a PLOVER sector ("REB", "MIL", "GOV", "IGO"), None while
    unknown. ``names`` has the name to show first. ``citation`` says what the entry rests on: a public document, or the
    report that named it. ``seen_in`` are the countries of the reports that named an actor which no book has, the first report's
    first: persons of one name in reports about different countries may be two.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    names: tuple[ActorName, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    citation: str
    note: str | None = None
    seen_in: tuple[str, ...] = ()


class EntityName(Struct, frozen=True, kw_only=True):
    """One wording under which a report speaks of an entity, how often, and whether it is a name or a description."""

    text: str
    level: NameLevel = "name"
    count: int = 1


class ToldAffiliation(Struct, frozen=True, kw_only=True):
    """A relation that the report tells: ``relation`` as in relation claims, and the other entity's name."""

    relation: str
    other: str


class EntityFacts(Struct, frozen=True, kw_only=True):
    """What one report says of an entity, as far as identity goes.

    ``names`` in order of appearance. ``published`` is the report's date (ISO) or None. ``countries`` are the ISO codes of the
    places that the report names, the most named first. ``actor`` is the id that reading gave (a government's seat), if any.
    ``speaks`` where it is a source of something that the report attributes.
    """

    kind: MentionKind
    names: tuple[EntityName, ...]
    published: str | None = None
    countries: tuple[str, ...] = ()
    affiliations: tuple[ToldAffiliation, ...] = ()
    actor: str | None = None
    speaks: bool = False


class Feature(Struct, frozen=True):
    """One observation that a score was made of: its value, and its weight (the score is made of value × weight)."""

    name: str
    value: float
    weight: float


class NameMatch(Struct, frozen=True, kw_only=True):
    """Whether two names may name one actor. ``score`` (0 to 1) is the probability, with the features that made it."""

    decision: Decision
    score: float
    features: tuple[Feature, ...]
    reason: str


class ActorMatch(Struct, frozen=True, kw_only=True):
    """Whether an entity is an actor.

    ``actor`` is the id of the actor compared; None where there was none to compare. Only ``same`` is identity: ``doubtful``
    is a suggestion for a person to review. ``note`` says what a reader should know of a match that holds, such as that the
    name used had been given up by then. ``others`` are the ids of further actors that it may be, likeliest first.
    """

    actor: str | None
    decision: Decision
    score: float
    features: tuple[Feature, ...]
    reason: str
    note: str | None = None
    others: tuple[str, ...] = ()
