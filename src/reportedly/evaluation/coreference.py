"""Coreference on OntoGUM from raw text, and on gold mentions of GUM and OntoGUM: MUC, B³, CEAFe, their mean (CoNLL 2012).

From raw text nothing is gold: a mention is right where its first and its last character are. OntoGUM holds no singletons, as
OntoNotes. Its conversion breaks some chains (one person's name stands in several entities), so GUM's own annotation is
scored too, with gold mentions: there every mention is a candidate, singletons included, and a predicted group counts where
it has two members or more. Gold mentions have GUM's kinds, and levels from the part of speech of the head.
"""

import bisect
import collections
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from reportedly.corpora.coreference import LAYERS, GoldMention
from reportedly.corpora.coreference import Document as GoldDocument
from reportedly.corpora.coreference import documents as gold_documents
from reportedly.encoder.output import Output, Phrase
from reportedly.evaluation import bootstrap
from reportedly.evaluation.command import needed, reader_of
from reportedly.evaluation.measures import Tally
from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.chains import Chains, chains
from reportedly.extract.coreference import cluster
from reportedly.schema import MentionKind

WRITTEN = ("academic", "bio", "news", "textbook", "voyage")
_KINDS: dict[str, MentionKind] = {
    "person": "person", "organization": "organisation", "place": "place", "time": "time",
}  # fmt: skip
Groups = list[set[Hashable]]
_COLUMNS = {
    "muc_p": "MUC-P", "muc_r": "R", "muc_f1": "F1", "b3_p": "B3-P", "b3_r": "R", "b3_f1": "F1", "ceafe_p": "CEAFeP", "ceafe_r": "R",
    "ceafe_f1": "F1", "conll_f1": "CoNLL", "low": "low", "high": "high",
}  # fmt: skip


class Document(NamedTuple):
    """One document with its gold mentions and the entity of each."""

    name: str
    text: str
    sentences: list[tuple[int, int]]
    mentions: list[MentionCandidate]
    entities: list[str]


def documents(data: Path, layer: str, part: str) -> Iterator[Document]:
    """The documents of one part of the layer ``gum`` or ``ontogum``, in order of their names, mentions as candidates."""
    for one in gold_documents(data, layer, part):
        yield Document(
            one.name,
            one.text,
            one.sentences,
            [_candidate(one.text, m) for m in one.mentions],
            [m.entity for m in one.mentions],
        )


def _candidate(text: str, one: GoldMention) -> MentionCandidate:
    single = one.tag == "PRON" or (one.tag == "DET" and " " not in text[one.start : one.end])
    level: Any = "pronoun" if single else "name" if one.tag == "PROPN" else "nominal"
    kind = _KINDS.get(one.kind, "other")
    return MentionCandidate(one.start, one.end, text[one.start : one.end], kind, level, 1.0)


def grouped(labels: Sequence[Any]) -> Groups:
    """The sets of indices that share a label, singletons left out."""
    found: dict[Any, set[Hashable]] = collections.defaultdict(set)
    for n, label in enumerate(labels):
        found[label].add(n)
    return [group for group in found.values() if len(group) > 1]


def _muc(keys: Groups, others: Groups) -> tuple[float, float]:
    where: dict[Hashable, Hashable] = {m: n for n, group in enumerate(others) for m in group}
    hit = sum(len(k) - len({where.get(m, (m,)) for m in k}) for k in keys)
    return hit, sum(len(k) - 1 for k in keys)


def _b3(keys: Groups, others: Groups) -> tuple[float, float]:
    where = {m: group for group in others for m in group}
    hit = sum(len(k & where[m]) / len(k) for k in keys for m in k if m in where)
    return hit, sum(len(k) for k in keys)


def _ceafe(keys: Groups, others: Groups) -> float:
    if not keys or not others:
        return 0.0
    table = np.array([[2 * len(k & o) / (len(k) + len(o)) for o in others] for k in keys])
    return _best_assignment(table if len(keys) <= len(others) else table.T)


