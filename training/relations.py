"""Fit the relation head: ``python -m training.relations`` reads re3d with the packaged model and writes ``data/relations.npz``.

A pair's target is the distribution over what is annotated between its mentions (nothing, or one or more names alike). The vectors
are shrunk by their principal components; small networks with dropout on inputs and hidden units, one a seed, are
averaged. Thresholds are chosen by cross-validation over documents, for the best F1 over all names, and then each
name's own where it has enough examples. Everything is numpy: a fit takes seconds.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reportedly.config import Settings
from reportedly.corpora.relations import RelationDocument, head_names, re3d_relations
from reportedly.encoder.session import Encoder
from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.coreference import cluster
from reportedly.extract.relation_head import BACKWARD, FORWARD, RULE_TYPES, seen_around
from reportedly.extract.relation_pairs import Pairs, make_pairs
from reportedly.extract.relations import find_relations

Floats = NDArray[np.float32]
PACKAGED = Path("src/reportedly/extract/data/relations.npz")


@dataclass(frozen=True)
class Options:
    """What cross-validated train preferred of what was tried (training/README.md has the figures)."""

    width: int = 32
    hidden: int = 32
    networks: int = 3
    epochs: int = 60
    rate: float = 4e-3
    decay: float = 1e-2
    drop_inputs: float = 0.25
    drop_hidden: float = 0.3
    batch: int = 256
    folds: int = 5
    least_seen: int = 4


class Document(NamedTuple):
    """One document's pairs, word vectors and targets (pairs, labels), and how many annotated relations no pair can hold."""

    pairs: Pairs
    vectors: Floats
    targets: Floats
    out_of_reach: int


class Network(NamedTuple):
    """One network's weights."""

    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats


def labels() -> list[str]:
    """The head's labels: nothing, then each name, twice where it has a direction."""
    names = ["nothing"]
    for name, symmetric in head_names().items():
        names += [name] if symmetric else [name + FORWARD, name + BACKWARD]
    return names


def prepared(document: RelationDocument, encoder: Encoder) -> Document:
    """A document's pairs of annotated mentions, with what is annotated between them."""
    text, output = document.text, encoder.encode([document.text])[0]
    mentions = [MentionCandidate(m.start, m.end, text[m.start : m.end], m.kind, m.level, 1.0) for m in document.mentions]  # type: ignore[arg-type]
    groups = cluster(text, mentions, output.sentences).groups
    found = find_relations(text, mentions, groups, output.sentences)
    stated = {(one.subject_index, one.object_index): RULE_TYPES.index(one.type) for one in found}
    pairs = make_pairs(text, output, mentions, groups, stated, len(RULE_TYPES))
    names = labels()
    targets = np.zeros((len(pairs.one), len(names)), np.float32)
    number = {(m.start, m.end): n for n, m in enumerate(mentions)}
    place = {pair: at for at, pair in enumerate(zip(pairs.one.tolist(), pairs.two.tolist(), strict=True))}
    missed = 0
    for one in document.relations:
        sides = number.get(one.source, -1), number.get(one.target, -1)
        turned = sides not in place
        at = place.get(sides[::-1] if turned else sides)
        if at is None:
            missed += 1
            continue
        targets[at, names.index(one.name if one.symmetric else one.name + (BACKWARD if turned else FORWARD))] = 1
    return Document(pairs, output.vectors, targets, missed)


def inputs(document: Document, shrink: tuple[Floats, Floats], kept: NDArray[np.int64]) -> Floats:
    """A document's pairs as the networks read them: (pairs, inputs)."""
    if not len(document.pairs.one):
        return np.zeros((0, 0), np.float32)
    around = seen_around(document.pairs, (document.vectors - shrink[0]) @ shrink[1])
    return np.concatenate([document.pairs.numbers[:, kept], around], axis=1)


