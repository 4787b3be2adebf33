"""The gate: ``python -m benchmarks.gate``, part of CI, fails where a figure on a small dev sample is worse than its floor.

    python -m benchmarks.gate [--jobs N] [--data FOLDER] [--model FOLDER]
    python -m benchmarks.gate --repin [--lower NAME --because REASON]...

``floors.yaml`` names the figures: the set, how many documents of it, where in its figures the number stands, and the floor (a
ceiling where ``at_most``). Samples are the first documents, so the same code and model give the same figures anywhere, but for
rounding: processors multiply eight-bit numbers differently, and the margin is for that. ``--repin`` raises each floor to the
figure less the margin and never lowers one: that takes ``--lower NAME --because REASON``, which the file keeps. Where a corpus
is not there, its floors are not checked, and the gate says so; a figure that is no longer among its set's figures fails.
"""

import argparse
import datetime
import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

import yaml

from benchmarks import seed
from benchmarks.folders import DATA, SEED, Options
from benchmarks.standing import rows_of
from reportedly.errors import MissingCorpus
from reportedly.evaluation.sets import evaluate, named

FLOORS = Path(__file__).parent / "floors.yaml"
DIGITS = {"r": 3, "points": 3}
MARGINS = {"r": 0.015, "points": 0.03, "count": 0.0}  # by unit; percent: MARGIN
MARGIN = 1.5


@dataclass(frozen=True)
class Floor:
    """What a figure must reach; a ceiling where ``at_most``. ``at`` are the keys that lead to it in the set's figures."""

    name: str
    at: tuple[str, ...]
    floor: float | None
    unit: str = "%"
    at_most: bool = False

    def holds(self, value: float) -> bool:
        """Whether a measured figure is no worse."""
        return self.floor is None or (value <= self.floor if self.at_most else value >= self.floor)

    def pinned(self, value: float) -> float:
        """The floor for a measured figure: the figure less the margin."""
        margin = MARGINS.get(self.unit, MARGIN)
        return round(value + margin if self.at_most else value - margin, DIGITS.get(self.unit, 1))

    def is_lower(self, other: float) -> bool:
        """Whether another floor asks for less than this one."""
        return self.floor is not None and (other > self.floor if self.at_most else other < self.floor)


@dataclass(frozen=True)
class Sample:
    """The floors of one set, and how many of its documents are read (None: all)."""

    set: str
    documents: int | None
    floors: tuple[Floor, ...]


@dataclass(frozen=True)
class Lowered:
    """A floor that was lowered, and why."""

    name: str
    before: float
    after: float
    because: str
    on: str


