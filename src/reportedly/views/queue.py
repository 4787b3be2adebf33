"""The review queue: what a person should look at first, by how doubtful it is and how much hangs on it."""

import math
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import func, or_, select

from reportedly.store.tables import actor, claim, claim_event, event, suggestion
from reportedly.views.answer import Answer
from reportedly.views.events import EventRow, event_rows
from reportedly.views.filters import Filters
from reportedly.views.gate import Ask, view
from reportedly.views.known import wanted
from reportedly.views.listing import conditions_of
from reportedly.views.narrowing import events_listing
from reportedly.views.paging import checked_limit

LOOKED_AT = 4_000
"""Events among which the most urgent are sought, those of the most origins first: a queue is worked from its head."""
UNSURE_BELOW = 0.6
"""Claims that score less are called unsure: by docs/calibration.md two in five of them are wrong."""


class Pair(Struct, frozen=True, kw_only=True):
    """Two that may be one: ``kind`` is actor or event, with their ids and names, the score (0 to 1) and why it is in doubt."""

    kind: str
    subject: str
    subject_name: str
    object: str
    object_name: str
    score: float
    reason: str


class QueueItem(Struct, frozen=True, kw_only=True):
    """One thing to judge: an event or a pair. ``urgency`` orders the queue (doubt times reach); ``why`` says what makes it doubtful."""

    urgency: float
    why: tuple[str, ...]
    event: EventRow | None = None
    pair: Pair | None = None


@view
def queue(ask: Ask, filters: Filters | None = None, *, limit: int | None = None) -> Answer[QueueItem]:
    """The most urgent of the events that pass the filters and that nobody has judged, and of the pairs in doubt."""
    size = checked_limit(limit)
    known = wanted(ask, filters or Filters())
    conditions = conditions_of(ask, events_listing(ask, known))
    doubtful = or_(event.c.disputed != "", event.c.grade.in_(("contested", "denied")), event.c.claims > 1, event.c.killed_best > 0)
    query = (
        select(event.c.id, event.c.grade, event.c.disputed, event.c.claims, event.c.reports, event.c.killed_best, event.c.origins_for)
        .where(*conditions, event.c.verdict.is_(None), doubtful)
        .order_by(event.c.origins_for.desc(), event.c.id)
        .limit(LOOKED_AT)
    )
    rows = list(ask.connection.execute(query))
    scores = _least_scores(ask, [row.id for row in rows])
    weighed = sorted(((*_weighed(row, scores.get(row.id)), row.id) for row in rows), key=lambda one: (-one[0], one[2]))[:size]
    events = {int(one.id[1:]): one for one in event_rows(ask, [number for _, _, number in weighed], None)}
    items = [QueueItem(urgency=urgency, why=why, event=events[number]) for urgency, why, number in weighed if number in events and why]
    pairs = [] if set((filters or Filters()).given()) else _pairs(ask, size)
    found = sorted([*items, *pairs], key=lambda one: -one.urgency)[:size]
    notes = list(known.notes) if found else [*known.notes, "Nothing waits for review."]
    return Answer(rows=tuple(found), notes=tuple(notes))


def _least_scores(ask: Ask, ids: Sequence[int]) -> dict[int, float]:
    found: dict[int, float] = {}
    for start in range(0, len(ids), 500):
        query = (
            select(claim_event.c.event_id, func.min(claim.c.score))
            .join(claim, claim.c.id == claim_event.c.claim_id)
            .where(claim_event.c.event_id.in_(ids[start : start + 500]))
            .group_by(claim_event.c.event_id)
        )
        found |= {row[0]: row[1] for row in ask.connection.execute(query)}
    return found


def _weighed(row: Any, least: float | None) -> tuple[float, tuple[str, ...]]:
    """How urgent an event is, and why."""
    doubt, why = 0.0, []
    if row.grade == "contested":
        doubt, why = 1.0, ["voices say that it happened, and voices say that it did not"]
    if row.grade == "denied":
        doubt, why = 0.6, ["nobody says that it happened; somebody says that it did not"]
    if row.disputed:
        doubt += 0.25 * len(row.disputed.split(","))
        why.append(f"origins disagree on {row.disputed.replace(',', ', ')}")
    if least is not None and least < UNSURE_BELOW:
        doubt += UNSURE_BELOW - least
        why.append(f"a claim of it scores {least:.2f}")
    reach = 1 + math.log2(1 + row.reports) + math.log2(1 + (row.killed_best or 0)) / 2
    return round(doubt * reach, 4), tuple(why)


def _pairs(ask: Ask, size: int) -> list[QueueItem]:
    rows = list(ask.connection.execute(select(suggestion).order_by(suggestion.c.score.desc(), suggestion.c.id).limit(size)))
    ids = {name for row in rows for name in (row.subject, row.object)}
    named = ask.connection.execute(select(actor.c.id, actor.c.name).where(actor.c.id.in_(ids)))
    names: dict[str, str] = {row.id: row.name for row in named}
    return [
        QueueItem(
            urgency=round(row.score, 4), why=(row.reason,),
            pair=Pair(
                kind=row.kind, subject=row.subject, subject_name=names.get(row.subject, row.subject), object=row.object,
                object_name=names.get(row.object, row.object), score=row.score, reason=row.reason,
            ),
        )
        for row in rows
    ]  # fmt: skip
