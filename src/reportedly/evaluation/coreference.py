"""Coreference on gold mentions of GUM and OntoGUM: MUC, B³ and CEAFe, and their mean (the CoNLL 2012 score).

OntoGUM: gold mentions without singletons, as OntoNotes has them. Its conversion breaks some chains (one person's name
stands in several entities), so GUM's own annotation is scored too: there every mention is a candidate, singletons
included, and a predicted group counts where it has two members or more. Kinds are GUM's, levels come from the part of
speech of the head.

    python benchmarks/coreference.py [DATA_ROOT] [--train]
"""

import collections
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.coreference import cluster
from reportedly.schema import MentionKind

WRITTEN = ("academic", "bio", "news", "textbook", "voyage")
_KINDS: dict[str, MentionKind] = {
    "person": "person", "organization": "organisation", "place": "place", "time": "time",
}  # fmt: skip
_COLUMNS = ("MUC-P", "R", "F1", "B3-P", "R", "F1", "CEAFeP", "R", "F1", "CoNLL")


class Token(NamedTuple):
    """One token of a tree bank file with its offsets in the text that we rebuild."""

    start: int
    end: int
    tag: str
    head: int
    entity: str


class Document(NamedTuple):
    """One document with its gold mentions and the entity of each."""

    name: str
    text: str
    sentences: list[tuple[int, int]]
    mentions: list[MentionCandidate]
    entities: list[str]


def read_tokens(path: Path) -> tuple[str, list[list[Token]]]:
    """The text of a CoNLL-U file, rebuilt from forms and SpaceAfter, and its sentences' tokens."""
    text = ""
    sentences: list[list[Token]] = []
    current: list[Token] = []
    until, surface = 0, 0
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if not line:
            if current:
                sentences.append(current)
                current = []
                text += "\n" if not text.endswith("\n") else ""
            until = 0
            continue
        field = line.split("\t")
        if line.startswith("#") or "." in field[0]:
            continue
        space = "" if "SpaceAfter=No" in field[9] else " "
        if "-" in field[0]:
            until, surface = int(field[0].split("-")[1]), len(text)
            text += field[1] + space
            continue
        number = int(field[0])
        if number <= until:
            start = min(surface, len(text.rstrip()))
            end = min(start + len(field[1]), len(text.rstrip()))
            surface = end
        else:
            start, end = len(text), len(text) + len(field[1])
            text += field[1] + space
        found = re.search(r"(?:^|\|)Entity=([^|]*)", field[9])
        current.append(Token(start, end, field[3], int(field[6]) - 1, found[1] if found else ""))
    return text, sentences


def spans(sentence: Sequence[Token]) -> Iterator[tuple[int, int, str, str]]:
    """The entity spans of one sentence: first token, last token (inclusive), entity, the rest of its label."""
    open_spans: dict[str, list[tuple[int, str]]] = collections.defaultdict(list)
    for n, token in enumerate(sentence):
        for part in re.findall(r"\(\d+[^()]*|\d+\)|\)", token.entity):
            if part.startswith("("):
                entity, _, rest = part[1:].partition("-")
                open_spans[entity].append((n, rest))
                latest = entity
            else:
                entity = part[:-1] or latest
                if open_spans[entity]:
                    first, rest = open_spans[entity].pop()
                    yield first, n, entity, rest


def _level(sentence: Sequence[Token], first: int, last: int) -> str:
    head = next((t for t in sentence[first : last + 1] if not first <= t.head <= last), sentence[last])
    single = first == last and head.tag in ("PRON", "DET")
    return "pronoun" if head.tag == "PRON" or single else "name" if head.tag == "PROPN" else "nominal"


def read_document(root: Path, layer: str, part: str, name: str) -> Document:
    """One document of the layer ``ontogum`` or ``dep``, with the kinds that GUM gives the same spans."""
    text, sentences = read_tokens(root / "gum" / layer / part / name)
    kinds: dict[tuple[int, int], MentionKind] = {}
    other = root / "gum" / "dep" / part / name
    for number, sentence in enumerate(read_tokens(other)[1] if other.exists() else ()):
        for first, last, _, rest in spans(sentence):
            kind = _KINDS.get(rest.split("-")[0], "other")
            kinds[sentence[first].start, sentence[last].end] = kind
            kinds.setdefault((-number - 1, sentence[last].end), kind)
    mentions, entities = [], []
    for number, sentence in enumerate(sentences):
        for first, last, entity, _ in spans(sentence):
            start, end = sentence[first].start, sentence[last].end
            if start >= end:
                continue
            kind = kinds.get((start, end)) or kinds.get((-number - 1, end), "other")
            level: Any = _level(sentence, first, last)
            mentions.append(MentionCandidate(start, end, text[start:end], kind, level, 1.0))
            entities.append(entity)
    bounds = [(sentence[0].start, sentence[-1].end) for sentence in sentences]
    return Document(name, text, bounds, mentions, entities)


