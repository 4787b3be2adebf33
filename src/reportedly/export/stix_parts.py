"""What STIX objects share: ids, instants, the extension that holds what STIX has no property for, and scales.

STIX 2.1 is at https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html.
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from reportedly.export.identifiers import uuid_of
from reportedly.export.json_bytes import given
from reportedly.schema.claim import Stance
from reportedly.schema.dossier import RecordDossier
from reportedly.schema.standing import Credibility

CONFIDENCE: Mapping[Credibility, int] = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
"""STIX confidence of an Admiralty number, by STIX 2.1's appendix A ("Admiralty Credibility"); 6, which can't be judged, has none."""

OPINIONS: Mapping[Stance, str] = {"confirms": "strongly-agree", "denies": "strongly-disagree", "doubts": "disagree"}
"""STIX opinion of a voice's stance; one that merely reports gives none."""

UNKNOWN_TIME = "1970-01-01T00:00:00.000Z"
"""STIX wants an instant for each object: this one where neither publication nor capture has any."""

DEFINED = "2026-01-01T00:00:00.000Z"  # of the extension's version 1.0.0, and of the identity that made it
_FIXED = uuid.uuid5(uuid.NAMESPACE_OID, "reportedly stix")
TOOL_ID = f"identity--{uuid.uuid5(_FIXED, 'tool')}"
EXTENSION_ID = f"extension-definition--{uuid.uuid5(_FIXED, 'extension 1.0.0')}"

_SCHEMA = (
    "A property extension of incident, note, opinion, report, identity, location and relationship. All have record and record_id, "
    "the thing's id in the record that it comes from. incident: event_type and event_mode (PLOVER or the codebook that made_by "
    "names), start_date, end_date (inclusive ISO dates), date_precision, place_name, geonames, where_prec (UCDP, 1 exact to 7), "
    "modality, grade (denied, contested, single-source, corroborated, confirmed), origins_for, origins_against, disputed, reasons, "
    "tolls (what, low, best, high), described (role, words), claims (claim@report:start..end), verdict, as_of. note and opinion: "
    "report_id, text_hash, quotation and parts (role, start, end, text: half-open offsets in code points of the report's text), "
    "voices (name, key; innermost first), claim_type, claim_mode, start_date, end_date, place_name, geonames, stance, certainty, "
    "polarity, modality, score, origin, verdict, corrected, redacted. report: text_hash, archived_hash, captured_from, captured_at,"
    " capture_method, made_by, reprint, reprint_of. identity: names, actor_kind, country, sector, citation. relationship: relation "
    "(a role in an incident, place, or a relation such as member_of)."
)


def objects_shared() -> list[dict[str, Any]]:
    """The identity of this program, and the definition of its extension: the same in every bundle."""
    tool = {
        "type": "identity", "spec_version": "2.1", "id": TOOL_ID, "created": DEFINED, "modified": DEFINED, "name": "reportedly",
        "description": "A program that reads news reports and keeps who says what happened.", "identity_class": "system",
    }  # fmt: skip
    extension = {
        "type": "extension-definition", "spec_version": "2.1", "id": EXTENSION_ID, "created_by_ref": TOOL_ID, "created": DEFINED,
        "modified": DEFINED, "name": "reportedly: events, claims and their words",
        "description": "Who says that an event happened, in which words of which report, and how well that is supported.",
        "schema": _SCHEMA, "version": "1.0.0", "extension_types": ["property-extension"],
    }  # fmt: skip
    return [tool, extension]


class Maker:
    """Makes STIX objects of one record."""

    def __init__(self, about: RecordDossier) -> None:
        self._about = about

    def ref(self, kind: str, name: str) -> str:
        """The id of a thing's object; the same thing of the same record has the same one always."""
        return f"{kind}--{uuid_of(self._about, f'{name}/{kind}')}"

    def make(self, kind: str, name: str, times: tuple[str, str], more: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
        """An object: ``name`` is the thing's name in the record, ``times`` when it was created and modified, ``extra`` the extension."""
        held = given(record=self._about.record, record_id=name, **extra)
        return {
            "type": kind, "spec_version": "2.1", "id": self.ref(kind, name), "created_by_ref": TOOL_ID, "created": times[0],
            "modified": max(times), **given(**more), "extensions": {EXTENSION_ID: {"extension_type": "property-extension", **held}},
        }  # fmt: skip


def instant(*moments: str | None) -> str:
    """The first of these (ISO days or instants) that is one, as STIX writes it; UNKNOWN_TIME where none is."""
    for moment in moments:
        if moment is None:
            continue
        try:
            found = datetime.fromisoformat(moment)
        except ValueError:
            continue
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        if found.year >= 1000:
            return f"{found:%Y-%m-%dT%H:%M:%S}.{found.microsecond // 1000:03}Z"
    return UNKNOWN_TIME
