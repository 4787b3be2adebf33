"""A record as one STIX 2.1 bundle: an incident for each event, a note for each claim, an opinion where a voice denies, doubts or confirms.

What STIX has no property for (offsets, standing, precision) is in a property extension that the bundle itself defines.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from reportedly.export.base import Format, Ledger, Written
from reportedly.export.claim_parts import parts_of
from reportedly.export.event_rows import claims_of_party, quoted_at
from reportedly.export.identifiers import uuid_of, web_address
from reportedly.export.json_bytes import given, json_bytes
from reportedly.export.phrases import toll_words
from reportedly.export.report_claims import reports_with_claims
from reportedly.export.stix_parts import CONFIDENCE, OPINIONS, Maker, instant, objects_shared
from reportedly.schema.actor import Actor
from reportedly.schema.dossier import ActorDossier, ClaimDossier, Dossiers, EventDossier, RecordDossier, ReportDossier
from reportedly.schema.span import Span

_GROUPS = frozenset({"armed-group", "alliance", "movement"})
Object = dict[str, Any]


class _Export:
    """One export: what it has told already, so that every object comes once and every reference leads somewhere."""

    def __init__(self, about: RecordDossier, ledger: Ledger) -> None:
        self._about, self._ledger, self._maker = about, ledger, Maker(about)
        self._actors: set[str] = set()
        self._outlets: set[str] = set()
        self._places: set[str] = set()

    def objects(self, dossiers: Dossiers) -> Iterator[Object]:
        """All objects: this program's, then actors, reports with their claims, and events with their places."""
        yield from objects_shared()
        for one in dossiers.actors():
            self._actors.add(one.actor.id)
            yield self._actor(one)
        for one in dossiers.actors():
            yield from self._affiliations(one.actor)
        for report, claims in reports_with_claims(dossiers):
            yield from self._report(report, claims)
        for event in dossiers.events():
            yield from self._event(event)

    def _made(
        self, kind: str, name: str, times: tuple[str, str], more: Mapping[str, Any], extra: Mapping[str, Any] | None = None
    ) -> Object:
        self._ledger.wrote(f"{kind} objects")
        return self._maker.make(kind, name, times, more, extra or {})

    # Actors and outlets

    def _actor(self, one: ActorDossier) -> Object:
        actor = one.actor
        names = [name.name for name in actor.names if name.name != actor.name]
        also = f" Also known as {', '.join(names)}." if names else ""
        now = instant(self._about.made_at)
        kind = "individual" if actor.kind == "person" else "group" if actor.kind in _GROUPS else "organization"
        extra = given(names=names, actor_kind=actor.kind, country=actor.country, sector=actor.sector, citation=actor.citation)
        more = {"name": actor.name, "description": f"An actor named in news reports ({actor.kind}).{also}", "identity_class": kind}
        return self._made("identity", actor.id, (now, now), more, extra)

    def _affiliations(self, actor: Actor) -> Iterator[Object]:
        now = instant(self._about.made_at)
        for number, one in enumerate(actor.affiliations):
            if one.actor not in self._actors:
                self._ledger.left_out("relationships between actors", "the other actor is in no claim of this export")
                continue
            when = f" from {one.since or '?'} to {one.until or 'now'}" if one.since or one.until else ""
            yield self._relationship(
                f"{actor.id}/affiliation/{number}", (now, now), one.role, (actor.id, one.actor),
                description=f"{one.role}{when}" + (f" ({one.citation})" if one.citation else ""),
            )  # fmt: skip

    def _relationship(
        self, name: str, times: tuple[str, str], kind: str, ends: tuple[str, str], **more: object
    ) -> Object:
        refs = (self._maker.ref("identity", ends[0]), self._maker.ref("identity", ends[1]))
        return self._related(name, times, kind, refs, **more)

    def _related(self, name: str, times: tuple[str, str], relation: str, refs: tuple[str, str], **more: object) -> Object:
        """A relationship of the one type that STIX has for any two objects: OpenCTI drops those of types that it does not know."""
        more |= {"relationship_type": "related-to", "source_ref": refs[0], "target_ref": refs[1]}
        return self._made("relationship", name, times, more, {"relation": relation})

    # Reports and claims

    def _report(self, report: ReportDossier, claims: Sequence[ClaimDossier]) -> Iterator[Object]:
        when = instant(report.published, report.captured_at, self._about.made_at)
        told = [one for claim in claims for one in self._claim(claim, when)]
        if not told:
            self._ledger.left_out("reports", "none of its claims is in this export, and STIX wants something that a report tells of")
            return
        outlet: str | None = None
        if report.publisher:
            outlet = f"outlet/{report.publisher}"
            if outlet not in self._outlets:
                self._outlets.add(outlet)
                more = {"name": report.publisher, "description": "It published reports of this record.", "identity_class": "organization"}
                yield self._made("identity", outlet, (when, when), more)
        events = dict.fromkeys(self._maker.ref("incident", claim.event) for claim in claims if claim.event)
        source = self._maker.ref("identity", outlet) if outlet else None
        made = report.made_by
        url = web_address(report.url)
        references = [{"source_name": "reportedly", "external_id": report.id}]
        if url:
            references.insert(0, given(source_name=report.publisher or "the report's address", url=url, description=report.title))
        more = given(
            name=report.title or f"Report {report.id} (no title found)", report_types=["threat-report"], published=when,
            lang=report.language,
            object_refs=[*events, *(one["id"] for one in told), *([source] if source else ())], external_references=references,
        )  # fmt: skip
        extra = given(
            text_hash=report.text_hash, archived_hash=report.archived, captured_from=report.captured_from, captured_at=report.captured_at,
            capture_method=report.method, reprint=report.reprint, reprint_of=report.reprint_of, byline=report.byline,
            made_by=given(reportedly=made.reportedly, model=made.model, codebook=made.codebook), redacted=report.redacted or None,
        )  # fmt: skip
        yield from told
        yield self._made("report", report.id, (when, when), more, extra)

    def _claim(self, claim: ClaimDossier, when: str) -> Iterator[Object]:
        target = self._maker.ref("incident", claim.event) if claim.event else self._maker.ref("report", claim.report)
        voices = [one.name for one in claim.voices]
        span = claim.sentence
        kind = claim.type if claim.mode is None else f"{claim.type}/{claim.mode}"
        references = [_reference(claim)]
        extra = _told(claim)
        more = given(abstract=f"{claim.id}: {kind}", content=span.text or "(no words)", authors=voices, object_refs=[target],
                     external_references=references)  # fmt: skip
        yield self._made("note", claim.id, (when, when), more, extra)
        if claim.stance in OPINIONS and claim.event:
            more = given(
                opinion=OPINIONS[claim.stance], explanation=span.text, authors=voices, object_refs=[target], external_references=references,
            )  # fmt: skip
            yield self._made("opinion", claim.id, (when, when), more, extra)
        if claim.kind == "relation":
            yield from self._relation(claim, when)

    def _relation(self, claim: ClaimDossier, when: str) -> Iterator[Object]:
        ends = [next((one.actor for one in claim.fillers if one.role == role and one.actor), None) for role in ("subject", "object")]
        if ends[0] is None or ends[1] is None or ends[0] == ends[1] or not self._actors.issuperset(ends):
            self._ledger.left_out("relationships of relation claims", "an end of it is not known as an actor, or both are one")
            return
        yield self._relationship(
            claim.id, (when, when), claim.type, (ends[0], ends[1]), description=f"{claim.type}: {claim.sentence.text}",
            external_references=[_reference(claim)],
        )

    # Events

    def _event(self, event: EventDossier) -> Iterator[Object]:
        first = instant(event.first_published, *(one.captured_at for one in event.reports), self._about.made_at)
        times = (first, max(first, instant(event.last_published)))
        stood = event.standing
        extra = given(
            event_type=event.type, event_mode=event.mode, start_date=event.start, end_date=event.end, date_precision=event.precision,
            place_name=event.place, geonames=event.geonames, where_prec=event.where_prec, modality=event.modality, grade=event.grade,
            origins_for=stood.origins_for, origins_against=stood.origins_against, disputed=list(stood.disputed),
            reasons=list(stood.reasons), tolls=[given(what=one.what, low=one.low, best=one.best, high=one.high) for one in stood.tolls],
            described=[{"role": role, "words": words} for role, words in event.described], claims=[quoted_at(one) for one in event.claims],
            verdict=event.verdict, as_of=event.as_of,
        )  # fmt: skip
        against = f", {stood.origins_against} against" if stood.origins_against else ""
        more = given(
            name=event.title or f"Event {event.id}",
            description=f"{_told_of(event)}. {event.grade}: {stood.origins_for} independent for{against}. {'; '.join(stood.reasons)}",
            confidence=CONFIDENCE.get(stood.credibility), labels=[event.type.lower(), *([event.mode] if event.mode else ())],
            external_references=[
                {"source_name": "reportedly", "external_id": event.id},
                *(given(source_name=one.publisher or one.id, url=web_address(one.url)) for one in event.reports if web_address(one.url)),
            ],
        )  # fmt: skip
        incident = self._made("incident", event.id, times, more, extra)
        yield incident
        place = self._place(event, times)
        if isinstance(place, dict):
            yield place
        if place is not None:
            name = f"{event.id}/place"
            ref = self._maker.ref("location", _place_name(event))
            yield self._related(name, times, "place", (incident["id"], ref), description="place: where it happened")
        for one in event.parties:
            if one.actor in self._actors:
                refs = (self._maker.ref("identity", one.actor), incident["id"])
                yield self._related(
                    f"{event.id}/{one.role}/{one.actor}", times, one.role, refs, description=f"{one.role}: named as {one.name}",
                    external_references=[_reference(claim) for claim in claims_of_party(event, one)],
                )  # fmt: skip

    def _place(self, event: EventDossier, times: tuple[str, str]) -> Object | str | None:
        """The event's place: its object where it was not told before, else its name; None where STIX can't place it."""
        placed = event.lat is not None and event.lon is not None
        if not placed and event.country is None:
            if event.place:
                self._ledger.left_out("locations", "the place has neither a point nor a country, and STIX wants one of them")
            return None
        name = _place_name(event)
        if name in self._places:
            return name
        self._places.add(name)
        point = {"latitude": event.lat, "longitude": event.lon} if placed else {}
        references = [{"source_name": "GeoNames", "external_id": str(event.geonames)}] if event.geonames else None
        more = given(name=event.place, **point, country=event.country, external_references=references)
        extra = given(place_name=event.place, geonames=event.geonames, where_prec=event.where_prec)
        return self._made("location", name, times, more, extra)


