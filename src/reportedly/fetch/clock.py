"""Time as a fetcher has it: given from outside, so that a test's hours pass at once."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from msgspec import Struct


class Clock(Struct, frozen=True, kw_only=True):
    """``monotonic`` counts seconds and never goes back; ``now`` is the time of day in UTC, which may; ``sleep`` waits."""

    monotonic: Callable[[], float]
    now: Callable[[], datetime]
    sleep: Callable[[float], None]


def system_clock() -> Clock:
    """The machine's own clock."""
    return Clock(monotonic=time.monotonic, now=lambda: datetime.now(UTC), sleep=time.sleep)
