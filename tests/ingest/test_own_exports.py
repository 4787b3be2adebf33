"""What this program exports is no report: each export is told by how it begins."""

import pytest

from reportedly.ingest.own_exports import export_in_json, is_evidence_pack, is_exported_table
from reportedly.ingest.row import columns_of, no_text_column


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (b'{"id":"reportedly-3b5a-a1","schema":"Organization"}', "FollowTheMoney"),
        (b'{"id":"v1","date":null,"source":[],"coder":"reportedly 0.1.0"}\n{"id":', "PLOVER"),
        (b'{"type":"bundle","id":"bundle--a7","objects":[\n', "STIX"),
        (b'{"type":"FeatureCollection","reportedly":{"log":1}', "GeoJSON"),
        (b'{"@context":{"prov":"http://www.w3.org/ns/prov#"', "PROV"),
        (b'{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:reportedly:3b5a:annotations"', "annotations"),
    ],
)
def test_an_export_in_json_is_told_by_its_first_line(line: bytes, name: str) -> None:
    found = export_in_json(line)
    assert found is not None and name in found.name and "readings" in found.cure


@pytest.mark.parametrize(
    "line",
    [
        b'{"text": "A shell fell."}', b'{"id":"v1","date":"2031-04-06","text":"A shell fell."}', b'{"id":"reportedly-dead","text":"x"}',
        b'{"@context":"https://schema.org","@type":"NewsArticle","text":"A shell fell."}', b"", b"[", b'{"type":"FeatureCollection"}',
    ],
)  # fmt: skip
def test_other_json_is_none_of_ours(line: bytes) -> None:
    assert export_in_json(line) is None


def test_a_table_of_ours_has_no_column_of_texts_and_says_what_to_add() -> None:
    header = ["claim", "event", "report", "report_sha256", "quotation", "quotation_start", "quotation_end"]
    assert is_exported_table(header) and "text" not in columns_of(header)
    assert "--mapping acled-like" in no_text_column("claims.csv", header).cure
    assert columns_of(["report", "quotation"])["text"] == "report" and not is_exported_table(["report", "quotation"])


def test_an_evidence_pack_is_told_by_all_of_its_lists() -> None:
    names = ["README.txt", "readings.jsonl", "claims.json", "manifest.json", "SHA256SUMS", "reports/r1.html"]
    assert is_evidence_pack(names) and not is_evidence_pack([one for one in names if one != "SHA256SUMS"])
