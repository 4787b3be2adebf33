"""How well events were found across reports: MUC, B³, CEAFe and their mean (CoNLL), and pairs, from labels of the same items."""

import collections
from collections.abc import Hashable, Iterable, Mapping, Sequence

from reportedly.evaluation.coreference import Groups, counts, figures


def groups_of(labels: Mapping[Hashable, Hashable] | Sequence[Hashable], singletons: bool = True) -> Groups:
    """The sets of items that share a label; of a sequence the items are the places in it."""
    items: Iterable[tuple[Hashable, Hashable]] = labels.items() if isinstance(labels, Mapping) else enumerate(labels)
    found: dict[Hashable, set[Hashable]] = collections.defaultdict(set)
    for item, label in items:
        found[label].add(item)
    return [group for group in found.values() if singletons or len(group) > 1]


def conll(gold: Groups, ours: Groups) -> dict[str, float]:
    """The figures of two clusterings: ``muc_p`` … ``ceafe_f1`` and ``conll_f1``, in percent.

    Clusters that are not joined by a chain of shared items can't be each other's best match, so CEAFe is computed for each such
    part alone: the same figure, sooner.
    """
    rows = [counts(*part) for part in _parts(gold, ours)]
    return {name: value for name, value in figures(rows).items() if name not in ("low", "high", "f1")}


def _parts(gold: Groups, ours: Groups) -> list[tuple[Groups, Groups]]:
    leader: dict[Hashable, Hashable] = {}

    def top(item: Hashable) -> Hashable:
        while leader.setdefault(item, item) != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    for group in (*gold, *ours):
        first, *others = group
        for item in others:
            leader[top(item)] = top(first)
    parts: dict[Hashable, tuple[Groups, Groups]] = {}
    for side, groups in enumerate((gold, ours)):
        for group in groups:
            parts.setdefault(top(next(iter(group))), ([], []))[side].append(group)
    return list(parts.values())


def pairwise(gold: Sequence[Hashable], ours: Sequence[Hashable]) -> dict[str, float]:
    """Precision, recall and F1, in percent, of the pairs of items that share a label."""
    both = collections.Counter(zip(gold, ours, strict=True))
    right, of_gold, of_ours = (
        sum(n * (n - 1) // 2 for n in collections.Counter(one).values() if n > 1)
        if not isinstance(one, collections.Counter)
        else sum(n * (n - 1) // 2 for n in one.values())
        for one in (both, gold, ours)
    )
    precision, recall = (100 * right / of if of else 0.0 for of in (of_ours, of_gold))
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if right else 0.0,
        "pairs": float(of_gold),
    }


def recovered(gold: Sequence[Hashable], ours: Sequence[Hashable]) -> tuple[int, int]:
    """How many events of two or more items are found whole, with nothing else in them, of how many."""
    found = {frozenset(group) for group in groups_of(ours)}
    several = groups_of(gold, singletons=False)
    return sum(frozenset(group) in found for group in several), len(several)
