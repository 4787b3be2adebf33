"""A record as FollowTheMoney entities, one a line: reports, actors, places, events, and a note for each claim with its quotation.

The schemata and properties are those of the FollowTheMoney package (https://followthemoney.tech/explorer/), which is not needed here:
tests hold the lines against it. FollowTheMoney has no schema for a claim; a Note (an annotation of an entity) is the closest.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from reportedly.export.base import Format, Ledger, Written
from reportedly.export.claim_parts import parts_of
from reportedly.export.event_rows import claims_of_party, quoted_at
from reportedly.export.identifiers import web_address
from reportedly.export.json_bytes import json_bytes
from reportedly.export.language_codes import three_letters
from reportedly.export.phrases import toll_words
from reportedly.export.report_claims import reports_with_claims
from reportedly.schema.actor import Actor, ActorKind
from reportedly.schema.dossier import ClaimDossier, Dossiers, EventDossier, RecordDossier, ReportDossier

SCHEMA_OF: Mapping[ActorKind, str] = {
    "state": "PublicBody", "state-body": "PublicBody", "military": "PublicBody", "police": "PublicBody", "intelligence": "PublicBody",
    "office": "PublicBody", "armed-group": "Organization", "party": "Organization", "alliance": "Organization", "movement": "Organization",
    "intergovernmental": "Organization", "ngo": "Organization", "monitor": "Organization", "media": "Organization",
    "company": "Company", "organisation": "Organization", "person": "Person",
}  # fmt: skip
"""The FollowTheMoney schema of each kind of actor; one not listed would be a LegalEntity."""

_ORGANISATIONS = frozenset({"PublicBody", "Organization", "Company"})
_NAME_PROPERTIES = {"name": "name", "alias": "alias", "acronym": "abbreviation", "former": "previousName", "transliteration": "alias"}

_TEXTS = frozenset({"summary", "notes", "description", "bodyText"})
_NAMES = frozenset({*_NAME_PROPERTIES.values(), "weakAlias", "namesMentioned"})
_ADDRESSES = frozenset({"location", "full"})
MOST_TEXT, MOST_NAME, MOST_ADDRESS, MOST_STRING, MOST_ID = 65_000, 384, 250, 1_024, 200
"""Characters that FollowTheMoney takes of a text, a name, an address, any other string, and an id (its ``types``)."""

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_HOST = re.compile(r"https?://(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d{1,5})?(?:[/?#].*)?", re.IGNORECASE | re.ASCII)
"""Addresses that FollowTheMoney's own reader takes; others, such as those of numbered hosts, are left to the notes."""

Entity = dict[str, Any]


