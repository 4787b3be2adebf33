"""Judgements as they are shown: who decided what, when and why, and whether it still holds."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import BindParameter, Select, bindparam, or_, select

from reportedly.store.prepared import Prepared
from reportedly.store.tables import judgement, undone
from reportedly.views.gate import Ask


class JudgementRow(Struct, frozen=True, kw_only=True):
    """One judgement. ``undone_by`` is the judgement that took it back, None while it holds. ``made_at`` is an ISO instant in UTC."""

    id: str
    kind: str
    subject: str
    object: str | None
    field: str | None
    value: str | None
    reason: str
    who: str
    made_at: str
    undone_by: str | None


def judgement_rows(ask: Ask, statement: Select[Any]) -> list[JudgementRow]:
    """The judgements that a statement made with ``selected`` finds; for views, which redact."""
    return _shown(ask.connection.execute(statement))


def _shown(rows: Iterable[Any]) -> list[JudgementRow]:
    return [
        JudgementRow(
            id=f"j{row.id}", kind=row.kind, subject=row.subject, object=row.object, field=row.field, value=row.value,
            reason=row.reason, who=row.who, made_at=row.made_at, undone_by=None if row.by_id is None else f"j{row.by_id}",
        )
        for row in rows
    ]  # fmt: skip


def selected() -> Select[Any]:
    """All judgements, each with what undid it."""
    return select(judgement, undone.c.by_id).outerjoin(undone, undone.c.judgement_id == judgement.c.id).order_by(judgement.c.id)


def judgements_on(ask: Ask, names: Iterable[str]) -> list[JudgementRow]:
    """The judgements about any of these stable names, in order."""
    wanted = list(dict.fromkeys(names))
    return _shown(_ON.rows(ask.connection, names=wanted)) if wanted else []


_NAMES: BindParameter[Any] = bindparam("names", expanding=True)
_ON = Prepared(selected().where(or_(judgement.c.subject.in_(_NAMES), judgement.c.object.in_(_NAMES))), among="names")
