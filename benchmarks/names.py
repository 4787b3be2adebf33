"""Whether two names are one actor's: ``python -m benchmarks.names [--fit] [--data FOLDER]``.

OFAC's aliases against hard negatives (names of others that share a block key), tuned on one half of the entities and reported on the
other, beside exact, Levenshtein and Jaro-Winkler comparison, each at the threshold that is best on the tuning half; and tokens of names
in Arabic and Cyrillic letters (Wikidata), each to be found among 99 others. ``--fit`` writes ``resolve/data/name_weights.yaml`` anew.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml
from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler, Levenshtein

from benchmarks.folders import DATA, PROJECT
from benchmarks.name_pairs import (
    BASELINES,
    Pair,
    best_threshold,
    exact,
    fit,
    likeness_by_letters,
    ofac,
    pairs_of,
    precise_threshold,
    strangers_of,
    table_of,
)
from reportedly.errors import MissingCorpus
from reportedly.evaluation.measures import Tally, table
from reportedly.resolve.name_features import FEATURES, word_alike
from reportedly.resolve.names import NameWeights, compare_names, score_of
from reportedly.resolve.transliteration import latin, spelling
from reportedly.schema.mention import MentionKind

WEIGHTS = PROJECT / "src" / "reportedly" / "resolve" / "data" / "name_weights.yaml"
PRECISION = 0.99
KINDS: tuple[MentionKind, ...] = ("person", "organisation")
TOKENS = {"Arabic": "wd_arabic_64", "Russian": "wd_russian_64"}
RELATED = (
    0.5  # of Levenshtein's similarity: many an alias has nothing in common with the name, and no key can join them
)
OTHERS = 99
QUERIES = 2000
SEEN = 2  # times that a pair of tokens stands in Wikidata at least; of those seen once many are misaligned
_HEADER = """\
# Weights of the features of two names (resolve/name_features.py), and the scores from which a pair is doubtful, or the same.
# Made by: python -m benchmarks.names --fit (OFAC's aliases, the tuning half; a US government work).
"""


def run(data: Path) -> Mapping[str, Mapping[str, float]]:
    """The figures of both parts, by a row's title."""
    return pair_figures(pairs_of(ofac(data))) | token_figures(data)


def fitted(pairs: Sequence[Pair], strangers: Sequence[Pair]) -> dict[str, dict[str, object]]:
    """The weights and thresholds of each kind, from the pairs of the tuning half that share a block key.

    ``strangers`` teach the model what names look like that have nothing in common; thresholds are chosen without them.
    """
    made: dict[str, dict[str, object]] = {}
    for kind in KINDS:
        chosen = [pair for pair in pairs if pair.tuning and pair.kind == kind and pair.met]
        features, answers = table_of(chosen)
        apart, no = table_of([pair for pair in strangers if pair.kind == kind])
        bias, weights = fit(np.vstack([features, apart]), np.concatenate([answers, no]))
        model = NameWeights(bias, weights, 0.5, 1.0)
        scores = np.array([score_of(dict(zip(FEATURES, row, strict=True)), model) for row in features.tolist()])
        made[kind] = {
            "bias": bias,
            "doubtful": round(best_threshold(scores, answers), 3),
            "same": round(precise_threshold(scores, answers, PRECISION), 3),
            "weights": weights,
        }
    return made


