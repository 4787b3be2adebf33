"""Fetching one address after another, politely: robots.txt, turns, redirects, tries; each answer judged and kept as a WARC."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal, TypeVar

from msgspec import Struct

from reportedly.errors import AnswerTooLarge, BadAnswer, NoAnswer, NotFetched
from reportedly.extras import needed
from reportedly.fetch.address import Address, address_of, joined
from reportedly.fetch.clock import Clock, system_clock
from reportedly.fetch.connection import LATER
from reportedly.fetch.exchange import Exchange, Network, exchange
from reportedly.fetch.options import Options
from reportedly.fetch.resolving import Resolver, system_resolver
from reportedly.fetch.robots import Robots
from reportedly.fetch.turns import Turns
from reportedly.fetch.warc import warc_of

Got = TypeVar("Got")

REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_TRANSIENT = (408, 425, 429, 500, 502, 503, 504)
_LIBRARIES = ("h11", "idna", "protego", "truststore")
_SAVE = "Open it in a browser; where you may read it, save the page and add the file."
_STATUS: dict[int, tuple[str, str]] = {
    401: ("asks for a name and a password", _SAVE),
    402: ("asks for money", _SAVE),
    403: ("is not shown to us", _SAVE),
    404: ("is not there", "Check the address; a web archive may have it."),
    410: ("is gone for good", "A web archive may have it."),
    429: ("says that we ask too often", LATER),
    451: ("is withheld for legal reasons", "A web archive may have it."),
}


class Validators(Struct, frozen=True, kw_only=True):
    """What a server said about an answer, to be told by it later whether it has changed (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


class Fetched(Struct, frozen=True, kw_only=True):
    """An answer with status 200.

    ``url`` is where it came from after redirects, ``moved`` that address where every redirect was for good. ``payload`` is the body
    unpacked; ``warc`` the archive of all steps, ``at`` when the last was asked.
    """

    asked: str
    url: str
    moved: str | None
    at: datetime
    payload: bytes
    warc: bytes
    content_type: str | None
    validators: Validators


class NotModified(Struct, frozen=True, kw_only=True):
    """The server says that what it gave before still holds."""

    asked: str
    url: str


class _Closed(Exception):
    """A site that lets nothing be fetched: its robots.txt was tried for already, so the page need not be tried again."""

    def __init__(self, error: NotFetched) -> None:
        super().__init__()
        self.error = error


class Fetcher:
    """Fetches addresses, one at a time; it remembers robots.txt files and whose turn it is, and nothing of what it fetched."""

    def __init__(
        self,
        options: Options = Options(),  # noqa: B008  frozen
        *,
        clock: Clock | None = None,
        resolver: Resolver = system_resolver,
        heard: Callable[[Exchange], None] | None = None,
    ) -> None:
        """``heard`` is told of every exchange, robots.txt and failures included. Raises MissingExtra where a library is not there."""
        for library in _LIBRARIES:
            needed(library, "fetch")
        self._clock = clock or system_clock()
        self._options = options
        self._network = Network(options=options, clock=self._clock, resolver=resolver)
        self._turns = Turns(self._clock, options.delay, options.max_wait)
        self._robots = Robots(self._clock, self._robots_file)
        self._heard = heard or (lambda _: None)

    def seconds_left(self, url: str) -> float:
        """How long until the host of ``url`` may be asked again; 0 where it may be now, or is no host."""
        try:
            return self._turns.left(address_of(url).host)
        except NotFetched:
            return 0.0

    def fetch(self, url: str, known: Validators = Validators()) -> Fetched | NotModified:  # noqa: B008  frozen
        """What is behind an address; NotModified only where ``known`` has what the server said before.

        Waits for the host's turn, and tries again what may go better, as the options allow. Raises an error of the NotFetched branch.
        """
        address = address_of(url)
        try:
            return self._tried(address, lambda: self._once(address, known))
        except _Closed as closed:
            raise closed.error from None

    def _tried(self, address: Address, once: Callable[[], Got]) -> Got:
        """Try, and try again where that may help, with twice the wait each time."""
        began = self._clock.monotonic()
        for tried in range(1, self._options.tries):
            try:
                return once()
            except (NoAnswer, BadAnswer) as error:
                used = self._clock.monotonic() - began
                patient = self._turns.left(address.host) <= self._options.max_wait and used <= self._options.total
                if not error.transient or not patient:
                    raise
                self._turns.hold(address.host, self._options.delay * 2**tried)
        return once()

    def _once(self, address: Address, known: Validators) -> Fetched | NotModified:
        """One try, over its redirects."""
        steps: list[Exchange] = []
        here = address
        while True:
            try:
                crawl_delay = self._robots.check(here)
            except NotFetched as error:
                raise _Closed(error) from None
            steps.append(self._asked(here, _conditions(known)))
            self._turns.hold(here.host, crawl_delay)
            if steps[-1].status in REDIRECTS and steps[-1].header("location"):
                here = self._next(steps, address)
            elif steps[-1].status == 304 and known != Validators():
                return NotModified(asked=address.url, url=here.url)
            else:
                return self._judged(steps, address)

    def _asked(self, address: Address, conditions: dict[str, str]) -> Exchange:
        self._turns.wait(address.host)
        try:
            answer = exchange(address, conditions, self._network)
        finally:
            self._turns.asked(address.host)
        self._heard(answer)
        if answer.status in (429, 503):
            self._turns.hold(address.host, retry_after(answer.header("retry-after"), self._clock.now()))
        return answer

    def _robots_file(self, address: Address) -> Exchange:
        return self._tried(address, lambda: self._robots_file_once(address))

    def _robots_file_once(self, address: Address) -> Exchange:
        steps: list[Exchange] = []
        here = address
        while True:
            steps.append(self._asked(here, {}))
            if steps[-1].status not in REDIRECTS or not steps[-1].header("location"):
                return steps[-1]
            here = self._next(steps, address)

    def _next(self, steps: list[Exchange], address: Address) -> Address:
        there = joined(steps[-1].address, steps[-1].header("location") or "")
        if any(step.address == there for step in steps):
            raise BadAnswer(f"{address.url} redirects in a circle.", "Check the address in a browser.")
        if len(steps) > self._options.max_redirects:
            reason = f"{address.url} redirects more than {self._options.max_redirects} times."
            raise BadAnswer(reason, "Find the page in a browser, and add its own address.")
        return there

    def _judged(self, steps: list[Exchange], address: Address) -> Fetched:
        """The answer; raises BadAnswer, NoAnswer or AnswerTooLarge where it is none to read."""
        last = steps[-1]
        if last.status != 200:
            what, cure = _STATUS.get(last.status, ("gives an error", LATER) if last.status >= 500 else ("gives no page", _SAVE))
            wait = self._turns.left(last.address.host)
            if last.status in (429, 503) and wait > self._options.max_wait:
                cure = f"Try it again in {wait:,.0f} s, as it asks."
            raise BadAnswer(
                f"{address.url} {what} (status {last.status}).", cure, transient=last.status in _TRANSIENT, status=last.status
            )
        if last.truncated in ("time", "disconnect"):
            why = f"was not there in full after {self._options.total:g} s" if last.truncated == "time" else "broke off"
            raise NoAnswer(f"{address.url} {why}.", LATER, transient=True)
        if last.unpacked is not None:
            raise BadAnswer(f"{address.url} can't be read: {last.unpacked}.", "Save its text, and add the file.", status=200)
        if last.truncated is not None or last.payload is None:
            most = self._options.max_bytes
            raise AnswerTooLarge(
                f"{address.url} has more than {most:,} bytes; one answer may have that many.", "Download it, and add the file."
            )
        moved = len(steps) > 1 and all(step.status in _FOR_GOOD for step in steps[:-1])
        return Fetched(
            asked=address.url, url=last.address.url, moved=last.address.url if moved else None, at=last.at, payload=last.payload,
            warc=warc_of(steps), content_type=last.header("content-type"),
            validators=Validators(etag=last.header("etag"), last_modified=last.header("last-modified")),
        )  # fmt: skip


def retry_after(value: str | None, now: datetime) -> float:
    """The seconds that a Retry-After asks to wait (RFC 9110, section 10.2.3: a number or a date); 0 where it asks for nothing sound."""
    if value is None:
        return 0.0
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), MOST_HELD)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return min(max(0.0, (at - now).total_seconds()), MOST_HELD)


MOST_HELD = 24 * 3600.0
"""Seconds; a host that asks for more is left alone for a day."""


def _conditions(known: Validators) -> dict[str, str]:
    pairs: tuple[tuple[Literal["If-None-Match", "If-Modified-Since"], str | None], ...] = (
        ("If-None-Match", known.etag),
        ("If-Modified-Since", known.last_modified),
    )
    return {name: value for name, value in pairs if value is not None and value.isascii() and value.isprintable()}
