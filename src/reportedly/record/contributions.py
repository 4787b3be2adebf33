"""What the event claims of one report contribute: their Linkables, supports, voices and participants, and the rows of these."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct
from sqlalchemy import select

from reportedly.corroborate.credits import credits, credits_for
from reportedly.corroborate.linkables import linkables_of
from reportedly.corroborate.linking_views import View, view
from reportedly.corroborate.supports import support_of
from reportedly.corroborate.voices import Chains
from reportedly.record.reprints import Reprint
from reportedly.record.sources import Sources, with_actors
from reportedly.schema import Claim, Reading
from reportedly.schema.linkable import Linkable
from reportedly.schema.origin import Telling
from reportedly.schema.support import Support
from reportedly.schema.voice import Credit
from reportedly.store import tables
from reportedly.store.packing import pack_small, unpack_small
from reportedly.store.writer import Writer

KEPT_VIEWS = 4096
"""Claims that are kept ready: those of the last days' reports are compared with again and again. About 15 KB each."""

_SUPPORT = msgspec.msgpack.Decoder(Support)
_LINKABLE = msgspec.msgpack.Decoder(Linkable)


class Contribution(Struct, frozen=True, kw_only=True):
    """One event claim of a report, by its number in the record."""

    claim: int
    facts: Linkable
    support: Support


def contributions_of(
    reading: Reading, report: int, first: int, actors: Mapping[str, str], reprint: Reprint
) -> list[Contribution]:
    """What a reading's event claims contribute; ``first`` is the number of its first claim, ``actors`` those of its entities."""
    of_report = credits(reading.report, reading)
    chains = Chains(reading)
    facts = {one.claim: one for one in linkables_of(reading, report, first, actors)}
    found = []
    for number, claim in enumerate(reading.claims, first):
        if claim.kind == "event":
            telling = _telling(reading, claim, number, report, reprint, of_report)
            telling = msgspec.structs.replace(telling, voices=with_actors(chains.voices(claim), actors))
            found.append(
                Contribution(claim=number, facts=facts[number], support=support_of(reading, claim, telling, actors))
            )
    return found


def _telling(
    reading: Reading, claim: Claim, number: int, report: int, reprint: Reprint, of_report: tuple[Credit, ...]
) -> Telling:
    return Telling(
        claim=f"c{number}", report=report, reprint_root=reprint.root, reprint_reason=reprint.reason,
        publisher=reading.report.publisher, published=reading.report.published, stance=claim.stance,
        polarity=claim.factuality.polarity, credits=credits_for(claim, of_report),
    )  # fmt: skip


def write_around(writer: Writer, sources: Sources, contributions: Sequence[Contribution]) -> None:
    """Write the voices and participants of one report's claims."""
    sources.write([(one.claim, one.support.telling) for one in contributions])
    writer.insert(
        tables.participant,
        [
            {"claim_id": one.claim, "number": number, "role": party.role, "name": party.name, "actor_id": party.actor}
            for one in contributions
            for number, party in enumerate(one.support.parties)
        ],
    )


def write_credits(writer: Writer, report: int, reading: Reading) -> None:
    """Write whom a report credits."""
    writer.insert(
        tables.credit,
        [
            {"report_id": report, "number": number, "key": one.key, "name": one.name, "kind": one.kind,
             "start": one.span.start if one.span else None, "end": one.span.end if one.span else None}
            for number, one in enumerate(credits(reading.report, reading))
        ],
    )  # fmt: skip


def refresh(writer: Writer, sources: Sources, report: int) -> set[int]:
    """Make the contributions of a report anew, where its entities have other actors now; returns the events this touches.

    Which event a claim belongs to stays as it is: that is for linking and for people to say.
    """
    kept = tables.claim_event
    rows = writer.rows(
        select(kept.c.claim_id, kept.c.event_id, kept.c.origin, kept.c.support)
        .join(tables.claim, tables.claim.c.id == kept.c.claim_id)
        .where(tables.claim.c.report_id == report)
        .order_by(kept.c.claim_id)
    )
    if not rows:
        return set()
    first = writer.claims_of(report)[0].id
    entity = tables.entity_actor
    actors = {
        row.entity: row.actor_id for row in writer.rows(select(entity.c.entity, entity.c.actor_id).where(entity.c.report_id == report))
    }
    sources.forget([(row.claim_id, support_in(row.support).telling) for row in rows])
    for row in rows:
        writer.delete(tables.participant, {"claim_id": row.claim_id})
    old = support_in(rows[0].support).telling
    reprint = Reprint(root=old.reprint_root, reason=old.reprint_reason)
    contributions = contributions_of(writer.reading_of(report), report, first, actors, reprint)
    for one in contributions:
        values = {"facts": packed_facts(one.facts), "support": packed_support(one.support)}
        writer.update(kept, {"claim_id": one.claim}, values)
    write_around(writer, sources, contributions)
    return {row.event_id for row in rows}


def packed_facts(facts: Linkable) -> bytes:
    """A claim's Linkable as the record keeps it."""
    return pack_small("facts", msgspec.msgpack.encode(facts))


def packed_support(support: Support) -> bytes:
    """A claim's Support as the record keeps it."""
    return pack_small("support", msgspec.msgpack.encode(support))


def facts_of(body: bytes) -> Linkable:
    """A claim's Linkable as it was written."""
    return _LINKABLE.decode(unpack_small("facts", body))


def support_in(body: bytes) -> Support:
    """A claim's Support as it was written."""
    return _SUPPORT.decode(unpack_small("support", body))


@lru_cache(maxsize=KEPT_VIEWS)
def view_of(body: bytes) -> View:
    """A claim's Linkable as it was written, ready for comparing; the last few thousand are kept, by their bytes."""
    return view(facts_of(body))
