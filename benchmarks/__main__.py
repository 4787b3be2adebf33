"""All benchmarks, one page: ``python -m benchmarks [--quick] [--jobs N] [--model FOLDER] [--update] [NAME...]``.

Prints each set's own tables, then one table of all figures with their bars, and writes docs/benchmarks.md where it ran whole: not
with ``--quick``, which reads the first documents only, nor where some are named, a corpus is missing or a figure that page.yaml
names is not among its set's; what is missing is said and skipped. ``--update`` writes the parts of the page that the named sets
have, each with its day, and leaves the others as they were. Sets run side by side in ``--jobs`` processes, speed alone
after them. Missed bars are said, and are no error.
"""

import argparse
import datetime
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import careful_reports, memory, seed, spans, speed
from benchmarks.folders import DATA, PROJECT, SEED, Options
from benchmarks.standing import Row, as_markdown, as_text, page_of, rows_of
from reportedly.errors import MissingCorpus
from reportedly.evaluation.command import reader_of
from reportedly.evaluation.sets import SETS, evaluate

QUICK_DOCUMENTS = 10
DOCUMENT = PROJECT / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Benchmark:
    """What is run; ``alone`` where nothing else may take the processor's time meanwhile."""

    name: str
    run: Callable[[Options], Mapping[str, Any]]
    shown: Callable[[Mapping[str, Any]], str]
    gold: str
    predicted: str
    alone: bool = False


