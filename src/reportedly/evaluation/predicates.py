"""Predicates and arguments on PropBank (web text), and whether what they tell of happened on UDS-IH2.

Read from raw text; a document is a pack of consecutive sentences of the corpus. A predicate is found where its first word has
a PropBank probability of one half. Argument spans are distinct (predicate, label, first word, last word), labels as in
reportedly.corpora.labels (core roles merged with their continuations, rare modifiers joined, references left out). "gold predicates" are
those of the gold that the model tried, which is not all of them (``tried``): it computes arguments above a low probability
only. Factuality is read at gold predicates from -3 (it did not happen) to 3 (it did): Pearson's r and the mean absolute error
over those that the model tried, and over all with the mean of the training labels where it did not try.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any

from reportedly.corpora.example import Example
from reportedly.corpora.frames import lines, propbank
from reportedly.corpora.labels import FRAME_LABELS
from reportedly.encoder.output import Output, Predicate
from reportedly.evaluation.bootstrap import bounds, correlation, interval, moments, ratio
from reportedly.evaluation.command import encoded, needed, reader_of
from reportedly.evaluation.measures import Tally, shorten, table

PREDICATE_FROM = 0.5
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


def agreement(documents: Sequence[Sequence[tuple[float, float]]]) -> dict[str, dict[str, float]]:
    """``r`` and ``mae`` over the pairs of all documents, each with its interval."""
    pairs = [pair for document in documents for pair in document]
    errors = [(sum(abs(x - y) for x, y in document), len(document)) for document in documents]
    r = interval([moments(document) for document in documents], correlation)
    mae = interval(errors, lambda sums: ratio(sums[:, 0], sums[:, 1], 1.0))
    return {"r": {"r": pearson(pairs)} | bounds(r), "mae": {"mae": mean_error(pairs)} | bounds(mae)}


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
        self.happened: list[list[tuple[float | None, float]]] = []  # a document's (ours, gold)
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
        self.happened.append(
            [(tried[word].happened if word in tried else None, value) for word, value in example.happened]
        )

    def figures(self, unknown: float) -> dict[str, Any]:
        """The tables; ``unknown`` is the factuality taken for a predicate that the model did not try."""
        rows = {
            "predicates": self.predicates.figures(),
            "arguments, predicted predicates": self.with_predicted.figures(),
            "arguments, gold predicates": self.with_gold.figures(),
        }
        rows |= {f"  {label}": tally.figures() for label, tally in self.by_label.items() if tally.gold or tally.found}
        covered = [[(ours, gold) for ours, gold in document if ours is not None] for document in self.happened]
        every = [[(unknown if ours is None else ours, gold) for ours, gold in document] for document in self.happened]
        tried = 100 * self.tried / self.predicates.gold if self.predicates.gold else 0.0
        total, known = (sum(map(len, documents)) for documents in (every, covered))
        factuality = {"gold": total, "covered": 100 * known / max(1, total)}
        return {
            "propbank": rows, "tried": tried,
            "factuality": factuality | {"tried": agreement(covered), "all": agreement(every)},
        }  # fmt: skip


def errors_of(example: Example, output: Output) -> Iterator[str]:
    """Each predicate whose factuality is a point or more off, and each argument of a tried predicate that differs."""
    tried = tried_predicates(example, output)
    for word, value in example.happened:
        if word in tried and abs(tried[word].happened - value) >= 1:
            yield f"HAPPENED {tried[word].happened:.1f} for {value:.1f}: {_marked(example, word)}"
    gold = gold_arguments(example)
    for word in sorted({word for word, *_ in gold} & set(tried)):
        ours = arguments_of(example, word, tried[word])
        theirs = {span for span in gold if span[0] == word}
        for mark, spans in (("MISSED", theirs - ours), ("EXTRA", ours - theirs)):
            for _, label, first, last in sorted(spans):
                words = example.text[example.words[first][0] : example.words[last][1]]
                yield f"{mark} {label} {shorten(words)!r}: {_marked(example, word)}"


def _marked(example: Example, word: int) -> str:
    start, end = example.words[word]
    text = example.text
    return shorten(f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 60]}", 160)


def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict[str, Any]:
    """``propbank`` rows, the percentage of gold predicates ``tried``, and ``factuality``."""
    needed(*(data_root / folder / f"{part}.jsonl" for folder in ("propbank_ewt", "uds_ih2")))
    trained = data_root / "uds_ih2" / "train.jsonl"
    needed(trained)
    examples = list(islice(propbank(data_root, part), limit))
    score = Score()
    errors: list[str] = []
    for example, output in zip(examples, encoded(reader_of(model).encoder, [one.text for one in examples]), strict=True):
        score.add(example, output)
        errors += [f"{example.name}: {error}" for error in errors_of(example, output)]
    mean = fmean(float(target["label"]) for one in lines(trained) for target in one["targets"])
    return {"part": part, "documents": len(examples), **score.figures(mean), "errors": errors}


def shown(result: Mapping[str, Any]) -> str:
    """The tables as text."""
    said = result["factuality"]
    return "\n".join(
        [
            f"predicates, PropBank {result['part']}, {result['documents']} packs of sentences; {result['tried']:.1f} % of gold tried",
            table(result["propbank"]),
            "",
            f"factuality, UDS-IH2 {result['part']}, {said['gold']} gold predicates, {said['covered']:.1f} % tried",
            f"  tried: {_agreement(said['tried'])}",
            f"  all (the training mean where not tried): {_agreement(said['all'])}",
        ]
    )


def _agreement(figures: Mapping[str, Mapping[str, float]]) -> str:
    r, mae = figures["r"], figures["mae"]
    between = (f" ({one['low']:.3f} to {one['high']:.3f})" if "low" in one else "" for one in (r, mae))
    return "r {:.3f}{}, MAE {:.3f}{}".format(r["r"], next(between), mae["mae"], next(between))
