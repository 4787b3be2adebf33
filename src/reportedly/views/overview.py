"""What a record holds, in one look: counts, the days that it spans, and the state by which a reader knows that it has changed."""

from msgspec import Struct
from sqlalchemy import func, select

from reportedly.store.prepared import Prepared
from reportedly.store.tables import actor, claim, event, judgement, log, rejection, report, run, source
from reportedly.views.gate import Ask, view

_LATEST = Prepared(
    select(*(select(func.max(column)).scalar_subquery() for column in (log.c.seq, judgement.c.id, run.c.id, rejection.c.id)))
)


class Overview(Struct, frozen=True, kw_only=True):
    """Counts of what the record holds. ``published`` are the first and last day of a report, ``happened`` of an event (ISO, or None).

    ``state`` grows with every report, judgement, rejection and run of adding: the same state gives the same answers.
    ``withheld`` counts rules, not names.
    """

    state: str
    reports: int
    claims: int
    events: int
    actors: int
    sources: int
    judgements: int
    rejected: int
    undated_reports: int
    withheld: int
    published: tuple[str | None, str | None]
    happened: tuple[str | None, str | None]


@view
def overview(ask: Ask) -> Overview:
    """What the record holds."""
    one = ask.connection.scalar
    days = ask.connection.execute(select(func.min(report.c.published), func.max(report.c.published))).one()
    first = one(select(func.min(event.c.when_start)))
    last = one(select(func.max(event.c.when_start)))
    undated = one(select(func.count()).select_from(report).where(report.c.published.is_(None)))
    return Overview(
        state=state_of(ask), reports=_count(ask, report), claims=_count(ask, claim), events=_count(ask, event),
        actors=_count(ask, actor), sources=_count(ask, source), judgements=_count(ask, judgement), rejected=_count(ask, rejection),
        undated_reports=int(undated or 0), withheld=len(ask.withheld.rules), published=(days[0], days[1]), happened=(first, last),
    )  # fmt: skip


@view
def state(ask: Ask) -> str:
    """The state of the record: another one after each report, judgement, rejection and run of adding."""
    return state_of(ask)


def state_of(ask: Ask) -> str:
    """See ``state``; for views."""
    return ".".join(str(int(last or 0)) for last in _LATEST.tuples(ask.connection)[0])


def _count(ask: Ask, table: "object") -> int:
    return int(ask.connection.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[arg-type]
