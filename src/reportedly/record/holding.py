"""The judgements that hold at this point of the log, and what they say of the claims of an event."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import cast

from msgspec.structs import replace
from sqlalchemy import or_, select

from reportedly.record.sources import heard_in
from reportedly.schema.judgement import Judgement
from reportedly.schema.standing import Letter
from reportedly.schema.support import Correction, Support, Verdict
from reportedly.store import tables
from reportedly.store.snapshot import Snapshot
from reportedly.store.writer import Writer

VERDICTS = ("right", "wrong")
AT_ONCE = 500  # names asked for in one statement


def hold(writer: Writer, judgement: Judgement) -> None:
    """Let a judgement hold from here on."""
    row = {
        "judgement_id": judgement.id, "kind": judgement.kind, "subject": judgement.subject, "object": judgement.object,
        "field": judgement.field, "value": judgement.value,
    }  # fmt: skip
    writer.insert(tables.holding, [row])


def let_go(writer: Writer, judgement: int) -> None:
    """Let a judgement hold no longer."""
    writer.delete(tables.holding, {"judgement_id": judgement})


def pairs(snapshot: Snapshot, kind: str, claims: Sequence[int]) -> frozenset[tuple[int, int]]:
    """The pairs of claims, the lower number first, that judgements of this kind join or part and that have one of ``claims`` in them."""
    held = tables.holding
    found: set[tuple[int, int]] = set()
    for start in range(0, len(claims), AT_ONCE):
        names = [f"c{claim}" for claim in claims[start : start + AT_ONCE]]
        asked = select(held.c.subject, held.c.object).where(
            held.c.kind == kind, or_(held.c.subject.in_(names), held.c.object.in_(names))
        )
        for row in snapshot.rows(asked):
            one, two = int(row.subject[1:]), int(row.object[1:])
            found.add((min(one, two), max(one, two)))
    return frozenset(found)


def judged(snapshot: Snapshot, supports: Sequence[Support]) -> list[Support]:
    """The supports with the verdicts, corrections and letters that hold; the last judgement of a kind counts."""
    held = tables.holding
    verdicts: dict[str, Verdict] = {}
    corrections: dict[str, dict[str, Correction]] = defaultdict(dict)
    claims = [one.telling.claim for one in supports]
    for start in range(0, len(claims), AT_ONCE):
        asked = select(held).where(
            held.c.kind.in_((*VERDICTS, "correct")), held.c.subject.in_(claims[start : start + AT_ONCE])
        )
        for row in snapshot.rows(asked.order_by(held.c.judgement_id)):
            if row.kind == "correct":
                corrections[row.subject].pop(row.field, None)
                corrections[row.subject][row.field] = Correction(field=row.field, value=row.value)
            else:
                verdicts[row.subject] = row.kind
    letters = _letters(snapshot, supports)
    if not (verdicts or corrections or letters):
        return list(supports)
    return [
        replace(
            one,
            verdict=verdicts.get(one.telling.claim),
            corrections=tuple(corrections[one.telling.claim].values()) if one.telling.claim in corrections else (),
            reliability=next((letters[key] for key in source_keys(one) if key in letters), None),
        )
        for one in supports
    ]


def source_keys(support: Support) -> list[str]:
    """The keys of the sources behind a claim, the innermost voice first."""
    return [one.key for one in heard_in(support.telling)]


def _letters(snapshot: Snapshot, supports: Sequence[Support]) -> dict[str, Letter]:
    wanted: Iterable[str] = dict.fromkeys(key for one in supports for key in source_keys(one))
    keys = list(wanted)
    held = tables.holding
    letters: dict[str, Letter] = {}
    for start in range(0, len(keys), AT_ONCE):
        asked = select(held.c.subject, held.c.value).where(
            held.c.kind == "reliability", held.c.subject.in_(keys[start : start + AT_ONCE])
        )
        letters |= {row.subject: cast(Letter, row.value) for row in snapshot.rows(asked.order_by(held.c.judgement_id))}
    return letters
