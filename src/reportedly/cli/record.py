"""Commands that change or check a record: add, judge, withhold, rebuild, verify."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from reportedly.cli.accounts import say_rejected, span_words
from reportedly.cli.cluster import EngineName
from reportedly.cli.exits import REJECTED, told
from reportedly.cli.loading import module
from reportedly.cli.observing import (
    LogFormatOption,
    MetricsHostOption,
    MetricsPortOption,
    Observing,
    RecordReady,
    observed,
)
from reportedly.cli.record_option import RecordOption, existing_record, record_target
from reportedly.config import Settings, load_settings
from reportedly.errors import BadOption
from reportedly.ingest.given import Given

if TYPE_CHECKING:
    from reportedly.record.account import Account, Progress


_ADD_HELP = """Add reports to a record: files, whole folders, addresses (https://...), or standard input (-).

A file is a text, a web page, or anything that holds reports: PDF, Word, mail, feeds, web archives, tables, JSON Lines, and
archives of these; its content tells which. Folders are read through, hidden files left out. What stands in the record already
is not read again. Stop it whenever you like and add the same again: it goes on where it was. At the end an account says what
became of everything: read = stored + duplicate + rejected, with each rejection's reason.

What is behind an address is fetched as its site's robots.txt allows, unhurriedly, and kept as a WARC; addresses inside private
networks are refused unless you allow them.

A dataset that `reportedly run` wrote, a folder or an URL (s3://, gs://, az://), is loaded: nothing is read anew, and what was loaded
before is passed over. So add it again whenever it has grown. Where it holds several versions, name the one to load.

With --mapping the files are tables that people coded (CSV), one event a row; acled-like, ucdp-like and maverick are packaged, any other
name is a YAML file of yours.

Examples:

\b
  reportedly add reports/ --record syria.db
  reportedly add reports/ more.jsonl - < today.txt
  reportedly add https://news.example/2031/depot-shelled
  reportedly add claims/ --record postgresql://archive/syria
  reportedly add events.csv --mapping acled-like
  reportedly add --strict --json inbox/ > account.json
"""

_REBUILD_HELP = """Derive actors, events and standings anew from the evidence and the judgements; evidence is never touched.

The same record comes out, row for row, unless the program has changed since. --check says whether it did, and leaves the record
as it is.
"""


_JUDGE_HELP = """Judge what the record says: join, part, confirm, reject, correct, rate, undo.

Nothing is overwritten: a judgement is added to the log with who made it, when and why, and can be undone. Names are those that the
other commands show: v12 an event, c34 a claim, a7 or isil an actor, j3 a judgement.

Examples:

\b
  reportedly judge merge v3 v17 --reason "same strike, two spellings of the town"
  reportedly judge split v3 c19
  reportedly judge reject c34 --reason "a figure of speech"
  reportedly judge correct v3 when 2016-12-07
  reportedly judge rate "Amber Front" D
  reportedly judge undo j3
"""

judge = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=_JUDGE_HELP)
_Reason = Annotated[str, typer.Option("--reason", "-m", metavar="WORDS", help="Why; the log keeps it.")]
_Who = Annotated[str | None, typer.Option(metavar="NAME", help="Who judges; else REPORTEDLY_WHO, else your account's name.")]
_AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
_Engine = Annotated[
    EngineName | None, typer.Option("--engine", help="Whose processes help to derive; without it this one does it alone.")
]
_Scheduler = Annotated[str | None, typer.Option("--scheduler", metavar="ADDRESS", help="The Dask scheduler, such as tcp://10.0.0.5:8786.")]
_Names = Annotated[list[str], typer.Argument(metavar="NAME...", help="Events, claims or actors by their names.")]


def register(app: typer.Typer) -> None:
    """Put these commands on the application."""
    app.command("add", help=_ADD_HELP)(add)
    app.add_typer(judge, name="judge")
    app.command("withhold")(withhold)
    app.command("rebuild", help=_REBUILD_HELP)(rebuild)
    app.command("verify")(verify)


def add(  # noqa: PLR0913  one parameter per option
    paths: Annotated[list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders or addresses; - is standard input.")],
    record: RecordOption = None,
    mapping: Annotated[
        str | None, typer.Option(metavar="NAME|FILE", help="Read the files as human-coded tables by this mapping.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of publication of every report; it goes before what a report says.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published every report.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Their language (en), where it is not recognised.")] = None,
    processes: Annotated[int | None, typer.Option(min=1, metavar="N", help="How many processes read; else one per core.")] = None,
    private: Annotated[
        bool, typer.Option("--allow-private-addresses", help="Also fetch from private networks and this machine.")
    ] = False,
    keep_warc: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Add everything that is fetched to this WARC file, errors too.")
    ] = None,
    engine: _Engine = None,
    scheduler: _Scheduler = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where anything was rejected.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the account as JSON.")] = False,
    log_format: LogFormatOption = None,
    metrics_port: MetricsPortOption = None,
    metrics_host: MetricsHostOption = None,
) -> None:
    """Add reports (the help is above, beside its examples)."""
    line = _ProgressLine()
    with told(lambda: f"Stopped. {line.words()} What is stored stays; add the same again to go on."):
        given = Given(published=published, publisher=publisher, language=language)
        settings = load_settings()
        if processes is not None:
            settings = msgspec.structs.replace(settings, threads=processes)
        if private:
            settings = msgspec.structs.replace(settings, allow_private_addresses=True)
        if mapping is None:  # before a record is made: a missing model or library leaves no empty one behind
            manifest: Any = module("reportedly.encoder.manifest")
            manifest.load_manifest(settings.model or manifest.PACKAGED)
        fetching = _fetching(paths, settings, keep_warc) if mapping is None else nullcontext()
        records: Any = module("reportedly.record.record")
        wish, ready = Observing(log_format=log_format, metrics_port=metrics_port, metrics_host=metrics_host), RecordReady()
        with (
            observed("add", wish, settings, ready) as observer,
            fetching as fetcher,
            records.Record.open(record_target(record), create=True, settings=settings) as opened,
            _lent(engine, scheduler, processes) as opened.hands,
        ):
            ready.opened(opened)
            opened.timed = observer.reading
            line.told = observer.progress
            account = opened.shown(
                opened.add(*paths, given=given, mapping=mapping, stdin=sys.stdin.buffer, progress=line.show, fetcher=fetcher)
            )
            observer.account("add", account.read, account.stored, account.duplicate, account.rejected)
        line.clear()
        if as_json:
            typer.echo(json.dumps(msgspec.to_builtins(account), ensure_ascii=False, indent=2))
        else:
            _say(account)
    if account.not_loaded or (strict and account.rejected):
        raise typer.Exit(REJECTED)


@contextmanager
def _lent(engine: EngineName | None, scheduler: str | None, processes: int | None) -> Iterator[Any]:
    """Hands of an engine; None where none was named."""
    if engine is None:
        if scheduler is not None:
            raise BadOption("A scheduler was named, and no engine.", "Add --engine dask.")
        yield None
        return
    opened = module("reportedly.distributed.run").open_engine(engine.value, processes=processes, scheduler=scheduler)
    try:
        yield module("reportedly.distributed.derivation").EngineHands(opened)
    finally:
        opened.close()


def _fetching(paths: list[str], settings: Settings, keep: Path | None) -> Any:
    """A context with a fetcher where there is something to fetch, to be entered before a record is made."""
    held: Any = module("reportedly.dataset.storage")
    if not any(module("reportedly.fetch.address").is_address(path) and not held.is_object_store(path) for path in paths):
        return nullcontext()
    return module("reportedly.record.fetching").open_fetcher(settings, keep)


class _ProgressLine:
    """One line on a terminal's standard error that says how far it is."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._last: Progress | None = None
        self.told: Callable[[Progress], None] | None = None
        """Who else hears of progress."""

    def show(self, progress: "Progress") -> None:
        """Write the line anew."""
        self._last = progress
        if self.told is not None:
            self.told(progress)
        if self._shown:
            sys.stderr.write(f"\r\x1b[K{self.words()}")
            sys.stderr.flush()

    def words(self) -> str:
        """What was done so far, how fast, and how long the rest takes."""
        one = self._last
        if one is None:
            return "Nothing was stored yet."
        parts = [f"{one.done:,} done", f"{one.stored:,} stored"]
        if one.rejected:
            parts.append(f"{one.rejected:,} rejected")
        parts.append(f"{one.rate:,.1f} a second")
        if one.to_link:
            parts.append(f"{one.linked:,} of {one.to_link:,} linked")
        left = one.seconds_left
        if left is not None:
            parts.append(f"{span_words(left)} left")
        return " · ".join(parts)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")


def _say(account: "Account") -> None:
    """Print the account: what was added on standard output, what was rejected on standard error."""
    say_rejected(account, "hidden or the record's own")
    took = f" in {span_words(account.seconds)}"
    typer.echo(f"{account.words}{took}; {account.claims:,} claims added")
    for one in account.not_loaded:
        sys.stderr.write(f"not loaded: {one.where}: {one.reason} {one.cure}\n")
    if account.shards:
        earlier = f", {account.shards_before:,} of them with {account.resumed:,} reports before" if account.shards_before else ""
        typer.echo(f"{account.shards:,} shards are loaded{earlier}")
    elif account.resumed:
        typer.echo(f"{account.resumed:,} of these came in before the run was cut off")


@judge.command("merge")
def merge(names: _Names, record: RecordOption = None, reason: _Reason = "", who: _Who = None, as_json: _AsJson = False) -> None:
    """Say that events, or actors, are one."""
    _judged(record, as_json, lambda opened: opened.merge(*names, reason=reason, who=who))


@judge.command("split")
def split(names: _Names, record: RecordOption = None, reason: _Reason = "", who: _Who = None, as_json: _AsJson = False) -> None:
    """Say that the claims named after an event don't belong to it, or that the first actor is none of the others."""
    _judged(record, as_json, lambda opened: opened.split(*names, reason=reason, who=who))


@judge.command("confirm")
def confirm(names: _Names, record: RecordOption = None, reason: _Reason = "", who: _Who = None, as_json: _AsJson = False) -> None:
    """Say that claims, or all claims of events, are right."""
    _judged(record, as_json, lambda opened: opened.confirm(*names, reason=reason, who=who))


@judge.command("reject")
def reject(names: _Names, record: RecordOption = None, reason: _Reason = "", who: _Who = None, as_json: _AsJson = False) -> None:
    """Say that claims, or all claims of events, are wrong; they are set aside and stay in the record."""
    _judged(record, as_json, lambda opened: opened.reject(*names, reason=reason, who=who))


@judge.command("correct")
def correct(  # noqa: PLR0913  one parameter per option
    name: Annotated[str, typer.Argument(metavar="NAME", help="A claim (c34), or an event for all of its claims.")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="type, mode, when, where, a role, or toll:killed and the like.")],
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="What it should be; left out, the field is emptied.")] = None,
    record: RecordOption = None, reason: _Reason = "", who: _Who = None, as_json: _AsJson = False,
) -> None:  # fmt: skip
    """Give a field another value, such as `where "Al Bab (36.37, 37.52)"`, `when 2016-12-07`, `toll:killed 12-15`."""
    _judged(record, as_json, lambda opened: opened.correct(name, field, value, reason=reason, who=who))


