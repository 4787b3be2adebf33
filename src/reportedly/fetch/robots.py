"""What a site's robots.txt lets us fetch (RFC 9309)."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from reportedly.errors import AddressRefused, NoAnswer, NotFetched, RobotsRefused
from reportedly.extras import needed
from reportedly.fetch.address import Address, address_of
from reportedly.fetch.clock import Clock
from reportedly.fetch.exchange import Exchange
from reportedly.fetch.options import AGENT

MAX_PARSED = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 (section 2.5) asks for 500 KiB at least."""

KEPT = 24 * 3600.0
"""Seconds for which a robots.txt is believed; RFC 9309 (section 2.4) advises no more than a day."""

KEPT_UNREACHABLE = 600.0
"""Seconds after which one that could not be had is asked for again."""

MAX_CRAWL_DELAY = 3600.0
"""Seconds; a site that asks for more between two pages gets an hour."""

_LATER = "Try it later."
_CURE = "Ask the site for its permission; where you may read the page, save it in a browser and add the file."


class _Rules(Struct, frozen=True, kw_only=True):
    """One site's rules: ``parsed`` is protego's; ``failed`` is why there are none and nothing may be fetched."""

    until: float
    parsed: Any = None
    failed: NotFetched | None = None


class Robots:
    """The rules of sites, each asked for when it is needed and kept for a day."""

    def __init__(self, clock: Clock, get: Callable[[Address], Exchange]) -> None:
        """``get`` fetches a robots.txt, over its redirects, as often as that is worth while; what it raises closes the site."""
        self._clock, self._get = clock, get
        self._rules: dict[str, _Rules] = {}

    def check(self, address: Address) -> float:
        """The seconds that the site wants between two pages (0 where it says nothing); raises RobotsRefused where it wants none.

        RFC 9309, section 2.3.1: no robots.txt (4xx) lets everything be fetched; one that can't be had (5xx, no answer) nothing. A host that
        does not answer or is inside raises what it raised, as the page would.
        """
        rules = self._rules.get(address.site)
        if rules is None or rules.until <= self._clock.monotonic():
            rules = self._rules[address.site] = self._asked(address)
        if rules.failed is not None:
            raise _of_page(rules.failed, address)
        if rules.parsed is None:
            return 0.0
        if not rules.parsed.can_fetch(address.url, AGENT):
            raise RobotsRefused(f"{address.url} is closed to programs by {address.site}/robots.txt.", _CURE)
        return min(MAX_CRAWL_DELAY, max(0.0, float(rules.parsed.crawl_delay(AGENT) or 0.0)))

    def _asked(self, address: Address) -> _Rules:
        now = self._clock.monotonic
        try:
            answer = self._get(_file_of(address))
        except NotFetched as error:
            return _Rules(until=now() + KEPT_UNREACHABLE, failed=error)
        if answer.status == 429 or answer.status >= 500:
            return self._closed(address, f"it answers with status {answer.status}")
        if answer.status != 200:
            return _Rules(until=now() + KEPT)
        if answer.payload is None or answer.truncated in ("time", "disconnect"):
            return self._closed(address, answer.unpacked or "it breaks off")
        text = answer.payload[:MAX_PARSED].decode("utf-8", "replace").removeprefix("\ufeff")
        protego: Any = needed("protego", "fetch")
        return _Rules(until=now() + KEPT, parsed=protego.Protego.parse(text))

    def _closed(self, address: Address, why: str) -> _Rules:
        error = RobotsRefused(f"{_file_of(address).url} can't be had: {why}.", _LATER, transient=True)
        return _Rules(until=self._clock.monotonic() + KEPT_UNREACHABLE, failed=error)


def _file_of(address: Address) -> Address:
    return address_of(f"{address.site}/robots.txt")


def _of_page(error: NotFetched, address: Address) -> NotFetched:
    """What closes a site, said of one of its pages."""
    if isinstance(error, AddressRefused | NoAnswer):
        return type(error)(error.message.replace(_file_of(address).url, address.url, 1), error.cure, transient=error.transient)
    return RobotsRefused(
        f"{address.url} may not be fetched while its site's rules for programs are unknown: {error.message}",
        _LATER,
        transient=error.transient,
    )
