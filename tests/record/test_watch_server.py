"""A watch over a record on a server does as over one in a file."""

from collections.abc import Callable
from pathlib import Path

from tests.fetch.sites import Site, answer
from tests.record.newsroom import Room, article, feed, feed_page, rss
from tests.store.server import new_database, server

__all__ = ["new_database", "server"]  # fixtures, used by name


def test_a_record_on_a_server_is_watched_into(site: Site, tmp_path: Path, new_database: Callable[[str], str]) -> None:
    target = new_database("watched")
    site.pages |= {"/feed": feed_page(rss(site.url, [1, 2]), '"a"'), "/1": article(1), "/2": answer(status="404 Not Found")}
    with Room(tmp_path, feed(site), target=target) as room:
        held = room.round()
        assert held.account is not None and (held.account.stored, held.account.rejected) == (1, 1)
        assert room.record.verify().problems == ()
        hours = room.hours
    site.asked.clear()
    with Room(tmp_path, feed(site), target=target, hours=hours) as room:
        assert room.round(1).account is None and site.pages_asked == ["/feed"] and len(room.titles()) == 1
        with room.record.store.adding_lock():
            assert room.round(1).put_off
