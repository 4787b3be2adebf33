"""Names that are a country and an office of state: "Syrian troops", "the government of Iraq", "Turkey" where it acts."""

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import Final, Literal

import yaml
from msgspec import Struct

from reportedly.codebooks.countries import country_code, country_names, peoples, plural_of_people
from reportedly.codebooks.parsed import loader
from reportedly.resolve.folding import fold
from reportedly.resolve.name_words import normal_name
from reportedly.resolve.transliteration import latin

StateFunction = Literal["state", "military", "police", "people"]

_WORD = re.compile(r"[a-z0-9]+(?:\.(?=[a-z0-9]))?(?:[a-z0-9]+)?")
_POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")
# What is said after a country's adjective, or before "of" and its name; whole phrases, so that "government forces" is no government.
_FUNCTIONS: Final[dict[StateFunction, frozenset[str]]] = {
    "state": frozenset(
        ("", "government", "regime", "authorities", "administration", "state", "leadership", "central government", "federal government",
         "government authorities", "state authorities", "central authorities")
    ),
    "military": frozenset(
        ("army", "armed forces", "military", "troops", "forces", "soldiers", "government forces", "government troops", "regime forces",
         "regime troops", "government army", "army forces", "army troops", "army units", "army soldiers", "military forces", "regular army",
         "armed forces troops", "defence forces", "defense forces", "defence force", "defense force")
    ),
    "police": frozenset(("police", "police force", "police forces", "national police", "federal police")),
}  # fmt: skip
# Two countries, or a region of several, share these; the report's other places say which is meant.
_SHARED: Final[dict[str, tuple[str, ...]]] = {
    "congo": ("CD", "CG"),
    "korea": ("KP", "KR"),
}
_SHARED_PEOPLE: Final[dict[str, tuple[str, ...]]] = {
    "congolese": ("CD", "CG"), "korean": ("KP", "KR"), "koreans": ("KP", "KR"), "dominican": ("DM", "DO"),
}  # fmt: skip
_NO_COUNTRY = frozenset(("states", "emirates", "territories", "palestinian authority"))
# Their last word is a people's name, and they are none.
_REGIONS = frozenset(
    ("south american", "south americans", "latin american", "latin americans", "central american", "north american")
)


_MINISTRIES = frozenset(("pentagon", "state department"))  # seats of the government to reading, and bodies of their own


