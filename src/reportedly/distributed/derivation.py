"""Hands for deriving: the workers of an engine, each of which does one part of the work after another.

What a part gives is a function of its bytes, so a part whose worker is lost is simply done again, by another worker or, where that goes on,
in this process: the record comes out the same.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NoReturn

import msgspec

from reportedly import errors
from reportedly.distributed.engine import Done, Engine, Lost
from reportedly.distributed.task import Failure, PartTask, deriving_code
from reportedly.errors import EngineLost, ReportedlyError
from reportedly.record.hands import WORKS

TRIES = 3
"""Workers that may be lost over a part before this process does it itself."""

WAIT = 1.0
"""Seconds between two looks at what may have gone wrong, while nothing comes."""


class EngineHands:
    """The workers of an engine as ``record.hands.Hands``; the engine stays open."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._asked = 0
        self.parts: Counter[str] = Counter()
        """Parts that workers did, by work."""
        self.lost = 0
        """Workers that were lost over a part."""

    def count(self) -> int:
        """How many parts are done at once."""
        return self._engine.hands()

    def each(self, work: str, parts: Sequence[bytes]) -> list[bytes]:
        """What each part gives; raises EngineLost where the engine is gone for good, and what workers can't do."""
        found: dict[int, bytes] = {}
        flying: dict[str, int] = {}
        lost: Counter[int] = Counter()
        todo = list(range(len(parts)))
        while todo or flying:
            try:
                while todo:
                    self._submit(flying, work, todo[-1], parts[todo[-1]])
                    todo.pop()
                for done in self._engine.done(WAIT):
                    if done.task in flying:
                        self._take(done, flying.pop(done.task), (found, lost, todo))
            except EngineLost:
                if not self._engine.reopen():
                    raise
                todo = sorted(set(range(len(parts))) - found.keys())
                flying.clear()
            for place in [one for one in todo if lost[one] >= TRIES]:
                todo.remove(place)
                found[place] = WORKS[work](parts[place])
        self.parts[work] += len(parts)
        return [found[place] for place in range(len(parts))]

    def _submit(self, flying: dict[str, int], work: str, place: int, data: bytes) -> None:
        self._asked += 1
        name = f"{work}-{self._asked}"
        self._engine.submit(name, msgspec.json.encode(PartTask(code=deriving_code(), work=work, data=data)))
        flying[name] = place

    def _take(self, done: Done, place: int, books: tuple[dict[int, bytes], Counter[int], list[int]]) -> None:
        found, lost, todo = books
        if isinstance(done.answer, Lost):
            self.lost += 1
            lost[place] += 1
            todo.append(place)
        elif done.answer.result is not None:
            found[place] = done.answer.result
        elif done.answer.failure is not None:
            _raise(done.answer.failure)


def _raise(failure: Failure) -> NoReturn:
    known = getattr(errors, failure.kind, ReportedlyError)
    raise known(failure.message, failure.cure)
