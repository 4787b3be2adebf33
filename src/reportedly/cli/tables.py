"""Answers of a record as text: tables for people, CSV, JSON and JSON Lines for programs."""

import csv
import io
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from reportedly.cli.loading import module
from reportedly.cli.rows import COLUMNS, Cell, cells
from reportedly.spreadsheet_cells import safe_cell


class Format(StrEnum):
    """How answers are written."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"


class Page(NamedTuple):
    """What is written (events, show, ...) and how."""

    kind: str
    format: Format


class Look(NamedTuple):
    """Whether to use colour, and how many columns wide a table may be."""

    colour: bool
    width: int


# Also what turns the direction of writing: a table whose cells swap places misleads.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_GAP, _LEAST_WORDS, _NARROWEST = 2, 44, 6
_LEAST = {"about": 30}  # of the log: paths give way before the names of those who judged
# Columns that may be cut, and how wide they are at most; the rest is shown whole.
_WIDEST = {
    "where": 22, "what": 24, "who": 28, "voices": 30, "publisher": 22, "name": 36, "key": 36, "disputed": 20, "grade": 24, "kind": 18,
    "reprint": 18, "stance": 8,
}  # fmt: skip


def look() -> Look:
    """How a table looks here: as wide as the terminal, in colour only on one, as NO_COLOR and FORCE_COLOR have it."""
    width = max(60, min(200, shutil.get_terminal_size(fallback=(120, 24)).columns))
    if os.environ.get("NO_COLOR"):
        return Look(False, width)
    return Look(bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb"), width)


def written(answer: Any, page: Page, how: Look) -> tuple[list[str], str]:
    """The answer as text for standard output, and what goes to standard error beside it: notes, where the output has no place."""
    if page.format is Format.json:
        return [msgspec.json.format(msgspec.json.encode(answer), indent=2).decode() + "\n"], ""
    rows = answer.rows if hasattr(answer, "rows") else (answer,)
    if page.format is Format.jsonl:
        return [msgspec.json.encode(row).decode() + "\n" for row in rows], _beside(answer)
    if page.format is Format.csv:
        return [_csv(rows)], _beside(answer)
    if page.kind == "show":
        return [module("reportedly.cli.pages").page_text(answer, how)], ""
    return [_table(page.kind, answer, how)], ""


def clean(text: str) -> str:
    """The text without what could command a terminal or swap the order of what is read; line breaks become spaces."""
    return _CONTROLS.sub("\ufffd", re.sub(r"\s*[\n\r]+\s*", " ", text))


def _beside(answer: Any) -> str:
    notes = [*getattr(answer, "notes", ())]
    following = getattr(answer, "next", None)
    return "".join(f"{clean(note)}\n" for note in (*notes, *([f"More: --cursor {following}"] if following else ())))


# Tables


def _table(kind: str, answer: Any, how: Look) -> str:
    lines = _drawn(COLUMNS[kind], [cells(kind, row) for row in answer.rows], how) if answer.rows else ""
    notes = [*answer.notes, *([f"More: --cursor {answer.next}"] if answer.next else ())]
    return lines + ("\n" if lines and notes else "") + "".join(f"{clean(note)}\n" for note in notes)


def _drawn(columns: Sequence[str], rows: Sequence[Sequence[Cell]], how: Look) -> str:
    console_of, table_of, text_of = (module(f"rich.{name}") for name in ("console", "table", "text"))
    shown = [[(clean(words), style) for words, style in row] for row in rows]
    table = table_of.Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold", show_edge=False)
    for name, width in zip(columns, _widths(columns, shown, how.width), strict=True):
        table.add_column(name, no_wrap=True, overflow="ellipsis", width=width)
    for row in shown:
        table.add_row(*(text_of.Text(words, style=style or "") for words, style in row))
    out = io.StringIO()
    colours = "standard" if how.colour else None
    console = console_of.Console(file=out, width=how.width, force_terminal=how.colour, color_system=colours, highlight=False)
    console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Cell]], room: int) -> list[int]:
    """How wide each column is: as its widest cell, where there is room; the last one, with the words, gets what is left.

    Where there is too little, the widest of those that may be cut gives way; ids, dates and numbers are never cut.
    """
    cell_len: Callable[[str], int] = module("rich.cells").cell_len
    widths = [
        max(cell_len(name), *(min(cell_len(row[number][0]), _WIDEST.get(name, 40)) for row in rows))
        for number, name in enumerate(columns)
    ]
    least = _LEAST.get(columns[-1], _LEAST_WORDS)
    last = min(widths[-1], least) if columns[-1] not in _WIDEST else widths[-1]
    widths[-1] = max([last, *(cell_len(row[-1][0]) for row in rows)])
    while sum(widths) + _GAP * len(widths) > room:
        over = sum(widths) + _GAP * len(widths) - room
        if widths[-1] > least:
            widths[-1] = max(least, widths[-1] - over)
            continue
        cut = max((number for number, name in enumerate(columns) if name in _WIDEST), key=lambda number: widths[number], default=None)
        if cut is None or widths[cut] <= _NARROWEST:
            break
        widths[cut] -= 1
    return widths


# CSV


def _csv(rows: Sequence[Struct]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, row in enumerate(rows):
        flat = _flat(row)
        if number == 0:
            writer.writerow(flat)
        writer.writerow([safe(value) for value in flat.values()])
    return out.getvalue()


def _flat(row: Struct, prefix: str = "") -> dict[str, object]:
    """A row's fields by name; those of a row inside it with its name before theirs, lists as words."""
    flat: dict[str, object] = {}
    for name in row.__struct_fields__:
        value = getattr(row, name)
        if isinstance(value, Struct):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = _words(value) if isinstance(value, tuple) else value
    return flat


def _words(values: Sequence[Any]) -> str:
    return "; ".join(one if isinstance(one, str) else _named(one) for one in values)


def _named(one: Any) -> str:
    if isinstance(one, Struct):
        told: Mapping[str, Any] = {name: getattr(one, name) for name in one.__struct_fields__}
        name = told.get("name") or told.get("voice")
        if name is not None:
            return f"{told['role']}: {name}" if "role" in told else str(name)
    return msgspec.json.encode(one).decode()


def safe(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe (``spreadsheet_cells``)."""
    if value is None:
        return ""
    return safe_cell(value) if isinstance(value, str) else value
