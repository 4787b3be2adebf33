"""Watching feeds and pages: in rounds, each asks what is due, reads what is new, and gives its account.

What a round found is noted (``watch_state.py``) only when the record has it. A round that was cut off, however it was, is held again; what
it had brought in is known by its source in the record, and is not fetched again.
"""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Protocol

from msgspec import Struct, field, structs
from sqlalchemy import func, select

from reportedly.errors import BadAnswer, HostBusy, NotFetched, RecordLocked
from reportedly.fetch.clock import Clock
from reportedly.fetch.fetcher import Fetched, NotModified, Validators
from reportedly.ingest.files import report_from_item
from reportedly.ingest.given import Given
from reportedly.ingest.item import NotReport
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.record.fetching import Brought, unpacked
from reportedly.record.record import Record
from reportedly.record.steps import Wanted
from reportedly.record.watch_entries import FeedEntry, base_of, entry_of, is_entry
from reportedly.record.watch_list import LEAST_EVERY, Watched
from reportedly.record.watch_round import EntryTaken, FeedAsked, FeedOutcome, Round, Trouble
from reportedly.record.watch_state import Entry, Feed, WatchState
from reportedly.store import tables
from reportedly.store.archive import report_key

MAX_HELD = 24 * 3600.0
"""Seconds that a feed which fails is left alone at most."""

GONE_HELD = 7 * 24 * 3600.0
"""Seconds after which a feed that was gone is asked once more: some come back."""

MAX_TRIES = 5
"""Tries for an entry's page, over as many rounds, before it has failed for good."""

RETRY = 900.0
"""Seconds until an entry's page is tried again; twice as many each time."""

MOST_OF_A_HOST = 100
"""Pages fetched from one host in a round; the rest waits for the next, so that one feed can't keep the others waiting."""

REMEMBERED = 365 * 24 * 3600.0
"""Seconds for which an entry is remembered that its feed doesn't have any more."""

NAP = 60.0
"""Seconds between two looks at the clock, which may be set, or stand still in a laptop that sleeps."""

Told = Callable[[FeedAsked | EntryTaken], None]


class Asks(Protocol):
    """Whoever fetches, and knows whose turn it is."""

    def fetch(self, url: str, known: Validators = ...) -> Fetched | NotModified:
        """What is behind an address, or that it is as it was; raises an error of the NotFetched branch."""
        ...

    def seconds_left(self, url: str) -> float:
        """How long until the address's host may be asked."""
        ...


class _Notes(Struct, kw_only=True):
    """What a round is going to note, once the record has it."""

    asked: list[FeedAsked] = field(default_factory=list)
    feeds: dict[str, Feed] = field(default_factory=dict)
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    seen: list[tuple[str, str]] = field(default_factory=list)
    new: int = 0
    left_out: int = 0
    known: int = 0


