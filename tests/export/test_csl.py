"""CSL-JSON: the rules of its published schema (csl-data.json), written here as facts."""

import io
import json
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace
from tests.export.made_dossiers import made_dossiers

from reportedly.export.csl import CSL, item

TEXT = {"type": "string"}
DATE = {
    "type": "object", "additionalProperties": False,
    "properties": {"date-parts": {
        "type": "array", "minItems": 1, "maxItems": 2,
        "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": ["string", "number"]}},
    }},
}  # fmt: skip
NAME = {"type": "object", "additionalProperties": False, "properties": {"family": TEXT, "given": TEXT, "literal": TEXT}}
# An item needs a type of the list and an id; no property beyond those named. These are the types and properties that we use.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object", "required": ["type", "id"], "additionalProperties": False,
        "properties": {
            "type": {"type": "string", "enum": ["article-newspaper", "webpage", "document"]}, "id": {"type": ["string", "number"]},
            "author": {"type": "array", "items": NAME}, "issued": DATE, "accessed": DATE, "title": TEXT, "URL": TEXT, "language": TEXT,
            "note": TEXT, "container-title": TEXT, "custom": {"type": "object"},
        },
    },
}  # fmt: skip


def items(dossiers: Any) -> Any:
    out = io.BytesIO()
    CSL.write(dossiers, out)
    found = json.loads(out.getvalue())
    jsonschema.Draft7Validator(SCHEMA).validate(found)
    return found


def test_every_report_is_a_citation() -> None:
    first, second = items(made_dossiers())
    assert first["container-title"] == "The Invented Post" and first["type"] == "article-newspaper"
    assert first["issued"] == {"date-parts": [[2031, 4, 8]]} and first["author"] == [{"literal": "Ada Quill"}]
    assert first["accessed"] == {"date-parts": [[2031, 4, 10]]}
    assert "report: r1" in first["note"] and "archived: sha256:" in first["note"]
    assert "archived" not in second["note"] and "URL" not in second and "author" not in second


@pytest.mark.parametrize(
    ("publisher", "url", "kind"),
    [("The Post", None, "article-newspaper"), (None, "https://example.org/1", "webpage"), (None, None, "document")],
)
def test_what_kind_of_thing_is_cited(publisher: str | None, url: str | None, kind: str) -> None:
    report = next(made_dossiers().reports())
    assert item(replace(report, publisher=publisher, url=url))["type"] == kind


@pytest.mark.parametrize(("stated", "parts"), [("2031", [[2031]]), ("2031-04", [[2031, 4]]), ("no date", None), (None, None)])
def test_days_are_as_exact_as_they_are_known(stated: str | None, parts: Any) -> None:
    report = replace(next(made_dossiers().reports()), published=stated)
    assert item(report).get("issued") == ({"date-parts": parts} if parts else None)


def test_no_reports_are_an_empty_list() -> None:
    assert items(replace(made_dossiers(), all_reports=(), all_claims=())) == []


def test_a_citation_says_which_claims_rest_on_it_and_where_they_stand() -> None:
    made = made_dossiers()
    for found in items(made):
        claims = [one for one in made.all_claims if one.report == found["id"]]
        assert found["custom"]["claims"] == [f"{one.id}@{one.report}:{one.sentence.start}..{one.sentence.end}" for one in claims]
