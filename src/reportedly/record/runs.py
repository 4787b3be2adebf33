"""Runs of adding: which one was cut off, and what it had brought in."""

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import func, select

from reportedly.store import tables
from reportedly.store.snapshot import Snapshot

Known = Literal["stored", "duplicate"]


def cut_off_run(snapshot: Snapshot, paths: str) -> int | None:
    """The number of the last run, where it was asked for the same paths (JSON) and never came to its end; else None."""
    run = tables.run
    last = snapshot.row(
        select(run.c.id, run.c.paths, tables.run_end.c.run_id)
        .select_from(run.outerjoin(tables.run_end, tables.run_end.c.run_id == run.c.id))
        .order_by(run.c.id.desc())
        .limit(1)
    )
    return last.id if last is not None and last.run_id is None and last.paths == paths else None


def brought_in(snapshot: Snapshot, run: int) -> Mapping[tuple[str, str], Known]:
    """What a run captured, by source and hash: stored, or a duplicate of what stood already."""
    capture = tables.capture
    first = (
        select(capture.c.report_id, func.min(capture.c.id).label("first")).group_by(capture.c.report_id).subquery()
    )
    asked = select(capture.c.source, capture.c.hash, (capture.c.id == first.c.first).label("is_first")).select_from(
        capture.join(first, first.c.report_id == capture.c.report_id)
    )
    return {
        (row.source, row.hash): "stored" if row.is_first else "duplicate"
        for row in snapshot.stream(asked.where(capture.c.run_id == run).order_by(capture.c.id))
    }


def rejected_by(snapshot: Snapshot, run: int) -> frozenset[str]:
    """The sources that a run rejected."""
    asked = select(tables.rejection.c.source).where(tables.rejection.c.run_id == run)
    return frozenset(row.source for row in snapshot.stream(asked))
