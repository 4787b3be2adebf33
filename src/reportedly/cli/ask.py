"""Commands that ask a record: events, claims, actors, places, sources, reports, show, log."""

import inspect
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any

import typer

from reportedly.cli.exits import told
from reportedly.cli.loading import module
from reportedly.cli.output import write_stdout
from reportedly.cli.record_option import RecordOption, existing_record
from reportedly.cli.tables import Format, Page, look, written

FILTERS: Mapping[str, Any] = {
    "since": Annotated[str | None, typer.Option(metavar="DATE", help="Not over before this day, month or year (2016-12-07, 2016-12).")],
    "until": Annotated[str | None, typer.Option(metavar="DATE", help="Begun by this day, month or year; its last day counts.")],
    "as_of": Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="As it was known on that day: only reports published by then.")
    ],
    "place": Annotated[
        str | None, typer.Option(metavar="PLACE", help="A place's name, its GeoNames id (g173480), or a point (36.37,37.52).")
    ],
    "within_km": Annotated[float | None, typer.Option("--within-km", metavar="KM", help="Also this far around --place.")],
    "country": Annotated[str | None, typer.Option(metavar="CODE", help="A country's two-letter code (SY).")],
    "actor": Annotated[str | None, typer.Option(metavar="ACTOR", help="An actor's id (isil) or any of its names, former ones too.")],
    "type": Annotated[str | None, typer.Option(metavar="TYPE", help="A type of event (ASSAULT, ASSAULT/aerial) or relation (leads).")],
    "mode": Annotated[str | None, typer.Option(metavar="MODE", help="A mode of a type (aerial).")],
    "source": Annotated[str | None, typer.Option(metavar="SOURCE", help="Told by this voice, agency or outlet, anywhere in the chain.")],
    "grade": Annotated[
        list[str] | None,
        typer.Option(metavar="GRADE", help="denied, contested, single-source, corroborated, confirmed; may be given again."),
    ],
    "disputed": Annotated[bool, typer.Option("--disputed", help="Only where origins disagree.")],
    "disputed_in": Annotated[
        str | None, typer.Option("--disputed-in", metavar="FIELD", help="Only where they disagree on this (when, where, toll:killed).")
    ],
    "text": Annotated[str | None, typer.Option(metavar="WORDS", help='With these words, "a phrase", begin* or -without.')],
    "report": Annotated[str | None, typer.Option(metavar="REPORT", help="Told in this report (r5).")],
    "event": Annotated[str | None, typer.Option(metavar="EVENT", help="This event (v12), or claims about it.")],
    "score": Annotated[float | None, typer.Option(min=0, max=1, metavar="X", help="With a claim that scores at least X, 0 to 1.")],
}
"""The filters as options, one for each field of ``views.filters.Filters``."""
_Limit = Annotated[int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="Rows of a page; 50 without it.")]
_Cursor = Annotated[str | None, typer.Option(metavar="CURSOR", help="The page after that one; each page names its cursor.")]
_Shape = Annotated[Format, typer.Option("--format", "-f", help="How to print it.")]
_LISTS: Mapping[str, tuple[str, str]] = {
    "events": (
        "newest, oldest, origins, killed, disagreement or added; newest without it.",
        """List what happened: each event with where, when, who, how well it is supported, and what is disputed.

Examples:

\b
  reportedly events --place Raqqa --since 2016-12 --until 2016-12
  reportedly events --place 36.37,37.52 --within-km 25 --type ASSAULT
  reportedly events --country SY --grade contested --grade denied --sort killed
  reportedly events --actor "Jabhat al-Nusra" --as-of 2016-07-28
  reportedly events --text '"grain depot" -market' --format csv > depot.csv
""",
    ),
    "claims": (
        "added (the last first), reading (the first first), newest or oldest; added without it.",
        """List who says what: each claim with its voices, in the words of its report.

Examples:

\b
  reportedly claims --event v12
  reportedly claims --source "Amber Media" --since 2016
  reportedly claims --type also_known_as --score 0.8 --format jsonl
""",
    ),
    "actors": (
        "events (the most first), name, or met (in the order of first naming); events without it.",
        """List who takes part: each actor with its names and the number of its events.

--actor and --country are the actor's own; any other filter asks for those who take part in events that pass it.

Examples:

\b
  reportedly actors --country SY
  reportedly actors --place Raqqa --since 2016 --sort events
""",
    ),
    "places": (
        "events (the most first) or added; events without it.",
        """List where it happened: each place with the number of its events.

Examples:

\b
  reportedly places --type ASSAULT --since 2016
  reportedly places --actor isil --format csv
""",
    ),
    "sources": (
        "claims (the most first).",
        """List whose voices are heard: witnesses, officials, agencies, outlets, with the number of their claims.

Examples:

\b
  reportedly sources --place Raqqa
  reportedly sources --actor isil --since 2016-12
""",
    ),
    "reports": (
        "newest, oldest (by publication) or added; newest without it.",
        """List what was read: each report with its publisher, date, and where it came from.

--since and --until are days of publication here. The other filters ask for reports with such a claim.

Examples:

\b
  reportedly reports --since 2016-12 --source AFP
  reportedly reports --place Raqqa --format jsonl
""",
    ),
}
_SHOW_HELP = """Show one thing with all that is behind it.

NAME is an event (v12), a claim (c34), a report (r5), a judgement (j3), a place (g173480), an actor (isil, a7) or a source, or the name of
an actor, a source or a place. An event opens its evidence: who gives which value, the claims by independent voice, each with its
sentence, report and reasons for being there.

Examples:

\b
  reportedly show v12
  reportedly show v12 --as-of 2016-12-07
  reportedly show c34 --original
  reportedly show "Jabhat al-Nusra"
  reportedly show r5 --format json
"""
_LOG_HELP = """Show what was done to the record, the latest first: runs of adding, and judgements with who made them, when and why.

Judgements that were taken back stay, and say by which one.

Examples:

\b
  reportedly log
  reportedly log --who "Ida Holm"
  reportedly log --limit 500 --format csv > log.csv
"""


