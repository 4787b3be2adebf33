"""The entries of a feed as a watch sees them: what tells one again, where its page is, and whether its words are all there."""

import hashlib
import re
from typing import Any

import msgspec
from msgspec import Struct, structs

from reportedly.errors import BadAddress
from reportedly.fetch.address import Address, address_of, joined
from reportedly.ingest.item import Item, stated
from reportedly.ingest.tags import text_between_tags
from reportedly.record.fetching import Brought

LEAST_WORDS = 100
"""Words of an entry that calls its content whole and is believed: teasers have 20 to 60, the shortest agency reports about 100."""

_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:read|continue|see) (?:more|reading|the full \w+)\W*)\s*$", re.I)


class _Stated(Struct, frozen=True):
    """What ingest's reader of feeds archives of an entry."""

    id: str | None = None
    title: str | None = None
    published: str | None = None
    link: str | None = None
    content: str = ""
    whole: bool = False


class FeedEntry(Struct, frozen=True, kw_only=True):
    """An entry: ``key`` tells it again, ``url`` is its page's address where it has a sound one.

    ``whole`` says that its words are all there. ``brought`` is the entry as an item.
    """

    key: str
    url: str | None
    title: str | None
    published: str | None
    whole: bool
    brought: Brought


def entry_of(one: Brought, base: Address) -> FeedEntry:
    """The entry that an item of a feed is; relative links are of the feed's address ``base``.

    Its source in a record is its page's address; without one, the feed's with the entry's own name.
    """
    words = msgspec.json.decode(one.item.data, type=dict[str, Any])
    said = msgspec.convert(words, _Stated)
    try:
        url = joined(base, said.link).url if said.link else None
    except BadAddress:
        url = None
    key = said.id or url or hashlib.sha256(f"{said.title}\n{said.content}".encode("utf-8", "surrogatepass")).hexdigest()
    # What the report takes for its address: an absolute one of the web, or none.
    item = structs.replace(one.item, where=url or f"{base.url}#{key}", data=msgspec.json.encode(words | {"link": url}))
    known = stated(title=said.title, published=said.published)
    return FeedEntry(
        key=key, url=url, title=known.title, published=known.published, whole=said.whole and _is_whole(said.content),
        brought=structs.replace(one, item=item),
    )  # fmt: skip


def is_entry(item: Item) -> bool:
    """Whether an item is an entry of a feed."""
    return item.kind == "entry"


def base_of(url: str) -> Address:
    """The address that a feed's links are relative to."""
    return address_of(url)


def _is_whole(content: str) -> bool:
    text = text_between_tags(content)[0]
    return len(text.split()) >= LEAST_WORDS and not _CUT_OFF.search(text)
