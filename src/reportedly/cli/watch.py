"""The command ``reportedly watch``: feeds and pages, asked again and again."""

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from reportedly.cli.exits import told
from reportedly.cli.loading import module
from reportedly.cli.observing import (
    LogFormatOption,
    MetricsHostOption,
    MetricsPortOption,
    Observing,
    RecordReady,
    observed,
)
from reportedly.cli.record_option import RecordOption, is_url, record_target
from reportedly.config import load_settings
from reportedly.operations.observer import Observer

if TYPE_CHECKING:
    from reportedly.record.record import Record
    from reportedly.record.watch_round import EntryTaken, FeedAsked, Round

_WATCH_HELP = """Watch feeds and pages, and add what is new to a record: each article is fetched as its site's robots.txt allows.

LIST is a TOML file:

\b
  [[feed]]
  url = "https://news.example/world.xml"
  publisher = "The Tel Amara Post"
  every = "30m"

\b
  [[page]]
  url = "https://ministry.example/statements"

A line says what each round did: feeds asked, unchanged, failed, gone; new entries; reports read = stored + duplicate + rejected. Feeds
that fail are asked more seldom, and named in each round. Stop it with Ctrl-C whenever you like; it goes on where it was.

Examples:

\b
  reportedly watch feeds.toml --record amara.db
  reportedly watch feeds.toml --record amara.db --every 1h
  reportedly watch feeds.toml --once --json >> watch.jsonl
"""


def register(app: typer.Typer) -> None:
    """Put this command on the application."""
    app.command("watch", help=_WATCH_HELP)(watch)


def watch(  # noqa: PLR0913  one parameter per option
    feeds: Annotated[Path, typer.Argument(metavar="LIST", help="A TOML file of feeds and pages.")],
    record: RecordOption = None,
    once: Annotated[bool, typer.Option("--once", help="Hold one round, due or not, and stop.")] = False,
    every: Annotated[
        str | None, typer.Option(metavar="INTERVAL", help="How often feeds are asked that don't say it themselves: 15m (default), 1h, 2d.")
    ] = None,
    state: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The watch's memory; else a file beside the record, named like it with .watch.")
    ] = None,
    private: Annotated[
        bool, typer.Option("--allow-private-addresses", help="Also fetch from private networks and this machine.")
    ] = False,
    keep_warc: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Add everything that is fetched to this WARC file, errors too.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a line of JSON for each feed, entry and round.")] = False,
    log_format: LogFormatOption = None,
    metrics_port: MetricsPortOption = None,
    metrics_host: MetricsHostOption = None,
) -> None:
    """Watch feeds (the help is above, beside its examples)."""
    with told("Stopped. What is stored stays; the next watch goes on from here."), _stoppable():
        lists: Any = module("reportedly.record.watch_list")
        listed = lists.watch_list(feeds, None if every is None else lists.seconds_of(every, "--every"))
        settings = load_settings()
        if private:
            settings = msgspec.structs.replace(settings, allow_private_addresses=True)
        target = record_target(record)
        records: Any = module("reportedly.record.record")
        fetching = module("reportedly.record.fetching").open_fetcher(settings, keep_warc)
        wish, ready = Observing(log_format=log_format, metrics_port=metrics_port, metrics_host=metrics_host), RecordReady()
        with (
            observed("watch", wish, settings, ready) as observer,
            fetching as fetcher,
            records.Record.open(target, create=True, settings=settings) as opened,
        ):
            ready.opened(opened)
            opened.timed, opened.watched = observer.reading, observer.progress
            lines = _Lines(opened, as_json, observer)
            with module("reportedly.record.watch_state").WatchState(state or _beside(target, feeds)) as memory:
                clock = module("reportedly.fetch.clock").system_clock()
                watching = module("reportedly.record.watch").Watch(opened, listed, memory, fetcher, clock, lines.event)
                watching.run(lines.round, once=once)


def _beside(record: str, feeds: Path) -> Path:
    """Where a watch's memory is: beside the record's file; beside the list where the record is on a server."""
    return Path(f"{feeds}.watch") if is_url(record) else Path(f"{record}.watch")


@contextmanager
def _stoppable() -> Iterator[None]:
    """A context in which being asked to end (SIGTERM) is as being stopped by Ctrl-C."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not in the main thread, where no signal arrives
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Lines:
    """Prints what a watch says, without what is withheld: JSON lines, or a line for each round and what is amiss on standard error."""

    def __init__(self, record: "Record", as_json: bool, observer: Observer) -> None:
        self._record, self._as_json, self._observer = record, as_json, observer

    def event(self, said: "FeedAsked | EntryTaken") -> None:
        """One feed or entry."""
        if self._as_json:
            self._line(said)

    def round(self, said: "Round") -> None:
        """The account of a round."""
        self._observer.another_run()
        account = said.account
        self._observer.round(
            feeds=len(said.asked), failed=len(said.troubles), new=said.new, waiting=said.waiting, put_off=said.put_off is not None
        )
        if account is not None:
            self._observer.account("round", account.read, account.stored, account.duplicate, account.rejected)
        if self._as_json:
            self._line(said)
            return
        shown = self._record.shown(said)
        for remark in shown.remarks:
            sys.stderr.write(f"{remark}\n")
        if shown.account is not None:
            for one in shown.account.rejections:
                sys.stderr.write(f"{one.where}: {one.reason.removeprefix(f'{one.where} ')} {one.cure}".strip() + "\n")
        sys.stderr.flush()
        typer.echo(f"{shown.at} {shown.words}")
        sys.stdout.flush()

    def _line(self, said: "FeedAsked | EntryTaken | Round") -> None:
        fields = msgspec.to_builtins(self._record.shown(said))
        typer.echo(json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds")} | fields, ensure_ascii=False))
        sys.stdout.flush()
