"""A record's provenance in PROV-O, as JSON-LD: archived bytes, report, its words, claim, event, and what people judged.

PROV-O is at https://www.w3.org/TR/prov-o/; stretches of a text are named as RFC 5147 names them (``#char=10,20``).
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from reportedly.export.base import Format, Ledger, Written
from reportedly.export.claim_parts import parts_of
from reportedly.export.identifiers import hash_urn, urn, web_address
from reportedly.export.json_bytes import given, json_bytes
from reportedly.export.report_claims import reports_with_claims
from reportedly.schema.dossier import ClaimDossier, Dossiers, EventDossier, RecordDossier, ReportDossier
from reportedly.schema.judgement import Judgement
from reportedly.schema.span import Span

_LINKS = (
    "prov:wasDerivedFrom", "prov:wasQuotedFrom", "prov:wasGeneratedBy", "prov:wasAttributedTo", "prov:wasAssociatedWith", "prov:used",
    "prov:influenced", "prov:agent", "prov:hadPlan", "prov:hadPrimarySource", "rp:span", "rp:actor", "rp:place", "rp:repeats", "rp:about",
    "dcterms:source",
)  # fmt: skip

CONTEXT: dict[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#", "xsd": "http://www.w3.org/2001/XMLSchema#", "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "rp": "urn:reportedly:terms:", **{name: {"@type": "@id"} for name in _LINKS},
    "prov:endedAtTime": {"@type": "xsd:dateTime"}, "rp:reasons": {"@container": "@list"},
    "rp:chain": {"@container": "@list", "@type": "@id"},
}  # fmt: skip
"""The JSON-LD context, inline: nothing has to be fetched. Terms that PROV and Dublin Core lack are ``urn:reportedly:terms:``."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?\Z")
Node = dict[str, Any]


