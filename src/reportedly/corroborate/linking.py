"""Which events a report's occurrences are: those that the record has, or new ones; and how those that they touch fall into events anew.

An occurrence is compared with the events that may be its own. Those that it is like, and the occurrences that these are made of, are
clustered anew by average link over all their pairs, so that one vague report in between can't chain two incidents, and so that what
stands hangs little on the order in which reports came. Judgements come first: what they joined or parted stays so, and an event that
they touch stays whole. How much is clustered anew has an upper bound, so a report costs the same in a record of any size.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from reportedly.corroborate.linking_anchors import anchored
from reportedly.corroborate.linking_clusters import ClaimPairs, Item, Odds, clusters, met
from reportedly.corroborate.linking_model import Explained, log_odds, score_views
from reportedly.corroborate.linking_pairs import Pairs
from reportedly.corroborate.linking_stories import Stories, stories_of
from reportedly.corroborate.linking_units import Unit, careful_odds, occurrences, unit_odds, units_of
from reportedly.corroborate.linking_views import View, view
from reportedly.schema.linkable import Linkable

__all__ = ["MOST_UNITS", "Judged", "Link", "Part", "arrange", "occurrences"]

# Mean log-odds from which clusters are joined, for claims read from texts, for those that have the encoder's vectors and for those that
# stand without a text. The first is where the fit says that both are as likely; the second is what thirds of ECB+'s training topics
# prefer, each scored by weights of the other two, all pairs at once: CoNLL F1 at -1.0, -0.5, 0.0, 0.5: 76.6, 77.2, 76.5, 74.9; the third
# was chosen on quarters of MAVERICK's events, each with weights of the others, all rows in one record (`python -m
# benchmarks.maverick_linking --sweep`: at -2.8, -2.5, -2.3, -2.0 pairwise F1 83.1, 83.4, 83.6, 84.0; of 203 events recovered whole 122,
# 122, 119, 116).
JOIN_FROM, JOIN_SEEN_FROM, JOIN_ROWS_FROM = 0.0, -0.5, -2.5
MOST_UNITS = 24  # claims of an event; one of more stays whole, and of its occurrences only the first and the last are compared
MOST_TOGETHER = 96  # occurrences that are clustered anew together
LINKS_SHOWN = 5


class Judged(Struct, frozen=True):
    """What has been judged of pairs of claims (ids in either order): one occurrence, or two."""

    must: ClaimPairs = frozenset()
    cannot: ClaimPairs = frozenset()


class Link(Struct, frozen=True, kw_only=True):
    """Why a claim is of the occurrence of another: their ids and the explained score.

    ``judged`` is true where a judgement, not the score, joins them.
    """

    one: int
    two: int
    explained: Explained
    judged: bool = False


class Part(Struct, frozen=True, kw_only=True):
    """What is one event by now: whole events, and claims by their ids, new ones included; the links say what is new in it."""

    claims: tuple[int, ...]
    events: tuple[int, ...]
    links: tuple[Link, ...] = ()

    @property
    def first(self) -> int:
        """The number of the event, which is that of its first claim."""
        return min((*self.claims, *self.events))


NO_JUDGEMENT = Judged()


def arrange(
    units: Sequence[Sequence[Linkable]],
    candidates: Mapping[int, Sequence[Linkable] | Sequence[View]],
    judged: Judged = NO_JUDGEMENT,
    *,
    careful: Pairs | None = None,
) -> list[Part]:
    """The events that a report's occurrences are part of, in the order of their first claims; other candidates stay as they are.

    ``candidates`` gives, for events that share a key or a judgement with one of the occurrences, their claims: all, or of one of more than
    twice ``MOST_UNITS`` the first and last and every claim that was judged. Occurrences that one report tells apart don't come together
    unless judged so. With ``careful``, as a record asks it, only pairs of claims count that are ``anchored``, and pairs that it has are
    not computed again; the corpora are scored without, since the claims that they pair often have no time, place or party.
    """
    made = [tuple(view(one) for one in unit) for unit in units]
    events = {number: units_of(claims) for number, claims in sorted(candidates.items())}
    everyone = (one for members in events.values() for unit in members for one in unit)
    stories = stories_of((one for unit in made for one in unit), everyone)
    stories.careful = careful is not None

    def odds(one: Unit, two: Unit) -> float | None:
        return unit_odds(one, two, stories) if careful is None else careful_odds(one, two, stories, careful)

    parts: list[Part] = []
    for own, near in _neighbourhoods(made, events, judged, odds):
        items = [Item(_claims((made[place],)), (made[place],), None, False, join_from(made[place])) for place in own]
        items += [item for number in near for item in _items(number, events[number], judged)]
        items.sort(key=lambda one: min(one.claims))
        found = clusters(items, odds, judged.must, judged.cannot)
        parts += [_part([items[place] for place in places], judged, stories) for places in found]
    return sorted(parts, key=lambda part: part.first)


def join_from(unit: Unit) -> float:
    """The mean log-odds from which an occurrence joins others."""
    if not any(one.story for one in unit):
        return JOIN_ROWS_FROM
    return JOIN_FROM if any(one.vector is None for one in unit) else JOIN_SEEN_FROM


def _claims(units: Sequence[Unit]) -> frozenset[int]:
    return frozenset(one.one.claim for unit in units for one in unit)


def _items(event: int, units: Sequence[Unit], judged: Judged) -> list[Item]:
    """An event as its occurrences, or as one where it is large or a judgement has touched it."""
    claims = _claims(units)
    named = {claim for pairs in (judged.must, judged.cannot) for pair in pairs for claim in pair}
    if len(claims) <= MOST_UNITS and named.isdisjoint(claims):
        return [Item(_claims((unit,)), (unit,), event, False, join_from(unit)) for unit in units]
    kept = units if len(units) <= MOST_UNITS else [*units[: MOST_UNITS // 2], *units[-MOST_UNITS // 2 :]]
    return [Item(claims, tuple(kept), event, True, max(join_from(unit) for unit in kept))]


def _neighbourhoods(
    made: Sequence[Unit], events: Mapping[int, Sequence[Unit]], judged: Judged, odds: Odds
) -> list[tuple[list[int], list[int]]]:
    """The new occurrences (their places) and the events that they are like, by what hangs together; none larger than may be.

    The likeliest come first; what would make a neighbourhood too large is left out of it.
    """
    likely: list[tuple[float, int, int]] = []
    for place, unit in enumerate(made):
        for number, units in events.items():
            must = bool(judged.must) and met(judged.must, _claims((unit,)), _claims(units))
            found = [one for other in units if (one := odds(unit, other)) is not None]
            best = float("inf") if must else max(found, default=-float("inf"))
            if best >= join_from(unit):
                likely.append((-best, place, number))
    own: dict[int, list[int]] = {place: [place] for place in range(len(made))}  # by the first place of each neighbourhood
    near: dict[int, list[int]] = {place: [] for place in own}
    top, home = list(own), dict[int, int]()
    size = dict.fromkeys(own, 1)
    for minus, place, number in sorted(likely):
        here, there = top[place], top[home[number]] if number in home else None
        if here == there:
            continue
        larger = size[here] + (size[there] if there is not None else min(len(events[number]), MOST_UNITS))
        if larger > MOST_TOGETHER and minus > -float("inf"):
            continue
        size[here] = larger
        if there is None:
            near[here].append(number)
            home[number] = here
        else:
            for other in own[there]:
                top[other] = here
            own[here] += own.pop(there)
            near[here] += near.pop(there)
    return [(sorted(own[one]), sorted(near[one])) for one in own]


def _part(items: Sequence[Item], judged: Judged, stories: Stories) -> Part:
    claims = sorted(claim for one in items if not one.whole for claim in one.claims)
    events = tuple(one.event for one in items if one.whole and one.event is not None)
    return Part(claims=tuple(claims), events=events, links=tuple(_links(items, judged, stories)))


def _links(items: Sequence[Item], judged: Judged, stories: Stories) -> list[Link]:
    """The best links of each occurrence that is new to the event, judged ones first; the event is what most were of before."""
    sizes: dict[int, int] = {}
    for one in items:
        if one.event is not None:
            sizes[one.event] = sizes.get(one.event, 0) + len(one.units)
    base = min(sizes, key=lambda event: (-sizes[event], event), default=None)
    must = {(min(pair), max(pair)) for pair in judged.must}
    links: dict[tuple[int, int], Link] = {}
    for one in items:
        if one.event is None or one.event != base:
            others = [item for item in items if item is not one and (item.event != one.event or one.event is None)]
            for link in _best(one, others, must, stories):
                links.setdefault((min(link.one, link.two), max(link.one, link.two)), link)
    return list(links.values())


def _best(item: Item, others: Sequence[Item], must: set[tuple[int, int]], stories: Stories) -> list[Link]:
    found = []
    for first in (one for unit in item.units for one in unit):
        for second in (one for other in others for unit in other.units for one in unit):
            pair = (min(first.one.claim, second.one.claim), max(first.one.claim, second.one.claim))
            odds = log_odds(first, second, stories)
            held = odds is not None and (not stories.careful or anchored(first, second))
            if pair in must or (held and first.one.report != second.one.report):
                found.append((pair not in must, -(odds or 0.0), first.one.claim, second.one.claim, first, second))
    found.sort(key=lambda one: one[:4])
    return [
        Link(one=one, two=two, explained=score_views(first, second, stories), judged=not scored)
        for scored, _, one, two, first, second in found[:LINKS_SHOWN]
    ]
