"""Who acts on whom, who speaks for whom: the ties between actors that single claims tell, with the independent origins behind each.

A tie is what one claim says of two known actors. Claims that deny it, that tell of plans or suppositions, and those that an analyst
found wrong make no tie, and are counted.
"""

from collections.abc import Iterator, Mapping
from itertools import product

from msgspec import Struct

from reportedly.export.base import Ledger
from reportedly.export.event_rows import quoted_at
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


class Edge(Struct, frozen=True, kw_only=True):
    """One tie: ``kind`` is acts_on or a relation; ``origins`` counts the independent voices that tell it, ``claims`` how often they do.

    ``types`` are the types of the events, ``evidence`` the claims with their report and where the sentence stands.
    """

    source: str
    target: str
    kind: str
    origins: int
    claims: int
    events: int
    types: tuple[str, ...]
    first: str | None
    last: str | None
    evidence: tuple[str, ...]


class _Tie:
    def __init__(self) -> None:
        self.origins: set[str] = set()
        self.events: set[str] = set()
        self.types: dict[str, None] = {}
        self.days: list[str] = []
        self.evidence: list[str] = []

    def add(self, claim: ClaimDossier, origin: str) -> None:
        self.origins.add(origin)
        if claim.event is not None:
            self.events.add(claim.event)
            self.types[f"{claim.type}/{claim.mode}" if claim.mode else claim.type] = None
        if claim.when is not None:
            self.days += [day for day in (claim.when.start, claim.when.end) if day is not None]
            self.days = [min(self.days), max(self.days)] if self.days else []
        self.evidence.append(str(quoted_at(claim)))


def edges_of(dossiers: Dossiers, ledger: Ledger) -> list[Edge]:
    """The ties, ordered by who, whom and kind."""
    first_of = {one.id: one.reprint_of for one in dossiers.reports() if one.reprint_of is not None}
    ties: dict[tuple[str, str, str], _Tie] = {}
    for claim in dossiers.claims():
        why = _no_tie(claim)
        pairs = list(_pairs(claim))
        if pairs and why is not None:
            ledger.left_out("claims", why)
            continue
        for source, target, kind in pairs:
            ties.setdefault((source, target, kind), _Tie()).add(claim, _origin(claim, first_of))
    return [
        Edge(
            source=source, target=target, kind=kind, origins=len(tie.origins), claims=len(tie.evidence), events=len(tie.events),
            types=tuple(tie.types), first=tie.days[0] if tie.days else None, last=tie.days[-1] if tie.days else None,
            evidence=tuple(tie.evidence),
        )
        for (source, target, kind), tie in sorted(ties.items())
    ]  # fmt: skip


def nodes_of(dossiers: Dossiers, edges: list[Edge]) -> Iterator[Node]:
    """The actors, each once; an end of a tie that the record has no actor for is a node with its id for a name."""
    missing = dict.fromkeys(name for one in edges for name in (one.source, one.target))
    for one in dossiers.actors():
        actor = one.actor
        missing.pop(actor.id, None)
        yield Node(
            id=actor.id, name=actor.name, kind=actor.kind, country=actor.country, sector=actor.sector,
            names=tuple(dict.fromkeys(name.name for name in actor.names if name.name != actor.name)), events=one.events,
            claims=one.claims, says=one.says,
        )  # fmt: skip
    for name in missing:
        yield Node(id=name, name=name)


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


def _origin(claim: ClaimDossier, first_of: Mapping[str, str]) -> str:
    """The independent origin; of a relation, which has none in the record, the innermost voice, else the report or what it repeats."""
    if claim.origin is not None:
        return claim.origin
    return claim.voices[0].key if claim.voices else first_of.get(claim.report, claim.report)
