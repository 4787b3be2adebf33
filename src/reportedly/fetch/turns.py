"""Whose turn it is: no host is asked twice at once, or sooner than it likes."""

from reportedly.errors import HostBusy
from reportedly.fetch.clock import Clock


class Turns:
    """When each host may be asked next; a fetcher asks one thing at a time, so that one request to a host is all there ever is."""

    def __init__(self, clock: Clock, delay: float, max_wait: float) -> None:
        """``delay`` is the least time between two requests to one host, ``max_wait`` the longest that is waited; seconds."""
        self._clock, self._delay, self._max_wait = clock, delay, max_wait
        self._free_at: dict[str, float] = {}

    def left(self, host: str) -> float:
        """Seconds until this host may be asked; 0 where it may be now."""
        return max(0.0, self._free_at.get(host, 0.0) - self._clock.monotonic())

    def wait(self, host: str) -> None:
        """Wait for the host's turn; raises HostBusy, without a wait, where that would take too long."""
        left = self.left(host)
        if left > self._max_wait:
            raise HostBusy(
                f"{host} asks to be left alone for {left:,.0f} s more.", "Add it again after that time.", transient=True
            )
        while left > 0:
            self._clock.sleep(left)
            left = self.left(host)

    def asked(self, host: str) -> None:
        """Note that the host was asked just now."""
        self.hold(host, self._delay)

    def hold(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long from now, or for longer where that was said before."""
        self._free_at[host] = max(self._free_at.get(host, 0.0), self._clock.monotonic() + seconds)
