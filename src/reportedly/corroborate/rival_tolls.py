"""Tolls that two claims give: whether they are other numbers, and whether one may be another voice's count of the same harm."""

from reportedly.schema import Claim, Toll

_SAME_SIZE = 3  # how many times another's count a rival count may be


def unequal_tolls(one: Claim, two: Claim) -> bool:
    """Whether the claims give other numbers for one kind of harm."""
    return any(mine.what == theirs.what and _unequal(mine, theirs) for mine in one.toll for theirs in two.toll)


def _unequal(one: Toll, two: Toll) -> bool:
    """Whether two tolls say other numbers, or one more or less than the other allows: "dozens" are not three."""
    if one.best and two.best:
        return one.best != two.best
    above = ((one.high, two.best or two.low), (two.high, one.best or one.low))
    below = ((one.best, two.low), (two.best, one.low))
    return any(high is not None and least is not None and least > high for high, least in above) or any(
        best and least and best < least for best, least in below
    )


def rival_tolls(one: Claim, two: Claim) -> bool:
    """Whether the claims count one kind of harm, and neither many times more than the other."""
    pairs = [(mine.best or mine.low, theirs.best or theirs.low) for mine in one.toll for theirs in two.toll if mine.what == theirs.what]
    known = [(mine, theirs) for mine, theirs in pairs if mine and theirs]
    return bool(known) and all(max(pair) <= _SAME_SIZE * min(pair) for pair in known)
