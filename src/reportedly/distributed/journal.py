"""The journal of a shard that is being read: what was done, and where it stands.

So a worker that dies costs seconds, and what kills every worker is found out, down to the one report.

A first try keeps what it has read every KEEP_SECONDS; where the output is a disk, it notes as well what it is about to do before it does
it, which takes microseconds there. Where a try finds that another one was begun before it and never came to its end, it goes on where
that one's notes end, carefully: it notes what it is about to do wherever the output is, and keeps each outcome. So the next try knows
what the last one died of. What ends three workers one after another is the fault of the report that they were at.

The notes lie in the output, beside the dataset, since nothing else outlives a machine. They are deleted when the shard is done.
"""

import contextlib
import time
from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from reportedly.dataset.manifest import JOURNAL
from reportedly.dataset.rows import Outcome
from reportedly.dataset.storage import Storage

KEEP_SECONDS = 5.0
"""Between two notes of what was read: what a death costs at most, besides starting anew. Writing them takes some milliseconds."""

CAREFUL_FOR = 256
"""Reports that are read carefully after a death; one that is read without trouble by then was not what killed the last worker."""

DEATHS = 3
"""Workers that end at one place before it is given up: one may be killed by chance while it reads a report, three in a row at the
same one are not (a report takes some hundredths of the seconds between two deaths)."""

BESIDE = "-beside"
"""What the notes of a second worker are called by, who reads a shard beside a slow one: it must not take the other for dead."""

Phase = Literal["finding", "reading"]
"""What was being done: looking for the next thing in a file, or reading it."""

_outcomes = msgspec.msgpack.Decoder(list[Outcome])


class Place(Struct, frozen=True, kw_only=True):
    """Where a try was: the position of the next outcome, and what was being done."""

    position: int
    phase: Phase
    deaths: int = 0


class Journal:
    """The notes of one shard; open it once for each try."""

    def __init__(self, storage: Storage, shard: str, *, orderly: bool = False) -> None:
        """Reads the notes of the tries before, and notes that this one is begun.

        ``orderly``: what the last try was at is known not to have ended it.
        """
        self._storage, self._folder = storage, f"{JOURNAL}/{shard}"
        self._place = storage.note(f"{self._folder}/at") if storage.local else None
        names = [one.name for one in storage.files(self._folder)]
        self.before = bool(names)
        self.done: list[Outcome] = self._kept(names)
        self._kept_to = len(self.done)
        self._careful_to = len(self.done) + CAREFUL_FOR if self.before else 0
        self._last = time.monotonic()
        died = self._read_place() if self.before and not orderly else None
        self._died = None if died is None else msgspec.structs.replace(died, deaths=died.deaths + 1)
        if self._died is not None:  # counted at once: this try may die before it comes as far
            self._write_place(self._died)
        if not self.before:
            storage.write(f"{self._folder}/begun", b"", sync=False)

    def killer(self, position: int) -> Phase | None:
        """Whether, and in doing what, enough workers have ended at this position."""
        died = self._died
        return died.phase if died is not None and died.position == position and died.deaths >= DEATHS else None

    def about_to(self, phase: Phase, position: int) -> None:
        """Note what will be done next, in a careful try or on a disk; else nothing."""
        if position >= self._careful_to and self._place is None:
            return
        died = self._died
        same = died is not None and (died.position, died.phase) == (position, phase)
        self._write_place(Place(position=position, phase=phase, deaths=died.deaths if died is not None and same else 0))

    def did(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what was read, where it is time; ``outcomes`` are all of the shard so far."""
        count = len(outcomes)
        careful = count <= self._careful_to
        if not careful and time.monotonic() - self._last < KEEP_SECONDS:
            return
        new = outcomes[self._kept_to :]
        if new:
            data = msgspec.msgpack.encode(list(new))
            self._storage.write(f"{self._folder}/part-{self._kept_to:08d}-{count:08d}", data, sync=False)
        self._kept_to, self._last = count, time.monotonic()
        if count == self._careful_to and self._place is None:
            self._storage.delete(f"{self._folder}/at")
            self._died = None

    def close(self) -> None:
        """Delete the notes: the shard is done."""
        if self._place is not None:
            self._place.close()
        self._storage.delete(self._folder)

    def _kept(self, names: Sequence[str]) -> list[Outcome]:
        """The outcomes of the parts, from the first on without a gap; tries that went side by side may have kept some twice."""
        parts = []
        for name in names:
            words = name.rpartition("/")[2].split("-")
            if words[0] == "part":
                parts.append((int(words[1]), int(words[2]), name))
        done: list[Outcome] = []
        parts.sort()
        held = self._storage.read_all([name for _, _, name in parts])
        for (first, end, _), data in zip(parts, held, strict=True):
            if first <= len(done) < end:
                with contextlib.suppress(msgspec.DecodeError):  # lost with a machine: what it held is read anew
                    done += _outcomes.decode(data or b"")[len(done) - first :]
        return done

    def _read_place(self) -> Place | None:
        data = self._storage.read(f"{self._folder}/at")
        try:
            return None if data is None else msgspec.json.decode(data, type=Place)
        except msgspec.DecodeError:
            return None

    def _write_place(self, place: Place) -> None:
        data = msgspec.json.encode(place)
        if self._place is None:
            self._storage.write(f"{self._folder}/at", data, sync=False)
        else:
            self._place.write(data)


def stamp(storage: Storage, shard: str) -> object:
    """Something that changes with every note of a shard, so that who waits for it can tell whether tries come any further."""
    files = [(one.name, one.tag) for one in storage.files(f"{JOURNAL}/{shard}")]
    return (files, storage.read(f"{JOURNAL}/{shard}/at"))
