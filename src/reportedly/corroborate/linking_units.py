"""What linking compares: the occurrences that reports tell of, each a report's claims of it, and the log-odds of two of them."""

from collections.abc import Iterable, Sequence

from reportedly.corroborate.linking_anchors import anchored
from reportedly.corroborate.linking_features import conflict, rows_of_one_account
from reportedly.corroborate.linking_model import log_odds
from reportedly.corroborate.linking_pairs import FORBIDDEN as FORBIDDEN_PAIR
from reportedly.corroborate.linking_pairs import UNANCHORED, Pairs, pair_odds
from reportedly.corroborate.linking_stories import Stories
from reportedly.corroborate.linking_views import View, view
from reportedly.schema.linkable import Linkable

WITHIN_FROM = 0.0  # mean log-odds between claims of one report that nobody has grouped
FORBIDDEN = -8.0  # the log-odds that a forbidden pair counts in a mean
LEAST, MOST = -6.0, 5.0  # log-odds count no more than this: one pair must not decide for all

Unit = tuple[View, ...]


def units_of(claims: Iterable[Linkable | View]) -> list[Unit]:
    """The claims of an event by the occurrence of the report that tells of it, in order; a claim without a group stands alone."""
    units: dict[tuple[int, int, int], list[View]] = {}
    made = (one if isinstance(one, View) else view(one) for one in claims)
    for seen in sorted(made, key=lambda one: one.one.claim):
        one = seen.one
        units.setdefault((one.report, -1, one.claim) if one.group is None else (one.report, one.group, 0), []).append(seen)
    return [tuple(unit) for unit in units.values()]


def careful_odds(one: Unit, two: Unit, stories: Stories, pairs: Pairs) -> float | None:
    """What ``unit_odds`` gives where only anchored pairs count, by pairs that may have been computed before."""
    best = LEAST
    for first in one:
        for second in two:
            pair = pairs.of(first, second)
            if pair is FORBIDDEN_PAIR or pair == FORBIDDEN_PAIR:
                return None
            if pair is UNANCHORED or pair == UNANCHORED:
                continue
            key = first.one.claim, second.one.claim
            odds = stories.odds.get(key)
            if odds is None:
                odds = stories.odds[key] = pair_odds(first, second, pair, stories)
            best = max(best, min(odds, MOST))
    return best


def unit_odds(one: Unit, two: Unit, stories: Stories | None = None) -> float | None:
    """The log-odds of the best pair of claims of two occurrences, cut to bounds; None where any of their pairs is forbidden."""
    best = LEAST
    for first in one:
        for second in two:
            if conflict(first, second) is not None:  # asked first, since most pairs end here
                return None
            if stories is not None and stories.careful and not anchored(first, second):
                continue
            odds = log_odds(first, second, stories)
            if odds is not None and odds > best:
                best = min(odds, MOST)
    return best


def told_apart(one: Unit, two: Unit) -> bool:
    """Whether one report tells of both as two occurrences."""
    first, second = one[0].one, two[0].one
    if rows_of_one_account(first, second):
        return True
    return first.report == second.report and first.group is not None and second.group is not None and first.group != second.group


def occurrences(claims: Sequence[Linkable]) -> list[list[Linkable]]:
    """The claims of one report by occurrence: by their group where they have one, the others by average link among themselves."""
    grouped: dict[int, list[Linkable]] = {}
    alone: list[Linkable] = []
    for one in sorted(claims, key=lambda linkable: linkable.claim):
        if one.group is None:
            alone.append(one)
        else:
            grouped.setdefault(one.group, []).append(one)
    made = {one.claim: (view(one),) for one in alone}
    parts = [[one.claim] for one in alone]
    odds = {(a, b): unit_odds(made[a], made[b]) for a in made for b in made if a < b}
    while True:
        best: tuple[float, int, int] | None = None
        for first, part in enumerate(parts):
            for second in range(first):
                found = [odds[min(a, b), max(a, b)] for a in part for b in parts[second]]
                mean = sum(FORBIDDEN if odd is None else odd for odd in found) / len(found)
                if mean >= WITHIN_FROM and (best is None or mean > best[0]):
                    best = (mean, first, second)
        if best is None:
            break
        parts[best[2]] += parts.pop(best[1])
    of = {one.claim: one for one in alone}
    return sorted([*grouped.values(), *([of[claim] for claim in sorted(part)] for part in parts)], key=lambda unit: unit[0].claim)