def documents(root: Path, layer: str, part: str) -> Iterator[Document]:
    """The documents of one part of one layer, in order of their names."""
    for path in sorted((root / "gum" / layer / part).glob("*.conllu")):
        yield read_document(root, layer, part, path.name)


def grouped(labels: Sequence[Any]) -> list[set[int]]:
    """The sets of indices that share a label, singletons left out."""
    found: dict[Any, set[int]] = collections.defaultdict(set)
    for n, label in enumerate(labels):
        found[label].add(n)
    return [group for group in found.values() if len(group) > 1]


def _muc(keys: list[set[int]], others: list[set[int]]) -> tuple[float, float]:
    where = {m: n for n, group in enumerate(others) for m in group}
    hit = sum(len(k) - len({where.get(m, -m - 1) for m in k}) for k in keys)
    return hit, sum(len(k) - 1 for k in keys)


def _b3(keys: list[set[int]], others: list[set[int]]) -> tuple[float, float]:
    where = {m: group for group in others for m in group}
    hit = sum(len(k & where[m]) / len(k) for k in keys for m in k if m in where)
    return hit, sum(len(k) for k in keys)


def _ceafe(keys: list[set[int]], others: list[set[int]]) -> float:
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


def score(pairs: Iterable[tuple[list[set[int]], list[set[int]]]]) -> dict[str, float]:
    """MUC, B³ and CEAFe over (gold, predicted) clusterings, summed over documents as the CoNLL scorer does."""
    sums: dict[str, np.ndarray] = collections.defaultdict(lambda: np.zeros(4))
    for gold, ours in pairs:
        for name, measure in (("muc", _muc), ("b3", _b3)):
            sums[name] += np.array([*measure(gold, ours), *measure(ours, gold)])
        same = _ceafe(gold, ours)
        sums["ceafe"] += np.array([same, len(gold), same, len(ours)])
    result: dict[str, float] = {}
    for name, values in sums.items():
        result[f"{name}_p"], result[f"{name}_r"], result[f"{name}_f1"] = _f1(*values)
    result["conll_f1"] = sum(result[f"{n}_f1"] for n in ("muc", "b3", "ceafe")) / 3 if sums else 0.0
    return result


def link_precision(docs: Sequence[tuple[Document, Any]]) -> dict[str, tuple[int, int]]:
    """For each reason, how many joins link two mentions of one gold entity, of how many."""
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    for document, clusters in docs:
        for link in clusters.links:
            why = re.sub(r"“.*”", "“…”", link.why)
            counts[why][0] += document.entities[link.a] == document.entities[link.b]
            counts[why][1] += 1
    return {why: (right, total) for why, (right, total) in counts.items()}


def measure(data_root: Path, layer: str, part: str) -> dict[str, Any]:
    """Scores by genre, for all documents and for the written genres, and the precision of each rule's joins."""
    read = [(d, cluster(d.text, d.mentions, d.sentences)) for d in documents(data_root, layer, part)]
    pairs = []
    for document, clusters in read:
        ours = [set(group) for group in clusters.groups if len(group) > 1]
        pairs.append((document.name.split("_")[1], (grouped(document.entities), ours)))
    rows = {genre: score(p for g, p in pairs if g == genre) for genre in sorted({g for g, _ in pairs})}
    rows["written genres"] = score(p for g, p in pairs if g in WRITTEN)
    rows["all"] = score(p for _, p in pairs)
    written = [(d, c) for d, c in read if d.name.split("_")[1] in WRITTEN]
    return {"scores": rows, "links": link_precision(written), "documents": len(pairs)}


def run(data_root: Path, part: str = "dev") -> dict[str, Any]:
    """Both layers of one part: ``{"gum": ..., "ontogum": ...}``, each with scores, links and documents."""
    return {name: measure(data_root, layer, part) for name, layer in (("gum", "dep"), ("ontogum", "ontogum"))}


def main() -> None:
    """Print the tables."""
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[4] / "shared" / "data"
    if not (root / "gum" / "ontogum").is_dir():
        print("coreference: no GUM corpus in the data folder, nothing measured")
        return
    part = "train" if "--train" in sys.argv else "dev"
    for layer, result in run(root, part).items():
        print(f"coreference, {layer} {part}, {result['documents']} documents, gold mentions")
        print(f"{'':14}" + "".join(f"{n:>7}" for n in _COLUMNS))
        for name, row in result["scores"].items():
            print(f"{name:14}" + "".join(f"{value:7.1f}" for value in row.values()))
        print("joins that are right, written genres:")
        for why, (right, total) in sorted(result["links"].items(), key=lambda item: -item[1][1]):
            print(f"  {why:36} {right:5}/{total:<5} {100 * right / total:5.1f} %")


if __name__ == "__main__":
    main()
