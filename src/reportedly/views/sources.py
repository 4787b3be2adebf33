"""The list of sources: whose voices are heard, how often, and how reliable the analyst holds them."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from msgspec import Struct
from sqlalchemy import and_, func, or_, select

from reportedly.errors import BadOption
from reportedly.store.tables import claim, source, voice
from reportedly.views.answer import Answer, read_cursor, write_cursor
from reportedly.views.filters import Filters
from reportedly.views.gate import Ask, view
from reportedly.views.known import wanted
from reportedly.views.listing import conditions_of
from reportedly.views.narrowing import claims_listing
from reportedly.views.paging import as_of_notes, checked_limit, order_named

ORDERS: Mapping[str, Any] = {"claims": "claims"}
"""What sources may be sorted by: the number of claims in which they are heard."""
_USED = frozenset({"source"})


class SourceRow(Struct, frozen=True, kw_only=True):
    """One source. ``kind`` is voice, agency, outlet or report; ``named`` is False where it is only described ("residents").

    ``claims`` counts the claims that pass the filters; ``reports`` all its reports. ``reliability`` is the Admiralty letter that an analyst
    gave it, None where none did.
    """

    source_key: str
    voice: str
    kind: str
    actor: str | None
    named: bool
    claims: int
    reports: int
    reliability: str | None


@view
def sources(
    ask: Ask, filters: Filters | None = None, *, sort: str | None = None, limit: int | None = None, cursor: str | None = None
) -> Answer[SourceRow]:
    """The sources, a page of them, those heard in the most claims first; with filters, in claims that pass them."""
    filters = filters or Filters()
    order_named(sort, ORDERS)
    size = checked_limit(limit)
    known = wanted(ask, filters)
    number, query = _query(ask, known)
    query = query.order_by(number.desc(), source.c.key).limit(size + 1)
    after = read_cursor(cursor, "sources", tuple[int, str, bool])
    if after is not None:
        last = _key_of(ask, after)
        query = query.where(or_(number < after[0], and_(number == after[0], source.c.key > last)))
    rows = ask.connection.execute(query).all()
    shown = rows[:size]
    following = write_cursor("sources", *_end(ask, shown[-1])) if len(rows) > size else None
    notes = [*known.notes, *(as_of_notes(ask, filters.as_of) if filters.as_of else ())]
    if not shown and cursor is None:
        notes.insert(0, "No source matches.")
    return Answer(
        rows=tuple(
            SourceRow(
                source_key=row.key, voice=row.name, kind=row.kind, actor=row.actor_id, named=bool(row.named), claims=row.heard,
                reports=row.reports, reliability=row.reliability,
            )
            for row in shown
        ),
        notes=tuple(notes), next=following,
    )  # fmt: skip


def _query(ask: Ask, known: Any) -> tuple[Any, Any]:
    """The number of claims as a column, and the query that has it."""
    filters = known.filters
    if set(filters.given()) - _USED:
        listing = claims_listing(ask, known)
        heard = select(voice.c.source_key, func.count(voice.c.claim_id.distinct()).label("heard")).group_by(voice.c.source_key)
        if listing.narrowings or listing.dated:
            heard = heard.where(voice.c.claim_id.in_(select(claim.c.id).where(*conditions_of(ask, listing))))
        if known.sources:
            heard = heard.where(voice.c.source_key.in_(known.sources))
        counts = heard.subquery()
        number: Any = counts.c.heard
        query = select(source, number.label("heard")).join(counts, counts.c.source_key == source.c.key)
    else:
        number = source.c.claims
        query = select(source, number.label("heard"))
        if known.sources:
            query = query.where(source.c.key.in_(known.sources))
    return number, query


def _end(ask: Ask, row: Any) -> tuple[int, str, bool]:
    """Where a page ends. A key that is withheld goes by its digest: a cursor can be read by anyone."""
    hidden = ask.withheld.name(row.key) != row.key
    return row.heard, _digest(row.key) if hidden else row.key, hidden


def _key_of(ask: Ask, after: tuple[int, str, bool]) -> str:
    _, key, hidden = after
    if not hidden:
        return key
    for found in ask.withheld.sources | frozenset(ask.connection.scalars(select(source.c.key))):
        if _digest(found) == key:
            return found
    raise BadOption("The source at which the page before ended is gone.", "Begin again without cursor.")


def _digest(key: str) -> str:
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
