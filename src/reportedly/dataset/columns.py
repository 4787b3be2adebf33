"""The reports of a file of readings, their claims and captures, as columns: what a record's tables hold, without unpacking a reading.

``readings`` says each claim twice: whole in ``body``, and with types in ``claims`` (``rows.claim_rows``). A load that had to unpack every
body would take twice as long, and one that made a tuple of each claim half as long again.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table

from reportedly.dataset.rows import ORIGINAL
from reportedly.extras import needed
from reportedly.store.archive import MOST_INDEXED
from reportedly.store.arrivals import InColumns, Numbers
from reportedly.store.statements import NAMES
from reportedly.store.tables import blob, claim, reading, report

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

READING = ("made_by", "body")
CAPTURE = ("source", "method")

ASKED = (*REPORT, *ORIGINAL, *READING, *CAPTURE, *(".".join((CLAIMS, "list", "element", *path)) for path in PATHS))
"""The columns of a file that are needed: of what is nested, only this is read."""

_LONG = (("trigger", "text"), ("sentence", "text"), ("where", "name"))
_INDEXED = ("key", "report_id", "publisher", "published")
"""Words of reports are ``plain`` already; these are in an index as they are. Of a claim all are but _LONG."""


_WORDS = (*CAPTURE, "made_by", "original_hash", "original_codec")
"""Other words of captures and readings, in no index as they are."""


class FileColumns:
    """The reports of a file, each in its place, with their claims, readings, captures and the bytes that were captured."""

    def __init__(self, rows: Mapping[str, Any], counts: Sequence[int], keys: Sequence[str], hashes: Sequence[str]) -> None:
        """Not for callers: ``columns_of`` makes it. ``rows`` are by table, ``counts`` says how many claims each report has."""
        self._rows, self._counts, self._keys, self._hashes = rows, counts, keys, hashes

    def readied(self, ready: Callable[[Table, Any], Any]) -> "FileColumns":
        """The same with what ``ready`` (``Store.ready_columns``) makes of the rows of each table; captures are made last."""
        rows = {table.name: ready(table, self._rows[table.name]) for table in (blob, report, reading, claim)}
        return FileColumns(rows | {"capture": self._rows["capture"]}, self._counts, self._keys, self._hashes)

    def arrivals(self) -> list[InColumns]:
        """The reports in the order of the file."""
        told = zip(self._counts, self._keys, self._hashes, strict=True)
        return [InColumns(self, place, count, key, name) for place, (count, key, name) in enumerate(told)]

    def numbered(self, chosen: Mapping[int, Numbers], run: int, captured_at: str) -> dict[str, Any]:
        """See ``store.arrivals.Columns``: the rows of these reports, with their numbers, in the order of the file."""
        pa: Any = needed("pyarrow", "cluster")
        numpy: Any = needed("numpy", "cluster")
        counts = numpy.array(self._counts, dtype=numpy.int64)
        numbers = numpy.zeros((len(counts), 5), dtype=numpy.int64)
        if chosen:
            numbers[list(chosen)] = list(chosen.values())
        captures, reports, blobs, readings, first = numbers.T
        of = numpy.repeat(numpy.arange(len(counts)), counts)
        ids = first[of] + numpy.arange(len(of)) - numpy.repeat(numpy.cumsum(counts) - counts, counts)
        here = self._rows["capture"]
        told = {
            "blob": _those(self._rows["blob"], blobs),
            "report": _those(_in_front(self._rows["report"], id=reports), readings),
            "reading": _those(_in_front(self._rows["reading"], id=readings, report_id=reports), readings),
            "claim": _those(_in_front(self._rows["claim"], id=ids, report_id=reports[of]), readings[of]),
        }
        every = _in_front(here, id=captures, run_id=numpy.full(len(counts), run), hash=self._hashes)
        every = every.append_column("captured_at", pa.repeat(pa.scalar(captured_at), len(counts)))
        return told | {"capture": _those(every.append_column("report_id", pa.array(reports)), captures)}


def _in_front(rows: Any, **columns: Any) -> Any:
    """The rows with more columns before the others."""
    pa: Any = needed("pyarrow", "cluster")
    for place, (name, values) in enumerate(columns.items()):
        rows = rows.add_column(place, name, pa.array(values))
    return rows


def _those(rows: Any, wanted: Any) -> Any:
    """The rows for which a number (``numpy.ndarray``) is not 0."""
    pa: Any = needed("pyarrow", "cluster")
    return rows if wanted.all() else rows.filter(pa.array(wanted != 0))


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
    if any(compute.any(compute.match_substring(one, "\0")).as_py() for one in (*names, *map(table.column, _WORDS))):
        return None
    if any((compute.max(compute.utf8_length(one)).as_py() or 0) > MOST_INDEXED for one in names):
        return None
    rows = {
        "blob": table.select(ORIGINAL).rename_columns(NAMES["blob"]),
        "report": table.select(REPORT).rename_columns(NAMES["report"][1:]),
        "reading": table.select(READING),
        "claim": pa.table(arrays, names=NAMES["claim"][2:]),
        "capture": table.select(CAPTURE),
    }
    counts = compute.fill_null(compute.list_value_length(column), 0).to_pylist()
    return FileColumns(rows, counts, table.column("key").to_pylist(), table.column("original_hash").to_pylist())
