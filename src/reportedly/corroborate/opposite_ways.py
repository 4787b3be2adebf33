"""Whether of two claims one leaves the place that the other goes to."""

from reportedly.schema import Claim


def opposite_ways(one: Claim, two: Claim) -> bool:
    """Whether one leaves the place that the other goes to ("fled Raqqa", "fleeing to Raqqa")."""
    return any(_left(first, second) and _goes_there(second) for first, second in ((one, two), (two, one)))


def _left(claim: Claim, other: Claim) -> bool:
    place = claim.where
    if place is None or other.where is None or place.geonames is None or place.geonames != other.where.geonames:
        return False
    return any(one.role == "origin" and one.start <= place.span.start and place.span.end <= one.end for one in claim.arguments)


def _goes_there(claim: Claim) -> bool:
    if claim.where is None:
        return False
    before = claim.sentence.text[: max(0, claim.where.span.start - claim.sentence.start)]
    return before.lower().split()[-1:] in (["to"], ["into"], ["towards"], ["toward"], ["reaching"])
