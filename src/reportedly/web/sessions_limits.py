"""How often somebody may try to sign in: so often that a person gets in, so seldom that a program does not.

An attempt counts before its password is looked at, so that many at once are no way around. Three counts go on: of a name from an
address, which a success clears; of an address, over all names (guessing one password for everybody); of a name, over all addresses
(guessing from everywhere). The last is the widest, since whoever fills it keeps the account's owner out too.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from msgspec import Struct

WINDOW = timedelta(minutes=15)
MOST_PAIR, MOST_ADDRESS, MOST_NAME = 5, 30, 60
"""Attempts within WINDOW. Five for a name from an address are 480 a day: against 12 characters that is none."""
_KEPT = 100_000
"""Counts that are kept; beyond it the oldest go, so that memory has a bound."""


class Held(Struct, frozen=True, kw_only=True):
    """An attempt that is not let through: for how many seconds, and whether it is the first that is held in its window."""

    seconds: int
    first: bool


class SignInLimits:
    """The counts of one desk; used from several threads."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """``now`` is the clock."""
        self._now = now
        self._lock = threading.Lock()
        self._tries: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()
        self._told: OrderedDict[tuple[str, str], datetime] = OrderedDict()

    def attempt(self, name: str, address: str) -> Held | None:
        """Count an attempt; a Held where one of the counts is full (then it counts for none, and waiting is enough)."""
        now = self._now()
        with self._lock:
            counts = [(key, most, self._live(key, now)) for key, most in _keys(name, address)]
            full = [(key, tries) for key, most, tries in counts if len(tries) >= most]
            if full:
                key, tries = max(full, key=lambda one: one[1][0])
                told = self._told.get(key)
                self._told[key] = now if told is None or told <= now - WINDOW else told
                while len(self._told) > _KEPT:
                    self._told.popitem(last=False)
                left = (tries[0] + WINDOW - now).total_seconds()
                return Held(seconds=max(1, int(left) + 1), first=told is None or told <= now - WINDOW)
            for key, _, tries in counts:
                tries.append(now)
                self._tries[key] = tries
                self._tries.move_to_end(key)
            while len(self._tries) > _KEPT:
                self._tries.popitem(last=False)
        return None

    def succeeded(self, name: str, address: str) -> None:
        """Take the last attempt back, and clear what the name failed from that address."""
        with self._lock:
            pair, *others = (key for key, _ in _keys(name, address))
            self._tries.pop(pair, None)
            for key in others:
                if self._tries.get(key):
                    self._tries[key].pop()

    def _live(self, key: tuple[str, str], now: datetime) -> deque[datetime]:
        tries = self._tries.get(key, deque())
        while tries and tries[0] <= now - WINDOW:
            tries.popleft()
        return tries


def _keys(name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    net = network_of(address)
    return ((f"{name}", net), MOST_PAIR), (("", net), MOST_ADDRESS), ((name, ""), MOST_NAME)


def network_of(address: str) -> str:
    """An IPv4 address itself; of an IPv6 address its /64, which is one customer's."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    mapped = parsed.ipv4_mapped
    return str(mapped) if mapped is not None else f"{IPv6Address(int(parsed) >> 64 << 64)}/64"
