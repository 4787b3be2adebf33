"""All benchmarks, one table: ``python -m benchmarks [--quick] [--model FOLDER] [NAME...]``.

Prints each benchmark's own tables, then one table of all figures with their bars, and writes docs/benchmarks.md where it ran
whole. A benchmark whose corpus is missing says so and is skipped; then nothing is written, nor with ``--quick``, which reads the
first documents only, nor where only some are named. Missed bars are said, and are no error.
"""

import argparse
import contextlib
import datetime
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import seed, spans, speed, standing
from benchmarks.standing import Row, as_markdown, as_text
from reportedly.evaluation import (
    attribution,
    codebook,
    coreference,
    dates,
    event_roles,
    mentions,
    places,
    predicates,
    relations,
)
from reportedly.evaluation.command import DATA, PROJECT, SEED, MissingCorpus, Options, needed, reader_of

QUICK_DOCUMENTS = 10
DOCUMENT = PROJECT / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Benchmark:
    """``corpora`` are folders of the data that it needs; ``shown`` prints its own tables from what ``run`` gave."""

    name: str
    corpora: tuple[str, ...]
    run: Callable[[Options], Mapping[str, Any]]
    rows: Callable[[Mapping[str, Any]], Iterator[Row]]
    shown: Callable[[Mapping[str, Any]], str] | None = None


def _silent(function: Callable[[Path], Mapping[str, Any]]) -> Callable[[Options], Mapping[str, Any]]:
    """A benchmark that takes the data alone, kept from printing: its figures are in the table."""

    def run(options: Options) -> Mapping[str, Any]:
        with contextlib.redirect_stdout(io.StringIO()):
            return function(options.data)

    return run


BENCHMARKS = (
    Benchmark("seed", (), lambda o: seed.run(SEED, o.model), standing.seed_rows, seed.shown),
    Benchmark(
        "attribution", ("polnear",), lambda o: attribution.run(o.data, o.limit, o.model), standing.attribution_rows,
        attribution.shown,
    ),
    Benchmark(
        "mentions", ("re3d", "gmb_ner"), lambda o: mentions.run(o.data, o.limit, o.model), standing.mention_rows,
        mentions.shown,
    ),
    Benchmark(
        "predicates", ("propbank_ewt", "uds_ih2"), lambda o: predicates.run(o.data, o.limit, o.model),
        standing.predicate_rows, predicates.shown,
    ),
    Benchmark(
        "event_roles", ("muc4", "wikievents"), lambda o: event_roles.run(o.data, o.limit, o.model), standing.role_rows,
        event_roles.shown,
    ),
    Benchmark("dates", ("tempeval3", "wikiwars", "recognizers_text"), lambda o: dates.run(o.data, o.limit), standing.date_rows),
    Benchmark("places", ("geoparsing",), _silent(places.run), standing.place_rows),
    Benchmark("coreference", ("gum",), _silent(coreference.run), standing.coreference_rows),
    Benchmark("relations", ("re3d",), _silent(relations.run), standing.relation_rows),
    Benchmark("codebook", ("plover_gsr", "wikievents"), _silent(codebook.run), standing.codebook_rows),
    Benchmark("spans", (), lambda o: spans.run(o.data, o.limit, o.model), standing.span_rows, spans.shown),
    Benchmark("speed", (), lambda o: speed.run(o.data, o.limit, o.model), standing.speed_rows, speed.shown),
)  # fmt: skip


def rows_of(chosen: Sequence[Benchmark], options: Options) -> tuple[list[Row], list[str]]:
    """The rows of these benchmarks, printing each one's tables as it ends, and why others were skipped."""
    rows: list[Row] = []
    skipped: list[str] = []
    for benchmark in chosen:
        try:
            needed(*(options.data / folder for folder in benchmark.corpora))
            result = benchmark.run(options)
        except (MissingCorpus, FileNotFoundError) as missing:
            skipped.append(f"{benchmark.name}: skipped, {missing}")
            print(skipped[-1], flush=True)
            continue
        if benchmark.shown is not None:
            print(benchmark.shown(result) + "\n", flush=True)
        rows += benchmark.rows(result)
    return rows, skipped


def document(rows: Sequence[Row], model_hash: str, day: datetime.date) -> str:
    """docs/benchmarks.md."""
    return f"""# Benchmarks

Written by `python -m benchmarks` (`make bench`) on {day.isoformat()}, with the model
`{model_hash}`. Each task is also a command of its own, `python -m benchmarks.NAME`, whose head says how it measures:
{", ".join(f"`{benchmark.name}`" for benchmark in BENCHMARKS)}.

All are on development sets, which steered rules and thresholds; the published figures are mostly on test sets, so a
difference of a point or two says nothing. Percent where no unit is given. "From raw text" means that nothing is gold but the
text; "gold" names what was given to the system.

{as_markdown(rows)}
"""


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    names = [benchmark.name for benchmark in BENCHMARKS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="All benchmarks, one table.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(names)}")
    parser.add_argument("--quick", action="store_true", help=f"only the first {QUICK_DOCUMENTS} documents of each corpus")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the corpora")
    parser.add_argument("--model", type=Path, default=None, metavar="FOLDER", help="score this model")
    given = parser.parse_args(arguments)
    unknown = [name for name in given.names if name not in names]
    if unknown:
        parser.error(f"no benchmark is called {unknown[0]}; there are {', '.join(names)}")
    return given


def main(arguments: Sequence[str] | None = None) -> None:
    """Run, print, and write where the run was whole."""
    given = _options(arguments)
    options = Options(given.data, QUICK_DOCUMENTS if given.quick else None, given.model)
    chosen = [benchmark for benchmark in BENCHMARKS if not given.names or benchmark.name in given.names]
    rows, skipped = rows_of(chosen, options)
    bars = [row for row in rows if row.bar is not None]
    print(as_text(rows))
    print("\n".join(["", *skipped, f"bars reached: {sum(row.reached is True for row in bars)} of {len(bars)}"]))
    if given.quick or given.names:
        return
    if skipped:
        print(f"{DOCUMENT.relative_to(PROJECT)} is left as it was, since some corpora are missing")
        return
    made = document(rows, reader_of(given.model).encoder.model_hash, datetime.datetime.now(datetime.UTC).date())
    DOCUMENT.write_text(made, encoding="utf-8")
    print(f"written: {DOCUMENT.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
