"""Events as PLOVER event records, one JSON object a line.

Fields are those of PLOVER's gold-standard records (openeventdata/PLOVER, version 0.5b1: id, date, source, target, event, eventText, mode,
context, text, textInfo, language, publication, coder, version, dateCoded), with its manual's location and auxiliary modes. What leads back
into the record stands under ``reportedly``.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, BinaryIO

from reportedly.codebooks.countries import alpha_3
from reportedly.codebooks.load import load_codebook
from reportedly.export.base import Format, Ledger, Written
from reportedly.export.csv_rows import place_of
from reportedly.export.event_rows import key_claim, quoted_at, toll_of
from reportedly.export.json_bytes import given, json_bytes
from reportedly.schema.codebook import EventType
from reportedly.schema.dossier import ClaimDossier, Dossiers, EventDossier, RecordDossier, ReportDossier

RESOLUTION: Mapping[int, int] = {1: 4, 2: 3, 3: 3, 4: 2, 5: 2, 6: 1}
"""PLOVER's location resolution (4 city, 3 district, 2 province, 1 country) of UCDP's where_prec; where_prec 1 does not tell a city from
a part of it, so 5 (part of a city) is never given. 7, beyond a country, has none."""
_AUXILIARY = {"planned": "future", "hypothetical": "hypothetical"}
NOT_PLOVER = "their type is none of PLOVER's, nor of an extension that rolls up to one"
WRONG = "an analyst found them wrong"
NO_CONTEXT = "PLOVER's contexts (economic, military, ...) are not read from reports: each record's context is null."


def write_plover(dossiers: Dossiers, out: BinaryIO) -> Written:
    """One record an event, in the order of their ids."""
    ledger = Ledger()
    ledger.wrote("events", 0)
    for event in dossiers.events():
        record = plover_record(event, dossiers.about, ledger)
        if record is not None:
            out.write(json_bytes(record) + b"\n")
            ledger.wrote("events")
            ledger.note(NO_CONTEXT)
    return ledger.written()


def plover_record(event: EventDossier, about: RecordDossier, ledger: Ledger) -> dict[str, Any] | None:
    """The record of an event; None, with the reason in the ledger, where it is none of PLOVER's.

    Keys that PLOVER's records always have are there, null where the value is unknown; a denied event has the auxiliary mode negation.
    """
    kind = _plover_type(event.type)
    if event.verdict == "wrong" or kind is None:
        ledger.left_out("events", WRONG if event.verdict == "wrong" else NOT_PLOVER)
        return None
    claim = key_claim(event)
    report = next((one for one in event.reports if claim is not None and one.id == claim.report), None)
    extended = kind.code != event.type
    auxiliary = [_AUXILIARY[event.modality]] if event.modality in _AUXILIARY else []
    return {
        "id": event.id, "date": event.start, "dateEnd": event.end, "source": _actors(event, "actor"),
        "target": _actors(event, "recipient"), "event": kind.code, "mode": None if extended else event.mode, "context": None,
        "auxiliaryModes": [*auxiliary, *(["negation"] if event.grade == "denied" else [])], "quad": kind.quad,
        "eventText": claim.trigger.text if claim is not None and claim.trigger is not None else None,
        "location": _location(event), "magnitude": _magnitude(event), "text": None if claim is None else claim.sentence.text,
        "textInfo": None if claim is None else _text_info(claim), **_published(report), "coder": f"reportedly {about.reportedly}",
        "dateCoded": about.made_at[:10] if about.made_at else None, "reportedly": _trail(event),
    }  # fmt: skip


def _actors(event: EventDossier, role: str) -> list[dict[str, Any]]:
    known = [
        given(actorText=one.name, code=_code(one.country, one.sector), country=_alpha3(one.country), sector=one.sector, id=one.actor)
        for one in event.parties
        if one.role == role
    ]
    return known or [{"actorText": words} for filled, words in event.described if filled == role]


def _code(country: str | None, sector: str | None) -> str | None:
    """PLOVER's actor code: the country in three letters, and the sector."""
    return f"{_alpha3(country) or ''}{sector or ''}" or None


def _alpha3(country: str | None) -> str | None:
    return None if country is None else alpha_3(country)


def _location(event: EventDossier) -> dict[str, Any] | None:
    return given(
        name=event.place, lat=event.lat, lon=event.lon, country=_alpha3(event.country), geonames=event.geonames,
        resolution=RESOLUTION.get(event.where_prec or 0), where_prec=event.where_prec,
    ) or None  # fmt: skip


def _magnitude(event: EventDossier) -> dict[str, Any] | None:
    tolls = {what: toll_of(event, what) for what in ("killed", "injured")}
    return {
        what: {"low": toll.low, "best": toll.best, "high": toll.high} for what, toll in tolls.items() if toll is not None
    } or None


def _text_info(claim: ClaimDossier) -> dict[str, Any]:
    words = [
        given(role=one.role, text=one.span.text, at=place_of(one.span)) for one in claim.fillers if one.span is not None
    ]
    trigger = None if claim.trigger is None else {"text": claim.trigger.text, "at": place_of(claim.trigger)}
    return given(report=claim.report, claim=claim.id, start=claim.sentence.start, end=claim.sentence.end, event=trigger, actors=words)


def _published(report: ReportDossier | None) -> dict[str, Any]:
    if report is None:
        return {"language": None, "publication": None, "publicationDate": None, "url": None, "version": None}
    return {
        "language": report.language, "publication": report.publisher, "publicationDate": report.published, "url": report.url,
        "version": report.made_by.codebook,
    }  # fmt: skip


def _trail(event: EventDossier) -> dict[str, Any]:
    return given(
        type=event.type, mode=event.mode, grade=event.grade, origins_for=event.standing.origins_for,
        origins_against=event.standing.origins_against, disputed=list(event.standing.disputed), as_of=event.as_of,
        claims=[quoted_at(one) for one in event.claims], reports=[one.id for one in event.reports],
    )  # fmt: skip


def _plover_type(code: str) -> EventType | None:
    """The type of PLOVER's own that a type is or rolls up to."""
    seen: set[str] = set()
    kind = _types().get(code)
    while kind is not None and kind.parent is not None and kind.code not in seen:
        seen.add(kind.code)
        kind = _types().get(kind.parent)
    return kind


@lru_cache(maxsize=1)
def _types() -> Mapping[str, EventType]:
    return {one.code: one for one in load_codebook().types}


PLOVER = Format(
    name="plover-json", suffix=".jsonl", media_type="application/x-ndjson", write=write_plover,
    about="events as PLOVER event records, one a line",
)  # fmt: skip
