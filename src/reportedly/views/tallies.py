"""Counts of all events by what facets show, made once for a state of the record: so narrowing by looking is answered at once.

Every event stands in one group: those that are alike in grade, type, country, dispute, modality, verdict, in the years in which they
begin and end, and in their place where that is a busy one. A question that narrows by nothing else is answered from the groups, exactly;
any other has to count rows.
"""

from collections.abc import Callable
from threading import Lock
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from sqlalchemy import String, case, cast, func, select

from reportedly.store.tables import event
from reportedly.views.filters import Filters
from reportedly.views.gate import Ask
from reportedly.views.known import Wanted

GROUPED = ("grade", "type", "country", "year", "disputed", "modality", "verdict", "end", "place")
"""By what events are grouped: ``year`` and ``end`` are the years of the first and last day, ``place`` is the GeoNames id of a busy one."""
BUSY, MOST_BUSY = 1_500, 60
"""Events that make a place busy (counting fewer takes no 10 ms), and how many such places are told apart, those of the most events."""
_ANSWERED = frozenset({"grade", "type", "country", "disputed", "since", "until", "place"})


class Tally(Struct, frozen=True):
    """Groups of events: for each of GROUPED the values that there are, and each group's value as its place among them."""

    values: tuple[tuple[str | None, ...], ...]
    codes: "NDArray[np.int32]"
    events: "NDArray[np.int64]"

    def counts(self, wanted: Wanted) -> dict[str, dict[str | None, int]]:
        """How many of the events that pass have each value; values that none has are left out."""
        passing = self._passing(wanted)
        codes, events = self.codes[:, passing], self.events[passing]
        found: dict[str, dict[str | None, int]] = {}
        for place, name in enumerate(GROUPED):
            sums = np.bincount(codes[place], weights=events, minlength=len(self.values[place]))
            found[name] = {value: int(number) for value, number in zip(self.values[place], sums, strict=True) if number}
        return found

    def knows(self, wanted: Wanted) -> bool:
        """Whether the places that a question asks for, if any, are all told apart here; see ``answers`` for the rest of it."""
        return {str(one) for one in wanted.geonames} <= set(self.values[GROUPED.index("place")])

    def _passing(self, wanted: Wanted) -> "NDArray[np.bool_]":
        filters = wanted.filters
        found = np.ones(len(self.events), dtype=bool)
        if wanted.by_place:
            places = {str(one) for one in wanted.geonames}
            found &= self._having("place", lambda value: value in places)
        if wanted.type is not None:
            found &= self._having("type", lambda value: value == wanted.type)
        if filters.country is not None:
            found &= self._having("country", lambda value: value == filters.country)
        if filters.grade:
            found &= self._having("grade", lambda value: value in filters.grade)
        if filters.disputed:
            found &= self._having("disputed", lambda value: value == "yes")
        if filters.since is not None or filters.until is not None:
            # As listing.overlaps: a side without a date is open, and without both there is nothing to overlap.
            since, until = (filters.since or "")[:4], (filters.until or "~")[:4]
            found &= ~(self._having("year", lambda value: value is None) & self._having("end", lambda value: value is None))
            found &= self._having("year", lambda value: value is None or value <= until)
            found &= self._having("end", lambda value: value is None or value >= since)
        return found

    def _having(self, name: str, test: Callable[[str | None], bool]) -> "NDArray[np.bool_]":
        place = GROUPED.index(name)
        passing: NDArray[np.bool_] = np.array([test(value) for value in self.values[place]], dtype=bool)[self.codes[place]]
        return passing


def may_be_tallied(filters: Filters) -> bool:
    """Whether a question narrows by nothing but what a tally may know; see ``answers``."""
    return not set(filters.given()) - _ANSWERED


def answers(wanted: Wanted) -> bool:
    """Whether a tally can answer: the question narrows by what it groups by alone, and its dates are whole years of the present record."""
    filters = wanted.filters
    if not may_be_tallied(filters) or wanted.mode is not None or filters.disputed_field is not None:
        return False
    if wanted.circle is not None or wanted.place_names:
        return False
    return (filters.since is None or filters.since.endswith("-01-01")) and (filters.until is None or filters.until.endswith("-12-31"))


def tally_of(ask: Ask) -> Tally:
    """Group all events; half a second of processor time for half a million."""
    busy = (
        select(event.c.geonames).where(event.c.geonames.is_not(None)).group_by(event.c.geonames).having(func.count() >= BUSY)
        .order_by(func.count().desc(), event.c.geonames).limit(MOST_BUSY)
    )  # fmt: skip
    places = list(ask.connection.scalars(busy))
    columns = grouped()
    if places:
        columns.append(("place", case((event.c.geonames.in_(places), cast(event.c.geonames, String)))))
    query = select(*(column.label(name) for name, column in columns), func.count().label("events")).group_by(*(one for _, one in columns))
    rows = ask.connection.execute(query).all()
    values, codes = [], np.zeros((len(GROUPED), len(rows)), dtype=np.int32)
    for place in range(len(columns)):
        known: dict[str | None, int] = {}
        codes[place] = [known.setdefault(row[place], len(known)) for row in rows]
        values.append(tuple(known))
    if not places:
        values.append((None,))
    return Tally(values=tuple(values), codes=codes, events=np.array([row.events for row in rows], dtype=np.int64))


def grouped() -> list[tuple[str, Any]]:
    """GROUPED but for the place, with what each is in SQL."""
    return [
        ("grade", event.c.grade), ("type", event.c.type), ("country", event.c.country), ("year", func.substr(event.c.when_start, 1, 4)),
        ("disputed", case((event.c.disputed == "", "no"), else_="yes")), ("modality", event.c.modality), ("verdict", event.c.verdict),
        ("end", func.substr(event.c.when_end, 1, 4)),
    ]  # fmt: skip


class Tallies:
    """The tally of one record's latest state that was asked for; used from several threads. What is withheld is not taken out here."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._lock = Lock()
        self._state: str | None = None
        self._tally: Tally | None = None

    def of(self, state: str, make: Callable[[], Tally]) -> Tally:
        """The tally of this state, made where it is not the one at hand; who asks meanwhile waits for it."""
        with self._lock:
            if self._tally is None or self._state != state:
                self._tally, self._state = make(), state
            return self._tally
