"""Fit the choice of antecedents to OntoGUM: ``python -m training.coreference``.

Reads the documents of ../shared/data/gum with the packaged encoder, fits the small network of ``extract/antecedents.py`` over the
features of ``extract/pair_features.py`` and writes its weights to the package. The encoder has learned to link from four documents
in five of the training part (``corpora.entities.HELD_EVERY``): there its links are better than on anything new, so they are hidden,
and only the fifth that it has not learned from teaches how far to trust them.
"""

import argparse
import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from reportedly.corpora.coreference import Document, documents
from reportedly.corpora.entities import HELD_EVERY
from reportedly.encoder.output import Output
from reportedly.encoder.session import Encoder
from reportedly.evaluation.coreference import counts, figures, found_chains, gold_chains
from reportedly.extract.antecedents import choose
from reportedly.extract.chains import LEAST, Chains, joined, phrase_pairs
from reportedly.extract.noun_phrases import NounPhrase
from reportedly.extract.pair_features import LINK_CONTEXT, LINK_PAIR, Pairs
from reportedly.extract.wording import Wording

OUT = Path(__file__).resolve().parents[1] / "src" / "reportedly" / "extract" / "data" / "antecedents.npz"
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FOLDS = 4


@dataclass(frozen=True)
class Options:
    """The network and how it is fitted; ``hide`` is the share of honest documents whose links are hidden all the same."""

    hidden: int = 64
    second: int = 24
    alone: int = 24
    rounds: int = 10
    rate: float = 2e-3
    decay: float = 0.02
    dropout: float = 0.2
    hide: float = 0.1
    seed: int = 7
    networks: int = 3


@dataclass(frozen=True)
class Sample:
    """One document: its pairs, which candidates are right (phrases, candidates), and whether its links are honest."""

    document: Document
    phrases: Sequence[NounPhrase]
    pairs: Pairs
    right: NDArray[np.bool_]
    honest: bool


def sample(document: Document, output: Output, honest: bool) -> Sample:
    """The pairs of a document with what its gold mentions say: a phrase with a mention's head is that mention, whatever its ends."""
    phrases, pairs = phrase_pairs(document.text, output, Wording(document.text, output.sentences))
    ends = [end for _, end in output.words]
    number: dict[str, int] = {}
    entity_at = {}
    for mention in sorted(document.mentions, key=lambda mention: mention.start - mention.end):
        entity_at[bisect_left(ends, mention.head)] = number.setdefault(mention.entity, len(number))
    entity = np.array([entity_at.get(phrase.word, -1) for phrase in phrases], np.int64)
    there = pairs.candidates >= 0
    right = there & (entity[np.maximum(pairs.candidates, 0)] == entity[:, None]) & (entity[:, None] >= 0)
    return Sample(document, phrases, pairs, right, honest)


def samples(data: Path, part: str, encoder: Encoder) -> Iterator[Sample]:
    """The documents of one part; in the training part every ``HELD_EVERY``-th is honest, elsewhere all are."""
    for number, document in enumerate(documents(data, "ontogum", part)):
        honest = part != "train" or number % HELD_EVERY == HELD_EVERY - 1
        yield sample(document, encoder.encode([document.text])[0], honest)


class Ranker(nn.Module):
    """The network of ``antecedents.pair_scores``, with the same names."""

    def __init__(self, one: Sample, options: Options) -> None:
        super().__init__()
        own, context, pair = (part.shape[-1] for part in (one.pairs.own, one.pairs.context, one.pairs.pair))

        def matrix(rows: int, columns: int) -> nn.Parameter:
            return nn.Parameter(torch.randn(rows, columns) * (2.0 / rows) ** 0.5 * 0.5)

        self.weights = nn.ParameterDict({
            "pair": matrix(pair, options.hidden), "mine": matrix(own + context, options.hidden),
            "other": matrix(own, options.hidden), "bias": nn.Parameter(torch.zeros(options.hidden)),
            "second": matrix(options.hidden, options.second), "second_bias": nn.Parameter(torch.zeros(options.second)),
            "score": nn.Parameter(torch.randn(options.second) * 0.1), "straight": nn.Parameter(torch.zeros(pair)),
            "alone": matrix(own + context, options.alone), "alone_bias": nn.Parameter(torch.zeros(options.alone)),
            "none": nn.Parameter(torch.zeros(options.alone)),
        })  # fmt: skip
        self.dropout = nn.Dropout(options.dropout)

    def forward(self, candidates: Tensor, own: Tensor, context: Tensor, pair: Tensor) -> Tensor:
        """Log-odds of every candidate against none, (phrases, candidates)."""
        weights = self.weights
        mine = torch.cat([own, context], 1)
        hidden = pair @ weights["pair"] + (mine @ weights["mine"] + weights["bias"])[:, None]
        hidden = self.dropout(torch.relu(hidden + (own @ weights["other"])[candidates.clamp(min=0)]))
        second = self.dropout(torch.relu(hidden @ weights["second"] + weights["second_bias"]))
        alone = torch.relu(mine @ weights["alone"] + weights["alone_bias"]) @ weights["none"]
        return second @ weights["score"] + pair @ weights["straight"] - alone[:, None]


