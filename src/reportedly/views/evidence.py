"""One event with everything behind it: who gives which value, how many voices, in which words of which report."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import BindParameter, bindparam, select

from reportedly.errors import BadOption
from reportedly.schema.standing import RecordStanding
from reportedly.store.packing import unpack_small
from reportedly.store.prepared import Prepared
from reportedly.store.tables import claim, claim_event, event, link, report, reprint, source, standing
from reportedly.views.answer import counted
from reportedly.views.claims import ClaimRow, claim_rows
from reportedly.views.events import EventRow, event_rows, standing_in
from reportedly.views.filters import day
from reportedly.views.gate import Ask, view
from reportedly.views.judgements import JudgementRow, judgements_on
from reportedly.views.narrowing import standing_on
from reportedly.views.paging import as_of_notes

CLAIMS_SHOWN = 100
"""Claims of one event that are shown at once; `reportedly claims --event` pages through all of them."""
NAMED = 12
"""Voices and claims that are named for one value of a field."""
_NUMBER: BindParameter[Any] = bindparam("number")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_STOOD = select(standing.c.body).where(standing.c.event_id == _NUMBER)
# The present one is the one without a first day, where undated reports count for the present alone, else the one without end.
_LATEST = Prepared(_STOOD.order_by(standing.c.known_from.is_(None).desc(), standing.c.known_until.is_(None).desc()).limit(1))
_CLAIMS = Prepared(select(claim_event.c.claim_id).where(claim_event.c.event_id == _NUMBER).order_by(claim_event.c.claim_id))
_REPORTS = Prepared(
    select(report, reprint.c.of, reprint.c.reason)
    .outerjoin(reprint, reprint.c.report_id == report.c.id)
    .where(report.c.id.in_(_IDS)),
    among="ids",
)
_LINKS = Prepared(
    select(link).where(link.c.claim_id.in_(_IDS)).order_by(link.c.claim_id, link.c.score.desc(), link.c.other_id), among="ids"
)
_SOURCES = Prepared(select(source.c.key, source.c.name).where(source.c.key.in_(_IDS)), among="ids")


class ReportBrief(Struct, frozen=True, kw_only=True):
    """The report that a claim stands in; ``reprint_reason`` says why it counts as a copy of ``reprint_of``, where it does."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    text_hash: str
    reprint_of: str | None = None
    reprint_reason: str | None = None


class Linked(Struct, frozen=True, kw_only=True):
    """Why a claim was taken to tell of the same occurrence as ``other``: a score (0 to 1), and what made it."""

    other: str
    score: float
    why: Any


class ClaimEvidence(Struct, frozen=True, kw_only=True):
    """One claim with its report, its links, and the judgements on it."""

    claim: ClaimRow
    report: ReportBrief
    linked: tuple[Linked, ...]
    judgements: tuple[JudgementRow, ...]


class OriginGroup(Struct, frozen=True, kw_only=True):
    """The claims of one independent voice, the first published one first."""

    origin: str
    voice: str
    claims: tuple[ClaimEvidence, ...]


class EventEvidence(Struct, frozen=True, kw_only=True):
    """An event, what its claims add up to, and the claims by independent voice; those on the event itself are ``judgements``."""

    event: EventRow
    standing: RecordStanding
    origins: tuple[OriginGroup, ...]
    judgements: tuple[JudgementRow, ...]
    notes: tuple[str, ...]


class ClaimPage(Struct, frozen=True, kw_only=True):
    """One claim, and the event that it is about (None for a relation)."""

    evidence: ClaimEvidence
    event: EventRow | None
    notes: tuple[str, ...] = ()


@view
def evidence(ask: Ask, number: int, *, as_of: str | None = None) -> EventEvidence:
    """The event of this number with its evidence, as it stands or as it stood on a day (``2016``, ``2016-12``, ``2016-12-07``).

    Raises BadOption where there is no such event, or nobody had reported it by then.
    """
    return event_evidence(ask, number, as_of)


@view
def claim_page(ask: Ask, number: int) -> ClaimPage:
    """The claim of this number with its evidence; raises BadOption where there is none."""
    return one_claim(ask, number)


def event_evidence(ask: Ask, number: int, as_of: str | None) -> EventEvidence:
    """See ``evidence``; for views, which redact."""
    then = None if as_of is None else day(as_of, "as_of", last=True)
    rows = event_rows(ask, [number], then)
    if not rows:
        raise _no_event(ask, number, then)
    body = _standing(ask, number, then)
    ids, more = _claims_of(ask, number, then)
    shown = claim_evidence(ask, ids)
    notes = as_of_notes(ask, then) if then is not None else []
    if more:
        notes.append(f"{counted(more, 'more claim')}: reportedly claims --event v{number} pages through all of them.")
    names = {f"v{number}", *(one.claim.id for one in shown)}
    on_event = [one for one in judgements_on(ask, names) if one.subject == f"v{number}" or one.object == f"v{number}"]
    stood = standing_in(body) if body is not None else bare_standing(rows[0])
    return EventEvidence(
        event=rows[0], standing=_brief(stood), origins=_by_origin(ask, shown), judgements=tuple(on_event), notes=tuple(notes),
    )  # fmt: skip


def _standing(ask: Ask, number: int, then: str | None) -> bytes | None:
    if then is None:
        row = _LATEST.first(ask.connection, number=number)
        return None if row is None else row[0]
    return ask.connection.scalar(_STOOD.where(standing_on(then)), {"number": number})


