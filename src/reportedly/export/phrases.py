"""A reading's values put into words: the same words on the terminal page and on the HTML page."""

import calendar
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, Protocol

from reportedly.extract.leading import leading_claim
from reportedly.schema import (
    Argument,
    Attribution,
    Claim,
    DateInterval,
    DatePrecision,
    Entity,
    Event,
    PlaceRef,
    Reading,
    RelationType,
    SourceSpan,
)
from reportedly.schema.dossier import ClaimDossier

RELATION_WORDS: Mapping[RelationType, str] = {
    "member_of": "member of",
    "leads": "leader of",
    "speaks_for": "speaking for",
    "also_known_as": "also known as",
    "allied_with": "allied with",
    "fighting": "fighting",
    "controls": "in control of",
    "split_from": "split from",
}

# UCDP's where_prec, in words.
PLACE_PRECISION: Mapping[int, str] = {
    1: "at the place itself",
    2: "near the place",
    3: "somewhere in its district",
    4: "somewhere in its region",
    5: "along or around it, no point given",
    6: "somewhere in the country",
    7: "wider than one country",
}

TIME_PRECISION: Mapping[DatePrecision, str] = {
    "time": "to the hour",
    "day": "to the day",
    "days": "within these days",
    "week": "within the week",
    "weekend": "within the weekend",
    "part-of-month": "within this part of the month",
    "month": "within the month",
    "months": "within these months",
    "quarter": "within the quarter",
    "season": "within the season",
    "part-of-year": "within this part of the year",
    "year": "within the year",
    "years": "within these years",
    "decade": "within the decade",
    "century": "within the century",
    "open": "one side left open",
    "unknown": "precision not known",
}

STANCE_WORDS: Mapping[str, str] = {"confirms": "confirmed", "denies": "denied", "doubts": "doubted"}
CERTAINTY_WORDS: Mapping[str, str] = {
    "certain": "stated as fact",
    "probable": "put as probable",
    "possible": "put as possible",
    "unknown": "certainty not clear",
}
MODALITY_WORDS: Mapping[str, str] = {
    "planned": "planned or announced, not said to be done",
    "hypothetical": "hypothetical",
}
OWN_VOICE = "the report itself"
UNNAMED_VOICE = "a voice that is not named"


class Index(NamedTuple):
    """A reading's entities, attributions and claims by id."""

    entities: Mapping[str, Entity]
    attributions: Mapping[str, Attribution]
    claims: Mapping[str, Claim]


class Group(NamedTuple):
    """The event claims of one event, in the order of the report; ``event`` is None for a claim that has none."""

    event: Event | None
    claims: tuple[Claim, ...]


def index(reading: Reading) -> Index:
    """Look-ups by id for one reading."""
    return Index(
        {entity.id: entity for entity in reading.entities},
        {attribution.id: attribution for attribution in reading.attributions},
        {claim.id: claim for claim in reading.claims},
    )


def position(claim: Claim) -> tuple[int, int]:
    """Where a claim stands in the report: its trigger, else its sentence."""
    return (claim.trigger.start if claim.trigger else claim.sentence.start, claim.sentence.start)


def event_groups(reading: Reading) -> list[Group]:
    """The event claims, grouped by event, groups and claims in the order of the report."""
    events = {event.id: event for event in reading.events}
    found: dict[str, list[Claim]] = {}
    for claim in sorted((claim for claim in reading.claims if claim.kind == "event"), key=position):
        found.setdefault(claim.event or f"alone {claim.id}", []).append(claim)
    return [Group(events.get(key), tuple(claims)) for key, claims in found.items()]


def event_claims(reading: Reading) -> list[Claim]:
    """The event claims in the order of ``event_groups``: that of the pages."""
    return [claim for group in event_groups(reading) for claim in group.claims]


def counts(reading: Reading) -> list[str]:
    """What a reading holds, counted: ``5 claims about 4 events``, ``2 relations``, ..."""
    groups = event_groups(reading)
    claims = sum(len(group.claims) for group in groups)
    return [
        f"{count_words(claims, 'claim')} about {count_words(len(groups), 'event')}",
        count_words(len(reading.claims) - claims, "relation"),
        count_words(len(reading.attributions), "attribution"),
        count_words(len(reading.entities), "entity", "entities"),
    ]


def lead_words(reading: Reading) -> str | None:
    """What the report leads with: ``leads with claim 1: Assault, aerial “bombed”``, by the pages' numbers; None without an event claim."""
    claim = leading_claim(reading.claims)
    if claim is None:
        return None
    number = next(place for place, one in enumerate(event_claims(reading), start=1) if one is claim)
    trigger = f" “{one_line(claim.trigger.text)}”" if claim.trigger is not None else ""
    return f"leads with claim {number}: {type_words(claim)}{trigger}"