@dataclass(frozen=True)
class Floors:
    """All of floors.yaml."""

    samples: tuple[Sample, ...]
    lowered: tuple[Lowered, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of all floors, in order."""
        return [f"{sample.set}: {floor.name}" for sample in self.samples for floor in sample.floors]


def load(path: Path = FLOORS) -> Floors:
    """The floors of a file; raises ValueError where two have one name or an entry has an unknown key."""
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        samples = tuple(
            Sample(one["set"], one["documents"], tuple(_floor(floor) for floor in one["floors"]))
            for one in read["samples"]
        )
        found = Floors(samples, tuple(Lowered(**one) for one in read.get("lowered") or ()))
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path.name} has an entry that can't be read: {error}") from error
    if len(set(found.names)) < len(found.names):
        raise ValueError(f"{path.name} has two floors of one name")
    return found


def _floor(entry: Mapping[str, Any]) -> Floor:
    return Floor(**{**entry, "at": tuple(entry["at"])})


def written(floors: Floors) -> str:
    """The text of floors.yaml."""
    lines = [_HEAD, "samples:"]
    for sample in floors.samples:
        documents = "null" if sample.documents is None else sample.documents
        lines += [f"  - set: {sample.set}", f"    documents: {documents}", "    floors:"]
        lines += [f"      - {_inline(_entry(floor))}" for floor in sample.floors]
    lines.append("lowered:" if floors.lowered else "lowered: []")
    lines += [f"  - {_inline(vars(one))}" for one in floors.lowered]
    return "\n".join(lines) + "\n"


_HEAD = """# What each head must reach on a small sample of its dev set: read and written by benchmarks/gate.py, whose head says how.
# documents: the first ones that are read; null for all. at: where the figure stands in the set's figures. A floor of null is
# filled in by the next --repin. lowered: floors that were lowered, and why; --repin never lowers one by itself."""


def _entry(floor: Floor) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": floor.name, "at": list(floor.at), "floor": floor.floor}
    if floor.unit != "%":
        entry["unit"] = floor.unit
    if floor.at_most:
        entry["at_most"] = True
    return entry


def _inline(entry: Mapping[str, Any]) -> str:
    return yaml.safe_dump(
        dict(entry), default_flow_style=True, sort_keys=False, width=1_000, allow_unicode=True
    ).strip()


@dataclass(frozen=True)
class Measured:
    """The figures of one sample by the names of its floors (None: not among the set's figures), or why there are none."""

    sample: Sample
    values: Mapping[str, float | None]
    skipped: str = ""
    seconds: float = 0.0


def measure(sample: Sample, options: Options) -> Measured:
    """Read the sample's documents and take the figures that its floors name."""
    began = perf_counter()
    try:
        if sample.set == "seed":
            figures = seed.run(SEED, options.model)
        else:
            figures = evaluate(named(sample.set), options.data, sample.documents, options.model)
    except (MissingCorpus, FileNotFoundError) as missing:
        return Measured(sample, {}, skipped=str(missing))
    asked = {"title": sample.set, "rows": [{"at": one.at, "measure": one.name} for one in sample.floors]}
    rows = rows_of(sample.set, figures, {sample.set: asked})
    return Measured(sample, {row.figure: row.value for row in rows}, seconds=perf_counter() - began)


def measure_all(floors: Floors, options: Options, jobs: int) -> list[Measured]:
    """All samples, in ``jobs`` processes side by side."""
    if jobs < 2:
        return [measure(sample, options) for sample in floors.samples]
    with ProcessPoolExecutor(jobs) as pool:
        return [one.result() for one in [pool.submit(measure, sample, options) for sample in floors.samples]]


def verdicts(measured: Sequence[Measured]) -> tuple[list[str], list[str]]:
    """A line per figure, and those of them that fail."""
    lines, failed = [], []
    for one in measured:
        if one.skipped:
            lines.append(f"{one.sample.set}: not checked, {one.skipped}")
            continue
        for floor in one.sample.floors:
            value = one.values.get(floor.name)
            name, sign = f"{one.sample.set}: {floor.name}", "≤" if floor.at_most else "≥"
            if value is None:
                failed.append(f"{name}: no such figure at {' / '.join(floor.at)}")
                lines.append(failed[-1])
                continue
            digits = DIGITS.get(floor.unit, 1)
            asked = "no floor yet" if floor.floor is None else f"{sign} {floor.floor:g}"
            lines.append(
                f"{name}: {value:.{digits}f} ({asked}){'' if floor.holds(value) else '  WORSE THAN ITS FLOOR'}"
            )
            if not floor.holds(value):
                failed.append(lines[-1])
        lines.append(f"  ({one.sample.set}: {one.seconds:.0f} s)")
    return lines, failed


class RefusedToLower(Exception):
    """A floor to be lowered that is not among the floors, was not measured, or need not be lowered."""


def repinned(floors: Floors, measured: Sequence[Measured], lower: Mapping[str, str], day: datetime.date) -> Floors:
    """The floors raised to the figures less the margin; those in ``lower`` (name → reason) are lowered too, and that is kept.

    A figure that is missing or was not measured leaves its floor as it was. Raises RefusedToLower where ``lower`` names a
    floor that can't be lowered, or gives no reason.
    """
    values = {f"{one.sample.set}: {name}": value for one in measured for name, value in one.values.items()}
    samples, lowered, left = [], list(floors.lowered), dict(lower)
    for sample in floors.samples:
        pinned = []
        for floor in sample.floors:
            name = f"{sample.set}: {floor.name}"
            because, value = left.pop(name, None), values.get(name)
            new = None if value is None else floor.pinned(value)
            if because is not None:
                if not because.strip():
                    raise RefusedToLower(f"{name} needs a reason: --because")
                if new is None or floor.floor is None or not floor.is_lower(new):
                    raise RefusedToLower(
                        f"{name} has nothing to lower: it was not measured, or stands at or above its floor"
                    )
                lowered.append(Lowered(name, floor.floor, new, because, day.isoformat()))
            elif new is None or floor.is_lower(new):
                new = floor.floor
            pinned.append(replace(floor, floor=new))
        samples.append(replace(sample, floors=tuple(pinned)))
    if left:
        raise RefusedToLower(f"there is no floor called {', '.join(left)}; there are {', '.join(floors.names)}")
    return Floors(tuple(samples), tuple(lowered))


def main(arguments: Sequence[str] | None = None) -> int:
    """Check, or pin anew; the exit code: 1 where a figure is worse than its floor, 2 where a floor can't be lowered."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description="Dev figures against their floors.")
    parser.add_argument("--repin", action="store_true", help="raise the floors to what is measured, less a margin")
    parser.add_argument("--lower", action="append", default=[], metavar="NAME", help="with --repin: lower this floor")
    parser.add_argument("--because", action="append", default=[], metavar="REASON", help="why; one for each --lower")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes side by side")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the corpora")
    parser.add_argument("--model", type=Path, default=None, metavar="FOLDER", help="check this model")
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE", help="the floors")
    given = parser.parse_args(arguments)
    if given.lower and not given.repin:
        parser.error("--lower goes with --repin")
    if len(given.lower) != len(given.because):
        parser.error("each --lower needs a --because, and each --because a --lower")
    floors = load(given.floors)
    measured = measure_all(floors, Options(given.data, None, given.model), given.jobs)
    lines, failed = verdicts(measured)
    print("\n".join(lines))
    if given.repin:
        today = datetime.datetime.now(datetime.UTC).date()
        try:
            pinned = repinned(floors, measured, dict(zip(given.lower, given.because, strict=True)), today)
        except RefusedToLower as refused:
            print(f"nothing was pinned: {refused}")
            return 2
        given.floors.write_text(written(pinned), encoding="utf-8")
        print(f"written: {given.floors.name}")
        _, failed = verdicts(
            [replace(one, sample=sample) for one, sample in zip(measured, pinned.samples, strict=True)]
        )
    print("\n".join(["the gate is shut:", *failed]) if failed else "the gate is open")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
