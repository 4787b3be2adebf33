"""The fold: what each entry of the log, a report or a judgement, changes in the derived rows.

It sees nothing but the rows as the entries before have left them. So folding the log from its beginning gives the same rows as it
gave when things happened one by one, and what an entry costs does not grow with the record.
"""

from collections.abc import Callable, Sequence

from reportedly.record.actors import Actors
from reportedly.record.ahead import pair_ahead, sign_ahead
from reportedly.record.contributions import Contribution, contributions_of, write_around, write_credits
from reportedly.record.events import Events
from reportedly.record.hands import Hands
from reportedly.record.holding import Held
from reportedly.record.reprints import KeptWords, Reprints
from reportedly.record.sources import Sources
from reportedly.record.standings import NO_DAY, Standings
from reportedly.schema import Reading
from reportedly.schema.judgement import Judgement
from reportedly.store.base import Added
from reportedly.store.writer import Writer


class Folding:
    """Folds entries of the log in one transaction. Call ``finish`` at its end: standings wait for it."""

    def __init__(self, writer: Writer, kept: KeptWords | None = None) -> None:
        """``kept`` are words of reports that an earlier transaction on the same record kept."""
        self._writer = writer
        self._held = Held(writer)
        self._sources = Sources(writer, self._held.letter)
        self._reprints = Reprints(writer, kept)
        self._actors = Actors(writer, self._held, self._sources)
        self._events = Events(writer, self._held)
        self._standings = Standings(writer, self._held)
        self._judge: dict[str, Callable[[Judgement], set[int]]] = {
            "same-event": lambda one: self._events.join(one.subject, one.object or ""),
            "not-same-event": lambda one: self._events.part(one.subject, one.object or ""),
            "same-actor": lambda one: self._actors.merge(one.subject, one.object or ""),
            "not-same-actor": _nothing,
            "right": self._claim,
            "wrong": self._claim,
            "correct": self._claim,
            "reliability": lambda one: self._sources.rate(one.subject),
            "withhold": _nothing,
        }
        self._unjudge = self._judge | {
            "same-event": lambda one: self._events.place_again(one.subject, one.object or ""),
            "not-same-event": lambda one: self._events.place_again(one.subject, one.object or ""),
            "same-actor": lambda one: self._actors.part(one.object or ""),
        }

    def report(self, added: Added, reading: Reading) -> None:
        """Fold a report that was added: what it reprints, whom it names, which events it tells of."""
        self._place(reading, self._around(added, reading))

    def reports(self, entries: Sequence[tuple[Added, Reading]], hands: Hands | None) -> None:
        """``report`` for each, in their order, with what ``hands`` can do ahead done by them: the same rows, whatever they do."""
        if hands is not None:
            sign_ahead(self._writer, self._reprints, entries, hands)
        told = [(reading, self._around(added, reading)) for added, reading in entries]
        if hands is not None:
            pair_ahead(self._events, [contributions for _, contributions in told], hands)
        for reading, contributions in told:
            self._place(reading, contributions)

    def _around(self, added: Added, reading: Reading) -> list[Contribution]:
        """What a report contributes, with all rows but those of events, which nothing here is looked up by."""
        reprint = self._reprints.find(added.report, reading)
        write_credits(self._writer, added.report, reading)
        actors = self._actors.find(added.report, reading)
        contributions = contributions_of(reading, added.report, added.claims[0] if added.claims else 0, actors, reprint)
        write_around(self._writer, self._sources, contributions)
        return contributions

    def _place(self, reading: Reading, contributions: Sequence[Contribution]) -> None:
        joined, changed = self._events.place(contributions)
        self._standings.touch(joined, reading.report.published or NO_DAY)
        self._standings.touch(changed)

    def judgement(self, judgement: Judgement) -> None:
        """Fold a judgement, or its being taken back."""
        self._events.pairs.forget()  # an actor that is another one now changes what claims' facts say
        if judgement.kind != "undo":
            self._held.hold(judgement)
            self._standings.touch(self._judge[judgement.kind](judgement))
            return
        undone = self._writer.judgement(int(judgement.subject[1:]))
        if undone is not None:
            self._held.let_go(undone.id)
            self._standings.touch(self._unjudge[undone.kind](undone))

    def finish(self, hands: Hands | None = None) -> None:
        """Name the originals of copies, and make the standings of all events that were touched."""
        self._reprints.finish()
        self._standings.finish(hands)

    def _claim(self, judgement: Judgement) -> set[int]:
        return self._events.of_claims(judgement.subject)


def _nothing(judgement: Judgement) -> set[int]:
    """What such a judgement says is looked up when it is asked for."""
    return set()
