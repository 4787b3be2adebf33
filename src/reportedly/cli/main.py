"""The command ``reportedly``: reads options, calls the pipeline, writes what it returns. ``exits.py`` has the exit codes."""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec.structs import replace

from reportedly.cli import ask as ask_commands
from reportedly.cli import cluster as cluster_command
from reportedly.cli import export as export_command
from reportedly.cli import keeping as keeping_commands
from reportedly.cli import record as record_commands
from reportedly.cli import serve as serve_command
from reportedly.cli import watch as watch_command
from reportedly.cli.exits import REJECTED, not_reports_line, told
from reportedly.cli.head_start import reader_and
from reportedly.cli.loading import module
from reportedly.cli.output import NEEDED, Colour, Format, Look, write_file, write_stdout, written
from reportedly.config import Settings, load_settings
from reportedly.errors import InputError
from reportedly.ingest.given import Given
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.schema import Reading, Report
from reportedly.version import __version__

if TYPE_CHECKING:
    from reportedly.ingest.item import NotReport

_EXAMPLES = """
Examples:

\b
  reportedly read report.txt
  reportedly read page.html --format html --output page-read.html
  reportedly read --published 2016-12-07 --publisher "VOA News" report.txt
  reportedly read reports.jsonl --format jsonl --output readings.jsonl
  cat report.txt | reportedly read - --format json
"""

_READ_HELP = f"""Read news reports and print who says what happened, where, when, and how sure they are.

FILE is a text, a web page, or anything that holds reports: PDF, Word, mail, feeds, web archives, tables, JSON Lines (one report
a line: {{"text": "...", "published": "2016-12-07"}}; only text is required), archives and compressed files of these. Which it is, is told
from its content. A single dash reads standard input. What can't be read is named on standard error with the reason; the rest is still
read, and the exit code is 1.
{_EXAMPLES}"""

_EVALUATE_HELP = """Score the reader against annotated texts: a public corpus, or readings that you corrected yourself.

SET is the name of a set, or a JSON Lines file of corrected readings in the shape that `read --format jsonl` prints. Without
SET, the sets are listed: what each measures, what is gold and what is predicted, and which corpus folder it needs. Corpora
are not part of this package; put them into one folder and name it with --data.

Examples:

\b
  reportedly evaluate
  reportedly evaluate attribution --data corpora
  reportedly evaluate mentions --data corpora --limit 5 --errors 50
  reportedly evaluate dates --data corpora --json > dates.json
  reportedly evaluate corrected.jsonl
"""

_FIT_HELP = """Learn a codebook's types from its example sentences, in seconds, and say how well that went.

What was learned is written to FILE.fit; read --codebook FILE uses it. The figures are cross-validated: each sentence is
judged by a head that has not seen it.

Examples:

\b
  reportedly codebook check floods.yaml
  reportedly codebook fit floods.yaml
  reportedly read --codebook floods.yaml report.txt
"""

app = typer.Typer(
    name="reportedly", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)  # fmt: skip


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reportedly {__version__}")
        raise typer.Exit


@app.callback(epilog="Settings come from reportedly.toml and REPORTEDLY_* variables. Next: reportedly read --help")
def reportedly(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """From news reports to a record of who says what happened; every value opens the words it came from."""


@app.command(help=_READ_HELP)
def read(  # noqa: PLR0913  one parameter per option
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Reports to read; - is standard input.")],
    output_format: Annotated[Format, typer.Option("--format", "-f", help="What to print.")] = Format.text,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of publication (2016-12-07), where you know it better.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Its language (en), where a report is refused as another's by mistake.")
    ] = None,
    min_score: Annotated[
        float | None,
        typer.Option(min=0, max=1, metavar="X", help="Hold back claims with a score below X; 0 holds none back."),
    ] = None,
    codebook_file: Annotated[
        Path | None, typer.Option("--codebook", metavar="FILE", help="Event types of your own, in the place of PLOVER's.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, whole or not at all.")
    ] = None,
    colour: Annotated[Colour, typer.Option("--colour", "--color", help="Colour in the text format.")] = Colour.auto,
) -> None:
    """Read reports (the help is above, beside its examples)."""
    account = _Account(show_progress=sys.stderr.isatty() and (output is not None or not sys.stdout.isatty()))
    left = f" {output} was left as it was." if output else ""
    with told(lambda: f"Stopped after {account.words()}.{left}"):
        given = Given(published=published, publisher=publisher, language=language)
        settings = load_settings()
        if min_score is not None:
            settings = replace(settings, min_score=min_score)
        if codebook_file is not None:
            settings = replace(settings, codebook=codebook_file)
        _read(_reports(files, given, account), settings, _look(output_format, colour, output), output, account)
    account.close()
    if account.rejected:
        raise typer.Exit(REJECTED)