def loss_of(scores: Tensor, candidates: Tensor, right: Tensor) -> Tensor:
    """Mean negative log-likelihood of all right antecedents, or of none where there are none."""
    nothing = torch.zeros(len(scores), 1)
    whole = torch.logsumexp(torch.cat([nothing, scores.masked_fill(candidates < 0, -1e4)], 1), 1)
    alone = torch.where(right.any(1, keepdim=True), -1e4, 0.0)
    best = torch.logsumexp(torch.cat([alone, scores.masked_fill(~right, -1e4)], 1), 1)
    return (whole - best).mean()


def fit(train: Sequence[Sample], options: Options) -> dict[str, NDArray[np.float32]]:
    """The weights of some networks, each from a seed of its own, stacked."""
    made = [fit_one(train, replace(options, seed=options.seed + number)) for number in range(options.networks)]
    return {name: np.stack([one[name] for one in made]) for name in made[0]}


def fit_one(train: Sequence[Sample], options: Options) -> dict[str, NDArray[np.float32]]:
    """The weights of one network after ``rounds`` passes over the documents, in an order that the seed decides."""
    torch.manual_seed(options.seed)
    order = np.random.default_rng(options.seed)
    ranker = Ranker(train[0], options)
    optimizer = torch.optim.AdamW(ranker.parameters(), lr=options.rate, weight_decay=options.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.rate * 2, total_steps=options.rounds * len(train))
    for _ in range(options.rounds):
        for number in order.permutation(len(train)):
            one = train[number]
            pairs = one.pairs if one.honest and order.random() >= options.hide else without_links(one.pairs)
            parts = (torch.from_numpy(part) for part in (pairs.own, pairs.context, pairs.pair))
            candidates = torch.from_numpy(pairs.candidates)
            loss = loss_of(ranker(candidates, *parts), candidates, torch.from_numpy(one.right))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(ranker.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return {name: value.detach().numpy().astype(np.float32) for name, value in ranker.weights.items()}


def without_links(pairs: Pairs) -> Pairs:
    """The pairs with what comes from the encoder's links set to nothing."""
    context, pair = pairs.context.copy(), pairs.pair.copy()
    context[:, LINK_CONTEXT] = 0
    pair[:, :, LINK_PAIR] = 0
    return Pairs(pairs.candidates, pairs.own, context, pair)


def scored(held: Sequence[Sample], weights: dict[str, NDArray[np.float32]], least: float = LEAST) -> dict[str, float]:
    """CoNLL figures of documents that the weights have not seen."""
    rows = []
    for one in held:
        choice = choose(one.pairs, weights, least)
        found = Chains(tuple(one.phrases), choice, joined(choice.antecedents.tolist()))
        rows.append(counts(gold_chains(one.document), found_chains(found)))
    return figures(rows)


def crossed(train: Sequence[Sample], options: Options) -> dict[str, float]:
    """The figures of the honest documents, each scored by weights that were fitted without it."""
    honest = [one for one in train if one.honest]
    rows: list[list[float]] = []
    for fold in range(FOLDS):
        held = honest[fold::FOLDS]
        weights = fit([one for one in train if not any(one is other for other in held)], options)
        for one in held:
            choice = choose(one.pairs, weights, LEAST)
            found = Chains(tuple(one.phrases), choice, joined(choice.antecedents.tolist()))
            rows.append(counts(gold_chains(one.document), found_chains(found)))
    return figures(rows)


def main() -> None:
    """Command line of ``python -m training.coreference``."""
    parser = argparse.ArgumentParser(description="Fit the choice of antecedents to OntoGUM's training part.")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--model", type=Path, help="the encoder's folder (default: the packaged one)")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument(
        "--crossed", action="store_true", help="cross-validate on the honest documents and write nothing"
    )
    given = parser.parse_args()
    torch.set_num_threads(1)
    encoder = Encoder(given.model)
    train = list(samples(given.data, "train", encoder))
    if given.crossed:
        print(json.dumps(crossed(train, Options())))
        return
    weights = fit(train, Options())
    np.savez(given.out, **weights)
    figures_of_dev = scored(list(samples(given.data, "dev", encoder)), weights)
    print("OntoGUM dev, from raw text:", json.dumps({name: round(value, 1) for name, value in figures_of_dev.items()}))


if __name__ == "__main__":
    main()
