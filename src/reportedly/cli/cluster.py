"""The command ``run``: read on many processes or machines into a dataset of claims."""

import json
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from reportedly.cli.accounts import LISTED, say_rejected, span_words
from reportedly.cli.exits import REJECTED, told
from reportedly.cli.loading import module
from reportedly.cli.observing import (
    LogFormatOption,
    MetricsHostOption,
    MetricsPortOption,
    Observing,
    always_ready,
    observed,
)
from reportedly.config import load_settings
from reportedly.ingest.given import Given

if TYPE_CHECKING:
    from reportedly.distributed.account import RunAccount, RunProgress


_HELP = """Read very many reports on many processes or machines, into a dataset of claims.

INPUT is a file, a folder, or the URL of either in an object store (s3://, gs://, az://): WARC, Parquet, JSON Lines and whatever else
`reportedly read` takes. It is cut into shards of about a thousand reports; each is read by one worker and stored whole or not at all.
--out is a folder or a URL: Parquet files by month of publication, and an account of every shard.

Stop it whenever you like and run the same again: only what is missing is read. A worker that dies is replaced; a report that ends every
worker becomes one rejection, and its neighbours are read. With another model or codebook the next run writes another version beside
the old one. At the end an account says what became of everything: read = stored + duplicate + rejected.

With --engine local (the default) the processes of this machine read; with --engine dask the workers of a Dask scheduler do, on which
reportedly[cluster] is installed:

\b
  dask scheduler                                                   on one machine
  dask worker tcp://10.0.0.5:8786 --nthreads 1 --nworkers auto     on each of the others

Examples:

\b
  reportedly run reports/ --out claims/
  reportedly run s3://archive/2031/ --out s3://archive/claims --engine dask --scheduler tcp://10.0.0.5:8786
  reportedly run today.warc.gz --out claims/ --processes 8 --json > account.json
"""


class EngineName(StrEnum):
    """What runs the workers."""

    local = "local"
    dask = "dask"


def register(app: typer.Typer) -> None:
    """Put this command on the application."""
    app.command("run", help=_HELP)(run_shards)


def run_shards(  # noqa: PLR0913  one parameter per option
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, or URLs of either.")],
    out: Annotated[str, typer.Option("--out", metavar="URL", help="The dataset: a folder, or the URL of one.")],
    engine: Annotated[EngineName, typer.Option("--engine", help="Who reads.")] = EngineName.local,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The Dask scheduler, such as tcp://10.0.0.5:8786.")
    ] = None,
    processes: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="How many processes read with --engine local; else one per core.")
    ] = None,
    shard_reports: Annotated[int, typer.Option(min=1, metavar="N", help="About how many reports a shard has.")] = 1_000,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of publication of every report; it goes before what a report says.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published every report.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Their language (en), where it is not recognised.")] = None,
    min_score: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="X", help="Hold back claims with a score below X; 0 holds none back.")
    ] = None,
    codebook_file: Annotated[
        Path | None, typer.Option("--codebook", metavar="FILE", help="Event types of your own; every worker must have the file.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where anything was rejected.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the account as JSON.")] = False,
    log_format: LogFormatOption = None,
    metrics_port: MetricsPortOption = None,
    metrics_host: MetricsHostOption = None,
) -> None:
    """Read on many workers (the help is above, beside its examples)."""
    line = _Line()
    with told(lambda: f"Stopped. {line.words()} What is stored stays; run the same again to go on."):
        settings = load_settings()
        if min_score is not None:
            settings = msgspec.structs.replace(settings, min_score=min_score)
        if codebook_file is not None:
            settings = msgspec.structs.replace(settings, codebook=codebook_file.absolute())
        given = Given(published=published, publisher=publisher, language=language)
        runs: Any = module("reportedly.distributed.run")
        wish = Observing(log_format=log_format, metrics_port=metrics_port, metrics_host=metrics_host)
        with observed("run", wish, settings, always_ready) as observer:
            line.told = observer.shards
            workers = runs.open_engine(engine.value, processes=processes, scheduler=scheduler)
            try:
                job = runs.Job(inputs=tuple(inputs), out=out, settings=settings, given=given, reports=shard_reports)
                account = runs.Run(job, line.planned).run(workers, line.show)
            finally:
                line.clear()
                workers.close()
            observer.rejections(account.by_kind)
            observer.account("run", account.read, account.stored, account.duplicate, account.rejected)
        if as_json:
            typer.echo(json.dumps(msgspec.to_builtins(account), ensure_ascii=False, indent=2))
        else:
            _say(account)
    if account.unread or (strict and account.rejected):
        raise typer.Exit(REJECTED)


class _Line:
    """One line on a terminal's standard error that says how far it is."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._last: RunProgress | None = None
        self.told: Callable[[RunProgress], None] | None = None
        """Who else hears of progress."""

    def planned(self, done: int, of: int) -> None:
        """Say how many files have been looked into."""
        if done % 100 == 0 or done == of:
            self._write(f"looking into files: {done:,} of {of:,}")

    def show(self, progress: "RunProgress") -> None:
        """Write the line anew."""
        self._last = progress
        if self.told is not None:
            self.told(progress)
        self._write(self.words())

    def words(self) -> str:
        """What was done so far, how fast, and how long the rest takes."""
        one = self._last
        if one is None:
            return "Nothing was read yet."
        parts = [f"{one.shards_done:,} of {one.shards:,} shards", f"{one.reports:,} reports", f"{one.rate:,.1f} a second"]
        if one.rejected:
            parts.append(f"{one.rejected:,} rejected")
        if one.lost:
            parts.append(f"{one.lost:,} workers lost")
        parts.append(f"{one.hands:,} at work")
        if one.seconds_left is not None:
            parts.append(f"{span_words(one.seconds_left)} left")
        return " · ".join(parts)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")

    def _write(self, words: str) -> None:
        if self._shown:
            sys.stderr.write(f"\r\x1b[K{words}")
            sys.stderr.flush()


def _say(account: "RunAccount") -> None:
    """Print the account: what was read on standard output, what was not on standard error."""
    say_rejected(account, "hidden")
    for given_up in account.unread[:LISTED]:
        sys.stderr.write(f"not read: the shard at {given_up.where}: {given_up.reason}. Run the same again to try it once more.\n")
    typer.echo(f"{account.words} in {span_words(account.seconds)}; {account.claims:,} claims")
    earlier = f", {account.before:,} of them by earlier runs" if account.before else ""
    typer.echo(f"{account.done:,} of {account.shards:,} shards{earlier}; the dataset is {account.dataset}")
    if account.workers_lost:
        typer.echo(f"{account.workers_lost:,} workers ended over their work and were replaced")
