"""The list of a watch: feeds and pages, from a TOML file; what can't be used is refused before anything is asked."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, cast

from msgspec import Struct

from reportedly.errors import BadOption, InputError, MissingFile
from reportedly.fetch.address import address_of, without_credentials
from reportedly.ingest.given import Given

LEAST_EVERY = 60.0
"""Seconds between two rounds at least."""

DEFAULT_EVERY = 900.0
"""Seconds between two rounds where nothing is said: most feeds change less than four times an hour."""

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_TEXTS = ("auto", "feed", "page")
_KEYS = {"feed": ("url", "publisher", "every", "language", "allow", "text"), "page": ("url", "publisher", "every", "language")}
_DEFAULTS = ("every", "language")


class Watched(Struct, frozen=True, kw_only=True):
    """One feed or page to watch.

    ``given`` holds its publisher and language where the list states them. ``every`` counts seconds. Entries of a feed are followed only
    to addresses that begin with one of ``allow``, where there are any; ``text`` says where an entry's words are taken from: its page, the
    feed, or the feed where it has them in full (auto).
    """

    kind: Literal["feed", "page"]
    url: str
    every: float
    given: Given
    allow: tuple[str, ...] = ()
    text: Literal["auto", "feed", "page"] = "auto"

    def allows(self, url: str) -> bool:
        """Whether an entry's address may be followed."""
        return not self.allow or url.startswith(self.allow)


def watch_list(path: Path, every: float | None = None) -> tuple[Watched, ...]:
    """The feeds and pages of a list, in its order; ``every`` is for those that state none, before the list's own default.

    Raises MissingFile, and BadOption with the table and the key where something in it can't be used: an unknown key is an error.
    """
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MissingFile(f"The list {path} can't be read: {error.strerror}.", "Check the path.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadOption(f"{path} is not valid TOML: {error}.", "Correct that line.") from None
    _known(read, ("defaults", *_KEYS), str(path))
    defaults = read.get("defaults", {})
    if not isinstance(defaults, dict):
        raise BadOption(f"{path} has defaults that are no table.", "Write [defaults], and its keys below.")
    _known(defaults, _DEFAULTS, f"{path}, [defaults]")
    found: list[Watched] = []
    for kind, keys in _KEYS.items():
        tables = read.get(kind, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise BadOption(f"{path} has a {kind} that is no list of tables.", f"Write [[{kind}]], and its keys below.")
        for number, table in enumerate(tables, start=1):
            where = f"{path}, {kind} {number}"
            _known(table, keys, where)
            stated = dict(defaults) | ({"every": every} if every is not None else {}) | table
            found.append(_watched(cast(Literal["feed", "page"], kind), stated, where))
    if not found:
        raise BadOption(f"{path} lists nothing to watch.", 'Add [[feed]] and below it url = "https://...".')
    urls = [one.url for one in found]
    twice = next((url for place, url in enumerate(urls) if url in urls[:place]), None)
    if twice is not None:
        raise BadOption(f"{path} lists {twice} twice.", "Take one of them out.")
    return tuple(found)


def seconds_of(value: object, where: str) -> float:
    """The seconds that an interval means: ``90s``, ``15m``, ``1h``, ``2d``; raises BadOption where it is none, or below a minute."""
    if isinstance(value, float) and value >= LEAST_EVERY:
        return value
    match = re.fullmatch(r"\s*([0-9]{1,6})\s*([smhd])\s*", value) if isinstance(value, str) else None
    if match is None or float(match[1]) * _UNITS[match[2]] < LEAST_EVERY:
        raise BadOption(f"{where} is {value!r}, which is no interval of a minute or more.", "Write 15m, 1h or 2d.")
    return float(match[1]) * _UNITS[match[2]]


def _watched(kind: Literal["feed", "page"], table: Mapping[str, Any], where: str) -> Watched:
    try:
        url = address_of(_text(table, "url", where) or "").url
    except InputError as error:
        if "url" not in table:
            raise BadOption(f"{where} has no url.", 'Add url = "https://...".') from None
        raise BadOption(f"{where}: {error.message}", error.cure) from None
    text = table.get("text", "auto")
    if text not in _TEXTS:
        raise BadOption(f"{where} has the text {text!r}, which is none of {', '.join(_TEXTS)}.", "Choose one of these.")
    try:
        given = Given(publisher=_text(table, "publisher", where), language=_text(table, "language", where))
    except BadOption as error:
        raise BadOption(f"{where}: {error.message}", error.cure) from None
    return Watched(
        kind=kind, url=url, every=seconds_of(table.get("every", DEFAULT_EVERY), f"{where}, every"), given=given,
        allow=_allowed(table, where), text=text,
    )  # fmt: skip


def _allowed(table: Mapping[str, Any], where: str) -> tuple[str, ...]:
    """Beginnings of addresses; each is an address itself, so that one without its path's stroke can't mean another host."""
    allow = table.get("allow", [])
    if not isinstance(allow, list) or not all(isinstance(one, str) for one in allow):
        raise BadOption(f"{where} has an allow that is no list of addresses.", 'Write allow = ["https://news.example/world/"].')
    try:
        return tuple(address_of(one).url for one in allow)
    except InputError as error:
        raise BadOption(f"{where}, allow: {error.message}", error.cure) from None


def _text(table: Mapping[str, Any], key: str, where: str) -> str | None:
    value = table.get(key)
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    shown = without_credentials(repr(value))
    raise BadOption(f"{where} has the {key} {shown}, which is no text.", "Write it in quotes.")


def _known(table: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in keys:
            close = difflib.get_close_matches(key, keys, n=1)
            hint = f"Did you mean {close[0]}?" if close else f"The known ones are {', '.join(keys)}."
            raise BadOption(f"{where} has the key {key!r}, which is unknown.", hint)
