"""The display of a record's answers: a table of the rows, with a map and a time line where they have places and dates."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from reportedly.export.html_words import escape
from reportedly.export.marks import Mark
from reportedly.export.phrases import count_words
from reportedly.notebook.maps import map_svg
from reportedly.notebook.markup import Cell, dates, figures, folded, grade, notes, table, words
from reportedly.notebook.readings import marked_words
from reportedly.notebook.timelines import timeline_svg
from reportedly.views.answer import Answer
from reportedly.views.claims import ClaimRow
from reportedly.views.events import EventRow
from reportedly.views.places import PlaceRow

_NUMBERS_THAT_NAME = frozenset({"geonames", "run"})
_LONG = 160
"""Characters of a value that a cell of a general table shows."""


def answer_html(answer: Answer[Any]) -> str:
    """One page of rows with its notes; what a table has no room for is in the row itself."""
    rows = answer.rows
    parts = [rows_html(rows)]
    if rows and isinstance(rows[0], EventRow | ClaimRow):
        drawn = map_svg(rows) + timeline_svg(rows)
        parts.append(folded("Where and when", drawn) if drawn else "")
    elif rows and isinstance(rows[0], PlaceRow):
        parts.insert(0, map_svg(rows))
    parts.append(notes(answer.notes))
    if answer.next is not None:
        parts.append(notes(("There is another page: give paging={'cursor': answer.next}.",)))
    return "".join(parts)


def rows_html(rows: Sequence[Any]) -> str:
    """Rows of one kind as a table; an empty one is said in words."""
    if not rows:
        return notes(("No rows.",))
    known = _TABLES.get(type(rows[0]))
    return known(rows) if known is not None else general_table(rows)


def events_table(rows: Sequence[EventRow]) -> str:
    """Events: when, where, what, who, how well supported, how many killed, what is disputed."""
    heads = ("id", "when", "where", "what", "who", "grade", "voices", "killed", "disputed", "first sentence")
    return table(heads, [
        (
            Cell(escape(row.id), "id"), Cell(escape(dates(row)), "date"), Cell(_place(row)), Cell(_type(row)), Cell(_parties(row)),
            Cell(grade(row.grade) + (f'<br><span class="soft">{escape(row.modality)}</span>' if row.modality != "actual" else "")),
            Cell(f"{row.origins_for}:{row.origins_against}" if row.origins_against else str(row.origins_for), "id"),
            Cell(figures(row.killed_low, row.killed_best, row.killed_high), "number"), Cell(escape(", ".join(row.disputed))),
            Cell(escape(row.title), "words"),
        )
        for row in rows
    ])  # fmt: skip


def claims_table(rows: Sequence[ClaimRow]) -> str:
    """Claims: who says what, with the sentence in which the words that say it are marked."""
    heads = ("id", "event", "published", "according to", "what", "who", "when", "where", "sentence")
    return table(heads, [
        (
            Cell(escape(row.id), "id"), Cell(escape(row.event or ""), "id"), Cell(escape(row.published or "?"), "date"), Cell(voices(row)),
            Cell(_type(row)), Cell(escape(", ".join(dict.fromkeys(one.name for one in row.participants)))),
            Cell(escape(dates(row)), "date"), Cell(_place(row)), Cell(sentence(row), "words"),
        )
        for row in rows
    ])  # fmt: skip


def sentence(*claims: ClaimRow) -> str:
    """The sentence of these claims with the trigger of each marked; offsets hold also where words are withheld."""
    first, marks = claims[0], []
    for one in claims:
        if one.trigger_start is not None and one.trigger_end is not None:
            start, end = one.trigger_start - first.sentence_start, one.trigger_end - first.sentence_start
            if 0 <= start < end <= len(first.sentence):
                marks.append(Mark(start, end, "trigger", one.id if len(claims) > 1 else ""))
    return marked_words(first.sentence, 0, len(first.sentence), marks)


def voices(row: ClaimRow) -> str:
    """The chain of a claim, the innermost voice first; the outlet where it speaks itself. A stance other than reporting is said."""
    chain = [one.voice for one in row.voices] or [row.publisher or row.report]
    stance = "" if row.stance == "reports" else f' <span class="grade {_STANCES.get(row.stance, "")}">{escape(row.stance)}</span>'
    return f'<span dir="auto">{escape(" → ".join(dict.fromkeys(chain)))}</span>{stance}'


_STANCES: Mapping[str, str] = {"confirms": "confirmed", "denies": "denied", "doubts": "contested"}


def general_table(rows: Sequence[Any]) -> str:
    """Rows of any other kind, a column for each field that any of them fills."""
    if not isinstance(rows[0], Struct):
        return table(("",), [(Cell(_short(row)),) for row in rows])
    names = rows[0].__struct_fields__
    made = []
    for row in rows:
        values = ((name, getattr(row, name)) for name in names)
        made.append([Cell(escape(str(value)), "id") if name in _NUMBERS_THAT_NAME and value else _cell(value) for name, value in values])
    return table([name.replace("_", " ") for name in names], made)


def struct_html(value: Struct) -> str:
    """Any other value: its fields, and a table for each field that is a list of rows."""
    plain: list[tuple[Cell, Cell]] = []
    below: list[str] = []
    for name in value.__struct_fields__:
        one, head = getattr(value, name), name.replace("_", " ")
        if isinstance(one, tuple) and one and isinstance(one[0], Struct):
            below.append(folded(f"{head}: {count_words(len(one), 'row')}", rows_html(one)))
        elif isinstance(one, Struct):
            below.append(f"<h4>{escape(head)}</h4>{rows_html((one,))}")
        elif name == "text" and isinstance(one, str):
            below.append(folded("text", f'<div class="text" dir="auto">{escape(one)}</div>'))
        elif one is not None and one != ():
            plain.append((Cell(escape(head)), Cell(_short(one))))
    return (table(("", ""), plain) if plain else "") + "".join(below)


def _cell(value: Any) -> Cell:
    return Cell(_short(value), "number" if isinstance(value, int | float) and not isinstance(value, bool) else "")


def _short(value: Any) -> str:
    if isinstance(value, tuple | list | frozenset | set):
        return "; ".join(_short(one) for one in (value if isinstance(value, tuple | list) else sorted(value)))
    if isinstance(value, Struct):
        return "; ".join(_short(getattr(value, name)) for name in value.__struct_fields__ if getattr(value, name) is not None)
    text = words(value)
    if isinstance(value, str) and len(value) > _LONG:
        return escape(value[:_LONG].rstrip()) + f' <span class="soft">… ({len(value):,} characters)</span>'
    return text


def _place(row: Any) -> str:
    if row.place is None:
        return "?"
    country = f' <span class="soft">{escape(row.country)}</span>' if row.country else ""
    return escape(row.place) + country


def _type(row: Any) -> str:
    return escape(row.type + (f" · {row.mode}" if row.mode else ""))


def _parties(row: EventRow) -> str:
    doing = [one.name for one in row.actors if one.role == "actor"]
    befallen = [one.name for one in row.actors if one.role == "recipient"]
    made = escape(", ".join(dict.fromkeys(doing)))
    return made + (" → " + escape(", ".join(dict.fromkeys(befallen))) if befallen else "")


_TABLES: Mapping[type, Callable[[Sequence[Any]], str]] = {EventRow: events_table, ClaimRow: claims_table}