def shrinking(documents: Sequence[Document], width: int) -> tuple[Floats, Floats]:
    """The mean of the word vectors, and their principal directions scaled so that the larger components stay somewhat larger."""
    words = np.concatenate([one.vectors for one in documents]).astype(np.float64)
    mean = words.mean(axis=0)
    values, directions = np.linalg.eigh(np.cov((words - mean).T))
    deviations = np.sqrt(values[::-1][:width])
    scaled = directions[:, ::-1][:, :width] / np.sqrt(deviations * deviations[0])
    return mean.astype(np.float32), scaled.astype(np.float32)


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), np.float32)


@dataclass
class Adam:
    """Adam with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019), on arrays changed in place."""

    arrays: Sequence[Floats]
    decay: float
    steps: int = 0
    means: list[Floats] = field(default_factory=list)
    squares: list[Floats] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.means = [np.zeros_like(one) for one in self.arrays]
        self.squares = [np.zeros_like(one) for one in self.arrays]

    def step(self, gradients: Sequence[Floats], rate: float) -> None:
        """Move every array against its gradient; biases don't decay."""
        self.steps += 1
        for array, gradient, mean, square in zip(self.arrays, gradients, self.means, self.squares, strict=True):
            mean += 0.1 * (gradient - mean)
            square += 0.01 * (gradient * gradient - square)
            move = (mean / (1 - 0.9**self.steps)) / (np.sqrt(square / (1 - 0.99**self.steps)) + 1e-8)
            if array.ndim > 1:
                move = move + self.decay * array
            array -= np.float32(rate) * move


