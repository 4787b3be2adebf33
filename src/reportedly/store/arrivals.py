"""Reports that arrive with their readings, many at once: their rows are made ready first, and numbered and stored together.

Nothing of it is in the log yet. A report is derived from when its entry in the log is folded (``Writer.log_report``); until then it waits.
The log ends with the last report that does not wait, since reports are numbered and logged in one order.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct

from reportedly.schema import Claim
from reportedly.store import tables
from reportedly.store.archive import MOST_INDEXED, hash_of, is_plain, pack
from reportedly.store.base import CaptureMethod
from reportedly.store.rows import claim_row
from reportedly.store.statements import in_order
from reportedly.store.writer import Writer

Row = tuple[Any, ...]


_NOWHERE = (None,) * 6

IN_ORDER = ("blob", "report", "reading", "claim", "capture")
"""The tables of what arrives: what others refer to comes first."""

_NUMBERED = (tables.report, tables.reading, tables.claim, tables.capture)


Numbers = tuple[int, int, bool, int, int]
"""What a report in columns is given: the number of its capture, that of the report captured, and whether its bytes are new.

Then the number of its reading, and that of its first claim; both are 0 for a report that stood already.
"""


class Columns(Protocol):
    """Many reports with their claims and captures as columns (``dataset.columns``), a report in each place."""

    def numbered(self, chosen: Mapping[int, Numbers], run: int, captured_at: str) -> Mapping[str, Any]:
        """The rows (``pyarrow.Table``) of the chosen places by the table that they go to, with their numbers."""
        ...


class InColumns(Struct, frozen=True):
    """One capture of a report that stands in columns: in which place, how many claims it has, and what it is known by.

    ``key`` is what makes two captures one report, ``hash`` names its bytes.
    """

    columns: Columns
    place: int
    claims: int
    key: str
    hash: str


class Arrival(Struct, frozen=True, kw_only=True):
    """One capture of a report: its rows but for their numbers.

    ``key`` is what makes two captures one report, ``blob`` the row of its bytes. A capture that brings no reading (a duplicate) has no
    ``report``, ``reading`` and ``claims``.
    """

    key: str
    source: str
    method: CaptureMethod
    blob: Row
    report: Row | None = None
    reading: Row = ()
    claims: Sequence[Row] = ()

    @property
    def hash(self) -> str:
        """What names its bytes."""
        return str(self.blob[0])


class Arrived(Struct, frozen=True, kw_only=True):
    """What came of arrivals: reports that were new, captures of reports that stood already, claims of the new ones."""

    stored: int
    duplicate: int
    claims: int


class Known(Struct):
    """What is in a record by its keys: reports with their numbers, and bytes. Whoever fills an empty record need not ask it."""

    reports: dict[str, int] = {}
    blobs: set[str] = set()

    def __len__(self) -> int:
        return len(self.reports) + len(self.blobs)


def blob_row(data: bytes) -> Row:
    """The row of ``blob`` for bytes as captured."""
    codec, packed = pack(data)
    return (hash_of(data), len(data), codec, packed)


def report_values(row: Mapping[str, object]) -> Row:
    """The row of ``report`` without its number, of its columns by name."""
    return in_order(tables.report, {"id": 0} | dict(row))[1:]


def claim_values(claim: Claim) -> Row:
    """The row of ``claim`` without its two numbers: ``in_order`` of ``claim_row``, only faster: most of a load is claims."""
    when, where, trigger, said, sentence = claim.when, claim.where, claim.trigger, claim.factuality, claim.sentence
    row: Row = (
        claim.id, claim.kind, claim.type, claim.mode,
        *((None, None, None) if trigger is None else (trigger.text, trigger.start, trigger.end)), sentence.text, sentence.start,
        *((None, None, None) if when is None else (when.start, when.end, when.precision)),
        *(_NOWHERE if where is None else (where.name, where.geonames, where.lat, where.lon, where.country, where.precision)),
        claim.stance, said.certainty, said.polarity, said.modality, claim.score,
    )  # fmt: skip
    words = [one for one in row if type(one) is str]
    if not is_plain("".join(words)) or max(map(len, words)) > MOST_INDEXED:  # what a database refuses, or an index
        return in_order(tables.claim, claim_row(claim, 0, 0))[2:]
    return row


def store_arrivals(
    writer: Writer, arrivals: Sequence[Arrival | InColumns], run: int, captured_at: str, known: Known | None = None
) -> Arrived:
    """Store them in their order, numbered as if they had been added one by one; what stands already only gains a capture.

    Where ``known`` is given it is all that the record has, and gains what is stored; else the record is asked.
    """
    known = _asked(writer, arrivals) if known is None else known
    standing, kept = known.reports, known.blobs
    rows: dict[str, list[Row]] = {name: [] for name in IN_ORDER}
    columned: dict[int, tuple[Columns, dict[int, Numbers]]] = {}
    firsts = {table.name: writer.next_ids(table, 0) for table in _NUMBERED}
    report, reading, claim, capture = firsts.values()  # the next numbers: asking for each one takes longer than all the rest
    for one in arrivals:
        number, new, blob = standing.get(one.key), False, one.hash not in kept
        kept.add(one.hash)
        if number is None and (isinstance(one, InColumns) or one.report is not None):
            standing[one.key] = number = report
            new, report = True, report + 1
        if isinstance(one, InColumns):
            assert number is not None  # it brings its report
            numbers = (capture, number, blob, reading, claim) if new else (capture, number, blob, 0, 0)
            capture += 1
            if new:
                reading, claim = reading + 1, claim + one.claims
            columned.setdefault(id(one.columns), (one.columns, {}))[1][one.place] = numbers
            continue
        if blob:
            rows["blob"].append(one.blob)
        if new and one.report is not None:
            rows["report"].append((number, *one.report))
            rows["reading"].append((reading, number, *one.reading))
            rows["claim"] += [(claim + place, number, *row) for place, row in enumerate(one.claims)]
            reading, claim = reading + 1, claim + len(one.claims)
        if number is not None:  # always, unless the report that it was to double is none of the record's
            rows["capture"].append((capture, run, one.hash, one.source, one.method, captured_at, number))
            capture += 1
    for table, after in zip(_NUMBERED, (report, reading, claim, capture), strict=True):
        writer.next_ids(table, after - firsts[table.name])
    stored, claims = report - firsts["report"], claim - firsts["claim"]
    many = [columns.numbered(chosen, run, captured_at) for columns, chosen in columned.values()]
    for name in IN_ORDER:
        table = tables.metadata.tables[name]
        writer.store_rows(table, rows[name])
        for told in many:
            writer.store_columns(table, told[name])
    return Arrived(stored=stored, duplicate=len(arrivals) - stored, claims=claims)


def _asked(writer: Writer, arrivals: Sequence[Arrival | InColumns]) -> Known:
    """What the record has of these."""
    reports = writer.pick_among(tables.report, ("key", "id"), "key", (one.key for one in arrivals))
    blobs = writer.pick_among(tables.blob, ("hash",), "hash", (one.hash for one in arrivals))
    return Known(dict(reports), {name for (name,) in blobs})
