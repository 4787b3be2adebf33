"""What linking needs of the claims of a reading: Linkables, which stand without the report's text."""

import datetime
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.corroborate.linking_words import sentence_terms, stems, story_terms
from reportedly.corroborate.within_report import FAMILIES
from reportedly.schema import Argument, Claim, DatePrecision, Entity, Mention, Reading
from reportedly.schema.linkable import Linkable, LinkPlace, LinkTime, LinkToll, Participant, Term

# What the first and the last possible day of a coded row come to as a grain, by the days between them.
STRETCHES: tuple[tuple[int, DatePrecision], ...] = ((0, "day"), (2, "days"), (7, "week"), (31, "part-of-month"))
MOST_STORY = 40
MOST_WORDS = 20
MOST_PARTICIPANTS = 6
MOST_NAMES = 8  # words of one participant
MOST_LEMMAS = 5
AREA = 4  # UCDP where_prec of a first-order area; a country is no place to meet in
NEAR_TOWN, COUNTRY = 2, 6  # UCDP where_prec
SHORTEST = 3  # letters of a name of a place; "U" and "St" are parts of names
NOBODY = frozenset(stems("unknown unidentified actor"))  # "Unknown actor": in coded rows, neither who nor what
_NUMBER = re.compile(r"\d+")
_KINDS_APART = re.compile(r"[;|]")
_IN_BRACKETS = re.compile(r"\(.*?\)")
_NAME = re.compile(r"[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*)*")
_ROLES = frozenset({"actor", "recipient", "instrument", "origin", "destination", "topic", "place"})
_HEAD_ENDS = re.compile(r"\s(?:of|in|on|at|from|for|with|by|to|who|which|that|near|against|,)\s|,", re.IGNORECASE)


class Told(Struct, frozen=True, kw_only=True):
    """What the claims of one report have in common: its number, day, outlet, text, story, and the words and actors of its entities."""

    report: int
    published: str | None
    outlet: str | None
    coded: bool
    account: str | None
    text: str
    story: tuple[Term, ...]
    names: Mapping[str, tuple[str, ...]]
    actors: Mapping[str, str]
    groups: Mapping[str, int]
    entity_at: Mapping[tuple[int, int], str]
    places: Mapping[str, LinkPlace]
    unplaced: Sequence[Mention]


def told(reading: Reading, report: int, actors: Mapping[str, str]) -> Told:
    """The common part of a reading's Linkables; ``actors`` gives for entity ids the id of their actor across reports."""
    called: dict[str, tuple[str, ...]] = {entity.id: _names(entity) for entity in reading.entities}
    coded, source = reading.made_by.coded, reading.report
    return Told(
        report=report,
        published=reading.report.published[:10] if reading.report.published else None,
        outlet=reading.report.publisher.strip().casefold() or None if reading.report.publisher else None,
        coded=coded,
        account=f"{source.published} {source.title}" if coded and source.published and source.title else None,
        text=source.text,
        story=() if coded else story_terms(reading.report.text, reading.report.title, MOST_STORY),
        names=called,
        actors=dict(actors),
        groups={claim: number for number, event in enumerate(reading.events) for claim in event.claims},
        entity_at=_entity_at(reading.mentions),
        places=_only_places(reading.claims),
        unplaced=() if coded else tuple(one for one in reading.mentions if one.kind == "place" and one.place is None),
    )


def linkable_of(around: Told, claim: Claim, number: int, vector: bytes | None = None) -> Linkable:
    """The Linkable of one event claim; ``number`` is the claim's number in the record."""
    where = _place(claim, around)
    return Linkable(
        claim=number,
        report=around.report,
        group=around.groups.get(claim.id),
        type=claim.type or None,
        mode=claim.mode,
        family=family_of(claim.type or None),
        lemmas=_row_kinds(around.text, claim) if around.coded else _lemmas(claim),
        polarity=claim.factuality.polarity,
        modality=claim.factuality.modality,
        stance=claim.stance,
        published=around.published,
        when=_time(around, claim),
        where=where,
        participants=_participants(around, claim),
        tolls=_tolls(around, claim),
        words=_row_words(claim) if around.coded else _sentence(claim),
        story=around.story,
        vector=vector,
        near=around.places.get(family_of(claim.type or None) or "") if where is None else None,
        outlet=around.outlet,
        account=around.account,
    )