def _best_assignment(gain: np.ndarray) -> float:
    """The largest sum of one cell per row, no column twice (Hungarian method by shortest paths); rows ≤ columns."""
    rows, columns = gain.shape
    cost = -gain
    u, v = np.zeros(rows + 1), np.zeros(columns + 1)
    match, way = np.zeros(columns + 1, dtype=int), np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        match[0], column = row, 0
        least, used = np.full(columns + 1, np.inf), np.zeros(columns + 1, dtype=bool)
        while match[column]:
            used[column] = True
            reduced = cost[match[column] - 1] - u[match[column]] - v[1:]
            better = ~used[1:] & (reduced < least[1:])
            least[1:][better], way[1:][better] = reduced[better], column
            free = np.where(used, np.inf, least)
            free[0] = np.inf
            following = int(free.argmin())
            delta = free[following]
            u[match[used]] += delta
            v[used] -= delta
            least[~used] -= delta
            column = following
        while column:
            match[column] = match[way[column]]
            column = way[column]
    return float(sum(gain[match[c] - 1, c - 1] for c in range(1, columns + 1) if match[c]))


def _f1(hit_r: float, of_r: float, hit_p: float, of_p: float) -> tuple[float, float, float]:
    recall, precision = (100 * hit / of if of else 0.0 for hit, of in ((hit_r, of_r), (hit_p, of_p)))
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def counts(gold: Groups, ours: Groups) -> list[float]:
    """What one document adds to the sums that ``figures`` reads: per measure hits and sizes, for recall and for precision."""
    same = _ceafe(gold, ours)
    return [*_muc(gold, ours), *_muc(ours, gold), *_b3(gold, ours), *_b3(ours, gold), same, len(gold), same, len(ours)]


def figures(rows: Sequence[Sequence[float]]) -> dict[str, float]:
    """MUC, B³ and CEAFe of documents' counts, summed over documents as the CoNLL scorer does, and their mean with its interval."""
    if not rows:
        return {}
    result: dict[str, float] = {}
    sums = np.sum(rows, axis=0)
    for number, name in enumerate(("muc", "b3", "ceafe")):
        result[f"{name}_p"], result[f"{name}_r"], result[f"{name}_f1"] = _f1(*sums[4 * number : 4 * number + 4])
    result["conll_f1"] = result["f1"] = float(_conll(sums[None])[0])
    return result | bootstrap.bounds(bootstrap.interval(rows, _conll))


def score(pairs: Iterable[tuple[Groups, Groups]]) -> dict[str, float]:
    """The figures of documents given as (gold, predicted) clusterings."""
    return figures([counts(gold, ours) for gold, ours in pairs])


def _conll(sums: bootstrap.Sums) -> bootstrap.Sums:
    """The mean F1 of the three measures for rows of summed counts."""
    total = np.zeros(len(sums))
    for at in (0, 4, 8):
        recall, precision = (bootstrap.ratio(sums[:, at + n], sums[:, at + n + 1], 1.0) for n in (0, 2))
        total += bootstrap.ratio(2 * precision * recall, precision + recall)
    return total / 3


def link_precision(docs: Sequence[tuple[Document, Any]]) -> dict[str, tuple[int, int]]:
    """For each reason, how many joins link two mentions of one gold entity, of how many."""
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    for document, clusters in docs:
        for link in clusters.links:
            why = re.sub(r"“.*”", "“…”", link.why)
            counts[why][0] += document.entities[link.a] == document.entities[link.b]
            counts[why][1] += 1
    return {why: (right, total) for why, (right, total) in counts.items()}


def by_genre(rows: Sequence[tuple[str, list[float]]]) -> dict[str, dict[str, float]]:
    """The figures by genre, for the written genres, and for all documents."""
    shown = {genre: figures([row for g, row in rows if g == genre]) for genre in sorted({g for g, _ in rows})}
    shown["written genres"] = figures([row for g, row in rows if g in WRITTEN])
    shown["all"] = figures([row for _, row in rows])
    return shown


def measure(data_root: Path, layer: str, part: str, limit: int | None = None) -> dict[str, Any]:
    """The rules on gold mentions: scores by genre, and the precision of each rule's joins."""
    read = [(d, cluster(d.text, d.mentions, d.sentences)) for d in islice(documents(data_root, layer, part), limit)]
    rows = []
    for document, clusters in read:
        ours: Groups = [set(group) for group in clusters.groups if len(group) > 1]
        rows.append((document.name.split("_")[1], counts(grouped(document.entities), ours)))
    written = [(d, c) for d, c in read if d.name.split("_")[1] in WRITTEN]
    return {"scores": by_genre(rows), "links": link_precision(written), "documents": len(rows)}


