"""What a record holds, in one look: counts, the days that it spans, and the state by which a reader knows that it has changed."""

from msgspec import Struct
from sqlalchemy import func, select

from reportedly.store.tables import actor, claim, event, judgement, log, rejection, report, source
from reportedly.views.gate import Ask, view


class Overview(Struct, frozen=True, kw_only=True):
    """Counts of what the record holds. ``published`` are the first and last day of a report, ``happened`` of an event (ISO, or None).

    ``state`` grows with every report and judgement: the same state gives the same answers. ``withheld`` counts rules, not names.
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
    """The state of the record: another one after each report and each judgement."""
    return state_of(ask)


def state_of(ask: Ask) -> str:
    """See ``state``; for views."""
    logged = ask.connection.scalar(select(func.max(log.c.seq)))
    judged = ask.connection.scalar(select(func.max(judgement.c.id)))
    return f"{int(logged or 0)}.{int(judged or 0)}"


def _count(ask: Ask, table: "object") -> int:
    return int(ask.connection.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[arg-type]
