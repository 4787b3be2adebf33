"""Attribution on PolNeAR, read from raw text: exact spans of source, cue and content, and linked triples.

Exact span F1 compares distinct (start, end) pairs of one role within a document; a discontinuous span counts as each of its
parts. "whole" compares all parts of one attribution's role at once. A linked triple is right where it can be paired, one
to one, with a gold attribution whose cue, source and content it overlaps (by a character each; a role that neither has
counts as overlapped); of all such pairings the largest is taken. "source inside" and "source outside" split the triples
by where the source stands: in the cue's sentence or not (recall by the gold source's place, precision by ours).
"product" is ``Reading.attributions``, which the bars are for; "head" is what the encoder decodes, before the product's
rules. Nothing is gold but the text; where a document has several annotators the first is the key.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import Any

from reportedly.corpora.attribution import attributions, documents
from reportedly.encoder.output import Output
from reportedly.encoder.sentences import split_sentences
from reportedly.evaluation.bootstrap import bounds, f1, interval
from reportedly.evaluation.command import needed, reader_of, report_of
from reportedly.evaluation.measures import Tally, most_pairs, shorten, table
from reportedly.schema import Reading

Pairs = tuple[tuple[int, int], ...]
ROLES = ("source", "cue", "content")
PLACES = ("inside", "outside", "none")


@dataclass(frozen=True)
class Triple:
    """One attribution; each role's parts as (start, end) in characters, end exclusive, in order."""

    source: Pairs
    cue: Pairs
    content: Pairs


def gold_triples(file: Path) -> list[Triple]:
    """The attributions of one annotation file."""
    found = attributions(file)
    return [Triple(tuple(one["Source"]), tuple(one["Cue"]), tuple(one["Content"])) for one in found]


def head_triples(output: Output) -> list[Triple]:
    """The encoder's cue frames as they are decoded."""
    made = []
    for frame in output.cues:
        parts = {
            label: tuple(sorted((one.start, one.end) for one in frame.arguments if one.label == label))
            for label in ("source", "content")
        }
        made.append(Triple(parts["source"], ((frame.start, frame.end),), parts["content"]))
    return made


def product_triples(reading: Reading) -> list[Triple]:
    """The attributions of a reading."""
    return [
        Triple(
            ((one.source.start, one.source.end),) if one.source else (),
            ((one.cue.start, one.cue.end),),
            tuple(sorted((part.start, part.end) for part in one.content)),
        )
        for one in reading.attributions
    ]


def overlap(ours: Pairs, gold: Pairs) -> bool:
    """Whether two roles share a character, or both are empty."""
    if not ours or not gold:
        return not ours and not gold
    return any(start < last and first < end for start, end in ours for first, last in gold)


def pair_triples(ours: Sequence[Triple], gold: Sequence[Triple]) -> dict[int, int]:
    """The largest one-to-one pairing of triples that overlap in every role, as gold → ours."""
    fits = [
        [n for n, key in enumerate(gold) if all(overlap(getattr(one, role), getattr(key, role)) for role in ROLES)]
        for one in ours
    ]
    return most_pairs(fits)


def source_place(triple: Triple, sentences: Sequence[tuple[int, int]]) -> str:
    """``inside`` where the source touches the sentence of the cue's start, ``outside`` elsewhere, ``none`` without source."""
    if not triple.source:
        return "none"
    at = triple.cue[0][0]
    sentence = next(((start, end) for start, end in sentences if start <= at < end), (at, at + 1))
    return "inside" if overlap(triple.source, (sentence,)) else "outside"


