"""A run without an engine: each shard is read in this process, one after another."""

import msgspec

from reportedly.distributed.engine import Done
from reportedly.distributed.task import Answer, read_task


class PlainLoop:
    """Does every task at once in this process, as an engine that nothing befalls."""

    name = "loop"

    def __init__(self) -> None:
        self._done: list[Done] = []

    def hands(self) -> int:
        """One."""
        return 1

    def submit(self, task: str, data: bytes) -> None:
        """Do it."""
        self._done.append(Done(task=task, answer=msgspec.json.decode(read_task(data), type=Answer)))

    def done(self, seconds: float) -> list[Done]:
        """What was done."""
        found, self._done = self._done, []
        return found

    def drop(self, task: str) -> None:
        """It is done already."""

    def reopen(self) -> bool:
        """It is never gone."""
        return False

    def close(self) -> None:
        """There is nothing to end."""
