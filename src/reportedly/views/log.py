"""What was done to a record, in order: what was added by which run, and what people decided."""

import msgspec
from msgspec import Struct
from sqlalchemy import select

from reportedly.store.tables import judgement, run, run_end
from reportedly.views.answer import Answer, read_cursor, write_cursor
from reportedly.views.gate import Ask, view
from reportedly.views.judgements import JudgementRow, judgement_rows, selected
from reportedly.views.paging import checked_limit


class RunRow(Struct, frozen=True, kw_only=True):
    """One run of adding: ``read == stored + duplicate + rejected``; these are None where the run was cut off."""

    id: str
    started_at: str
    finished_at: str | None
    reportedly: str
    paths: tuple[str, ...]
    read: int | None
    stored: int | None
    duplicate: int | None
    rejected: int | None


class LogRow(Struct, frozen=True, kw_only=True):
    """One line of the log: ``what`` is add or judge, ``at`` an ISO instant in UTC, and one of ``run`` and ``judgement`` is there."""

    what: str
    at: str
    run: RunRow | None = None
    judgement: JudgementRow | None = None


@view
def log(ask: Ask, *, who: str | None = None, limit: int | None = None, cursor: str | None = None) -> Answer[LogRow]:
    """Runs and judgements in the order of time, the last one first; undone judgements stay, and say what undid them.

    ``who`` takes only what one person judged. Where clocks were set back, what came later in the record counts as later.
    """
    size = checked_limit(limit)
    after = read_cursor(cursor, "log", tuple[int, int])
    runs = [] if who is not None else _runs(ask, after, size + 1)
    judgements = _judgements(ask, who, after, size + 1)
    lines: list[LogRow] = []
    while (runs or judgements) and len(lines) <= size:
        take_run = bool(runs) and (not judgements or runs[0].at > judgements[0].at)
        lines.append((runs if take_run else judgements).pop(0))
    shown = lines[:size]
    return Answer(rows=tuple(shown), next=write_cursor("log", *_end(shown, after)) if len(lines) > size else None)


def _end(shown: list[LogRow], after: tuple[int, int] | None) -> tuple[int, int]:
    """The last run and the last judgement shown so far, by number."""
    last_run, last_judgement = after or (2**62, 2**62)
    for one in shown:
        if one.run is not None:
            last_run = int(one.run.id.removeprefix("run "))
        if one.judgement is not None:
            last_judgement = int(one.judgement.id[1:])
    return last_run, last_judgement


def _runs(ask: Ask, after: tuple[int, int] | None, limit: int) -> list[LogRow]:
    query = select(run, run_end.c.finished_at, run_end.c.read, run_end.c.stored, run_end.c.duplicate, run_end.c.rejected)
    query = query.outerjoin(run_end, run_end.c.run_id == run.c.id).order_by(run.c.id.desc()).limit(limit)
    if after is not None:
        query = query.where(run.c.id < after[0])
    return [
        LogRow(what="add", at=row.started_at, run=RunRow(
            id=f"run {row.id}", started_at=row.started_at, finished_at=row.finished_at, reportedly=row.reportedly,
            paths=_paths(row.paths), read=row.read, stored=row.stored, duplicate=row.duplicate, rejected=row.rejected,
        ))
        for row in ask.connection.execute(query)
    ]  # fmt: skip


def _judgements(ask: Ask, who: str | None, after: tuple[int, int] | None, limit: int) -> list[LogRow]:
    query = selected().order_by(None).order_by(judgement.c.id.desc()).limit(limit)
    if who is not None:
        query = query.where(judgement.c.who == who)
    if after is not None:
        query = query.where(judgement.c.id < after[1])
    return [LogRow(what="judge", at=one.made_at, judgement=one) for one in judgement_rows(ask, query)]


def _paths(paths: str) -> tuple[str, ...]:
    return tuple(msgspec.json.decode(paths, type=list[str]))