class Watch:
    """A watch over a list; ``round`` holds one round, ``run`` one after another."""

    def __init__(
        self, record: Record, listed: Sequence[Watched], state: WatchState, fetcher: Asks, clock: Clock, told: Told | None = None
    ) -> None:
        """``told`` hears of each feed and entry as it is come to; ``clock`` must be the fetcher's."""
        self._record, self._listed, self._state, self._fetcher, self._clock = record, listed, state, fetcher, clock
        self._told = told or (lambda _: None)
        self._captured: set[str] = set()

    def run(self, said: Callable[[Round], None], *, once: bool = False) -> None:
        """Hold rounds, and sleep until something is due; ``said`` hears the account of each. ``once`` holds one round.

        Ends with whatever stops it: what was stored stays, and the next run goes on from there.
        """
        said(self.round(early=once))
        while not once:
            self._sleep()
            said(self.round())

    def round(self, *, early: bool = False) -> Round:
        """Ask the feeds that are due (with ``early`` all that don't have to be left alone) and read what is new.

        Raises what a record's ``add`` raises, but for RecordLocked: the round is then put off.
        """
        at = datetime.fromtimestamp(self._now(), UTC).isoformat(timespec="seconds")
        try:
            with self._record.store.adding_lock():
                pass
            forgotten = self._catch_up()
            due = [one for one in self._listed if self._is_due(one, early)]
            notes = _Notes()
            found = self._found(due, notes)
            account, first = None, next(found, None)
            if first is not None:
                names = (f"watch: {len(due)} of {len(self._listed)} feeds and pages",)
                account = self._record.add_wanted(Wanted(brought=chain((first,), found), names=names))
        except RecordLocked as locked:
            return Round(at=at, listed=len(self._listed), put_off=str(locked))
        self._note(notes)
        return Round(
            at=at, listed=len(self._listed), asked=tuple(notes.asked), not_due=len(self._listed) - len(due), new=notes.new,
            left_out=notes.left_out, known=notes.known, waiting=len(self._state.waiting()), account=account, forgotten=forgotten,
            troubles=self._troubles(),
        )  # fmt: skip

    # Before and after

    def _catch_up(self) -> bool:
        """Learn from the record what rounds that were cut off have brought in; True where it is not the record of last time."""
        with self._record.store.reading() as snapshot:
            last = snapshot.row(select(func.max(tables.run.c.id).label("id")))
            newest = int(last.id or 0) if last is not None else 0
            forgotten = self._state.last_run > newest
            if forgotten:
                with self._state.noting():
                    self._state.forget()
            asked = select(tables.capture.c.source).where(tables.capture.c.run_id > self._state.last_run, tables.capture.c.method == "url")
            self._captured = {row.source for row in snapshot.stream(asked)}
        return forgotten

    def _note(self, notes: _Notes) -> None:
        with self._record.store.reading() as snapshot:
            last = snapshot.row(select(func.max(tables.run.c.id).label("id")))
        now = self._now()
        with self._state.noting():
            for feed in notes.feeds.values():
                self._state.note_feed(feed)
            for entry in notes.entries.values():
                self._state.note_entry(entry)
            self._state.see(notes.seen, now)
            self._state.prune(now - REMEMBERED)
            self._state.note_run(int(last.id or 0) if last is not None else 0)

    def _troubles(self) -> tuple[Trouble, ...]:
        found = []
        for one in self._listed:
            feed = self._state.feed(one.url)
            if feed.failures or feed.gone:
                again = datetime.fromtimestamp(feed.held_until, UTC).isoformat(timespec="seconds")
                reason = feed.reason or f"{one.url} fails."
                found.append(Trouble(url=one.url, failures=feed.failures, gone=feed.gone, reason=reason, asked_again=again))
        return tuple(found)

    # When

    def _now(self) -> float:
        return self._clock.now().timestamp()

    def _is_due(self, one: Watched, early: bool) -> bool:
        return self._seconds_left(one, early) <= 0

    def _seconds_left(self, one: Watched, early: bool = False) -> float:
        """How long until a feed is due, and its host may be asked; where it was asked in the future, the clock was set back."""
        feed, now = self._state.feed(one.url), self._now()
        busy = self._fetcher.seconds_left(one.url)
        busy = busy if busy > NAP else 0.0  # what is less, the fetcher waits for
        if feed.asked_at is None or feed.asked_at > now:
            return busy
        return max(busy, feed.held_until - now, 0.0 if early else feed.asked_at + one.every - now)

    def _sleep(self) -> None:
        """Sleep until something is due, and at least as long as two rounds have to be apart."""
        least = self._clock.monotonic() + LEAST_EVERY
        while True:
            now = self._now()
            waits = [self._seconds_left(one) for one in self._listed]
            waits += [_held(entry, now) for entry in self._state.waiting()]
            left = max(min(waits), least - self._clock.monotonic())
            if left <= 0:
                return
            self._clock.sleep(min(left, NAP))

    # What

    def _found(self, due: Sequence[Watched], notes: _Notes) -> Iterator[Brought | Rejection | NotReport]:
        """What a round brings: pages that changed and entries with their words first, then the pages of entries, host by host in turn."""
        for one in due:
            yield from self._page(one, notes) if one.kind == "page" else self._feed(one, notes)
        listed = {one.url: one for one in self._listed}
        now = self._now()
        hosts: dict[str, deque[Entry]] = {}
        fresh = [entry for entry in notes.entries.values() if entry.state == "waiting"]
        for entry in (*self._state.waiting(), *fresh):
            if entry.feed not in listed or entry.url is None or not listed[entry.feed].allows(entry.url):
                notes.entries[entry.feed, entry.key] = structs.replace(entry, state="left out")
            elif _held(entry, now) <= 0:
                hosts.setdefault(base_of(entry.url).host, deque()).append(entry)
        most = dict.fromkeys(hosts, MOST_OF_A_HOST)
        while hosts:
            host = min(hosts, key=lambda name: self._fetcher.seconds_left(hosts[name][0].url or ""))
            entry, most[host] = hosts[host].popleft(), most[host] - 1
            patient = yield from self._entry(entry, listed[entry.feed].given, notes)
            if not patient or not hosts[host] or not most[host]:
                del hosts[host]

    def _asked(self, one: Watched, notes: _Notes) -> Fetched | None:
        """What a feed or a page has now; None, and noted, where that is nothing new or nothing at all."""
        memory, at = self._state.feed(one.url), self._now()
        try:
            got = self._fetcher.fetch(one.url, memory.validators)
        except NotFetched as error:
            self._fail(one, error.message, error.cure, notes, gone=isinstance(error, BadAnswer) and error.status == 410)
            return None
        kept = memory.validators if isinstance(got, NotModified) else got.validators
        notes.feeds[one.url] = Feed(url=one.url, validators=kept, asked_at=at, content=memory.content)
        if isinstance(got, NotModified):
            self._say(FeedAsked(url=one.url, outcome="unchanged"), notes)
            return None
        return got

    def _fail(self, one: Watched, reason: str, cure: str, notes: _Notes, *, gone: bool = False) -> None:
        """Note that a feed has failed: it is left alone for twice as long each time, and what it said before is still true."""
        memory, at = self._state.feed(one.url), self._now()
        wait = GONE_HELD if gone else min(MAX_HELD, one.every * 2 ** min(memory.failures, 20))
        notes.feeds[one.url] = structs.replace(
            memory, asked_at=at, held_until=at + max(wait, self._fetcher.seconds_left(one.url)), failures=memory.failures + 1, gone=gone,
            reason=reason,
        )  # fmt: skip
        self._say(FeedAsked(url=one.url, outcome="gone" if gone else "failed", reason=reason, cure=cure), notes)

    def _page(self, one: Watched, notes: _Notes) -> Iterator[Brought | Rejection | NotReport]:
        """A page is news where its words are not those of last time, whatever else of it has changed."""
        got = self._asked(one, notes)
        if got is None:
            return
        found = list(unpacked(got, one.given))
        content = _content(found)
        outcome: FeedOutcome = "unchanged" if content == notes.feeds[one.url].content else "news"
        notes.feeds[one.url] = structs.replace(notes.feeds[one.url], content=content)
        self._say(FeedAsked(url=one.url, outcome=outcome, moved=got.moved), notes)
        if outcome == "news":
            yield from found

    def _feed(self, one: Watched, notes: _Notes) -> Iterator[Brought | Rejection | NotReport]:
        got = self._asked(one, notes)
        if got is None:
            return
        base, entries, others = base_of(got.url), [], []
        for found in unpacked(got, one.given):
            if isinstance(found, Brought) and is_entry(found.item):
                entries.append(entry_of(found, base))
            else:
                others.append(found)
        if not entries:
            wrong = next((other for other in others if isinstance(other, Rejection)), None)
            reason = wrong.reason if wrong is not None else f"{one.url} is no feed."
            self._fail(one, reason, wrong.cure if wrong is not None else "Check the address, or list it as a [[page]].", notes)
            return
        before, names = notes.new, Counter(entry.key for entry in entries)
        # A name that a feed gives to several entries names none of them.
        entries = [structs.replace(entry, key=entry.url or entry.key) if names[entry.key] > 1 else entry for entry in entries]
        taken = [one_taken for entry in entries if (one_taken := self._new(one, entry, notes)) is not None]
        outcome: FeedOutcome = "news" if notes.new > before else "unchanged"
        self._say(FeedAsked(url=one.url, outcome=outcome, new=notes.new - before, moved=got.moved), notes)
        yield from taken
        yield from others

    def _new(self, one: Watched, entry: FeedEntry, notes: _Notes) -> Brought | None:
        """Note an entry that was not seen before; what is to be read of it at once, because the feed has its words."""
        if self._state.entry(one.url, entry.key) is not None or (one.url, entry.key) in notes.entries:
            notes.seen.append((one.url, entry.key))
            return None
        notes.new += 1
        made = Entry(
            feed=one.url, key=entry.key, url=entry.url, title=entry.title, published=entry.published, state="done", seen_at=self._now()
        )
        of_feed = one.text == "feed" or entry.url is None or (one.text == "auto" and entry.whole)
        if entry.url is not None and not one.allows(entry.url):
            notes.left_out += 1
            made = structs.replace(made, state="left out")
        elif entry.brought.item.where in self._captured or (entry.url is not None and self._is_done(entry.url, notes)):
            notes.known += 1
        elif of_feed:
            self._told(EntryTaken(url=entry.brought.item.where, feed=one.url, outcome="feed"))
            notes.entries[one.url, entry.key] = made
            return entry.brought
        else:
            made = structs.replace(made, state="waiting")
        notes.entries[one.url, entry.key] = made
        return None

    def _is_done(self, url: str, notes: _Notes) -> bool:
        """Whether an entry's page is in already, or will be in this round, by another feed."""
        return self._state.is_done(url) or any(entry.url == url and entry.state != "left out" for entry in notes.entries.values())

    def _entry(self, entry: Entry, given: Given, notes: _Notes) -> Generator[Brought | Rejection | NotReport, None, bool]:
        """Fetch an entry's page; False where its host wants to be left alone."""
        url, where = entry.url or "", (entry.feed, entry.key)
        if url in self._captured:
            notes.entries[where] = structs.replace(entry, state="done")
            return True
        try:
            got = self._fetcher.fetch(url)
        except NotFetched as error:
            return (yield from self._failed_entry(entry, error, notes))
        notes.entries[where] = structs.replace(entry, state="done")
        self._told(EntryTaken(url=url, feed=entry.feed, outcome="fetched"))
        if isinstance(got, Fetched):
            yield from unpacked(got, given, Given(title=entry.title, published=entry.published))
        return True

    def _failed_entry(self, entry: Entry, error: NotFetched, notes: _Notes) -> Generator[Rejection, None, bool]:
        url, now = entry.url or "", self._now()
        left = self._fetcher.seconds_left(url)
        tries = entry.tries if isinstance(error, HostBusy) else entry.tries + 1
        if error.transient and tries < MAX_TRIES:
            held_until = now + (left if isinstance(error, HostBusy) else max(left, RETRY * 2 ** (tries - 1)))
            notes.entries[entry.feed, entry.key] = structs.replace(entry, tries=tries, held_until=held_until)
            self._told(EntryTaken(url=url, feed=entry.feed, outcome="waits", reason=error.message))
            return left <= NAP
        notes.entries[entry.feed, entry.key] = structs.replace(entry, tries=tries, state="failed")
        self._told(EntryTaken(url=url, feed=entry.feed, outcome="failed", reason=error.message))
        yield rejection_of(url, error)
        return True

    def _say(self, asked: FeedAsked, notes: _Notes) -> None:
        notes.asked.append(asked)
        self._told(asked)


def _held(entry: Entry, now: float) -> float:
    """How long until an entry's page may be tried; one that would be held for more than a day was noted by another clock."""
    left = entry.held_until - now
    return left if left <= MAX_HELD else 0.0


def _content(found: Sequence[Brought | Rejection | NotReport]) -> str:
    """What a page says, as a hash: the same reports, or the same reasons why there is none, are the same content."""
    digest = hashlib.sha256()
    for one in found:
        made = report_from_item(one.item) if isinstance(one, Brought) else one
        words = f"{made.kind}: {made.reason}" if isinstance(made, Rejection) else "" if isinstance(made, NotReport) else report_key(made)
        digest.update(words.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
