"""No cell of any table runs as a formula, whichever column it stands in and whoever wrote it."""

import csv
import io
import re
import zipfile

import pytest
from msgspec.structs import replace
from tests.export.fought import ARMY, REBELS, fought
from tests.export.made_dossiers import MadeDossiers, made_dossiers
from tests.export.poisoned import poisoned

from reportedly.export import claim_rows, event_rows
from reportedly.export.formats import FORMATS, format_named
from reportedly.spreadsheet_cells import cell_words

PAYLOADS = ("=cmd|' /C calc'!A0 ", "+1+2 ", "-2+3 ", "@SUM(A1) ", "\t=1+2 ", "\r=1+2 ", "\n=1+2 ", "\uff1d1+2 ", ' "=1+2 ', "x;=1+2 ")
RUNS = re.compile(r"[\s\"'\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
TABLES = [one.name for one in FORMATS if one.media_type == "text/csv"] + ["evidence-pack"]


def table(name: str, dossiers: MadeDossiers) -> list[dict[str, str]]:
    out = io.BytesIO()
    format_named(name).write(dossiers, out)  # type: ignore[arg-type]
    data = out.getvalue()
    if name == "evidence-pack":
        with zipfile.ZipFile(out) as packed:
            [inside] = [one for one in packed.namelist() if one.endswith((".csv", ".tsv"))]
            data = packed.read(inside)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def attacked(payload: str) -> MadeDossiers:
    """All that was made by hand, and an event that ACLED and UCDP have a type for; the words of both are formulas."""
    made = made_dossiers()
    event = replace(fought("ASSAULT", "aerial", ARMY, REBELS), id="v77", killed_low=1, killed_best=2, killed_high=3)
    fields = {name: poisoned(getattr(made, name), payload) for name in ("all_claims", "all_reports", "all_actors", "all_judgements")}
    events = tuple(poisoned(one, payload) for one in (*made.all_events, event))
    kept = zip((*made.all_events, event), events, strict=True)  # the type and mode tell which rows are written at all
    return replace(made, **fields, all_events=tuple(replace(new, type=old.type, mode=old.mode, country=old.country) for old, new in kept))


def runs(cell: str) -> bool:
    """Whether a spreadsheet would run the cell, or a part of it where ; or a tab parts cells. An apostrophe in front says: this is text."""
    parts = [cell, *re.split(r"[;\t]", cell)] if not cell.startswith("'") else re.split(r"[;\t]", cell)[1:]
    return any(not one.lstrip().startswith("'") and RUNS.match(one) and not NUMBER.fullmatch(one.strip()) for one in parts) or (
        cell[:1] in ("\t", "\r", "\n")
    )


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("name", TABLES)
def test_no_cell_of_any_column_runs(name: str, payload: str) -> None:
    rows = table(name, attacked(payload))
    assert rows
    cells = [(column, cell) for row in rows for column, cell in row.items() if cell]
    assert [one for one in cells if runs(one[1])] == []
    assert [column for column in rows[0] if runs(column)] == []
    # And they are all there: taken back, the words are the ones that were written.
    assert sum(payload.strip().replace(";", ",") in cell_words(cell).replace(";", ",") for _, cell in cells) > len(rows)


@pytest.mark.parametrize(("name", "columns"), [("claims", claim_rows.COLUMNS), ("events", event_rows.COLUMNS)])
def test_every_column_of_words_was_attacked(name: str, columns: tuple[claim_rows.Column, ...]) -> None:
    """Or else the test above would show less than it says. What is left are columns of this program's own making."""
    rows = table(name, attacked("=1+2 "))
    reached = {column for row in rows for column, cell in row.items() if "=1+2" in cell}
    filled = {column for row in rows for column, cell in row.items() if cell}
    own = re.compile(
        r"(claim|event|report|kind|start|end|date_grain|grade|stance|certainty|polarity|modality|quotation_(claim|report)|claims_at|"
        r"country|type|mode|"  # of events: they tell which rows are written at all; of claims they are attacked
        r"origin|.*_id|.*_at|voice_keys|verdict|corrected|redacted|as_of|.*prec|other_tolls)"
    )
    words = {one.name for one in columns if one.kind in ("text", "texts", "date")}
    assert {one for one in words & filled if not own.fullmatch(one)} <= reached
    assert len(reached) > 8 and (name == "events" or {"country", "type", "mode"} <= reached)