class Score:
    """The counts of one way of reading over all documents."""

    def __init__(self) -> None:
        self.exact = {role: Tally() for role in ROLES}
        self.whole = {role: Tally() for role in ROLES}
        self.triples = Tally()
        self.by_place = {place: Tally() for place in PLACES}

    def add(self, ours: Sequence[Triple], gold: Sequence[Triple], sentences: Sequence[tuple[int, int]]) -> None:
        """Count one document."""
        for role in ROLES:
            self.exact[role].add(*([part for one in side for part in getattr(one, role)] for side in (gold, ours)))
            self.whole[role].add(*([getattr(one, role) for one in side if getattr(one, role)] for side in (gold, ours)))
        pairs = pair_triples(ours, gold)
        self.triples.count(len(gold), len(ours), len(pairs))
        theirs = [source_place(one, sentences) for one in gold]
        own = [source_place(one, sentences) for one in ours]
        for place, tally in self.by_place.items():
            right = sum(theirs[n] == place for n in pairs)
            tally.count(theirs.count(place), own.count(place), right)

    def figures(self) -> dict[str, Any]:
        """All rows of the table, and the mean exact F1 of the three roles."""
        rows = {f"{role}, exact": self.exact[role].figures() for role in ROLES}
        rows["mean of the three"] = {"f1": mean(self.exact[role].f1 for role in ROLES)} | self._bounds_of_mean()
        rows |= {f"{role}, whole": self.whole[role].figures() for role in ROLES}
        rows["linked triples"] = self.triples.figures()
        rows |= {f"triples, source {place}": tally.figures() for place, tally in self.by_place.items()}
        return rows

    def _bounds_of_mean(self) -> dict[str, float]:
        documents = zip(*(self.exact[role].documents for role in ROLES), strict=True)
        rows = [[count for counts in document for count in counts] for document in documents]
        found = interval(rows, lambda sums: (f1(sums[:, :3]) + f1(sums[:, 3:6]) + f1(sums[:, 6:])) / 3)
        return bounds(found)


def score(documents: Iterable[tuple[list[Triple], list[Triple], list[tuple[int, int]]]]) -> dict[str, Any]:
    """Figures over documents given as (ours, gold, sentences)."""
    counts = Score()
    for ours, gold, sentences in documents:
        counts.add(ours, gold, sentences)
    return counts.figures()


def errors_of(text: str, ours: Sequence[Triple], gold: Sequence[Triple]) -> Iterator[str]:
    """Each triple that is missed, each that the key doesn't have, and each pair whose spans differ."""
    pairs = pair_triples(ours, gold)
    for n, key in enumerate(gold):
        if n not in pairs:
            yield f"MISSED {_told(text, key)}"
            continue
        one = ours[pairs[n]]
        for role in ROLES:
            if getattr(one, role) != getattr(key, role):
                yield f"SPAN {role}: {_words(text, getattr(one, role))} for {_words(text, getattr(key, role))}"
    taken = set(pairs.values())
    yield from (f"EXTRA {_told(text, one)}" for n, one in enumerate(ours) if n not in taken)


def _words(text: str, pairs: Pairs) -> str:
    return " … ".join(repr(shorten(text[start:end])) for start, end in pairs) or "nothing"


def _told(text: str, one: Triple) -> str:
    around = text[max(0, one.cue[0][0] - 60) : one.cue[-1][1] + 60]
    said = f"{_words(text, one.source)} · {_words(text, one.cue)} · {_words(text, one.content)}"
    return f"{said} || {shorten(around, 160)!r}"


def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict[str, Any]:
    """Rows of figures for ``product`` and ``head``, the number of documents, and the product's ``errors``."""
    folder = data_root / "polnear" / part
    needed(folder)
    reader = reader_of(model)
    product, head, errors = [], [], []
    for name, text, file in islice(documents(folder), limit):
        output, reading = reader.read_both(report_of(text))
        gold, sentences = gold_triples(file), split_sentences(text)
        product.append((product_triples(reading), gold, sentences))
        head.append((head_triples(output), gold, sentences))
        errors += [f"{name}: {error}" for error in errors_of(text, product[-1][0], gold)]
    return {"part": part, "documents": len(product), "product": score(product), "head": score(head), "errors": errors}


def shown(result: Mapping[str, Any]) -> str:
    """The two tables as text."""
    parts = [
        f"attribution, PolNeAR {result['part']}, {result['documents']} documents, {way}\n{table(result[way])}"
        for way in ("product", "head")
    ]
    return "\n\n".join(parts)
