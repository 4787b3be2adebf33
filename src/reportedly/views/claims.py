"""The list of claims: who says that what happened, in which words."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import BindParameter, bindparam, select

from reportedly.store.prepared import Prepared
from reportedly.store.tables import claim, claim_event, participant, report, voice
from reportedly.views.answer import Answer
from reportedly.views.filters import Filters
from reportedly.views.gate import Ask, view
from reportedly.views.known import wanted
from reportedly.views.listing import Order
from reportedly.views.narrowing import claims_listing
from reportedly.views.paging import by_id, checked_limit, empty_notes, list_notes, order_named, page

ORDERS: Mapping[str, Order] = {
    "added": Order(name="added", key=None),
    "newest": Order(name="newest", key=claim.c.when_start),
    "oldest": Order(name="oldest", key=claim.c.when_start, descending=False),
    "reading": Order(name="reading", key=None, descending=False),
}
"""What claims may be sorted by; the first is the default, ``reading`` is the order in which they were added."""
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_CLAIMS = Prepared(
    select(claim, claim_event.c.event_id, claim_event.c.origin, report.c.publisher, report.c.published)
    .join(report, report.c.id == claim.c.report_id)
    .outerjoin(claim_event, claim_event.c.claim_id == claim.c.id)
    .where(claim.c.id.in_(_IDS)),
    among="ids",
)
_VOICES = Prepared(select(voice).where(voice.c.claim_id.in_(_IDS)).order_by(voice.c.claim_id, voice.c.position), among="ids")
_PARTICIPANTS = Prepared(
    select(participant).where(participant.c.claim_id.in_(_IDS)).order_by(participant.c.claim_id, participant.c.number), among="ids"
)


class Speaker(Struct, frozen=True, kw_only=True):
    """One voice of a claim's chain, its key among the sources, and its actor where known."""

    voice: str
    source_key: str
    actor: str | None


class Participant(Struct, frozen=True, kw_only=True):
    """Who or what fills a role of a claim, in its report's words, and the actor where known."""

    role: str
    name: str
    actor: str | None


class ClaimRow(Struct, frozen=True, kw_only=True):
    """One claim. ``start`` and ``end`` are inclusive ISO dates of what it tells.

    ``sentence`` begins at ``sentence_start`` of the report's text, ``trigger`` at ``trigger_start`` (characters). ``voices`` are the chain,
    innermost first; empty where the report speaks itself. ``event`` is None for a relation.
    """

    id: str
    event: str | None
    report: str
    kind: str
    type: str
    mode: str | None
    trigger: str | None
    trigger_start: int | None
    trigger_end: int | None
    sentence: str
    sentence_start: int
    start: str | None
    end: str | None
    precision: str | None
    place: str | None
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str | None
    where_prec: int | None
    stance: str
    certainty: str
    polarity: str
    modality: str
    score: float
    voices: tuple[Speaker, ...]
    participants: tuple[Participant, ...]
    origin: str | None
    publisher: str | None
    published: str | None


@view
def claims(
    ask: Ask, filters: Filters | None = None, *, sort: str | None = None, limit: int | None = None, cursor: str | None = None
) -> Answer[ClaimRow]:
    """The claims that pass the filters, a page of them; the last added first.

    ``grade`` and ``disputed`` ask for the claims of events that stand so. ``sort`` is one of ORDERS.
    """
    filters = filters or Filters()
    order, size = order_named(sort, ORDERS), checked_limit(limit)
    known = wanted(ask, filters)
    listing = claims_listing(ask, known)
    ids, following = page(ask, listing, order, cursor, size)
    notes = [*known.notes, *list_notes(ask, listing, filters, "claim")]
    if not ids and cursor is None:
        notes = [*empty_notes(ask, listing, "claim"), *notes]
    return Answer(rows=tuple(claim_rows(ask, ids)), notes=tuple(notes), next=following)


def claim_rows(ask: Ask, ids: Sequence[int]) -> list[ClaimRow]:
    """The rows of these claims in this order; for views, which redact."""
    if not ids:
        return []
    rows = _CLAIMS.rows(ask.connection, ids=ids)
    speakers, participants = _speakers(ask, ids), _participants(ask, ids)
    return [_row(row, speakers.get(row.id, ()), participants.get(row.id, ())) for row in by_id(rows, list(ids))]


def _row(row: Any, speakers: tuple[Speaker, ...], participants: tuple[Participant, ...]) -> ClaimRow:
    return ClaimRow(
        id=f"c{row.id}", event=None if row.event_id is None else f"v{row.event_id}", report=f"r{row.report_id}", kind=row.kind,
        type=row.type, mode=row.mode, trigger=row.trigger, trigger_start=row.start, trigger_end=row.end,
        sentence=row.sentence, sentence_start=row.sentence_start, start=row.when_start, end=row.when_end,
        precision=row.when_precision, place=row.place, geonames=row.geonames, lat=row.lat, lon=row.lon, country=row.country,
        where_prec=row.where_prec, stance=row.stance, certainty=row.certainty, polarity=row.polarity, modality=row.modality,
        score=row.score, voices=speakers, participants=participants, origin=row.origin, publisher=row.publisher,
        published=row.published,
    )  # fmt: skip


def _speakers(ask: Ask, ids: Sequence[int]) -> dict[int, tuple[Speaker, ...]]:
    found: dict[int, tuple[Speaker, ...]] = {}
    for row in _VOICES.rows(ask.connection, ids=ids):
        speaker = Speaker(voice=row.name, source_key=row.source_key, actor=row.actor_id)
        found[row.claim_id] = (*found.get(row.claim_id, ()), speaker)
    return found


def _participants(ask: Ask, ids: Sequence[int]) -> dict[int, tuple[Participant, ...]]:
    found: dict[int, tuple[Participant, ...]] = {}
    for row in _PARTICIPANTS.rows(ask.connection, ids=ids):
        one = Participant(role=row.role, name=row.name, actor=row.actor_id)
        found[row.claim_id] = (*found.get(row.claim_id, ()), one)
    return found
