"""Which event a report's occurrence is: one that the record has, or a new one; which events it shows to be one.

Average link over the reports' own events: an occurrence joins an event where the mean log-odds over the likest half of what the event
is made of are high enough and nothing forbids it, so that one vague report in between can't chain two incidents. Judgements come first.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from reportedly.corroborate.linking_anchors import anchored
from reportedly.corroborate.linking_model import Explained, log_odds, probability, score_views
from reportedly.corroborate.linking_stories import Stories, stories_of
from reportedly.corroborate.linking_views import View, view
from reportedly.schema.linkable import Linkable

# Mean log-odds from which an occurrence joins an event, and from which it makes two events one; for claims read from texts
# (a few were tried on ECB+ dev, added one by one) and for those that stand without one (on half 1 of MAVERICK): no part was left
# untouched for them. `python -m benchmarks.ecb_linking --part train --sweep` and `maverick_linking --sweep` try others.
JOIN_FROM, JOIN_ROWS_FROM = 0.0, -0.5
MERGE_FROM, MERGE_ROWS_FROM = 0.0, 0.0
COUNTED_SHARE = 0.5  # of an event's units, the likest, are in the mean: reports tell of one event in unlike words
WITHIN_FROM = 0.0  # mean log-odds between claims of one report that nobody has grouped
MOST_UNITS = 24  # of an event are compared; of more, the first and the last: the cost of a report stays the same
FORBIDDEN = -8.0  # the log-odds that a forbidden pair counts in a mean
FORBIDDEN_SHARE = 0.2  # of an event's units may conflict with a new one: one wrong date must not keep every report out
LEAST, MOST = -6.0, 5.0  # log-odds count no more than this: one pair must not decide for all
LINKS_SHOWN = 5


class Judged(Struct, frozen=True):
    """What has been judged of pairs of claims (ids in either order): one occurrence, or two."""

    must: frozenset[tuple[int, int]] = frozenset()
    cannot: frozenset[tuple[int, int]] = frozenset()


class Link(Struct, frozen=True, kw_only=True):
    """Why a claim is of the occurrence of another: their ids, the event it speaks for, and the explained score.

    ``judged`` is true where a judgement, not the score, joins them.
    """

    one: int
    two: int
    event: int
    explained: Explained
    judged: bool = False


class Placement(Struct, frozen=True, kw_only=True):
    """Where an occurrence belongs. ``event`` is None for a new one; ``merge`` are other events that it shows to be that event.

    ``score`` is the probability behind the joint decision, 1 where it was judged, None for a new event.
    """

    event: int | None
    score: float | None = None
    links: tuple[Link, ...] = ()
    merge: tuple[int, ...] = ()


NO_JUDGEMENT = Judged()
Unit = tuple[View, ...]


class Members(Struct, frozen=True):
    """What an event is made of: the ids of all claims given, and the units that are compared."""

    claims: frozenset[int]
    units: tuple[Unit, ...]


def place(
    new: Sequence[Linkable], candidates: Mapping[int, Sequence[Linkable]], judged: Judged = NO_JUDGEMENT
) -> Placement:
    """The placement of one occurrence of a report among the candidate events."""
    return place_all([new], candidates, judged)[0]


def place_all(
    units: Sequence[Sequence[Linkable]],
    candidates: Mapping[int, Sequence[Linkable] | Sequence[View]],
    judged: Judged = NO_JUDGEMENT,
    *,
    careful: bool = False,
) -> list[Placement]:
    """The placements of a report's occurrences, in their order; the best match is made first, whatever the order.

    ``careful``, as a record asks it, counts only pairs of claims that are ``anchored``; the corpora are scored without, since the
    claims that they pair often have no time, place or party.

    ``candidates`` gives, for events that share a key or a judgement with one of them, their claims or the views of these: all, or of a
    large event the first and last dozen occurrences and every claim that was judged. Occurrences that the report tells apart don't
    join one event unless judged so.
    """
    made = [tuple(view(one) for one in unit) for unit in units]
    events = {number: members_of(claims) for number, claims in sorted(candidates.items())}
    everyone = (one for members in events.values() for unit in members.units for one in unit)
    stories = stories_of((one for unit in made for one in unit), everyone)
    stories.careful = careful
    scored: list[tuple[float, int, int]] = []
    for place_, unit in enumerate(made):
        for number, members in events.items():
            mean = linkage(unit, members, judged, stories)
            if mean is not None and mean >= join_from(unit):
                scored.append((-mean, place_, number))
    chosen: dict[int, list[tuple[float, int]]] = {}
    taken: dict[int, list[int]] = {}
    for cost, place_, number in sorted(scored):
        if all(_may_share(made[place_], made[other], judged) for other in taken.get(number, ())):
            chosen.setdefault(place_, []).append((-cost, number))
            if len(chosen[place_]) == 1:
                taken.setdefault(number, []).append(place_)
    known = Known(events, judged, stories)
    return [_placement(unit, chosen.get(place_, []), known) for place_, unit in enumerate(made)]


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


def members_of(claims: Iterable[Linkable] | Iterable[View]) -> Members:
    """The claims of an event by the occurrence of the report that tells of it, in order; a claim without a group stands alone."""
    units: dict[tuple[int, int, int], list[View]] = {}
    made = (one if isinstance(one, View) else view(one) for one in claims)
    ordered = sorted(made, key=lambda one: one.one.claim)
    for seen in ordered:
        one = seen.one
        units.setdefault((one.report, -1, one.claim) if one.group is None else (one.report, one.group, 0), []).append(seen)
    kept = list(units.values())
    if len(kept) > MOST_UNITS:
        kept = kept[: MOST_UNITS // 2] + kept[-MOST_UNITS // 2 :]
    return Members(frozenset(one.one.claim for one in ordered), tuple(tuple(unit) for unit in kept))


def join_from(unit: Unit) -> float:
    """The mean log-odds from which an occurrence joins an event."""
    return JOIN_FROM if any(one.story for one in unit) else JOIN_ROWS_FROM


def merge_from(unit: Unit) -> float:
    """The mean log-odds from which an occurrence makes two events one."""
    return MERGE_FROM if any(one.story for one in unit) else MERGE_ROWS_FROM


def linkage(unit: Unit, members: Members, judged: Judged, stories: Stories | None = None) -> float | None:
    """The mean log-odds that an occurrence is that of an event's units; None where it must not be, infinite where it must."""
    claims = frozenset(one.one.claim for one in unit)
    if _judged_pair(judged.cannot, claims, members.claims):
        return None
    if _judged_pair(judged.must, claims, members.claims):
        return float("inf")
    if not members.units or _roundup(unit, members.units):
        return None
    allowed, forbidden = FORBIDDEN_SHARE * len(members.units), 0
    ranked = []
    for other in members.units:
        odds = unit_odds(unit, other, stories)
        if odds is None:
            forbidden += 1
            if forbidden > allowed:
                return None
        ranked.append(FORBIDDEN if odds is None else odds)
    ranked.sort(reverse=True)
    counted = ranked[: math.ceil(COUNTED_SHARE * len(ranked))]
    return sum(counted) / len(counted)