class _Export:
    """One export: which agents and programs it has told already."""

    def __init__(self, about: RecordDossier, ledger: Ledger) -> None:
        self._about, self._ledger = about, ledger
        self._told: set[str] = set()

    def nodes(self, dossiers: Dossiers) -> Iterator[Node]:
        """All nodes: reports with what made them and their claims, then events, then judgements."""
        for report, claims in reports_with_claims(dossiers):
            yield from self._report(report)
            for claim in claims:
                yield from self._claim(claim)
        for event in dossiers.events():
            yield self._event(event)
        for judgement in dossiers.judgements():
            yield from self._judgement(judgement)

    def _urn(self, name: str) -> str:
        return urn(self._about, name)

    def _once(self, node: Node) -> Iterator[Node]:
        if node["@id"] not in self._told:
            self._told.add(node["@id"])
            yield node

    # Reports

    def _report(self, report: ReportDossier) -> Iterator[Node]:
        self._ledger.wrote("reports")
        archived = hash_urn(report.archived) if report.archived else None
        yield _node(
            self._urn(report.id), ["prov:Entity", "rp:Report"], **{
                "dcterms:title": report.title, "dcterms:creator": report.byline, "dcterms:publisher": report.publisher,
                "dcterms:issued": _day(report.published), "dcterms:language": report.language, "dcterms:source": web_address(report.url),
                "dcterms:identifier": report.given_id, "rp:textHash": report.text_hash, "prov:wasDerivedFrom": archived,
                "rp:repeats": self._urn(report.reprint_of) if report.reprint_of else None, "rp:reprint": report.reprint,
            },
        )  # fmt: skip
        if archived is not None:
            capture = self._urn(f"{report.id}:capture")
            # The same bytes may have been captured again, from elsewhere: each capture is told, the bytes are one.
            yield _node(archived, ["prov:Entity", "rp:ArchivedBytes"], **{"rp:sha256": report.archived, "prov:wasGeneratedBy": capture})
            yield _node(
                capture, ["prov:Activity", "rp:Capture"], **{
                    "prov:endedAtTime": _moment(report.captured_at), "rp:capturedFrom": report.captured_from, "rp:method": report.method,
                    "prov:used": web_address(report.captured_from),
                },
            )  # fmt: skip
        yield from self._reading(report)

    def _reading(self, report: ReportDossier) -> Iterator[Node]:
        made = report.made_by
        software = self._software(made.reportedly)
        model, codebook = f"urn:reportedly:model:{_safe(made.model)}", f"urn:reportedly:codebook:{_safe(made.codebook)}"
        yield from self._once(_node(software, ["prov:Agent", "prov:SoftwareAgent"], **{"rdfs:label": f"reportedly {made.reportedly}"}))
        yield from self._once(_node(model, ["prov:Entity", "rp:Model"], **{"rdfs:label": made.model}))
        yield from self._once(_node(codebook, ["prov:Entity", "prov:Plan", "rp:Codebook"], **{"rdfs:label": made.codebook}))
        yield _node(
            self._urn(f"{report.id}:reading"), ["prov:Activity", "rp:Reading"], **{
                "prov:used": [self._urn(report.id), model, codebook], "prov:wasAssociatedWith": software,
                "prov:qualifiedAssociation": {"@type": "prov:Association", "prov:agent": software, "prov:hadPlan": codebook},
                "rp:minScore": made.min_score, "rp:heldBack": made.held_back,
            },
        )  # fmt: skip

    def _software(self, version: str) -> str:
        return f"urn:reportedly:software:{_safe(version)}"

    # Claims and events

    def _claim(self, claim: ClaimDossier) -> Iterator[Node]:
        self._ledger.wrote("claims")
        parts, spans = [], []
        for part in parts_of(claim):
            name = self._span(claim.report, part.span)
            spans.append(name)
            actor = self._urn(part.actor) if part.actor else None
            parts.append(given(**{"rp:role": part.role, "rp:span": name, "rp:actor": actor}))
            yield from self._words(claim, part.span, name)
        for voice in claim.voices:
            actor = self._urn(voice.actor) if voice.actor else None
            agent = _node(self._urn(f"source:{voice.key}"), ["prov:Agent", "rp:Source"], **{"rdfs:label": voice.name, "rp:actor": actor})
            yield from self._once(agent)
        facts, where = claim.factuality, claim.where
        voices = [self._urn(f"source:{one.key}") for one in claim.voices]
        yield _node(
            self._urn(claim.id), ["prov:Entity", "rp:Claim"], **{
                "rp:type": claim.type, "rp:mode": claim.mode, "rp:kind": claim.kind,
                "prov:wasGeneratedBy": self._urn(f"{claim.report}:reading"),
                "prov:wasQuotedFrom": self._span(claim.report, claim.sentence), "prov:wasDerivedFrom": list(dict.fromkeys(spans)),
                "rp:part": parts, "prov:wasAttributedTo": list(dict.fromkeys(voices)), "rp:chain": voices, "rp:stance": claim.stance,
                "rp:certainty": facts.certainty, "rp:polarity": facts.polarity, "rp:modality": facts.modality, "rp:score": claim.score,
                "rp:start": _day(claim.when.start) if claim.when else None, "rp:end": _day(claim.when.end) if claim.when else None,
                "rp:place": f"https://sws.geonames.org/{where.geonames}/" if where and where.geonames else None,
                "rp:placeName": where.name if where else None, "rp:origin": claim.origin, "rp:verdict": claim.verdict,
                "rp:corrected": list(claim.corrected), "rp:redacted": claim.redacted or None,
            },
        )  # fmt: skip

    def _span(self, report: str, span: Span) -> str:
        return f"{self._urn(report)}#char={span.start},{span.end}"

    def _words(self, claim: ClaimDossier, span: Span, name: str) -> Iterator[Node]:
        yield _node(
            name, ["prov:Entity", "rp:Words"], **{
                "prov:value": span.text, "rp:startsAt": span.start, "rp:endsBefore": span.end,
                "prov:wasDerivedFrom": self._urn(claim.report),
            },
        )  # fmt: skip

    def _event(self, event: EventDossier) -> Node:
        self._ledger.wrote("events")
        stood = event.standing
        return _node(
            self._urn(event.id), ["prov:Entity", "rp:Event"], **{
                "dcterms:title": event.title, "rp:type": event.type, "rp:mode": event.mode, "rp:start": _day(event.start),
                "rp:end": _day(event.end), "rp:precision": event.precision, "rp:placeName": event.place,
                "rp:place": f"https://sws.geonames.org/{event.geonames}/" if event.geonames else None, "geo:lat": event.lat,
                "geo:long": event.lon, "rp:country": event.country, "rp:wherePrecision": event.where_prec, "rp:modality": event.modality,
                "rp:grade": event.grade, "rp:originsFor": stood.origins_for, "rp:originsAgainst": stood.origins_against,
                "rp:disputed": list(stood.disputed), "rp:reasons": list(stood.reasons), "rp:asOf": _day(event.as_of),
                "prov:wasDerivedFrom": [self._urn(one.id) for one in event.claims],
            },
        )  # fmt: skip

    def _judgement(self, one: Judgement) -> Iterator[Node]:
        self._ledger.wrote("judgements")
        person = self._urn(f"person:{one.who}")
        yield from self._once(_node(person, ["prov:Agent", "prov:Person"], **{"rdfs:label": one.who}))
        about = [self._urn(name) for name in (one.subject, one.object) if name]
        yield _node(
            self._urn(f"j{one.id}"), ["prov:Activity", "rp:Judgement"], **{
                "rp:kind": one.kind, "prov:used": about, "prov:influenced": about, "prov:wasAssociatedWith": person,
                "prov:endedAtTime": _moment(one.made_at), "rp:field": one.field, "rp:value": one.value, "rp:reason": one.reason,
            },
        )  # fmt: skip


def _node(name: str, types: list[str], **values: Any) -> Node:
    return {"@id": name, "@type": types, **given(**values)}


def _day(day: str | None) -> Any:
    """A whole day as xsd:date, a month or a year as it is."""
    return {"@value": day, "@type": "xsd:date"} if day is not None and _DAY.match(day) else day


def _moment(moment: str | None) -> str | None:
    return moment if moment is not None and _MOMENT.match(moment) else None


def _safe(name: str) -> str:
    """A name as part of a URN."""
    return re.sub(r"[^\w.:@+-]", "_", name, flags=re.ASCII)


def write_prov(dossiers: Dossiers, out: BinaryIO) -> Written:
    """Write one JSON-LD document, its nodes as they come; nodes of one ``@id`` add up."""
    ledger = Ledger()
    out.write(b'{"@context":' + json_bytes(CONTEXT) + b',"@graph":[\n')
    for number, node in enumerate(_Export(dossiers.about, ledger).nodes(dossiers)):
        out.write((b",\n" if number else b"") + json_bytes(node))
    out.write(b"\n]}\n")
    return ledger.written()


PROV = Format(
    name="prov", suffix=".prov.jsonld", media_type="application/ld+json", write=write_prov,
    about="PROV-O in JSON-LD: which words, report, model and person are behind each value, for triple stores",
)  # fmt: skip
"""PROV-O in JSON-LD."""
