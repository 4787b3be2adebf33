"""What every benchmark that reads with a model takes from its command line, and how it gets its reader."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from reportedly.config import Settings
from reportedly.encoder.output import Output
from reportedly.encoder.session import Encoder
from reportedly.ingest.given import Given
from reportedly.ingest.text import report_from_text
from reportedly.pipeline import Reader
from reportedly.schema import Report

PROJECT = Path(__file__).resolve().parents[3]
DATA = PROJECT.parent / "shared" / "data"
SEED = PROJECT.parent / "shared" / "seed"
BATCH_TEXTS = 16


@dataclass(frozen=True)
class Options:
    """``limit`` keeps the first documents only; ``model`` is a model's folder (None: the packaged one)."""

    data: Path = DATA
    limit: int | None = None
    model: Path | None = None


class MissingCorpus(Exception):
    """The corpus that a benchmark needs is not there; the benchmark is skipped with this message."""


def needed(*paths: Path) -> None:
    """Raise MissingCorpus for the first of these that does not exist."""
    for path in paths:
        if not path.exists():
            raise MissingCorpus(f"{path.name} is not in {path.parent}")


def options_of(what: str, arguments: Sequence[str] | None = None) -> Options:
    """Read a benchmark's command line; ``what`` is what its help says it measures."""
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the corpora")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="only the first N documents")
    parser.add_argument("--model", type=Path, default=None, metavar="FOLDER", help="score this model")
    given = parser.parse_args(arguments)
    return Options(given.data, given.limit, given.model)


@lru_cache(maxsize=1)
def reader_of(model: Path | None) -> Reader:
    """The product's reader with this model; the last one stays open for the next benchmark."""
    return Reader.open(Settings(model=model))


def encoded(encoder: Encoder, texts: Iterable[str]) -> Iterator[Output]:
    """What the encoder says of each text, in order."""
    source = iter(texts)
    while batch := list(islice(source, BATCH_TEXTS)):
        yield from encoder.encode(batch)


def report_of(text: str, published: str | None = None) -> Report:
    """A report with this text, character for character, as the public functions make it, but in any language."""
    return report_from_text(text, Given(published=published), verbatim=True, allow_any_language=True)
