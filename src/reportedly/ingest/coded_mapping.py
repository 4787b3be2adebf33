"""Mappings: how the columns of a human-coded table become claims. A YAML file, checked before a row is read.

A column's name with ``?`` behind it may be missing from the table. Keys and what they hold are documented at the types below, and
with examples in docs/coded-rows.md; the packaged mappings are in ``codebooks/coded``.
"""

import difflib
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reportedly import codebooks
from reportedly.codebooks.load import load_codebook
from reportedly.codebooks.parsed import digest_of, parse_yaml, read_parsed
from reportedly.errors import CodebookError
from reportedly.schema import DatePrecision, MentionKind
from reportedly.schema.codebook import Codebook

PACKAGED = Path(codebooks.__file__).parent / "coded"
MAX_NUMBERS = 50  # numbered columns of one kind
PartyRole = Literal["actor", "recipient", "instrument", "origin", "destination", "topic"]


class TypeValue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one value of a type column means: a codebook type and mode; ``type: null`` is no event of the codebook's types.

    ``reason`` says why, where it is not obvious. With ``swap`` actor and recipient change places: a table of protests names the
    protesters first, also where they were attacked.
    """

    type: str | None
    mode: str | None = None
    reason: str | None = None
    swap: bool = False


class TypeRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the type stands: the first of ``columns`` that is not empty and has a listed value.

    A cell may hold several values, with ``split`` between them; with ``all`` the values of all columns are taken together. Of several,
    the one listed first in ``values`` gives the type, and the mode where all of that type agree on it. ``empty`` is what a row has
    whose columns are all empty. ``{n}`` in a column stands for 1 to ``numbers``.
    """

    columns: tuple[str, ...]
    values: Mapping[str, TypeValue]
    split: str | None = None
    all: bool = False
    numbers: int = 1
    empty: TypeValue | None = None


class PartyRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One participant: the column of the name, of a given id, and its role.

    ``roles`` gives for a role the columns that hold 1 where the participant has it; ``role`` is the one it has where none of them
    does. ``{n}`` in a column stands for 1 to ``numbers``. ``split`` parts several names in one cell. ``described`` says
    that the cell never holds a name ("Voters"); ``nobody`` lists values that mean no one ("Unknown").
    """

    name: str
    id: str | None = None
    role: PartyRole | None = None
    roles: Mapping[PartyRole, tuple[str, ...]] = {}
    numbers: int = 1
    kind: MentionKind = "organisation"
    split: str | None = None
    described: bool = False
    nobody: tuple[str, ...] = ()


class DateGrain(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The grain of a date: its precision, and whether the day stands for the whole calendar week, month or year around it."""

    precision: DatePrecision
    whole: Literal["week", "month", "year"] | None = None


class DateRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When: the columns of the first and the last day (or of the only one).

    ``grain`` is the column of a code for the precision, ``grains`` what its codes mean; a code that is not listed, or no column, leaves
    the grain to the days: one is a day, several are days. ``day_first`` settles 03/04/2031; without it such a date is a rejection.
    """

    start: str
    end: str | None = None
    grain: str | None = None
    grains: Mapping[str, DateGrain] = {}
    day_first: bool | None = None


class PlaceRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where: the columns of the place's name (the first that is not empty), its point (WGS 84 degrees) and country.

    ``precision`` is the column of a code, ``precisions`` what its codes are as UCDP's where_prec (1 exact to 7); ``otherwise`` holds for
    codes that are not listed and for tables without one. ``countries`` gives ISO codes for a table's own country codes.
    """

    name: tuple[str, ...]
    lat: str | None = None
    lon: str | None = None
    country: str | None = None
    countries: Mapping[str, str] = {}
    precision: str | None = None
    precisions: Mapping[str, int] = {}
    otherwise: int = 2


class TollRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many suffered ``what`` (a toll of the codebook): the columns of the lowest, best and highest figure.

    ``zero: untold`` says that a row whose figures are all 0 tells of no toll, rather than that nobody was harmed.
    """

    what: str
    best: str | None = None
    low: str | None = None
    high: str | None = None
    zero: Literal["none", "untold"] = "none"


class SourceRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who reported it: the column that cites the sources, several with ``split`` between them.

    ``pattern`` is a regular expression whose groups ``publisher``, ``published`` (a date) and ``title`` take a citation apart; without
    one the cell is the publisher's name, and ``published`` and ``title`` may be columns, split like it. ``voice`` is the column of
    whom the cited report quotes.
    """

    column: str
    split: str | None = None
    pattern: str | None = None
    published: str | None = None
    title: str | None = None
    voice: str | None = None


