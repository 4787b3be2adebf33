"""Fits a light head on a codebook's examples: frozen word vectors, ridge regression, thresholds by cross-validation.

The head is a linear discriminant: ridge regression of each type's 0/1 on the vectors of the marked words, evened out (Hastie,
Tibshirani and Friedman, The Elements of Statistical Learning, 3.4.1 and 4.2), classes weighted so that a few examples are
heard beside many other words.
What is none of the types is learned from the other words of the examples and from packaged invented news
(``codebooks/background.txt``). Everything is computed in a fixed order: the same codebook and model give the same head.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from reportedly.encoder.output import Output
from reportedly.errors import CodebookError
from reportedly.extract.type_head import HeadFacts, TypeHead, TypeScores, probabilities
from reportedly.extract.type_words import Floats, features, trigger_words
from reportedly.schema.codebook import Codebook, MarkedExample

FEWEST = 5  # example sentences of a type
FOLDS = 5
# RIDGE, CLASS_POWER, EVENED and LEMMA_SHARE: the best of a sweep (3, 10, 30; 0.25, 0.5, 0.75; 0.1, 1, 3, none; 0, 0.3, 1) over
# types of WikiEvents and of everyday PropBank verbs with 5, 10 and 20 examples. The sentence's mean vector and nearest neighbours
# added nothing; multinomial logistic regression did worse.
RIDGE = 10.0
# A class of n words weighs n ** (1 - CLASS_POWER): between the sum of its words (0) and one voice for each class (1).
CLASS_POWER = 0.5
EVENED = 1.0  # added to each direction's width, in mean widths: 0 whitens the vectors, much leaves them as they are
LEAST_CHANCE, MOST_CHANCE, STEP = 0.05, 0.9, 0.01
# How many words that are none of the types a report has for each trigger. Examples hold far more triggers than reports do; other words
# are counted as often as makes up for it, or precision would look better here than in reading, and thresholds come out too low. Of 15
# and 30 the better for F1 on WikiEvents and everyday types (``reportedly evaluate taught_types``).
OTHERS_PER_TRIGGER = 30.0
SHARED_COUNTS = 5.0  # how many types' worth of all types' mean counts each type's threshold listens to
ALIKE_FROM = 0.25  # of a type's triggers taken for one other type

Encode = Callable[[Iterable[str]], Sequence[Output]]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Alike(Struct, frozen=True):
    """Of the triggers of ``one``, cross-validation took the share ``taken`` for ``other``."""

    one: str
    other: str
    taken: float


class Fitted(Struct, frozen=True):
    """What fitting tells: figures by type and over all, types that are too alike, examples whose trigger was not found."""

    scores: tuple[TypeScores, ...]
    precision: float
    recall: float
    f1: float
    other_words: int
    alike: tuple[Alike, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Words to learn from: ``kinds`` is each word's type, or the number of types where it has none; ``folds`` its fold.

    ``usual`` are words that nobody marked, as reports have them; words of counter-examples are not usual.
    """

    vectors: Floats
    lemmas: tuple[frozenset[str], ...]
    kinds: Ints
    folds: Ints
    examples: Ints
    usual: Bools

    def taught(self, kept: Bools, types: int) -> dict[str, dict[int, set[int]]]:
        """Lemma -> type -> the examples that teach it, among the rows that are kept."""
        found: dict[str, dict[int, set[int]]] = {}
        for row in np.flatnonzero(kept & (self.kinds < types)).tolist():
            for lemma in self.lemmas[row]:
                found.setdefault(lemma, {}).setdefault(int(self.kinds[row]), set()).add(int(self.examples[row]))
        return found