class _Export:
    """One export: what it has told already, so that it links only what is there and tells no place twice."""

    def __init__(self, about: RecordDossier, ledger: Ledger) -> None:
        self._about, self._ledger = about, ledger
        self._schemata: dict[str, str] = {}  # of the actors told, by id
        self._places: set[str] = set()

    def entities(self, dossiers: Dossiers) -> Iterator[Entity]:
        """All entities: actors, what is known between them, reports with their claims, places and events."""
        for one in dossiers.actors():
            self._schemata[one.actor.id] = SCHEMA_OF.get(one.actor.kind, "LegalEntity")
            yield self._actor(one.actor)
        for one in dossiers.actors():
            yield from self._affiliations(one.actor)
        for report, claims in reports_with_claims(dossiers, text=True):
            yield self._report(report)
            for claim in claims:
                yield self._note(claim)
                if claim.kind == "relation":
                    yield from self._relation(claim)
        for event in dossiers.events():
            yield from self._event(event)

    def _id(self, name: str) -> str:
        """The id of a thing; a name that FollowTheMoney doesn't take as a part of one is told by its hash."""
        whole = f"reportedly-{self._about.record}-{name}"
        if _ID.fullmatch(whole) and len(whole) <= MOST_ID:
            return whole
        return f"reportedly-{self._about.record}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:32]}"

    def _made(self, identity: str, schema: str, **properties: object) -> Entity:
        self._ledger.wrote(f"{schema} entities")
        return {"id": identity, "schema": schema, "properties": self._values(properties)}

    def _values(self, properties: Mapping[str, object]) -> dict[str, list[str]]:
        """Each property as FollowTheMoney has it: a list of strings, each once; none where there is no value."""
        found: dict[str, list[str]] = {}
        for name, value in properties.items():
            words = [str(one).strip() for one in (value if isinstance(value, list) else [value]) if one is not None]
            kept = dict.fromkeys(part for one in words for part in self._fitting(name, one) if part)
            if kept:
                found[name] = list(kept)
        return found

    def _fitting(self, name: str, words: str) -> list[str]:
        """The value, cut where it is longer than its type may be; the text of a report in several values."""
        most = MOST_TEXT if name in _TEXTS else MOST_NAME if name in _NAMES else MOST_ADDRESS if name in _ADDRESSES else MOST_STRING
        if name.endswith("Url"):
            return [words] if _HOST.fullmatch(words) else []
        if len(words) <= most:
            return [words]
        if name == "bodyText":
            return [words[start : start + most].strip() for start in range(0, len(words), most)]
        self._ledger.left_out("ends of values", "FollowTheMoney takes no longer ones")
        return [words[: most - 1].rstrip() + "…"]

    # Actors

    def _actor(self, actor: Actor) -> Entity:
        schema = self._schemata[actor.id]
        names: dict[str, list[str]] = {"name": [actor.name]}
        for one in actor.names:
            kept = "weakAlias" if one.ambiguous else _NAME_PROPERTIES[one.kind]
            kept = "alias" if kept == "name" and one.name != actor.name else kept
            names.setdefault(kept, []).append(one.name)
        return self._made(
            self._id(actor.id), schema, **names, country=_country(actor.country), classification=actor.kind,
            sector=f"PLOVER {actor.sector}" if actor.sector else None,
            notes=[f"reportedly {actor.id}: {actor.citation}", actor.note, *(_dated(one) for one in actor.names)],
        )  # fmt: skip

    def _affiliations(self, actor: Actor) -> Iterator[Entity]:
        for number, one in enumerate(actor.affiliations):
            yield from self._link(
                f"{actor.id}-affiliation-{number}", one.role, actor.id, one.actor,
                startDate=one.since, endDate=one.until, description=one.citation,
            )  # fmt: skip

    def _relation(self, claim: ClaimDossier) -> Iterator[Entity]:
        """The link that a relation claim tells, where both ends are actors."""
        subject = next((one.actor for one in claim.fillers if one.role == "subject" and one.actor), None)
        obj = next((one.actor for one in claim.fillers if one.role == "object" and one.actor), None)
        if subject is None or obj is None or subject == obj:
            self._ledger.left_out("links of relations", "an end of it is not known as an actor, or both are one")
            return
        yield from self._link(
            f"{claim.id}-link", claim.type, subject, obj, recordId=claim.id, **self._source(claim),
            summary=f"{_told(claim)} [{quoted_at(claim)}]",
            description=claim.sentence.text, date=claim.when.start if claim.when else None,
        )  # fmt: skip

    def _link(self, name: str, role: str, subject: str, obj: str, **properties: object) -> Iterator[Entity]:
        if subject not in self._schemata or obj not in self._schemata:
            self._ledger.left_out("links between actors", "one of the two is in no claim of this export")
            return
        ends = (self._id(subject), self._id(obj))
        organisation = self._schemata[obj] in _ORGANISATIONS
        if role in ("member_of", "part_of", "leads") and organisation:
            made = ("Membership", {"member": ends[0], "organization": ends[1]})
        elif role == "speaks_for":
            made = ("Representation", {"agent": ends[0], "client": ends[1]})
        elif role in ("successor_of", "split_from"):
            made = ("Succession", {"predecessor": ends[1], "successor": ends[0]})
        else:
            made = ("UnknownLink", {"subject": ends[0], "object": ends[1]})
        yield self._made(self._id(name), made[0], **made[1], role=role, **properties)

    # Reports and claims

    def _report(self, report: ReportDossier) -> Entity:
        made = report.made_by
        return self._made(
            self._id(report.id), "Article", title=report.title, fileName=report.given_id or report.id, author=report.byline,
            publisher=report.publisher, publishedAt=report.published, retrievedAt=_moment(report.captured_at),
            language=three_letters(report.language), sourceUrl=web_address(report.url),
            processingAgent=f"reportedly {made.reportedly}, model {made.model}, codebook {made.codebook}", bodyText=report.text,
            notes=[
                f"reportedly {report.id}: text {report.text_hash}",
                f"archived bytes {report.archived}" if report.archived else None,
                f"{report.reprint} reprint of {report.reprint_of}" if report.reprint_of else None,
                f"address {report.url}" if report.url and not _HOST.fullmatch(report.url) else None,
            ],
        )  # fmt: skip

    def _note(self, claim: ClaimDossier) -> Entity:
        span = claim.sentence
        return self._made(
            self._id(claim.id), "Note", name=f"{claim.id}: {_kind(claim)}",
            entity=[self._id(claim.event or claim.report)], description=span.text, summary=_told(claim),
            notes=[
                f"The quotation is characters {span.start} to {span.end} of {claim.report} (text {claim.text_hash}).",
                *(
                    f"{one.role}: “{one.span.text}”, characters {one.span.start} to {one.span.end}"
                    for one in parts_of(claim) if one.role not in ("sentence", "content")
                ),
            ],
            country=_country(claim.where.country if claim.where else None), **self._source(claim),
        )  # fmt: skip

    def _source(self, claim: ClaimDossier) -> dict[str, object]:
        return {"proof": self._id(claim.report), "publisher": claim.publisher, "sourceUrl": web_address(claim.url)}

    # Events and places

    def _event(self, event: EventDossier) -> Iterator[Entity]:
        place = _place_key(event)
        if place is not None and place not in self._places:
            self._places.add(place)
            yield self._made(
                self._id(f"place-{place}"), "Address", full=event.place, country=_country(event.country), latitude=_number(event.lat),
                longitude=_number(event.lon), remarks=f"GeoNames {event.geonames}" if event.geonames else None,
            )  # fmt: skip
        known = [one for one in event.parties if one.actor in self._schemata]
        yield self._made(
            self._id(event.id), "Event", name=event.title, startDate=event.start, endDate=event.end, location=event.place,
            addressEntity=None if place is None else self._id(f"place-{place}"), country=_country(event.country),
            recordId=event.id, summary=_standing(event), description=list(event.standing.reasons),
            keywords=[event.type if event.mode is None else f"{event.type}/{event.mode}", event.grade, event.modality],
            involved=[self._id(one.actor) for one in known], namesMentioned=[one.name for one in event.parties],
            proof=[self._id(one.id) for one in event.reports], publisher=[one.publisher for one in event.reports],
            sourceUrl=[web_address(one.url) for one in event.reports], notes=_event_notes(event),
        )  # fmt: skip
        for one in known:
            yield self._made(
                self._id(f"{event.id}-{one.role}-{one.actor}"), "UnknownLink", subject=self._id(one.actor), object=self._id(event.id),
                role=one.role, recordId=event.id, startDate=event.start, endDate=event.end, description=f"named as {one.name} then",
                summary=f"told by {', '.join(str(quoted_at(claim)) for claim in claims_of_party(event, one))}",
            )  # fmt: skip


