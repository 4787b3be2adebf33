"""What every display is made of: escaped cells, tables, notes, and the one style sheet."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from reportedly.export.html_words import escape

MOST_ROWS = 200
"""Rows of one table: a notebook keeps what it shows, and a reader looks at no more. What is left out is counted below."""


class Cell(NamedTuple):
    """A table's cell: HTML that is safe already, and the class that says how it stands (``number``, ``id``, ``date``, ``words``)."""

    html: str
    cls: str = ""


def words(value: object) -> str:
    """A value as escaped words; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return escape(str(value))


def table(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """A table; columns that are empty throughout are left out, rows beyond MOST_ROWS are counted instead of shown."""
    kept = [place for place in range(len(heads)) if any(row[place].html for row in rows)]
    head = "".join(f'<th scope="col">{escape(heads[place])}</th>' for place in kept)
    body = "".join(f"<tr>{''.join(_cell(row[place]) for place in kept)}</tr>" for row in rows[:MOST_ROWS])
    made = f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    return made + (note(f"{len(rows) - MOST_ROWS:,} more rows are not shown.") if len(rows) > MOST_ROWS else "")


def _cell(cell: Cell) -> str:
    return f'<td class="{cell.cls}" dir="auto">{cell.html}</td>' if cell.cls else f'<td dir="auto">{cell.html}</td>'


def note(sentence: str) -> str:
    """One sentence about what is shown."""
    return f'<p class="soft small">{escape(sentence)}</p>'


def notes(sentences: Iterable[str]) -> str:
    """Sentences about what is shown, one a line."""
    return "".join(map(note, sentences))


def folded(summary: str, content: str) -> str:
    """Content that opens at a click; needs no script."""
    return f"<details><summary>{escape(summary)}</summary>{content}</details>"


def dates(row: Any) -> str:
    """The dates of a row with ``start`` and ``end`` in short: a day, a month, ``2032-10-04..10``; a question mark where there are none."""
    start, end = row.start, row.end
    if start is None and end is None:
        return "?"
    if start is None:
        return f"until {end}"
    if end is None:
        return f"from {start}"
    if start == end:
        return str(start)
    if start[:7] == end[:7]:
        return f"{start}..{end[8:]}"
    return f"{start}..{end[5:]}" if start[:4] == end[:4] else f"{start}..{end}"


def figures(low: int | None, best: int | None, high: int | None) -> str:
    """A toll in short: ``12``, ``7-21``, ``12+`` where there is no upper bound."""
    bottom = low if low is not None else best
    if bottom is None:
        return "" if high is None else f"≤{high:,}"
    if high is None:
        return f"{bottom:,}+"
    return f"{bottom:,}" if bottom == high else f"{bottom:,}-{high:,}"


def grade(name: str) -> str:
    """A grade as a pill; the colour of its dot repeats what the word says."""
    return f'<span class="grade {escape(name)}">{escape(name.replace("-", " "))}</span>'


def display(content: str) -> str:
    """The content as one display that brings its style with it, no script, and nothing from elsewhere."""
    return f'<div class="reportedly"><style>{_style()}</style>{content}</div>'


@lru_cache(maxsize=1)
def _style() -> str:
    return resources.files("reportedly.notebook").joinpath("data", "display.css").read_text(encoding="utf-8")
