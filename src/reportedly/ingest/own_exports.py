"""What this program's own exports look like, so that they are not taken for reports.

Only readings come back as claims (``readings``), and the evidence pack, which holds them. All other exports have the claims' words without
the reports that they stand in, and a quotation read as a report would be a claim that nobody published.
"""

import re
from collections.abc import Collection

from reportedly.ingest.signatures import Format

CURE = "It has no reports' texts. Add what `reportedly export readings`, or `reportedly export evidence-pack`, writes of the same record."
"""What to do with an export that doesn't come back."""

CODED_CURE = "Give --mapping acled-like or ucdp-like if it is one of these; else add the record's readings or its evidence pack."
"""What to do with a table, which may be one that comes back by a mapping."""

_TABLES = (frozenset({"report_sha256", "quotation_start", "quotation_end"}), frozenset({"quotation_claim", "claims_at"}))
_LINES = (
    (re.compile(rb'\{"id":"reportedly-[0-9a-f]*-[^"]*","schema":"'), Format("FollowTheMoney entities that were exported", CURE)),
    (re.compile(rb'\{"id":"v\d+","date":.*"coder":"reportedly '), Format("PLOVER records that were exported", CURE)),
    (re.compile(rb'\{"type":"bundle","id":"bundle--'), Format("a STIX bundle", CURE)),
    (re.compile(rb'\{"type":"FeatureCollection","reportedly":'), Format("GeoJSON that was exported", CURE)),
    (re.compile(rb'\{"@context":\{"prov":'), Format("a PROV document", CURE)),
    (re.compile(rb'\{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:reportedly:'), Format("annotations that were exported", CURE)),
)
_PACK = frozenset({"readings.jsonl", "claims.json", "manifest.json", "SHA256SUMS"})


def export_in_json(head: bytes) -> Format | None:
    """The format of an export that is JSON, by its first line; None for anything else."""
    line = head.partition(b"\n")[0]
    return next((form for begins, form in _LINES if begins.match(line)), None)


def is_exported_table(header: Collection[str]) -> bool:
    """Whether a table's columns are those of an export of this program."""
    return any(columns <= set(header) for columns in _TABLES)


def is_evidence_pack(names: Collection[str]) -> bool:
    """Whether an archive's members are those of an evidence pack: of these only ``readings.jsonl`` is read."""
    return set(names) >= _PACK