def gold_chains(document: GoldDocument) -> Groups:
    """The gold chains of a document as sets of (start, end), singletons left out."""
    found: dict[str, set[Hashable]] = collections.defaultdict(set)
    for mention in document.mentions:
        found[mention.entity].add((mention.start, mention.end))
    return [group for group in found.values() if len(group) > 1]


def found_chains(found: Chains) -> Groups:
    """Our chains as sets of (start, end)."""
    groups: Groups = [{(found.phrases[n].start, found.phrases[n].end) for n in group} for group in found.groups]
    return [group for group in groups if len(group) > 1]


def with_gold_phrases(document: GoldDocument, output: Output) -> Output:
    """The encoder's output with the gold mentions in place of its own noun phrases."""
    ends = [end for _, end in output.words]
    kinds = {phrase.head: phrase.label for phrase in output.phrases}
    phrases = {}
    for mention in document.mentions:
        head = min(bisect.bisect_left(ends, mention.head), len(ends) - 1)
        phrases[mention.start, mention.end] = Phrase(mention.start, mention.end, head, kinds.get(head, "abstract"), 1.0)
    return replace(output, phrases=tuple(sorted(phrases.values(), key=lambda phrase: phrase.head)))


def measure_learned(data_root: Path, part: str, limit: int | None = None, model: Path | None = None) -> dict[str, Any]:
    """The learned antecedents on OntoGUM, exact spans: with ``predicted`` mentions from the text alone, and with ``gold`` ones.

    ``mentions`` counts how many of the gold mentions are among the noun phrases that are proposed.
    """
    encoder = reader_of(model).encoder
    rows: dict[str, list[tuple[str, list[float]]]] = {"predicted": [], "gold": []}
    spans = Tally()
    for document in islice(gold_documents(data_root, "ontogum", part), limit):
        output = encoder.encode([document.text])[0]
        gold = gold_chains(document)
        found = chains(document.text, output)
        spans.add({one for group in gold for one in group}, {(one.start, one.end) for one in found.phrases})
        rows["predicted"].append((document.genre, counts(gold, found_chains(found))))
        given = chains(document.text, with_gold_phrases(document, output))
        rows["gold"].append((document.genre, counts(gold, found_chains(given))))
    scores = {name: by_genre(found) for name, found in rows.items()}
    return {"scores": scores, "mentions": spans.figures(), "documents": len(rows["gold"])}


def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict[str, Any]:
    """``predicted``: OntoGUM from raw text with the learned antecedents; ``gum`` and ``ontogum``: the rules on gold mentions."""
    needed(*(data_root / "gum" / folder / part for folder in LAYERS.values()))
    layers = {layer: measure(data_root, layer, part, limit) for layer in LAYERS}
    return {"part": part, "learned": measure_learned(data_root, part, limit, model), **layers}


def shown(result: Mapping[str, Any]) -> str:
    """The tables as text."""
    learned = result["learned"]
    lines = []
    for name, what in (("predicted", "from raw text"), ("gold", "gold mentions")):
        lines.append(
            f"coreference, ontogum {result['part']}, {learned['documents']} documents, learned antecedents, {what}"
        )
        lines += _table(learned["scores"][name])
    recall = learned["mentions"]["recall"]
    lines.append(f"gold mentions among the noun phrases proposed, exact: {recall:.1f} %")
    for name in LAYERS:
        layer = result[name]
        lines.append(f"coreference, {name} {result['part']}, {layer['documents']} documents, rules, gold mentions")
        lines += _table(layer["scores"])
        lines.append("joins that are right, written genres:")
        for why, (right, total) in sorted(layer["links"].items(), key=lambda item: -item[1][1]):
            lines.append(f"  {why:36} {right:5}/{total:<5} {100 * right / total:5.1f} %")
    return "\n".join(lines)


def _table(scores: Mapping[str, Mapping[str, float]]) -> list[str]:
    lines = [f"{'':14}" + "".join(f"{column:>7}" for column in _COLUMNS.values())]
    for genre, row in scores.items():
        lines.append(f"{genre:14}" + "".join(f"{row[key]:7.1f}" if key in row else " " * 7 for key in _COLUMNS))
    return lines
