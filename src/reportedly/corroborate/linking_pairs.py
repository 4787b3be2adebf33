"""Pairs of claims as a record compares them, as far as nothing beside the two claims counts: computed once, here or on another machine.

Of the features of a pair only the likeness of the two stories hangs on which other reports are at hand. The rest is a function of the two
claims' facts, so it can be kept while these stay as they are, and computed by whichever worker has the block.
"""

import math
from collections.abc import Iterable

from reportedly.corroborate.linking_anchors import anchored
from reportedly.corroborate.linking_features import _story, compare, conflict
from reportedly.corroborate.linking_model import weights
from reportedly.corroborate.linking_stories import Stories
from reportedly.corroborate.linking_views import View

Pair = tuple[float, ...]
"""The points of an anchored pair's features, its story aside; of others ``FORBIDDEN`` or ``UNANCHORED``."""

FORBIDDEN: Pair = (math.inf,)
UNANCHORED: Pair = (-math.inf,)

MOST_KEPT = 400_000
"""Pairs that are kept; about 100 bytes each, for most are forbidden."""

_ALONE = Stories({})


def pair_of(one: View, two: View) -> Pair:
    """What two claims come to without their stories; the first is the one that is asked about."""
    if conflict(one, two) is not None:
        return FORBIDDEN
    if not anchored(one, two):
        return UNANCHORED
    fitted = weights().of(one, two)
    return tuple(fitted.points(name, value) for name, value in compare(one, two, _ALONE).items() if name != "story")


class Pairs:
    """The pairs that were computed, by the numbers of their claims; to be forgotten where claims' facts change."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], Pair] = {}
        self.computed = 0
        """Pairs that had to be computed here."""

    def of(self, one: View, two: View) -> Pair:
        """What two claims come to without their stories."""
        key = one.one.claim, two.one.claim
        found = self.known.get(key)
        if found is None:
            self.keep([(key, pair_of(one, two))])
            self.computed += 1
            return self.known[key]
        return found

    def keep(self, pairs: Iterable[tuple[tuple[int, int], Pair]]) -> None:
        """Take up pairs that were computed elsewhere."""
        if len(self.known) > MOST_KEPT:
            self.forget()
        self.known.update(pairs)

    def forget(self) -> None:
        """Facts of claims have changed."""
        self.known.clear()


def pair_odds(one: View, two: View, pair: Pair, stories: Stories) -> float:
    """The log-odds of an anchored pair in company of other reports: what ``linking_model.log_odds`` gives, to the last bit.

    The sum is exactly rounded (``fsum``), so it does not matter that the story's points come last.
    """
    fitted = weights().of(one, two)
    story = _story(one, two, stories)
    return fitted.prior + math.fsum(pair if story is None else (*pair, fitted.points("story", story)))