def relations(reading: Reading) -> list[Claim]:
    """The relation claims, in the order of the report."""
    return sorted((claim for claim in reading.claims if claim.kind == "relation"), key=position)


def unused_attributions(reading: Reading) -> list[Attribution]:
    """The attributions on which no claim rests, in the order of the report."""
    used = {attribution_id for claim in reading.claims for attribution_id in claim.according_to}
    rest = [attribution for attribution in reading.attributions if attribution.id not in used]
    return sorted(rest, key=lambda attribution: attribution.cue.start)


def count_words(number: int, noun: str, plural: str = "") -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def one_line(words: str) -> str:
    """The words with every run of white space as one space."""
    return " ".join(words.split())


def day_words(day: str | None) -> str | None:
    """An ISO date as ``7 December 2016``; what is no ISO date comes back as it is."""
    if day is None:
        return None
    try:
        parsed = date.fromisoformat(day[:10])
    except ValueError:
        return day
    return f"{parsed.day} {calendar.month_name[parsed.month]} {parsed.year}"


def type_words(claim: Claim | ClaimDossier) -> str:
    """What a claim says happened or holds: ``Assault, aerial``, ``member of``."""
    if claim.kind == "relation":
        return {str(key): words for key, words in RELATION_WORDS.items()}.get(claim.type, claim.type.replace("_", " "))
    words = claim.type.replace("_", " ").replace("-", " ").capitalize()
    return f"{words}, {claim.mode.replace('_', ' ').replace('-', ' ')}" if claim.mode else words


def party_words(span: Argument | SourceSpan, look: Index) -> str:
    """The words of an argument or a source, with its entity's name where the words don't hold it."""
    words = one_line(span.text)
    entity = look.entities.get(span.entity) if span.entity else None
    if entity is None or one_line(entity.name).casefold() in words.casefold():
        return words
    # "Idlib" for the entity "Idlib province" adds nothing; "he" for "Sadradeen Kinno" does.
    if len(words) > 3 and words.casefold() in entity.name.casefold():
        return f"{words} ({entity.name})" if words[:1].islower() else words
    return f"{words} ({one_line(entity.name)})"


def role_words(claim: Claim, look: Index, *roles: str) -> str | None:
    """The arguments of a claim in these roles, joined by commas; None where it has none."""
    found = [argument for argument in claim.arguments if argument.role in roles]
    if claim.type == "also_known_as":  # both names are of one entity: its name beside them would say it twice
        return ", ".join(dict.fromkeys(one_line(argument.text) for argument in found)) or None
    words = [party_words(argument, look) for argument in found]
    return ", ".join(dict.fromkeys(words)) or None


def voice_words(attribution: Attribution, look: Index) -> str:
    """Who speaks in an attribution."""
    if attribution.source is None:
        return f"{UNNAMED_VOICE} (“{one_line(attribution.cue.text)}”)"
    return party_words(attribution.source, look)


def chain_words(claim: Claim, look: Index) -> str:
    """According to whom: the voices from the one the reporter heard to the innermost, ``Eesa → the activist group``.

    Attributions that don't stand inside one another are joined with ``; ``.
    """
    chains: list[list[Attribution]] = []
    for attribution_id in reversed(claim.according_to):  # outermost first
        attribution = look.attributions.get(attribution_id)
        if attribution is None:
            continue
        if chains and attribution.parent == chains[-1][-1].id:
            chains[-1].append(attribution)
        else:
            chains.append([attribution])
    words = (" → ".join(voice_words(attribution, look) for attribution in chain) for chain in chains)
    return "; ".join(words) or OWN_VOICE


def sureness_words(claim: Claim | ClaimDossier) -> str:
    """How sure the voice is, and what it does to the claim: ``put as probable · denied``."""
    factuality = claim.factuality
    words = [CERTAINTY_WORDS[factuality.certainty]]
    if factuality.polarity == "negative":
        words.append("said not to have happened" if claim.kind == "event" else "said not to hold")
    elif factuality.polarity == "unknown":
        words.append("whether it happened is left open")
    if factuality.modality in MODALITY_WORDS:
        words.append(MODALITY_WORDS[factuality.modality])
    if claim.stance in STANCE_WORDS:
        words.append(STANCE_WORDS[claim.stance])
    return " · ".join(words)


def interval_words(interval: DateInterval) -> str:
    """The dates of an interval and its precision: ``21 to 31 August 2016, within this part of the month``."""
    precision = TIME_PRECISION[interval.precision]
    if interval.start is None and interval.end is None:
        return "no date follows from these words" + (f" ({interval.value})" if interval.value else "")
    if interval.start is None:
        return f"up to {day_words(interval.end)}"
    if interval.end is None:
        return f"from {day_words(interval.start)} on"
    if interval.start == interval.end:
        return f"{day_words(interval.start)}, {precision}"
    return f"{_range_words(interval.start, interval.end)}, {precision}"


