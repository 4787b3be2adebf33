"""Watching: what is new is read once, what fails is named, and nothing that stops a watch costs it anything."""

import os
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.fetch.sites import Hours, Site, answer
from tests.record.newsroom import Room, article, feed, feed_page, rss, story
from tests.record.test_fetching import PlainReader

from reportedly.fetch.fetcher import Fetcher
from reportedly.fetch.options import Options
from reportedly.record.watch import MAX_TRIES, MOST_OF_A_HOST
from reportedly.record.watch_round import Round
from reportedly.store import tables


@pytest.fixture
def news(site: Site) -> Site:
    """A site with a feed of three stories and their pages."""
    site.pages["/feed"] = feed_page(rss(site.url, [1, 2, 3]), '"a"')
    site.pages |= {f"/{number}": article(number) for number in range(1, 10)}
    return site


def outcomes(held: Round) -> list[str]:
    return [one.outcome for one in held.asked]


def test_entries_are_fetched_read_and_accounted_for(news: Site, tmp_path: Path) -> None:
    with Room(tmp_path, feed(news)) as room:
        held = room.round()
        assert held.account is not None and (held.new, held.account.stored, held.account.rejected) == (3, 3, 0)
        assert news.pages_asked == ["/feed", "/1", "/2", "/3"]
        assert held.words == (
            "asked 1 = 1 with news + 0 unchanged + 0 failed + 0 gone; 3 new entries; read 3 = 3 stored + 0 duplicate + 0 rejected"
        )
        assert [report.publisher for report in room.reader.read] == ["The Tel Amara Post"] * 3
        assert {report.published for report in room.reader.read} == {"2031-04-07"}  # the feed's, which the pages don't say
        assert [(one.outcome, one.url) for one in room.said[1:]] == [("fetched", f"{news.url}/{number}") for number in (1, 2, 3)]
        assert room.record.verify().problems == ()


def test_what_was_seen_is_not_fetched_again(news: Site, tmp_path: Path) -> None:
    with Room(tmp_path, feed(news)) as room:
        room.round()
        news.asked.clear()
        assert (outcomes(room.round(0.1)), news.asked) == ([], [])  # not due yet
        held = room.round(1)
        assert outcomes(held) == ["unchanged"] and held.account is None and news.asked == ["/feed"] and b"If-None-Match" in news.heads[-1]
        assert held.words.endswith("0 new entries; nothing to read")
        news.pages["/feed"] = feed_page(rss(news.url, [3, 4]), '"b"')
        held = room.round(1)
        assert (outcomes(held), held.new, news.pages_asked) == (["news"], 1, ["/feed", "/feed", "/4"])
        assert len(room.titles()) == 4


def test_it_goes_on_after_a_restart(news: Site, tmp_path: Path) -> None:
    with Room(tmp_path, feed(news)) as room:
        room.round()
        hours = room.hours
    news.asked.clear()
    news.pages["/feed"] = feed_page(rss(news.url, [1, 2, 3, 4]), '"b"')
    with Room(tmp_path, feed(news), hours=hours) as room:
        held = room.round(1)
        assert (held.new, news.pages_asked) == (1, ["/feed", "/4"])


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.record.newsroom import Room, feed
from tests.record.test_fetching import PlainReader
from reportedly.ingest.given import Given
from reportedly.record import adding
from reportedly.record.watch_list import Watched

folder, url, moment = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
adding.BATCH = 1
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)

class Dying(PlainReader):
    def read_all(self, items):
        for number, outcome in enumerate(super().read_all(items), start=1):
            if moment == f"read {number}":
                die()
            yield outcome

watched = Watched(kind="feed", url=url + "/feed", every=900.0, given=Given())
room = Room(folder, watched, reader=Dying())
if moment == "note":
    room.watch._note = die
if moment == "commit":
    room.state.note_run = die
