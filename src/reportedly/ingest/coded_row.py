"""One row as a text, and where each cell's words stand in it."""

from collections.abc import Sequence

from reportedly.schema import Span
from reportedly.spreadsheet_cells import cell_words


class RowText:
    """A row as lines of ``column: value``, empty cells left out, and the span of each value in it.

    A cell's outer white space is not part of its value, nor are apostrophes that keep a spreadsheet from taking it for a formula; white
    space inside is kept as it is. The column ``hidden`` is left
    out of the text; ``value`` has it all the same.
    """

    def __init__(self, header: Sequence[str], cells: Sequence[str], hidden: str | None = None) -> None:
        """Render the row."""
        parts: list[str] = []
        self._at: dict[str, tuple[int, int, int]] = {}
        place = 0
        self._values: dict[str | None, str] = {}
        for column, cell in zip(header, cells, strict=True):
            value = cell_words(cell.strip()).strip()
            if not value:
                continue
            self._values[column] = value
            if column == hidden:
                continue
            start = place + len(column) + 2
            end = start + len(value)
            self._at[column] = (place, start, end)
            parts.append(f"{column}: {value}")
            place = end + 1
        self.text = "\n".join(parts)

    def value(self, column: str | None) -> str | None:
        """The column's value; None where it is empty, missing, or no column at all."""
        return self._values.get(column)

    def span(self, column: str) -> Span:
        """The span of a column's value; KeyError where it has none."""
        _, start, end = self._at[column]
        return self._made(start, end)

    def label(self, column: str) -> Span:
        """The span of the column's own name, in front of its value."""
        first, start, _ = self._at[column]
        return self._made(first, start - 2)

    def part(self, column: str, start: int, end: int) -> Span:
        """The span of the characters ``start`` to ``end`` of a column's value."""
        first = self._at[column][1]
        return self._made(first + start, first + end)

    def spans(self, columns: Sequence[str | None]) -> Span:
        """The span from the first to the last of these columns' values where only they lie between, else that of the first given."""
        given = [one for one in columns if one is not None and one in self._at]
        places = sorted({self._at[one] for one in given})
        start, end = places[0][1], places[-1][2]
        between = [at for at in self._at.values() if places[0][0] <= at[0] <= places[-1][0]]
        return self._made(start, end) if len(between) == len(places) else self.span(given[0])

    def whole(self) -> Span:
        """The span of the whole text."""
        return self._made(0, len(self.text))

    def _made(self, start: int, end: int) -> Span:
        return Span(start=start, end=end, text=self.text[start:end])
