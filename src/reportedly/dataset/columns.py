"""The reports of a file of readings, and their claims, as columns: what a record's tables hold, without unpacking a reading.

``readings`` says each claim twice: whole in ``body``, and with types in ``claims`` (``rows.claim_rows``). A load that had to unpack every
body would take twice as long, and one that made a tuple of each claim half as long again.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table

from reportedly.extras import needed
from reportedly.store.archive import MOST_INDEXED
from reportedly.store.statements import NAMES
from reportedly.store.tables import claim, report

PATHS: tuple[tuple[str, ...], ...] = (
    ("id",), ("kind",), ("type",), ("mode",), ("trigger", "text"), ("trigger", "start"), ("trigger", "end"), ("sentence", "text"),
    ("sentence", "start"), ("when", "start"), ("when", "end"), ("when", "precision"), ("where", "name"), ("where", "geonames"),
    ("where", "lat"), ("where", "lon"), ("where", "country"), ("where", "precision"), ("stance",), ("certainty",), ("polarity",),
    ("modality",), ("score",),
)  # fmt: skip
"""Where each column of a record's ``claim`` stands in a claim of the dataset, in the order of that table, its two numbers left out."""

CLAIMS = "claims"
REPORT = ("key", "report_id", "title", "byline", "publisher", "published", "language", "url", "given_id", "words")
"""The columns of a report, in the order of a record's ``report``, its number left out."""

ASKED = (*REPORT, *(".".join((CLAIMS, "list", "element", *path)) for path in PATHS))
"""The columns of a file that are needed: of what is nested, only this is read."""

_LONG = (("trigger", "text"), ("sentence", "text"), ("where", "name"))
_INDEXED = ("key", "report_id", "publisher", "published")
"""Words of reports are ``plain`` already; these are in an index as they are. Of a claim all are but _LONG."""


class FileColumns:
    """The reports of a file, each in its place, and their claims. ``counts`` says how many claims each report has."""

    def __init__(self, reports: Any, claims: Any, counts: Sequence[int]) -> None:
        """Not for callers: ``columns_of`` makes it."""
        self._reports, self._claims, self.counts = reports, claims, counts

    def readied(self, ready: Callable[[Table, Any], Any]) -> "FileColumns":
        """The same with what ``ready`` (``Store.ready_columns``) makes of the rows of each table."""
        return FileColumns(ready(report, self._reports), ready(claim, self._claims), self.counts)

    def numbered(self, chosen: Mapping[int, tuple[int, int]]) -> tuple[Any, Any]:
        """See ``store.arrivals.Columns``: the rows of these reports and of their claims, with their numbers, in the order of the file."""
        pa: Any = needed("pyarrow", "cluster")
        numpy: Any = needed("numpy", "cluster")
        counts = numpy.array(self.counts, dtype=numpy.int64)
        numbers = numpy.zeros((len(counts), 2), dtype=numpy.int64)
        for place, both in chosen.items():
            numbers[place] = both
        of = numpy.repeat(numpy.arange(len(counts)), counts)
        reports, first = numbers[of].T
        ids = first + numpy.arange(len(of)) - numpy.repeat(numpy.cumsum(counts) - counts, counts)
        claims = self._claims.add_column(0, "id", pa.array(ids)).add_column(1, "report_id", pa.array(reports))
        told = self._reports.add_column(0, "id", pa.array(numbers[:, 0]))
        if len(chosen) == len(counts):
            return told, claims
        return told.filter(pa.array(numbers[:, 0] > 0)), claims.filter(pa.array(reports > 0))


def columns_of(table: Any) -> FileColumns | None:
    """The columns of a ``pyarrow.Table`` that has ASKED.

    None where a name (a type, an id, a publisher) holds what a database refuses or is longer than an index takes, as no codebook's is:
    then the readings have to be asked.
    """
    pa: Any = needed("pyarrow", "cluster")
    compute: Any = needed("pyarrow.compute", "cluster")
    column = table.column(CLAIMS).combine_chunks()
    flat = column.flatten()
    arrays = [compute.struct_field(flat, list(path)) for path in PATHS]
    names = [one for path, one in zip(PATHS, arrays, strict=True) if path not in _LONG and str(one.type) == "string"]
    names += [table.column(name) for name in _INDEXED]
    if any(compute.any(compute.match_substring(one, "\0")).as_py() for one in names):
        return None
    if any((compute.max(compute.utf8_length(one)).as_py() or 0) > MOST_INDEXED for one in names):
        return None
    claims = pa.table(arrays, names=NAMES["claim"][2:])
    reports = table.select(REPORT).rename_columns(NAMES["report"][1:])
    return FileColumns(reports, claims, [length or 0 for length in compute.list_value_length(column).to_pylist()])
