"""What a run asks of an engine: carry tasks to workers, and say of each what it answered, or that its worker is gone."""

from typing import Protocol

from msgspec import Struct

from reportedly.distributed.task import Answer


class Lost(Struct, frozen=True, kw_only=True):
    """A worker ended over a task, or the task over a mistake of ours; ``how`` in words."""

    how: str


class Done(Struct, frozen=True, kw_only=True):
    """What became of one task."""

    task: str
    answer: Answer | Lost


class Engine(Protocol):
    """An engine that is running."""

    name: str

    def hands(self) -> int:
        """How many tasks are done at once; at least 1, also while an engine waits for its workers."""
        ...

    def submit(self, task: str, data: bytes) -> None:
        """Have a task done (``task.read_task``) under a name that is not in use; raises EngineLost where the engine is gone."""
        ...

    def done(self, seconds: float) -> list[Done]:
        """What has been done since it was last asked; waits so long for the first. Raises EngineLost where the engine is gone."""
        ...

    def drop(self, task: str) -> None:
        """Nobody waits for this task any more; it may be ended, or go on."""
        ...

    def reopen(self) -> bool:
        """Wait for an engine that is gone (EngineLost) to come back, without what it was given; whether it did."""
        ...

    def close(self) -> None:
        """End what this program has started, and nothing else. Twice does nothing more."""
        ...