def one_claim(ask: Ask, number: int) -> ClaimPage:
    """See ``claim_page``; for views, which redact."""
    found = claim_evidence(ask, [number])
    if not found:
        raise BadOption("This record has no claim of that number.", "`reportedly claims` lists them.")
    name = found[0].claim.event
    about = event_rows(ask, [int(name[1:])], None) if name is not None else []
    return ClaimPage(evidence=found[0], event=about[0] if about else None)


def claim_evidence(ask: Ask, ids: Sequence[int]) -> list[ClaimEvidence]:
    """These claims in this order, each with its evidence; for views, which redact."""
    rows = claim_rows(ask, ids)
    reports, links = _reports(ask, {int(row.report[1:]) for row in rows}), _links(ask, ids)
    judged: dict[str, list[JudgementRow]] = {}
    for one in judgements_on(ask, [row.id for row in rows]):
        for name in {one.subject, one.object}:
            if name is not None:
                judged.setdefault(name, []).append(one)
    return [
        ClaimEvidence(
            claim=row, report=reports[row.report], linked=tuple(links.get(row.id, ())), judgements=tuple(judged.get(row.id, ()))
        )
        for row in rows
    ]


def _no_event(ask: Ask, number: int, then: str | None) -> BadOption:
    if then is not None and ask.connection.scalar(select(event.c.id).where(event.c.id == number)) is not None:
        return BadOption(f"No report of v{number} was published by {then}.", "Ask without --as-of, or for a later day.")
    merged = ask.connection.scalar(select(claim_event.c.event_id).where(claim_event.c.claim_id == number))
    if merged is not None:
        return BadOption(f"v{number} is now part of v{merged}.", f"reportedly show v{merged}")
    return BadOption("This record has no event of that number.", "`reportedly events` lists them.")


def _claims_of(ask: Ask, number: int, then: str | None) -> tuple[list[int], int]:
    """The first claims of an event by publication, and how many more there are."""
    if then is None:
        found = [one for (one,) in _CLAIMS.tuples(ask.connection, number=number)]
    else:
        query = _CLAIMS.statement.join(claim, claim.c.id == claim_event.c.claim_id).join(report, report.c.id == claim.c.report_id)
        found = list(ask.connection.scalars(query.where(report.c.published <= then), {"number": number}))
    return found[:CLAIMS_SHOWN], max(0, len(found) - CLAIMS_SHOWN)


def _reports(ask: Ask, numbers: set[int]) -> dict[str, ReportBrief]:
    rows = _REPORTS.rows(ask.connection, ids=sorted(numbers))
    return {
        f"r{row.id}": ReportBrief(
            id=f"r{row.id}", title=row.title, publisher=row.publisher, published=row.published, url=row.url,
            text_hash=row.text_hash, reprint_of=None if row.of is None else f"r{row.of}", reprint_reason=row.reason,
        )
        for row in rows
    }  # fmt: skip


def _links(ask: Ask, ids: Sequence[int]) -> dict[str, list[Linked]]:
    found: dict[str, list[Linked]] = {}
    for row in _LINKS.rows(ask.connection, ids=ids):
        linked = Linked(other=f"c{row.other_id}", score=row.score, why=msgspec.json.decode(unpack_small("link", row.body)))
        found.setdefault(f"c{row.claim_id}", []).append(linked)
    return found


def _by_origin(ask: Ask, shown: Sequence[ClaimEvidence]) -> tuple[OriginGroup, ...]:
    groups: dict[str, list[ClaimEvidence]] = {}
    for one in sorted(shown, key=lambda one: (one.report.published or "9999", int(one.claim.id[1:]))):
        groups.setdefault(one.claim.origin or one.claim.report, []).append(one)
    names: dict[str, str] = dict(_SOURCES.tuples(ask.connection, ids=list(groups)))
    return tuple(
        OriginGroup(origin=key, voice=_voice(key, told, names), claims=tuple(told)) for key, told in groups.items()
    )


def _voice(key: str, told: Sequence[ClaimEvidence], names: Mapping[str, str]) -> str:
    if key in names:
        return names[key]
    first = told[0]
    if first.claim.voices:
        return first.claim.voices[0].voice
    return first.report.publisher or first.report.id


def _brief(stood: RecordStanding) -> RecordStanding:
    """The standing with the first voices and claims of each value: a story of thousands of claims stays readable."""
    fields = tuple(
        replace(one, values=tuple(_shortened(value) for value in one.values)) for one in stood.fields
    )
    tolls = tuple(replace(one, values=tuple(_shortened(value) for value in one.values)) for one in stood.tolls)
    return replace(stood, fields=fields, tolls=tolls)


def _shortened(value: Any) -> Any:
    return replace(value, claims=value.claims[:NAMED], voices=value.voices[:NAMED], origins=value.origins[:NAMED])


def bare_standing(row: EventRow) -> RecordStanding:
    """What the row itself says of the standing, where a record has none in full."""
    return msgspec.convert(
        {
            "grade": row.grade, "origins_for": row.origins_for, "origins_against": row.origins_against, "reasons": (),
            "occurrence": row.modality, "fields": (), "tolls": (), "disputed": row.disputed, "disagreement": row.disagreement,
            "reliability": {}, "credibility": 6, "known_from": row.first_published, "claims": row.claims,
        },
        type=RecordStanding,
    )  # fmt: skip