room.round()
"""


@pytest.mark.parametrize("moment", ["read 1", "read 2", "read 3", "note", "commit"])
def test_killed_at_any_moment_it_loses_nothing_and_doubles_nothing(news: Site, tmp_path: Path, moment: str) -> None:
    """SIGKILL while it reads, after it has stored all, and while it notes what it has stored."""
    command = [sys.executable, "-c", KILLED, str(tmp_path), news.url, moment]
    root = str(Path(__file__).parents[2])
    paths = os.pathsep.join((root, *filter(None, (os.environ.get("PYTHONPATH"),))))
    ended = subprocess.run(command, cwd=root, env=os.environ | {"PYTHONPATH": paths}, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    fetched = news.pages_asked
    news.asked.clear()
    with Room(tmp_path, feed(news)) as room:
        with room.record.store.reading() as snapshot:
            stored = {row.source for row in snapshot.rows(select(tables.capture.c.source))}
        assert len(stored) == {"read 1": 0, "read 2": 1, "read 3": 2}.get(moment, 3)
        held = room.round()
        assert held.new == 3 and len(room.titles()) == 3
        assert held.account is None or held.account.duplicate == 0
        asked_again = {f"{news.url}{path}" for path in news.pages_asked if path != "/feed"}
        assert asked_again.isdisjoint(stored) and len(stored) + len(asked_again) == 3 and fetched[0] == "/feed"
        assert outcomes(room.round(1)) == ["unchanged"]
        assert room.record.verify().problems == ()


def test_stopped_while_it_reads_it_goes_on(news: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.record.adding.BATCH", 1)
    with Room(tmp_path, feed(news), reader=PlainReader(stop_after=2)) as room, pytest.raises(KeyboardInterrupt):
        room.round()
    with Room(tmp_path, feed(news)) as room:
        held = room.round()
        assert held.account is not None and held.account.stored == 1 and len(room.titles()) == 3


def test_an_entry_that_the_feed_has_in_full_is_not_fetched(news: Site, tmp_path: Path) -> None:
    news.pages["/feed"] = feed_page(rss(news.url, [1, 2], full=True))
    with Room(tmp_path, feed(news)) as room:
        held = room.round()
        assert held.account is not None and held.account.stored == 2 and news.pages_asked == ["/feed"]
        assert story(1).split(". ")[3] in room.reader.read[0].text and room.reader.read[0].url == f"{news.url}/1"
        with room.record.store.reading() as snapshot:
            rows = snapshot.rows(select(tables.capture.c.source, tables.capture.c.hash))
            assert snapshot.original(rows[0].hash).startswith(b"WARC/1.1") and rows[0].source == f"{news.url}/1"
        assert room.round(1).new == 0


@pytest.mark.parametrize(("text", "full", "pages"), [("page", True, ["/feed", "/1"]), ("feed", False, ["/feed"])])
def test_where_the_words_are_taken_from_can_be_said(news: Site, tmp_path: Path, text: str, full: bool, pages: list[str]) -> None:
    news.pages["/feed"] = feed_page(rss(news.url, [1], full=full))
    with Room(tmp_path, feed(news, text=text)) as room:
        assert room.round().new == 1 and news.pages_asked == pages


def test_a_teaser_that_calls_itself_whole_is_not_believed(news: Site, tmp_path: Path) -> None:
    teaser = rss(news.url, [1]).replace(b"description>", b"content:encoded>")
    cut = rss(news.url, [2], full=True).replace(b"&lt;/p&gt;", b" Read more...&lt;/p&gt;")
    news.pages |= {"/feed": feed_page(teaser), "/cut": feed_page(cut)}
    with Room(tmp_path, feed(news), feed(news, "/cut")) as room:
        room.round()
        assert news.pages_asked == ["/feed", "/cut", "/1", "/2"]


def test_rules_say_which_entries_are_followed(news: Site, tmp_path: Path) -> None:
    with Room(tmp_path, feed(news, allow=(f"{news.url}/2", f"{news.url}/3"))) as room:
        held = room.round()
        assert (held.new, held.left_out) == (3, 1) and news.pages_asked == ["/feed", "/2", "/3"]
        assert "1 left out by your rules" in held.words


def test_one_page_in_two_feeds_is_fetched_once(news: Site, tmp_path: Path) -> None:
    news.pages["/other"] = feed_page(rss(news.url, [3, 4]))
    with Room(tmp_path, feed(news), feed(news, "/other")) as room:
        held = room.round()
        assert (held.new, held.known) == (5, 1) and sorted(news.pages_asked) == ["/1", "/2", "/3", "/4", "/feed", "/other"]
        news.pages["/feed"] = feed_page(rss(news.url, [4]))
        held = room.round(1)
        assert (held.new, held.known) == (1, 1) and len(room.titles()) == 4


BAD_FEEDS = {
    "no XML at all": answer(b"<html><body><p>Sorry, no feed here.</p></body></html>"),
    "broken XML": answer(b"<?xml version='1.0'?><rss version='2.0'><channel><it", Content_Type="application/rss+xml"),
    "an empty feed": answer(rss("http://x.example", [])),
    "an error": answer(status="500 Oops"),
    "a lie about its length": answer(b"<rss version='2.0'>", Content_Length="900"),
    "nothing": b"",
    "a bomb of entities": answer(
        b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>"
        b"<rss version='2.0'><channel><title>&b;</title></channel></rss>"
    ),
}


@pytest.mark.parametrize("what", BAD_FEEDS)
def test_a_bad_feed_costs_no_other_and_is_named(news: Site, tmp_path: Path, what: str) -> None:
    news.pages["/bad"] = BAD_FEEDS[what]
    with Room(tmp_path, feed(news, "/bad"), feed(news)) as room:
        held = room.round()
        assert outcomes(held) == ["failed", "news"] and held.account is not None and held.account.stored == 3
        (trouble,) = held.troubles
        assert trouble.url == f"{news.url}/bad" and trouble.reason and held.asked[0].cure
        assert any(trouble.reason.rstrip(".") in remark for remark in held.remarks)


def test_a_bad_feed_is_left_alone_for_longer_each_time(news: Site, tmp_path: Path) -> None:
    news.pages["/bad"] = answer(status="404 Not Found")
    with Room(tmp_path, feed(news, "/bad", every=3600.0)) as room:
        asked = []
        for _ in range(60):
            held = room.round(1)
            asked.append(bool(held.asked))
            assert len(held.troubles) == 1  # named in each round, asked or not
        hours = [hour for hour, one in enumerate(asked) if one]
        assert [later - sooner for sooner, later in pairwise(hours)] == [1, 2, 4, 8, 16, 24]
        assert "7 times in a row" in held.remarks[0]
        news.pages["/bad"] = feed_page(rss(news.url, [1]))
        held = room.round(24)
        assert outcomes(held) == ["news"] and held.troubles == () and outcomes(room.round(1)) == ["unchanged"]


def test_a_feed_that_is_gone_is_said(news: Site, tmp_path: Path) -> None:
    news.pages["/feed"] = answer(status="410 Gone")
    with Room(tmp_path, feed(news)) as room:
        held = room.round()
        assert outcomes(held) == ["gone"] and "Take it out of the list." in held.remarks[0] and "1 gone" in held.words
        assert outcomes(room.round(24)) == [] and room.round().troubles[0].gone
        assert outcomes(room.round(24 * 7)) == ["gone"]


def test_a_feed_that_has_moved_is_said(news: Site, tmp_path: Path) -> None:
    news.pages["/old"] = answer(b"", status="301 Moved", Location="/feed")
    with Room(tmp_path, feed(news, "/old")) as room:
        held = room.round()
        assert held.asked[0].moved == f"{news.url}/feed" and f"moved to {news.url}/feed" in held.remarks[0]


def test_a_page_that_fails_waits_and_is_tried_again(news: Site, tmp_path: Path) -> None:
    news.pages["/2"] = answer(status="503 Busy")
    news.pages["/3"] = answer(status="404 Not Found")
    with Room(tmp_path, feed(news)) as room:
        held = room.round()
        assert held.account is not None and (held.account.stored, held.account.rejected, held.waiting) == (1, 1, 1)
        assert held.account.rejections[0].where == f"{news.url}/3" and "1 waiting" in held.words
        assert room.round(0.1).account is None
        news.pages["/2"] = article(2)
        held = room.round(1)
        assert held.account is not None and (held.account.stored, held.waiting) == (1, 0)
        news.asked.clear()
        room.round(100)
        assert news.pages_asked == ["/feed"]


def test_tries_for_a_page_have_an_end(news: Site, tmp_path: Path) -> None:
    news.pages |= {"/feed": feed_page(rss(news.url, [2]), '"x"'), "/2": answer(status="503 Busy")}
    with Room(tmp_path, feed(news)) as room:
        rounds = [room.round(12) for _ in range(MAX_TRIES + 2)]
        rejected = [held.account.rejected if held.account else 0 for held in rounds]
        assert rejected == [0] * (MAX_TRIES - 1) + [1, 0, 0] and rounds[-1].waiting == 0


def test_a_host_that_wants_to_be_left_alone_is(news: Site, tmp_path: Path) -> None:
    news.pages["/1"] = answer(status="429 Slow down", Retry_After="7200")
    with Room(tmp_path, feed(news)) as room:
        held = room.round()
        assert news.pages_asked == ["/feed", "/1"] and held.waiting == 3 and held.account is None
        news.pages["/1"] = article(1)
        held = room.round(1)
        assert (outcomes(held), held.not_due, held.troubles) == ([], 1, ()) and news.pages_asked == ["/feed", "/1"]
        held = room.round(2)
        assert held.account is not None and held.account.stored == 3


def test_a_long_feed_does_not_keep_the_others_waiting(news: Site, tmp_path: Path) -> None:
    other = Site("127.0.0.2")
    numbers = list(range(100, 100 + MOST_OF_A_HOST + 5))
    news.pages |= {"/feed": feed_page(rss(news.url, numbers), '"x"')} | {f"/{number}": article(number) for number in numbers}
    other.pages |= {"/feed": feed_page(rss(other.url, [1, 2])), "/1": article(1), "/2": article(2)}
    with Room(tmp_path, feed(news), feed(other)) as room:
        held = room.round()
        fetched = [one.url for one in room.said if one.outcome == "fetched"]
        assert fetched.index(f"{other.url}/2") < 6 and len(fetched) == MOST_OF_A_HOST + 2 and held.waiting == 5
        assert room.round(0.1).waiting == 0
    other.close()


def test_a_page_is_news_when_its_words_change(news: Site, tmp_path: Path) -> None:
    watched = feed(news, "/1", kind="page")
    with Room(tmp_path, watched) as room:
        assert outcomes(room.round()) == ["news"]
        news.pages["/1"] = article(1).replace(b"<article>", b"<!-- seen by 31 --><article>").replace(b"Content-Length", b"X-Length")
        assert outcomes(room.round(1)) == ["unchanged"] and len(room.reader.read) == 1
        news.pages["/1"] = article(2)
        held = room.round(1)
        assert outcomes(held) == ["news"] and held.account is not None and held.account.stored == 1
        news.pages["/1"] = answer(b"<html><body></body></html>")
        held = room.round(1)
        assert held.account is not None and held.account.rejected == 1
        assert outcomes(room.round(1)) == ["unchanged"]  # as bad as before, and said once


def test_a_clock_that_is_set_back_stops_nothing(news: Site, tmp_path: Path) -> None:
    news.pages["/2"] = answer(status="503 Busy")
    with Room(tmp_path, feed(news), feed(news, "/bad")) as room:
        room.round()
        room.hours.set_back = timedelta(days=400)
        news.pages |= {"/feed": feed_page(rss(news.url, [1, 2, 3, 4]), '"b"'), "/2": article(2)}
        held = room.round(0.1)
        assert held.new == 1 and held.waiting == 0 and len(room.titles()) == 4
        assert outcomes(held) == ["news", "failed"]
        assert outcomes(room.round(0.1)) == []  # by the new time of day, it is not due again


def test_a_clock_that_is_set_forward_stops_nothing(news: Site, tmp_path: Path) -> None:
    with Room(tmp_path, feed(news)) as room:
        room.round()
        room.hours.set_back = timedelta(days=-4000)
        assert outcomes(room.round()) == ["unchanged"]
        room.hours.set_back = timedelta(0)
        news.asked.clear()
        assert room.round().new == 0 and news.pages_asked == ["/feed"]


def test_while_somebody_else_adds_the_round_is_put_off(news: Site, tmp_path: Path) -> None:
    with Room(tmp_path, feed(news)) as room:
        with room.record.store.adding_lock():
            held = room.round()
        assert held.put_off and "put off" in held.words and news.asked == []
        assert room.round().new == 3


def test_another_record_is_noticed(news: Site, tmp_path: Path) -> None:
    with Room(tmp_path, feed(news)) as room:
        room.round()
    for path in tmp_path.glob("record.db*"):
        if not path.name.endswith(".watch"):
            path.unlink()
    with Room(tmp_path, feed(news)) as room:
        held = room.round()
        assert held.forgotten and held.new == 3 and len(room.titles()) == 3 and "another one" in held.remarks[0]


def test_entries_without_an_address_or_a_name(news: Site, tmp_path: Path) -> None:
    bare = rss(news.url, [1], full=True).replace(f"<link>{news.url}/1</link><guid>g1</guid>".encode(), b"")
    wrong = rss("javascript:alert(1)", [2])
    news.pages |= {"/feed": feed_page(bare), "/wrong": feed_page(wrong)}
    with Room(tmp_path, feed(news), feed(news, "/wrong")) as room:
        held = room.round()
        assert held.account is not None and held.account.stored == 2 and news.pages_asked == ["/feed", "/wrong"]
        assert [report.url for report in room.reader.read] == [None, None]  # no script, and not the address of the feed
        assert room.round(1).new == 0


def test_a_feed_that_calls_all_its_entries_by_one_name(news: Site, tmp_path: Path) -> None:
    names = [f"g{number}".encode() for number in range(1, 6)]

    def same(body: bytes) -> bytes:
        for name in names:
            body = body.replace(b"<guid>" + name, b"<guid>same")
        return body

    news.pages["/feed"] = feed_page(same(rss(news.url, [1, 2, 2, 3])), '"a"')
    with Room(tmp_path, feed(news)) as room:
        assert room.round().new == 3 and news.pages_asked == ["/feed", "/1", "/2", "/3"]
        for numbers, new in (([3, 4, 5], 2), ([5], 0), ([1], 0)):
            news.pages["/feed"] = feed_page(same(rss(news.url, numbers)), f'"{numbers}"')
            held = room.round(1)
            assert held.new - held.known == new
        assert len(room.titles()) == 5 and sorted(set(news.pages_asked)) == sorted([*news.pages_asked[:4], "/4", "/5"])


def test_an_entry_that_leads_inside_is_refused(news: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a feed of the open Internet links to is checked like what a person gives: it can't make us ask this machine."""
    real = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda there, timeout: real(("127.0.0.1", there[1]), timeout=timeout))
    outside = f"http://news.example:{news.port}"
    inside = [f"{news.url}/1", f"http://localhost:{news.port}/2", f"http://2130706433:{news.port}/3", "http://169.254.169.254/4"]
    numbered = rss(outside, range(1, 6))
    for number, link in enumerate([*inside, f"{outside}/5"], start=1):
        numbered = numbered.replace(f"<link>{outside}/{number}<".encode(), f"<link>{link}<".encode())
    news.pages["/feed"] = feed_page(numbered)
    known = {"news.example": "93.184.216.34", "localhost": "127.0.0.1"}
    with Room(tmp_path, feed(news, url=f"{outside}/feed")) as room:
        room.watch._fetcher = Fetcher(Options(), clock=room.hours.clock(), resolver=lambda host, port: [known[host]])
        held = room.round()
        assert held.account is not None and (held.account.stored, held.account.by_kind) == (1, (("AddressRefused", 4),))
        assert news.pages_asked == ["/feed", "/5"]


