"""The judgements that hold at this point of the log, and what they say of the claims of an event."""

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace
from sqlalchemy import or_, select

from reportedly.record.sources import heard_in
from reportedly.schema.judgement import Judgement
from reportedly.schema.standing import Letter
from reportedly.schema.support import Correction, Support, Verdict
from reportedly.store import tables
from reportedly.store.writer import Writer

VERDICTS = ("right", "wrong")
_OF_CLAIMS = (*VERDICTS, "correct", "reliability")
AT_ONCE = 500  # names asked for in one statement


class Held:
    """The judgements that hold, for one transaction that folds: it knows of which kinds there are any."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._kinds = {row.kind for row in writer.rows(select(tables.holding.c.kind).distinct())}

    def hold(self, judgement: Judgement) -> None:
        """Let a judgement hold from here on."""
        row = {
            "judgement_id": judgement.id, "kind": judgement.kind, "subject": judgement.subject,
            "object": judgement.object, "field": judgement.field, "value": judgement.value,
        }  # fmt: skip
        self._writer.insert(tables.holding, [row])
        self._kinds.add(judgement.kind)

    def let_go(self, judgement: int) -> None:
        """Let a judgement hold no longer."""
        self._writer.delete(tables.holding, {"judgement_id": judgement})

    def pairs(self, kind: str, claims: Sequence[int]) -> frozenset[tuple[int, int]]:
        """The pairs of claims, the lower number first, that judgements of this kind join or part, of those with one of ``claims``."""
        if kind not in self._kinds:
            return frozenset()
        held = tables.holding
        found: set[tuple[int, int]] = set()
        for start in range(0, len(claims), AT_ONCE):
            names = [f"c{claim}" for claim in claims[start : start + AT_ONCE]]
            asked = select(held.c.subject, held.c.object).where(
                held.c.kind == kind, or_(held.c.subject.in_(names), held.c.object.in_(names))
            )
            for row in self._writer.rows(asked):
                one, two = int(row.subject[1:]), int(row.object[1:])
                found.add((min(one, two), max(one, two)))
        return frozenset(found)

    def stands_for(self, actor: str) -> str:
        """The actor that judgements have merged this one into; itself where none did."""
        if "same-actor" not in self._kinds:
            return actor
        held = tables.holding
        seen = {actor}
        while True:
            asked = select(held.c.subject).where(held.c.kind == "same-actor", held.c.object == actor)
            row = self._writer.row(asked.order_by(held.c.judgement_id))
            if row is None or row.subject in seen:
                return actor
            actor = row.subject
            seen.add(actor)

    def merged_into(self, actor: str) -> list[str]:
        """The actors that judgements have merged into this one, in their order."""
        held = tables.holding
        asked = select(held.c.object).where(held.c.kind == "same-actor", held.c.subject == actor)
        return [row.object for row in self._writer.rows(asked.order_by(held.c.judgement_id))]

    def letter(self, source: str) -> str | None:
        """The Admiralty letter of a source; None where nobody gave it one."""
        if "reliability" not in self._kinds:
            return None
        held = tables.holding
        asked = select(held.c.value).where(held.c.kind == "reliability", held.c.subject == source)
        row = self._writer.row(asked.order_by(held.c.judgement_id.desc()))
        return None if row is None else str(row.value)

    def judged(self, supports: Sequence[Support]) -> list[Support]:
        """The supports with the verdicts, corrections and letters that hold; the last judgement of a kind counts."""
        if self._kinds.isdisjoint(_OF_CLAIMS):
            return list(supports)
        verdicts, corrections = self._of_claims([one.telling.claim for one in supports])
        letters = self._letters(supports)
        return [
            replace(
                one,
                verdict=verdicts.get(one.telling.claim),
                corrections=tuple(corrections.get(one.telling.claim, {}).values()),
                reliability=next((letters[key] for key in source_keys(one) if key in letters), None),
            )
            for one in supports
        ]

    def _of_claims(self, claims: Sequence[str]) -> tuple[dict[str, Verdict], dict[str, dict[str, Correction]]]:
        held = tables.holding
        verdicts: dict[str, Verdict] = {}
        corrections: dict[str, dict[str, Correction]] = defaultdict(dict)
        for start in range(0, len(claims), AT_ONCE):
            asked = select(held).where(
                held.c.kind.in_((*VERDICTS, "correct")), held.c.subject.in_(claims[start : start + AT_ONCE])
            )
            for row in self._writer.rows(asked.order_by(held.c.judgement_id)):
                if row.kind == "correct":
                    corrections[row.subject].pop(row.field, None)
                    corrections[row.subject][row.field] = Correction(field=row.field, value=row.value)
                else:
                    verdicts[row.subject] = row.kind
        return verdicts, corrections

    def _letters(self, supports: Sequence[Support]) -> dict[str, Letter]:
        keys = list(dict.fromkeys(key for one in supports for key in source_keys(one)))
        held = tables.holding
        letters: dict[str, Letter] = {}
        for start in range(0, len(keys), AT_ONCE):
            asked = select(held.c.subject, held.c.value).where(
                held.c.kind == "reliability", held.c.subject.in_(keys[start : start + AT_ONCE])
            )
            letters |= {row.subject: cast(Letter, row.value) for row in self._writer.rows(asked.order_by(held.c.judgement_id))}
        return letters


def source_keys(support: Support) -> list[str]:
    """The keys of the sources behind a claim, the innermost voice first."""
    return [one.key for one in heard_in(support.telling)]