def _kind(claim: ClaimDossier) -> str:
    return claim.type if claim.mode is None else f"{claim.type}/{claim.mode}"


def _told(claim: ClaimDossier) -> str:
    """Who says it and how, in one line."""
    facts = claim.factuality
    voices = " → ".join(one.name for one in claim.voices) or "the report itself"
    words = f"{voices} {claim.stance} it ({facts.certainty}, {facts.polarity}, {facts.modality}; score {claim.score:.2f})"
    judged = f"; judged {claim.verdict}" if claim.verdict else ""
    return f"{words}{judged}; corrected: {', '.join(claim.corrected)}" if claim.corrected else words + judged


def _standing(event: EventDossier) -> str:
    stood = event.standing
    disputed = f"; disputed: {', '.join(stood.disputed)}" if stood.disputed else ""
    return f"{event.grade}: {stood.origins_for} independent for, {stood.origins_against} against{disputed}"


def _event_notes(event: EventDossier) -> list[str | None]:
    notes: list[str | None] = [
        f"reportedly {event.id}: claims {', '.join(str(quoted_at(one)) for one in event.claims)}",
        f"date precision: {event.precision}" if event.precision else None,
        f"place precision (UCDP where_prec): {event.where_prec}" if event.where_prec else None,
        f"as it was known on {event.as_of}" if event.as_of else None,
        f"judged {event.verdict}" if event.verdict else None,
    ]
    notes += [toll_words(toll) for toll in event.standing.tolls]
    return [*notes, *(f"{role}: {words}" for role, words in event.described)]


def _place_key(event: EventDossier) -> str | None:
    if event.geonames is not None:
        return f"geonames-{event.geonames}"
    if not event.place:
        return None
    spelled = f"{event.place}|{event.country}|{event.lat}|{event.lon}"
    return hashlib.sha256(spelled.encode("utf-8", "replace")).hexdigest()[:12]


def _country(code: str | None) -> str | None:
    """FollowTheMoney's codes are ISO 3166-1 alpha-2 in lower case; codes that are none (XA to XZ) are left to the notes."""
    return code.lower() if (code and not code.upper().startswith(("X", "Q", "AA", "ZZ"))) or code == "XK" else None


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def _moment(moment: str | None) -> str | None:
    """An instant in UTC to the second, as FollowTheMoney's dates have it, without a zone."""
    return None if moment is None else moment.replace("Z", "").split("+")[0]


def _dated(name: Any) -> str | None:
    if name.since is None and name.until is None and name.citation is None:
        return None
    when = f" from {name.since or '?'} to {name.until or 'now'}" if name.since or name.until else ""
    return f"{name.name}: {name.kind}{when}" + (f" ({name.citation})" if name.citation else "")


def write_ftm(dossiers: Dossiers, out: BinaryIO) -> Written:
    """Write all entities, one JSON object a line; ids are ``reportedly-<record>-`` and the record's own (``v3``, ``c12``, ``r5``)."""
    ledger = Ledger()
    for entity in _Export(dossiers.about, ledger).entities(dossiers):
        out.write(json_bytes(entity) + b"\n")
    ledger.note("FollowTheMoney has no schema for a claim: each is a Note on its event, its voices and offsets in words.")
    return ledger.written()


FTM = Format(
    name="ftm", suffix=".ftm.jsonl", media_type="application/x-ndjson", write=write_ftm,
    about="FollowTheMoney entities as JSON Lines, for Aleph, OpenAleph and nomenklatura",
)  # fmt: skip
"""FollowTheMoney entities as JSON lines."""
