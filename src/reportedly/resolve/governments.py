"""Governments by the places that stand for them: capitals, palaces and streets ("Damascus said", "the Kremlin denied")."""

from functools import lru_cache
from importlib import resources
from typing import Final

import numpy as np
import yaml
from msgspec import Struct

from reportedly.codebooks.parsed import loader
from reportedly.resolve import gazetteer as gaz
from reportedly.resolve.candidates import candidates_of
from reportedly.resolve.folding import fold
from reportedly.resolve.gazetteer import Gazetteer

_WELL_KNOWN_CAPITAL: Final = 1.0  # a capital must be at least this much likelier than the next place of its name


class Government(Struct, frozen=True):
    """A country's government: its actor's id and the country's ISO 3166-1 alpha-2 code.

    ``by_seat`` where a palace or street names it, and no capital, which other things are called by as well.
    """

    actor: str
    country: str
    by_seat: bool


class _Seats(Struct, frozen=True):
    country: dict[str, str]
    others: frozenset[str]


@lru_cache(maxsize=1)
def _seats() -> _Seats:
    text = resources.files("reportedly.resolve").joinpath("data", "governments.yaml").read_text("utf-8")
    raw = yaml.load(text, Loader=loader())  # noqa: S506 (a safe loader)
    country = {fold(name): code for code, names in raw["seats"].items() for name in names}
    return _Seats(country=country, others=frozenset(fold(name) for name in raw["others"]))


def government_at(gazetteer: Gazetteer, name: str) -> Government | None:
    """The government that ``name`` stands for where it speaks or acts; None where it is neither a seat nor a capital."""
    folded = fold(name).removeprefix("the ")
    if not folded or folded in _seats().others:
        return None
    seat = _seats().country.get(folded)
    code = seat or _country_of_capital(gazetteer, name)
    if code is None or code not in gazetteer.codes:
        return None
    country = gazetteer.place(gazetteer.codes.index(code)).name
    return Government(actor="government-of-" + fold(country).replace(" ", "-"), country=code, by_seat=seat is not None)


def _country_of_capital(gazetteer: Gazetteer, name: str) -> str | None:
    found = candidates_of(gazetteer, name, None, loosely=False)
    if not len(found):
        return None
    best = int(np.argmax(found.scores))
    number = int(found.numbers[best])
    if int(gazetteer.kinds(found.numbers)[best]) != gaz.CAPITAL:
        return None
    others = np.delete(found.scores, best)
    country = gazetteer.place(number).country
    clear = not len(others) or float(found.scores[best] - others.max()) >= _WELL_KNOWN_CAPITAL
    return country if clear else None