class StateWords(Struct, frozen=True):
    """What a name says of a state: the countries that it may be (ISO 3166-1 alpha-2, mostly one), and the office of state."""

    countries: tuple[str, ...]
    function: StateFunction


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Names of countries, and adjectives and nouns for their people, as words with a blank between -> codes."""
    text = resources.files("reportedly.resolve").joinpath("data", "countries.yaml").read_text("utf-8")
    names: dict[str, tuple[str, ...]] = {}
    people: dict[str, tuple[str, ...]] = {}
    known = country_names()
    for code, entry in yaml.load(text, Loader=loader()).items():  # noqa: S506 (a safe loader)
        for name in (*(known.get(code) or ()), *(entry.get("names") or ())):
            _add(names, name, code)
    for code, words in peoples().items():
        for word in words:
            _add(people, word, code)
            if plural := plural_of_people(word):
                _add(people, plural, code)
    names |= _SHARED
    people |= _SHARED_PEOPLE | dict.fromkeys(_REGIONS, ())
    for name in _NO_COUNTRY:
        names.pop(name, None)
    return names, people


def _add(table: dict[str, tuple[str, ...]], name: str, code: str) -> None:
    key = " ".join(_words(name))
    if key and code not in table.get(key, ()):
        table[key] = (*table.get(key, ()), code)


def _words(name: str) -> list[str]:
    found = [one.replace(".", "") for one in _WORD.findall(latin(_POSSESSIVE.sub("", name)))]
    return found[1:] if found[:1] == ["the"] else found


@lru_cache(maxsize=1)
def _seats() -> dict[str, str]:
    """Palaces and streets that stand for a government (``data/governments.yaml``) -> code."""
    text = resources.files("reportedly.resolve").joinpath("data", "governments.yaml").read_text("utf-8")
    raw = yaml.load(text, Loader=loader())  # noqa: S506 (a safe loader)
    seats = {fold(name).removeprefix("the "): code for code, names in raw["seats"].items() for name in names}
    return {name: code for name, code in seats.items() if name not in _MINISTRIES}


@lru_cache(maxsize=16_384)
def state_words(name: str) -> StateWords | None:
    """The countries and the office that a name consists of; None where it says anything else beside.

    "Syrian government", "government of Syria" and "Syria" are the state, "Syrian forces" the military, "Syrians" the people.
    """
    seat = _seats().get(fold(name).removeprefix("the "))
    if seat is not None:
        return StateWords((seat,), "state")
    words = _words(name)
    names, people = _names()
    for length in range(min(len(words), 7), 0, -1):
        front, rest = " ".join(words[:length]), " ".join(words[length:])
        if front in people and not (front in names and not rest):
            function = "people" if not rest or rest == "people" else _function(rest)
            return _said(people[front], function)
        if front in names:
            return _said(names[front], _function(rest))
    if "of" in words:
        place = words.index("of")
        function = _function(" ".join(words[:place])) if place else None
        country = " ".join(words[place + 1 :]).removeprefix("the ")
        return _said(names.get(country, ()), function)
    return None


def is_country(name: str) -> bool:
    """Whether a name is a country's or a palace's and nothing beside, so that it names a place as well as a state."""
    return " ".join(_words(name)) in _names()[0] or fold(name).removeprefix("the ") in _seats()


def _said(countries: tuple[str, ...], function: StateFunction | None) -> StateWords | None:
    return StateWords(countries, function) if countries and function is not None else None


def _function(words: str) -> StateFunction | None:
    return next((function for function, phrases in _FUNCTIONS.items() if words in phrases), None)


@lru_cache(maxsize=16_384)
def countries_named(name: str) -> tuple[str, ...]:
    """The codes of the countries that a name's words name or derive from, the longest names first taken: "Iraqi Foreign Ministry"."""
    words = _words(name)
    names, people = _names()
    found: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(len(words) - place, 7), 0, -1):
            codes = _codes(" ".join(words[place : place + length]), (names, people))
            if codes is not None:
                found += codes
                place += length - 1
                break
        place += 1
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65_536)
def with_codes(name: str) -> str:
    """An organisation's words in alphabetical order, with a country's code for its names and adjectives, however it is put.

    "Iraqi Security Forces", "Iraq's Security Forces" and "Security Forces of Iraq" are one. What two countries share stays as it is.
    """
    words = list(normal_name(name).plain)
    found: list[str] = []
    place = 0
    while place < len(words):
        step, said = 1, words[place]
        for length in range(min(len(words) - place, 5), 0, -1):
            code = _short_names().get(" ".join(words[place : place + length]))
            if code is not None:
                step, said = length, "@" + code
                break
        found.append(said)
        place += step
    return " ".join(sorted(found))


@lru_cache(maxsize=1)
def _short_names() -> dict[str, str]:
    """Names and adjectives of one country alone, as the words that normal_name keeps -> code."""
    found: dict[str, set[str]] = {}
    for table in _names():
        for name, codes in table.items():
            found.setdefault(" ".join(normal_name(name).plain), set()).update(codes or ("?",))
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1 and codes != {"?"}}


def _codes(words: str, tables: Iterable[dict[str, tuple[str, ...]]]) -> tuple[str, ...] | None:
    return next((table[words] for table in tables if words in table), None)


def is_country_word(word: str) -> bool:
    """Whether a single word in lower case names a country or its people ("syrian", "syria", "russians")."""
    return any(word in table for table in _names())


def government_country(actor: str) -> str | None:
    """The country of an actor id as reading gives it to governments ("government-of-north-korea"); None for any other id."""
    name = actor.removeprefix("government-of-")
    if name == actor:
        return None
    found = _names()[0].get(name.replace("-", " "))
    return found[0] if found and len(found) == 1 else country_code(name.replace("-", " "))
