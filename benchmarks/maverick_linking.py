"""Whether MAVERICK's coded rows find their events: ``python -m benchmarks.maverick_linking [--data FOLDER] [--cross]``.

Rows are added source by source, as a record adds reports; ``event_id`` is only used to score. The packaged weights were fitted on
one half of the given events; the other half is reported. ``--cross`` fits anew on each half alone and scores the other. Shuffled orders
show how much the order of adding matters. ``--sweep`` tries other thresholds on the half that was fitted on.
"""

import argparse
import random
import statistics
from collections.abc import Sequence
from pathlib import Path

import msgspec

from benchmarks.folders import DATA
from benchmarks.linking_record import LinkingRecord
from reportedly.corroborate import linking, linking_model
from reportedly.corroborate.linking import occurrences
from reportedly.evaluation.maverick import Row, half_of, linkables, rows
from reportedly.evaluation.same_event import conll, groups_of, pairwise, recovered

ORDERS = 5


def found(given: Sequence[Row], order: int | None = None) -> list[int]:
    """The event of each row, in their order; ``order`` shuffles the sources."""
    reports: dict[int, list[int]] = {}
    claims = linkables(list(given))
    for number, one in enumerate(claims):
        reports.setdefault(one.report, []).append(number)
    numbers = list(reports)
    if order is not None:
        random.Random(order).shuffle(numbers)
    record = LinkingRecord()
    for number in numbers:
        record.add(occurrences([claims[place] for place in reports[number]]))
    return [record.event_of[place] for place in range(len(claims))]


def line(name: str, given: Sequence[Row], ours: Sequence[int]) -> tuple[str, float, float]:
    """One line, the pairwise F1 and the share of events recovered whole."""
    gold = [row["event_id"] for row in given]
    pairs, b3 = pairwise(gold, ours), conll(groups_of(gold), groups_of(list(ours)))
    whole, of = recovered(gold, ours)
    text = (
        f"{name:24} pairs P {pairs['precision']:.1f} R {pairs['recall']:.1f} F1 {pairs['f1']:.1f}  B3 {b3['b3_f1']:.1f}  "
        f"recovered whole {whole} of {of} = {100 * whole / of:.1f} %"
    )
    return text, pairs["f1"], 100 * whole / of


def refit(data: Path, half: int) -> None:
    """Put weights fitted on one half alone in place of the packaged ones, for this run."""
    from training.linking import row_weights  # noqa: PLC0415  the training code only where it is asked for

    made = msgspec.convert(row_weights(data, (half,)), linking_model.Weights)
    kept = linking_model.weights()
    linking_model.weights = lambda: linking_model.Fitted(kept.texts, kept.seen, made)  # type: ignore[assignment]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--cross", action="store_true", help="fit on each half, score the other")
    parser.add_argument("--sweep", action="store_true", help="other thresholds, on the half that was fitted on")
    options = parser.parse_args()
    every = rows(options.data)
    halves = [[row for row in every if half_of(row["event_id"]) == half] for half in (0, 1)]
    if options.sweep:
        for linking.JOIN_ROWS_FROM in (-2.0, -1.5, -1.0, -0.5):
            print(line(f"join from {linking.JOIN_ROWS_FROM}", halves[0], found(halves[0]))[0], flush=True)
        return
    for half in (1, 0) if options.cross else (1,):
        given = halves[half]
        if options.cross:
            refit(options.data, 1 - half)
        print(line(f"half {half}, as it stands", given, found(given))[0], flush=True)
        scores = [line("", given, found(given, order))[1:] for order in range(ORDERS)]
        for name, column in (("pairwise F1", 0), ("recovered whole", 1)):
            values = [one[column] for one in scores]
            print(f"  {ORDERS} shuffled orders, {name}: mean {statistics.mean(values):.1f}, {min(values):.1f} to {max(values):.1f}")


if __name__ == "__main__":
    main()