def _range_words(start: str, end: str) -> str:
    first, last = str(day_words(start)), str(day_words(end))
    if start[:7] == end[:7]:
        return f"{first.split()[0]} to {last}"
    if start[:4] == end[:4] and len(first.split()) == 3:
        return f"{first.rsplit(' ', 1)[0]} to {last}"
    return f"{first} to {last}"


def place_words(place: PlaceRef) -> str:
    """A resolved place and how close the words come to it: ``Al Bab (SY), near the place``."""
    country = f" ({place.country})" if place.country else ""
    return f"{place.name}{country}, {PLACE_PRECISION.get(place.precision, 'precision not known')}"


def gazetteer_words(place: PlaceRef) -> str:
    """Which place of the gazetteer it is: ``Murzuq, LY, 25.92 13.92, GeoNames 2214432``, as far as known."""
    parts = [place.name, place.country]
    if place.lat is not None and place.lon is not None:
        parts.append(f"{place.lat:.2f} {place.lon:.2f}")
    if place.geonames is not None:
        parts.append(f"GeoNames {place.geonames}")
    return ", ".join(part for part in parts if part)


class Counted(Protocol):
    """A toll, of a claim or of an event."""

    @property
    def what(self) -> str:
        """What is counted."""

    @property
    def low(self) -> int | None:
        """The lower bound."""

    @property
    def best(self) -> int | None:
        """The figure."""

    @property
    def high(self) -> int | None:
        """The upper bound."""


def toll_words(toll: Counted) -> str:
    """A toll with its bounds: ``at least 12 killed``."""
    low, best, high = toll.low, toll.best, toll.high
    if low is not None and low == high:
        amount = f"{low:,}"
    elif low is not None and high is not None:
        amount = f"{low:,} to {high:,}" + (f" (best {best:,})" if best is not None and best not in (low, high) else "")
    elif low is not None:
        amount = f"at least {low:,}" + (f" (best {best:,})" if best is not None and best != low else "")
    elif high is not None:
        amount = f"at most {high:,}"
    elif best is not None:
        amount = f"about {best:,}"
    else:
        amount = "an unknown number"
    return f"{amount} {toll.what.replace('_', ' ').replace('-', ' ')}"


class Named(NamedTuple):
    """Entities that the report names, and those that it only describes ("two families"), in its order."""

    named: tuple[Entity, ...]
    described: tuple[Entity, ...]


def named_entities(reading: Reading) -> Named:
    """Which entities have a name of their own in the report."""
    with_name = {mention.entity for mention in reading.mentions if mention.level == "name"}
    named = tuple(entity for entity in reading.entities if entity.id in with_name)
    return Named(named, tuple(entity for entity in reading.entities if entity.id not in with_name))


def mention_counts(reading: Reading) -> Mapping[str, int]:
    """How often each entity is mentioned, by its id."""
    return Counter(mention.entity for mention in reading.mentions if mention.entity)


def entity_words(entity: Entity) -> str:
    """An entity's other names, joined: empty where it has one name only."""
    return ", ".join(one_line(name) for name in entity.names if name != entity.name)


def relation_voice_words(claim: Claim, look: Index) -> str:
    """According to whom a relation holds and how sure, in short where the report just states it."""
    voice, sureness = chain_words(claim, look), sureness_words(claim)
    if voice == OWN_VOICE and sureness == CERTAINTY_WORDS["certain"]:
        return "stated by the report"
    return f"{voice}: {sureness}"


def standing_words(event: Event | None) -> str:
    """An event's grade and origins: ``single source · 1 independent origin``."""
    if event is None:
        return "not linked to an event"
    origins = count_words(event.standing.origins, "independent origin")
    return f"{event.standing.grade.replace('-', ' ')} · {origins}"


def unresolved_rows(reading: Reading) -> list[tuple[str, str, str, int]]:
    """What has no place or date: kind, words, reason, how often; in the order of the report."""
    rows: dict[tuple[str, str, str], int] = {}
    for mention in reading.mentions:
        if mention.unresolved:
            key = (mention.kind, one_line(mention.text), mention.unresolved)
            rows[key] = rows.get(key, 0) + 1
    return [(*key, number) for key, number in rows.items()]


def gaps(reading: Reading) -> list[str]:
    """What the event claims leave unsaid and how many claims were held back, counted in sentences."""
    claims = [claim for claim in reading.claims if claim.kind == "event"]
    lacks = (
        ("give no time", sum(claim.when is None for claim in claims)),
        ("give no place", sum(claim.where is None for claim in claims)),
        ("name no actor", sum(all(argument.role != "actor" for argument in claim.arguments) for claim in claims)),
    )
    said = [f"{number} of {count_words(len(claims), 'claim')} {what}." for what, number in lacks if number]
    made = reading.made_by
    if made.held_back:
        said.append(f"{count_words(made.held_back, 'claim')} with a score below {made.min_score:g} held back.")
    return said
