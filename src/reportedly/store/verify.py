"""Checking a record: that it holds what was put into it, unharmed and complete."""

import zlib
from collections.abc import Callable, Iterator
from itertools import islice

from msgspec import Struct
from sqlalchemy import Table, func, select

from reportedly.errors import RecordError
from reportedly.schema import report_id
from reportedly.store import tables
from reportedly.store.archive import report_key, unpack, unpack_reading
from reportedly.store.base import Database
from reportedly.store.rows import claim_row
from reportedly.store.snapshot import Snapshot
from reportedly.store.statements import in_order

MOST = 1000  # problems told one by one


class Verification(Struct, frozen=True, kw_only=True):
    """What was checked, and what was found wrong, in words; ``problems`` is empty where all is well."""

    blobs: int
    reports: int
    claims: int
    judgements: int
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.problems


def verify(database: Database) -> Verification:
    """Check the database's own pages and keys, every archived byte, every reading against its rows, and the log.

    Reads the whole record, one state of it; takes about a second for 2,000 reports. What can't be read at all is a problem
    like others.
    """
    problems: list[str] = []
    counts = {"blob": 0, "report": 0, "claim": 0, "judgement": 0}
    try:
        with database.reading() as connection:
            snapshot = Snapshot(database, connection)
            problems += database.check(connection)
            for table in (tables.blob, tables.report, tables.claim, tables.judgement):
                counts[table.name] = _count(snapshot, table)
            for check in (_archive, _readings, _captures, _log):
                problems += islice(_told(check, snapshot), MOST)
    except RecordError as error:
        problems.append(error.message)
    return Verification(
        blobs=counts["blob"],
        reports=counts["report"],
        claims=counts["claim"],
        judgements=counts["judgement"],
        problems=tuple(problems[:MOST]),
    )


def _told(check: Callable[[Snapshot], Iterator[str]], snapshot: Snapshot) -> Iterator[str]:
    """What a check finds; rows of damaged pages may hold anything, and then the check itself can't go on."""
    try:
        yield from check(snapshot)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        yield f"Rows can't be read ({type(error).__name__}: {error})."


def _count(snapshot: Snapshot, table: Table) -> int:
    return int(snapshot.connection.execute(select(func.count()).select_from(table)).scalar_one())


def _archive(snapshot: Snapshot) -> Iterator[str]:
    for row in snapshot.stream(select(tables.blob)):
        try:
            size = len(unpack(row.hash, row.codec, row.bytes))
        except RecordError as error:
            yield error.message
            continue
        if size != row.size:
            yield f"The archived bytes {row.hash} are {size}, not {row.size} as noted."


def _readings(snapshot: Snapshot) -> Iterator[str]:
    """Each report has a reading whose text, key and claims are those of the rows beside it."""
    report = tables.report.c
    joined = tables.report.outerjoin(tables.reading, tables.reading.c.report_id == report.id)
    wanted = select(report.id, report.key, report.text_hash, tables.reading.c.body).select_from(joined)
    for row in snapshot.stream(wanted.order_by(report.id)):
        if row.body is None:
            yield f"Report {row.id} has no reading."
            continue
        try:
            reading = unpack_reading(row.body, row.id)
        except (RecordError, zlib.error) as error:
            yield str(error)
            continue
        if report_key(reading.report) != row.key or report_id(reading.report.text) != row.text_hash:
            yield f"Report {row.id} is not the one that was read."
        there = [dict(claim._mapping) for claim in snapshot.claims_of(row.id)]
        if len(there) != len(reading.claims):
            yield f"Report {row.id} has {len(there)} claims, and its reading {len(reading.claims)}."
            continue
        for claim, told in zip(there, reading.claims, strict=True):
            if tuple(claim.values()) != in_order(tables.claim, claim_row(told, claim["id"], row.id)):
                yield f"Claim {claim['id']} is not as the reading of report {row.id} has it."


def _captures(snapshot: Snapshot) -> Iterator[str]:
    capture, report = tables.capture, tables.report
    lost = select(capture.c.id).where(capture.c.report_id.not_in(select(report.c.id))).order_by(capture.c.id)
    for row in snapshot.stream(lost):
        yield f"Capture {row.id} names a report that is not there."
    bare = select(report.c.id).where(report.c.id.not_in(select(capture.c.report_id))).order_by(report.c.id)
    for row in snapshot.stream(bare):
        yield f"Report {row.id} has no capture: nobody knows where it came from."


def _log(snapshot: Snapshot) -> Iterator[str]:
    """The log has no gap, and has each report and each judgement once, in order."""
    next_one = {"report": 1, "judgement": 1}
    seq = 0
    for entry in snapshot.log_entries():
        seq += 1
        if entry.seq != seq:
            yield f"The log goes on with {entry.seq} where {seq} should be."
            seq = entry.seq
        if entry.ref != next_one[entry.what]:
            yield f"The log has {entry.what} {entry.ref} where {next_one[entry.what]} should be."
        next_one[entry.what] = entry.ref + 1
    for table in (tables.report, tables.judgement):
        last = next_one[table.name] - 1
        count = _count(snapshot, table)
        if count != last:
            found = f"The log ends with {table.name} {last}, and there are {count}."
            # As after a load that was broken off; whether it was one, nobody can tell from the rows.
            yield f"{found} If a dataset was being loaded, add it again: it is linked then." if table is tables.report else found
