"""News agencies and outlets by the names that bylines, datelines and sentences call them by."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from reportedly.codebooks.parsed import digest_of, parse_yaml, read_parsed

_FILE = Path(__file__).parent / "agencies.yaml"
_LONGEST = 60  # longer than any name here; whole paragraphs are asked about


class Agency(Struct, frozen=True, kw_only=True):
    """A news agency, which sells its copy to others, or an outlet, which prints its own.

    ``names`` holds every name, the one used for it first; ``country`` is ISO 3166-1 alpha-2; ``key`` tells it from others.
    """

    name: str
    names: tuple[str, ...]
    kind: Literal["agency", "outlet"]
    country: str
    key: str


def agency_of(words: str) -> Agency | None:
    """The agency or outlet that ``words`` are the name of, and nothing else; None where they are no known one.

    Case, a leading "the", brackets and the marks around the words don't count.
    """
    if len(words) > _LONGEST:
        return None
    plain = _plain(words)
    return _known().get(plain) or _known().get(plain.removeprefix("the "))


def agency_named(words: str) -> str | None:
    """The one name used for the agency or outlet that ``words`` are the name of; None where they are no known one."""
    found = agency_of(words)
    return None if found is None else found.name


def agencies() -> tuple[Agency, ...]:
    """Every agency and outlet of the packaged list, in its order."""
    return tuple(dict.fromkeys(_known().values()))


def slug_of(name: str) -> str:
    """A name as part of a key: lower case, without accents, words joined by hyphens."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "-".join(re.findall(r"[^\W_]+", "".join(one for one in folded if not unicodedata.combining(one))))


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").strip(" .,()[]").split())


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Agency]:
    data = _FILE.read_bytes()
    known: dict[str, Agency] = {}
    for row in read_parsed().get(digest_of(data)) or parse_yaml(_FILE.name, data):
        names = (row["name"], *row["others"])
        key = f"{row['kind']}:{slug_of(row['name'])}"
        agency = Agency(name=row["name"], names=names, kind=row["kind"], country=row["country"], key=key)
        known |= {_plain(name).removeprefix("the "): agency for name in names}
    return known
