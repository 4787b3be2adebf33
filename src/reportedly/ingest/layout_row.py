"""Places in a row of a table and in an entry of a feed: column, or field, and characters of it."""

import json

from msgspec import Struct

from reportedly.errors import BrokenRow
from reportedly.ingest.feed import entry_of
from reportedly.ingest.item import number_in, without_surrogates
from reportedly.ingest.layout_html import HtmlOriginal, HtmlPlace
from reportedly.ingest.row import columns_of
from reportedly.ingest.tags import is_html


class RowPlace(Struct, frozen=True, kw_only=True, tag="row"):
    """Words of one cell: characters ``start`` to ``end`` of it, or, where the cell is HTML, of the text of an ``element`` in it.

    ``row`` is the number by which the row was named: the line of a CSV that it begins on, the row of a sheet, the row of a Parquet table,
    from 1; None where the name has none. ``element`` is an XPath as ``HtmlPlace`` has it.
    """

    row: int | None
    column: str
    element: str | None
    start: int
    end: int
    text: str


class EntryPlace(Struct, frozen=True, kw_only=True, tag="entry"):
    """Words of an entry of a feed: characters ``start`` to ``end`` of the text of an ``element`` in the HTML that the feed gives for it.

    ``entry`` counts the feed's entries from 1, ``entry_id`` is what the feed calls it (guid, id), None where it does not say.
    """

    entry: int | None
    entry_id: str | None
    element: str
    start: int
    end: int
    text: str


class RowOriginal:
    """A row as it is archived, each cell under its column's name; see ``layout.Original``."""

    def __init__(self, data: bytes, where: str) -> None:
        """``where`` is the row's name. Raises BrokenRow where no column holds a text."""
        row = json.loads(data)
        column = columns_of(row).get("text")
        if column is None:
            raise BrokenRow("The row has no column of texts.", "Check the record with `reportedly verify`.")
        self._row, self._column = number_in(where), column
        cell = str(row[column])
        self._page = HtmlOriginal(cell) if is_html(cell) else None
        self.text = without_surrogates(cell) if self._page is None else self._page.text

    def places(self, start: int, end: int) -> list[RowPlace]:
        """One place, white space at its ends left off."""
        if self._page is not None:
            return [
                RowPlace(
                    row=self._row, column=self._column, element=place.element, start=place.start, end=place.end, text=place.text
                )
                for place in self._page.places(start, end)
            ]  # fmt: skip
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        if not words:
            return []
        return [RowPlace(row=self._row, column=self._column, element=None, start=start, end=start + len(words), text=words)]


class EntryOriginal:
    """What a feed states about an entry, as it is archived; see ``layout.Original``."""

    def __init__(self, data: bytes, where: str) -> None:
        """``where`` is the entry's name."""
        entry = entry_of(data)
        self._entry, self._id = number_in(where), entry.id
        self._page = HtmlOriginal(entry.content)
        self.text = self._page.text

    def places(self, start: int, end: int) -> list[EntryPlace]:
        """One place: the smallest element that holds all the words."""
        return [self._placed(place) for place in self._page.places(start, end)]

    def _placed(self, place: HtmlPlace) -> EntryPlace:
        return EntryPlace(
            entry=self._entry, entry_id=self._id, element=place.element, start=place.start, end=place.end, text=place.text
        )  # fmt: skip