def linkables_of(reading: Reading, report: int, first: int, actors: Mapping[str, str]) -> list[Linkable]:
    """The Linkables of a reading's event claims, in order; ``first`` is the number in the record of its first claim of any kind."""
    around = told(reading, report, actors)
    return [linkable_of(around, one, first + place) for place, one in enumerate(reading.claims) if one.kind == "event"]


@lru_cache(maxsize=256)
def family_of(kind: str | None) -> str | None:
    """The first, in alphabetical order, of the types that may tell of one occurrence with this one."""
    if kind is None:
        return None
    return min((min(family) for family in FAMILIES if kind in family), default=kind)


def _names(entity: Entity) -> tuple[str, ...]:
    words: list[str] = []
    for name in entity.names:
        words += stems(name)
    return tuple(dict.fromkeys(words))


def _entity_at(mentions: Sequence[Mention]) -> dict[tuple[int, int], str]:
    return {
        (one.start, one.end): one.entity
        for one in mentions
        if one.entity is not None and one.kind not in ("time", "quantity", "money")
    }


def _lemmas(claim: Claim) -> tuple[str, ...]:
    """The lemmas of the trigger's words that say something alone, likeliest first; its own words where none does."""
    if claim.trigger is None:
        return ()
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", claim.trigger.text.lower())
    telling = [word for word in words if stems(word)] or words
    readings = [list(dict.fromkeys(lemma for lemma, _ in candidate_lemmas(word))) or [word] for word in telling]
    first = [one[0] for one in readings]
    return tuple(dict.fromkeys([*first, *(lemma for one in readings for lemma in one)]))[:MOST_LEMMAS]


def _time(around: Told, claim: Claim) -> LinkTime | None:
    """When a claim puts its event; the day on which something is denied, where no argument says so, is not that of the deed."""
    when = claim.when
    if when is None or not (when.start or when.end):
        return None
    said = any(one.role == "time" for one in claim.arguments)
    if claim.stance == "denies" and not said and when.start == when.end == around.published:
        return None
    if around.coded and when.precision == "days" and when.start and when.end:
        days = (datetime.date.fromisoformat(when.end[:10]) - datetime.date.fromisoformat(when.start[:10])).days
        return LinkTime(when.start, when.end, next((grain for most, grain in STRETCHES if days <= most), "months"))
    return LinkTime(when.start, when.end, when.precision)


def _tolls(around: Told, claim: Claim) -> tuple[LinkToll, ...]:
    """What a claim counts; of a coded row no 0, which coders also write where nothing is said."""
    counted = (one for one in claim.toll if not around.coded or one.best != 0)
    return tuple(LinkToll(one.what, one.low, one.best, one.high) for one in counted)


def _row_kinds(text: str, claim: Claim) -> tuple[str, ...]:
    """The kinds of violence that a coded row names, each whole: "Crowd control measures" is one, "Unknown" and "Other" are none.

    That of the trigger, and those beside it: of its cell, and of the columns that are called alike but for a number ("actor2_violence").
    """
    if claim.trigger is None:
        return ()
    cells = [claim.trigger.text]
    label, colon, _ = text[text.rfind("\n", 0, claim.trigger.start) + 1 : claim.trigger.start].partition(": ")
    if colon:
        column = r"\d+".join(map(re.escape, _NUMBER.split(label)))
        cells += re.findall(rf"^{column}: (.+)$", text, re.MULTILINE)
    kinds = [kind.strip().lower() for cell in cells for kind in _KINDS_APART.split(cell)]
    return tuple(dict.fromkeys(kind for kind in kinds if not NOBODY.issuperset(stems(kind))))[:MOST_LEMMAS]


def _row_words(claim: Claim) -> tuple[Term, ...]:
    """What a coded row says of where, and of what it was a part: its source's headline is often of much else."""
    said = [one.text for one in claim.arguments if one.role in ("place", "topic")]
    return sentence_terms(stems(" ".join(said)), MOST_WORDS)


