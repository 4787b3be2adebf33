"""A watch's memory: kept whole or not at all, one watch at a time, and no other file is touched."""

import sqlite3
from pathlib import Path

import pytest

from reportedly.errors import BadOption, RecordLocked
from reportedly.fetch.fetcher import Validators
from reportedly.record.watch_state import Entry, Feed, WatchState
from reportedly.store.sql import Store

FEED = Feed(
    url="http://a.example/",
    validators=Validators(etag='"x"'),
    asked_at=3.0,
    held_until=9.0,
    failures=2,
    reason="It fails.",
    content="c",
)
ENTRY = Entry(
    feed=FEED.url,
    key="one",
    url="http://a.example/1",
    title="One",
    published="2031-04-08",
    state="waiting",
    seen_at=3.0,
)


def test_what_was_noted_is_there_after_a_restart(tmp_path: Path) -> None:
    with WatchState(tmp_path / "w") as state, state.noting():
        state.note_feed(FEED)
        state.note_entry(ENTRY)
        state.note_run(7)
    with WatchState(tmp_path / "w") as state:
        assert (state.feed(FEED.url), state.entry(FEED.url, "one"), state.last_run) == (FEED, ENTRY, 7)
        assert state.waiting() == [ENTRY] and not state.is_done("http://a.example/1")
        assert state.feed("http://b.example/") == Feed(url="http://b.example/") and state.entry("x", "y") is None


def test_half_of_a_round_is_not_noted(tmp_path: Path) -> None:
    with WatchState(tmp_path / "w") as state:
        with pytest.raises(KeyboardInterrupt), state.noting():
            state.note_feed(FEED)
            raise KeyboardInterrupt
        assert state.feed(FEED.url) == Feed(url=FEED.url)
        with state.noting():
            state.note_entry(ENTRY)
        assert state.waiting() == [ENTRY]


def test_entries_that_nobody_has_any_more_are_forgotten_but_for_those_that_wait(tmp_path: Path) -> None:
    with WatchState(tmp_path / "w") as state, state.noting():
        for key, kept in (("one", "waiting"), ("two", "done"), ("three", "done")):
            state.note_entry(Entry(feed="f", key=key, url=None, title=None, published=None, state=kept, seen_at=1.0))  # type: ignore[arg-type]
        state.see([("f", "three")], 50.0)
        state.prune(10.0)
        assert [state.entry("f", key) is not None for key in ("one", "two", "three")] == [True, False, True]
        state.forget()
        assert state.waiting() == [] and state.last_run == 0


def test_one_watch_at_a_time(tmp_path: Path) -> None:
    with WatchState(tmp_path / "w"), pytest.raises(RecordLocked) as told:
        WatchState(tmp_path / "w")
    assert "--state" in told.value.cure
    WatchState(tmp_path / "w").close()


def test_a_file_of_another_kind_is_left_as_it_is(tmp_path: Path) -> None:
    with Store.open(tmp_path / "record.db", create=True):
        pass
    (tmp_path / "text").write_text("This is a text, and no database at all. " * 50)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE a (b)")
    other.close()
    for name in ("record.db", "text", "other.db", ".", "none/w"):
        before = (tmp_path / name).read_bytes() if (tmp_path / name).is_file() else b""
        with pytest.raises(BadOption) as told:
            WatchState(tmp_path / name)
        assert "--state" in told.value.cure
        assert not before or (tmp_path / name).read_bytes() == before
