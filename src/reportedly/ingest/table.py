"""Tables of reports, comma-, semicolon-, tab- or bar-separated: each row an item."""

from collections.abc import Iterator

from reportedly.errors import BrokenRow, EmptyReport, InputError
from reportedly.ingest.coded_table import BadRow, Table
from reportedly.ingest.item import Item
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.ingest.row import COLUMNS, columns_of, no_text_column, row_item
from reportedly.ingest.source import Source


def parts_of_table(source: Source) -> Iterator[Item | Rejection]:
    """The rows of a table, streamed; a row that is broken is a Rejection of its own.

    The rows' texts stand in the column that ``row.COLUMNS`` knows. Encoding and delimiter are found out; in a pipe or an archive
    the table is copied to a temporary file for that. Raises BrokenRow where no column holds texts, or a text too long for a cell.
    """
    with Table(source.seekable(), COLUMNS["text"], source.name) as table:
        if "text" not in columns_of(table.header):
            raise no_text_column(source.name, table.header)
        seen = False
        for row in table.rows():
            seen = True
            where = f"{source.name}:{row.line}"
            if isinstance(row, BadRow):
                where = f"{where}-{row.last}" if row.last > row.line else where
                yield rejection_of(where, _named(row.error, source.name))
            else:
                data = row_item(table.header, row.cells)
                yield Item(where=where, data=data, kind="row", method="row", otherwise=source.handed_down)
        if not seen:
            raise EmptyReport(f"{source.name} has a header and no rows.", "Give a table with at least one report.")


def _named(error: InputError, name: str) -> InputError:
    cure = error.cure
    if "cell of more than" in error.message:
        cure = "Close the quote before it, or give reports that are as long as JSON Lines."
    return type(error)(f"{name}: {error.message}", cure) if isinstance(error, InputError) else BrokenRow(str(error))