def _judged_pair(pairs: frozenset[tuple[int, int]], one: frozenset[int], two: frozenset[int]) -> bool:
    return any((a in one and b in two) or (b in one and a in two) for a, b in pairs)


def unit_odds(one: Unit, two: Unit, stories: Stories | None = None) -> float | None:
    """The log-odds of the best pair of claims of two occurrences, cut to bounds; None where any of their pairs is forbidden."""
    best = LEAST
    for first in one:
        for second in two:
            odds = log_odds(first, second, stories)
            if odds is None:
                return None
            if odds > best and (stories is None or not stories.careful or anchored(first, second)):
                best = min(odds, MOST)
    return best


def _roundup(unit: Unit, members: Sequence[Unit]) -> bool:
    """Whether the report of an occurrence tells of the event apart from it."""
    mine = unit[0].one
    if mine.group is None:
        return False
    others = (other[0].one for other in members)
    return any(mine.report == one.report and one.group is not None and mine.group != one.group for one in others)


def _may_share(one: Unit, two: Unit, judged: Judged) -> bool:
    found = linkage(one, Members(frozenset(each.one.claim for each in two), (two,)), judged)
    return found is not None and found >= join_from(one)


class Known(Struct, frozen=True):
    """What placing asks for: the candidate events, the judgements, the stories of the reports at hand."""

    events: Mapping[int, Members]
    judged: Judged
    stories: Stories


def _placement(unit: Unit, chosen: Sequence[tuple[float, int]], known: Known) -> Placement:
    if not chosen:
        return Placement(event=None)
    events, judged = known.events, known.judged
    mean, number = chosen[0]
    sure = mean == float("inf")
    merge: list[int] = []
    for odds, other in chosen[1:]:
        must = sure and odds == float("inf")
        if must:
            fits = not any(_judged_pair(judged.cannot, events[one].claims, events[other].claims) for one in (number, *merge))
        else:
            fits = odds >= merge_from(unit) and all(may_merge(events[one], events[other], known) for one in (number, *merge))
        if fits:
            merge.append(other)
    links = [link for event in (number, *merge) for link in _links(unit, events[event].units, event, known)]
    return Placement(event=number, score=1.0 if sure else probability(mean), links=tuple(links), merge=tuple(merge))


def may_merge(one: Members, two: Members, known: Known) -> bool:
    """Whether two events are one by average link; what forbids one of their occurrences to join the other forbids it."""
    if _judged_pair(known.judged.cannot, one.claims, two.claims):
        return False
    means = [linkage(unit, two, known.judged, known.stories) for unit in one.units]
    given = [min(mean, MOST) for mean in means if mean is not None]
    return len(given) == len(means) and sum(given) / len(given) >= max(merge_from(unit) for unit in one.units)


def _links(unit: Unit, members: Sequence[Unit], event: int, known: Known) -> list[Link]:
    """The best links of an occurrence to an event, judged ones first."""
    must = {(min(pair), max(pair)) for pair in known.judged.must}
    found = []
    for first in unit:
        for other in members:
            for second in other:
                pair = (min(first.one.claim, second.one.claim), max(first.one.claim, second.one.claim))
                odds = log_odds(first, second, known.stories)
                held = not known.stories.careful or anchored(first, second)
                if pair in must or (odds is not None and held):
                    found.append((pair not in must, -(odds or 0.0), first.one.claim, second.one.claim, first, second))
    found.sort(key=lambda one: one[:4])
    return [
        Link(one=one, two=two, event=event, explained=score_views(first, second, known.stories), judged=not scored)
        for scored, _, one, two, first, second in found[:LINKS_SHOWN]
    ]