def _told_of(event: EventDossier) -> str:
    """What, when, where and how many, for readers that show no extension."""
    kind = event.type if event.mode is None else f"{event.type}/{event.mode}"
    told = [kind if event.modality == "actual" else f"{kind} ({event.modality})"]
    told.append("no date known" if event.start is None and event.end is None else f"{event.start or '?'} to {event.end or '?'}")
    told += [one for one in (event.place, event.country) if one]
    return ", ".join([*told, *(toll_words(toll) for toll in event.standing.tolls)])


def _place_name(event: EventDossier) -> str:
    if event.geonames is not None:
        return f"geonames/{event.geonames}"
    spelled = f"{event.place}|{event.country}|{event.lat}|{event.lon}"
    return f"place/{hashlib.sha256(spelled.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _reference(claim: ClaimDossier) -> dict[str, Any]:
    """The claim by its id, with the report and where the quotation stands in it."""
    span = claim.sentence
    return given(
        source_name=claim.publisher or claim.report, url=web_address(claim.url),
        description=f"{claim.report}, characters {span.start} to {span.end}", external_id=claim.id,
    )  # fmt: skip


def _told(claim: ClaimDossier) -> dict[str, Any]:
    facts = claim.factuality
    return given(
        report_id=claim.report, text_hash=claim.text_hash, quotation=_part("sentence", claim.sentence),
        parts=[_part(one.role, one.span) for one in parts_of(claim) if one.role != "sentence"],
        voices=[given(name=one.name, key=one.key) for one in claim.voices], claim_type=claim.type, claim_mode=claim.mode,
        start_date=claim.when.start if claim.when else None, end_date=claim.when.end if claim.when else None,
        place_name=claim.where.name if claim.where else None, geonames=claim.where.geonames if claim.where else None,
        stance=claim.stance, certainty=facts.certainty, polarity=facts.polarity, modality=facts.modality, score=claim.score,
        origin=claim.origin, verdict=claim.verdict, corrected=list(claim.corrected), redacted=claim.redacted or None,
    )  # fmt: skip


