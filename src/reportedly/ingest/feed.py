"""Feeds (RSS, Atom, RDF, JSON Feed) as containers: each entry an item."""

import json
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

import msgspec

from reportedly.codebooks.agencies import agency_named
from reportedly.errors import BadOption, BrokenFile, EmptyReport, UnsafeFile
from reportedly.extras import needed
from reportedly.ingest.given import Given, iso_date
from reportedly.ingest.item import Item, joined, stated, without_surrogates
from reportedly.ingest.limits import MAX_FEED_BYTES
from reportedly.ingest.page import page_of
from reportedly.ingest.source import Source
from reportedly.ingest.tags import text_between_tags
from reportedly.ingest.text import report_of
from reportedly.ingest.xml_prolog import prolog_of
from reportedly.schema import Report

_CURE = "Open it in a browser: it may be a page that says why there is no feed."
_PROLOG = 262_144
"""Bytes in which a feed's root stands; a longer prolog is no feed's."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a feed states about one entry; ``content`` is HTML or text, ``whole`` says that it is no mere summary."""

    feed: str | None = None
    id: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    link: str | None = None
    content: str = ""
    whole: bool = False


def parts_of_feed(source: Source) -> Iterator[Item]:
    """The entries of a feed in its order, numbered from 1: what is archived of each is what the feed states about it, as JSON.

    Of an entry with its full content that is the report, of another its summary; ``where`` says so. Raises UnsafeFile where the feed
    declares entities of its own, BrokenFile where it is none, EmptyReport where it has no entry; MissingExtra without feedparser.
    """
    data = source.whole(MAX_FEED_BYTES, "one feed", "Split it.")
    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    entries = _json_entries(data, source.name) if is_json else _xml_entries(data, source)
    for number, entry in enumerate(entries, start=1):
        where = f"{source.name}#{number}" + ("" if entry.whole or not entry.content else " (summary)")
        data = msgspec.json.encode(entry)
        yield Item(where=where, data=data, kind="entry", method="entry", otherwise=source.handed_down)
    if not entries:
        raise EmptyReport(f"{source.name} is a feed without entries.", "Try it again later.")


def report_from_entry(data: bytes, given: Given, name: str, allow_any_language: bool) -> Report:
    """The report that an entry of a feed is; raises EmptyReport where it has a title and no words."""
    entry = entry_of(data)
    text = text_between_tags(entry.content)[0]
    told = joined(
        given,
        stated(
            title=text_between_tags(entry.title or "")[0], byline=entry.author, publisher=agency_named(entry.feed or "") or entry.feed,
            published=entry.published, url=entry.link, given_id=entry.id,
        ),
    )  # fmt: skip
    if not text.strip():
        cure = f"Add its page: {entry.link}" if entry.link else "Add the page that it is about."
        raise EmptyReport(f"{name} has {'a title and ' if entry.title else ''}no text.", cure)
    return report_of(page_of(text, told.title), told, name, allow_any_language)


def entry_of(data: bytes) -> Entry:
    """What a feed states about an entry, from the bytes that are archived of it."""
    return msgspec.json.decode(data, type=Entry)


def _xml_entries(data: bytes, source: Source) -> list[Entry]:
    if prolog_of(data[:_PROLOG].decode("latin-1")).declares_entities:
        raise UnsafeFile(f"{source.name} declares entities of its own, which feeds don't need and bombs do.", _CURE)
    headers = {"content-type": f"application/xml; charset={source.told.charset}"} if source.told.charset else {}
    if source.told.otherwise.url:
        headers["content-location"] = source.told.otherwise.url
    feedparser = needed("feedparser", "formats")
    try:
        # A stream, never the bytes: feedparser takes a string for an address or a file's name. Scripts go when the text is taken.
        read = feedparser.parse(BytesIO(data), response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError, OSError) as error:
        raise BrokenFile(f"{source.name} is a feed that can't be read: {error}.", _CURE) from None
    if not read.entries and read.bozo:
        raise BrokenFile(f"{source.name} is a feed that can't be read: {read.get('bozo_exception')}.", _CURE)
    publisher = _words(read.feed.get("title"))
    return [_of_xml(entry, publisher) for entry in read.entries]


def _of_xml(entry: Any, publisher: str | None) -> Entry:
    contents = [str(one.get("value") or "") for one in entry.get("content") or ()]
    whole = max(contents, key=len, default="")
    summary = str(entry.get("summary") or "")
    is_whole = bool(whole.strip()) and len(whole) >= len(summary)
    origin = entry.get("source") or {}
    return Entry(
        feed=_words(origin.get("title")) or publisher, id=_words(entry.get("id")), title=_words(entry.get("title")),
        author=_words(entry.get("author_detail", {}).get("name")) or _words(entry.get("author")), link=_words(entry.get("link")),
        published=_day(entry, "published") or _day(entry, "updated") or _day(entry, "created"),
        content=without_surrogates(whole if is_whole else summary), whole=is_whole,
    )  # fmt: skip


def _day(entry: Any, field: str) -> str | None:
    """The day as the feed has it, in the publisher's own time zone; feedparser's reading of it in UTC where that can't be told."""
    if field not in entry:  # feedparser gives one field for another, with a warning
        return None
    said = str(entry.get(field) or "")
    try:
        return iso_date(said)
    except BadOption:
        pass
    try:
        return parsedate_to_datetime(said).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        pass
    parsed = entry.get(f"{field}_parsed") if f"{field}_parsed" in entry else None
    try:
        return date(*parsed[:3]).isoformat() if parsed else None
    except (TypeError, ValueError, OverflowError):
        return None


def _json_entries(data: bytes, name: str) -> list[Entry]:
    """The items of a JSON Feed (version 1 and 1.1, jsonfeed.org)."""
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BrokenFile(f"{name} is a JSON Feed that can't be read: {error}.", _CURE) from None
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(entries, list):
        raise BrokenFile(f"{name} is a JSON Feed without items.", _CURE)
    publisher = _words(feed.get("title"))
    return [_of_json(entry, publisher) for entry in entries if isinstance(entry, dict)]


def _of_json(entry: dict[str, Any], publisher: str | None) -> Entry:
    authors = entry.get("authors")
    authors = authors if isinstance(authors, list) else [entry.get("author")]
    names = [name for one in authors if isinstance(one, dict) and (name := _words(one.get("name")))]
    whole = _words(entry.get("content_html")) or _escaped(_words(entry.get("content_text")))
    return Entry(
        feed=publisher, id=_words(entry.get("id")), title=_words(entry.get("title")), author=", ".join(names) or None,
        published=_words(entry.get("date_published")) or _words(entry.get("date_modified")),
        link=_words(entry.get("url")) or _words(entry.get("external_url")), content=whole or _escaped(_words(entry.get("summary"))) or "",
        whole=whole is not None,
    )  # fmt: skip


def _escaped(text: str | None) -> str | None:
    """Plain text as HTML, each line a paragraph."""
    if text is None:
        return None
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _words(value: object) -> str | None:
    return without_surrogates(value) or None if isinstance(value, str) else None
