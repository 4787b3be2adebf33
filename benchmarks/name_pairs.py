"""Pairs of names that are one actor's and pairs that are not, from the OFAC list of aliases; and a logistic model fitted to such pairs."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler, Levenshtein

from reportedly.errors import MissingCorpus
from reportedly.resolve.folding import fold
from reportedly.resolve.name_features import FEATURES, features_of
from reportedly.resolve.name_keys import name_keys
from reportedly.schema.mention import MentionKind

OFAC = Path("names") / "ofac_alias_pairs.tsv"
NEGATIVES = 3  # at most, for each name: the likest names of others that share a key with it
MOST_UNDER_A_KEY = 300  # names; more are passed over, as an index does
PRIOR = 1.0  # of a weight: a normal distribution of this precision around 0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """Two names, whether one actor bears both, and whether it is in the half that was tuned on."""

    one: str
    two: str
    kind: MentionKind
    same: bool
    tuning: bool

    @property
    def met(self) -> bool:
        """Whether the two share a block key; names that share none are never compared, so they count as not found."""
        return not set(name_keys(self.one, self.kind)).isdisjoint(name_keys(self.two, self.kind))


@dataclass(frozen=True)
class Listed:
    """One entity of the list: its name and aliases."""

    names: tuple[str, ...]
    kind: MentionKind
    cluster: int

    @property
    def tuning(self) -> bool:
        """Whether it belongs to the tuning half: by a hash of its cluster, so that entities that share an alias go together."""
        return hashlib.blake2b(str(self.cluster).encode(), digest_size=2).digest()[0] % 2 == 0


def ofac(data: Path) -> list[Listed]:
    """The entities of the list in its order; raises MissingCorpus where the file is absent."""
    path = data / OFAC
    if not path.exists():
        raise MissingCorpus(f"There is no {OFAC} in the folder of the corpora.", "Give the folder with --data.")
    names: dict[tuple[str, MentionKind], list[str]] = {}
    for line in path.read_text("utf-8").splitlines()[1:]:
        name, alias, _, sort = line.split("\t")[:4]
        if sort in ("vessel", "aircraft"):
            continue
        kind: MentionKind = "person" if sort == "individual" else "organisation"
        names.setdefault((name, kind), [name]).append(alias)
    return _clustered([(tuple(dict.fromkeys(every)), kind) for (_, kind), every in names.items()])


def _clustered(entities: Sequence[tuple[tuple[str, ...], MentionKind]]) -> list[Listed]:
    """Entities that share a name in folded letters are one cluster: never a negative pair, never in both halves."""
    parent = list(range(len(entities)))

    def root(place: int) -> int:
        while parent[place] != place:
            place = parent[place]
        return place

    first: dict[str, int] = {}
    for number, (names, _) in enumerate(entities):
        for name in names:
            known = first.setdefault(" ".join(sorted(fold(name).split())), number)
            parent[root(number)] = root(known)
    return [Listed(names, kind, root(number)) for number, (names, kind) in enumerate(entities)]


def pairs_of(entities: Sequence[Listed]) -> list[Pair]:
    """Every name with its aliases, and for each name the likest names of others that share a block key with it."""
    pairs = [Pair(one.names[0], alias, one.kind, True, one.tuning) for one in entities for alias in one.names[1:]]
    for tuning in (True, False):
        half = [one for one in entities if one.tuning == tuning]
        pairs += _negatives(half, tuning)
    return pairs


def _negatives(half: Sequence[Listed], tuning: bool) -> Iterable[Pair]:
    under: dict[int, list[tuple[int, str]]] = {}
    for number, one in enumerate(half):
        for name in one.names:
            for key in name_keys(name, one.kind):
                under.setdefault(key, []).append((number, name))
    seen: set[tuple[str, str]] = set()
    for one in half:
        for own in one.names:
            found: dict[str, float] = {}
            for key in name_keys(own, one.kind):
                if len(under[key]) > MOST_UNDER_A_KEY:
                    continue
                for other, name in under[key]:
                    if half[other].cluster != one.cluster and half[other].kind == one.kind and name not in found:
                        found[name] = likeness_by_letters(own, name)
            for name in sorted(found, key=lambda name: (-found[name], name))[:NEGATIVES]:
                pair = (min(own, name), max(own, name))
                if pair not in seen:
                    seen.add(pair)
                    yield Pair(own, name, one.kind, False, tuning)


def strangers_of(entities: Sequence[Listed]) -> list[Pair]:
    """For each entity of the tuning half its name and one of another, drawn blindly: a model must know these too."""
    half = [one for one in entities if one.tuning]
    drawn = np.random.default_rng(4).permutation(len(half))
    return [
        Pair(one.names[0], half[int(other)].names[-1], one.kind, False, True)
        for one, other in zip(half, drawn, strict=True)
        if half[int(other)].cluster != one.cluster
    ]


def likeness_by_letters(one: str, two: str) -> float:
    """Levenshtein's similarity of two names, folded, their words sorted: a baseline."""
    return Levenshtein.normalized_similarity(*(" ".join(sorted(fold(name).split())) for name in (one, two)))