@judge.command("rate")
def rate(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A source's name or key, as `reportedly sources` shows it.")],
    letter: Annotated[str, typer.Argument(metavar="LETTER", help="A (completely reliable) to E, or F: can't be judged.")],
    record: RecordOption = None, reason: _Reason = "", who: _Who = None, as_json: _AsJson = False,
) -> None:  # fmt: skip
    """Say how reliable a source is, by the Admiralty code."""
    _judged(record, as_json, lambda opened: opened.rate(source, letter, reason=reason, who=who))


@judge.command("undo")
def undo(
    name: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="A judgement (j3), as `reportedly log` shows it.")],
    record: RecordOption = None, reason: _Reason = "", who: _Who = None, as_json: _AsJson = False,
) -> None:  # fmt: skip
    """Take a judgement back; both stay in the log."""
    _judged(record, as_json, lambda opened: opened.undo(name, reason=reason, who=who))


def withhold(
    rule: Annotated[str, typer.Argument(metavar="KIND", help="person, source or phrase.")],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The name or the phrase, as reports write it.")],
    record: RecordOption = None, reason: _Reason = "", who: _Who = None, as_json: _AsJson = False,
) -> None:  # fmt: skip
    """Keep a person, a source or a phrase out of everything that the record shows; `judge undo` takes the rule back.

    The evidence itself is kept: who may open the record's file can still read it there.
    """
    _judged(record, as_json, lambda opened: opened.withhold(rule, words, reason=reason, who=who))


