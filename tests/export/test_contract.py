import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from reportedly.export.contract import from_json, json_schema, to_json, to_jsonl
from reportedly.schema import Reading, Span

SCHEMA_FILE = Path(__file__).parents[2] / "docs" / "reading.schema.json"


def test_the_committed_schema_is_the_one_of_the_types() -> None:
    """As ``make schema`` makes it, in a process of its own: typing keeps unions in the order in which some other test named them first."""
    committed = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    command = "import json; from reportedly.export.contract import json_schema; print(json.dumps(json_schema()))"
    made = subprocess.run([sys.executable, "-c", command], capture_output=True, check=True)
    assert committed == json.loads(made.stdout), "the types changed: run `make schema` and commit docs/reading.schema.json"


def test_a_reading_validates(reading: Reading) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(to_json(reading)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("claims", 0, "stance"), "mutters"),
        (("claims", 0, "factuality", "certainty"), "sure"),
        (("mentions", 0, "start"), "0"),
        (("report", "text"), None),
        (("events", 0, "standing", "grade"), "true"),
    ],
)
def test_what_is_no_reading_does_not_validate(reading: Reading, path: tuple[Any, ...], value: object) -> None:
    broken = json.loads(to_json(reading))
    place = broken
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_schema()).validate(broken)


def test_json_has_the_keys_of_the_contract_in_order(reading: Reading) -> None:
    wire = json.loads(to_json(reading))
    assert list(wire) == ["report", "mentions", "entities", "attributions", "claims", "events", "made_by"]
    assert {"id", "title", "byline", "publisher", "published", "language", "text", "given_id"} <= set(wire["report"])
    assert {"id", "start", "end", "text", "kind", "entity", "place", "time"} <= set(wire["mentions"][0])
    assert {
        "id", "kind", "type", "mode", "trigger", "arguments", "when", "where", "toll", "according_to", "stance",
        "factuality", "event", "score",
    } <= set(wire["claims"][0])  # fmt: skip


def test_unknown_is_null(reading: Reading) -> None:
    claim = json.loads(to_json(reading))["claims"][1]
    assert claim["when"] is None and claim["where"] is None and claim["mode"] is None


def test_json_is_indented_with_its_characters_kept_and_jsonl_is_one_line(reading: Reading) -> None:
    page, line = to_json(reading), to_jsonl(reading)
    assert '\n  "report"' in page and "–" in page and "“We" in page
    assert "\n" not in line
    assert json.loads(page) == json.loads(line)


def test_reading_comes_back_as_it_was(reading: Reading) -> None:
    assert from_json(to_json(reading)) == reading
    assert from_json(to_jsonl(reading)) == reading


def test_every_span_on_the_wire_selects_its_text(reading: Reading, spans_of: Callable[[object], list[Span]]) -> None:
    back = from_json(to_jsonl(reading))
    found = spans_of(back)
    assert len(found) > 40
    assert all(back.report.text[span.start : span.end] == span.text for span in found)


def test_half_a_surrogate_pair_survives(reading: Reading) -> None:
    odd = replace(reading, report=replace(reading.report, text="a \ud83d b"), mentions=(), claims=(), attributions=())
    for wire in (to_json(odd), to_jsonl(odd)):
        wire.encode("utf-8")
        assert json.loads(wire)["report"]["text"] == "a \ud83d b"
