"""Readings opened for dossiers: one report's spans, entities and voices, looked up by the ids that the record's rows name."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import func, select

from reportedly.corroborate.speakers import mark_of
from reportedly.corroborate.voices import Chains
from reportedly.schema import Attribution, Claim, Entity, MentionKind, Reading
from reportedly.schema.voice import Voice
from reportedly.store.archive import plain, unpack_reading
from reportedly.store.tables import entity_actor, reading
from reportedly.views.gate import Ask

KEPT = 32
"""Opened readings that are kept: neighbouring events share reports, and a reading of a long report is a megabyte."""


class OpenReading:
    """One report's reading with its look-ups."""

    def __init__(self, whole: Reading, actors: Mapping[str, str]) -> None:
        """``actors`` gives for entities of the reading the actors that they are in the record."""
        self.reading = whole
        self.claims: Mapping[str, Claim] = {one.id: one for one in whole.claims}
        self._entities = {one.id: one for one in whole.entities}
        self._actors = actors
        self._kinds: dict[tuple[int, int], MentionKind] = {(one.start, one.end): one.kind for one in whole.mentions}
        self._chains = Chains(whole)

    def entity(self, name: str | None) -> Entity | None:
        """The entity of that id."""
        return None if name is None else self._entities.get(name)

    def actor(self, name: str | None) -> str | None:
        """The actor that an entity is."""
        found = self.entity(name)
        return None if found is None else self._actors.get(found.id) or found.actor

    def kind(self, entity: Entity | None, start: int, end: int) -> MentionKind | None:
        """What kind of thing the words name: as their entity has it, else as a mention of just these words has it."""
        return entity.kind if entity is not None else self._kinds.get((start, end))

    def heard(self, claim: Claim) -> Iterator[tuple[str, Voice, Attribution]]:
        """The voices of a claim's chain, innermost first, each with its key among the record's sources and its attribution."""
        for attribution, first in self._chains.told(claim):
            for one in (first, *first.beside):
                voice = replace(one, actor=self._actors.get(one.entity or "", one.actor))
                known = voice.named or voice.actor is not None
                yield (mark_of(voice) if known else f"unnamed:{voice.key}"), voice, attribution


class Readings:
    """Opens readings as dossiers ask for them, and keeps the last ones."""

    def __init__(self, ask: Ask) -> None:
        """For one connection."""
        self._ask = ask
        self._kept: OrderedDict[int, OpenReading] = OrderedDict()

    def each(self, reports: Iterable[int]) -> Iterator[tuple[int, OpenReading]]:
        """These reports' readings, one at a time; a report without one is passed over."""
        wanted = list(dict.fromkeys(reports))
        # Taken out now: what is opened meanwhile may crowd them out.
        kept = {one: self._kept.pop(one) for one in wanted if one in self._kept}
        missing = [one for one in wanted if one not in kept]
        bodies, actors = self._bodies(missing), self._actors_of(missing)
        for report in wanted:
            opened = kept.pop(report, None)
            if opened is None and report in bodies:
                opened = OpenReading(_storable(unpack_reading(bodies.pop(report), report)), actors.get(report, {}))
            if opened is not None:
                self._kept[report] = opened
                yield report, opened
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)

    def _bodies(self, reports: list[int]) -> dict[int, bytes]:
        if not reports:
            return {}
        first = select(func.min(reading.c.id)).where(reading.c.report_id.in_(reports)).group_by(reading.c.report_id)
        query = select(reading.c.report_id, reading.c.body).where(reading.c.id.in_(first))
        return {row.report_id: row.body for row in self._ask.connection.execute(query)}

    def _actors_of(self, reports: list[int]) -> dict[int, dict[str, str]]:
        found: dict[int, dict[str, str]] = {}
        if reports:
            columns = (entity_actor.c.report_id, entity_actor.c.entity, entity_actor.c.actor_id)
            for report, entity, actor in self._ask.connection.execute(select(*columns).where(entity_actor.c.report_id.in_(reports))):
                found.setdefault(report, {})[entity] = actor
        return found


def _storable(whole: Reading) -> Reading:
    """The reading with U+FFFD for what no output takes (NUL, halves of surrogate pairs); offsets stay true."""
    if plain(whole.report.text) == whole.report.text:
        return whole
    return msgspec.convert(_plainly(msgspec.to_builtins(whole)), Reading)


def _plainly(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list | tuple):
        return [_plainly(one) for one in value]
    return {key: _plainly(one) for key, one in value.items()} if isinstance(value, dict) else value
