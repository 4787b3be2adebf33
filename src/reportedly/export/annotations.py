"""A record as W3C Web Annotations: each stretch of a report that a claim holds, with the part it plays, for whoever shows the text.

The model is at https://www.w3.org/TR/annotation-model/. Positions count code points of the report's text, which is named by its hash;
where the report has an address, a second target quotes the same words there, where positions would be others.
"""

from typing import Any, BinaryIO

from reportedly.export.base import Format, Ledger, Written
from reportedly.export.claim_parts import ClaimPart, parts_of
from reportedly.export.identifiers import hash_urn, urn, web_address
from reportedly.export.json_bytes import given, json_bytes
from reportedly.export.report_claims import reports_with_claims
from reportedly.schema.dossier import ClaimDossier, Dossiers, RecordDossier, ReportDossier

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

AROUND = 32
"""Characters before and after a quotation that tell it from the same words elsewhere in the report."""

_WITHHELD = "█"  # what the gate leaves of withheld words: a quotation with it is in no original


def annotation(about: RecordDossier, report: ReportDossier, claim: ClaimDossier, part: ClaimPart, number: int) -> dict[str, Any]:
    """One annotation; ``number`` counts the parts of its claim from 0."""
    kind = claim.type if claim.mode is None else f"{claim.type}/{claim.mode}"
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "tagging", "value": part.role, "format": "text/plain"},
        {"type": "TextualBody", "purpose": "classifying", "value": kind, "format": "text/plain"},
        {"type": "SpecificResource", "purpose": "identifying", "source": urn(about, claim.id)},
    ]
    bodies += [
        {"type": "SpecificResource", "purpose": "identifying", "source": urn(about, name)}
        for name in (claim.event, part.actor) if name is not None
    ]  # fmt: skip
    return {
        "id": urn(about, f"{claim.id}:{number}"), "type": "Annotation", "motivation": "tagging", "body": bodies,
        "target": _targets(about, report, part),
    }  # fmt: skip


def _targets(about: RecordDossier, report: ReportDossier, part: ClaimPart) -> list[dict[str, Any]]:
    span = part.span
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    quote = _quote(report.text, part)
    text = given(
        id=hash_urn(report.text_hash), type="Text", format="text/plain", language=report.language,
    )  # fmt: skip
    held = given(type="SpecificResource", source=text, selector=[position, *([quote] if quote else ())], scope=urn(about, report.id))
    url = web_address(report.url)
    if url is None or quote is None:
        return [held]
    return [held, {"type": "SpecificResource", "source": url, "selector": quote}]


def _quote(text: str | None, part: ClaimPart) -> dict[str, Any] | None:
    """The words with what stands around them, as far as nothing of it is withheld; None where a word of their own is."""
    span = part.span
    if _WITHHELD in span.text:
        return None
    if text is None:
        return {"type": "TextQuoteSelector", "exact": span.text}
    prefix = text[max(0, span.start - AROUND) : span.start].rpartition(_WITHHELD)[2]
    suffix = text[span.end : span.end + AROUND].partition(_WITHHELD)[0]
    return given(type="TextQuoteSelector", exact=span.text, prefix=prefix, suffix=suffix)


def write_annotations(dossiers: Dossiers, out: BinaryIO) -> Written:
    """Write one AnnotationCollection with one page that has all annotations, claim by claim."""
    about, ledger = dossiers.about, Ledger()
    head = {
        "@context": CONTEXT, "id": urn(about, "annotations"), "type": "AnnotationCollection",
        "label": "Claims of news reports, and the words that they rest on",
        "generator": {"id": urn(about, "software"), "type": "Software", "name": f"reportedly {about.reportedly}"},
    }  # fmt: skip
    page = {"id": urn(about, "annotations:1"), "type": "AnnotationPage", "startIndex": 0}
    out.write(json_bytes(head)[:-1] + b',"first":' + json_bytes(page)[:-1] + b',"items":[')
    total = 0
    for report, claims in reports_with_claims(dossiers, text=True):
        for claim in claims:
            for number, part in enumerate(parts_of(claim)):
                out.write((b"\n" if total == 0 else b",\n") + json_bytes(annotation(about, report, claim, part, number)))
                total += 1
                if _WITHHELD in part.span.text:
                    ledger.left_out("quotations", "a word of them is withheld: the annotation has their position alone")
            ledger.wrote("claims")
    out.write(b'\n]},"total":' + str(total).encode() + b"}\n")
    ledger.wrote("annotations", total)
    ledger.note("Annotations have the words and the parts they play; dates, places, standing and judgements are in other formats.")
    return ledger.written()


ANNOTATIONS = Format(
    name="annotations", suffix=".annotations.jsonld", media_type='application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"',
    write=write_annotations, about="W3C Web Annotations: each word that a claim rests on, for annotation tools",
)  # fmt: skip
"""W3C Web Annotations in JSON-LD."""
