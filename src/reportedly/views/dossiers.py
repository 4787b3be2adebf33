"""What leaves a record: the dossiers of the events that pass the filters, one at a time, each through the gate.

Which events, claims and reports these are is found once, as numbers (eight bytes each); all else is fetched some hundred at a time.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Select, func, select

from reportedly.schema import Reading
from reportedly.schema.actor import Actor
from reportedly.schema.dossier import (
    ActorDossier,
    ClaimDossier,
    EventDossier,
    RecordDossier,
    ReportDossier,
)
from reportedly.schema.judgement import Judgement
from reportedly.schema.span import Span
from reportedly.store.tables import actor, claim, claim_event, event, event_actor, holding, judgement, log, report
from reportedly.version import __version__
from reportedly.views.answer import counted
from reportedly.views.dossier_claims import ClaimDossiers
from reportedly.views.dossier_events import AT_ONCE, CLAIMS_AT_ONCE, event_dossiers
from reportedly.views.dossier_reports import original_of, report_dossiers
from reportedly.views.filters import KEYS, Filters, PlaceWanted
from reportedly.views.gate import Ask, released, released_errors
from reportedly.views.known import wanted
from reportedly.views.listing import conditions_of
from reportedly.views.narrowing import events_listing
from reportedly.views.paging import list_notes
from reportedly.views.whole_readings import whole_reading
from reportedly.views.withhold import withheld_in

T = TypeVar("T")
_FETCHED = 5_000  # numbers that come from the database at once
_ASKED = 500  # numbers that one statement asks for
_OF_CLAIMS = ("right", "wrong", "correct", "same-event", "not-same-event")
_actor = msgspec.json.Decoder(Actor)


class RecordDossiers:
    """The dossiers of one state of a record (``schema.dossier.Dossiers``); it lives as long as its connection's transaction.

    Without filters (or with ``as_of`` alone) these are all events, claims and reports; with filters the events that pass them as in the
    list of events, the claims of these, their reports, and the relation claims of the same reports. ``as_of`` leaves out what was
    published later, or without a date.
    """

    def __init__(self, connection: Connection, filters: Filters | None = None, *, made_at: str | None = None) -> None:
        """Find out what is asked for; raises BadOption as the list of events does."""
        self._filters = filters or Filters()
        self._ask = Ask(connection, withheld_in(connection))
        self._claims = ClaimDossiers(self._ask, self._filters.as_of)
        with released_errors(self._ask.withheld):
            known = wanted(self._ask, self._filters)
            listing = events_listing(self._ask, known)
            self._event_ids = self._numbers(select(event.c.id).where(*conditions_of(self._ask, listing)).order_by(event.c.id))
            notes = [*known.notes, *list_notes(self._ask, listing, self._filters, "event")]
        self._find_claims(whole=not set(self._filters.given()) - {"as_of"})
        self.about = self._about(notes, made_at)

    # What is asked for

    def _numbers(self, query: Select[Any]) -> "array[int]":
        rows = self._ask.connection.execute(query, execution_options={"yield_per": _FETCHED})
        return array("q", (row[0] for row in rows))

    def _find_claims(self, *, whole: bool) -> None:
        """The claims and reports: all that were published by then, or those of the events."""
        day = self._filters.as_of
        by_then = () if day is None else (report.c.published <= day,)
        joined = claim.join(report, report.c.id == claim.c.report_id)
        if whole:
            self._claim_ids = self._numbers(select(claim.c.id).select_from(joined).where(*by_then).order_by(claim.c.id))
            self._report_ids = self._numbers(select(report.c.id).where(*by_then).order_by(report.c.id))
            return
        claims, reports = array("q"), array("q")
        for chunk in _chunks(self._event_ids, _ASKED):
            told = joined.join(claim_event, claim_event.c.claim_id == claim.c.id)
            query = select(claim.c.id, claim.c.report_id).select_from(told).where(claim_event.c.event_id.in_(chunk), *by_then)
            for number, of in self._ask.connection.execute(query):
                claims.append(number)
                reports.append(of)
        self._report_ids = array("q", sorted(set(reports)))
        for chunk in _chunks(self._report_ids, _ASKED):
            relations = select(claim.c.id).where(claim.c.report_id.in_(chunk), claim.c.kind == "relation")
            claims.extend(self._ask.connection.scalars(relations))
        self._claim_ids = array("q", sorted(claims))

    def _about(self, notes: list[str], made_at: str | None) -> RecordDossier:
        rules = len(self._ask.withheld.rules)
        if rules:
            verb = "withholds" if rules == 1 else "withhold"
            notes.append(f"{counted(rules, 'rule')} of this record {verb} words: █ stands in their place.")
        last = self._ask.connection.scalar(select(func.max(log.c.seq))) or 0
        first = self._ask.connection.scalar(select(report.c.key).order_by(report.c.id).limit(1))
        record = "" if first is None else blake2b(first.encode(), digest_size=8).hexdigest()
        about = RecordDossier(
            reportedly=__version__, record=record, log=int(last), made_at=made_at,
            filters=tuple(_written(self._filters)), as_of=self._filters.as_of,
            events=len(self._event_ids), claims=len(self._claim_ids), reports=len(self._report_ids), notes=tuple(notes),
        )  # fmt: skip
        return released(about, self._ask.withheld)

    # What is given

    def events(self) -> Iterator[EventDossier]:
        """See ``Dossiers``."""
        for chunk in _chunks(self._event_ids, AT_ONCE):
            for one in event_dossiers(self._ask, self._claims, chunk, self._filters.as_of):
                claims = tuple(self._release_claim(told) for told in one.claims)
                reports = tuple(self._released(of) for of in one.reports)
                yield replace(self._released(replace(one, claims=(), reports=())), claims=claims, reports=reports)

    def claims(self) -> Iterator[ClaimDossier]:
        """See ``Dossiers``."""
        return map(self._release_claim, self._told())

    def reports(self, *, text: bool = False) -> Iterator[ReportDossier]:
        """See ``Dossiers``."""
        for chunk in _chunks(self._report_ids, AT_ONCE):
            found = list(report_dossiers(self._ask, chunk))
            readings = self._claims.readings(chunk) if text else iter(())
            for one in found:
                whole = next(readings).report.text if text else None
                left = self._released(replace(one, text=whole))
                yield replace(left, redacted=True) if left != replace(one, text=whole) else left

    def actors(self) -> Iterator[ActorDossier]:
        """See ``Dossiers``."""
        counts = self._actor_counts
        shown: set[str] = set()
        for chunk in _chunks(counts.order, _ASKED):
            query = select(actor.c.number, actor.c.id, actor.c.body).where(actor.c.number.in_(chunk)).order_by(actor.c.number)
            for row in self._ask.connection.execute(query).all():
                found = ActorDossier(
                    actor=_actor.decode(row.body), events=counts.events[row.id], claims=counts.claims[row.id],
                    reports=counts.reports[row.id], says=counts.says[row.id],
                )  # fmt: skip
                left = self._released(found)
                if left.actor.id not in shown:  # one name may stand for several that are withheld
                    shown.add(left.actor.id)
                    yield left

    def judgements(self) -> Iterator[Judgement]:
        """See ``Dossiers``."""
        query = select(judgement).join(holding, holding.c.judgement_id == judgement.c.id).where(judgement.c.kind.in_(_OF_CLAIMS))
        last = 0
        while rows := self._ask.connection.execute(query.where(judgement.c.id > last).order_by(judgement.c.id).limit(_ASKED)).all():
            last = rows[-1].id
            for row in rows:
                if self._has_claim(row.subject) or self._has_claim(row.object):
                    yield self._released(Judgement(**row._mapping))

    def _has_claim(self, name: str | None) -> bool:
        if name is None or name[:1] != "c" or not name[1:].isdigit():
            return False
        at = bisect_left(self._claim_ids, int(name[1:]))
        return at < len(self._claim_ids) and self._claim_ids[at] == int(name[1:])

    def original(self, report: str) -> bytes | None:
        """See ``Dossiers``."""
        return original_of(self._ask, int(report[1:]))

    def reading(self, report: str) -> Reading | None:
        """See ``Dossiers``."""
        return whole_reading(self._ask, int(report[1:]))

    def _told(self) -> Iterator[ClaimDossier]:
        for chunk in _chunks(self._claim_ids, CLAIMS_AT_ONCE):
            yield from self._claims.of(chunk)

    def _released(self, value: T) -> T:
        return released(value, self._ask.withheld)

    def _release_claim(self, one: ClaimDossier) -> ClaimDossier:
        left = self._released(one)
        return left if left is one or _words(left) == _words(one) else replace(left, redacted=True)

    @cached_property
    def _actor_counts(self) -> "_ActorCounts":
        counts = _ActorCounts()
        last: dict[str, str] = {}
        for one in self._told():
            taking_part = {filler.actor for filler in one.fillers if filler.actor is not None}
            speaking = {voice.actor for voice in one.voices if voice.actor is not None}
            counts.claims.update(taking_part)
            counts.says.update(speaking)
            for name in taking_part | speaking:
                if last.get(name) != one.report:  # claims come in the order of their reports
                    last[name] = one.report
                    counts.reports[name] += 1
        for chunk in _chunks(self._event_ids, _ASKED):
            query = select(event_actor.c.actor_id, func.count(event_actor.c.event_id.distinct())).where(event_actor.c.event_id.in_(chunk))
            for name, number in self._ask.connection.execute(query.group_by(event_actor.c.actor_id)):
                if name in last:
                    counts.events[name] += number
        for names in _chunks(sorted(last), _ASKED):
            counts.order.extend(self._ask.connection.scalars(select(actor.c.number).where(actor.c.id.in_(names))))
        counts.order.sort()
        return counts


class _ActorCounts:
    """By actor: its events, the claims that it has a part in, its reports, the claims that it tells; and the numbers in order."""

    def __init__(self) -> None:
        self.events: Counter[str] = Counter()
        self.claims: Counter[str] = Counter()
        self.reports: Counter[str] = Counter()
        self.says: Counter[str] = Counter()
        self.order: list[int] = []


def _chunks(numbers: Sequence[Any], size: int) -> Iterator[list[Any]]:
    return (list(numbers[start : start + size]) for start in range(0, len(numbers), size))


def _written(filters: Filters) -> Iterator[tuple[str, str]]:
    """The filters as the command line has them."""
    for key in KEYS:
        value = getattr(filters, key)
        name = key.replace("_", "-")
        if key == "disputed" and filters.disputed_field is not None:
            yield "disputed-in", filters.disputed_field
        elif value is True:
            yield name, ""
        elif isinstance(value, tuple):
            yield from ((name, one) for one in value)
        elif isinstance(value, PlaceWanted):
            yield name, value.name or (f"g{value.geonames}" if value.geonames else ",".join(map(str, value.point or ())))
        elif value not in (None, False):
            yield name, f"{'rv'[key == 'event']}{value}" if key in ("report", "event") else str(value)


def _words(value: Any) -> list[str]:
    """The words of every span in a value."""
    if isinstance(value, tuple):
        return [words for one in value for words in _words(one)]
    if not isinstance(value, Struct):
        return []
    inner = [words for name in value.__struct_fields__ for words in _words(getattr(value, name))]
    return [value.text, *inner] if isinstance(value, Span) else inner
