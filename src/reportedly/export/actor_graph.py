"""Who acts on whom, who speaks for whom: the ties between actors that single claims tell, with the independent origins behind each.

A tie is what one claim says of two known actors. Claims that deny it, that tell of plans or suppositions, and those that an analyst
found wrong make no tie, and are counted.
"""

from collections.abc import Iterator
from itertools import product

from msgspec import Struct
from msgspec.structs import asdict

from reportedly.export.base import Ledger
from reportedly.export.event_rows import quoted_at
from reportedly.export.tie_table import Tie, TieTable, Told
from reportedly.schema.dossier import ClaimDossier, Dossiers

ACTS_ON = "acts_on"


class Node(Struct, frozen=True, kw_only=True):
    """One actor: its id, name and what is known of it; ``names`` are the others that it bears."""

    id: str
    name: str
    kind: str | None = None
    country: str | None = None
    sector: str | None = None
    names: tuple[str, ...] = ()
    events: int = 0
    claims: int = 0
    says: int = 0


class Edge(Tie, frozen=True, kw_only=True):
    """One tie: ``kind`` is acts_on or a relation; ``origins`` counts the independent voices that tell it, ``claims`` how often they do.

    ``types`` are the types of the events. ``evidence`` gives the claims with their report and where the sentence stands, one at a
    time and once: a tie may have more of them than fit in memory.
    """

    types: tuple[str, ...]
    evidence: Iterator[str]


def gather(dossiers: Dossiers, table: TieTable, ledger: Ledger) -> None:
    """Put what all claims tell of ties into a table."""
    for one in dossiers.reports():
        if one.reprint_of is not None:
            table.add_reprint(one.id, one.reprint_of)
    for claim in dossiers.claims():
        why = _no_tie(claim)
        pairs = list(_pairs(claim))
        if pairs and why is not None:
            ledger.left_out("claims", why)
            continue
        for source, target, kind in pairs:
            table.add(_told(claim, (source, target, kind), _origin(claim, table)))


def edges_of(table: TieTable) -> Iterator[Edge]:
    """The ties that were gathered, ordered by who, whom and kind."""
    for tie in table.ties():
        yield Edge(**asdict(tie), types=table.types_of(tie), evidence=table.places_of(tie))


def nodes_of(dossiers: Dossiers, table: TieTable) -> Iterator[Node]:
    """The actors, each once; an end of a gathered tie that the record has no actor for is a node with its id for a name."""
    for one in dossiers.actors():
        actor = one.actor
        table.know(actor.id)
        yield Node(
            id=actor.id, name=actor.name, kind=actor.kind, country=actor.country, sector=actor.sector,
            names=tuple(dict.fromkeys(name.name for name in actor.names if name.name != actor.name)), events=one.events,
            claims=one.claims, says=one.says,
        )  # fmt: skip
    for name in table.unknown_ends():
        yield Node(id=name, name=name)


def _told(claim: ClaimDossier, tie: tuple[str, str, str], origin: str) -> Told:
    source, target, kind = tie
    when = claim.when
    days = [] if when is None else [day for day in (when.start, when.end) if day is not None]
    event = claim.event
    name = f"{claim.type}/{claim.mode}" if claim.mode else claim.type
    return Told(
        source=source, target=target, kind=kind, origin=origin, event=event, type=None if event is None else name,
        first=min(days, default=None), last=max(days, default=None), place=str(quoted_at(claim)),
    )  # fmt: skip


def _pairs(claim: ClaimDossier) -> Iterator[tuple[str, str, str]]:
    roles = ("subject", "object") if claim.kind == "relation" else ("actor", "recipient")
    first, second = (dict.fromkeys(one.actor for one in claim.fillers if one.role == role and one.actor) for role in roles)
    kind = claim.type if claim.kind == "relation" else ACTS_ON
    return ((one, two, kind) for one, two in product(first, second) if one != two)


def _no_tie(claim: ClaimDossier) -> str | None:
    if claim.verdict == "wrong":
        return "an analyst found them wrong"
    if claim.stance == "denies" or claim.factuality.polarity == "negative":
        return "they say that it is not so"
    return None if claim.factuality.modality == "actual" else "they tell of a plan or a supposition"


def _origin(claim: ClaimDossier, table: TieTable) -> str:
    """The independent origin; of a relation, which has none in the record, the innermost voice, else the report or what it repeats."""
    if claim.origin is not None:
        return claim.origin
    return claim.voices[0].key if claim.voices else table.root_of(claim.report)
