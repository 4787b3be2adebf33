"""Fit the weights of ``src/reportedly/extract/data/pronouns.yaml`` to GUM train and print them as YAML.

For each pronoun of the third person a softmax over its candidates and "none of them", trained to put its mass on the
candidates of the gold entity; written genres and speeches, gold mentions, pronouns before it joined as in the gold.

    python -m benchmarks.fit_pronouns [DATA_ROOT] > src/reportedly/extract/data/pronouns.yaml
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np

from reportedly.evaluation.coreference import WRITTEN, Document, documents
from reportedly.extract.clustering import Clustering
from reportedly.extract.definitions import join_defined
from reportedly.extract.descriptions import join_descriptions
from reportedly.extract.lexicon import lexicon
from reportedly.extract.names import join_names
from reportedly.extract.profiles import profile
from reportedly.extract.pronouns import candidates, form_of
from reportedly.extract.wording import Wording

FORMS = ("personal", "neuter", "plural")
EARLIER = 60
STEPS = 1500
RATE = 0.05
DECAY = 2e-3
# Added to the fitted threshold, since a wrong join costs more than a missed one. On train, from (neuter 0.4, plural 0.2)
# over (1.0, 0.6) to (1.6, 1.2): its 69, 73, 76 % right of those joined; their 82, 83, 86 %; CoNLL F1 of the written
# genres on GUM 50.3, 49.9, 49.3.
MARGINS = {"personal": 0.0, "neuter": 1.0, "plural": 0.6}

Case = tuple[np.ndarray, np.ndarray]


def cases(document: Document, names: dict[str, int]) -> list[tuple[str, list[dict[str, float]], list[bool]]]:
    """The pronouns of one document: form, features of each candidate, which candidates are right."""
    wording, lists = Wording(document.text, document.sentences), lexicon()
    profiles = [profile(n, m, wording, lists) for n, m in enumerate(document.mentions)]
    clustering = Clustering(profiles, wording, lists)
    join_defined(clustering)
    join_names(clustering)
    join_descriptions(clustering)
    found = []
    for place, n in enumerate(clustering.order):
        p = profiles[n]
        form = form_of(p) if p.level == "pronoun" else None
        if form is None:
            continue
        options = candidates(clustering, p, clustering.order[max(0, place - EARLIER) : place], form)
        right = [document.entities[option.mention] == document.entities[n] for option in options]
        if options:
            found.append((form, [option.features for option in options], right))
            for option in options:
                for name in option.features:
                    names.setdefault(name, len(names))
        if any(right):
            clustering.join(options[right.index(True)].mention, n, "gold", sure=True)
    return found


def fit(rows: list[Case], size: int) -> np.ndarray:
    """Weights by gradient descent (Adam) on the log probability of the right candidates; the last one is "none"."""
    weights, mean, square = np.zeros(size + 1), np.zeros(size + 1), np.zeros(size + 1)
    flat = np.concatenate([features for features, _ in rows])
    right = np.concatenate([marks for _, marks in rows])
    owner = np.concatenate([np.full(len(marks), n) for n, (_, marks) in enumerate(rows)])
    for step in range(1, STEPS + 1):
        scores = flat @ weights
        top = np.full(len(rows), -np.inf)
        np.maximum.at(top, owner, scores)
        mass = np.exp(scores - top[owner])
        total, good = np.zeros(len(rows)), np.zeros(len(rows))
        np.add.at(total, owner, mass)
        np.add.at(good, owner, mass * right)
        gradient = flat.T @ (mass / total[owner] - mass * right / good[owner]) / len(rows) + DECAY * weights
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def run(data_root: Path) -> dict[str, dict[str, float]]:
    """The fitted weights by form, rounded; ``least`` is the score that the best candidate must reach."""
    names: dict[str, int] = {}
    found: list[Any] = []
    for document in documents(data_root, "gum", "train"):
        if document.name.split("_")[1] in (*WRITTEN, "speech"):
            found += cases(document, names)
    fitted = {}
    for form in FORMS:
        rows: list[Case] = []
        for kind, options, right in found:
            if kind != form:
                continue
            table = np.zeros((len(options) + 1, len(names) + 1))
            for n, features in enumerate(options):
                for name, value in features.items():
                    table[n, names[name]] = value
            table[-1, -1] = 1.0
            rows.append((table, np.array([*map(float, right), float(not any(right))])))
        weights = fit(rows, len(names))
        fitted[form] = {name: round(float(weights[n]), 3) for name, n in sorted(names.items())}
        fitted[form]["least"] = round(float(weights[-1]) + MARGINS[form], 3)
    return fitted


def main() -> None:
    """Print the weights as YAML."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "data"
    print("# What speaks for (above 0) and against a mention as the antecedent of a pronoun, by the pronoun's form.")
    print("# Fitted to the gold mentions of GUM train (CC BY 4.0) by benchmarks/fit_pronouns.py; don't edit by hand.")
    for form, weights in run(root).items():
        print(f"{form}:")
        for name, weight in weights.items():
            if weight:
                print(f"  {name}: {weight}")


if __name__ == "__main__":
    main()
