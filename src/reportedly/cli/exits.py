"""Exit codes, and what can go wrong turned into one line on standard error.

0 all done, 1 some input was rejected, 2 an option or input can't be used, 3 the model, the gazetteer, the codebook or the record
can't be used, 130 stopped by Ctrl-C, 141 the reader of our output went away.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import typer

from reportedly.errors import InputError, ReportedlyError

REJECTED, BAD_OPTION, BAD_SETUP, STOPPED, PIPE_CLOSED = 1, 2, 3, 130, 141


@contextmanager
def told(stopped: str | Callable[[], str]) -> Iterator[None]:
    """Turn an error of ours into its sentence and exit code, Ctrl-C into ``stopped``, a closed pipe into silence."""
    try:
        yield
    except InputError as error:
        complain(error)
        raise typer.Exit(BAD_OPTION) from None
    except ReportedlyError as error:
        complain(error)
        raise typer.Exit(BAD_SETUP) from None
    except KeyboardInterrupt:
        sys.stderr.write(f"\n{stopped if isinstance(stopped, str) else stopped()}\n")
        raise typer.Exit(STOPPED) from None
    except BrokenPipeError:
        # Python would complain when it flushes standard output at exit; nobody is there to read it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(PIPE_CLOSED) from None


def complain(error: ReportedlyError) -> None:
    """Say on standard error what is wrong and what to do."""
    sys.stderr.write(f"reportedly: {error}\n")


def not_reports_line(counts: Iterable[tuple[str, int]]) -> str:
    """The line of an account that says which parts of containers were no reports by their nature; nothing where there were none."""
    named = ", ".join(f"{count:,} {what}" for what, count in counts)
    return f"no reports by their nature: {named}\n" if named else ""