def register(app: typer.Typer) -> None:
    """Put these commands on the application."""
    for name, (_, words) in _LISTS.items():
        app.command(name, help=words)(_list_command(name))
    app.command("show", help=_SHOW_HELP)(show)
    app.command("log", help=_LOG_HELP)(log)


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An id or a name.")],
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="An event as it stood on that day.")] = None,
    original: Annotated[bool, typer.Option("--original", help="Where a claim's sentence stands in the original.")] = False,
    output_format: _Shape = Format.table,
    record: RecordOption = None,
) -> None:
    """Show one thing (the help is above, beside its examples)."""
    with told("Stopped."):
        if original:
            originals = module("reportedly.record.originals")
            _print_of(lambda snapshot: originals.original_of(snapshot, name), Page("show", output_format), record)
            return
        shown = module("reportedly.views.shown")
        _print(lambda connection: shown.show(connection, name, as_of=as_of), Page("show", output_format), record)


def log(
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this person judged.")] = None,
    limit: _Limit = None,
    cursor: _Cursor = None,
    output_format: _Shape = Format.table,
    record: RecordOption = None,
) -> None:
    """Show what was done (the help is above, beside its examples)."""
    with told("Stopped."):
        views = module("reportedly.views.log")
        _print(lambda connection: views.log(connection, who=who, limit=limit, cursor=cursor), Page("log", output_format), record)


def _list_command(name: str) -> Callable[..., None]:
    """The command that lists ``name``: one function for all, with the filters as its options."""
    sort = Annotated[str | None, typer.Option(metavar="ORDER", help=f"How to sort: {_LISTS[name][0]}")]
    kinds = {**FILTERS, "sort": sort, "limit": _Limit, "cursor": _Cursor, "output_format": _Shape, "record": RecordOption}
    defaults = {"disputed": False, "output_format": Format.table}
    # functools.partial, since a decorator of typer keeps the function it is given.
    command: Any = partial(_listed, name)
    command.__name__ = name
    command.__doc__ = f"List {name}."
    command.__annotations__ = {}
    command.__signature__ = inspect.Signature(
        [inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY, default=defaults.get(key), annotation=kind) for key, kind in kinds.items()]
    )
    return command  # type: ignore[no-any-return]


def _listed(name: str, **given: Any) -> None:
    with told("Stopped."):
        paging = {key: given.pop(key) for key in ("sort", "limit", "cursor")}
        shape, record = given.pop("output_format"), given.pop("record")
        field = given.pop("disputed_in")
        if field is not None:
            given["disputed"] = field
        filters = module("reportedly.views.filters").Filters.parse(given)
        view = getattr(module(f"reportedly.views.{name}"), name)
        _print(lambda connection: view(connection, filters, **paging), Page(name, shape), record)


def _print(asked: Callable[[Any], Any], page: Page, record: str | None) -> None:
    _print_of(lambda snapshot: asked(snapshot.connection), page, record)


def _print_of(asked: Callable[[Any], Any], page: Page, record: str | None) -> None:
    store: Any = module("reportedly.store.sql").Store
    with store.open(existing_record(record)) as opened, opened.reading() as snapshot:
        answer = asked(snapshot)
    pieces, said = written(answer, page, look())
    write_stdout(iter(pieces))
    sys.stderr.write(said)
