"""Who is heard behind a claim, as rows: each voice from the innermost on, whom the report credits, who published it."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import select

from reportedly.corroborate.speakers import mark_of, published_by
from reportedly.schema.origin import Telling
from reportedly.schema.voice import Voice
from reportedly.store import tables
from reportedly.store.writer import Writer


class Heard(Struct, frozen=True, kw_only=True):
    """One source: its key in the record, its name, its kind (voice, agency, outlet), its actor, and whether it is named."""

    key: str
    name: str
    kind: str
    actor: str | None = None
    named: bool = True


def heard_in(telling: Telling) -> list[Heard]:
    """The sources of a telling in the order of the chain, each once."""
    found = [_of_voice(voice) for chained in telling.voices for voice in (chained, *chained.beside)]
    found += [Heard(key=one.key, name=one.name, kind=one.kind) for one in telling.credits]
    if telling.publisher is not None:
        outlet = published_by(telling.publisher)
        found.append(Heard(key=outlet.key, name=outlet.name, kind=outlet.kind))
    return list({one.key: one for one in reversed(found)}.values())[::-1]


def _of_voice(voice: Voice) -> Heard:
    known = voice.named or voice.actor is not None
    key = mark_of(voice) if known else f"unnamed:{voice.key}"
    kind = key.partition(":")[0] if key.startswith(("agency:", "outlet:")) else "voice"
    return Heard(key=key, name=voice.name, kind=kind, actor=voice.actor, named=known)


def with_actors(voices: Iterable[Voice], actors: Mapping[str, str]) -> tuple[Voice, ...]:
    """The voices with the actors of their entities."""
    return tuple(
        replace(
            voice,
            actor=actors.get(voice.entity or "", voice.actor),
            speaks_for=None if voice.speaks_for is None else with_actors((voice.speaks_for,), actors)[0],
            beside=with_actors(voice.beside, actors),
        )
        for voice in voices
    )


class Sources:
    """Writes who is heard behind claims, and counts it."""

    def __init__(self, writer: Writer, letter: Callable[[str], str | None]) -> None:
        """``letter`` gives the Admiralty letter of a source's key."""
        self._writer, self._letter = writer, letter

    def write(self, claims: Sequence[tuple[int, Telling]]) -> None:
        """Write who is heard behind the claims of one report, and count them."""
        rows = []
        counts: dict[str, int] = {}
        known: dict[str, Heard] = {}
        for claim, telling in claims:
            for position, one in enumerate(heard_in(telling)):
                rows.append(
                    {"claim_id": claim, "position": position, "source_key": one.key, "name": one.name, "actor_id": one.actor}
                )
                counts[one.key] = counts.get(one.key, 0) + 1
                known.setdefault(one.key, one)
        self._writer.insert(tables.voice, rows)
        self._count(known, counts, 1)

    def forget(self, claims: Sequence[tuple[int, Telling]]) -> None:
        """Take back what ``write`` wrote for these claims of one report."""
        counts: dict[str, int] = {}
        known: dict[str, Heard] = {}
        for claim, telling in claims:
            self._writer.delete(tables.voice, {"claim_id": claim})
            for one in heard_in(telling):
                counts[one.key] = counts.get(one.key, 0) - 1
                known.setdefault(one.key, one)
        self._count(known, counts, -1)

    def rate(self, key: str) -> set[int]:
        """Give a source the letter that holds; returns the events in which it is heard."""
        self._writer.update(tables.source, {"key": key}, {"reliability": self._letter(key)})
        kept = tables.claim_event
        asked = select(kept.c.event_id).join(tables.voice, tables.voice.c.claim_id == kept.c.claim_id)
        return {row.event_id for row in self._writer.rows(asked.where(tables.voice.c.source_key == key).distinct())}

    def _count(self, known: Mapping[str, Heard], counts: Mapping[str, int], reports: int) -> None:
        kept = tables.source
        keys = sorted(counts)
        asked = self._writer.pick_among(kept, ("key", "claims", "reports"), "key", keys)
        there = {key: (claims, times) for key, claims, times in asked}
        new, changed = [], []
        for key in keys:
            one, row = known[key], there.get(key)
            if row is None:
                new.append(
                    {"key": key, "name": one.name, "kind": one.kind, "actor_id": one.actor, "named": int(one.named),
                     "claims": counts[key], "reports": reports, "reliability": self._letter(key)}
                )  # fmt: skip
            elif row[1] + reports <= 0:
                self._writer.delete(kept, {"key": key})
            else:
                changed.append(({"key": key}, {"claims": row[0] + counts[key], "reports": row[1] + reports}))
        self._writer.update_all(kept, changed)
        self._writer.insert(kept, new)
