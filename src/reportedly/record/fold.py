"""The fold: what each entry of the log, a report or a judgement, changes in the derived rows.

It sees nothing but the rows as the entries before have left them. So folding the log from its beginning gives the same rows as it
gave when things happened one by one, and what an entry costs does not grow with the record.
"""

from collections.abc import Callable

from reportedly.record.actors import ActorFinder, merge_actors, part_actors
from reportedly.record.contributions import contributions_of, write_around, write_credits
from reportedly.record.events import EventFinder
from reportedly.record.holding import hold, let_go
from reportedly.record.reprints import ReprintFinder
from reportedly.record.sources import rate
from reportedly.record.standings import stand_again
from reportedly.schema import Reading
from reportedly.schema.judgement import Judgement
from reportedly.store.base import Added
from reportedly.store.writer import Writer


class Folding:
    """Folds entries of the log in one transaction. Call ``finish`` at its end: standings wait for it."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._reprints = ReprintFinder()
        self._actors = ActorFinder()
        self._events = EventFinder()
        self._touched: set[int] = set()
        self._judge: dict[str, Callable[[Judgement], set[int]]] = {
            "same-event": self._same_event, "not-same-event": self._not_same_event, "same-actor": self._same_actor,
            "not-same-actor": self._nothing, "right": self._claim, "wrong": self._claim, "correct": self._claim,
            "reliability": self._reliability, "withhold": self._nothing,
        }  # fmt: skip

    def report(self, added: Added, reading: Reading) -> None:
        """Fold a report that was added: what it reprints, whom it names, which events it tells of."""
        reprint = self._reprints.find(self._writer, added.report, reading)
        write_credits(self._writer, added.report, reading)
        actors = self._actors.find(self._writer, added.report, reading)
        first = added.claims[0] if added.claims else 0
        contributions = contributions_of(reading, added.report, first, actors, reprint)
        write_around(self._writer, contributions)
        self._touched |= self._events.place(self._writer, contributions)

    def judgement(self, judgement: Judgement) -> None:
        """Fold a judgement, or its being taken back."""
        if judgement.kind == "undo":
            self._undo(int(judgement.subject[1:]))
            return
        hold(self._writer, judgement)
        self._touched |= self._judge[judgement.kind](judgement)

    def finish(self) -> None:
        """Make the standings of all events that were touched."""
        stand_again(self._writer, self._touched)
        self._touched.clear()

    def _undo(self, number: int) -> None:
        undone = self._writer.judgement(number)
        if undone is None:
            return
        let_go(self._writer, number)
        if undone.kind == "same-event":
            self._touched |= self._events.place_again(self._writer, undone.subject, undone.object)
        elif undone.kind == "not-same-event":
            self._touched |= self._events.place_again(self._writer, undone.object)
        elif undone.kind == "same-actor":
            self._touched |= part_actors(self._writer, undone.object or "")
        else:
            self._touched |= self._judge[undone.kind](undone)

    def _same_event(self, judgement: Judgement) -> set[int]:
        return self._events.join(self._writer, judgement.subject, judgement.object or "")

    def _not_same_event(self, judgement: Judgement) -> set[int]:
        return self._events.part(self._writer, judgement.subject, judgement.object or "")

    def _same_actor(self, judgement: Judgement) -> set[int]:
        return merge_actors(self._writer, judgement.subject, judgement.object or "")

    def _claim(self, judgement: Judgement) -> set[int]:
        return self._events.of_claims(self._writer, judgement.subject)

    def _reliability(self, judgement: Judgement) -> set[int]:
        return rate(self._writer, judgement.subject)

    def _nothing(self, judgement: Judgement) -> set[int]:
        """What such a judgement says is looked up when it is asked for."""
        return set()
