"""Claims as dossiers: the words of the reading, the identities of the record, and the corrections of analysts put in their place."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import and_, select

from reportedly.corroborate.corrections import ROLES, TOLL, corrected
from reportedly.schema import Argument, Claim, DateInterval, PlaceRef, Reading, Span
from reportedly.schema.dossier import ClaimDossier, FilledToll, Filler, ToldBy
from reportedly.schema.origin import Telling
from reportedly.schema.support import Correction, Party, Support
from reportedly.store.tables import actor, claim, claim_event, event, holding, report, standing, voice
from reportedly.views.dossier_readings import OpenReading, Readings
from reportedly.views.gate import Ask
from reportedly.views.narrowing import standing_on

_JUDGED = ("right", "wrong", "correct")


class ClaimDossiers:
    """Makes dossiers of claims, some hundred at a time; for views, which redact."""

    def __init__(self, ask: Ask, as_of: str | None = None) -> None:
        """For one connection, and one state of its record; grades are those of the day."""
        self._ask, self._as_of = ask, as_of
        self._readings = Readings(ask)
        query = select(holding.c.judgement_id).where(holding.c.kind.in_(_JUDGED)).limit(1)
        self._judged = ask.connection.execute(query).first() is not None

    def of(self, ids: Sequence[int]) -> list[ClaimDossier]:
        """The dossiers of these claims, in the order of their ids."""
        graded: Any = event if self._as_of is None else standing
        stands = event.c.id == claim_event.c.event_id
        if self._as_of is not None:
            stands = and_(standing.c.event_id == claim_event.c.event_id, standing_on(self._as_of))
        columns = (
            claim.c.id, claim.c.report_id, claim.c.local_id, claim_event.c.event_id, claim_event.c.origin, report.c.text_hash,
            report.c.publisher, report.c.published, report.c.url, graded.c.grade,
        )  # fmt: skip
        query = (
            select(*columns)
            .join(report, report.c.id == claim.c.report_id)
            .outerjoin(claim_event, claim_event.c.claim_id == claim.c.id)
            .outerjoin(graded, stands)
            .where(claim.c.id.in_(ids))
            .order_by(claim.c.id)
        )
        by_report: dict[int, list[Any]] = {}
        for row in self._ask.connection.execute(query):
            by_report.setdefault(row.report_id, []).append(row)
        voices = self._voices(ids)
        found = [
            self._dossier(row, opened, voices.get(row.id, []))
            for number, opened in self._readings.each(by_report)
            for row in by_report[number]
        ]
        found.sort(key=lambda one: int(one.id[1:]))
        return self._corrected(found) if self._judged else found

    def readings(self, reports: Sequence[int]) -> Iterator[Reading]:
        """The readings of these reports, one at a time."""
        return (opened.reading for _, opened in self._readings.each(reports))

    def _voices(self, ids: Sequence[int]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        query = select(voice).where(voice.c.claim_id.in_(ids)).order_by(voice.c.claim_id, voice.c.position)
        for row in self._ask.connection.execute(query):
            found.setdefault(row.claim_id, []).append(row)
        return found

    def _dossier(self, row: Any, opened: OpenReading, voices: Sequence[Any]) -> ClaimDossier:
        told = opened.claims[row.local_id]
        return ClaimDossier(
            id=f"c{row.id}", event=None if row.event_id is None else f"v{row.event_id}", report=f"r{row.report_id}",
            local_id=told.id, kind=told.kind, type=told.type, mode=told.mode, trigger=told.trigger, sentence=told.sentence,
            fillers=tuple(_filler(one, opened) for one in told.arguments),
            when=None if told.when is None else _as(DateInterval, told.when), when_span=None if told.when is None else told.when.span,
            where=None if told.where is None else _as(PlaceRef, told.where), where_span=None if told.where is None else told.where.span,
            tolls=tuple(FilledToll(what=one.what, low=one.low, best=one.best, high=one.high, span=one.span) for one in told.toll),
            voices=_chain(told, opened, voices), stance=told.stance, factuality=told.factuality, score=told.score,
            text_hash=row.text_hash, publisher=row.publisher, published=row.published, url=row.url, origin=row.origin or None,
            grade=row.grade,
        )  # fmt: skip

    # What analysts say

    def _corrected(self, dossiers: list[ClaimDossier]) -> list[ClaimDossier]:
        judged: dict[str, list[Any]] = {}
        query = select(holding).where(holding.c.kind.in_(_JUDGED), holding.c.subject.in_([one.id for one in dossiers]))
        for row in self._ask.connection.execute(query.order_by(holding.c.judgement_id)):
            judged.setdefault(row.subject, []).append(row)
        return [self._judge(one, judged[one.id]) if one.id in judged else one for one in dossiers]

    def _judge(self, dossier: ClaimDossier, rows: Sequence[Any]) -> ClaimDossier:
        corrections: dict[str, Correction] = {}
        for row in rows:
            if row.kind == "correct":
                corrections.pop(row.field, None)
                corrections[row.field] = Correction(field=row.field, value=row.value)
            else:
                dossier = replace(dossier, verdict=row.kind)
        if not corrections:
            return dossier
        bare = Support(telling=Telling(claim=dossier.id, report=0, reprint_root=0), corrections=tuple(corrections.values()))
        given = corrected(bare)
        changes: dict[str, Any] = {"corrected": tuple(corrections)}
        for field in corrections:
            if field in ROLES:
                kept = changes.get("fillers", dossier.fillers)
                named = tuple(self._named(one) for one in given.parties if one.role == field)
                changes["fillers"] = (*(one for one in kept if one.role != field), *named)
            elif field.startswith(TOLL):
                others = tuple(one for one in changes.get("tolls", dossier.tolls) if one.what != field.removeprefix(TOLL))
                tolls = (FilledToll(what=one.what, low=one.low, best=one.best, high=one.high) for one in given.tolls)
                changes["tolls"] = (*others, *(one for one in tolls if one.what == field.removeprefix(TOLL)))
            else:
                changes[field] = getattr(given, field)
        if changes.get("type", dossier.type) is None:
            changes["type"] = ""
        return replace(dossier, **changes)

    def _named(self, party: Party) -> Filler:
        name = None
        if party.actor is not None:
            name = self._ask.connection.scalar(select(actor.c.name).where(actor.c.id == party.actor))
        return Filler(role=party.role, name=name or party.name, actor=party.actor, named=True)


def _as(kind: Any, value: Any) -> Any:
    """The value without the words that say so."""
    return kind(**{name: getattr(value, name) for name in kind.__struct_fields__})


def _filler(argument: Argument, opened: OpenReading) -> Filler:
    entity = opened.entity(argument.entity)
    named = entity is not None and bool(entity.names)
    return Filler(
        role=argument.role, name=entity.name if entity is not None and named else argument.text, actor=opened.actor(argument.entity),
        kind=opened.kind(entity, argument.start, argument.end), part=argument.part, named=named, span=_as(Span, argument),
    )  # fmt: skip


def _chain(told: Claim, opened: OpenReading, voices: Sequence[Any]) -> tuple[ToldBy, ...]:
    """The voices as the record's rows have them, each with its words; of a relation claim, which has no rows, as its report has them."""
    heard = list(opened.heard(told))
    if not voices:
        return tuple(ToldBy(name=one.name, key=key, actor=one.actor, attribution=words) for key, one, words in heard)
    said = {key: words for key, _, words in reversed(heard)}
    return tuple(
        ToldBy(name=row.name, key=row.source_key, actor=row.actor_id, attribution=said.get(row.source_key)) for row in voices
    )
