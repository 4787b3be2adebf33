"""The list of reports: what was added, and where it came from."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import and_, func, select

from reportedly.store.tables import capture, claim, report, reprint
from reportedly.views.answer import Answer, are, counted
from reportedly.views.filters import Filters
from reportedly.views.gate import Ask, view
from reportedly.views.known import wanted
from reportedly.views.listing import Listing, Narrowing, Order, count_of, looked_up, plainly
from reportedly.views.narrowing import claims_listing
from reportedly.views.paging import as_of_notes, by_id, checked_limit, empty_notes, order_named, page

ORDERS: Mapping[str, Order] = {
    "newest": Order(name="newest", key=report.c.published),
    "oldest": Order(name="oldest", key=report.c.published, descending=False),
    "added": Order(name="added", key=None),
}
"""What reports may be sorted by: the day of publication (the default is the newest first), or the order of adding."""


class ReportRow(Struct, frozen=True, kw_only=True):
    """One report. ``published`` is an ISO date or None; ``key`` is the hash of its text; ``words`` and ``claims`` are counts.

    ``reprint`` (exact, near, excerpt) and ``reprint_of`` say what it repeats, where it does. ``captured_from`` is the path or address
    from which it first came, ``captured_at`` when, ``archived`` the hash of the bytes that are kept.
    """

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    byline: str | None
    language: str | None
    url: str | None
    given_id: str | None
    words: int
    claims: int
    reprint: str | None
    reprint_of: str | None
    text_hash: str
    captured_from: str | None
    captured_at: str | None
    archived: str | None


@view
def reports(
    ask: Ask, filters: Filters | None = None, *, sort: str | None = None, limit: int | None = None, cursor: str | None = None
) -> Answer[ReportRow]:
    """The reports that pass the filters, a page of them.

    ``since`` and ``until`` are days of publication here, ``as_of`` a last one. The other filters ask for reports with such a claim.
    """
    filters = filters or Filters()
    order, size = order_named(sort, ORDERS), checked_limit(limit)
    known = wanted(ask, filters)
    of_claims = replace(filters, since=None, until=None, as_of=None, report=None)
    inner = claims_listing(ask, replace(known, filters=of_claims))
    narrowings = [*(_with_claim(one) for one in inner.narrowings), *_own(filters)]
    listing = Listing(table=report, narrowings=tuple(narrowings))
    ids, following = page(ask, listing, order, cursor, size)
    notes = [*known.notes, *_undated(ask, listing, filters)]
    if not ids and cursor is None:
        notes = [*empty_notes(ask, listing, "report"), *notes]
    return Answer(rows=tuple(report_rows(ask, ids)), notes=tuple(notes), next=following)


def report_rows(ask: Ask, ids: Sequence[int]) -> list[ReportRow]:
    """The rows of these reports in this order; for views, which redact."""
    rows = ask.connection.execute(
        select(report, reprint.c.kind.label("reprint"), reprint.c.of)
        .outerjoin(reprint, and_(reprint.c.report_id == report.c.id, reprint.c.kind.is_not(None)))
        .where(report.c.id.in_(ids))
    )
    counts = {
        row.report_id: row.number
        for row in ask.connection.execute(
            select(claim.c.report_id, func.count().label("number")).where(claim.c.report_id.in_(ids)).group_by(claim.c.report_id)
        )
    }
    firsts = select(func.min(capture.c.id)).where(capture.c.report_id.in_(ids)).group_by(capture.c.report_id)
    captured = {row.report_id: row for row in ask.connection.execute(select(capture).where(capture.c.id.in_(firsts)))}
    return [_row(row, counts.get(row.id, 0), captured.get(row.id)) for row in by_id(rows, list(ids))]


def _row(row: Any, claims: int, captured: Any) -> ReportRow:
    return ReportRow(
        id=f"r{row.id}", title=row.title, publisher=row.publisher, published=row.published, byline=row.byline,
        language=row.language, url=row.url, given_id=row.given_id, words=row.words, claims=claims, reprint=row.reprint,
        reprint_of=None if row.of is None else f"r{row.of}", text_hash=row.text_hash,
        captured_from=None if captured is None else captured.source,
        captured_at=None if captured is None else captured.captured_at,
        archived=None if captured is None else captured.hash,
    )  # fmt: skip


def _with_claim(one: Narrowing) -> Narrowing:
    ids = None
    if one.ids is not None:
        claims = one.ids.subquery()
        ids = select(claim.c.report_id.label("id")).where(claim.c.id.in_(select(claims.c.id)))
    return Narrowing(name=one.name, test=looked_up(claim.c.report_id == report.c.id, plainly(one.test)), ids=ids)


def _own(filters: Filters) -> list[Narrowing]:
    found = []
    if filters.report is not None:
        this = report.c.id == filters.report
        found.append(Narrowing(name="report", test=this, ids=select(report.c.id).where(this)))
    for name, day in (("since", filters.since), ("until", filters.until), ("as_of", filters.as_of)):
        if day is not None:
            found.append(Narrowing(name=name, test=report.c.published >= day if name == "since" else report.c.published <= day))
    return found


def _undated(ask: Ask, listing: Listing, filters: Filters) -> list[str]:
    if filters.since is None and filters.until is None:
        return as_of_notes(ask, filters.as_of) if filters.as_of is not None else []
    others = [one for one in listing.narrowings if one.name not in ("since", "until", "as_of")]
    nowhen = Narrowing(name="undated", test=report.c.published.is_(None))
    number = count_of(ask, Listing(table=report, narrowings=(*others, nowhen)))
    if not number:
        return []
    return [f"{counted(number, 'undated report')} {are(number)} not shown: dates were asked for."]