def taught_types(codebook: Codebook) -> tuple[str, ...]:
    """The types that have examples, in the codebook's order; raises CodebookError where there are none, or too few of one."""
    if not codebook.examples:
        raise CodebookError(f"The codebook {codebook.name} has no examples to learn from.", "Add `examples:` to its types.")
    counts = {kind.code: 0 for kind in codebook.types}
    for example in codebook.examples:
        for code in {mark.type for mark in example.marks if mark.type is not None}:
            counts[code] += 1
    for code, count in counts.items():
        if 0 < count < FEWEST:
            raise CodebookError(
                f"Type {code} has {count} example{'s' if count > 1 else ''}.",
                f"Give it {FEWEST} sentences at least, each with its trigger in angle brackets.",
            )
    for example in codebook.examples:
        if counts[example.type] == 0:
            raise CodebookError(
                f"{example.source}: type {example.type} says what it is not, but not what it is.", f"Give it {FEWEST} examples."
            )
    return tuple(code for code, count in counts.items() if count)


def fit_types(codebook: Codebook, encode: Encode, model: str) -> tuple[TypeHead, Fitted]:
    """A head for the codebook's examples, and how well it does on them by cross-validation.

    ``encode`` gives the encoder's output of each text, ``model`` is that encoder's hash. Raises CodebookError where a type has fewer than
    FEWEST examples.
    """
    types = taught_types(codebook)
    rows, missed = _rows(codebook, types, encode)
    scores = _cross_validated(rows, len(types))
    counts = _counts(rows, len(types))
    slope, bias = _calibrated(scores, rows.kinds, counts)
    chances = probabilities(scores, slope, bias)
    thresholds = _thresholds(chances, rows.kinds, counts)
    found = _decided(chances, thresholds)
    every = np.ones(len(rows.kinds), np.bool_)
    taught = {lemma: sorted(kinds) for lemma, kinds in rows.taught(every, len(types)).items()}
    weights, offsets = _solved(rows, every, len(types))
    figures = tuple(
        _scores(types[kind], (rows.kinds == kind, found == kind), counts, float(thresholds[kind])) for kind in range(len(types))
    )
    right = (found == rows.kinds) & (found < len(types))
    whole = _scores("", (rows.kinds < len(types), found < len(types)), counts, right=right)
    facts = HeadFacts(codebook=codebook.hash, model=model, lemmas=dict(sorted(taught.items())), scores=figures, slope=slope, bias=bias)
    told = Fitted(
        scores=figures, precision=whole.precision, recall=whole.recall, f1=whole.f1,
        other_words=int((rows.kinds == len(types)).sum()), alike=_alike(rows.kinds, found, types), missed=missed,
    )  # fmt: skip
    return TypeHead(facts, weights, offsets), told


