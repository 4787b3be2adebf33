"""What is behind an address, as items for a record: each archived as the WARC of the fetch that it came in."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from reportedly.config import Settings
from reportedly.errors import NotFetched
from reportedly.fetch.clock import system_clock
from reportedly.fetch.exchange import Exchange
from reportedly.fetch.fetcher import Fetched, Fetcher, NotModified
from reportedly.fetch.keeping import WarcFile
from reportedly.fetch.options import Options
from reportedly.ingest.files import items_from_bytes
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.item import Item, NotReport, Told, joined
from reportedly.ingest.rejection import Rejection, rejection_of

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.I)


def fetcher_of(settings: Settings, heard: Callable[[Exchange], None] | None = None) -> Fetcher:
    """A new fetcher, as the settings say; ``heard`` is told of every exchange. Raises MissingExtra where its libraries are not there."""
    return Fetcher(Options(contact=settings.contact, private=settings.allow_private_addresses), heard=heard)


@contextmanager
def open_fetcher(settings: Settings, keep: Path | None = None) -> Iterator[Fetcher]:
    """A context with a new fetcher; ``keep`` is a WARC file to which everything that it hears is added.

    Raises MissingExtra where its libraries are not there, BadOption where the file can't be written.
    """
    fetcher = fetcher_of(settings)
    if keep is None:
        yield fetcher
        return
    with WarcFile(keep, system_clock()) as kept:
        yield fetcher_of(settings, kept.note)


class Fetches(Protocol):
    """Whoever fetches addresses."""

    def fetch(self, url: str) -> Fetched | NotModified:
        """What is behind an address; raises an error of the NotFetched branch."""
        ...


class Brought(Struct, frozen=True, kw_only=True):
    """An item that came in a fetch, and the archive of that fetch."""

    item: Item
    warc: bytes


def brought(url: str, fetcher: Fetches, given: Given = NOTHING_GIVEN) -> Iterator[Brought | Rejection | NotReport]:
    """Fetch an address, and give its items; one Rejection where it was not had. ``given`` goes before what a page says of itself."""
    try:
        fetched = fetcher.fetch(url)
    except NotFetched as error:
        yield rejection_of(url, error)
        return
    if isinstance(fetched, Fetched):
        yield from unpacked(fetched, given)


def unpacked(
    fetched: Fetched, given: Given = NOTHING_GIVEN, otherwise: Given = NOTHING_GIVEN
) -> Iterator[Brought | Rejection | NotReport]:
    """The items of what was fetched; ``otherwise`` fills what a page does not say of itself.

    A page that names no address of its own gets the one that it came from.
    """
    charset = _CHARSET.search(fetched.content_type or "")
    told = Told(method="url", charset=charset[1] if charset else None, given=given, otherwise=joined(Given(url=fetched.url), otherwise))
    for item in items_from_bytes(fetched.payload, fetched.asked, told):
        yield Brought(item=item, warc=fetched.warc) if isinstance(item, Item) else item
