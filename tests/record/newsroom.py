"""An invented newsroom on this machine: feeds that know what is new, articles, and a watch over them."""

from collections.abc import Sequence
from datetime import timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from socket import socket

from tests.fetch.sites import NOW, Handler, Hours, Site, answer, open_fetcher
from tests.record.test_fetching import PlainReader

from reportedly.ingest.given import Given
from reportedly.record.record import Record
from reportedly.record.watch import Watch
from reportedly.record.watch_list import Watched
from reportedly.record.watch_round import EntryTaken, FeedAsked, Round
from reportedly.record.watch_state import WatchState

SENTENCES = (
    "Fighters of the Amber Front shelled a grain depot near Tel Amara on Sunday, residents of the town said. "
    "The governor of the province said that the depot had been empty for weeks, and that nobody was hurt in the attack. "
    "A monitoring group, which has observers in the town, verified the attack and counted four craters in the yard of the depot. "
    "The Amber Front denied that its men had been anywhere near the town, and called the report an invention of its enemies. "
    "The road to the north has been closed since, and buses to the coast leave from the old market, the mayor of the town said. "
)
"""Invented, as is all in this room."""


def story(number: int) -> str:
    """The words of an invented story, unlike those of any other."""
    return f"Story {number} (invented). " + SENTENCES.replace("Tel Amara", f"Tel Amara {number}").replace("four", f"{number + 2}")


def article(number: int) -> bytes:
    """Its page."""
    body = "".join(f"<p>{sentence}.</p>" for sentence in story(number).split(". ") if sentence.strip())
    head = f"<!doctype html><html lang='en'><head><title>Story {number} (invented)</title></head>"
    return answer(f"{head}<body><article>{body}</article></body></html>".encode())


def rss(url: str, numbers: Sequence[int], *, full: bool = False) -> bytes:
    """A feed of stories; ``full`` gives their words."""
    items = []
    for number in numbers:
        day = format_datetime(NOW - timedelta(days=1), usegmt=True)
        whole = f"<content:encoded>{escape('<p>' + story(number) + '</p>')}</content:encoded>"
        title = f"<title>Story {number} (invented)</title><link>{url}/{number}</link><guid>g{number}</guid>"
        words = whole if full else "<description>A teaser.</description>"
        items.append(f"<item>{title}<pubDate>{day}</pubDate>{words}</item>")
    space = "http://purl.org/rss/1.0/modules/content/"
    channel = f"<channel><title>The Tel Amara Post (invented)</title>{''.join(items)}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:content="{space}">{channel}</rss>'.encode()


def feed_page(body: bytes, etag: str = "") -> Handler:
    """A feed's answer, which says "not modified" to who has it."""

    def handler(connection: socket, head: bytes) -> None:
        if etag and f"If-None-Match: {etag}\r\n".encode() in head:
            connection.sendall(answer(b"", status="304 Not Modified"))
        else:
            connection.sendall(answer(body, Content_Type="application/rss+xml", ETag=etag))

    return handler


def feed(site: Site, path: str = "/feed", **more: object) -> Watched:
    """A feed of a site in a list."""
    fields = {"kind": "feed", "url": site.url + path, "every": 900.0, "given": Given(publisher="The Tel Amara Post")} | more
    return Watched(**fields)  # type: ignore[arg-type]


class Room:
    """A watch with its record, memory, clock and everything that it said."""

    def __init__(
        self, folder: Path, *listed: Watched, hours: Hours | None = None, reader: PlainReader | None = None, target: str | None = None
    ) -> None:
        self.hours = hours or Hours()
        self.record = Record.open(target or folder / "record.db", create=True)
        self.reader = reader or PlainReader()
        self.record._reader = self.reader  # type: ignore[assignment]
        self.state = WatchState(folder / "record.db.watch")
        self.said: list[FeedAsked | EntryTaken] = []
        self.fetcher = open_fetcher(self.hours)
        self.watch = Watch(self.record, listed, self.state, self.fetcher, self.hours.clock(), self.said.append)

    def __enter__(self) -> "Room":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.state.close()
        self.record.close()

    def round(self, hours: float = 0.0) -> Round:
        """A round, after so many hours; the account adds up."""
        self.hours.seconds += hours * 3600
        held = self.watch.round()
        assert held.listed == len(held.asked) + held.not_due or held.put_off
        if held.account is not None:
            assert held.account.read == held.account.stored + held.account.duplicate + held.account.rejected
        return held

    def titles(self) -> list[str | None]:
        return sorted(row.title for row in self.record.reports(paging={"limit": 500}).rows if row.title)
