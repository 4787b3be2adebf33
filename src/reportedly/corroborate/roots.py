"""Groups of copies: each report has one root that it directly overlaps with, so that no chain joins texts that share nothing."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from reportedly.corroborate.overlaps import Overlap

STILL_HELD = 0.2
"""Share of a copy's copy that its root must still hold: 30 % rewritten twice leaves a quarter of the passages."""


class Root(NamedTuple):
    """The report that stands for a group of copies, how the new one overlaps with it, and the copy that led there."""

    report: int
    overlap: Overlap
    through: int


def root_among(
    candidates: Iterable[int], root_of: Callable[[int], int], compare: Callable[[int], Overlap | None]
) -> Root | None:
    """The root of a new report; None where it is nobody's copy and is a root itself.

    ``candidates`` are reports to compare with, most promising first; ``root_of`` gives the root that one of them has and
    ``compare`` the overlap of the new report (first) with one (second). A copy of a copy joins the root where the root still
    holds a part of it; where it holds none, the copy itself is the root. A longer text that holds a whole other one joins it
    too: on what both tell they are one voice, and elsewhere the root has nothing to say.
    """
    for candidate in candidates:
        overlap = compare(candidate)
        if overlap is None or not overlap.reprints:
            continue
        root = root_of(candidate)
        if root != candidate:
            far = compare(root)
            if far is not None and holds(far):
                return Root(root, far, candidate)
        return Root(candidate, overlap, candidate)
    return None


def holds(overlap: Overlap) -> bool:
    """Whether of two reports of one group each still holds a part of the other."""
    return overlap.reprints or max(overlap.own_one, overlap.own_two) >= STILL_HELD
