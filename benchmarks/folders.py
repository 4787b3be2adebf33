"""Where this checkout keeps the corpora, and the command line that every benchmark has."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
DATA = PROJECT.parent / "shared" / "data"
SEED = PROJECT.parent / "shared" / "seed"


@dataclass(frozen=True)
class Options:
    """``limit`` keeps the first documents only; ``model`` is a model's folder (None: the packaged one)."""

    data: Path = DATA
    limit: int | None = None
    model: Path | None = None


def options_of(what: str, arguments: Sequence[str] | None = None) -> Options:
    """Read a benchmark's command line; ``what`` is what its help says it measures."""
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the corpora")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="only the first N documents")
    parser.add_argument("--model", type=Path, default=None, metavar="FOLDER", help="score this model")
    given = parser.parse_args(arguments)
    return Options(given.data, given.limit, given.model)
