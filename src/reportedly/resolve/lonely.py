"""Small places that nothing else in a report stands near: a name that no gazetteer has is more often meant than they."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from reportedly.resolve import gazetteer as gaz
from reportedly.resolve.gazetteer import Gazetteer

SMALL: Final = 15_000
"""People of a settlement that a report may name for itself. On LGL and GeoVirus neither 5,000 nor 15,000 takes a right place away; the
latter takes four wrong ones."""
LIKE: Final = 100_000
"""As ``SMALL``, where the name is only like the settlement's."""
COMPANY: Final = 2
"""Names of other places in one other country, without which nothing says where a report is set."""


class Picked(NamedTuple):
    """The place chosen for a name of a report: its number, and how the name stands there.

    ``alone``: no area stands beside it; ``part_of_town``: it is a quarter's or a street's; ``loose``: no spelling of the place is the name.
    """

    number: int
    alone: bool
    part_of_town: bool
    loose: bool


def lonely_names(gazetteer: Gazetteer, picked: Sequence[Picked]) -> list[bool]:
    """Which of a report's names mean a small settlement in a country of which it names nothing else, while it names others of another.

    A quarter or a street ("the Al-Wadi neighbourhood", "Mill Road") is no town abroad in any company, and a name that is only like a
    town's is not that of one in a country that is not spoken of.
    """
    if not picked:
        return []
    numbers = np.array([one.number for one in picked], dtype=np.int64)
    kinds, people = gazetteer.kinds(numbers), gazetteer.populations(numbers)
    countries = gazetteer.parents(numbers)[:, 0].tolist()
    named = Counter(countries)
    least = np.array([LIKE if one.loose else SMALL for one in picked])
    small = (((kinds == gaz.SETTLEMENT) & (people < least)) | ((kinds == gaz.SECOND_ORDER) & (people < LIKE))).tolist()
    most = max((count for country, count in named.items() if country >= 0), default=0)
    return [
        one.alone and country >= 0 and named[country] == 1
        and (one.part_of_town or (little and (most >= COMPANY or (one.loose and len(named) > 1))))
        for one, country, little in zip(picked, countries, small, strict=True)
    ]  # fmt: skip
