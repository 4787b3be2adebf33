"""A logistic model whose weights may not be negative, fitted to cases that were right or wrong."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from reportedly.extract.calibration import Logistic

PRIOR = 1.0  # of a weight: a normal distribution of this precision around 0, which few cases don't outweigh
_STEPS = 100
_CLOSE = 1e-9

Floats = NDArray[np.float64]


def fit_logistic(evidence: Sequence[Mapping[str, float]], right: Sequence[bool]) -> Logistic:
    """The most probable model: Newton's method; a weight that would be negative is left out and the rest fitted again.

    All mappings hold the same names. Raises ValueError where there are no cases, or none of one kind: nothing can be learned then.
    """
    if not right or all(right) or not any(right):
        raise ValueError("there must be cases that are right and cases that are wrong")
    names = list(evidence[0])
    table = np.array([[one[name] for name in names] for one in evidence], np.float64)
    answers = np.array(right, np.float64)
    kept = list(range(len(names)))
    while True:
        solution = _solve(table[:, kept], answers)
        lowest = int(np.argmin(solution[1:])) if kept else -1
        if lowest < 0 or solution[1 + lowest] >= 0:
            break
        del kept[lowest]
    weights = dict.fromkeys(names, 0.0) | {
        names[place]: round(float(weight), 4) for place, weight in zip(kept, solution[1:], strict=True)
    }
    return Logistic(bias=round(float(solution[0]), 4), weights=weights)


def _solve(table: Floats, answers: Floats) -> Floats:
    """Bias and weights for these columns."""
    columns = np.column_stack([np.ones(len(table)), table])
    prior = np.full(columns.shape[1], PRIOR)
    prior[0] = 1e-6
    found = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(columns @ found, -30, 30)))
        slope = columns.T @ (chances - answers) + prior * found
        bend = (columns * (chances * (1.0 - chances))[:, None]).T @ columns + np.diag(prior)
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < _CLOSE:
            break
    return found
