"""Mentions on re3d (every level, domain match) and GMB (names, silver), read from raw text.

Strict F1: a distinct (start, end, kind) is right where the key has the same. Unlabelled: the same without the kind. re3d is
scored on ``Output.mentions``, made whole (``extract/whole_mentions.py``), and GMB on ``Output.names``, the heads that its
annotation trains: the product's own list also holds names inside mentions, pronouns and base chunks, which neither corpus marks.
Kinds are mapped by ``src/reportedly/corpora/mappings``; re3d's all map. GMB has no split: every twentieth pack of sentences is dev
and was not trained on. Its spans of a tag that maps to no kind are left out, and with them what we find there; "sayable" also leaves
out what we find of kinds that GMB has no tag for (a facility, a weapon). Each kind is a row.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from reportedly.corpora.entities import gmb, kind_of
from reportedly.corpora.example import UNLABELLED, Example
from reportedly.corpora.frames import lines, mapping
from reportedly.corpora.labels import MENTION_KINDS, WORD_HEADS
from reportedly.encoder.output import ScoredSpan
from reportedly.evaluation.command import encoded, needed, reader_of
from reportedly.evaluation.measures import Tally, shorten, table
from reportedly.extract.whole_mentions import whole_mentions

Labelled = tuple[int, int, str]


def score(documents: Iterable[tuple[Sequence[Labelled], Sequence[Labelled]]]) -> dict[str, dict[str, float]]:
    """Rows of figures over documents given as (ours, gold): strict, unlabelled, and each kind that occurs."""
    strict, unlabelled = Tally(), Tally()
    kinds = {kind: Tally() for kind in MENTION_KINDS}
    for ours, gold in documents:
        strict.add(gold, ours)
        unlabelled.add([span[:2] for span in gold], [span[:2] for span in ours])
        for kind, tally in kinds.items():
            tally.add([span for span in gold if span[2] == kind], [span for span in ours if span[2] == kind])
    rows = {"strict": strict.figures(), "unlabelled": unlabelled.figures()}
    return rows | {kind: tally.figures() for kind, tally in kinds.items() if tally.gold or tally.found}


def labelled(spans: Iterable[ScoredSpan]) -> list[Labelled]:
    """The encoder's spans without their scores."""
    return [(span.start, span.end, span.label) for span in spans]


def re3d_gold(document: Mapping[str, Any]) -> list[Labelled]:
    """The mentions of one document of re3d, those whose tag maps to a kind."""
    kinds = ((one["begin"], one["end"], kind_of("re3d", one["type"])) for one in document["entities"])
    return [(start, end, kind) for start, end, kind in kinds if kind]


def tagged_spans(example: Example, head: str) -> tuple[list[Labelled], list[tuple[int, int]]]:
    """The spans that an example's B and I tags say, and the words (in characters) that it leaves unlabelled."""
    spans: list[Labelled] = []
    unlabelled = []
    labels = WORD_HEADS[head]
    for (start, end), tag in zip(example.words, example.tags[head], strict=True):
        if tag == UNLABELLED:
            unlabelled.append((start, end))
        elif labels[tag].startswith("B-"):
            spans.append((start, end, labels[tag][2:]))
        elif labels[tag].startswith("I-"):
            spans[-1] = (spans[-1][0], end, spans[-1][2])
    return spans, unlabelled


def clear_of(spans: Iterable[Labelled], words: Sequence[tuple[int, int]]) -> list[Labelled]:
    """The spans that touch none of these words."""
    return [span for span in spans if not any(span[0] < end and start < span[1] for start, end in words)]


def errors_of(text: str, ours: Sequence[Labelled], gold: Sequence[Labelled]) -> Iterator[str]:
    """Each gold span that we have not, with what we have there, and each of ours that touches none."""
    missing = set(gold) - set(ours)
    for start, end, kind in sorted(missing):
        there = [one for one in ours if one[0] < end and start < one[1]]
        got = ", ".join(f"{text[a:b]!r} {k}" for a, b, k in there) or "nothing"
        yield f"MISSED {text[start:end]!r} {kind} got {got} || {_around(text, start, end)!r}"
    for start, end, kind in sorted(set(ours) - set(gold)):
        if not any(one[0] < end and start < one[1] for one in gold):
            yield f"EXTRA {text[start:end]!r} {kind} || {_around(text, start, end)!r}"


def _around(text: str, start: int, end: int) -> str:
    return shorten(text[max(0, start - 50) : end + 50], 140)


def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict[str, Any]:
    """Rows of figures for ``re3d``, ``gmb`` and ``gmb sayable``; documents (packs of sentences for GMB) read of each.

    GMB's every twentieth pack serves as dev; another part reads re3d alone.
    """
    needed(data_root / "re3d" / f"{part}.jsonl", data_root / "gmb_ner" / "ner_dataset.csv")
    encoder = reader_of(model).encoder
    read = lines(data_root / "re3d" / f"{part}.jsonl")[:limit]
    outputs = encoded(encoder, [document["text"] for document in read])
    re3d = [(labelled(whole_mentions(d["text"], o)), re3d_gold(d)) for d, o in zip(read, outputs, strict=True)]
    errors = [error for d, pair in zip(read, re3d, strict=True) for error in errors_of(d["text"], *pair)]
    packs = list(islice(gmb(data_root, "dev"), limit)) if part == "dev" else []
    never = set(mapping("gmb").get("cannot_say", ()))
    pairs = []
    for pack, output in zip(packs, encoded(encoder, [pack.text for pack in packs]), strict=True):
        gold, unlabelled = tagged_spans(pack, "names")
        pairs.append((clear_of(labelled(output.names), unlabelled), gold))
    sayable = [([span for span in ours if span[2] not in never], gold) for ours, gold in pairs]
    return {
        "part": part, "re3d documents": len(read), "re3d": score(re3d), "gmb documents": len(packs), "gmb": score(pairs),
        "gmb sayable": score(sayable), "errors": errors,
    }  # fmt: skip


def shown(result: Mapping[str, Any]) -> str:
    """The tables as text."""
    parts = [f"mentions, re3d {result['part']}, {result['re3d documents']} documents\n{table(result['re3d'])}"]
    if not result["gmb documents"]:
        return parts[0]
    rows = result["gmb"] | {"strict, sayable": result["gmb sayable"]["strict"]}
    parts.append(f"names, GMB dev, {result['gmb documents']} packs of sentences\n{table(rows)}")
    return "\n\n".join(parts)