def background() -> list[str]:
    """The packaged invented news, a text a line."""
    lines = resources.files("reportedly.codebooks").joinpath("background.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _rows(codebook: Codebook, types: Sequence[str], encode: Encode) -> tuple[_Rows, tuple[str, ...]]:
    """The words of the examples and of the background; what has the lemma of a trigger and is not marked teaches nothing."""
    texts = background()
    outputs = encode([*(example.text for example in codebook.examples), *texts])
    marked: list[tuple[int, Floats, frozenset[str], int, int]] = []
    other: list[tuple[int, Floats, frozenset[str], int, int]] = []
    missed: list[str] = []
    turn = dict.fromkeys([*types, None], 0)
    for number, (example, output) in enumerate(zip(codebook.examples, outputs, strict=False)):
        heads = _heads(example, output)
        words = trigger_words(example.text, output, also=heads)
        code = None if example.counter else example.type
        fold, turn[code] = turn[code] % FOLDS, turn[code] + 1
        missed += [example.source for start in heads if start not in {span[0] for span in words.spans}]
        for row, (start, _) in enumerate(words.spans):
            inside = any(mark.start <= start < mark.end for mark in example.marks)
            if start in heads or not inside:
                kind = types.index(heads[start] or "") if heads.get(start) is not None else len(types)
                known = example.counter or start in heads
                (marked if known else other).append((kind, words.vectors[row], words.lemmas[row], fold, number))
    for number, (text, output) in enumerate(zip(texts, outputs[len(codebook.examples) :], strict=True)):
        words = trigger_words(text, output)
        other += [(len(types), words.vectors[row], words.lemmas[row], number % FOLDS, -1) for row in range(len(words))]
    triggers = frozenset[str]().union(*(one[2] for one in marked if one[0] < len(types)))
    kept = [*marked, *(one for one in other if one[2].isdisjoint(triggers))]
    kinds, vectors, lemmas, folds, examples = zip(*kept, strict=True)
    usual = np.arange(len(kept)) >= len(marked)
    return _Rows(np.stack(vectors), tuple(lemmas), np.array(kinds), np.array(folds), np.array(examples), usual), tuple(missed)


def _heads(example: MarkedExample, output: Output) -> dict[int, str | None]:
    """The first character of each marked word -> its type; of several marked words, the first that the encoder takes for a predicate."""
    predicates = {predicate.start for predicate in output.predicates}
    found: dict[int, str | None] = {}
    for mark in example.marks:
        inside = [start for start, _ in output.words if mark.start <= start < mark.end]
        chosen = [start for start in inside if start in predicates] or inside
        if chosen:
            found[chosen[0]] = mark.type
    return found


def _table(rows: _Rows, of: Bools, taught: Mapping[str, Mapping[int, set[int]]], types: int) -> Floats:
    """The features of the rows ``of``; a word's own example does not vouch for its lemma."""
    shared = []
    for row in np.flatnonzero(of).tolist():
        own = {int(rows.examples[row])}
        known = {lemma: taught[lemma].items() for lemma in rows.lemmas[row] if lemma in taught}
        shared.append({kind for kinds in known.values() for kind, examples in kinds if examples - own})
    return features(rows.vectors[of], shared, types)


def _solved(rows: _Rows, kept: Bools, types: int) -> tuple[Floats, Floats]:
    """Ridge regression on the rows that are kept: weights (features, types) and offsets (types).

    The vectors' widest directions say which word it is more than what kind of event: all are first made more alike in width.
    """
    table = _table(rows, kept, rows.taught(kept, types), types).astype(np.float64)
    width = rows.vectors.shape[1]
    turned = _evened(table[:, :width])
    table = np.concatenate([table[:, :width] @ turned, table[:, width:]], axis=1)
    kinds = rows.kinds[kept]
    counts = np.bincount(kinds, minlength=types + 1).astype(np.float64)
    weights = (np.maximum(counts, 1.0) ** -CLASS_POWER)[kinds]
    weights *= len(kinds) / weights.sum()
    targets = np.eye(types + 1)[kinds][:, :types]
    mean, middle = (np.average(one, axis=0, weights=weights) for one in (table, targets))
    centred = table - mean
    square = centred.T @ (centred * weights[:, None])
    square[np.diag_indices_from(square)] += RIDGE
    solution = np.linalg.solve(square, centred.T @ ((targets - middle) * weights[:, None]))
    offsets = middle - mean @ solution
    solution = np.concatenate([turned @ solution[:width], solution[width:]])
    return solution.astype(np.float32), offsets.astype(np.float32)


def _evened(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """A matrix that makes the vectors' directions more alike in width, their mean square 1 as before; halfway to whitening them."""
    centred = vectors - vectors.mean(axis=0)
    widths, directions = np.linalg.eigh(centred.T @ centred / len(centred))
    turned = directions / np.sqrt(np.maximum(widths, 0.0) + EVENED * widths.mean())
    evened = centred @ turned
    return np.asarray(turned / np.sqrt((evened**2).sum(axis=1).mean()), np.float64)


def _cross_validated(rows: _Rows, types: int) -> Floats:
    """Each word's score for each type (words, types), by a head that has not seen the word's example or text."""
    scores = np.zeros((len(rows.kinds), types), np.float32)
    for fold in range(FOLDS):
        held = rows.folds == fold
        if held.any():
            weights, offsets = _solved(rows, ~held, types)
            scores[held] = _table(rows, held, rows.taught(~held, types), types) @ weights + offsets
    return scores


def _counts(rows: _Rows, types: int) -> NDArray[np.float64]:
    """How often each word counts: a marked one once, the others as often as a report has them, and once at least."""
    factor = OTHERS_PER_TRIGGER * int((rows.kinds < types).sum()) / max(1, int(rows.usual.sum()))
    return np.where(rows.usual, max(1.0, factor), 1.0)


def _calibrated(scores: Floats, kinds: Ints, counts: NDArray[np.float64]) -> tuple[float, float]:
    """Slope and bias that make scores probabilities (Platt 1999, with his targets that are never quite 0 or 1), over all types."""
    best = scores.argmax(axis=1)
    right = best == kinds
    top = scores.max(axis=1).astype(np.float64)
    wanted = np.where(right, (right.sum() + 1) / (right.sum() + 2), 1 / ((~right).sum() + 2))
    columns = np.column_stack([top, np.ones(len(top))])
    found = np.zeros(2)
    for _ in range(50):
        chances = 1.0 / (1.0 + np.exp(-np.clip(columns @ found, -30, 30)))
        bend = (columns * (counts * chances * (1 - chances))[:, None]).T @ columns + 1e-6 * np.eye(2)
        step = np.linalg.solve(bend, columns.T @ (counts * (chances - wanted)))
        found -= step
        if np.abs(step).max() < 1e-9:
            break
    return round(float(found[0]), 6), round(float(found[1]), 6)


def _thresholds(chances: Floats, kinds: Ints, counts: NDArray[np.float64]) -> Floats:
    """The probability from which each type is taken: best F1 on its own counts and, since those are few, on all types' mean counts."""
    types = chances.shape[1]
    grid = np.arange(LEAST_CHANCE, MOST_CHANCE, STEP)
    best, top = chances.argmax(axis=1), chances.max(axis=1)
    sums = np.zeros((3, types, len(grid)))
    for kind in range(types):
        mine = best == kind
        for place, least in enumerate(grid):
            taken = mine & (top >= least)
            sums[:, kind, place] = (taken & (kinds == kind)).sum(), counts[taken].sum(), (kinds == kind).sum()
    sums += SHARED_COUNTS * sums.mean(axis=1, keepdims=True)
    f1 = 2 * sums[0] / np.maximum(sums[1] + sums[2], 1e-9)
    # Of equally good thresholds the middle one is the least a matter of chance.
    return np.array([grid[np.flatnonzero(row >= row.max() - 1e-9)].mean() for row in f1], np.float32)


def _decided(chances: Floats, thresholds: Floats) -> Ints:
    """Each word's type by number, or the number of types where none is likely enough."""
    best = chances.argmax(axis=1)
    return np.asarray(np.where(chances.max(axis=1) >= thresholds[best], best, chances.shape[1]), np.int64)


def _scores(
    code: str, marked: tuple[Bools, Bools], counts: NDArray[np.float64], threshold: float = 0.0, right: Bools | None = None
) -> TypeScores:
    gold, found = marked
    both = int((gold & found if right is None else right).sum())
    taken, wanted = float(counts[found].sum()), int(gold.sum())
    precision, recall, f1 = (round(one, 4) for one in (both / max(taken, 1e-9), both / wanted, 2 * both / (wanted + taken)))
    return TypeScores(code, wanted, precision, recall, f1, round(threshold, 4))


def _alike(kinds: Ints, found: Ints, types: Sequence[str]) -> tuple[Alike, ...]:
    pairs = []
    for one in range(len(types)):
        mine = found[kinds == one]
        for other in range(len(types)):
            taken = float((mine == other).mean()) if len(mine) else 0.0
            if other != one and taken >= ALIKE_FROM:
                pairs.append(Alike(types[one], types[other], round(taken, 4)))
    return tuple(sorted(pairs, key=lambda pair: -pair.taken))
