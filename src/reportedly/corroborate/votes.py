"""Votes on a field's values: one per independent origin, none for a missing value."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

Allows = Callable[[str, str], bool]


class Told(Struct, frozen=True):
    """What one claim says of one field: at least one value, all of them together ("the police and the army").

    ``voice`` is the name of who says so. What is not ``firm`` has no vote where anything firm is told.
    """

    origin: str
    claim: str
    voice: str
    values: tuple[str, ...]
    firm: bool = True


class Ballot(Struct, frozen=True):
    """One origin's votes: the distinct sets of values that it tells. Each has an equal share of its one vote."""

    origin: str
    sets: tuple[frozenset[str], ...]


class Tally(Struct, frozen=True, kw_only=True):
    """The count: ``votes`` are each value's own, ``behind`` those with the values that leave room for it (``room``)."""

    origins: int
    votes: dict[str, float]
    behind: dict[str, float]
    room: dict[str, tuple[str, ...]]


def ballots_of(told: Sequence[Told]) -> tuple[Ballot, ...]:
    """One ballot for each origin that votes, in the order in which they are first told.

    An origin that tells two things contradicts itself, or has learned more: each has half its vote.
    """
    sets: dict[str, dict[frozenset[str], None]] = {}
    firm = any(one.firm and one.values for one in told)
    for one in told:
        if one.values and (one.firm or not firm):
            sets.setdefault(one.origin, {})[frozenset(one.values)] = None
    return tuple(Ballot(origin, tuple(found)) for origin, found in sets.items())


def tally(ballots: Sequence[Ballot], allows: Allows, weak: frozenset[str] = frozenset()) -> Tally:
    """Count the ballots; ``allows(told, value)`` says whether a told value leaves room for another one, which spells it out.

    A set of several values is behind each of them. A value is behind itself. ``weak`` values leave room only where they are told
    alone: "the police and gunmen" does not speak for the army.
    """
    values = list(dict.fromkeys(value for ballot in ballots for one in ballot.sets for value in sorted(one)))
    room = {value: tuple(told for told in values if told != value and allows(told, value)) for value in values}
    opened: dict[str, list[str]] = {}
    for value, coarser in room.items():
        for told in coarser:
            opened.setdefault(told, []).append(value)
    votes = dict.fromkeys(values, 0.0)
    behind = dict.fromkeys(values, 0.0)
    for ballot in ballots:
        share = 1.0 / len(ballot.sets)
        for one in ballot.sets:
            for value in one:
                votes[value] += share
            firm = one - weak or one
            for value in one.union(*(opened[told] for told in firm if told in opened)):
                behind[value] += share
    return Tally(origins=len(ballots), votes=votes, behind=behind, room=room)


def most_overlapping(intervals: Iterable[tuple[float, float, float]]) -> float:
    """The greatest sum of shares whose intervals (first, last, both inclusive, share) hold one number; 0 where there are none.

    Intervals of which each two overlap have a number in common (Helly), so this is the greatest agreement there is.
    """
    turns = sorted(turn for first, last, share in intervals for turn in ((first, 0, share), (last, 1, -share)))
    most = now = 0.0
    for _, _, share in turns:
        now += share
        most = max(most, now)
    return most


def disagreement(origins: int, most: float) -> float | None:
    """The share of the origins that are not behind what most are behind; None where fewer than two give a value.

    1 - the share of the modal value (van Baalen and Höglund 2026, ``event_level_disagreement`` of the R package eventreport),
    over independent origins instead of reports, so that a reprint does not make agreement.
    """
    if origins < 2:
        return None
    return max(0.0, round(1.0 - most / origins, 6))