def test_an_entry_that_leads_to_no_page_is_read_from_its_feed(news: Site, tmp_path: Path) -> None:
    news.pages |= {"/feed": feed_page(rss("file:///etc", [1])), "/more": feed_page(rss("http://127.0.0.1:22", [2]))}
    with Room(tmp_path, feed(news), feed(news, "/more")) as room:
        held = room.round()
        assert held.account is not None and held.account.stored == 2 and news.pages_asked == ["/feed", "/more"]


def test_rounds_follow_one_another(news: Site, tmp_path: Path) -> None:
    """It sleeps until something is due, wakes for what waits, and a laptop that slept is no trouble."""
    rounds: list[Round] = []

    class Enough(Exception):
        pass

    def said(held: Round) -> None:
        rounds.append(held)
        if len(rounds) == 4:
            raise Enough

    news.pages["/2"] = [answer(status="503 Busy")] * 3 + [article(2)]
    with Room(tmp_path, feed(news, every=3600.0)) as room:
        with pytest.raises(Enough):
            room.watch.run(said)
        assert [outcomes(held) for held in rounds] == [["news"], [], ["unchanged"], ["unchanged"]]
        assert [held.waiting for held in rounds] == [1, 0, 0, 0]
        assert max(room.hours.slept) <= 60.0


def test_once_holds_one_round_and_asks_what_need_not_be_left_alone(news: Site, tmp_path: Path) -> None:
    news.pages["/bad"] = answer(status="404 Not Found")
    with Room(tmp_path, feed(news), feed(news, "/bad")) as room:
        rounds: list[Round] = []
        room.watch.run(rounds.append, once=True)
        room.watch.run(rounds.append, once=True)
        assert [outcomes(held) for held in rounds] == [["news", "failed"], ["unchanged"]]


def test_two_lists_need_not_agree(news: Site, tmp_path: Path) -> None:
    news.pages["/2"] = answer(status="503 Busy")
    with Room(tmp_path, feed(news)) as room:
        assert room.round().waiting == 1
    news.pages["/other"] = feed_page(rss(news.url, [4]))
    with Room(tmp_path, feed(news, "/other"), hours=Hours()) as room:
        held = room.round(10)
        assert held.waiting == 0 and news.pages_asked[-2:] == ["/other", "/4"]  # nobody waits for a feed that is not in the list
