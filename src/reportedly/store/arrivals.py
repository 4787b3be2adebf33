"""Reports that arrive with their readings, many at once: their rows are made ready first, and numbered and stored together.

Nothing of it is in the log yet. A report is derived from when its entry in the log is folded (``Writer.log_report``); until then it waits.
The log ends with the last report that does not wait, since reports are numbered and logged in one order.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from reportedly.schema import Reading
from reportedly.store import tables
from reportedly.store.archive import hash_of, pack, plain
from reportedly.store.base import Capture, CaptureMethod
from reportedly.store.rows import claim_row, report_row
from reportedly.store.statements import in_order
from reportedly.store.writer import Writer

Row = tuple[Any, ...]


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
    claims: tuple[Row, ...] = ()


class Arrived(Struct, frozen=True, kw_only=True):
    """What came of arrivals: reports that were new, captures of reports that stood already, claims of the new ones."""

    stored: int
    duplicate: int
    claims: int


def blob_row(data: bytes) -> Row:
    """The row of ``blob`` for bytes as captured."""
    codec, packed = pack(data)
    return (hash_of(data), len(data), codec, packed)


def arrival_of(reading: Reading, body: bytes, key: str, source: str, method: CaptureMethod, blob: Row) -> Arrival:
    """A report with its reading, ``body`` being the reading as ``archive.pack_reading`` packs it; rows are ready but for numbers."""
    return Arrival(
        key=key, source=plain(source), method=method, blob=blob, report=in_order(tables.report, report_row(reading.report, 0, key))[1:],
        reading=(plain(msgspec.json.encode(reading.made_by).decode()), body),
        claims=tuple(in_order(tables.claim, claim_row(claim, 0, 0))[2:] for claim in reading.claims),
    )  # fmt: skip


def store_arrivals(writer: Writer, arrivals: Sequence[Arrival], run: int, captured_at: str) -> Arrived:
    """Store them in their order, numbered as if they had been added one by one; what stands already only gains a capture."""
    standing = dict(writer.pick_among(tables.report, ("key", "id"), "key", (one.key for one in arrivals)))
    kept = {name for (name,) in writer.pick_among(tables.blob, ("hash",), "hash", (one.blob[0] for one in arrivals))}
    rows: dict[str, list[Row]] = {name: [] for name in ("blob", "report", "reading", "claim", "capture")}
    stored = 0
    for one in arrivals:
        if one.blob[0] not in kept:
            kept.add(one.blob[0])
            rows["blob"].append(one.blob)
        number = standing.get(one.key)
        if number is None and one.report is not None:
            number = standing[one.key] = writer.next_id(tables.report)
            stored += 1
            rows["report"].append((number, *one.report))
            rows["reading"].append((writer.next_id(tables.reading), number, *one.reading))
            rows["claim"] += [(writer.next_id(tables.claim), number, *claim) for claim in one.claims]
        if number is not None:  # always, unless the report that it was to double is none of the record's
            capture = Capture(run_id=run, hash=one.blob[0], source=one.source, method=one.method, captured_at=captured_at)
            rows["capture"].append(
                in_order(
                    tables.capture, {"id": writer.next_id(tables.capture), "report_id": number, **msgspec.to_builtins(capture)}
                )
            )
    for name, some in rows.items():  # what others refer to comes first
        writer.store_rows(tables.metadata.tables[name], some)
    return Arrived(stored=stored, duplicate=len(arrivals) - stored, claims=len(rows["claim"]))
