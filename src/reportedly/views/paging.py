"""How a list is ordered and cut into pages: sort names, limits, cursors, and the notes that every list makes."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, literal, select

from reportedly.errors import BadOption
from reportedly.store.tables import report
from reportedly.views.answer import COUNT_LIMIT, Count, are, counted, read_cursor, write_cursor
from reportedly.views.filters import Filters
from reportedly.views.gate import Ask
from reportedly.views.listing import Listing, Order, count_of, page_of, undated_of

LIMIT = 50
MOST = 10_000
"""Rows that one page may have."""


def order_named(sort: str | None, orders: Mapping[str, Order]) -> Order:
    """The order of this name, the first one where None; raises BadOption for one that the list doesn't have."""
    name = next(iter(orders)) if sort is None else sort
    if name not in orders:
        raise BadOption(f"This list has no sort '{name}'.", f"It can be sorted by {', '.join(orders)}.")
    return orders[name]


def checked_limit(limit: int | None) -> int:
    """The number of rows of a page; raises BadOption where it is below 1 or above MOST."""
    found = LIMIT if limit is None else limit
    if not 1 <= found <= MOST:
        raise BadOption(f"limit is {found}, and a page has 1 to {MOST:,} rows.", "Take several pages with cursor.")
    return found


def page(ask: Ask, listing: Listing, order: Order, cursor: str | None, limit: int) -> tuple[list[int], str | None]:
    """The ids of a page, in order, and the cursor of the next one."""
    kind = f"{listing.table.name}.{order.name}"
    after = read_cursor(cursor, kind, tuple[str | float | int | None, int])
    ids, last = page_of(ask, listing, order, after, limit)
    return ids, None if last is None else write_cursor(kind, *last)


def list_notes(ask: Ask, listing: Listing, filters: Filters, one: str) -> list[str]:
    """What a list must say of itself: rows without dates that dates leave out, reports without dates that a past day leaves out."""
    notes = []
    if listing.dated:
        undated = undated_of(ask, listing)
        if undated:
            notes.append(f"{counted(undated, one)} without a date {are(undated)} not shown: dates were asked for.")
    if filters.as_of is not None:
        notes += as_of_notes(ask, filters.as_of)
    return notes


def as_of_notes(ask: Ask, day: str) -> list[str]:
    """What is left out of the record as it was on a day."""
    found = select(literal(1)).select_from(report).where(report.c.published.is_(None)).limit(COUNT_LIMIT + 1).subquery()
    undated = Count(int(ask.connection.scalar(select(func.count()).select_from(found)) or 0))
    if not undated:
        return []
    return [f"{counted(undated, 'undated report')} {are(undated)} not counted as of {day}."]


def empty_notes(ask: Ask, listing: Listing, one: str) -> list[str]:
    """Why a list is empty: how many rows each filter, left out, would let in."""
    names = list(dict.fromkeys(part.name for part in listing.narrowings if part.name not in ("as_of", "published", "point")))
    names += [name for name in ("since", "until") if getattr(listing, name) is not None]
    notes = [f"No {one} matches."]
    for name in names if names != ["since"] else []:
        would = count_of(ask, listing.without(name))
        if would:
            notes.append(f"Without {_option(name)} {counted(would, one)} would.")
    return notes


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def by_id(rows: Any, ids: list[int]) -> list[Any]:
    """Rows that have an ``id``, in the order of ``ids``."""
    found = {row.id: row for row in rows}
    return [found[one] for one in ids if one in found]
