"""Tolls from the lowest to the highest that anybody says, and three ways of making one figure of them."""

import math
from collections.abc import Sequence

from reportedly.corroborate.fields import Heard
from reportedly.corroborate.votes import disagreement, most_overlapping
from reportedly.schema.linkable import LinkToll
from reportedly.schema.standing import TollStanding, TollValue

Figure = tuple[int | None, int | None, int | None]


def toll_standings(heard: Sequence[Heard]) -> tuple[TollStanding, ...]:
    """The standing of each toll ("killed", "injured") that any of the claims gives; ``heard`` in order of publication."""
    told: dict[str, list[tuple[Heard, Figure]]] = {}
    for one in heard:
        for toll in one.support.tolls:
            figure = (toll.low, toll.best, toll.high)
            if any(number is not None for number in figure):
                told.setdefault(toll.what, []).append((one, figure))
    return tuple(_standing(what, told[what]) for what in sorted(told))


def figure_of(toll: LinkToll | TollValue) -> int | None:
    """The figure that a toll is counted by: the best one, else the lower bound ("dozens": 24); None for "up to 30"."""
    return toll.low if toll.best is None else toll.best


def _standing(what: str, told: Sequence[tuple[Heard, Figure]]) -> TollStanding:
    sets: dict[str, dict[Figure, None]] = {}
    firm = any(one.firm for one, _ in told)
    for one, figure in told:
        if one.firm or not firm:
            sets.setdefault(one.origin, {})[figure] = None
    shares = {origin: 1.0 / len(found) for origin, found in sets.items()}
    values = tuple(_value(figure, told, shares) for figure in dict.fromkeys(figure for _, figure in told))
    values = tuple(sorted(values, key=lambda value: (-value.votes, _first(value), value.claims)))
    weights: dict[int, float] = {}
    for value in values:
        counted = figure_of(value)
        if counted is not None:
            weights[counted] = round(weights.get(counted, 0.0) + value.votes, 6)
    figures = sorted(weights)
    representative = min(figures, key=lambda counted: (-weights[counted], counted), default=None)
    overlap = most_overlapping((*_bounds(each), shares[origin]) for origin, found in sets.items() for each in found)
    return TollStanding(
        what=what, low=_low(values), best=representative, high=_high(values),
        conservative=figures[0] if figures else None, informative=figures[-1] if figures else None,
        representative=representative, origins=len(sets), disagreement=disagreement(len(sets), overlap), values=values,
    )  # fmt: skip


def _value(figure: Figure, told: Sequence[tuple[Heard, Figure]], shares: dict[str, float]) -> TollValue:
    by = [one for one, found in told if found == figure]
    origins = tuple(dict.fromkeys(one.origin for one in by))
    return TollValue(
        low=figure[0], best=figure[1], high=figure[2],
        votes=round(sum(shares.get(origin, 0.0) for origin in origins), 6),
        origins=origins, voices=tuple(dict.fromkeys(one.voice for one in by)),
        claims=tuple(dict.fromkeys(one.support.telling.claim for one in by)),
    )  # fmt: skip


def _bounds(figure: Figure) -> tuple[float, float]:
    """The numbers that a figure leaves room for."""
    low, best, high = figure
    first = low if low is not None else best if best is not None else 0
    if high is not None:
        return first, high
    # A best figure without any bound is that figure; with a lower bound alone it is "at least".
    return (first, best) if low is None and best is not None else (first, math.inf)


def _first(value: TollValue) -> tuple[int, int]:
    figure = figure_of(value)
    return (0, figure) if figure is not None else (1, value.high or 0)


def _low(values: Sequence[TollValue]) -> int | None:
    lows = [value.low if value.low is not None else value.best for value in values]
    return min((low for low in lows if low is not None), default=None)


def _high(values: Sequence[TollValue]) -> int | None:
    """The highest upper bound; None where a figure that reaches it has none."""
    bounds = [_bounds((value.low, value.best, value.high)) for value in values]
    closed = max((int(last) for _, last in bounds if last != math.inf), default=None)
    open_from = max((first for first, last in bounds if last == math.inf), default=None)
    best = max((value.best for value in values if value.best is not None), default=None)
    if closed is None or (open_from is not None and open_from >= closed):
        return None
    return closed if best is None or best <= closed else None