def rebuild(
    record: RecordOption = None,
    check: Annotated[bool, typer.Option("--check", help="Only say whether it would change anything.")] = False,
    engine: _Engine = None,
    scheduler: _Scheduler = None,
    processes: Annotated[int | None, typer.Option(min=1, metavar="N", help="How many processes with --engine local.")] = None,
) -> None:
    """Derive anew (the help is above)."""

    def show(done: int, of: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{done:,} of {of:,} log entries")

    with (
        told("Stopped; the record is as it was."),
        _opened(record) as opened,
        _lent(engine, scheduler, processes) as opened.hands,
    ):
        if not check:
            opened.rebuild(show)
            typer.echo("rebuilt")
        elif opened.rebuilt(show):
            typer.echo("a rebuild would give the same rows")
        else:
            typer.echo("a rebuild would give other rows: run it without --check")
            raise typer.Exit(REJECTED)


def verify(record: RecordOption = None, as_json: _AsJson = False) -> None:
    """Check every archived byte against its hash, every reading against its claims, and the log."""
    with told("Stopped."), _opened(record) as opened:
        found = opened.shown(opened.verify())
        if as_json:
            typer.echo(json.dumps(msgspec.to_builtins(found), ensure_ascii=False, indent=2))
        else:
            for problem in found.problems:
                typer.echo(problem)
            typer.echo(
                f"{found.reports:,} reports, {found.claims:,} claims, {found.blobs:,} originals, {found.judgements:,} judgements: "
                + (f"{len(found.problems):,} problems" if found.problems else "all sound")
            )
    if found.problems:
        raise typer.Exit(REJECTED)


def _opened(record: str | None) -> Any:
    return module("reportedly.record.record").Record.open(existing_record(record))


def _judged(record: str | None, as_json: bool, judged: Callable[[Any], Any]) -> None:
    """Judge, and print what was judged as far as it may be shown: a rule to withhold a name must not print it."""
    with told("Stopped; nothing was judged."), _opened(record) as opened:
        made = opened.shown(judged(opened))
        if as_json:
            typer.echo(json.dumps(msgspec.to_builtins(made), ensure_ascii=False, indent=2))
            return
        for one in made:
            words = [f"j{one.id}", one.kind, one.field, one.subject, one.object, one.value]
            typer.echo(" ".join(str(word) for word in words if word is not None))
