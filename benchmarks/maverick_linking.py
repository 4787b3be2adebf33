"""Whether MAVERICK's coded rows find their events: ``python -m benchmarks.maverick_linking [--cross|--sweep]``.

The table is added to a record by its mapping, as ``reportedly add`` does, and the events are scored that the record has then;
``event_id`` is only used to score. The packaged weights are fitted to all rows given, so that figure is fair only of other rows.
``--cross`` adds what is: each quarter of the events is scored by weights of the other three, all of the record's claims linked anew; and
each half by itself, which is easier, by weights of the other half. Shuffled orders show how much the order of adding matters.
``--sweep`` tries other thresholds on the quarters.
"""

import argparse
import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from benchmarks.folders import DATA
from benchmarks.linking_record import LinkingRecord
from reportedly.corroborate import linking, linking_model
from reportedly.evaluation.maverick import Row, fold_of, half_of, recorded, rows
from reportedly.evaluation.same_event import conll, groups_of, pairwise, recovered
from reportedly.schema.linkable import Linkable

ORDERS = 5
FOLDS = 4


def found(claims: Sequence[Linkable], order: int | None = None) -> list[int]:
    """The event of each row, in their order; ``order`` shuffles them."""
    numbers = list(range(len(claims)))
    if order is not None:
        random.Random(order).shuffle(numbers)
    record = LinkingRecord()
    for number in numbers:
        record.add([[replace(claims[number], claim=number)]])
    return [record.event_of[number] for number in range(len(claims))]


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


def refit(every: Sequence[Row], claims: Sequence[Linkable], kept: Callable[[str], bool]) -> None:
    """Put weights fitted to the events ``kept`` in place of the packaged ones, for this run."""
    from training.linking import row_weights  # noqa: PLC0415  the training code only where it is asked for

    made = msgspec.convert(row_weights(every, claims, kept), linking_model.Weights)
    held = linking_model.weights()
    linking_model.weights = lambda: linking_model.Fitted(held.texts, held.seen, made)  # type: ignore[assignment]


def quarters(every: Sequence[Row], claims: Sequence[Linkable], thresholds: Sequence[float]) -> None:
    """All rows in one record, each quarter of the events scored by weights of the others; a wrong pair of two quarters is half of each."""
    gold: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(every):
        gold[row["event_id"]].add(number)
    counts = {threshold: Counts() for threshold in thresholds}
    for fold in range(FOLDS):
        refit(every, claims, lambda event, fold=fold: fold_of(event, FOLDS) != fold)  # type: ignore[misc]
        for linking.JOIN_ROWS_FROM in thresholds:
            ours: dict[int, set[int]] = defaultdict(set)
            for number, event in enumerate(found(claims)):
                ours[event].add(number)
            counts[linking.JOIN_ROWS_FROM].add(
                {event: rows for event, rows in gold.items() if fold_of(event, FOLDS) == fold}, list(ours.values())
            )
    for threshold, count in counts.items():
        print(f"all rows, {FOLDS} quarters, from {threshold}: {count.line()}", flush=True)


class Counts:
    """Pairs and events, counted over quarters."""

    def __init__(self) -> None:
        self.right = self.true = self.wrong = 0.0
        self.whole = self.events = 0

    def add(self, gold: Mapping[str, set[int]], ours: Sequence[set[int]]) -> None:
        """Count the events of one quarter against the clusters of all rows."""
        event_of = {number: event for event, members in gold.items() for number in members}
        for members in ours:
            inside = [number for number in members if number in event_of]
            pairs = len(inside) * (len(inside) - 1) / 2
            same = sum(n * (n - 1) / 2 for n in Counter(event_of[number] for number in inside).values())
            self.right += same
            self.wrong += pairs - same + len(inside) * (len(members) - len(inside)) / 2
        self.true += sum(len(members) * (len(members) - 1) / 2 for members in gold.values())
        several = [members for members in gold.values() if len(members) > 1]
        self.events += len(several)
        self.whole += sum(members in ours for members in several)

    def line(self) -> str:
        """The figures."""
        precision, recall = self.right / (self.right + self.wrong), self.right / self.true
        return (
            f"pairs P {100 * precision:.1f} R {100 * recall:.1f} F1 {200 * precision * recall / (precision + recall):.1f}  "
            f"recovered whole {self.whole} of {self.events} = {100 * self.whole / self.events:.1f} %"
        )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--cross", action="store_true", help="fit on some events, score the others")
    parser.add_argument("--sweep", action="store_true", help="other thresholds, on quarters")
    options = parser.parse_args()
    every = rows(options.data)
    claims, events = recorded(options.data)
    if options.sweep:
        quarters(every, claims, (-2.8, -2.5, -2.3, -2.0))
        return
    print(line("in a record, as packaged", every, events)[0], flush=True)
    if not options.cross:
        return
    quarters(every, claims, (linking.JOIN_ROWS_FROM,))
    for half in (1, 0):
        places = [number for number, row in enumerate(every) if half_of(row["event_id"]) == half]
        given, told = [every[place] for place in places], [claims[place] for place in places]
        refit(every, claims, lambda event, half=half: half_of(event) != half)  # type: ignore[misc]
        print(line(f"half {half} alone", given, found(told))[0], flush=True)
        scores = [line("", given, found(told, order))[1:] for order in range(ORDERS)]
        for name, column in (("pairwise F1", 0), ("recovered whole", 1)):
            values = [one[column] for one in scores]
            print(f"  {ORDERS} shuffled orders, {name}: mean {statistics.mean(values):.1f}, {min(values):.1f} to {max(values):.1f}")


if __name__ == "__main__":
    main()