def pair_figures(pairs: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 over the pairs that were not tuned on, and the share of true pairs that share a block key."""
    told = [pair for pair in pairs if not pair.tuning]
    tuning = [pair for pair in pairs if pair.tuning and pair.met]
    met = {pair for pair in told if pair.met}
    rows: dict[str, dict[str, float]] = {}
    for name, likeness in BASELINES.items():
        scores = np.array([likeness(pair.one, pair.two) for pair in tuning])
        threshold = 1.0 if likeness is exact else best_threshold(scores, np.array([pair.same for pair in tuning]))
        found = {pair for pair in met if likeness(pair.one, pair.two) >= threshold}
        rows[name] = _tally(told, found.__contains__)
    decisions = {(pair.one, pair.two, pair.kind): compare_names(pair.one, pair.two, pair.kind) for pair in met}

    def decided(pair: Pair, *fits: str) -> bool:
        return pair in met and decisions[pair.one, pair.two, pair.kind].decision in fits

    rows["ours, same or doubtful"] = _tally(told, lambda pair: decided(pair, "same", "doubtful"))
    for kind in KINDS:
        own = [pair for pair in told if pair.kind == kind]
        rows[f"  {kind}s"] = _tally(own, lambda pair: decided(pair, "same", "doubtful"))
    rows["ours, same"] = _tally(told, lambda pair: decided(pair, "same"))
    for kind in KINDS:
        own = [pair for pair in told if pair.kind == kind]
        rows[f"  {kind}s, same"] = _tally(own, lambda pair: decided(pair, "same"))
    true = [pair for pair in told if pair.same]
    related = [pair for pair in true if likeness_by_letters(pair.one, pair.two) >= RELATED]
    for title, some in (("share a block key", true), ("  of those alike by letters", related)):
        reached = sum(pair in met for pair in some)
        rows[title] = {"gold": len(some), "right": reached, "recall": 100 * reached / max(1, len(some))}
    return rows


def _tally(pairs: Iterable[Pair], same: Callable[[Pair], bool]) -> dict[str, float]:
    tally = Tally()
    for pair in pairs:
        found = same(pair)
        tally.count(int(pair.same), int(found), int(pair.same and found))
    return tally.figures()


def token_figures(data: Path) -> dict[str, dict[str, float]]:
    """For tokens of names in another script: how often the right one is the likest of 100, and the mean reciprocal rank."""
    rows: dict[str, dict[str, float]] = {}
    for language, file in TOKENS.items():
        path = data / "names" / file
        if not path.exists():
            raise MissingCorpus(
                f"There is no names/{file} in the folder of the corpora.", "Give the folder with --data."
            )
        for title, likeness in LIKENESS.items():
            rows[f"{language} tokens, {title}"] = _ranked(_queries(path), likeness)
    return rows


def _queries(path: Path) -> list[tuple[str, str, list[str]]]:
    """Tokens in Latin letters, each with one in the other script and 99 others of like length that are no gold of it."""
    gold: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        token, letters, count = line.split("\t")
        if int(count) >= SEEN:
            gold.setdefault(token, []).append(letters.replace(" ", ""))
    every = sorted({one for found in gold.values() for one in found}, key=lambda one: (len(one), one))
    place = {one: number for number, one in enumerate(every)}
    drawn = np.random.default_rng(64)
    tokens = sorted(gold)
    chosen = [tokens[number] for number in sorted(drawn.choice(len(tokens), min(QUERIES, len(tokens)), replace=False))]
    queries = []
    for token in chosen:
        middle = place[gold[token][0]]
        near = every[max(0, middle - 1000) : middle + 1000]
        others = [near[number] for number in drawn.permutation(len(near)) if near[number] not in gold[token]]
        queries.append((token, gold[token][0], others[:OTHERS]))
    return queries


def _ranked(queries: Sequence[tuple[str, str, list[str]]], likeness: Callable[[str, str], float]) -> dict[str, float]:
    """Ties count against: the right one stands behind all that are as like."""
    ranks = []
    for token, right, others in queries:
        reached = likeness(token, right)
        ranks.append(1 + sum(likeness(token, other) >= reached for other in others))
    return {
        "gold": len(ranks),
        "accuracy at 1": 100 * sum(rank == 1 for rank in ranks) / len(ranks),
        "MRR": 100 * sum(1 / rank for rank in ranks) / len(ranks),
    }


def _levenshtein(one: str, two: str) -> float:
    return Levenshtein.normalized_similarity(anyascii(one).lower(), anyascii(two).lower())


def _winkler(one: str, two: str) -> float:
    return JaroWinkler.similarity(anyascii(one).lower(), anyascii(two).lower())


def _ours(one: str, two: str) -> float:
    return word_alike(*(spelling(latin(token).replace(" ", "")) for token in (one, two)))


LIKENESS: Mapping[str, Callable[[str, str], float]] = {
    "anyascii and Levenshtein": _levenshtein, "anyascii and Jaro-Winkler": _winkler, "ours": _ours,
}  # fmt: skip


def shown(figures: Mapping[str, Mapping[str, float]]) -> str:
    """The figures as two tables."""
    tokens = {name: row for name, row in figures.items() if "MRR" in row}
    pairs = {name: row for name, row in figures.items() if "MRR" not in row}
    return f"{table(pairs)}\n\n{table(tokens, ('gold', 'accuracy at 1', 'MRR'))}"


def write_weights(data: Path) -> None:
    """Fit the weights on the tuning half and write them where the package reads them."""
    entities = ofac(data)
    made = fitted(pairs_of(entities), strangers_of(entities))
    WEIGHTS.write_text(_HEADER + yaml.safe_dump(made, sort_keys=False, width=120), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; with ``--fit`` write the weights instead."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the corpora")
    parser.add_argument("--fit", action="store_true", help="fit the weights anew, and write them")
    given = parser.parse_args(arguments)
    try:
        if given.fit:
            write_weights(given.data)
        else:
            print(shown(run(given.data)))
    except MissingCorpus as error:
        print(f"skipped: {error}")
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