def _part(role: str, span: Span) -> dict[str, Any]:
    return {"role": role, "start": span.start, "end": span.end, "text": span.text}


def write_stix(dossiers: Dossiers, out: BinaryIO) -> Written:
    """Write one bundle, its objects as they come; ids are UUIDs of version 5, the same for the same thing of the same record."""
    ledger = Ledger()
    asked = "/".join(f"{name}={value}" for name, value in dossiers.about.filters)
    bundle = f"bundle--{uuid_of(dossiers.about, f'bundle/{dossiers.about.log}/{dossiers.about.as_of}/{asked}')}"
    out.write(b'{"type":"bundle","id":' + json_bytes(bundle) + b',"objects":[\n')
    for number, one in enumerate(_Export(dossiers.about, ledger).objects(dossiers)):
        out.write((b",\n" if number else b"") + json_bytes(one))
    out.write(b"\n]}\n")
    ledger.note("STIX has no events of conflict nor claims: events are incidents, claims notes, and the rest is in an extension.")
    return ledger.written()


STIX = Format(
    name="stix", suffix=".stix.json", media_type="application/stix+json;version=2.1", write=write_stix,
    about="A STIX 2.1 bundle, for OpenCTI and MISP",
)  # fmt: skip
"""One STIX 2.1 bundle."""