def jaro_winkler(one: str, two: str) -> float:
    """Jaro and Winkler's similarity of the same: a baseline."""
    return JaroWinkler.similarity(*(" ".join(sorted(fold(name).split())) for name in (one, two)))


def exact(one: str, two: str) -> float:
    """1 where two names are the same words in folded letters: a baseline."""
    return float(sorted(fold(one).split()) == sorted(fold(two).split()))


BASELINES: Mapping[str, Callable[[str, str], float]] = {
    "exact, folded": exact, "Levenshtein": likeness_by_letters, "Jaro-Winkler": jaro_winkler,
}  # fmt: skip


def table_of(pairs: Sequence[Pair]) -> tuple[Floats, NDArray[np.bool_]]:
    """One row of features for each pair, in the order of FEATURES, and the answers."""
    rows = [list(features_of(pair.one, pair.two, pair.kind).values()) for pair in pairs]
    return np.array(rows, np.float64).reshape(len(pairs), len(FEATURES)), np.array([pair.same for pair in pairs])


def fit(table: Floats, answers: NDArray[np.bool_]) -> tuple[float, dict[str, float]]:
    """The most probable logistic model (Newton's method with a normal prior): its bias, and the weights by feature."""
    columns = np.column_stack([np.ones(len(table)), table])
    prior = np.full(columns.shape[1], PRIOR)
    prior[0] = 1e-6
    found = np.zeros(columns.shape[1])
    for _ in range(100):
        chances = 1.0 / (1.0 + np.exp(-np.clip(columns @ found, -30, 30)))
        slope = columns.T @ (chances - answers) + prior * found
        bend = (columns * (chances * (1.0 - chances))[:, None]).T @ columns + np.diag(prior)
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < 1e-9:
            break
    weights = {name: round(float(one), 3) for name, one in zip(FEATURES, found[1:], strict=True) if abs(one) >= 5e-4}
    return round(float(found[0]), 3), weights


def best_threshold(scores: Floats, answers: NDArray[np.bool_]) -> float:
    """The score from which a pair should count as one actor's, for the best F1."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(answers[order])
    f1 = 2 * right / (np.arange(1, len(scores) + 1) + answers.sum())
    last = np.append(np.diff(scores[order]) != 0, True)  # a threshold can't part equal scores
    return float(scores[order][int(np.argmax(np.where(last, f1, 0)))])


def precise_threshold(scores: Floats, answers: NDArray[np.bool_], precision: float) -> float:
    """The lowest score above which at least this share of the pairs are one actor's; 1 where there is none."""
    order = np.argsort(-scores, kind="stable")
    share = np.cumsum(answers[order]) / np.arange(1, len(scores) + 1)
    last = np.append(np.diff(scores[order]) != 0, True)
    good = np.flatnonzero(last & (share >= precision))
    return float(scores[order][good[-1]]) if len(good) else 1.0
