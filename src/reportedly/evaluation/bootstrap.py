"""How sure a figure is: percentile bootstrap intervals over documents (Efron 1979).

Documents are drawn with replacement, since what is annotated in one document hangs together; each draw sums the documents' counts
and computes the figure anew. The draws are the same for every figure over as many documents, so that two systems on one set
are compared on the same draws, and the same counts always give the same interval.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

DRAWS = 2000
LEVEL = 0.95
SEED = 20161207

Sums = NDArray[np.float64]
Statistic = Callable[[Sums], Sums]


@lru_cache(maxsize=16)
def _weights(documents: int) -> Sums:
    """How often each document is in each draw: (draws, documents)."""
    drawn = np.random.default_rng(SEED).integers(0, documents, (DRAWS, documents))
    weights = np.zeros((DRAWS, documents))
    np.add.at(weights, (np.arange(DRAWS)[:, None], drawn), 1)
    return weights


def interval(rows: Sequence[Sequence[float]], statistic: Statistic) -> tuple[float, float] | None:
    """The 95 % interval of a figure, or None for fewer than two documents.

    ``rows`` holds each document's counts; ``statistic`` takes summed counts, one draw a row, and gives each draw's figure.
    """
    if len(rows) < 2:
        return None
    counts = np.asarray(rows, dtype=np.float64)
    values = statistic(_weights(len(rows)) @ counts)
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(values, (tail, 100 - tail))
    return float(low), float(high)


def ratio(above: Sums, below: Sums, times: float = 100.0) -> Sums:
    """``times`` · above / below, 0 where below is 0."""
    return times * np.divide(above, below, out=np.zeros_like(above, dtype=np.float64), where=below != 0)


def f1(sums: Sums) -> Sums:
    """F1 in percent of summed (gold, found, right)."""
    return ratio(2 * sums[:, 2], sums[:, 0] + sums[:, 1])


def share(sums: Sums) -> Sums:
    """Percent of summed (right, all)."""
    return ratio(sums[:, 0], sums[:, 1])


def correlation(sums: Sums) -> Sums:
    """Pearson's r of summed (count, x, y, x², y², xy), as ``moments`` gives them."""
    n, x, y, xx, yy, xy = sums.T
    spread = np.sqrt(np.maximum(n * xx - x * x, 0) * np.maximum(n * yy - y * y, 0))
    return ratio(n * xy - x * y, spread, 1.0)


def moments(pairs: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """One document's row for ``correlation``."""
    x = np.array([one for one, _ in pairs], dtype=np.float64)
    y = np.array([one for _, one in pairs], dtype=np.float64)
    return (len(pairs), x.sum(), y.sum(), (x * x).sum(), (y * y).sum(), (x * y).sum())


def bounds(found: tuple[float, float] | None) -> dict[str, float]:
    """An interval as the figures hold it: ``low`` and ``high``, or nothing."""
    return {} if found is None else {"low": found[0], "high": found[1]}