def _place(claim: Claim, around: Told | None = None) -> LinkPlace | None:
    """Where a claim puts its event: of a town that no gazetteer has the name alone, and the country where that is known."""
    where = claim.where
    if around is not None and (where is None or where.precision >= COUNTRY):
        names = _unknown_names(claim, around)
        if names:
            return LinkPlace(", ".join(names), None, None, None, where.country if where else None, NEAR_TOWN)
    if where is None:
        return None
    if around is not None and around.coded:
        wider = dict.fromkeys((where.name, *(one.text for one in claim.arguments if one.role == "place")))
        return LinkPlace(" ".join(wider).casefold(), where.geonames, where.lat, where.lon, where.country, where.precision)
    return LinkPlace(where.name.casefold(), where.geonames, where.lat, where.lon, where.country, where.precision)


def _unknown_names(claim: Claim, around: Told) -> list[str]:
    """The names of places that nobody could place and that say where, in their order and without case: the finest comes first."""
    found: list[str] = []
    for argument in claim.arguments:
        if argument.role == "place":
            for one in around.unplaced:
                if argument.start <= one.start and one.end <= argument.end:
                    names = (match.group().casefold() for match in _NAME.finditer(one.text.removeprefix("The ")))
                    found += [name for name in names if len(name) >= SHORTEST]
    return list(dict.fromkeys(found))


def _only_places(claims: Sequence[Claim]) -> dict[str, LinkPlace]:
    """By family of events the place of a report that puts all that it places there, in a town or an area of a country."""
    found: dict[str, list[LinkPlace]] = {}
    for claim in claims:
        family, where = family_of(claim.type or None), _place(claim)
        if claim.kind == "event" and family is not None and where is not None and where.precision <= AREA:
            found.setdefault(family, []).append(where)
    return {family: places[0] for family, places in found.items() if len({(one.geonames, one.name) for one in places}) == 1}


def _participants(around: Told, claim: Claim) -> tuple[Participant, ...]:
    found: list[Participant] = []
    for argument in claim.arguments:
        if argument.role in _ROLES and not (around.coded and argument.role == "place") and len(found) < MOST_PARTICIPANTS:
            entity = argument.entity or _entity_inside(around, argument)
            words = _row_party(argument) if around.coded else _argument_words(argument)
            if entity is not None and not around.coded:
                words += [word for word in around.names.get(entity, ()) if word not in words]
            actor = around.actors.get(entity) if entity is not None else None
            if words or actor is not None or around.coded:  # whoever a row leaves unnamed is one of its sides
                found.append(Participant(argument.role, actor, tuple(dict.fromkeys(words))[:MOST_NAMES]))
    return tuple(found)


def _entity_inside(around: Told, argument: Argument) -> str | None:
    """The entity of the mention that ends where the argument's head does."""
    end = argument.start + len(_head_part(argument.text))
    inside = [
        (start, identity)
        for (start, stop), identity in around.entity_at.items()
        if argument.start <= start and stop == end
    ]
    return min(inside)[1] if inside else None


def _head_part(text: str) -> str:
    cut = _HEAD_ENDS.search(text, 1)
    return text[: cut.start()] if cut else text


def _argument_words(argument: Argument) -> list[str]:
    """The stems of an argument, the head's first."""
    words = stems(argument.text)
    head = stems(_head_part(argument.text))[-1:]
    return head + [word for word in words if word not in head]


def _row_party(argument: Argument) -> list[str]:
    """The stems of whom a coded row names, without its country and without words that say that nobody is known."""
    return [word for word in stems(_IN_BRACKETS.sub("", argument.text)) if word not in NOBODY]


def _sentence(claim: Claim) -> tuple[Term, ...]:
    text = claim.sentence.text
    if claim.trigger is not None:
        text = text[: claim.trigger.start - claim.sentence.start] + " " + text[claim.trigger.end - claim.sentence.start :]
    return sentence_terms(stems(text), MOST_WORDS)