class Coded(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mapping. ``id`` is the column of the row's id, ``event`` that of the coders' event id, ``notes`` that of their own words.

    The event id is kept as the event's id and left out of the row's text, where it would tell what linking has to find out.

    ``ids`` stands before given actor ids ("ucdp:113"). ``described`` are patterns (``*`` for anything) of names that describe and
    don't name, such as "Unidentified *".
    """

    name: str
    version: str
    about: str
    type: TypeRule
    parties: tuple[PartyRule, ...] = ()
    when: DateRule
    where: PlaceRule | None = None
    tolls: tuple[TollRule, ...] = ()
    source: SourceRule | None = None
    id: str | None = None
    event: str | None = None
    notes: str | None = None
    ids: str | None = None
    described: tuple[str, ...] = ()


class CodedMapping(Struct, frozen=True, kw_only=True):
    """A mapping that was read and found sound.

    ``model`` names it as the maker of a reading; ``codebook`` is the codebook's name and hash. ``columns`` are those that it
    reads, and whether a table must have them; in ``rules`` their names have no ``?`` any more.
    """

    rules: Coded
    columns: Mapping[str, bool]
    model: str
    codebook: str


def packaged_mappings() -> tuple[str, ...]:
    """The names of the mappings that come with the package."""
    return tuple(sorted(path.stem for path in PACKAGED.glob("*.yaml")))


def load_mapping(name: str | Path, codebook: Codebook | None = None) -> CodedMapping:
    """The mapping of that name (``acled-like``), or in that YAML file; its types are checked against the codebook (PLOVER).

    Raises CodebookError, naming file, key and cure, where there is none or anything in it is unknown, missing or of a wrong kind.
    """
    path = PACKAGED / f"{name}.yaml" if str(name) in packaged_mappings() else Path(name)
    try:
        data = path.read_bytes()
    except OSError as error:
        known = packaged_mappings()
        raise CodebookError(
            f"There is no mapping {str(name)!r}.",
            f"{closest(str(name), known)}Give a YAML file, or one of {', '.join(known)}.",
        ) from error
    content = read_parsed().get(digest_of(data)) or parse_yaml(path.name, data)
    rules = _checked(content, path.name)
    codebook = codebook or load_codebook()
    _check_codes(rules, codebook, path.name)
    digest = hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
    return CodedMapping(
        rules=_plain(rules), columns=_needed(rules), model=f"coded:{rules.name}@sha256:{digest}", codebook=codebook.hash
    )  # fmt: skip


def closest(wrong: str, known: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    """``Did you mean 'x'? `` for the known word that looks most like a wrong one; empty where none does."""
    lower = {one.casefold(): one for one in known}
    found = difflib.get_close_matches(wrong.casefold(), list(lower), n=1, cutoff=0.6)
    return f"Did you mean {lower[found[0]]!r}? " if found else ""


def numbered(column: str, numbers: int) -> tuple[str, ...]:
    """The columns that ``column`` stands for: with ``{n}`` one for each number."""
    return (
        tuple(column.replace("{n}", str(number)) for number in range(1, numbers + 1)) if "{n}" in column else (column,)
    )


def _needed(rules: Coded) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for column, numbers in _columns(rules):
        for one in numbered(column, numbers):
            found[one.removesuffix("?")] = found.get(one.removesuffix("?"), False) or not one.endswith("?")
    return found


def _columns(rules: Coded) -> Iterator[tuple[str, int]]:
    for column in rules.type.columns:
        yield column, rules.type.numbers
    for party in rules.parties:
        for flag in (party.name, party.id, *(flag for flags in party.roles.values() for flag in flags)):
            if flag is not None:
                yield flag, party.numbers
    single: list[str | None] = [
        rules.id,
        rules.event,
        rules.notes,
        rules.when.start,
        rules.when.end,
        rules.when.grain,
    ]
    if rules.where is not None:
        where = rules.where
        single += [*where.name, where.lat, where.lon, where.country, where.precision]
    for toll in rules.tolls:
        single += [toll.low, toll.best, toll.high]
    if rules.source is not None:
        source = rules.source
        single += [source.column, source.published, source.title, source.voice]
    for one in single:
        if one is not None:
            yield one, 1


def _plain(rules: Coded) -> Coded:
    """The rules with plain column names, without ``?``."""

    def plain(column: str | None) -> str | None:
        return column.removesuffix("?") if column is not None else None

    def stripped(rule: Struct, *names: str) -> Any:
        changed = {}
        for name in names:
            value = getattr(rule, name)
            changed[name] = tuple(map(plain, value)) if isinstance(value, tuple) else plain(value)
        return replace(rule, **changed)

    where, source = rules.where, rules.source
    parties = tuple(
        replace(
            stripped(party, "name", "id"),
            roles={role: tuple(flag.removesuffix("?") for flag in flags) for role, flags in party.roles.items()},
        )
        for party in rules.parties
    )
    rest = stripped(rules, "id", "event", "notes")
    return replace(  # type: ignore[no-any-return]
        rest,
        type=stripped(rules.type, "columns"),
        parties=parties,
        when=stripped(rules.when, "start", "end", "grain"),
        where=None if where is None else stripped(where, "name", "lat", "lon", "country", "precision"),
        tolls=tuple(stripped(toll, "low", "best", "high") for toll in rules.tolls),
        source=None if source is None else stripped(source, "column", "published", "title", "voice"),
    )


def _checked(content: Any, name: str) -> Coded:
    if not isinstance(content, dict):
        raise CodebookError(f"{name} is not a mapping.", "See docs/coded-rows.md for its keys.")
    _check_keys(content, Coded, name, "")
    try:
        rules = msgspec.convert(content, Coded)
    except msgspec.ValidationError as error:
        raise CodebookError(
            f"{name} is not a sound mapping: {error}.", "See docs/coded-rows.md for what it may hold."
        ) from None
    for numbers in (rules.type.numbers, *(one.numbers for one in rules.parties)):
        if not 1 <= numbers <= MAX_NUMBERS:
            raise CodebookError(f"{name} has {numbers} numbered columns.", f"Write a number from 1 to {MAX_NUMBERS}.")
    for party in rules.parties:
        if party.role is None and not party.roles:
            raise CodebookError(f"{name} gives {party.name!r} no role.", "Add `role: actor`, or `roles` with columns.")
    _check_pattern(rules, name)
    return rules


def _check_keys(content: dict[Any, Any], kind: Any, name: str, where: str) -> None:
    """Raise CodebookError for a key that ``kind`` does not have, with the one that was meant; msgspec checks the values."""
    hints = get_type_hints(kind)
    for key, value in content.items():
        at = f" in {where}" if where else ""
        if key not in hints:
            known = ", ".join(sorted(hints))
            raise CodebookError(
                f"{name} has the unknown key {key!r}{at}.", f"{closest(str(key), list(hints))}Known keys are {known}."
            )
        inner = [one for one in _flat(hints[key]) if isinstance(one, type) and issubclass(one, Struct)]
        if not inner:
            continue
        mapping = any(getattr(one, "__origin__", None) is Mapping for one in (hints[key],)) or _is_mapping(hints[key])
        items = (
            list(value.values())
            if mapping and isinstance(value, dict)
            else value
            if isinstance(value, list)
            else [value]
        )
        for item in items:
            if isinstance(item, dict):
                _check_keys(item, inner[0], name, f"{where}.{key}" if where else str(key))


def _flat(hint: Any) -> Iterator[Any]:
    yield hint
    for inner in get_args(hint):
        yield from _flat(inner)


def _is_mapping(hint: Any) -> bool:
    origin = getattr(hint, "__origin__", None)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _check_pattern(rules: Coded, name: str) -> None:
    pattern = None if rules.source is None else rules.source.pattern
    if pattern is None:
        return
    try:
        groups = set(re.compile(pattern).groupindex)
    except re.error as error:
        raise CodebookError(
            f"{name} has a source pattern that is no regular expression: {error}.", "Correct it."
        ) from None
    if "publisher" not in groups or groups - {"publisher", "published", "title"}:
        raise CodebookError(
            f"{name} has a source pattern without the right groups.",
            "Name a group (?P<publisher>...), and (?P<published>...) and (?P<title>...) where the citation has them.",
        )


def _check_codes(rules: Coded, codebook: Codebook, name: str) -> None:
    """Raise CodebookError for a type, mode, toll or role that the codebook does not have."""
    values = [*rules.type.values.items(), *([("empty", rules.type.empty)] if rules.type.empty else [])]
    for label, value in values:
        if value.type is None:
            if value.mode is not None or not value.reason:
                raise CodebookError(
                    f"{name} gives {label!r} no type without a reason, or with a mode.", "Add `reason`."
                )
            continue
        kind = codebook.event_type(value.type)
        if kind is None:
            cure = closest(value.type, [one.code for one in codebook.types])
            raise CodebookError(
                f"{name} gives {label!r} the type {value.type!r}, which {codebook.name} does not have.",
                f"{cure}See its types.",
            )
        if value.mode is not None and kind.mode(value.mode) is None:
            modes = [mode.code for mode in kind.modes]
            cure = f"{closest(value.mode, modes)}{kind.code} has the modes {', '.join(modes) or 'none'}."
            raise CodebookError(
                f"{name} gives {label!r} the mode {value.mode!r}, which {kind.code} does not have.", cure
            )
    for toll in rules.tolls:
        if toll.what not in codebook.tolls:
            cure = f"{closest(toll.what, list(codebook.tolls))}Tolls are {', '.join(codebook.tolls)}."
            raise CodebookError(f"{name} has the unknown toll {toll.what!r}.", cure)
        if toll.low is toll.best is toll.high is None:
            raise CodebookError(f"{name} gives the toll {toll.what!r} no column.", "Add `best`, `low` or `high`.")
    for precision in [
        *(rules.where.precisions.values() if rules.where else ()),
        rules.where.otherwise if rules.where else 1,
    ]:
        if not 1 <= precision <= 7:
            raise CodebookError(
                f"{name} has the place precision {precision}.", "Write UCDP's where_prec, 1 (exact) to 7."
            )