OF_SETS = tuple(
    Benchmark(one.name, lambda o, one=one: evaluate(one, o.data, o.limit, o.model), one.shown, one.gold, one.predicted)
    for one in SETS
)
BENCHMARKS = (
    Benchmark(
        "careful_reports", lambda o: careful_reports.run(SEED, o.model), careful_reports.shown,
        "nothing: read from raw text", "the reading",
    ),
    Benchmark("seed", lambda o: seed.run(SEED, o.model), seed.shown, "nothing: read from raw text", "the reading"),
    *OF_SETS,
    Benchmark("spans", lambda o: spans.run(o.data, o.limit, o.model), spans.shown, "nothing", "every span of every reading"),
    Benchmark("speed", lambda o: speed.run(o.data, o.limit, o.model), speed.shown, "nothing", "everything", alone=True),
    Benchmark(
        "memory", lambda o: memory.run(memory.FEW if o.limit else memory.REPORTS, o.model), memory.shown, "nothing",
        "everything", alone=True,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What became of one benchmark: its rows and its own tables, or why it was skipped."""

    name: str
    rows: tuple[Row, ...] = ()
    shown: str = ""
    skipped: str = ""
    seconds: float = 0.0


def outcome_of(name: str, options: Options) -> Outcome:
    """Run one benchmark."""
    benchmark = next(one for one in BENCHMARKS if one.name == name)
    began = perf_counter()
    try:
        figures = benchmark.run(options)
    except (MissingCorpus, FileNotFoundError) as missing:
        return Outcome(name, skipped=f"{name}: skipped, {missing}")
    rows = tuple(rows_of(name, figures, page_of()))
    return Outcome(name, rows, benchmark.shown(figures), seconds=perf_counter() - began)


def outcomes_of(chosen: Sequence[Benchmark], options: Options, jobs: int = 1) -> list[Outcome]:
    """Run these benchmarks, printing each one's tables; in their order."""
    together = [one.name for one in chosen if not one.alone]
    found = []
    if jobs > 1 and len(together) > 1:
        with ProcessPoolExecutor(min(jobs, len(together))) as pool:
            waiting = [pool.submit(outcome_of, name, options) for name in together]
            found = [_told(one.result()) for one in waiting]
    else:
        found = [_told(outcome_of(name, options)) for name in together]
    return found + [_told(outcome_of(one.name, options)) for one in chosen if one.alone]


def _told(outcome: Outcome) -> Outcome:
    print(outcome.skipped or f"{outcome.shown}\n({outcome.name}: {outcome.seconds:.0f} s)", end="\n\n", flush=True)
    return outcome


def document(outcomes: Sequence[Outcome], model_hash: str, day: datetime.date) -> str:
    """docs/benchmarks.md."""
    parts = [
        f"""# Benchmarks

Written by `python -m benchmarks` (`make bench`) on {day.isoformat()}, with the model
`{model_hash}`.

All are development sets, which steered rules, thresholds and training; the published figures are mostly on test sets, so a
difference of a point or two says nothing. Percent where no unit is given. The interval holds the figure in 95 of 100
bootstrap samples of the documents. Gold is what was given to the system, predicted what it had to find. A set with a
command can be run alone, also on texts of your own: [cli.md](cli.md) has `reportedly evaluate`."""
    ]
    return "\n\n".join([*parts, *(section(one) for one in outcomes if one.rows)]) + "\n"


def section(outcome: Outcome, again: str = "") -> str:
    """One benchmark's part of the page; ``again`` says when it was run by itself."""
    benchmark = next(one for one in BENCHMARKS if one.name == outcome.name)
    of_set = any(one.name == outcome.name for one in OF_SETS)
    command = f"reportedly evaluate {outcome.name}" if of_set else f"python -m benchmarks.{outcome.name}"
    title = outcome.rows[0].task
    return (
        f"## {title[0].upper()}{title[1:]}\n\n"
        f"`{command}`.{again} Gold: {benchmark.gold}. Predicted: {benchmark.predicted}.\n\n{as_markdown(outcome.rows)}"
    )


def updated(page: str, outcomes: Sequence[Outcome], again: str) -> str:
    """The page with the parts of these outcomes in the place of the old ones; parts that it lacked come last."""
    head, *parts = page.removesuffix("\n").split("\n\n## ")
    for outcome in outcomes:
        if outcome.rows:
            made = section(outcome, again).removeprefix("## ")
            title = made.partition("\n")[0]
            places = [number for number, part in enumerate(parts) if part.partition("\n")[0] == title]
            if places:
                parts[places[0]] = made
            else:
                parts.append(made)
    return "\n\n## ".join([head, *parts]) + "\n"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    names = [benchmark.name for benchmark in BENCHMARKS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="All benchmarks, one page.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(names)}")
    parser.add_argument(
        "--quick", action="store_true", help=f"only the first {QUICK_DOCUMENTS} documents of each corpus"
    )
    parser.add_argument("--update", action="store_true", help="write the named sets' parts of the page")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes side by side")
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
    outcomes = outcomes_of(chosen, options, given.jobs)
    rows = [row for outcome in outcomes for row in outcome.rows]
    skipped = [outcome.skipped for outcome in outcomes if outcome.skipped]
    skipped += [f"{row.task}: {row.figure}: not measured" for row in rows if row.value is None]
    bars = [row for row in rows if row.bar is not None]
    print(as_text(rows))
    print("\n".join(["", *skipped, f"bars reached: {sum(row.reached is True for row in bars)} of {len(bars)}"]))
    today = datetime.datetime.now(datetime.UTC).date()
    if given.update and not given.quick:
        model = reader_of(given.model).encoder.model_hash
        again = f" Run again on {today.isoformat()} with the model `{model[:19]}…`."
        DOCUMENT.write_text(updated(DOCUMENT.read_text(encoding="utf-8"), outcomes, again), encoding="utf-8")
        print(f"written: the parts of {DOCUMENT.relative_to(PROJECT)} that were run")
        return
    if given.quick or given.names:
        return
    if skipped:
        print(f"{DOCUMENT.relative_to(PROJECT)} is left as it was, since not all was measured")
        return
    made = document(outcomes, reader_of(given.model).encoder.model_hash, today)
    DOCUMENT.write_text(made, encoding="utf-8")
    print(f"written: {DOCUMENT.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
