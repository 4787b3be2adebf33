"""Countries by the codes and names that tables use."""

import re
from functools import lru_cache
from pathlib import Path

from reportedly.codebooks.parsed import digest_of, parse_yaml, read_parsed

_FILE = Path(__file__).parent / "countries.yaml"
_PEOPLES = Path(__file__).parent / "peoples.yaml"
_ASIDE = re.compile(r"\s*\([^()]*\)")


def country_code(stated: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country given by that code, its alpha-3 or numeric code, or a name; None where it is none.

    Case and what stands in brackets don't count: UCDP writes "Yemen (North Yemen)".
    """
    known = _codes()
    key = " ".join(stated.split()).casefold()
    if key.isdecimal():
        return known.get(key.zfill(3))
    return known.get(key) or known.get(_ASIDE.sub("", key))


def alpha_3(country: str) -> str | None:
    """The ISO 3166-1 alpha-3 code of a country by its alpha-2 code; None where there is none."""
    found = _countries().get(country.upper())
    return found[0] if found else None


def numeric_code(country: str) -> int | None:
    """The ISO 3166-1 numeric code of a country by its alpha-2 code; None where there is none."""
    found = _countries().get(country.upper())
    return int(found[1]) if found else None


def country_names() -> dict[str, tuple[str, ...]]:
    """The English names of each country by its ISO 3166-1 alpha-2 code, the usual one first."""
    return {code: tuple(names[2:]) for code, names in _countries().items()}


def peoples() -> dict[str, tuple[str, ...]]:
    """Adjectives and nouns for the people of each country by its ISO 3166-1 alpha-2 code, in the singular; none where two share them."""
    return {code: tuple(words) for code, words in _read(_PEOPLES).items()}


def plural_of_people(word: str) -> str | None:
    """The plural of a word for people; None where it is no other ("Chinese", "British", "French")."""
    return None if word.endswith(("ese", "ish", "ch")) or not word[-1:].islower() else f"{word}s"


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {name.casefold(): code for code, names in _countries().items() for name in (code, *names)}


@lru_cache(maxsize=1)
def _countries() -> dict[str, list[str]]:
    return _read(_FILE)


def _read(file: Path) -> dict[str, list[str]]:
    data = file.read_bytes()
    rows: dict[str, list[str]] = read_parsed().get(digest_of(data)) or parse_yaml(file.name, data)
    return rows