def fit(read: Floats, targets: Floats, seed: int, options: Options) -> Network:
    """One network. ``targets`` (pairs, labels) hold 1 for what is annotated; a pair without any is nothing."""
    random = np.random.default_rng(seed)
    wanted = targets.copy()
    wanted[:, 0] = targets.sum(axis=1) == 0
    wanted /= wanted.sum(axis=1, keepdims=True)
    many, hidden = len(read), options.hidden
    network = Network(
        random.normal(0, 60**-0.5, (read.shape[1], hidden)).astype(np.float32), np.zeros(hidden, np.float32),
        random.normal(0, hidden**-0.5, (hidden, targets.shape[1])).astype(np.float32), np.zeros(targets.shape[1], np.float32),
    )  # fmt: skip
    adam = Adam(network, options.decay)
    steps = options.epochs * -(-many // options.batch)
    for _ in range(options.epochs):
        order = random.permutation(many)
        for start in range(0, many, options.batch):
            chosen = order[start : start + options.batch]
            seen = read[chosen] * _kept((len(chosen), read.shape[1]), options.drop_inputs, random)
            before = seen @ network.first + network.first_bias
            gate = (before > 0) * _kept(before.shape, options.drop_hidden, random)
            off = (softmax((before * gate) @ network.second + network.second_bias) - wanted[chosen]) / len(chosen)
            back = off @ network.second.T * gate
            done = adam.steps / steps
            rate = options.rate * min(1.0, 10 * done + 0.1) * (1 - done)
            adam.step((seen.T @ back, back.sum(axis=0), (before * gate).T @ off, off.sum(axis=0)), rate)
    return network


def _kept(shape: tuple[int, int], drop: float, random: np.random.Generator) -> Floats:
    drawn = np.frombuffer(random.bytes(shape[0] * shape[1]), np.uint8).reshape(shape)
    return (drawn >= round(256 * drop)) / np.float32(1 - drop)


def probabilities(networks: Sequence[Network], read: Floats) -> Floats:
    """(pairs, labels), averaged over the networks."""
    if not len(read):
        return np.zeros((0, len(networks[0].second_bias)), np.float32)
    scores = [softmax(np.maximum(read @ n.first + n.first_bias, 0) @ n.second + n.second_bias) for n in networks]
    return np.asarray(sum(scores) / len(scores), np.float32)


def train(documents: Sequence[Document], options: Options) -> tuple[tuple[Floats, Floats], NDArray[np.int64], list[Network]]:
    """How vectors shrink, which numbers are read, and the networks."""
    shrink = shrinking(documents, options.width)
    seen = sum((one.pairs.numbers > 0).sum(axis=0) for one in documents)
    kept = np.flatnonzero(seen >= options.least_seen)
    read = np.concatenate([inputs(one, shrink, kept) for one in documents if len(one.pairs.one)])
    targets = np.concatenate([one.targets for one in documents])
    return shrink, kept, [fit(read, targets, seed, options) for seed in range(options.networks)]


def crossed(documents: Sequence[Document], options: Options) -> list[Floats]:
    """Each document's probabilities by networks that were not fit on it."""
    found: list[Floats] = [np.zeros((0, 0), np.float32)] * len(documents)
    for fold in range(options.folds):
        shrink, kept, networks = train([d for n, d in enumerate(documents) if n % options.folds != fold], options)
        for number in range(fold, len(documents), options.folds):
            found[number] = probabilities(networks, inputs(documents[number], shrink, kept))
    return found


def f1_at(documents: Sequence[Document], found: Sequence[Floats], least: Floats) -> float:
    """F1 in percent over all names, what no pair can hold counted as missed."""
    right = told = gold = 0.0
    for document, scores in zip(documents, found, strict=True):
        gold += document.targets.sum() + document.out_of_reach
        if len(scores):
            sure = scores >= least
            sure[:, 0] = False
            told += sure.sum()
            right += (document.targets * sure).sum()
    return 200 * right / (told + gold)


def thresholds(documents: Sequence[Document], found: Sequence[Floats]) -> Floats:
    """The least probability of each label: one for all, then each in turn where that helps; a name's two directions share theirs."""
    names = labels()
    grid = np.arange(0.1, 0.72, 0.02)
    best = max(grid, key=lambda value: f1_at(documents, found, np.full(len(names), value)))
    least = np.full(len(names), best, np.float32)
    for name in head_names():
        own = [n for n, label in enumerate(names) if label.rstrip(FORWARD + BACKWARD) == name]
        near = grid[np.abs(grid - best) <= 0.125]

        def score(value: float, own: list[int] = own) -> tuple[float, float]:
            tried = least.copy()
            tried[own] = value
            return f1_at(documents, found, tried), -abs(value - best)

        least[own] = max(near, key=score)
    return least


def main() -> None:
    """Cross-validate, fit on all of train, write the weights, and print what they score."""
    parser = argparse.ArgumentParser(prog="python -m training.relations", description="Fit the relation head on re3d.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the corpora's folder")
    parser.add_argument("--model", type=Path, default=None, help="the encoder's folder (the packaged one by default)")
    parser.add_argument("--out", type=Path, default=PACKAGED, help="the file to write")
    parser.add_argument("--folds", type=int, default=Options.folds, help="parts that cross-validation leaves out in turn")
    parser.add_argument("--epochs", type=int, default=Options.epochs)
    parser.add_argument("--networks", type=int, default=Options.networks)
    chosen = parser.parse_args()
    options = Options(folds=chosen.folds, epochs=chosen.epochs, networks=chosen.networks)
    encoder = Encoder(Settings(model=chosen.model).model)
    documents = [prepared(one, encoder) for one in re3d_relations(chosen.data, "train")]
    found = crossed(documents, options)
    least = thresholds(documents, found)
    print(f"train, cross-validated over documents: F1 {f1_at(documents, found, least):.1f} over all names")
    shrink, kept, networks = train(documents, options)
    np.savez_compressed(
        chosen.out, names=np.array(labels()[1:]), mean=shrink[0], project=shrink[1].astype(np.float16), kept=kept,
        first=np.concatenate([n.first for n in networks], axis=1).astype(np.float16),
        first_bias=np.concatenate([n.first_bias for n in networks]),
        second=np.stack([n.second for n in networks]), second_bias=np.stack([n.second_bias for n in networks]),
        least=least[1:], numbers=documents[0].pairs.numbers.shape[1], model=encoder.model_hash,
    )  # fmt: skip
    print(f"wrote {chosen.out.name}, {chosen.out.stat().st_size / 1000:.0f} kB; run `reportedly evaluate relations` for dev")


if __name__ == "__main__":
    main()