@app.command(help=_EVALUATE_HELP)
def evaluate(  # noqa: PLR0913  one parameter per option
    name: Annotated[str | None, typer.Argument(metavar="[SET]", help="A set's name, or a file of corrected readings.")] = None,
    list_sets: Annotated[bool, typer.Option("--list", help="List the sets and stop.")] = False,
    data: Annotated[Path, typer.Option(metavar="FOLDER", help="The folder that holds the corpora.")] = Path(),
    part: Annotated[
        str | None, typer.Option(metavar="PART", help="dev, train or test, where the corpus has it; the list says which.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Only the first N documents.")] = None,
    model: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Score this model.")] = None,
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Show N errors, spread over the documents.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score the reader (the help is above, beside its examples)."""
    scoring: Any = module("reportedly.cli.evaluate")
    with told("Stopped; nothing was scored."):
        if name is None or list_sets:
            typer.echo(scoring.sets_page())
            return
        asked = scoring.Asked(data, limit, model or load_settings().model, part, errors, as_json)
        typer.echo(scoring.page(name, asked))


codebook = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Event types of your own: check them, teach them, list them.")
app.add_typer(codebook, name="codebook")
_AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


@codebook.command("fit", help=_FIT_HELP)
def fit_codebook(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A codebook with examples.")],
    model: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Fit for this model.")] = None,
    as_json: _AsJson = False,
) -> None:
    """Fit a codebook (the help is above, beside its examples)."""
    with told(f"Stopped; {file}.fit was left as it was."):
        pages: Any = module("reportedly.cli.codebook")
        fitted, target = pages.fit(file, model or load_settings().model)
        typer.echo(pages.fit_page(fitted, target, file, as_json=as_json))


@codebook.command("check")
def check_codebook(
    name: Annotated[str, typer.Argument(metavar="FILE", help="A codebook, or plover.")], as_json: _AsJson = False
) -> None:
    """Check a codebook and count, for each type, its examples, its counter-examples and the words that name it."""
    with told("Stopped."):
        typer.echo(module("reportedly.cli.codebook").check_page(name, as_json=as_json))


@codebook.command("show")
def show_codebook(name: Annotated[str, typer.Argument(metavar="FILE", help="A codebook, or plover.")] = "plover") -> None:
    """Show a codebook's types and modes with their definitions."""
    with told("Stopped."):
        typer.echo(module("reportedly.cli.codebook").show_page(name))


record_commands.register(app)
keeping_commands.register(app)
serve_command.register(app)
watch_command.register(app)
ask_commands.register(app)
export_command.register(app)
cluster_command.register(app)


def run() -> None:
    """The entry point of the installed command."""
    app()


class _Account:
    """Counts what was read, what was rejected and what was no report, and says so on standard error."""

    def __init__(self, *, show_progress: bool) -> None:
        self.read = 0
        self.rejected = 0
        self.held_back = 0
        self.not_reports: Counter[str] = Counter()
        self.min_score = 0.0
        self.show_progress = show_progress

    def readings(self, outcomes: Iterable[Reading | Rejection]) -> Iterator[Reading | None]:
        """Pass readings on; report a rejection at once and pass None in its place."""
        for outcome in outcomes:
            if isinstance(outcome, Rejection):
                self.rejected += 1
                self._clear()
                # A reason that begins with the place names it once: "a.txt: is empty."
                reason = outcome.reason.removeprefix(f"{outcome.where} ")
                sys.stderr.write(f"{outcome.where}: {reason} {outcome.cure}".strip() + "\n")
                yield None
            else:
                self.read += 1
                self.held_back += outcome.made_by.held_back
                self.min_score = outcome.made_by.min_score
                self._progress()
                yield outcome

    def note(self, found: "NotReport") -> None:
        """Count parts of a container that are no reports by their nature."""
        self.not_reports[found.what] += found.count

    def words(self) -> str:
        """``read 3 = 2 read + 1 rejected``, as one phrase."""
        return f"{self.read + self.rejected:,} = {self.read:,} read + {self.rejected:,} rejected"

    def close(self) -> None:
        """Say what became of the input, where there was more than one report, and what was held back."""
        self._clear()
        if self.read + self.rejected > 1:
            sys.stderr.write(f"{self.words()}\n")
        sys.stderr.write(not_reports_line(sorted(self.not_reports.items())))
        if self.held_back:
            claims = "claim" if self.held_back == 1 else "claims"
            sys.stderr.write(f"held back: {self.held_back:,} {claims} below {self.min_score:g}; --min-score 0 shows all\n")

    def _progress(self) -> None:
        if self.show_progress and self.read > 1:
            sys.stderr.write(f"\rreading: {self.words()} ")
            sys.stderr.flush()

    def _clear(self) -> None:
        if self.show_progress:
            sys.stderr.write("\r\x1b[K")


def _read(
    reports: Iterator[Report | Rejection], settings: Settings, look: Look, output: Path | None, account: _Account
) -> None:
    # Reading loads the model's runtime and the page reader; `--help` and a mistyped option need neither.
    reader, reports = reader_and(reports, settings, NEEDED.get(look.format))
    readings = account.readings(reader.read_all(reports))
    pieces = written(readings, look)
    if output is None:
        write_stdout(pieces)
    elif not write_file(pieces, output):
        sys.stderr.write(f"Nothing was read, so {output} was not written.\n")


def _reports(files: list[str], given: Given, account: _Account) -> Iterator[Report | Rejection]:
    ingest: Any = module("reportedly.ingest.files")
    for name in files:
        try:
            yield from ingest.reports_from_path(name, given, stdin=sys.stdin.buffer, told=account.note)
        except InputError as error:
            yield rejection_of(name, error)


def _look(output_format: Format, colour: Colour, output: Path | None) -> Look:
    width = shutil.get_terminal_size(fallback=(100, 24)).columns
    return Look(format=output_format, colour=_in_colour(colour, output), width=width)


def _in_colour(colour: Colour, output: Path | None) -> bool:
    """NO_COLOR and FORCE_COLOR as their informal standards say: present and not empty."""
    if colour is not Colour.auto:
        return colour is Colour.always
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return output is None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
