"""Predicates and arguments on PropBank dev (web text), and whether what they tell of happened on UDS-IH2 dev.

    python -m reportedly.evaluation.predicates [--limit N] [--model FOLDER]

Read from raw text; a document is a pack of consecutive sentences of the corpus. A predicate is found where its first word has
a PropBank probability of one half. Argument spans are distinct (predicate, label, first word, last word), labels as in
reportedly.corpora.labels (core roles merged with their continuations, rare modifiers joined, references left out). "gold predicates" are
those of the gold that the model tried, which is not all of them (``tried``): it computes arguments above a low probability
only. Factuality is read at gold predicates from -3 (it did not happen) to 3 (it did): Pearson's r and the mean absolute error
over those that the model tried, and over all with the mean of the training labels where it did not try.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any

from reportedly.corpora.example import Example
from reportedly.corpora.frames import lines, propbank
from reportedly.corpora.labels import FRAME_LABELS
from reportedly.encoder.output import Output, Predicate
from reportedly.evaluation.command import MissingCorpus, encoded, needed, options_of, reader_of
from reportedly.evaluation.measures import Tally, table

PREDICATE_FROM = 0.5
COLUMNS = ("gold", "found", "right", "precision", "recall", "f1")
Argument = tuple[int, str, int, int]


def pearson(pairs: Sequence[tuple[float, float]]) -> float:
    """Pearson's correlation; 0 where a side does not vary."""
    if len(pairs) < 2:
        return 0.0
    mean_x, mean_y = fmean(x for x, _ in pairs), fmean(y for _, y in pairs)
    both = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    spread = math.sqrt(sum((x - mean_x) ** 2 for x, _ in pairs) * sum((y - mean_y) ** 2 for _, y in pairs))
    return both / spread if spread else 0.0


def mean_error(pairs: Sequence[tuple[float, float]]) -> float:
    """The mean absolute difference; 0 where there are none."""
    return fmean(abs(x - y) for x, y in pairs) if pairs else 0.0


def gold_arguments(example: Example) -> set[Argument]:
    """The arguments of an example's PropBank frames, in words."""
    return {
        (frame.word, label, first, last)
        for frame in example.frames
        if frame.group == "propbank"
        for label, first, last in frame.arguments
    }


def tried_predicates(example: Example, output: Output) -> dict[int, Predicate]:
    """The encoder's predicates by the number of their word."""
    place = {start: number for number, (start, _) in enumerate(example.words)}
    return {place[one.start]: one for one in output.predicates if one.start in place}


def arguments_of(example: Example, word: int, predicate: Predicate) -> set[Argument]:
    """A predicate's PropBank arguments, in words."""
    reaches = ((span.label, example.word_range(span.start, span.end)) for span in predicate.propbank)
    return {(word, label, *reach) for label, reach in reaches if reach is not None}


class Score:
    """Counts over examples."""

    def __init__(self) -> None:
        self.predicates = Tally()
        self.with_predicted = Tally()
        self.with_gold = Tally()
        self.by_label = {label: Tally() for label in FRAME_LABELS["propbank"]}
        self.happened: list[tuple[float | None, float]] = []
        self.tried = 0

    def add(self, example: Example, output: Output) -> None:
        """Count one example."""
        gold = {word for word, tag in enumerate(example.tags["propbank"]) if tag == 1}
        spans = gold_arguments(example)
        tried = tried_predicates(example, output)
        found = {word for word, one in tried.items() if one.propbank_score >= PREDICATE_FROM}
        self.predicates.add(gold, found)
        ours = {span for word in found for span in arguments_of(example, word, tried[word])}
        self.with_predicted.add(spans, ours)
        for label, tally in self.by_label.items():
            tally.add([span for span in spans if span[1] == label], [span for span in ours if span[1] == label])
        both = gold & set(tried)
        self.tried += len(both)
        self.with_gold.add(
            {span for span in spans if span[0] in both}, {s for word in both for s in arguments_of(example, word, tried[word])}
        )
        for word, value in example.happened:
            self.happened.append((tried[word].happened if word in tried else None, value))

    def figures(self, unknown: float) -> dict[str, Any]:
        """The tables; ``unknown`` is the factuality taken for a predicate that the model did not try."""
        rows = {
            "predicates": self.predicates.figures(),
            "arguments, predicted predicates": self.with_predicted.figures(),
            "arguments, gold predicates": self.with_gold.figures(),
        }
        rows |= {f"  {label}": tally.figures() for label, tally in self.by_label.items() if tally.gold or tally.found}
        covered = [(ours, gold) for ours, gold in self.happened if ours is not None]
        every = [(unknown if ours is None else ours, gold) for ours, gold in self.happened]
        tried = 100 * self.tried / self.predicates.gold if self.predicates.gold else 0.0
        factuality = {
            "gold": len(every), "covered": 100 * len(covered) / max(1, len(every)),
            "r, covered": pearson(covered), "MAE, covered": mean_error(covered),
            "r, all": pearson(every), "MAE, all": mean_error(every),
        }  # fmt: skip
        return {"propbank": rows, "tried": tried, "factuality": factuality}


def run(data_root: Path, limit: int | None = None, model: Path | None = None) -> dict[str, Any]:
    """``propbank`` rows, the percentage of gold predicates ``tried``, and ``factuality``."""
    needed(data_root / "propbank_ewt" / "dev.jsonl", data_root / "uds_ih2" / "train.jsonl")
    examples = list(islice(propbank(data_root, "dev"), limit))
    score = Score()
    for example, output in zip(examples, encoded(reader_of(model).encoder, [one.text for one in examples]), strict=True):
        score.add(example, output)
    trained_on = (float(target["label"]) for one in lines(data_root / "uds_ih2" / "train.jsonl") for target in one["targets"])
    return {"documents": len(examples), **score.figures(fmean(trained_on))}


def shown(result: Mapping[str, Any]) -> str:
    """The tables as text."""
    said = result["factuality"]
    return "\n".join(
        [
            f"predicates, PropBank dev, {result['documents']} packs of sentences; {result['tried']:.1f} % of gold tried",
            table(result["propbank"], COLUMNS),
            "",
            f"factuality, UDS-IH2 dev, {said['gold']} gold predicates, {said['covered']:.1f} % tried",
            f"  tried: r {said['r, covered']:.3f}, MAE {said['MAE, covered']:.3f}",
            f"  all (the training mean where not tried): r {said['r, all']:.3f}, MAE {said['MAE, all']:.3f}",
        ]
    )


def main() -> None:
    """Print the tables."""
    options = options_of(__doc__ or "")
    try:
        print(shown(run(options.data, options.limit, options.model)))
    except MissingCorpus as missing:
        print(f"predicates: skipped, {missing}")


if __name__ == "__main__":
    main()
