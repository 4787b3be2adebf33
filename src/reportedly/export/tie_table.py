"""Ties as they are gathered: on disk, so that a graph of a million claims takes no more memory than one of ten.

The table is a temporary SQLite database, that has no name in any folder and is gone when it is closed. What is put in it has passed the
gate, as all that an export is given.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from types import TracebackType
from typing import Self

from msgspec import Struct

_TABLES = """
create table told (
    number integer primary key, source text not null, target text not null, kind text not null, origin text not null, event text,
    type text, first text, last text, place text not null
);
create table reprint (report text primary key, root text not null) without rowid;
create table known (actor text primary key) without rowid;
"""
_INDEX = "create index by_tie on told (source, target, kind, number)"
_TIES = """
select source, target, kind, count(distinct origin), count(*), count(distinct event), min(first), max(last)
from told group by source, target, kind order by source, target, kind
"""
_TYPES = "select type from told where source = ? and target = ? and kind = ? and type is not null group by type order by min(number)"
_PLACES = "select place from told where source = ? and target = ? and kind = ? order by number"
_UNKNOWN = """
select source from told where source not in (select actor from known)
union select target from told where target not in (select actor from known) order by 1
"""


class Told(Struct, frozen=True, kw_only=True):
    """What one claim tells of one tie: ``place`` is the claim with its report and where the sentence stands (``c3@r1:169..292``).

    ``first`` and ``last`` are ISO days, ``event`` and ``type`` those of an event claim.
    """

    source: str
    target: str
    kind: str
    origin: str
    place: str
    event: str | None = None
    type: str | None = None
    first: str | None = None
    last: str | None = None


class Tie(Struct, frozen=True, kw_only=True):
    """What all claims of one tie add up to."""

    source: str
    target: str
    kind: str
    origins: int
    claims: int
    events: int
    first: str | None
    last: str | None


class TieTable:
    """A context: put in all that is told, then look at the ties. Memory is SQLite's cache (2 MB), the rest is on disk."""

    def __init__(self) -> None:
        """An empty table."""
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(_TABLES)
        self._base.execute("begin")
        self._indexed = False

    def __enter__(self) -> Self:
        """The table itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """The table is gone."""
        self._base.close()

    def add(self, told: Told) -> None:
        """Put in what a claim tells; raises RuntimeError when ties were looked at already."""
        if self._indexed:
            raise RuntimeError("The ties were looked at: nothing can be added.")
        values = (told.source, told.target, told.kind, told.origin, told.event, told.type, told.first, told.last, told.place)
        self._base.execute("insert into told values (null, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def add_reprint(self, report: str, root: str) -> None:
        """Note the report that another repeats."""
        self._base.execute("insert or replace into reprint values (?, ?)", (report, root))

    def root_of(self, report: str) -> str:
        """The report that a report repeats, or itself."""
        found = self._base.execute("select root from reprint where report = ?", (report,)).fetchone()
        return report if found is None else str(found[0])

    def ties(self) -> Iterator[Tie]:
        """The ties, ordered by who, whom and kind."""
        if not self._indexed:
            self._base.execute(_INDEX)
            self._indexed = True
        with closing(self._base.execute(_TIES)) as rows:
            for source, target, kind, origins, claims, events, first, last in rows:
                yield Tie(
                    source=source, target=target, kind=kind, origins=origins, claims=claims, events=events, first=first, last=last
                )  # fmt: skip

    def types_of(self, tie: Tie) -> tuple[str, ...]:
        """The types of a tie's events, in the order in which claims tell them."""
        return tuple(row[0] for row in self._base.execute(_TYPES, (tie.source, tie.target, tie.kind)))

    def places_of(self, tie: Tie) -> Iterator[str]:
        """Where the claims of a tie stand, one at a time."""
        with closing(self._base.execute(_PLACES, (tie.source, tie.target, tie.kind))) as rows:
            for row in rows:
                yield row[0]

    def know(self, actor: str) -> None:
        """Note that an actor has a node."""
        self._base.execute("insert or ignore into known values (?)", (actor,))

    def unknown_ends(self) -> Iterator[str]:
        """The ends of ties that no actor was noted for, in order."""
        with closing(self._base.execute(_UNKNOWN)) as rows:
            for row in rows:
                yield row[0]
